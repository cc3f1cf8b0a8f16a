//! The caches that a command leaves behind, or deletes.

use super::Reading;
use crate::packages::program::{Cache, Takes};
use crate::packages::{NoCache, Operation};
use crate::path::ImagePath;

impl Reading<'_> {
    pub(super) fn find_caches(&mut self) {
        let operation = self.action.operation;
        // `yarn cache clean`, but not `yarn cache clean left-pad`
        let all = self.takes == Takes::Nothing
            || self.takes == Takes::Packages && self.operands.is_empty() && !self.action.and_more;
        if operation == Operation::Clean && all {
            self.cleaned = self.program.caches.iter().map(|cache| self.cache_path(cache)).collect();
        }
        let mut left =
            self.program.caches.iter().filter(|cache| cache.filled_by.contains(&operation)).peekable();
        if left.peek().is_none() {
            return;
        }
        let left: Vec<_> = left.map(|cache| self.cache_path(cache)).collect();
        self.action.no_cache = self.no_cache();
        if self.action.no_cache.is_none() {
            self.action.caches = left;
        }
    }

    /// Why no cache is left.
    fn no_cache(&self) -> Option<NoCache> {
        let facts = self.program.manager.facts();
        let options = &self.parsed.options;
        if let Some(option) = options.iter().find(|option| option.is(facts.no_cache_options)) {
            return Some(NoCache::Option(option.word.span()));
        }
        let variable = facts.no_cache_variables.iter().find(|setting| self.is_set(setting));
        variable.map(|setting| NoCache::Variable(setting.name.to_owned()))
    }

    /// Where a cache is for this command.
    pub(in crate::packages) fn cache_path(&self, cache: &Cache) -> ImagePath {
        if let Some(argument) = self.parsed.value(cache.options) {
            return self.call.option_path(argument);
        }
        for (name, below) in cache.variables {
            if let Some(value) = self.call.variable(name) {
                return self.call.folder.join(&value).join(below);
            }
        }
        match cache.path.strip_prefix("~/") {
            Some(rest) => self.call.home().join(rest),
            None => match self.root() {
                Some(root) => root.join(cache.path.trim_start_matches('/')),
                None => ImagePath::new(cache.path),
            },
        }
    }

    /// The root of the system it works on, where that is not `/`.
    pub(super) fn root(&self) -> Option<ImagePath> {
        self.parsed.value(self.program.root_options).map(|root| self.call.option_path(root))
    }
}
