//! What stands between the wire and the handlers.
//!
//! `tower-lsp` polls all handlers together and answers in any order, so an edit that is handled like a request may come
//! too late for the request behind it; a handler that panics takes everything with it; and `exit` does not end the
//! process. All three are settled here, where messages still come one by one.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use futures_util::FutureExt;
use serde_json::Value;
use tokio::sync::watch;
use tower::Service;
use tower_lsp::ExitedError;
use tower_lsp::jsonrpc::{Error, ErrorCode, Request, Response};

use crate::log::Log;
use crate::store::Store;

/// A service that is called in the order of the wire, and never breaks.
pub(crate) struct Guard<S> {
    inner: S,
    store: Arc<Store>,
    is_shut_down: bool,
    exit: watch::Sender<Option<u8>>,
    log: Log,
}

impl<S> Guard<S> {
    /// Around a service; the other end of `exit` is told the status when the client wants the process to end.
    pub(crate) const fn new(inner: S, store: Arc<Store>, exit: watch::Sender<Option<u8>>, log: Log) -> Self {
        Self { inner, store, is_shut_down: false, exit, log }
    }
}

/// The request as `tower-lsp` takes it. Some clients send `null` for no parameters, and `{}` with `shutdown`, which has
/// none; and what `lsp-types` 0.94 reads as
/// `workspace.diagnostic` of a client's capabilities is called `workspace.diagnostics` in the protocol.
fn as_expected(request: Request) -> Request {
    let (method, id, params) = request.into_parts();
    let mut params = params.filter(|params| *params != Value::Null && method != "shutdown");
    if method == "initialize"
        && let Some(params) = &mut params
        && let Some(can) = params.pointer_mut("/capabilities/workspace").and_then(Value::as_object_mut)
        && let Some(diagnostics) = can.get("diagnostics").cloned()
    {
        can.insert("diagnostic".to_owned(), diagnostics);
    }
    let mut request = Request::build(method);
    if let Some(id) = id {
        request = request.id(id);
    }
    match params {
        Some(params) => request.params(params).finish(),
        None => request.finish(),
    }
}

/// What a client is told where dlint failed.
pub(crate) fn failed() -> Error {
    let message = "dlint failed on this request; this is a mistake in dlint".into();
    Error { code: ErrorCode::InternalError, message, data: None }
}

type Answer = Result<Option<Response>, ExitedError>;

impl<S> Service<Request> for Guard<S>
where
    S: Service<Request, Response = Option<Response>, Error = ExitedError>,
    S::Future: Send + 'static,
{
    type Response = Option<Response>;
    type Error = ExitedError;
    type Future = Pin<Box<dyn Future<Output = Answer> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        match request.method() {
            "shutdown" => self.is_shut_down = true,
            "exit" => {
                // The protocol wants to be told whether the client had said so before.
                let _ = self.exit.send(Some(u8::from(!self.is_shut_down)));
            }
            method => self.store.notice(method, request.params()),
        }
        let request = as_expected(request);
        let id = request.id().cloned();
        let (log, method, start) = (self.log.clone(), request.method().to_owned(), Instant::now());
        // A handler may fail before it is waited for.
        let begun = std::panic::catch_unwind(AssertUnwindSafe(|| self.inner.call(request)));
        Box::pin(async move {
            let answer = match begun {
                Ok(answer) => AssertUnwindSafe(answer).catch_unwind().await,
                Err(panic) => Err(panic),
            };
            let milliseconds = start.elapsed().as_secs_f64() * 1e3;
            log.note(&format_args!("{method}: {milliseconds:.1} ms"));
            answer.unwrap_or_else(|_| {
                log.wrong(&format_args!("{method} failed; this is a mistake in dlint"));
                Ok(id.map(|id| Response::from_error(id, failed())))
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::BoxFuture;
    use serde_json::json;

    use super::*;
    use crate::document::Snapshot;

    /// Answers with the text of the document, and panics where it is asked to: at once, or when it is waited for.
    struct Careless(Arc<Store>);

    impl Service<Request> for Careless {
        type Response = Option<Response>;
        type Error = ExitedError;
        type Future = BoxFuture<'static, Answer>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ExitedError>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, request: Request) -> Self::Future {
            assert_ne!(request.method(), "panic/atOnce");
            let documents: Vec<Snapshot> = self.0.all();
            Box::pin(async move {
                assert_ne!(request.method(), "panic/later");
                let text = documents.first().map(|document| document.text().to_owned());
                Ok(request.id().cloned().map(|id| Response::from_ok(id, json!(text))))
            })
        }
    }

    fn guarded() -> (Guard<Careless>, watch::Receiver<Option<u8>>) {
        let store = Arc::new(Store::default());
        let (exit, exited) = watch::channel(None);
        (Guard::new(Careless(Arc::clone(&store)), store, exit, Log::stderr()), exited)
    }

    fn ask(guard: &mut Guard<Careless>, method: &'static str) -> Option<Response> {
        let answer = guard.call(Request::build(method).id(1).finish());
        answer.now_or_never().unwrap().unwrap()
    }

    #[test]
    fn a_panic_is_an_answer_and_no_end() {
        let (mut guard, _exited) = guarded();
        for method in ["panic/later", "panic/atOnce"] {
            let (_, body) = ask(&mut guard, method).unwrap().into_parts();
            assert_eq!(body.unwrap_err().code, ErrorCode::InternalError);
            assert!(ask(&mut guard, "hello").unwrap().is_ok());
        }
    }

    #[test]
    fn a_question_sees_what_came_before_it_though_nothing_was_waited_for() {
        let (mut guard, _exited) = guarded();
        let document = json!({ "uri": "untitled:a", "languageId": "x", "version": 1, "text": "FROM a" });
        let opened = Request::build("textDocument/didOpen").params(json!({ "textDocument": document }));
        let pending = guard.call(opened.finish());
        let (_, body) = ask(&mut guard, "hello").unwrap().into_parts();
        assert_eq!(body.unwrap(), json!("FROM a"));
        drop(pending);
    }

    #[test]
    fn the_status_is_that_of_the_protocol() {
        for (is_told, status) in [(true, 0), (false, 1)] {
            let (mut guard, exited) = guarded();
            if is_told {
                ask(&mut guard, "shutdown");
            }
            drop(guard.call(Request::build("exit").finish()));
            assert_eq!(*exited.borrow(), Some(status));
        }
    }
}
