//! What tests of configurations need: a folder with files in it, and questions about what they come to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use dlint_config::{Body, Configuration, FileSettings, Mistake, Patterns, Source, Start};
use dlint_linter::Profile;
use tempfile::TempDir;

/// A folder that goes when the test ends.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// A folder with these files in it. A path that ends in `/` is a folder.
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::Builder::new().prefix("dlint-tests-").tempdir().expect("a folder"));
        for (path, text) in files {
            let whole = folder.path(path);
            let parent =
                if path.ends_with('/') { whole.as_path() } else { whole.parent().expect("a folder") };
            std::fs::create_dir_all(parent).expect("a folder");
            if !path.ends_with('/') {
                std::fs::write(&whole, text).expect("a file");
            }
        }
        folder
    }

    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn start(&self) -> Start {
        Start {
            folder: self.0.path().to_owned(),
            source: Source::Nearest { fallback: None },
            version: "0.4.2",
            profile: Profile::Dlint,
            date: None,
            command_line: Body::default(),
            exclude: Patterns::default(),
            include: Patterns::default(),
            force_exclude: false,
        }
    }

    pub(crate) fn configuration(&self) -> Configuration {
        configuration(self.start())
    }
}

pub(crate) fn configuration(start: Start) -> Configuration {
    Configuration::new(&Arc::new(dlint_rules::all()), start).expect("the command line names no unknown rules")
}

/// What a file goes by in a folder with one configuration.
pub(crate) fn settings(config: &str, file: &str) -> Arc<FileSettings> {
    let folder = Folder::of(&[("dlint.toml", config)]);
    let mut configuration = folder.configuration();
    let settings = configuration.of(Path::new(file));
    assert_eq!(told(configuration.mistakes()), Vec::<String>::new(), "{config}");
    settings
}

/// Mistakes in short: `dlint.toml:1 [text] message (why) help`.
pub(crate) fn told(mistakes: &[Mistake]) -> Vec<String> {
    let one = |mistake: &Mistake| {
        let place = mistake.place.as_ref().map(|place| {
            let line = place.source.lines().line(place.span.start);
            format!("{}:{line} [{}] ", place.source.name(), place.source.slice(place.span))
        });
        let why = mistake.why.as_ref().map(|why| format!(" ({why})"));
        let help = mistake.help.as_ref().map(|help| format!("; {help}"));
        let [place, why, help] = [place, why, help].map(Option::unwrap_or_default);
        format!("{place}{}{why}{help}", mistake.message)
    };
    mistakes.iter().map(one).collect()
}
