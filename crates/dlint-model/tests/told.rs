//! A build of which more is known than its file tells: the stages that are built, and the values of its arguments.

use dlint_model::{Base, Build, Options};
use dlint_text::SourceFile;

fn ask<T>(text: &str, options: Options, question: impl Fn(&Build<'_>) -> T) -> T {
    let source = SourceFile::new("Dockerfile", text);
    let file = dlint_syntax::parse(&source);
    question(&Build::with_options(&source, &file, options))
}

fn targets(names: &[&str]) -> Options {
    Options { targets: names.iter().map(|name| (*name).to_owned()).collect(), ..Options::NONE }
}

fn given(pairs: &[(&str, &str)]) -> Options {
    let build_args = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Options { build_args, ..Options::NONE }
}

#[test]
fn targets_are_what_is_shipped_and_what_they_need_is_needed() {
    const TEXT: &str =
        "FROM a AS base\nFROM base AS build\nFROM base AS Test\nCOPY --from=build /x /\nFROM base AS app\n";
    let stages = |wanted: &[&str]| {
        ask(TEXT, targets(wanted), |build| {
            let of = |is: fn(&dlint_model::Stage<'_>) -> bool| {
                let labels = build.stages().iter().filter(|stage| is(stage)).map(dlint_model::Stage::label);
                labels.collect::<Vec<_>>().join(" ")
            };
            [of(|stage| stage.is_built), of(|stage| stage.is_shipped), of(|stage| stage.is_needed)]
        })
    };
    assert_eq!(stages(&[]), ["app", "base app", "base app"]);
    assert_eq!(stages(&["test"]), ["Test", "base Test", "base build Test"]);
    assert_eq!(stages(&["TEST"]), ["Test", "base Test", "base build Test"]);
    assert_eq!(stages(&["1"]), ["build", "base build", "base build"]);
    assert_eq!(stages(&["test", "app"]), ["Test app", "base Test app", "base build Test app"]);
    // Nobody can build it; the last stage is as good a guess as ever.
    assert_eq!(stages(&["gone"]), ["app", "base app", "base app"]);
    assert_eq!(stages(&["9"]), ["app", "base app", "base app"]);
}

#[test]
fn a_target_that_does_a_chore_is_shipped_all_the_same() {
    const TEXT: &str = "FROM a AS release\nCMD x\nFROM b AS test\nRUN test";
    let shipped = |wanted: &[&str]| {
        ask(TEXT, targets(wanted), |build| {
            build.stages().iter().map(|stage| stage.is_shipped).collect::<Vec<_>>()
        })
    };
    assert_eq!(shipped(&[]), [true, false]);
    assert_eq!(shipped(&["test"]), [false, true]);
}

#[test]
fn what_may_be_in_the_image_is_asked_of_each_target() {
    const TEXT: &str = "ARG KIND\nFROM a AS base-x\nFROM a AS files\nFROM base-$KIND AS one\nCOPY --from=files / /\n\
                        FROM b AS two\n";
    let stages = |wanted: &[&str]| {
        ask(TEXT, targets(wanted), |build| {
            let of = |is: fn(&dlint_model::Stage<'_>) -> bool| {
                let labels = build.stages().iter().filter(|stage| is(stage)).map(dlint_model::Stage::label);
                labels.collect::<Vec<_>>().join(" ")
            };
            [of(|stage| stage.is_shipped), of(|stage| stage.is_in_image)]
        })
    };
    assert_eq!(stages(&[]), ["two", "two"]);
    assert_eq!(stages(&["one"]), ["base-x one", "base-x files one"]);
    assert_eq!(stages(&["two", "one"]), ["base-x one two", "base-x files one two"]);
}

#[test]
fn a_target_is_a_name_before_it_is_a_number() {
    let stage = |target: &str| {
        ask("FROM a\nFROM b AS x\nFROM c AS X\n", Options::NONE, |build| build.target_stage(target))
    };
    assert_eq!(stage("x"), Some(2), "a later stage takes a name over");
    assert_eq!(stage("0"), Some(0));
    assert_eq!(stage("3"), None);
    assert_eq!(stage(""), None);
}

#[test]
fn an_argument_that_is_given_beats_its_default() {
    let base = |options| {
        ask("ARG V=3.20\nFROM alpine:$V\n", options, |build| match &build.stages()[0].base {
            Base::Image(image) => image.text.clone(),
            other => format!("{other:?}"),
        })
    };
    assert_eq!(base(Options::NONE), "alpine:3.20");
    assert_eq!(base(given(&[("V", "3.19")])), "alpine:3.19");
    assert_eq!(base(given(&[("V", "3.18"), ("V", "3.19")])), "alpine:3.19", "the later counts");
    assert_eq!(base(given(&[("v", "3.19"), ("W", "1")])), "alpine:3.20", "names are told apart by case");
}

#[test]
fn an_argument_is_given_only_where_an_arg_asks_for_it() {
    let value = |text: &str, options| {
        ask(text, options, |build| {
            let stage = &build.stages()[0];
            build.variables_at_end(stage).value("V").map(str::to_owned)
        })
    };
    let one = || given(&[("V", "1")]);
    assert_eq!(value("FROM scratch\nARG V\n", one()), Some("1".to_owned()));
    assert_eq!(value("FROM scratch\nARG V=0\n", one()), Some("1".to_owned()));
    assert_eq!(value("FROM scratch\nARG W\n", one()), None);
    assert_eq!(value("ARG V=0\nFROM scratch\n", one()), None);
    assert_eq!(value("FROM scratch\nARG V\nENV V=2\n", one()), Some("2".to_owned()), "`ENV` wins");
}

#[test]
fn platforms_are_given_to_every_from_and_proxies_to_every_stage() {
    let options = || given(&[("TARGETARCH", "arm64"), ("http_proxy", "http://proxy.example")]);
    let platform = ask("FROM a:$TARGETARCH\nRUN x\n", options(), |build| build.stages()[0].base.clone());
    assert!(matches!(platform, Base::Image(image) if image.text == "a:arm64"));
    let at_end = |name: &str| {
        ask("FROM scratch\nRUN x\n", options(), |build| {
            let variables = build.variables_at_end(&build.stages()[0]);
            (variables.value(name).is_some(), variables.at_run_time().value(name).is_some())
        })
    };
    assert_eq!(at_end("http_proxy"), (true, false), "a container does not see it");
    assert_eq!(at_end("TARGETARCH"), (false, false), "a stage has to ask for it");
}
