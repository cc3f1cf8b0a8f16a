//! `dlint debug`: what the inside of dlint sees.

use std::io::{self, BufRead, Write};
use std::path::Path;

use dlint::debug::{Question, Tree, outline};

use super::arguments::{Debug, TreeFormat};
use super::{Status, complain, read};

pub(crate) fn run(what: &Debug) -> io::Result<Status> {
    match what {
        Debug::Tree { format, file } => tree(*format, file),
        Debug::Expand => expand(),
    }
}

fn tree(format: TreeFormat, path: &Path) -> io::Result<Status> {
    let source = if path == Path::new("-") { read::stdin("-") } else { read::file(path) };
    let source = match source {
        Ok(source) => source,
        Err(message) => {
            complain(&format!("{}: {message}", read::display(path)));
            return Ok(Status::Failed);
        }
    };
    let file = dlint::syntax::parse(&source);
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        TreeFormat::Json => {
            dlint_report::write_json(&Tree::new(&source, &file), &mut out)?;
            writeln!(out)?;
        }
        TreeFormat::Text => {
            for line in outline(&source, &file) {
                writeln!(out, "{}", dlint_report::printable(&line))?;
            }
        }
    }
    out.flush().map(|()| Status::Clean)
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
