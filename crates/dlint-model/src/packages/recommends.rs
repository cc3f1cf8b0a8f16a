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
