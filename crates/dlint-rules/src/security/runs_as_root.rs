//! `DK4001` runs-as-root. Spec: rules/DK4001-runs-as-root.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, ImageKind, Rule};
use dlint_model::effects::Action;
use dlint_model::{Base, Stage, Step, User};
use dlint_syntax::{Instruction, Keyword};
use dlint_text::Span;

use crate::support::for_people::is_for_people;
use crate::support::last_user::last_user;
use crate::support::programs::is_launcher;
use crate::support::start::Start;
use crate::support::start::jobs::{
    base_changes_user, has_user_of_package, is_docker_client, is_for_callers_files, is_job,
};
use crate::support::start::own_ways::{has_own_way, is_script, starts_own_way};
use crate::support::start::services::{is_of_package, is_own_program, is_service};
use crate::support::start::words::CommandWords;
use crate::support::user_advice::{low_port, new_owner, owner};
use crate::support::whole_lines::whole_lines;

pub(crate) static RULE: Rule = Rule::new("DK4001", "runs-as-root", Check::Stage(check))
    .category(Category::Security)
    .severity(Severity::Info)
    .fix(FixKind::Sometimes(Safety::Unsafe));

/// Users that are made for people, or for what a server starts by itself.
const FOR_OTHERS: &[&str] = &[
    "www-data",
    "www",
    "nginx",
    "apache",
    "vscode",
    "dev",
    "developer",
    "codespace",
    "nobody",
    "mail",
    "git",
    "ssh",
    "postfix",
    "redis",
    "mysql",
    "postgres",
    "ftp",
    "admin",
    "ubuntu",
    "jenkins",
    "gitpod",
];

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let is_app = cx.image_kind() == ImageKind::App;
    if !stage.is_built || !is_app || stage.end.is_windows() || last_user(stage, cx).is_some() {
        return;
    }
    let is_known = match stage.end.user {
        User::Root => true,
        User::Unknown => false,
        User::Other(_) => return,
    };
    let Some(start) = Start::of(stage, cx) else { return };
    // A script may well make itself another user, and nobody sees into it here.
    let is_script = is_script(&start);
    if has_another_user(&stage.root)
        || is_told_user(&start.words)
        || starts_own_way(&start)
        || is_script && has_own_way(&start)
    {
        return;
    }
    let steps = &start.steps;
    let made: Vec<(String, Span)> = if is_script { Vec::new() } else { made(steps, cx) };
    let place = place_of_user(stage, start.step);
    let message = match made.first() {
        Some((name, _)) => format!("the container starts as root, and the user `{name}` is never used"),
        None if is_known => "the container starts as root".to_owned(),
        None => "the container starts as root, unless the base image has another user".to_owned(),
    };
    let starts_here = start.step.stage == stage.index;
    let keyword = if starts_here { start.step.instruction } else { stage.from }.keyword_text.span();
    let reporter = out.report(&RULE, keyword, message).why(
        "whoever breaks into the program is root in the container, with all its files, and one mistake away from root on the host",
    );
    let reporter = if starts_here {
        reporter
    } else {
        reporter.secondary(start.step.instruction.keyword_text.span(), "it is started here")
    };
    let here = if place.is_end { "at the end of the stage" } else { "in front of this" };
    let is_for_caller = is_job(&start)
        || is_for_callers_files(&start)
        || is_docker_client(&start)
        || is_for_people(stage, cx)
        || base_changes_user(&start)
        || has_user_of_package(user_of_image(stage), &start)
        // The triggers run as the user that the image has.
        || cx.build.chain(stage.index).any(|part| !part.triggers.is_empty());
    let is_sure =
        is_known && !is_for_caller && (!made.is_empty() || is_service(&start) || is_own_program(&start));
    let first = if is_below_home(stage, steps) {
        "move what lies below `/root` to another folder first, as no other user may enter that; then "
    } else {
        ""
    };
    let port = low_port(steps);
    let [(name, made_at)] = made.as_slice() else {
        let advice = match user_of_image(stage) {
            Some(user) => format!("write `USER {user}` {here}{}", owner(user, stage, steps)),
            None if is_of_package(&start) => {
                format!(
                    "name the user that the package makes, if it makes one, or a new one, with `USER` {here}"
                )
            }
            None => format!("make a user{}, and name it with `USER` {here}", new_owner(stage, steps)),
        };
        let reporter = reporter.help(format!("{first}{advice}{port}"));
        if !is_sure || is_script {
            reporter.pedantic();
        }
        return;
    };
    let reporter = reporter
        .help(format!("{first}write `USER {name}` {here}{}{port}", owner(name, stage, steps)))
        .secondary(*made_at, "it is made here");
    // A server that binds to a low port or reads keys needs root at first; the file says nothing of that.
    let reporter = if is_sure { reporter } else { reporter.pedantic() };
    if is_known && first.is_empty() {
        reporter
            .fix(format!("add `USER {name}`"), Safety::Unsafe, |edits| {
                let lines = whole_lines(place.instruction, cx);
                if !place.is_end {
                    edits.insert(lines.start, format!("USER {name}\n"));
                } else if cx.source.slice(lines).ends_with('\n') {
                    edits.insert(lines.end, format!("USER {name}\n"));
                } else {
                    edits.insert(lines.end, format!("\nUSER {name}"));
                }
            })
            .declares([Change::Adds("USER", name.clone()), Change::User]);
    }
}

/// Whether an image says by its name that it runs as somebody else: what starts functions does, too.
fn has_another_user(root: &Base) -> bool {
    const WORDS: &[&str] =
        &["/lambda/", "aws-lambda", "nonroot", "rootless", "unprivileged", "chainguard", "bitnami"];
    match root {
        Base::Image(image) => WORDS.iter().any(|word| image.text.contains(word)),
        _ => false,
    }
}

/// Where a `USER` does nothing but what it is for.
struct Place<'s> {
    /// The instruction in front of which it belongs, or behind which.
    instruction: &'s Instruction,
    /// Whether it belongs behind the last one.
    is_end: bool,
}

/// In front of what says how to start, unless that is inherited, or steps come behind it that may need root.
fn place_of_user<'s>(stage: &'s Stage<'_>, start: &Step<'_>) -> Place<'s> {
    let starts = |step: &&Step<'_>| matches!(step.instruction.keyword, Keyword::Cmd | Keyword::Entrypoint);
    let needs = |step: &&Step<'_>| {
        matches!(step.instruction.keyword, Keyword::Add | Keyword::Copy | Keyword::Run | Keyword::Workdir)
    };
    let first = stage.own_steps().find(starts).filter(|_| start.stage == stage.index);
    let last = stage.own_steps().last().map_or(stage.from, |step| step.instruction);
    match first.filter(|first| !stage.own_steps().filter(needs).any(|step| step.index > first.index)) {
        Some(first) => Place { instruction: first.instruction, is_end: false },
        None => Place { instruction: last, is_end: true },
    }
}

/// The user that the image has for this, by the name or the number that `USER` takes: an empty image knows numbers
/// alone.
fn user_of_image(stage: &Stage<'_>) -> Option<&'static str> {
    match &stage.root {
        Base::Scratch => Some("65532"),
        // It has nothing to make a user with.
        Base::Image(image) if image.text.contains("-micro") => Some("65532"),
        Base::Image(image) => {
            let users = image.facts.as_deref().map(|facts| facts.users.as_slice()).unwrap_or_default();
            let known = users.iter().map(|user| user.name);
            known.into_iter().find(|name| *name == "nonroot" || !FOR_OTHERS.contains(name) && *name != "root")
        }
        _ => None,
    }
}

/// Whether the program is told whose rights to take: `bitlbee -F -u bitlbee`. Of Python, `-u` is something else.
fn is_told_user(command: &CommandWords<'_>) -> bool {
    let is_name = |value: &str| {
        value.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '$' | '_'))
            && !value.contains(['.', '/'])
    };
    !is_launcher(command.name())
        && ["-u", "--uid", "--setuid", "--setuser"]
            .iter()
            .any(|option| command.value_of(option).is_some_and(is_name))
}

/// Whether the program or its files lie in root's own folder.
fn is_below_home(stage: &Stage<'_>, steps: &[&Step<'_>]) -> bool {
    let is_home = |text: &str| {
        text.split([' ', '\t', '"', '\'', ',', '=', ':', '[', ']'])
            .any(|word| word == "/root" || word.starts_with("/root/"))
    };
    is_home(stage.end.workdir.as_str())
        || steps.iter().any(|step| match step.instruction.keyword {
            Keyword::Cmd | Keyword::Entrypoint | Keyword::Env | Keyword::Volume => {
                is_home(&step.instruction.text)
            }
            Keyword::Add | Keyword::Copy => {
                let to = step.instruction.as_transfer().and_then(|transfer| transfer.destination.as_ref());
                to.is_some_and(|to| is_home(to.as_str()))
            }
            _ => false,
        })
}

/// Whether an instruction that says how to start speaks of a user: `CMD ["server", "-u", "app"]`.
fn is_spoken_of(name: &str, steps: &[&Step<'_>]) -> bool {
    steps.iter().any(|step| {
        !matches!(step.instruction.keyword, Keyword::Run | Keyword::Copy | Keyword::Add | Keyword::Workdir)
            && step.instruction.text.split([' ', '\t', '"', '\'', ',', '=', ':']).any(|other| other == name)
    })
}

/// The users that steps make, those that no instruction speaks of again, each with its place.
fn made(steps: &[&Step<'_>], cx: &Cx<'_>) -> Vec<(String, Span)> {
    let mut found: Vec<(String, Span)> = Vec::new();
    for step in steps.iter().filter(|step| step.instruction.keyword == Keyword::Run) {
        for effect in &cx.build.effects(step).all {
            if let Action::AddUser { name: Some(name), group: false, .. } = &effect.action
                && effect.is_certain
                && !name.contains('$')
                && !FOR_OTHERS.contains(&name.as_str())
                && !is_spoken_of(name, steps)
                && found.iter().all(|(other, _)| other != name)
            {
                found.push((name.clone(), effect.span));
            }
        }
    }
    found.reverse();
    found
}
