//! Lookups, each with what `data/README.md` says it must answer.

use super::{Confidence, Date, End, Facts, Family, Kind, PackageManager, Setting, Shell, Shells, lookup};

fn facts(reference: &str) -> Facts {
    let (name, tag) = reference.rsplit_once(':').map_or((reference, None), |(name, tag)| (name, Some(tag)));
    lookup(name, tag).unwrap_or_else(|| panic!("{reference} is not known"))
}

#[test]
fn operating_system_and_package_manager_follow_the_tag() {
    use Family::{Alpine, Debian, Distroless, Rhel, ScratchLike, Suse, Ubuntu, Windows, Wolfi};
    use PackageManager::{Apk, Apt, Dnf, Microdnf, Zypper};
    for (reference, family, manager) in [
        ("alpine:3.20", Some(Alpine), Some(Apk)),
        ("debian:bookworm-slim", Some(Debian), Some(Apt)),
        ("ubuntu", Some(Ubuntu), Some(Apt)),
        ("python:3.12", Some(Debian), Some(Apt)),
        ("python:3.12-alpine3.20", Some(Alpine), Some(Apk)),
        ("python:alpine", Some(Alpine), Some(Apk)),
        ("python:3.12-slim-bookworm", Some(Debian), Some(Apt)),
        ("docker.io/library/node:20-bookworm-slim", Some(Debian), Some(Apt)),
        ("arm64v8/node:20-alpine", Some(Alpine), Some(Apk)),
        ("public.ecr.aws/docker/library/node:20", Some(Debian), Some(Apt)),
        ("eclipse-temurin:21-jre-alpine", Some(Alpine), Some(Apk)),
        ("eclipse-temurin:21-jre-jammy", Some(Ubuntu), Some(Apt)),
        ("registry.access.redhat.com/ubi9/ubi-minimal", Some(Rhel), Some(Microdnf)),
        ("redhat/ubi9-minimal", Some(Rhel), Some(Microdnf)),
        ("fedora:41", Some(Rhel), Some(Dnf)),
        ("quay.io/fedora/fedora:41", Some(Rhel), Some(Dnf)),
        ("opensuse/leap:15.6", Some(Suse), Some(Zypper)),
        ("gcr.io/distroless/static-debian12:nonroot", Some(Distroless), Some(PackageManager::None)),
        ("cgr.dev/chainguard/node", Some(Wolfi), Some(PackageManager::None)),
        ("chainguard/node:latest-dev", None, Some(Apk)),
        ("mcr.microsoft.com/windows/servercore:ltsc2022", Some(Windows), Some(PackageManager::None)),
        ("golang:1.22-windowsservercore-ltsc2022", Some(Windows), Some(PackageManager::None)),
        ("scratch", Some(ScratchLike), Some(PackageManager::None)),
        ("bitnami/nginx", Some(Debian), Some(Apt)),
    ] {
        let found = facts(reference);
        assert_eq!((found.family, found.package_manager), (family, manager), "{reference}");
    }
}

#[test]
fn a_private_image_is_not_known() {
    for name in [
        "",
        "registry.example.com/team/node",
        "node/node",
        "bitnami/a/b",
        "nodejs",
        "ghcr.io/library/node",
        "Node",
    ] {
        assert!(lookup(name, None).is_none(), "{name}");
    }
}

#[test]
fn variables_are_sure_possible_or_unheard_of() {
    let python = facts("python:3.12-slim-bookworm").environment;
    assert!(python.sets("PYTHON_VERSION") && python.sets("PATH"));
    assert!(python.may_set("PYTHON_GET_PIP_URL") && !python.sets("PYTHON_GET_PIP_URL"));
    assert!(!python.may_set("NODE_VERSION"));
    assert_eq!(facts("python:3.8-buster").environment.value("LANG"), Some("C.UTF-8"));
    assert_eq!(python.value("PYTHON_VERSION"), None);
    assert_eq!(facts("golang:1.22").environment.value("GOPATH"), Some("/go"));
    // A value says as much as a name: the data has this one only among the values.
    assert!(facts("gradle:5.0").environment.sets("LANG"));
}

#[test]
fn a_reset_leaves_no_more_than_the_possible_variables() {
    let onbuild = facts("python:3-onbuild");
    assert_eq!(onbuild.onbuild, Some(true));
    assert_eq!((onbuild.family, onbuild.package_manager, onbuild.shells), (None, None, None));
    assert_eq!(onbuild.user, Setting::Unknown);
    assert!(onbuild.present.is_empty() && onbuild.absent.is_empty());
    assert!(onbuild.environment.names.is_empty());
    assert!(onbuild.environment.may_set("PYTHON_VERSION"));
}

#[test]
fn what_was_said_of_one_tag_is_not_said_of_another() {
    let node = facts("cgr.dev/chainguard/node");
    assert_eq!(node.user, Setting::Set("65532"));
    assert_eq!(node.environment.value("NPM_CONFIG_UPDATE_NOTIFIER"), Some("false"));
    let dev = facts("cgr.dev/chainguard/node:latest-dev");
    assert_eq!(dev.user, Setting::Unknown);
    assert!(!dev.environment.sets("NPM_CONFIG_UPDATE_NOTIFIER"));
    assert!(dev.environment.may_set("NPM_CONFIG_UPDATE_NOTIFIER"));
}

#[test]
fn not_set_is_not_the_same_as_not_known() {
    assert_eq!(facts("node:20").user, Setting::NotSet);
    assert_eq!(facts("node:20").shell, Setting::NotSet);
    assert_eq!(facts("bitnami/nginx").user, Setting::Unknown);
    assert_eq!(facts("gcr.io/distroless/static-debian12:nonroot").user, Setting::Set("65532"));
    assert_eq!(facts("gcr.io/distroless/static-debian12:nonroot").workdir, Setting::Set("/home/nonroot"));
    assert_eq!(facts("golang:1.22").workdir.value(), Some(&"/go"));
    assert_eq!(facts("python").cmd, Setting::Set(vec!["python3"]));
}

#[test]
fn shells_and_programs_are_there_or_not_or_not_known() {
    let alpine = facts("alpine");
    assert_eq!(alpine.shells, Some(Shells::NONE.with(Shell::Sh).with(Shell::BusyboxAsh)));
    assert_eq!((alpine.has("bash"), alpine.has("wget"), alpine.has("jq")), (Some(false), None, None));
    assert!(alpine.present.contains(&"wget(busybox)"));
    assert_eq!(facts("python:3.12").has("git"), Some(true));
    assert_eq!(facts("python:3.12-slim").has("git"), Some(false));
    let distroless = facts("gcr.io/distroless/static-debian12");
    assert!(distroless.shells.unwrap().is_empty());
    // In the debug image all that was said of programs is taken back.
    let debug = facts("gcr.io/distroless/static-debian12:debug");
    assert!(debug.shells.unwrap().has(Shell::BusyboxAsh));
    assert_eq!((debug.has("sh"), debug.path_append.as_slice()), (None, ["/busybox"].as_slice()));
    assert!(facts("mcr.microsoft.com/windows/servercore:ltsc2022").shells.unwrap().has(Shell::Powershell));
}

#[test]
fn users_are_those_of_the_tag() {
    let names = |reference: &str| facts(reference).users.iter().map(|user| user.name).collect::<Vec<_>>();
    assert!(names("ubuntu:24.04").contains(&"ubuntu"));
    assert!(!names("ubuntu:22.04").contains(&"ubuntu"));
    let node = facts("node:20");
    assert_eq!(node.users.iter().find(|user| user.name == "node").and_then(|user| user.uid), Some(1000));
}

#[test]
fn the_end_of_life_is_that_of_the_release_in_the_tag() {
    let end = facts("python:3.8-slim").end_of_life.unwrap();
    assert_eq!((end.product, end.release), ("python", "3.8"));
    assert!(end.date.is_over(Date::new(2026, 1, 1)));
    let debian = facts("debian:bookworm-slim").end_of_life.unwrap();
    assert_eq!((debian.release, debian.codename), ("12", Some("Bookworm")));
    assert_eq!(debian.date, End::On(Date::new(2026, 7, 11)));
    assert!(debian.extended.is_some_and(|extended| !extended.is_over(Date::new(2026, 8, 1))));
    assert!(facts("python").end_of_life.is_none());
    assert!(facts("redhat/ubi9").end_of_life.is_none());
}

#[test]
fn what_is_said_of_the_image_itself_holds_for_all_tags() {
    let openjdk = facts("openjdk:17");
    assert!(openjdk.deprecated.as_ref().is_some_and(|end| end.replacement.contains(&"eclipse-temurin")));
    let python = facts("python:3-onbuild");
    assert_eq!((python.slim_variant, python.alpine_variant), (Some("slim"), Some("alpine")));
    assert_eq!((python.kind, python.confidence), (Kind::Official, Confidence::High));
    assert_eq!(facts("bitnami/nginx").confidence, Confidence::Medium);
    assert_eq!(facts("bitnami/nginx").image, "bitnami/*");
    assert_eq!(facts("scratch").kind, Kind::Reserved);
    assert_eq!(facts("debian").apt_docker_clean, Some(true));
}
