//! Commands whose words say too little, or are of another time: `ln -s ../x`, `expr a = b`.

use super::{ShellFinding, ShellSeverity, finding};
use crate::{Command, Quoting, Word};

/// SC2224, SC2225, SC2226: `mv`, `cp` and `ln` with something to take and nowhere to put it.
pub(super) fn one_of_two(command: &Command) -> Option<ShellFinding> {
    let (code, message) = match command.base_name()? {
        "mv" => (2224, "`mv` has one operand only: say where it moves the file to"),
        "cp" => (2225, "`cp` has one operand only: say where it copies the file to"),
        _ => {
            (2226, "`ln` has one operand only: say where the link goes, or write `.` for the current folder")
        }
    };
    let mut operands = 0;
    let mut options_end = false;
    for word in command.arguments() {
        let is_option = !options_end && word.beginning.starts_with('-') && !word.is("-");
        let text = &*word.beginning;
        if word.is("--") && !options_end {
            options_end = true;
        } else if is_option && is_elsewhere(text) {
            return None;
        } else if !is_option {
            if may_be_many(word) {
                return None;
            }
            operands += 1;
        }
    }
    (operands == 1).then_some(())?;
    Some(finding(code, ShellSeverity::Warning, command.name_word()?, message))
}

/// Whether an option names the target, takes a word of its own or only shows a help text.
fn is_elsewhere(option: &str) -> bool {
    let long = ["--target", "--suffix", "--help", "--version"];
    long.iter().any(|name| option.starts_with(name))
        || !option.starts_with("--") && option.contains(['t', 'S'])
}

/// Whether a word may come to several words, or to none.
fn may_be_many(word: &Word) -> bool {
    let is_list = |name: &str| matches!(name, "@" | "*");
    word.pattern
        || word.braces
        || !word.known && word.quoting != Quoting::Double
        || word.variables.iter().any(|used| is_list(&used.name) || !used.plain)
}

/// SC2003: `expr "$a" = b`. The library behind the findings knows arithmetic only.
pub(super) fn comparison_by_expr(command: &Command) -> Option<ShellFinding> {
    let operators = ["=", "!=", "<", ">", "<=", ">="];
    let [_, operator, _] = command.arguments() else { return None };
    operator.value().filter(|operator| operators.contains(operator))?;
    let message = "`expr` is for shells of old: compare with `[ … ]`";
    Some(finding(2003, ShellSeverity::Style, command.name_word()?, message))
}
