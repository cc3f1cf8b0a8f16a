//! DL3064 in numbers: what is a secret handed over for good, how grave it is, and where it can be mounted instead.

mod support;

use dlint_diagnostics::Severity;

use support::found;

const RULE: &[&str] = &["DL3064"];

/// What it is, the Dockerfile, how grave the last finding is, and whether it has a fix.
const SECRETS: &[(&str, &str, Severity, bool)] = &[
    (
        "ARG above FROM, asked for by a stage",
        "ARG NPM_TOKEN\nFROM node:22\nARG NPM_TOKEN\nRUN npm ci\n",
        Severity::Warning,
        false,
    ),
    ("a step reads it", "FROM node:22\nARG NPM_TOKEN\nRUN npm ci\n", Severity::Warning, true),
    (
        "an image that another builds on",
        "FROM node:22 AS base\nARG NPM_TOKEN\nRUN npm ci\nFROM base\nCMD [\"node\"]\n",
        Severity::Warning,
        false,
    ),
    (
        "a stage that is not shipped",
        "FROM node:22 AS build\nARG NPM_TOKEN\nRUN npm ci\nFROM nginx\nCOPY --from=build /dist /srv\n",
        Severity::Info,
        true,
    ),
    ("a default", "FROM node:22\nARG NPM_TOKEN=kR7pWz2mQxL0\nRUN npm ci\n", Severity::Warning, false),
    ("a value in the image", "FROM node:22\nENV API_KEY=kR7pWz2mQxL0\n", Severity::Error, false),
    ("one that stands in its place", "FROM node:22\nENV API_KEY=changeme\n", Severity::Warning, false),
    (
        "the alphabet and the digits",
        "FROM node:22\nENV API_KEY=key_aBcDeFgHiJkLmNoP1234567890\n",
        Severity::Warning,
        false,
    ),
    (
        "one that a comment calls a dummy",
        "FROM node:22\n# a dummy for the scanner\nENV API_KEY=kR7pWz2mQxL0\n",
        Severity::Info,
        false,
    ),
    ("a sample for a client", "FROM node:22\nENV PROXY_PASSWORD password\n", Severity::Info, false),
    (
        "a sample for a server that is nobody's",
        "FROM node:22\nENV ICECAST_HOST stream.example.com\nENV ICECAST_PASS hackme\n",
        Severity::Info,
        false,
    ),
    (
        "what may be a real one",
        "FROM node:22\nENV DB_URL=http://db.example.org DB_PASSWORD=kR7pWz2mQxL0\n",
        Severity::Error,
        false,
    ),
    (
        "a server of another name",
        "FROM node:22\nENV STREAM_URL=http://example.com LIVE_PASSWORD=hackme\n",
        Severity::Warning,
        false,
    ),
    ("the same for a server", "FROM node:22\nENV MYSQL_PASSWORD=password\n", Severity::Warning, false),
    ("the old form", "FROM node:22\nENV DB_PASSWORD swordfish\n", Severity::Error, false),
    ("in quotes", "FROM node:22\nENV DB_PASSWORD=\"sword fish\"\n", Severity::Error, false),
    (
        "a stage that is not shipped has it in no image",
        "FROM node:22 AS build\nENV DB_PASSWORD=swordfish\nFROM nginx\n",
        Severity::Info,
        false,
    ),
    (
        "many in one instruction",
        "FROM node:22\nENV A=1 \\\n    DB_PASSWORD=swordfish \\\n    B=2\n",
        Severity::Error,
        false,
    ),
    ("words parted by capitals", "FROM node:22\nENV adminPassword=swordfish\n", Severity::Error, false),
    (
        "passed on from an ARG",
        "FROM node:22\nENV NPM_TOKEN=${TOKEN_OF_THE_BUILD}\n",
        Severity::Warning,
        false,
    ),
    (
        "with a default of its own",
        "FROM node:22\nARG X\nENV SECRET_KEY=${X:-kR7pWz2mQxL0}\n",
        Severity::Warning,
        false,
    ),
    ("lower case", "from node:22\narg npm_token\nrun npm ci\n", Severity::Warning, true),
    ("CRLF", "FROM node:22\r\nARG NPM_TOKEN\r\nRUN npm ci\r\n", Severity::Warning, true),
    (
        "a heredoc uses it",
        "FROM node:22\nARG NPM_TOKEN\nRUN <<EOF\necho $NPM_TOKEN\nEOF\nRUN true\n",
        Severity::Warning,
        true,
    ),
    ("a trigger", "FROM node:22\nONBUILD ARG NPM_TOKEN\n", Severity::Warning, false),
    (
        "a file that asks for an old frontend",
        "# syntax=docker/dockerfile:1.4\nFROM node:22\nARG NPM_TOKEN\nRUN npm ci\n",
        Severity::Warning,
        false,
    ),
    (
        "a file that asks for the newest frontend",
        "# syntax=docker/dockerfile:1\nFROM node:22\nARG NPM_TOKEN\nRUN npm ci\n",
        Severity::Warning,
        true,
    ),
    (
        "another instruction uses it",
        "FROM node:22\nARG NPM_TOKEN\nLABEL t=$NPM_TOKEN\nRUN npm ci\n",
        Severity::Warning,
        false,
    ),
    ("two in one instruction", "FROM node:22\nARG NPM_TOKEN OTHER\nRUN npm ci\n", Severity::Warning, false),
    (
        "Windows",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nENV sa_password=kR7pWz2mQxL0\n",
        Severity::Error,
        false,
    ),
    (
        "a passphrase of a key",
        "FROM node:22\nARG GPG_PASSPHRASE\nRUN gpg --import key\n",
        Severity::Warning,
        true,
    ),
];

/// What it is, and the instruction.
const OTHERS: &[(&str, &str)] = &[
    ("a file", "ENV DB_PASSWORD_FILE=/run/secrets/db"),
    ("an address", "ARG TOKEN_URL=https://example.org/token"),
    ("a host", "ENV AUTH_HOST=auth"),
    ("a kind", "ENV AUTH_TYPE=basic"),
    ("a header's name", "ENV API_KEY_HEADER=X-Api-Key"),
    ("a number of a key", "ARG AWS_ACCESS_KEY_ID"),
    ("a length", "ENV PASSWORD_LENGTH=12"),
    ("a lifetime", "ENV TOKEN_TTL=3600"),
    ("a switch", "ENV ALLOW_EMPTY_PASSWORD=yes"),
    ("another switch", "ENV DISABLE_AUTH=1"),
    ("a socket", "ARG SSH_AUTH_SOCK"),
    ("a public key", "ENV PUBLIC_KEY=abcdef0123456789"),
    ("the number of a signature", "ENV GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D"),
    (
        "several of them",
        "ENV RELEASE_KEYS=\"A035C8C19219BA821ECEA86B64E628F8D684696D E3FF2839C048B25C084DEBE9B26995E310250568\"",
    ),
    ("a mounted file", "ENV APP_SECRET=/run/secrets/app"),
    ("another word", "ENV KEYBOARD=us MONKEY=1 BYPASS_CACHE=1 COMPASS=north"),
    ("a version", "ARG AUTH_VERSION=1.2"),
    ("a plugin", "ENV AUTH_PLUGIN=native"),
    ("a value for pages", "ARG NEXT_PUBLIC_API_KEY"),
    ("what the base image has", "ENV APP_TOKEN=$APP_TOKEN"),
    ("above every stage", "FROM scratch AS x\nLABEL TOKEN=swordfish"),
    ("a user name", "ARG USERNAME=vscode"),
    ("a secret mount", "RUN --mount=type=secret,id=t,env=NPM_TOKEN npm ci"),
    ("a switch for a file of logins", "ARG COMPOSER_AUTH_JSON=false"),
    ("a switch for tokens", "ENV TOKENIZERS_PARALLELISM=false"),
    ("a keyserver", "ENV GPG_KEYSERVER=keys.openpgp.org"),
];

/// What it is, the Dockerfile, and of each finding whether only those get it who ask, and the end of its help.
type Help = (&'static str, &'static str, &'static [(bool, &'static str)]);

const HELPS: &[Help] = &[
    (
        "an ARG that only an ENV reads",
        "FROM node:22\nARG API_TOKEN\nENV API_TOKEN=$API_TOKEN\nCMD a\n",
        &[
            (true, "or mount it for one step: `RUN --mount=type=secret,id=api_token,env=API_TOKEN`"),
            (false, "or mount it for one step: `RUN --mount=type=secret,id=api_token,env=API_TOKEN`"),
        ],
    ),
    (
        "an ENV that is nothing for now, and said to nobody",
        "FROM node:22\nARG API_TOKEN\nENV API_TOKEN=${API_TOKEN:-}\n",
        &[(false, "env=API_TOKEN`"), (true, "env=API_TOKEN`")],
    ),
    (
        "an ENV that does not say what it is",
        "FROM node:22\nARG API_TOKEN\nENV HEADER=\"X: ${API_TOKEN}\"\n",
        &[(
            false,
            "give it to the container when it starts, or mount it for one step: `RUN --mount=type=secret,id=api_token,env=API_TOKEN`",
        )],
    ),
    (
        "a step reads it, too",
        "FROM node:22\nARG API_TOKEN\nENV TOKEN_OF_API=$API_TOKEN\nRUN ./go $TOKEN_OF_API\n",
        &[
            (false, "mount it where it is needed: `RUN --mount=type=secret,id=api_token,env=API_TOKEN`"),
            (false, "env=TOKEN_OF_API`"),
        ],
    ),
    (
        "a default that stands in the file",
        "FROM node:22\nARG API_TOKEN=kR7pWz2mQxL0\nENV API_TOKEN=$API_TOKEN\n",
        &[(false, "env=API_TOKEN`"), (false, "env=API_TOKEN`")],
    ),
    (
        "a stage that only gives files",
        "FROM node:22 AS a\nENV API_TOKEN=x\nRUN ./go\nFROM node:22\nCOPY --from=a /b /b\n",
        &[(false, "mount it where it is needed: `RUN --mount=type=secret,id=api_token,env=API_TOKEN`")],
    ),
    (
        "Windows",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nARG API_TOKEN\nRUN go %API_TOKEN%\nENV DB_PASSWORD=changeme\n",
        &[
            (
                false,
                "use it in a stage of its own, and copy only what that makes, as Windows has no secret mounts",
            ),
            (false, "give it to the container when it starts"),
        ],
    ),
];

#[test]
fn secrets_are_found_as_grave_as_they_are() {
    for (what, text, severity, has_fix) in SECRETS {
        let findings = found(RULE, text, &[]);
        let last = findings.last().unwrap_or_else(|| panic!("{what}: nothing is found"));
        assert_eq!(last.severity, *severity, "{what}: {last:#?}");
        assert_eq!(!last.fixes.is_empty(), *has_fix, "{what}: {last:#?}");
    }
}

#[test]
fn what_only_sounds_like_a_secret_is_left_alone() {
    assert_eq!(
        found(RULE, "FROM node:22\nENV DB_PASSWORD=swordfish\n", &[]).len(),
        1,
        "the rule cannot be selected"
    );
    for (what, instruction) in OTHERS {
        let findings = found(RULE, &format!("FROM node:22\n{instruction}\n"), &[]);
        assert!(findings.is_empty(), "{what}: {findings:#?}");
    }
}

#[test]
fn the_help_fits_what_it_is_for() {
    for (what, text, wanted) in HELPS {
        let findings = found(RULE, text, &[]);
        assert_eq!(findings.len(), wanted.len(), "{what}: {findings:#?}");
        for (finding, (is_pedantic, end)) in findings.iter().zip(*wanted) {
            assert_eq!(finding.pedantic, *is_pedantic, "{what}: {finding:#?}");
            assert!(finding.help.as_deref().is_some_and(|help| help.ends_with(end)), "{what}: {finding:#?}");
        }
    }
}
