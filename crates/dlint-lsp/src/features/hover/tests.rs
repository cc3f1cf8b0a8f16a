//! What is said where.

use super::*;
use crate::features::testing::{everywhere, is_inside, nasty, with_view};

/// The word that something is said of, and what is said.
fn said(text: &str) -> (String, String) {
    with_view(text, |view, offset| {
        let Some(found) = hover(view, offset) else { return Default::default() };
        let HoverContents::Markup(markup) = found.contents else { panic!("no markup") };
        let span = view.document.span(found.range.unwrap());
        (span.slice(view.text()).to_owned(), markup.value)
    })
}

#[test]
fn each_word_is_explained() {
    for (text, word, parts) in [
        ("FROM a\nRUN‸ make\n", "RUN", &["**RUN**", "A layer of files", "#run"][..]),
        ("FROM a\nonb‸uild run x\n", "onbuild", &["**ONBUILD**"]),
        ("FROM a\nONBUILD RU‸N x\n", "RUN", &["**RUN**", "each build that begins"]),
        ("FROM a\nWORK‸DIR /x\n", "WORKDIR", &["the folder is `/x`"]),
        ("FROM a\nONBUILD WORK‸DIR x\nWORKDIR /y\n", "WORKDIR", &["each build that begins"]),
        (
            "FROM debian:12\nARG V\nRUN‸ apt-get update && apt-get install -y curl git\n",
            "RUN",
            &["Fetches the index of apt", "installs `curl`, `git` with apt", "the value of `V`"],
        ),
        (
            "FROM a\nCOPY‸ package.json /app/\n",
            "COPY",
            &["`package.json` of the context", "`/app/package.json`"],
        ),
        ("FROM a AS x\nFROM b\nCO‸PY --from=x / /\n", "COPY", &["takes from `x`"]),
        ("FROM a\nRUN curl -o /x https://e.org/x && rm ‸/x && ./y\n", "", &[]),
        ("FROM a\nR‸UN curl -o /x https://e.org/x && rm /x && ./y\n", "RUN", &["Deletes `/x`", "runs `y`"]),
        ("FROM a\nWORKDIR /src\nRUN‸ make\n", "RUN", &["Builds in `/src`", "a step above it, its text."]),
        ("FR‸OM python:3.8 AS x\n", "FROM", &["**FROM**", "Built on the image `python:3.8`", "end of life"]),
        (
            "FROM python:3.‸8-slim\n",
            "python:3.8-slim",
            &["docker.io/library/python", "end of life", "Based on debian", "Runs as root"],
        ),
        ("FROM a/b‸\n", "a/b", &["Nothing is known"]),
        ("FROM A/B‸\n", "A/B", &["no image"]),
        ("FROM scr‸atch\n", "scratch", &["Nothing at all"]),
        ("FROM a\nCOPY --from=‸node:20 / /\n", "node:20", &["Release node 20"]),
        (
            "FROM a AS bui‸ld\nFROM b AS c\nCOPY --from=build / /\nFROM build\n",
            "build",
            &["Stage **build**", "Built on the image `a`", "Built from it: `2`", "`c (line 3)`"],
        ),
        ("FROM a AS x\nFROM b\nCOPY --from=‸x /a /b\n", "x", &["only what is taken"]),
        ("FROM a AS x‸\nFROM b\n", "x", &["not built"]),
        ("FROM a\nCOPY --fr‸om=b / /\n", "--from", &["**--from**", "#copy---from"]),
        ("FROM a\nRUN --network=no‸ne x\n", "none", &["no network at all"]),
        ("FROM a\nRUN --mo‸unt=type=cache,target=/x y\n", "--mount", &["`type=cache`", "1.2"]),
        ("FROM a\nRUN --mount=type=ca‸che,target=/x y\n", "cache", &["Keeps a folder", "`sharing`"]),
        ("FROM a\nRUN --mount=type=cache,ds‸t=/x y\n", "dst", &["**target**", "`destination`"]),
        ("FROM a\nRUN --mount=type=cache,sharing=lock‸ed,target=/x y\n", "locked", &["the others wait"]),
        ("FROM a\nHEALTHCHECK --inter‸val=5s CMD x\n", "--interval", &["between two checks"]),
        ("FROM a\nSTOPSIGNAL SIG‸INT\n", "SIGINT", &["Ctrl-C"]),
        ("FROM a\nEXPOSE 53/u‸dp\n", "udp", &["datagrams"]),
        ("FROM a\nRUN apt-‸get install -y x\n", "apt-get", &["Debian"]),
        ("FROM archlinux\nRUN pacman -Sy‸u --noconfirm x\n", "-Syu", &["pacman"]),
        ("FROM a\nRUN apt-get $OPTIONS ins‸tall -y x\n", "install", &["installs packages"]),
        ("FROM a\nRUN apt-get ins‸tall -y x\n", "install", &["installs packages"]),
        ("FROM a\nRUN x && apt-get install -q‸qy --no-install-recommends x\n", "-qqy", &["`-y`"]),
        (
            "FROM a\nRUN x && apt-get install --no-‸install-recommends x\n",
            "--no-install-recommends",
            &["recommend"],
        ),
        ("# syn‸tax=docker/dockerfile:1\nFROM a\n", "syntax", &["**# syntax=**"]),
        ("# syntax=docker‸/dockerfile:1\nFROM a\n", "docker/dockerfile:1", &["newest frontend"]),
        (
            "# dlint ignore=DL3‸007\nFROM a\n",
            "DL3007",
            &["latest-tag", "https://example.org/rules/DL3007-latest-tag.md"],
        ),
        ("# hadolint ignore=DL3007,SC‸2086\nFROM a\n", "SC2086", &["unquoted-variable"]),
        ("FROM a\n# shellcheck disable=‸2086\nRUN $x\n", "2086", &["SC2086"]),
        ("FROM a\nRUN <<EOF\n# shellcheck disable=SC‸2086\n$x\nEOF\n", "SC2086", &["unquoted-variable"]),
        ("# dlint file-ignore=sec‸rets\nFROM a\n", "secrets", &["group"]),
        ("# dlint ignore=DL‸\nFROM a\n", "DL", &["**DL**", " codes."]),
        // Of names, no beginning counts.
        ("# dlint ignore=Cons‸\nFROM a\n", "", &[]),
        ("# dlint ignore=recommen‸ded\nFROM a\n", "recommended", &["The rules that are on"]),
        ("# dlint ignore=hado‸lint\nFROM a\n", "hadolint", &["a code of hadolint's"]),
        ("# dlint ignore=all‸\nFROM a\n", "all", &["Every rule"]),
        ("# dlint ignore=MaintainerDepre‸cated\nFROM a\n", "MaintainerDeprecated", &["DL4000"]),
        // hadolint takes codes alone.
        ("# hadolint ignore=DL‸\nFROM a\n", "", &[]),
        ("FROM a\n# shellcheck disable=SC2086-SC20‸90\nRUN $x\n", "SC2086-SC2090", &["codes."]),
        ("# check=skip=StageName‸Casing\nFROM a\n", "StageNameCasing", &["StageNameCasing"]),
        ("FROM a\n# check=skip=StageName‸Casing\nRUN x\n", "StageNameCasing", &["StageNameCasing"]),
        ("# just DL3‸007\nFROM a\n", "", &[]),
        ("FROM a\nRUNN‸ x\n", "", &[]),
        ("FROM a\nCOPY --fro‸", "", &[]),
    ] {
        let (found, said) = said(text);
        assert_eq!(found, word, "{text}: {said}");
        for part in parts {
            assert!(said.contains(part), "{text}: no {part:?} in {said}");
        }
    }
}

#[test]
fn a_variable_says_what_it_holds_and_since_when() {
    for (text, word, parts) in [
        ("FROM a\nARG V‸=1.2\n", "V", &["Value: `1.2`", "`ARG` on line 2", "--build-arg V="][..]),
        (
            "FROM a\nARG V=1.2\nENV W=${V}x\nRUN echo ${‸W}\n",
            "W",
            &["Value: `1.2x`", "`ENV` on line 3", "every container"],
        ),
        ("ARG V=7\nFROM a:$‸V\n", "V", &["Value: `7`", "for `FROM` lines"]),
        (
            "ARG V=7\nFROM a\nARG V\nRUN echo $V‸\n",
            "V",
            &["Value: `7`", "line 3", "from the `ARG` on line 1"],
        ),
        ("ARG V=7\nFROM scratch\nRUN echo $V‸\n", "V", &["Nothing sets it", "`ARG V`", "line 1"]),
        ("FROM a\nARG V\nRUN echo $V‸\n", "V", &["no value unless"]),
        ("FROM node:20\nRUN echo $NODE_‸VERSION\n", "NODE_VERSION", &["base image sets it"]),
        ("FROM a\nRUN echo $X‸\n", "X", &["the base image may"]),
        ("FROM scratch\nRUN echo $TARGETARCH‸\n", "TARGETARCH", &["architecture", "`ARG TARGETARCH`"]),
        ("FROM --platform=$BUILD‸PLATFORM a\n", "BUILDPLATFORM", &["The builder sets it"]),
        ("FROM a\nRUN X=1; echo $X‸\n", "X", &["of the shell"]),
        ("FROM a\nONBUILD ARG V=1\nONBUILD RUN $V‸\n", "V", &["`ONBUILD` above"]),
    ] {
        let (found, said) = said(text);
        assert_eq!(found, word, "{text}: {said}");
        for part in parts {
            assert!(said.contains(part), "{text}: no {part:?} in {said}");
        }
    }
}

#[test]
fn a_trigger_changes_no_folder_here() {
    let (_, said) = said("FROM a\nONBUILD WORK‸DIR x\nWORKDIR /y\n");
    assert!(!said.contains("the folder is"), "{said}");
}

#[test]
fn no_secret_is_said() {
    for text in [
        "FROM a\nENV API_TOKEN‸=kR7pWz2mQxL0vB9t\n",
        "FROM a\nARG DB_PASSWORD=kR7pWz2mQxL0vB9t\nENV URL=x$DB_PASSWORD\nRUN echo $URL‸\n",
        "FROM a\nENV U‸RL=https://me:kR7pWz2mQxL0vB9t@registry.corp.net\n",
        "FROM a\nARG DB_PASSWORD=kR7pWz2mQxL0vB9t\nWORKDIR‸ /x/$DB_PASSWORD\n",
        "FROM a\nR‸UN curl -o /x https://me:kR7pWz2mQxL0vB9t@registry.corp.net/x\n",
        "ARG DB_PASSWORD=kR7pWz2mQxL0vB9t\nFROM‸ a/$DB_PASSWORD\n",
        "ARG DB_PASSWORD=kr7pwz2mqxl0vb9t\nFROM a/$DB_PASSWORD AS x‸\n",
        "FROM a\nARG DB_PASSWORD=kR7pWz2mQxL0vB9t\nUSER $DB_PASSWORD\nR‸UN x\n",
    ] {
        let (_, said) = said(text);
        assert!(!said.is_empty() && !said.to_lowercase().contains("kr7pwz2mqxl0vb9t"), "{text}: {said}");
    }
}

#[test]
fn a_short_secret_is_none_the_less_one() {
    for (text, is_said) in [
        ("FROM a\nARG DB_PASSWORD=hunter2\nENV DSN=u:$DB_PASSWORD@db\nRUN echo $DSN‸\n", false),
        ("FROM a\nARG DB_PASSWORD=hunter2\nUSER $DB_PASSWORD\nR‸UN x\n", false),
        ("FROM a\nRUN echo app:hunter2 | chpasswd\nENV V=hunter2\nRUN echo $V‸\n", false),
        ("FROM a\nUSER hunter2\nR‸UN x\n", true),
    ] {
        let (_, said) = said(text);
        assert!(!said.is_empty() && said.contains("hunter2") == is_said, "{text}: {said}");
    }
}

#[test]
fn nothing_panics_and_every_range_is_inside() {
    for text in nasty() {
        everywhere(&text, |view, offset| {
            let Some(found) = hover(view, offset) else { return };
            let range = found.range.unwrap();
            is_inside(view, range);
            let span = view.document.span(range);
            assert!(span.start <= offset && offset <= span.end, "{text}: {offset}, {span:?}: {found:?}");
        });
    }
}
