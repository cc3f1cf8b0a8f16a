//! Which names of variables mean a secret.
//!
//! A name is cut into its words, and one of them has to be a word for a secret. What the last word says it is (a file,
//! an address, a number) is no secret itself; and neither is a value that says so.

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// As sure as a name can make it.
    None,
    /// No value is given, or one without a letter or a digit: it is a secret only if somebody gives one.
    Empty,
}

/// Words for secrets.
const SECRETS: [&str; 18] = [
    "apikey",
    "auth",
    "credential",
    "credentials",
    "key",
    "passphrase",
    "password",
    "passwd",
    "pass",
    "pgpassword",
    "pwd",
    "pword",
    "secret",
    "secrets",
    "token",
    "accesskey",
    "privatekey",
    "secretkey",
];

/// Words for things that are easily shown: a name that ends in one is not the secret's, but a thing's beside it.
const THINGS: [&str; 112] = [
    "age",
    "alg",
    "algo",
    "algorithm",
    "alias",
    "attempts",
    "audience",
    "bits",
    "cache",
    "charset",
    "checksum",
    "class",
    "column",
    "commit",
    "complexity",
    "count",
    "days",
    "digest",
    "dir",
    "directory",
    "disabled",
    "domain",
    "driver",
    "email",
    "enable",
    "enabled",
    "encryption",
    "endpoint",
    "env",
    "exists",
    "expiration",
    "expiry",
    "field",
    "file",
    "fingerprint",
    "folder",
    "format",
    "grant",
    "hash",
    "hasher",
    "hashing",
    "header",
    "hint",
    "host",
    "hostname",
    "id",
    "ids",
    "index",
    "interval",
    "issuer",
    "iterations",
    "label",
    "length",
    "level",
    "lifetime",
    "limit",
    "location",
    "manager",
    "max",
    "md5",
    "method",
    "min",
    "mode",
    "module",
    "modules",
    "name",
    "parallelism",
    "path",
    "pattern",
    "placeholder",
    "plugin",
    "policy",
    "port",
    "prefix",
    "prompt",
    "provider",
    "realm",
    "regex",
    "required",
    "ring",
    "role",
    "roles",
    "scope",
    "scopes",
    "seconds",
    "server",
    "servers",
    "service",
    "sha",
    "sha1",
    "sha256",
    "sha384",
    "sha512",
    "size",
    "sock",
    "store",
    "strength",
    "suffix",
    "sum",
    "table",
    "time",
    "timeout",
    "title",
    "ttl",
    "type",
    "uri",
    "url",
    "user",
    "username",
    "validity",
    "var",
    "version",
];

/// Words that make a key one for everybody.
const PUBLIC: [&str; 8] = ["empty", "fingerprint", "gpg", "keyring", "keyserver", "pgp", "pub", "public"];

/// Names that hold somebody's logins, whatever they hold unless the build is told otherwise.
const KNOWN: [&str; 3] = ["composer_auth", "composer_auth_json", "docker_auth_config"];

/// The beginnings of names whose values are built into pages that everybody gets.
const SHOWN_TO_ALL: [&str; 6] =
    ["vite_", "next_public_", "nuxt_public_", "expo_public_", "react_app_", "gatsby_"];

/// Whether a variable of this name, with this value if one is given, is a secret.
pub fn is_secret(name: &str, value: Option<&str>) -> Option<Doubt> {
    let name = separated(name.trim_matches(['"', '\'']));
    if SHOWN_TO_ALL.iter().any(|start| name.starts_with(start)) {
        return None;
    }
    if KNOWN.contains(&name.as_str()) {
        return match value {
            Some("") => Some(Doubt::Empty),
            Some(value) if is_plain(value) => None,
            _ => Some(Doubt::None),
        };
    }
    let words: Vec<&str> = name.split(['_', '-', '.']).filter(|word| !word.is_empty()).collect();
    let last = words.last()?;
    // `Filters__0__Key`: the key of an entry of a list, with its value beside it.
    let is_of_entry = |number: &str| number.bytes().all(|byte| byte.is_ascii_digit());
    if matches!(words.as_slice(), [.., number, "key"] if is_of_entry(number)) && name.ends_with("__key") {
        return None;
    }
    let mut secrets = words.iter().filter(|word| SECRETS.contains(word)).peekable();
    secrets.peek()?;
    let is_only_key = secrets.all(|word| matches!(*word, "key" | "auth"));
    // The number of a signature's key: `PublicKeyToken`.
    if words.windows(2).any(|pair| matches!(pair, ["public" | "pub", "key"])) {
        return None;
    }
    let is_public = words.iter().any(|word| PUBLIC.contains(word));
    // `GPG_PASSPHRASE` is one, `GPG_KEY` is not.
    if THINGS.contains(last) || is_public && (is_only_key || words.contains(&"allow")) {
        return None;
    }
    // `DISABLE_AUTH`, `REQUIRE_TOKEN` and the like are switches.
    let is_switch = words
        .first()
        .is_some_and(|word| matches!(*word, "disable" | "enable" | "require" | "skip" | "use" | "no"));
    match value {
        Some(_) if is_switch => None,
        Some(value) if !value.contains(char::is_alphanumeric) => Some(Doubt::Empty),
        Some(value) if is_plain(value) || is_only_key && is_fingerprint(value) => None,
        _ => Some(Doubt::None),
    }
}

/// Whether nothing but `key` or `auth` in a name speaks of a secret: it may as well be the number of a key.
pub(super) fn is_key_alone(name: &str) -> bool {
    let name = separated(name);
    let mut secrets = name.split(['_', '-', '.']).filter(|word| SECRETS.contains(word));
    secrets.all(|word| matches!(word, "key" | "auth"))
}

/// A name in lower case, with its words parted: `adminPassword` is `admin_password`.
fn separated(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut behind_lower = false;
    for character in name.chars() {
        if behind_lower && character.is_ascii_uppercase() {
            text.push('_');
        }
        text.push(character.to_ascii_lowercase());
        behind_lower = character.is_ascii_lowercase();
    }
    text
}

/// Whether a value is something that can be shown: a switch, a path, an address.
fn is_plain(value: &str) -> bool {
    let is_address =
        ["http://", "https://"].iter().any(|start| value.starts_with(start)) && !value.contains('@');
    let switches = ["true", "false", "yes", "no", "on", "off", "none", "0", "1"];
    is_address || value.starts_with('/') || switches.iter().any(|switch| value.eq_ignore_ascii_case(switch))
}

/// Whether a value is the number of a public key, or several of them.
fn is_fingerprint(value: &str) -> bool {
    let is_one = |word: &str| {
        let digits = word.strip_prefix("0x").unwrap_or(word);
        matches!(digits.len(), 8 | 16 | 32 | 40)
            && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'A'..=b'F'))
    };
    // With blanks in it, as the programs print it.
    let joined: String = value.split_whitespace().collect();
    is_one(&joined)
        || !value.trim().is_empty() && value.split([' ', ',']).filter(|word| !word.is_empty()).all(is_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_known_by_their_words() {
        for name in [
            "NPM_TOKEN",
            "adminPassword",
            "api_key",
            "DB_PASSWORD",
            "AWS_SECRET_ACCESS_KEY",
            "GPG_PASSPHRASE",
            "KEY_FILE_PASSWORD",
            "Jwt__Key",
        ] {
            assert_eq!(is_secret(name, None), Some(Doubt::None), "{name}");
        }
        for name in [
            "KEYBOARD",
            "PUBLIC_KEY",
            "TOKEN_URL",
            "AWS_ACCESS_KEY_ID",
            "SSH_AUTH_SOCK",
            "GPG_KEY",
            "PASSWORD_FILE",
            "TOKENIZERS_PARALLELISM",
            "ALLOW_EMPTY_PASSWORD",
            "MONKEY",
            "AUTH_MODE",
            "GOPRIVATE",
            "USERNAME",
            "Filters__0__Key",
            "PublicKeyToken",
            "KEY_SHA512",
            "password_encryption",
        ] {
            assert_eq!(is_secret(name, None), None, "{name}");
        }
    }

    #[test]
    fn a_value_can_say_that_it_is_no_secret() {
        assert_eq!(is_secret("APP_KEY", Some("A62AE125BBBFBB96A6E042EC925CC1CCED3D1561")), None);
        assert_eq!(is_secret("APP_KEY", Some("https://example.org/key.asc")), None);
        assert_eq!(is_secret("APP_SECRET", Some("/run/secrets/app")), None);
        assert_eq!(is_secret("USE_AUTH", Some("basic")), None);
        assert_eq!(is_secret("COMPOSER_AUTH_JSON", Some("false")), None);
        assert_eq!(is_secret("COMPOSER_AUTH_JSON", Some("")), Some(Doubt::Empty));
        assert_eq!(is_secret("COMPOSER_AUTH_JSON", None), Some(Doubt::None));
        assert_eq!(is_secret("APP_SECRET", Some("")), Some(Doubt::Empty));
        assert_eq!(is_secret("SA_PASSWORD", Some("_")), Some(Doubt::Empty));
        assert_eq!(is_secret("APP_SECRET", Some("swordfish")), Some(Doubt::None));
    }
}
