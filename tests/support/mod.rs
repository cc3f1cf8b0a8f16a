//! What tests of the command need: a folder of their own, and a run of the command that cannot hang.
//!
//! Every run is held to what is promised of any: it ends in time, with 0, 1 or 2, and what it says is meant for
//! people, not for those who wrote it.

use std::ffi::OsStr;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// Words of Rust's that nobody else should have to read.
const NOT_FOR_PEOPLE: [&str; 6] = ["panicked", "(os error", "RUST_BACKTRACE", "Os {", "Some(", "Err("];

/// What changes how dlint looks; tests say themselves what they want of it.
const REMOVED: [&str; 10] = [
    "NO_COLOR",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
    "RAYON_NUM_THREADS",
    "RUST_BACKTRACE",
    "XDG_CONFIG_HOME",
];

/// A folder that is not there.
const NOWHERE: &str = "/nowhere/at/all";

/// How long a run may take at most. Nothing should come near it.
const PATIENCE: Duration = Duration::from_secs(20);

/// A folder that goes when the test ends.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::Builder::new().prefix("dlint-tests-").tempdir().expect("a folder for the test"))
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, and makes the folders that it needs.
    pub(crate) fn write(&self, name: impl AsRef<Path>, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder in the test's folder");
        std::fs::write(&path, content).expect("a file in the test's folder");
        self
    }

    pub(crate) fn read(&self, name: impl AsRef<Path>) -> Vec<u8> {
        std::fs::read(self.path(name)).expect("the file is still there")
    }

    /// Runs dlint in this folder.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Run {
        self.dlint(arguments).run()
    }

    /// A run of dlint in this folder that is not started yet.
    pub(crate) fn dlint<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Dlint {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dlint"));
        command.args(arguments).current_dir(self.0.path()).env("TERM", "xterm-256color");
        // Whoever runs the tests may have a configuration of their own.
        command.env("XDG_CONFIG_HOME", NOWHERE);
        for name in REMOVED {
            command.env_remove(name);
        }
        Dlint { command, input: None, patience: PATIENCE, copy: None }
    }
}

/// A run of dlint that is not started yet.
pub(crate) struct Dlint {
    command: Command,
    input: Option<Vec<u8>>,
    patience: Duration,
    /// Holds a copy of the command while it runs.
    copy: Option<TempDir>,
}

impl Dlint {
    pub(crate) fn stdin(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = Some(input.into());
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Fails the test if the run takes longer: `seconds` in release, ten times that in debug.
    pub(crate) fn within(mut self, seconds: u64) -> Self {
        // A debug build takes ten times as long, and lints everything twice to compare the two.
        self.patience = Duration::from_secs(if cfg!(debug_assertions) { seconds * 20 } else { seconds });
        self
    }

    /// Runs it as a user who owns nothing, if the tests run as one who may do everything; and gives that user the
    /// test's folder, whatever is in it.
    #[cfg(unix)]
    pub(crate) fn without_privileges(mut self, folder: &Folder) -> Self {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
        use std::os::unix::process::CommandExt;

        const NOBODY: u32 = 65534;
        // The command may lie where that user may not look.
        let copy = TempDir::new().expect("a folder for a copy of the command");
        let is_root = std::fs::metadata(copy.path()).expect("the folder is there").uid() == 0;
        if !is_root {
            return self;
        }
        chown(folder.0.path(), Some(NOBODY), Some(NOBODY)).expect("root may give folders away");
        let everybody = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(copy.path(), everybody).expect("the folder can be opened to everybody");
        let binary = copy.path().join("dlint");
        std::fs::copy(env!("CARGO_BIN_EXE_dlint"), &binary).expect("the command can be copied");
        let mut command = Command::new(binary);
        command.args(self.command.get_args()).current_dir(folder.0.path());
        for (name, value) in self.command.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.uid(NOBODY).gid(NOBODY);
        self.command = command;
        self.copy = Some(copy);
        self
    }

    /// Starts it, and leaves its output to the test.
    pub(crate) fn spawn(&mut self) -> Child {
        let input = if self.input.is_some() { Stdio::piped() } else { Stdio::null() };
        self.command.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped());
        loop {
            match self.command.spawn() {
                Ok(child) => return child,
                // Another test was started while this one's copy of the command was being written.
                Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => {
                    thread::sleep(Duration::from_millis(5));
                }
                Err(error) => panic!("dlint cannot be started: {error}"),
            }
        }
    }

    pub(crate) fn run(mut self) -> Run {
        let started = Instant::now();
        let mut child = self.spawn();
        if let (Some(mut stdin), Some(input)) = (child.stdin.take(), self.input.take()) {
            // It need not read all of it.
            thread::spawn(move || drop(stdin.write_all(&input)));
        }
        let stdout = drain(child.stdout.take());
        let stderr = drain(child.stderr.take());
        let status = loop {
            if let Some(status) = child.try_wait().expect("the run can be waited for") {
                break status;
            }
            if started.elapsed() > self.patience {
                drop(child.kill());
                drop(child.wait());
                panic!("not done after {:?}: {:?}", self.patience, self.command);
            }
            thread::sleep(Duration::from_millis(1));
        };
        drop(self.copy);
        let bytes = stdout.join().expect("standard output can be read");
        let run = Run {
            status: status.code(),
            stdout: String::from_utf8_lossy(&bytes).into_owned(),
            stderr: String::from_utf8_lossy(&stderr.join().expect("standard error can be read")).into_owned(),
            bytes,
        };
        assert!(matches!(run.status, Some(0..=2)), "status {:?}\n{run}", run.status);
        for word in NOT_FOR_PEOPLE {
            assert!(!run.stderr.contains(word) && !run.stdout.contains(word), "`{word}` in\n{run}");
        }
        run
    }
}

fn drain(stream: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            stream.read_to_end(&mut bytes).expect("output that can be read");
        }
        bytes
    })
}

/// What came of a run.
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// Standard output as it came.
    pub(crate) bytes: Vec<u8>,
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let start = |text: &str| text.chars().take(4000).collect::<String>();
        write!(f, "--- standard output\n{}\n--- standard error\n{}", start(&self.stdout), start(&self.stderr))
    }
}

impl Run {
    /// Holds the exit status to what is expected.
    #[track_caller]
    pub(crate) fn exits_with(self, status: i32) -> Self {
        assert_eq!(self.status, Some(status), "the exit status\n{self}");
        self
    }

    /// The report as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Report {
        match serde_json::from_str(&self.stdout) {
            Ok(value) => Report(value),
            Err(error) => panic!("the report is no JSON: {error}\n{self}"),
        }
    }
}

/// The document of `--output-format json`.
pub(crate) struct Report(pub(crate) Value);

impl Report {
    /// The files that were read, in the order of the report.
    pub(crate) fn paths(&self) -> Vec<&str> {
        list(&self.0["files"]).iter().map(|file| text(&file["path"])).collect()
    }

    /// The codes found in a file.
    #[track_caller]
    pub(crate) fn codes(&self, path: &str) -> Vec<&str> {
        self.findings(path).iter().map(|finding| text(&finding["code"])).collect()
    }

    #[track_caller]
    pub(crate) fn findings(&self, path: &str) -> &[Value] {
        let file = list(&self.0["files"]).iter().find(|file| file["path"] == path);
        list(&file.unwrap_or_else(|| panic!("`{path}` is not in {:?}", self.paths()))["findings"])
    }

    /// What could not be done, as `path: message`.
    pub(crate) fn errors(&self) -> Vec<String> {
        let line = |error: &Value| format!("{}: {}", text(&error["path"]), text(&error["message"]));
        list(&self.0["errors"]).iter().map(line).collect()
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).expect("an array")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a string")
}
