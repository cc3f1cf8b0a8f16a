//! `DK7009` pip-into-managed-python. Spec: rules/DK7009-pip-into-managed-python.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::Step as ModelStep;
use dlint_model::base_image::Family;
use dlint_model::packages::{Manager, Operation};
use dlint_syntax::Keyword;

use crate::support::earlier::earlier_steps;
use crate::support::os_release::release;
use crate::support::packages::{Ran, packages};

pub(crate) static RULE: Rule =
    Rule::new("DK7009", "pip-into-managed-python", Check::Instruction(&[Keyword::Run], check))
        .category(Category::Correctness)
        .severity(Severity::Error);

/// What speaks of another Python than the system's, or of the permission to change that one.
const OTHERWISE: &[&str] = &[
    "EXTERNALLY-MANAGED",
    "break-system-packages",
    "BREAK_SYSTEM_PACKAGES",
    "venv",
    "virtualenv",
    "conda",
    "pyenv",
    "get-pip",
    "altinstall",
    "Python-3",
    "deadsnakes",
    "/uv",
    "uv ",
    "pipx",
    "PIP_TARGET",
    "PIP_PREFIX",
    "pip.conf",
    "mamba",
    "python-build",
    "asdf",
    "mise",
    "pypy",
    "PIP_USER",
    "rye",
];

/// The packages that bring the system's pip.
const PIPS: &[&str] = &["python3-pip", "py3-pip", "python3-full"];

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|_| step.text.contains("pip") || !step.heredocs.is_empty()) else {
        return;
    };
    let Some((family, version)) = cx.build.stage_of(model).and_then(release) else { return };
    // Python 3.11 of Debian 12, Ubuntu 23.04 and Alpine 3.19 were the first that are marked so.
    let first = match family {
        Family::Debian => (12, 0),
        Family::Ubuntu => (23, 4),
        Family::Alpine => (3, 19),
        _ => return,
    };
    if version < first {
        return;
    }
    let ran = packages(step, cx);
    let Some(pip) = ran.iter().find(|ran| is_refused(ran)) else { return };
    let certain = cx
        .build
        .effects(model)
        .all
        .iter()
        .any(|effect| effect.command == Some(pip.command.id) && effect.is_certain);
    let says = |step: &ModelStep<'_>| {
        let texts =
            std::iter::once(&step.instruction.text).chain(step.heredocs().iter().map(|one| &one.body));
        let is_copied = step.instruction.flag("from").is_some() && step.instruction.text.contains("python");
        is_copied || texts.into_iter().any(|text| OTHERWISE.iter().any(|word| text.contains(word)))
    };
    if !certain || says(model) || earlier_steps(step, cx).any(says) {
        return;
    }
    // Only where it is known to be the system's pip.
    let installs = |step: &ModelStep<'_>| {
        cx.build.effects(step).packages().find_map(|(effect, action)| {
            let is_system = matches!(action.manager, Manager::Apt | Manager::Apk);
            let package = action.packages.iter().find(|package| PIPS.contains(&package.name.as_str()))?;
            (is_system && effect.is_certain && action.operation == Operation::Install).then_some(package.span)
        })
    };
    let Some(place) = installs(model).or_else(|| earlier_steps(step, cx).find_map(installs)) else { return };
    let program = &pip.action.program;
    out.report(&RULE, pip.action.verb, format!("`{program}` refuses to install into the Python of the system"))
        .why("this Python is marked as managed by the system's packages (`externally-managed-environment`): the step fails")
        .help("install into an environment of its own: `python3 -m venv /opt/venv`, then `ENV PATH=/opt/venv/bin:$PATH`")
        .secondary(place, "the system's `pip` comes with this");
}

/// Whether it installs where the system's packages do.
fn is_refused(ran: &Ran<'_>) -> bool {
    let elsewhere = ["--target", "-t", "--prefix", "--root", "--python", "--dry-run"];
    let is_elsewhere = |word: &str| {
        elsewhere.iter().any(|option| {
            word == *option || word.strip_prefix(option).is_some_and(|rest| rest.starts_with('='))
        })
    };
    let name = ran.command.name().unwrap_or_default();
    ran.action.manager == Manager::Pip
        && ran.action.operation == Operation::Install
        && (!name.contains('/') || name.starts_with("/usr/bin/"))
        && matches!(&*ran.action.program, "pip" | "pip3" | "python3" | "python")
        && !ran.command.arguments().iter().any(|word| is_elsewhere(&word.beginning))
}
