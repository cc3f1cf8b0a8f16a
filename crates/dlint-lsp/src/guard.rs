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

/// The request without parameters where they are `null`, which some clients send for none.
fn without_null(request: Request) -> Request {
    if request.params() != Some(&Value::Null) {
        return request;
    }
    let (method, id, _) = request.into_parts();
    let request = Request::build(method);
    match id {
        Some(id) => request.id(id).finish(),
        None => request.finish(),
    }
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
        let request = without_null(request);
        let id = request.id().cloned();
        let (log, method, start) = (self.log.clone(), request.method().to_owned(), Instant::now());
        let answer = AssertUnwindSafe(self.inner.call(request)).catch_unwind();
        Box::pin(async move {
            let answer = answer.await;
            let milliseconds = start.elapsed().as_secs_f64() * 1e3;
            log.note(&format_args!("{method}: {milliseconds:.1} ms"));
            answer.unwrap_or_else(|_| {
                log.wrong(&format_args!("{method} failed; this is a mistake in dlint"));
                let error = Error {
                    code: ErrorCode::InternalError,
                    message: "dlint failed on this request; this is a mistake in dlint".into(),
                    data: None,
                };
                Ok(id.map(|id| Response::from_error(id, error)))
            })
        })
    }
}
