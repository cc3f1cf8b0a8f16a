//! What `RUN --mount=` takes: the types of mounts, each with its keys.
//!
//! Keys are the same in any case. Source: <https://docs.docker.com/reference/dockerfile/#run---mount>.

use super::value::{BOOLEANS, offer};
use super::{Offer, ValueKind, Version};

/// A type of mounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MountKind {
    /// What stands behind `type=`.
    pub name: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// Its keys besides `type`, the usual ones first.
    pub keys: &'static [MountKey],
}

/// A key of a mount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MountKey {
    /// The name that it mostly goes by.
    pub name: &'static str,
    /// Its other names.
    pub aliases: &'static [&'static str],
    /// What its value is. Of a [`ValueKind::Boolean`], the key alone means `true`.
    pub value: ValueKind,
    /// Values to choose from: all there are of a [`ValueKind::Choice`], else the usual ones.
    pub offers: &'static [Offer],
    /// What it does.
    pub doc: &'static str,
    /// The first version of the frontend that knows it; `None` where it came with `--mount`.
    pub since: Option<Version>,
    /// Whether the mount is refused without it.
    pub required: bool,
}

impl MountKind {
    /// The key that goes by this name, in any case.
    pub fn key(&self, name: &str) -> Option<&'static MountKey> {
        let is_it = |other: &str| other.eq_ignore_ascii_case(name);
        self.keys.iter().find(|key| is_it(key.name) || key.aliases.iter().any(|alias| is_it(alias)))
    }
}

/// The type of mounts with this name, in any case.
pub fn mount_kind(name: &str) -> Option<&'static MountKind> {
    MOUNTS.iter().find(|kind| kind.name.eq_ignore_ascii_case(name))
}

const fn key(name: &'static str, value: ValueKind, doc: &'static str) -> MountKey {
    MountKey { name, aliases: &[], value, offers: &[], doc, since: None, required: false }
}

const fn switch(name: &'static str, aliases: &'static [&'static str], doc: &'static str) -> MountKey {
    MountKey { aliases, offers: BOOLEANS, ..key(name, ValueKind::Boolean, doc) }
}

const fn target(doc: &'static str) -> MountKey {
    MountKey { aliases: &["dst", "destination"], ..key("target", ValueKind::Path, doc) }
}

const fn required(mut key: MountKey) -> MountKey {
    key.required = true;
    key
}

const fn source(value: ValueKind, doc: &'static str) -> MountKey {
    MountKey { aliases: &["src"], ..key("source", value, doc) }
}

const fn from(doc: &'static str) -> MountKey {
    key("from", ValueKind::StageOrImage, doc)
}

const fn mode(offers: &'static [Offer], doc: &'static str) -> MountKey {
    MountKey { offers, ..key("mode", ValueKind::OctalMode, doc) }
}

const UID: MountKey =
    key("uid", ValueKind::OwnerNumber, "The user it belongs to, by number; 0 if nothing is said.");

const GID: MountKey =
    key("gid", ValueKind::OwnerNumber, "The group it belongs to, by number; 0 if nothing is said.");

/// The types of mounts; one that says nothing is a `bind`.
pub const MOUNTS: &[MountKind] = &[
    MountKind {
        name: "bind",
        doc: "Shows the command files of the context, a stage or an image, without copying them.",
        keys: &[
            required(target("Where the files appear.")),
            source(
                ValueKind::SourcePath,
                "The path in the context or in what `from` names; its root if nothing is said.",
            ),
            from("A stage above, an image or a named context instead of the build context. No variables."),
            switch("readwrite", &["rw"], "Lets the command write; what it writes is thrown away."),
            switch("readonly", &["ro"], "Keeps the command from writing, as it is if nothing is said."),
        ],
    },
    MountKind {
        name: "cache",
        doc: "Keeps a folder from build to build, for package managers and compilers; it is in no layer.",
        keys: &[
            required(target("The folder to keep, as an absolute path: `~` is not expanded.")),
            MountKey {
                offers: &[
                    offer("shared", "several builds use it at once, as it is if nothing is said"),
                    offer("private", "each build that runs at the same time gets one of its own"),
                    offer("locked", "one build at a time, the others wait: what `apt` needs"),
                ],
                ..key("sharing", ValueKind::Choice, "What happens when several builds want it at once.")
            },
            key(
                "id",
                ValueKind::Id,
                "Mounts with the same name share their files; the target if nothing is said.",
            ),
            from("What fills it at the beginning: a stage, an image or a named context. No variables."),
            source(ValueKind::SourcePath, "The folder in what `from` names; its root if nothing is said."),
            mode(
                &[offer("0755", "as it is if nothing is said"), offer("0777", "everybody writes")],
                "The mode of a new folder.",
            ),
            UID,
            GID,
            switch("readonly", &["ro"], "Keeps the command from writing."),
            switch("readwrite", &["rw"], "Lets the command write, as it does if nothing is said."),
        ],
    },
    MountKind {
        name: "secret",
        doc: "Lends the command a secret that the caller hands over with `--secret`; it is in no layer.",
        keys: &[
            key(
                "id",
                ValueKind::Id,
                "The name that the caller gives it; the last part of `target` if nothing is said.",
            ),
            target("The file it appears as; `/run/secrets/` and the `id` if neither this nor `env` is said."),
            MountKey {
                since: Some((1, 10)),
                ..key(
                    "env",
                    ValueKind::VariableName,
                    "The variable it appears as, instead of a file; with `target`, both.",
                )
            },
            switch(
                "required",
                &[],
                "Stops the build where the secret is not handed over; `false` if nothing is said.",
            ),
            mode(
                &[
                    offer("0400", "the owner reads, as it is if nothing is said"),
                    offer("0444", "everybody reads"),
                ],
                "The mode of the file.",
            ),
            UID,
            GID,
            source(ValueKind::Id, "Another word for `id`; only one of them may stand."),
        ],
    },
    MountKind {
        name: "ssh",
        doc: "Lends the command the caller's SSH agent, handed over with `--ssh`; no key gets into the image.",
        keys: &[
            key("id", ValueKind::Id, "Which agent; `default` if nothing is said."),
            target("The socket it appears as; `/run/buildkit/ssh_agent.` and a number if nothing is said."),
            switch(
                "required",
                &[],
                "Stops the build where no agent is handed over; `false` if nothing is said.",
            ),
            mode(&[offer("0600", "the owner only, as it is if nothing is said")], "The mode of the socket."),
            UID,
            GID,
        ],
    },
    MountKind {
        name: "tmpfs",
        doc: "Gives the command an empty folder in memory that is gone afterwards.",
        keys: &[
            required(target("The folder.")),
            key("size", ValueKind::Size, "How much it may hold; no limit if nothing is said."),
        ],
    },
];
