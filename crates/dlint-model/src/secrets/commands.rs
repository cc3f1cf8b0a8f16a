//! Passwords among the words of commands: `curl -u user:password`, `echo user:password | chpasswd`.

use dlint_shell::{Command, RedirectionOperator, Word};
use dlint_text::MappedText;

use super::values::is_stand_in;
use super::{Doubt, Secret, SecretKind, is_secret, is_written_out};
use crate::{Build, Step};

/// What is in the text of every step that is read here.
const SIGNS: [&str; 9] = ["curl", "login", "pass", "Pass", "PASS", "pwd", "PWD", "SECRET", "TOKEN"];

/// Options of whatever program that a password follows.
const OPTIONS: [&str; 8] = [
    "--ftp-password",
    "--http-passwd",
    "--http-password",
    "--passwd",
    "--password",
    "--proxy-password",
    "--storepass",
    "--token",
];

/// Finds the secrets among the words of a step's commands.
pub(super) fn find(step: &Step<'_>, build: &Build<'_>, found: &mut Vec<Secret>) {
    let has_sign = |text: &str| SIGNS.iter().any(|sign| text.contains(sign));
    if !has_sign(&step.instruction.text) && !step.heredocs().iter().any(|heredoc| has_sign(&heredoc.body)) {
        return;
    }
    for script in build.scripts(step) {
        let mut fed: Option<&Command> = None;
        for command in &script.script.body().commands {
            for assignment in &command.assignments {
                if let Some(value) = &assignment.value {
                    assigned(&assignment.name, value, found);
                }
            }
            match command.base_name().unwrap_or_default() {
                "echo" | "printf" => {
                    fed = Some(command).filter(|command| command.standing.pipeline.feeds_pipe());
                }
                "chpasswd" => logins(command, fed.take(), found),
                "passwd" => fed = None,
                "sudo" => {}
                name => {
                    fed = None;
                    options(name, command, found);
                }
            }
        }
    }
}

/// `DB_PASSWORD=…` in a shell.
fn assigned(name: &MappedText, value: &Word, found: &mut Vec<Secret>) {
    let Some(text) = value.value().filter(|text| is_written_out(text)) else { return };
    // A name in lower case is often a loop's own: `key=value`.
    let is_mixed =
        text.contains(|c: char| c.is_ascii_digit()) || name.contains(|c: char| c.is_ascii_uppercase());
    if is_mixed && !text.contains(['/', ' ']) && is_secret(name, Some(text)) == Some(Doubt::None) {
        push(&value.beginning, 0..text.len(), SecretKind::Named(name.to_string()), false, found);
    }
}

fn push(
    text: &MappedText,
    part: std::ops::Range<usize>,
    kind: SecretKind,
    is_weak: bool,
    found: &mut Vec<Secret>,
) {
    let value = text.source_span(part);
    if !value.is_empty() {
        found.push(Secret { value, place: value, kind, is_weak });
    }
}

/// What `chpasswd` reads: lines of `user:password`.
fn logins(command: &Command, fed: Option<&Command>, found: &mut Vec<Secret>) {
    // It is told that what it reads is encrypted.
    if command.has_argument("-e") || command.has_argument("--encrypted") {
        return;
    }
    let mut texts: Vec<&MappedText> = command.input().into_iter().collect();
    let strings = command
        .redirections
        .iter()
        .filter(|one| one.operator == RedirectionOperator::HereString && one.target.known);
    texts.extend(strings.map(|one| &one.target.beginning));
    let words = fed.into_iter().flat_map(Command::arguments).filter(|word| word.known);
    texts.extend(words.map(|word| &word.beginning));
    for text in texts {
        let mut start = 0;
        for line in text.split('\n') {
            let mut begin = start;
            for part in line.split("\\n") {
                login(text, begin, part.trim_end(), found);
                begin += part.len() + 2;
            }
            start += line.len() + 1;
        }
    }
}

/// `user:password`, at a place of a text.
fn login(text: &MappedText, start: usize, line: &str, found: &mut Vec<Secret>) {
    let Some((user, password)) = line.split_once(':') else { return };
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let is_name = !user.is_empty() && user.bytes().all(is_letter);
    if is_name && !password.is_empty() && !password.contains(['$', '`', '<', '%']) {
        let begin = start + user.len() + 1;
        let is_weak = password == user || is_stand_in(password) || password.len() < 6;
        push(text, begin..begin + password.len(), SecretKind::Password, is_weak, found);
    }
}

/// The passwords that a command is given as options.
fn options(name: &str, command: &Command, found: &mut Vec<Secret>) {
    let mut words = command.arguments().iter().peekable();
    let is_login = command.has_argument("login");
    while let Some(word) = words.next() {
        let text = &*word.beginning;
        let next = words.peek().filter(|next| next.known).map(|next| &next.beginning);
        let short = match name {
            "curl" => matches!(text, "-u" | "--user" | "-U" | "--proxy-user").then_some(true),
            "sshpass" => (text == "-p").then_some(false),
            "docker" | "podman" | "buildah" | "skopeo" | "helm" | "crane" if is_login => {
                (text == "-p").then_some(false)
            }
            _ => None,
        };
        if let Some(is_pair) = short {
            if let Some(next) = next {
                given(next, 0, is_pair, 6, found);
            }
        } else if word.known && (OPTIONS.contains(&text) || name == "keytool" && text == "-storepass") {
            if let Some(next) = next {
                given(next, 0, false, 8, found);
            }
        } else if word.known
            && let Some((option, _)) = text.split_once('=').filter(|(option, _)| OPTIONS.contains(option))
        {
            given(&word.beginning, option.len() + 1, false, 8, found);
        } else if word.known && name == "curl" && text.starts_with("--user=") {
            given(&word.beginning, "--user=".len(), true, 6, found);
        }
    }
}

/// A password in a word, from this offset on; behind the name of a user, where it is a pair.
fn given(word: &MappedText, start: usize, is_pair: bool, least: usize, found: &mut Vec<Secret>) {
    let value = word.get(start..).unwrap_or_default();
    let (user, password) = if is_pair { value.split_once(':').unwrap_or((value, "")) } else { ("", value) };
    let is_one = password.len() >= least
        && password != user
        && !is_stand_in(password)
        && !password.starts_with(['-', '/', '@'])
        && !is_stand_in(user);
    if is_one && (least <= 6 || is_written_out(password)) {
        let begin = start + if is_pair { user.len() + 1 } else { 0 };
        push(word, begin..begin + password.len(), SecretKind::Password, false, found);
    }
}
