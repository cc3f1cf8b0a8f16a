//! The packages that a command names.

use dlint_shell::{Piece, Word};

use super::Reading;
use crate::effects::{Argument, Value};
use crate::packages::names::{Is, Spec};
use crate::packages::program::Takes;
use crate::packages::{Operation, Package, PackageKind};
use crate::path::{ImagePath, hole};

impl<'c> Reading<'c> {
    pub(super) fn find_packages(&mut self) {
        if matches!(self.takes, Takes::Nothing | Takes::Part | Takes::Project | Takes::Anything) {
            return;
        }
        for word in self.operands.clone() {
            self.add_packages(Argument { word, skip: 0 });
        }
        let options: Vec<_> = self.parsed.values(self.program.package_options).collect();
        for argument in options {
            self.add_packages(argument);
        }
        self.action.refreshes =
            self.action.operation != Operation::Update && self.parsed.has(self.program.refresh_options);
    }

    /// Adds the packages that a word, or the rest of one, names.
    pub(in crate::packages) fn add_packages(&mut self, argument: Argument<'c>) {
        for value in self.values(argument.word) {
            let text = value.text.get(argument.skip..).unwrap_or_default();
            if text.is_empty() && !value.open {
                continue;
            }
            let text = if value.open { format!("{text}…") } else { text.to_owned() };
            let spec = (self.program.notation)(&text);
            let spec = if self.takes == Takes::Groups { Spec::group(spec.name) } else { spec };
            let package = self.package(spec, argument, &value);
            self.action.packages.push(package);
        }
    }

    /// The texts that a word comes to. A variable without quotes around it comes to several words, among which may be
    /// options.
    fn values(&self, word: &Word) -> Vec<Value> {
        let Some(name) = only_variable(word) else { return self.call.values(word) };
        let value = |text: &str| Value { text: text.to_owned(), open: false, pattern: false };
        match self.call.variables.value(name) {
            Some(text) => text.split_whitespace().filter(|word| !word.starts_with('-')).map(value).collect(),
            None => vec![value(&hole(name))],
        }
    }

    fn package(&self, spec: Spec<'_>, argument: Argument<'c>, value: &Value) -> Package {
        let kind = match spec.is {
            Is::File(path) => PackageKind::File(self.file(path, argument, value)),
            Is::Address => PackageKind::Address,
            _ if self.is_open(spec.name) => PackageKind::Unknown,
            Is::Group => PackageKind::Group,
            Is::Name => PackageKind::Name,
        };
        Package {
            name: spec.name.to_owned(),
            version: spec.version.map(str::to_owned),
            source: spec.source.map(str::to_owned),
            span: argument.word.span(),
            kind,
        }
    }

    /// Whether only the build knows how a name goes on, or, behind `xargs -I {}` and `find -exec`, what it is.
    fn is_open(&self, name: &str) -> bool {
        name.contains("${") || name.contains('…') || self.action.and_more && name.contains("{}")
    }

    /// The file that a part of a word names.
    fn file(&self, path: &str, argument: Argument<'c>, value: &Value) -> ImagePath {
        if let Some(rest) = path.strip_prefix("~/").filter(|_| argument.word.pattern) {
            return self.call.home().join(rest);
        }
        match path.strip_suffix('…') {
            Some(beginning) if value.open => self.call.folder.join_open(beginning),
            _ if value.pattern => self.call.folder.join_pattern(path),
            _ => self.call.folder.join(path),
        }
    }
}

/// The name of the variable that is all of a word, if it is one without quotes whose value is not a single word.
fn only_variable(word: &Word) -> Option<&str> {
    let [variable] = word.variables.as_slice() else { return None };
    let is_all = variable.span == word.span() && variable.plain && !variable.quoted;
    (is_all && word.beginning.is_empty() && word.rest == [Piece::Unknown]).then_some(&*variable.name)
}
