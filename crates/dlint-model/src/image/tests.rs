//! References, one fact a line.

use dlint_text::{MappedText, Span};
use proptest::prelude::*;

use super::ProblemKind::{
    DigestLength, EmptyComponent, EmptyName, EmptyTag, InvalidCharacter, InvalidDigest, InvalidDomain,
    InvalidTag, LooksLikeId, MisplacedSeparator, NameTooLong, TagTooLong, UnknownAlgorithm,
    UppercaseRepository,
};
use super::{Image, Part};

fn parse(text: &str) -> Image {
    Image::parse(MappedText::copied(text, 0))
}

const SHA: &str = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

#[test]
fn names_are_completed_as_docker_completes_them() {
    for (text, normalized, familiar) in [
        ("ubuntu", "docker.io/library/ubuntu", "ubuntu"),
        ("library/ubuntu", "docker.io/library/ubuntu", "ubuntu"),
        ("docker.io/ubuntu", "docker.io/library/ubuntu", "ubuntu"),
        ("docker.io/library/ubuntu:1", "docker.io/library/ubuntu", "ubuntu"),
        ("index.docker.io/ubuntu", "docker.io/library/ubuntu", "ubuntu"),
        ("index.docker.io/library/ubuntu", "docker.io/library/ubuntu", "ubuntu"),
        ("bitnami/nginx", "docker.io/bitnami/nginx", "bitnami/nginx"),
        ("library/a/b", "docker.io/library/a/b", "library/a/b"),
        ("ghcr.io/a/b:x", "ghcr.io/a/b", "ghcr.io/a/b"),
        ("ghcr.io/a", "ghcr.io/a", "ghcr.io/a"),
        ("localhost/a", "localhost/a", "localhost/a"),
        ("localhost:5000/a:1", "localhost:5000/a", "localhost:5000/a"),
        ("localhost:5000", "docker.io/library/localhost", "localhost"),
        ("registry:5000/a/b/c", "registry:5000/a/b/c", "registry:5000/a/b/c"),
        ("127.0.0.1/a", "127.0.0.1/a", "127.0.0.1/a"),
        ("[::1]:5000/a", "[::1]:5000/a", "[::1]:5000/a"),
        ("[2001:db8::1]/a", "[2001:db8::1]/a", "[2001:db8::1]/a"),
        ("Host/a", "Host/a", "Host/a"),
        (
            "registry.example.com/library/a",
            "registry.example.com/library/a",
            "registry.example.com/library/a",
        ),
    ] {
        let image = parse(text);
        assert_eq!(image.problem, None, "{text}");
        assert_eq!(image.normalized_name().as_deref(), Some(normalized), "{text}");
        assert_eq!(image.familiar_name().as_deref(), Some(familiar), "{text}");
        assert_eq!(parse(normalized).normalized_name(), image.normalized_name(), "{text} again");
    }
}

#[test]
fn what_is_no_reference_has_a_reason_and_a_place() {
    let long_tag = format!("a:{}", "x".repeat(129));
    let long_name = format!("ghcr.io/{}", "x".repeat(256));
    let id = "f".repeat(64);
    let sha512 = format!("a@sha512:{}", "0".repeat(64));
    let upper = format!("a@{}", SHA.replace("abc", "ABC"));
    for (text, kind, at) in [
        ("", EmptyName, ""),
        (":1", EmptyName, ""),
        ("@sha256:12", EmptyName, ""),
        ("Ubuntu", UppercaseRepository, "Ubuntu"),
        ("a/Ubuntu:1", UppercaseRepository, "Ubuntu"),
        ("ghcr.io/Me/app", UppercaseRepository, "Me"),
        ("a//b", EmptyComponent, "a/"),
        ("/a", EmptyComponent, ""),
        ("a/", EmptyComponent, "a/"),
        ("ghcr.io/", EmptyComponent, "ghcr.io/"),
        ("https://ghcr.io/a", InvalidDomain, "https:"),
        ("-a.b/c", InvalidDomain, "-a.b"),
        ("a..b/c", InvalidDomain, "a..b"),
        ("a.b:x/c", InvalidDomain, "a.b:x"),
        ("a.b:/c", InvalidDomain, "a.b:"),
        ("a_.b/c", InvalidDomain, "a_.b"),
        ("a b", InvalidCharacter(' '), "a b"),
        ("a:b:c", InvalidCharacter(':'), "a:b"),
        ("a/b+c", InvalidCharacter('+'), "b+c"),
        ("é", InvalidCharacter('é'), "é"),
        ("<image>", InvalidCharacter('<'), "<image>"),
        ("a..b", MisplacedSeparator, "a..b"),
        ("-a", MisplacedSeparator, "-a"),
        ("a-", MisplacedSeparator, "a-"),
        ("a/_b", MisplacedSeparator, "_b"),
        ("a___b", MisplacedSeparator, "a___b"),
        ("a._b", MisplacedSeparator, "a._b"),
        (&long_name, NameTooLong, &long_name),
        (&id, LooksLikeId, &id),
        ("a:", EmptyTag, ""),
        ("a:-x", InvalidTag, "-x"),
        ("a:.x", InvalidTag, ".x"),
        ("a:x+y", InvalidTag, "x+y"),
        ("a:é", InvalidTag, "é"),
        (&long_tag, TagTooLong, long_tag.trim_start_matches("a:")),
        ("a@", InvalidDigest, ""),
        ("a@sha256", InvalidDigest, "sha256"),
        ("a@sha256:", InvalidDigest, "sha256:"),
        ("a@:12", InvalidDigest, ":12"),
        ("a@sha256:12", DigestLength { expected: 64 }, "sha256:12"),
        ("a@sha256:xyz", InvalidDigest, "sha256:xyz"),
        (&upper, InvalidDigest, upper.trim_start_matches("a@")),
        ("a@md5:12", UnknownAlgorithm, "md5:12"),
        (&sha512, DigestLength { expected: 128 }, sha512.trim_start_matches("a@")),
        ("A:-", UppercaseRepository, "A"),
    ] {
        let problem = parse(text).problem.unwrap_or_else(|| panic!("`{text}` is taken for valid"));
        assert_eq!((problem.kind, problem.span.slice(text)), (kind, at), "{text}");
        assert!(!problem.to_string().is_empty());
    }
}

#[test]
fn what_is_a_reference_is_valid() {
    let with_digest = format!("a/b:1@{SHA}");
    let long = format!("{}:{}", "x".repeat(255 - "library/".len()), "y".repeat(128));
    for text in [
        "a",
        "0",
        "a__b",
        "a---b",
        "a.b",
        "a_b-c.d/e",
        "a_b.c/d",
        "a:_x",
        "a:1.2-X",
        "a.b:5000/c:d",
        "scratch",
        &with_digest,
        &long,
    ] {
        assert_eq!(parse(text).problem, None, "{text}");
    }
}

/// A part, shortly: what is known, `?` with what is written, or nothing.
fn short(part: &Part) -> String {
    match part {
        Part::Absent => String::new(),
        Part::Known(text) => text.to_string(),
        Part::Unknown(text) => format!("?{}", text.as_deref().unwrap_or_default()),
    }
}

#[test]
fn variables_make_a_part_unknown_and_never_invalid() {
    for (text, domain, components, tag, digest) in [
        ("$BASE", "?$BASE", "?$BASE", "?", "?"),
        ("${BASE}", "?${BASE}", "?${BASE}", "?", "?"),
        ("${BASE:-debian:12}", "?${BASE:-debian:12}", "?${BASE:-debian:12}", "?", "?"),
        ("${BASE:-a/b@c}", "?${BASE:-a/b@c}", "?${BASE:-a/b@c}", "?", "?"),
        ("${BASE}:1", "?${BASE}", "?${BASE}", "1", ""),
        ("${BASE}@sha256:${X}", "?${BASE}", "?${BASE}", "?", "?sha256:${X}"),
        ("node:${V}", "", "node", "?${V}", "?"),
        ("node:${V:-20}-alpine", "", "node", "?${V:-20}-alpine", "?"),
        ("node:$V-alpine", "", "node", "?$V-alpine", "?"),
        ("node:${V//./-}", "", "node", "?${V//./-}", "?"),
        ("node:20${SUFFIX}", "", "node", "?20${SUFFIX}", "?"),
        ("node${SUFFIX}", "?node${SUFFIX}", "?node${SUFFIX}", "?", "?"),
        ("node${SUFFIX}:20", "?node${SUFFIX}", "?node${SUFFIX}", "20", ""),
        ("node@${DIGEST}", "", "node", "", "?${DIGEST}"),
        ("node:20@${DIGEST}", "", "node", "20", "?${DIGEST}"),
        ("${REGISTRY}/app", "?", "?${REGISTRY}|app", "", ""),
        ("${REGISTRY}/app:1", "?", "?${REGISTRY}|app", "1", ""),
        ("${REGISTRY:-docker.io/library}/app", "?", "?${REGISTRY:-docker.io/library}|app", "", ""),
        ("${R:-docker.io/}x", "?${R:-docker.io/}x", "?${R:-docker.io/}x", "?", "?"),
        ("ghcr.io/${ORG}/app", "ghcr.io", "?${ORG}|app", "", ""),
        ("ghcr.io/org/${APP}", "ghcr.io", "org|?${APP}", "?", "?"),
        ("ghcr.io/org/app-${ARCH}:1", "ghcr.io", "org|?app-${ARCH}", "1", ""),
        ("ghcr.io:${PORT}/app", "?", "?ghcr.io:${PORT}|app", "", ""),
        ("org/${APP}:1", "", "org|?${APP}", "1", ""),
        ("${A}/${B}:${C}", "?", "?${A}|?${B}", "?${C}", "?"),
        ("${A}${B}", "?${A}${B}", "?${A}${B}", "?", "?"),
        ("${A:-${B:-c:1}}:2", "?${A:-${B:-c:1}}", "?${A:-${B:-c:1}}", "2", ""),
        ("${UPPER}Case", "?${UPPER}Case", "?${UPPER}Case", "?", "?"),
        ("\"node\":20", "?\"node\"", "?\"node\"", "20", ""),
    ] {
        let image = parse(text);
        let names: Vec<String> = image.components.iter().map(short).collect();
        let found = (short(&image.domain), names.join("|"), short(&image.tag), short(&image.digest));
        let expected = (domain.to_owned(), components.to_owned(), tag.to_owned(), digest.to_owned());
        assert_eq!(found, expected, "{text}");
        assert_eq!(image.problem, None, "{text}");
    }
}

#[test]
fn what_is_known_beside_a_variable_can_still_be_wrong() {
    for (text, kind, at) in [
        ("${REGISTRY}/My/app", UppercaseRepository, "My"),
        ("ghcr.io/${ORG}/App", UppercaseRepository, "App"),
        ("${IMAGE}:-x", InvalidTag, "-x"),
        ("${IMAGE}@sha256:12", DigestLength { expected: 64 }, "sha256:12"),
        ("a.b:x/${IMAGE}", InvalidDomain, "a.b:x"),
        ("${REGISTRY}//app", EmptyComponent, "${REGISTRY}/"),
    ] {
        let problem = parse(text).problem.unwrap_or_else(|| panic!("`{text}` is taken for valid"));
        assert_eq!((problem.kind, problem.span.slice(text)), (kind, at), "{text}");
    }
}

#[test]
fn no_tag_means_latest_unless_there_is_a_digest() {
    let digest = format!("a@{SHA}");
    for (text, tag) in [
        ("a", Some("latest")),
        ("a:1", Some("1")),
        (&digest, None),
        ("$A", None),
        ("a:$T", None),
        ("$R/a", Some("latest")),
    ] {
        assert_eq!(parse(text).effective_tag(), tag, "{text}");
    }
}

#[test]
fn parts_point_into_the_file() {
    let text = "FROM ghcr.io/org/app:1.2@sha256:ff";
    let image = Image::parse(MappedText::copied("ghcr.io/org/app:1.2@sha256:ff", 5));
    let at = |part: &Part| part.written().unwrap().span().slice(text).to_owned();
    assert_eq!(at(&image.domain), "ghcr.io");
    assert_eq!(image.components.iter().map(at).collect::<Vec<_>>(), ["org", "app"]);
    assert_eq!((at(&image.tag), at(&image.digest)), ("1.2".into(), "sha256:ff".into()));
    assert_eq!(image.problem.unwrap().span, Span::new(25, 34));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_places_are_inside(text in "\\PC{0,12}|[-a-cA._:/@$\\{\\}\\[\\]0-9]{0,16}") {
        let image = parse(&text);
        for part in image.components.iter().chain([&image.domain, &image.tag, &image.digest]) {
            if let Some(written) = part.written() {
                prop_assert_eq!(written.span().slice(&text), written.as_str());
            }
        }
        if let Some(problem) = image.problem {
            prop_assert!(problem.span.end as usize <= text.len());
            prop_assert_ne!(problem.kind, NameTooLong);
        }
        if text.starts_with('$') && !text.contains(['/', ':', '@']) {
            prop_assert_eq!(image.problem, None);
        }
    }

    #[test]
    fn a_name_of_the_grammar_is_valid_and_normalising_it_twice_changes_nothing(
        text in "(([a-z0-9]{1,4}[.]([a-z0-9][a-z0-9-]{0,3})?[a-z0-9]|localhost)(:[0-9]{1,5})?/)?[a-z0-9]{1,5}(([.]|_|__|-{1,3})[a-z0-9]{1,3}){0,2}(/[a-z0-9]{1,4}){0,2}",
        tag in "(:[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,10})?",
    ) {
        let image = parse(&format!("{text}{tag}"));
        prop_assert_eq!(image.problem, None);
        let normalized = image.normalized_name().unwrap();
        prop_assert_eq!(parse(&normalized).normalized_name().unwrap(), normalized.clone());
        prop_assert_eq!(parse(&image.familiar_name().unwrap()).normalized_name().unwrap(), normalized);
    }
}
