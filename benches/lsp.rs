//! How much of a processor the language server takes for what people do: edits, completion, hover; and how much memory.
//!
//! `cargo bench -p dlint --bench lsp` talks to the real server, which is built as a release is. What is shown is the time
//! that its process has spent, so that other programs of the machine count for nothing.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a measurement stops where something is not as it should be, and says what it found"
)]
#![expect(dead_code, reason = "the client is that of the tests")]

#[path = "../tests/lsp/client.rs"]
mod client;

use std::fmt::Write as _;
use std::time::Duration;

use client::Client;
use serde_json::{Value, json};

const URI: &str = "untitled:Untitled-1";

/// How often each thing is done.
const TIMES: i32 = 60;

/// A Dockerfile of so many lines, of the kind that people write.
fn dockerfile(lines: usize) -> String {
    let mut text = String::from("# syntax=docker/dockerfile:1\nARG VERSION=22\n");
    let mut stage = 0;
    let mut count = text.lines().count();
    while count < lines {
        stage += 1;
        let start = text.len();
        let _ = write!(
            text,
            "\nFROM node:${{VERSION}} AS build{stage}\nWORKDIR /app\nENV NODE_ENV=production PORT={stage}\n\
             COPY package.json package-lock.json ./\n\
             RUN apt-get update && apt-get install -y --no-install-recommends \\\n        curl=8.* \\\n        git \\\n    \
             && rm -rf /var/lib/apt/lists/*\n\
             RUN npm ci && npm cache clean --force\nCOPY src src\nCOPY --from=node:22 /usr/local/bin/node /opt/node{stage}\n\
             RUN set -eux; \\\n    for name in a b c; do \\\n        echo \"$name $PORT\" >> /etc/list{stage}; \\\n    done; \\\n    \
             if [ \"$NODE_ENV\" = production ]; then echo done; fi\n\
             RUN wget -q https://example.org/tool-{stage}.tar.gz && tar -xzf tool-{stage}.tar.gz && cd tool && make install\n\
             EXPOSE 8080\nUSER node\nCMD [\"node\", \"server.js\"]\n"
        );
        count += text.get(start..).unwrap_or_default().lines().count();
    }
    text.lines().take(lines).fold(String::new(), |text, line| text + line + "\n")
}

/// The milliseconds that a process has spent on processors, its threads that are over among them.
fn spent(process: u32) -> f64 {
    /// How many of them the system counts in a second.
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("a process");
    // The name, in brackets, may hold anything.
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let mut numbers = behind.split_whitespace().skip(11).filter_map(|number| number.parse::<f64>().ok());
    let (user, system) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
    (user + system) * 1e3 / TICKS
}

/// The milliseconds of the server for each time of something.
fn each(client: &mut Client, mut what: impl FnMut(&mut Client)) -> f64 {
    let before = spent(client.process());
    for _ in 0..TIMES {
        what(client);
    }
    (spent(client.process()) - before) / f64::from(TIMES)
}

fn measure(lines: usize) {
    let text = dockerfile(lines);
    let mut client = Client::plain();
    client.open(URI, &text);
    client.published(URI);
    let mut version = 1;
    let last = json!({ "line": text.lines().count(), "character": 0 });
    let edit = each(&mut client, |client| {
        version += 1;
        let change = json!([{ "range": { "start": last, "end": last }, "text": "RUN echo x\n" }]);
        client.change(URI, version, &change);
        client.published(URI);
        // Nobody types as fast as a burst.
        std::thread::sleep(Duration::from_millis(100));
    });
    let middle = text.lines().take(lines / 2 + 12).collect::<Vec<_>>();
    let line = middle.iter().rposition(|line| line.starts_with("COPY --from")).unwrap_or(0) as u32;
    let at = |client: &mut Client, method: &str, place: (u32, u32)| {
        each(client, |client| drop(client.at(method, URI, place)))
    };
    let of = |client: &mut Client, method: &str, more: &Value| {
        each(client, |client| drop(client.of(method, URI, more)))
    };
    let completion = at(&mut client, "textDocument/completion", (line, 12));
    let hover = at(&mut client, "textDocument/hover", (line, 1));
    let tokens = of(&mut client, "textDocument/semanticTokens/full", &json!({}));
    let symbols = of(&mut client, "textDocument/documentSymbol", &json!({}));
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": last });
    let asked = json!({ "range": range, "context": { "diagnostics": [] } });
    let actions = of(&mut client, "textDocument/codeAction", &asked);
    let memory = client.resident().expect("a system that tells");
    for number in 0..50 {
        version += 1;
        let change =
            json!([{ "range": { "start": last, "end": last }, "text": format!("RUN echo {number}\n") }]);
        client.change(URI, version, &change);
    }
    let burst = client.all_published(URI).len();
    println!(
        "| {lines} | {edit:.1} | {completion:.1} | {hover:.1} | {tokens:.1} | {symbols:.1} | {actions:.1} | {burst} | {memory:.0} |"
    );
}

fn main() {
    println!(
        "| lines | edit to diagnostics, ms | completion | hover | semantic tokens | symbols | all actions | diagnostics for 50 edits at once | memory, MiB |"
    );
    println!("|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for lines in [20, 300, 3_000] {
        measure(lines);
    }
}
