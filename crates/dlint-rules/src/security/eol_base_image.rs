//! `DK4005` eol-base-image. Spec: rules/DK4005-eol-base-image.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::base_image::{Date, Deprecated, End, EndOfLife, Facts, Kind, end_of_life};
use dlint_model::{Base, Stage};
use dlint_text::MappedText;

pub(crate) static RULE: Rule = Rule::new("DK4005", "eol-base-image", Check::Stage(check))
    .category(Category::Security)
    .severity(Severity::Info)
    .fix(FixKind::Sometimes(Safety::Unsafe));

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
            "the support of {} {} {}: holes that are found since stay open",
            product(end, facts),
            end.release,
            ended(end)
        ));
        let Some(next) = next else {
            let instead = instead(facts.deprecated.as_ref());
            reporter.help(instead.unwrap_or_else(|| ANOTHER.to_owned()));
            return;
        };
        let tag = reference.tag.as_ref().filter(|_| reference.digest.is_none());
        let renewed = tag.and_then(|tag| renewed(tag, end, next, facts));
        let name = renewed.clone().unwrap_or_else(|| next.0.to_owned());
        let reporter = reporter.help(format!("the next release that is supported for a while is `{name}`"));
        if let (Some(tag), Some(renewed)) = (tag, renewed) {
            reporter
                .fix(format!("take `{renewed}`"), Safety::Unsafe, |edits| {
                    edits.replace(tag.span(), renewed);
                })
                .declares([
                    Change::Rewrites("FROM"),
                    Change::Variable(String::new()),
                    Change::Workdir,
                    Change::User,
                    Change::Shell,
                ]);
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
