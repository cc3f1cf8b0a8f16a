//! Applies fixes, lints again, and goes on until nothing changes.

mod compare;
mod reading;
mod worse;

use std::collections::BTreeSet;

use dlint_diagnostics::{
    Candidate, Change, Finding, Fingerprint, Fix, Ignored, Priority, Safety, apply_fixes,
};
use dlint_model::Build;
use dlint_model::context::Ignoring;
use dlint_text::{Edit, SourceFile};

use self::compare::undeclared;
use self::reading::Reading;
pub(crate) use self::worse::appeared;
use self::worse::{changes_what_is_ignored, is_worse};
use crate::{Input, Outcome, RuleSet, Settings, lint};

/// After how many passes the engine gives up. Fixes that get in each other's way need one more pass each, and no
/// file needs many; a rule whose fix calls for another would never end.
pub const MAX_PASSES: usize = 16;

/// How many undeclared changes an error names.
const MOST_NAMED: usize = 5;

/// A fix that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedFix {
    /// The code of the finding it repaired.
    pub code: &'static str,
    /// What it did.
    pub title: String,
    /// How safe it was.
    pub safety: Safety,
}

/// A mistake in a rule's fix. What it would have done was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FixError {
    /// A safe fix would have made the file worse.
    #[error(
        "the fixes of {codes} would have made the file worse and were not applied; this is a mistake in dlint"
    )]
    Worse {
        /// The codes of those fixes.
        codes: String,
    },
    /// A fix would have changed something in the build that it did not declare.
    #[error(
        "the fixes of {codes} would have changed more than they are to ({changes}) and were not applied; this is a mistake in dlint"
    )]
    Undeclared {
        /// The codes of those fixes.
        codes: String,
        /// What they would have changed.
        changes: String,
    },
    /// The fixes called for more fixes without end.
    #[error(
        "the fixes of {codes} still change the file after {MAX_PASSES} passes; this is a mistake in dlint"
    )]
    Unstable {
        /// The codes of the fixes that are left.
        codes: String,
    },
}

/// A fixed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The file after all fixes.
    pub source: SourceFile,
    /// What is left to be found in it.
    pub outcome: Outcome,
    /// What was done.
    pub applied: Vec<AppliedFix>,
    /// The edits of each pass, in order; their places are those of the text that the pass found.
    pub passes: Vec<Vec<Edit>>,
    /// What is to be added to the ignore file of the build context.
    pub ignores: Option<Ignored>,
    /// What went wrong.
    pub error: Option<FixError>,
}

/// Applies every fix that is at least as safe as `floor`, until there is none left.
///
/// After each pass the file is linted again. A fix after which the builder would refuse the file, or after which there
/// are new findings as grave as those that were repaired, is not applied. For a safe fix that is a mistake, and
/// reported; an unsafe one may well bring to light what it was hiding. A fix that changes which findings comments
/// ignore is not applied, either: what stands in a comment is nothing that a rule could know.
pub fn fix_until_stable(settings: &Settings, rules: &RuleSet, input: &Input<'_>, floor: Safety) -> Fixed {
    let fixed = Fixed {
        source: input.source.clone(),
        outcome: lint(settings, rules, input),
        applied: Vec::new(),
        passes: Vec::new(),
        ignores: None,
        error: None,
    };
    let (refused, undeclared) = Default::default();
    let mut engine =
        Engine { settings, rules, input, floor, fixed, reading: None, refused, undeclared, changed: false };
    engine.run();
    engine.fixed
}

struct Engine<'a> {
    settings: &'a Settings,
    rules: &'a RuleSet,
    input: &'a Input<'a>,
    floor: Safety,
    fixed: Fixed,
    /// The file as it is, as it is compared; read when it is first needed.
    reading: Option<Reading>,
    /// The fixes that made the file worse.
    refused: Vec<Refused>,
    /// What they would have changed without having said so.
    undeclared: BTreeSet<Change>,
    /// Whether the file has changed since they did.
    changed: bool,
}

/// A fix that is not tried again, known by what does not change when other fixes move it.
#[derive(PartialEq, Eq)]
struct Refused {
    code: &'static str,
    fingerprint: Fingerprint,
    title: String,
    safety: Safety,
    harm: Harm,
}

/// What a refused fix would have done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Harm {
    Worse,
    Ignored,
    Undeclared,
    /// A step grew longer than what is read, and nobody sees what else has changed.
    TooLong,
}

impl Refused {
    fn new(finding: &Finding, fix: &Fix, harm: Harm) -> Self {
        let (code, fingerprint) = (finding.code(), finding.fingerprint);
        Self { code, fingerprint, title: fix.title.clone(), safety: fix.safety, harm }
    }

    fn is(&self, finding: &Finding, fix: &Fix) -> bool {
        *self == Self::new(finding, fix, self.harm)
    }
}

/// A file after a pass, and the findings (by their number before it) that the pass repaired.
struct Attempt {
    source: SourceFile,
    outcome: Outcome,
    reading: Reading,
    edits: Vec<Edit>,
    applied: Vec<usize>,
}

/// The fixes of a pass that go together, as they are found.
#[derive(Default)]
struct Growing {
    findings: Vec<usize>,
    attempt: Option<Attempt>,
    refused: Vec<Refused>,
}

impl Engine<'_> {
    fn run(&mut self) {
        self.ignore();
        for _ in 0..MAX_PASSES {
            let all = self.candidates();
            match self.attempt(&all) {
                // What was refused may do no harm any more, and a second run would try it.
                None if self.changed && !self.refused.is_empty() => {
                    self.refused.clear();
                    self.changed = false;
                }
                None => break,
                Some(Ok(attempt)) => self.accept(attempt),
                Some(Err(_)) => self.bisect(&all),
            }
        }
        let refused = |harm: Harm| self.refused.iter().filter(move |refused| refused.harm == harm);
        // What only the project calls safe is no mistake of dlint's.
        let is_ours = |refused: &&Refused| {
            refused.safety == Safety::Safe && !self.settings.adjusted().promotes(refused.code)
        };
        let mistakes = refused(Harm::Worse).filter(is_ours);
        let mistakes = codes(mistakes.map(|refused| refused.code));
        let left = codes(
            self.candidates()
                .iter()
                .filter_map(|index| Some(self.fixed.outcome.findings.get(*index)?.code())),
        );
        let undeclared = codes(refused(Harm::Undeclared).map(|refused| refused.code));
        self.fixed.error = if !undeclared.is_empty() {
            Some(FixError::Undeclared { codes: undeclared, changes: list(&self.undeclared) })
        } else if !mistakes.is_empty() {
            Some(FixError::Worse { codes: mistakes })
        } else if !left.is_empty() {
            Some(FixError::Unstable { codes: left })
        } else {
            None
        };
    }

    /// Applies the fixes that leave more of the build context out, each unless the file is worse with it: a `COPY` may
    /// name what is ignored then.
    fn ignore(&mut self) {
        if self.input.is_alone {
            return;
        }
        while let Some((index, fix)) = self.ignoring() {
            let patterns = fix.ignores.iter().flat_map(|ignored| ignored.patterns.iter().cloned());
            let more: Vec<String> = self.patterns().iter().cloned().chain(patterns).collect();
            let outcome = self.lint(&self.fixed.source, &more);
            let before = &self.fixed.outcome;
            let repaired: Vec<_> = before.findings.get(index).into_iter().collect();
            if is_worse(before, &outcome, &repaired) || changes_what_is_ignored(before, &outcome, &repaired) {
                self.refused
                    .extend(repaired.into_iter().map(|finding| Refused::new(finding, &fix, Harm::Worse)));
                continue;
            }
            let finding = before.findings.get(index);
            self.fixed.applied.extend(finding.map(|finding| applied(finding, &fix)));
            self.fixed.outcome = outcome;
            match (&mut self.fixed.ignores, fix.ignores) {
                (Some(ignored), Some(then)) => {
                    ignored.patterns = more;
                    ignored.text.push_str(&then.text);
                }
                (all, then) => *all = then,
            }
        }
    }

    /// The next finding that such a fix repairs.
    fn ignoring(&self) -> Option<(usize, Fix)> {
        let findings = self.fixed.outcome.findings.iter().enumerate();
        let mut fixes = findings.filter_map(|(index, finding)| {
            let fix = finding.fix(self.floor)?;
            // What is ignored and found all the same would be ignored again and again.
            let mut patterns = fix.ignores.iter().flat_map(|ignored| &ignored.patterns);
            patterns.find(|pattern| !self.patterns().contains(pattern))?;
            let is_refused = self.refused.iter().any(|refused| refused.is(finding, fix));
            (!is_refused).then(|| (index, fix.clone()))
        });
        fixes.next()
    }

    /// What is ignored besides by now.
    fn patterns(&self) -> &[String] {
        self.fixed.ignores.as_ref().map_or(&[], |ignored| ignored.patterns.as_slice())
    }

    fn lint(&self, source: &SourceFile, patterns: &[String]) -> Outcome {
        let context = Ignoring::new(self.input.context, patterns);
        lint(self.settings, self.rules, &Input { source, context: &context, ..*self.input })
    }

    /// The findings that can be repaired, in the order in which that is tried.
    fn candidates(&self) -> Vec<usize> {
        let findings = self.fixed.outcome.findings.iter().enumerate();
        let can = |finding: &Finding| {
            let fix = finding.fix(self.floor).filter(|fix| fix.ignores.is_none())?;
            (!self.refused.iter().any(|refused| refused.is(finding, fix))).then_some(())
        };
        let mut all: Vec<(Priority, usize)> = findings
            .filter_map(|(index, finding)| can(finding).map(|()| (finding.rule.priority, index)))
            .collect();
        all.sort_unstable();
        all.into_iter().map(|(_, index)| index).collect()
    }

    /// Repairs these findings, as many of them as one pass can. `None` if that changes nothing; an error if the file
    /// is worse for it.
    fn attempt(&mut self, findings: &[usize]) -> Option<Result<Attempt, Harm>> {
        if self.reading.is_none() {
            self.reading = Some(self.read(&self.fixed.source, &self.fixed.outcome, &BTreeSet::new()));
        }
        let before = &self.fixed;
        let candidate = |index: &usize| {
            let fix = before.outcome.findings.get(*index)?.fix(self.floor)?;
            Some(Candidate { finding: *index, fix })
        };
        let candidates: Vec<_> = findings.iter().filter_map(candidate).collect();
        let pass = apply_fixes(before.source.text(), before.source.newline(), &candidates);
        if pass.applied.is_empty() || pass.text == before.source.text() {
            return None;
        }
        let source = SourceFile::new(before.source.name(), pass.text);
        let outcome = self.lint(&source, self.patterns());
        let repaired: Vec<_> =
            pass.applied.iter().filter_map(|index| before.outcome.findings.get(*index)).collect();
        if is_worse(&before.outcome, &outcome, &repaired) {
            return Some(Err(Harm::Worse));
        }
        if changes_what_is_ignored(&before.outcome, &outcome, &repaired) {
            return Some(Err(Harm::Ignored));
        }
        let reading = self.read(&source, &outcome, &BTreeSet::new());
        let applied =
            pass.applied.iter().filter_map(|index| candidates.iter().find(|one| one.finding == *index));
        let declared: Vec<Change> = applied.flat_map(|one| one.fix.declares.iter().cloned()).collect();
        let before = self.reading.as_ref()?;
        let undeclared = if before.unread == reading.unread {
            undeclared(before, &reading, &declared)
        } else {
            // What is read in one of them alone cannot be compared by its commands.
            let as_text = before.unread.union(&reading.unread).cloned().collect();
            let whole = self.read(&self.fixed.source, &self.fixed.outcome, &as_text);
            undeclared(&whole, &self.read(&source, &outcome, &as_text), &declared)
        };
        if !undeclared.is_empty() {
            if reading.too_long > before.too_long {
                return Some(Err(Harm::TooLong));
            }
            // Of several fixes, each is tried alone.
            if pass.applied.len() == 1 {
                self.undeclared.extend(undeclared);
            }
            return Some(Err(Harm::Undeclared));
        }
        Some(Ok(Attempt { source, outcome, reading, edits: pass.edits, applied: pass.applied }))
    }

    fn read(&self, source: &SourceFile, outcome: &Outcome, as_text: &BTreeSet<String>) -> Reading {
        Reading::new(&Build::with_options(source, &outcome.file, self.input.build.clone()), as_text)
    }

    fn accept(&mut self, attempt: Attempt) {
        let findings = &self.fixed.outcome.findings;
        let repaired = attempt.applied.iter().filter_map(|index| {
            let finding = findings.get(*index)?;
            Some(applied(finding, finding.fix(self.floor)?))
        });
        self.fixed.applied.extend(repaired);
        self.changed = true;
        self.fixed.passes.push(attempt.edits);
        self.fixed.source = attempt.source;
        self.fixed.outcome = attempt.outcome;
        self.reading = Some(attempt.reading);
    }

    /// Accepts as many as go together, and refuses those that do harm on their own.
    fn bisect(&mut self, findings: &[usize]) {
        let mut growing = Growing::default();
        self.grow(&mut growing, findings);
        match growing.attempt {
            Some(attempt) => self.accept(attempt),
            None => self.changed = false,
        }
        self.refused.extend(growing.refused);
    }

    /// Adds these to those that go together: all of them, or what can be had of each half. What does no harm alone has
    /// to wait for the next pass.
    fn grow(&mut self, growing: &mut Growing, findings: &[usize]) {
        let together: Vec<usize> = growing.findings.iter().chain(findings).copied().collect();
        let harm = match self.attempt(&together) {
            None => return,
            Some(Ok(attempt)) => {
                growing.findings = together;
                growing.attempt = Some(attempt);
                return;
            }
            Some(Err(harm)) => harm,
        };
        if let [index] = findings {
            let alone = if growing.findings.is_empty() {
                Some(harm)
            } else {
                self.attempt(findings).and_then(Result::err)
            };
            let finding = self.fixed.outcome.findings.get(*index);
            let fix = finding.and_then(|finding| Some((finding, finding.fix(self.floor)?)));
            growing
                .refused
                .extend(alone.zip(fix).map(|(harm, (finding, fix))| Refused::new(finding, fix, harm)));
            return;
        }
        let (first, second) = findings.split_at(findings.len() / 2);
        self.grow(growing, first);
        self.grow(growing, second);
    }
}

fn applied(finding: &Finding, fix: &Fix) -> AppliedFix {
    AppliedFix { code: finding.code(), title: fix.title.clone(), safety: fix.safety }
}

/// The first changes, and how many more there are.
fn list(changes: &BTreeSet<Change>) -> String {
    let mut texts: Vec<String> = changes.iter().take(MOST_NAMED).map(ToString::to_string).collect();
    if changes.len() > MOST_NAMED {
        texts.push(format!("and {} more", changes.len() - MOST_NAMED));
    }
    texts.join(", ")
}

/// Some codes, each once, for people.
fn codes<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    let codes: BTreeSet<&str> = codes.collect();
    codes.into_iter().collect::<Vec<_>>().join(", ")
}
