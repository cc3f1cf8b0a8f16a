//! Commands that hadolint does not see, and stages whose commands dlint leaves alone.

use dlint_model::Step;
use dlint_shell::NestKind;

use super::calls::{calls, calls_of, is_about};
use super::{Excuse, Site, ours, theirs};

/// The rules about what makes the image larger.
const SIZE: &[&str] =
    &["DL3009", "DL3010", "DL3015", "DL3019", "DL3032", "DL3036", "DL3040", "DL3042", "DL3060"];

/// The rules about commands.
const COMMANDS: &[&str] = &[
    "DL3001", "DL3003", "DL3004", "DL3008", "DL3009", "DL3010", "DL3013", "DL3014", "DL3015", "DL3016",
    "DL3018", "DL3019", "DL3027", "DL3028", "DL3030", "DL3032", "DL3033", "DL3034", "DL3035", "DL3036",
    "DL3037", "DL3038", "DL3040", "DL3041", "DL3042", "DL3046", "DL3047", "DL3059", "DL3060", "DL3062",
    "DL4001", "DL4005", "DL4006",
];

pub(super) const HADOLINT: &[Excuse] = &[
    theirs("the stage is not part of the image", SIZE, |site| {
        site.stage().is_some_and(|stage| !stage.is_in_image)
    }),
    ours("the last stage is there for a chore, and this one is the image", SIZE, |site| {
        let last = site.build.stages().last();
        site.stage().is_some_and(|stage| stage.is_in_image) && last.is_some_and(|stage| !stage.is_shipped)
    }),
    theirs("the stage is one of Windows", COMMANDS, |site| {
        site.step.is_some_and(|step| step.state.is_windows())
    }),
    theirs("the directory is changed in `( )` or `$( )` alone", &["DL3003"], changes_inside),
    theirs("the stage has said it before", &["DL4001"], had_both),
    theirs("the number of the user is a variable", &["DL3046"], |site| {
        let useradd = calls(site).into_iter().filter(|call| call.name() == "useradd");
        useradd.into_iter().any(|call| {
            let words = call.command.arguments();
            let mut pairs = words.iter().zip(words.iter().skip(1));
            pairs.any(|(option, value)| option.is("-u") && value.text.contains('$'))
        })
    }),
    ours("`test` only asks", &["DL3059"], |site| near(site, |name| ["[", "[[", "test"].contains(&name))),
    ours("a shell of Windows reads it", &["DL3059"], |site| {
        let is_windows = site.step.is_some_and(|step| step.state.is_windows());
        is_windows || near(site, |name| ["cmd", "powershell", "pwsh"].contains(&name))
    }),
    ours("tar is told without a dash", &["DL3010"], |site| {
        let (Some(step), Some(stage)) = (site.step, site.stage()) else { return false };
        let later = stage.own_steps().filter(|other| other.index > step.index);
        later.flat_map(|step| calls_of(site, step)).any(|call| {
            let first = call.words().next().unwrap_or_default();
            call.name() == "tar" && !first.starts_with('-') && first.contains('x')
        })
    }),
    ours("`--uid` is `-u`", &["DL3046"], |site| {
        let useradd = calls(site).into_iter().filter(|call| call.name() == "useradd");
        useradd.into_iter().any(|call| call.words().any(|word| word.starts_with("--uid")))
    }),
    theirs("a mount lends the keys of ssh", &["DL3001"], |site| {
        let mut mounts = site.step.into_iter().flat_map(|step| &step.instruction.mounts);
        mounts.any(|mount| mount.kind() == "ssh") && calls(site).iter().any(|call| call.name() == "ssh")
    }),
    theirs("only the version is asked for", &["DL3001"], |site| {
        let calls = calls(site).into_iter().filter(|call| is_about("DL3001", call.name()));
        let calls: Vec<_> = calls.collect();
        !calls.is_empty() && calls.iter().all(|call| call.command.has_argument("--version"))
    }),
    theirs("errors go elsewhere, and the progress with them", &["DL3047"], |site| {
        let calls = calls(site).into_iter().filter(|call| call.name() == "wget");
        let calls: Vec<_> = calls.collect();
        let is_away = |call: &super::calls::Call<'_>| {
            call.command.redirections.iter().any(|redirection| redirection.number() == 2)
        };
        !calls.is_empty() && calls.iter().all(is_away)
    }),
    theirs("a heredoc is a script of its own", &["DL3059"], |site| {
        let (Some(step), Some(stage)) = (site.step, site.stage()) else { return false };
        let near = |other: &&Step<'_>| other.index == step.index || other.index + 1 == step.index;
        stage.own_steps().filter(near).any(|step| !step.instruction.heredocs.is_empty())
    }),
    theirs("a command whose name is a variable counts", &["DL3059"], |site| {
        let (Some(step), Some(stage)) = (site.step, site.stage()) else { return false };
        let near = |other: &&Step<'_>| other.index == step.index || other.index + 1 == step.index;
        stage.own_steps().filter(near).flat_map(|step| site.build.scripts(step)).any(|script| {
            let commands = &script.script.body().commands;
            commands.iter().any(|command| command.name_word().is_some_and(|name| name.text.contains('$')))
        })
    }),
    theirs("/bin/sh is what is linked to", &["DL4005"], |site| {
        let links = calls(site).into_iter().filter(|call| call.name() == "ln");
        let links: Vec<_> = links.collect();
        !links.is_empty() && links.iter().all(|call| call.words().last() != Some("/bin/sh"))
    }),
    ours("the command is run by another one", COMMANDS, |site| {
        calls(site).iter().any(|call| is_about(site.code, call.name()) && call.is_run_by_another())
    }),
    ours("the program is called by its path", COMMANDS, |site| {
        calls(site).iter().any(|call| is_about(site.code, call.name()) && call.is_by_path())
    }),
    ours("the other tool is run by another command", &["DL4001"], |site| {
        let stage = site.stage();
        let steps = stage.into_iter().flat_map(|stage| stage.own_steps().chain(&stage.triggers));
        steps.into_iter().any(|step| {
            let calls = calls_of(site, step);
            calls.iter().any(|call| is_about(site.code, call.name()) && call.is_run_by_another())
        })
    }),
];

/// Whether the step, or the one in front of it, calls such a program.
fn near(site: &Site<'_>, is_such: impl Fn(&str) -> bool) -> bool {
    let (Some(step), Some(stage)) = (site.step, site.stage()) else { return false };
    let near = stage.own_steps().filter(|other| other.index == step.index || other.index + 1 == step.index);
    near.flat_map(|step| calls_of(site, step)).any(|call| is_such(call.name()))
}

/// Whether the step changes the directory, and each time in a shell of its own.
fn changes_inside(site: &Site<'_>) -> bool {
    let changes: Vec<_> = calls(site).into_iter().filter(|call| call.name() == "cd").collect();
    let is_inside = |call: &super::calls::Call<'_>| {
        let mut around = call.script.script.body().path(&call.command.standing);
        around.any(|nest| matches!(nest.kind, NestKind::Subshell | NestKind::Substitution))
    };
    !changes.is_empty() && changes.iter().all(is_inside)
}

/// Whether the steps of the stage in front of this one call both `curl` and `wget` already.
fn had_both(site: &Site<'_>) -> bool {
    let (Some(step), Some(stage)) = (site.step, site.stage()) else { return false };
    let before = |other: &&Step<'_>| other.instruction.first_line < step.instruction.first_line;
    let calls: Vec<_> = stage.own_steps().filter(before).flat_map(|step| calls_of(site, step)).collect();
    ["curl", "wget"].iter().all(|name| calls.iter().any(|call| call.name() == *name))
}
