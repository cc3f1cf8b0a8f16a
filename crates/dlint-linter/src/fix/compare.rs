//! The differences between a file before a fix and after it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use dlint_diagnostics::Change;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use dlint_shell::base_name;

use super::reading::{Conditions, Item, Reading, What};

/// All that is different and was not declared, as small as it can be said.
pub(super) fn undeclared(before: &Reading, after: &Reading, declared: &[Change]) -> BTreeSet<Change> {
    let mut seen = BTreeSet::new();
    if before.stages.len() == after.stages.len() {
        compare_items(&before.preamble, &after.preamble, declared, &mut seen);
        for (before, after) in before.stages.iter().zip(&after.stages) {
            compare_items(&before.items, &after.items, declared, &mut seen);
            compare_conditions(&before.end, &after.end, &mut seen);
        }
    } else {
        seen.insert(Change::Stages);
    }
    seen.retain(|change| !is_declared(change, declared));
    seen
}

fn is_declared(change: &Change, declared: &[Change]) -> bool {
    declared.iter().any(|declared| declared.covers(change))
}

/// Adds what was not declared. Of two that say the same, it cannot be told which one came in, so both ends of the lists
/// are begun at, and the way that says less is the truth.
fn compare_items(before: &[Item], after: &[Item], declared: &[Change], seen: &mut BTreeSet<Change>) {
    let way = |from_the_end| {
        let mut seen = BTreeSet::new();
        compare(before, after, from_the_end, declared, &mut seen);
        seen.retain(|change| !is_declared(change, declared));
        seen
    };
    let mut least = way(false);
    if !least.is_empty() {
        let other = way(true);
        least = if other.len() < least.len() { other } else { least };
    }
    seen.extend(least);
}

/// Items before and after, by their places, that are the same one.
type Pairs = Vec<(usize, usize)>;

fn compare(
    before: &[Item],
    after: &[Item],
    from_the_end: bool,
    declared: &[Change],
    seen: &mut BTreeSet<Change>,
) {
    let (mut pairs, mut gone, mut come) = align(before, after, from_the_end);
    let moved =
        pair(&mut gone, &mut come, |old| Some(item(before, old).key()), |new| Some(item(after, new).key()));
    pairs.extend(&moved);
    swaps(before, &pairs, &moved, seen);
    // What was declared whole is not taken for another one with other words.
    gone.retain(|index| !is_declared(&item(before, *index).goes(), declared));
    come.retain(|index| !is_declared(&item(after, *index).comes(), declared));
    let changed = changed_words(before, after, &mut gone, &mut come, seen);
    pairs.extend(changed);
    seen.extend(gone.into_iter().map(|index| item(before, index).goes()));
    seen.extend(come.into_iter().map(|index| item(after, index).comes()));
    // What is to move meets other conditions, and it may be the others that are seen to have moved.
    let moves = !moved.is_empty();
    let is_to_move = |pair: &(usize, usize)| {
        moves && declared.contains(&Change::Moves(item(before, pair.0).name().to_owned()))
    };
    for (old, new) in pairs.iter().filter(|pair| !is_to_move(pair)) {
        compare_surroundings(item(before, *old), item(after, *new), seen);
    }
    let moved: HashSet<(usize, usize)> = moved.into_iter().collect();
    pairs.retain(|pair| !moved.contains(pair));
    pairs.sort_by_key(|(_, new)| *new);
    if pairs.windows(2).any(|two| is_layered_anew(before, after, two)) {
        seen.insert(Change::Layers);
    }
}

/// An item that is there: all places come from the lists themselves.
fn item(items: &[Item], index: usize) -> &Item {
    static NOTHING: std::sync::LazyLock<Item> = std::sync::LazyLock::new(Item::default);
    items.get(index).unwrap_or(&NOTHING)
}

/// What stayed in its order; what is only there before; what is only there after.
fn align(before: &[Item], after: &[Item], from_the_end: bool) -> (Pairs, Vec<usize>, Vec<usize>) {
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut number = |item: &Item| {
        let next = numbers.len();
        *numbers.entry(item.key()).or_insert(next)
    };
    let mut old: Vec<usize> = before.iter().map(&mut number).collect();
    let mut new: Vec<usize> = after.iter().map(&mut number).collect();
    if from_the_end {
        old.reverse();
        new.reverse();
    }
    let (mut pairs, mut gone, mut come) = (Vec::new(), Vec::new(), Vec::new());
    for change in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if matches!(change, DiffOp::Equal { .. }) {
            pairs.extend(change.old_range().zip(change.new_range()));
        } else {
            gone.extend(change.old_range());
            come.extend(change.new_range());
        }
    }
    if from_the_end {
        let (last_old, last_new) = (old.len().saturating_sub(1), new.len().saturating_sub(1));
        for (old, new) in &mut pairs {
            (*old, *new) = (last_old - *old, last_new - *new);
        }
        for old in &mut gone {
            *old = last_old - *old;
        }
        for new in &mut come {
            *new = last_new - *new;
        }
        gone.reverse();
        come.reverse();
    }
    (pairs, gone, come)
}

/// Takes the pairs of one key out of two lists, each with the first that has the same.
fn pair(
    gone: &mut Vec<usize>,
    come: &mut Vec<usize>,
    of_gone: impl Fn(usize) -> Option<String>,
    of_come: impl Fn(usize) -> Option<String>,
) -> Pairs {
    let mut by_key: HashMap<String, VecDeque<usize>> = HashMap::new();
    for new in come.iter() {
        if let Some(key) = of_come(*new) {
            by_key.entry(key).or_default().push_back(*new);
        }
    }
    let mut pairs = Pairs::new();
    gone.retain(|old| {
        let new = of_gone(*old).and_then(|key| by_key.get_mut(&key)?.pop_front());
        pairs.extend(new.map(|new| (*old, new)));
        new.is_none()
    });
    let taken: HashSet<usize> = pairs.iter().map(|(_, new)| *new).collect();
    come.retain(|new| !taken.contains(new));
    pairs
}

/// More pairs than this are not looked at one by one.
const MOST_SWAPS: usize = 1_000_000;

/// What changed its place with what, because of what moved.
fn swaps(before: &[Item], pairs: &Pairs, moved: &Pairs, seen: &mut BTreeSet<Change>) {
    // Of very many, each is said alone.
    if moved.len().saturating_mul(pairs.len()) > MOST_SWAPS {
        seen.extend(moved.iter().map(|(old, _)| {
            let name = item(before, *old).name();
            Change::Swaps(name.to_owned(), name.to_owned())
        }));
        return;
    }
    for (old, new) in moved {
        for (other_old, other_new) in pairs {
            let name = |index: usize| item(before, index).name().to_owned();
            if old < other_old && new > other_new {
                seen.insert(Change::Swaps(name(*old), name(*other_old)));
            } else if old > other_old && new < other_new {
                seen.insert(Change::Swaps(name(*other_old), name(*old)));
            }
        }
    }
}

/// Pairs what has the same name and other words, and what has another name and the same words.
fn changed_words(
    before: &[Item],
    after: &[Item],
    gone: &mut Vec<usize>,
    come: &mut Vec<usize>,
    seen: &mut BTreeSet<Change>,
) -> Pairs {
    let mut pairs = Pairs::new();
    pairs.extend(nearest(before, after, gone, come));
    for (old, new) in &pairs {
        let (old, new) = (item(before, *old), item(after, *new));
        match &old.what {
            What::Instruction(keyword) => {
                seen.insert(Change::Rewrites(keyword));
            }
            What::Command(name) => words(name, &old.words, &new.words, seen),
        }
    }
    let renamed =
        pair(gone, come, |old| without_name(item(before, old)), |new| without_name(item(after, new)));
    for (old, new) in &renamed {
        let (from, to) = (item(before, *old).name().to_owned(), item(after, *new).name().to_owned());
        seen.insert(Change::Renames { from, to });
    }
    pairs.extend(renamed);
    pairs
}

/// In longer lists, the first goes with the first.
const MOST_COMPARED: usize = 10_000;

/// Pairs what has the same name. The nearest in words first: of several `rm`s, that one did not become another.
fn nearest(before: &[Item], after: &[Item], gone: &mut Vec<usize>, come: &mut Vec<usize>) -> Pairs {
    if gone.len().saturating_mul(come.len()) > MOST_COMPARED {
        return pair(
            gone,
            come,
            |old| Some(item(before, old).same_one()),
            |new| Some(item(after, new).same_one()),
        );
    }
    let mut pairs = Pairs::new();
    for least in [2, 1, 0] {
        gone.retain(|old| {
            let is_alike = |new: &usize| {
                let (old, new) = (item(before, *old), item(after, *new));
                old.same_one() == new.same_one() && common(old, new) > least
            };
            let found = come.iter().position(is_alike);
            pairs.extend(found.map(|at| (*old, come.remove(at))));
            found.is_none()
        });
    }
    pairs
}

/// The words of a command but for its name.
fn without_name(item: &Item) -> Option<String> {
    matches!(item.what, What::Command(_)).then_some(())?;
    let is_name = |word: &String| base_name(word) == item.name();
    let at = item.words.iter().position(is_name).unwrap_or_default();
    let rest = item.words.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, word)| word.as_str());
    Some(rest.collect::<Vec<_>>().join("\n"))
}

/// How many words two items have in common, and one.
fn common(old: &Item, new: &Item) -> usize {
    1 + old.words.iter().filter(|word| new.words.contains(word)).count()
}

/// The words that come and go.
fn words(name: &str, old: &[String], new: &[String], seen: &mut BTreeSet<Change>) {
    let mut counts: BTreeMap<&str, isize> = BTreeMap::new();
    for (words, one) in [(old, -1), (new, 1)] {
        for word in words {
            *counts.entry(word).or_default() += one;
        }
    }
    counts.retain(|_, count| *count != 0);
    if counts.is_empty() {
        seen.insert(Change::Rewords(name.to_owned()));
    }
    for (word, count) in counts {
        let (command, word) = (name.to_owned(), word.to_owned());
        seen.insert(if count > 0 {
            Change::AddsWord { command, word }
        } else {
            Change::RemovesWord { command, word }
        });
    }
}

/// The instructions that do something, in the folder, as the user and with the variables of their place.
const MEETING: &[&str] = &["ADD", "CMD", "COPY", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD", "RUN", "WORKDIR"];

/// Flags, conditions and constructs of what stayed.
fn compare_surroundings(old: &Item, new: &Item, seen: &mut BTreeSet<Change>) {
    if old.flow != new.flow {
        seen.insert(Change::Joins(old.name().to_owned()));
    }
    let keyword = match &old.what {
        What::Command(_) => "RUN",
        What::Instruction(keyword) => keyword,
    };
    for flag in old.flags.keys().chain(new.flags.keys()) {
        if old.flags.get(flag) != new.flags.get(flag) {
            seen.insert(Change::Flags { keyword, flag: flag.clone() });
        }
    }
    // What others only say is put together at the end of the stage.
    let meets = match &old.what {
        What::Command(_) => true,
        What::Instruction(keyword) => MEETING.contains(keyword),
    };
    if meets {
        compare_conditions(&old.conditions, &new.conditions, seen);
    }
}

fn compare_conditions(old: &Conditions, new: &Conditions, seen: &mut BTreeSet<Change>) {
    if old == new {
        return;
    }
    for (is_other, change) in [
        (old.user != new.user, Change::User),
        (old.workdir != new.workdir, Change::Workdir),
        (old.shell != new.shell, Change::Shell),
    ] {
        if is_other {
            seen.insert(change);
        }
    }
    for name in old.variables.keys().chain(new.variables.keys()) {
        if old.variables.get(name) != new.variables.get(name) {
            seen.insert(Change::Variable(name.clone()));
        }
    }
}

/// Whether two commands that stand next to each other were in one step and are in two, or the other way.
fn is_layered_anew(before: &[Item], after: &[Item], two: &[(usize, usize)]) -> bool {
    let [(old, new), (next_old, next_new)] = two else { return false };
    let is_command = |index: usize| matches!(item(after, index).what, What::Command(_));
    let together = |items: &[Item], first: usize, second: usize| {
        let (first, second) = (item(items, first), item(items, second));
        let same_step = first.step == second.step;
        (same_step, same_step && first.shell == second.shell)
    };
    let is_other = together(before, *old, *next_old) != together(after, *new, *next_new);
    is_command(*new) && is_command(*next_new) && is_other
}
