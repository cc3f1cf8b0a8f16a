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
    /// What it is told to do by the words behind its name, and which of them say so. A word that nobody knows is empty.
    ///
    /// ```
    /// let pip = dlint_lsp::language::program("pip").unwrap();
    /// let (purge, words) = pip.told(&["--quiet", "cache", "purge"]).unwrap();
    /// assert_eq!((purge.name, words), ("cache purge", vec![1, 2]));
    /// ```
    pub fn told(&self, words: &[&str]) -> Option<(&'static Subcommand, Vec<usize>)> {
        let words = || words.iter().enumerate().filter(|(_, word)| !word.is_empty());
        let fits = |one: &'static Subcommand| {
            if one.name.starts_with('-') {
                // Pacman's: further letters stand behind it.
                let (index, _) = words().find(|(_, word)| word.starts_with(one.name))?;
                return Some((one, vec![index]));
            }
            let mut plain = words().filter(|(_, word)| !word.starts_with('-'));
            let parts = one.name.split(' ');
            let told: Option<Vec<usize>> = parts
                .map(|part| plain.next().filter(|(_, word)| **word == part).map(|(index, _)| index))
                .collect();
            Some((one, told?))
        };
        self.subcommands.iter().filter_map(fits).max_by_key(|(one, _)| one.name.len())
    }
}

/// All programs.
pub fn programs() -> impl Iterator<Item = &'static Program> {
    [system::PROGRAMS, scripting::PROGRAMS, languages::PROGRAMS].into_iter().flatten()
}

/// The program of this name, which may have a version behind it: `pip3.12`.
///
/// ```
/// let (install, _) = dlint_lsp::language::program("apt-get").unwrap().told(&["install", "curl"]).unwrap();
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
