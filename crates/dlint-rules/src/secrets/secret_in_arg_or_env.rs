//! DL3064 secret-in-arg-or-env. Spec: rules/DL3064-secret-in-arg-or-env.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Reporter, Rule, Step};
use dlint_model::variables::Lookup;
use dlint_syntax::Keyword;
use dlint_text::MappedText;

use crate::support::instruction_words::expand;
use crate::support::secret_names::{Doubt, is_secret};

pub(crate) static RULE: Rule =
    Rule::new("DL3064", "secret-in-arg-or-env", Check::Instruction(&[Keyword::Arg, Keyword::Env], check))
        .aliases(&["SecretsUsedInArgOrEnv"])
        .category(Category::Secrets)
        .severity(Severity::Warning);

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    // What stands above the first `FROM` is kept only where a stage asks for it.
    let Some(model) = step.model else { return };
    let is_shipped = step.stage.and_then(|stage| cx.stages.get(stage)).is_none_or(|stage| stage.is_shipped);
    let arguments = step.as_definitions().unwrap_or_default();
    let arguments = arguments.iter().map(|argument| (&argument.name, argument.value.as_ref()));
    let pairs = step.as_pairs().unwrap_or_default().iter().map(|pair| (&pair.key, Some(&pair.value)));
    for (name, value) in arguments.chain(pairs) {
        // The value is only looked at, and never shown.
        let value = value.map(|value| expand(value, model, cx).text);
        // `ENV KEY=$KEY` passes on what the base image has already, unless an `ARG` has just brought it.
        let copied = value.as_deref().and_then(|value| value.strip_prefix("${")?.strip_suffix('}'));
        if copied == Some(name) && !matches!(cx.build.variables(model).get(name), Lookup::Set(_)) {
            continue;
        }
        let Some(doubt) = is_secret(name, value.as_deref()) else { continue };
        let is_arg = step.keyword == Keyword::Arg;
        let severity = match doubt {
            Doubt::Empty if !is_arg => Severity::Info,
            _ if is_arg && !is_shipped => Severity::Info,
            _ => Severity::Warning,
        };
        let reporter = report(name, is_arg, severity, out);
        // Such a variable is set when the container runs.
        if doubt == Doubt::Empty && !is_arg {
            reporter.pedantic();
        }
    }
}

fn report<'o>(
    name: &MappedText,
    is_arg: bool,
    severity: Severity,
    out: &'o mut Findings<'_>,
) -> Reporter<'o> {
    let (kept, help) = if is_arg {
        (
            "the value of an `ARG` is kept in the history of the image and in the build cache",
            "mount it where it is needed: `RUN --mount=type=secret,id=…,env=NAME`",
        )
    } else {
        (
            "the value of an `ENV` is kept in the image, for everybody who can pull it",
            "give it to the container when it starts, or mount it for one step: `RUN --mount=type=secret,id=…,env=NAME`",
        )
    };
    let instruction = if is_arg { "ARG" } else { "ENV" };
    out.report(
        &RULE,
        name.span(),
        format!("`{instruction}` keeps `{}`, which looks like a secret", name.as_str()),
    )
    .why(kept)
    .help(help)
    .severity(severity)
}
