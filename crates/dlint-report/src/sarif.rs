//! SARIF 2.1.0, which code scanning services and many viewers read.
//!
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>. The structs in [`wire`] are its objects.

mod uri;
mod wire;

use std::collections::BTreeMap;
use std::io;

use codespan_reporting::term::termcolor::WriteColor;
use dlint_diagnostics::{Finding, Fix, Label, Safety, Secrets, Severity, Suppressed};
use dlint_text::{Newline, Span};

use crate::json_text::write_json;
use crate::locate::Locator;
use crate::report::{offered, shows_secret};
use crate::{FileError, FileReport, Report};
use uri::location_of;
use wire::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Configuration, Driver, FixObject, Invocation, Level,
    Location, Log, Notification, Physical, Region, Replacement, ResultObject, RuleObject, RuleProperties,
    Run, Suppression, Text, Tool, UriBase,
};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What the paths of the document begin at. Where that is on this machine is nobody's business, and would make of the same
/// files another document on each.
const ROOT_IS: &str = "The root of the repository, or the folder that dlint ran in where there is none.";

/// How many places GitHub shows of a result.
const MOST_RELATED: usize = 100;

/// Writes `report` as one line.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn WriteColor) -> io::Result<()> {
    let rules = Rules::of(report);
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "dlint",
                    full_name: concat!("dlint ", env!("CARGO_PKG_VERSION")),
                    version: env!("CARGO_PKG_VERSION"),
                    information_uri: env!("CARGO_PKG_REPOSITORY"),
                    rules: rules.objects,
                },
            },
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: BTreeMap::from([(
                uri::ROOT,
                UriBase { description: Text::plain(ROOT_IS.to_owned()) },
            )]),
            invocations: [Invocation {
                execution_successful: report.errors.is_empty(),
                exit_code: report.exit_code,
                notifications: report.errors.iter().map(|error| notification(error, report)).collect(),
            }],
            results: report.files.iter().flat_map(|file| results(file, &rules.index, report)).collect(),
        }],
    };
    write_json(&log, out)?;
    writeln!(out)
}

/// The rules that found something, by their codes.
struct Rules<'a> {
    index: BTreeMap<&'static str, usize>,
    objects: Vec<RuleObject<'a>>,
}

impl<'a> Rules<'a> {
    fn of(report: &Report<'a>) -> Self {
        let own = report.files.iter().flat_map(|file| {
            let suppressed = file.suppressed.iter().map(|suppressed| &suppressed.finding);
            file.findings.iter().chain(suppressed)
        });
        let found: BTreeMap<&'static str, &Finding> = own.map(|finding| (finding.code(), finding)).collect();
        let index = found.keys().enumerate().map(|(index, code)| (*code, index)).collect();
        let objects = found.values().map(|finding| rule(finding, report)).collect();
        Self { index, objects }
    }
}

fn rule<'a>(finding: &Finding, report: &Report<'a>) -> RuleObject<'a> {
    let meta = finding.rule;
    let about = (report.about)(meta);
    RuleObject {
        id: finding.code(),
        // Validators frown on a name that says no more than the id.
        name: Some(meta.name).filter(|name| *name != finding.code()),
        short_description: Text::plain(about.summary.clone()),
        full_description: Text::plain(about.summary),
        help: Text::with_markdown(about.page),
        help_uri: report.page_url(meta),
        default_configuration: Configuration { enabled: meta.default, level: level(meta.severity) },
        properties: RuleProperties { tags: [meta.category.as_str()] },
    }
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Info | Severity::Style => Level::Note,
    }
}

fn notification(error: &FileError, report: &Report<'_>) -> Notification {
    Notification {
        level: Level::Error,
        message: Text::plain(error.message.clone()),
        locations: [Location::of(Physical {
            artifact_location: location(&error.path, report),
            region: None,
        })],
    }
}

fn location(path: &str, report: &Report<'_>) -> ArtifactLocation {
    location_of(&report.path_in_repository(path))
}

fn results<'a>(
    file: &FileReport<'a>,
    rules: &BTreeMap<&'static str, usize>,
    report: &Report<'_>,
) -> Vec<ResultObject<'a>> {
    // A locator goes through a file once, from its beginning to its end.
    let (open, ignored) = (Places::of(file, report), Places::of(file, report));
    let findings = file.findings.iter().map(|finding| open.result(finding, None, rules));
    let suppressed =
        file.suppressed.iter().map(|suppressed| ignored.result(&suppressed.finding, Some(suppressed), rules));
    findings.chain(suppressed).collect()
}

/// What turns spans and edits of one file into SARIF's objects.
struct Places<'a> {
    locator: Locator<'a>,
    artifact: ArtifactLocation,
    secrets: &'a Secrets,
}

impl<'a> Places<'a> {
    fn of(file: &FileReport<'a>, report: &Report<'_>) -> Self {
        let (locator, artifact) = (Locator::new(file.source), location(file.source.name(), report));
        Self { locator, artifact, secrets: file.secrets }
    }

    fn result(
        &self,
        finding: &'a Finding,
        suppressed: Option<&'a Suppressed>,
        rules: &BTreeMap<&'static str, usize>,
    ) -> ResultObject<'a> {
        let source = self.locator.source();
        self.locator.advance(finding.primary.span.start);
        let related = finding
            .secondary
            .iter()
            .take(MOST_RELATED)
            .enumerate()
            .map(|(id, label)| self.related(id, label));
        let suppressions = suppressed.map(|suppressed| Suppression {
            kind: "inSource",
            status: "accepted",
            justification: suppressed.reason.as_deref(),
            location: Location::of(self.physical(suppressed.comment)),
        });
        // A change of another file would need a region of a file that is none of the run's artifacts.
        let fixes =
            offered(source, finding).filter(|fix| !shows_secret(fix, self.secrets) && fix.ignores.is_none());
        ResultObject {
            rule_id: finding.code(),
            rule_index: rules.get(finding.code()).copied(),
            level: level(finding.severity),
            message: Text::plain(message(finding)),
            locations: [Location::of(self.physical(finding.primary.span))],
            related_locations: related.collect(),
            partial_fingerprints: BTreeMap::from([("dlint/v1", finding.fingerprint.to_string())]),
            fixes: fixes.map(|fix| self.fix(fix)).collect(),
            suppressions: suppressions.into_iter().collect(),
        }
    }

    fn related(&self, id: usize, label: &Label) -> Location {
        let message = Some(&label.message).filter(|message| !message.is_empty());
        let message = message.map(|message| Text::plain(message.clone()));
        Location { id: Some(id), physical: self.physical(label.span), message }
    }

    fn fix(&self, fix: &Fix) -> FixObject {
        let replacements = fix.edits.iter().map(|edit| {
            let text = match self.locator.source().newline() {
                Newline::Lf => edit.text.clone(),
                Newline::CrLf => edit.text.replace("\r\n", "\n").replace('\n', "\r\n"),
            };
            Replacement { deleted_region: self.region(edit.span), inserted_content: ArtifactContent { text } }
        });
        let change =
            ArtifactChange { artifact_location: self.artifact.clone(), replacements: replacements.collect() };
        let caution = if fix.safety == Safety::Safe { "" } else { " (unsafe)" };
        FixObject { description: Text::plain(format!("{}{caution}", fix.title)), artifact_changes: [change] }
    }

    fn physical(&self, span: Span) -> Physical {
        Physical { artifact_location: self.artifact.clone(), region: Some(self.region(span)) }
    }

    fn region(&self, span: Span) -> Region {
        let (start, end) = (self.locator.position(span.start), self.locator.position(span.end));
        Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

/// All that is said about a finding: viewers show little else.
fn message(finding: &Finding) -> String {
    let mut text = finding.message.clone();
    if let Some(why) = &finding.why {
        text.push_str(": ");
        text.push_str(why);
    }
    if let Some(help) = &finding.help {
        text.push_str("\nTo do: ");
        text.push_str(help);
    }
    text
}

#[cfg(test)]
mod tests;
