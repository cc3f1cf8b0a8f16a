//! The language server of dlint.
//!
//! Messages come in one by one through the `guard`, which changes the `store` of open documents at once, in the order
//! of the wire. Handlers (`server`, `backend`) take the newest version of a document, which never changes again, and work on a
//! thread of its own; so none waits for another one. What is found in a version is worked out once (`linting`), and sent
//! by one task a document (`publish`) to clients that do not ask for it.

mod actions;
mod backend;
mod capabilities;
mod context;
mod convert;
mod diagnostics;
mod document;
mod edits;
mod features;
mod guard;
pub mod language;
mod linting;
mod lock;
mod log;
mod options;
mod painting;
mod publish;
mod server;
mod settings;
mod state;
mod status;
mod store;
mod view;
mod workers;
mod workspace;

use std::io;
use std::sync::Arc;

use tokio::sync::watch;
use tower_lsp::{LspService, Server};

use crate::guard::Guard;
pub use crate::log::Log;
use crate::state::State;
pub use crate::state::{Setup, Walk};
use crate::store::Store;

/// How many messages are worked on at a time. All of them: a request that takes long must not hold up the next one.
const AT_A_TIME: usize = 100_000;

/// How many bytes of shell code are remembered with what was found in them: an edit changes one body of many.
const SHELL_TEXT: usize = 1 << 20;

/// Serves one client on standard input and output, until it wants an end or goes away. The status for the process to
/// exit with.
///
/// # Errors
///
/// Those of starting threads.
pub fn serve(setup: Setup) -> io::Result<u8> {
    dlint_shell::reuse_findings(SHELL_TEXT);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let status = runtime.block_on(talk(setup));
    // Whatever still runs has nobody to tell.
    runtime.shutdown_background();
    Ok(status)
}

async fn talk(setup: Setup) -> u8 {
    let store = Arc::new(Store::default());
    let state = Arc::new(State::new(setup, Arc::clone(&store)));
    state.setup.log.note(&format_args!("dlint {} begins", state.setup.version));
    let (service, socket) = LspService::build(|client| backend::Backend::new(client, Arc::clone(&state)))
        .custom_method(status::METHOD, backend::Backend::status)
        .finish();
    let (exit, mut exited) = watch::channel(None);
    let guard = Guard::new(service, store, exit, state.setup.log.clone());
    let (input, output) = (tokio::io::stdin(), tokio::io::stdout());
    tokio::select! {
        // The client is gone without a word.
        () = Server::new(input, output, socket).concurrency_level(AT_A_TIME).serve(guard) => 1,
        status = exited.wait_for(Option::is_some) => status.ok().and_then(|status| *status).unwrap_or(1),
    }
}
