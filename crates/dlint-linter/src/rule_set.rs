//! Which rules there are, and which of them look at what.

use std::collections::HashMap;

use dlint_syntax::Keyword;

use crate::builtin::BUILTIN;
use crate::{Check, Rule};

/// The rules that may run. A value, not a global list, so that others can join those that dlint brings.
#[derive(Debug, Clone)]
pub struct RuleSet {
    rules: Vec<&'static Rule>,
    pub(crate) files: Vec<usize>,
    pub(crate) stages: Vec<usize>,
    /// The rules for each instruction, by the keyword's number.
    by_keyword: Vec<Vec<usize>>,
    by_command: HashMap<&'static str, Vec<usize>>,
    /// The rules for what is found in shell code, by its number.
    by_shell_code: HashMap<u16, usize>,
}

impl RuleSet {
    /// A set of these rules, and of those that the linter itself reports under.
    pub fn new(rules: impl IntoIterator<Item = &'static Rule>) -> Self {
        let rules: Vec<_> = BUILTIN.into_iter().chain(rules).collect();
        let mut set = Self {
            rules,
            files: Vec::new(),
            stages: Vec::new(),
            by_keyword: vec![Vec::new(); Keyword::Unknown as usize + 1],
            by_command: HashMap::new(),
            by_shell_code: HashMap::new(),
        };
        for (index, rule) in set.rules.iter().enumerate() {
            match rule.check {
                Check::File(_) => set.files.push(index),
                Check::Stage(_) => set.stages.push(index),
                Check::Instruction(keywords, _) => {
                    for keyword in keywords {
                        set.by_keyword
                            .get_mut(*keyword as usize)
                            .into_iter()
                            .for_each(|list| list.push(index));
                    }
                }
                Check::Command(names, _) => {
                    for name in names {
                        set.by_command.entry(name).or_default().push(index);
                    }
                }
                Check::Shell(text) => {
                    set.by_shell_code.insert(text.number, index);
                }
                Check::Builtin => {}
            }
        }
        set
    }

    /// The rules, those of the linter itself first.
    pub fn rules(&self) -> &[&'static Rule] {
        &self.rules
    }

    /// The rule with this name, or with this code or alias, in any case.
    pub fn find(&self, name: &str) -> Option<&'static Rule> {
        let same = |other: &str| other.eq_ignore_ascii_case(name);
        let by_name = self.rules.iter().find(|rule| {
            same(rule.meta.name)
                || same(rule.meta.code)
                || rule.meta.variants().any(|variant| same(variant.code))
        });
        let by_alias = || {
            self.rules.iter().find(|rule| {
                rule.meta.variants().any(|variant| variant.aliases.iter().any(|alias| same(alias)))
            })
        };
        by_name.or_else(by_alias).copied()
    }

    pub(crate) fn rule(&self, index: usize) -> Option<&'static Rule> {
        self.rules.get(index).copied()
    }

    pub(crate) fn for_keyword(&self, keyword: Keyword) -> &[usize] {
        self.by_keyword.get(keyword as usize).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn for_shell_code(&self, number: u16) -> Option<usize> {
        self.by_shell_code.get(&number).copied()
    }

    pub(crate) fn for_command(&self, name: &str) -> &[usize] {
        self.by_command.get(name).map(Vec::as_slice).unwrap_or_default()
    }
}
