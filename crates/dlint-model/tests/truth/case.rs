//! A case: the files that are there, a script, and what the model cannot know of it.

/// A case. In its texts `@/` stands for the case's own folder, `%web` for the address of a server, and `%id` and
/// `%group` for a user and a group that files may be given to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case {
    /// What it is about.
    pub(crate) name: &'static str,
    /// What is there before, in the folder it runs in: `folder/`, `file`, `file 600`, `file: what is in it`,
    /// `link -> target`.
    pub(crate) before: &'static [&'static str],
    /// What makes the rest of what is there before.
    pub(crate) first: &'static str,
    /// The script.
    pub(crate) run: &'static str,
    /// The shell that runs it.
    pub(crate) shell: &'static str,
    /// A tool that no word of the script names.
    pub(crate) needs: Option<&'static str>,
    /// Whether a claim may cover a difference by chance: the path is a pattern, or known in part.
    pub(crate) may_guess: bool,
    /// Whether a target turns out to be a folder, which nothing in the file says.
    pub(crate) finds_folder: bool,
    /// Whether the model knows no more than that something happens.
    pub(crate) is_unknown: bool,
}

/// A case for `/bin/sh`.
pub(crate) const fn case(name: &'static str, before: &'static [&'static str], run: &'static str) -> Case {
    Case {
        name,
        before,
        first: "",
        run,
        shell: "sh",
        needs: None,
        may_guess: false,
        finds_folder: false,
        is_unknown: false,
    }
}

impl Case {
    /// Runs this before.
    pub(crate) const fn first(self, first: &'static str) -> Self {
        Self { first, ..self }
    }

    /// In the Bourne-again shell.
    pub(crate) const fn bash(self) -> Self {
        Self { shell: "bash", ..self }
    }

    /// Needs a tool that no word of the script names.
    pub(crate) const fn needs(self, tool: &'static str) -> Self {
        Self { needs: Some(tool), ..self }
    }

    /// With paths that are known in part.
    pub(crate) const fn guess(self) -> Self {
        Self { may_guess: true, ..self }
    }

    /// With a target that is a folder, which nothing in the file says.
    pub(crate) const fn into_folder(self) -> Self {
        Self { finds_folder: true, ..self }
    }

    /// With something that nobody knows.
    pub(crate) const fn unknown(self) -> Self {
        Self { is_unknown: true, ..self }
    }
}
