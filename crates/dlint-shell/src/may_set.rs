//! Whether a script gives a variable another value than the one it began with.

use crate::{Body, Command, Word};

impl Body {
    /// Whether the commands may set a variable of this name, or unset it: by an assignment, as the variable of a loop,
    /// by `read`, `export` and their like, by `${name:=…}`, or by reading another text as their own (`. file`, `eval`; not the scripts of well-known tools).
    ///
    /// ```
    /// use dlint_shell::{Dialect, Script, Variables};
    /// use dlint_text::MappedText;
    ///
    /// let may_set = |text: &str| {
    ///     let script = Script::read(&MappedText::copied(text, 0), Dialect::default(), &Variables::new());
    ///     script.body().may_set("X")
    /// };
    /// assert!(may_set("X=1") && may_set("read -r X < f") && may_set("for X in a b; do make; done"));
    /// assert!(may_set(". ./build.env") && may_set("printf -v X %s a") && may_set("readonly X=1"));
    /// assert!(may_set(": \"${X:=y}\""));
    /// assert!(!may_set("Y=$X; printf %s X; read -r Y; . $NVM_DIR/nvm.sh"));
    /// ```
    pub fn may_set(&self, name: &str) -> bool {
        self.nests.iter().any(|nest| nest.name.as_deref() == Some(name))
            || self.commands.iter().any(|command| {
                command.assignments.iter().any(|one| *one.name == *name)
                    || sets_by_words(command, name)
                    || command.words.iter().any(|word| sets_where_empty(word, name))
            })
    }
}

/// Whether a command may set a variable that its words name, or any.
fn sets_by_words(command: &Command, name: &str) -> bool {
    let arguments = command.arguments();
    match command.base_name() {
        Some("." | "source") => !arguments.first().is_some_and(sets_only_its_own),
        Some("eval") => true,
        Some(
            "declare" | "export" | "getopts" | "let" | "local" | "mapfile" | "read" | "readarray"
            | "readonly" | "typeset" | "unset",
        ) => arguments.iter().any(|word| names(word, name)),
        Some("printf") => {
            let mut pairs = arguments.windows(2);
            pairs.any(|pair| matches!(pair, [option, word] if option.is("-v") && names(word, name)))
        }
        _ => false,
    }
}

/// Whether a script is one of a tool or of the shell, which sets variables of its own and leaves those of builds alone.
fn sets_only_its_own(script: &Word) -> bool {
    let name = crate::base_name(script.text.trim_matches(['"', '\'']));
    matches!(name, "nvm.sh" | ".bashrc" | ".profile" | "activate") || script.text.ends_with(".cargo/env")
}

/// Whether a word is this name, gives it a value, or is not known.
fn names(word: &Word, name: &str) -> bool {
    let is_open = word.value().is_none() && !word.beginning.contains('=');
    let rest = word.beginning.strip_prefix(name);
    (is_open && name.starts_with(word.beginning.as_str()))
        || rest.is_some_and(|rest| !rest.starts_with(|c: char| c == '_' || c.is_ascii_alphanumeric()))
}

/// Whether a word gives the variable a value where it has none: `${name:=…}`.
fn sets_where_empty(word: &Word, name: &str) -> bool {
    word.text.match_indices(name).any(|(at, _)| {
        let behind = word.text.get(at + name.len()..).unwrap_or_default();
        word.text.get(..at).is_some_and(|before| before.ends_with("${"))
            && (behind.starts_with('=') || behind.starts_with(":="))
    })
}
