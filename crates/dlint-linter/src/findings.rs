//! Where rules put what they find.

use dlint_diagnostics::{
    Change, Finding, Fingerprint, Fix, Group, Ignored, Label, NoFix, Safety, Severity, Variant,
};
use dlint_syntax::{File, Instruction};
use dlint_text::{Edit, Encoding, SourceFile, Span};

use crate::{Cx, Feature, Rule};

/// Collects the findings of a file.
#[derive(Debug)]
pub struct Findings<'a> {
    cx: &'a Cx<'a>,
    found: Vec<Finding>,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(cx: &'a Cx<'a>) -> Self {
        Self { cx, found: Vec::new() }
    }

    /// Reports a finding of a rule: at the very token it is about, saying what is wrong.
    pub fn report(&mut self, rule: &'static Rule, span: Span, message: impl Into<String>) -> Reporter<'_> {
        let variant = rule.meta.variant();
        let instruction = instruction_at(self.cx.file, span);
        let finding = Finding {
            rule: &rule.meta,
            variant,
            severity: rule.meta.severity,
            pedantic: false,
            message: message.into(),
            why: None,
            help: None,
            primary: Label::new(span, ""),
            secondary: Vec::new(),
            fixes: Vec::new(),
            no_fix: None,
            stage: instruction.and_then(|instruction| stage_of(self.cx, instruction)),
            instruction_line: instruction.map(|instruction| instruction.first_line),
            fingerprint: fingerprint(self.cx.source, variant, span),
        };
        self.found.push(finding);
        Reporter { cx: self.cx, findings: &mut self.found }
    }

    pub(crate) fn len(&self) -> usize {
        self.found.len()
    }

    /// Drops the fixes of all but the first findings: a trigger runs in another build, for which nobody can tell.
    pub(crate) fn without_fixes(&mut self, length: usize) {
        for finding in self.found.iter_mut().skip(length) {
            if !finding.fixes.is_empty() {
                finding.fixes.clear();
                finding.no_fix = Some(NoFix::new("the trigger runs in another build"));
            }
        }
    }

    /// Drops all but the first findings: those of a rule that failed half-way.
    pub(crate) fn truncate(&mut self, length: usize) {
        self.found.truncate(length);
    }

    pub(crate) fn into_found(self) -> Vec<Finding> {
        self.found
    }
}

/// Says more about the finding that was reported last.
#[derive(Debug)]
pub struct Reporter<'a> {
    cx: &'a Cx<'a>,
    findings: &'a mut Vec<Finding>,
}

impl Reporter<'_> {
    fn with(self, change: impl FnOnce(&mut Finding)) -> Self {
        if let Some(finding) = self.findings.last_mut() {
            change(finding);
        }
        self
    }

    /// Why it matters.
    pub fn why(self, why: impl Into<String>) -> Self {
        self.with(|finding| finding.why = Some(why.into()))
    }

    /// What to do about it.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.with(|finding| finding.help = Some(help.into()))
    }

    /// What to say at the primary place.
    pub fn label(self, message: impl Into<String>) -> Self {
        self.with(|finding| finding.primary.message = message.into())
    }

    /// Another place that explains the finding.
    pub fn secondary(self, span: Span, message: impl Into<String>) -> Self {
        self.with(|finding| finding.secondary.push(Label::new(span, message)))
    }

    /// How much this one matters, where that is not what the rule says.
    pub fn severity(self, severity: Severity) -> Self {
        self.with(|finding| finding.severity = severity)
    }

    /// Keeps it for those who ask for the rule: see [`Finding::pedantic`].
    pub fn pedantic(self) -> Self {
        self.with(|finding| finding.pedantic = true)
    }

    /// Which of the rule's variants it is.
    pub fn variant(self, variant: Variant) -> Self {
        let source = self.cx.source;
        self.with(|finding| {
            finding.variant = variant;
            finding.fingerprint = fingerprint(source, variant, finding.primary.span);
        })
    }

    /// A way to repair it. The best one comes first.
    pub fn fix(self, title: impl Into<String>, safety: Safety, edit: impl FnOnce(&mut Edits)) -> Self {
        let mut edits = Edits::default();
        edit(&mut edits);
        if edits.is_withdrawn {
            return self;
        }
        if let Some(reason) = edits.needs.iter().find_map(|feature| self.cx.reads(*feature).err()) {
            return self.no_fix(reason);
        }
        let mut fix = Fix::new(title, safety, edits.list);
        fix.scattered = edits.scattered;
        fix.declares = edits.declares;
        fix.alone_in = edits.alone_in;
        fix.ignores = (!edits.ignores.is_empty()).then(|| self.ignored(edits.ignores));
        self.with(|finding| finding.fixes.push(fix))
    }

    /// Where patterns go that are to be ignored.
    fn ignored(&self, patterns: Vec<String>) -> Ignored {
        let context = self.cx.context();
        let (path, source) = context.ignore_file().unwrap_or_else(|| {
            let path = context.ignore_path();
            (path.clone(), SourceFile::new(path, ""))
        });
        let end = source.text().len() as u32;
        let at = source.position(end, Encoding::Utf32);
        let text = source.lines_at_end(&patterns);
        Ignored { path, end: (at.line, at.column, source.original_offset(end)), patterns, text }
    }

    /// Why there is no fix, where the rule repairs others of its findings.
    pub fn no_fix(self, reason: NoFix) -> Self {
        self.with(|finding| finding.no_fix = Some(reason))
    }

    /// Declares what the last fix changes in the build. What is not declared must not change.
    pub fn declares(self, changes: impl IntoIterator<Item = Change>) -> Self {
        self.with(|finding| {
            if let Some(fix) = finding.fixes.last_mut() {
                fix.declares.extend(changes);
            }
        })
    }
}

/// The edits of a fix.
#[derive(Debug, Default)]
pub struct Edits {
    list: Vec<Edit>,
    scattered: bool,
    declares: Vec<Change>,
    alone_in: Option<Group>,
    needs: Vec<Feature>,
    ignores: Vec<String>,
    is_withdrawn: bool,
}

impl Edits {
    /// Puts `text` where `span` was.
    pub fn replace(&mut self, span: Span, text: impl Into<String>) {
        self.list.push(Edit::replace(span, text));
    }

    /// Puts each text where its span was.
    pub fn replace_all<T: Into<String>>(&mut self, edits: impl IntoIterator<Item = (Span, T)>) {
        self.list.extend(edits.into_iter().map(|(span, text)| Edit::replace(span, text)));
    }

    /// Puts `text` at `offset`.
    pub fn insert(&mut self, offset: u32, text: impl Into<String>) {
        self.list.push(Edit::insert(offset, text));
    }

    /// Takes the text under `span` out.
    pub fn delete(&mut self, span: Span) {
        self.list.push(Edit::delete(span));
    }

    /// Declares that the text between the edits is of no concern to the fix.
    pub fn scattered(&mut self) {
        self.scattered = true;
    }

    /// Declares that one fix of this group will do: the others wait for the next pass, and are gone by then.
    pub fn alone_in(&mut self, group: Group) {
        self.alone_in = Some(group);
    }

    /// Adds a pattern to the file that says what of the build context is ignored.
    pub fn ignore(&mut self, pattern: impl Into<String>) {
        self.ignores.push(pattern.into());
    }

    /// Declares that it writes what not every builder reads: then it is not offered where that is known, and the finding
    /// says so.
    pub fn needs(&mut self, feature: Feature) {
        self.needs.push(feature);
    }

    /// Takes the fix back: there is none here.
    pub fn withdraw(&mut self) {
        self.is_withdrawn = true;
    }

    /// Declares something that the fix changes in the build. What is not declared must not change.
    pub fn declare(&mut self, change: Change) {
        self.declares.push(change);
    }

    /// Declares several of them.
    pub fn declare_all(&mut self, changes: impl IntoIterator<Item = Change>) {
        self.declares.extend(changes);
    }
}

/// The instruction whose lines hold the beginning of a span.
fn instruction_at(file: &File, span: Span) -> Option<&Instruction> {
    let behind =
        file.instructions.partition_point(|instruction| instruction.text.source_start(0) <= span.start);
    let instruction = file.instructions.get(behind.checked_sub(1)?)?;
    let end = file.lines_of(instruction).last()?.span.end;
    (span.start < end || span.start == instruction.span.end).then_some(instruction)
}

fn stage_of(cx: &Cx<'_>, instruction: &Instruction) -> Option<String> {
    let behind = cx.stages.partition_point(|stage| stage.from.first_line <= instruction.first_line);
    Some(cx.stages.get(behind.checked_sub(1)?)?.label())
}

/// Made from the lines that the finding is on, so that it survives changes to other lines of a long instruction.
///
/// Of a line that is longer than a screen, only what stands around the finding counts: thousands of findings in one
/// line would otherwise cost as many times its length.
fn fingerprint(source: &SourceFile, variant: Variant, span: Span) -> Fingerprint {
    const AROUND: u32 = 1024;
    let lines = source.lines();
    let first = lines.line_span(lines.line(span.start));
    let last = lines.line_span(lines.line(span.end.saturating_sub(1).max(span.start)));
    let start = first.start.max(span.start.saturating_sub(AROUND));
    let end = last.end.min(span.end.saturating_add(AROUND)).min(span.start.saturating_add(2 * AROUND));
    let text = source.text();
    let start = text.floor_char_boundary(start as usize);
    let end = text.ceil_char_boundary(end as usize);
    Fingerprint::new(variant.code, text.get(start..end).unwrap_or_default())
}
