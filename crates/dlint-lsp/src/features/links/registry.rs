//! The pages that registries have for their images.

use dlint_model::image::{DEFAULT_REGISTRY, Image};
use tower_lsp::lsp_types::Url;

/// The page of an image; nothing for registries that have none, and for what is none of their names.
pub(super) fn page(image: &Image) -> Option<Url> {
    if image.problem.is_some() {
        return None;
    }
    let host = image.registry()?;
    let path = image.path()?;
    let parts: Vec<&str> = path.split('/').collect();
    let address = match (host, parts.as_slice()) {
        (DEFAULT_REGISTRY | "registry-1.docker.io" | "registry.hub.docker.com", ["library", name]) => {
            format!("https://hub.docker.com/_/{name}")
        }
        (DEFAULT_REGISTRY | "registry-1.docker.io" | "registry.hub.docker.com", [owner, name]) => {
            format!("https://hub.docker.com/r/{owner}/{name}")
        }
        ("mcr.microsoft.com", [_, ..]) => format!("https://mcr.microsoft.com/artifact/mar/{path}"),
        ("quay.io", [owner, name]) => format!("https://quay.io/repository/{owner}/{name}"),
        ("public.ecr.aws", [_, _, ..]) => format!("https://gallery.ecr.aws/{path}"),
        // These send a browser from the name to the page.
        ("ghcr.io", [_, _, ..]) => format!("https://ghcr.io/{path}"),
        _ if is_google(host) && parts.len() > 1 => format!("https://{host}/{path}"),
        _ => return None,
    };
    Url::parse(&address).ok()
}

/// Google's registries: `gcr.io`, `eu.gcr.io`, `europe-docker.pkg.dev`.
fn is_google(host: &str) -> bool {
    host == "gcr.io" || host.ends_with(".gcr.io") || host.ends_with("-docker.pkg.dev")
}

#[cfg(test)]
mod tests {
    use dlint_text::MappedText;

    use super::*;

    #[test]
    fn an_image_has_the_page_of_its_registry() {
        for (image, expected) in [
            ("alpine:3.20", Some("https://hub.docker.com/_/alpine")),
            ("docker.io/library/alpine", Some("https://hub.docker.com/_/alpine")),
            ("index.docker.io/bitnami/redis", Some("https://hub.docker.com/r/bitnami/redis")),
            ("bitnami/redis@sha256:ab", None),
            ("a/b/c", None),
            ("ghcr.io/astral-sh/uv:0.5", Some("https://ghcr.io/astral-sh/uv")),
            ("ghcr.io/uv", None),
            ("mcr.microsoft.com/dotnet/sdk:8.0", Some("https://mcr.microsoft.com/artifact/mar/dotnet/sdk")),
            ("quay.io/centos/centos", Some("https://quay.io/repository/centos/centos")),
            ("public.ecr.aws/lambda/python:3.12", Some("https://gallery.ecr.aws/lambda/python")),
            ("gcr.io/distroless/static", Some("https://gcr.io/distroless/static")),
            ("europe-docker.pkg.dev/p/r/i:1", Some("https://europe-docker.pkg.dev/p/r/i")),
            ("localhost:5000/a/b", None),
            ("registry.example.com/a/b", None),
            ("$REGISTRY/a", None),
            ("Alpine", None),
        ] {
            let page = page(&Image::parse(MappedText::copied(image, 0)));
            assert_eq!(page.as_ref().map(Url::as_str), expected, "{image}");
        }
    }
}
