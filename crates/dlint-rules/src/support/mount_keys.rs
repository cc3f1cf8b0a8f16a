//! The keys and values that the kinds of mounts have.
//!
//! Source: <https://docs.docker.com/reference/dockerfile/#run---mount>.

use dlint_syntax::{Mount, MountOption, nearest};
use dlint_text::Span;

/// The kinds of mounts, each with its keys.
const KINDS: &[(&str, &[&str])] = &[
    ("bind", &["type", "target", "source", "from", "readonly", "readwrite"]),
    (
        "cache",
        &["type", "id", "target", "readonly", "readwrite", "sharing", "from", "source", "mode", "uid", "gid"],
    ),
    ("tmpfs", &["type", "target", "size"]),
    ("secret", &["type", "id", "source", "target", "env", "required", "mode", "uid", "gid"]),
    ("ssh", &["type", "id", "source", "target", "required", "mode", "uid", "gid"]),
];

/// Other names of keys.
const NAMES: &[&str] = &["src", "dst", "destination", "ro", "rw"];

/// The keys that only other builders know: Podman's and Buildah's.
const ELSEWHERE: &[&str] = &[
    "z",
    "u",
    "relabel",
    "bind-propagation",
    "bind-nonrecursive",
    "chown",
    "notmpcopyup",
    "tmpfs-size",
    "tmpfs-mode",
    "o",
    "upperdir",
    "workdir",
    "rprivate",
    "private",
    "rshared",
    "shared",
    "rslave",
    "slave",
];

/// Something that is wrong with a mount.
#[derive(Debug)]
pub(crate) struct Mistake {
    /// The place.
    pub(crate) span: Span,
    /// What is wrong.
    pub(crate) message: String,
    /// What may be written there.
    pub(crate) help: String,
    /// What was meant.
    pub(crate) meant: Option<&'static str>,
}

/// What is wrong with a mount for the builder.
pub(crate) fn mistakes(mount: &Mount) -> Vec<Mistake> {
    let kind = mount.kind().to_ascii_lowercase();
    let names = || KINDS.iter().map(|(name, _)| *name);
    if kind.contains('$') {
        return Vec::new();
    }
    let Some((kind, keys)) = KINDS.iter().find(|(name, _)| *name == kind) else {
        let value = mount.value("type");
        let span = value.map_or(mount.span, dlint_text::MappedText::span);
        return vec![Mistake {
            span,
            message: format!("there is no kind of mount `{kind}`"),
            help: "a mount is one of `bind`, `cache`, `secret`, `ssh` and `tmpfs`".to_owned(),
            meant: nearest(&kind, names()),
        }];
    };
    mount.options.iter().filter_map(|option| mistake(option, kind, keys)).collect()
}

fn mistake(option: &MountOption, kind: &str, keys: &'static [&'static str]) -> Option<Mistake> {
    let key = option.key.to_ascii_lowercase();
    let known = |name: &str| KINDS.iter().any(|(_, keys)| keys.contains(&name)) || NAMES.contains(&name);
    if ELSEWHERE.contains(&key.as_str()) || key.contains('$') {
        return None;
    }
    if !known(&key) {
        let all = keys.iter().chain(NAMES).copied();
        return Some(Mistake {
            span: option.key.span(),
            message: if key.is_empty() {
                "a mount with an empty option".into()
            } else {
                format!("no mount has the option `{key}`")
            },
            help: format!("a mount of the kind `{kind}` has `{}`", keys.join("`, `")),
            meant: nearest(&key, all),
        });
    }
    let is_of_another = matches!(
        (key.as_str(), kind),
        ("sharing", "bind" | "tmpfs" | "secret" | "ssh")
            | ("mode" | "uid" | "gid", "bind" | "tmpfs")
            | ("required", "bind" | "cache" | "tmpfs")
            | ("size", "bind" | "cache" | "secret" | "ssh")
            | ("env", "bind" | "cache" | "tmpfs" | "ssh")
    );
    if is_of_another {
        return Some(Mistake {
            span: option.key.span(),
            message: format!("a mount of the kind `{kind}` has no `{key}`"),
            help: format!("it has `{}`", keys.join("`, `")),
            meant: None,
        });
    }
    let value = option.value.as_ref()?;
    let allowed: &[&str] = match key.as_str() {
        "sharing" => &["shared", "private", "locked"],
        "ro" | "rw" | "readonly" | "readwrite" | "required" => &["true", "false", "1", "0", "t", "f"],
        _ => return None,
    };
    let is_known = value.contains('$') || allowed.iter().any(|word| value.eq_ignore_ascii_case(word));
    (!is_known).then(|| Mistake {
        span: value.span(),
        message: format!("`{key}` has no value `{}`", value.as_str()),
        help: match key.as_str() {
            "sharing" => "it is one of `shared`, `private` and `locked`".to_owned(),
            _ => "it is `true` or `false`".to_owned(),
        },
        meant: nearest(value, allowed.iter().copied().filter(|word| word.len() > 1)),
    })
}
