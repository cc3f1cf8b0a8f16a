//! What a path comes to: `.`, `..`, `//` and a trailing `/` resolved by the text alone.
//!
//! The rules are those of Go's `path.Clean` (<https://pkg.go.dev/path#Clean>), which Docker puts patterns and paths
//! through. That a `/` may stand inside of a class is not seen, there as here.

/// The shortest path that means the same; `.` for nothing.
pub(super) fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            _ => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn a_path_comes_to_the_shortest_that_means_the_same() {
        for (path, cleaned) in [
            ("a", "a"),
            ("a/", "a"),
            ("./a//b/./c", "a/b/c"),
            ("a/../b", "b"),
            ("a/b/../..", "."),
            ("../a", "../a"),
            ("../../a/..", "../.."),
            ("/../a", "/a"),
            ("/", "/"),
            ("//", "/"),
            ("", "."),
            (".", "."),
            ("**/", "**"),
        ] {
            assert_eq!(clean(path), cleaned, "{path}");
            assert_eq!(clean(cleaned), cleaned, "{path} twice");
        }
    }
}
