//! DL3014 missing-assume-yes. Spec: rules/DL3014-missing-assume-yes.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity, Variant};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::Base;
use dlint_model::packages::{Manager, Operation};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::add_words::add_words;
use crate::support::earlier::Said;
use crate::support::given::Given;
use crate::support::packages::{Ran, packages, variant, variant_for};

pub(crate) static RULE: Rule =
    Rule::new("DL3014", "missing-assume-yes", Check::Instruction(&[Keyword::Run], check))
        .variants(VARIANTS)
        .category(Category::Correctness)
        .severity(Severity::Warning)
        .fix(FixKind::Sometimes(Safety::Safe));

const VARIANTS: &[Variant] = &[
    variant("apt", "DL3014"),
    variant("yum", "DL3030"),
    variant("zypper", "DL3034"),
    variant("dnf", "DL3038"),
];

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (apt, yum) = (Said::default(), Said::default());
    for ran in packages(step, cx) {
        let action = ran.action;
        let asks = match action.operation {
            Operation::Install | Operation::Upgrade => true,
            // `apt-get purge` without a package does nothing.
            Operation::Remove => !action.packages.is_empty() || action.and_more || is_auto(&ran, cx),
            _ => false,
        };
        let Some(variant) = variant_for(VARIANTS, action.manager).filter(|_| asks) else { continue };
        let Some((option, behind)) = missing(
            &ran,
            |text| {
                let said = if text.starts_with("apt") { &apt } else { &yum };
                said.ask(step, cx, text)
            },
            cx,
        ) else {
            continue;
        };
        let name = &action.program;
        let reporter = out
            .report(&RULE, action.verb, format!("`{name}` may stop and ask"))
            .variant(variant)
            .why("there is nobody to answer in a build, and the step fails as soon as there is more to do than was asked for")
            .help(format!("add `{option}`"));
        let reporter =
            if name == "microdnf" && is_of_release_8(step, cx) { reporter.pedantic() } else { reporter };
        reporter.fix(format!("add `{option}`"), Safety::Safe, |edits| {
            add_words(edits, &ran.command, behind, &[option], cx);
        });
    }
}

/// Whether the image is of release 8 of Red Hat's or its kin, whose `microdnf` never asks.
///
/// Source: <https://github.com/rpm-software-management/microdnf/pull/97>.
fn is_of_release_8(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let stage = step.model.and_then(|model| cx.build.stage_of(model));
    let Some(Base::Image(base)) = stage.map(|stage| &stage.root) else { return false };
    let name = base.text.as_str();
    ["ubi8", "rhel8"].iter().any(|part| name.contains(part))
        || base
            .image
            .effective_tag()
            .is_some_and(|tag| tag == "8" || tag.starts_with("8.") || tag.starts_with("8-"))
}

/// Whether it removes what it finds itself: `autoremove`.
fn is_auto(ran: &Ran<'_>, cx: &Cx<'_>) -> bool {
    cx.source.slice(ran.action.verb).starts_with("auto")
}

/// The option that is missing, and the place of the word that it belongs behind.
fn missing(ran: &Ran<'_>, in_config: impl Fn(&str) -> bool, cx: &Cx<'_>) -> Option<(&'static str, Span)> {
    let (action, command) = (ran.action, &ran.command);
    let given = Given::of(command, cx);
    let is_answered = command.standing.pipeline.reads_pipe();
    if given.may_have_more || is_answered {
        return None;
    }
    match action.manager {
        Manager::Apt => {
            let known = matches!(&*action.program, "apt" | "apt-get" | "aptitude");
            let yes = given.letter('y', "toca") > 0
                || given.has(&["--yes", "--assume-yes", "--assume-no", "--force-yes", "-qq", "-q=2", "-q2"])
                || given.letter('q', "toca") > 1
                || given.words.iter().filter(|word| *word == "--quiet").count() > 1
                || given.has(&["--quiet=2", "--print-uris"]);
            (known && !yes && !in_config("apt::get::assume-yes")).then_some(("-y", action.verb))
        }
        Manager::Yum | Manager::Dnf => {
            let yes = given.letter('y', "cdeRx") > 0
                || given.has(&["--assumeyes", "--assumeno", "--downloadonly"])
                || given.mentions("assumeyes");
            (!yes && !in_config("assumeyes")).then_some(("-y", action.verb))
        }
        Manager::Zypper => {
            let yes = given.letter('n', "RrtcDp") > 0
                || given.letter('y', "RrtcDp") > 0
                || given.has(&["--non-interactive", "--no-confirm"]);
            let program = command.name_word()?.span();
            (!yes).then_some(("--non-interactive", program))
        }
        _ => None,
    }
}
