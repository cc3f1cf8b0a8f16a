//! What has to be so that a name can become another one.

use dlint_model::variables::Lookup;
use dlint_model::{Base, Target};
use dlint_syntax::{Heredoc, is_stage_name, lowercase, reserved_stage_name};

use crate::features::names::script::set_by;
use crate::features::names::site::{Site, site_at, sites};
use crate::features::names::stages::{self, By};
use crate::features::names::uses::uses;
use crate::features::names::variables::{Family, definitions};
use crate::features::names::{Found, Symbol, is_letter, use_at};
use crate::language::variable;
use crate::view::View;

/// Why there is nothing to rename at an offset that is on a variable all the same.
pub(super) fn no_symbol(view: &View<'_>, offset: u32) -> Option<String> {
    let site = site_at(view, offset)?;
    let one = use_at(view, &site, offset)?;
    let name = &one.name;
    if one.own {
        return Some(format!("`{name}` is a variable of the shell here, which this instruction sets itself"));
    }
    if variable(name).is_some() {
        return Some(predefined(name));
    }
    Some(match one.lookup(&site, view.build) {
        Lookup::Image(_) => of_image(name),
        _ => format!("nothing in this file sets `{name}` for this place"),
    })
}

fn predefined(name: &str) -> String {
    format!("`{name}` is predefined: the builder knows it by this name alone")
}

fn of_image(name: &str) -> String {
    format!("the base image sets `{name}`, too, and knows it by this name alone")
}

/// Whether a symbol can have another name.
pub(super) fn can_be_renamed(view: &View<'_>, found: &Found<'_>) -> Result<(), String> {
    match &found.symbol {
        Symbol::Stage(index, by) => stage(view, *index, *by),
        Symbol::Variable(family) => known_variable(view, family),
        Symbol::Heredoc(heredoc) if heredoc.terminator.is_none() => {
            Err(format!("nothing ends the heredoc `{}`; write its last line first", heredoc.name))
        }
        Symbol::Heredoc(_) => Ok(()),
    }
}

fn stage(view: &View<'_>, index: usize, by: Option<By>) -> Result<(), String> {
    let name = view.build.stages().get(index).and_then(|stage| stage.name);
    let Some(name) = name.filter(|_| by != Some(By::Number)) else {
        return Err(
            "this is the number of a stage, not its name; name the stage with `AS`, and use that".to_owned()
        );
    };
    let uses = stages::uses(view, index);
    match uses.iter().find(|one| one.by == By::Variable) {
        None => Ok(()),
        Some(one) => {
            let line = view.document.line(one.span.start);
            Err(format!("line {line} has `{name}` out of a variable, whose value would have to change, too"))
        }
    }
}

fn known_variable(view: &View<'_>, family: &Family) -> Result<(), String> {
    let name = &family.name;
    if variable(name).is_some() {
        return Err(predefined(name));
    }
    let all = sites(view);
    if family_sites(&all, family).any(|site| image_sets(site, name)) {
        return Err(of_image(name));
    }
    Ok(())
}

fn family_sites<'s, 'a>(all: &'s [Site<'a>], family: &'s Family) -> impl Iterator<Item = &'s Site<'a>> {
    all.iter().filter(|site| family.is_in(site))
}

/// Whether the image that a stage begins with sets a variable of this name.
fn image_sets(site: &Site<'_>, name: &str) -> bool {
    let Some(stage) = site.stage else { return false };
    name == "PATH" || stage.facts().is_some_and(|facts| facts.environment.may_set(name))
}

/// Whether a stage can be called so.
pub(super) fn stage_name(view: &View<'_>, index: usize, new: &str) -> Result<(), String> {
    let lower = lowercase(new);
    if !is_stage_name(new) {
        return Err(format!(
            "`{new}` is no name for a stage: letters, digits, `-`, `_` and `.`, and a letter first"
        ));
    }
    if let Some(means) = reserved_stage_name(new) {
        return Err(format!("`{lower}` is reserved: {means}"));
    }
    for stage in view.build.stages() {
        let line = stage.from.first_line;
        let is_other = stage.index != index && stage.name.is_some_and(|name| lowercase(name) == lower);
        if is_other {
            return Err(format!("the stage on line {line} is called `{lower}` already"));
        }
        // From the stage on, the name would mean it, and no longer the image.
        let is_image =
            stage.index > index && matches!(&stage.base, Base::Image(image) if image.text == lower);
        let images = stage.references.iter().filter_map(|one| match &one.target {
            Target::Image(name) => Some(name),
            _ => None,
        });
        if is_image || images.into_iter().any(|name| lowercase(name) == lower) {
            return Err(format!("`{lower}` is an image that the stage on line {line} uses"));
        }
    }
    Ok(())
}

/// Whether a variable can be called so, without meeting another one.
pub(super) fn variable_name(view: &View<'_>, family: &Family, new: &str) -> Result<(), String> {
    if !new.starts_with(|c: char| is_letter(c) && !c.is_ascii_digit()) || !new.chars().all(is_letter) {
        return Err(format!(
            "`{new}` is no name for a variable: letters, digits and `_`, and no digit first"
        ));
    }
    if variable(new).is_some() {
        return Err(predefined(new));
    }
    let all = sites(view);
    for site in family_sites(&all, family) {
        let line = site.instruction.first_line;
        if definitions(*site).iter().any(|one| one.plain() == new) {
            return Err(format!("line {line} sets a variable `{new}` already"));
        }
        if image_sets(site, new) {
            return Err(of_image(new));
        }
        if !site.has_word(new) {
            continue;
        }
        let scripts = site.step.map(|step| view.build.scripts(step)).unwrap_or_default();
        let is_set = scripts.iter().any(|script| set_by(script.script.body()).contains_key(new));
        if is_set || !uses(site, view.build, Some(new)).is_empty() {
            return Err(format!("line {line} uses a variable `{new}` already"));
        }
    }
    Ok(())
}

/// Whether a heredoc can be called so.
pub(super) fn heredoc_name(heredoc: &Heredoc, new: &str) -> Result<(), String> {
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    if new.is_empty() || new.starts_with('-') || !new.chars().all(is_letter) {
        return Err(format!("`{new}` is no name for a heredoc: letters, digits, `_`, `-`, `.` and `/`"));
    }
    let lines = heredoc.body.lines().map(|line| line.trim_end_matches('\r'));
    let mut lines = lines.map(|line| if heredoc.strip_tabs { line.trim_start_matches('\t') } else { line });
    if lines.any(|line| line == new) {
        return Err(format!("a line of the heredoc says `{new}`, and would end it"));
    }
    Ok(())
}
