//! `dlint check`: read, lint, repair, report.

use std::collections::BTreeSet;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use dlint::model::context::FindContext;
use dlint::{Fixed, Input, RuleSet, Safety, SourceFile, fix_until_stable, lint};
use dlint_config::{Configuration, FileSettings, Given, Listings, Mistake, Nearby};
use dlint_report::{Failure, FileError};
use rayon::prelude::*;

use super::arguments::Check;
use super::baseline::{Baselines, baseline_of};
use super::discover::{Discovered, discover, lock};
use super::new_since::{changes, is_new};
use super::outputs::Outputs;
use super::progress::Progress;
use super::settings::{configuration, name_of, place_of, show_mistakes};
use super::stream::Stream;
use super::{Status, complain, read, say};

/// With fewer files, starting threads costs more than they save.
const PARALLEL_FROM: usize = 16;

pub(crate) fn run(arguments: &Check) -> io::Result<Status> {
    let rules = Arc::new(dlint::rules());
    let outputs = Outputs::of(arguments);
    match outputs.and_then(|outputs| Ok((outputs, configuration(arguments, &rules)?))) {
        Ok((outputs, configuration)) => {
            let configuration = Arc::new(Mutex::new(configuration));
            Command { arguments, rules: &rules, listings: Listings::default(), outputs }.run(&configuration)
        }
        Err(message) => {
            complain(&message);
            Ok(Status::Failed)
        }
    }
}

pub(super) struct Command<'a> {
    pub(super) arguments: &'a Check,
    pub(super) rules: &'a RuleSet,
    /// What lies in the contexts of the run.
    pub(super) listings: Listings,
    /// What is reported, and where to.
    pub(super) outputs: Outputs<'a>,
}

/// What came of one file.
pub(super) struct Checked {
    pub(super) path: PathBuf,
    pub(super) settings: Arc<FileSettings>,
    pub(super) before: SourceFile,
    pub(super) fixed: Fixed,
}

impl Checked {
    /// The targets that were named for it and that it does not have.
    fn unknown_targets(&self) -> Vec<Mistake> {
        self.settings.unknown_targets(&self.fixed.outcome.file, self.before.name())
    }

    pub(super) fn is_changed(&self) -> bool {
        self.fixed.source.text() != self.before.text() || self.fixed.ignores.is_some()
    }
}

impl Command<'_> {
    fn run(&self, configuration: &Arc<Mutex<Configuration>>) -> io::Result<Status> {
        let arguments = self.arguments;
        let found = discover(&self.paths(), configuration);
        let files = found.files();
        if let Some(report) = self.outputs.over_one_of(&files) {
            complain(&format!("`{}` is linted; its report would take its place", read::display(report)));
            return Ok(Status::Failed);
        }
        let settings = {
            let mut configuration = lock(configuration);
            let settings = files.iter().map(|path| configuration.of(place_of(path, arguments)));
            let settings: Vec<Arc<FileSettings>> = settings.collect();
            if !configuration.mistakes().is_empty() {
                show_mistakes(configuration.mistakes(), arguments.color)?;
                return Ok(Status::Failed);
            }
            if !arguments.quiet {
                for name in configuration.of_hadolint() {
                    say(&format!(
                        "notice: `{name}` counts, as there is no `dlint.toml`; `dlint config migrate` makes one of it"
                    ));
                }
            }
            settings
        };
        let mut status = self.tell_what_is_empty(&found);
        if arguments.show_files {
            return Ok(self.show_files(&found, &files)?.max(status));
        }
        // A baseline that is written holds what another one knows, too.
        let baselines = match &arguments.write_baseline {
            Some(_) => Ok(Baselines::default()),
            None => Baselines::read(&settings),
        };
        let known = baselines.and_then(|known| Ok((known, changes(arguments.new_since.as_deref())?)));
        let (mut baselines, changes) = match known {
            Ok(known) => known,
            Err(message) => {
                complain(&message);
                return Ok(Status::Failed);
            }
        };
        if arguments.verbose {
            for path in &found.excluded {
                say(&format!("excluded {}", self.name(path)));
            }
            for path in &files {
                say(&format!("reading {}", self.name(path)));
            }
        }
        let results = self.check_all(&files, &settings);

        let mut errors = found.errors.clone();
        let mut checked = Vec::with_capacity(results.len());
        for (path, result) in files.iter().zip(results) {
            match result {
                Ok(one) => checked.push(one),
                Err(message) => {
                    errors.insert(FileError { path: self.name(path), failure: Failure::Read, message });
                }
            }
        }
        let targets: Vec<Mistake> = checked.iter().flat_map(Checked::unknown_targets).collect();
        if !targets.is_empty() {
            show_mistakes(&targets, arguments.color)?;
            // The report follows.
            say("");
            status = Status::Failed;
        }
        if arguments.diff {
            return Ok(self.diff(&checked, &errors)?.max(status));
        }
        if arguments.fixes() {
            for one in &mut checked {
                if let Err(message) = self.write_back(one)? {
                    let path = one.before.name().to_owned();
                    errors.insert(FileError { path, failure: Failure::Fix, message });
                }
            }
        }
        if let Some(path) = &arguments.write_baseline {
            return Ok(self.write_baseline(path, &checked, &errors).max(status));
        }
        if arguments.fix_only {
            return Ok(self.say_what_was_fixed(&checked, &errors).max(status));
        }
        let known = self.take_known(&mut checked, &mut baselines);
        if let Some(changes) = &changes {
            for one in &mut checked {
                let (file, source) = (place_of(&one.path, arguments), &one.fixed.source);
                one.fixed.outcome.findings.retain(|finding| is_new(changes, file, source, finding));
            }
        }
        errors.extend(self.add_all_ignores(&mut checked));
        let streams = self.outputs.streams(arguments.fixes() && files.iter().any(|path| is_stdin(path)));
        self.report(&checked, &errors, known, status, streams)
    }

    /// Says which folders have nothing to lint in them.
    fn tell_what_is_empty(&self, found: &Discovered) -> Status {
        let mut status = Status::Clean;
        for folder in &found.empty {
            let folder = read::display(folder);
            if self.arguments.error_on_no_files {
                complain(&format!("there is no Dockerfile in `{folder}`"));
                status = Status::Failed;
            } else if !self.arguments.quiet {
                say(&format!("notice: there is no Dockerfile in `{folder}`"));
            }
        }
        status
    }

    /// Writes what was found, to be known from now on.
    fn write_baseline(&self, path: &Path, checked: &[Checked], errors: &BTreeSet<FileError>) -> Status {
        for error in errors {
            complain(&format!("{}: {}", error.path, error.message));
        }
        let places = checked.iter().map(|one| place_of(&one.path, self.arguments));
        let findings = checked.iter().map(|one| one.fixed.outcome.findings.as_slice());
        let baseline = baseline_of(path, places.zip(findings));
        let name = read::display(path);
        if let Err(message) = super::write::put(path, &baseline.to_text()) {
            complain(&format!("the baseline `{name}` could not be written: {message}"));
            return Status::Failed;
        }
        if !self.arguments.quiet {
            let count = match baseline.len() {
                1 => "1 finding".to_owned(),
                count => format!("{count} findings"),
            };
            say(&format!("wrote `{name}`, which knows {count}"));
        }
        if errors.is_empty() { Status::Clean } else { Status::Failed }
    }

    /// Takes out what baselines know, and says what they know in vain. How much was known comes back.
    fn take_known(&self, checked: &mut [Checked], baselines: &mut Baselines) -> usize {
        let take = |one: &mut Checked| {
            let place = place_of(&one.path, self.arguments);
            baselines.take(place, &one.settings, &mut one.fixed.outcome.findings)
        };
        let known = checked.iter_mut().map(take).sum();
        if !self.arguments.quiet {
            baselines.left_over().iter().for_each(|left| say(&format!("notice: {left}")));
        }
        known
    }

    /// The paths to look at. `dlint -q check FILE` means what `dlint check -q FILE` does, unless there is a `check`.
    fn paths(&self) -> Vec<PathBuf> {
        let mut paths = self.arguments.paths.clone();
        let command = Path::new("check");
        if paths.first().is_some_and(|first| first == command) && !command.exists() {
            paths.remove(0);
            if paths.is_empty() {
                paths.push(PathBuf::from("."));
            }
        }
        paths
    }

    /// Checks the files, in their order, and says how far it is if that takes long.
    fn check_all(&self, files: &[&Path], settings: &[Arc<FileSettings>]) -> Vec<Result<Checked, String>> {
        let progress = Progress::of(files.len(), self.arguments.quiet);
        let check = |(path, settings): (&&Path, &Arc<FileSettings>)| {
            let result = self.check(path, settings);
            progress.step();
            result
        };
        if files.len() < PARALLEL_FROM {
            files.iter().zip(settings).map(check).collect()
        } else {
            files.par_iter().zip(settings).map(check).collect()
        }
    }

    /// Reads and lints one file, and repairs it in memory if that was asked for.
    fn check(&self, path: &Path, settings: &Arc<FileSettings>) -> Result<Checked, String> {
        let before =
            if is_stdin(path) { read::stdin(&self.arguments.stdin_filename)? } else { read::file(path)? };
        let context = self.context(path, settings);
        let input = Input::new(&before).with_context(&*context).with_build(&settings.build);
        let input = if is_stdin(path) { input.alone() } else { input };
        let work = || {
            if self.arguments.fixes() || self.arguments.diff {
                fix_until_stable(&settings.settings, self.rules, &input, self.floor())
            } else {
                self.unfixed(settings, &input)
            }
        };
        // Rules are guarded one by one; this is for the parser and for the engine itself.
        let fixed = catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
            "dlint failed on this file; this is a mistake in dlint, please report it".to_owned()
        })?;
        Ok(Checked { path: path.to_owned(), settings: Arc::clone(settings), before, fixed })
    }

    /// The context that was named for a file; else it is looked for, and not before a rule asks for it.
    pub(super) fn context(&self, path: &Path, settings: &FileSettings) -> Box<dyn FindContext> {
        let path = place_of(path, self.arguments);
        match &settings.context {
            Some(root) => Box::new(Given::new(root, path).with_listings(self.listings.clone())),
            None => Box::new(Nearby::new(path).with_listings(self.listings.clone())),
        }
    }

    /// A file with its findings, as it stands.
    pub(super) fn unfixed(&self, settings: &FileSettings, input: &Input<'_>) -> Fixed {
        let outcome = lint(&settings.settings, self.rules, input);
        Fixed {
            source: input.source.clone(),
            outcome,
            applied: Vec::new(),
            passes: Vec::new(),
            ignores: None,
            error: None,
        }
    }

    fn floor(&self) -> Safety {
        if self.arguments.unsafe_fixes { Safety::Unsafe } else { Safety::Safe }
    }

    pub(super) fn name(&self, path: &Path) -> String {
        name_of(path, self.arguments)
    }

    /// Where that goes which is no report.
    pub(super) fn stream(&self) -> Stream<'_> {
        match &self.arguments.output_file {
            Some(path) => Stream::File(path),
            None => Stream::Stdout,
        }
    }
}

pub(super) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}
