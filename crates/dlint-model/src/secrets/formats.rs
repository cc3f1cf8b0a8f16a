//! Tokens and keys that are known by their form.
//!
//! Sources: the pages of the services about the form of their tokens, such as
//! <https://github.blog/engineering/behind-githubs-new-authentication-token-formats/>,
//! <https://docs.gitlab.com/security/tokens/#token-prefixes>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html> and
//! <https://docs.stripe.com/keys>.

use super::values::{entropy, is_stand_in};

/// No token is followed further.
const LONGEST: usize = 400;

/// A form of tokens.
struct Format {
    prefix: &'static str,
    /// How many characters stand behind the prefix.
    least: usize,
    most: usize,
    /// Which ones.
    holds: fn(u8) -> bool,
    what: &'static str,
}

const fn format(
    prefix: &'static str,
    (least, most): (usize, usize),
    holds: fn(u8) -> bool,
    what: &'static str,
) -> Format {
    Format { prefix, least, most, holds, what }
}

fn alphanumeric(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

fn word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric()
}

fn dashed(byte: u8) -> bool {
    matches!(byte, b'_' | b'-') || byte.is_ascii_alphanumeric()
}

fn upper(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

const MANY: usize = LONGEST;

/// Sorted by how they begin; of two that begin alike, the longer one first.
const FORMATS: [Format; 27] = [
    format("AKIA", (16, 16), upper, "key ID of AWS"),
    format("ASIA", (16, 16), upper, "key ID of AWS"),
    format("AIza", (35, 35), dashed, "key of Google's APIs"),
    format("GOCSPX-", (28, 28), dashed, "client secret of Google"),
    format("SG.", (60, 80), |byte| byte == b'.' || dashed(byte), "key of SendGrid"),
    format("dckr_pat_", (20, MANY), dashed, "token of Docker Hub"),
    format("dop_v1_", (64, 64), alphanumeric, "token of DigitalOcean"),
    format("ghp_", (36, MANY), alphanumeric, "token of GitHub"),
    format("gho_", (36, MANY), alphanumeric, "token of GitHub"),
    format("ghu_", (36, MANY), alphanumeric, "token of GitHub"),
    format("ghs_", (36, MANY), alphanumeric, "token of GitHub"),
    format("ghr_", (36, MANY), alphanumeric, "token of GitHub"),
    format("github_pat_", (60, MANY), word, "token of GitHub"),
    format("glpat-", (20, MANY), |byte| byte == b'.' || dashed(byte), "token of GitLab"),
    format("hf_", (34, 40), alphanumeric, "token of Hugging Face"),
    format("hvs.", (24, MANY), dashed, "token of Vault"),
    format("npm_", (36, 36), alphanumeric, "token of npm"),
    format("pypi-AgEI", (50, MANY), dashed, "token of PyPI"),
    format("rk_live_", (16, MANY), alphanumeric, "key of Stripe"),
    format("sk_live_", (16, MANY), alphanumeric, "key of Stripe"),
    format("sk-ant-", (32, MANY), dashed, "key of Anthropic"),
    format("sk-proj-", (32, MANY), dashed, "key of OpenAI"),
    format("sk-", (48, 48), alphanumeric, "key of OpenAI"),
    format("xoxb-", (20, MANY), dashed, "token of Slack"),
    format("xoxp-", (20, MANY), dashed, "token of Slack"),
    format("xoxa-", (20, MANY), dashed, "token of Slack"),
    format("xoxs-", (20, MANY), dashed, "token of Slack"),
];

/// The token that a text begins with: its length, and what it is. What stands before the text ends a word.
pub(super) fn token(text: &str) -> Option<(usize, &'static str)> {
    // Asked of each word of a file.
    if !matches!(
        text.as_bytes(),
        [b'A', b'I' | b'K' | b'S', ..]
            | [b'G', b'O', ..]
            | [b'S', b'G', ..]
            | [b'd', b'c' | b'o', ..]
            | [b'e', b'y', ..]
            | [b'g', b'h' | b'i' | b'l', ..]
            | [b'h', b'f' | b'v', ..]
            | [b'n', b'p', ..]
            | [b'p', b'y', ..]
            | [b'r' | b's', b'k', ..]
            | [b'x', b'o', ..]
    ) {
        return None;
    }
    if let Some(length) = web_token(text) {
        return Some((length, "JSON Web Token"));
    }
    let format = FORMATS.iter().find(|format| text.starts_with(format.prefix))?;
    let behind = text.get(format.prefix.len()..)?;
    let length = behind.bytes().take(LONGEST).take_while(|byte| (format.holds)(*byte)).count();
    let body = behind.get(..length)?;
    let fits = (format.least..=format.most).contains(&length)
        && !behind.as_bytes().get(length).is_some_and(|byte| word(*byte));
    let is_random = !is_stand_in(body) && entropy(body) >= 2.8;
    (fits && is_random).then_some((format.prefix.len() + length, format.what))
}

/// A JSON Web Token that is signed: `eyJ….eyJ….…`
fn web_token(text: &str) -> Option<usize> {
    if !text.starts_with("eyJ") {
        return None;
    }
    let length = text.bytes().take(4096).take_while(|byte| *byte == b'.' || dashed(*byte)).count();
    let parts: Vec<&str> = text.get(..length)?.split('.').collect();
    let [head, body, signature] = parts.as_slice() else { return None };
    (head.len() >= 16 && body.starts_with("eyJ") && signature.len() >= 16).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens are put together here, so that nobody takes them for real ones.
    fn joined(prefix: &str, length: usize) -> String {
        let letters = "kR7pWz2mQxL0vB9tYc4nHs6Jd8FgA1eU3iO5";
        prefix.chars().chain(letters.chars().cycle().take(length)).collect()
    }

    #[test]
    fn tokens_are_known_by_their_form() {
        for (prefix, length, what) in [
            ("ghp_", 36, "token of GitHub"),
            ("glpat-", 20, "token of GitLab"),
            ("npm_", 36, "token of npm"),
            ("sk-proj-", 48, "key of OpenAI"),
            ("sk-", 48, "key of OpenAI"),
            ("xoxb-", 40, "token of Slack"),
        ] {
            let text = joined(prefix, length);
            assert_eq!(token(&text), Some((text.len(), what)), "{prefix}");
            assert_eq!(token(&format!("{text}\" && ls")), Some((text.len(), what)), "{prefix}");
        }
        assert_eq!(token(&format!("AKIA{}", "Q7ZK3M5P8R2T6V9X")), Some((20, "key ID of AWS")));
        let jwt = format!("eyJ{}.eyJ{}.{}", joined("", 20), joined("", 30), joined("", 40));
        assert_eq!(token(&jwt), Some((jwt.len(), "JSON Web Token")));
    }

    #[test]
    fn each_form_passes_the_quick_look() {
        for format in &FORMATS {
            let text = joined(format.prefix, format.least);
            assert!(token(&text).is_some() || !(format.holds)(b'k'), "{}", format.prefix);
        }
    }

    #[test]
    fn what_only_begins_so_is_none() {
        for text in [
            "AKIAIOSFODNN7EXAMPLE",
            "npm_config_cache",
            "hf_hub_download",
            "sk-learn",
            "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "SG.UTF-8",
            "eyJ.x.y",
            "glpat-",
        ] {
            assert_eq!(token(text), None, "{text}");
        }
        assert_eq!(token(&joined("npm_", 37)), None);
    }
}
