//! `DK7008` healthcheck-tool-missing. Spec: rules/DK7008-healthcheck-tool-missing.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::Base;
use dlint_model::base_image::Family;
use dlint_shell::Command;
use dlint_syntax::Keyword;

use crate::support::missing_programs::is_missing;

pub(crate) static RULE: Rule =
    Rule::new("DK7008", "healthcheck-tool-missing", Check::Instruction(&[Keyword::Healthcheck], check))
        .category(Category::Correctness)
        .severity(Severity::Warning)
        .fix(FixKind::Sometimes(Safety::Unsafe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return };
    let Some(stage) = cx.build.stage_of(model) else { return };
    let Base::Image(base) = &stage.root else { return };
    for script in cx.build.scripts(model) {
        let body = script.script.body();
        let missing = body.commands.iter().find(|command| {
            let name = command.base_name().unwrap_or_default();
            // A second one stands in where the first fails: `wget … || curl …`.
            !body.is_conditional(command) && is_missing(name, stage, None, cx)
        });
        let Some((command, word)) = missing.and_then(|one| Some((one, one.name_word()?))) else { continue };
        if has_substitute(command, body) {
            continue;
        }
        let name = command.base_name().unwrap_or_default();
        let is_alpine = model.state.family == Some(Family::Alpine);
        let help = if is_alpine && name == "curl" {
            "use what the image has: `wget -q --spider URL`"
        } else {
            "install it, or let a program that the image has ask: that of the service itself, or a line of its language"
        };
        let reporter = out
            .report(&RULE, word.span(), format!("`{}` has no `{name}`, and no step installs it", base.text))
            .why("the check fails each time, and the container is `unhealthy` for as long as it runs")
            .help(help);
        let Some((url, rest)) =
            url_of(command).filter(|_| is_alpine && name == "curl" && step.onbuild.is_none())
        else {
            continue;
        };
        if !script.is_exec {
            reporter
                .fix("ask with `wget`", Safety::Unsafe, |edits| {
                    edits.replace(rest, format!("wget -q --spider {url}"));
                })
                .declares([Change::Rewrites("HEALTHCHECK")]);
        }
    }
}

/// Whether another program stands behind a `||` that is more than the way out.
fn has_substitute(command: &Command, body: &dlint_shell::Body) -> bool {
    body.commands.iter().any(|other| {
        other.span.start > command.span.start
            && other.standing.joined == dlint_shell::Joined::Or
            && !matches!(other.base_name(), Some("exit" | "false" | "kill" | "true"))
    })
}

/// The address that `curl` only asks, and the place of the whole command; none where it is told more than that.
fn url_of(command: &Command) -> Option<(String, dlint_text::Span)> {
    let known = [
        "-f", "--fail", "-s", "-S", "-sf", "-fs", "-fsS", "-sSf", "-sS", "-fS", "-I", "--silent", "-L",
        "-fsSL", "-fL",
    ];
    let mut urls = command.arguments().iter().filter(|word| !known.iter().any(|option| word.is(option)));
    let (url, more) = (urls.next()?, urls.next());
    let is_plain = more.is_none() && command.redirections.is_empty() && command.assignments.is_empty();
    let text = url.text.to_string();
    let span = dlint_text::Span::new(command.name_word()?.span().start, url.span().end);
    let is_last = command.words.last().is_some_and(|last| last.span() == url.span());
    (is_plain && is_last && text.contains("http")).then_some((text, span))
}
