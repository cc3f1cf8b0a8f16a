//! The `--mount` flag of a `RUN`: `--mount=type=cache,target=/root/.cache`.

use dlint_text::{MappedText, Span};

use crate::Flag;

/// A mount, taken apart at its commas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mount {
    /// The whole flag.
    pub span: Span,
    /// Its keys and values, in order.
    pub options: Vec<MountOption>,
}

/// One `key=value`, or a key alone, of a mount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MountOption {
    /// The key as written; keys are the same in any case.
    pub key: MappedText,
    /// The value; `None` where there is no `=`.
    pub value: Option<MappedText>,
    /// Both together.
    pub span: Span,
}

impl Mount {
    pub(crate) fn parse(flag: &Flag) -> Option<Self> {
        let value = flag.value.as_ref()?;
        let mut options = Vec::new();
        let mut start = 0;
        for part in value.split(',') {
            let end = start + part.len();
            let equals = part.find('=').map(|at| start + at);
            options.push(MountOption {
                key: value.part(start..equals.unwrap_or(end)),
                value: equals.map(|at| value.part(at + 1..end)),
                span: value.source_span(start..end),
            });
            start = end + 1;
        }
        Some(Self { span: flag.span, options })
    }

    /// The last option of this key, under any of its names (`dst` and `destination` are `target`).
    pub fn option(&self, key: &str) -> Option<&MountOption> {
        let wanted = canonical(key);
        self.options.iter().rev().find(|option| canonical(&option.key).eq_ignore_ascii_case(wanted))
    }

    /// The value of the option of this key.
    pub fn value(&self, key: &str) -> Option<&MappedText> {
        self.option(key)?.value.as_ref()
    }

    /// The kind of the mount; a mount that does not say is a `bind`.
    pub fn kind(&self) -> &str {
        self.value("type").map_or("bind", |value| value.as_str())
    }
}

/// The first of the names that a key goes by.
fn canonical(key: &str) -> &str {
    const NAMES: &[(&str, &str)] = &[
        ("type", "type"),
        ("from", "from"),
        ("source", "source"),
        ("src", "source"),
        ("target", "target"),
        ("dst", "target"),
        ("destination", "target"),
        ("readonly", "readonly"),
        ("ro", "readonly"),
        ("readwrite", "readwrite"),
        ("rw", "readwrite"),
    ];
    NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map_or(key, |(_, canonical)| canonical)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flags;

    fn mount(text: &str) -> Mount {
        let (flags, _) = flags::read(&MappedText::copied(text, 0), 0..text.len());
        Mount::parse(&flags[0]).unwrap()
    }

    #[test]
    fn keys_are_known_by_all_their_names_in_any_case() {
        let mount = mount("--mount=TYPE=cache,dst=/a,target=/b,ro,ID=x=y");
        assert_eq!(mount.kind(), "cache");
        assert_eq!(mount.value("destination").map(|value| &**value), Some("/b"));
        assert_eq!(mount.option("readonly").map(|option| option.value.is_none()), Some(true));
        assert_eq!(mount.value("id").map(|value| &**value), Some("x=y"));
        assert_eq!(mount.value("source"), None);
    }

    #[test]
    fn a_mount_without_a_type_is_a_bind() {
        assert_eq!(mount("--mount=target=/x").kind(), "bind");
    }

    #[test]
    fn each_key_and_value_has_its_place() {
        let mount = mount("--mount=type=secret,id=\"a b\"");
        let id = mount.option("id").unwrap();
        assert_eq!(id.key.span(), Span::new(20, 22));
        assert_eq!(id.value.as_ref().unwrap().span(), Span::new(24, 27));
        assert_eq!(id.span, Span::new(20, 27));
    }
}
