//! Words with holes: what is known of a word behind something that is not.

use dlint_shell::{Dialect, Piece, Script, Shell, Variables, Word};
use dlint_text::MappedText;

/// The pieces of a word in a line: text as it is, variables in `<…>`, `?` for what nobody knows.
fn show(word: &Word) -> String {
    let pieces = word.pieces().map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::Variable(name) => format!("<{name}>"),
        Piece::Unknown => "?".to_owned(),
    });
    pieces.collect()
}

/// The pieces of the arguments of the last `rm`.
fn pieces_with(text: &str, variables: &Variables) -> Vec<String> {
    let script = Script::read(&MappedText::copied(text, 0), Dialect::plain(Shell::Bash), variables);
    let mut commands = script.body().commands.iter();
    let rm = commands.rfind(|command| command.name() == Some("rm"));
    rm.map(|command| command.arguments().iter().map(show).collect()).unwrap_or_default()
}

fn pieces(text: &str) -> Vec<String> {
    let mut variables: Variables = [("K", "1.2"), ("EMPTY", ""), ("BLANKS", "a b")].into_iter().collect();
    variables.declare("U", None);
    pieces_with(text, &variables)
}

#[test]
fn what_stands_behind_a_hole_is_kept() {
    assert_eq!(
        pieces(r#"rm /tmp/app-$V.tgz "$A/$K/${B}"'/c d' x$(y)z`y`$((1)) ${V%.*}-$K a\ $V\$"#),
        ["/tmp/app-<V>.tgz", "<A>/1.2/<B>/c d", "x?z?", "?-1.2", "a <V>$"]
    );
}

#[test]
fn a_known_word_is_one_piece_and_an_empty_one_none() {
    let text = MappedText::copied("rm a-$K '' x$V", 0);
    let variables: Variables = [("K", "1.2")].into_iter().collect();
    let script = Script::read(&text, Dialect::default(), &variables);
    let words = script.body().commands[0].arguments();
    assert_eq!(words[0].pieces().collect::<Vec<_>>(), [Piece::Text("a-1.2".to_owned())]);
    assert!(words[0].rest.is_empty());
    assert_eq!(words[1].pieces().count(), 0);
    assert_eq!((&*words[2].beginning, &words[2].rest[..]), ("x", &[Piece::Variable("V".to_owned())][..]));
}

#[test]
fn the_variable_of_a_loop_is_a_hole_with_a_name() {
    assert_eq!(pieces("for f in a b; do rm \"$f\" x/${f}.tgz; done"), ["<f>", "x/<f>.tgz"]);
}

#[test]
fn parameters_and_values_that_are_split_have_no_name() {
    assert_eq!(
        pieces("rm $1 \"$@\" $BLANKS \"$BLANKS\" $? ${V:0:2} ${#V} ${!V} ${V[0]}"),
        ["?", "?", "?", "a b", "?", "?", "?", "?", "?"]
    );
}

#[test]
fn a_default_counts_where_nobody_has_set_the_variable() {
    assert_eq!(pieces("rm ${N:-d} ${N-d}/e \"${N:-d e}\" ${N:-}x"), ["d", "d/e", "d e", "x"]);
    assert_eq!(
        pieces("rm ${EMPTY:-d} ${EMPTY-d}x ${K:-d} ${K-d} ${K:=d} ${K:?d}"),
        ["d", "x", "1.2", "1.2", "1.2", "1.2"]
    );
    assert_eq!(pieces("rm x${N:+d} x${EMPTY:+d} x${EMPTY+d} ${K:+d} ${K+d}"), ["x", "x", "xd", "d", "d"]);
    assert_eq!(pieces("rm ${U:-d} ${U:+d} ${HOME:-/root} ${1:-d} ${N:?d}"), ["?", "?", "?", "?", "?"]);
    assert_eq!(pieces("rm ${N:-$K} ${N:-a b} ${N:-*}"), ["?", "?", "?"]);
}

#[test]
fn a_default_does_not_count_where_something_may_set_the_variable() {
    for text in [
        "N=$(x); rm ${N:-d}",
        "if a; then N=1; fi; rm ${N:-d}",
        "read N; rm ${N:-d}",
        "for N in a b; do rm ${N:-d}; done",
        ": ${N:=e}; rm ${N:-d}",
        "f() { N=1; }; f; rm ${N:-d}",
        ". /etc/os-release && rm ${N:-d}",
        "source x; rm ${N:-d}",
        "eval \"$(x)\"; rm ${N:-d}",
        "N=1 sh -c 'rm ${N:-d}'",
        "export N=1; sh -c 'rm ${N:-d}'",
    ] {
        assert_eq!(pieces(text), ["?"], "{text}");
    }
    let mut open = Variables::new();
    open.leave_open();
    assert_eq!(pieces_with("rm ${N:-d}", &open), ["?"]);
}

#[test]
fn a_word_that_comes_to_nothing_is_not_an_empty_word() {
    assert_eq!(pieces("rm $EMPTY \"$EMPTY\" x$EMPTY ${N:-}"), ["?", "", "x", "?"]);
}

#[test]
fn no_word_has_pieces_without_end() {
    let found = pieces(&format!("rm {}", "$V-".repeat(10_000)));
    assert!(found[0].ends_with("-<V>?"), "{}", found[0].len());
    assert!(found[0].len() < 400);
}
