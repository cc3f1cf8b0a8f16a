//! All comments of a file that ignore findings, and the tables in which a finding is looked up.

use std::collections::{HashMap, HashSet};

use dlint_diagnostics::{Finding, Origin, Suppressed};
use dlint_model::base_image::Date;
use dlint_syntax::File;
use dlint_text::Span;

use super::comment::Mistake;
use super::sets::{EXPERIMENTAL, Meaning, SetId, Sets};

/// A comment that ignores findings.
#[derive(Debug)]
pub(crate) struct Ignore {
    pub(crate) origin: Origin,
    pub(crate) place: Place,
    /// The whole comment.
    pub(crate) span: Span,
    /// The codes and names in it, and what they come to.
    pub(crate) names: Vec<(Span, Meaning)>,
    /// Until when it counts.
    pub(crate) until: Option<(Span, Option<Date>)>,
    /// Whether that is over.
    pub(crate) is_over: bool,
    pub(crate) reason: Option<String>,
    pub(crate) mistakes: Vec<(Span, Mistake)>,
    /// Whether it says nothing but what it ignores, so that it can go if there is nothing.
    pub(crate) is_alone: bool,
}

/// What a comment covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    File,
    /// A stage, by its number.
    Stage(usize),
    /// An instruction, by its number, with the comments in front of it.
    Instruction(usize),
    /// A part of an instruction's text.
    Within(usize, Span),
    /// Nothing: a comment for a stage that stands before no `FROM`.
    NoStage,
    /// Nothing: a comment for an instruction behind the last one.
    NoInstruction,
}

/// One name of a comment, by their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Entry {
    comment: usize,
    name: usize,
    set: SetId,
    origin: Origin,
}

/// The comments of a file.
#[derive(Debug)]
pub(crate) struct Ignores<'a> {
    pub(crate) comments: Vec<Ignore>,
    /// Where those are that name anything, in order.
    places: Vec<Span>,
    pub(crate) sets: Sets<'a>,
    /// By what they cover. Of two that say the same of the same, the first is here.
    entries: HashMap<Place, Vec<Entry>>,
    /// Those for parts of an instruction, in the order of the parts.
    within: HashMap<usize, Vec<(Span, Entry)>>,
    /// Where each instruction ends, with its heredocs.
    ends: Vec<u32>,
    /// Where the file ends.
    end: u32,
    /// The instructions that begin a stage.
    froms: Vec<usize>,
    /// The codes that a comment turns on, for the file or for an instruction.
    pub(crate) turned_on: HashSet<(&'static str, Option<usize>)>,
    /// Whether the findings of BuildKit's checks are errors.
    pub(crate) errors: bool,
}

/// The names that ignored something: numbers of comments, and of names in them.
pub(crate) type Used = HashSet<(usize, usize)>;

impl<'a> Ignores<'a> {
    /// Whether a comment is for this instruction, by its number.
    pub(crate) fn is_for(&self, instruction: usize) -> bool {
        self.comments.iter().any(|comment| comment.place == Place::Instruction(instruction))
    }

    pub(crate) fn new(file: &File, sets: Sets<'a>) -> Self {
        let instructions = &file.instructions;
        let end = |instruction| file.lines_of(instruction).last().map_or(0, |line| line.span.end);
        let is_from = |index: &usize| {
            instructions.get(*index).is_some_and(|instruction| instruction.as_from().is_some())
        };
        Self {
            comments: Vec::new(),
            places: Vec::new(),
            sets,
            entries: HashMap::new(),
            within: HashMap::new(),
            ends: instructions.iter().map(end).collect(),
            end: file.lines.last().map_or(0, |line| line.span.end),
            froms: (0..instructions.len()).filter(is_from).collect(),
            turned_on: HashSet::new(),
            errors: false,
        }
    }

    /// Adds a comment, and puts what it ignores into the tables.
    pub(crate) fn add(&mut self, ignore: Ignore) {
        let comment = self.comments.len();
        let (place, origin) = (ignore.place, ignore.origin);
        if !ignore.is_over {
            for (name, (_, meaning)) in ignore.names.iter().enumerate() {
                let Meaning::Codes(set) = *meaning else { continue };
                let entry = Entry { comment, name, set, origin };
                if let Place::Within(instruction, span) = place {
                    self.within.entry(instruction).or_default().push((span, entry));
                } else {
                    let entries = self.entries.entry(place).or_default();
                    if !entries.iter().any(|other| other.set == set && other.origin == origin) {
                        entries.push(entry);
                    }
                }
            }
        }
        self.comments.push(ignore);
    }

    /// Says that all comments are there.
    pub(crate) fn finish(&mut self) {
        let named = self.comments.iter().filter(|comment| !comment.names.is_empty());
        self.places = named.map(|comment| comment.span).collect();
        self.places.sort_unstable();
        // In front of the first instruction, a comment of BuildKit's may be there twice.
        self.places.dedup();
    }

    /// Where the comments are that name anything, in order.
    pub(crate) fn places(&self) -> &[Span] {
        &self.places
    }

    /// The instruction that a place belongs to: the one it is in, or the one that a comment stands in front of.
    pub(crate) fn owner(&self, at: u32) -> Option<usize> {
        let index = self.ends.partition_point(|end| *end <= at);
        if index < self.ends.len() {
            return Some(index);
        }
        // At the end of a file whose last line has no end, the last instruction goes on.
        index.checked_sub(1).filter(|last| at == self.end && self.ends.get(*last) == Some(&at))
    }

    /// The stage that an instruction is in.
    pub(crate) fn stage_of(&self, instruction: usize) -> Option<usize> {
        self.froms.partition_point(|from| *from <= instruction).checked_sub(1)
    }

    /// Whether an instruction begins a stage.
    pub(crate) fn is_from(&self, instruction: usize) -> bool {
        self.froms.binary_search(&instruction).is_ok()
    }

    /// Whether a comment turns a code on, at least for some instruction.
    pub(crate) fn turns_on(&self, code: &str) -> bool {
        EXPERIMENTAL.contains(&code) && self.turned_on.iter().any(|(on, _)| *on == code)
    }

    /// Whether a comment turns a code on where a finding is.
    pub(crate) fn is_on_for(&self, finding: &Finding) -> bool {
        let code = finding.code();
        EXPERIMENTAL.contains(&code)
            && (self.turned_on.contains(&(code, None))
                || self.turned_on.contains(&(code, self.owner(finding.primary.span.start))))
    }

    /// Whether a comment ignores a finding; which one, and what else would, is noted.
    ///
    /// Of dlint's comments the nearest is the one that does it. Those of other tools are all needed by those.
    pub(crate) fn covers(&self, finding: &Finding, used: &mut Used) -> Option<&Ignore> {
        if self.entries.is_empty() && self.within.is_empty() {
            return None;
        }
        let code = finding.code();
        let at = finding.primary.span.start;
        let owner = self.owner(at);
        let parts = owner.map(|owner| self.parts_at(owner, at)).unwrap_or_default();
        let stage = owner.and_then(|owner| self.stage_of(owner));
        let places = [owner.map(Place::Instruction), stage.map(Place::Stage), Some(Place::File)];
        let here = places.into_iter().flatten().flat_map(|place| self.at(place));
        // Other tools report the same problem at another of its places.
        let elsewhere = finding.secondary.iter().filter_map(|label| self.owner(label.span.start));
        let elsewhere = elsewhere.filter(|other| Some(*other) != owner).flat_map(|other| {
            self.at(Place::Instruction(other)).iter().filter(|entry| entry.origin != Origin::Dlint)
        });
        let mut first = None;
        let mut is_ours = false;
        let all = parts.into_iter().chain(here.copied()).chain(elsewhere.copied());
        for entry in all.filter(|entry| self.sets.holds(entry.set, code)) {
            if entry.origin == Origin::Dlint && std::mem::replace(&mut is_ours, true) {
                continue;
            }
            used.insert((entry.comment, entry.name));
            first = first.or(Some(entry.comment));
        }
        self.comments.get(first?)
    }

    fn at(&self, place: Place) -> &[Entry] {
        self.entries.get(&place).map(Vec::as_slice).unwrap_or_default()
    }

    /// The entries for the parts of an instruction that hold a place.
    fn parts_at(&self, instruction: usize, at: u32) -> Vec<Entry> {
        let parts = self.within.get(&instruction).map(Vec::as_slice).unwrap_or_default();
        let before = parts.partition_point(|(span, _)| span.start <= at);
        let parts = parts.get(..before).unwrap_or_default().iter();
        parts.filter(|(span, _)| at < span.end).map(|(_, entry)| *entry).collect()
    }
}

impl Ignore {
    /// What a report says of a finding that the comment ignores.
    pub(crate) fn suppress(&self, finding: Finding) -> Suppressed {
        Suppressed { finding, comment: self.span, origin: self.origin, reason: self.reason.clone() }
    }
}
