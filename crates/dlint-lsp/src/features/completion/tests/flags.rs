//! Flags, their values, mounts.

use super::{detail, has, has_not, item, labels, nothing, taken};

#[test]
fn flags_are_offered_until_the_first_argument() {
    for text in [
        "FROM a\nCOPY ‸",
        "FROM a\nCOPY -‸",
        "FROM a\nCOPY --‸",
        "FROM a\nCOPY --fro‸",
        "FROM a\nCOPY --f‸ a b",
    ] {
        has(text, &["--from", "--chown", "--link", "--parents", "--exclude"]);
    }
    has_not("FROM a\nCOPY a --‸", &["--from"]);
    has("FROM a\nRUN --‸", &["--mount", "--network"]);
    has("FROM --‸", &["--platform"]);
    has("FROM a\nADD --‸", &["--checksum"]);
    has("FROM a\nONBUILD COPY --‸", &["--from"]);
    has("FROM a\nCOPY --link \\\n  --‸ \\\n  a b", &["--from"]);
    has_not("FROM a\nCOPY --link \\\n  --‸ \\\n  a b", &["--link"]);
    has("FROM a\nCOPY --‸\nRUN x", &["--from"]);
}

#[test]
fn what_is_given_is_left_out_unless_it_repeats() {
    has_not("FROM a\nCOPY --chown=a --‸ a b", &["--chown"]);
    has_not("FROM a\nCOPY --‸ --chown=a a b", &["--chown"]);
    has("FROM a\nCOPY --exclude=a --‸ a b", &["--exclude"]);
    has("FROM a\nRUN --mount=type=ssh --‸", &["--mount"]);
    has("FROM a\nCOPY --chow‸n=a a b", &["--chown"]);
}

#[test]
fn a_flag_takes_the_place_of_the_word() {
    assert_eq!(taken("FROM a\nCOPY --fro‸", "--from"), "FROM a\nCOPY --from=");
    assert_eq!(taken("FROM a\nCOPY --f‸oo=b a b", "--from"), "FROM a\nCOPY --from=b a b");
    assert_eq!(taken("FROM a\nCOPY --l‸ a b", "--link"), "FROM a\nCOPY --link a b");
    assert_eq!(taken("FROM a\r\nCOPY -‸\r\n", "--from"), "FROM a\r\nCOPY --from=\r\n");
}

#[test]
fn versions_are_told_and_what_cannot_be_read_comes_last() {
    assert_eq!(detail("FROM a\nCOPY --‸", "--parents"), "frontend 1.20");
    assert_eq!(detail("FROM a\nCOPY --‸", "--from"), "");
    let text = "# syntax=docker/dockerfile:1.4\nFROM a\nCOPY --‸";
    assert_eq!(detail(text, "--parents"), "frontend 1.20; the frontend 1.4 is older");
    assert_eq!(detail(text, "--link"), "frontend 1.4");
    assert_eq!(labels(text).last().map(String::as_str), Some("--exclude"));
    let device = "FROM a\nRUN --‸";
    assert!(detail(device, "--device").contains("1-labs"), "{}", detail(device, "--device"));
    let labs = "# syntax=docker/dockerfile:1-labs\nFROM a\nRUN --‸";
    assert_eq!(detail(labs, "--device"), "on trial since frontend 1.14-labs");
}

#[test]
fn values_are_those_of_the_flag() {
    has("FROM --platform=‸", &["$BUILDPLATFORM", "linux/arm64"]);
    has("FROM a\nRUN --network=n‸", &["none", "host"]);
    has("FROM a\nCOPY --link=‸ a b", &["true", "false"]);
    has("FROM a\nCOPY --chmod=‸ a b", &["644"]);
    has("FROM a\nHEALTHCHECK --interval=‸", &["30s"]);
    assert_eq!(taken("FROM --platform=linux/a‸md64 a", "linux/arm64"), "FROM --platform=linux/arm64 a");
    assert_eq!(taken("FROM a\nRUN --network=\"n‸\" x", "none"), "FROM a\nRUN --network=\"none\" x");
    nothing("FROM a\nCOPY --nothing=‸ a b");
}

#[test]
fn stages_above_can_be_taken_from() {
    let text = "FROM golang:1.23 AS build\nFROM debian\nFROM build AS test\nFROM scratch\nCOPY --from=‸ a b\nFROM x AS later\n";
    has(text, &["build", "test", "1", "debian"]);
    has_not(text, &["later", "3", "scratch"]);
    assert_eq!(labels(text).first().map(String::as_str), Some("test"));
    assert_eq!(detail(text, "build"), "stage 0 on `golang:1.23`");
    assert_eq!(detail(text, "test"), "stage 2 on stage `build`");
    has("FROM a AS b\nFROM b‸", &["b"]);
    has_not("FROM a AS b\nFROM c AS d\nFROM ‸ AS e", &["0", "1", "e"]);
    has("FROM a AS b\nFROM c\nRUN --mount=type=bind,from=‸ x", &["b"]);
    has("FROM a AS b\nFROM c\nCOPY --from=‸", &["b"]);
    has_not("FROM a AS b\nCOPY --from=‸", &["b", "0"]);
    has("from a as b\nfrom c\ncopy --from=b‸ld x y", &["b"]);
    assert_eq!(
        taken("FROM a AS bld\nFROM c\nCOPY --from=b‸x a b", "bld"),
        "FROM a AS bld\nFROM c\nCOPY --from=bld a b"
    );
}

#[test]
fn mounts_have_the_keys_of_their_type() {
    has("FROM a\nRUN --mount=‸", &["type=cache", "type=secret", "target", "from"]);
    has("FROM a\nRUN --mount=type=‸", &["cache", "bind", "ssh"]);
    has("FROM a\nRUN --mount=type=cache,tar‸", &["target", "sharing", "id"]);
    has_not("FROM a\nRUN --mount=type=cache,tar‸", &["type=bind", "env", "required"]);
    has_not("FROM a\nRUN --mount=type=cache,dst=/x,‸ y", &["target"]);
    has("FROM a\nRUN --mount=type=secret,‸ x", &["id", "env", "required"]);
    has("FROM a\nRUN --mount=type=cache,sharing=‸ x", &["locked", "shared"]);
    has("FROM a\nRUN --mount=type=secret,required=‸ x", &["true"]);
    has("FROM a\nRUN --mount=‸,type=cache x", &["sharing"]);
    has("FROM a\nRUN --mount=type=bind,source=‸,target=/x y", &["src/", "go.mod"]);
    has_not("FROM a\nRUN --mount=type=bind,from=b,source=‸ y", &["src/"]);
    nothing("FROM a\nRUN --mount=type=what,‸ x");
}

#[test]
fn half_typed_lists_are_completed_in_place() {
    assert_eq!(
        taken("FROM a\nRUN --mount=type=cache,tar‸", "target"),
        "FROM a\nRUN --mount=type=cache,target="
    );
    assert_eq!(
        taken("FROM a\nRUN --mount=type=c‸,target=/x y", "cache"),
        "FROM a\nRUN --mount=type=cache,target=/x y"
    );
    assert_eq!(
        taken("FROM a\nRUN --mount=type=cache,sha‸=x y", "sharing"),
        "FROM a\nRUN --mount=type=cache,sharing=x y"
    );
    assert_eq!(taken("FROM a\nRUN --mount=t‸", "type=cache"), "FROM a\nRUN --mount=type=cache");
    assert_eq!(detail("FROM a\nRUN --mount=type=cache,‸", "target"), "required");
    assert_eq!(detail("FROM a\nRUN --mount=type=secret,‸", "env"), "frontend 1.10");
    assert!(item("FROM a\nRUN --mount=type=cache,‸", "target").documentation.is_some());
}
