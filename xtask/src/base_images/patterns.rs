//! Regular expressions about tags, taken apart into tests that compare bytes.
//!
//! The data uses few shapes: a head that anchors, words, digits behind them, a tail. A pattern of another shape is
//! an error here, so that nobody adds one without a look at [`Shape`]. That the tests say what the expressions say,
//! `base_images::tests` proves.

use anyhow::{Context, Result, bail};
use dlint_model::base_image::tag::{Head, Run, Shape, Tail};

/// One way for a tag to match: one of the words, in the shape, with `after` between run and tail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) shape: Shape,
    pub(super) words: Vec<String>,
    pub(super) after: String,
}

#[cfg(test)]
impl Part {
    /// Whether a tag matches.
    pub(super) fn accepts(&self, tag: &str) -> bool {
        self.words.iter().any(|word| self.shape.accepts(tag, word, &self.after))
    }
}

const HEADS: [(&str, Head); 4] =
    [("^v?", Head::StartOrV), ("(^|[-_])", Head::Word), ("(^|-)", Head::Dash), ("^", Head::Start)];

const RUNS: [(&str, Run); 6] = [
    (r"\d+(\.\d+)*", Run::Numbers),
    (r"\d+", Run::Digits),
    (r"[\d.]*", Run::Version),
    (r"[.\d]*", Run::Version),
    (r"[\d.]+", Run::SomeVersion),
    (r"[.\d-]*", Run::VersionAndDashes),
];

const TAILS: [(&str, Tail); 6] = [
    ("([-_]|$)", Tail::Word),
    ("(-|$)", Tail::Dash),
    ("([.]|$)", Tail::Dot),
    ("([.-]|$)", Tail::DotOrDash),
    ("([^0-9]|$)", Tail::NoDigit),
    ("$", Tail::End),
];

/// The parts of a pattern; a tag matches when one of them does.
pub(super) fn compile(pattern: &str) -> Result<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    for alternative in alternatives(pattern)? {
        let head = HEADS.iter().find_map(|(text, head)| Some((alternative.strip_prefix(text)?, *head)));
        let (rest, head) = head.unwrap_or((alternative, Head::Anywhere));
        let tail = TAILS.iter().find_map(|(text, tail)| Some((rest.strip_suffix(text)?, *tail)));
        let (body, tail) = tail.unwrap_or((rest, Tail::Any));
        for piece in expand(body).with_context(|| format!("the pattern `{pattern}`"))? {
            let part = piece.part(head, tail).with_context(|| format!("the pattern `{pattern}`"))?;
            match parts.last_mut() {
                Some(last) if last.shape == part.shape && last.after == part.after => {
                    last.words.extend(part.words);
                }
                _ => parts.push(part),
            }
        }
    }
    Ok(parts)
}

/// One of the texts that a pattern without its anchors stands for.
#[derive(Debug, Clone)]
struct Piece {
    /// Whether anything may stand before the word: `.*`.
    anywhere: bool,
    word: String,
    run: Run,
    after: String,
    /// Whether a `$` stands behind it.
    end: bool,
}

impl Piece {
    const EMPTY: Self =
        Self { anywhere: false, word: String::new(), run: Run::None, after: String::new(), end: false };

    fn literal(text: &str) -> Self {
        Self { word: text.to_owned(), ..Self::EMPTY }
    }

    /// This piece with another behind it.
    fn then(&self, next: &Self) -> Result<Self> {
        if self.end || next.anywhere && !self.word.is_empty() {
            bail!("something stands behind `$`, or `.*` behind something");
        }
        let mut both = Self { anywhere: self.anywhere || next.anywhere, end: next.end, ..self.clone() };
        if self.run == Run::None {
            both.word.push_str(&next.word);
            both.run = next.run;
            both.after.clone_from(&next.after);
        } else if next.run == Run::None {
            both.after.push_str(&next.word);
        } else {
            bail!("two runs");
        }
        Ok(both)
    }

    fn part(self, head: Head, tail: Tail) -> Result<Part> {
        let head = match head {
            Head::Start if self.anywhere => Head::Anywhere,
            _ if self.anywhere => bail!("`.*` without `^`"),
            _ => head,
        };
        let tail = match tail {
            Tail::Any if self.end => Tail::End,
            _ if self.end => bail!("two tails"),
            _ => tail,
        };
        Ok(Part { shape: Shape { head, run: self.run, tail }, words: vec![self.word], after: self.after })
    }
}

/// Every text that `body` stands for.
fn expand(body: &str) -> Result<Vec<Piece>> {
    let mut pieces = vec![Piece::EMPTY];
    let mut rest = body;
    while let Some(first) = rest.chars().next() {
        let (next, behind) = if let Some((behind, run)) = run(rest) {
            (vec![Piece { run, ..Piece::EMPTY }], behind)
        } else if let Some(behind) = rest.strip_prefix(".*") {
            (vec![Piece { anywhere: true, ..Piece::EMPTY }], behind)
        } else {
            match first {
                '(' => group(rest)?,
                '[' => class(rest)?,
                '$' => (vec![Piece { end: true, ..Piece::EMPTY }], rest.get(1..).unwrap_or_default()),
                '\\' => {
                    let escaped: String = rest.chars().skip(1).take(1).collect();
                    if escaped.chars().all(char::is_alphanumeric) {
                        bail!("`\\{escaped}` is not known here");
                    }
                    let behind = rest.get(1 + escaped.len()..).unwrap_or_default();
                    (vec![Piece::literal(&escaped)], behind)
                }
                '.' | '*' | '+' | '?' | '^' | '|' | '{' | '}' | ')' | ']' => {
                    bail!("`{first}` is not known here");
                }
                _ => {
                    let (word, behind) = rest.split_at(first.len_utf8());
                    (vec![Piece::literal(word)], behind)
                }
            }
        };
        let mut longer = Vec::with_capacity(pieces.len() * next.len());
        for piece in &pieces {
            for next in &next {
                longer.push(piece.then(next)?);
            }
        }
        pieces = longer;
        rest = behind;
    }
    Ok(pieces)
}

fn run(text: &str) -> Option<(&str, Run)> {
    RUNS.iter().find_map(|(run, kind)| Some((text.strip_prefix(run)?, *kind)))
}

/// What the group at the start of `text` stands for, and the text behind it.
fn group(text: &str) -> Result<(Vec<Piece>, &str)> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 1 => {
                let inner = text.get(1..at).unwrap_or_default();
                let mut pieces = Vec::new();
                for alternative in alternatives(inner)? {
                    pieces.extend(expand(alternative)?);
                }
                return Ok((pieces, text.get(at + 1..).unwrap_or_default()));
            }
            ')' => depth -= 1,
            _ => {}
        }
    }
    bail!("a group does not end")
}

/// The characters of the class at the start of `text`, and the text behind it.
fn class(text: &str) -> Result<(Vec<Piece>, &str)> {
    let (inner, behind) =
        text.strip_prefix('[').and_then(|text| text.split_once(']')).context("a class does not end")?;
    if behind.starts_with(['*', '+', '?', '{']) || inner.starts_with('^') || inner.contains('\\') {
        bail!("`[{inner}]` is not known here");
    }
    let characters: Vec<char> = inner.chars().collect();
    let all: Vec<char> = match characters.as_slice() {
        [from, '-', to] => (*from..=*to).collect(),
        _ if inner.contains('-') => bail!("`[{inner}]` is not known here"),
        _ => characters,
    };
    Ok((all.iter().map(|c| Piece::literal(&c.to_string())).collect(), behind))
}

/// The alternatives of a pattern, outside of its groups.
fn alternatives(pattern: &str) -> Result<Vec<&str>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in pattern.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1).context("a group ends that did not begin")?,
            '|' if depth == 0 => {
                found.push(pattern.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(pattern.get(start..).unwrap_or_default());
    Ok(found)
}
