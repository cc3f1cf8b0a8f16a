//! The examples of tutorials, and whether the model sees in them what is wrong with them.
//!
//! Each example names the problems that have to be found in it, and those that must not be. Those of them that follow
//! from effects alone are looked for here, in a line or two each.

#![expect(clippy::indexing_slicing, reason = "a key that is not in a JSON value gives null")]

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use dlint_model::effects::{Action, Effect, Origin, ReadFrom, Shape};
use dlint_model::packages::{Manager, Operation};
use dlint_model::path::Fit;
use dlint_model::{Build, Step};
use dlint_text::SourceFile;
use serde_json::Value;

/// Checks the examples of the file; whether all of them are as they say.
pub(crate) fn seeds(data: &Path, if_present: bool) -> Result<bool> {
    let path = data.join("catalogue/seed-cases.json");
    if !path.is_file() {
        let message = format!("there is no `{}`; name the folder with --data", path.display());
        if if_present {
            println!("{message}");
            return Ok(true);
        }
        bail!(message);
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let cases: Value = serde_json::from_str(&text)?;
    let mut wrong = 0;
    let mut asked = 0;
    let mut examples = 0;
    for case in cases["cases"].as_array().into_iter().flatten() {
        let found = problems(case["lint_input"].as_str().unwrap_or_default());
        examples += 1;
        let names = |key: &str| -> Vec<&str> {
            case[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
        };
        for name in names("expect_default").into_iter().filter(|name| PROBLEMS.contains(name)) {
            asked += 1;
            if !found.contains(name) {
                println!("{}: `{name}` is not seen", case["id"]);
                wrong += 1;
            }
        }
        for name in names("must_not_report").into_iter().filter(|name| PROBLEMS.contains(name)) {
            asked += 1;
            if found.contains(name) {
                println!("{}: `{name}` is seen, and is not there", case["id"]);
                wrong += 1;
            }
        }
    }
    println!("{examples} examples, {} of {asked} answers as they should be", asked - wrong);
    Ok(wrong == 0 && asked > 0)
}

/// The problems that follow from effects alone.
const PROBLEMS: [&str; 7] = [
    "archive-left-in-layer",
    "delete-in-later-layer",
    "download-split-across-layers",
    "package-cache-in-layer",
    "recursive-chown-doubles-layer",
    "source-copied-before-dependencies",
    "split-update-install",
];

fn problems(text: &str) -> BTreeSet<&'static str> {
    let source = SourceFile::new("Dockerfile", text);
    let file = dlint_syntax::parse(&source);
    let build = Build::new(&source, &file);
    let mut found = BTreeSet::new();
    for stage in build.stages() {
        // The steps of the whole chain, the base's first.
        let mut chain: Vec<_> = build.chain(stage.index).collect();
        chain.reverse();
        let steps: Vec<&Step<'_>> = chain.iter().flat_map(|stage| &stage.steps).collect();
        for (index, step) in steps.iter().enumerate() {
            let before = steps.get(..index).unwrap_or_default();
            let behind = steps.get(index + 1..).unwrap_or_default();
            found.extend(updated_alone(&build, step, behind).then_some("split-update-install"));
            found.extend(
                copied_early(&build, step, before, behind).then_some("source-copied-before-dependencies"),
            );
            if !stage.is_shipped {
                continue;
            }
            found.extend(cache_left(&build, step).then_some("package-cache-in-layer"));
            found.extend(archive_left(&build, step).then_some("archive-left-in-layer"));
            found.extend(extracted_late(&build, step, before).then_some("download-split-across-layers"));
            found.extend(owner_changed(&build, step, before).then_some("recursive-chown-doubles-layer"));
            found.extend(deleted_late(&build, step, before).then_some("delete-in-later-layer"));
        }
    }
    found
}

/// The managers that a step does this with, in order.
fn managers(build: &Build<'_>, step: &Step<'_>, wanted: impl Fn(Operation) -> bool) -> Vec<Manager> {
    let packages = build.effects(step).packages();
    packages.filter(|(_, action)| wanted(action.operation)).map(|(_, action)| action.manager).collect()
}

fn updated_alone(build: &Build<'_>, step: &Step<'_>, behind: &[&Step<'_>]) -> bool {
    let installs = |step: &Step<'_>| managers(build, step, |operation| operation == Operation::Install);
    let updates = |step: &Step<'_>| managers(build, step, |operation| operation == Operation::Update);
    let own = installs(step);
    updates(step).iter().filter(|manager| !own.contains(manager)).any(|manager| {
        behind.iter().any(|later| installs(later).contains(manager) && !updates(later).contains(manager))
    })
}

fn copied_early(build: &Build<'_>, step: &Step<'_>, before: &[&Step<'_>], behind: &[&Step<'_>]) -> bool {
    let projects = |step: &Step<'_>| {
        let wanted =
            |operation| matches!(operation, Operation::Install | Operation::Download | Operation::Build);
        let packages = build.effects(step).packages().filter(|(_, action)| action.is_project);
        packages
            .filter(|(_, action)| wanted(action.operation))
            .map(|(_, action)| action.clone())
            .collect::<Vec<_>>()
    };
    let copies_all = |effect: &Effect| {
        let Action::Read { path, from: ReadFrom::Context } = &effect.action else { return false };
        path.as_str() == "/"
    };
    let effects = &build.effects(step).all;
    let target = effects.iter().find_map(|effect| match &effect.action {
        Action::Write { path, shape: Shape::Tree, origin: Origin::Context } => Some(path),
        _ => None,
    });
    let Some(target) = target.filter(|_| effects.iter().any(copies_all)) else { return false };
    behind.iter().flat_map(|later| projects(later)).any(|action| {
        let done =
            before.iter().flat_map(|earlier| projects(earlier)).any(|one| one.manager == action.manager);
        !done && action.manifests.iter().any(|manifest| target.covers(manifest) == Fit::Yes)
    })
}

fn cache_left(build: &Build<'_>, step: &Step<'_>) -> bool {
    let installed = managers(build, step, |operation| operation == Operation::Install);
    build.stored(step).iter().any(|effect| match &effect.action {
        Action::Write { origin: Origin::Cache(manager), .. } => installed.contains(manager),
        _ => false,
    })
}

fn archive_left(build: &Build<'_>, step: &Step<'_>) -> bool {
    let effects = &build.effects(step).all;
    let is_extracted = |path| {
        effects.iter().any(|effect| matches!(&effect.action, Action::Extract { archive: Some(archive), .. } if archive == path))
    };
    build.stored(step).iter().any(|effect| match &effect.action {
        Action::Write { path, origin: Origin::Download, .. } => is_extracted(path),
        _ => false,
    })
}

fn extracted_late(build: &Build<'_>, step: &Step<'_>, before: &[&Step<'_>]) -> bool {
    build.effects(step).all.iter().any(|effect| {
        let Action::Extract { archive: Some(archive), .. } = &effect.action else { return false };
        before.iter().any(|earlier| {
            build.stored(earlier).iter().any(|effect| match &effect.action {
                Action::Write { path, origin: Origin::Download, .. } => path == archive,
                _ => false,
            })
        })
    })
}

fn owner_changed(build: &Build<'_>, step: &Step<'_>, before: &[&Step<'_>]) -> bool {
    build.effects(step).all.iter().any(|effect| {
        let (Action::Owner { path, recursive: true, .. } | Action::Mode { path, recursive: true, .. }) =
            &effect.action
        else {
            return false;
        };
        before.iter().any(|earlier| stores_below(build, earlier, path))
    })
}

fn stores_below(build: &Build<'_>, step: &Step<'_>, path: &dlint_model::path::ImagePath) -> bool {
    build.stored(step).iter().any(|effect| {
        let is_folder = matches!(effect.action, Action::Write { shape: Shape::Folder, .. });
        !is_folder && effect.action.stored().is_some_and(|stored| path.covers(stored) == Fit::Yes)
    })
}

fn deleted_late(build: &Build<'_>, step: &Step<'_>, before: &[&Step<'_>]) -> bool {
    let installs = |step: &Step<'_>| managers(build, step, |operation| operation == Operation::Install);
    let own = installs(step);
    let cleans = managers(build, step, |operation| operation == Operation::Clean);
    let cleans_late = cleans.iter().any(|manager| {
        !own.contains(manager) && before.iter().any(|earlier| installs(earlier).contains(manager))
    });
    // What this step writes itself is not only the earlier one's.
    let stored: Vec<_> = build.effects(step).all.iter().filter_map(|effect| effect.action.stored()).collect();
    let removes_late =
        build.effects(step).all.iter().filter_map(|effect| effect.action.removed()).any(|removed| {
            let is_own = stored.iter().any(|path| removed.covers(path) == Fit::Yes);
            !is_own && before.iter().any(|earlier| stores_below(build, earlier, removed))
        });
    cleans_late || removes_late
}
