//! From the command line to the configuration of a run.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dlint::{LabelKind, RequiredLabel, RuleSet};
use dlint_config::{Body, Configuration, Key, Mistake, Patterns, Source, Start, Value, user_config};
use dlint_report::{Complaint, write_complaints};

use super::arguments::{Check, Color};
use super::read::display;
use super::stream::{Stream, borders};

/// The configuration that a run begins with, or what is wrong with the command line.
pub(crate) fn configuration(arguments: &Check, rules: &Arc<RuleSet>) -> Result<Configuration, String> {
    // Where nobody knows where dlint runs, nothing relative can be found anyway.
    let folder = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/"));
    let source = match &arguments.config {
        Some(path) => Source::File(path.clone()),
        None if arguments.no_config => Source::Nothing,
        None => Source::Nearest { fallback: user_config() },
    };
    let patterns = |option: &str, texts: &[String]| {
        let texts: Vec<&str> = texts.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        for text in &texts {
            let wrong = |error| format!("{option}: `{text}` is no pattern: {error}");
            Patterns::new(&folder, [*text]).map_err(wrong)?;
        }
        Patterns::new(&folder, texts).map_err(|error| error.to_string())
    };
    let start = Start {
        source,
        version: env!("CARGO_PKG_VERSION"),
        profile: arguments.profile(),
        date: arguments.date,
        command_line: said(arguments, &folder)?,
        exclude: patterns("--exclude", &arguments.exclude)?,
        include: patterns("--include", &arguments.include)?,
        force_exclude: arguments.force_exclude,
        folder,
    };
    Configuration::new(rules, start).map_err(|error| error.to_string())
}

/// What the command line says.
fn said(arguments: &Check, folder: &Path) -> Result<Body, String> {
    let mut body = Body::default();
    let mut list = |option, key, texts: &[String]| body.say(option, key, Value::list(option, texts));
    list("--select", Key::Select, &arguments.select);
    list("--extend-select", Key::ExtendSelect, &arguments.extend_select);
    list("--ignore", Key::Ignore, &arguments.ignore);
    list("--fix-rule", Key::Fixable, &arguments.fix_rule);
    list("--trusted-registry", Key::TrustedRegistries, &arguments.trusted_registry);
    list("--target", Key::Targets, &arguments.target);
    let labels = arguments.require_label.iter().map(|label| (label.key.clone(), kind(label).to_owned()));
    body.say("--require-label", Key::LabelSchema, Value::table("--require-label", labels));
    let build_args = arguments.build_arg.iter().cloned();
    body.say("--build-arg", Key::BuildArgs, Value::table("--build-arg", build_args));
    let flags = [
        ("--strict-labels", Key::StrictLabels, arguments.strict_labels),
        ("--preview", Key::Preview, arguments.preview),
        ("--warn-unused-ignores", Key::WarnUnusedIgnores, arguments.warn_unused_ignores),
        ("--require-ignore-reason", Key::RequireIgnoreReason, arguments.require_ignore_reason),
        ("--disable-ignore-pragma", Key::NoInlineIgnores, arguments.disable_ignore_pragma),
    ];
    for (option, key, _) in flags.into_iter().filter(|(_, _, is_on)| *is_on) {
        body.say(option, key, Value::Flag(true));
    }
    if let Some(fail_on) = arguments.fail_on {
        body.say("--fail-on", Key::FailOn, Value::Text(fail_on.as_str().to_owned()));
    }
    if let Some(baseline) = &arguments.baseline {
        body.say_path("--baseline", Key::Baseline, &display(baseline), baseline.clone());
    }
    for context in &arguments.context {
        // A folder whose name has a `=` in it can be written as `./a=b`.
        match context.split_once('=').filter(|(name, _)| !name.is_empty() && !name.contains(['/', '\\'])) {
            Some((name, path)) => {
                let named = [(name.to_owned(), path.to_owned())];
                body.say("--context", Key::Contexts, Value::table("--context", named));
            }
            None if folder.join(context).is_dir() => {
                body.say_path("--context", Key::Context, context, folder.join(context));
            }
            None => return Err(format!("--context: there is no folder `{context}`")),
        }
    }
    Ok(body)
}

/// The word for what a label's value is.
fn kind(label: &RequiredLabel) -> &'static str {
    let known = LabelKind::ALL.into_iter().find(|(_, kind)| *kind == label.kind);
    known.map_or("text", |(word, _)| word)
}

/// Shows what is wrong with configurations.
pub(crate) fn show_mistakes<'m>(
    mistakes: impl IntoIterator<Item = &'m Mistake>,
    color: Color,
) -> io::Result<()> {
    let complaints: Vec<Complaint<'_>> = mistakes
        .into_iter()
        .map(|mistake| Complaint {
            place: mistake.place.as_ref().map(|place| (&*place.source, place.span)),
            message: &mistake.message,
            why: mistake.why.as_deref(),
            help: mistake.help.as_deref(),
        })
        .collect();
    Stream::Stderr.write(color, |out| write_complaints(&complaints, borders(), out))
}

/// The path by which the configuration of a file is found: standard input is where its name says.
pub(crate) fn place_of<'p>(path: &'p Path, arguments: &'p Check) -> &'p Path {
    if path == Path::new("-") { Path::new(&arguments.stdin_filename) } else { path }
}

/// What a file is called when it is shown.
pub(crate) fn name_of(path: &Path, arguments: &Check) -> String {
    display(place_of(path, arguments))
}
