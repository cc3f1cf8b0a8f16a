//! What Bundler leaves: the packed gems, in the folder `cache` beside those that it has unpacked.

use dlint_linter::{Cx, Step};
use dlint_model::Step as ModelStep;

use super::earlier::earlier_steps;
use super::packages::Ran;

/// Whether a command says that gems go to a folder of their own: `bundle config set --local path vendor`.
fn moves_gems(step: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let mut commands = cx.build.scripts(step).iter().flat_map(|script| &script.script.body().commands);
    commands.any(|command| {
        let is_setting = command.base_name() == Some("bundle") && command.has_argument("config");
        is_setting && ["deployment", "path"].iter().any(|word| command.has_argument(word))
    })
}

/// How to delete the packed gems, in the folder that they are in as far as that is known.
pub(crate) fn bundled(ran: &Ran<'_>, step: &Step<'_>, cx: &Cx<'_>) -> String {
    let own = ran.action.caches.iter().find_map(|path| path.as_str().strip_suffix("/ruby/${RUBY_ABI}/cache"));
    let is_plain = |text: &str| {
        text.starts_with('/')
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte))
    };
    let is_deployed = || {
        let folder = ran.action.folder.as_str();
        let deploys = ran.command.arguments().iter().any(|word| word.is("--deployment"));
        (own.is_none() && deploys && is_plain(folder))
            .then(|| format!("{}/vendor/bundle", folder.trim_end_matches('/')))
    };
    let path = own.filter(|path| is_plain(path)).map(str::to_owned).or_else(is_deployed);
    let model = step.model.map(|model| cx.build.variables(model));
    let is_set = ["BUNDLE_PATH", "BUNDLE_DEPLOYMENT", "BUNDLE_APP_CONFIG"]
        .iter()
        .any(|name| model.is_some_and(|variables| variables.of_this_stage().any(|one| one.name == **name)));
    let mut steps = step.model.into_iter().chain(earlier_steps(step, cx));
    let is_moved = steps.any(|step| moves_gems(step, cx));
    // With the variable, the first Bundler has no folder for the version of Ruby.
    let is_of_variable = model.and_then(|variables| variables.value("BUNDLE_PATH")).is_some();
    match path {
        Some(path) if is_of_variable => {
            format!("delete the packed gems in the same step: `rm -rf {path}/cache {path}/ruby/*/cache`")
        }
        Some(path) => format!("delete the packed gems in the same step: `rm -rf {path}/ruby/*/cache`"),
        None if own.is_some() || is_set || is_moved => {
            "delete the packed gems in the same step: the folder `cache` beside the `gems` of the path that Bundler installs into".to_owned()
        }
        None => "delete the packed gems in the same step: `rm -rf \"$(gem environment gemdir)\"/cache/*.gem`".to_owned(),
    }
}
