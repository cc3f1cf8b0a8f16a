//! Whether a text is what a label's value should be. Small tests; the standards they follow stand beside them.

use dlint_linter::LabelKind;

/// Whether a value is of a kind.
pub(crate) fn is_valid(value: &str, kind: LabelKind) -> bool {
    match kind {
        LabelKind::Text => true,
        LabelKind::Url => is_url(value),
        LabelKind::Rfc3339 => is_rfc3339(value),
        LabelKind::Spdx => spdx::Expression::parse(value).is_ok(),
        LabelKind::Hash => is_hash(value),
        LabelKind::Semver => semver::Version::parse(value).is_ok(),
        LabelKind::Email => is_email(value),
    }
}

/// An address with a scheme and a host, <https://www.rfc-editor.org/rfc/rfc3986#section-3>.
fn is_url(value: &str) -> bool {
    let Some((scheme, rest)) = value.split_once("://") else { return false };
    let in_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let in_address = |c: char| c.is_ascii_graphic() && !"<>\"{}|\\^`".contains(c);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(in_scheme)
        && rest.chars().all(in_address)
        && !host.is_empty()
        && !host.starts_with(':')
}

/// A time, <https://www.rfc-editor.org/rfc/rfc3339#section-5.6>.
fn is_rfc3339(value: &str) -> bool {
    let Some((date, rest)) = value.split_at_checked(10) else { return false };
    let Some((time, rest)) = rest.split_at_checked(9) else { return false };
    let is_time = time.starts_with(['T', 't', ' '])
        && time.get(1..).and_then(|time| numbers(time, ':')).is_some_and(|[hour, minute, second]| {
            // The 60th second is a leap second.
            hour < 24 && minute < 60 && second < 61
        });
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
        None => rest,
    };
    is_date(date) && is_time && is_zone(zone)
}

fn is_date(date: &str) -> bool {
    let Some([year, month, day]) = numbers(date, '-') else { return false };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    date.find('-') == Some(4) && (1..=days).contains(&day)
}

fn is_zone(zone: &str) -> bool {
    if matches!(zone, "Z" | "z") {
        return true;
    }
    let offset = zone.strip_prefix(['+', '-']).filter(|offset| offset.len() == 5);
    let numbers = offset.and_then(|offset| numbers(&format!("{offset}:00"), ':'));
    numbers.is_some_and(|[hour, minute, _]| hour < 24 && minute < 60)
}

/// Three numbers, those behind the first of two digits each.
fn numbers(text: &str, separator: char) -> Option<[u32; 3]> {
    let mut parts = text.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_right = parts.next().is_none()
        && [first, second, third].into_iter().all(is_number)
        && matches!(first.len(), 2 | 4)
        && second.len() == 2
        && third.len() == 2;
    if !is_right {
        return None;
    }
    Some([first.parse().ok()?, second.parse().ok()?, third.parse().ok()?])
}

/// A commit of git, shortened to seven digits or whole.
fn is_hash(value: &str) -> bool {
    matches!(value.len(), 7 | 40 | 64)
        && value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f'))
}

/// An address as browsers take it, <https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address>; a name may
/// stand before it: `Ada <ada@example.org>`.
fn is_email(value: &str) -> bool {
    let address =
        value.strip_suffix('>').and_then(|value| value.rsplit_once('<')).map_or(value, |(_, inner)| inner);
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    let in_local = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    !local.is_empty() && local.chars().all(in_local) && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: LabelKind, good: &[&str], bad: &[&str]) {
        for value in good {
            assert!(is_valid(value, kind), "{value} is a {kind:?}");
        }
        for value in bad {
            assert!(!is_valid(value, kind), "{value} is no {kind:?}");
        }
    }

    #[test]
    fn values_are_told_from_what_only_looks_like_them() {
        check(LabelKind::Text, &["", "anything"], &[]);
        check(
            LabelKind::Url,
            &["https://example.org", "http://[::1]:80/x?y#z", "ssh://git@example.org/a.git"],
            &["example.org", "https://", "https:///x", "https://a b", "1x://a", "https://:80"],
        );
        check(
            LabelKind::Rfc3339,
            &["2026-11-03T09:00:00Z", "2024-02-29t23:59:60.5+05:30", "1990-12-31 23:59:59-00:00"],
            &[
                "2026-11-03",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-11-03T24:00:00Z",
                "2026-11-03T09:00:00",
                "2026-11-03T09:00:00.Z",
                "2026-11-03T09:00:00+5:00",
                "äääääääää",
            ],
        );
        check(
            LabelKind::Spdx,
            &["MIT", "Apache-2.0 OR MIT", "GPL-2.0-only WITH Classpath-exception-2.0"],
            &["", "Mine", "MIT or"],
        );
        check(
            LabelKind::Hash,
            &["0123abc", "0123456789012345678901234567890123456789"],
            &["0123ABC", "0123abcd", "main"],
        );
        check(LabelKind::Semver, &["1.2.3", "1.0.0-rc.1+build.5"], &["1.2", "v1.2.3", "01.2.3"]);
        check(
            LabelKind::Email,
            &["ada@example.org", "Ada L. <ada@example.org>", "root@localhost"],
            &["ada", "@example.org", "a b@c.d", "a@-b.c"],
        );
    }
}
