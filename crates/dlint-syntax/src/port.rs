//! The ports of an `EXPOSE`: `[[ip:]host:]container[-end][/protocol]`.

use dlint_text::MappedText;

use crate::arguments::Word;

/// One word of an `EXPOSE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Port {
    /// The whole word.
    pub word: Word,
    /// What stands before the last `:`: an address, a host port, or both.
    pub host: Option<MappedText>,
    /// The port, or the first one of a range. Text, for it may be a variable.
    pub start: MappedText,
    /// The last port of a range.
    pub end: Option<MappedText>,
    /// The protocol behind the `/`.
    pub protocol: Option<MappedText>,
}

impl Port {
    pub(crate) fn parse(text: MappedText) -> Self {
        let protocol_at = outside_of_braces(&text, b'/').next();
        let ports_end = protocol_at.unwrap_or(text.len());
        let colon = outside_of_braces(&text, b':').take_while(|at| *at < ports_end).last();
        let ports_start = colon.map_or(0, |at| at + 1);
        let dash = outside_of_braces(&text, b'-').find(|at| (ports_start..ports_end).contains(at));
        Self {
            host: colon.map(|at| text.part(0..at)),
            start: text.part(ports_start..dash.unwrap_or(ports_end)),
            end: dash.map(|at| text.part(at + 1..ports_end)),
            protocol: protocol_at.map(|at| text.part(at + 1..text.len())),
            word: Word::plain(text),
        }
    }
}

/// The places of a byte that is not inside `${…}`.
fn outside_of_braces(text: &str, wanted: u8) -> impl Iterator<Item = usize> {
    let mut depth = 0_usize;
    let mut previous = 0;
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        match byte {
            b'{' if previous == b'$' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        previous = byte;
        (byte == wanted && depth == 0).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_are_cut_into_their_parts() {
        for (text, host, start, end, protocol) in [
            ("80", None, "80", None, None),
            ("80/tcp", None, "80", None, Some("tcp")),
            ("8000-8010/udp", None, "8000", Some("8010"), Some("udp")),
            ("8080:80", Some("8080"), "80", None, None),
            ("127.0.0.1:8080:80/tcp", Some("127.0.0.1:8080"), "80", None, Some("tcp")),
            ("${PORT:-80}", None, "${PORT:-80}", None, None),
            ("${A:-1}-${B:-2}/${P:-tcp}", None, "${A:-1}", Some("${B:-2}"), Some("${P:-tcp}")),
        ] {
            let port = Port::parse(MappedText::copied(text, 0));
            let found = (port.host.as_deref(), &*port.start, port.end.as_deref(), port.protocol.as_deref());
            assert_eq!(found, (host, start, end, protocol), "{text}");
        }
    }
}
