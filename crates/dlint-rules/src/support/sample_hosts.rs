//! Passwords for servers that are nobody's: those of examples, and of the very machine.

use dlint_linter::{Cx, Step};
use dlint_model::secrets::is_written_out;
use dlint_syntax::Keyword;

/// How many steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

/// Whether an `ENV` of the stage names, by a name with the same first word, a server that is nobody's, and the password
/// is one that people write in a password's place: nobody logs in at `stream.example.com` with `hackme`.
pub(crate) fn is_for_sample_host(name: &str, value: &str, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    const OF_HOSTS: &[&str] = &["ADDR", "ADDRESS", "ENDPOINT", "HOST", "HOSTNAME", "SERVER", "URI", "URL"];
    let Some((first, _)) = name.split_once('_').filter(|_| !value.is_empty() && !is_written_out(value))
    else {
        return false;
    };
    let Some(stage) = step.stage.and_then(|stage| cx.stages.get(stage)) else { return false };
    let envs = stage.own_steps().filter(|step| step.instruction.keyword == Keyword::Env).take(MOST_STEPS);
    envs.flat_map(|step| step.instruction.as_pairs().unwrap_or_default()).any(|pair| {
        let Some((other, rest)) = pair.key.split_once('_') else { return false };
        other == first
            && OF_HOSTS.iter().any(|word| rest.split('_').any(|part| part == *word))
            && is_sample_host(&pair.value)
    })
}

/// Whether an address or a host is one that examples have, or this very machine.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc2606>
fn is_sample_host(value: &str) -> bool {
    let value = value.trim_matches(['"', '\'']);
    let rest = value.split_once("://").map_or(value, |(_, rest)| rest);
    let host = rest.split(['/', '?']).next().unwrap_or(rest);
    let host = host.rsplit('@').next().unwrap_or(host);
    // An IPv6 address stands in brackets, where a port may stand behind it.
    let host = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None if host.matches(':').count() > 1 => host,
        None => host.split(':').next().unwrap_or(host),
    };
    if matches!(host, "127.0.0.1" | "0.0.0.0" | "::1" | "::") {
        return true;
    }
    let is_below =
        |domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    ["example", "example.com", "example.net", "example.org", "invalid", "localhost", "test"]
        .into_iter()
        .any(is_below)
}

#[cfg(test)]
mod tests {
    use super::is_sample_host;

    #[test]
    fn hosts_of_examples() {
        for host in [
            "stream.example.com",
            "\"http://example.org:80/a\"",
            "localhost",
            "a@db.test",
            "x.invalid",
            "127.0.0.1:5432",
            "http://[::1]:80/a",
            "::1",
            "0.0.0.0",
        ] {
            assert!(is_sample_host(host), "{host}");
        }
        for host in ["db", "myexample.com", "example.com.evil.io", "10.0.0.1", ""] {
            assert!(!is_sample_host(host), "{host}");
        }
    }
}
