//! What Dockerfiles are called.

/// Whether a file of this name is a Dockerfile: `Dockerfile`, `Dockerfile.dev`, `dev.Dockerfile`, `Containerfile`,
/// in any case; but no documentation, no template and no ignore file.
///
/// ```
/// assert!(dlint_config::is_dockerfile("Dockerfile.dev") && !dlint_config::is_dockerfile("Dockerfile.md"));
/// ```
pub fn is_dockerfile(name: &str) -> bool {
    const NOT: [&str; 4] = [".md", ".j2", ".tpl", ".dockerignore"];
    let name = name.to_ascii_lowercase();
    if NOT.iter().any(|end| name.ends_with(end)) {
        return false;
    }
    ["dockerfile", "containerfile"].iter().any(|word| {
        let starts =
            name.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_']));
        let ends = name.strip_suffix(word).is_some_and(|rest| rest.ends_with('.'));
        starts || ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dockerfiles_are_known_by_their_names() {
        for name in [
            "Dockerfile",
            "dockerfile",
            "DOCKERFILE",
            "Dockerfile.dev",
            "Dockerfile-dev",
            "Dockerfile_dev",
            "app.Dockerfile",
            "app.dockerfile",
            "Containerfile",
            "containerfile.dev",
            "app.Containerfile",
            ".dockerfile",
        ] {
            assert!(is_dockerfile(name), "{name}");
        }
        for name in [
            "Dockerfile.md",
            "Dockerfile.j2",
            "Dockerfile.tpl",
            "Dockerfile.dockerignore",
            "Dockerfiles",
            "mydockerfile",
            "docker-compose.yml",
            "Dockerfile.dev.md",
            "README",
        ] {
            assert!(!is_dockerfile(name), "{name}");
        }
    }
}
