//! Words, their values and their places.

use dlint_shell::{Dialect, Quoting, Script, Shell, Variables, Word};
use dlint_text::MappedText;

fn words(text: &str, variables: &[(&str, &str)]) -> Vec<Word> {
    let variables: Variables = variables.iter().copied().collect();
    let dialect = Dialect::plain(Shell::Bash);
    let script = Script::read(&MappedText::copied(text, 0), dialect, &variables);
    script.body().commands.last().map(|command| command.arguments().to_vec()).unwrap_or_default()
}

fn values(text: &str, variables: &[(&str, &str)]) -> Vec<String> {
    words(text, variables).iter().map(|word| word.value().unwrap_or("?").to_owned()).collect()
}

#[test]
fn quotes_and_backslashes_go() {
    assert_eq!(
        values(r#"e 'a b' "c\"d\e" f\ g h"i"'j' \é $'k\n' """#, &[]),
        ["a b", "c\"d\\e", "f g", "hij", "é", "k\n", ""]
    );
}

#[test]
fn a_word_knows_how_it_is_quoted_and_what_the_shell_makes_of_it() {
    let words = words("e a 'b' \"c\" d'e' *.txt {a,b} {} ~/x '*'", &[]);
    let quoting: Vec<_> = words.iter().map(|word| word.quoting).collect();
    assert_eq!(quoting[..4], [Quoting::None, Quoting::Single, Quoting::Double, Quoting::Mixed]);
    let patterns: Vec<_> = words.iter().map(|word| word.pattern).collect();
    assert_eq!(patterns[4..], [true, false, false, true, false]);
    let braces: Vec<_> = words.iter().map(|word| word.braces).collect();
    assert_eq!(braces[4..], [false, true, false, false, false]);
    assert_eq!(words[4].value(), Some("*.txt"));
}

#[test]
fn a_known_variable_is_put_in() {
    let known = [("V", "1.2"), ("BLANKS", "a b"), ("EMPTY", "")];
    assert_eq!(
        values("e $V a-${V}.tgz '$V' \"x $V\" $BLANKS \"$BLANKS\" $NONE ${V:-3} ${V%.*} $EMPTY", &known),
        ["1.2", "a-1.2.tgz", "$V", "x 1.2", "?", "a b", "?", "1.2", "?", "?"]
    );
}

#[test]
fn what_is_known_of_a_word_is_its_beginning() {
    let words = words("e https://x.org/$V/y", &[]);
    assert_eq!((words[0].known, &*words[0].beginning), (false, "https://x.org/"));
}

#[test]
fn a_word_names_the_variables_in_it() {
    let source = "e \"a$b\" ${c:-$d} ${#e} $(f $g) $1 ${h[0]}";
    let script = Script::read(&MappedText::copied(source, 0), Dialect::default(), &Variables::new());
    let words = script.body().commands[0].arguments();
    let uses: Vec<_> = words
        .iter()
        .flat_map(|word| &word.variables)
        .map(|used| format!("{} {} {} {}", used.name, used.span.slice(source), used.quoted, used.plain))
        .collect();
    assert_eq!(
        uses,
        [
            "b $b true true",
            "c ${c:-$d} false false",
            "d $d false false",
            "1 $1 false true",
            "h ${h[0]} false false"
        ]
    );
}

#[test]
fn an_assignment_in_a_straight_line_counts() {
    assert_eq!(values("V=2 && W=x-$V; e $V $W", &[("V", "1")]), ["2", "x-2"]);
    assert_eq!(values("export V=2; e $V", &[("V", "1")]), ["2"]);
    assert_eq!(values("a && V=2 && e $V", &[]), ["2"]);
    assert_eq!(values("V=2 a; e $V", &[("V", "1")]), ["1"]);
    assert_eq!(values("(V=2); V=3 | a; e $V", &[("V", "1")]), ["1"]);
}

#[test]
fn an_assignment_that_may_not_happen_leaves_the_value_unknown() {
    for text in [
        "a || V=2; e $V",
        "a && V=2; e $V",
        "if a; then V=2; fi; e $V",
        "case x in a) V=2;; esac; e $V",
        "while a; do V=2; done; e $V",
        "while a; do e $V; V=2; done",
        "for V in a b; do e $V; done",
        "f() { V=2; }; f; e $V",
        "f() { e $V; }; V=2",
        "read V; e $V",
        "unset V; e $V",
        "V=$(a) && e $V",
        "V+=2; e $V",
    ] {
        let variables: Variables = [("V", "1")].into_iter().collect();
        let script = Script::read(&MappedText::copied(text, 0), Dialect::default(), &variables);
        let commands = &script.body().commands;
        let e = commands.iter().find(|command| command.name() == Some("e")).expect(text);
        assert_eq!(e.arguments()[0].value(), None, "{text}");
    }
}

#[test]
fn an_array_keeps_its_words() {
    let text = MappedText::copied("packages=(curl 'git=1:2' $x)\nA=1", 0);
    let script = Script::read(&text, Dialect::plain(Shell::Bash), &Variables::new());
    let assignments: Vec<_> =
        script.body().commands.iter().flat_map(dlint_shell::Command::lasting_assignments).collect();
    let words: Vec<_> = assignments[0].list.iter().map(|word| (&*word.text, word.value())).collect();
    assert_eq!(words, [("curl", Some("curl")), ("'git=1:2'", Some("git=1:2")), ("$x", None)]);
    assert!(assignments[0].value.is_none() && assignments[1].list.is_empty());
}
