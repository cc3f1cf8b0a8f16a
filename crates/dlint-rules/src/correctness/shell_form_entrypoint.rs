//! DL3025 shell-form-entrypoint. Spec: rules/DL3025-shell-form-entrypoint.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::base_image::Setting;
use dlint_shell::Shell;
use dlint_syntax::Keyword;
use dlint_text::MappedText;

use crate::support::json_words::{as_json, as_meant};

pub(crate) static RULE: Rule = Rule::new(
    "DL3025",
    "shell-form-entrypoint",
    Check::Instruction(&[Keyword::Cmd, Keyword::Entrypoint], check),
)
.aliases(&["JSONArgsRecommended"])
.category(Category::Correctness)
.severity(Severity::Warning)
.fix(FixKind::Sometimes(Safety::Unsafe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(model), Some(line)) = (step.model, step.command_line()) else { return };
    if line.is_exec() || line.is_empty() {
        return;
    }
    // Whoever writes brackets and quotes means an array, whatever the shell is.
    if line.text.starts_with("[\"") || line.text.starts_with("['") {
        report_torn(step, &line.text, out);
        return;
    }
    if model.state.is_windows() {
        return;
    }
    // Whoever names a shell wants one.
    let of_image = cx.build.stage_of(model).and_then(|stage| stage.facts());
    let image_sets_shell = of_image.is_some_and(|facts| matches!(facts.shell, Setting::Set(_)));
    if model.state.shell_is_set || image_sets_shell {
        return;
    }
    // `exec` puts the program in the place of the shell.
    let scripts = cx.build.scripts(model);
    let commands = || scripts.iter().flat_map(|script| &script.script.body().commands);
    if commands().any(|command| command.name() == Some("exec")) {
        return;
    }
    let keyword = step.keyword.as_str();
    let is_entrypoint = step.keyword == Keyword::Entrypoint;
    let severity = if is_entrypoint { Severity::Warning } else { Severity::Info };
    // Bash and `BusyBox` put the last command in their own place, `dash` does not. Tried with 5.2, 1.35 and 0.5.12.
    let stays = model.state.sh() == Shell::Dash;
    let why = match (is_entrypoint, stays) {
        (true, true) => {
            "a shell is the main process then: it keeps the signal that stops the container from the program, and drops the arguments of `CMD` and of `docker run`"
        }
        (true, false) => "a shell is started then, which drops the arguments of `CMD` and of `docker run`",
        (false, true) => {
            "a shell is the main process then, and keeps the signal that stops the container from the program"
        }
        (false, false) => {
            "many a shell stays the main process then, and keeps the signal that stops the container from the program"
        }
    };
    let is_list = commands().filter(|command| command.wrapped_by.is_none()).count() > 1;
    let help = if is_list {
        "put `exec` in front of the last command, or the commands into a script that ends so".to_owned()
    } else {
        format!(
            "write `{keyword} [\"program\", \"argument\"]`, or `{keyword} exec …` where a shell is needed"
        )
    };
    let span = line.text.span();
    if line.text.starts_with('[') {
        report_torn(step, &line.text, out);
        return;
    }
    let message = format!("`{keyword}` in shell form");
    let reporter = out.report(&RULE, span, message).why(why).severity(severity).help(help);
    let reporter = if is_entrypoint || stays { reporter } else { reporter.pedantic() };
    if let Some(json) = as_json(&line.text) {
        reporter
            .fix("write it as a JSON array", Safety::Unsafe, |edits| edits.replace(span, json))
            .declares([Change::Rewrites(keyword)]);
    }
}

/// Reports an array that is no JSON.
fn report_torn(step: &Step<'_>, text: &MappedText, out: &mut Findings<'_>) {
    let (keyword, span) = (step.keyword.as_str(), text.span());
    let reporter = out.report(&RULE, span, "this is no JSON array, so a shell gets it with its brackets")
        .why("in JSON each word stands in double quotes, a backslash is written twice, and the last word has no comma behind it")
        .help(format!("write `{keyword} [\"program\", \"argument\"]`"));
    // Over several lines, there may be comments between the words.
    if let Some(json) = as_meant(text).filter(|_| span.len() as usize == text.len()) {
        let title = format!("write `{json}`");
        reporter
            .fix(title, Safety::Unsafe, |edits| edits.replace(span, json))
            .declares([Change::Rewrites(keyword)]);
    }
}
