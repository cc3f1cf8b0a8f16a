//! The context in memory, and what `.dockerignore` leaves of it.

use super::*;

fn context() -> MemoryContext {
    MemoryContext::new([
        ("app/main.py", "print()"),
        ("app/lib/a.py", ""),
        ("node_modules/x/index.js", "1"),
        (".dockerignore", "node_modules\n**/*.log\n!keep.log\n"),
        ("a.log", ""),
        ("keep.log", ""),
    ])
}

#[test]
fn files_and_folders_are_told_apart() {
    let context = context();
    assert_eq!(context.entry("app/main.py"), Some(Entry::File { size: 7 }));
    assert_eq!(context.entry("app"), Some(Entry::Folder));
    assert_eq!(context.entry(""), Some(Entry::Folder));
    assert_eq!(context.entry("ap"), None);
    assert_eq!(context.list("app"), Some(vec!["lib".to_owned(), "main.py".to_owned()]));
    assert_eq!(context.list("app/main.py"), None);
}

#[test]
fn what_is_ignored_is_not_there_for_a_build() {
    let context = context();
    let visible = Visible::new(&context);
    assert_eq!(visible.entry("node_modules/x/index.js"), None);
    assert_eq!(visible.entry("a.log"), None);
    assert_eq!(visible.entry("keep.log"), Some(Entry::File { size: 0 }));
    assert_eq!(visible.entry("app/lib"), Some(Entry::Folder));
    assert_eq!(visible.entry(""), Some(Entry::Folder));
}

#[test]
fn no_more_than_a_part_of_a_large_file_is_read() {
    let context = MemoryContext::new([("large", vec![b'x'; LONGEST_READ + 1])]);
    assert_eq!(context.read("large").map(|content| content.len()), Some(LONGEST_READ));
    assert_eq!(context.entry("large"), Some(Entry::File { size: LONGEST_READ as u64 + 1 }));
}

#[test]
fn it_is_known_what_was_asked() {
    let context = context();
    context.entry("app");
    context.read("a.log");
    context.list("nothing");
    assert_eq!(context.asked(), ["a.log", "app", "nothing"]);
    assert_eq!(NoContext.entry("app"), None);
}
