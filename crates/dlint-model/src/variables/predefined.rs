//! The variables that a builder brings along.

/// Whether a variable describes a platform: set wherever an `ARG` asks for it, and in every `FROM`.
///
/// Source: <https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope>.
pub fn is_platform(name: &str) -> bool {
    const PARTS: [&str; 5] = ["PLATFORM", "OS", "OSVERSION", "ARCH", "VARIANT"];
    name == "TARGETSTAGE"
        || name
            .strip_prefix("BUILD")
            .or_else(|| name.strip_prefix("TARGET"))
            .is_some_and(|part| PARTS.contains(&part))
}

/// Whether a variable tells programs about a proxy. A build can be given it without any `ARG`; a `RUN` sees it then,
/// and the image's history does not.
///
/// Source: <https://docs.docker.com/reference/dockerfile/#predefined-args>.
pub fn is_proxy(name: &str) -> bool {
    let known =
        |name: &str| matches!(name, "HTTP_PROXY" | "HTTPS_PROXY" | "FTP_PROXY" | "NO_PROXY" | "ALL_PROXY");
    known(name) || name == name.to_ascii_lowercase() && known(&name.to_ascii_uppercase())
}
