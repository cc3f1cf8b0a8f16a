//! Durations as Go writes them: `1m30s`, `500ms`, `1.5h`.

/// A millisecond, in nanoseconds.
pub(crate) const MILLISECOND: i64 = 1_000_000;

/// The duration in nanoseconds, or `None` where Go's `time.ParseDuration` fails.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let (negative, mut rest) = match text.strip_prefix(['-', '+']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total: i64 = 0;
    while !rest.is_empty() {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let (digits, behind) = rest.split_at_checked(rest.len() - number.len())?;
        let unit_end = behind.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(behind.len());
        let (unit, behind) = behind.split_at_checked(unit_end)?;
        total = total.checked_add(nanoseconds(digits, scale(unit)?)?)?;
        rest = behind;
    }
    Some(if negative { -total } else { total })
}

/// A unit in nanoseconds.
fn scale(unit: &str) -> Option<i64> {
    Some(match unit {
        "ns" => 1,
        // The micro sign and the Greek letter mu.
        "us" | "\u{b5}s" | "\u{3bc}s" => 1_000,
        "ms" => MILLISECOND,
        "s" => 1_000 * MILLISECOND,
        "m" => 60_000 * MILLISECOND,
        "h" => 3_600_000 * MILLISECOND,
        _ => return None,
    })
}

/// `digits` (with at most one dot) of a unit. Digits behind the dot beyond the 18th make no nanosecond.
fn nanoseconds(digits: &str, scale: i64) -> Option<i64> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.contains('.') || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let mut nanoseconds = i128::from(whole.checked_mul(scale)?);
    let fraction = fraction.get(..18).unwrap_or(fraction);
    if !fraction.is_empty() {
        let parts: i128 = fraction.parse().ok()?;
        nanoseconds += parts * i128::from(scale) / 10_i128.pow(fraction.len() as u32);
    }
    i64::try_from(nanoseconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_sums_of_numbers_with_units() {
        for (text, expected) in [
            ("0", Some(0)),
            ("30s", Some(30_000 * MILLISECOND)),
            ("1m30s", Some(90_000 * MILLISECOND)),
            ("1.5h", Some(5_400_000 * MILLISECOND)),
            ("500us", Some(500_000)),
            ("5\u{b5}s", Some(5_000)),
            (".5s", Some(500 * MILLISECOND)),
            ("1.s", Some(1_000 * MILLISECOND)),
            ("-1s", Some(-1_000 * MILLISECOND)),
            ("+1s", Some(1_000 * MILLISECOND)),
            ("-0", Some(0)),
            ("0.0000000000000000001h", Some(0)),
            ("", None),
            ("-", None),
            ("30", None),
            ("s", None),
            ("1x", None),
            ("1.2.3s", None),
            (".s", None),
            ("1 s", None),
            ("9999999999h", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
