//! `dlint debug`: what the inside of dlint sees.

use std::io::{self, BufRead, Write};
use std::path::Path;

use dlint::SourceFile;
use dlint::debug::{Model, Question, Tree, model_lines, outline};
use dlint::model::Build;

use super::arguments::{Debug, TreeFormat};
use super::{Status, complain, read};

pub(crate) fn run(what: &Debug) -> io::Result<Status> {
    match what {
        Debug::Tree { format, file } => tree(*format, file),
        Debug::Model { format, file } => model(*format, file),
        Debug::Expand => expand(),
    }
}

/// Reads a file, and shows what `json` or `text` makes of it.
fn show(
    format: TreeFormat,
    path: &Path,
    json: impl Fn(&SourceFile, &mut dyn Write) -> io::Result<()>,
    text: impl Fn(&SourceFile) -> Vec<String>,
) -> io::Result<Status> {
    let source = if path == Path::new("-") { read::stdin("-") } else { read::file(path) };
    let source = match source {
        Ok(source) => source,
        Err(message) => {
            complain(&format!("{}: {message}", read::display(path)));
            return Ok(Status::Failed);
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        TreeFormat::Json => {
            json(&source, &mut out)?;
            writeln!(out)?;
        }
        TreeFormat::Text => {
            for line in text(&source) {
                writeln!(out, "{}", dlint_report::printable(&line))?;
            }
        }
    }
    out.flush().map(|()| Status::Clean)
}

fn tree(format: TreeFormat, path: &Path) -> io::Result<Status> {
    let parse = dlint::syntax::parse;
    let json = |source: &SourceFile, mut out: &mut dyn Write| {
        dlint_report::write_json(&Tree::new(source, &parse(source)), &mut out)
    };
    show(format, path, json, |source| outline(source, &parse(source)))
}

fn model(format: TreeFormat, path: &Path) -> io::Result<Status> {
    let context = dlint_config::Nearby::new(path);
    let parse = dlint::syntax::parse;
    let json = |source: &SourceFile, mut out: &mut dyn Write| {
        dlint_report::write_json(&Model::new(&Build::new(source, &parse(source)), &context), &mut out)
    };
    show(format, path, json, |source| model_lines(&Build::new(source, &parse(source)), &context))
}

fn expand() -> io::Result<Status> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut status = Status::Clean;
    for (index, line) in io::stdin().lock().lines().enumerate() {
        match serde_json::from_str::<Question>(&line?) {
            Ok(question) => {
                dlint_report::write_json(&question.answer(), &mut out)?;
                writeln!(out)?;
            }
            Err(error) => {
                complain(&format!("line {} of the input: {error}", index + 1));
                status = Status::Failed;
            }
        }
    }
    out.flush().map(|()| status)
}
