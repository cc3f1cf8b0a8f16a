//! The commands of a step, and how they are called.

use dlint_model::{Step, StepScript};
use dlint_shell::{Command, NestKind, Word};

use super::Site;

/// A command of a step.
pub(super) struct Call<'a> {
    pub(super) script: &'a StepScript,
    pub(super) command: &'a Command,
}

impl<'a> Call<'a> {
    /// The program, without its folder.
    pub(super) fn name(&self) -> &'a str {
        self.command.base_name().unwrap_or_default()
    }

    /// The words behind the program, where they are known.
    pub(super) fn words(&self) -> impl Iterator<Item = &'a str> {
        self.command.arguments().iter().filter_map(Word::value)
    }

    /// The first word that is no option: `install`.
    pub(super) fn verb(&self) -> &'a str {
        self.words().find(|word| !word.starts_with('-')).unwrap_or_default()
    }

    /// Whether another command runs it: `sudo`, the text of `sh -c`, or a shell that reads a heredoc.
    pub(super) fn is_run_by_another(&self) -> bool {
        let mut around = self.script.script.body().path(&self.command.standing);
        self.script.read_by.is_some()
            || self.command.wrapped_by.is_some()
            || around.any(|nest| nest.kind == NestKind::ShellText)
    }

    /// Whether it is called by the path of its program: `/opt/venv/bin/pip`.
    pub(super) fn is_by_path(&self) -> bool {
        self.command.name_word().is_some_and(|word| word.text.contains('/'))
    }
}

/// The commands of a step.
pub(super) fn calls_of<'a>(site: &Site<'a>, step: &'a Step<'a>) -> Vec<Call<'a>> {
    let scripts = site.build.scripts(step).iter();
    let calls = |script: &'a StepScript| {
        script.script.body().commands.iter().map(move |command| Call { script, command })
    };
    scripts.flat_map(calls).collect()
}

/// The commands of the step in question.
pub(super) fn calls<'a>(site: &Site<'a>) -> Vec<Call<'a>> {
    site.step.map(|step| calls_of(site, step)).unwrap_or_default()
}

/// Whether a code is about a program.
pub(super) fn is_about(code: &str, program: &str) -> bool {
    let is_python = || program.starts_with("python") || program.starts_with("pip");
    match code {
        "DL3001" => ["free", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim", "ifconfig"]
            .contains(&program),
        "DL3003" => program == "cd",
        "DL3004" => program == "sudo",
        "DL3008" | "DL3009" | "DL3014" | "DL3015" => ["apt-get", "apt", "aptitude"].contains(&program),
        "DL3010" => ["tar", "unzip", "gunzip", "bunzip2", "unxz"].contains(&program),
        "DL3013" | "DL3042" => is_python(),
        "DL3016" => program == "npm",
        "DL3018" | "DL3019" => program == "apk",
        "DL3027" => program == "apt",
        "DL3028" => program == "gem",
        "DL3030" | "DL3032" | "DL3033" => program == "yum",
        "DL3034" | "DL3035" | "DL3036" | "DL3037" => program == "zypper",
        "DL3038" | "DL3040" | "DL3041" => ["dnf", "microdnf", "tdnf", "dnf5"].contains(&program),
        "DL3046" => program == "useradd",
        "DL3047" => program == "wget",
        "DL3060" => program == "yarn",
        "DL3062" => program == "go",
        "DL4001" => ["curl", "wget"].contains(&program),
        "DL4005" => program == "ln",
        _ => false,
    }
}
