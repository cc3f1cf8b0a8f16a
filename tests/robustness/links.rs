//! Links that lead nowhere, and links that lead back.
#![cfg(unix)]

use std::os::unix::fs::symlink;

use crate::{assert_always_refused, assert_refused, beside_a_good_file};

#[test]
fn a_link_to_itself_is_told() {
    let folder = beside_a_good_file();
    symlink("Dockerfile", folder.path("Dockerfile")).expect("a link");
    assert_always_refused(&folder, "Dockerfile", "too many levels of symbolic links");
}

#[test]
fn links_to_each_other_are_told() {
    let folder = beside_a_good_file();
    symlink("b", folder.path("a")).expect("a link");
    symlink("a", folder.path("b")).expect("a link");
    let run = folder.dlint(["-f", "json", "a", "zzz"]).within(1).run();
    assert_refused(run, "a", "too many levels of symbolic links");
    let run = folder.dlint(["-f", "json"]).within(1).run().exits_with(0);
    assert_eq!(run.json().paths(), ["zzz/Dockerfile"], "links with other names are of no concern");
}

#[test]
fn folders_that_hold_each_other_are_walked_once() {
    let folder = beside_a_good_file();
    folder.write("a/b/Dockerfile", "FROM debian:13\n");
    symlink("..", folder.path("a/b/up")).expect("a link");
    symlink(".", folder.path("a/same")).expect("a link");
    symlink("../..", folder.path("a/b/Dockerfile.d")).expect("a link");
    let run = folder.dlint(["-f", "json"]).within(1).run().exits_with(0);
    assert_eq!(run.json().paths(), ["a/b/Dockerfile", "zzz/Dockerfile"]);
    let run = folder.dlint(["-f", "json", "a/b/up", "zzz"]).within(1).run().exits_with(0);
    assert_eq!(run.json().paths(), ["a/b/up/b/Dockerfile", "zzz/Dockerfile"]);
}

#[test]
fn a_link_that_leads_nowhere_is_told() {
    let folder = beside_a_good_file();
    symlink("gone", folder.path("Dockerfile")).expect("a link");
    assert_always_refused(&folder, "Dockerfile", "it is a link to something that does not exist");
}
