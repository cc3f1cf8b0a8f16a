//! What may have been meant by what was typed: a command that is taken for a path, an option that there is none of.

use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};

use super::arguments::Arguments;

/// What to say of a path that does not exist and looks like a command, or like an option without its dashes.
pub(crate) fn command(path: &Path) -> Option<String> {
    let text = path.to_str().filter(|text| text.len() > 2 && text.bytes().all(|b| b.is_ascii_lowercase()))?;
    if path.exists() {
        return None;
    }
    let whole = Arguments::command();
    // Behind an option, a command is a path to clap, and `check` is taken for what it is all the same.
    let names = || whole.get_subcommands().map(Command::get_name);
    if names().any(|name| name == text) {
        return None;
    }
    let what = if options(&whole).any(|option| option == text) {
        format!("--{text}")
    } else {
        dlint::syntax::nearest(text, names())?.to_owned()
    };
    Some(format!("there is no command, file or folder `{text}`; did you mean `dlint {what}`?"))
}

/// A mistake with an option that is nearly one, so that it says which.
pub(crate) fn option(mut error: clap::Error) -> clap::Error {
    let is_told = error.get(ContextKind::SuggestedArg).is_some();
    if error.kind() != ErrorKind::UnknownArgument || is_told {
        return error;
    }
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidArg) else { return error };
    let Some(name) = given.strip_prefix("--") else { return error };
    let whole = Arguments::command();
    if let Some(other) = dlint::syntax::nearest(name, options(&whole)) {
        let option = ContextValue::String(format!("--{other}"));
        error.remove(ContextKind::Suggested);
        error.insert(ContextKind::SuggestedArg, option);
    }
    error
}

/// The names of the options, without their dashes.
fn options(command: &Command) -> impl Iterator<Item = &str> {
    command.get_arguments().filter_map(clap::Arg::get_long)
}
