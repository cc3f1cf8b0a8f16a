//! The build context on a disk: which folder it is, what is in it, and that it is never left.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

use std::fs;
use std::path::Path;

use dlint_config::{DiskContext, Nearby};
use dlint_model::context::{BuildContext, Certainty, Entry, FindContext, LONGEST_READ, Visible};

fn write(root: &Path, path: &str, content: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, content).expect("a file");
}

fn folder() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("dlint-").tempdir().expect("a folder")
}

/// The context that is found for `docker/app/Dockerfile`, as a path from the root; `None` if there is none.
fn found(root: &Path, sources: &[&str]) -> Option<String> {
    let sources: Vec<String> = sources.iter().map(|source| (*source).to_owned()).collect();
    let context = Nearby::new(root.join("docker/app/Dockerfile")).find(&sources);
    let name = context.name()?;
    let path = Path::new(&name).strip_prefix(root).expect("a folder below the root");
    Some(path.display().to_string())
}

#[test]
fn it_is_the_nearest_folder_that_holds_what_is_copied() {
    let root = folder();
    let root = root.path();
    write(root, ".git/HEAD", "");
    write(root, "docker/app/Dockerfile", "");
    write(root, "docker/app/entrypoint.sh", "");
    write(root, "docker/shared.conf", "");
    write(root, "src/main.c", "");
    assert_eq!(found(root, &[]).as_deref(), Some("docker/app"));
    assert_eq!(found(root, &["entrypoint.sh"]).as_deref(), Some("docker/app"));
    assert_eq!(found(root, &["shared.conf"]).as_deref(), Some("docker"));
    assert_eq!(found(root, &["src/main.c", "docker/app/entrypoint.sh"]).as_deref(), Some(""));
    assert_eq!(found(root, &["entrypoint.sh", "src/main.c"]), None);
}

#[test]
fn outside_of_a_repository_only_the_own_folder_is_looked_at() {
    let root = folder();
    let root = root.path();
    write(root, "docker/app/Dockerfile", "");
    write(root, "docker/shared.conf", "");
    assert_eq!(found(root, &["shared.conf"]), None);
    assert_eq!(found(root, &["Dockerfile"]).as_deref(), Some("docker/app"));
}

#[test]
fn files_are_listed_and_read() {
    let root = folder();
    let root = root.path();
    write(root, "b/c.txt", "text");
    write(root, "a.txt", "");
    fs::write(root.join("large"), vec![b'x'; LONGEST_READ + 10]).expect("a file");
    let context = DiskContext::new(root, root.join("Dockerfile"), Certainty::Configured);
    assert_eq!(context.list(""), Some(vec!["a.txt".to_owned(), "b".to_owned(), "large".to_owned()]));
    assert_eq!(context.entry("b"), Some(Entry::Folder));
    assert_eq!(context.entry("b/c.txt"), Some(Entry::File { size: 4 }));
    assert_eq!(context.read("b/c.txt").as_deref(), Some(b"text".as_slice()));
    assert_eq!(context.read("large").map(|content| content.len()), Some(LONGEST_READ));
    assert_eq!(context.read("b"), None);
    assert_eq!(context.entry("nothing"), None);
    assert_eq!(context.list("a.txt"), None);
}

#[test]
fn a_dockerfiles_own_ignore_file_wins() {
    let root = folder();
    let root = root.path();
    write(root, ".dockerignore", "*.txt\n");
    write(root, "a.txt", "");
    write(root, "a.log", "");
    let context = DiskContext::new(root, root.join("Dockerfile"), Certainty::Configured);
    assert_eq!(Visible::new(&context).entry("a.txt"), None);
    write(root, "Dockerfile.dockerignore", "*.log\n");
    assert!(Visible::new(&context).entry("a.txt").is_some());
    assert_eq!(Visible::new(&context).entry("a.log"), None);
}

#[test]
fn it_is_never_left() {
    let outside = folder();
    write(outside.path(), "secret", "key");
    let root = folder();
    let root = root.path();
    write(root, "inside/a", "");
    let context = DiskContext::new(root, root.join("Dockerfile"), Certainty::Configured);
    assert_eq!(context.entry("../secret"), None);
    assert_eq!(context.entry("inside/../inside/a"), None);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path(), root.join("link")).expect("a link");
        std::os::unix::fs::symlink("link", root.join("loop")).expect("a link");
        assert_eq!(context.entry("link"), Some(Entry::Other));
        assert_eq!(context.entry("link/secret"), None);
        assert_eq!(context.read("link/secret"), None);
        assert_eq!(context.list("link"), None);
        assert_eq!(context.entry("loop/secret"), None);
    }
}
