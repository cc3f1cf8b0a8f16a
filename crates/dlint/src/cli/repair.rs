//! What comes of fixes: the file is written, the difference is shown, and a line says how much it was.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use dlint::{Input, Secrets};
use dlint_report::{DiffText, FileError, Side, unified_diff};
use dlint_text::SourceFile;

use super::check::{Checked, Command, is_stdin};
use super::read::reason;
use super::{Status, complain, say};

impl Command<'_> {
    /// Puts the repaired text where the file came from. If that fails, the findings are those of the file as it is.
    pub(super) fn write_back(&self, one: &mut Checked) -> io::Result<Result<(), String>> {
        if is_stdin(&one.path) {
            let text = one.fixed.source.text();
            let bytes = if one.before.is_lossy() { one.before.bytes() } else { text.as_bytes() };
            io::Write::write_all(&mut io::stdout().lock(), bytes)?;
        } else if one.is_changed()
            && let Err(message) = write_both(one)
        {
            let context = self.context(&one.path, &one.settings);
            let input = Input::new(&one.before).with_context(&*context).with_build(&one.settings.build);
            one.fixed = self.unfixed(&one.settings, &input);
            return Ok(Err(format!("it could not be fixed: {message}")));
        }
        Ok(one.fixed.error.as_ref().map_or(Ok(()), |error| Err(error.to_string())))
    }

    /// Shows what `--fix` would change.
    pub(super) fn diff(&self, checked: &[Checked], errors: &BTreeSet<FileError>) -> io::Result<Status> {
        let stream = self.stream();
        let text = if stream.is_terminal() { DiffText::Printable } else { DiffText::Exact };
        stream.write(self.arguments.color, |out| {
            checked.iter().try_for_each(|one| {
                let (before, after) = (&one.before, &one.fixed.source);
                let old = Side { text: before.text(), secrets: &dlint::secrets(before) };
                let new = Side { text: after.text(), secrets: &one.fixed.outcome.secrets };
                unified_diff(before.name(), old, new, text, out)
            })?;
            ignored(checked).iter().try_for_each(|(path, patterns)| {
                let before = text_of(Path::new(path)).unwrap_or_default();
                let after = with_patterns(&before, patterns);
                let nothing = Secrets::default();
                let side = |text| Side { text, secrets: &nothing };
                unified_diff(path, side(&before), side(&after), text, out)
            })
        })?;
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
        let changed = checked.iter().filter(|one| one.is_changed()).count();
        if !self.arguments.quiet {
            let fixes: usize = checked.iter().map(|one| one.fixed.applied.len()).sum();
            say(&match changed {
                0 => "there is nothing that --fix would repair".to_owned(),
                _ => {
                    format!(
                        "--fix would repair {} in {}",
                        counted(fixes, "problem"),
                        counted(changed, "file")
                    )
                }
            });
        }
        Ok(if failed {
            Status::Failed
        } else if changed > 0 {
            Status::Findings
        } else {
            Status::Clean
        })
    }

    /// Says in a line what was repaired, and nothing of what is left.
    pub(super) fn say_what_was_fixed(&self, checked: &[Checked], errors: &BTreeSet<FileError>) -> Status {
        for error in errors {
            complain(&format!("{}: {}", error.path, error.message));
        }
        if !self.arguments.quiet {
            let fixes: usize = checked.iter().map(|one| one.fixed.applied.len()).sum();
            let files = checked.iter().filter(|one| one.is_changed()).count();
            say(&match fixes {
                0 => "there was nothing to repair".to_owned(),
                _ => format!("{} fixed in {}", counted(fixes, "problem"), counted(files, "file")),
            });
        }
        if !errors.is_empty() {
            Status::Failed
        } else if self.fails_for_fixes(checked) {
            Status::Findings
        } else {
            Status::Clean
        }
    }

    /// Whether something was repaired, and that is to be seen in the exit status.
    pub(super) fn fails_for_fixes(&self, checked: &[Checked]) -> bool {
        self.arguments.exit_non_zero_on_fix && checked.iter().any(Checked::is_changed)
    }
}

/// What is to be ignored besides, by the file that says so: several Dockerfiles may share one.
fn ignored(checked: &[Checked]) -> BTreeMap<&str, Vec<String>> {
    let mut all: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for ignored in checked.iter().filter_map(|one| one.fixed.ignores.as_ref()) {
        all.entry(&ignored.path).or_default().extend(ignored.patterns.iter().cloned());
    }
    all
}

/// Writes the file, and what is to be ignored besides.
fn write_both(one: &Checked) -> Result<(), String> {
    if let Some(ignored) = &one.fixed.ignores {
        let path = Path::new(&ignored.path);
        let before = text_of(path)?;
        let after = with_patterns(&before, &ignored.patterns);
        super::write::put(path, &after).map_err(|message| format!("{}: {message}", ignored.path))?;
    }
    let after = one.fixed.source.text();
    if after == one.before.text() {
        return Ok(());
    }
    super::write::replace(&one.path, one.before.bytes(), after)
}

/// The text of an ignore file; one that is not there has none.
fn text_of(path: &Path) -> Result<String, String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(format!("{}: {}", path.display(), reason(&error))),
    }
}

/// The text with these patterns at its end, but for those that another Dockerfile of the same context has brought.
fn with_patterns(text: &str, patterns: &[String]) -> String {
    let mut new: Vec<&String> = Vec::new();
    for pattern in patterns {
        if !new.contains(&pattern) && !text.lines().any(|line| line.trim() == pattern) {
            new.push(pattern);
        }
    }
    if new.is_empty() {
        return text.to_owned();
    }
    text.to_owned() + &SourceFile::new("", text).lines_at_end(&new)
}

/// `1 file`, `2 files`
fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
