//! `dlint config`: writes a configuration, and shows what a file goes by.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;

use super::arguments::{Check, Config};
use super::settings::{configuration, name_of, place_of, show_mistakes};
use super::{Status, complain, hadolint, read, say};

/// Where the configuration is explained.
const DOCS: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/configuration.md");

pub(crate) fn run(what: &Config) -> io::Result<Status> {
    match what {
        Config::Init => Ok(init()),
        Config::Migrate { file, print } => migrate(file.as_deref(), *print),
        Config::Show(check) => show(check),
    }
}

/// Writes a new configuration where dlint runs, with every key in it.
fn init() -> Status {
    write_new(&dlint_config::template(DOCS))
}

/// Writes what hadolint's configuration says as a new configuration of dlint's, or prints it.
fn migrate(file: Option<&Path>, print: bool) -> io::Result<Status> {
    let Some(path) = file.map(Path::to_owned).or_else(hadolint::found_config) else {
        complain("there is no configuration of hadolint's here; name the file");
        return Ok(Status::Failed);
    };
    let Some(config) = hadolint::read_config(&path) else { return Ok(Status::Failed) };
    let text = config.to_dlint_toml(&read::display(&path), &dlint::rules());
    if print {
        io::stdout().lock().write_all(text.as_bytes())?;
        return Ok(Status::Clean);
    }
    Ok(write_new(&text))
}

/// Writes a configuration where dlint runs, and nothing over an old one.
fn write_new(text: &str) -> Status {
    let failed = |message: &str| {
        complain(message);
        Status::Failed
    };
    if Path::new(".dlint.toml").exists() {
        return failed("`.dlint.toml` is there already; nothing was written");
    }
    let created = OpenOptions::new().write(true).create_new(true).open("dlint.toml");
    let written = created.and_then(|mut file| file.write_all(text.as_bytes()));
    match written {
        Ok(()) => {
            say("wrote `dlint.toml`");
            Status::Clean
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            failed("`dlint.toml` is there already; nothing was written")
        }
        Err(error) => failed(&format!("`dlint.toml` could not be written: {}", read::reason(&error))),
    }
}

/// Shows every setting of some files. Of a folder, those of a `Dockerfile` in it.
fn show(arguments: &Check) -> io::Result<Status> {
    let mut configuration = match configuration(arguments, &Arc::new(dlint::rules())) {
        Ok(configuration) => configuration,
        Err(message) => {
            complain(&message);
            return Ok(Status::Failed);
        }
    };
    let files = arguments.paths.iter().map(|path| {
        let path = place_of(path, arguments);
        let file = if path.is_dir() { path.join("Dockerfile") } else { path.to_owned() };
        file.strip_prefix(".").map(Path::to_owned).unwrap_or(file)
    });
    let shown: Vec<_> = files.map(|file| (configuration.show(&file), file)).collect();
    if !configuration.mistakes().is_empty() {
        show_mistakes(configuration.mistakes(), arguments.color)?;
        return Ok(Status::Failed);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (index, (shown, file)) in shown.into_iter().enumerate() {
        let files = match shown.files.split_first() {
            None => "no configuration".to_owned(),
            Some((first, [])) => first.clone(),
            Some((first, rest)) => format!("{first}, which extends {}", rest.join(", which extends ")),
        };
        let lead = if index > 0 { "\n" } else { "" };
        let name = name_of(&file, arguments);
        writeln!(out, "{lead}{}", dlint_report::printable(&format!("# {name}: {files}")))?;
        let width =
            shown.lines.iter().map(|line| line.text.chars().count()).filter(|width| *width <= 60).max();
        let width = width.unwrap_or_default();
        for line in shown.lines {
            let text = format!("{:width$}  # {}", line.text, line.origin);
            writeln!(out, "{}", dlint_report::printable(&text))?;
        }
    }
    out.flush().map(|()| Status::Clean)
}
