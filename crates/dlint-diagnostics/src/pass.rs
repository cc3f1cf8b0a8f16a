//! One pass of the fix engine: as many fixes as do not get in each other's way.

use std::collections::{BTreeMap, HashSet};

use dlint_text::{Edit, Newline, Span, apply_edits, check_edits};

use crate::{Fix, Group};

/// A fix that is to be applied, with the index of the finding it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The caller's number for the finding.
    pub finding: usize,
    /// The fix.
    pub fix: &'a Fix,
}

/// What a pass did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pass {
    /// The text after the pass.
    pub text: String,
    /// The edits that made it of the text before, sorted by place.
    pub edits: Vec<Edit>,
    /// The findings whose fixes were applied.
    pub applied: Vec<usize>,
    /// How many fixes have to wait for the next pass, because one that was applied is in their way.
    pub deferred: usize,
}

/// Applies the candidates in their order; one that touches what an earlier one claimed is deferred.
///
/// Touching counts as overlapping: of two insertions at one place, the second would depend on the first. A fix
/// whose edits do not fit the text (a bug in its rule) is left out. Two findings that ask for the very same
/// edits are both satisfied by one of them. Of a [`Group`], one is applied; one that is to be alone has the pass for
/// itself.
pub fn apply_fixes(text: &str, newline: Newline, candidates: &[Candidate<'_>]) -> Pass {
    let mut claimed = Claims::default();
    let mut chosen: HashSet<&[Edit]> = HashSet::new();
    let mut edits: Vec<Edit> = Vec::new();
    let mut applied = Vec::new();
    let mut deferred = 0;
    let mut groups: HashSet<Group> = HashSet::new();
    let mut is_over = false;
    for candidate in candidates {
        let fix = candidate.fix;
        let is_alone = fix.is_alone();
        if chosen.contains(fix.edits.as_slice()) {
            applied.push(candidate.finding);
        } else if check_edits(text, &fix.edits).is_err() {
            // A mistake of its rule's.
        } else if is_over
            || is_alone && !chosen.is_empty()
            || fix.alone_in.is_some_and(|group| groups.contains(&group))
        {
            deferred += 1;
        } else if claimed.add(fix.claims()) {
            is_over = is_alone;
            groups.extend(fix.alone_in);
            chosen.insert(&fix.edits);
            edits.extend(
                fix.edits.iter().map(|edit| in_style(edit, newline_at(text, edit).unwrap_or(newline))),
            );
            applied.push(candidate.finding);
        } else {
            deferred += 1;
        }
    }
    edits.sort_by_key(|edit| edit.span);
    let text = apply_edits(text, &edits).unwrap_or_else(|_| {
        // Cannot happen: each fix fits the text, and no two of them touch.
        applied.clear();
        edits.clear();
        text.to_owned()
    });
    Pass { text, edits, applied, deferred }
}

/// The parts of the text that are spoken for: ends by starts, no two of them touching.
#[derive(Debug, Default)]
struct Claims(BTreeMap<u32, u32>);

impl Claims {
    /// Adds these, unless one of them touches what is there.
    fn add(&mut self, claims: Vec<Span>) -> bool {
        if claims.iter().any(|claim| self.touches(*claim)) {
            return false;
        }
        self.0.extend(claims.into_iter().map(|claim| (claim.start, claim.end)));
        true
    }

    /// As none of them touch each other, only the last that begins at or before the claim's end can touch it.
    fn touches(&self, claim: Span) -> bool {
        let last = self.0.range(..=claim.end).next_back();
        last.is_some_and(|(start, end)| Span::new(*start, *end).touches(claim))
    }
}

/// How the line ends that an edit is in, or the one above it: a heredoc may have other lines than the file.
fn newline_at(text: &str, edit: &Edit) -> Option<Newline> {
    if !edit.text.contains('\n') {
        return None;
    }
    let (before, behind) = text.split_at_checked(edit.span.end as usize)?;
    let of = |line: &str| if line.ends_with('\r') { Newline::CrLf } else { Newline::Lf };
    let next = behind.split_once('\n').map(|(line, _)| of(line));
    next.or_else(|| before.rsplit_once('\n').map(|(line, _)| of(line)))
}

/// The edit with its line endings turned into those of its place.
fn in_style(edit: &Edit, newline: Newline) -> Edit {
    match newline {
        Newline::Lf => edit.clone(),
        Newline::CrLf => Edit::replace(edit.span, edit.text.replace("\r\n", "\n").replace('\n', "\r\n")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Change, Safety};

    fn fix(edits: Vec<Edit>) -> Fix {
        Fix::new("test", Safety::Safe, edits)
    }

    fn run(text: &str, fixes: &[Fix]) -> Pass {
        let candidates: Vec<_> =
            fixes.iter().enumerate().map(|(finding, fix)| Candidate { finding, fix }).collect();
        apply_fixes(text, Newline::Lf, &candidates)
    }

    #[test]
    fn touching_fixes_wait_for_the_next_pass() {
        let pass = run(
            "abcdef",
            &[
                fix(vec![Edit::delete(Span::new(0, 2))]),
                fix(vec![Edit::insert(2, "x")]),
                fix(vec![Edit::delete(Span::new(4, 6))]),
            ],
        );
        assert_eq!((pass.text.as_str(), pass.applied, pass.deferred), ("cd", vec![0, 2], 1));
    }

    #[test]
    fn an_edit_ends_its_lines_as_its_place_does() {
        let at = |at| fix(vec![Edit::insert(at, "\n")]);
        let text = "a\r\nb\nc";
        for (place, after) in [(0, "\r\na\r\nb\nc"), (3, "a\r\n\nb\nc"), (6, "a\r\nb\nc\n")] {
            assert_eq!(run(text, &[at(place)]).text, after, "{place}");
        }
    }

    #[test]
    fn of_a_group_one_is_applied_in_a_pass() {
        let in_group = |number, at| {
            let mut fix = fix(vec![Edit::insert(at, "x")]);
            fix.alone_in = Some(Group { what: "test", number });
            fix
        };
        let pass = run("abcdef", &[in_group(0, 0), in_group(0, 2), in_group(1, 4)]);
        assert_eq!((pass.text.as_str(), pass.applied, pass.deferred), ("xabcdxef", vec![0, 2], 1));
    }

    #[test]
    fn what_is_to_be_alone_has_the_pass_for_itself() {
        let alone = |at| fix(vec![Edit::insert(at, "x")]).declares([Change::EndsEarlier]);
        let other = fix(vec![Edit::insert(4, "y")]);
        let first = run("abcdef", &[alone(0), other.clone(), alone(2)]);
        assert_eq!((first.text.as_str(), first.deferred), ("xabcdef", 2));
        assert_eq!(run("abcdef", &[other, alone(0)]).text, "abcdyef");
    }

    #[test]
    fn a_fix_claims_all_between_its_edits_unless_it_is_scattered() {
        let wide = fix(vec![Edit::insert(0, "<"), Edit::insert(6, ">")]);
        let inner = fix(vec![Edit::delete(Span::new(2, 4))]);
        assert_eq!(run("abcdef", &[wide.clone(), inner.clone()]).text, "<abcdef>");
        assert_eq!(run("abcdef", &[wide.scattered(), inner]).text, "<abef>");
    }

    #[test]
    fn the_same_edits_twice_are_applied_once() {
        let same = fix(vec![Edit::insert(3, "-")]);
        assert_eq!(
            run("abcdef", &[same.clone(), same]),
            Pass {
                text: "abc-def".into(),
                edits: vec![Edit::insert(3, "-")],
                applied: vec![0, 1],
                deferred: 0
            }
        );
    }

    #[test]
    fn a_fix_that_does_not_fit_the_text_is_left_out() {
        let bad = fix(vec![Edit::delete(Span::new(4, 9))]);
        assert_eq!(
            run("abcdef", &[bad]),
            Pass { text: "abcdef".into(), edits: vec![], applied: vec![], deferred: 0 }
        );
    }

    #[test]
    fn inserted_lines_end_as_the_file_s_lines_do() {
        let insert = fix(vec![Edit::insert(0, "a\nb\r\n")]);
        let pass = apply_fixes("x\r\n", Newline::CrLf, &[Candidate { finding: 0, fix: &insert }]);
        assert_eq!(pass.text, "a\r\nb\r\nx\r\n");
    }
}
