//! Secrets that an `ARG` only hands on to an `ENV`, and passwords for servers that are nobody's.

use dlint_linter::{Cx, Step};
use dlint_model::Step as ModelStep;
use dlint_model::secrets::{Doubt, is_secret, is_written_out};
use dlint_syntax::{Keyword, Pair};
use dlint_text::Span;

use super::instruction_words::expand;
use super::secret_mounts::mentions;
use super::used_names::{names_in, with_built_from};

/// How many steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

/// The `ENV` that alone reads an `ARG`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PassedOn {
    /// The first key that it is passed on to.
    pub(crate) key: Span,
    /// Whether it is said there: each of them is named like a secret, too, and not set to nothing for now.
    pub(crate) is_said: bool,
}

/// Where an `ARG` goes if nothing but `ENV` reads it, and no later step names what it is called there.
pub(crate) fn passed_on(name: &str, arg: &ModelStep<'_>, cx: &Cx<'_>) -> Option<PassedOn> {
    let readers: Vec<&ModelStep<'_>> = behind(arg, cx).filter(|step| mentions(step, name)).collect();
    let is_env = |step: &&&ModelStep<'_>| step.instruction.keyword == Keyword::Env;
    let pairs: Vec<(&ModelStep<'_>, &Pair)> = readers
        .iter()
        .take_while(is_env)
        .flat_map(|step| pairs(step).iter().map(|pair| (*step, pair)))
        .filter(|(_, pair)| names_in(&pair.value).any(|other| other == name))
        .collect();
    let (_, first) = pairs.first()?;
    let is_read_by_run = behind(arg, cx)
        .filter(|step| step.instruction.keyword == Keyword::Run)
        .any(|step| mentions(step, name) || pairs.iter().any(|(_, pair)| mentions(step, &pair.key)));
    if is_read_by_run || !readers.iter().all(|step| is_env(&step)) {
        return None;
    }
    let is_said = pairs.iter().all(|(step, pair)| {
        let value = expand(&pair.value, step, cx);
        is_secret(&pair.key, Some(&value.text)).is_some_and(|doubt| doubt != Doubt::Empty)
    });
    Some(PassedOn { key: first.key.span(), is_said })
}

/// The steps behind one, of its stage and of those that are built on it.
fn behind<'a>(step: &ModelStep<'_>, cx: &'a Cx<'_>) -> impl Iterator<Item = &'a ModelStep<'a>> {
    let (index, own) = (step.index, step.stage);
    let stages = with_built_from(own, cx);
    let steps = stages.flat_map(move |stage| {
        let first = if stage.index == own { index + 1 } else { 0 };
        stage.steps.get(first..).unwrap_or_default()
    });
    steps.take(MOST_STEPS)
}

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
    envs.flat_map(pairs).any(|pair| {
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

fn pairs<'a>(step: &'a ModelStep<'_>) -> &'a [Pair] {
    step.instruction.as_pairs().unwrap_or_default()
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
