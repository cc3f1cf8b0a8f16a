//! The flags between a keyword and its arguments.
//!
//! Which flags there are, and which may stand several times, is a fact of [`dlint_syntax::known_flags`]; a test holds
//! this table to it.

use dlint_syntax::{FlagKind, Keyword, flag_since, known_flags};

use super::value::{BOOLEANS, offer};
use super::{Offer, PLATFORMS, ValueKind, Version};

/// What there is to say of a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlagInfo {
    /// Its name, without the dashes.
    pub name: &'static str,
    /// What its value is.
    pub value: ValueKind,
    /// Values to choose from: all there are of a [`ValueKind::Choice`], else the usual ones.
    pub offers: &'static [Offer],
    /// What it does.
    pub doc: &'static str,
    /// The first version with trials in it (`1.7-labs`) that knows it, where it was on trial before, or still is. Which
    /// one without them does is a fact of [`dlint_syntax::flag_since`].
    pub labs: Option<Version>,
}

const fn row(name: &'static str, value: ValueKind, offers: &'static [Offer], doc: &'static str) -> FlagInfo {
    FlagInfo { name, value, offers, doc, labs: None }
}

impl FlagInfo {
    const fn in_labs(mut self, major: u32, minor: u32) -> Self {
        self.labs = Some((major, minor));
        self
    }
}

/// Whether only frontends with trials in them know a flag: `docker/dockerfile:1-labs`.
pub fn is_on_trial(keyword: Keyword, flag: &FlagInfo) -> bool {
    flag.labs.is_some() && flag_since(keyword, flag.name).is_none()
}

/// Whether this version of the frontend knows a flag, with or without trials in it.
///
/// ```
/// use dlint_lsp::language::{flag, is_known_to};
/// use dlint_syntax::Keyword;
///
/// let parents = flag(Keyword::Copy, "parents").unwrap();
/// assert!(is_known_to(Keyword::Copy, parents, (1, 20), false));
/// assert!(is_known_to(Keyword::Copy, parents, (1, 7), true));
/// assert!(!is_known_to(Keyword::Copy, parents, (1, 7), false));
/// ```
pub fn is_known_to(keyword: Keyword, flag: &FlagInfo, version: Version, labs: bool) -> bool {
    let since = flag_since(keyword, flag.name);
    let is_in = |first: Option<Version>| first.is_some_and(|first| first <= version);
    (since.is_none() && flag.labs.is_none()) || is_in(since) || (labs && is_in(flag.labs))
}

/// The flags of an instruction; those of `HEALTHCHECK` stand in front of its `CMD`.
pub const fn flags(keyword: Keyword) -> &'static [FlagInfo] {
    match keyword {
        Keyword::From => FROM,
        Keyword::Copy => COPY,
        Keyword::Add => ADD,
        Keyword::Run => RUN,
        Keyword::Healthcheck => HEALTHCHECK,
        _ => &[],
    }
}

/// The flag of this name, which is compared letter by letter, as builders do.
pub fn flag(keyword: Keyword, name: &str) -> Option<&'static FlagInfo> {
    flags(keyword).iter().find(|flag| flag.name == name)
}

/// Whether a flag may stand several times.
pub fn repeats(keyword: Keyword, name: &str) -> bool {
    known_flags(keyword).contains(&(name, FlagKind::Texts))
}

const CHOWN: FlagInfo = row(
    "chown",
    ValueKind::Owner,
    &[],
    "Whom the files belong to, instead of root; a name has to be in the image's `/etc/passwd`.",
);

const CHMOD: FlagInfo = row(
    "chmod",
    ValueKind::Mode,
    &[
        offer("644", "everybody reads"),
        offer("755", "everybody reads and executes"),
        offer("600", "only the owner reads"),
        offer("u=rwX,go=rX", "everybody reads, and executes what can be executed; frontend 1.14"),
    ],
    "The mode of the files, in octal digits or in letters as `chmod` knows them.",
);

const LINK: FlagInfo = row(
    "link",
    ValueKind::Boolean,
    BOOLEANS,
    "Makes the layer on its own: it is kept when those below change, and follows no link in the destination.",
);

const EXCLUDE: FlagInfo = row(
    "exclude",
    ValueKind::Pattern,
    &[],
    "Leaves out what fits the pattern, written as in `.dockerignore`; may stand several times.",
)
.in_labs(1, 7);

const FROM: &[FlagInfo] = &[row(
    "platform",
    ValueKind::Platform,
    PLATFORMS,
    "Takes the image for this platform instead of the one that is built for.",
)];

const COPY: &[FlagInfo] = &[
    row(
        "from",
        ValueKind::StageOrImage,
        &[],
        "Copies from a stage above, an image or a named context instead of the build context; no variables.",
    ),
    CHOWN,
    CHMOD,
    LINK,
    row(
        "parents",
        ValueKind::Boolean,
        BOOLEANS,
        "Keeps the folders of the sources: `a/b.txt` stays `a/b.txt`; `/./` marks where they begin.",
    )
    .in_labs(1, 7),
    EXCLUDE,
];

const ADD: &[FlagInfo] = &[
    CHOWN,
    CHMOD,
    LINK,
    row("keep-git-dir", ValueKind::Boolean, BOOLEANS, "Keeps the `.git` folder of a repository."),
    row(
        "checksum",
        ValueKind::Checksum,
        &[offer("sha256:", "the SHA-256 digest of the file")],
        "What the one download must be, or the build stops; of a Git repository, the commit.",
    ),
    row(
        "unpack",
        ValueKind::Boolean,
        BOOLEANS,
        "Whether tar archives are unpacked; without it, local ones are and downloaded ones are not.",
    ),
    EXCLUDE,
];

const RUN: &[FlagInfo] = &[
    row(
        "mount",
        ValueKind::Mount,
        &[],
        "Lends the command files, a cache, a secret or an SSH agent, in no layer; may stand several times.",
    ),
    row(
        "network",
        ValueKind::Choice,
        &[
            offer("default", "the network that the builder gives"),
            offer("none", "no network at all"),
            offer("host", "the network of the machine; the builder has to allow it"),
        ],
        "Which network the command has.",
    ),
    row(
        "security",
        ValueKind::Choice,
        &[
            offer("sandbox", "as usual"),
            offer("insecure", "with all rights of the machine's root; the builder has to allow it"),
        ],
        "Which rights the command has.",
    ),
    row(
        "device",
        ValueKind::Device,
        &[],
        "Gives the command a device by its CDI name, such as a GPU; may stand several times.",
    )
    .in_labs(1, 14),
];

const LONG: &[Offer] = &[offer("30s", "half a minute"), offer("1m", "a minute"), offer("5m", "five minutes")];

const SHORT: &[Offer] =
    &[offer("3s", "three seconds"), offer("5s", "five seconds"), offer("10s", "ten seconds")];

const HEALTHCHECK: &[FlagInfo] = &[
    row("interval", ValueKind::Duration, LONG, "The time between two checks; 30 s if nothing is said."),
    row(
        "timeout",
        ValueKind::Duration,
        SHORT,
        "How long a check may take before it counts as failed; 30 s if nothing is said.",
    ),
    row(
        "start-period",
        ValueKind::Duration,
        LONG,
        "How long the start may take, during which failures do not count; 0 s if nothing is said.",
    ),
    row(
        "start-interval",
        ValueKind::Duration,
        SHORT,
        "The time between two checks during the start; 5 s if nothing is said. Docker 25 or later.",
    ),
    row(
        "retries",
        ValueKind::Count,
        &[offer("3", "as if nothing is said"), offer("5", "more patient")],
        "How many failures in a row make the container unhealthy; 3 if nothing is said.",
    ),
];
