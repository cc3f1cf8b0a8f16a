//! One file through all rules.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dlint_diagnostics::{Finding, Secrets, Severity, Suppressed};
use dlint_model::context::{FindContext, NoContext};
use dlint_model::{Build, Options};
use dlint_syntax::{File, parse};
use dlint_text::{SourceFile, Span};

use crate::builtin::{self, INTERNAL_ERROR, UNUSED_IGNORE};
use crate::command::commands;
use crate::context::{Step, steps};
use crate::offered::Offered;
use crate::suppress::{self, Collector, Ignores, Used};
use crate::{Check, Command, Cx, Findings, Rule, RuleSet, Settings, once, shell};

/// What is linted.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Input<'a> {
    /// The file.
    pub source: &'a SourceFile,
    /// Finds the build context, if a rule asks for it.
    pub context: &'a dyn FindContext,
    /// What else is known of the build: which stages are built, with which arguments.
    pub build: &'a Options,
    /// Whether the text is all that fixes may change, and no ignore file beside it.
    pub is_alone: bool,
}

/// Nothing else.
static NO_OPTIONS: Options = Options::NONE;

impl<'a> Input<'a> {
    /// A file, and nothing known of what lies around it.
    pub fn new(source: &'a SourceFile) -> Self {
        Self { source, context: &NoContext, build: &NO_OPTIONS, is_alone: false }
    }

    /// The same file, with what lies around it.
    pub fn with_context(self, context: &'a dyn FindContext) -> Self {
        Self { context, ..self }
    }

    /// The same file, beside which nothing may be changed: it comes from a pipe.
    pub fn alone(self) -> Self {
        Self { is_alone: true, ..self }
    }

    /// The same file, in a build of which more is known.
    pub fn with_build(self, build: &'a Options) -> Self {
        Self { build, ..self }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outcome {
    /// The parsed file.
    pub file: File,
    /// What was found, sorted by place and code.
    pub findings: Vec<Finding>,
    /// What was found, too, and is ignored by a comment; in the same order.
    pub suppressed: Vec<Suppressed>,
    /// What no report may show of the file, whatever was found. What the findings say does not show it.
    pub secrets: Secrets,
}

/// The secrets of a file, which nothing that is printed may show.
pub fn secrets(source: &SourceFile) -> Secrets {
    let file = parse(source);
    secrets_of(&Build::new(source, &file))
}

/// The same of a build that is at hand.
pub fn secrets_of(build: &Build<'_>) -> Secrets {
    let places = build.secrets().iter().map(|secret| (secret.value, !secret.is_weak));
    Secrets::new(build.source().text(), places)
}

/// Lints a file.
///
/// It never fails and never panics: what the builder refuses is a finding, and so is a rule that fails.
pub fn lint(settings: &Settings, rules: &RuleSet, input: &Input<'_>) -> Outcome {
    let file = parse(input.source);
    let build = Build::with_options(input.source, &file, input.build.clone());
    let steps = steps(&file, &build);
    let collector = Collector { source: input.source, file: &file, build: &build, steps: &steps, settings };
    let ignores = collector.collect(rules);
    let cx = Cx::new(input, &file, &build, settings, &ignores);
    let run = Run { settings, rules, cx: &cx, ignores: &ignores, steps: &steps };
    let (mut findings, mut suppressed) = run.dispatched();
    // The dispatch tables must not change what is found.
    debug_assert_eq!(findings, run.undispatched().0, "the dispatched run differs from the undispatched one");
    let secrets = secrets_of(&build);
    if !secrets.is_empty() {
        for finding in &mut findings {
            mask(finding, &secrets);
        }
        for suppressed in &mut suppressed {
            mask(&mut suppressed.finding, &secrets);
        }
    }
    drop(ignores);
    drop(steps);
    drop(build);
    Outcome { file, findings, suppressed, secrets }
}

/// Takes secrets out of what a finding says; what its fixes write is left as it is.
fn mask(finding: &mut Finding, secrets: &Secrets) {
    let labels = std::iter::once(&mut finding.primary).chain(&mut finding.secondary);
    let texts = std::iter::once(&mut finding.message)
        .chain(&mut finding.why)
        .chain(&mut finding.help)
        .chain(labels.map(|label| &mut label.message))
        .chain(finding.fixes.iter_mut().map(|fix| &mut fix.title));
    for text in texts {
        if let Cow::Owned(masked) = secrets.masked(text) {
            *text = masked;
        }
    }
}

struct Run<'a> {
    settings: &'a Settings,
    rules: &'a RuleSet,
    cx: &'a Cx<'a>,
    ignores: &'a Ignores<'a>,
    steps: &'a [Step<'a>],
}

/// The findings, and those that comments ignore.
type Found = (Vec<Finding>, Vec<Suppressed>);

impl Run<'_> {
    /// Hands every rule what it declared, by the tables.
    fn dispatched(&self) -> Found {
        let mut out = Findings::new(self.cx);
        let on = self.on();
        let enabled = |indexes: &[usize]| -> Vec<&'static Rule> {
            let on = indexes.iter().filter(|index| on.get(**index).is_some_and(|on| *on));
            on.filter_map(|index| self.rules.rule(*index)).collect()
        };
        let wanted = |is: fn(&Check) -> bool| {
            self.rules.rules().iter().zip(&on).any(|(rule, on)| *on && is(&rule.check))
        };
        let wants_commands = wanted(|check| matches!(check, Check::Command(..)));
        let wants_shell = wanted(|check| matches!(check, Check::Shell(_)));
        for rule in enabled(&self.rules.files) {
            self.on_file(rule, &mut out);
        }
        for rule in enabled(&self.rules.stages) {
            self.on_stages(rule, &mut out);
        }
        for step in self.steps {
            for rule in enabled(self.rules.for_keyword(step.keyword)) {
                on_step(rule, step, self.cx, &mut out);
            }
            // Nothing is read that no rule asks for.
            if wants_commands {
                for command in commands(*step, self.cx.build) {
                    for rule in enabled(self.rules.for_command(command.base_name().unwrap_or_default())) {
                        on_command(rule, &command, self.cx, &mut out);
                    }
                }
            }
        }
        if wants_shell {
            shell::report(self.steps, self.cx, &mut out, |number| {
                let index = self.rules.for_shell_code(number).filter(|index| on.get(*index) == Some(&true));
                index.and_then(|index| self.rules.rule(index))
            });
        }
        self.finish(out)
    }

    /// Hands every rule everything, and lets it pick: slow, and plainly right.
    fn undispatched(&self) -> Found {
        let mut out = Findings::new(self.cx);
        let on = self.on();
        let runs = || self.rules.rules().iter().zip(&on).filter(|(_, on)| **on).map(|(rule, _)| *rule);
        for rule in runs() {
            self.on_file(rule, &mut out);
            self.on_stages(rule, &mut out);
            for step in self.steps {
                on_step(rule, step, self.cx, &mut out);
                if matches!(rule.check, Check::Command(..)) {
                    for command in commands(*step, self.cx.build) {
                        on_command(rule, &command, self.cx, &mut out);
                    }
                }
            }
        }
        shell::report(self.steps, self.cx, &mut out, |number| {
            let has_number =
                |rule: &&'static Rule| matches!(rule.check, Check::Shell(text) if text.number == number);
            runs().find(has_number)
        });
        self.finish(out)
    }

    fn on_file(&self, rule: &'static Rule, out: &mut Findings<'_>) {
        if let Check::File(check) = rule.check {
            guarded(rule, out, Span::at(0), |out| check(self.cx, out));
        }
    }

    fn on_stages(&self, rule: &'static Rule, out: &mut Findings<'_>) {
        if let Check::Stage(check) = rule.check {
            for stage in self.cx.stages {
                guarded(rule, out, stage.from.span, |out| check(stage, self.cx, out));
            }
        }
    }

    /// For each rule of the set whether it runs.
    fn on(&self) -> Vec<bool> {
        let rules = self.rules.rules().iter().enumerate();
        rules
            .map(|(index, rule)| self.settings.runs(index) || self.ignores.turns_on(rule.meta.code))
            .collect()
    }

    fn is_on(&self, finding: &Finding) -> bool {
        self.settings.is_enabled(finding.code()) || self.ignores.is_on_for(finding)
    }

    /// Adds the linter's own findings, takes out what comments ignore, and puts all in order.
    fn finish(&self, mut out: Findings<'_>) -> Found {
        builtin::syntax(self.cx, &mut out);
        builtin::encoding(self.cx, &mut out);
        let reads_comments = !self.settings.no_inline_ignores();
        if reads_comments {
            suppress::report(self.ignores, self.cx, &mut out);
        }
        let mut kept = Vec::new();
        let mut suppressed = Vec::new();
        let mut used = Used::new();
        let mut split = |out: Findings<'_>, used: &mut Used| {
            for mut finding in out.into_found() {
                if !self.is_on(&finding) {
                    continue;
                }
                finding.severity = self.settings.severity(finding.code()).unwrap_or(finding.severity);
                // A comment is needed where somebody who asks for the rule would see the finding.
                let covered = if reads_comments { self.ignores.covers(&finding, used) } else { None };
                if finding.pedantic && !self.settings.is_asked_for(finding.code()) {
                    continue;
                }
                match covered {
                    Some(ignore) => suppressed.push(ignore.suppress(finding)),
                    None => kept.push(finding),
                }
            }
        };
        split(out, &mut used);
        if reads_comments && self.settings.is_enabled(UNUSED_IGNORE.meta.code) {
            let mut out = Findings::new(self.cx);
            let is_on = |code: &str| self.settings.is_enabled(code);
            suppress::report_unused(self.ignores, &used, is_on, self.cx, &mut out);
            split(out, &mut used);
        }
        self.settings.adjusted().apply(self.cx, &mut kept);
        once::say_once(self.cx, &mut kept);
        let offered = Offered { cx: self.cx, steps: self.steps, ignores: self.ignores };
        for finding in &mut kept {
            if self.ignores.errors && suppress::is_of_buildkit(finding) {
                finding.severity = Severity::Error;
            }
            offered.leave_out(finding);
        }
        kept.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        kept.dedup();
        suppressed.sort_by(|a, b| a.finding.sort_key().cmp(&b.finding.sort_key()));
        suppressed.dedup();
        (kept, suppressed)
    }
}

fn on_step(rule: &'static Rule, step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if let Check::Instruction(keywords, check) = rule.check
        && keywords.contains(&step.keyword)
    {
        let before = out.len();
        guarded(rule, out, step.span, |out| check(step, cx, out));
        if step.onbuild.is_some() {
            out.without_fixes(before);
        }
    }
}

fn on_command(rule: &'static Rule, command: &Command<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if let Check::Command(names, check) = rule.check
        && command.base_name().is_some_and(|name| names.contains(&name))
    {
        let before = out.len();
        guarded(rule, out, command.span, |out| check(command, cx, out));
        if command.step.onbuild.is_some() {
            out.without_fixes(before);
        }
    }
}

/// Runs a rule. If it panics, what it had found here goes, and a finding names the rule instead.
fn guarded(rule: &'static Rule, out: &mut Findings<'_>, place: Span, check: impl FnOnce(&mut Findings<'_>)) {
    let before = out.len();
    if catch_unwind(AssertUnwindSafe(|| check(out))).is_err() {
        out.truncate(before);
        let message = format!("the rule `{}` failed here", rule.meta.name);
        out.report(&INTERNAL_ERROR, place, message)
            .why("this is a mistake in dlint, not in the file")
            .help("please report it, with this instruction if you can share it");
    }
}
