//! Which shell reads a body.

/// A program that reads shell text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shell {
    /// `/bin/sh`, whichever it is.
    Sh,
    /// Debian's and Ubuntu's `sh`.
    Dash,
    /// Alpine's `sh`: the `ash` in `BusyBox`.
    Busybox,
    /// GNU Bash.
    Bash,
    /// The Korn shells.
    Ksh,
    /// The Z shell.
    Zsh,
    /// Windows' `cmd.exe`.
    Cmd,
    /// Windows PowerShell, or `pwsh`.
    PowerShell,
    /// Something else: Python, Perl, a program of the image.
    Other,
}

impl Shell {
    /// The shell of this name or path: `bash`, `/bin/sh`, `C:\Windows\System32\cmd.exe`.
    ///
    /// ```
    /// use dlint_shell::Shell;
    ///
    /// assert_eq!(Shell::from_name("/usr/local/bin/bash"), Shell::Bash);
    /// assert_eq!(Shell::from_name(r"C:\Windows\System32\cmd.exe"), Shell::Cmd);
    /// assert_eq!(Shell::from_name("python3"), Shell::Other);
    /// ```
    pub fn from_name(name: &str) -> Self {
        let base = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
        match base.strip_suffix(".exe").unwrap_or(&base) {
            "sh" => Self::Sh,
            "dash" => Self::Dash,
            "ash" | "busybox" => Self::Busybox,
            "bash" | "rbash" => Self::Bash,
            "ksh" | "ksh88" | "ksh93" | "mksh" | "oksh" | "pdksh" => Self::Ksh,
            "zsh" => Self::Zsh,
            "cmd" => Self::Cmd,
            "powershell" | "pwsh" => Self::PowerShell,
            _ => Self::Other,
        }
    }

    /// Whether it speaks the language of the Bourne shell, so that a body of it can be read with all its parts.
    pub const fn is_posix(self) -> bool {
        matches!(self, Self::Sh | Self::Dash | Self::Busybox | Self::Bash | Self::Ksh | Self::Zsh)
    }

    /// Whether it is one of Windows' own.
    pub const fn is_windows(self) -> bool {
        matches!(self, Self::Cmd | Self::PowerShell)
    }
}

/// A shell, and the options it was started with that change what a body means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dialect {
    /// The shell.
    pub shell: Shell,
    /// Whether a pipeline fails where any part of it fails (`-o pipefail`).
    pub pipefail: bool,
    /// Whether the first failure ends the body (`-e`).
    pub errexit: bool,
}

/// The shell of the images with micromamba: a script that prepares the environment and hands everything to
/// `bash -o pipefail -c`.
///
/// Source: <https://github.com/mamba-org/micromamba-docker/blob/main/_dockerfile_shell.sh>.
const MICROMAMBA: &str = "_dockerfile_shell.sh";

impl Default for Dialect {
    /// What a builder uses where nothing else is said: `/bin/sh -c`.
    fn default() -> Self {
        Self::plain(Shell::Sh)
    }
}

impl Dialect {
    /// The shell, started without options.
    pub const fn plain(shell: Shell) -> Self {
        Self { shell, pipefail: false, errexit: false }
    }

    /// From the words of a `SHELL` instruction, or of any other command that starts a shell.
    ///
    /// ```
    /// use dlint_shell::{Dialect, Shell};
    ///
    /// let dialect = Dialect::from_words(["/bin/bash", "-eo", "pipefail", "-c"]);
    /// assert_eq!(dialect, Dialect { shell: Shell::Bash, pipefail: true, errexit: true });
    /// ```
    pub fn from_words<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = words.into_iter().peekable();
        let Some(name) = words.next() else { return Self::plain(Shell::Other) };
        if crate::base_name(name) == MICROMAMBA {
            return Self { pipefail: true, ..Self::plain(Shell::Bash) };
        }
        let mut shell = Shell::from_name(name);
        if matches!(shell, Shell::Busybox) || name.ends_with("env") {
            // `busybox sh`, `/usr/bin/env bash`, `/usr/bin/env -S bash -e`.
            while words.next_if(|word| *word == "-S" || word.contains('=')).is_some() {}
            if let Some(applet) = words.next_if(|word| !word.starts_with(['-', '+'])) {
                let applet = Shell::from_name(applet);
                shell = match (shell, applet) {
                    (Shell::Busybox, Shell::Sh) => Shell::Busybox,
                    (_, applet) => applet,
                };
            }
        }
        let mut dialect = Self::plain(shell);
        if !shell.is_posix() {
            return dialect;
        }
        let mut names_follow = false;
        for word in words {
            let (on, letters) = match (word.strip_prefix('-'), word.strip_prefix('+')) {
                (Some(letters), _) if !letters.starts_with('-') => (true, letters),
                (None, Some(letters)) => (false, letters),
                _ if names_follow => {
                    dialect.option(word, true);
                    names_follow = false;
                    continue;
                }
                _ => continue,
            };
            if letters.contains('e') {
                dialect.errexit = on;
            }
            names_follow = on && letters.contains('o');
        }
        dialect
    }

    /// From a `#!` line, with or without what follows it; `None` where the text has none.
    ///
    /// ```
    /// use dlint_shell::{Dialect, Shell};
    ///
    /// assert_eq!(Dialect::from_shebang("#!/usr/bin/env bash\necho"), Some(Dialect::plain(Shell::Bash)));
    /// assert_eq!(Dialect::from_shebang("#!/usr/bin/python3"), Some(Dialect::plain(Shell::Other)));
    /// assert_eq!(Dialect::from_shebang("echo"), None);
    /// ```
    pub fn from_shebang(text: &str) -> Option<Self> {
        let line = text.strip_prefix("#!")?.lines().next().unwrap_or_default();
        Some(Self::from_words(line.split_ascii_whitespace()))
    }

    /// The same where another shell, or a program of the name `wrapper`, starts it: what `BusyBox` calls `sh` is its own.
    pub(crate) fn inside(mut self, around: Self, wrapper: Option<&str>) -> Self {
        if self.shell == Shell::Sh && (around.shell == Shell::Busybox || wrapper == Some("busybox")) {
            self.shell = Shell::Busybox;
        }
        self
    }

    fn option(&mut self, name: &str, on: bool) {
        match name {
            "pipefail" => self.pipefail = on,
            "errexit" => self.errexit = on,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Dialect {
        Dialect::from_words(words.split(' '))
    }

    #[test]
    fn a_shell_is_known_by_its_name_and_its_options() {
        let bash = Dialect::plain(Shell::Bash);
        assert_eq!(of("/bin/bash -o pipefail -c"), Dialect { pipefail: true, ..bash });
        assert_eq!(of("/bin/bash -euxo pipefail -c"), Dialect { pipefail: true, errexit: true, ..bash });
        assert_eq!(of("bash -o errexit -o pipefail -c"), Dialect { pipefail: true, errexit: true, ..bash });
        assert_eq!(of("bash --login -c"), bash);
        assert_eq!(of("bash -lc"), bash);
        assert_eq!(of("/bin/sh -ec"), Dialect { errexit: true, ..Dialect::default() });
        assert_eq!(of("bash -e +e -c"), bash);
    }

    #[test]
    fn the_script_that_micromamba_calls_a_shell_is_bash() {
        let bash = Dialect { pipefail: true, ..Dialect::plain(Shell::Bash) };
        assert_eq!(of("/usr/local/bin/_dockerfile_shell.sh"), bash);
        assert_eq!(of("/usr/local/bin/dockerfile_shell.sh").shell, Shell::Other);
    }

    #[test]
    fn a_shell_is_seen_through_busybox_and_env() {
        assert_eq!(of("busybox sh -c").shell, Shell::Busybox);
        assert_eq!(of("/bin/ash -eo pipefail -c").shell, Shell::Busybox);
        assert!(of("/bin/ash -eo pipefail -c").pipefail);
        assert_eq!(of("/usr/bin/env bash -c").shell, Shell::Bash);
        assert_eq!(of("/usr/bin/env -S bash -e"), Dialect { errexit: true, ..Dialect::plain(Shell::Bash) });
    }

    #[test]
    fn windows_shells_and_other_programs_are_told_apart() {
        assert_eq!(of("cmd /S /C").shell, Shell::Cmd);
        assert_eq!(of("PowerShell.exe -Command $ErrorActionPreference").shell, Shell::PowerShell);
        assert_eq!(of("pwsh -Command").shell, Shell::PowerShell);
        assert_eq!(of("/usr/bin/python3 -c").shell, Shell::Other);
        assert_eq!(Dialect::from_words([]).shell, Shell::Other);
    }

    #[test]
    fn a_shebang_names_the_shell_and_its_options() {
        let dialect = Dialect::from_shebang("#! /bin/bash -e\nset -x\n");
        assert_eq!(dialect, Some(Dialect { errexit: true, ..Dialect::plain(Shell::Bash) }));
        assert_eq!(Dialect::from_shebang("#!").map(|dialect| dialect.shell), Some(Shell::Other));
    }
}
