//! Patterns in paths, and which path covers which.

use super::{Fit, ImagePath};

/// Whether a shell would take `text` for a pattern.
pub fn has_pattern(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

/// See [`ImagePath::covers`].
pub(super) fn covers(path: &ImagePath, other: &ImagePath) -> Fit {
    if path.is_unknown() || other.is_unknown() {
        return Fit::Maybe;
    }
    let in_unknown_folder = |text: &str| text.starts_with("${");
    if (in_unknown_folder(&path.text) || in_unknown_folder(&other.text))
        && parts(&path.text).next() != parts(&other.text).next()
    {
        let is_root = path.text == "/" && !path.open;
        return if is_root {
            Fit::Yes
        } else if is_nowhere_in(path, other) {
            Fit::No
        } else {
            Fit::Maybe
        };
    }
    let mut answer = if path.open { Fit::Maybe } else { Fit::Yes };
    let mut theirs = parts(&other.text);
    let mut own = parts(&path.text).peekable();
    while let Some(own_part) = own.next() {
        let last_of_own = own.peek().is_none();
        let Some(part) = theirs.next() else {
            // The other one ends first: it is above, unless nobody knows where it ends.
            return if other.open { Fit::Maybe } else { Fit::No };
        };
        let fit = if path.open && last_of_own {
            begins(own_part, part)
        } else if other.open && theirs.clone().next().is_none() && !other.text.ends_with('/') {
            begins(part, own_part).min(Fit::Maybe)
        } else {
            part_fits(own_part, part, path.pattern, other.pattern)
        };
        answer = answer.min(fit);
        if answer == Fit::No {
            return Fit::No;
        }
    }
    answer
}

/// Whether what stands behind an unknown folder (`${HOME}/.cache`) is nowhere in a path that is known, so that the folder
/// may be any and is not around it.
fn is_nowhere_in(path: &ImagePath, other: &ImagePath) -> bool {
    let behind: Vec<&str> = parts(&path.text).skip(1).collect();
    let is_known = |text: &str| !text.contains("${") && !has_pattern(text);
    let all: Vec<&str> = parts(&other.text).collect();
    path.text.starts_with("${")
        && !behind.is_empty()
        && !path.open
        && behind.iter().all(|part| is_known(part) && *part != "..")
        && other.is_exact()
        && is_known(&other.text)
        && !all.windows(behind.len()).any(|window| window == behind)
}

fn parts(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split('/').filter(|part| !part.is_empty())
}

/// Whether `part` begins with what is known of an open part.
fn begins(open: &str, part: &str) -> Fit {
    if part.starts_with(open) || part.contains("${") || open.contains("${") { Fit::Maybe } else { Fit::No }
}

fn part_fits(own: &str, part: &str, pattern: bool, other_pattern: bool) -> Fit {
    if own == part {
        return Fit::Yes;
    }
    let own_pattern = pattern && has_pattern(own);
    let part_pattern = other_pattern && has_pattern(part);
    if own_pattern && own == "*" {
        // A pattern leaves hidden files alone.
        return if part.starts_with('.') { Fit::No } else { Fit::Yes };
    }
    let holes = own.contains("${") || part.contains("${");
    match (own_pattern, part_pattern) {
        _ if holes => with_holes(own, part),
        (true, false) if matches(own, part) => Fit::Yes,
        (false, true) if matches(part, own) => Fit::Maybe,
        // `lib*` covers `lib*.a`; anything cleverer is a guess.
        (true, true) => match own.strip_suffix('*') {
            Some(beginning) if !has_pattern(beginning) && part.starts_with(beginning) => Fit::Yes,
            _ => Fit::Maybe,
        },
        _ => Fit::No,
    }
}

/// Two parts, at least one of them with a variable that nobody knows: what stands before the first and behind the
/// last variable has to agree.
fn with_holes(own: &str, part: &str) -> Fit {
    let before = |text: &str| text.split(['$', '*', '?', '[']).next().unwrap_or_default().to_owned();
    let behind = |text: &str| text.rsplit(['}', '*', '?', ']']).next().unwrap_or_default().to_owned();
    let open = |text: &str| text.contains("${") || has_pattern(text);
    let agree = |a: &str, b: &str, whole_a: bool, whole_b: bool, from_start: bool| {
        let fits = |short: &str, long: &str| {
            if from_start { long.starts_with(short) } else { long.ends_with(short) }
        };
        match (whole_a, whole_b) {
            (false, false) => fits(a, b) || fits(b, a),
            (true, false) => fits(b, a),
            (false, true) => fits(a, b),
            (true, true) => a == b,
        }
    };
    let start = agree(&before(own), &before(part), !open(own), !open(part), true);
    let end = agree(&behind(own), &behind(part), !open(own), !open(part), false);
    if start && end { Fit::Maybe } else { Fit::No }
}

/// Whether a name matches a shell's pattern. Linear in the product of the lengths; a pattern that is no pattern
/// (`[` without `]`) matches itself.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    if name.first() == Some(&'.') && pattern.first() != Some(&'.') {
        return false;
    }
    let (mut p, mut n) = (0, 0);
    // Where to go on when the last star has to take one more letter.
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
                continue;
            }
            Some(_) if let Some(length) = one(&pattern, p, name.get(n).copied()) => {
                p += length;
                n += 1;
                continue;
            }
            _ => {}
        }
        let Some((at, taken)) = star else { return false };
        star = Some((at, taken + 1));
        p = at + 1;
        n = taken + 1;
    }
    pattern.get(p..).unwrap_or_default().iter().all(|letter| *letter == '*')
}

/// How many letters of the pattern from `at` on stand for the letter `name`, if they do.
fn one(pattern: &[char], at: usize, name: Option<char>) -> Option<usize> {
    let name = name?;
    match pattern.get(at)? {
        '?' => Some(1),
        '[' => {
            let rest = pattern.get(at + 1..)?;
            let end = rest.iter().skip(1).position(|letter| *letter == ']').map(|found| found + 1);
            let Some(end) = end else { return (name == '[').then_some(1) };
            let set = rest.get(..end)?;
            let (negated, set) = match set.split_first() {
                Some(('!' | '^', set)) => (true, set),
                _ => (false, set),
            };
            let mut found = false;
            let mut index = 0;
            while let Some(first) = set.get(index) {
                if set.get(index + 1) == Some(&'-')
                    && let Some(last) = set.get(index + 2)
                {
                    found |= (*first..=*last).contains(&name);
                    index += 3;
                } else {
                    found |= *first == name;
                    index += 1;
                }
            }
            (found != negated).then_some(end + 2)
        }
        '\\' => (pattern.get(at + 1) == Some(&name)).then_some(2),
        letter => (*letter == name).then_some(1),
    }
}
