//! The scripts of a step: which there are, which shell reads them, when they run, and what is found in them.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

use dlint_model::{Build, Runs};
use dlint_text::SourceFile;

/// The scripts of the last step, each as `when shell: findings`.
fn scripts(text: &str) -> Vec<String> {
    let source = SourceFile::new("Dockerfile", text);
    let file = dlint_syntax::parse(&source);
    let build = Build::new(&source, &file);
    let step = build.stages().last().expect("a stage").steps.last().expect("a step");
    let show = |script: &dlint_model::StepScript| {
        let runs = match script.runs {
            Runs::InBuild => "build",
            Runs::InContainer => "container",
            Runs::WhenCalled => "called",
        };
        let kind = match (script.is_exec, script.read_by.is_some()) {
            (true, _) => " exec",
            (_, true) => " part",
            _ => "",
        };
        let found = script.findings().iter().map(|one| format!(" {}@{}", one.code, source.slice(one.span)));
        format!("{runs}{kind} {:?}:{}", script.script.dialect().shell, found.collect::<String>())
    };
    build.scripts(step).iter().map(show).collect()
}

#[test]
fn every_instruction_that_runs_something_has_its_script() {
    for (text, expected) in [
        ("RUN echo $x", vec!["build Dash: 2086@$x 2154@$x"]),
        ("CMD echo $x", vec!["container Dash: 2086@$x 2154@$x"]),
        ("ENTRYPOINT exec app $x", vec!["container Dash: 2086@$x 2154@$x"]),
        ("HEALTHCHECK --interval=5s CMD test $x", vec!["container Dash: 2086@$x 2154@$x"]),
        ("HEALTHCHECK NONE", vec![]),
        ("RUN [\"apt-get\", \"$x\"]", vec!["build exec Sh:"]),
        ("RUN [\"sh\", \"-c\", \"echo $x\"]", vec!["build exec Sh: 2086@$x 2154@$x"]),
        ("ENTRYPOINT [\"/bin/bash\", \"-ec\", \"echo $x\"]", vec!["container exec Bash: 2086@$x 2154@$x"]),
        ("COPY a b", vec![]),
    ] {
        assert_eq!(scripts(&format!("FROM debian:12\n{text}\n")), expected, "{text}");
    }
}

#[test]
fn heredocs_are_read_by_what_they_are_for() {
    for (text, expected) in [
        ("RUN <<EOF\necho $x\nEOF", vec!["build Dash: 2086@$x 2154@$x"]),
        ("RUN <<-EOF\n\t\techo $x\n\tEOF", vec!["build Dash: 2086@$x 2154@$x"]),
        ("RUN <<EOF\n#!/bin/bash\n[[ -n $x ]]\nEOF", vec!["build Bash:"]),
        ("RUN <<EOF\n#!/usr/bin/env python3\nprint($x)\nEOF", vec!["build Other:"]),
        // The shell puts variables into it, whoever reads it.
        ("RUN python3 <<EOF\nprint($x)\nEOF", vec!["build Dash: 2154@$x"]),
        ("RUN python3 <<'EOF'\nprint($x)\nEOF", vec!["build Dash:"]),
        ("RUN cat <<EOF > /f\n$x\nEOF", vec!["build Dash: 2154@$x"]),
        ("RUN bash <<'EOF'\necho $x\nEOF", vec!["build Dash:", "build part Bash: 2086@$x 2154@$x"]),
        ("COPY <<EOF /run.sh\necho $x\nEOF", vec!["called Sh: 2086@$x 2154@$x"]),
        ("COPY <<EOF /run\n#!/bin/bash\necho $x\nEOF", vec!["called Bash: 2086@$x 2154@$x"]),
        ("COPY <<EOF /config\necho $x\nEOF", vec![]),
        ("COPY <<a.sh <<b.txt /etc/\necho $x\na.sh\necho $x\nb.txt", vec!["called Sh: 2086@$x 2154@$x"]),
        ("ADD <<EOF /run.py\n#!/usr/bin/python3\nEOF", vec![]),
    ] {
        assert_eq!(scripts(&format!("FROM debian:12\n{text}\n")), expected, "{text}");
    }
}

#[test]
fn variables_of_the_dockerfile_are_set_when_its_scripts_run() {
    for (text, expected) in [
        ("ARG x\nRUN echo $x", "build Dash:"),
        ("ARG x='a b'\nRUN echo $x", "build Dash: 2086@$x"),
        ("ARG x=1 y=2\nRUN echo $x$y", "build Dash:"),
        ("ENV x=1\nCMD echo $x", "container Dash:"),
        // It is gone when the container runs.
        ("ARG x=1\nCMD echo $x", "container Dash: 2086@$x 2154@$x"),
        ("RUN echo $PATH", "build Dash: 2086@$PATH"),
        ("RUN echo \"$x\"\nENV x=1\nRUN echo \"$x\"", "build Dash:"),
    ] {
        assert_eq!(scripts(&format!("FROM debian:12\n{text}\n")), [expected], "{text}");
    }
    let inherited = "FROM debian:12 AS base\nARG x=1\nENV y=2\nFROM base\nRUN echo $x$y\n";
    assert_eq!(scripts(inherited), ["build Dash:"]);
    let other = "FROM debian:12 AS base\nARG x=1\nFROM debian:12\nRUN echo \"$x\"\n";
    assert_eq!(scripts(other), ["build Dash: 2154@$x"]);
}

#[test]
fn nothing_is_found_for_shells_that_are_none_of_unix() {
    for text in [
        "FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN echo $x",
        "FROM registry.example/own\nSHELL [\"powershell\", \"-Command\"]\nRUN echo $x; rm $y",
        "FROM debian:12\nSHELL [\"/usr/bin/python3\", \"-c\"]\nRUN print($x)",
        "FROM debian:12\nRUN [\"powershell\", \"-Command\", \"echo $x\"]",
        "# escape=`\nFROM registry.example/own\nRUN dir $x",
    ] {
        assert!(scripts(text).iter().all(|script| script.ends_with(':')), "{text}: {:?}", scripts(text));
    }
}

#[test]
fn triggers_have_scripts_in_the_stages_that_run_them() {
    let text = "FROM debian:12 AS base\nENV x=1\nONBUILD RUN <<EOF\necho $x $y\nEOF\nFROM base\n";
    assert_eq!(scripts(text), ["build Dash: 2086@$y 2154@$y"]);
}
