//! `UndefinedVar` undefined-variable. Spec: rules/UndefinedVar-undefined-variable.md

use std::collections::HashSet;

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::base_image::Confidence;
use dlint_model::variables::{Lookup, Variables, is_platform, is_proxy};
use dlint_model::{Base, Stage};
use dlint_syntax::expand::{Expansion, Operator, Reference, from_fn};
use dlint_syntax::{ExpandedText, Flag, Keyword, TextPlace, expanded_texts, nearest};

use crate::support::other_values::with_other_values;
use crate::support::used_names::is_name;
use crate::support::whole_lines::whole_lines;

pub(crate) static RULE: Rule =
    Rule::new("UndefinedVar", "undefined-variable", Check::Instruction(Keyword::EVERY, check))
        .category(Category::Correctness)
        .severity(Severity::Info)
        .fix(FixKind::Sometimes(Safety::Unsafe));

/// Among more variables than this, none is suggested.
const MOST_NAMES: usize = 500;

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    // What a trigger sees, the image that is built from this one decides.
    let Some(model) = step.model.filter(|_| step.onbuild.is_none()) else { return };
    let Some(stage) = cx.build.stage_of(model) else { return };
    let variables = cx.build.variables(model);
    let mut own = Own::default();
    for expanded in checked_texts(model, cx) {
        if expanded.text.contains('$') {
            let environment = from_fn(|name| {
                let missing = matches!(variables.get(name), Lookup::Missing | Lookup::Perhaps);
                (!missing || own.before.contains(name)).then_some("1")
            });
            let expansion = expanded.expander.expand(expanded.text, &environment);
            for reference in undefined(&expansion) {
                let place = Place {
                    keyword: step.keyword,
                    flags: &step.flags,
                    stage,
                    variables,
                    expanded: &expanded,
                };
                let own_value = expanded.value_of().is_some_and(|key| **key == *reference.name);
                let is_set_here = own.same.contains(&reference.name) && !own_value;
                if !is_set_here && !place.is_excused(reference, cx) {
                    place.report(reference, cx, out);
                }
            }
        }
        own.set(step, &expanded);
    }
}

/// The texts in which `BuildKit` asks whether all variables are set.
fn checked_texts<'a>(step: &'a dlint_model::Step<'_>, cx: &Cx<'_>) -> impl Iterator<Item = ExpandedText<'a>> {
    let texts = expanded_texts(step.instruction, step.heredocs(), cx.file.escape);
    texts.into_iter().filter(|one| !matches!(one.place, TextPlace::Port))
}

/// What the instruction itself sets.
#[derive(Debug, Default)]
struct Own {
    /// Seen by what stands behind it: each variable of an `ARG` sees the ones before it.
    before: HashSet<String>,
    /// Not seen by it, and said by a rule of its own: the variables of an `ENV` see none of their kind.
    same: HashSet<String>,
}

impl Own {
    fn set(&mut self, step: &Step<'_>, expanded: &ExpandedText<'_>) {
        if step.keyword == Keyword::Env && self.same.is_empty() {
            let pairs = step.as_pairs().unwrap_or_default();
            self.same = pairs.iter().map(|pair| pair.key.to_string()).collect();
        }
        if let Some(name) = expanded.value_of().filter(|_| step.keyword == Keyword::Arg) {
            self.before.insert(name.to_string());
        }
    }
}

/// The references that come to nothing because their variables are not set, without those that say what to do then.
fn undefined(expansion: &Expansion) -> impl Iterator<Item = &Reference> {
    let is_guarded = |reference: &Reference| {
        let guards = |operator| matches!(operator, Operator::Default | Operator::Alternative);
        reference.modifier.is_some_and(|modifier| guards(modifier.operator))
    };
    // A word that is not used: the default of a variable that is set, the alternative of one that is not.
    let unused: Vec<&Reference> = expansion
        .references
        .iter()
        .filter(|outer| {
            outer.modifier.is_some_and(|modifier| match modifier.operator {
                Operator::Default => outer.set,
                Operator::Alternative => !outer.set,
                _ => false,
            })
        })
        .collect();
    let is_unused = move |reference: &Reference| {
        unused.iter().any(|outer| {
            outer.range != reference.range
                && outer.range.start <= reference.range.start
                && reference.range.end <= outer.range.end
        })
    };
    expansion
        .references
        .iter()
        .filter(move |one| !one.set && !one.name.is_empty() && !is_guarded(one) && !is_unused(one))
}

/// Where a variable is read.
struct Place<'p> {
    keyword: Keyword,
    flags: &'p [Flag],
    stage: &'p Stage<'p>,
    variables: Variables<'p>,
    expanded: &'p ExpandedText<'p>,
}

impl Place<'_> {
    /// Whether all that the stage begins with is known for sure.
    fn base_is_known(&self) -> bool {
        let facts = self.stage.facts();
        self.stage.root == Base::Scratch || facts.is_some_and(|facts| facts.confidence == Confidence::High)
    }

    fn is_excused(&self, reference: &Reference, cx: &Cx<'_>) -> bool {
        let perhaps = self.variables.get(&reference.name) == Lookup::Perhaps;
        // `FROM base-$TARGETARCH` may be any stage of the file.
        let sets = |stage| {
            let set = cx.build.variables_at_end(stage);
            set.of_this_stage().any(|variable| variable.name == reference.name)
        };
        let may_be_stage = perhaps && self.stage.root == Base::Unknown && cx.stages.iter().any(sets);
        // Of a known base image, some tags have it.
        let is_known = self.stage.root == Base::Scratch || self.stage.facts().is_some();
        let excuse = is_known || may_be_stage || self.adds_to(reference);
        // The builder sets these when it makes a bill of materials.
        // In these lists an empty entry stands for the system's own.
        let is_meant = self.adds_to(reference) && matches!(reference.name.as_str(), "MANPATH" | "INFOPATH");
        perhaps && excuse || is_meant || reference.name.starts_with("BUILDKIT_SBOM_SCAN_")
    }

    /// Whether the value adds to what the base image has: `PATH=/x:$PATH`.
    fn adds_to(&self, reference: &Reference) -> bool {
        self.expanded.value_of().is_some_and(|key| **key == *reference.name)
    }

    fn report(&self, reference: &Reference, cx: &Cx<'_>, out: &mut Findings<'_>) {
        let name = reference.name.as_str();
        let known = self.base_is_known();
        let adds = self.adds_to(reference) && self.expanded.text.contains(':');
        let span = self.expanded.text.source_span(reference.name_range.clone());
        let message = if known {
            format!("nothing sets `{name}`")
        } else {
            format!("nothing here sets `{name}`; perhaps the base image does")
        };
        // `ARG X=$X` is nothing but `ARG X`.
        let is_plain = self.keyword == Keyword::Arg && self.adds_to(reference) && !adds;
        let grave = known && !adds && !is_plain;
        let reporter = out
            .report(&RULE, span, message)
            .why("the builder puts nothing in place of a variable that is not set")
            .severity(if grave { Severity::Warning } else { Severity::Info });
        let is_global = matches!(cx.build.global_variables().get(name), Lookup::Set(_));
        // What is not known of a base image is no reason to doubt whoever builds on it.
        let reporter = if known || is_global { reporter } else { reporter.pedantic() };
        if let Lookup::Set(global) = cx.build.global_variables().get(name) {
            let line = format!("ARG {name}\n");
            reporter
                .secondary(global.span, "an `ARG` above the first `FROM` counts only in `FROM`")
                .help(format!("declare it in the stage: `ARG {name}`"))
                .fix(format!("add `ARG {name}` to the stage"), Safety::Unsafe, |edits| {
                    edits.insert(whole_lines(self.stage.from, cx).end, line);
                })
                .declares(with_other_values([Change::Adds("ARG", name.to_owned())]));
        } else if adds {
            // Behind a quote and `${`, if they are there.
            let stands_first = reference.name_range.start <= 3;
            let written = if stands_first {
                format!("${{{name}:+${name}:}}")
            } else {
                format!("${{{name}:+:${name}}}")
            };
            reporter.help(format!(
                "write `{written}` without a colon beside it, so that no empty entry is left: many programs take it for the current folder"
            ));
        } else if is_plain {
            reporter
                .help(format!("drop the default: `ARG {name}` takes what the build is told all the same"));
        } else if is_platform(name) || is_proxy(name) {
            reporter.help(format!("the builder has a value for it: ask for it with `ARG {name}`"));
        } else if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            reporter.help(format!("if the text `${name}` is meant, escape the `$`"));
        } else if let Some(other) = self.similar(name, cx) {
            let reporter = reporter.help(format!("did you mean `{other}`?"));
            // What the name of another variable or of a label is made of is nobody's guess.
            if matches!(self.keyword, Keyword::Env | Keyword::Label) && self.expanded.value_of().is_none() {
                return;
            }
            reporter
                .fix(format!("read `{other}`"), Safety::Unsafe, |edits| edits.replace(span, other))
                .declares(self.flags.iter().map(|flag| Change::Flags {
                    keyword: self.keyword.as_str(),
                    flag: flag.name.to_string(),
                }))
                .declares(with_other_values([Change::Rewrites(self.keyword.as_str())]));
        } else {
            // What `ENV` and `ARG` hold stays in the image or its history.
            let is_secret = dlint_model::secrets::is_secret(name, None).is_some();
            reporter.help(if is_secret {
                "take the line out, and hand the value over when the container starts, or by a secret mount"
                    .to_owned()
            } else {
                format!("set it with `ENV` or `ARG` above, or write `${{{name}:-}}` if it may be empty")
            });
        }
    }

    /// A variable that is set here and whose name looks like this one.
    fn similar(&self, name: &str, cx: &Cx<'_>) -> Option<String> {
        let mut names: Vec<&str> = Vec::new();
        names.extend(self.variables.of_this_stage().map(|variable| variable.name.as_str()));
        for parent in cx.build.chain(self.stage.index).skip(1) {
            let variables = cx.build.variables_at_end(parent);
            names.extend(variables.of_this_stage().map(|variable| variable.name.as_str()));
        }
        names
            .extend(self.stage.facts().into_iter().flat_map(|facts| facts.environment.names.iter().copied()));
        names.retain(|name| is_name(name));
        // Among so many, something is always alike, and looking for it takes its time.
        if names.len() > MOST_NAMES {
            return None;
        }
        nearest(name, names).map(str::to_owned)
    }
}
