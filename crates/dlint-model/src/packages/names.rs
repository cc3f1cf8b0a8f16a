//! How the packages of a command are written: the name, the version and where it comes from, in one word.

/// How a word that names a package is read.
pub(super) type Notation = fn(&str) -> Spec<'_>;

/// A package as a word has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spec<'t> {
    pub(super) name: &'t str,
    pub(super) version: Option<&'t str>,
    pub(super) source: Option<&'t str>,
    pub(super) is: Is<'t>,
}

/// What a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is<'t> {
    /// A package by its name.
    Name,
    /// A file or a folder, at this path.
    File(&'t str),
    /// An address.
    Address,
    /// A group of packages.
    Group,
}

impl<'t> Spec<'t> {
    pub(super) const fn name(name: &'t str) -> Self {
        Self { name, version: None, source: None, is: Is::Name }
    }

    pub(super) const fn versioned(name: &'t str, version: &'t str) -> Self {
        Self { version: Some(version), ..Self::name(name) }
    }

    pub(super) const fn file(path: &'t str) -> Self {
        Self { is: Is::File(path), ..Self::name(path) }
    }

    pub(super) const fn group(name: &'t str) -> Self {
        Self { is: Is::Group, ..Self::name(name) }
    }

    /// An address; of a repository, what stands behind `@` or `#` says which state of it.
    pub(super) fn address(text: &'t str) -> Self {
        let bare = text.split_once('#').map_or(text, |(bare, _)| bare);
        let path = bare.find("://").map_or(0, |at| at + 3);
        // An `@` before the first slash is a user's.
        let slash = bare.get(path..).and_then(|rest| rest.find('/')).map_or(bare.len(), |at| path + at);
        let reference = bare.get(slash..).and_then(|rest| rest.rfind('@')).map(|at| slash + at);
        let is_repository = text.starts_with("git");
        let (name, version) = match reference.filter(|_| is_repository) {
            Some(at) => (bare.get(..at).unwrap_or(bare), bare.get(at + 1..)),
            None => (text, None),
        };
        Self { name, version, source: None, is: Is::Address }
    }
}

/// Nothing but a name, or an address.
pub(super) fn plain(text: &str) -> Spec<'_> {
    if is_address(text) { Spec::address(text) } else { Spec::name(text) }
}

/// What `dpkg` and `rpm` take: files to install, and names to remove.
pub(super) fn file_or_name<'t>(text: &'t str, end: &str) -> Spec<'t> {
    if is_address(text) {
        Spec::address(text)
    } else if text.contains('/') || ends_in(text, &[end]) {
        Spec::file(text)
    } else {
        Spec::name(text)
    }
}

/// A name, and behind one of these signs a version. The first sign counts, and of those in the same place the first of
/// the list; the signs that mean "exactly this" are no part of the version.
pub(super) fn with_signs<'t>(text: &'t str, exact: &[&str], others: &[&str]) -> Spec<'t> {
    let signs = exact.iter().chain(others);
    let found = signs.filter_map(|sign| text.find(sign).map(|at| (at, *sign)));
    // Of two signs in one place (`=`, `==`), the longer one.
    let Some((at, sign)) = found.min_by_key(|(at, sign)| (*at, usize::MAX - sign.len())) else {
        return Spec::name(text);
    };
    let behind = if exact.contains(&sign) { at + sign.len() } else { at };
    match (text.get(..at), text.get(behind..)) {
        (Some(name), Some(version)) if !name.is_empty() => {
            Spec::versioned(name.trim_end(), version.trim_start())
        }
        _ => Spec::name(text),
    }
}

/// A name and a version behind an `@` that is not the first letter: `left-pad@1.2.3`, `@scope/x@^1`.
pub(super) fn at_version(text: &str) -> Spec<'_> {
    let start = usize::from(text.starts_with('@'));
    let at = text.get(start..).and_then(|rest| rest.find('@')).map(|at| start + at);
    match at.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?))) {
        Some((name, version)) => Spec::versioned(name, version),
        None => Spec::name(text),
    }
}

/// Whether a text is an address: `https://…`, `git+ssh://…`, `git@host:…`.
pub(super) fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with("git@")
}

/// Whether a text can only be a path: `.`, `./x`, `../x`, `/x`, `~/x`.
pub(super) fn is_path(text: &str) -> bool {
    matches!(text, "." | "..") || ["/", "./", "../", "~/"].iter().any(|start| text.starts_with(start))
}

/// Whether a text ends in one of these, whatever its case.
pub(super) fn ends_in(text: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| {
        let at = text.len().checked_sub(end.len());
        at.and_then(|at| text.get(at..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    })
}
