//! The parts of an image reference: name, tag and digest.
//!
//! Cut by the places of `@`, `:` and `/` alone. Whether the reference is valid, and what its variables stand for,
//! is not asked here: a `:` inside `${…}` separates nothing.

use dlint_text::MappedText;

use crate::arguments::Word;

/// An image reference, or the name of a stage, as written behind `FROM`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageReference {
    /// The whole reference.
    pub word: Word,
    /// The name, with registry and path.
    pub name: MappedText,
    /// The tag: what stands behind the last `:` of the last part of the path.
    pub tag: Option<MappedText>,
    /// The digest: what stands behind the `@`.
    pub digest: Option<MappedText>,
}

impl ImageReference {
    /// Takes a reference apart.
    ///
    /// ```
    /// use dlint_syntax::ImageReference;
    /// use dlint_text::MappedText;
    ///
    /// let image = ImageReference::parse(MappedText::copied("reg:5000/app:${V:-1}@sha256:12", 0));
    /// assert_eq!(&*image.name, "reg:5000/app");
    /// assert_eq!(image.tag.as_deref(), Some("${V:-1}"));
    /// assert_eq!(image.digest.as_deref(), Some("sha256:12"));
    /// ```
    pub fn parse(text: MappedText) -> Self {
        let mut braces = 0_usize;
        let mut colon = None;
        let mut at_sign = None;
        let mut previous = 0;
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'{' if previous == b'$' => braces += 1,
                b'}' => braces = braces.saturating_sub(1),
                b'@' if braces == 0 => {
                    at_sign = Some(at);
                    break;
                }
                b':' if braces == 0 => colon = Some(at),
                b'/' if braces == 0 => colon = None,
                _ => {}
            }
            previous = byte;
        }
        let name_and_tag = at_sign.unwrap_or(text.len());
        let tag = colon.map(|at| text.part(at + 1..name_and_tag));
        let digest = at_sign.map(|at| text.part(at + 1..text.len()));
        let name = text.part(0..colon.unwrap_or(name_and_tag));
        Self { word: Word::plain(text), name, tag, digest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_cut_at_the_right_places() {
        for (text, name, tag, digest) in [
            ("alpine", "alpine", None, None),
            ("alpine:3.20", "alpine", Some("3.20"), None),
            ("localhost:5000/a/b", "localhost:5000/a/b", None, None),
            ("a:1@sha256:ff", "a", Some("1"), Some("sha256:ff")),
            ("a@sha256:ff", "a", None, Some("sha256:ff")),
            ("${BASE:-debian:12}", "${BASE:-debian:12}", None, None),
            ("${R:-docker.io/}x:${T}-slim", "${R:-docker.io/}x", Some("${T}-slim"), None),
            ("a$V:latest", "a$V", Some("latest"), None),
            ("a:", "a", Some(""), None),
            ("${A:-${B:-c:1}}:2", "${A:-${B:-c:1}}", Some("2"), None),
            ("a{b:c", "a{b", Some("c"), None),
        ] {
            let image = ImageReference::parse(MappedText::copied(text, 0));
            let found = (&*image.name, image.tag.as_deref(), image.digest.as_deref());
            assert_eq!(found, (name, tag, digest), "{text}");
        }
    }
}
