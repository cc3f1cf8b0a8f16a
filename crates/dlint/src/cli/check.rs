//! `dlint check`: read, lint, repair, report.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use dlint::{
    Fixed, Input, Outcome, RuleSet, Safety, Selection, Settings, SourceFile, fix_until_stable, lint,
};
use dlint_report::{DiffText, FileError, FileReport, Report, Run, unified_diff, write};
use rayon::prelude::*;

use super::arguments::Check;
use super::discover::discover;
use super::stream::{Stream, borders};
use super::{Status, complain, read, say};

/// With fewer files, starting threads costs more than they save.
const PARALLEL_FROM: usize = 16;

/// What came of one file.
struct Checked {
    is_stdin: bool,
    before: SourceFile,
    fixed: Fixed,
}

pub(crate) fn run(arguments: &Check) -> io::Result<Status> {
    let rules = dlint::rules();
    let selection = Selection {
        select: arguments.select.clone(),
        extend_select: arguments.extend_select.clone(),
        ignore: arguments.ignore.clone(),
    };
    let settings = match Settings::new(&rules, &selection) {
        Ok(settings) => settings,
        Err(error) => {
            complain(&error.to_string());
            return Ok(Status::Failed);
        }
    };
    let command = Command { arguments, rules: &rules, settings: &settings };
    command.run()
}

struct Command<'a> {
    arguments: &'a Check,
    rules: &'a RuleSet,
    settings: &'a Settings,
}

impl Command<'_> {
    fn run(&self) -> io::Result<Status> {
        let arguments = self.arguments;
        let found = discover(&arguments.paths);
        let mut status = Status::Clean;
        for folder in &found.empty {
            let folder = read::display(folder);
            if arguments.error_on_no_files {
                complain(&format!("there is no Dockerfile in `{folder}`"));
                status = Status::Failed;
            } else if !arguments.quiet {
                say(&format!("notice: there is no Dockerfile in `{folder}`"));
            }
        }
        let files: Vec<_> = found.files.iter().collect();
        let results: Vec<_> = if files.len() < PARALLEL_FROM {
            files.iter().map(|path| self.check(path)).collect()
        } else {
            files.par_iter().map(|path| self.check(path)).collect()
        };

        let mut errors = found.errors;
        let mut checked = Vec::with_capacity(results.len());
        for (path, result) in files.iter().zip(results) {
            match result {
                Ok(one) => checked.push(one),
                Err(message) => errors.push(FileError { path: self.name(path), message }),
            }
        }
        if arguments.diff {
            return Ok(self.diff(&checked, &errors)?.max(status));
        }
        let mut stdin_fixed = false;
        if arguments.fix {
            for one in &checked {
                stdin_fixed |= one.is_stdin;
                if let Err(message) = self.write_back(one)? {
                    errors.push(FileError { path: one.before.name().to_owned(), message });
                }
            }
        }
        Ok(self.report(&checked, &errors, stdin_fixed)?.max(status))
    }

    /// Reads and lints one file, and repairs it in memory if that was asked for.
    fn check(&self, path: &Path) -> Result<Checked, String> {
        if self.arguments.verbose {
            say(&format!("reading {}", self.name(path)));
        }
        let before = if is_stdin(path) { read::stdin(self.stdin_name())? } else { read::file(path)? };
        let work = || {
            let input = Input::new(&before);
            if self.arguments.fix || self.arguments.diff {
                fix_until_stable(self.settings, self.rules, &input, self.floor())
            } else {
                let outcome: Outcome = lint(self.settings, self.rules, &input);
                Fixed { source: before.clone(), outcome, applied: Vec::new(), error: None }
            }
        };
        // Rules are guarded one by one; this is for the parser and for the engine itself.
        let fixed = catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
            "dlint failed on this file; this is a mistake in dlint, please report it".to_owned()
        })?;
        Ok(Checked { is_stdin: is_stdin(path), before, fixed })
    }

    fn floor(&self) -> Safety {
        if self.arguments.unsafe_fixes { Safety::Unsafe } else { Safety::Safe }
    }

    fn stdin_name(&self) -> &str {
        &self.arguments.stdin_filename
    }

    fn name(&self, path: &Path) -> String {
        if is_stdin(path) { self.stdin_name().to_owned() } else { read::display(path) }
    }

    /// Puts the repaired text where the file came from.
    fn write_back(&self, one: &Checked) -> io::Result<Result<(), String>> {
        let text = one.fixed.source.text();
        if one.is_stdin {
            let bytes = if one.before.is_lossy() { one.before.bytes() } else { text.as_bytes() };
            io::Write::write_all(&mut io::stdout().lock(), bytes)?;
        } else if text != one.before.text() {
            let written = super::write::replace(Path::new(one.before.name()), one.before.bytes(), text);
            return Ok(written.map_err(|message| format!("it could not be fixed: {message}")));
        }
        Ok(one.fixed.error.as_ref().map_or(Ok(()), |error| Err(error.to_string())))
    }

    /// Shows what `--fix` would change.
    fn diff(&self, checked: &[Checked], errors: &[FileError]) -> io::Result<Status> {
        let stream = Stream::Stdout;
        let text = if stream.is_terminal() { DiffText::Printable } else { DiffText::Exact };
        stream.write(self.arguments.color, |out| {
            checked.iter().try_for_each(|one| {
                unified_diff(one.before.name(), one.before.text(), one.fixed.source.text(), text, out)
            })
        })?;
        let changed = checked.iter().filter(|one| one.before.text() != one.fixed.source.text()).count();
        let mut failed = !errors.is_empty();
        for error in errors {
            complain(&format!("{}: {}", error.path, error.message));
        }
        for one in checked {
            if let Some(error) = &one.fixed.error {
                complain(&format!("{}: {error}", one.before.name()));
                failed = true;
            }
        }
        if !self.arguments.quiet {
            let fixes: usize = checked.iter().map(|one| one.fixed.applied.len()).sum();
            let count =
                |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
            let (fixes, changed) = (count(fixes, "problem"), count(changed, "file"));
            say(&format!("--fix would repair {fixes} in {changed}"));
        }
        Ok(if failed {
            Status::Failed
        } else if changed > 0 {
            Status::Findings
        } else {
            Status::Clean
        })
    }

    /// Reports what was found, or what is left after the fixes.
    fn report(&self, checked: &[Checked], errors: &[FileError], stdin_fixed: bool) -> io::Result<Status> {
        let arguments = self.arguments;
        let run = Run {
            fixing: arguments.fix,
            unsafe_fixes: arguments.unsafe_fixes,
            fail_on: arguments.fail_on.severity(),
            quiet: arguments.quiet,
        };
        let files = checked
            .iter()
            .map(|one| FileReport { source: &one.fixed.source, findings: &one.fixed.outcome.findings })
            .collect();
        let report = Report {
            files,
            errors,
            fixed: checked.iter().map(|one| one.fixed.applied.len()).sum(),
            suppressed: checked.iter().map(|one| one.fixed.outcome.suppressed).sum(),
            docs_url: dlint::RULE_PAGES,
            run,
        };
        let stream = match &arguments.output_file {
            Some(path) => Stream::File(path),
            // Standard output has the repaired text.
            None if stdin_fixed => Stream::Stderr,
            None => Stream::Stdout,
        };
        stream.write(arguments.color, |out| write(&report, arguments.output_format, borders(), out))?;
        Ok(if errors.is_empty() && !report.summary().fails(run.fail_on) {
            Status::Clean
        } else if errors.is_empty() {
            Status::Findings
        } else {
            Status::Failed
        })
    }
}

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}
