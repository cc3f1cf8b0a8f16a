//! Programs that an image is known not to have, and that no step brings.

use dlint_linter::Cx;
use dlint_model::base_image::Family;
use dlint_model::effects::{Action, CommandId, Effect, Origin};
use dlint_model::packages::{Manager, Operation, PackageAction};
use dlint_model::{Base, Stage, Step};
use dlint_syntax::Keyword;

/// How many steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// Packages that bring none of [`ALONE`], neither by themselves nor through what they need or recommend.
const HARMLESS: &[&str] = &[
    "apt-utils",
    "bzip2",
    "ca-certificates",
    "dumb-init",
    "file",
    "g++",
    "gcc",
    "gettext",
    "gnupg",
    "gnupg2",
    "gosu",
    "iputils-ping",
    "jq",
    "less",
    "libc6-dev",
    "libffi-dev",
    "libgl1",
    "libglib2.0-0",
    "libjpeg-dev",
    "libpq-dev",
    "libpq5",
    "libssl-dev",
    "libxml2-dev",
    "libxslt-dev",
    "linux-headers",
    "locales",
    "make",
    "musl-dev",
    "nano",
    "netcat-openbsd",
    "openssl",
    "patch",
    "procps",
    "python3",
    "python3-dev",
    "python3-pip",
    "python3-venv",
    "rsync",
    "su-exec",
    "tini",
    "tzdata",
    "unzip",
    "vim",
    "xz-utils",
    "zip",
    "zlib1g-dev",
];

/// Programs that are packages of their own, which few others need.
const ALONE: &[&str] = &["bash", "curl", "git", "pip", "pip3", "python", "wget"];

/// Those of Python that Debian and Ubuntu have in packages of other names; `python3` alone brings none of them.
const PYTHONS: &[(&str, &str)] =
    &[("pip", "python3-pip"), ("pip3", "python3-pip"), ("python", "python-is-python3")];

/// Others, which many packages bring.
const COMMON: &[&str] = &["python3"];

/// The programs that are asked for.
pub(crate) fn is_asked_for(program: &str) -> bool {
    ALONE.contains(&program) || COMMON.contains(&program)
}

/// The package of Debian and Ubuntu that a program is in.
pub(crate) fn package_of(program: &str) -> &str {
    PYTHONS.iter().find(|(name, _)| *name == program).map_or(program, |(_, package)| package)
}

/// Whether a stage has no such program: its image is known to lack it, and no step before this command brings it, nor
/// anything of which nobody knows what it brings. Without a command, all steps count.
pub(crate) fn is_missing(
    program: &str,
    stage: &Stage<'_>,
    before: Option<(&Step<'_>, CommandId)>,
    cx: &Cx<'_>,
) -> bool {
    let Base::Image(base) = &stage.root else { return false };
    let lacks = base.facts.as_deref().is_some_and(|facts| {
        let is_python = PYTHONS.iter().any(|(name, _)| *name == program);
        let is_debian = matches!(facts.family, Some(Family::Debian | Family::Ubuntu));
        if is_python {
            is_debian && facts.has("python3") == Some(false)
        } else {
            facts.has(program) == Some(false)
        }
    });
    // An image that a variable names may be another one each time.
    let root = cx.build.chain(stage.index).last().and_then(|root| root.from.as_from()?.image.as_ref());
    let is_chosen = root.is_none_or(|image| image.word.starts_with('$'));
    if !lacks || is_chosen || !is_asked_for(program) {
        return false;
    }
    let mut count = 0;
    for part in cx.build.chain(stage.index) {
        for step in &part.steps {
            if before.is_some_and(|(here, _)| step.stage == here.stage && step.index > here.index) {
                continue;
            }
            count += 1;
            let is_here = before.filter(|(here, _)| step.stage == here.stage && step.index == here.index);
            if count > MOST_STEPS || may_bring(program, step, is_here.map(|(_, id)| id), cx) {
                return false;
            }
        }
    }
    true
}

/// Whether an `ADD` does what `COPY` would do: it neither fetches nor unpacks anything.
fn is_copy(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let is_plain = |effect: &Effect| match &effect.action {
        Action::Read { .. } => true,
        Action::Write { origin, .. } => *origin == Origin::Context,
        _ => false,
    };
    !step.instruction.text.contains('$') && cx.build.effects(step).all.iter().all(is_plain)
}

/// Whether a step may bring a program, or what it does before a command.
fn may_bring(program: &str, step: &Step<'_>, before: Option<CommandId>, cx: &Cx<'_>) -> bool {
    let instruction = step.instruction;
    if instruction.flag("from").is_some()
        || instruction.keyword == Keyword::Add && !is_copy(step, cx)
        || !instruction.mounts.is_empty()
    {
        return true;
    }
    if let Some(transfer) = instruction.as_transfer() {
        let to = transfer.destination.as_ref().map(|word| word.to_string()).unwrap_or_default();
        let to = to.trim_end_matches('/');
        return to.is_empty()
            || to.contains('$')
            || to.contains("bin")
            || matches!(to, "/usr" | "/usr/local" | "/opt" | ".");
    }
    let effects = &cx.build.effects(step).all;
    let counts = |effect: &&Effect| match (effect.command, before) {
        (Some(command), Some(before)) => command < before,
        _ => true,
    };
    effects.iter().filter(counts).any(|effect| match &effect.action {
        Action::Packages(action) => brings(program, action),
        Action::Build { .. } | Action::Extract { .. } => true,
        Action::Unknown { name } => !name.as_deref().is_some_and(is_harmless),
        Action::Write { path, .. } => path.to_string().contains("bin"),
        Action::Move { to, .. } => to.to_string().contains("bin"),
        _ => false,
    })
}

/// Programs of which nothing is known here, but that they bring no others.
fn is_harmless(name: &str) -> bool {
    ALONE.contains(&name)
        || matches!(
            name,
            "sudo"
                | "set"
                | "export"
                | "true"
                | "test"
                | "["
                | "exit"
                | "sleep"
                | "locale-gen"
                | "update-ca-certificates"
        )
}

fn brings(program: &str, action: &PackageAction) -> bool {
    if !matches!(
        action.operation,
        Operation::Install | Operation::Upgrade | Operation::Build | Operation::Other
    ) {
        return false;
    }
    match action.manager {
        Manager::Apt | Manager::Apk => {
            let own = PYTHONS.iter().find(|(name, _)| *name == program).map(|(_, package)| *package);
            let is_harmless = |name: &str| {
                own != Some(name) && (HARMLESS.contains(&name) || ALONE.contains(&name) && name != program)
            };
            action.operation == Operation::Install
                && (action.and_more
                    || action.is_project
                    || COMMON.contains(&program)
                    || !action.packages.iter().all(|package| is_harmless(&package.name)))
        }
        // What these install are no programs of the system.
        Manager::Pip | Manager::Npm | Manager::Yarn => false,
        _ => true,
    }
}
