//! Any text as a shell body: reading it ends, every place is in the text, and a second reading says the same.
#![no_main]

use std::sync::Once;

use dlint_shell::{Body, Dialect, Script, Shell, Variables};
use dlint_text::{MappedText, Span};
use libfuzzer_sys::fuzz_target;

const SHELLS: [Shell; 9] = [
    Shell::Sh,
    Shell::Dash,
    Shell::Busybox,
    Shell::Bash,
    Shell::Ksh,
    Shell::Zsh,
    Shell::Cmd,
    Shell::PowerShell,
    Shell::Other,
];

static HOOK: Once = Once::new();

fuzz_target!(|bytes: &[u8]| {
    // The parser's panics are caught by the crate, so that they are no news; its own still end the run.
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            if panic.location().is_some_and(|at| !at.file().contains("shuck")) {
                eprintln!("{panic}");
            }
        }));
    });
    let source = String::from_utf8_lossy(bytes);
    let text = MappedText::copied(&*source, 0);
    let mut variables: Variables = [("A", "1"), ("B", "a b"), ("C", "")].into_iter().collect();
    variables.declare("D", None);
    for shell in SHELLS {
        let script = Script::read(&text, Dialect::plain(shell), &variables);
        check(script.body(), &source);
        let findings = script.findings();
        for finding in &findings {
            place(finding.span, &source);
            for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
                place(edit.span, &source);
            }
        }
        assert_eq!(findings, script.findings());
        assert!(script.shortcut_is_right());
    }
});

fn check(body: &Body, source: &str) {
    for nest in &body.nests {
        place(nest.span, source);
        assert!(nest.command.is_none_or(|command| command < body.commands.len()));
    }
    for command in &body.commands {
        place(command.span, source);
        assert!(command.standing.nest.is_none_or(|nest| nest < body.nests.len()));
        assert!(command.wrapped_by.is_none_or(|wrapper| wrapper < body.commands.len()));
        assert!(body.path(&command.standing).count() <= body.nests.len());
        let targets = command.redirections.iter().map(|redirection| &redirection.target);
        for word in command.words.iter().chain(targets) {
            place(word.span(), source);
            assert_eq!(word.known, word.rest.is_empty());
            word.variables.iter().for_each(|used| place(used.span, source));
        }
    }
}

fn place(span: Span, source: &str) {
    let (start, end) = (span.start as usize, span.end as usize);
    assert!(start <= end && end <= source.len(), "{span:?}");
    assert!(source.is_char_boundary(start) && source.is_char_boundary(end), "{span:?}");
}
