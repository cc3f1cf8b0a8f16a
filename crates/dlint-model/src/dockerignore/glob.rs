//! One pattern: `*`, `?`, classes, escapes, and `**`.
//!
//! What is valid is what Go's `path.Match` takes (<https://pkg.go.dev/path#Match>); `**` is Docker's own. A pattern
//! is a row of tokens, and a path is read once while all places in the row that fit so far are kept; so no pattern
//! costs more than its length times the path's.
//!
//! Two habits of Docker's are kept, for files rely on them: a class may match a `/`, and `**x` is whatever ends in
//! `x`. Others are not, for nobody can mean them: inside of a class, `*` and `?` are characters like any other.

use std::fmt;

/// Why a pattern is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GlobError {
    /// `!` alone.
    NothingBehindNegation,
    /// A `\` with nothing behind it.
    TrailingEscape,
    /// A `[` without a `]`.
    UnclosedClass,
    /// `[]`, `[^]`, or a range that lacks an end: `[-a]`, `[a-]`.
    BadClass,
}

impl fmt::Display for GlobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NothingBehindNegation => "there is nothing behind the `!`",
            Self::TrailingEscape => "there is nothing behind the `\\` to escape",
            Self::UnclosedClass => "the `[` is never closed",
            Self::BadClass => "the characters between `[` and `]` are no list of characters and ranges",
        })
    }
}

impl std::error::Error for GlobError {}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Char(char),
    /// `?`: one character, but no `/`.
    One,
    /// `*`: any number of characters, but no `/`.
    Star,
    /// `**`, where it stands for anything at all.
    Everything,
    /// `**/` begins: go on with the token behind [`Folders`](Self::Folders), or stay in it.
    MaybeFolders,
    /// Anything up to a `/`.
    Folders,
    /// `[a-z]`. Unlike `?`, a class can match a `/`.
    Class {
        negated: bool,
        ranges: Vec<(char, char)>,
    },
}

/// A pattern that can be matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Glob {
    tokens: Vec<Token>,
    /// The pattern, where it is a path without anything special.
    literal: Option<String>,
}

impl Glob {
    /// Matches no path.
    pub(super) const NOTHING: Self = Self { tokens: Vec::new(), literal: None };

    pub(super) fn parse(pattern: &str) -> Result<Self, GlobError> {
        let mut tokens = Vec::new();
        let mut rest = pattern.chars();
        while let Some(c) = rest.next() {
            match c {
                '*' if rest.as_str().starts_with('*') => {
                    rest.next();
                    if rest.as_str().starts_with('/') {
                        rest.next();
                    } else if tokens.is_empty() && !rest.as_str().contains(['*', '?', '[', '\\']) {
                        // `**x`, and nothing special in x: whatever ends in x.
                        tokens.push(Token::Everything);
                        continue;
                    }
                    if rest.as_str().is_empty() {
                        tokens.push(Token::Everything);
                    } else {
                        tokens.extend([Token::MaybeFolders, Token::Folders]);
                    }
                }
                '*' => tokens.push(Token::Star),
                '?' => tokens.push(Token::One),
                '\\' => tokens.push(Token::Char(rest.next().ok_or(GlobError::TrailingEscape)?)),
                '[' => {
                    let (class, behind) = class(rest.as_str())?;
                    tokens.push(class);
                    rest = behind.chars();
                }
                _ => tokens.push(Token::Char(c)),
            }
        }
        let literal = tokens.iter().map(|token| if let Token::Char(c) = token { Some(*c) } else { None });
        let literal = literal.collect();
        Ok(Self { tokens, literal })
    }

    /// Whether the pattern matches the path or one of its folders.
    pub(super) fn matches_within(&self, path: &str) -> bool {
        if self.tokens.is_empty() || path.is_empty() {
            return false;
        }
        match &self.literal {
            Some(literal) => path
                .strip_prefix(literal.as_str())
                .is_some_and(|below| below.is_empty() || below.starts_with('/')),
            None => self.search(path),
        }
    }

    fn search(&self, path: &str) -> bool {
        // Whether the token of that index can be next; the last is the end of the pattern.
        let mut places = vec![false; self.tokens.len() + 1];
        let mut next = places.clone();
        set(&mut places, 0);
        self.skip(&mut places);
        for c in path.chars() {
            if c == '/' && places.last() == Some(&true) {
                return true;
            }
            next.fill(false);
            let mut alive = false;
            for (at, token) in self.tokens.iter().enumerate().filter(|(at, _)| places.get(*at) == Some(&true))
            {
                let (stays, goes_on) = token.step(c);
                if stays {
                    set(&mut next, at);
                }
                if goes_on {
                    set(&mut next, at + 1);
                }
                alive |= stays || goes_on;
            }
            if !alive {
                return false;
            }
            std::mem::swap(&mut places, &mut next);
            self.skip(&mut places);
        }
        places.last() == Some(&true)
    }

    /// Adds the places that are reached without reading anything.
    fn skip(&self, places: &mut [bool]) {
        for (at, token) in self.tokens.iter().enumerate() {
            if places.get(at) != Some(&true) {
                continue;
            }
            match token {
                Token::Star | Token::Everything => set(places, at + 1),
                Token::MaybeFolders => {
                    set(places, at + 1);
                    set(places, at + 2);
                }
                _ => {}
            }
        }
    }
}

impl Token {
    /// Whether it takes the character and stays, and whether it takes it and is done.
    fn step(&self, c: char) -> (bool, bool) {
        match self {
            Self::Char(own) => (false, *own == c),
            Self::One => (false, c != '/'),
            Self::Star => (c != '/', false),
            Self::Everything => (true, false),
            Self::MaybeFolders => (false, false),
            Self::Folders => (true, c == '/'),
            Self::Class { negated, ranges } => {
                (false, ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)) != *negated)
            }
        }
    }
}

fn set(places: &mut [bool], at: usize) {
    if let Some(place) = places.get_mut(at) {
        *place = true;
    }
}

/// The class whose text begins behind the `[`, and what stands behind its `]`.
fn class(text: &str) -> Result<(Token, &str), GlobError> {
    let (negated, text) = text.strip_prefix('^').map_or((false, text), |rest| (true, rest));
    let mut ranges = Vec::new();
    let mut rest = text.chars();
    loop {
        if !ranges.is_empty()
            && let Some(behind) = rest.as_str().strip_prefix(']')
        {
            return Ok((Token::Class { negated, ranges }, behind));
        }
        let from = class_character(&mut rest)?;
        let to = if rest.as_str().starts_with('-') {
            rest.next();
            class_character(&mut rest)?
        } else {
            from
        };
        ranges.push((from, to));
    }
}

fn class_character(rest: &mut std::str::Chars<'_>) -> Result<char, GlobError> {
    match rest.next() {
        None => Err(GlobError::UnclosedClass),
        Some('-' | ']') => Err(GlobError::BadClass),
        Some('\\') => rest.next().ok_or(GlobError::UnclosedClass),
        Some(c) => Ok(c),
    }
}
