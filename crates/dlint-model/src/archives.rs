//! Archives and compressed files, by the endings of their names.
//!
//! A name is all that a Dockerfile tells of a file: a builder, and `tar`, look at its first bytes.

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Compression {
    /// `bzip2`
    Bzip2,
    /// `compress`
    Compress,
    /// `gzip`
    Gzip,
    /// `lz4`
    Lz4,
    /// `lzip`
    Lzip,
    /// `lzma`, the format before that of `xz`
    Lzma,
    /// `xz`
    Xz,
    /// `zstd`
    Zstd,
}

/// The endings of compressed files. The short ones of a compressed tar are marked.
const ENDINGS: &[(&str, Compression, bool)] = &[
    (".bz", Compression::Bzip2, false),
    (".bz2", Compression::Bzip2, false),
    (".gz", Compression::Gzip, false),
    (".lz", Compression::Lzip, false),
    (".lz4", Compression::Lz4, false),
    (".lzma", Compression::Lzma, false),
    (".taz", Compression::Compress, true),
    (".tb2", Compression::Bzip2, true),
    (".tbz", Compression::Bzip2, true),
    (".tbz2", Compression::Bzip2, true),
    (".tgz", Compression::Gzip, true),
    (".tlz", Compression::Lzma, true),
    (".txz", Compression::Xz, true),
    (".tz", Compression::Compress, true),
    (".tzst", Compression::Zstd, true),
    (".xz", Compression::Xz, false),
    (".z", Compression::Compress, false),
    (".zst", Compression::Zstd, false),
];

/// What the name of an archive or of a compressed file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Packed<'a> {
    /// The name without what says so: `tool-1.2` of `tool-1.2.tar.gz`.
    pub stem: &'a str,
    /// The last ending, as it is written: `.gz`.
    pub ending: &'a str,
    /// Whether it is a tar.
    pub is_tar: bool,
    /// How it is compressed, if it is.
    pub compression: Option<Compression>,
}

impl Packed<'_> {
    /// Whether `ADD` unpacks such a file of the build context.
    ///
    /// Source: <https://docs.docker.com/reference/dockerfile/#adding-local-tar-archives>.
    pub fn is_for_add(&self) -> bool {
        use Compression::{Bzip2, Gzip, Xz, Zstd};
        self.is_tar && matches!(self.compression, None | Some(Bzip2 | Gzip | Xz | Zstd))
    }
}

/// What a name says of a file being a tar, or compressed. A zip archive is neither.
///
/// ```
/// use dlint_model::archives::{Compression, packed};
///
/// let packed = packed("src/tool-1.2.tar.gz").unwrap();
/// assert_eq!((packed.stem, packed.compression), ("src/tool-1.2", Some(Compression::Gzip)));
/// assert!(packed.is_for_add());
/// assert_eq!(dlint_model::archives::packed("tool.zip"), None);
/// ```
pub fn packed(name: &str) -> Option<Packed<'_>> {
    if let Some((stem, ending)) = split(name, ".tar") {
        return Some(Packed { stem, ending, is_tar: true, compression: None });
    }
    ENDINGS.iter().find_map(|(ending, compression, is_short)| {
        let (stem, ending) = split(name, ending)?;
        let tar = split(stem, ".tar").filter(|_| !is_short).map(|(stem, _)| stem);
        Some(Packed {
            stem: tar.unwrap_or(stem),
            ending,
            is_tar: *is_short || tar.is_some(),
            compression: Some(*compression),
        })
    })
}

/// A name in two, in front of an ending that it has in any case.
fn split<'a>(name: &'a str, ending: &str) -> Option<(&'a str, &'a str)> {
    let (stem, written) = name.split_at_checked(name.len().checked_sub(ending.len())?)?;
    written.eq_ignore_ascii_case(ending).then_some((stem, written))
}

#[cfg(test)]
mod tests {
    use super::{Compression, packed};

    #[test]
    fn names_say_what_they_are() {
        use Compression::{Bzip2, Compress, Gzip, Lz4, Xz, Zstd};
        for (name, stem, compression, is_tar, is_for_add) in [
            ("a.tar", "a", None, true, true),
            ("a.TAR.GZ", "a", Some(Gzip), true, true),
            ("a.tgz", "a", Some(Gzip), true, true),
            ("a.tar.zst", "a", Some(Zstd), true, true),
            ("a.tbz", "a", Some(Bzip2), true, true),
            ("a.tar.xz", "a", Some(Xz), true, true),
            ("a.tar.lz4", "a", Some(Lz4), true, false),
            ("a.tar.Z", "a", Some(Compress), true, false),
            ("dump.sql.gz", "dump.sql", Some(Gzip), false, false),
            ("ä.gz", "ä", Some(Gzip), false, false),
        ] {
            let packed = packed(name).unwrap_or_else(|| panic!("{name} is packed"));
            assert_eq!((packed.stem, packed.compression), (stem, compression), "{name}");
            assert_eq!((packed.is_tar, packed.is_for_add()), (is_tar, is_for_add), "{name}");
        }
        for name in ["", "gz", "tar", "a.zip", "a.jar", "a.gzip", "ä"] {
            assert_eq!(packed(name), None, "{name}");
        }
    }
}
