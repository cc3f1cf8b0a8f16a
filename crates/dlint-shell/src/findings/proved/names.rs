//! What the names of commands and variables say about how many words are meant.

/// Commands that take files, folders or addresses one by one: an unquoted variable is meant to be one of them.
pub(super) const TAKES_NAMES: &[&str] = &[
    ".",
    "[",
    "basename",
    "cat",
    "cd",
    "chgrp",
    "chmod",
    "chown",
    "cp",
    "curl",
    "dirname",
    "du",
    "echo",
    "gunzip",
    "gzip",
    "head",
    "install",
    "ln",
    "ls",
    "mkdir",
    "mv",
    "pushd",
    "readlink",
    "realpath",
    "rm",
    "rmdir",
    "sha256sum",
    "source",
    "stat",
    "tail",
    "tar",
    "test",
    "touch",
    "unzip",
    "wget",
    "xz",
];

/// Commands that print one thing without blanks.
pub(super) const PRINTS_ONE: &[&str] = &[
    "arch", "basename", "command", "date", "dirname", "getconf", "hostname", "id", "mktemp", "nproc", "pwd",
    "readlink", "realpath", "uname", "which", "whoami",
];

/// Commands to which `./x` is the same file as `x`, and of which nobody keeps the names that they print.
pub(super) const TAKES_PATHS: &[&str] = &[
    "cat", "chgrp", "chmod", "chown", "cp", "dpkg", "gunzip", "mv", "rm", "rmdir", "strip", "touch", "unzip",
];

/// Arguments of `find` behind which `-print0` would not mean all that is found.
pub(super) const OWN_PRINTING: &[&str] = &[
    ",", "-delete", "-exec", "-execdir", "-fprint", "-ls", "-o", "-ok", "-or", "-print", "-print0",
    "-printf", "-prune", "-quit",
];

/// Whether a variable's name says that it holds several things.
pub(super) fn is_list(expansion: &str) -> bool {
    let name = expansion.trim_start_matches(['$', '{', '"', '!', '#']);
    let end = name.find(|c: char| c != '_' && !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let name = name.get(..end).unwrap_or_default().to_ascii_uppercase();
    let parts = ["CMD", "COMMAND", "DEP", "EXTRA", "FLAG", "LIST", "MARK", "OPT", "PACKAGE", "PARAM", "PKG"];
    let plural = name.ends_with('S') && !["SS", "US", "IS", "OS"].iter().any(|end| name.ends_with(end));
    plural || parts.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_lists_are_known() {
        for name in ["$buildDeps", "${PKGS}", "$APK_FLAGS_DEV", "$savedAptMark", "$files", "$make_opts"] {
            assert!(is_list(name), "{name}");
        }
        for name in ["$DIR", "${ADDRESS}", "$STATUS", "$f", "${TARGETOS}", "$tempDir", "${x%s}"] {
            assert!(!is_list(name), "{name}");
        }
    }
}
