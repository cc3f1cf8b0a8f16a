//! Which entry an image's name stands for.
//!
//! One image has many names: mirrors, a prefix for the architecture, old and new homes. The lists are those of
//! `data/README.md`; a name that is none of them is somebody's private image, of which nothing is known.

use super::tables::{GLOBS, Image, NAMES};

/// Registries that serve Docker's official images, the longest prefix first.
const MIRRORS: [&str; 5] = [
    "mcr.microsoft.com/mirror/docker/library/",
    "public.ecr.aws/docker/library/",
    "mirror.gcr.io/library/",
    "index.docker.io/",
    "docker.io/",
];

/// The Docker Hub organisations that hold the official images of one architecture each
/// (<https://github.com/docker-library/official-images#architectures-other-than-amd64>).
const ARCHITECTURES: [&str; 12] = [
    "amd64", "arm32v5", "arm32v6", "arm32v7", "arm64v8", "i386", "loong64", "mips64le", "ppc64le", "riscv64",
    "s390x", "winamd64",
];

/// The name without what mirrors and architectures put in front of it.
///
/// ```
/// use dlint_model::base_image::canonical_name;
///
/// assert_eq!(canonical_name("docker.io/library/node"), "node");
/// assert_eq!(canonical_name("arm64v8/alpine"), "alpine");
/// assert_eq!(canonical_name("quay.io/fedora/fedora"), "quay.io/fedora/fedora");
/// ```
pub fn canonical_name(name: &str) -> &str {
    let name = MIRRORS.iter().find_map(|mirror| name.strip_prefix(mirror)).unwrap_or(name);
    let name = name.strip_prefix("library/").unwrap_or(name);
    match name.split_once('/') {
        Some((first, rest)) if ARCHITECTURES.contains(&first) && !rest.contains('/') => rest,
        _ => name,
    }
}

/// The names of all known images without their aliases, sorted; behind them those with a `*`, which stands for
/// anything but a slash.
pub fn known_images() -> impl Iterator<Item = &'static str> {
    NAMES
        .iter()
        .chain(GLOBS)
        .filter_map(|(name, image)| Image::at(*image).map(|image| (name, image)))
        .filter(|(name, image)| **name == image.name)
        .map(|(name, _)| name.get())
}

/// The entry of an image or one of its aliases.
pub(super) fn find(name: &str) -> Option<&'static Image> {
    let name = canonical_name(name);
    let exact = NAMES.binary_search_by(|(known, _)| known.get().cmp(name));
    let index = match exact {
        Ok(at) => NAMES.get(at),
        Err(_) => GLOBS.iter().find(|(glob, _)| glob_matches(glob.get(), name)),
    };
    Image::at(index?.1)
}

/// Whether `name` is the glob with its one `*` replaced by anything without a slash.
fn glob_matches(glob: &str, name: &str) -> bool {
    let Some((start, end)) = glob.split_once('*') else { return glob == name };
    let middle = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
    middle.is_some_and(|middle| !middle.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mirrors_and_architectures_are_taken_off_once() {
        for (name, canonical) in [
            ("python", "python"),
            ("library/python", "python"),
            ("docker.io/python", "python"),
            ("docker.io/library/python", "python"),
            ("index.docker.io/library/python", "python"),
            ("public.ecr.aws/docker/library/python", "python"),
            ("mirror.gcr.io/library/python", "python"),
            ("mcr.microsoft.com/mirror/docker/library/python", "python"),
            ("i386/debian", "debian"),
            ("docker.io/arm32v7/debian", "debian"),
            ("docker.io/bitnami/nginx", "bitnami/nginx"),
            ("amd64/their/debian", "amd64/their/debian"),
            ("ghcr.io/library/python", "ghcr.io/library/python"),
            ("mirror.gcr.io/bitnami/nginx", "mirror.gcr.io/bitnami/nginx"),
            ("amd64", "amd64"),
        ] {
            assert_eq!(canonical_name(name), canonical, "{name}");
        }
    }

    #[test]
    fn a_star_stands_for_anything_but_a_slash() {
        assert!(glob_matches("bitnami/*", "bitnami/nginx"));
        assert!(!glob_matches("bitnami/*", "bitnami/a/b"));
        assert!(glob_matches("a/b*", "a/b"));
        assert!(!glob_matches("a*a", "a"));
    }

    #[test]
    fn names_are_sorted_and_each_is_found() {
        assert!(NAMES.is_sorted_by(|a, b| a.0.get() < b.0.get()));
        for (name, image) in NAMES {
            assert_eq!(find(name.get()).map(|found| found.name), Image::at(*image).map(|image| image.name));
        }
        assert!(known_images().count() > 300);
        assert!(find("bitnami/anything").is_some());
        assert!(find("nodejs").is_none());
    }
}
