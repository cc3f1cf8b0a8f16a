//! What agreed, and whether that is enough.

use std::collections::BTreeMap;

/// The share that has to agree in each direction, in thousandths, for a code with [`FEW`] findings of theirs or more.
const AGREED: usize = 995;

/// A code with fewer findings of theirs is shown, and decides nothing.
const FEW: usize = 20;

/// A predicate that excuses more than this share of a code, in percent, has to show what it excuses.
const MOST: usize = 5;

/// What both say, what only one of them says, and what each predicate excuses, by places.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) agreed: usize,
    pub(super) theirs: Vec<String>,
    pub(super) ours: Vec<String>,
    pub(super) excused: BTreeMap<&'static str, Vec<String>>,
    /// How many of those that are excused they say.
    pub(super) excused_theirs: usize,
}

impl Counts {
    /// How many places are excused.
    pub(super) fn all_excused(&self) -> usize {
        self.excused.values().map(Vec::len).sum()
    }

    /// The share of their findings that are present, in thousandths, rounded down; without what is excused.
    pub(super) fn present(&self) -> usize {
        share(self.agreed, self.theirs.len())
    }

    /// The share of our findings that are confirmed.
    pub(super) fn confirmed(&self) -> usize {
        share(self.agreed, self.ours.len())
    }

    /// Whether a direction agrees too seldom.
    pub(super) fn is_too_few(&self) -> bool {
        let theirs = self.agreed + self.theirs.len() + self.excused_theirs;
        let agreed = |others: usize| self.agreed * 1000 >= (self.agreed + others) * AGREED;
        theirs >= FEW && !(agreed(self.theirs.len()) && agreed(self.ours.len()))
    }

    /// Whether a number of excused places is more than a few of all that either says.
    pub(super) fn is_many(&self, excused: usize) -> bool {
        let all = self.agreed + self.theirs.len() + self.ours.len() + self.all_excused();
        excused * 100 > all * MOST
    }
}

/// A share in thousandths, rounded down; all, where there is nothing to share.
fn share(agreed: usize, others: usize) -> usize {
    if others == 0 { 1000 } else { agreed * 1000 / (agreed + others) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(agreed: usize, theirs: usize, ours: usize) -> Counts {
        let places = |count| vec![String::new(); count];
        Counts { agreed, theirs: places(theirs), ours: places(ours), ..Counts::default() }
    }

    #[test]
    fn one_in_two_hundred_is_enough_and_one_in_199_is_not() {
        assert!(!counts(199, 1, 0).is_too_few());
        assert!(!counts(199, 0, 1).is_too_few());
        assert!(counts(198, 1, 0).is_too_few());
        assert!(counts(198, 0, 1).is_too_few());
        assert_eq!((counts(199, 1, 0).present(), counts(199, 1, 0).confirmed()), (995, 1000));
    }

    #[test]
    fn few_findings_of_theirs_decide_nothing() {
        assert!(!counts(18, 1, 9).is_too_few());
        assert!(counts(19, 1, 0).is_too_few());
        assert!(counts(20, 0, 1).is_too_few());
        assert!(Counts { excused_theirs: 2, ..counts(18, 0, 1) }.is_too_few());
    }

    #[test]
    fn five_in_a_hundred_are_not_many_and_six_are() {
        let mut counts = counts(90, 3, 2);
        counts.excused.insert("a reason", vec![String::new(); 5]);
        assert!(!counts.is_many(5));
        counts.excused.insert("a reason", vec![String::new(); 6]);
        assert!(counts.is_many(6));
    }
}
