//! Paths as services want them: from the root of the repository, whatever folder dlint was started in.

/// The repository that dlint runs in. Both paths have `/` between their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repository<'a> {
    /// Its root, from the root of the file system.
    pub root: &'a str,
    /// The folder that paths begin in, from the repository's root: `deploy/images`. Empty if it is the root.
    pub folder: &'a str,
}

impl Repository<'_> {
    /// Where a file is in the repository; `None` if it is outside, or no file at all.
    pub(crate) fn path_of(self, path: &str) -> Option<String> {
        if path == "-" {
            return None;
        }
        let root = self.root.trim_end_matches('/');
        let (folder, path) = match path.strip_prefix(root).and_then(|below| below.strip_prefix('/')) {
            // A path that begins at the root of the file system.
            Some(below) => ("", below),
            None if path.starts_with('/') || path.as_bytes().get(1) == Some(&b':') => return None,
            None => (self.folder, path),
        };
        let mut names: Vec<&str> = Vec::new();
        for name in folder.split('/').chain(path.split('/')) {
            match name {
                "" | "." => {}
                ".." => drop(names.pop()?),
                name => names.push(name),
            }
        }
        Some(names.join("/"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_at_the_root_of_the_repository() {
        let repository = Repository { root: "/srv/app", folder: "deploy/images" };
        for (path, expected) in [
            ("Dockerfile", Some("deploy/images/Dockerfile")),
            ("./a//b/Dockerfile", Some("deploy/images/a/b/Dockerfile")),
            ("../Dockerfile", Some("deploy/Dockerfile")),
            ("../../Dockerfile", Some("Dockerfile")),
            ("../../../Dockerfile", None),
            ("/srv/app/x/Dockerfile", Some("x/Dockerfile")),
            ("/srv/application/Dockerfile", None),
            ("c:/app/Dockerfile", None),
            ("-", None),
        ] {
            assert_eq!(repository.path_of(path).as_deref(), expected, "{path}");
        }
        let whole = Repository { root: "/", folder: "" };
        assert_eq!(whole.path_of("/a/Dockerfile").as_deref(), Some("a/Dockerfile"));
    }
}
