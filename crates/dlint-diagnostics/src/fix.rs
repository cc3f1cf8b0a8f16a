//! A way to repair a finding.

use std::borrow::Cow;

use dlint_text::{Edit, Span};

use crate::Change;

/// How sure it is that a fix only repairs. Ordered, so `fix.safety >= floor` is the whole policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// Shown as an idea, never applied.
    DisplayOnly,
    /// Applied only where the user asks for unsafe fixes: the built image may differ.
    Unsafe,
    /// Leaves the built image's meaning as it was.
    Safe,
}

impl Safety {
    /// The word for it in every output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DisplayOnly => "display-only",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// Why a finding has no fix, for people: a short clause without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoFix(Cow<'static, str>);

impl NoFix {
    /// This reason.
    pub fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self(reason.into())
    }

    /// The reason.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Edits that together repair one finding: all of them are applied, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as an imperative: "use `apt-get`".
    pub title: String,
    /// How sure it is.
    pub safety: Safety,
    /// The edits, sorted by place. A `\n` in their text becomes the file's own line ending when they are applied.
    pub edits: Vec<Edit>,
    /// Whether what lies between the edits may change independently of them (a rename does not care about the
    /// text between two references). Otherwise a fix claims everything from its first edit to its last.
    pub scattered: bool,
    /// All that it changes in the build.
    pub declares: Vec<Change>,
    /// The group of which only one fix is applied in a pass.
    pub alone_in: Option<Group>,
    /// What it adds to the ignore file of the build context.
    pub ignores: Option<Ignored>,
}

/// Lines that a fix adds to the end of the file that says what of the build context is ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// The file, as it is found from where the Dockerfile was: `app/.dockerignore`.
    pub path: String,
    /// Where it ends: the line and the column, from 1, and the offset in bytes. A file that is not there yet ends where
    /// it begins.
    pub end: (u32, u32, u32),
    /// The patterns.
    pub patterns: Vec<String>,
    /// The text that is put there: the patterns as lines of that file.
    pub text: String,
}

/// Fixes that would each do what one of them does for all: a `SHELL` for the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Group {
    /// What they do.
    pub what: &'static str,
    /// Where: the number of the stage, for instance.
    pub number: usize,
}

impl Fix {
    /// A fix of these edits.
    pub fn new(title: impl Into<String>, safety: Safety, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| edit.span);
        let title = title.into();
        Self { title, safety, edits, scattered: false, declares: Vec::new(), alone_in: None, ignores: None }
    }

    /// Declares that the text between the edits is of no concern to the fix.
    pub fn scattered(mut self) -> Self {
        self.scattered = true;
        self
    }

    /// Declares what it changes in the build.
    pub fn declares(mut self, changes: impl IntoIterator<Item = Change>) -> Self {
        self.declares.extend(changes);
        self
    }

    /// Whether no other fix is applied in the same pass: what it leaves may be anything, and whatever another fix
    /// changed besides would not be seen.
    pub fn is_alone(&self) -> bool {
        self.declares.contains(&Change::EndsEarlier)
    }

    /// The parts of the file that no other fix may touch in the same pass.
    pub fn claims(&self) -> Vec<Span> {
        if self.scattered {
            return self.edits.iter().map(|edit| edit.span).collect();
        }
        self.edits.iter().map(|edit| edit.span).reduce(Span::join).into_iter().collect()
    }
}
