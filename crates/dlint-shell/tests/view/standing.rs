//! Where commands stand.

use dlint_shell::{Dialect, Reading, Script, Shell, Variables};
use dlint_text::MappedText;

use crate::show::{show, show_in};

#[test]
fn commands_are_joined_as_they_are_written() {
    assert_eq!(
        show("a x && b || c; d\ne & f"),
        ["a x", "b [And]", "c [Or]", "d [Semicolon]", "e [Newline background]", "f [Background]"]
    );
}

#[test]
fn a_pipeline_knows_its_length_and_each_place_in_it() {
    assert_eq!(
        show("x && curl u | tar x | cat; ! grep q"),
        ["x", "curl u [And 1/3]", "tar x [Pipe 2/3]", "cat [Pipe 3/3]", "grep q [Semicolon not]"]
    );
}

#[test]
fn commands_stand_in_brackets() {
    assert_eq!(show("a && ( b; c ) | { d; }"), ["a", "b [Subshell]", "c [Semicolon Subshell]", "d [Group]"]);
}

#[test]
fn conditions_and_what_they_decide_on_are_told_apart() {
    assert_eq!(
        show("if ! a; then b; elif c; then d; else e; fi"),
        ["a [not IfCondition]", "b [IfBody]", "c [IfCondition]", "d [IfBody]", "e [IfBody]"]
    );
    assert_eq!(show("while a; do b; done"), ["a [LoopCondition]", "b [LoopBody]"]);
    assert_eq!(show("until a; do b; done"), ["a [LoopCondition]", "b [LoopBody]"]);
}

#[test]
fn a_loop_and_a_case_keep_their_words() {
    let text = MappedText::copied("for f in a 'b c'; do rm \"$f\"; done; case $x in a) b;; *) c;; esac", 0);
    let script = Script::read(&text, Dialect::default(), &Variables::new());
    let body = script.body();
    let of_loop = &body.nests[0];
    assert_eq!(of_loop.name.as_deref(), Some("f"));
    let words: Vec<_> = of_loop.words.iter().filter_map(|word| word.value()).collect();
    assert_eq!(words, ["a", "b c"]);
    let names: Vec<_> = body.commands.iter().filter_map(|command| command.name()).collect();
    assert_eq!(names, ["rm", "b", "c"]);
    assert!(body.commands.iter().all(|command| body.is_conditional(command)));
    assert_eq!(body.nests[1].words[0].variables[0].name.as_str(), "x");
}

#[test]
fn functions_and_substitutions_are_constructs_too() {
    assert_eq!(
        show("f() { a; }; b \"$(c | d)\" `e`; x=$(y)"),
        [
            "a [Group Function]",
            "b ? ? [Semicolon]",
            "c [1/2 Substitution]",
            "d [Pipe 2/2 Substitution]",
            "e [Substitution]",
            "x=? [Semicolon]",
            "y [Substitution]",
        ]
    );
    assert_eq!(
        show_in("a <(b) ${c:-$(d)} <<E\n$(e)\nE\n", Dialect::plain(Shell::Bash)),
        ["a ? ? <0:Heredoc E>", "b [ProcessSubstitution]", "d [Substitution]", "e [Substitution]"]
    );
}

#[test]
fn redirections_stand_with_their_command_or_construct() {
    assert_eq!(
        show("a >x 2>&1 <y; > z; b >>c"),
        [
            "a <1:Write x> <2:DuplicateOutput 1> <0:Read y>",
            "<1:Write z> [Semicolon]",
            "b <1:Append c> [Semicolon]"
        ]
    );
    let text = MappedText::copied("{ a; b; } > f", 0);
    let script = Script::read(&text, Dialect::default(), &Variables::new());
    assert_eq!(script.body().nests[0].redirections[0].target.value(), Some("f"));
}

#[test]
fn a_heredoc_is_a_redirection_with_a_body() {
    let source = "cat > f <<'EOF'\nhi $x\nEOF\necho";
    let script = Script::read(&MappedText::copied(source, 0), Dialect::default(), &Variables::new());
    let redirection = &script.body().commands[0].redirections[1];
    assert_eq!(redirection.heredoc.as_deref(), Some("hi $x\n"));
    assert_eq!(redirection.span.slice(source), "<<'EOF'");
    assert_eq!(script.body().commands[1].name(), Some("echo"));
}

#[test]
fn tests_and_arithmetic_are_commands_by_their_brackets() {
    let bash = Dialect::plain(Shell::Bash);
    assert_eq!(
        show_in("[[ -f a && $b == c ]] && (( x++ )) || [ d ]", bash),
        ["[[ a ?", "(( [And]", "[ d ] [Or]"]
    );
}

#[test]
fn builtins_and_declarations_have_words_like_any_command() {
    assert_eq!(
        show("export A=1 B; X=2 exit 3; return"),
        ["A=1 export A=1 B", "X=2 exit 3 [Semicolon]", "return [Semicolon]"]
    );
}

#[test]
fn a_text_with_an_error_gives_what_stands_before_it() {
    let script = Script::read(&MappedText::copied("a && b\nif c", 0), Dialect::default(), &Variables::new());
    assert_eq!(script.body().reading, Reading::Partly);
    assert_eq!(script.body().commands[0].name(), Some("a"));
}
