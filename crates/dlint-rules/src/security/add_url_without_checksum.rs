//! `DK4006` add-url-without-checksum. Spec: rules/DK4006-add-url-without-checksum.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::Step as ModelStep;
use dlint_model::effects::{Action, Effect, Origin};
use dlint_shell::base_name;
use dlint_syntax::Keyword;

use crate::support::torn::is_torn;

pub(crate) static RULE: Rule =
    Rule::new("DK4006", "add-url-without-checksum", Check::Instruction(&[Keyword::Add], check))
        .category(Category::Security)
        .severity(Severity::Info);

/// How many later steps are looked through for a check.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// The programs that check a file against a sum or a signature.
const CHECKERS: &[&str] = &[
    "b2sum",
    "cosign",
    "gpg",
    "gpg2",
    "gpgv",
    "md5sum",
    "minisign",
    "openssl",
    "sha1sum",
    "sha256sum",
    "sha384sum",
    "sha512sum",
    "shasum",
    "signify",
];

/// The endings of what others are checked against.
const SUMS: &[&str] =
    &["asc", "md5", "minisig", "pem", "sha1", "sha256", "sha256sum", "sha512", "sig", "sign"];

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return };
    if step.flag("checksum").is_some() || step.flag("keep-git-dir").is_some() || is_torn(step, cx) {
        return;
    }
    let all = &cx.build.effects(model).all;
    let addresses = all.iter().filter_map(|effect| match &effect.action {
        Action::Download { url: Some(url), .. } => Some((effect, url.as_str())),
        _ => None,
    });
    for (effect, url) in addresses {
        let is_clone = all.iter().any(|other| other.span == effect.span && clones(other));
        if is_clone {
            repository(effect, url, out);
        } else if !is_fixed(url) && !is_sum(url) && !is_signal(url) && !is_checked_later(model, cx) {
            let is_alone = step.as_transfer().is_none_or(|transfer| transfer.sources.len() == 1);
            file(effect, url, is_alone, &sum_name(url, effect, model, cx), out);
        }
    }
}

const fn clones(effect: &Effect) -> bool {
    matches!(effect.action, Action::Write { origin: Origin::Clone, .. })
}

fn file(effect: &Effect, url: &str, is_alone: bool, sum: &str, out: &mut Findings<'_>) {
    let name = file_name(url).filter(|name| !name.contains("${"));
    let help = match (moving(url), open_variable(url)) {
        (Some(part), _) => {
            format!(
                "what lies below `{part}` changes: take an address that names a version first, then give its sum: `ADD --checksum=sha256:…`"
            )
        }
        (None, Some(name)) => format!(
            "the sum changes with `{name}`, and has to be given with it: `ARG {sum}`, and `ADD --checksum=sha256:${sum} …`"
        ),
        (None, None) if !may_name_version(url) => {
            "take an address that names a version first, then give its sum: `ADD --checksum=sha256:…`"
                .to_owned()
        }
        _ => "give its sum: `ADD --checksum=sha256:…`, from `curl -fsSL ADDRESS | sha256sum`".to_owned(),
    };
    // The builder takes no sum for several sources.
    let help = if is_alone { help } else { format!("add it with an `ADD` of its own; {help}") };
    let message = name.map_or_else(
        || "a file is added with nothing to check it against".to_owned(),
        |name| format!("`{name}` is added with nothing to check it against"),
    );
    out.report(&RULE, effect.span, message)
        .why("whoever can change what lies at the address changes the image, and no build notices")
        .help(help);
}

/// The name of the file at an address.
fn file_name(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    Some(base_name(path)).filter(|name| !name.is_empty())
}

/// A name for the argument that holds the sum of a file: `TINI_SHA256`. Each file has its own, even where two have the
/// same name, or the same argument chooses their version.
fn sum_name(url: &str, effect: &Effect, step: &ModelStep<'_>, cx: &Cx<'_>) -> String {
    let own = name_of_sum(url);
    let Some(stage) = cx.build.stage_of(step) else { return own };
    let from = (step.index + 1).saturating_sub(MOST_STEPS);
    let before = stage.steps.iter().skip(from).take_while(|other| other.index <= step.index);
    let adds = before.filter(|other| other.instruction.keyword == Keyword::Add);
    let same = adds.flat_map(|other| &cx.build.effects(other).all).filter(|other| {
        other.span.start < effect.span.start
            && matches!(&other.action, Action::Download { url: Some(url), .. } if name_of_sum(url) == own)
    });
    match same.count() {
        0 => own,
        before => format!("{}_{}_SHA256", own.trim_end_matches("_SHA256"), before + 1),
    }
}

fn name_of_sum(url: &str) -> String {
    let file = file_name(url).unwrap_or_default();
    // What is written around the variables.
    let parts = file.split("${").enumerate().map(|(at, part)| match at {
        0 => part,
        _ => part.split_once('}').map_or("", |(_, rest)| rest),
    });
    let letters = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let text: String = parts.collect::<Vec<_>>().join("_").chars().map(letters).collect();
    let words: Vec<&str> = text.split('_').filter(|word| !word.is_empty()).collect();
    match words.join("_") {
        name if name.is_empty() => format!("{}_SHA256", open_variable(url).unwrap_or("FILE")),
        name if name.starts_with(|c: char| c.is_ascii_digit()) => format!("FILE_{name}_SHA256"),
        name => format!("{name}_SHA256"),
    }
}

/// A repository is pinned by a commit; a tag or a branch is at least a name for what is meant.
fn repository(effect: &Effect, url: &str, out: &mut Findings<'_>) {
    let reference = url.split_once('#').map_or("", |(_, reference)| reference);
    let reference = reference.split(':').next().unwrap_or_default();
    if is_commit(reference) || reference.contains("${") || url.contains("${") && reference.is_empty() {
        return;
    }
    let (message, is_named) = match reference {
        "" => ("the repository is added as its default branch is that day".to_owned(), false),
        name => (format!("`{name}` may be another commit tomorrow"), true),
    };
    let reporter = out
        .report(&RULE, effect.span, message)
        .why("whoever can move the branch or the tag changes the image, and no build notices")
        .help("name the commit: `ADD https://….git#0123abcd…`");
    if is_named {
        reporter.pedantic();
    }
}

/// Whether an address names what it holds by a commit or a sum.
fn is_fixed(url: &str) -> bool {
    // A variable that is called after a commit holds one.
    let names_commit =
        |part: &str| part.starts_with("${") && (part.contains("COMMIT") || part.contains("SHA"));
    url.split(['/', '@', '-', '=']).any(|part| is_commit(part) || names_commit(part))
}

fn is_commit(part: &str) -> bool {
    let hexes = part.bytes().take_while(u8::is_ascii_hexdigit).count();
    hexes == part.len() && matches!(hexes, 40 | 64)
}

/// Whether it is what something else is checked against.
fn is_sum(url: &str) -> bool {
    let name = base_name(url.split(['?', '#']).next().unwrap_or(url)).to_ascii_lowercase();
    let ending = name.rsplit('.').next().unwrap_or_default();
    SUMS.contains(&ending) || name.contains("sha256sums") || name.contains("checksums")
}

/// Whether it is added for being another one each time, so that what follows runs again.
fn is_signal(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or(url);
    host.starts_with("api.") || host.contains("random.org") || host.contains("worldtime")
}

/// The part of an address that others move: a branch, a channel, or whatever is the latest.
fn moving(url: &str) -> Option<&str> {
    const CHANNELS: &[&str] = &[
        "HEAD", "beta", "canary", "develop", "edge", "latest", "main", "master", "nightly", "rapid",
        "stable", "trunk",
    ];
    // `tool-latest.tar.gz`
    let says_so = |part: &str| part.split(['-', '_', '.']).any(|word| matches!(word, "latest" | "nightly"));
    let parts: Vec<&str> = path_of(url).split('/').collect();
    let at = parts.iter().position(|part| CHANNELS.contains(part) || says_so(part))?;
    // `debian/pool/main/t/tini/tini_0.18.0-1_amd64.deb`: a part of an archive is called so, and nothing in it moves. Of a
    // branch, a file with a version in its name may.
    let is_of_branch = url.contains("raw") || parts.contains(&"blob");
    let has_version = |part: &&str| {
        part.as_bytes()
            .windows(3)
            .any(|bytes| matches!(bytes, [a, b'.', b] if a.is_ascii_digit() && b.is_ascii_digit()))
    };
    let is_named = parts.contains(&"pool") || parts.iter().skip(at + 1).any(has_version);
    parts.get(at).copied().filter(|_| is_of_branch || !is_named)
}

/// Whether there is a number in an address that may be that of a version, or a variable that may hold one.
fn may_name_version(url: &str) -> bool {
    let path = path_of(url);
    path.contains("${") || path.contains(|c: char| c.is_ascii_digit())
}

/// The first variable of an address whose value only the build knows.
fn open_variable(url: &str) -> Option<&str> {
    let (_, behind) = path_of(url).split_once("${")?;
    behind.split('}').next().filter(|name| !name.is_empty())
}

/// What stands behind the host.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split_once('/').map_or("", |(_, path)| path)
}

/// Whether a later step checks files, perhaps this one.
fn is_checked_later(step: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let Some(stage) = cx.build.stage_of(step) else { return false };
    let later = stage.steps.iter().skip(step.index + 1).take(MOST_STEPS);
    let mut commands =
        later.flat_map(|step| cx.build.scripts(step)).flat_map(|script| &script.script.body().commands);
    commands.any(|command| command.base_name().is_some_and(|name| CHECKERS.contains(&name)))
}

#[cfg(test)]
mod tests {
    use super::moving;

    #[test]
    fn what_is_called_like_a_channel_moves_only_without_a_version_behind_it() {
        for url in [
            "http://ftp.debian.org/debian/pool/main/t/tini/tini_0.18.0-1_amd64.deb",
            "https://download.docker.com/linux/debian/dists/bookworm/pool/stable/amd64/docker-ce_24.0.5.deb",
            "https://example.org/edge/tool-1.2.3.tar.gz",
            "https://example.org/v1.2/tool.tar.gz",
        ] {
            assert_eq!(moving(url), None, "{url}");
        }
        for (url, part) in [
            ("https://example.org/channels/rapid/sdk.tar.gz", "rapid"),
            ("https://example.org/tool-latest.tar.gz", "tool-latest.tar.gz"),
            ("https://raw.githubusercontent.com/acme/tool/main/install-1.2.sh", "main"),
            ("https://example.org/1.2/main/x.jar", "main"),
        ] {
            assert_eq!(moving(url), Some(part), "{url}");
        }
    }
}
