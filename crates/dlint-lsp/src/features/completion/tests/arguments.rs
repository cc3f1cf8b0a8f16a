//! What stands behind the flags: images, users, paths, variables, commands.

use tower_lsp::lsp_types::CompletionItemTag;

use super::{detail, has, has_not, item, labels, nothing, taken};

#[test]
fn images_are_known_by_name_and_tags_by_release() {
    has("FROM ‸", &["debian", "node", "scratch", "--platform"]);
    has("FROM nod‸ AS x", &["node"]);
    has("FROM mcr.microsoft.com/dot‸", &["mcr.microsoft.com/dotnet/sdk"]);
    has("FROM debian:‸", &["13", "13-slim", "trixie", "trixie-slim", "latest", "10"]);
    has("FROM docker.io/library/node:2‸", &["24", "24-alpine"]);
    has("FROM mcr.microsoft.com/dotnet/sdk:‸", &["10.0"]);
    let old = item("FROM debian:‸", "10");
    assert_eq!(old.tags, Some(vec![CompletionItemTag::DEPRECATED]));
    assert!(detail("FROM debian:‸", "13").contains("supported until 2028-08-09"));
    assert_eq!(labels("FROM debian:‸").first().map(String::as_str), Some("13"));
    assert_eq!(taken("FROM debian:1‸2 AS x", "13"), "FROM debian:13 AS x");
    assert_eq!(taken("FROM deb‸:12", "debian"), "FROM debian:12");
    assert_eq!(taken("FROM node:2‸@sha256:1", "24"), "FROM node:24@sha256:1");
    assert_eq!(
        taken("FROM x AS b\nFROM y\nCOPY --from=debian:‸ a b", "13"),
        "FROM x AS b\nFROM y\nCOPY --from=debian:13 a b"
    );
    has("FROM nginx:‸", &["1.31-alpine", "1.31-alpine-slim"]);
    has_not("FROM nginx:‸", &["slim", "1.31-slim"]);
    has_not("FROM debian:‸", &["slim"]);
    assert_eq!(labels("FROM ‸").first().map(String::as_str), Some("alpine"));
    nothing("FROM own/image:‸");
    nothing("FROM ${BASE:-deb‸");
}

#[test]
fn users_are_those_of_the_image_and_of_the_file() {
    has("FROM node:20\nUSER ‸", &["node", "root"]);
    has("FROM node:20\nCOPY --chown=‸ a b", &["node"]);
    has("FROM node:20\nCOPY --chown=node:‸ a b", &["node"]);
    let made = "FROM debian\nRUN groupadd -r web && useradd -r -g web app\nUSER ‸\nRUN useradd late\n";
    assert_eq!(labels(made).first().map(String::as_str), Some("app"));
    assert_eq!(detail(made, "app"), "made above");
    has_not(made, &["late"]);
    has("FROM debian\nRUN groupadd -r web\nUSER x:‸\n", &["web", "root"]);
    // The group stands behind the user, who is there already.
    has_not("FROM alpine\nRUN adduser app web\nUSER ‸\n", &["web", "app"]);
    has("FROM alpine\nRUN addgroup -g 7 web && adduser -D -u 1234 -G web app\nUSER ‸\n", &["app"]);
    has_not("FROM debian\nRUN echo useradd app\nUSER ‸\n", &["app"]);
    let numbers = "FROM alpine\nRUN addgroup -g 7 web && adduser -D -u 1234 -G web app\nRUN --mount=type=cache,target=/x,";
    assert_eq!(detail(&format!("{numbers}uid=‸ x"), "1234"), "app");
    assert_eq!(detail(&format!("{numbers}gid=‸ x"), "7"), "web");
    has_not(&format!("{numbers}gid=‸ x"), &["1234"]);
    assert_eq!(taken("FROM node:20\nUSER no‸x:web", "node"), "FROM node:20\nUSER node:web");
    has("FROM a AS b\nUSER me\nFROM b\nUSER ‸", &["me"]);
}

#[test]
fn small_words() {
    has("FROM a\nSTOPSIGNAL ‸", &["SIGTERM", "SIGQUIT"]);
    assert_eq!(taken("FROM a\nSTOPSIGNAL SIGQ‸X", "SIGQUIT"), "FROM a\nSTOPSIGNAL SIGQUIT");
    has("FROM a\nEXPOSE 80/‸", &["tcp", "udp"]);
    assert_eq!(taken("FROM a\nEXPOSE 53/u‸ 80", "udp"), "FROM a\nEXPOSE 53/udp 80");
    nothing("FROM a\nEXPOSE ‸");
}

#[test]
fn paths_are_those_that_the_build_sees() {
    has("FROM a\nCOPY ‸", &["src/", "go.mod", ".env"]);
    has_not("FROM a\nCOPY ‸", &["node_modules/", "a file.txt"]);
    has("FROM a\nCOPY src/‸", &["main.go", "lib/"]);
    has("FROM a\nCOPY ./src/m‸ /x", &["main.go"]);
    has("FROM a\nADD s‸ /x", &["src/"]);
    has("FROM a\nCOPY [\"‸", &["a file.txt", "src/"]);
    has("FROM a\nCOPY [\"src/‸\", \"/x\"]", &["main.go"]);
    has("FROM a\nONBUILD COPY ‸", &["src/"]);
    has_not("FROM a AS b\nFROM c\nCOPY --from=b ‸", &["src/"]);
    nothing("FROM a\nCOPY ../‸ x");
    nothing("FROM a\nCOPY $X/‸ x");
    nothing("FROM a\nADD https://‸ x");
    assert_eq!(taken("FROM a\nCOPY sr‸ /x", "src/"), "FROM a\nCOPY src/ /x");
    assert_eq!(taken("FROM a\nCOPY s‸x/main.go /x", "src/"), "FROM a\nCOPY src/main.go /x");
    assert_eq!(taken("FROM a\nCOPY src/m‸x.go /x", "main.go"), "FROM a\nCOPY src/main.go /x");
    assert_eq!(
        taken("FROM a\nCOPY go.mod \\\n  sr‸ \\\n  /x", "src/"),
        "FROM a\nCOPY go.mod \\\n  src/ \\\n  /x"
    );
    has("FROM a\nWORKDIR /app\nCOPY go.mod ‸", &["./", "/app/", "src/"]);
    assert_eq!(detail("FROM a\nWORKDIR /app\nCOPY go.mod ‸", "./"), "/app");
}

#[test]
fn variables_are_those_in_scope() {
    let file = "ARG TAG=3.20\nFROM debian:$‸ AS one\n";
    assert_eq!(detail(file, "TAG"), "ARG = 3.20");
    has(file, &["TARGETPLATFORM"]);
    let stage = "ARG TAG=1\nFROM node:20 AS one\nARG V=2\nENV HOME_DIR=/srv\nCOPY a $‸\nENV LATER=1\n";
    assert_eq!(detail(stage, "V"), "ARG = 2");
    assert_eq!(detail(stage, "HOME_DIR"), "ENV = /srv");
    has(stage, &["NODE_VERSION", "PATH"]);
    has_not(stage, &["TAG", "LATER", "TARGETPLATFORM"]);
    has("FROM a AS b\nENV X=1\nFROM b\nRUN echo ${‸", &["X"]);
    has("FROM a\nARG A\nRUN <<EOF\necho $‸\nEOF\n", &["A"]);
    has("FROM a\nARG A\nCOPY <<EOF /x\n$‸\nEOF\n", &["A"]);
    nothing("FROM a\nARG A\nCOPY <<\"EOF\" /x\n$‸\nEOF\n");
    has_not("FROM a\nARG A\nENV B=1\nCMD echo $‸", &["A"]);
    has("FROM a\nARG A\nENV B=1\nCMD echo $‸", &["B"]);
    for (text, there, not_there) in [
        ("FROM a\nONBUILD ARG A\nONBUILD RUN echo $‸", &["A"][..], &[][..]),
        ("FROM a\nONBUILD RUN echo $‸\nONBUILD ARG A", &[], &["A"]),
        ("FROM a\nONBUILD ARG A\nONBUILD CMD echo $‸", &[], &["A"]),
        ("FROM a\nONBUILD ENV A=1\nONBUILD CMD echo $‸", &["A"], &[]),
        ("FROM a\nONBUILD ARG A\nRUN echo $‸", &[], &["A"]),
        ("FROM a\nARG A=1 B=$‸ C=2", &["A"], &["B", "C"]),
        ("ARG A=1 B=$‸ C=2\nARG D", &["A"], &["B", "C", "D"]),
        ("FROM a\nARG A=1\nARG A=$‸\nARG B", &["A"], &["B"]),
        ("FROM a\nENV A=1 B=$‸", &[], &["A", "B"]),
        ("FROM a\nWORKDIR /x\nONBUILD ENV B=1\nONBUILD COPY $‸ /y", &["B"], &[]),
    ] {
        has(text, there);
        has_not(text, not_there);
    }
    nothing("FROM a\nARG A\nCMD [\"$‸\"]");
    nothing("FROM a\nARG A\nRUN echo \\$‸");
    nothing("FROM a AS b\nARG A\nFROM c\nCOPY --from=$‸ a b");
}

#[test]
fn a_variable_is_put_into_its_braces() {
    assert_eq!(taken("FROM a\nARG ABC\nRUN echo ${A‸", "ABC"), "FROM a\nARG ABC\nRUN echo ${ABC}");
    assert_eq!(taken("FROM a\nARG ABC\nRUN echo ${A‸}", "ABC"), "FROM a\nARG ABC\nRUN echo ${ABC}");
    assert_eq!(taken("FROM a\nARG ABC\nRUN echo $A‸x y", "ABC"), "FROM a\nARG ABC\nRUN echo $ABC y");
    assert_eq!(taken("FROM a\nARG ABC\nENV B=${A‸:-x}", "ABC"), "FROM a\nARG ABC\nENV B=${ABC:-x}");
    nothing("FROM a\nARG ABC\nENV B=${ABC:-‸");
}

#[test]
fn no_secret_is_shown() {
    let text =
        "FROM a\nENV DB_PASSWORD=kR7pWz2mQxL0\nENV URL=https://me:kR7pWz2mQxL0@example.org\nRUN echo $‸\n";
    for name in ["DB_PASSWORD", "URL"] {
        let detail = detail(text, name);
        assert_eq!(detail, "ENV, a secret", "{name}");
    }
    for (text, label, expected) in [
        ("FROM a\nENV DB_PASSWORD=hunter2\nENV DSN=u:$DB_PASSWORD@db\nRUN echo $‸", "DSN", "ENV, a secret"),
        ("FROM a\nENV DB_PASSWORD=ab\nENV DSN=u:$DB_PASSWORD@db\nRUN echo $‸", "DSN", "ENV, a secret"),
        ("FROM a\nENV U=https://u:kR7pWz2mQx@registry.corp.net\nRUN echo $‸", "U", "ENV, a secret"),
        ("FROM a\nARG API_TOKEN=yes\nENV V=yes,yes\nRUN echo $‸", "V", "ENV = yes,yes"),
        (
            "ARG DB_PASSWORD=hunter2\nARG DSN=u:$DB_PASSWORD@db\nFROM a\nARG ‸",
            "DSN",
            "declared above, a secret",
        ),
        ("ARG DB_PASSWORD=hunter2\nFROM a/$DB_PASSWORD AS x\nFROM ‸", "x", "stage 0 on `…`"),
        ("FROM a\nARG DB_PASSWORD=hunter2\nWORKDIR /$DB_PASSWORD\nCOPY a ‸", "./", "…"),
    ] {
        assert_eq!(detail(text, label), expected, "{text}");
    }
    let global = "ARG API_TOKEN=kR7pWz2mQxL0\nFROM a\nARG ‸";
    assert_eq!(detail(global, "API_TOKEN"), "declared above, a secret");
}

#[test]
fn arg_declares_what_is_there_already() {
    let text = "ARG VERSION=1\nFROM a\nARG ‸";
    assert_eq!(labels(text).first().map(String::as_str), Some("VERSION"));
    has(text, &["TARGETARCH", "SOURCE_DATE_EPOCH"]);
    has_not("ARG VERSION=1\nFROM a\nARG VERSION\nARG ‸", &["VERSION"]);
    nothing("FROM a\nARG X=‸");
}

#[test]
fn package_managers_are_told_what_to_do() {
    has("FROM debian\nRUN ‸", &["apt-get", "pip", "--mount"]);
    has_not("FROM debian\nRUN ‸", &["apk", "dnf"]);
    has("FROM debian\nRUN ap‸", &["apt-get"]);
    assert_eq!(labels("FROM node:20\nRUN ‸").get(..2).unwrap(), ["apt-get", "npm"]);
    has("FROM debian\nRUN apt-get ‸", &["install", "update"]);
    has("FROM debian\nRUN apt-get update && apt-get ins‸", &["install"]);
    has("FROM debian\nRUN sudo apt-get ‸", &["install"]);
    has("FROM debian\nRUN apt-get update \\\n && apt-get install ‸", &["-y", "--no-install-recommends"]);
    has("FROM debian\nRUN apt-get install \\\n  ‸", &["-y"]);
    has("FROM debian\nRUN apt-get install \\\n  -‸ \\\n  curl", &["-y"]);
    has_not("FROM debian\nRUN apt-get install -y ‸ curl", &["-y"]);
    has("FROM debian\nRUN apt-get update && ‸", &["apt-get"]);
    has("FROM archlinux\nRUN pacman -Syu ‸", &["--noconfirm"]);
    has("FROM debian\nRUN apt-get $OPTIONS install ‸", &["-y"]);
    has("FROM alpine\nRUN apk ‸", &["add"]);
    has("FROM alpine\nRUN <<EOF\napk add -‸\nEOF\n", &["--no-cache"]);
    has("FROM alpine\nRUN <<EOF\nset -e\n‸\nEOF\n", &["apk"]);
    has("FROM alpine\nRUN <<EOF\napk ‸", &["add"]);
    has("FROM a\nRUN pip cache ‸", &["purge"]);
    has("FROM a\nRUN pip3.12 ‸", &["install"]);
    has("FROM a\nONBUILD RUN npm ‸", &["ci"]);
    nothing("FROM a\nRUN [\"apt-get\", \"‸\"]");
    nothing("FROM a\nRUN apt-get install curl‸");
    nothing("FROM a\nRUN echo ‸");
    assert_eq!(
        taken("FROM debian\nRUN apt-get ins‸x -y curl", "install"),
        "FROM debian\nRUN apt-get install  -y curl"
    );
    assert_eq!(
        taken("FROM alpine\nRUN apk add --v‸", "--virtual"),
        "FROM alpine\nRUN apk add --virtual ${1:.build-deps}"
    );
}
