//! `DK1005` too-many-layers. Spec: rules/DK1005-too-many-layers.md

use dlint_diagnostics::{Category, Change, FixKind, Priority, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::{Layer, Stage, Step};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::join::{joint, plain_body};

pub(crate) static RULE: Rule = Rule::new("DK1005", "too-many-layers", Check::Stage(check))
    .category(Category::Layers)
    .severity(Severity::Info)
    .fix(FixKind::Sometimes(Safety::Unsafe))
    .priority(Priority::Last);

/// More layers than this are more than a cache is good for.
const MANY: usize = 40;

/// More than this many layers, those of the base image among them, the overlay file systems of container engines do not
/// stack.
const MOST: usize = 127;

/// How many steps are looked through for neighbours.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

/// The commands that take no time, so that nobody misses a cache for them.
const CHEAP: &[&str] = &[
    "addgroup", "adduser", "cat", "chgrp", "chmod", "chown", "cp", "echo", "groupadd", "install", "ln",
    "mkdir", "mv", "printf", "rm", "sed", "tee", "touch", "useradd", "usermod",
];

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if stage.index + 1 != cx.stages.len() {
        return;
    }
    let Some(stage) = cx.stages.last() else { return };
    let chain = cx.build.chain(stage.index).flat_map(|stage| &stage.steps);
    let layers = chain.filter(|step| step.layer() == Layer::Files).count();
    if layers <= MANY {
        return;
    }
    let span = stage.from.keyword_text.span();
    let mut reporter = if layers > MOST {
        out.report(
            &RULE,
            span,
            format!("the image has {layers} layers of its own, and engines stack no more than {MOST}"),
        )
        .severity(Severity::Error)
        .why("together with those of the base image they are more than a container can be started from")
    } else {
        out.report(&RULE, span, format!("the image has {layers} layers of its own"))
            .why("each of them is stored, pulled and stacked on its own, and what a later one changes is in the image twice")
    };
    let steps: Vec<&Step<'_>> = stage.own_steps().take(MOST_STEPS).collect();
    let group = longest_group(&steps);
    reporter = match group {
        [first, .., last] => {
            let (from, to) = (first.instruction.first_line, last.instruction.last_line);
            reporter
                .help(format!("join neighbouring `RUN` instructions that change together, such as those of the lines {from} to {to}"))
                .secondary(first.instruction.keyword_text.span(), format!("{} of them in a row begin here", group.len()))
        }
        _ => reporter.help("copy files that change together in one instruction, or build in a stage of its own and copy what comes out"),
    };
    let joints = cheap_joints(&steps, cx);
    if !joints.is_empty() {
        reporter
            .fix("join neighbouring steps that take no time", Safety::Unsafe, |edits| {
                edits.scattered();
                edits.replace_all(joints);
            })
            .declares([Change::Layers]);
    }
}

/// The most `RUN` instructions that stand right behind each other.
fn longest_group<'v, 's>(steps: &'v [&'s Step<'s>]) -> &'v [&'s Step<'s>] {
    let is_run = |step: &&Step<'_>| step.instruction.keyword == Keyword::Run;
    steps.split(|step| !is_run(step)).max_by_key(|group| group.len()).unwrap_or_default()
}

/// The edits that join each two neighbours that take no time.
fn cheap_joints(steps: &[&Step<'_>], cx: &Cx<'_>) -> Vec<(Span, String)> {
    let is_cheap = |step: &Step<'_>| {
        let is_run = step.instruction.keyword == Keyword::Run && step.instruction.mounts.is_empty();
        is_run
            && plain_body(step, cx).is_ok_and(|body| {
                let mut names = body.commands.iter().map(|command| command.base_name());
                names.all(|name| name.is_some_and(|name| CHEAP.contains(&name)))
            })
    };
    let pairs = steps.windows(2).filter_map(|pair| match pair {
        [first, second] if is_cheap(first) && is_cheap(second) => joint(first, second, cx).ok(),
        _ => None,
    });
    pairs.flatten().collect()
}
