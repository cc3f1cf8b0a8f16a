//! `DK3001` hardcoded-secret. Spec: rules/DK3001-hardcoded-secret.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::secrets::{Secret, SecretKind};

pub(crate) static RULE: Rule = Rule::new("DK3001", "hardcoded-secret", Check::File(check))
    .category(Category::Secrets)
    .severity(Severity::Error);

/// A value of so many characters is told by its first four.
const LONG: usize = 16;

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    // A variable whose name says what it is belongs to `secret-in-arg-or-env`.
    let is_own = |secret: &&Secret| secret.kind != SecretKind::Variable;
    for secret in cx.build.secrets().iter().filter(is_own) {
        report(secret, cx, out);
    }
}

fn report(secret: &Secret, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let in_comment = is_in_comment(secret, cx);
    let severity = match &secret.kind {
        _ if secret.is_weak => Severity::Warning,
        SecretKind::Named(_) if in_comment => Severity::Warning,
        _ => Severity::Error,
    };
    let why = if secret.is_weak {
        "it is among the first that anybody tries, and everybody who has this file or the image has it"
    } else if in_comment {
        "everybody who can read this file has it, and so has the history of its repository"
    } else {
        "everybody who can read this file, the history of the image or the build cache has it"
    };
    let help = match &secret.kind {
        SecretKind::Password if secret.is_weak => {
            "leave the account without a password, or mount one for the step: `RUN --mount=type=secret,id=…`"
        }
        _ if in_comment => "replace it by a new one, as this one is known, and take it out",
        _ => {
            "replace it by a new one, as this one is known, and mount that for the step that needs it: `RUN --mount=type=secret,id=…`"
        }
    };
    out.report(&RULE, secret.place, message(secret, cx)).severity(severity).why(why).help(help);
}

/// What is wrong. Of the value, no more is told than its owner needs to know it again.
fn message(secret: &Secret, cx: &Cx<'_>) -> String {
    let value = cx.source.slice(secret.value);
    let length = value.chars().count();
    let told = if length >= LONG {
        let start: String = value.chars().take(4).collect();
        format!(" (`{start}…`, {length} characters)")
    } else {
        String::new()
    };
    match &secret.kind {
        SecretKind::Token(what) => format!("a {what} is written out here{told}"),
        SecretKind::PrivateKey => "a private key is written out here".to_owned(),
        SecretKind::Address => format!("the address holds a password{told}"),
        SecretKind::Header => format!("the header holds a login{told}"),
        SecretKind::Named(name) => format!("the value of `{name}` is written out here{told}"),
        SecretKind::Password | SecretKind::Variable => "a password is written out here".to_owned(),
    }
}

fn is_in_comment(secret: &Secret, cx: &Cx<'_>) -> bool {
    let comments = &cx.file.comments;
    let behind = comments.partition_point(|comment| comment.span.start <= secret.place.start);
    let comment = behind.checked_sub(1).and_then(|index| comments.get(index));
    comment.is_some_and(|comment| comment.span.end >= secret.place.end)
}
