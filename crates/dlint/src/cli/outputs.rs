//! What is reported in which format, and where to: `--output-format FORMAT` or `FORMAT=FILE`, and `--output-file`.

use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use dlint_report::{Format, StatisticsFormat};

use super::arguments::Check;
use super::read::display;
use super::stream::Stream;

/// A format, as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    format: Format,
    /// The file that its report goes to.
    file: Option<PathBuf>,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(file)));
        let format = name.parse().map_err(|error: dlint_report::UnknownFormat| {
            let names = Format::ALL.into_iter().map(Format::as_str);
            match dlint::syntax::nearest(name, names) {
                Some(other) => format!("there is no output format `{name}`; did you mean `{other}`?"),
                None => error.to_string(),
            }
        })?;
        if file.is_some_and(str::is_empty) {
            return Err(format!("there is no file behind `{text}`"));
        }
        Ok(Self { format, file: file.map(PathBuf::from) })
    }
}

/// The reports of a run: those in files first, for whoever reads the other one may go before its end.
#[derive(Debug, Default)]
pub(crate) struct Outputs<'a> {
    pub(crate) files: Vec<(Format, &'a Path)>,
    /// The format of the report that is printed.
    pub(crate) printed: Option<Format>,
}

impl<'a> Outputs<'a> {
    /// What the command line asks for, or why that cannot be.
    pub(crate) fn of(arguments: &'a Check) -> Result<Self, String> {
        let mut outputs = Self::default();
        for Output { format, file } in &arguments.output_format {
            match (file, outputs.printed) {
                (Some(file), _) => outputs.add(*format, file)?,
                (None, None) => outputs.printed = Some(*format),
                (None, Some(other)) => {
                    return Err(format!(
                        "`{other}` and `{format}` would be written one behind the other; name a file: \
                         `--output-format {format}=FILE`"
                    ));
                }
            }
        }
        if let Some(file) = &arguments.output_file {
            let Some(format) = outputs.printed.take() else {
                return Err(format!(
                    "nothing goes to `{}`, for each `--output-format` has a file of its own",
                    display(file)
                ));
            };
            outputs.add(format, file)?;
        }
        if arguments.statistics {
            let mut formats = outputs.files.iter().map(|(format, _)| *format).chain(outputs.printed);
            formats.try_for_each(|format| Self::statistics(format).map(|_| ()))?;
        }
        Ok(outputs)
    }

    /// Adds a report that goes to a file; each has its own.
    fn add(&mut self, format: Format, file: &'a Path) -> Result<(), String> {
        if let Some((other, _)) = self.files.iter().find(|(_, path)| place(path) == place(file)) {
            return Err(format!("`{other}` and `{format}` would both be written to `{}`", display(file)));
        }
        self.files.push((format, file));
        Ok(())
    }

    /// All reports with their streams. With `--fix -`, standard output has the repaired text.
    pub(crate) fn streams(
        &self,
        stdout_is_taken: bool,
    ) -> impl Iterator<Item = (Format, Stream<'a>)> + use<'_, 'a> {
        let printed = if stdout_is_taken { Stream::Stderr } else { Stream::Stdout };
        let files = self.files.iter().map(|(format, path)| (*format, Stream::File(path)));
        files.chain(self.printed.map(|format| (format, printed)))
    }

    /// The report that would take the place of a file that it is about.
    pub(crate) fn over_one_of(&self, files: &[&Path]) -> Option<&'a Path> {
        let reports: Vec<(PathBuf, &'a Path)> =
            self.files.iter().map(|(_, path)| (place(path), *path)).collect();
        if reports.is_empty() {
            return None;
        }
        files.iter().find_map(|file| {
            let file = place(file);
            reports.iter().find(|(place, _)| *place == file).map(|(_, path)| *path)
        })
    }

    /// The format in which statistics are written, which few of the formats have.
    pub(crate) fn statistics(format: Format) -> Result<StatisticsFormat, String> {
        match format {
            Format::Full | Format::Concise => Ok(StatisticsFormat::Text),
            Format::Json => Ok(StatisticsFormat::Json),
            other => Err(format!("there are no statistics as `{other}`; write them as `full` or as `json`")),
        }
    }
}

/// Where a path leads, so that `a`, `./a`, `b/../a` and a link to it are one file.
fn place(path: &Path) -> PathBuf {
    if let Ok(real) = std::fs::canonicalize(path) {
        return real;
    }
    // A file that is not there yet lies where its folder does.
    let folder =
        path.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    if let (Some(folder), Some(name)) =
        (folder.and_then(|folder| std::fs::canonicalize(folder).ok()), path.file_name())
    {
        return folder.join(name);
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}
