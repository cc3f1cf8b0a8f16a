//! What is wrong with shell code: a rule for each entry of the catalogue's table.
//!
//! The findings are the shell library's; the words, and whether a fix was proved, are the table's.

use dlint_catalogue::{SHELL_CODES, ShellCode};
use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Rule, ShellText};

/// The rules, sorted by number.
pub(crate) static RULES: [Rule; SHELL_CODES.len()] = rules();

#[expect(
    clippy::indexing_slicing,
    clippy::large_stack_arrays,
    reason = "this runs in the compiler alone, which refuses what is out of bounds"
)]
const fn rules() -> [Rule; SHELL_CODES.len()] {
    let mut rules = [rule(&SHELL_CODES[0]); SHELL_CODES.len()];
    let mut index = 0;
    while index < rules.len() {
        rules[index] = rule(&SHELL_CODES[index]);
        index += 1;
    }
    rules
}

const fn rule(code: &ShellCode) -> Rule {
    let text = ShellText { number: code.number, message: code.summary, why: code.why, help: code.help };
    let rule = Rule::new(code.code, code.name, Check::Shell(text)).fix(fix(code));
    let rule = match code.severity.as_bytes() {
        b"error" => rule.category(Category::Correctness).severity(Severity::Error),
        b"warning" => rule.category(Category::Correctness).severity(Severity::Warning),
        b"info" => rule.category(Category::Correctness).severity(Severity::Info),
        _ => rule.category(Category::Style).severity(Severity::Style),
    };
    if code.default { rule } else { rule.off() }
}

/// What is repaired: never all, for not every place can be edited (an `ONBUILD`, a piece of a joined line).
const fn fix(code: &ShellCode) -> FixKind {
    match code.fix {
        None => FixKind::None,
        Some(safety) => match safety.as_bytes() {
            b"safe" => FixKind::Sometimes(Safety::Safe),
            _ => FixKind::Sometimes(Safety::Unsafe),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_are_those_of_the_table() {
        for (rule, code) in RULES.iter().zip(SHELL_CODES) {
            assert_eq!((rule.meta.code, rule.meta.severity.as_str()), (code.code, code.severity));
        }
    }

    #[test]
    fn fixes_are_those_of_the_table() {
        for (rule, code) in RULES.iter().zip(SHELL_CODES) {
            let safety = match rule.meta.fix {
                FixKind::Sometimes(safety) => Some(safety.as_str()),
                FixKind::None | FixKind::Always(_) => None,
            };
            assert_eq!(safety, code.fix, "{}", code.code);
        }
    }

    /// The shell findings of a step, each with what it weighs: in the default set, or where they are asked for.
    fn weights(run: &str, asked_for: bool) -> Vec<String> {
        let rules = crate::all();
        let source = dlint_text::SourceFile::new("Dockerfile", format!("FROM debian:12\nRUN {run}\n"));
        let select = if asked_for { vec!["shellcheck".to_owned()] } else { Vec::new() };
        let selection = dlint_linter::Selection { select, ..dlint_linter::Selection::default() };
        let settings = dlint_linter::Settings::new(&rules, &selection).unwrap();
        let outcome = dlint_linter::lint(&settings, &rules, &dlint_linter::Input::new(&source));
        let shell = outcome.findings.iter().filter(|finding| finding.code().starts_with("SC"));
        shell.map(|finding| format!("{} {}", finding.code(), finding.severity)).collect()
    }

    #[test]
    fn findings_weigh_what_they_weigh_in_a_build() {
        for (run, calm, asked_for) in [
            ("x=$(cat f); echo $x", "", "SC2086 info"),
            ("x=$(cat f); rm -rf /opt/$x", "", "SC2086 warning"),
            ("for x in *; do rm $x; done", "SC2086 warning", "SC2086 warning"),
            ("for x in a b; do rm /tmp/$x; done", "", ""),
            ("while read -r x; do mv $x /tmp; done < f", "SC2086 warning", "SC2086 warning"),
            ("rm $(find /opt -name x)", "SC2046 warning", "SC2046 warning"),
            ("cd /srv", "", "SC2164 warning"),
            ("cd /srv; make", "SC2164 warning", "SC2164 warning"),
            ("rm $(which x)", "", "SC2046 warning"),
            ("make $(cat options)", "", "SC2046 warning"),
            ("export A=\"$(mktemp -d)\"", "", "SC2155 info"),
            ("export A=\"$(cat f)\"", "SC2155 info", "SC2155 info"),
            ("powershell -Command \"$x = 1\"", "", "SC2154 warning"),
            ("echo \"$x\"", "SC2154 warning", "SC2154 warning"),
            ("eval \"$(cat f)\"; echo \"$x\"", "", "SC2154 warning"),
        ] {
            assert_eq!(weights(run, false).join(", "), calm, "{run}");
            assert_eq!(weights(run, true).join(", "), asked_for, "{run}");
        }
    }
}
