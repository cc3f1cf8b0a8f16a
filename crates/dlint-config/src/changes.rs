//! What has changed since a revision of git: which lines of which files, and which files are new.
//!
//! git itself is asked, for it alone knows what its settings, attributes and index mean. It is told to run no program of
//! the repository's: no external diff, no text conversion, no file system monitor.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The changes between a revision and the files as they are now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    root: PathBuf,
    /// Of each changed file, the first and last lines (from 1) of what changed; nothing for a new file.
    files: BTreeMap<PathBuf, Vec<(u32, u32)>>,
    new: BTreeSet<PathBuf>,
    /// The files that git keeps. All others are new to it, also those that it is told to ignore.
    kept: BTreeSet<PathBuf>,
}

impl Changes {
    /// Asks git, in this folder.
    ///
    /// # Errors
    ///
    /// A sentence for people: there is no git, no repository, or no such revision.
    pub fn since(revision: &str, folder: &Path) -> Result<Self, String> {
        let root = git(folder, ["rev-parse", "--show-toplevel"])
            .map_err(|_| "this is no repository of git's, or git is not installed".to_owned())?;
        let root = PathBuf::from(root.trim_end_matches(['\r', '\n']));
        let commit = git(
            &root,
            ["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")],
        )
        .map_err(|_| format!("git knows no revision `{revision}`"))?;
        let diff = git(
            &root,
            [
                "diff",
                "--no-ext-diff",
                "--no-textconv",
                "--no-color",
                "--unified=0",
                "--inter-hunk-context=0",
                "--find-renames",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                commit.trim(),
                "--",
            ],
        )?;
        let kept = git(&root, ["ls-files", "-z"])?;
        let mut changes = Self { root, ..Self::default() };
        changes.read(&diff);
        changes.kept.extend(kept.split('\0').filter(|path| !path.is_empty()).map(PathBuf::from));
        Ok(changes)
    }

    /// Whether any of the lines (from 1, the last included) of a file changed, or the file is new.
    pub fn touch(&self, file: &Path, lines: (u32, u32)) -> bool {
        let Some(path) = self.path_of(file) else { return true };
        // A submodule is kept as one thing, whatever is in it.
        let is_kept = path.ancestors().any(|part| self.kept.contains(part));
        if self.new.contains(&path) || !is_kept {
            return true;
        }
        let ranges = self.files.get(&path).map(Vec::as_slice).unwrap_or_default();
        ranges.iter().any(|(first, last)| *first <= lines.1 && lines.0 <= *last)
    }

    /// The path of a file from the root of the repository; `None` for one that is outside of it.
    fn path_of(&self, file: &Path) -> Option<PathBuf> {
        let real = std::fs::canonicalize(file).ok()?;
        let root = std::fs::canonicalize(&self.root).ok()?;
        real.strip_prefix(root).ok().map(Path::to_owned)
    }

    /// Reads a diff without lines around what changed.
    fn read(&mut self, diff: &str) {
        let mut is_new = false;
        let mut path: Option<PathBuf> = None;
        // The lines of a hunk may look like a header.
        let mut skip = 0;
        for line in diff.lines() {
            if skip > 0 {
                skip -= u32::from(!line.starts_with('\\'));
            } else if line.starts_with("diff --git ") {
                (is_new, path) = (false, None);
            } else if line.starts_with("new file mode") {
                is_new = true;
            } else if let Some(name) = line.strip_prefix("+++ ") {
                path = unquoted(name).strip_prefix("b/").map(PathBuf::from);
                if let Some(path) = path.clone().filter(|_| is_new) {
                    self.new.insert(path);
                }
            } else if let Some((removed, added)) = line.strip_prefix("@@ -").and_then(hunk) {
                skip = removed + added.1;
                if let Some(path) = &path {
                    self.files.entry(path.clone()).or_default().push(range(added));
                }
            }
        }
    }
}

/// The lines that a hunk is about. Where lines were only taken out, those around the gap.
fn range((start, count): (u32, u32)) -> (u32, u32) {
    if count == 0 { (start.max(1), start + 1) } else { (start, start + count - 1) }
}

/// The number of lines that a hunk removes, and the first line and the number of those it adds: `3,2 +4,0 @@ …`.
fn hunk(text: &str) -> Option<(u32, (u32, u32))> {
    let mut sides = text.split(' ');
    let numbers = |side: &str| -> Option<(u32, u32)> {
        let (start, count) = side.split_once(',').unwrap_or((side, "1"));
        Some((start.parse().ok()?, count.parse().ok()?))
    };
    let (_, removed) = numbers(sides.next()?)?;
    Some((removed, numbers(sides.next()?.strip_prefix('+')?)?))
}

/// A path as git writes it: in quotes, with the bytes that are not plain as octal numbers.
fn unquoted(name: &str) -> String {
    let Some(quoted) = name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        // A tab stands behind a name with blanks in it.
        return name.trim_end_matches('\t').to_owned();
    };
    let mut bytes = Vec::new();
    let mut rest = quoted.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(digit @ b'0'..=b'7') => {
                let mut value = u32::from(digit - b'0');
                while let Some(next @ b'0'..=b'7') = rest.peek().copied() {
                    value = value * 8 + u32::from(next - b'0');
                    rest.next();
                }
                bytes.push(value as u8);
            }
            Some(b'n') => bytes.push(b'\n'),
            Some(b't') => bytes.push(b'\t'),
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn git<A: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = A>) -> Result<String, String> {
    let output = Command::new("git")
        .args(["-c", "core.fsmonitor=false", "-c", "core.quotePath=true"])
        .args(arguments)
        .current_dir(folder)
        // What is written here is read by a program.
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .output()
        .map_err(|_| "git could not be started".to_owned())?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        return Err(format!("git failed: {}", message.lines().next().unwrap_or_default()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_is_read_line_by_line() {
        let diff = "diff --git a/x/Dockerfile b/x/Dockerfile\nindex 1..2 100644\n--- a/x/Dockerfile\n\
                    +++ b/x/Dockerfile\n@@ -3,2 +3 @@ FROM a\n-one\n--- two\n+++ three\n@@ -9,0 +9,2 @@\n\
                    +a\n+b\n\\ No newline at end of file\n@@ -20,3 +21,0 @@\n-a\n-b\n-c\n\
                    diff --git a/new b/new\nnew file mode 100644\n--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+FROM a\n\
                    diff --git a/gone b/gone\ndeleted file mode 100644\n--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-FROM a\n\
                    diff --git \"a/\\303\\244 b\" \"b/\\303\\244 b\"\n--- \"a/\\303\\244 b\"\n+++ \"b/\\303\\244 b\"\n@@ -1 +1 @@\n-a\n+b\n";
        let mut changes = Changes::default();
        changes.read(diff);
        assert_eq!(changes.files[Path::new("x/Dockerfile")], [(3, 3), (9, 10), (21, 22)]);
        assert_eq!(changes.files[Path::new("ä b")], [(1, 1)]);
        assert!(changes.new.contains(Path::new("new")));
        assert!(!changes.files.contains_key(Path::new("gone")));
    }

    /// Runs git where the tests run, or says that there is none.
    fn run(folder: &Path, arguments: &[&str]) -> bool {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgSign=false"];
        let mut command = Command::new("git");
        command.args(identity).args(arguments).current_dir(folder);
        command.output().is_ok_and(|output| output.status.success())
    }

    #[test]
    fn git_is_asked() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        if !run(folder.path(), &["init", "-q"]) {
            return;
        }
        std::fs::write(path("Dockerfile"), "FROM a\nRUN one\nRUN two\n").unwrap();
        std::fs::write(path("other"), "FROM a\n").unwrap();
        std::fs::write(path(".gitignore"), "*.local\n").unwrap();
        assert!(run(folder.path(), &["add", "."]) && run(folder.path(), &["commit", "-qm", "one"]));
        std::fs::write(path("Dockerfile"), "FROM a\nRUN one\nRUN more\nRUN two\n").unwrap();
        std::fs::write(path("new"), "FROM a\n").unwrap();
        std::fs::write(path("Dockerfile.local"), "FROM a\n").unwrap();
        assert!(run(folder.path(), &["mv", "other", "moved"]));
        let changes = Changes::since("HEAD", folder.path()).unwrap();
        for (name, lines, expected) in [
            ("Dockerfile", (3, 3), true),
            ("Dockerfile", (2, 2), false),
            ("Dockerfile", (2, 5), true),
            ("Dockerfile", (4, 4), false),
            ("moved", (1, 1), false),
            ("new", (1, 1), true),
            ("Dockerfile.local", (1, 1), true),
        ] {
            assert_eq!(changes.touch(&path(name), lines), expected, "{name} {lines:?}");
        }
        let error = Changes::since("--output=x", folder.path()).unwrap_err();
        assert_eq!(error, "git knows no revision `--output=x`");
        assert!(!path("x").exists());
    }
}
