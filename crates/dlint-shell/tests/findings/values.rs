//! What the variables in scope do to the findings.

use dlint_shell::{Dialect, Script, ShellSeverity, Variables};
use dlint_text::MappedText;

fn codes(text: &str, variables: &Variables) -> Vec<u16> {
    let script = Script::read(&MappedText::copied(text, 7), Dialect::default(), variables);
    script.findings().iter().map(|finding| finding.code).collect()
}

#[test]
fn a_variable_without_blanks_needs_no_quotes() {
    let variables = [("plain", "1.2"), ("blanks", "a b"), ("quote", "it's")].into_iter().collect();
    assert!(!codes("rm $plain", &variables).contains(&2086));
    assert!(codes("rm $blanks", &variables).contains(&2086));
    assert!(codes("rm $nobody", &variables).contains(&2086));
}

#[test]
fn a_variable_of_unknown_value_is_taken_for_a_harmless_one() {
    let mut variables = Variables::new();
    variables.declare("A", None);
    variables.declare("not a name", Some("x".to_owned()));
    assert_eq!(codes("rm $A", &variables), []);
}

#[test]
fn nothing_is_said_about_the_declarations() {
    let variables: Variables =
        (0..50).map(|number| (format!("V{number}"), "a `b` $(c) \" ' \\ \n é")).collect();
    assert_eq!(codes("true", &variables), []);
    let script = Script::read(&MappedText::copied("true", 7), Dialect::default(), &variables);
    assert_eq!(script.body().commands.len(), 1);
}

#[test]
fn a_finding_says_what_and_how_grave() {
    let script = Script::read(&MappedText::copied("rm $a", 7), Dialect::default(), &Variables::new());
    let finding = script.findings().into_iter().find(|finding| finding.code == 2086).expect("SC2086");
    assert_eq!((finding.severity, finding.span.start), (ShellSeverity::Info, 10));
    assert!(!finding.message.is_empty());
    let fix = finding.fix.expect("a fix");
    assert_eq!(fix.edits.len(), 1);
}

#[test]
fn a_misspelled_variable_is_compared_with_those_that_the_body_does_not_mention() {
    let variables = [("TOOL_VERSION", "1"), ("OTHER", "2")].into_iter().collect();
    assert_eq!(codes("echo \"$TOOL_VERSIONS\"", &variables), [2153]);
    assert_eq!(codes("echo \"$TOOL_VERSION\"", &variables), []);
}
