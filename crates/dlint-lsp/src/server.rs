//! The handlers: each takes the version of the document that is the newest now, and works on a thread of its own.
//!
//! None waits for another one, and none waits for the client: all handlers are polled together, so one that did would
//! hold up whatever the client has to say.

use std::sync::Arc;

use serde_json::Value;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
#[expect(clippy::wildcard_imports, reason = "a server names nearly all of the protocol")]
use tower_lsp::lsp_types::*;
use tower_lsp::{Client, LanguageServer};

use crate::actions::{Actions, FIX_ALL, Later, OPEN_PAGE, resolve};
use crate::diagnostics::SOURCE;
use crate::document::Snapshot;
use crate::edits::workspace_edit;
use crate::features::{
    completion, definition, folding, highlight, hover, references, rename, selection, signature, symbols,
};
use crate::options::{Abilities, Feature, UserSettings, folders};
use crate::publish::Publisher;
use crate::state::State;
use crate::view::View;

/// Files whose changes change what is found in others.
const WATCHED: &[&str] = &["**/dlint.toml", "**/.dlint.toml", "**/.hadolint.{yaml,yml}", "**/*.dockerignore"];

/// The server.
#[derive(Debug)]
pub(crate) struct Backend {
    client: Client,
    state: Arc<State>,
    publisher: Publisher,
}

impl Backend {
    pub(crate) fn new(client: Client, state: Arc<State>) -> Self {
        let publisher = Publisher::new(Arc::clone(&state), client.clone());
        Self { client, state, publisher }
    }

    /// Works on the newest version of a document, on another thread.
    async fn on<T: Send + 'static>(
        &self,
        uri: &Url,
        feature: Feature,
        work: impl FnOnce(&State, &Snapshot) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        let Some(document) = self.state.store.get(uri).filter(|_| self.state.user().has(feature)) else {
            return Ok(None);
        };
        let state = Arc::clone(&self.state);
        blocking(move || work(&state, &document)).await
    }

    /// The same with the build that the document describes.
    pub(crate) async fn view<T: Send + 'static>(
        &self,
        uri: &Url,
        feature: Feature,
        look: impl FnOnce(&View<'_>) -> Option<T> + Send + 'static,
    ) -> Result<Option<T>> {
        self.on(uri, feature, move |state, document| state.view(document, look).flatten()).await
    }

    /// Lints everything anew that is open, because something around it has changed.
    fn renew(&self) {
        let wrong = self.state.renew();
        let (client, abilities) = (self.client.clone(), self.state.abilities());
        if let Some(wrong) = wrong {
            let client = client.clone();
            tokio::spawn(async move {
                client.show_message(MessageType::ERROR, format!("dlint's settings: {wrong}")).await;
            });
        }
        if !abilities.pulls {
            self.publisher.schedule_all();
        } else if abilities.refreshes {
            tokio::spawn(async move {
                let _ = client.workspace_diagnostic_refresh().await;
            });
        }
    }

    /// Asks for the user's settings, and goes by them.
    fn ask_for_settings(&self) {
        if !self.state.abilities().has_settings {
            return;
        }
        let (client, state, publisher) =
            (self.client.clone(), Arc::clone(&self.state), self.publisher.clone());
        tokio::spawn(async move {
            let item = ConfigurationItem { scope_uri: None, section: Some(SOURCE.to_owned()) };
            let Ok(answers) = client.configuration(vec![item]).await else { return };
            let value = answers.into_iter().next().unwrap_or_default();
            if state.set_user(UserSettings::read(&value)) {
                Self { client, state, publisher }.renew();
            }
        });
    }

    /// Asks to be told when configurations and ignore files change.
    fn watch(&self) {
        if !self.state.abilities().watches {
            return;
        }
        let watcher = |pattern: &&str| FileSystemWatcher {
            glob_pattern: GlobPattern::String((*pattern).to_owned()),
            kind: None,
        };
        let options =
            DidChangeWatchedFilesRegistrationOptions { watchers: WATCHED.iter().map(watcher).collect() };
        let registration = Registration {
            id: "dlint-files".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        let client = self.client.clone();
        tokio::spawn(async move {
            let _ = client.register_capability(vec![registration]).await;
        });
    }

    /// Tells the user once what is wrong with the configurations.
    fn tell_mistakes(&self) {
        let (client, state) = (self.client.clone(), Arc::clone(&self.state));
        tokio::spawn(async move {
            for mistake in state.new_mistakes() {
                client.show_message(MessageType::WARNING, mistake).await;
            }
        });
    }

    fn schedule(&self, uri: Url) {
        if !self.state.abilities().pulls {
            self.publisher.schedule(uri);
        }
    }
}

/// Works on another thread. A panic there is an answer like any other mistake.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error {
        code: ErrorCode::InternalError,
        message: "dlint failed on this request; this is a mistake in dlint".into(),
        data: None,
    })
}

#[tower_lsp::async_trait]
impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = Abilities::of(&params);
        self.state.change_folders(&folders(&params), &[]);
        if let Some(options) = &params.initialization_options {
            let options = options.get("settings").unwrap_or(options);
            self.state.set_user(UserSettings::read(options));
        }
        let capabilities = crate::capabilities::capabilities(&abilities);
        self.state.set_abilities(abilities);
        // What is wrong with the options is told when the client listens.
        let _ = self.state.renew();
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
        self.schedule(params.text_document.uri);
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.state.abilities().has_settings {
            self.ask_for_settings();
        } else if self.state.set_user(UserSettings::read(&params.settings)) {
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
        self.renew();
        self.tell_mistakes();
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
        _: WorkspaceDiagnosticParams,
    ) -> Result<WorkspaceDiagnosticReportResult> {
        let state = Arc::clone(&self.state);
        let items = blocking(move || crate::workspace::diagnostics(&state)).await?;
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
            Some(completion::complete(view, view.document.offset(position)).into())
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
        blocking(move || Some(crate::workspace::symbols(&state, &params.query))).await
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

/// Why something is not done, for the user.
fn refused(reason: String) -> Error {
    Error { code: ErrorCode::InvalidParams, message: reason.into(), data: None }
}

/// The kinds of code actions that there are.
pub(crate) fn action_kinds() -> Vec<CodeActionKind> {
    vec![CodeActionKind::QUICKFIX, FIX_ALL]
}
