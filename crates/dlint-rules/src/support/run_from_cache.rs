//! Caches that the program in the container runs from.

use dlint_linter::{Cx, Step};
use dlint_model::Base;
use dlint_model::packages::Manager;

use dlint_shell::base_name;

use super::packages::Ran;
use super::start::words::CommandWords;
use super::start::{instruction, starts_of};

/// How the names of scripts end, of which nobody sees here what they start.
const SCRIPTS: &[&str] = &[".bash", ".py", ".sh", "entrypoint"];

/// Whether what a manager has put into its cache is what the container runs, or may run. Deno has its modules nowhere
/// else; what others run from, like that of `npx`, is no cache to the model.
pub(crate) fn is_run_from(ran: &Ran<'_>, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    if ran.action.manager != Manager::Deno {
        return false;
    }
    // A program that is installed for all of the system starts the one in the cache.
    let is_global = ran.command.arguments().iter().any(|word| word.is("-g") || word.is("--global"));
    let Some(stage) = step.model.and_then(|model| cx.build.stage_of(model)) else { return true };
    let starts = starts_of(stage, cx);
    let [entrypoint, command] = starts;
    let has_deno = match &stage.root {
        Base::Image(base) => base.image.path().is_none_or(|path| path.ends_with("/deno")),
        _ => true,
    };
    // Without an entrypoint of its own, an image with Deno starts Deno.
    let is_of_image = entrypoint.is_none() && (has_deno || command.is_none());
    is_global || is_of_image || may_start_deno(&CommandWords::of(starts.map(instruction)))
}

/// Whether the words start Deno, or a script.
fn may_start_deno(words: &CommandWords<'_>) -> bool {
    words.all().flat_map(str::split_ascii_whitespace).any(|word| {
        let name = base_name(word).trim_matches(['\'', '"', ';', '(', ')']);
        matches!(name, "deno" | "dx" | "just" | "make" | "npm" | "task")
            || name.contains('$')
            || SCRIPTS.iter().any(|end| name.ends_with(end))
    })
}
