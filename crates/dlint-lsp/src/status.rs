//! What a document is linted with, for the line at the bottom of an editor: a request of dlint's own, `dlint/status`.

use std::sync::Arc;

use dlint_linter::{Builder, Frontend};
use dlint_model::context::Certainty;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::lsp_types::TextDocumentIdentifier;

use crate::backend::Backend;
use crate::document::Document;
use crate::state::State;

/// The name of the request.
pub(crate) const METHOD: &str = "dlint/status";

/// Which document is asked about.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StatusParams {
    text_document: TextDocumentIdentifier,
}

/// What holds for a document.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Status {
    /// The version of dlint.
    version: &'static str,
    /// The configuration, if there is one.
    config: Option<String>,
    /// The folder of the build context; `None` where it is not known.
    context: Option<String>,
    /// Whether the folder is the nearest one that has what is copied, and nobody has named it.
    context_is_inferred: bool,
    /// Who builds it.
    builder: &'static str,
    /// The version of the frontend that is named, if one is.
    frontend: Option<String>,
}

impl Backend {
    /// Answers with what holds for a document; with nothing where its project leaves it out, or it is not open.
    pub(crate) async fn status(&self, params: StatusParams) -> Result<Option<Status>> {
        let Some(document) = self.state.store.get(&params.text_document.uri) else { return Ok(None) };
        let state = Arc::clone(&self.state);
        self.work(move || status(&state, &document)).await
    }
}

fn status(state: &State, document: &Document) -> Option<Status> {
    let config = state.config_of(document);
    state.view(document, |view| {
        let project = view.settings.settings.options().project;
        let asked = Frontend::asked_for(view.file, &document.source).map(|(asked, _)| asked);
        let certainty = view.context.certainty();
        Status {
            version: state.setup.version,
            config: config.map(|path| path.display().to_string()),
            context: view.context.name().filter(|_| certainty != Certainty::Unknown),
            context_is_inferred: certainty == Certainty::Inferred,
            builder: project.builder.unwrap_or(Builder::Buildkit).title(),
            frontend: project.frontend.or(asked).map(|frontend| frontend.to_string()),
        }
    })
}
