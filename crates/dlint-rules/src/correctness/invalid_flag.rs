//! `DK7002` invalid-flag. Spec: rules/DK7002-invalid-flag.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Frontend, Rule};
use dlint_model::Step;
use dlint_syntax::{
    Flag, Instruction, Keyword, SyntaxError, SyntaxErrorKind, flag_since, known_flags, nearest,
};

use crate::support::flag_places::{Strayed, TakenFor, among_paths, behind_cmd, behind_command, is_mode};
use crate::support::flags::without_flag;
use crate::support::mount_keys::mistakes;

pub(crate) static RULE: Rule = Rule::new("DK7002", "invalid-flag", Check::File(check))
    .category(Category::Correctness)
    .severity(Severity::Error)
    .fix(FixKind::Sometimes(Safety::Unsafe));

const STOPS: &str = "the build stops here";

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    for error in &cx.file.errors {
        if matches!(error.kind, SyntaxErrorKind::UnknownFlag { .. }) {
            unknown(error, cx, out);
        }
    }
    for stage in cx.stages {
        for step in stage.own_steps().chain(&stage.triggers) {
            if step.onbuild.is_some() {
                unknown_in_trigger(step.instruction, out);
            }
            match step.instruction.keyword {
                Keyword::Add | Keyword::Copy => {
                    for strayed in among_paths(step.instruction) {
                        report_strayed(&strayed, step, out);
                    }
                    mode(step.instruction, out);
                }
                Keyword::Healthcheck => {
                    for strayed in behind_cmd(step.instruction) {
                        report_strayed(&strayed, step, out);
                    }
                }
                Keyword::Run => {
                    for strayed in behind_command(step, cx) {
                        report_strayed(&strayed, step, out);
                    }
                    mounts(step, out);
                }
                _ => {}
            }
        }
    }
    newer(cx, out);
}

/// A flag that the instruction does not have: the builder's own error, with what to do about it.
fn unknown(error: &SyntaxError, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let behind = cx.file.instructions.partition_point(|one| one.span.start <= error.span.start);
    let line = behind.checked_sub(1).and_then(|index| cx.file.instructions.get(index));
    let flag = line.and_then(|one| one.flags.iter().find(|flag| flag.span == error.span));
    let reporter = out.report(&RULE, error.span, error.kind.to_string()).why(STOPS);
    let Some((instruction, flag)) = line.zip(flag) else { return };
    match remedy(instruction, flag) {
        Remedy::Rename(other) => {
            let reporter = reporter.help(format!("did you mean `--{other}`?"));
            reporter
                .fix(format!("write `--{other}`"), Safety::Unsafe, |edits| {
                    edits.replace(flag.name.span(), other);
                })
                .declares([flag.name.as_str(), other].map(|name| Change::Flags {
                    keyword: instruction.keyword.as_str(),
                    flag: name.to_owned(),
                }));
        }
        Remedy::Drop(help) => {
            let reporter = reporter.help(help);
            reporter
                .fix(format!("take `--{}` out", &*flag.name), Safety::Unsafe, |edits| {
                    edits.delete(without_flag(instruction, flag));
                })
                .declares([Change::Flags {
                    keyword: instruction.keyword.as_str(),
                    flag: flag.name.to_string(),
                }]);
        }
        Remedy::Copy => {
            let reporter = reporter.help("write `COPY`, which can copy from another stage");
            reporter
                .fix("write `COPY`", Safety::Unsafe, |edits| {
                    edits.replace(instruction.keyword_text.span(), "COPY");
                })
                .declares([Change::Removes("ADD", String::new()), Change::Adds("COPY", String::new())]);
        }
        Remedy::None(help) => {
            reporter.help(help);
        }
    }
}

enum Remedy {
    Rename(&'static str),
    Drop(&'static str),
    Copy,
    None(String),
}

/// What a trigger says is looked at in the build of the image that is built from this one.
fn unknown_in_trigger(instruction: &Instruction, out: &mut Findings<'_>) {
    let known = known_flags(instruction.keyword);
    // Nobody looks at the flags of these.
    if matches!(instruction.keyword, Keyword::Arg | Keyword::Stopsignal | Keyword::Unknown) {
        return;
    }
    for flag in instruction.flags.iter().filter(|flag| known.iter().all(|(name, _)| *name != &*flag.name)) {
        let keyword = instruction.keyword.as_str();
        let reporter = out
            .report(&RULE, flag.span, format!("`{keyword}` has no flag `--{}`", &*flag.name))
            .why("the build of each image that is built from this one stops here");
        match remedy(instruction, flag) {
            Remedy::Rename(other) => reporter.help(format!("did you mean `--{other}`?")),
            Remedy::Drop(help) => reporter.help(help),
            Remedy::Copy => reporter.help("write `COPY`, which can copy from another stage"),
            Remedy::None(help) => reporter.help(help),
        };
    }
}

fn remedy(instruction: &Instruction, flag: &Flag) -> Remedy {
    let keyword = instruction.keyword;
    let known = |keyword: Keyword, name: &str| known_flags(keyword).iter().any(|(known, _)| *known == name);
    let is_new = |other: &str| instruction.flag(other).is_none();
    let similar = nearest(&flag.name, known_flags(keyword).iter().map(|(name, _)| *name));
    match (similar, keyword) {
        (Some(other), _) if is_new(other) => Remedy::Rename(other),
        (_, Keyword::Add | Keyword::Copy) if &*flag.name == "mount" => Remedy::Drop(
            "take it out: only `RUN` has mounts, and what it copies into a cache mount would be in no image",
        ),
        (_, Keyword::Add)
            if &*flag.name == "from"
                && instruction.flags.iter().all(|flag| known(Keyword::Copy, &flag.name)) =>
        {
            Remedy::Copy
        }
        _ => {
            let names: Vec<&str> = known_flags(keyword).iter().map(|(name, _)| *name).collect();
            let owners = [Keyword::Run, Keyword::Copy, Keyword::Add, Keyword::From, Keyword::Healthcheck];
            let owner = owners.into_iter().find(|owner| known(*owner, &flag.name));
            Remedy::None(match (owner, names.as_slice()) {
                (Some(owner), _) => format!("it is a flag of `{}`", owner.as_str()),
                (None, []) => format!("`{}` has no flags at all", keyword.as_str()),
                (None, names) => format!("it has `--{}`", names.join("`, `--")),
            })
        }
    }
}

/// A flag where it is none.
fn report_strayed(strayed: &Strayed, step: &Step<'_>, out: &mut Findings<'_>) {
    let (name, instruction) = (&strayed.name, step.instruction);
    let (message, why) = match strayed.taken_for {
        TakenFor::Source => (
            format!("`--{name}` stands behind a path, and is a path itself"),
            "flags stand in front of all paths: the builder looks for a file of this name, and stops",
        ),
        TakenFor::Destination => (
            format!("`--{name}` stands behind the paths, and is the destination"),
            "flags stand in front of all paths: the files end up under this very name",
        ),
        TakenFor::Program => (
            format!("`--{name}` stands behind `CMD`, and is a part of the command"),
            "the flags of `HEALTHCHECK` stand in front of `CMD`: the shell takes this for a program, and the check always fails",
        ),
        TakenFor::Argument => (
            format!("`--{name}` stands behind the command, which gets it as an argument"),
            "the builder reads flags only in front of the command: there is no such setting, and the program does not know the option",
        ),
    };
    let help = format!("put it right behind `{}`", instruction.keyword.as_str());
    let reporter = out.report(&RULE, strayed.span, message).why(why).help(help);
    let is_known = known_flags(instruction.keyword).iter().any(|(known, _)| known == name);
    let is_new = is_known && (instruction.flag(name).is_none() || name == "exclude");
    let moves = match strayed.taken_for {
        // Without it there is no destination.
        TakenFor::Destination => instruction.as_transfer().is_some_and(|transfer| transfer.sources.len() > 1),
        TakenFor::Source => true,
        TakenFor::Program | TakenFor::Argument => false,
    };
    if is_new && moves && step.onbuild.is_none() {
        let gap = dlint_text::Span::new(strayed.behind, strayed.span.end);
        reporter
            .fix(format!("put `--{name}` in front of the paths"), Safety::Unsafe, |edits| {
                edits.insert(instruction.keyword_text.span().end, format!(" {}", strayed.text));
                edits.delete(gap);
            })
            .declares([
                Change::Rewrites(step.instruction.keyword.as_str()),
                Change::Flags { keyword: step.instruction.keyword.as_str(), flag: name.into() },
            ]);
    }
}

fn mode(instruction: &Instruction, out: &mut Findings<'_>) {
    let value = instruction.flag("chmod").and_then(|flag| flag.value.as_ref());
    if let Some(value) = value.filter(|value| !value.contains('$') && !value.is_empty() && !is_mode(value)) {
        out.report(&RULE, value.span(), format!("`{}` is no mode", value.as_str()))
            .why(STOPS)
            .help("write three or four octal digits, such as `755`");
    }
}

/// What is wrong inside of the mounts.
fn mounts(step: &Step<'_>, out: &mut Findings<'_>) {
    for mistake in step.instruction.mounts.iter().flat_map(mistakes) {
        let reporter = out.report(&RULE, mistake.span, mistake.message).why(STOPS);
        let Some(meant) = mistake.meant else {
            reporter.help(mistake.help);
            continue;
        };
        let reporter = reporter.help(format!("did you mean `{meant}`? {}", mistake.help));
        if step.onbuild.is_none() {
            reporter
                .fix(format!("write `{meant}`"), Safety::Unsafe, |edits| {
                    edits.replace(mistake.span, meant);
                })
                .declares([Change::Flags {
                    keyword: step.instruction.keyword.as_str(),
                    flag: "mount".into(),
                }]);
        }
    }
}

/// Flags that the frontend which the file names does not know yet.
fn newer(cx: &Cx<'_>, out: &mut Findings<'_>) {
    // One with trials in it knows more than its version says.
    let Some((pinned, place)) = Frontend::asked_for(cx.file, cx.source).filter(|(asked, _)| !asked.labs)
    else {
        return;
    };
    let pinned = (pinned.major, pinned.minor);
    for instruction in &cx.file.instructions {
        for flag in &instruction.flags {
            let Some(since) = flag_since(instruction.keyword, &flag.name).filter(|since| *since > pinned)
            else {
                continue;
            };
            let name = &*flag.name;
            out.report(
                &RULE,
                flag.name.span(),
                format!("`--{name}` is newer than the frontend that the file asks for"),
            )
            .why(format!(
                "it came with {}.{}: the one that is asked for does not know it, and the build stops",
                since.0, since.1
            ))
            .help("ask for `docker/dockerfile:1`, which is always the newest of its kind")
            .secondary(place, "this frontend reads the file");
        }
    }
}
