//! Commands that fetch something from the network.

use dlint_shell::Word;

use super::Handler;
use crate::effects::call::{Call, Out};
use crate::effects::options::Usage;
use crate::effects::{Action, Origin, Shape};
use crate::path::ImagePath;

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    ("aria2c", aria2c),
    ("axel", axel),
    ("curl", curl),
    ("curl.exe", curl),
    ("git", git),
    ("hg", hg),
    ("scp", scp),
    ("svn", svn),
    ("wget", wget),
];

const CURL: Usage = Usage::new(
    "AbCcdDEeFHhKmoPQrtTuUwxXYyz",
    &[
        "--output",
        "--output-dir",
        "--header",
        "--user",
        "--user-agent",
        "--request",
        "--data",
        "--data-raw",
        "--data-binary",
        "--data-urlencode",
        "--form",
        "--cookie",
        "--cookie-jar",
        "--retry",
        "--retry-delay",
        "--retry-max-time",
        "--connect-timeout",
        "--max-time",
        "--proxy",
        "--proto",
        "--proto-redir",
        "--cacert",
        "--capath",
        "--cert",
        "--key",
        "--write-out",
        "--range",
        "--referer",
        "--resolve",
        "--url",
        "--config",
        "--upload-file",
        "--limit-rate",
        "--max-redirs",
        "--ciphers",
        "--tls-max",
        "--dump-header",
        "--noproxy",
        "--speed-limit",
        "--speed-time",
        "--interface",
        "--max-filesize",
        "--pinnedpubkey",
        "--aws-sigv4",
        "--oauth2-bearer",
        "--netrc-file",
        "--time-cond",
        "--stderr",
        "--continue-at",
        "--json",
        "--variable",
    ],
);

fn curl(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&CURL);
    let folder = parsed.value(&["--output-dir"]).map_or(call.folder.clone(), |to| call.option_path(to));
    let named: Vec<&Word> = parsed.values(&["--url"]).map(|value| value.word).collect();
    let mut outputs = parsed.values(&["-o", "--output"]);
    let keeps_name = parsed.has(&["-O", "--remote-name", "--remote-name-all"]);
    for word in parsed.operands.iter().copied().chain(named) {
        for value in call.values(word) {
            let to = match outputs.next() {
                Some(output) => Some(folder.join(&call.value_of(output).text)),
                None if keeps_name && parsed.has(&["-J", "--remote-header-name"]) => {
                    Some(folder.something_inside())
                }
                None if keeps_name => Some(remote_name(&folder, &value.text, value.open)),
                None => None,
            };
            fetch(out, &value.text, to, word);
        }
    }
}

const WGET: Usage = Usage::new(
    "oaiBtOTwQPUlARDIXe",
    &[
        "--output-document",
        "--output-file",
        "--append-output",
        "--directory-prefix",
        "--tries",
        "--timeout",
        "--wait",
        "--waitretry",
        "--user",
        "--password",
        "--header",
        "--user-agent",
        "--referer",
        "--post-data",
        "--post-file",
        "--method",
        "--body-data",
        "--body-file",
        "--ca-certificate",
        "--ca-directory",
        "--certificate",
        "--private-key",
        "--load-cookies",
        "--save-cookies",
        "--input-file",
        "--limit-rate",
        "--accept",
        "--reject",
        "--level",
        "--cut-dirs",
        "--quota",
        "--execute",
        "--secure-protocol",
        "--connect-timeout",
        "--read-timeout",
        "--dns-timeout",
        "--domains",
        "--progress",
        "--base",
        "--default-page",
        "--retry-on-http-error",
        "--restrict-file-names",
    ],
);

fn wget(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&WGET);
    let folder =
        parsed.value(&["-P", "--directory-prefix"]).map_or(call.folder.clone(), |to| call.option_path(to));
    let output = parsed.value(&["-O", "--output-document"]);
    if parsed.has(&["--spider"]) {
        return;
    }
    let whole_site = parsed.has(&["-r", "-m", "--recursive", "--mirror"]);
    for word in &parsed.operands {
        for value in call.values(word) {
            // `-O` counts from here, whatever `-P` says; `-` is the standard output.
            let to = match output {
                Some(output) if call.value_of(output).known() == Some("-") => None,
                Some(output) => Some(call.option_path(output)),
                None if whole_site => Some(folder.clone()),
                None => Some(remote_name(&folder, &value.text, value.open)),
            };
            if whole_site {
                out.add(Action::Download { url: Some(value.text.clone()), to: to.clone() }, word.span());
                out.write(to.unwrap_or_else(ImagePath::unknown), Shape::Tree, Origin::Download, word.span());
            } else {
                fetch(out, &value.text, to, word);
            }
        }
    }
    if parsed.has(&["-i", "--input-file"]) {
        out.add(Action::Download { url: None, to: Some(folder.clone()) }, out.span);
        out.write(folder, Shape::Tree, Origin::Download, out.span);
    }
}

fn aria2c(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed =
        call.parse(&Usage::new("odsxjkticmlUT", &["--out", "--dir", "--split", "--max-tries", "--checksum"]));
    let folder = parsed.value(&["-d", "--dir"]).map_or(call.folder.clone(), |to| call.option_path(to));
    let name = parsed.value(&["-o", "--out"]).map(|name| folder.join(&call.value_of(name).text));
    for word in &parsed.operands {
        for value in call.values(word) {
            let to = name.clone().unwrap_or_else(|| remote_name(&folder, &value.text, value.open));
            fetch(out, &value.text, Some(to), word);
        }
    }
}

fn axel(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("oniUsH", &["--output", "--num-connections"]));
    let name = parsed.value(&["-o", "--output"]).map(|name| call.option_path(name));
    for word in &parsed.operands {
        for value in call.values(word) {
            let to = name.clone().unwrap_or_else(|| remote_name(call.folder, &value.text, value.open));
            fetch(out, &value.text, Some(to), word);
        }
    }
}

fn fetch(out: &mut Out<'_>, url: &str, to: Option<ImagePath>, word: &Word) {
    let to = to.filter(|path| !crate::effects::run::is_device(path) && path.file_name() != Some("-"));
    out.add(Action::Download { url: Some(url.to_owned()), to: to.clone() }, word.span());
    if let Some(path) = to {
        out.write(path, Shape::File, Origin::Download, word.span());
    }
}

/// The file that is called as the last part of the address.
fn remote_name(folder: &ImagePath, url: &str, open: bool) -> ImagePath {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let without_scheme = path.split_once("://").map_or(path, |(_, rest)| rest);
    match without_scheme.rsplit_once('/') {
        Some((_, name)) if open => folder.join_open(name),
        Some((_, name)) if !name.is_empty() => folder.join(name),
        _ if url.starts_with("${") => folder.something_inside(),
        _ => folder.join("index.html"),
    }
}

fn git(call: &Call<'_>, out: &mut Out<'_>) {
    let usage = Usage { stops: true, ..Usage::new("Cc", &["--git-dir", "--work-tree"]) };
    let parsed = call.parse(&usage);
    let Some((verb, words)) = parsed.operands.split_first() else { return };
    let folder = parsed.value(&["-C"]).map_or(call.folder.clone(), |to| call.option_path(to));
    let words: Vec<Word> = words.iter().map(|word| (*word).clone()).collect();
    match verb.value() {
        Some("clone") => clone(call, out, &words, &folder),
        Some("init") => out.write(folder.join(".git"), Shape::Tree, Origin::Create, verb.span()),
        Some("fetch" | "pull") => {
            out.add(Action::Download { url: None, to: Some(folder.clone()) }, verb.span());
            out.write(folder, Shape::Tree, Origin::Clone, verb.span());
        }
        Some("submodule") if words.iter().any(|word| word.is("update")) => {
            out.add(Action::Download { url: None, to: Some(folder.clone()) }, verb.span());
            out.write(folder, Shape::Tree, Origin::Clone, verb.span());
        }
        Some(
            "checkout" | "reset" | "apply" | "am" | "cherry-pick" | "merge" | "switch" | "clean" | "stash"
            | "rebase" | "restore" | "revert" | "sparse-checkout" | "rm" | "mv",
        ) => {
            out.write(folder, Shape::Tree, Origin::Edit, verb.span());
        }
        Some("config") => {
            let path = if words.iter().any(|word| word.is("--global")) {
                call.home().join(".gitconfig")
            } else if words.iter().any(|word| word.is("--system")) {
                ImagePath::new("/etc/gitconfig")
            } else {
                folder.join(".git/config")
            };
            out.write(path, Shape::File, Origin::Edit, verb.span());
        }
        Some(
            "add" | "commit" | "tag" | "remote" | "branch" | "gc" | "update-index" | "worktree" | "lfs"
            | "notes",
        ) => {
            out.write(folder.join(".git"), Shape::Tree, Origin::Edit, verb.span());
        }
        // What is left only looks.
        _ => {}
    }
}

fn clone(call: &Call<'_>, out: &mut Out<'_>, words: &[Word], folder: &ImagePath) {
    let usage = Usage::new(
        "bcoju",
        &[
            "--branch",
            "--depth",
            "--config",
            "--origin",
            "--jobs",
            "--template",
            "--reference",
            "--filter",
            "--shallow-since",
            "--shallow-exclude",
            "--separate-git-dir",
            "--upload-pack",
            "--revision",
        ],
    );
    let parsed = crate::effects::options::parse(words, &usage);
    let Some(address) = parsed.operands.first() else { return };
    for value in call.values(address) {
        let name = value.text.trim_end_matches('/');
        let name = name.rsplit(['/', ':']).next().unwrap_or_default();
        let ending = if parsed.has(&["--bare", "--mirror"]) { "" } else { ".git" };
        let to = match parsed.operands.get(1).and_then(|word| call.values(word).into_iter().next()) {
            Some(to) if to.open => folder.join_open(&to.text),
            Some(to) => folder.join(&to.text),
            None if value.open || name.is_empty() => folder.something_inside(),
            None => folder.join(name.strip_suffix(ending).unwrap_or(name)),
        };
        out.add(Action::Download { url: Some(value.text.clone()), to: Some(to.clone()) }, address.span());
        out.write(to, Shape::Tree, Origin::Clone, address.span());
    }
}

fn hg(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("ruRb", &["--rev", "--updaterev"]));
    if parsed.operands.first().is_some_and(|verb| verb.is("clone")) {
        checkout(call, out, parsed.operands.get(1..).unwrap_or_default());
    }
}

fn svn(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("r", &["--revision", "--username", "--password"]));
    let verb = parsed.operands.first().and_then(|word| word.value());
    if matches!(verb, Some("checkout" | "co" | "export")) {
        checkout(call, out, parsed.operands.get(1..).unwrap_or_default());
    } else if matches!(verb, Some("update" | "up" | "switch" | "revert" | "patch")) {
        out.write(call.folder.clone(), Shape::Tree, Origin::Clone, out.span);
    }
}

/// `… address [folder]`
fn checkout(call: &Call<'_>, out: &mut Out<'_>, operands: &[&Word]) {
    let Some(address) = operands.first() else { return };
    for value in call.values(address) {
        let to = match operands.get(1) {
            Some(word) => call.paths(word).into_iter().next().unwrap_or_else(ImagePath::unknown),
            None => remote_name(call.folder, value.text.trim_end_matches('/'), value.open),
        };
        out.add(Action::Download { url: Some(value.text), to: Some(to.clone()) }, address.span());
        out.write(to, Shape::Tree, Origin::Clone, address.span());
    }
}

fn scp(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("cFiJloPS", &[]));
    let Some((target, sources)) = parsed.operands.split_last() else { return };
    if target.beginning.contains(':') {
        return;
    }
    for source in sources {
        let url = call.values(source).into_iter().next().map(|value| value.text);
        for path in call.paths(target) {
            out.add(Action::Download { url: url.clone(), to: Some(path.clone()) }, source.span());
            out.write(path, Shape::Tree, Origin::Download, source.span());
        }
    }
}
