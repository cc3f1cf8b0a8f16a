//! What is in force when a step runs: its shell, its user, its folder.

use std::rc::Rc;

use dlint_shell::{Dialect, Shell};

use crate::base_image::{Facts, Family, Setting};
use crate::path::ImagePath;

/// The system that a stage's programs run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Os {
    /// Linux, as far as anybody knows.
    #[default]
    Linux,
    /// Windows.
    Windows,
}

/// The user that a step's programs run as.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum User {
    /// `root`, or the number 0.
    Root,
    /// Another one: `name`, `name:group`, `1000:1000`.
    Other(Rc<str>),
    /// Only the build knows.
    Unknown,
}

impl User {
    /// The user that a `USER` instruction, or an image, names.
    pub(crate) fn named(text: &str) -> Self {
        match text.split(':').next().unwrap_or_default() {
            "" | "root" | "0" | "ContainerAdministrator" => Self::Root,
            _ if text.contains("${") => Self::Unknown,
            _ => Self::Other(text.into()),
        }
    }

    /// The name or number, without the group, where it is known.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Root => Some("root"),
            Self::Other(text) => text.split(':').next(),
            Self::Unknown => None,
        }
    }

    /// Whether it is sure to be `root`.
    pub fn is_root(&self) -> bool {
        *self == Self::Root
    }
}

/// What is in force when a step runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The words that a shell form is handed to: `/bin/sh -c`, unless a `SHELL` or the image says otherwise.
    pub shell: Rc<[String]>,
    /// Whether a `SHELL` instruction of the file set them.
    pub shell_is_set: bool,
    /// The shell that a comment says to assume, where what the builder is told says too little.
    pub assumed: Option<Shell>,
    /// The user.
    pub user: User,
    /// The folder.
    pub workdir: Rc<ImagePath>,
    /// Whether a `WORKDIR` of the file set it.
    pub workdir_is_set: bool,
    /// The system.
    pub os: Os,
    /// The family of the system, where it is known.
    pub family: Option<Family>,
}

impl State {
    /// The state at the beginning of `FROM scratch`.
    pub(crate) fn scratch() -> Self {
        Self {
            shell: default_shell(Os::Linux),
            shell_is_set: false,
            assumed: None,
            user: User::Root,
            workdir: Rc::new(ImagePath::root()),
            workdir_is_set: false,
            os: Os::Linux,
            family: Some(Family::ScratchLike),
        }
    }

    /// The state at the beginning of a stage on an image of which nothing is known.
    pub(crate) fn unknown(os: Os) -> Self {
        Self {
            shell: default_shell(os),
            user: User::Unknown,
            workdir: Rc::new(ImagePath::named("WORKDIR")),
            os,
            family: if os == Os::Windows { Some(Family::Windows) } else { None },
            ..Self::scratch()
        }
    }

    /// The state at the beginning of a stage on an image of which something is known.
    pub(crate) fn of_image(facts: &Facts) -> Self {
        let os = if facts.family == Some(Family::Windows) { Os::Windows } else { Os::Linux };
        let unknown = Self::unknown(os);
        Self {
            shell: match &facts.shell {
                Setting::Set(words) => words.iter().map(|word| (*word).to_owned()).collect(),
                Setting::NotSet | Setting::Unknown => unknown.shell,
            },
            user: match &facts.user {
                Setting::Set(user) => User::named(user),
                Setting::NotSet => User::Root,
                Setting::Unknown => User::Unknown,
            },
            workdir: match &facts.workdir {
                Setting::Set(path) => Rc::new(ImagePath::new(path)),
                Setting::NotSet if os == Os::Windows => Rc::new(ImagePath::new("C:/")),
                Setting::NotSet => Rc::new(ImagePath::root()),
                Setting::Unknown => unknown.workdir,
            },
            family: facts.family,
            ..unknown
        }
    }

    /// The shell that reads a shell form.
    pub fn dialect(&self) -> Dialect {
        if let Some(shell) = self.assumed {
            return Dialect::plain(shell);
        }
        // Asked for each step, and mostly answered at once.
        if matches!(&*self.shell, [shell, option] if shell == "/bin/sh" && option == "-c") {
            return self.with_own_sh(Dialect::plain(Shell::Sh));
        }
        // The shell may be behind what starts it: `conda run -n env /bin/bash -c`.
        let from = |start: usize| Dialect::from_words(self.shell.iter().skip(start).map(String::as_str));
        let dialects = (0..self.shell.len().min(8)).map(from);
        let dialect = dialects.into_iter().find(|dialect| dialect.shell != Shell::Other);
        self.with_own_sh(dialect.unwrap_or_else(|| from(0)))
    }

    /// A dialect in which `sh` is the program that goes by this name in the image.
    pub(crate) fn with_own_sh(&self, dialect: Dialect) -> Dialect {
        if dialect.shell == Shell::Sh { Dialect { shell: self.sh(), ..dialect } } else { dialect }
    }

    /// The program that `sh` is.
    ///
    /// Sources: <https://wiki.ubuntu.com/DashAsBinSh>, <https://wiki.debian.org/Shell>,
    /// <https://wiki.alpinelinux.org/wiki/BusyBox>; on Red Hat's, SUSE's and Arch's systems it is Bash.
    pub fn sh(&self) -> Shell {
        match self.family {
            Some(Family::Debian | Family::Ubuntu) => Shell::Dash,
            Some(Family::Alpine | Family::Wolfi) => Shell::Busybox,
            Some(Family::Rhel | Family::Suse | Family::Arch) => Shell::Bash,
            _ => Shell::Sh,
        }
    }

    /// Whether the shell is one of Windows' own, or the system is Windows and nobody set another shell.
    pub fn is_windows(&self) -> bool {
        self.os == Os::Windows || self.dialect().shell.is_windows()
    }

    /// The folder that `~` and `$HOME` stand for. For a user of whom nothing is known, it is the same unknown folder
    /// each time.
    pub fn home(&self) -> ImagePath {
        match &self.user {
            User::Root => ImagePath::new("/root"),
            User::Other(_) | User::Unknown => ImagePath::named("HOME"),
        }
    }
}

/// What a builder hands a shell form to.
pub(crate) fn default_shell(os: Os) -> Rc<[String]> {
    let words: &[&str] = match os {
        Os::Linux => &["/bin/sh", "-c"],
        Os::Windows => &["cmd", "/S", "/C"],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}
