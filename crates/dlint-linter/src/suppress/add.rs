//! Writing comments that ignore what is found.

use std::collections::{BTreeMap, BTreeSet};

use dlint_diagnostics::Finding;
use dlint_syntax::{File, Instruction};
use dlint_text::{Edit, SourceFile};

use crate::builtin::{INTERNAL_ERROR, SYNTAX};

/// The edits that put a comment in front of each instruction that something is found in: `# dlint ignore=DL3007,DL3009`.
///
/// What belongs to no instruction is ignored for the file, in front of its first instruction. What cannot be ignored, the
/// builder's own errors, is left as it is; so is a file without an instruction.
///
/// ```
/// use dlint_linter::add_ignores;
/// use dlint_text::SourceFile;
///
/// let source = SourceFile::new("Dockerfile", "FROM debian:latest\n");
/// let file = dlint_syntax::parse(&source);
/// assert!(add_ignores(&source, &file, &[], None).is_empty());
/// ```
pub fn add_ignores(
    source: &SourceFile,
    file: &File,
    findings: &[Finding],
    reason: Option<&str>,
) -> Vec<Edit> {
    let Some(first) = file.instructions.first() else { return Vec::new() };
    let mut own: BTreeMap<u32, BTreeSet<&str>> = BTreeMap::new();
    let mut whole: BTreeSet<&str> = BTreeSet::new();
    for finding in findings.iter().filter(|finding| can_be_ignored(finding)) {
        match finding.instruction_line {
            Some(line) => own.entry(line).or_default().insert(finding.code()),
            None => whole.insert(finding.code()),
        };
    }
    let newline = source.newline().as_str();
    let comment = |indent: &str, words: &str, codes: &BTreeSet<&str>| {
        let codes: Vec<&str> = codes.iter().copied().collect();
        let reason = reason.map(|reason| format!(" -- {reason}")).unwrap_or_default();
        format!("{indent}# dlint {words}={}{reason}{newline}", codes.join(","))
    };
    let mut edits = Vec::new();
    if !whole.is_empty() {
        edits.push(Edit::insert(line_start(source, first), comment("", "file-ignore", &whole)));
    }
    let instructions = file.instructions.iter();
    for (instruction, codes) in instructions.filter_map(|one| Some((one, own.get(&one.first_line)?))) {
        let start = line_start(source, instruction);
        let line = source.slice(source.lines().line_span(instruction.first_line));
        let indent = line.split(|c: char| !matches!(c, ' ' | '\t')).next().unwrap_or_default();
        edits.push(Edit::insert(start, comment(indent, "ignore", codes)));
    }
    edits
}

/// Where the line begins that an instruction begins in.
fn line_start(source: &SourceFile, instruction: &Instruction) -> u32 {
    source.lines().line_span(instruction.first_line).start
}

fn can_be_ignored(finding: &Finding) -> bool {
    let code = finding.code();
    code != SYNTAX.meta.code && code != INTERNAL_ERROR.meta.code
}
