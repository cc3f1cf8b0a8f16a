//! The tests that facts put to a tag: "has the word `alpine`", "is a version of 3.12".
//!
//! The data says these with regular expressions of a few shapes. The generator takes each apart into a head, words,
//! a run and a tail, which compare bytes; its tests prove that they say the same.
//! Public for the generator, which has no use for it but that proof.

/// Where a word may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Head {
    /// `^`: at the start of the tag.
    Start,
    /// `^v?`: at the start, or behind a `v` there.
    StartOrV,
    /// `(^|[-_])`: at the start, or behind `-` or `_`.
    Word,
    /// `(^|-)`: at the start, or behind `-`.
    Dash,
    /// Anywhere.
    Anywhere,
}

/// What may stand behind the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Run {
    /// Nothing.
    None,
    /// `[\d.]*`: digits and dots.
    Version,
    /// `[\d.]+`: the same, at least one.
    SomeVersion,
    /// `[\d.-]*`: digits, dots and dashes.
    VersionAndDashes,
    /// `\d+`: digits, at least one.
    Digits,
    /// `\d+(\.\d+)*`: numbers with dots between them.
    Numbers,
}

/// What must stand behind that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tail {
    /// Anything.
    Any,
    /// `$`: the end of the tag.
    End,
    /// `([-_]|$)`
    Word,
    /// `(-|$)`
    Dash,
    /// `([.]|$)`
    Dot,
    /// `([.-]|$)`
    DotOrDash,
    /// `([^0-9]|$)`
    NoDigit,
}

/// The parts of a test besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shape {
    /// Where a word may begin.
    pub head: Head,
    /// What may stand behind the word.
    pub run: Run,
    /// What must stand behind the run.
    pub tail: Tail,
}

impl Shape {
    /// Whether `tag` has `word` in this shape, with the text `after` between run and tail.
    ///
    /// ```
    /// use dlint_model::base_image::tag::{Head, Run, Shape, Tail};
    ///
    /// let word = Shape { head: Head::Word, run: Run::Version, tail: Tail::Word };
    /// assert!(word.accepts("3.12-alpine3.20", "alpine", ""));
    /// assert!(!word.accepts("3.12-alpinelinux", "alpine", ""));
    /// ```
    pub fn accepts(self, tag: &str, word: &str, after: &str) -> bool {
        let tag = tag.as_bytes();
        let behind = |start: usize| tag.get(start..).and_then(|rest| rest.strip_prefix(word.as_bytes()));
        let fits = |start: usize| behind(start).is_some_and(|rest| self.ends(rest, after.as_bytes()));
        let follows = |bytes: &[u8]| {
            let mut starts = tag.iter().enumerate().filter(|(_, byte)| bytes.contains(byte));
            fits(0) || starts.any(|(at, _)| fits(at + 1))
        };
        match self.head {
            Head::Start => fits(0),
            Head::StartOrV => fits(0) || tag.first() == Some(&b'v') && fits(1),
            Head::Word => follows(b"-_"),
            Head::Dash => follows(b"-"),
            Head::Anywhere => (0..=tag.len()).any(fits),
        }
    }

    /// Whether some run, `after` and the tail stand at the start of `rest`.
    fn ends(self, rest: &[u8], after: &[u8]) -> bool {
        let in_run = |byte: &u8| match self.run {
            Run::None => false,
            Run::Digits => byte.is_ascii_digit(),
            Run::Version | Run::SomeVersion | Run::Numbers => byte.is_ascii_digit() || *byte == b'.',
            Run::VersionAndDashes => byte.is_ascii_digit() || matches!(byte, b'.' | b'-'),
        };
        let longest = rest.iter().take_while(|byte| in_run(byte)).count();
        let shortest = usize::from(matches!(self.run, Run::SomeVersion | Run::Digits | Run::Numbers));
        (shortest..=longest).any(|length| {
            let Some((run, behind)) = rest.split_at_checked(length) else { return false };
            let numbers = || run.split(|byte| *byte == b'.').all(|number| !number.is_empty());
            (self.run != Run::Numbers || numbers())
                && behind.strip_prefix(after).is_some_and(|behind| self.tail_fits(behind.first()))
        })
    }

    fn tail_fits(self, next: Option<&u8>) -> bool {
        let Some(next) = next else { return true };
        match self.tail {
            Tail::Any => true,
            Tail::End => false,
            Tail::Word => matches!(next, b'-' | b'_'),
            Tail::Dash => *next == b'-',
            Tail::Dot => *next == b'.',
            Tail::DotOrDash => matches!(next, b'.' | b'-'),
            Tail::NoDigit => !next.is_ascii_digit(),
        }
    }
}
