//! Systems that have no releases: what they hold moves on from day to day.

use dlint_model::Base;
use dlint_model::image::Image;
use dlint_shell::base_name;

/// Those that have none at all, and whose name says what an image is also as a part of a longer one: `archlinux-aur`.
const ROLLING: &[&str] =
    &["archlinux", "kali-bleeding-edge", "kali-last-release", "kali-rolling", "tumbleweed", "voidlinux"];

/// Those that have none, and whose name is a word like others: `acme/void-tools` is nothing of the kind.
const ROLLING_ALONE: &[&str] = &["gentoo", "manjaro", "void"];

/// Those that have releases, and one branch or more that is none.
const BRANCHES: &[(&str, &[&str])] = &[
    ("alpine", &["edge"]),
    ("buildpack-deps", &["sid", "testing", "unstable"]),
    ("debian", &["experimental", "rc", "sid", "testing", "unstable"]),
    ("fedora", &["rawhide"]),
    ("fedora-minimal", &["rawhide"]),
    ("ubuntu", &["devel"]),
    ("wolfi-base", &["latest"]),
];

/// Whether the name of an image is that of a system without releases: an older one with newer packages on it does not
/// fit together.
pub(crate) fn is_rolling_name(name: &str) -> bool {
    name.split(['/', '-', '_']).any(|part| ROLLING.contains(&part))
        || name.split('/').any(|part| ROLLING.contains(&part) || ROLLING_ALONE.contains(&part))
}

/// Whether an image moves on from day to day, so that there is no newer one than the one it is today. One that is named
/// by a digest, or by a day, stays as it is.
pub(crate) fn is_rolling_base(base: &Base) -> bool {
    let Base::Image(base) = base else { return false };
    base.image.digest.is_absent() && is_rolling(&base.image)
}

fn is_rolling(image: &Image) -> bool {
    let (Some(name), Some(tag)) = (image.path(), image.effective_tag()) else { return false };
    let last = base_name(&name);
    let is_dated =
        tag.split(['-', '.']).any(|part| part.len() >= 8 && part.bytes().all(|b| b.is_ascii_digit()));
    let is_branch = |branches: &[&str]| tag.split('-').next().is_some_and(|first| branches.contains(&first));
    let of_branch = BRANCHES.iter().any(|(system, branches)| *system == last && is_branch(branches));
    !is_dated && (is_rolling_name(&name) || of_branch)
}

#[cfg(test)]
mod tests {
    use dlint_text::MappedText;

    use super::*;

    #[test]
    fn branches_and_systems_without_releases_are_known() {
        for (text, is) in [
            ("alpine:edge", true),
            ("debian:sid-slim", true),
            ("debian:unstable-20260101-slim", false),
            ("docker.io/library/fedora:rawhide", true),
            ("archlinux", true),
            ("archlinux/archlinux:base-devel", true),
            ("archlinux:base-20260101.0.300000", false),
            ("opensuse/tumbleweed", true),
            ("kalilinux/kali-rolling:latest", true),
            ("cgr.dev/chainguard/wolfi-base:latest", true),
            ("gentoo/stage3", true),
            ("acme/archlinux-aur:2", true),
            ("acme/void-tools:1.0", false),
            ("alpine:3.22", false),
            ("alpine", false),
            ("debian:stable", false),
            ("registry.example.com/edge:edge", false),
        ] {
            assert_eq!(is_rolling(&Image::parse(MappedText::copied(text, 0))), is, "{text}");
        }
    }
}
