//! Options, variables and settings that switch off the check of a certificate or a signature.

use dlint_shell::{Command, Word};
use dlint_text::{MappedText, Span};

/// A check that is switched off.
#[derive(Debug)]
pub(crate) struct Disabled {
    /// The place.
    pub(crate) span: Span,
    /// The option, variable or setting.
    pub(crate) what: String,
    /// What is not checked.
    pub(crate) check: Check,
    /// What stands there without it; `None` where it is not for dlint to say.
    pub(crate) without: Option<String>,
}

/// What is not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Check {
    /// Who answers.
    Certificate,
    /// Who has made the package.
    Signature,
}

/// The letters of curl that take a value.
const CURL_VALUED: &str = "AbcCdDeEFhHKmoPQrtTuUwxXyYz";

/// What a command switches off.
pub(crate) fn disabled_by(command: &Command) -> Option<Disabled> {
    use Check::{Certificate, Signature};
    let words = command.arguments();
    let whole = |names: &[&str], check| {
        let word = words.iter().find(|word| word.value().is_some_and(|text| names.contains(&text)))?;
        Some(Disabled {
            span: word.span(),
            what: word.value()?.to_owned(),
            check,
            without: Some(String::new()),
        })
    };
    let is_local = |end: &str| {
        let is_file = |word: &&Word| word.text.trim_end_matches(['"', '\'']).ends_with(end);
        let files = || words.iter().skip(1).filter(is_file);
        files().next().is_some() && files().all(|word| !word.beginning.contains("://"))
    };
    match command.base_name()? {
        "curl" if !is_to_itself(command) => {
            whole(&["-k", "--insecure"], Certificate).or_else(|| cluster(words))
        }
        "wget" if !is_to_itself(command) => whole(&["--no-check-certificate"], Certificate),
        "pip" | "pip3" | "python" | "python3" | "pipenv" | "uv" => {
            let trusts = |text: &str| text == "--trusted-host" || text.starts_with("--trusted-host=");
            let word = words.iter().find(|word| trusts(&word.beginning))?;
            let without = word.beginning.contains('=').then(String::new);
            Some(Disabled { span: word.span(), what: "--trusted-host".into(), check: Certificate, without })
        }
        "npm" | "yarn" | "pnpm" => whole(&["--no-strict-ssl", "--strict-ssl=false"], Certificate)
            .or_else(|| setting(words, &["strict-ssl", "enableStrictSsl"], &["false"])),
        "git" => words
            .iter()
            .find(|word| {
                word.value().is_some_and(|text| {
                    text.to_ascii_lowercase().ends_with("sslverify=false")
                        || text.to_ascii_lowercase().ends_with("sslverify=0")
                })
            })
            .map(|word| Disabled {
                span: word.span(),
                what: "http.sslVerify=false".into(),
                check: Certificate,
                without: None,
            })
            .or_else(|| setting(words, &["http.sslverify"], &["false", "0"])),
        "apt" | "apt-get" | "aptitude" => {
            whole(&["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"], Signature)
        }
        "apk" if !is_local(".apk") => whole(&["--allow-untrusted"], Signature),
        "yum" | "dnf" | "microdnf" | "tdnf" | "rpm" | "zypper" if !is_local(".rpm") => {
            let names = [
                "--nogpgcheck",
                "--nosignature",
                "--no-gpg-checks",
                "--allow-unsigned-rpm",
                "--setopt=gpgcheck=0",
            ];
            whole(&names, Signature)
        }
        _ => None,
    }
}

/// `curl -skL`: one of several letters.
fn cluster(words: &[Word]) -> Option<Disabled> {
    words.iter().find_map(|word| {
        let letters = word.value()?.strip_prefix('-').filter(|letters| !letters.starts_with('-'))?;
        let end = letters.find(|letter| CURL_VALUED.contains(letter)).unwrap_or(letters.len());
        let at = letters.get(..end)?.find('k')?;
        let mut rest = letters.to_owned();
        rest.remove(at);
        Some(Disabled {
            span: word.span(),
            what: "-k".into(),
            check: Check::Certificate,
            without: Some(format!("-{rest}")),
        })
    })
}

/// `npm config set strict-ssl false`
fn setting(words: &[Word], names: &[&str], values: &[&str]) -> Option<Disabled> {
    let mut pairs = words.windows(2).filter_map(|pair| Some((pair.first()?, pair.last()?)));
    pairs.find_map(|(name, value)| {
        let is_name =
            names.iter().any(|known| name.value().is_some_and(|name| name.eq_ignore_ascii_case(known)));
        let is_off = values.iter().any(|off| value.is(off));
        (is_name && is_off).then(|| Disabled {
            span: name.span(),
            what: format!("{} {}", &*name.beginning, &*value.beginning),
            check: Check::Certificate,
            without: None,
        })
    })
}

/// Whether a command asks the machine that it runs on.
fn is_to_itself(command: &Command) -> bool {
    command.arguments().iter().any(|word| {
        ["localhost", "127.0.0.1", "[::1]"].iter().any(|host| word.text.contains(&format!("//{host}")))
    })
}

/// Whether a variable with this value switches something off.
pub(crate) fn variable(name: &str, value: &str) -> Option<Check> {
    let value = value.trim_matches(['"', '\'']);
    let is_on = !value.is_empty() && !["0", "false", "no"].iter().any(|off| value.eq_ignore_ascii_case(off));
    let is_off = ["0", "false", "no", "off"].iter().any(|off| value.eq_ignore_ascii_case(off));
    match name {
        "NODE_TLS_REJECT_UNAUTHORIZED" | "PYTHONHTTPSVERIFY" if value == "0" => Some(Check::Certificate),
        "GIT_SSL_NO_VERIFY" | "GOINSECURE" | "PIP_TRUSTED_HOST" | "UV_INSECURE_HOST" if is_on => {
            Some(Check::Certificate)
        }
        "NPM_CONFIG_STRICT_SSL" | "npm_config_strict_ssl" | "YARN_ENABLE_STRICT_SSL" if is_off => {
            Some(Check::Certificate)
        }
        "GOSUMDB" if value == "off" => Some(Check::Signature),
        "GONOSUMDB" | "GONOSUMCHECK" if value == "*" => Some(Check::Signature),
        _ => None,
    }
}

/// A setting in a text that ends up in a file: `deb [trusted=yes] …`, `gpgcheck=0`.
pub(crate) fn written(text: &MappedText) -> Option<Disabled> {
    let found = |needle: &str, check| {
        let mut places = text.match_indices(needle);
        let is_own = |at: usize| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let behind = text.get(at + needle.len()..).and_then(|behind| behind.chars().next());
            let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
            !is_part(before) && !is_part(behind)
        };
        let (at, _) = places.find(|(at, _)| is_own(*at))?;
        let span = text.source_span(at..at + needle.len());
        Some(Disabled { span, what: needle.to_owned(), check, without: None })
    };
    let is_local = text.contains("file:") || text.contains("copy:");
    found("trusted=yes", Check::Signature)
        .filter(|_| !is_local)
        .or_else(|| found("gpgcheck=0", Check::Signature).filter(|_| !is_local))
        .or_else(|| found("sslverify=0", Check::Certificate))
}
