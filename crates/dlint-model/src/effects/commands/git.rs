//! `git`: what it fetches, and what it changes in a working tree.

use dlint_shell::Word;

use super::Handler;
use super::copying::paths;
use crate::effects::call::{Call, Out};
use crate::effects::options::Usage;
use crate::effects::{Action, Origin, Shape};
use crate::path::ImagePath;

pub(super) const COMMANDS: &[(&str, Handler)] = &[("git", git)];

fn git(call: &Call<'_>, out: &mut Out<'_>) {
    let usage = Usage { stops: true, ..Usage::new("Cc", &["--git-dir", "--work-tree"]) };
    let parsed = call.parse(&usage);
    let Some((verb, words)) = parsed.operands.split_first() else { return };
    let folder = parsed.value(&["-C"]).map_or(call.folder.clone(), |to| call.option_path(to));
    let words: Vec<Word> = words.iter().map(|word| (*word).clone()).collect();
    // What it is told of is found in its folder.
    let there = Call { folder: &folder, ..*call };
    match verb.value() {
        Some("clone") => clone(call, out, &words, &folder),
        Some("init") => init(call, out, &words, &folder),
        Some("fetch" | "pull") => {
            out.add(Action::Download { url: None, to: Some(folder.clone()) }, verb.span());
            out.write(folder.clone(), Shape::Tree, Origin::Clone, verb.span());
        }
        Some("submodule") if words.iter().any(|word| word.is("update")) => {
            out.add(Action::Download { url: None, to: Some(folder.clone()) }, verb.span());
            out.write(folder.clone(), Shape::Tree, Origin::Clone, verb.span());
        }
        Some(
            "checkout" | "reset" | "apply" | "am" | "cherry-pick" | "merge" | "switch" | "clean" | "stash"
            | "rebase" | "restore" | "revert" | "sparse-checkout",
        ) => {
            out.is_certain &= !verb.is("clean");
            if verb.is("clean") {
                out.delete(folder.something_inside(), true, verb.span());
            }
            out.write(folder.clone(), Shape::Tree, Origin::Edit, verb.span());
        }
        Some("rm" | "mv") => {
            out.write(folder.join(".git"), Shape::Tree, Origin::Edit, verb.span());
            remove_or_move(&there, out, verb, &words);
        }
        Some("config") => {
            let asks = ["--get", "--get-all", "--get-regexp", "--list", "-l", "--show-origin", "get", "list"];
            if words.iter().any(|word| asks.iter().any(|name| word.is(name))) {
                return;
            }
            let parsed = crate::effects::options::parse(&words, &Usage::new("f", &["--file"]));
            let path = if let Some(file) = parsed.value(&["-f", "--file"]) {
                there.option_path(file)
            } else if words.iter().any(|word| word.is("--global")) {
                call.home().join(".gitconfig")
            } else if words.iter().any(|word| word.is("--system")) {
                ImagePath::new("/etc/gitconfig")
            } else {
                folder.join(".git/config")
            };
            out.write(path, Shape::File, Origin::Edit, verb.span());
        }
        Some("worktree") if words.first().is_some_and(|word| word.is("add")) => {
            out.write(folder.join(".git"), Shape::Tree, Origin::Edit, verb.span());
            let parsed = crate::effects::options::parse(&words, &Usage::new("bB", &["--reason"]));
            written(&there, out, parsed.operands.get(1).copied(), Shape::Tree);
        }
        Some("archive") => {
            let parsed = crate::effects::options::parse(&words, &Usage::new("o", &["--output", "--prefix"]));
            if let Some(output) = parsed.value(&["-o", "--output"]) {
                out.write(there.option_path(output), Shape::File, Origin::Output, output.word.span());
            }
        }
        Some("format-patch") => {
            let parsed = crate::effects::options::parse(&words, &Usage::new("o", &["--output-directory"]));
            let into = parsed.value(&["-o", "--output-directory"]).map(|into| there.option_path(into));
            if !parsed.has(&["--stdout"]) {
                out.write(into.unwrap_or_else(|| folder.clone()), Shape::Tree, Origin::Output, verb.span());
            }
        }
        Some("bundle") if words.first().is_some_and(|word| word.is("create")) => {
            let parsed = crate::effects::options::parse(&words, &Usage::default());
            written(&there, out, parsed.operands.get(1).copied(), Shape::File);
        }
        Some("lfs")
            if words.iter().any(|word| word.is("pull") || word.is("fetch") || word.is("checkout")) =>
        {
            out.add(Action::Download { url: None, to: Some(folder.clone()) }, verb.span());
            out.write(folder.clone(), Shape::Tree, Origin::Clone, verb.span());
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

/// `git init [folder]`
fn init(call: &Call<'_>, out: &mut Out<'_>, words: &[Word], folder: &ImagePath) {
    let usage = Usage::new("b", &["--initial-branch", "--template", "--separate-git-dir", "--object-format"]);
    let parsed = crate::effects::options::parse(words, &usage);
    let there = Call { folder, ..*call };
    let named = parsed.operands.first().and_then(|word| there.paths(word).into_iter().next());
    let folder = named.unwrap_or_else(|| folder.clone());
    let path = if parsed.has(&["--bare"]) { folder } else { folder.join(".git") };
    out.write(path, Shape::Tree, Origin::Create, out.span);
}

fn remove_or_move(call: &Call<'_>, out: &mut Out<'_>, verb: &Word, words: &[Word]) {
    let parsed = crate::effects::options::parse(words, &Usage::default());
    let mut files = paths(call, &parsed.operands);
    if verb.is("rm") {
        for (path, word) in files.into_iter().filter(|_| !parsed.has(&["--cached"])) {
            out.delete(path, parsed.has(&["-r"]), word.span());
        }
    } else if let Some((to, _)) = files.pop() {
        for (from, word) in files {
            out.add(Action::Move { from, to: to.clone() }, word.span());
        }
    }
}

/// Writes what a word names, if there is one.
fn written(call: &Call<'_>, out: &mut Out<'_>, word: Option<&Word>, shape: Shape) {
    let Some(word) = word else { return };
    for path in call.paths(word) {
        out.write(path, shape, Origin::Output, word.span());
    }
}
