//! `DK4001` runs-as-root. Spec: rules/DK4001-runs-as-root.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, ImageKind, Rule};
use dlint_model::effects::Action;
use dlint_model::{Base, Stage, Step, User};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::last_user::last_user;
use crate::support::used_names::names_in;
use crate::support::whole_lines::whole_lines;

pub(crate) static RULE: Rule = Rule::new("DK4001", "runs-as-root", Check::Stage(check))
    .category(Category::Security)
    .severity(Severity::Info)
    .fix(FixKind::Sometimes(Safety::Unsafe));

/// What gives root up by itself, or needs it.
const OWN_WAYS: &[&str] = &[
    "gosu",
    "setpriv",
    "setuidgid",
    "runuser",
    "s6",
    "systemd",
    "supervisord",
    "supervisor",
    "dockerd",
    "containerd",
    "sshd",
    "init",
    "sudo",
    "dumb",
    "uwsgi",
    "nginx",
    "httpd",
    "apache2",
    "mysqld",
    "postgres",
    "cron",
    "crond",
    "chroot",
    "unshare",
];

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

/// The same, as parts of texts.
const TEXTS: &[&str] =
    &["su-exec", "s6-overlay", "/sbin/init", "--user", "su -", "-user", "openssh-server", "exec su"];

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
    let starts = |step: &&Step<'_>| matches!(step.instruction.keyword, Keyword::Cmd | Keyword::Entrypoint);
    let steps: Vec<&Step<'_>> = cx
        .build
        .chain(stage.index)
        .flat_map(|part| part.own_steps().collect::<Vec<_>>().into_iter().rev())
        .collect();
    let Some(start) = started(&steps) else { return };
    let is_named_so = match &stage.root {
        Base::Image(image) => ["nonroot", "rootless", "unprivileged", "chainguard", "bitnami"]
            .iter()
            .any(|word| image.text.contains(word)),
        _ => false,
    };
    let has_own_way = steps.iter().any(|step| {
        let text = &step.instruction.text;
        names_in(text).any(|name| OWN_WAYS.contains(&name)) || TEXTS.iter().any(|part| text.contains(part))
    });
    if is_named_so || has_own_way {
        return;
    }
    let made: Vec<(String, Span)> = if gives_up_itself(start) { Vec::new() } else { made(&steps, cx) };
    let keyword = start.instruction.keyword_text.span();
    let message = match made.first() {
        Some((name, _)) => format!("the container starts as root, and the user `{name}` is never used"),
        None if is_known => "the container starts as root".to_owned(),
        None => "the container starts as root, unless the base image has another user".to_owned(),
    };
    let reporter = out.report(&RULE, keyword, message).why(
        "whoever breaks into the program is root in the container, with all its files, and one mistake away from root on the host",
    );
    let [(name, place)] = made.as_slice() else {
        let reporter = reporter.help("make a user, and name it with `USER` in front of this");
        // A script may well make itself another user, and nobody sees into it here.
        if !is_known || gives_up_itself(start) {
            reporter.pedantic();
        }
        return;
    };
    let reporter =
        reporter.help(format!("write `USER {name}` in front of this")).secondary(*place, "it is made here");
    // A server that binds to a low port or reads keys needs root at first; the file says nothing of that.
    let reporter = if is_known { reporter } else { reporter.pedantic() };
    if start.stage == stage.index && is_known {
        let first = stage.own_steps().find(starts).unwrap_or(start);
        reporter.fix(format!("add `USER {name}`"), Safety::Unsafe, |edits| {
            edits.insert(whole_lines(first.instruction, cx).start, format!("USER {name}\n"));
        });
    }
}

/// The instruction that says which program is started, the last step coming first.
fn started<'s, 'a>(steps: &[&'s Step<'a>]) -> Option<&'s Step<'a>> {
    let last = |keyword| steps.iter().copied().find(|step| step.instruction.keyword == keyword);
    last(Keyword::Entrypoint).or_else(|| last(Keyword::Cmd))
}

/// Whether what is started may well become another user by itself: a script, which nobody sees here.
fn gives_up_itself(start: &Step<'_>) -> bool {
    const ENDS: &[&str] = &[".sh", ".py", ".bash", "entrypoint", "tini", "init"];
    const STARTS: &[&str] = &["start", "run", "init", "entrypoint", "boot", "launch"];
    const SHELLS: &[&str] = &["ash", "bash", "dash", "env", "exec", "sh", "tini", "zsh"];
    let Some(line) = start.instruction.command_line() else { return true };
    let words: Vec<&str> = match &line.exec {
        Some(words) => words.iter().map(|word| word.as_str()).collect(),
        None => line.text.split_ascii_whitespace().collect(),
    };
    let is_shell = |word: &&&str| word.rsplit('/').next().is_some_and(|name| SHELLS.contains(&name));
    // Of `bash -e run.sh`, what Bash runs; of `python app.py` the program is Python.
    let mut started = words.iter().skip_while(|word| is_shell(word) || word.starts_with('-'));
    // The options of an `ENTRYPOINT` that the image has.
    let has_own = words.first().is_none_or(|word| word.starts_with('-'));
    let is_script = |word: &&str| {
        let name = word.rsplit('/').next().unwrap_or(word);
        ENDS.iter().any(|end| name.ends_with(end)) || STARTS.iter().any(|start| name.starts_with(start))
    };
    has_own || started.next().is_none_or(is_script)
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
