//! What package managers are told inside a `RUN`, as one would write it in a Dockerfile.
//!
//! Not all that they take: what is of use in a build. Which programs there are is the model's to say, and a test holds
//! the names to it.

mod languages;
mod scripting;
mod system;

/// A program, by all the names it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Program {
    /// Its names.
    pub names: &'static [&'static str],
    /// What it is.
    pub doc: &'static str,
    /// What it is told to do.
    pub subcommands: &'static [Subcommand],
}

/// What a program is told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subcommand {
    /// The word, or the words: `cache clean`. Pacman's is an option: `-S`.
    pub name: &'static str,
    /// What it does.
    pub doc: &'static str,
    /// The options that are of use in a build, the most useful first.
    pub options: &'static [ProgramOption],
}

/// An option of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProgramOption {
    /// It, with its dashes.
    pub name: &'static str,
    /// An example of its value, which is the next word; `None` where it takes none, or has it in its name.
    pub value: Option<&'static str>,
    /// What it does.
    pub doc: &'static str,
}

impl Program {
    /// What it can be told to do under this name.
    pub fn subcommand(&self, name: &str) -> Option<&'static Subcommand> {
        self.subcommands.iter().find(|subcommand| subcommand.name == name)
    }
}

/// All programs.
pub fn programs() -> impl Iterator<Item = &'static Program> {
    [system::PROGRAMS, scripting::PROGRAMS, languages::PROGRAMS].into_iter().flatten()
}

/// The program of this name, which may have a version behind it: `pip3.12`.
///
/// ```
/// let install = dlint_lsp::language::program("apt-get").unwrap().subcommand("install").unwrap();
/// assert_eq!(install.options[0].name, "-y");
/// ```
pub fn program(name: &str) -> Option<&'static Program> {
    let named = |name: &str| programs().find(|program| program.names.contains(&name));
    named(name)
        .or_else(|| named(name.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.')))
}

const fn subcommand(name: &'static str, doc: &'static str, options: &'static [ProgramOption]) -> Subcommand {
    Subcommand { name, doc, options }
}

const fn option(name: &'static str, doc: &'static str) -> ProgramOption {
    ProgramOption { name, value: None, doc }
}

const fn valued(name: &'static str, value: &'static str, doc: &'static str) -> ProgramOption {
    ProgramOption { name, value: Some(value), doc }
}
