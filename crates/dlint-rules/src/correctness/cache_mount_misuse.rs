//! `DK7018` cache-mount-misuse. Spec: rules/DK7018-cache-mount-misuse.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::effects::{Action, Effect, Origin, ReadFrom, Shape};
use dlint_model::packages::{Manager, NoCache, PackageAction};
use dlint_model::path::ImagePath;
use dlint_model::{Step as ModelStep, User};
use dlint_syntax::{Keyword, Mount};
use dlint_text::Span;

use crate::support::add_words::{drop_words, is_list_of_words};
use crate::support::cache_mounts::{cache_folders, cache_target, is_hidden, keeps_packages};
use crate::support::packages::{Ran, packages};

pub(crate) static RULE: Rule = Rule::new(
    "DK7018",
    "cache-mount-misuse",
    Check::Instruction(&[Keyword::Add, Keyword::Copy, Keyword::Run], check),
)
.category(Category::Correctness)
.severity(Severity::Warning)
.fix(FixKind::Sometimes(Safety::Safe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return };
    if step.keyword != Keyword::Run {
        copied_from_mount(model, cx, out);
        return;
    }
    if step.mounts.is_empty() {
        return;
    }
    let ran = packages(step, cx);
    let caches: Vec<(&Mount, ImagePath)> =
        step.mounts.iter().filter_map(|mount| Some((mount, cache_target(mount, model, cx)?))).collect();
    if ran.iter().any(|ran| ran.action.manager == Manager::Apt) {
        shared(&caches, out);
        emptied(step, &caches, cx, out);
    }
    for (mount, target) in &caches {
        of_another_user(step, mount, target, &ran, cx, out);
        unused(step, mount, target, &ran, out);
    }
    written(model, cx, out);
}

/// Mounts of apt that two builds must not use at once.
fn shared(caches: &[(&Mount, ImagePath)], out: &mut Findings<'_>) {
    let folders = ["/var/lib/apt/lists", "/var/cache/apt/archives"].map(ImagePath::new);
    let is_free = |mount: &Mount| {
        let value = mount.value("sharing");
        let kept = |value: &str| {
            ["locked", "private"].iter().any(|kind| value.eq_ignore_ascii_case(kind)) || value.contains('$')
        };
        !value.is_some_and(|value| kept(value))
    };
    let of_apt = |target: &ImagePath| folders.iter().any(|folder| target.covers(folder).is_yes());
    let free: Vec<&Mount> = caches
        .iter()
        .filter(|(mount, target)| of_apt(target) && is_free(mount))
        .map(|(mount, _)| *mount)
        .collect();
    let Some((first, others)) = free.split_first() else { return };
    let mut reporter = out
        .report(&RULE, first.span, "two builds at once share this mount, and `apt` wants it for itself")
        .why("the second one, such as that for another platform, finds the folder locked and fails")
        .help("add `sharing=locked`");
    for other in others {
        reporter = reporter.secondary(other.span, "and so do they with this one");
    }
    reporter
        .fix("add `sharing=locked`", Safety::Safe, |edits| {
            edits.scattered();
            for mount in &free {
                match mount.option("sharing") {
                    Some(option) => edits.replace(option.span, "sharing=locked"),
                    None => edits.insert(mount.span.end, ",sharing=locked"),
                }
            }
        })
        .declares([Change::Flags { keyword: "RUN", flag: "mount".into() }]);
}

/// A mount for the packages that apt fetches, where the image deletes them.
fn emptied(step: &Step<'_>, caches: &[(&Mount, ImagePath)], cx: &Cx<'_>, out: &mut Findings<'_>) {
    let archives = ImagePath::new("/var/cache/apt/archives");
    let Some((mount, _)) = caches.iter().find(|(_, target)| target.covers(&archives).is_yes()) else {
        return;
    };
    if !keeps_packages(step, cx) {
        out.report(&RULE, mount.span, "the image deletes what `apt` puts into this mount")
            .why("`docker-clean`, a setting of the official images, deletes the packages after each install, so that they are fetched again")
            .help("begin with `rm -f /etc/apt/apt.conf.d/docker-clean`, or install with `-o APT::Keep-Downloaded-Packages=true`");
    }
}

/// A mount in the home folder of root, where another user runs the step.
fn of_another_user(
    step: &Step<'_>,
    mount: &Mount,
    target: &ImagePath,
    ran: &[Ran<'_>],
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
) {
    let Some(model) = step.model else { return };
    let User::Other(user) = &model.state.user else { return };
    let root = ImagePath::new("/root");
    let Some(place) = mount.option("target").filter(|_| root.covers(target).is_yes()) else { return };
    let is_own = |ran: &&Ran<'_>| {
        let folders = cache_folders(ran.action.manager, &root);
        ran.command.wrapped_by.is_none() && folders.iter().any(|folder| folder == target)
    };
    let Some(ran) = ran.iter().find(is_own) else { return };
    // Whoever names the folder once more has told the program to use it.
    let is_told = step.text.matches(target.as_str()).count() > 1
        || cx.build.variables(model).of_this_stage().any(|one| {
            &*one.name == "HOME"
                || cx
                    .build
                    .variables(model)
                    .value(&one.name)
                    .is_some_and(|value| value.contains(target.as_str()))
        });
    if is_told {
        return;
    }
    let name = user.split(':').next().unwrap_or(user);
    out.report(
        &RULE,
        place.span,
        format!("the mount is in the home folder of `root`, and `{name}` runs the step"),
    )
    .why(format!(
        "`{}` keeps its cache in the home folder of `{name}`: this one stays empty, or may not be written",
        ran.action.program
    ))
    .help(format!("mount the folder in the home folder of `{name}`, with `uid=…`"))
    .secondary(ran.action.verb, "this keeps its cache elsewhere");
}

/// A mount that a package manager is told not to use.
fn unused(step: &Step<'_>, mount: &Mount, target: &ImagePath, ran: &[Ran<'_>], out: &mut Findings<'_>) {
    let Some(model) = step.model else { return };
    let home = model.state.home();
    let is_its = |action: &PackageAction| {
        let folders = cache_folders(action.manager, &home);
        folders.iter().any(|folder| target.covers(folder).is_yes())
    };
    for ran in ran.iter().filter(|ran| is_its(ran.action)) {
        match &ran.action.no_cache {
            Some(NoCache::Option(option)) => {
                let words = &ran.command.words;
                let at = words.iter().position(|word| word.span() == *option);
                let next = at.and_then(|at| words.get(at + 1)).filter(|_| !is_list_of_words(&ran.command));
                let reporter = out
                    .report(&RULE, *option, "with this option the cache mount is of no use")
                    .why("the program neither reads nor fills the mount, and what it needs is fetched each time")
                    .help("take the option out: nothing in a mount is in the layer")
                    .secondary(mount.span, "this mount");
                if let Some(next) = next {
                    reporter
                        .fix("take the option out", Safety::Unsafe, |edits| {
                            drop_words(edits, *option, next.span());
                        })
                        .declares([Change::Rewords(ran.command.base_name().unwrap_or_default().to_owned())]);
                }
            }
            Some(NoCache::Variable(name)) => {
                out.report(
                    &RULE,
                    mount.span,
                    format!("`{name}` is set, so that the cache mount is of no use"),
                )
                .why("the program neither reads nor fills the mount, and what it needs is fetched each time")
                .help(format!("do not set `{name}`, or take the mount out"))
                .secondary(ran.action.verb, "this would use it");
            }
            None => {}
        }
    }
}

/// What is written where a mount may only be read.
fn written(model: &ModelStep<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let mounts = &model.instruction.mounts;
    let is_read_only = |mount: &Mount| {
        let allows = mount.option("readwrite").is_some_and(|option| option.value.as_deref() != Some("false"));
        let denies = mount.option("readonly").is_some_and(|option| option.value.as_deref() == Some("false"));
        mount.kind().eq_ignore_ascii_case("bind") && !allows && !denies
    };
    let mut said: Vec<Span> = Vec::new();
    for effect in cx.build.effects(model).all.iter().filter(|effect| effect.is_certain) {
        let path = match &effect.action {
            Action::Write { shape: Shape::Folder, .. }
            | Action::Write { origin: Origin::Create | Origin::Cache(_), .. } => continue,
            Action::Write { path, .. } => path,
            _ => continue,
        };
        let Some(mount) =
            effect.mount.and_then(|index| mounts.get(index)).filter(|mount| is_read_only(mount))
        else {
            continue;
        };
        // Another mount may lie on top.
        let others = mounts.iter().filter(|other| other.span != mount.span && !is_read_only(other));
        let covers = |other: &Mount| {
            other
                .value("target")
                .is_none_or(|target| model.state.workdir.join(target).meets(path).is_possible())
        };
        if others.into_iter().any(covers) || said.contains(&mount.span) {
            continue;
        }
        said.push(mount.span);
        out.report(&RULE, effect.span, "this writes into a mount that may only be read")
            .severity(Severity::Error)
            .why("a bind mount is read-only unless it says otherwise: the step fails")
            .help("write elsewhere, or add `rw` to the mount, which throws away what is written")
            .secondary(mount.span, "this mount");
    }
}

/// A file that a stage had only in a mount.
fn copied_from_mount(model: &ModelStep<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if model.instruction.flag("from").is_none() {
        return;
    }
    let read = |effect: &Effect| match &effect.action {
        Action::Read { path, from: ReadFrom::Stage(stage) } if !path.is_open() && !path.has_holes() => {
            Some((path.clone(), *stage, effect.span))
        }
        _ => None,
    };
    for (path, stage, span) in cx.build.effects(model).all.iter().filter_map(read) {
        if let Some(mount) = is_hidden(&path, stage, cx) {
            out.report(&RULE, span, format!("`{path}` is only in a cache mount, and not in the stage"))
                .severity(Severity::Error)
                .why("what is in a mount is there for its own step alone: the build stops here because it does not find the file")
                .help("copy it out of the mount in the step that makes it")
                .secondary(mount, "this mount");
        }
    }
}
