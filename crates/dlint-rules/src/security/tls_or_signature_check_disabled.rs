//! `DK4009` tls-or-signature-check-disabled. Spec: rules/DK4009-tls-or-signature-check-disabled.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::disabled_checks::{Check as Checked, Disabled, disabled_by, variable, written};
use crate::support::own_end::own_end;

pub(crate) static RULE: Rule = Rule::new(
    "DK4009",
    "tls-or-signature-check-disabled",
    Check::Instruction(&[Keyword::Arg, Keyword::Env, Keyword::Run], check),
)
.category(Category::Security)
.severity(Severity::Warning)
.fix(FixKind::Sometimes(Safety::Unsafe));

/// One of these is in each text that switches something off.
const WORDS: &[&str] = &[
    "-k",
    "insecure",
    "certificate",
    "trusted",
    "ssl",
    "SSL",
    "sign",
    "gpg",
    "NOSUM",
    "SUMDB",
    "INSECURE",
    "HTTPS",
    "TLS",
    "TRUSTED",
    "force-yes",
    "allow-unauth",
];

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model else { return };
    // `curl -sk`
    let is_said = step.text.contains("curl") || WORDS.iter().any(|word| step.text.contains(word));
    if !is_said && step.heredocs.is_empty() {
        return;
    }
    match step.keyword {
        Keyword::Env => {
            for pair in step.as_pairs().unwrap_or_default() {
                if let Some(check) = variable(&pair.key, &pair.value) {
                    let (span, what) = (pair.key.span(), pair.key.to_string());
                    report(&Disabled { span, what, check, without: None }, None, false, out);
                }
            }
        }
        Keyword::Arg => {
            for one in step.as_definitions().unwrap_or_default() {
                if let Some(check) = one.value.as_ref().and_then(|value| variable(&one.name, value)) {
                    let (span, what) = (one.name.span(), one.name.to_string());
                    report(&Disabled { span, what, check, without: None }, None, false, out);
                }
            }
        }
        _ => {
            let is_checked = step.commands(cx).any(|command| checks(&command));
            for command in step.commands(cx) {
                run(&command, is_checked, out);
            }
            for heredoc in model.heredocs() {
                if let Some(disabled) = written(&heredoc.body) {
                    report(&disabled, None, false, out);
                }
            }
        }
    }
}

/// Whether a command checks files by their sums or signatures: what comes over an open line is then no matter.
fn checks(command: &Command<'_>) -> bool {
    let has = |texts: &[&str]| command.arguments().iter().any(|word| texts.iter().any(|text| word.is(text)));
    match command.base_name() {
        Some("gpg" | "gpgv" | "cosign") => has(&["--verify", "verify"]),
        Some(name) if name.ends_with("sum") => has(&["-c", "--check", "-sc", "-cs"]),
        _ => false,
    }
}

fn run(command: &Command<'_>, is_checked: bool, out: &mut Findings<'_>) {
    if let Some(disabled) = disabled_by(command.command) {
        report(&disabled, Some(command), is_checked && disabled.check == Checked::Certificate, out);
        return;
    }
    for one in &command.assignments {
        if let Some(check) = one.value.as_ref().and_then(|value| variable(&one.name, &value.text)) {
            let (span, what) = (one.name.span(), one.name.to_string());
            report(&Disabled { span, what, check, without: None }, None, is_checked, out);
            return;
        }
    }
    if matches!(command.base_name(), Some("echo" | "printf" | "sed" | "tee"))
        && let Some(disabled) = command.arguments().iter().find_map(|word| written(&word.text))
    {
        report(&disabled, None, false, out);
    }
}

fn report(disabled: &Disabled, command: Option<&Command<'_>>, is_checked: bool, out: &mut Findings<'_>) {
    let what = &disabled.what;
    let (message, why, help) = match disabled.check {
        Checked::Certificate => (
            format!("`{what}` switches off the check of the server's certificate"),
            "whoever sits between the build and the server decides what is downloaded",
            "take it out; if the server has a certificate of your own authority, install that with `ca-certificates`",
        ),
        Checked::Signature => (
            format!("`{what}` switches off the check of signatures"),
            "whoever sits between the build and the server, or breaks into it, decides what is installed",
            "take it out, and give the package manager the key of the repository",
        ),
    };
    let reporter = out.report(&RULE, disabled.span, message).why(why).help(help);
    let reporter = if is_checked { reporter.pedantic() } else { reporter };
    let (Some(command), Some(without)) = (command, &disabled.without) else { return };
    if command.script.is_exec || command.step.onbuild.is_some() {
        return;
    }
    let before = command.words.iter().take_while(|word| word.span() != disabled.span).last();
    let gap = before.map(|before| Span::new(before.span().end, disabled.span.end));
    let is_inside = disabled.span.end <= own_end(command.command);
    if let Some(gap) = gap.filter(|_| is_inside) {
        reporter
            .fix(format!("take `{what}` out"), Safety::Unsafe, |edits| {
                if without.is_empty() {
                    edits.delete(gap);
                } else {
                    edits.replace(disabled.span, without.clone());
                }
            })
            .declares(command.base_name().map(|name| Change::Rewords(name.to_owned())));
    }
}
