//! The folder of a case: filled, and run in.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::case::Case;
use crate::{tools, web};

/// The folder of a case. In it are `w`, where the script runs, `home` and `tmp`.
#[derive(Debug)]
pub(crate) struct Scratch {
    /// Deletes it in the end.
    _folder: tempfile::TempDir,
    /// Its path, without links.
    root: PathBuf,
}

impl Scratch {
    /// A folder with what is there before the case.
    pub(crate) fn new(case: &Case) -> Self {
        let folder = tempfile::Builder::new().prefix("truth").tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("the folder");
        let scratch = Self { _folder: folder, root };
        for folder in ["w", "home", "tmp"] {
            fs::create_dir(scratch.root.join(folder)).expect("a folder");
        }
        for line in case.before {
            scratch.make(&scratch.text(line));
        }
        if !case.first.is_empty() {
            let outcome = scratch.run("sh", case.first);
            assert!(outcome.is_ok(), "{}: {}: {outcome:?}", case.name, case.first);
        }
        scratch.make_old();
        scratch
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A text of a case with its placeholders filled in.
    pub(crate) fn text(&self, text: &str) -> String {
        let text = text
            .replace("@/", &format!("{}/", self.root.to_str().expect("a path")))
            .replace("%id", &id(&self.root, 0))
            .replace("%group", &id(&self.root, 1));
        if text.contains("%web") { text.replace("%web", web::address()) } else { text }
    }

    /// A text with the folder's path as short as it was in the case.
    pub(crate) fn short(&self, text: &str) -> String {
        text.replace(self.root.to_str().expect("a path"), "@")
    }

    fn make(&self, line: &str) {
        let place = |path: &str| self.root.join("w").join(path);
        let parents = |path: &Path| {
            let missing: Vec<_> = path.ancestors().skip(1).take_while(|folder| !folder.exists()).collect();
            for folder in missing.into_iter().rev() {
                fs::create_dir(folder).expect("a folder");
                // Whatever the mask of who runs the test.
                fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("a mode");
            }
        };
        if let Some((link, target)) = line.split_once(" -> ") {
            parents(&place(link));
            return std::os::unix::fs::symlink(target, place(link)).expect("a link");
        }
        let (line, content) = line.split_once(": ").unwrap_or((line, line));
        let (path, mode) = line.split_once(' ').unwrap_or((line, ""));
        let folder = path.ends_with('/');
        let at = place(path);
        parents(&at);
        if folder {
            fs::create_dir_all(&at).expect("a folder");
        } else {
            fs::write(&at, format!("{content}\n")).expect("a file");
        }
        let usual = if folder { 0o755 } else { 0o644 };
        let mode = if mode.is_empty() { usual } else { u32::from_str_radix(mode, 8).expect("a mode") };
        fs::set_permissions(&at, fs::Permissions::from_mode(mode)).expect("a mode");
    }

    /// Makes every file old, each by another age, so that it shows when one is written again.
    fn make_old(&self) {
        let mut age = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * 365 * 31);
        for (path, entry) in crate::snapshot::of(&self.root) {
            age += Duration::from_mins(1);
            if matches!(entry.kind, crate::snapshot::Kind::File(_)) {
                let file = fs::File::open(path).expect("a file");
                file.set_modified(age).expect("a file of one's own");
            }
        }
    }

    /// Runs a script; what it said, if it failed.
    pub(crate) fn run(&self, shell: &str, script: &str) -> Result<(), String> {
        assert!(!leaves(script), "`{script}` leaves its folder");
        let output = Command::new(shell)
            .args(["-c", &format!("umask 022\n{}", self.text(script))])
            .current_dir(self.root.join("w"))
            .stdin(Stdio::null())
            .env_clear()
            .env("PATH", tools::path())
            .env("LC_ALL", "C")
            .envs(["HOME", "TMPDIR"].into_iter().zip([self.root.join("home"), self.root.join("tmp")]))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            // Samples of hooks, a dozen in each repository.
            .env("GIT_TEMPLATE_DIR", "")
            .envs(["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"].map(|name| (name, "truth")))
            .envs(["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"].map(|name| (name, "truth@example.org")))
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.success() { Ok(()) } else { Err(self.short(&format!("{}: {said}", output.status))) }
    }

    /// The Dockerfile whose last step is the script.
    pub(crate) fn dockerfile(&self, shell: &str, script: &str) -> String {
        let script = self.text(script);
        let step = if script.contains('\n') && !script.contains("<<") {
            format!("RUN <<'END'\n{script}\nEND\n")
        } else {
            format!("RUN {script}\n")
        };
        let root = self.root.to_str().expect("a path");
        format!(
            "FROM debian:12\nENV HOME={root}/home TMPDIR={root}/tmp\nSHELL [\"{shell}\", \"-c\"]\n\
             WORKDIR {root}/w\n{step}"
        )
    }
}

/// A user or a group that files may be given to: root may give them to anybody, others keep them.
fn id(root: &Path, group: usize) -> String {
    let facts = fs::metadata(root).expect("the folder");
    let own = [facts.uid(), facts.gid()];
    if facts.uid() == 0 {
        "4321".to_owned()
    } else {
        own.into_iter().nth(group).expect("a number").to_string()
    }
}

/// Whether a script names a path that is not its own: an absolute one, or one far above.
pub(crate) fn leaves(script: &str) -> bool {
    const HARMLESS: &[&str] = &["/dev/null", "/dev/zero", "/dev/stdout", "/dev/stderr"];
    let begins_a_path = |at: usize| {
        let before = script.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|letter| !(letter.is_alphanumeric() || "@._-*}]~/$\\)".contains(letter)))
    };
    let is_harmless = |at: usize| {
        let rest = script.get(at..).unwrap_or_default();
        HARMLESS.iter().any(|path| rest.starts_with(path)) || rest.starts_with("//@/")
    };
    let absolute = |at: usize| begins_a_path(at) && !is_harmless(at);
    script.match_indices('/').any(|(at, _)| absolute(at))
        || script.contains("../..")
        || script.contains("-C/")
}
