//! Commands that fetch something from the network.

use dlint_shell::Word;

use super::Handler;
use crate::effects::braces;
use crate::effects::call::{Call, Out};
use crate::effects::options::Usage;
use crate::effects::{Action, Origin, Shape};
use crate::path::ImagePath;

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    ("aria2c", aria2c),
    ("axel", axel),
    ("curl", curl),
    ("curl.exe", curl),
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
        "--trace",
        "--trace-ascii",
    ],
);

fn curl(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&CURL);
    let folder = parsed.value(&["--output-dir"]).map_or(call.folder.clone(), |to| call.option_path(to));
    let there = Call { folder: &folder, ..*call };
    let named: Vec<&Word> = parsed.values(&["--url"]).map(|value| value.word).collect();
    // The first of them is for the first address, and so on.
    let mut outputs =
        parsed.options.iter().filter(|option| option.is(&["-o", "--output", "-O", "--remote-name"]));
    let all_names = parsed.has(&["--remote-name-all"]);
    let others_name = parsed.has(&["-J", "--remote-header-name"]);
    for word in parsed.operands.iter().copied().chain(named) {
        let mut output = outputs.next();
        for (index, value) in call.values(word).into_iter().enumerate() {
            // Braces of the shell are several words, those of a loop are one at a time.
            if index > 0 && word.braces {
                output = outputs.next();
            }
            // It knows braces by itself.
            for url in braces::expand(&value.text) {
                let to = match output.and_then(|output| output.value) {
                    // `#1` is what the first braces stand for.
                    Some(output) if call.value_of(output).text.contains('#') => {
                        Some(folder.something_inside())
                    }
                    Some(output) => Some(there.option_path(output)),
                    None if output.is_none() && !all_names => None,
                    None if others_name => Some(folder.something_inside()),
                    None => Some(remote_name(&folder, without_query(&url), value.open)),
                };
                fetch(out, &url, to, word);
            }
        }
    }
    for file in
        parsed.values(&["-D", "-c", "--dump-header", "--cookie-jar", "--stderr", "--trace", "--trace-ascii"])
    {
        let path = call.option_path(file);
        if path.file_name() != Some("-") && !crate::effects::run::is_device(&path) {
            out.write(path, Shape::File, Origin::Output, file.word.span());
        }
    }
}

fn without_query(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default()
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
    for log in parsed.values(&["-o", "-a", "--output-file", "--append-output"]) {
        let path = call.option_path(log);
        if !crate::effects::run::is_device(&path) {
            out.write(path, Shape::File, Origin::Output, log.word.span());
        }
    }
    if parsed.has(&["--spider"]) {
        return;
    }
    // What is there and as it should be is not fetched again.
    let letters = |word: &Word| word.is("-nc") || word.is("-N") || word.is("-c");
    out.is_certain &= !call.words().iter().any(letters) && !parsed.has(&["--no-clobber", "--timestamping"]);
    let whole_site = parsed.has(&["-r", "-m", "-x", "-p", "--recursive", "--mirror", "--force-directories"]);
    let whole_site = whole_site && output.is_none();
    for word in &parsed.operands {
        for value in call.values(word) {
            // `-O` counts from here, whatever `-P` says; `-` is the standard output.
            let to = match output {
                Some(output) if call.value_of(output).known() == Some("-") => None,
                Some(output) => Some(call.option_path(output)),
                None if whole_site => Some(folder.clone()),
                None if parsed.has(&["--content-disposition", "--trust-server-names"]) => {
                    Some(folder.something_inside())
                }
                // The query is a part of the name, and what is encoded is not.
                None => {
                    let url = value.text.split('#').next().unwrap_or_default();
                    Some(remote_name(&folder, &url.replace("%20", " "), value.open))
                }
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
            let to =
                name.clone().unwrap_or_else(|| remote_name(&folder, without_query(&value.text), value.open));
            fetch(out, &value.text, Some(to), word);
        }
    }
}

fn axel(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("oniUsH", &["--output", "--num-connections"]));
    let name = parsed.value(&["-o", "--output"]).map(|name| call.option_path(name));
    for word in &parsed.operands {
        for value in call.values(word) {
            let to = name
                .clone()
                .unwrap_or_else(|| remote_name(call.folder, without_query(&value.text), value.open));
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

/// The file that is called as the last part of the address, query and all.
fn remote_name(folder: &ImagePath, url: &str, open: bool) -> ImagePath {
    let path = without_query(url);
    let without_scheme = path.split_once("://").map_or(path, |(_, rest)| rest);
    let query = url.get(path.len()..).unwrap_or_default();
    match without_scheme.rsplit_once('/') {
        // A name is one part, whatever the query has in it.
        Some((_, name)) if !open && !query.is_empty() => {
            let name = if name.is_empty() { "index.html" } else { name };
            folder.join(&format!("{name}{}", query.replace('/', "%2F")))
        }
        Some((_, name)) if open => folder.join_open(name),
        Some((_, name)) if !name.is_empty() => folder.join(name),
        _ if url.starts_with("${") => folder.something_inside(),
        _ => folder.join("index.html"),
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
