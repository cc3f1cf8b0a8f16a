//! The handlers of the protocol, in its words; what they do is elsewhere.

use std::sync::Arc;

use dlint_text::Span;
use serde_json::Value;
use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::{
    CodeAction, CodeActionOrCommand, CodeActionParams, CodeActionResponse, CodeLens, CodeLensParams,
    CompletionParams, CompletionResponse, DidChangeConfigurationParams, DidChangeTextDocumentParams,
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentHighlight, DocumentHighlightParams,
    DocumentLink, DocumentLinkParams, DocumentRangeFormattingParams, DocumentSymbolParams,
    DocumentSymbolResponse, ExecuteCommandParams, FoldingRange, FoldingRangeParams,
    FullDocumentDiagnosticReport, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams,
    InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, Location,
    PrepareRenameResponse, ReferenceParams, RelatedFullDocumentDiagnosticReport, RenameParams,
    SelectionRange, SelectionRangeParams, SemanticTokens, SemanticTokensDeltaParams,
    SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams,
    SemanticTokensRangeResult, SemanticTokensResult, ServerInfo, ShowDocumentParams, SignatureHelp,
    SignatureHelpParams, SymbolInformation, TextDocumentPositionParams, TextEdit, Url,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReport, WorkspaceDiagnosticReportResult, WorkspaceEdit,
    WorkspaceFolder, WorkspaceSymbolParams,
};

use crate::actions::{Actions, Later, OPEN_PAGE, resolve};
use crate::backend::{Backend, refused};
use crate::diagnostics::shown;
use crate::edits::workspace_edit;
use crate::features::{
    completion, definition, folding, format, highlight, hints, hover, lenses, links, references, rename,
    selection, signature, symbols, tokens,
};
use crate::options::{Abilities, Feature, folders};

#[tower_lsp::async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Abilities::of(&params);
        self.state.change_folders(&folders(&params), &[]);
        if let Some(options) = &params.initialization_options {
            let options = options.get("settings").unwrap_or(options);
            self.state.begin_with(options);
        }
        let capabilities = crate::capabilities::capabilities(&abilities, &self.state.user());
        self.state.set_abilities(abilities);
        // What is wrong with the options is told when the client listens.
        self.state.renew();
        Ok(InitializeResult {
            capabilities,
            server_info: Some(ServerInfo {
                name: "dlint".to_owned(),
                version: Some(self.state.setup.version.to_owned()),
            }),
        })
    }

    async fn initialized(&self, _: InitializedParams) {
        self.watch();
        self.tell_mistakes();
        self.ask_for_settings();
    }

    async fn shutdown(&self) -> Result<()> {
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        self.schedule(params.text_document.uri);
        self.tell_mistakes();
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.schedule(params.text_document.uri);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.state.painting.forget(&params.text_document.uri);
        self.schedule(params.text_document.uri);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.state.abilities().has_settings {
            self.ask_for_settings();
        } else if self.state.set_user(&params.settings) {
            self.renew();
        }
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let urls =
            |folders: &[WorkspaceFolder]| folders.iter().map(|folder| folder.uri.clone()).collect::<Vec<_>>();
        self.state.change_folders(&urls(&params.event.added), &urls(&params.event.removed));
        self.renew();
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.renew_for_files();
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let uri = params.text_document.uri;
        let found =
            self.on(&uri, Feature::Diagnostics, |state, document| Some(state.diagnostics(document))).await?;
        let items = found.unwrap_or_default();
        let full = FullDocumentDiagnosticReport { result_id: None, items };
        let report = RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: full,
        };
        Ok(DocumentDiagnosticReportResult::Report(DocumentDiagnosticReport::Full(report)))
    }

    async fn workspace_diagnostic(
        &self,
        params: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let state = Arc::clone(&self.state);
        let items =
            self.work(move || crate::workspace::diagnostics(&state, params.previous_result_ids)).await?;
        Ok(WorkspaceDiagnosticReportResult::Report(WorkspaceDiagnosticReport { items }))
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let CodeActionParams { text_document, range, context, .. } = params;
        self.on(&text_document.uri, Feature::CodeActions, move |state, document| {
            let (with, user, abilities) = (state.with(document)?, state.user(), state.abilities());
            let linted = document.linted(&with);
            let actions = Actions {
                document,
                linted: &linted,
                with: &with,
                user: &user,
                abilities: &abilities,
                pages: state.setup.pages,
            };
            let actions = actions.at(document.span(range), &context);
            Some(actions.into_iter().map(CodeActionOrCommand::CodeAction).collect())
        })
        .await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let later = action.data.clone().and_then(|data| serde_json::from_value::<Later>(data).ok());
        let Some(later) = later else { return Ok(action) };
        let edit = self
            .on(&later.uri.clone(), Feature::CodeActions, move |state, document| {
                resolve(document, &state.with(document)?, &later, &state.abilities())
            })
            .await?;
        Ok(CodeAction { edit: edit.or_else(|| Some(WorkspaceEdit::default())), ..action })
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        self.view(&text_document.uri, Feature::Completion, move |view| {
            let offset = view.document.offset(position);
            Some(CompletionResponse::List(completion::complete(view, offset)))
        })
        .await
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        self.view(&text_document.uri, Feature::Hover, move |view| {
            hover::hover(view, view.document.offset(position))
        })
        .await
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        self.view(&text_document.uri, Feature::SignatureHelp, move |view| {
            signature::signature_help(view, view.document.offset(position))
        })
        .await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        let links = self.state.abilities().definition_links;
        self.view(&text_document.uri, Feature::Navigation, move |view| {
            let found = definition::definition(view, view.document.offset(position));
            Some(if links { found.into() } else { definition::locations(found).into() })
        })
        .await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let with_declaration = params.context.include_declaration;
        self.view(&text_document.uri, Feature::Navigation, move |view| {
            Some(references::references(view, view.document.offset(position), with_declaration))
        })
        .await
    }

    async fn document_highlight(
        &self,
        params: DocumentHighlightParams,
    ) -> Result<Option<Vec<DocumentHighlight>>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position_params;
        self.view(&text_document.uri, Feature::Navigation, move |view| {
            Some(highlight::highlights(view, view.document.offset(position)))
        })
        .await
    }

    async fn prepare_rename(
        &self,
        params: TextDocumentPositionParams,
    ) -> Result<Option<PrepareRenameResponse>> {
        let TextDocumentPositionParams { text_document, position } = params;
        let prepared = self
            .view(&text_document.uri, Feature::Rename, move |view| {
                Some(rename::prepare(view, view.document.offset(position)))
            })
            .await?;
        prepared.unwrap_or(Ok(None)).map_err(refused)
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let TextDocumentPositionParams { text_document, position } = params.text_document_position;
        let (new, abilities) = (params.new_name, self.state.abilities());
        let renamed = self
            .view(&text_document.uri, Feature::Rename, move |view| {
                let edits = rename::rename(view, view.document.offset(position), &new);
                Some(edits.map(|edits| workspace_edit(view.document, edits, None, &abilities)))
            })
            .await?;
        renamed.unwrap_or(Ok(None)).map_err(refused)
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        let as_tree = self.state.abilities().symbol_tree;
        self.view(&params.text_document.uri, Feature::Symbols, move |view| {
            Some(if as_tree {
                symbols::document_symbols(view).into()
            } else {
                symbols::flat_symbols(view).into()
            })
        })
        .await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<Vec<SymbolInformation>>> {
        let state = Arc::clone(&self.state);
        if !state.user().has(Feature::Symbols) {
            return Ok(None);
        }
        self.work(move || Some(crate::workspace::symbols(&state, &params.query))).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.view(&params.text_document.uri, Feature::Folding, |view| Some(folding::folding_ranges(view)))
            .await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let positions = params.positions;
        self.view(&params.text_document.uri, Feature::Selection, move |view| {
            let offsets: Vec<u32> = positions.iter().map(|at| view.document.offset(*at)).collect();
            Some(selection::selection_ranges(view, &offsets))
        })
        .await
    }

    async fn semantic_tokens_full(
        &self,
        params: SemanticTokensParams,
    ) -> Result<Option<SemanticTokensResult>> {
        self.on(&params.text_document.uri, Feature::SemanticTokens, |state, document| {
            state.view(document, |view| state.painting.full(view).into())
        })
        .await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let has = params.previous_result_id;
        self.on(&params.text_document.uri, Feature::SemanticTokens, move |state, document| {
            state.view(document, |view| state.painting.delta(view, &has))
        })
        .await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let range = params.range;
        self.view(&params.text_document.uri, Feature::SemanticTokens, move |view| {
            let tokens = SemanticTokens { result_id: None, data: tokens::range(view, range) };
            Some(tokens.into())
        })
        .await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.view(&params.text_document.uri, Feature::Links, |view| Some(links::links(view))).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let range = params.range;
        self.view(&params.text_document.uri, Feature::InlayHints, move |view| {
            Some(hints::hints(view, range, hints::Wanted::ALL))
        })
        .await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.on(&params.text_document.uri, Feature::CodeLens, |state, document| {
            let (user, linted) = (state.user(), state.linted(document)?);
            let found: Vec<Span> = shown(&linted, &user).map(|finding| finding.primary.span).collect();
            state.view(document, |view| lenses::lenses(view, &found))
        })
        .await
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let options = params.options;
        self.view(&params.text_document.uri, Feature::Formatting, move |view| {
            Some(format::document(view, &options))
        })
        .await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let (options, range) = (params.options, params.range);
        self.view(&params.text_document.uri, Feature::Formatting, move |view| {
            Some(format::range(view, &options, range))
        })
        .await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<Value>> {
        let page = params.arguments.first().and_then(Value::as_str).and_then(|page| Url::parse(page).ok());
        // Nothing but the pages of dlint's own rules is opened.
        let page = page.filter(|page| page.as_str().starts_with(self.state.setup.pages));
        if let Some(uri) = page.filter(|_| params.command == OPEN_PAGE) {
            let shown =
                ShowDocumentParams { uri, external: Some(true), take_focus: Some(true), selection: None };
            let client = self.client.clone();
            tokio::spawn(async move {
                let _ = client.show_document(shown).await;
            });
        }
        Ok(None)
    }
}
