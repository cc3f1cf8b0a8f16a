//! The instructions of a file, each where it stands: in which stage, as which step.

use dlint_model::variables::Variables;
use dlint_model::{Build, Stage, Step};
use dlint_syntax::{Heredoc, Instruction, Keyword};
use dlint_text::Span;

use super::is_letter;
use crate::view::View;

/// An instruction where it stands. That of an `ONBUILD` stands twice: as itself, and as the trigger behind it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Site<'a> {
    /// The instruction; of a trigger, the one behind `ONBUILD`.
    pub(crate) instruction: &'a Instruction,
    /// The one that has the lines: the `ONBUILD` of a trigger, else the same.
    pub(crate) outer: &'a Instruction,
    /// Where a builder runs it; not a `FROM`, and nothing in front of the first one.
    pub(crate) step: Option<&'a Step<'a>>,
    /// The stage that it stands in, its `FROM` included.
    pub(crate) stage: Option<&'a Stage<'a>>,
}

impl<'a> Site<'a> {
    /// Its heredocs: those of a trigger are the `ONBUILD`'s.
    pub(crate) fn heredocs(&self) -> &'a [Heredoc] {
        &self.outer.heredocs
    }

    /// The stage whose variables it sees; `None` where those are the global ones.
    pub(crate) fn scope(&self) -> Option<usize> {
        self.step.map(|step| step.stage)
    }

    /// The variables that a word at an offset sees. Each variable of an `ARG` sees those in front of it.
    pub(crate) fn variables(&self, build: &'a Build<'a>, offset: u32) -> Variables<'a> {
        let own = self.instruction.as_definitions().into_iter().flatten();
        let own = own.map(|one| one.span).find(|span| span.start <= offset && offset <= span.end);
        let end = own.map_or(offset, |own| own.start);
        let (Some(step), Some(stage)) = (self.step, self.stage) else {
            return build.global_variables().in_front_of(end);
        };
        if self.instruction.keyword != Keyword::Arg || step.onbuild.is_some() {
            return build.variables(step);
        }
        match stage.steps.get(step.index + 1) {
            Some(next) => build.variables(next).in_front_of(end),
            None => build.variables_at_end(stage).in_front_of(end),
        }
    }

    /// Whether a name stands in its text where a variable may be meant, heredocs included: most instructions need no
    /// second look.
    pub(crate) fn mentions(&self, name: &str) -> bool {
        may_use(&self.instruction.text, name) || self.heredocs().iter().any(|one| may_use(&one.body, name))
    }

    /// Whether a name stands in its text as a word.
    pub(crate) fn has_word(&self, name: &str) -> bool {
        let has = |text: &str| words(text, name).next().is_some();
        has(&self.instruction.text) || self.heredocs().iter().any(|one| has(&one.body))
    }

    /// Its place in the file, with its heredocs.
    pub(crate) fn span(&self) -> Span {
        extent(self.outer)
    }
}

/// The place of an instruction in the file, with its heredocs.
pub(crate) fn extent(instruction: &Instruction) -> Span {
    let last = instruction.heredocs.iter().map(|one| one.terminator.unwrap_or(one.body.span()));
    last.fold(instruction.span, Span::join)
}

/// Where a name stands in a text as a word.
fn words<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    let places = text.match_indices(name).map(|(at, _)| at).filter(|_| !name.is_empty());
    places.filter(move |at| {
        let before = text.get(..*at).unwrap_or_default();
        let behind = text.get(at + name.len()..).unwrap_or_default();
        !before.ends_with(is_letter) && !behind.starts_with(is_letter)
    })
}

/// Whether a text may use a variable: `$NAME`, `${NAME}`, `${#NAME}`, `$((NAME))`, `%NAME%`, `$env:NAME`.
fn may_use(text: &str, name: &str) -> bool {
    let mut places = words(text, name);
    if text.contains("$((") {
        return places.next().is_some();
    }
    let marks = ['$', '{', '#', '!', '%', ':'];
    places.any(|at| text.get(..at).is_some_and(|before| before.ends_with(marks)))
}

/// The instructions of the file, in order; a trigger right behind its `ONBUILD`.
pub(crate) fn sites<'a>(view: &View<'a>) -> Vec<Site<'a>> {
    let (file, build) = (view.file, view.build);
    let mut sites = Vec::with_capacity(file.instructions.len());
    for instruction in file.preamble() {
        sites.push(Site { instruction, outer: instruction, step: None, stage: None });
        if let Some(trigger) = instruction.as_onbuild().and_then(|onbuild| onbuild.trigger.as_deref()) {
            sites.push(Site { instruction: trigger, outer: instruction, step: None, stage: None });
        }
    }
    for stage in build.stages() {
        sites.push(Site { instruction: stage.from, outer: stage.from, step: None, stage: Some(stage) });
        let mut triggers = stage.triggers.iter().peekable();
        for step in stage.own_steps() {
            let instruction = step.instruction;
            sites.push(Site { instruction, outer: instruction, step: Some(step), stage: Some(stage) });
            let own = |trigger: &&Step<'_>| trigger.onbuild.is_some_and(|one| std::ptr::eq(one, instruction));
            if let Some(trigger) = triggers.next_if(own) {
                let step = Some(trigger);
                sites.push(Site {
                    instruction: trigger.instruction,
                    outer: instruction,
                    step,
                    stage: Some(stage),
                });
            }
        }
    }
    sites
}

/// The instruction at an offset; on the words behind `ONBUILD`, the trigger.
pub(crate) fn site_at<'a>(view: &View<'a>, offset: u32) -> Option<Site<'a>> {
    let instruction = view.instruction_at(offset)?;
    let is_on =
        |site: &Site<'_>| site.instruction.span.start <= offset || std::ptr::eq(site.instruction, site.outer);
    own_sites(view, instruction).into_iter().filter(is_on).last()
}

/// An instruction where it stands, which may be the trigger of an `ONBUILD`.
pub(crate) fn site_of<'a>(view: &View<'a>, outer: &Instruction, own: &Instruction) -> Option<Site<'a>> {
    own_sites(view, outer).into_iter().find(|site| std::ptr::eq(site.instruction, own))
}

/// An instruction, and its trigger if it has one.
fn own_sites<'a>(view: &View<'a>, outer: &Instruction) -> Vec<Site<'a>> {
    let mut all = sites(view);
    let first = all.partition_point(|site| site.outer.span.start < outer.span.start);
    let count = all.iter().skip(first).take_while(|site| std::ptr::eq(site.outer, outer)).count();
    all.drain(first..first + count).collect()
}
