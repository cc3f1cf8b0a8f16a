//! DL3035 os-upgrade-in-build. Spec: rules/DL3035-os-upgrade-in-build.md

use dlint_diagnostics::{Category, Severity, Variant};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::packages::{Manager, Operation};
use dlint_model::{Base, BaseImage, Step as ModelStep};
use dlint_syntax::{Arguments, Keyword};

use crate::support::given::Given;
use crate::support::packages::{Ran, packages, variant};
use crate::support::rolling_bases::is_rolling_base;

pub(crate) static RULE: Rule =
    Rule::new("DL3035", "os-upgrade-in-build", Check::Instruction(&[Keyword::Run], check))
        .variants(VARIANTS)
        .category(Category::Reproducibility)
        .severity(Severity::Info);

const ZYPPER: Variant = variant("zypper", "DL3035");
const OTHERS: Variant = variant("others", "DK6002");
const VARIANTS: &[Variant] = &[ZYPPER, OTHERS];

/// More steps before one are not looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let mut managers: Vec<Manager> = Vec::new();
    for ran in packages(step, cx) {
        if !upgrades_everything(&ran, &Given::of(&ran.command, cx)) {
            continue;
        }
        if is_locked(step, cx) && !Given::of(&ran.command, cx).mentions("releasever") {
            continue;
        }
        let manager = ran.action.manager;
        let is_zypper = manager == Manager::Zypper;
        let message = format!("`{}` upgrades every package of the base image", ran.action.program);
        let reporter = out
            .report(&RULE, ran.action.verb, message)
            .variant(if is_zypper { ZYPPER } else { OTHERS })
            .why(if keeps_layers(step, cx) {
                "the layer holds the packages a second time, and what is in it depends on the day it was built and cached"
            } else {
                "what it brings depends on the day the step was built and cached"
            })
            .help(help(step, cx));
        let verb = cx.source.slice(ran.action.verb);
        // The first one has said it for the stage.
        let earlier = |other: &ModelStep<'_>| {
            let mut actions = cx.build.effects(other).packages().map(|(_, action)| action);
            actions.any(|action| {
                action.manager == manager
                    && action.operation == Operation::Upgrade
                    && action.packages.is_empty()
            })
        };
        let before = step.model.and_then(|model| Some((cx.build.stage_of(model)?, model.index)));
        let is_second =
            before.is_some_and(|(stage, index)| stage.steps.iter().take(index.min(MOST_STEPS)).any(earlier));
        let is_meant = before.is_some_and(|(stage, index)| {
            stage.steps.iter().take(index.min(MOST_STEPS)).any(declares_a_refresh)
        });
        let is_second = is_second || managers.contains(&manager);
        // Of these, the upgrade is what keeps old and new packages from meeting.
        let is_rolling = is_rolling_base(root(step, cx));
        managers.push(manager);
        let reporter = if is_second || is_meant || is_rolling { reporter.pedantic() } else { reporter };
        if is_zypper && matches!(verb, "dup" | "dist-upgrade") {
            reporter.severity(Severity::Warning);
        }
    }
}

/// What the stage of a step begins with.
fn root<'a>(step: &Step<'a>, cx: &'a Cx<'_>) -> &'a Base {
    let stage = step.model.and_then(|model| cx.build.stage_of(model));
    stage.map_or(&Base::Unknown, |stage| &stage.root)
}

fn help(step: &Step<'_>, cx: &Cx<'_>) -> &'static str {
    let root = root(step, cx);
    let is_pulled = |base: &BaseImage| base.image.effective_tag() == Some("latest");
    match root {
        _ if is_rolling_base(root) => {
            "no newer base has a name of its own: build with `--pull`, which fetches today's, and with `--no-cache` where it is to be upgraded all the same"
        }
        Base::Image(base) if is_pulled(base) => {
            "build with `--pull`, which fetches the newest base image, and upgrade by name what cannot wait for one"
        }
        _ => "take a newer base image, and upgrade by name what cannot wait for one",
    }
}

/// Whether a step declares a variable that is there to have the steps below it run anew: the upgrade is repeated, and
/// meant to be.
fn declares_a_refresh(step: &ModelStep<'_>) -> bool {
    const REASONS: &[&str] = &["BREAK", "BUST", "DATE", "INVALID", "KEY", "NONCE", "STAMP"];
    let is_one = |name: &str| {
        let name = name.to_ascii_uppercase();
        name.contains("REFRESH")
            || name.contains("CACHE") && REASONS.iter().any(|reason| name.contains(reason))
    };
    match &step.instruction.arguments {
        Arguments::Arg(arguments) => arguments.iter().any(|argument| is_one(&argument.name)),
        Arguments::Env(pairs) => pairs.iter().any(|pair| is_one(&pair.key)),
        _ => false,
    }
}

/// Whether the image has the packages of its own release and no others, unless it is told another: Amazon Linux 2023.
///
/// Source: <https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades.html>.
fn is_locked(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let stage = step.model.and_then(|model| cx.build.stage_of(model));
    let Some(Base::Image(base)) = stage.map(|stage| &stage.root) else { return false };
    let is_amazon = base.image.normalized_name().is_some_and(|name| name.ends_with("/amazonlinux"));
    is_amazon && base.image.effective_tag().is_some_and(|tag| tag.starts_with("2023") || tag == "latest")
}

/// Whether the layer is one of the image: of a stage that others copy from, only files are, and what is read from an
/// archive has been put into layers anew.
fn keeps_layers(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let is_shipped =
        step.model.and_then(|model| cx.build.stage_of(model)).is_some_and(|stage| stage.is_shipped);
    is_shipped && !cx.stages.iter().any(|stage| stage.from.text.contains("oci-archive:"))
}

fn upgrades_everything(ran: &Ran<'_>, given: &Given) -> bool {
    let action = ran.action;
    let all = action.operation == Operation::Upgrade && action.packages.is_empty() && !action.and_more;
    // Arch knows no other way.
    let known = action.manager.is_of_system() && action.manager != Manager::Pacman;
    let for_security = given.mentions("security")
        || given.mentions("advisory")
        || given.has(&["upgrade-minimal", "update-minimal", "patch", "fix", "--only-upgrade"]);
    all && known && !for_security
}
