//! What the names in comments stand for: sets of codes.
//!
//! A file may hold tens of thousands of comments, and most of them name the same few codes; so each name is looked up
//! once, equal sets are kept once, and a set answers in a step whether it holds a code.

use std::cell::OnceCell;
use std::collections::HashMap;

use dlint_diagnostics::{Origin, RuleMeta, Variant};

use dlint_shell::base_name;

use crate::builtin::{INTERNAL_ERROR, SYNTAX};
use crate::selector::{self, Selector};
use crate::{RuleSet, Settings};

/// BuildKit's checks that run only where a comment names them. `skip` does not concern them.
pub(crate) const EXPERIMENTAL: [&str; 1] = ["InvalidDefinitionDescription"];

/// BuildKit's checks of the file as a whole, for which a comment in front of an instruction does not count.
const OF_THE_FILE: [&str; 6] = [
    "ConsistentInstructionCasing",
    "DuplicateStageName",
    "InvalidBaseImagePlatform",
    "InvalidDefaultArgInFrom",
    "NoEmptyContinuation",
    "ReservedStageName",
];

/// Of so many unknown names the nearest known one is looked for.
const SUGGESTIONS: usize = 64;

/// The number of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct SetId(usize);

/// What a name comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// These codes.
    Codes(SetId),
    /// A code that no comment can ignore.
    Never,
    /// A code that no comment may ignore here.
    Forbidden,
    /// Nothing that anybody knows.
    Unknown {
        /// A known one that looks like it.
        suggestion: Option<String>,
    },
    /// A code of another tool's that dlint does not have.
    Foreign,
}

/// All codes, numbered.
#[derive(Debug)]
struct Codes {
    codes: Vec<(&'static RuleMeta, Variant)>,
    numbers: HashMap<&'static str, usize>,
}

impl Codes {
    fn new(rules: &RuleSet) -> Self {
        let codes: Vec<_> = selector::codes(rules).map(|(rule, variant)| (&rule.meta, variant)).collect();
        let numbers = codes.iter().enumerate().map(|(number, (_, variant))| (variant.code, number)).collect();
        Self { codes, numbers }
    }
}

/// All codes, and the sets of them that comments name.
#[derive(Debug)]
pub(crate) struct Sets<'a> {
    rules: &'a RuleSet,
    settings: &'a Settings,
    /// Numbered when a comment first names one: most files have no such comment.
    all: OnceCell<Codes>,
    /// The sets, a bit for each code.
    bits: Vec<Vec<u64>>,
    known: HashMap<Vec<u64>, SetId>,
    meanings: HashMap<(Origin, bool, String), Meaning>,
    suggested: usize,
}

impl<'a> Sets<'a> {
    pub(crate) fn new(rules: &'a RuleSet, settings: &'a Settings) -> Self {
        Self {
            rules,
            settings,
            all: OnceCell::new(),
            bits: Vec::new(),
            known: HashMap::new(),
            meanings: HashMap::new(),
            suggested: 0,
        }
    }

    fn all(&self) -> &Codes {
        self.all.get_or_init(|| Codes::new(self.rules))
    }

    /// Whether a set holds a code.
    pub(crate) fn holds(&self, set: SetId, code: &str) -> bool {
        let Some(number) = self.all().numbers.get(code) else { return false };
        let word = self.bits.get(set.0).and_then(|set| set.get(number / 64));
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// The codes of a set.
    pub(crate) fn codes(&self, set: SetId) -> impl Iterator<Item = &'static str> {
        let codes = self.all().codes.iter().map(|(_, variant)| variant.code);
        codes.filter(move |code| self.holds(set, code))
    }

    /// What a name in a comment stands for. `whole` says whether a comment of BuildKit's is for the file.
    pub(crate) fn meaning(&mut self, origin: Origin, whole: bool, name: &str) -> Meaning {
        let key = (origin, whole, name.to_owned());
        if let Some(meaning) = self.meanings.get(&key) {
            return meaning.clone();
        }
        let meaning = match origin {
            Origin::Dlint => self.of_dlint(name),
            Origin::Hadolint => self.of_hadolint(name),
            Origin::BuildKit => self.of_buildkit(name, whole),
            Origin::ShellCheck => self.of_shellcheck(name),
            Origin::Tally => self.of_tally(name),
        };
        self.meanings.insert(key, meaning.clone());
        meaning
    }

    /// All of BuildKit's checks.
    pub(crate) fn all_of_buildkit(&mut self, whole: bool) -> Meaning {
        self.meaning(Origin::BuildKit, whole, "")
    }

    fn of_dlint(&mut self, name: &str) -> Meaning {
        match Selector::known(name, self.rules) {
            Some(selector) => self.set(|rule, variant| selector.specificity(rule, *variant).is_some()),
            None => self.unknown(name),
        }
    }

    fn of_hadolint(&mut self, name: &str) -> Meaning {
        let number = ["DL", "SC"].into_iter().find_map(|family| number_behind(family, name));
        let could_be = match number {
            Some(number) if starts(name, "DL") => matches!(number, 1000..=1099 | 3000..=3099 | 4000..=4099),
            Some(number) => (1000..4000).contains(&number),
            None => false,
        };
        match self.exact(name) {
            Meaning::Foreign if !could_be => self.unknown(name),
            // Names and codes of others are nothing that hadolint could be told.
            meaning if number.is_some() => meaning,
            _ => self.unknown(name),
        }
    }

    fn of_buildkit(&mut self, name: &str, whole: bool) -> Meaning {
        let counts = |code: &str| {
            selector::origin(code) == "buildkit"
                && (name.is_empty() || code == name)
                && !EXPERIMENTAL.contains(&code)
                && (whole || !OF_THE_FILE.contains(&code))
        };
        match self.set(|_, variant| all_codes(variant).any(counts)) {
            // BuildKit has more checks with each version, but none that differs from another in a letter.
            Meaning::Foreign if self.suggested < SUGGESTIONS => {
                self.suggested += 1;
                let known = self.all().codes.iter().flat_map(|(_, variant)| all_codes(variant));
                let known = known.filter(|code| selector::origin(code) == "buildkit");
                match dlint_syntax::nearest(name, known).filter(|other| *other != name) {
                    Some(other) => Meaning::Unknown { suggestion: Some(other.to_owned()) },
                    None => Meaning::Foreign,
                }
            }
            meaning => meaning,
        }
    }

    fn of_shellcheck(&mut self, name: &str) -> Meaning {
        let number = |text: &str| number_behind("SC", text).or_else(|| number_behind("", text));
        let range = match name.split_once('-') {
            Some((first, last)) => number(first).zip(number(last)),
            None if name == "all" => Some((0, u32::MAX)),
            None => number(name).map(|number| (number, number)),
        };
        let Some((first, last)) = range else { return Meaning::Foreign };
        let within =
            |code: &str| number_behind("SC", code).is_some_and(|code| (first..=last).contains(&code));
        self.set(|_, variant| all_codes(variant).any(within))
    }

    fn of_tally(&mut self, name: &str) -> Meaning {
        let name = base_name(name);
        if name == "all" { self.set(|_, _| true) } else { self.exact(name) }
    }

    /// The codes that go by this code, alias or name.
    fn exact(&mut self, name: &str) -> Meaning {
        let same = |other: &str| other.eq_ignore_ascii_case(name);
        self.set(|rule, variant| same(rule.name) || all_codes(variant).any(same))
    }

    fn unknown(&mut self, name: &str) -> Meaning {
        self.suggested += 1;
        let suggestion = (self.suggested <= SUGGESTIONS).then(|| selector::suggestion(name, self.rules));
        Meaning::Unknown { suggestion: suggestion.flatten() }
    }

    /// The codes for which something holds, without those that are not to be ignored.
    fn set(&mut self, holds: impl Fn(&RuleMeta, &Variant) -> bool) -> Meaning {
        let mut bits = vec![0_u64; self.all().codes.len().div_ceil(64)];
        let mut otherwise = Meaning::Foreign;
        for (number, (rule, variant)) in self.all().codes.iter().enumerate() {
            if !holds(rule, variant) {
                continue;
            }
            if variant.code == SYNTAX.meta.code || variant.code == INTERNAL_ERROR.meta.code {
                otherwise = Meaning::Never;
            } else if self.settings.may_not_be_ignored(variant.code) {
                otherwise = Meaning::Forbidden;
            } else if let Some(word) = bits.get_mut(number / 64) {
                *word |= 1 << (number % 64);
            }
        }
        if bits.iter().all(|word| *word == 0) {
            return otherwise;
        }
        if let Some(id) = self.known.get(&bits) {
            return Meaning::Codes(*id);
        }
        let id = SetId(self.bits.len());
        self.bits.push(bits.clone());
        self.known.insert(bits, id);
        Meaning::Codes(id)
    }
}

/// A code and what other tools call it.
pub(crate) fn all_codes(variant: &Variant) -> impl Iterator<Item = &'static str> + Clone + use<> {
    std::iter::once(variant.code).chain(variant.aliases.iter().copied())
}

fn starts(text: &str, family: &str) -> bool {
    text.get(..family.len()).is_some_and(|start| start.eq_ignore_ascii_case(family))
}

/// The number of a code of this family: four digits.
fn number_behind(family: &str, code: &str) -> Option<u32> {
    let digits = code.get(family.len()..).filter(|_| starts(code, family))?;
    let is_number = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}
