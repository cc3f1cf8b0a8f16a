//! The tables are in order, and what the rules rest on is in them.

use super::{Brought, brought_by, needs, recommends, recommends_are_meant, table, used_later, worth_keeping};

#[test]
fn the_tables_are_sorted() {
    assert!(table::RECOMMENDED.is_sorted_by(|a, b| a.name < b.name));
    assert!(table::NEEDS.is_sorted_by(|a, b| a.0 < b.0));
    assert!(table::WORTH_KEEPING.is_sorted_by(|a, b| a.0 < b.0));
    assert!(table::BROUGHT_BY.is_sorted_by(|a, b| a.0 < b.0));
    assert!(table::USED_LATER.is_sorted_by_key(|row| row.package));
    assert!(table::MEANT.is_sorted());
    assert!(table::RECOMMENDED.iter().all(|row| row.not_with.is_sorted()));
}

#[test]
fn a_row_brings_something() {
    for row in table::RECOMMENDED {
        assert!(row.alone.packages > 0 && row.alone.kilobytes >= 5000, "{row:?}");
        assert!(!row.not_with.contains(&row.name), "{row:?}");
    }
}

#[test]
fn what_packages_bring() {
    let known = |name: &str, least: u32, most: u32| {
        let Brought { kilobytes, .. } = recommends(name).unwrap_or_else(|| panic!("{name}")).alone;
        assert!((least..=most).contains(&kilobytes), "{name}: {kilobytes}");
    };
    known("build-essential", 50_000, 100_000);
    known("ffmpeg", 100_000, 200_000);
    known("git", 5_000, 20_000);
    known("python3-pip", 300_000, 500_000);
    for nothing in
        ["ca-certificates", "libssl-dev", "nodejs", "no-such-package", "php-gmp", "pkg-config", "wget", "zsh"]
    {
        assert_eq!(recommends(nothing), None, "{nothing}");
    }
}

#[test]
fn what_to_keep() {
    assert_eq!(needs("protobuf-compiler").first(), Some(&"libprotobuf-dev"));
    assert_eq!(needs("zsh"), [""; 0]);
    assert!(worth_keeping("curl").contains(&"ca-certificates"));
    assert!(worth_keeping("zsh").is_empty());
}

#[test]
fn what_later_commands_need() {
    let names = |name: &str| used_later(name).flat_map(|used| used.names).copied().collect::<Vec<_>>();
    for (name, needed) in
        [("php-dev", "make"), ("php8.4-dev", "g++"), ("golang-1.22-go", "gcc"), ("git", "openssh-client")]
    {
        assert!(names(name).contains(&needed), "{name}: {:?}", names(name));
    }
    for name in ["php-curl-dev", "make", "golang-github-pkg-errors-dev"] {
        assert!(names(name).is_empty(), "{name}");
    }
    assert!(brought_by("make").contains(&"build-essential"));
}

#[test]
fn whose_recommendations_are_meant() {
    for name in ["lxde-core", "task-xfce-desktop", "xfce4", "xrdp"] {
        assert!(recommends_are_meant(name), "{name}");
    }
    for name in ["git", "tasksel", "xz-utils"] {
        assert!(!recommends_are_meant(name), "{name}");
    }
}
