//! Paths as the URIs that SARIF wants.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::wire::ArtifactLocation;

/// What may not stand in a path of a URI as it is, <https://www.rfc-editor.org/rfc/rfc3986#section-3.3>.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The name of the folder that paths begin in.
pub(super) const ROOT: &str = "%SRCROOT%";

/// Where a file is: from the root, unless its path says all.
pub(super) fn location_of(path: &str) -> ArtifactLocation {
    // On Windows both slashes part the names of folders; elsewhere a name may hold the other one.
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let path = path.strip_prefix("./").unwrap_or(&path);
    let has_drive = cfg!(windows) && path.as_bytes().get(1) == Some(&b':');
    let (prefix, uri_base_id) = match path {
        _ if path.starts_with('/') => ("file://", None),
        _ if has_drive => ("file:///", None),
        // The part in front of a colon would be taken for a scheme.
        _ if path.split('/').next().is_some_and(|name| name.contains(':')) => ("./", Some(ROOT)),
        _ => ("", Some(ROOT)),
    };
    let uri = format!("{prefix}{}", utf8_percent_encode(path, ESCAPED));
    ArtifactLocation { uri, uri_base_id }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_addresses() {
        for (path, uri) in [
            ("Dockerfile", "Dockerfile"),
            ("./a/Dockerfile", "a/Dockerfile"),
            ("a b/50%/#1?[x].Dockerfile", "a%20b/50%25/%231%3F%5Bx%5D.Dockerfile"),
            ("日/Dockerfile", "%E6%97%A5/Dockerfile"),
            ("a:b/Dockerfile", "./a:b/Dockerfile"),
            ("../x/Dockerfile", "../x/Dockerfile"),
        ] {
            let location = location_of(path);
            assert_eq!((location.uri.as_str(), location.uri_base_id), (uri, Some("%SRCROOT%")));
        }
        let location = location_of("/srv/a b/Dockerfile");
        assert_eq!((location.uri.as_str(), location.uri_base_id), ("file:///srv/a%20b/Dockerfile", None));
    }

    #[cfg(not(windows))]
    #[test]
    fn a_backslash_is_a_part_of_a_name() {
        assert_eq!(location_of("a\\b").uri, "a%5Cb");
    }
}
