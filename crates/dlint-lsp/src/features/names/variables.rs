//! Variables: where each is set, and what of a file is one and the same variable.
//!
//! A name is one variable in a stage and in those that are built from it; it is that of the global `ARG`, too, where the
//! stage has an `ARG` of this name. Stages that have nothing to do with each other may use a name each for itself.

use dlint_model::Build;
use dlint_model::variables::{Lookup, SetBy};
use dlint_syntax::Arguments;
use dlint_text::{MappedText, Span};

use super::site::{Site, sites};
use super::uses::{Use, uses};
use crate::view::View;

/// A place where an `ARG` or an `ENV` sets a variable.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Definition<'a> {
    /// Where it stands.
    pub(crate) site: Site<'a>,
    /// The name as written.
    pub(crate) name: &'a MappedText,
    /// The value as written.
    pub(crate) value: Option<&'a MappedText>,
    /// Which instruction sets it.
    pub(crate) set_by: SetBy,
}

impl Definition<'_> {
    /// The name without quotes.
    pub(crate) fn plain(&self) -> &str {
        self.name.trim_matches(['"', '\''])
    }

    /// The place of the name, without quotes.
    pub(crate) fn span(&self) -> Span {
        let plain = self.plain();
        let start = self.name.find(plain).unwrap_or_default();
        self.name.source_span(start..start + plain.len())
    }
}

/// The variables that an instruction sets, but for those whose names are made of others: `ENV $A=1`.
pub(crate) fn definitions<'a>(site: Site<'a>) -> Vec<Definition<'a>> {
    let mut all: Vec<Definition<'a>> = Vec::new();
    let mut add = |name: &'a MappedText, value: Option<&'a MappedText>, set_by| {
        let definition = Definition { site, name, value, set_by };
        if !definition.plain().is_empty() && !definition.plain().contains(['$', '\\', '`', '"', '\'']) {
            all.push(definition);
        }
    };
    match &site.instruction.arguments {
        Arguments::Arg(set) => set.iter().for_each(|one| add(&one.name, one.value.as_ref(), SetBy::Arg)),
        Arguments::Env(set) => set.iter().for_each(|one| add(&one.key, Some(&one.value), SetBy::Env)),
        _ => {}
    }
    all
}

/// One variable of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Family {
    /// Its name.
    pub(crate) name: String,
    /// Whether it is the global one.
    global: bool,
    /// For each stage, whether the name means it there.
    stages: Vec<bool>,
}

impl Family {
    /// The variable that a name means in a stage, or in front of all stages.
    pub(crate) fn new(view: &View<'_>, name: &str, scope: Option<usize>) -> Self {
        let build = view.build;
        let count = build.stages().len();
        let is_global = sets(build, None, name);
        let mut edges: Vec<Vec<usize>> = vec![Vec::new(); count + 1];
        let mut visible: Vec<bool> = Vec::with_capacity(count);
        for (index, stage) in build.stages().iter().enumerate() {
            let mut link = |other: usize| {
                for (from, to) in [(index, other), (other, index)] {
                    edges.get_mut(from).into_iter().for_each(|list| list.push(to));
                }
            };
            let parent = match stage.base {
                dlint_model::Base::Stage(parent) => Some(parent),
                _ => None,
            };
            let parent = parent.filter(|parent| visible.get(*parent) == Some(&true));
            parent.into_iter().for_each(&mut link);
            if is_global && declares(stage, name) {
                link(count);
            }
            visible.push(parent.is_some() || sets(build, Some(index), name) || is_triggered(stage, name));
        }
        let mut reached = vec![false; count + 1];
        let mut open = vec![scope.unwrap_or(count)];
        while let Some(one) = open.pop() {
            let Some(reached) = reached.get_mut(one).filter(|reached| !**reached) else { continue };
            *reached = true;
            open.extend(edges.get(one).into_iter().flatten());
        }
        let global = reached.pop().unwrap_or_default();
        Self { name: name.to_owned(), global, stages: reached }
    }

    /// Whether the name means this variable there.
    pub(crate) fn is_in(&self, site: &Site<'_>) -> bool {
        site.scope().map_or(self.global, |stage| self.stages.get(stage) == Some(&true))
    }

    /// Where it is set.
    pub(crate) fn definitions<'a>(&self, view: &View<'a>) -> Vec<Definition<'a>> {
        let own = sites(view).into_iter().filter(|site| self.is_in(site));
        own.flat_map(definitions).filter(|one| one.plain() == self.name).collect()
    }

    /// Where it is used.
    pub(crate) fn uses<'a>(&self, view: &View<'a>) -> Vec<(Site<'a>, Use)> {
        let own = sites(view).into_iter().filter(|site| self.is_in(site));
        let all = own.flat_map(|site| {
            uses(&site, view.build, Some(&self.name)).into_iter().map(move |one| (site, one))
        });
        all.filter(|(site, one)| !one.own && is_set(view, site, one)).collect()
    }
}

/// Whether a use is of a variable that the file sets.
pub(crate) fn is_set(view: &View<'_>, site: &Site<'_>, one: &Use) -> bool {
    matches!(one.lookup(site, view.build), Lookup::Set(_)) || set_by_trigger(site, one).is_some()
}

/// The `ONBUILD` in front of a trigger that sets the variable which the trigger uses.
pub(crate) fn set_by_trigger<'a>(site: &Site<'a>, one: &Use) -> Option<Definition<'a>> {
    let is_seen = |set: &Definition<'_>| !one.at_run_time || set.set_by == SetBy::Env;
    set_by_triggers(site).filter(|set| set.plain() == one.name && is_seen(set)).last()
}

/// What the triggers in front of a trigger set; nothing in front of another instruction.
pub(crate) fn set_by_triggers<'a>(site: &Site<'a>) -> impl Iterator<Item = Definition<'a>> + use<'a> {
    let own = site.step.zip(site.stage).filter(|(step, _)| step.onbuild.is_some());
    let sites = own.into_iter().flat_map(|(step, stage)| {
        let before = stage.triggers.iter().take_while(move |trigger| !std::ptr::eq(*trigger, step));
        before.map(move |trigger| Site {
            instruction: trigger.instruction,
            outer: trigger.onbuild.unwrap_or(trigger.instruction),
            step: Some(trigger),
            stage: Some(stage),
        })
    });
    sites.flat_map(definitions)
}

fn sets(build: &Build<'_>, stage: Option<usize>, name: &str) -> bool {
    let variables = match stage.and_then(|stage| build.stages().get(stage)) {
        Some(stage) => build.variables_at_end(stage),
        None => build.global_variables(),
    };
    variables.of_this_stage().any(|one| one.name == name)
}

/// Whether a stage declares an `ARG` of this name, or has a trigger that does.
fn declares(stage: &dlint_model::Stage<'_>, name: &str) -> bool {
    let steps = stage.steps.iter().chain(&stage.triggers);
    let mut declared = steps.filter_map(|step| step.instruction.as_definitions()).flatten();
    declared.any(|one| *one.name == *name)
}

fn is_triggered(stage: &dlint_model::Stage<'_>, name: &str) -> bool {
    stage.triggers.iter().any(|step| match &step.instruction.arguments {
        Arguments::Arg(all) => all.iter().any(|one| *one.name == *name),
        Arguments::Env(all) => all.iter().any(|one| *one.key == *name),
        _ => false,
    })
}
