//! DL3064 secret-in-arg-or-env. Spec: rules/DL3064-secret-in-arg-or-env.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Feature, Findings, Reporter, Rule, Step};
use dlint_model::secrets::{Doubt, is_secret, is_written_out};
use dlint_model::variables::Lookup;
use dlint_syntax::Keyword;
use dlint_text::{MappedText, Span};

use crate::support::instruction_words::expand;
use crate::support::passed_secrets::{PassedOn, passed_on};
use crate::support::sample_hosts::is_for_sample_host;
use crate::support::secret_mounts::mount_for_arg;
use crate::support::written_secrets::later_leak;

pub(crate) static RULE: Rule =
    Rule::new("DL3064", "secret-in-arg-or-env", Check::Instruction(&[Keyword::Arg, Keyword::Env], check))
        .aliases(&["SecretsUsedInArgOrEnv"])
        .category(Category::Secrets)
        .severity(Severity::Warning)
        .fix(FixKind::Sometimes(Safety::Unsafe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    // What stands above the first `FROM` is kept only where a stage asks for it.
    let Some(model) = step.model else { return };
    let stage = step.stage.and_then(|stage| cx.stages.get(stage));
    let is_shipped = stage.is_none_or(|stage| stage.is_shipped);
    let is_started = stage.is_none_or(|stage| stage.is_shipped || !stage.is_needed);
    let arguments = step.as_definitions().unwrap_or_default();
    let arguments = arguments.iter().map(|argument| (&argument.name, argument.value.as_ref()));
    let pairs = step.as_pairs().unwrap_or_default().iter().map(|pair| (&pair.key, Some(&pair.value)));
    for (name, written) in arguments.chain(pairs) {
        // The value is only looked at, and never shown.
        let value = written.map(|value| expand(value, model, cx));
        let text = value.as_ref().map(|value| value.text.as_str());
        // `ENV KEY=$KEY` passes on what the base image has already, unless an `ARG` has just brought it.
        let copied = text.and_then(|value| value.strip_prefix("${")?.strip_suffix('}'));
        if copied == Some(name) && !matches!(cx.build.variables(model).get(name), Lookup::Set(_)) {
            continue;
        }
        let Some(doubt) = is_secret(name, text) else { continue };
        // Passed on from an `ARG`, its default is that one's.
        let is_written_out = value.as_ref().and_then(|value| value.known()).is_some_and(is_written_out)
            && written.is_some_and(|written| !written.contains('$'))
            && !is_said_to_be_none(step, cx);
        let is_arg = step.keyword == Keyword::Arg;
        let is_sample = !is_arg && text.is_some_and(|text| !text.is_empty()) && is_said_to_be_none(step, cx);
        let written_by = if is_arg { later_leak(name, model, cx) } else { None };
        let passed_on = if is_arg { passed_on(name, model, cx) } else { None };
        let is_windows = model.state.is_windows();
        let kind = Kind { is_arg, is_written_out, is_shipped, is_started, is_windows, written_by, passed_on };
        let is_of_client = || {
            text.is_some_and(|text| is_sample_of_client(name, text))
                || !is_arg && text.is_some_and(|text| is_for_sample_host(name, text, step, cx))
        };
        let severity = match doubt {
            Doubt::Empty if !kind.is_arg => Severity::Info,
            _ if !is_shipped || is_sample => Severity::Info,
            _ if is_of_client() => Severity::Info,
            _ if !kind.is_arg && is_written_out => Severity::Error,
            _ => Severity::Warning,
        };
        let reporter = report(name, kind, severity, out);
        // Such a variable is set when the container runs.
        let is_said_there = kind.passed_on.is_some_and(|passed| passed.is_said) && !is_written_out;
        if doubt == Doubt::Empty && !kind.is_arg || is_sample || is_said_there {
            reporter.pedantic();
        } else if kind.is_arg && kind.written_by.is_none() {
            fix(step, name, cx, reporter);
        }
    }
}

/// Whether the comment above says that what is written there is nobody's secret.
fn is_said_to_be_none(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    const WORDS: &[&str] = &["dummy", "fake", "not a real", "no real", "placeholder"];
    cx.file.comments_before(step.instruction).iter().any(|comment| {
        let text = cx.source.slice(comment.span).to_ascii_lowercase();
        WORDS.iter().any(|word| text.contains(word))
    })
}

/// Whether it is what a client says to somebody else's server, and the value is the very word of the name: nobody's
/// server lets one in with `PROXY_PASSWORD=password`.
fn is_sample_of_client(name: &str, value: &str) -> bool {
    const CLIENTS: &[&str] = &["client", "mail", "proxy", "registry", "remote", "smtp", "upstream"];
    let name = name.to_ascii_lowercase();
    let mut words = name.split(['_', '-', '.']);
    words.any(|word| value.eq_ignore_ascii_case(word)) && name.split('_').any(|word| CLIENTS.contains(&word))
}

/// How a secret is handed over.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that the advice asks on its own")]
struct Kind {
    is_arg: bool,
    /// Whether its value stands in the file, and may well be the real one.
    is_written_out: bool,
    /// Whether the stage is part of the image.
    is_shipped: bool,
    /// Whether a container may be started from the stage: nothing only takes files from it.
    is_started: bool,
    /// Whether it is built on Windows, which knows no secret mounts.
    is_windows: bool,
    /// Where a later step writes it into a file, so that a mount alone would not help.
    written_by: Option<Span>,
    /// The `ENV` that alone reads it.
    passed_on: Option<PassedOn>,
}

fn report<'o>(name: &MappedText, kind: Kind, severity: Severity, out: &'o mut Findings<'_>) -> Reporter<'o> {
    let kept = match kind {
        Kind { is_written_out: true, is_shipped: false, .. } => {
            "the value is for everybody to read who has this file or the build cache"
        }
        Kind { is_shipped: false, .. } => {
            "the value is kept in the build cache, and in what the build records of itself"
        }
        Kind { is_written_out: true, is_arg: true, .. } => {
            "the value is for everybody to read who has this file, the history of the image or the build cache"
        }
        Kind { is_written_out: true, is_arg: false, .. } => {
            "the value is for everybody to read who has this file, or can pull the image"
        }
        Kind { is_arg: true, .. } => {
            "the value of an `ARG` is kept in the history of the image and in the build cache"
        }
        Kind { is_arg: false, .. } => {
            "the value of an `ENV` is kept in the image, for everybody who can pull it"
        }
    };
    let mut help = advice(name, kind);
    if kind.is_written_out {
        help = format!("replace the secret by a new one, as this one is known; {help}");
    }
    let instruction = if kind.is_arg { "ARG" } else { "ENV" };
    let message = format!("`{instruction}` keeps `{}`, which looks like a secret", name.as_str());
    let reporter = out.report(&RULE, name.span(), message).why(kept).help(help).severity(severity);
    match (kind.written_by, kind.passed_on) {
        (Some(place), _) => reporter.secondary(place, "this writes it into a file of the layer"),
        (None, Some(passed)) => reporter.secondary(passed.key, "this keeps it in the image, too"),
        (None, None) => reporter,
    }
}

/// What to do instead.
fn advice(name: &MappedText, kind: Kind) -> String {
    const START: &str = "give it to the container when it starts";
    let is_for_container = !kind.is_arg || kind.passed_on.is_some();
    let id = name.to_ascii_lowercase();
    let mount = format!("`RUN --mount=type=secret,id={id},env={}`", name.as_str());
    match kind {
        Kind { is_windows: true, is_started: true, .. } if is_for_container => START.to_owned(),
        Kind { is_windows: true, .. } => {
            "use it in a stage of its own, and copy only what that makes, as Windows has no secret mounts".to_owned()
        }
        Kind { written_by: Some(_), .. } => "a secret mount alone does not help, as a step below writes it into a file: mount that file there instead, with `RUN --mount=type=secret,id=…,target=…`".to_owned(),
        Kind { is_started: true, .. } if is_for_container => format!("{START}, or mount it for one step: {mount}"),
        _ => format!("mount it where it is needed: {mount}"),
    }
}

/// Mounts it for the one step that needs it. Whoever builds has to hand it over in another way then.
fn fix(step: &Step<'_>, name: &MappedText, cx: &Cx<'_>, reporter: Reporter<'_>) {
    if let Some(mounted) = mount_for_arg(step, name, cx) {
        reporter
            .fix("mount it for the step that uses it", Safety::Unsafe, |edits| {
                edits.delete(mounted.arg);
                edits.insert(mounted.at, mounted.flag);
                edits.needs(Feature::SecretEnv);
            })
            .declares([
                Change::Removes("ARG", name.to_string()),
                Change::Variable(name.to_string()),
                Change::Flags { keyword: "RUN", flag: "mount".into() },
            ]);
    }
}
