//! Which release of its operating system an image is of, where its tag says so.
//!
//! Sources: <https://www.debian.org/releases/>, <https://wiki.ubuntu.com/Releases>,
//! <https://alpinelinux.org/releases/>. Tags that move are those of the day of the data.

use dlint_model::base_image::Family;
use dlint_model::{Base, Stage};

/// A release: major and minor.
pub(crate) type Release = (u32, u32);

const DEBIAN: &[(&str, u32)] = &[
    ("bookworm", 12),
    ("bullseye", 11),
    ("buster", 10),
    ("forky", 14),
    ("jessie", 8),
    ("oldstable", 12),
    ("sid", 14),
    ("squeeze", 6),
    ("stable", 13),
    ("stretch", 9),
    ("testing", 14),
    ("trixie", 13),
    ("unstable", 14),
    ("wheezy", 7),
];

const UBUNTU: &[(&str, Release)] = &[
    ("bionic", (18, 4)),
    ("focal", (20, 4)),
    ("jammy", (22, 4)),
    ("kinetic", (22, 10)),
    ("lunar", (23, 4)),
    ("mantic", (23, 10)),
    ("noble", (24, 4)),
    ("oracular", (24, 10)),
    ("plucky", (25, 4)),
    ("precise", (12, 4)),
    ("questing", (25, 10)),
    ("resolute", (26, 4)),
    ("trusty", (14, 4)),
    ("xenial", (16, 4)),
];

/// The family and the release of the system that a stage begins with.
pub(crate) fn release(stage: &Stage<'_>) -> Option<(Family, Release)> {
    let Base::Image(base) = &stage.root else { return None };
    let facts = base.facts.as_deref()?;
    let family = facts.family?;
    let tag = base.image.effective_tag();
    let tag = tag.unwrap_or("latest");
    let mut words = tag.split(['-', '_']);
    let release = match (family, facts.image) {
        (Family::Debian, image) => {
            let named = || words.clone().find_map(|word| DEBIAN.iter().find(|(name, _)| *name == word));
            match (named(), image) {
                (Some((_, major)), _) => Some((*major, 0)),
                (None, "debian") if tag == "latest" || tag == "slim" => Some((13, 0)),
                (None, "debian") => numbers(words.next()?),
                _ => None,
            }
        }
        (Family::Ubuntu, image) => {
            let named = || words.clone().find_map(|word| UBUNTU.iter().find(|(name, _)| *name == word));
            match (named(), image) {
                (Some((_, release)), _) => Some(*release),
                (None, "ubuntu") if tag == "latest" => Some((24, 4)),
                (None, "ubuntu") => numbers(words.next()?),
                _ => None,
            }
        }
        (Family::Alpine, "alpine") if tag == "latest" => Some((3, 22)),
        (Family::Alpine, "alpine") => numbers(words.next()?),
        (Family::Alpine, _) => words.find_map(|word| numbers(word.strip_prefix("alpine")?)),
        _ => None,
    };
    Some((family, release?))
}

/// The first two numbers of a version.
fn numbers(text: &str) -> Option<Release> {
    let mut parts = text.split('.');
    let major = parts.next()?.parse().ok()?;
    let minor = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    Some((major, minor))
}
