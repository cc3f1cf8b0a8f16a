//! What to name instead of an image without a version: some names are given up, and some images have no versions.

use dlint_model::base_image::lookup;

use super::external_images::has_versions;

/// The folder on Docker Hub that Microsoft has given up.
const MICROSOFT: &str = "microsoft/";

/// Where Microsoft's images are now, by the name they had on Docker Hub. Sorted.
///
/// Source: <https://mcr.microsoft.com/catalog>.
#[rustfmt::skip]
const OF_MICROSOFT: &[(&str, &str)] = &[
    ("aspnet", "dotnet/framework/aspnet"),
    ("aspnetcore", "dotnet/aspnet"),
    ("aspnetcore-build", "dotnet/sdk"),
    ("azure-cli", "azure-cli"),
    ("dotnet-framework", "dotnet/framework/runtime"),
    ("dotnet-framework-build", "dotnet/framework/sdk"),
    ("iis", "windows/servercore/iis"),
    ("mssql-server-linux", "mssql/server"),
    ("mssql-tools", "mssql-tools"),
    ("nanoserver", "windows/nanoserver"),
    ("powershell", "powershell"),
    ("wcf", "dotnet/framework/wcf"),
    ("windowsservercore", "windows/servercore"),
];

/// Other names that were given up for another one. Sorted.
const MOVED: &[(&str, &str)] = &[
    ("archlinux/base", "archlinux"),
    ("base/archlinux", "archlinux"),
    ("google/dart", "dart"),
    ("jenkins", "jenkins/jenkins"),
];

/// The places whose images have, for all, no tag that is a version.
const WITHOUT_VERSIONS: &[&str] = &["cgr.dev/chainguard/", "gcr.io/distroless/"];

/// What to say of an image without a version.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TagAdvice {
    /// What is wrong with the name itself, which is graver than that it has no version.
    pub(crate) why: Option<String>,
    /// What to do, where there is more to it than to name a version.
    pub(crate) help: Option<String>,
}

/// The same, for a name without a tag.
pub(crate) fn tag_advice(name: &str) -> TagAdvice {
    let familiar = ["index.docker.io/", "docker.io/"].iter().find_map(|hub| name.strip_prefix(hub));
    let familiar = familiar.unwrap_or(name);
    let familiar = familiar.strip_prefix("library/").unwrap_or(familiar);
    let found = |table: &[(&str, &'static str)], key: &str| {
        let at = table.binary_search_by(|(old, _)| (*old).cmp(key)).ok()?;
        table.get(at).map(|(_, new)| *new)
    };
    if let Some(image) = familiar.strip_prefix(MICROSOFT) {
        return TagAdvice {
            why: Some(
                "Microsoft has given up its place on Docker Hub; its images are at `mcr.microsoft.com` now"
                    .to_owned(),
            ),
            help: Some(found(OF_MICROSOFT, image).map_or_else(
                || "take an image from `mcr.microsoft.com`, and name a version of it".to_owned(),
                |new| format!("take it from there, and name a version: `mcr.microsoft.com/{new}:…`"),
            )),
        };
    }
    if let Some(new) = found(MOVED, familiar) {
        return TagAdvice {
            why: Some(format!("`{name}` was given up for `{new}`: nobody makes new ones")),
            help: Some(match new {
                // It has no releases.
                "archlinux" => format!("take `{new}`"),
                new => format!("take `{new}:…`, and name a version"),
            }),
        };
    }
    // Another rule says that they are given up.
    let deprecated = lookup(name, None).and_then(|facts| facts.deprecated.clone());
    let successor = deprecated.and_then(|old| old.replacement.first().copied());
    let help = match successor {
        Some(new) if !new.starts_with('-') => {
            Some(format!("name a version of what took its place: `{new}:…`"))
        }
        _ if WITHOUT_VERSIONS.iter().any(|place| name.starts_with(place)) => {
            Some(format!("pin it by its digest, `{name}@sha256:…`: its public tags name no version"))
        }
        _ if has_versions(name) => None,
        _ => Some(format!("name a version if the image has one, or pin it by its digest: `{name}@sha256:…`")),
    };
    TagAdvice { why: None, help }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_its_advice() {
        assert!(OF_MICROSOFT.is_sorted() && MOVED.is_sorted());
        for (name, help) in [
            (
                "microsoft/nanoserver",
                "take it from there, and name a version: `mcr.microsoft.com/windows/nanoserver:…`",
            ),
            (
                "docker.io/microsoft/mssql-server-windows-express",
                "take an image from `mcr.microsoft.com`, and name a version of it",
            ),
            ("base/archlinux", "take `archlinux`"),
            ("google/dart", "take `dart:…`, and name a version"),
            ("java", "name a version of what took its place: `eclipse-temurin:…`"),
            (
                "cgr.dev/chainguard/wolfi-base",
                "pin it by its digest, `cgr.dev/chainguard/wolfi-base@sha256:…`: its public tags name no version",
            ),
            (
                "gcr.io/distroless/static",
                "pin it by its digest, `gcr.io/distroless/static@sha256:…`: its public tags name no version",
            ),
            ("golang", ""),
            (
                "quay.io/team/app",
                "name a version if the image has one, or pin it by its digest: `quay.io/team/app@sha256:…`",
            ),
        ] {
            assert_eq!(tag_advice(name).help.unwrap_or_default(), help, "{name}");
        }
    }
}
