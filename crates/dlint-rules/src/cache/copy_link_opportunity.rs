//! `DK2004` copy-link-opportunity. Spec: rules/DK2004-copy-link-opportunity.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Feature, Findings, Rule, Step};
use dlint_model::effects::Action;
use dlint_model::path::ImagePath;
use dlint_model::{Base, Layer};
use dlint_shell::base_name;
use dlint_syntax::Keyword;

use crate::support::torn::is_torn;

pub(crate) static RULE: Rule =
    Rule::new("DK2004", "copy-link-opportunity", Check::Instruction(&[Keyword::Add, Keyword::Copy], check))
        .category(Category::Cache)
        .severity(Severity::Style)
        .off()
        .fix(FixKind::Sometimes(Safety::Unsafe));

/// How many earlier steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// Folders that are links on common systems: a linked layer would put a folder in their place.
const LINKS: &[&str] = &["/bin", "/lib", "/lib32", "/lib64", "/sbin", "/var/lock", "/var/run"];

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return };
    let Some(stage) = cx.stages.get(model.stage).filter(|stage| stage.is_shipped) else { return };
    let Some(destination) = step.as_transfer().and_then(|transfer| transfer.destination.as_ref()) else {
        return;
    };
    let is_named = |name: &str| {
        !name.split(':').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let has_named_owner =
        step.flag("chown").and_then(|flag| flag.value.as_ref()).is_some_and(|value| is_named(value));
    if step.flag("link").is_some()
        || step.flag("parents").is_some()
        || has_named_owner
        || cx.reads(Feature::Link).is_err()
        || is_torn(step, cx)
        || may_be_folder(step)
    {
        return;
    }
    let written = cx.build.effects(model).all.iter().filter_map(|effect| match &effect.action {
        Action::Write { path, .. } => Some(path),
        _ => None,
    });
    let is_free = |path: &ImagePath| {
        let is_link = LINKS.iter().any(|link| ImagePath::new(link).meets(path).is_possible());
        !is_link && !path.is_open() && !path.has_holes()
    };
    let mut below = stage.steps.iter().take(model.index).rev();
    let below = below.find(|below| below.layer() == Layer::Files).map(|below| below.instruction);
    // The layers of the base image lie below, too, if it has any.
    let base = Some(stage.from).filter(|_| stage.root != Base::Scratch);
    let Some(below) = below.or(base) else { return };
    // A linked layer brings its folders along, owned by root.
    let given_away = |path: &ImagePath| {
        let earlier = stage.steps.iter().take(model.index).rev().take(MOST_STEPS);
        let mut effects = earlier.flat_map(|step| &cx.build.effects(step).all);
        effects.any(|effect| match &effect.action {
            Action::Owner { path: folder, .. } | Action::Mode { path: folder, .. } => {
                folder.meets(path).is_possible()
            }
            _ => false,
        })
    };
    let mut written = written.peekable();
    if written.peek().is_none() || !written.all(|path| is_free(path) && !given_away(path)) {
        return;
    }
    let keyword = step.keyword_text.span();
    let name = &*step.keyword_text;
    let reporter = out
        .report(&RULE, keyword, format!("`{name}` without `--link`: the layer is copied again when one below it changes"))
        .why("with `--link`, the layer stands on its own: it is found in the cache, and reused on another base, whatever lies below")
        .help(format!("write `{name} --link`, if no folder on the way to `{}` is a link", destination.as_str()))
        .secondary(below.keyword_text.span(), "a change here copies it again");
    if step.onbuild.is_none() {
        reporter
            .fix("add `--link`", Safety::Unsafe, |edits| edits.insert(keyword.end, " --link"))
            .declares([Change::Flags { keyword: step.keyword.as_str(), flag: "link".into() }]);
    }
}

/// Whether a file goes to what may be a folder already: a linked layer would put the file in the folder's place.
fn may_be_folder(step: &Step<'_>) -> bool {
    let Some(transfer) = step.as_transfer() else { return true };
    let Some(destination) = &transfer.destination else { return true };
    let [source] = transfer.sources.as_slice() else { return false };
    let (from, to) = (base_name(&source.word), base_name(destination));
    let ending = |name: &str| name.rsplit_once('.').map(|(_, ending)| ending.to_owned());
    !to.is_empty() && ending(from).is_some() && ending(from) != ending(to)
}
