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

/// The numbers of `1..3`; none where it is something else, or too many.
fn steps(text: &str) -> Vec<String> {
    let bounds = text
        .split_once("..")
        .and_then(|(from, to)| Some((from.parse::<i32>().ok()?, to.parse::<i32>().ok()?)));
    match bounds {
        Some((from, to)) if to > from && to.abs_diff(from) < MOST_WORDS as u32 && !text.starts_with('0') => {
            (from..=to).map(|number| number.to_string()).collect()
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
        assert_eq!(expand("${a}{b}"), ["${a}{b}"]);
    }
}
