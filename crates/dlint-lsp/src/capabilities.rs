//! What the server says that it can do.

use tower_lsp::lsp_types::{
    CodeActionOptions, CodeActionProviderCapability, CodeLensOptions, CompletionOptions, DiagnosticOptions,
    DiagnosticServerCapabilities, DocumentLinkOptions, ExecuteCommandOptions, FoldingRangeProviderCapability,
    HoverProviderCapability, OneOf, RenameOptions, SelectionRangeProviderCapability,
    SemanticTokensFullOptions, SemanticTokensOptions, ServerCapabilities, SignatureHelpOptions,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, WorkDoneProgressOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};

use crate::actions::{OPEN_PAGE, kinds};
use crate::diagnostics::SOURCE;
use crate::features::tokens::legend::legend;
use crate::features::{completion, signature};
use crate::options::{Abilities, Feature, UserSettings};

/// What is offered to a client that can do this. What its user has switched off from the beginning is not.
pub(crate) fn capabilities(abilities: &Abilities, user: &UserSettings) -> ServerCapabilities {
    let has = |feature| !user.forbids(feature);
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        ..TextDocumentSyncOptions::default()
    };
    let diagnostics = DiagnosticOptions {
        identifier: Some(SOURCE.to_owned()),
        inter_file_dependencies: false,
        workspace_diagnostics: true,
        work_done_progress_options: WorkDoneProgressOptions::default(),
    };
    ServerCapabilities {
        position_encoding: Some(abilities.units.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        diagnostic_provider: (abilities.pulls && has(Feature::Diagnostics))
            .then_some(DiagnosticServerCapabilities::Options(diagnostics)),
        code_action_provider: has(Feature::CodeActions).then(|| {
            CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(kinds()),
                resolve_provider: Some(abilities.resolves_edits),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        }),
        completion_provider: has(Feature::Completion).then(|| CompletionOptions {
            trigger_characters: Some(completion::TRIGGERS.iter().map(ToString::to_string).collect()),
            ..CompletionOptions::default()
        }),
        hover_provider: has(Feature::Hover).then_some(HoverProviderCapability::Simple(true)),
        signature_help_provider: has(Feature::SignatureHelp).then(|| SignatureHelpOptions {
            trigger_characters: Some(signature::TRIGGERS.iter().map(ToString::to_string).collect()),
            ..SignatureHelpOptions::default()
        }),
        definition_provider: has(Feature::Navigation).then_some(OneOf::Left(true)),
        references_provider: has(Feature::Navigation).then_some(OneOf::Left(true)),
        document_highlight_provider: has(Feature::Navigation).then_some(OneOf::Left(true)),
        rename_provider: has(Feature::Rename).then(|| {
            OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })
        }),
        document_symbol_provider: has(Feature::Symbols).then_some(OneOf::Left(true)),
        workspace_symbol_provider: has(Feature::Symbols).then_some(OneOf::Left(true)),
        folding_range_provider: has(Feature::Folding).then_some(FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: has(Feature::Selection)
            .then_some(SelectionRangeProviderCapability::Simple(true)),
        semantic_tokens_provider: has(Feature::SemanticTokens).then(|| {
            SemanticTokensOptions {
                legend: legend(),
                full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                range: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }
            .into()
        }),
        document_link_provider: has(Feature::Links).then(|| DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        inlay_hint_provider: has(Feature::InlayHints).then_some(OneOf::Left(true)),
        code_lens_provider: has(Feature::CodeLens)
            .then_some(CodeLensOptions { resolve_provider: Some(false) }),
        document_formatting_provider: has(Feature::Formatting).then_some(OneOf::Left(true)),
        document_range_formatting_provider: has(Feature::Formatting).then_some(OneOf::Left(true)),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![OPEN_PAGE.to_owned()],
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}
