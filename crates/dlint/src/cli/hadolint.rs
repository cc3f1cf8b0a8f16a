//! `dlint hadolint`, and dlint by the name of `hadolint`: for the editors, hooks and pipelines that call that program.
//!
//! The command line, the configuration, the output formats and the exit status are hadolint's; so are the set of rules
//! and their severities. What is found, and what is said about it, is dlint's. Unlike hadolint, a file that cannot be
//! read spoils no other, and a broken configuration is an error and not none.

mod arguments;

use std::env;
use std::ffi::OsString;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use clap::Parser;
use dlint::{
    Adjust, Finding, Input, Outcome, Profile, RuleSet, Selection, Settings, Severity, SourceFile, lint,
};
use dlint_config::{HadolintConfig, Threshold, users_hadolint_config};
use dlint_report::{FileReport, HadolintFormat, HadolintReport, write_as_hadolint};

use self::arguments::HadolintArguments;
use super::arguments::Color;
use super::stream::Stream;
use super::{Status, complain, read, refuse_with, say};

/// Whether the program goes by hadolint's name, or is asked to stand in for it.
pub(super) fn is_meant() -> bool {
    let mut arguments = env::args_os();
    let name = arguments.next().map(PathBuf::from);
    let is_name = name.and_then(|path| Some(path.file_stem()? == "hadolint")).unwrap_or_default();
    is_name || arguments.next().is_some_and(|first| first == "hadolint")
}

/// Runs with the arguments of the process.
pub(super) fn run() -> io::Result<Status> {
    let mut words: Vec<OsString> = env::args_os().skip(1).collect();
    if words.first().is_some_and(|first| first == "hadolint") {
        words.remove(0);
    }
    words.insert(0, OsString::from("hadolint"));
    match HadolintArguments::try_parse_from(words) {
        Ok(arguments) => Run::new(&arguments).map_or(Ok(Status::Findings), |run| run.run(&arguments)),
        Err(error) if error.use_stderr() => {
            refuse_with(&error);
            Ok(Status::Findings)
        }
        Err(error) => {
            refuse_with(&error);
            Ok(Status::Clean)
        }
    }
}

/// What a run goes by.
struct Run {
    config: HadolintConfig,
    rules: RuleSet,
    settings: Settings,
}

/// A file that was linted.
struct Linted {
    source: SourceFile,
    outcome: Outcome,
}

impl Run {
    /// Reads the configuration; `None`, and a complaint, where it is broken.
    fn new(arguments: &HadolintArguments) -> Option<Self> {
        let environment = HadolintConfig::of_environment(|name| env::var(name).ok());
        let file = config_file(arguments)?;
        let config = environment.with(file).with(arguments.config());
        let rules = dlint::rules();
        let settings = settings(&config, &rules);
        Some(Self { config, rules, settings })
    }

    fn run(&self, arguments: &HadolintArguments) -> io::Result<Status> {
        if arguments.dockerfiles.is_empty() {
            complain("name a Dockerfile, or `-` for standard input");
            return Ok(Status::Findings);
        }
        let Some(formats) = self.formats() else { return Ok(Status::Findings) };
        let mut failed = false;
        let mut linted = Vec::new();
        for path in &arguments.dockerfiles {
            match self.lint(path) {
                Ok(one) => linted.push(one),
                Err(message) => {
                    complain(&format!("`{}`: {message}", read::display(path)));
                    failed = true;
                }
            }
        }
        self.write(&linted, &formats, arguments)?;
        let least = self.config.threshold.map_or(Profile::Hadolint.fails_on(), Threshold::least);
        let is_grave = |finding: &Finding| finding.severity >= least || finding.code() == "syntax";
        failed |= linted.iter().flat_map(|one| &one.outcome.findings).any(is_grave);
        let forgives =
            self.config.no_fail.unwrap_or_default() || formats.iter().any(|format| format.always_succeeds());
        Ok(if failed && !forgives { Status::Findings } else { Status::Clean })
    }

    /// The formats by their names; a complaint for one that there is not.
    fn formats(&self) -> Option<Vec<HadolintFormat>> {
        let mut formats = Vec::new();
        for name in &self.config.formats {
            let Some(format) = HadolintFormat::named(name) else {
                let known = HadolintFormat::ALL.map(HadolintFormat::as_str).join(", ");
                complain(&format!("there is no format `{name}`; the formats are {known}"));
                return None;
            };
            formats.push(format);
        }
        if formats.is_empty() {
            formats.push(HadolintFormat::Tty);
        }
        Some(formats)
    }

    fn lint(&self, path: &Path) -> Result<Linted, String> {
        let source = if path == Path::new("-") { read::stdin("-")? } else { read::file(path)? };
        if self.config.verbose.unwrap_or_default() {
            say(&format!("reading {}", read::display(path)));
        }
        let work = || lint(&self.settings, &self.rules, &Input::new(&source));
        let outcome = catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
            "dlint failed on this file; this is a mistake in dlint, please report it".to_owned()
        })?;
        Ok(Linted { source, outcome })
    }

    /// Writes each format to the output at its place, or to standard output.
    fn write(
        &self,
        linted: &[Linted],
        formats: &[HadolintFormat],
        arguments: &HadolintArguments,
    ) -> io::Result<()> {
        let files: Vec<FileReport<'_>> = linted
            .iter()
            .map(|one| FileReport {
                source: &one.source,
                findings: &one.outcome.findings,
                suppressed: &[],
                secrets: &one.outcome.secrets,
                fail_on: None,
            })
            .collect();
        let report = HadolintReport { files: &files, path: arguments.file_path_in_report.as_deref() };
        let color = if self.config.no_color.unwrap_or_default() { Color::Never } else { Color::Auto };
        for (index, format) in formats.iter().enumerate() {
            let stream = match arguments.output.get(index) {
                Some(path) if path != Path::new("-") => Stream::File(path),
                _ => Stream::Stdout,
            };
            stream.write(color, |out| write_as_hadolint(report, *format, out))?;
        }
        Ok(())
    }
}

/// What the configuration file says; `None`, and a complaint, where it cannot be read.
fn config_file(arguments: &HadolintArguments) -> Option<HadolintConfig> {
    match arguments.config.clone().or_else(found_config) {
        Some(path) => read_config(&path),
        None => Some(HadolintConfig::default()),
    }
}

/// The configuration file that hadolint would read.
pub(super) fn found_config() -> Option<PathBuf> {
    users_hadolint_config(Path::new(""))
}

/// Reads a configuration file of hadolint's; `None`, and a complaint for each mistake, where it cannot be read.
pub(super) fn read_config(path: &Path) -> Option<HadolintConfig> {
    let source = match read::file(path) {
        Ok(source) => source,
        Err(message) => {
            complain(&format!("`{}`: {message}", read::display(path)));
            return None;
        }
    };
    match HadolintConfig::read(source.text()) {
        Ok(config) => Some(config),
        Err(mistakes) => {
            for mistake in mistakes {
                let at = source.position(mistake.span.start, dlint::Encoding::Utf32);
                let place = format!("{}:{}:{}", source.name(), at.line, at.column);
                complain(&format!("{place}: {}; {}", mistake.message, mistake.help));
            }
            None
        }
    }
}

/// The rules that run. Codes that dlint does not have are passed over, as hadolint passes over its own unknown ones.
fn settings(config: &HadolintConfig, rules: &RuleSet) -> Settings {
    let is_known = |code: &str| Settings::check_selector(rules, code).is_ok();
    let weights = config.weights();
    let weights: Vec<(String, Severity)> = weights
        .into_iter()
        .filter(|(code, _)| is_known(code))
        .map(|(code, severity)| (code.to_owned(), severity))
        .collect();
    let selection = Selection {
        profile: Profile::Hadolint,
        // A severity wakes a rule that is off.
        extend_select: weights.iter().map(|(code, _)| code.clone()).collect(),
        ignore: config.ignored.iter().filter(|code| is_known(code)).cloned().collect(),
        adjust: Adjust { severities: weights, ..Adjust::default() },
        no_inline_ignores: if config.disable_ignore_pragma.unwrap_or_default() {
            vec!["ALL".to_owned()]
        } else {
            Vec::new()
        },
        ..Selection::default()
    };
    let settings = Settings::new(rules, &selection).unwrap_or_else(|_| Settings::recommended(rules));
    settings.with_options(config.rule_options())
}
