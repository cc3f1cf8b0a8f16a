//! Code actions: what can be done about a finding, and about all of them.

use dlint_diagnostics::{Finding, Fix, Safety};
use dlint_linter::{Input, Settings, add_ignores, fix_until_stable};
use dlint_text::{Edit, Span};
use serde::{Deserialize, Serialize};
use tower_lsp::lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, Command, TextEdit, Url, WorkspaceEdit,
};

use crate::diagnostics::{diagnostic, page, shown};
use crate::document::Document;
use crate::edits::{difference, text_edits, workspace_edit};
use crate::linting::{Linted, With};
use crate::options::{Abilities, UserSettings};

/// Repairs all that can be repaired safely.
pub(crate) const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.dlint");

/// The kinds of code actions that there are.
pub(crate) fn kinds() -> Vec<CodeActionKind> {
    vec![CodeActionKind::QUICKFIX, FIX_ALL]
}

/// The command that opens a page.
pub(crate) const OPEN_PAGE: &str = "dlint.openPage";

/// What an action is to do when somebody chooses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Later {
    /// The document.
    pub(crate) uri: Url,
    /// The code whose findings are repaired; those of all rules, if it is none.
    pub(crate) code: Option<String>,
}

/// What actions are made of.
pub(crate) struct Actions<'a> {
    pub(crate) document: &'a Document,
    pub(crate) linted: &'a Linted,
    pub(crate) with: &'a With,
    pub(crate) user: &'a UserSettings,
    pub(crate) abilities: &'a Abilities,
    pub(crate) pages: &'a str,
}

impl Actions<'_> {
    /// The actions for a place.
    pub(crate) fn at(&self, span: Span, context: &CodeActionContext) -> Vec<CodeAction> {
        let wants = |kind: &CodeActionKind| {
            let only = context.only.as_deref();
            only.is_none_or(|only| only.iter().any(|wanted| is_below(kind, wanted)))
        };
        let mut actions = Vec::new();
        if wants(&CodeActionKind::QUICKFIX) {
            let touched: Vec<&Finding> =
                shown(self.linted, self.user).filter(|finding| finding.primary.span.touches(span)).collect();
            for finding in &touched {
                actions.extend(finding.fixes.iter().filter_map(|fix| self.fix(finding, fix)));
            }
            let mut done: Vec<&str> = Vec::new();
            for finding in touched {
                if !done.contains(&finding.code()) {
                    done.push(finding.code());
                    actions.extend(self.fix_all_of(finding));
                    actions.extend(self.ignores(finding));
                    actions.extend(self.open_page(finding));
                }
            }
        }
        // On save, an editor asks for this alone; else it is of use only where there is something to repair.
        let is_asked = context.only.is_some();
        let can_fix = || shown(self.linted, self.user).any(|finding| finding.fix(Safety::Safe).is_some());
        if wants(&FIX_ALL) && (is_asked || can_fix()) {
            actions.extend(self.fix_all());
        }
        actions
    }

    fn fix(&self, finding: &Finding, fix: &Fix) -> Option<CodeAction> {
        if fix.safety == Safety::DisplayOnly {
            return None;
        }
        let edits = text_edits(self.document, &fix.edits);
        let edit = workspace_edit(self.document, edits, fix.ignores.as_ref(), self.abilities)?;
        let first = finding.fix(Safety::Safe).is_some_and(|first| std::ptr::eq(first, fix));
        let caution = if fix.safety == Safety::Unsafe { " (may change the image)" } else { "" };
        Some(CodeAction {
            is_preferred: Some(first),
            edit: Some(edit),
            ..self.quick_fix(finding, format!("{}{caution}", sentence(&fix.title)))
        })
    }

    fn quick_fix(&self, finding: &Finding, title: String) -> CodeAction {
        CodeAction {
            title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic(self.document, finding, self.abilities, self.pages)]),
            ..CodeAction::default()
        }
    }

    /// Repairs all findings of the same code in the file; only where there are more than one.
    fn fix_all_of(&self, finding: &Finding) -> Option<CodeAction> {
        let safe = |other: &&Finding| other.code() == finding.code() && other.fix(Safety::Safe).is_some();
        if shown(self.linted, self.user).filter(safe).count() < 2 {
            return None;
        }
        let title = format!("Repair all {} in the file", finding.code());
        let later = Later { uri: self.document.uri.clone(), code: Some(finding.code().to_owned()) };
        self.later(self.quick_fix(finding, title), &later)
    }

    fn fix_all(&self) -> Option<CodeAction> {
        let action = CodeAction {
            title: "Repair all that dlint can repair safely".to_owned(),
            kind: Some(FIX_ALL),
            ..CodeAction::default()
        };
        let later = Later { uri: self.document.uri.clone(), code: None };
        self.later(action, &later)
    }

    /// The action with its edit, or with what makes the edit when it is chosen. Nothing to do is nothing to offer, where
    /// that is known.
    fn later(&self, action: CodeAction, later: &Later) -> Option<CodeAction> {
        if self.abilities.resolves_edits {
            return Some(CodeAction { data: Some(serde_json::to_value(later).ok()?), ..action });
        }
        let edit = resolve(self.document, self.with, later, self.abilities)?;
        Some(CodeAction { edit: Some(edit), ..action })
    }

    /// Comments that ignore a finding: here, in its stage, in the file.
    fn ignores(&self, finding: &Finding) -> Vec<CodeAction> {
        let file = self.document.file();
        let one = std::slice::from_ref(finding);
        let code = finding.code();
        let here = add_ignores(&self.document.source, file, one, None);
        let mut actions = Vec::new();
        let mut add = |title: String, edits: &[Edit]| {
            let edits: Vec<TextEdit> = text_edits(self.document, edits);
            let edit = (!edits.is_empty())
                .then(|| workspace_edit(self.document, edits, None, self.abilities))
                .flatten();
            actions
                .extend(edit.map(|edit| CodeAction { edit: Some(edit), ..self.quick_fix(finding, title) }));
        };
        add(format!("Ignore {code} here"), &here);
        if here.is_empty() {
            return actions;
        }
        let newline = self.document.source.newline().as_str();
        let above =
            |offset: u32, words: &str| vec![Edit::insert(offset, format!("# dlint {words}={code}{newline}"))];
        let start = finding.primary.span.start;
        let lines = self.document.source.lines();
        let line_of = |offset: u32| lines.line_span(lines.line(offset)).start;
        let stages = file.stages();
        if let Some(stage) = stages.iter().rev().find(|stage| line_of(stage.from.span.start) <= start) {
            let offset = line_of(stage.from.span.start);
            add(format!("Ignore {code} in this stage"), &above(offset, "stage-ignore"));
        }
        if let Some(first) = file.instructions.first() {
            let offset = line_of(first.span.start);
            add(format!("Ignore {code} in this file"), &above(offset, "file-ignore"));
        }
        actions
    }

    fn open_page(&self, finding: &Finding) -> Option<CodeAction> {
        let name = finding.rule.name;
        let command = Command {
            title: format!("What is {name}?"),
            command: OPEN_PAGE.to_owned(),
            arguments: Some(vec![page(finding, self.pages).into()]),
        };
        self.abilities.shows.then(|| CodeAction {
            title: format!("{}: open the page of {name}", finding.code()),
            kind: Some(CodeActionKind::QUICKFIX),
            command: Some(command),
            ..CodeAction::default()
        })
    }
}

/// The edit of an action that was chosen; `None` where there is nothing to do.
pub(crate) fn resolve(
    document: &Document,
    with: &With,
    later: &Later,
    abilities: &Abilities,
) -> Option<WorkspaceEdit> {
    let context = with.context();
    let input = Input::new(&document.source).with_context(&*context).with_build(&with.settings.build).alone();
    let settings: Settings = match &later.code {
        Some(code) => with.settings.settings.clone().fixing_only(&with.rules, code),
        None => with.settings.settings.clone(),
    };
    let fixed = fix_until_stable(&settings, &with.rules, &input, Safety::Safe);
    let edits = difference(document, fixed.source.text());
    if edits.is_empty() {
        return None;
    }
    workspace_edit(document, edits, None, abilities)
}

/// Whether a kind of action is wanted by whoever wants another one: `source.fixAll.dlint` by `source.fixAll`.
fn is_below(kind: &CodeActionKind, wanted: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(wanted.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A title with a capital letter.
fn sentence(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
