//! `DK7001` split-update-install. Spec: rules/DK7001-split-update-install.md

use dlint_diagnostics::{Category, Change, FixKind, NoFix, Safety, Severity};
use dlint_linter::{Check, Cx, Edits, Findings, Rule};
use dlint_model::packages::Manager;
use dlint_model::{Stage, Step};
use dlint_shell::base_name;
use dlint_syntax::Flag;
use dlint_text::Span;

use crate::support::append::{Appended, append_to};
use crate::support::broad_copies::is_whole_context;
use crate::support::join::{join, same_flags};
use crate::support::layers_below::mentions;
use crate::support::rows::{cut_span, end_of, outermost, row};
use crate::support::split_updates::{Install, Split, split_update};
use crate::support::stale_installs::{Stale, removes_lists, stale_installs};
use crate::support::whole_lines::whole_lines;

pub(crate) static RULE: Rule = Rule::new("DK7001", "split-update-install", Check::Stage(check))
    .category(Category::Correctness)
    .severity(Severity::Error)
    .fix(FixKind::Sometimes(Safety::Safe));

/// What removes the lists.
const CLEAN_UP: &str = "rm -rf /var/lib/apt/lists/*";

/// What is written wherever an index is fetched.
const WORDS: &[&str] = &["-S", "refresh", "sync", "update"];

/// How many steps are looked through for a copy of the whole context.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

/// How many installs a finding names.
const MOST_PLACES: usize = 6;

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(stage) = cx.stages.get(stage.index) else { return };
    if !mentions(stage, WORDS, cx) {
        return;
    }
    for step in stage.own_steps().chain(&stage.triggers) {
        if let Some(split) = split_update(step, cx) {
            report(step, &split, cx, out);
        } else if let Some(stale) = stale_installs(step, cx) {
            report_stale(step, &stale, cx, out);
        }
    }
}

fn report(step: &Step<'_>, split: &Split<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let program = &split.action.program;
    if split.installs.is_empty() {
        if !split.may_be_read {
            out.report(
                &RULE,
                split.action.verb,
                format!("nothing installs from the index that `{program}` fetches here"),
            )
            .severity(Severity::Warning)
            .pedantic()
            .why("the index is stored in the layer, and is old when somebody does")
            .help("take it out, or fetch the index in the `RUN` that installs");
        }
        return;
    }
    let follows_context = follows_context(step, cx);
    let mut reporter = out
        .report(&RULE, split.action.verb, "the package index is fetched in another step than the install that needs it")
        .why(if follows_context {
            "it is fetched anew only where a file of the context changes: with an ignored Dockerfile, an install that changes asks for versions that are long gone, or gets old ones"
        } else {
            "the cache keeps this step for months while the install changes: it then asks for versions that are long gone, or gets old ones"
        })
        .help(help(split));
    if follows_context {
        reporter = reporter.severity(Severity::Warning);
    }
    for install in split.installs.iter().take(MOST_PLACES) {
        reporter = reporter.secondary(install.action.verb, "this installs from the index as it was then");
    }
    if split.action.manager == Manager::Pacman {
        reporter.no_fix(NoFix::new("an older system would still get new packages"));
        return;
    }
    if let [install] = split.installs.as_slice()
        && is_alone(step, split, cx)
        && let Ok(joined) = join(&[step, install.step], cx)
    {
        reporter
            .fix("join the two steps", Safety::Safe, |edits| edits.replace_all(joined))
            .declares([Change::Layers]);
        return;
    }
    match moved(step, split, cx) {
        Ok((places, cut)) => {
            let more = if split.upgrades { "there, too, " } else { "" };
            let title = format!(
                "run it {more}in front of {}",
                if places.len() > 1 { "each install" } else { "the install" }
            );
            reporter
                .fix(title, Safety::Safe, |edits| {
                    edits.scattered();
                    // What the step upgrades needs it there as well.
                    if !split.upgrades {
                        edits.delete(cut.span);
                    }
                    put_in_front(&places, &cut.text, cut.sudo, edits);
                })
                .declares(moves(&cut))
        }
        Err(reason) => reporter.no_fix(reason),
    };
}

/// Where the update can go, and where it is taken out.
fn moved(step: &Step<'_>, split: &Split<'_>, cx: &Cx<'_>) -> Result<(Vec<Place>, Cut), NoFix> {
    if split.may_be_read {
        return Err(NoFix::new("something else may need the index where it is fetched now"));
    }
    let places = split.installs.iter().map(|install| place(install, step, cx));
    Ok((places.collect::<Result<_, _>>()?, cut(step, split, cx)?))
}

/// Reports the installs from lists that an earlier step fetches for an install of its own, and keeps.
fn report_stale(step: &Step<'_>, stale: &Stale<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let [first, others @ ..] = stale.installs.as_slice() else { return };
    let update = format!("{} update", stale.update.program);
    let help = if others.is_empty() {
        format!(
            "install it in the step with the update, or begin with `{update} &&`, and end both with `{CLEAN_UP}`"
        )
    } else {
        format!(
            "install all of it in the step with the update, or begin each `RUN` that installs with `{update} &&`, and end it with `{CLEAN_UP}`"
        )
    };
    let mut reporter = out
        .report(&RULE, first.action.verb, "this installs from a package index that an earlier step has fetched")
        .severity(Severity::Warning)
        .why("the cache keeps that step for months while this install changes: it then asks for versions that are long gone, or gets old ones")
        .help(help)
        .secondary(stale.update.verb, "the index is fetched here, for the install of this step");
    for install in others.iter().take(MOST_PLACES) {
        reporter = reporter.secondary(install.action.verb, "and so does this");
    }
    match with_own_index(step, stale, cx) {
        Ok((places, ends)) => {
            let each = if others.is_empty() { "the install" } else { "each install" };
            let title = format!("run `{update}` in front of {each}, and remove the lists");
            reporter
                .fix(title, Safety::Safe, |edits| {
                    edits.scattered();
                    put_in_front(&places, &update, false, edits);
                    for end in ends {
                        edits.insert(end.offset, end.text);
                    }
                })
                .declares([update, "sudo".to_owned(), CLEAN_UP.to_owned()].map(Change::Runs))
        }
        Err(reason) => reporter.no_fix(reason),
    };
}

/// Where each install can fetch an index of its own, and where it is removed again: without that, each of the layers
/// would keep the lists.
fn with_own_index(
    step: &Step<'_>,
    stale: &Stale<'_>,
    cx: &Cx<'_>,
) -> Result<(Vec<Place>, Vec<Appended>), NoFix> {
    if step.onbuild.is_some() || step.inherited_from.is_some() {
        return Err(NoFix::new("the trigger runs in another build"));
    }
    if stale.changes_sources {
        return Err(NoFix::new("the package sources change in between, so that other versions may come"));
    }
    if stale.has_unknown || stale.has_readers {
        return Err(NoFix::new("something else may need the lists, which would be removed"));
    }
    if !step.state.user.is_root() {
        return Err(NoFix::new("the step runs as another user"));
    }
    let places = stale.installs.iter().map(|install| place(install, step, cx));
    let left = stale.installs.iter().filter(|install| !removes_lists(install.step, cx));
    let ends = left.map(|install| append_to(install.step, CLEAN_UP, cx));
    Ok((places.collect::<Result<_, _>>()?, ends.collect::<Result<_, _>>()?))
}

/// Whether the whole context is copied above a step, so that most changes have it run anew.
fn follows_context(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let stage = cx.stages.get(step.stage).filter(|_| step.onbuild.is_none());
    let before = stage.into_iter().flat_map(|stage| stage.steps.iter().take(step.index));
    before.take(MOST_STEPS).any(|other| is_whole_context(other, cx).is_some())
}

fn help(split: &Split<'_>) -> String {
    match split.action.manager {
        Manager::Apk => {
            "take it out, and install with `apk add --no-cache`, which fetches the index itself".to_owned()
        }
        Manager::Pacman => "install with `pacman -Syu …`, which fetches the index and brings the image up to it: Arch supports no new packages on an older system".to_owned(),
        _ => format!("begin each `RUN` that installs with `{} update &&`", split.action.program),
    }
}

/// A place in front of an install.
struct Place {
    offset: u32,
    sudo: bool,
}

/// Where the update goes in front of an install, if it can.
fn place(install: &Install<'_>, step: &Step<'_>, cx: &Cx<'_>) -> Result<Place, NoFix> {
    let later = install.step;
    if later.stage != step.stage || later.onbuild.is_some() || later.inherited_from.is_some() {
        return Err(NoFix::new("the install is in another stage"));
    }
    // It may well go where something is mounted, but not where there is no network.
    let is_mount = |flag: &Flag| &*flag.name == "mount";
    if !same_flags(step.instruction, later.instruction) && !later.instruction.flags.iter().all(is_mount) {
        return Err(NoFix::new("the steps have other mounts or flags"));
    }
    row(later, cx)?;
    let outer = outermost(later, install.command, cx).filter(|_| later.state.user == step.state.user);
    let outer = outer.ok_or(NoFix::new("the steps run as other users"))?;
    Ok(Place { offset: outer.span.start, sudo: outer.base_name() == Some("sudo") })
}

/// What is taken out of the step that fetches the index.
struct Cut {
    span: Span,
    text: String,
    sudo: bool,
}

fn cut(step: &Step<'_>, split: &Split<'_>, cx: &Cx<'_>) -> Result<Cut, NoFix> {
    if step.onbuild.is_some() || step.inherited_from.is_some() {
        return Err(NoFix::new("the trigger runs in another build"));
    }
    if split.action.manager != Manager::Apt {
        return Err(NoFix::new("the update does more than what is known of `apt-get update`"));
    }
    let commands = row(step, cx)?;
    let is_odd = || NoFix::new("the update is no command of its own");
    let own = outermost(step, split.command, cx).ok_or_else(is_odd)?;
    let at = commands.iter().position(|command| command.span == own.span).ok_or_else(is_odd)?;
    let text = cx.source.slice(Span::new(own.span.start, end_of(own)));
    // `2>&1 apt-get update`
    let begins = own.words.first().is_some_and(|word| word.span().start == own.span.start);
    if !begins
        || text.contains('\n')
        || !matches!(own.base_name(), Some("apt" | "apt-get" | "aptitude" | "sudo"))
    {
        return Err(is_odd());
    }
    let span = cut_span(&commands, at).unwrap_or_else(|| whole_lines(step.instruction, cx));
    let text = text.strip_prefix("sudo").map_or(text, str::trim_start).to_owned();
    Ok(Cut { span, text, sudo: own.base_name() == Some("sudo") })
}

fn put_in_front(places: &[Place], update: &str, with_sudo: bool, edits: &mut Edits) {
    let mut done: Vec<u32> = Vec::new();
    for place in places {
        if !done.contains(&place.offset) {
            done.push(place.offset);
            let sudo = if place.sudo || with_sudo { "sudo " } else { "" };
            edits.insert(place.offset, format!("{sudo}{update} && "));
        }
    }
}

/// What changes when the update goes to other places.
fn moves(cut: &Cut) -> Vec<Change> {
    let program = cut.text.split_whitespace().next().unwrap_or_default();
    let program = base_name(program);
    let names = [program.to_owned(), "sudo".to_owned()];
    let mut changes: Vec<Change> = names.iter().cloned().map(Change::Moves).collect();
    changes.extend([Change::Layers, Change::Flags { keyword: "RUN", flag: "mount".to_owned() }]);
    let said = cut.text.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in [said, "sudo".to_owned()] {
        changes.extend([Change::Runs(text.clone()), Change::RunsNoMore(text)]);
    }
    changes
}

/// Whether a step does nothing but fetch the index.
fn is_alone(step: &Step<'_>, split: &Split<'_>, cx: &Cx<'_>) -> bool {
    let own = outermost(step, split.command, cx);
    own.is_some_and(|own| {
        row(step, cx).is_ok_and(|row| row.len() == 1 && row.iter().all(|one| one.span == own.span))
    })
}
