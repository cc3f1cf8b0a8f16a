//! `DK4005` eol-base-image. Spec: rules/DK4005-eol-base-image.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::base_image::{Date, Deprecated, End, EndOfLife, Facts, Kind, end_of_life};
use dlint_model::{Base, Stage};
use dlint_text::MappedText;

use crate::support::other_values::with_other_values;

pub(crate) static RULE: Rule = Rule::new("DK4005", "eol-base-image", Check::Stage(check))
    .category(Category::Security)
    .severity(Severity::Info)
    .fix(FixKind::Sometimes(Safety::Unsafe));

/// A file with more text is not looked through for other places that name the release.
const MOST_BYTES: usize = 1 << 16;

/// Where the packages of one release are.
const ADDRESSES: &[&str] = &[
    "/etc/apk/repositories",
    "archive.debian.org",
    "archive.ubuntu.com",
    "deb.debian.org",
    "old-releases.ubuntu.com",
    "security.debian.org",
    "security.ubuntu.com",
];

/// What to do where nobody has said what to take instead.
const ANOTHER: &str = "take an image that is still supported";

/// More stages before one are not looked through for the same image.
const MOST_STAGES: usize = 100;

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Base::Image(base) = &stage.base else { return };
    let Some(facts) = base.facts.as_deref() else { return };
    let is_same = |other: &Stage<'_>| matches!(&other.base, Base::Image(other) if other.text == base.text);
    if cx.stages.iter().take(stage.index).rev().take(MOST_STAGES).any(is_same) {
        return;
    }
    let Some(reference) = stage.from.as_from().and_then(|from| from.image.as_ref()) else { return };
    let tag = base.image.effective_tag().unwrap_or_default();
    let (what, span) = match &reference.tag {
        Some(tag) => (base.text.as_str(), tag.span()),
        None => (base.text.as_str(), reference.word.span()),
    };
    if let Some(end) = facts.end_of_life.as_ref().filter(|end| is_over(end, cx.today())) {
        let next = end.next_supported(cx.today());
        let reporter = out.report(&RULE, span, format!("`{what}` no longer gets fixes")).why(format!(
            "the support of {} {} {}: holes found after that stay open",
            product(end, facts),
            end.release,
            ended(end)
        ));
        let Some(next) = next else {
            let instead = instead(facts.deprecated.as_ref());
            reporter.help(instead.unwrap_or_else(|| ANOTHER.to_owned()));
            return;
        };
        let tag = reference.tag.as_ref().filter(|tag| reference.digest.is_none() && !tag.contains('$'));
        let renewed = tag.and_then(|tag| renewed(tag, end, next, facts));
        let reporter = reporter.help(advice(&base.text, end, next.0, renewed.as_deref()));
        let tag = tag.filter(|_| is_near(end, next.0) && !is_told_elsewhere(end, cx));
        if let (Some(tag), Some(renewed)) = (tag, renewed) {
            reporter
                .fix(format!("take `{renewed}`"), Safety::Unsafe, |edits| {
                    // All stages that begin with the image, as one finding speaks for them.
                    edits.scattered();
                    let stages = cx.stages.iter().skip(stage.index).filter(|other| is_same(other));
                    let tags = stages.filter_map(|other| {
                        let from = other.from.as_from()?.image.as_ref()?;
                        from.tag.as_ref().filter(|other| ***other == **tag)
                    });
                    edits.replace_all(tags.map(|tag| (tag.span(), renewed.as_str())));
                })
                .declares(with_other_values([Change::Rewrites("FROM")]));
        }
    } else if let Some(deprecated) = facts.deprecated.as_ref().filter(|old| old.since <= cx.today()) {
        let reporter = out
            .report(&RULE, span, format!("`{what}` no longer gets fixes"))
            .why(format!("since {} nobody makes new ones: {}", deprecated.since, deprecated.note));
        reporter.help(instead(Some(deprecated)).unwrap_or_else(|| ANOTHER.to_owned()));
    } else if let Some(system) = system(tag, facts).filter(|end| is_over(end, cx.today())) {
        out.report(&RULE, span, format!("the system in `{what}` no longer gets fixes"))
            .why(format!("the support of {} {} {}", system.product, system.release, ended(&system)))
            .help("take a variant of the image on a newer system");
    }
}

/// What to take instead: a tag only where there is one of that name.
fn advice(text: &str, end: &EndOfLife, release: &str, renewed: Option<&str>) -> String {
    const NEXT: &str = "the next release with support left is";
    if let Some(renewed) = renewed {
        return format!("{NEXT} `{renewed}`");
    }
    if end.product == "dotnet" {
        // From version 5 on, the images are in another folder.
        let name = text.split([':', '@']).next().unwrap_or(text).replace("/dotnet/core/", "/dotnet/");
        return format!("{NEXT} {release}: `{name}:{release}.0`");
    }
    let has_variant = text.rsplit_once(':').is_some_and(|(_, tag)| tag.contains('-') && !tag.contains('@'));
    // Which variants that one has nobody knows; the systems in them are others.
    let variant = if has_variant { ", in a variant that exists for it" } else { "" };
    format!("{NEXT} `{release}`{variant}")
}

/// Whether what is built on a release mostly builds on the next one that is supported, too.
fn is_near(end: &EndOfLife, next: &str) -> bool {
    // Between two of Debian's, and two of Ubuntu's with long support, are two years.
    let most = if matches!(end.product, "debian" | "ubuntu") { 1 } else { 2 };
    // Those with half a year of support are none that people go from and to.
    let counts = |name: &&str| end.product != "ubuntu" || name.ends_with(".04") && is_even(name);
    end.later_until(next).filter(counts).count() <= most
}

fn is_even(release: &str) -> bool {
    release.split('.').next().and_then(|year| year.parse::<u32>().ok()).is_some_and(|year| year % 2 == 0)
}

/// Whether the file is written for the release in more places than its `FROM`: it names the release, or goes by the
/// addresses of its packages.
fn is_told_elsewhere(end: &EndOfLife, cx: &Cx<'_>) -> bool {
    let text = cx.source.text();
    if text.len() > MOST_BYTES {
        return true;
    }
    let codename = end.codename.and_then(|name| name.split(' ').next()).map(str::to_ascii_lowercase);
    text.lines().map(|line| line.trim_start().to_ascii_lowercase()).any(|line| {
        let is_other = !line.starts_with('#') && !line.starts_with("from ");
        let has_list = || {
            line.match_indices("/etc/apt/sources.list").any(|(at, found)| {
                let rest = line.get(at + found.len()..).unwrap_or_default();
                let file = rest.strip_prefix(".d/").unwrap_or_default();
                file.is_empty() || ["*", "debian", "ubuntu"].iter().any(|start| file.starts_with(start))
            })
        };
        is_other
            && (codename.as_ref().is_some_and(|name| line.contains(name.as_str()))
                || names_release(&line, end)
                || ADDRESSES.iter().any(|address| line.contains(address))
                || has_list())
    })
}

/// Whether a line names the release of a product: `v3.12`, `ubuntu2004`, `node_14.x`.
fn names_release(line: &str, end: &EndOfLife) -> bool {
    let without_dot = end.release.replace('.', "");
    let is_plain = |text: &str| {
        let is_part = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
        line.match_indices(text).any(|(at, found)| {
            let (before, behind) = (line.get(..at), line.get(at + found.len()..));
            !is_part(before.and_then(|text| text.as_bytes().last()))
                && !is_part(behind.and_then(|text| text.as_bytes().first()))
        })
    };
    end.release.contains('.') && is_plain(end.release)
        || ["", "-", "_", "/", ":", " "].iter().any(|between| {
            let product = if end.product == "python" { "py" } else { end.product };
            is_plain(&format!("{product}{between}{without_dot}"))
        })
}

/// Whether nobody repairs a release any more. Debian's longer support is for all, that of others for those who pay.
fn is_over(end: &EndOfLife, today: Date) -> bool {
    last(end).is_over(today)
}

fn last(end: &EndOfLife) -> End {
    if end.product == "debian" { end.extended.unwrap_or(end.date) } else { end.date }
}

fn ended(end: &EndOfLife) -> String {
    match last(end) {
        End::On(date) => format!("ended on {date}"),
        End::Ended | End::NotAnnounced => "has ended".to_owned(),
    }
}

/// What people call a product: some are called after their makers, too.
fn product<'a>(end: &'a EndOfLife, facts: &'a Facts) -> &'a str {
    if end.product.contains('-') { facts.image } else { end.product }
}

fn instead(deprecated: Option<&Deprecated>) -> Option<String> {
    let (ends, names): (Vec<&str>, Vec<&str>) =
        deprecated?.replacement.iter().copied().partition(|name| name.starts_with('-'));
    let listed = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match (names.as_slice(), ends.as_slice()) {
        ([], []) => None,
        ([], ends) => Some(format!("take the image of the same name with {} at its end", listed(ends))),
        (names, _) => Some(format!("take one of its successors: {}", listed(names))),
    }
}

/// The release of the system that a tag of an official image names behind its own version: `3.12-slim-buster`.
fn system(tag: &str, facts: &Facts) -> Option<EndOfLife> {
    if facts.kind != Kind::Official {
        return None;
    }
    let parts = tag.split('-').skip(1);
    parts.filter(|part| !part.is_empty()).find_map(|part| {
        if let Some(version) = part.strip_prefix("alpine") {
            return end_of_life("alpine", version);
        }
        let is_word = part.bytes().all(|byte| byte.is_ascii_alphabetic());
        let found = || end_of_life("debian", part).or_else(|| end_of_life("ubuntu", part));
        if is_word { found() } else { None }
    })
}

/// The same tag of another release, where tags of that form are known to exist.
fn renewed(
    tag: &MappedText,
    end: &EndOfLife,
    (release, codename): (&'static str, Option<&'static str>),
    facts: &Facts,
) -> Option<String> {
    /// The products that have a tag for each release, and one with each of these words behind it.
    const FORMS: &[(&str, &[&str])] = &[
        ("alpine", &[]),
        ("debian", &["slim"]),
        ("fedora", &[]),
        ("node", &["alpine", "slim"]),
        ("python", &["alpine", "slim"]),
        ("ruby", &["alpine", "slim"]),
        ("ubuntu", &[]),
    ];
    let (_, words) = FORMS.iter().find(|(product, _)| *product == end.product && facts.image == *product)?;
    let (version, word) = match tag.split_once('-') {
        Some((version, word)) => (version, Some(word)),
        None => (tag.as_str(), None),
    };
    if !word.is_none_or(|word| words.contains(&word)) {
        return None;
    }
    let is_number = version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let name = if is_number { release.to_owned() } else { codename?.split(' ').next()?.to_ascii_lowercase() };
    Some(word.map_or_else(|| name.clone(), |word| format!("{name}-{word}")))
}
