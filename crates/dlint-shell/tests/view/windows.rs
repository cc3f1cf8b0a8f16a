//! The shells of Windows, and programs that are no shell.

use dlint_shell::{Dialect, Reading, Script, Shell, Unknown, Variables};
use dlint_text::MappedText;

use crate::show::show_in;

#[test]
fn a_batch_text_is_split() {
    assert_eq!(
        show_in(
            "curl -o a.zip http://x && tar xf \"a b.zip\" & del a^&b %X% 2>nul | more",
            Dialect::plain(Shell::Cmd)
        ),
        [
            "curl -o a.zip http://x",
            "tar xf a b.zip [And]",
            "del a&b ? <2:Write nul> [Semicolon 1/2]",
            "more [Pipe 2/2]"
        ]
    );
}

#[test]
fn a_powershell_text_is_split() {
    assert_eq!(
        show_in(
            "Invoke-WebRequest 'http://x' -OutFile \"a b\"; if ($x) { Remove-Item a`;b -Force } | Out-Null # end",
            Dialect::plain(Shell::PowerShell)
        ),
        [
            "Invoke-WebRequest http://x -OutFile a b",
            "if [Semicolon]",
            "? [Semicolon]",
            "Remove-Item a;b -Force [Semicolon]",
            "Out-Null [Pipe]"
        ]
    );
}

#[test]
fn a_shell_of_windows_is_seen_through_in_another() {
    assert_eq!(
        show_in(
            "powershell -Command \"Expand-Archive a; Remove-Item a\" && cmd /c dir x",
            Dialect::plain(Shell::Cmd)
        ),
        [
            "powershell -Command Expand-Archive a; Remove-Item a",
            "Expand-Archive a [ShellText]",
            "Remove-Item a [Semicolon ShellText]",
            "cmd /c dir x [And]",
            "dir x [And by cmd]"
        ]
    );
}

#[test]
fn no_finding_comes_from_windows_or_from_no_shell_at_all() {
    for shell in [Shell::Cmd, Shell::PowerShell, Shell::Other] {
        let text = MappedText::copied("echo $x `a`; cd $y", 0);
        let script = Script::read(&text, Dialect::plain(shell), &Variables::new());
        assert!(script.findings().is_empty());
        assert_eq!(
            script.body().reading,
            if shell == Shell::Other { Reading::Unknown(Unknown::NotAShell) } else { Reading::Roughly }
        );
    }
}

#[test]
fn an_unknown_word_of_windows_has_a_hole() {
    let text = MappedText::copied("del C:\\%X%\\y", 0);
    let script = Script::read(&text, Dialect::plain(Shell::Cmd), &Variables::new());
    let word = &script.body().commands[0].arguments()[0];
    assert_eq!((&*word.beginning, &word.rest[..]), ("C:\\", &[dlint_shell::Piece::Unknown][..]));
}
