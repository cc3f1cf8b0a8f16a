//! Stages: what each begins with, what it needs of others, and what is in force at each of its steps.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

use dlint_model::base_image::Family;
use dlint_model::{Base, Build, Layer, Options, Target, User};
use dlint_shell::Shell;
use dlint_text::SourceFile;

/// Asks something of the build of a file.
fn ask<T>(text: &str, question: impl Fn(&Build<'_>) -> T) -> T {
    let source = SourceFile::new("Dockerfile", text);
    let file = dlint_syntax::parse(&source);
    question(&Build::new(&source, &file))
}

/// Asks something of the last step of the last stage.
fn last<T>(text: &str, question: impl Fn(&Build<'_>, &dlint_model::Step<'_>) -> T) -> T {
    ask(text, |build| {
        let stage = build.stages().last().expect("a stage");
        question(build, stage.steps.last().expect("a step"))
    })
}

fn base(build: &Build<'_>) -> String {
    match &build.stages().last().expect("a stage").base {
        Base::Scratch => "scratch".to_owned(),
        Base::Stage(stage) => format!("stage {stage}"),
        Base::Image(image) => format!("image {}", image.text),
        Base::Context(name) => format!("context {name}"),
        Base::Unknown => "unknown".to_owned(),
    }
}

#[test]
fn a_stage_begins_with_an_image_a_stage_or_nothing() {
    for (text, expected) in [
        ("FROM debian:12", "image debian:12"),
        ("FROM scratch", "scratch"),
        ("ARG V=3.20\nFROM alpine:$V", "image alpine:3.20"),
        ("ARG V\nFROM alpine:${V:-3.19}", "image alpine:3.19"),
        ("ARG V\nFROM alpine:$V", "unknown"),
        ("FROM alpine:$V", "unknown"),
        ("ARG BASE=one\nFROM a AS one\nFROM $BASE", "stage 0"),
        ("FROM a AS one\nFROM b AS one\nFROM one", "stage 1"),
        ("FROM a AS One\nFROM one", "stage 0"),
        // A builder looks for the text as it is among names in lower case.
        ("FROM a AS One\nFROM One", "image One"),
        ("FROM later\nFROM a AS later", "image a"),
        ("FROM a\nFROM 0", "image 0"),
        ("FROM", "unknown"),
    ] {
        assert_eq!(ask(text, base), expected, "{text}");
    }
    let source = SourceFile::new("Dockerfile", "FROM src");
    let file = dlint_syntax::parse(&source);
    let options = Options { contexts: vec!["src".to_owned()], ..Options::NONE };
    assert_eq!(base(&Build::with_options(&source, &file, options)), "context src");
}

#[test]
fn a_chain_of_stages_has_one_root() {
    let text = "FROM golang:1.23-alpine AS a\nFROM a AS b\nFROM b";
    ask(text, |build| {
        let chain: Vec<usize> = build.chain(2).map(|stage| stage.index).collect();
        assert_eq!(chain, [2, 1, 0]);
        let facts = build.stages()[2].facts().expect("facts");
        assert_eq!(facts.family.map(Family::as_str), Some("alpine"));
    });
}

#[test]
fn it_is_known_which_stages_the_last_one_needs() {
    let text = "FROM a AS unused\nFROM b AS base\nFROM c AS tool\nFROM base AS built\nRUN --mount=from=tool,target=/t x\n\
                FROM d\nCOPY --from=built /x /x\nCOPY --from=1 /y /y\nCOPY --from=busybox /z /z";
    ask(text, |build| {
        let needed: Vec<bool> = build.stages().iter().map(|stage| stage.is_needed).collect();
        assert_eq!(needed, [false, true, true, true, true]);
        let shipped: Vec<bool> = build.stages().iter().map(|stage| stage.is_shipped).collect();
        assert_eq!(shipped, [false, false, false, false, true]);
        let targets: Vec<&Target> = build.stages()[4].references.iter().map(|one| &one.target).collect();
        assert_eq!(targets, [&Target::Stage(3), &Target::Stage(1), &Target::Image("busybox".to_owned())]);
        assert_eq!(build.stages()[3].references[0].mount, Some(0));
    });
}

#[test]
fn an_archive_that_a_step_makes_holds_the_stages_that_it_mounts() {
    let text = "FROM a AS base\nFROM base AS built\nFROM tool AS pack\nRUN --mount=from=built,target=/x pack /x > out.tar\n\
                FROM b AS unused\nFROM oci-archive:out.tar";
    ask(text, |build| {
        let shipped: Vec<bool> = build.stages().iter().map(|stage| stage.is_shipped).collect();
        assert_eq!(shipped, [true, true, false, false, true]);
    });
}

#[test]
fn of_several_stages_that_a_variable_chooses_from_each_may_be_in_the_image() {
    let text = "ARG TARGETARCH\nFROM a AS base\nFROM base AS base-amd64\nFROM base AS base-arm64\nFROM b AS tool\n\
                FROM base-$TARGETARCH AS final\nFROM final";
    ask(text, |build| {
        let shipped: Vec<bool> = build.stages().iter().map(|stage| stage.is_shipped).collect();
        assert_eq!(shipped, [true, true, true, false, true, true]);
        let needed: Vec<bool> = build.stages().iter().map(|stage| stage.is_needed).collect();
        assert_eq!(needed, shipped);
    });
    ask("FROM a AS base\nFROM $IMAGE", |build| assert!(!build.stages()[0].is_shipped));
}

#[test]
fn a_last_stage_that_does_a_chore_is_not_what_is_shipped() {
    let shipped = |text: &str| {
        ask(text, |build| build.stages().iter().map(|stage| stage.is_shipped).collect::<Vec<bool>>())
    };
    let release = "FROM a AS build\nFROM b AS release\nCMD x\n";
    assert_eq!(shipped(&format!("{release}FROM c AS upload-artifact\nRUN upload")), [false, true, false]);
    assert_eq!(shipped(&format!("{release}FROM build AS E2E\nRUN e2e")), [false, true, false]);
    let needed = ask(&format!("{release}FROM build AS test"), |build| {
        build.stages().iter().map(|stage| stage.is_needed).collect::<Vec<bool>>()
    });
    assert_eq!(needed, [true, true, true], "what is built and what is shipped");
    // It says what runs, so it is an image of its own.
    assert_eq!(shipped(&format!("{release}FROM c AS test\nCMD test")), [false, false, true]);
    // What the other says is in force in it too.
    assert_eq!(shipped(&format!("{release}FROM release AS test\nRUN test")), [false, true, true]);
    // Its name says nothing of a chore, or no other stage is an image that runs.
    assert_eq!(shipped(&format!("{release}FROM c AS uploader\nRUN upload")), [false, false, true]);
    assert_eq!(shipped("FROM a AS build\nFROM c AS test\nRUN test"), [false, true]);
}

#[test]
fn users_folders_and_shells_are_in_force_until_the_next_one() {
    let text = "FROM debian:12\nRUN a\nUSER app:app\nWORKDIR /srv\nWORKDIR web\nSHELL [\"/bin/bash\", \"-eo\", \"pipefail\", \"-c\"]\nRUN b\n";
    ask(text, |build| {
        let steps = &build.stages()[0].steps;
        let first = &steps[0].state;
        assert_eq!((&first.user, first.workdir.as_str()), (&User::Root, "/"));
        assert_eq!((first.dialect().shell, first.shell_is_set), (Shell::Dash, false));
        let last = &steps.last().expect("a step").state;
        assert_eq!((last.user.name(), last.workdir.as_str()), (Some("app"), "/srv/web"));
        assert!(last.shell_is_set && last.dialect().pipefail && last.dialect().errexit);
        assert_eq!(last.dialect().shell, Shell::Bash);
    });
}

#[test]
fn a_stage_inherits_what_its_base_ends_with() {
    let text = "FROM alpine AS base\nUSER 1000\nWORKDIR /x\nSHELL [\"/bin/ash\", \"-c\"]\nENV A=1\nARG B=2\nFROM base\nRUN true";
    last(text, |build, step| {
        assert_eq!((step.state.user.name(), step.state.workdir.as_str()), (Some("1000"), "/x"));
        assert!(step.state.shell_is_set);
        assert_eq!(build.variables(step).value("A"), Some("1"));
        assert_eq!(build.variables(step).value("B"), Some("2"));
        assert_eq!(build.variables(step).at_run_time().value("B"), None);
    });
}

#[test]
fn what_an_image_sets_is_in_force_at_the_beginning() {
    for (image, user, folder, family) in [
        ("debian:12", Some("root"), "/", Some("debian")),
        ("golang:1.23", Some("root"), "/go", Some("debian")),
        ("gcr.io/distroless/static:nonroot", Some("65532"), "/home/nonroot", Some("distroless")),
        ("scratch", Some("root"), "/", Some("scratch-like")),
        ("registry.example/own:1", None, "${WORKDIR}", None),
    ] {
        last(&format!("FROM {image}\nRUN true"), |_, step| {
            let state = &step.state;
            let found = (state.user.name(), state.workdir.as_str(), state.family.map(Family::as_str));
            assert_eq!(found, (user, folder, family), "{image}");
        });
    }
}

#[test]
fn sh_is_the_program_that_the_system_has() {
    for (text, shell) in [
        ("FROM debian\nRUN x", Shell::Dash),
        ("FROM ubuntu:22.04\nRUN x", Shell::Dash),
        ("FROM node:20-alpine\nRUN x", Shell::Busybox),
        ("FROM rockylinux:9\nRUN x", Shell::Bash),
        ("FROM registry.example/own\nRUN x", Shell::Sh),
        ("FROM debian\nSHELL [\"/bin/bash\", \"-c\"]\nRUN x", Shell::Bash),
        ("FROM alpine\nSHELL [\"/bin/sh\", \"-ec\"]\nRUN x", Shell::Busybox),
        (
            "FROM condaforge/miniforge3\nSHELL [\"conda\", \"run\", \"-n\", \"x\", \"/bin/bash\", \"-c\"]\nRUN x",
            Shell::Bash,
        ),
        ("FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN x", Shell::Cmd),
        ("# escape=`\nFROM registry.example/own\nRUN x", Shell::Cmd),
        (
            "FROM registry.example/app-windowsservercore\nSHELL [\"powershell\", \"-Command\"]\nRUN x",
            Shell::PowerShell,
        ),
        ("# hadolint shell=bash\nFROM registry.example/own\nRUN x", Shell::Bash),
        ("FROM registry.example/own\n# hadolint shell=powershell\nRUN x", Shell::PowerShell),
        ("FROM registry.example/own AS a\n# hadolint shell=bash\nRUN x\nFROM b\nRUN y", Shell::Sh),
    ] {
        assert_eq!(last(text, |_, step| step.state.dialect().shell), shell, "{text}");
    }
}

#[test]
fn children_run_the_triggers_of_their_base() {
    let text = "FROM debian AS base\nONBUILD WORKDIR /app\nONBUILD COPY . .\nFROM base AS child\nRUN make\nFROM child\nRUN true";
    ask(text, |build| {
        let steps = |stage: usize| -> Vec<&str> {
            build.stages()[stage].steps.iter().map(|step| step.instruction.keyword.as_str()).collect()
        };
        assert_eq!(steps(1), ["WORKDIR", "COPY", "RUN"]);
        assert_eq!(steps(2), ["RUN"], "triggers run once, in the direct child");
        let child = &build.stages()[1];
        assert_eq!(child.steps[0].inherited_from, Some(0));
        assert_eq!(child.steps[2].state.workdir.as_str(), "/app");
        assert_eq!(child.own_steps().count(), 1);
        assert_eq!(build.stages()[0].triggers.len(), 2);
        assert_eq!(build.stages()[0].triggers[1].state.workdir.as_str(), "/app");
    });
}

#[test]
fn steps_add_layers_folders_or_nothing() {
    let text = "FROM debian\nRUN a\nCOPY b /\nADD c /\nWORKDIR /d\nENV e=f\nCMD g\nLABEL h=i\nONBUILD RUN j";
    ask(text, |build| {
        let layers: Vec<Layer> = build.stages()[0].steps.iter().map(dlint_model::Step::layer).collect();
        let (files, none) = (Layer::Files, Layer::Configuration);
        assert_eq!(layers, [files, files, files, Layer::Folder, none, none, none, none]);
    });
}

#[test]
fn the_cache_key_of_a_step_is_what_can_change_it() {
    let text = "ARG G=1\nFROM debian AS a\nENV A=1\nFROM a\nARG B\nRUN --mount=type=bind,source=x,target=/x --mount=type=cache,target=/c true";
    last(text, |build, step| {
        let key = build.cache_key(step);
        assert_eq!(key.variables, ["A", "B"]);
        let files: Vec<String> = key.files.iter().map(|(from, path)| format!("{from}{path}")).collect();
        assert_eq!(files, ["context:/x"]);
    });
    let text = "FROM debian AS a\nFROM debian\nARG V DIR\nCOPY --from=a /bin/$V ${DIR:-/x}/";
    last(text, |build, step| {
        let key = build.cache_key(step);
        assert_eq!(key.variables, ["DIR", "V"]);
        assert_eq!(key.files.len(), 1);
        assert!(!key.asks_network);
    });
    last("FROM debian\nADD https://example.org/x /x", |build, step| {
        assert!(build.cache_key(step).asks_network);
    });
}

#[test]
fn hostile_files_are_read_in_time() {
    let stages = (1..20_000).map(|stage| format!("FROM s{} AS s{stage}\nENV A=$A$B\n", stage - 1));
    let chain = stages.collect::<Vec<_>>().concat();
    let folders = "WORKDIR a\n".repeat(50_000);
    let doubling = "ENV A=$A$A\n".repeat(10_000);
    for text in [
        format!("FROM x AS s0\n{chain}"),
        format!("FROM x\n{folders}"),
        format!("FROM x\nENV A=aa\n{doubling}"),
    ] {
        let started = std::time::Instant::now();
        ask(&text, |build| assert!(!build.stages().is_empty()));
        assert!(
            started.elapsed().as_secs() < 10,
            "{:?}: {}",
            started.elapsed(),
            text.get(..60).expect("a beginning")
        );
    }
}
