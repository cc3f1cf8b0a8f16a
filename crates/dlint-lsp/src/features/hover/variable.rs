//! Variables: what each holds, and who says so.

use dlint_model::secrets::is_secret;
use dlint_model::variables::{Lookup, SetBy, Value, Variable};
use dlint_text::Span;

use super::Note;
use super::text::{Secrets, bullets, code};
use crate::features::names::site::{Site, site_at};
use crate::features::names::uses::Use;
use crate::features::names::variables::{Definition, definitions, set_by_trigger};
use crate::features::names::{is_on, use_at};
use crate::language::{self, VariableKind};
use crate::view::View;

/// What there is to say of the variable at an offset, where it is set and where it is used.
pub(super) fn at(view: &View<'_>, site: &Site<'_>, offset: u32) -> Option<Note> {
    let set = definitions(*site).into_iter().find(|one| is_on(one.span(), offset));
    if let Some(set) = set {
        return Some(note(set.plain(), set.span(), &of_definition(view, &set)));
    }
    let one = use_at(view, site, offset)?;
    Some(note(&one.name, one.around(offset), &of_use(view, site, &one)))
}

fn note(name: &str, span: Span, lines: &[String]) -> Note {
    let doc = language::variable(name).map(|known| format!("{}\n\n", known.doc)).unwrap_or_default();
    Note { span, text: format!("{}\n\n{doc}{}", code(name), bullets(lines)) }
}

fn of_definition(view: &View<'_>, set: &Definition<'_>) -> Vec<String> {
    let build = view.build;
    let variables = match set.site.stage.filter(|_| set.site.step.is_some()) {
        Some(stage) => build.variables_at_end(stage),
        None => build.global_variables(),
    };
    let known = variables.of_this_stage().find(|one| one.span == set.name.span());
    match known {
        Some(variable) => of_variable(view, variable),
        None => {
            vec![format!("Set by {} in each build that begins with this image.", instruction(set.set_by))]
        }
    }
}

fn of_use(view: &View<'_>, site: &Site<'_>, one: &Use) -> Vec<String> {
    if one.own {
        return vec!["A variable of the shell: this instruction sets it itself.".to_owned()];
    }
    let name = &one.name;
    match one.lookup(site, view.build) {
        Lookup::Set(variable) => of_variable(view, variable),
        Lookup::Image(value) => {
            let value =
                value.map_or_else(String::new, |value| format!(" to {}", Secrets::of(view).code(value)));
            vec![format!("The base image sets it{value}.")]
        }
        _ if set_by_trigger(site, one).is_some() => vec!["Set by an `ONBUILD` above.".to_owned()],
        Lookup::Perhaps if site.step.is_none() => vec!["The builder sets it.".to_owned()],
        Lookup::Perhaps => {
            let mut lines = vec!["Nothing here sets it; the base image may.".to_owned()];
            lines.extend(elsewhere(view, site, name));
            lines
        }
        Lookup::Missing => {
            let mut lines = vec![missing(site, one).to_owned()];
            lines.extend(elsewhere(view, site, name));
            lines
        }
    }
}

fn missing(site: &Site<'_>, one: &Use) -> &'static str {
    if one.at_run_time {
        "Nothing in the image sets it; whoever starts the container may."
    } else if site.step.is_some_and(|step| matches!(step.layer(), dlint_model::Layer::Files)) {
        "Nothing sets it in front of this place; a shell may have one of its own."
    } else {
        "Nothing sets it in front of this place: it is empty."
    }
}

/// Who sets it where it does not count.
fn elsewhere(view: &View<'_>, site: &Site<'_>, name: &str) -> Option<String> {
    site.step?;
    if let Some(global) = view.build.global_variables().of_this_stage().find(|one| one.name == name) {
        let line = view.document.line(global.span.start);
        return Some(format!(
            "The `ARG` on line {line} counts in `FROM` alone: declare it in the stage, `ARG {name}`."
        ));
    }
    let known = language::variable(name).filter(|known| known.kind == VariableKind::Platform)?;
    Some(format!("The builder hands it over where the stage declares it: `ARG {}`.", known.name))
}

const fn instruction(set_by: SetBy) -> &'static str {
    match set_by {
        SetBy::Arg => "`ARG`",
        SetBy::Env => "`ENV`",
    }
}

fn of_variable(view: &View<'_>, variable: &Variable) -> Vec<String> {
    let name = &variable.name;
    let given = view.settings.build.build_arg(name).is_some();
    let mut lines = vec![value(view, variable)];
    if variable.span.is_empty() {
        lines.push("The configuration gives it to the build.".to_owned());
        return lines;
    }
    let variables = view.build.global_variables();
    let is_global = variables.of_this_stage().any(|one| one.span == variable.span);
    let scope = if is_global { ", for `FROM` lines" } else { "" };
    lines.push(format!(
        "Set by {} on line {}{scope}.",
        instruction(variable.set_by),
        view.document.line(variable.span.start)
    ));
    if variable.set_by == SetBy::Arg {
        let of_global = variables.of_this_stage().find(|one| one.name == *name && !is_global);
        let has_default = written_default(view, variable.span);
        if let Some(global) = of_global.filter(|_| !has_default) {
            lines.push(format!(
                "It takes its value from the `ARG` on line {}.",
                view.document.line(global.span.start)
            ));
        }
        let given =
            if given { "The configuration gives it its value" } else { "A build may give it another value" };
        lines.push(format!("{given}: `--build-arg {name}=…`. It is not there in a container."));
    } else {
        lines.push("It is in the image, and in every container.".to_owned());
    }
    lines
}

/// Whether the `ARG` at a place has a default.
fn written_default(view: &View<'_>, name: Span) -> bool {
    let set = site_at(view, name.start).map(definitions).unwrap_or_default();
    set.iter().any(|one| one.name.span() == name && one.value.is_some())
}

fn value(view: &View<'_>, variable: &Variable) -> String {
    let is_hidden = |text: &str| is_secret(&variable.name, Some(text)).is_some();
    match &variable.value {
        Value::Unset => "It has no value unless the build is given one.".to_owned(),
        Value::Known(text) | Value::Open(text) if is_hidden(text) => {
            "Its value is not shown: by its name, it is a secret.".to_owned()
        }
        Value::Known(text) => format!("Value: {}.", Secrets::of(view).code(text)),
        Value::Open(text) => {
            format!("Value: {}, in which only the build knows the rest.", Secrets::of(view).code(text))
        }
    }
}
