//! Files that hold secrets, by their names and, where the build context is known, by what is in them.

use dlint_linter::Cx;
use dlint_model::context::Entry;
use dlint_model::secrets::has_secret;
use dlint_shell::base_name;

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Holds {
    /// It is a setting that may have a login in it.
    Perhaps,
    /// It is what its name says.
    Surely,
}

/// Names of files and folders that are there for secrets.
const SURE: &[&str] = &[
    ".aws",
    ".azure",
    ".env",
    ".git-credentials",
    ".htpasswd",
    ".my.cnf",
    ".netrc",
    ".pgpass",
    ".pypirc",
    ".ssh",
    ".vault-token",
    "_netrc",
    "id_dsa",
    "id_ecdsa",
    "id_ed25519",
    "id_rsa",
    "kubeconfig",
    "password.txt",
    "passwords.txt",
    "secrets.yaml",
    "secrets.yml",
    "terraform.tfstate",
];

/// Ends of paths that are there for secrets.
const SURE_ENDS: &[&str] = &[
    ".aws/credentials",
    ".config/gcloud",
    ".docker/config.json",
    ".kube/config",
    "-key.pem",
    ".jks",
    ".key",
    ".keystore",
    ".p12",
    ".pfx",
];

/// Names of settings in which a login may be.
const PERHAPS: &[&str] = &[
    ".npmrc",
    ".yarnrc.yml",
    "NuGet.Config",
    "NuGet.config",
    "auth.json",
    "nuget.config",
    "pip.conf",
    "settings.xml",
];

/// Parts of names that say that it is none, or one for everybody.
const HARMLESS: &[&str] = &[
    "example",
    "sample",
    "template",
    "default",
    "dist",
    "test",
    "fixture",
    "dummy",
    "mock",
    "public",
    "fullchain",
    "chain",
    "dhparam",
    "ffdhe",
    "dh.pem",
    "snakeoil",
    "demo",
];

/// Whether a file of this path in the build context holds secrets, as far as its name says.
pub(crate) fn by_name(path: &str) -> Option<Holds> {
    let path = path.trim_end_matches('/').trim_start_matches("./");
    let holds = looks_like(path)?;
    let name = base_name(path);
    let lower = path.to_ascii_lowercase();
    let is_harmless = HARMLESS.iter().any(|word| lower.contains(word))
        || lower.trim_end_matches(".pem").ends_with("cert")
        || ["ca", "cert", "certs", "crt", "root"]
            .iter()
            .any(|ca| name.split(['.', '-', '_']).any(|part| part == *ca));
    let is_none = is_harmless || name.contains(['*', '?', '[', '$']) || is_public_key(name);
    (!is_none).then_some(holds)
}

/// The same, whatever else the name says.
fn looks_like(path: &str) -> Option<Holds> {
    let name = base_name(path);
    // Asked of each file of a context: names with other endings are none.
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if !name.starts_with(['.', '_']) && name.contains('.') && !path.contains("/.") && ending.len() > 8 {
        return None;
    }
    let is_environment = name
        .strip_prefix(".env.")
        .is_some_and(|kind| !matches!(kind, "development" | "ci" | "vault" | "defaults"));
    // `server-ecdhkey.pem`, and not `server-cert.pem`
    let is_key = name.strip_suffix(".pem").is_some_and(|name| name.ends_with("key"));
    let has_ending =
        |wanted: &str| name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case(wanted));
    let is_account = name.starts_with("service-account") && has_ending("json");
    if SURE.contains(&name)
        || is_key
        || is_environment
        || is_account
        || SURE_ENDS.iter().any(|end| path.ends_with(end))
    {
        return Some(Holds::Surely);
    }
    (PERHAPS.contains(&name) || has_ending("pem")).then_some(Holds::Perhaps)
}

/// The keys of package repositories end in `.key`, too.
fn is_public_key(name: &str) -> bool {
    let words =
        ["apt", "archive", "gpg", "pgp", "release", "repo", "signing", "pub", "rpm", "keyring", "asc"];
    name.split(['.', '-', '_']).any(|part| words.contains(&part))
}

/// Whether a file of the build context holds secrets: by its name, and by what is in it, where it is there.
pub(crate) fn holds_secrets(path: &str, cx: &Cx<'_>) -> Option<Holds> {
    let named = by_name(path)?;
    let path = path.trim_end_matches('/').trim_start_matches("./").trim_start_matches('/');
    let Some(Entry::File { .. }) = cx.context().entry(path) else { return Some(named) };
    let Some(content) = cx.context().read(path) else { return Some(named) };
    match std::str::from_utf8(&content) {
        Ok(text) if has_secret(text) => Some(Holds::Surely),
        // A setting without a login is only a setting.
        Ok(_) if named == Holds::Perhaps => None,
        Ok(text) if path.contains(".env") && !text.contains("PRIVATE") => Some(Holds::Perhaps),
        _ => Some(named),
    }
}
