//! A client that talks to the real server, over its real pipes.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take. A busy machine is slow, but nothing takes a minute.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long there must be silence for it to be taken for one.
const SILENCE: Duration = Duration::from_millis(400);

/// A client, and the server that it has started.
pub(crate) struct Client {
    server: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// What came while something else was waited for.
    waiting: VecDeque<Value>,
    last: i64,
    /// What the server offers.
    pub(crate) capabilities: Value,
    /// What it answers when it is asked for settings.
    pub(crate) settings: Value,
}

impl Client {
    /// Starts a server, without a word to it yet.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_dlint"))
            .arg("lsp")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let input = server.stdin.take();
        let output = server.stdout.take().expect("its output");
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let (waiting, capabilities, settings) = Default::default();
        Self { server, input, messages, waiting, last: 0, capabilities, settings }
    }

    /// A client that can do this, and has said hello.
    pub(crate) fn new(capabilities: &Value) -> Self {
        Self::with(capabilities, &json!({}))
    }

    /// The same, with more that is said in the beginning.
    pub(crate) fn with(capabilities: &Value, more: &Value) -> Self {
        let mut client = Self::start(&[]);
        client.hello(capabilities, more);
        client
    }

    /// Says hello.
    pub(crate) fn hello(&mut self, capabilities: &Value, more: &Value) {
        let mut params = json!({ "processId": null, "rootUri": null, "capabilities": capabilities });
        if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
            params.extend(more.clone());
        }
        let answer = self.request("initialize", &params).expect("hello");
        self.capabilities = answer["capabilities"].clone();
        self.notify("initialized", &json!({}));
    }

    /// A client that is sent diagnostics, and counts as most do.
    pub(crate) fn plain() -> Self {
        Self::new(&json!({}))
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.send_raw(&format!("Content-Length: {}\r\n\r\n{text}", text.len()));
    }

    pub(crate) fn send_raw(&mut self, text: &str) {
        let input = self.input.as_mut().expect("the server is not told goodbye yet");
        // A server that is gone reads nothing; what waits for it says so.
        let _ = input.write_all(text.as_bytes()).and_then(|()| input.flush());
    }

    pub(crate) fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks, and does not wait. The number of the question.
    pub(crate) fn ask(&mut self, method: &str, params: &Value) -> i64 {
        self.last += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.last, "method": method, "params": params }));
        self.last
    }

    /// The answer to a question, or its error.
    pub(crate) fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let answer = self.wait(|message| message["id"] == id && message.get("method").is_none());
        let mut answer = answer.unwrap_or_else(|| panic!("no answer to {id}"));
        match answer.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(answer["result"].take()),
        }
    }

    pub(crate) fn request(&mut self, method: &str, params: &Value) -> Result<Value, Value> {
        let id = self.ask(method, params);
        self.answer(id)
    }

    /// Asks for something about a place in a document.
    pub(crate) fn at(&mut self, method: &str, uri: &str, (line, character): (u32, u32)) -> Value {
        let params = json!({
            "textDocument": { "uri": uri },
            "position": { "line": line, "character": character },
        });
        self.request(method, &params).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Asks for something about a document.
    pub(crate) fn of(&mut self, method: &str, uri: &str, more: &Value) -> Value {
        let mut params = json!({ "textDocument": { "uri": uri } });
        if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
            params.extend(more.clone());
        }
        self.request(method, &params).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "dockerfile", "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    /// Replaces the whole text.
    pub(crate) fn replace(&mut self, uri: &str, version: i32, text: &str) {
        self.change(uri, version, &json!([{ "text": text }]));
    }

    pub(crate) fn change(&mut self, uri: &str, version: i32, changes: &Value) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", &params);
    }

    pub(crate) fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", &json!({ "textDocument": { "uri": uri } }));
    }

    /// The next diagnostics that are sent for a document.
    pub(crate) fn published(&mut self, uri: &str) -> Value {
        let is_it = |message: &Value| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri
        };
        let mut message = self.wait(is_it).unwrap_or_else(|| panic!("nothing is sent for {uri}"));
        message["params"].take()
    }

    /// The codes of the next diagnostics that are sent.
    pub(crate) fn codes(&mut self, uri: &str) -> Vec<String> {
        codes(&self.published(uri)["diagnostics"])
    }

    /// All that is sent for a document until nothing more comes.
    pub(crate) fn all_published(&mut self, uri: &str) -> Vec<Value> {
        let mut all = Vec::new();
        let mut last = Instant::now();
        while last.elapsed() < SILENCE {
            let Some(message) = self.next(SILENCE) else { break };
            if message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri {
                all.push(message["params"].clone());
                last = Instant::now();
            }
        }
        all
    }

    /// Waits for a message, and keeps the others.
    pub(crate) fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Option<Value> {
        if let Some(at) = self.waiting.iter().position(&is_it) {
            return self.waiting.remove(at);
        }
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            let message = self.receive(PATIENCE)?;
            if is_it(&message) {
                return Some(message);
            }
            self.waiting.push_back(message);
        }
        None
    }

    /// Whether nothing of this kind comes.
    pub(crate) fn wait_for_nothing(&mut self, method: &str) -> bool {
        let start = Instant::now();
        while start.elapsed() < SILENCE {
            match self.next(SILENCE) {
                Some(message) if message["method"] == method => return false,
                Some(_) => {}
                None => break,
            }
        }
        true
    }

    /// The next message, whatever it is.
    fn next(&mut self, patience: Duration) -> Option<Value> {
        self.waiting.pop_front().or_else(|| self.receive(patience))
    }

    /// Takes a message from the wire, and answers what the server asks.
    fn receive(&mut self, patience: Duration) -> Option<Value> {
        let message = match self.messages.recv_timeout(patience) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        };
        if let (Some(id), Some(method)) = (message.get("id"), message["method"].as_str()) {
            let result = match method {
                "workspace/configuration" => json!([self.settings]),
                _ => Value::Null,
            };
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result }));
        }
        Some(message)
    }

    /// Says goodbye as one should; the exit status.
    pub(crate) fn quit(mut self) -> i32 {
        self.request("shutdown", &Value::Null).expect("an end");
        self.notify("exit", &Value::Null);
        self.status()
    }

    /// Hangs up.
    pub(crate) fn hang_up(&mut self) {
        self.input = None;
    }

    /// The exit status, when the server has ended.
    pub(crate) fn status(&mut self) -> i32 {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.server.try_wait().expect("a child") {
                return status.code().unwrap_or(-1);
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server still runs");
    }

    /// What the server has written to standard error.
    pub(crate) fn errors(&mut self) -> String {
        let mut text = String::new();
        if let Some(mut errors) = self.server.stderr.take() {
            let _ = errors.read_to_string(&mut text);
        }
        text
    }

    /// What of the server's memory is resident, in MiB; `None` where the system does not say so.
    pub(crate) fn resident(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        let kib: String = line.chars().filter(char::is_ascii_digit).collect();
        kib.parse::<f64>().ok().map(|kib| kib / 1024.0)
    }

    /// The number of the server's process.
    pub(crate) fn process(&self) -> u32 {
        self.server.id()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The codes of diagnostics.
pub(crate) fn codes(diagnostics: &Value) -> Vec<String> {
    let all = diagnostics.as_array().expect("a list");
    all.iter().map(|one| one["code"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Reads a message.
fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
