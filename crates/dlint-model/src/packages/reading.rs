//! A command of a package manager while it is read: what the row of its program says about it, one part after the
//! other, and what the code of the row makes of it.

mod left;
mod named;

use dlint_shell::Word;
use dlint_text::Span;

use super::program::{Program, Takes, Verb};
use super::read::Called;
use super::{Operation, PackageAction, Setting};
use crate::effects::{Argument, Call, Parsed, Shape, parse};
use crate::path::ImagePath;

/// A command of a package manager.
#[derive(Debug)]
pub(super) struct Reading<'c> {
    pub(super) call: Call<'c>,
    pub(super) program: &'static Program,
    pub(super) parsed: Parsed<'c>,
    /// The words behind the verb that are no options.
    pub(super) operands: Vec<&'c Word>,
    /// The verb as it is written, its words with a space between.
    pub(super) said: String,
    pub(super) takes: Takes,
    /// The folder of the project.
    pub(super) folder: ImagePath,
    pub(super) action: PackageAction,
    /// What it writes besides its caches.
    pub(super) results: Vec<(ImagePath, Shape)>,
    /// What it deletes.
    pub(super) cleaned: Vec<ImagePath>,
    /// Whether it runs what nobody knows.
    pub(super) runs_anything: bool,
}

impl<'c> Reading<'c> {
    /// What the row of the program says about its words.
    pub(super) fn new(call: Call<'c>, called: &Called<'c>, span: Span) -> Self {
        let program = called.program;
        let words = match called.words.iter().position(|word| word.is("--")) {
            Some(at) if program.ends_at_dashes => called.words.get(..at).unwrap_or_default(),
            _ => called.words,
        };
        let parsed = parse(words, &program.usage);
        let operands = parsed.operands.clone();
        let mut reading = Self {
            call,
            program,
            parsed,
            operands,
            said: String::new(),
            takes: Takes::Nothing,
            folder: call.folder.clone(),
            action: PackageAction {
                manager: program.manager,
                program: called.name.clone(),
                verb: called.word.map_or(span, Word::span),
                operation: Operation::Query,
                packages: Vec::new(),
                and_more: call.command.open_ended,
                is_project: false,
                folder: call.folder.clone(),
                manifests: Vec::new(),
                without_dev: false,
                refreshes: false,
                caches: Vec::new(),
                no_cache: None,
            },
            results: Vec::new(),
            cleaned: Vec::new(),
            runs_anything: false,
        };
        reading.find_verb();
        reading.find_packages();
        reading.find_project();
        reading.find_results();
        reading.find_caches();
        reading
    }

    fn find_verb(&mut self) {
        // `apt-get $OPTIONS install`, `cargo +nightly build`
        let is_no_verb =
            |word: &Word| !word.known && word.beginning.is_empty() || word.beginning.starts_with('+');
        let skipped = self.operands.iter().take_while(|word| is_no_verb(word)).count();
        if skipped < self.operands.len() {
            self.operands.drain(..skipped);
        }
        let (verb, length) = match self.program.choose {
            Some(choose) => choose(self),
            None => self.verb_of_operands(),
        };
        let words: Vec<&Word> = self.operands.drain(..length.min(self.operands.len())).collect();
        self.said = words.iter().map(|word| &*word.beginning).collect::<Vec<_>>().join(" ");
        if let Some(span) = words.into_iter().map(Word::span).reduce(Span::join) {
            self.action.verb = span;
        }
        self.action.operation = verb.operation;
        self.takes = verb.takes;
        if let Some((_, turned)) = self.program.turns.iter().find(|(options, _)| self.parsed.has(options)) {
            self.action.operation = *turned;
            if *turned == Operation::Query {
                self.takes = Takes::Nothing;
            }
        }
        self.runs_anything = self.takes == Takes::Anything;
    }

    /// The verb that the first words are, and how many of them.
    pub(super) fn verb_of_operands(&self) -> (Verb, usize) {
        let mut found: Option<(Verb, usize)> = None;
        for verb in self.program.verbs {
            for phrase in verb.words {
                let length = phrase.split(' ').count();
                let fits = phrase.split(' ').zip(&self.operands).filter(|(word, operand)| operand.is(word));
                if fits.count() == length && found.is_none_or(|(_, longest)| longest < length) {
                    found = Some((*verb, length));
                }
            }
        }
        match found {
            Some(found) => found,
            None if self.operands.is_empty() => (self.program.alone, 0),
            None => (self.program.other, 1),
        }
    }

    fn find_project(&mut self) {
        let project = &self.program.project;
        if let Some(folder) = self.parsed.value(project.folder) {
            self.folder = self.call.option_path(folder);
        }
        let mut files = Vec::new();
        for argument in self.parsed.values(project.manifest) {
            let path = self.call.option_path(argument);
            let is_file = |name: &str| name.contains('.') || project.files.contains(&name);
            if project.files.is_empty() || path.file_name().is_none_or(is_file) {
                self.folder = path.parent();
                files.push(path);
            } else {
                // `mvn -f module`
                self.folder = path;
            }
        }
        let named = !files.is_empty();
        if files.is_empty() {
            files.extend(project.files.iter().map(|name| self.folder.join(name)));
        }
        let alone = self.action.packages.is_empty() && !self.action.and_more && !self.is_global();
        self.action.is_project = match self.takes {
            Takes::Project => true,
            Takes::PackagesOrProject => named || alone,
            _ => false,
        };
        if self.action.is_project || self.takes == Takes::Additions {
            self.action.manifests = files;
        }
        let facts = self.program.manager.facts();
        let with_dev = ["--include=dev", "--production=false", "--prod=false"];
        self.action.without_dev = self.action.is_project
            && !with_dev.iter().any(|option| self.is_given(option))
            && (facts.no_dev_options.iter().any(|option| self.is_given(option))
                || facts.no_dev_variables.iter().any(|setting| self.is_set(setting)));
    }

    fn find_results(&mut self) {
        if self.action.operation == Operation::Query {
            return;
        }
        for (options, shape) in self.program.outputs {
            let paths: Vec<_> =
                self.parsed.values(options).map(|value| self.call.option_path(value)).collect();
            self.results.extend(paths.into_iter().map(|path| (path, *shape)));
        }
        let installs = matches!(self.action.operation, Operation::Install | Operation::Upgrade);
        if installs
            && !self.is_global()
            && !matches!(self.takes, Takes::Nothing | Takes::Tools)
            && let Some(name) = self.program.project.tree
        {
            self.results.push((self.folder.join(name), Shape::Tree));
        }
        if installs && let Some(root) = self.root() {
            self.results.push((root, Shape::Tree));
        }
    }

    /// The path that an option's value names, from the project's folder.
    pub(super) fn in_folder(&self, argument: Argument<'c>) -> ImagePath {
        let value = self.call.value_of(argument);
        if value.open { self.folder.join_open(&value.text) } else { self.folder.join(&value.text) }
    }

    /// Whether it is told to work on the system and not on a project.
    pub(super) fn is_global(&self) -> bool {
        self.program.project.global.iter().any(|option| self.is_given(option))
    }

    /// Whether an option is given: `--production`, `-g`, or with a value, `--omit=dev`.
    pub(super) fn is_given(&self, option: &str) -> bool {
        let (name, wanted) =
            option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value)));
        let mut given = self.parsed.options.iter().filter(|given| given.is(&[name]));
        given.any(|given| match (given.value, wanted) {
            // `--without development:test`
            (Some(value), Some(wanted)) => {
                self.call.value_of(value).text.split([',', ':', ' ']).any(|part| part == wanted)
            }
            // `--production=false`
            (Some(value), None) => self.call.value_of(value).known() != Some("false"),
            (None, wanted) => wanted.is_none(),
        })
    }

    /// Whether a variable has the value that a setting asks for.
    pub(super) fn is_set(&self, setting: &Setting) -> bool {
        self.call.variable(setting.name).is_some_and(|value| setting.holds(&value))
    }
}
