//! DL3015 in numbers: which package a finding names, what it says to keep, and where it is silent.

mod support;

use support::found;

/// A Dockerfile, and of each finding what it says: why and help, or `-` for one that is kept for those who ask.
const CASES: &[(&str, &[(&str, &str)])] = &[
    ("FROM debian:12\nRUN apt-get install -y zsh make", &[("-", "the image needs")]),
    // The one that brings most, and what is worth keeping of the others, too.
    (
        "FROM debian:12\nRUN apt-get install -y git ffmpeg",
        &[("`ffmpeg` by itself brings 41 more packages, 150 MB on Debian 12", "or `openssh-client`")],
    ),
    // One finding a step.
    (
        "FROM debian:12\nRUN apt-get install -y openssh-server; apt-get install -y ffmpeg; apt-get install -y ffmpeg",
        &[("-", "needs"), ("`ffmpeg` by itself", "needs"), ("-", "needs")],
    ),
    // With compilers about, a compiler brings nothing, and `python3-pip` far less.
    ("FROM node:24-bookworm\nRUN apt-get install -y build-essential", &[("-", "needs")]),
    (
        "FROM example.com/a:1\nRUN apt-get install -y python3-pip",
        &[("35 MB on a Debian 12 that has compilers and common tools", "`build-essential` or `python3-dev`")],
    ),
    // Of old releases nothing was measured.
    ("FROM ubuntu:18.04\nRUN apt-get install -y ffmpeg", &[("-", "needs")]),
    (
        "FROM debian:12\nRUN apt-get install -y build-essential\nRUN apt-get install -y zlib1g-dev",
        &[("`build-essential`", "needs"), ("-", "needs")],
    ),
    // What is recommended is named, here or earlier.
    ("FROM debian:12\nRUN apt-get install -y openssh-server xauth", &[("-", "needs")]),
    (
        "FROM debian:12\nRUN apt-get install -y --no-install-recommends xauth\nRUN apt-get install -y openssh-server",
        &[("-", "needs")],
    ),
    // What is recommended beside others that an unknown image may have, and is known not to be there.
    ("FROM example.com/a:1\nRUN apt-get install -y parallel", &[("-", "needs")]),
    ("FROM debian:12\nRUN apt-get install -y parallel", &[("`parallel` by itself", "needs")]),
    // Programs of X over SSH.
    (
        "FROM debian:12\nRUN apt-get install -y openssh-server xterm libgtk2.0-0",
        &[("`openssh-server`", "the image needs: `xauth`, perhaps")],
    ),
    ("FROM debian:12\nRUN apt-get install -y openssh-server xdm", &[("-", "`xauth`, perhaps")]),
    // What is meant, what comes from a file, and systems that are none of Debian's.
    ("FROM debian:12\nRUN apt-get install -y task-gnome-desktop ffmpeg", &[("-", "needs")]),
    ("FROM debian:12\nRUN apt-get install -y ./ffmpeg.deb /tmp/git.deb", &[("-", "needs")]),
    ("FROM alpine:3\nRUN apt-get install -y ffmpeg", &[("-", "needs")]),
    // What is of little use without.
    ("FROM debian:12\nRUN apt-get install -y protobuf-compiler", &[("-", "name `libprotobuf-dev`, without")]),
    (
        "FROM debian:12\nRUN apt-get install -y cmake gcc ffmpeg",
        &[("`ffmpeg`", "name `libc6-dev` and `make`, without")],
    ),
    // What commands behind it need, in the same step, in a later one, or in a stage that is built on it.
    (
        "FROM debian:12\nRUN apt-get install -y php-dev && pecl install redis",
        &[("-", "name `g++` and `make`, which `pecl` needs")],
    ),
    (
        "FROM ubuntu:24.04\nRUN apt-get install -y software-properties-common\nRUN sudo add-apt-repository ppa:a/b",
        &[("-", "name `gnupg`, which `add-apt-repository` needs")],
    ),
    (
        "FROM debian:12 AS a\nRUN apt-get install -y git ffmpeg\nFROM a\nRUN git clone git@example.com:a/b && curl https://a",
        &[("`ffmpeg`", "name `ca-certificates` and `openssh-client`, which `curl` and `git` need")],
    ),
    (
        "FROM debian:12\nRUN apt-get install -y cmake git python3-pip\nRUN git clone https://a && python3 -m pip install b",
        &[(
            "`python3-pip` brings up to 122",
            "name `make`, without which little works, and `build-essential` and `python3-dev`, which `pip` may need",
        )],
    ),
    (
        "FROM debian:12 AS a-amd64\nRUN apt-get install -y git ffmpeg\nFROM a-$TARGETARCH\nRUN git clone https://b",
        &[("`ffmpeg`", "name `ca-certificates`, which `git` needs")],
    ),
    // In front of it, by other words, named here or earlier, or there already.
    (
        "FROM debian:12\nRUN phpize; add-apt-repository main; apt-get install -y php-dev software-properties-common",
        &[("`php-dev` by itself brings 114 more packages, 165 MB", "the image needs")],
    ),
    (
        "FROM debian:12\nRUN apt-get install --no-install-recommends make g++\nRUN apt-get install php-dev && pecl install a",
        &[("-", "the image needs")],
    ),
    (
        "FROM node:24-bookworm\nRUN apt-get install -y php-dev git ffmpeg && pecl install a && git clone https://b",
        &[("`ffmpeg`", "the image needs")],
    ),
    // Much of it may be there by what others bring.
    (
        "FROM debian:12\nRUN apt-get install -y libreoffice\nRUN apt-get install -y yelp",
        &[("`libreoffice` by itself", "needs"), ("`yelp` brings up to", "needs")],
    ),
];

#[test]
fn a_finding_names_what_brings_most() {
    for (text, wanted) in CASES {
        let findings = found(&["DL3015"], text, &[]);
        assert_eq!(findings.len(), wanted.len(), "{text}: {findings:#?}");
        for (finding, (why, help)) in findings.iter().zip(*wanted) {
            assert_eq!(finding.pedantic, *why == "-", "{text}: {finding:#?}");
            let (said, advice) = (finding.why.as_deref(), finding.help.as_deref());
            assert!(*why == "-" || said.is_some_and(|said| said.contains(why)), "{text}: {said:?}");
            assert!(advice.is_some_and(|advice| advice.contains(help)), "{text}: {advice:?}");
            let breaks =
                advice.is_some_and(|advice| advice.contains(", without which") || advice.contains(", which"));
            assert_eq!(finding.fixes.is_empty(), breaks, "{text}: {finding:#?}");
        }
    }
}
