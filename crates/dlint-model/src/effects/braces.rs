//! The words that a word with braces stands for.

use std::borrow::Cow;

use super::call::MOST_WORDS;

/// The longest word whose braces are followed: each of them may be looked at as often as there are letters.
const LONGEST: usize = 1024;

/// The words that `a{b,c{d,e}}f` and `a{1..3}` stand for, from left to right.
pub(super) fn expand(text: &str) -> Vec<String> {
    if text.len() > LONGEST {
        return vec![text.to_owned()];
    }
    let mut done = Vec::new();
    let mut open = vec![text.to_owned()];
    while let Some(text) = open.pop() {
        match first_braces(&text) {
            Some((before, parts, behind)) if done.len() + open.len() < MOST_WORDS => {
                open.extend(parts.iter().rev().map(|part| format!("{before}{part}{behind}")));
            }
            _ => done.push(text),
        }
    }
    done
}

/// The first braces with a comma or two dots in them: what stands before them, their parts, and what stands behind.
fn first_braces(text: &str) -> Option<(&str, Vec<Cow<'_, str>>, &str)> {
    let bytes = text.as_bytes();
    let begins = |at: &usize| bytes.get(*at) == Some(&b'{') && (*at == 0 || bytes.get(at - 1) != Some(&b'$'));
    (0..bytes.len()).filter(begins).find_map(|open| {
        let mut parts = Vec::new();
        let mut depth = 0;
        let mut start = open + 1;
        for (at, byte) in bytes.iter().enumerate().skip(open) {
            match byte {
                b'{' => depth += 1,
                b',' if depth == 1 => {
                    parts.push(Cow::Borrowed(text.get(start..at)?));
                    start = at + 1;
                }
                b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        parts.push(Cow::Borrowed(text.get(start..at)?));
                        if let [Cow::Borrowed(only)] = parts.as_slice() {
                            parts = steps(only).into_iter().map(Cow::Owned).collect();
                        }
                        return (parts.len() > 1).then_some((text.get(..open)?, parts, text.get(at + 1..)?));
                    }
                }
                _ => {}
            }
        }
        None
    })
}

/// What `1..3`, `03..01` and `a..c` stand for; nothing where it is something else, or too many.
fn steps(text: &str) -> Vec<String> {
    let Some((from, to)) = text.split_once("..") else { return Vec::new() };
    let between = |from: u32, to: u32| {
        let steps: Vec<u32> = if from <= to { (from..=to).collect() } else { (to..=from).rev().collect() };
        Some(steps).filter(|_| from != to)
    };
    let is_short = |from: u32, to: u32| from.abs_diff(to) < MOST_WORDS as u32;
    if let (Ok(first), Ok(last)) = (from.parse(), to.parse()) {
        let is_padded = [from, to].iter().any(|text| text.len() > 1 && text.starts_with('0'));
        let width = if is_padded { from.len().max(to.len()) } else { 0 };
        let numbers = is_short(first, last).then(|| between(first, last)).flatten().unwrap_or_default();
        return numbers.into_iter().map(|number| format!("{number:0width$}")).collect();
    }
    match (from.as_bytes(), to.as_bytes()) {
        ([first], [last]) if first.is_ascii_alphabetic() && last.is_ascii_alphabetic() => {
            let letters = between((*first).into(), (*last).into()).unwrap_or_default();
            letters.into_iter().filter_map(char::from_u32).map(String::from).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::expand;

    #[test]
    fn braces_stand_for_several_words() {
        assert_eq!(expand("a{b,c{d,e}}f"), ["abf", "acdf", "acef"]);
        assert_eq!(expand("conf{,.bak}"), ["conf", "conf.bak"]);
        assert_eq!(expand("x{1..3}"), ["x1", "x2", "x3"]);
        assert_eq!(expand("x{10..08}{c..b}"), ["x10c", "x10b", "x09c", "x09b", "x08c", "x08b"]);
        assert_eq!(expand("x{1..1000}{a..}"), ["x{1..1000}{a..}"]);
        assert_eq!(expand("${a}{b}"), ["${a}{b}"]);
    }
}
