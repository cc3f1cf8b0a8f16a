//! Names of `ARG` and `ENV` that hold a word for a secret, and what says that they are none.

use dlint_model::variables::Lookup;
use dlint_syntax::Keyword;
use dlint_syntax::expand::Expander;

use super::{Excuse, Site, ours, theirs};

pub(super) const HADOLINT: &[Excuse] = &[
    theirs("an ARG above the first FROM", DL, |site| {
        site.step.is_none() && site.instruction.keyword == Keyword::Arg
    }),
    theirs("a user name is no secret", DL, |site| names_none(site, Why::UserName)),
    theirs("the value is a path", DL, |site| names_none(site, Why::Path)),
    theirs("the value is a switch", DL, |site| names_none(site, Why::Switch)),
    theirs("the name is a thing's beside the secret", DL, |site| names_none(site, Why::Thing)),
    theirs("the word is a part of another one", DL, |site| names_none(site, Why::PartOfWord)),
    theirs("it is built into pages for everybody", DL, |site| names_none(site, Why::Page)),
    theirs("the base image has it already", DL, |site| names_none(site, Why::Copied)),
    ours("more words mean a secret", DL, |site| {
        let more =
            ["apikey", "auth", "credential", "credentials", "key", "pass", "passphrase", "passwd", "pwd"];
        names(site).iter().any(|(name, _)| parts(name).iter().any(|part| more.contains(&part.as_str())))
    }),
];

pub(super) const BUILDKIT: &[Excuse] = &[
    theirs("the number of a public key", BK, |site| names_none(site, Why::PublicKey)),
    theirs("the value is a switch", BK, |site| names_none(site, Why::Switch)),
    theirs("the value is a path", BK, |site| names_none(site, Why::Path)),
    theirs("the name is a thing's beside the secret", BK, |site| names_none(site, Why::Thing)),
    theirs("it is built into pages for everybody", BK, |site| names_none(site, Why::Page)),
    theirs("the base image has it already", BK, |site| names_none(site, Why::Copied)),
    ours("more words mean a secret", BK, |site| {
        let more = ["pass", "passphrase", "pwd", "secrets"];
        names(site).iter().any(|(name, _)| parts(name).iter().any(|part| more.contains(&part.as_str())))
    }),
    theirs("the key of an entry, with its value beside it", BK, |site| names_none(site, Why::Entry)),
    ours("capitals part the words of a name", BK, |site| {
        names(site).iter().any(|(name, _)| {
            !is_theirs(site.code, name) && parts(name).iter().any(|part| WORDS.contains(&part.as_str()))
        })
    }),
    ours("`public` makes a key public, and no token", BK, |site| {
        names(site).iter().any(|(name, _)| {
            let parts = parts(name);
            let has = |word: &str| parts.iter().any(|part| part == word);
            has("public") && ["password", "secret", "token"].into_iter().any(has)
        })
    }),
];

const DL: &[&str] = &["DL3064"];
const BK: &[&str] = &["SecretsUsedInArgOrEnv"];

/// What hadolint looks for anywhere in a name.
const ANYWHERE: [&str; 7] = ["api_key", "client_key", "password", "private", "secret", "token", "username"];

/// What `BuildKit` looks for between the underlines of a name.
const WORDS: [&str; 10] =
    ["apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token"];

/// What a name ends in that is no secret's, but a thing's beside it.
const THINGS: [&str; 25] = [
    "algorithm",
    "alias",
    "checking",
    "commit",
    "dir",
    "directory",
    "domain",
    "enabled",
    "endpoint",
    "expiry",
    "file",
    "header",
    "host",
    "id",
    "length",
    "mode",
    "name",
    "path",
    "port",
    "provider",
    "role",
    "size",
    "type",
    "url",
    "user",
];

/// Why a name is no secret's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    UserName,
    PublicKey,
    Switch,
    Path,
    Thing,
    Entry,
    PartOfWord,
    Page,
    Copied,
}

/// The names that the instruction sets, with their values.
fn names<'a>(site: &Site<'a>) -> Vec<(&'a str, Option<&'a str>)> {
    let Some(step) = site.step else { return Vec::new() };
    let definitions = step.instruction.as_definitions().unwrap_or_default().iter();
    let pairs = step.instruction.as_pairs().unwrap_or_default().iter();
    let definitions = definitions.map(|one| (one.name.as_str(), one.value.as_deref()));
    definitions.chain(pairs.map(|pair| (pair.key.as_str(), Some(pair.value.as_str())))).collect()
}

/// Whether each name of the instruction that the other program takes for a secret's is none, one of them for this
/// reason.
fn names_none(site: &Site<'_>, why: Why) -> bool {
    let names = names(site).into_iter().filter(|(name, _)| is_theirs(site.code, name));
    let reasons: Option<Vec<Why>> = names.map(|(name, value)| reason(site, name, value)).collect();
    reasons.is_some_and(|reasons| reasons.contains(&why))
}

/// Whether the other program takes a name for a secret's.
fn is_theirs(code: &str, name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if code == "DL3064" {
        return ANYWHERE.iter().any(|word| name.contains(word));
    }
    name.split('_').any(|part| WORDS.contains(&part))
}

fn reason(site: &Site<'_>, name: &str, value: Option<&str>) -> Option<Why> {
    let step = site.step?;
    let lower = name.to_ascii_lowercase();
    let variables = site.build.variables(step);
    let expander = Expander::new(site.build.file().escape);
    let known = value.map(|value| variables.expand_with(value, expander).text);
    let known = known.as_deref();
    let is_same = |value: &str| value == format!("${name}") || value == format!("${{{name}}}");
    let pages = ["vite_", "next_public_", "nuxt_public_", "react_app_", "gatsby_", "expo_public_"];
    if pages.iter().any(|page| lower.starts_with(page)) {
        Some(Why::Page)
    } else if value.is_some_and(is_same) && !matches!(variables.get(name), Lookup::Set(_)) {
        Some(Why::Copied)
    } else if known.is_some_and(|value| value.starts_with('/')) {
        Some(Why::Path)
    } else if has_value_beside(site, name) {
        Some(Why::Entry)
    } else if known.is_some_and(is_key_number) && site.code != "DL3064" {
        Some(Why::PublicKey)
    } else if known.is_some_and(is_switch) {
        Some(Why::Switch)
    } else if lower.rsplit('_').next().is_some_and(|last| THINGS.contains(&last)) {
        Some(Why::Thing)
    } else if site.code == "DL3064" {
        let found: Vec<&str> = ANYWHERE.into_iter().filter(|word| lower.contains(word)).collect();
        let is_word = |word: &&str| parts(name).iter().any(|part| part == word);
        let are_parts = || found.iter().all(|word| !word.contains('_') && !is_word(word));
        if found == ["username"] { Some(Why::UserName) } else { are_parts().then_some(Why::PartOfWord) }
    } else {
        None
    }
}

/// `Filters__0__Key` beside `Filters__0__Value`.
fn has_value_beside(site: &Site<'_>, name: &str) -> bool {
    let entry = name.strip_suffix("__Key");
    entry.is_some_and(|entry| {
        names(site).iter().any(|(other, _)| other.strip_suffix("__Value") == Some(entry))
    })
}

/// The words of a name, in lower case: `adminPassword` has two.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut behind_lower = false;
    for c in name.chars() {
        if matches!(c, '_' | '-' | '.') || behind_lower && c.is_ascii_uppercase() {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut().filter(|_| c.is_ascii_alphanumeric()) {
            part.push(c.to_ascii_lowercase());
        }
        behind_lower = c.is_ascii_lowercase();
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// The number of a public key as people write it, or several of them: 8, 16, 32 or 40 digits, in capitals.
fn is_key_number(value: &str) -> bool {
    let is_one = |text: &str| {
        let digits = text.strip_prefix("0x").unwrap_or(text);
        [8, 16, 32, 40].contains(&digits.len())
            && digits.bytes().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte))
    };
    let joined: String = value.split_whitespace().collect();
    let mut numbers = value.split([' ', ',']).filter(|number| !number.is_empty()).peekable();
    is_one(&joined) || numbers.peek().is_some() && numbers.all(is_one)
}

fn is_switch(value: &str) -> bool {
    ["0", "1", "false", "no", "off", "on", "true", "yes"].iter().any(|word| value.eq_ignore_ascii_case(word))
}
