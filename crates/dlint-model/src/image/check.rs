//! Whether a reference is one, part by part.
//!
//! Only what is known is looked at. The first thing wrong is reported, in the order of the text, as Docker would
//! stumble over it.

use dlint_syntax::ImageReference;
use dlint_text::MappedText;

use super::problem::{Problem, ProblemKind};
use super::{Image, Part, digest};

/// The longest path, and the longest tag, that registries take.
const MAX_PATH: usize = 255;
const MAX_TAG: usize = 128;

pub(super) fn problem(image: &Image, reference: &ImageReference) -> Option<Problem> {
    if reference.name.is_empty() {
        return Some(Problem { kind: ProblemKind::EmptyName, span: reference.name.span() });
    }
    name_problem(image, reference)
        .or_else(|| part(&image.tag, tag))
        .or_else(|| part(&image.digest, digest::problem))
}

fn part(part: &Part, check: impl FnOnce(&str) -> Option<ProblemKind>) -> Option<Problem> {
    let text = part.known()?;
    check(text).map(|kind| Problem { kind, span: text.span() })
}

fn name_problem(image: &Image, reference: &ImageReference) -> Option<Problem> {
    if let Some(found) = part(&image.domain, domain) {
        return Some(found);
    }
    let open_start = matches!(image.domain, Part::Unknown(_));
    for (index, one) in image.components.iter().enumerate() {
        let Some(text) = one.known() else { continue };
        // `${REGISTRY:-}/app` may come to `/app`, but that is the variable's fault.
        if let Some(kind) = component(text) {
            let span = if text.is_empty() { slash(image, index, text) } else { text.span() };
            return Some(Problem { kind, span });
        }
    }
    if open_start || image.components.iter().any(|part| part.known().is_none()) {
        return None;
    }
    let length = image.components.iter().filter_map(Part::known).map(|text| text.len() + 1).sum::<usize>();
    // The slashes between the parts are one less than the parts.
    let kind = if length > MAX_PATH + 1 {
        ProblemKind::NameTooLong
    } else if is_id(&reference.name) {
        ProblemKind::LooksLikeId
    } else {
        return None;
    };
    Some(Problem { kind, span: reference.name.span() })
}

/// The place of an empty part of the path: the part before it, up to where it should be.
fn slash(image: &Image, index: usize, empty: &MappedText) -> dlint_text::Span {
    let before =
        index.checked_sub(1).and_then(|before| image.components.get(before)).unwrap_or(&image.domain);
    before.written().map_or(empty.span(), |text| text.span().join(empty.span()))
}

/// The number of an image, which Docker does not take for a name.
fn is_id(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A host with a port: words of letters, digits and inner dashes between dots, or an IPv6 address in brackets.
///
/// What is no host but could be the start of a path (`a_b.c/d`), the grammar lets pass as one.
fn domain(text: &str) -> Option<ProblemKind> {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (text, None),
    };
    let port_fits =
        port.is_none_or(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let host_fits = match address {
        Some(address) => {
            !address.is_empty() && address.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':')
        }
        None => host.split('.').all(|word| {
            !word.is_empty()
                && !word.starts_with('-')
                && !word.ends_with('-')
                && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        }),
    };
    let fits = host_fits && port_fits || component(text).is_none();
    (!fits).then_some(ProblemKind::InvalidDomain)
}

/// A part of a path: lower-case letters and digits; between them `.`, `_`, `__` or any number of `-`.
fn component(text: &str) -> Option<ProblemKind> {
    if text.is_empty() {
        return Some(ProblemKind::EmptyComponent);
    }
    let is_separator = |c: char| matches!(c, '.' | '_' | '-');
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    if text.contains(char::is_uppercase) {
        return Some(ProblemKind::UppercaseRepository);
    }
    if let Some(c) = text.chars().find(|c| !letter(*c) && !is_separator(*c)) {
        return Some(ProblemKind::InvalidCharacter(c));
    }
    let mut separators = text.split(letter).filter(|between| !between.is_empty());
    let fits =
        |separator: &str| matches!(separator, "." | "_" | "__") || separator.bytes().all(|byte| byte == b'-');
    let at_an_end = text.starts_with(is_separator) || text.ends_with(is_separator);
    (at_an_end || !separators.all(fits)).then_some(ProblemKind::MisplacedSeparator)
}

fn tag(text: &str) -> Option<ProblemKind> {
    let inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    if text.is_empty() {
        Some(ProblemKind::EmptyTag)
    } else if !text.bytes().all(inner) || text.starts_with(['.', '-']) {
        Some(ProblemKind::InvalidTag)
    } else if text.len() > MAX_TAG {
        Some(ProblemKind::TagTooLong)
    } else {
        None
    }
}
