//! What apt installs beside a package because the package recommends it.
//!
//! The figures were measured on Debian 12 with apt's own solver (`data/README.md` says how). Other releases differ in
//! detail, so a figure says how grave a matter is, and not what a build will weigh. A package that is not here was not
//! measured, or brings less than five megabytes: nothing follows from that.

#[rustfmt::skip]
mod table;
#[cfg(test)]
mod tests;

/// What a package brings along because it is recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recommended {
    /// The package that recommends.
    pub name: &'static str,
    /// What it brings to a bare system that has `ca-certificates` and nothing else.
    pub alone: Brought,
    /// What it brings to a system that has compilers, headers and the usual tools: that of the image `buildpack-deps`.
    pub beside: Brought,
    /// Packages beside which it brings far less: those that it recommends, and those that need the same.
    pub not_with: &'static [&'static str],
}

/// Recommended packages that programs need which a file calls behind the install.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsedLater {
    /// The package that recommends them; a `*` is a version.
    package: &'static str,
    /// The recommended packages.
    pub names: &'static [&'static str],
    /// The programs that need them; with a second word, where that stands in one of the arguments.
    pub by: &'static [&'static str],
    /// Whether the programs surely need them; others compile what they find no built package of.
    pub is_certain: bool,
}

/// So many packages more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brought {
    /// How many.
    pub packages: u32,
    /// What they take when they are installed, by their `Installed-Size`.
    pub kilobytes: u32,
}

/// What this package brings along on Debian 12, if that is known to be five megabytes or more.
///
/// ```
/// use dlint_model::packages::recommends;
///
/// assert!(recommends("python3-pip").is_some_and(|brought| brought.alone.kilobytes > 100_000));
/// assert_eq!(recommends("zsh"), None);
/// ```
pub fn recommends(name: &str) -> Option<&'static Recommended> {
    let at = table::RECOMMENDED.binary_search_by(|row| row.name.cmp(name)).ok()?;
    table::RECOMMENDED.get(at)
}

/// What a package is of little use without, though it only recommends it: the first is what to name, each of the others
/// brings it, too. The figures of [`recommends`] do without it.
pub fn needs(name: &str) -> &'static [&'static str] {
    find(table::NEEDS, name)
}

/// What programs need of that which a package recommends, if the file calls them behind the install.
///
/// ```
/// use dlint_model::packages::used_later;
///
/// assert!(used_later("php8.4-dev").any(|used| used.by.contains(&"pecl") && used.names.contains(&"make")));
/// ```
pub fn used_later(name: &str) -> impl Iterator<Item = &'static UsedLater> {
    table::USED_LATER.iter().filter(move |used| match used.package.split_once('*') {
        Some((start, end)) => {
            name.strip_prefix(start).and_then(|rest| rest.strip_suffix(end)).is_some_and(|middle| {
                middle.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
            })
        }
        None => used.package == name,
    })
}

/// Other packages that bring this one of [`used_later`], or are as good.
pub fn brought_by(name: &str) -> &'static [&'static str] {
    find(table::BROUGHT_BY, name)
}

/// Recommended packages that an image often does need, where that is well known.
pub fn worth_keeping(name: &str) -> &'static [&'static str] {
    find(table::WORTH_KEEPING, name)
}

/// Whether people who install this want what it recommends: a desktop, a display server, a task.
pub fn recommends_are_meant(name: &str) -> bool {
    table::MEANT.iter().any(|meant| match meant.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => *meant == name,
    })
}

fn find(table: &[(&str, &'static [&'static str])], name: &str) -> &'static [&'static str] {
    let at = table.binary_search_by(|(known, _)| (*known).cmp(name)).ok();
    at.and_then(|at| table.get(at)).map_or(&[], |(_, names)| names)
}
