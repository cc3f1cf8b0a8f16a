//! Programs that run what they are told: shells, interpreters, and what only hands on.

/// Shells. Sorted.
const SHELLS: &[&str] = &["ash", "bash", "dash", "fish", "ksh", "sh", "zsh"];

/// Programs that run a script of their own language, which they read from a file or from their input. Sorted.
const INTERPRETERS: &[&str] = &["node", "nodejs", "perl", "php", "pypy", "python", "ruby"];

/// What, beside the interpreters, runs a program that it is told, and is none that anybody wants by itself. Sorted.
#[rustfmt::skip]
const LAUNCHERS: &[&str] = &[
    "bun", "bundle", "dart", "deno", "dotnet", "java", "npm", "pipenv", "pnpm", "poetry", "uv", "yarn",
];

/// Programs that, without a word behind them, ask people what to do. Sorted.
#[rustfmt::skip]
const PROMPTS: &[&str] = &[
    "R", "ghci", "iex", "ipython", "irb", "julia", "node", "php", "pwsh", "pwsh-preview", "python",
];

/// What starts the program behind it, and is gone then, or does nothing but wait for it. Sorted.
const WRAPPERS: &[&str] = &["catatonit", "dumb-init", "env", "exec", "nice", "time", "tini"];

/// The name of a program without the version that it ends with: `pip` of `pip3.11`.
pub(crate) fn unversioned(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-')
}

/// Whether a program of this name is a shell.
pub(crate) fn is_shell(name: &str) -> bool {
    SHELLS.binary_search(&name).is_ok()
}

/// Whether a program of this name runs a script of its own language: `python3.12`.
pub(crate) fn is_interpreter(name: &str) -> bool {
    INTERPRETERS.binary_search(&unversioned(name)).is_ok()
}

/// Whether a program of this name runs the script that it reads, in whatever language.
pub(crate) fn runs_scripts(name: &str) -> bool {
    is_shell(name) || is_interpreter(name)
}

/// Whether a program of this name is there to run another that it is told, and does not read it as a shell does.
pub(crate) fn is_launcher(name: &str) -> bool {
    is_interpreter(name) || LAUNCHERS.binary_search(&name).is_ok()
}

/// Whether a program of this name, where it is told nothing, asks people what to do.
pub(crate) fn is_prompt(name: &str) -> bool {
    [name, unversioned(name)].iter().any(|name| PROMPTS.binary_search(name).is_ok())
}

/// Whether a program of this name only starts the one behind it.
pub(crate) fn is_wrapper(name: &str) -> bool {
    WRAPPERS.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        for names in [SHELLS, INTERPRETERS, LAUNCHERS, PROMPTS, WRAPPERS] {
            assert!(names.is_sorted(), "{names:?}");
        }
    }

    #[test]
    fn a_version_is_no_part_of_a_name() {
        for name in ["python", "python3", "python3.12", "php8.3", "nodejs", "ruby-3.2"] {
            assert!(is_interpreter(name), "{name}");
        }
        for name in ["", "3", "nodemon", "pythonw", "perldoc"] {
            assert!(!is_interpreter(name), "{name}");
        }
        assert!(is_prompt("python3") && is_prompt("pwsh-preview") && !is_prompt("perl"));
    }
}
