//! The same run says the same, in the same order.

use crate::support::Folder;

/// Enough files for many threads, in folders that do not sort as their paths do as bytes.
fn folder() -> Folder {
    let folder = Folder::new();
    for number in 0..120 {
        let path = format!("{}/{}.Dockerfile", ["b", "a", "a.b", "a-b", "A"][number % 5], 120 - number);
        folder.write(path, format!("FROM debian:latest as B{number}\n").repeat(number % 7));
    }
    folder.write("Dockerfile", "FROM debian:13\n");
    folder
}

#[test]
fn files_are_in_the_order_of_their_paths() {
    let folder = folder();
    let report = folder.run(["-f", "json"]).json();
    let paths = report.paths();
    assert_eq!(paths.len(), 121);
    let mut sorted = paths.clone();
    sorted.sort_by(|a, b| a.split('/').cmp(b.split('/')));
    assert_eq!(paths, sorted);
    let given = folder.run(["-f", "json", "b", "a", "Dockerfile", "A", "a.b", "a-b"]).json();
    assert_eq!(given.paths(), sorted);
}

#[test]
fn findings_are_in_the_order_of_their_places() {
    let report = folder().run(["-f", "json"]).json();
    for path in report.paths() {
        let places: Vec<_> = report
            .findings(path)
            .iter()
            .map(|finding| (finding["start"]["offset"].as_u64(), finding["code"].as_str()))
            .collect();
        assert!(places.is_sorted(), "{path}: {places:?}");
    }
}

#[test]
fn every_run_says_the_same_with_any_number_of_threads() {
    let folder = folder();
    for format in ["full", "concise", "json"] {
        let one = folder.dlint(["-f", format]).env("RAYON_NUM_THREADS", "1").within(1).run();
        assert!(one.stdout.len() > 10_000, "{one}");
        for threads in ["1", "2", "8", "32"] {
            let many = folder.dlint(["-f", format]).env("RAYON_NUM_THREADS", threads).run();
            assert_eq!(one.bytes, many.bytes, "{format} {threads}");
        }
    }
    let one = folder.dlint(["--diff"]).env("RAYON_NUM_THREADS", "1").run();
    let many = folder.dlint(["--diff"]).env("RAYON_NUM_THREADS", "8").run();
    assert_eq!(one.bytes, many.bytes);
}

#[test]
fn what_cannot_be_done_is_in_the_order_of_the_paths() {
    let run = Folder::new().run(["-f", "json", "c", "a", "b"]).exits_with(2);
    let errors = run.json().errors();
    assert!(errors.is_sorted(), "{errors:?}");
}

#[test]
fn a_file_that_is_named_twice_is_linted_once() {
    let folder = folder();
    for arguments in [
        &["Dockerfile", "Dockerfile"][..],
        &["Dockerfile", "./Dockerfile"],
        &["./Dockerfile", "Dockerfile", ".//Dockerfile", "././Dockerfile"],
    ] {
        let report = folder.run([&["-f", "json"], arguments].concat()).exits_with(0).json();
        assert_eq!(report.paths(), ["Dockerfile"], "{arguments:?}");
    }
    let report = folder.run(["-f", "json", "a", "a/", "./a", "a/120.Dockerfile", ".", "a"]).json();
    assert_eq!(report.paths().len(), 121);
}

#[test]
fn a_file_that_is_named_twice_by_different_ways_is_linted_once() {
    let folder = folder();
    let whole = folder.path("Dockerfile");
    let whole = whole.to_str().expect("a path that is text");
    for arguments in [["Dockerfile", "a/../Dockerfile"], ["Dockerfile", whole]] {
        let report = folder.run([&["-f", "json"][..], &arguments].concat()).exits_with(0).json();
        assert_eq!(report.paths().len(), 1, "{arguments:?}: {:?}", report.paths());
    }
}

#[test]
fn what_is_missing_twice_is_told_once() {
    let errors = Folder::new().run(["-f", "json", "gone", "gone"]).exits_with(2).json().errors();
    assert_eq!(errors.len(), 1, "{errors:?}");
}
