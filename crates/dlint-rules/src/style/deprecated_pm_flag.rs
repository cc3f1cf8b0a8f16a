//! `DK8006` deprecated-pm-flag. Spec: rules/DK8006-deprecated-pm-flag.md

use dlint_diagnostics::{Category, Change, FixKind, NoFix, Safety, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule};
use dlint_model::base_image::Family;
use dlint_model::effects::{Action, CommandId, Origin};
use dlint_model::path::ImagePath;
use dlint_model::{Base, Stage};
use dlint_shell::{Word, base_name};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::os_release::{Release, release};

pub(crate) static RULE: Rule = Rule::new(
    "DK8006",
    "deprecated-pm-flag",
    Check::Command(&["apt-key", "bundle", "easy_install", "npm", "poetry", "python", "python3"], check),
)
.category(Category::Style)
.severity(Severity::Info)
.fix(FixKind::Sometimes(Safety::Safe));

/// How many steps are looked through for the line of a repository.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

fn check(command: &Command<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(step) = command.step.model.filter(|model| !model.state.is_windows()) else { return };
    if command.step.keyword != Keyword::Run {
        return;
    }
    let stage = cx.build.stage_of(step);
    match command.base_name() {
        Some("npm") => npm(command, stage, cx, out),
        Some("bundle") => bundle(command, stage, out),
        Some("poetry") => poetry(command, out),
        Some("apt-key") => apt_key(command, stage, cx, out),
        Some("easy_install") => setuptools(command.name_word(), "easy_install", stage, out),
        _ => {
            let words = command.arguments();
            let is_setup = words.first().is_some_and(|word| base_name(&word.beginning) == "setup.py");
            let verb = words.get(1).filter(|word| is_setup && (word.is("install") || word.is("develop")));
            setuptools(verb, "setup.py install", stage, out);
        }
    }
}

/// Whether what the image has is known to be no older than what took the place of the option.
fn is_recent(stage: Option<&Stage<'_>>) -> bool {
    let Some(stage) = stage else { return false };
    match release(stage) {
        Some((Family::Debian, (major, _))) => major > 10,
        Some((Family::Ubuntu, release)) => release >= (22, 4),
        Some((Family::Alpine, release)) => release >= (3, 15),
        _ => version_of(stage, &["python", "ruby"]).is_some_and(|major| major > 2),
    }
}

fn npm(command: &Command<'_>, stage: Option<&Stage<'_>>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let words = command.arguments();
    let installs =
        words.iter().any(|word| ["ci", "i", "install", "prune", "update"].iter().any(|verb| word.is(verb)));
    let old = ["--only=prod", "--only=production", "--production", "--production=true"];
    let found = words.iter().find(|word| old.iter().any(|old| word.is(old)));
    let Some(word) = found.filter(|_| installs) else { return };
    let version = stage.and_then(node_version);
    let text = &*word.text;
    // Node.js 16 was the first to bring npm 7 and more.
    let is_old = version.is_some_and(|version| version < 16);
    // Those of 14 and 15 are close to it; older ones have a longer way to go than this.
    if version.is_some_and(|version| version < 14) {
        return;
    }
    let message =
        if is_old { format!("npm 7 warns of `{text}`") } else { format!("`npm` warns of `{text}`") };
    let reporter = out.report(&RULE, word.span(), message);
    if is_old {
        reporter
            .why("this image has npm 6, which knows nothing else; every newer one prints a warning, and takes `--omit=dev`")
            .help("write `--omit=dev` as soon as the image has Node.js 16 or newer")
            .no_fix(NoFix::new("the image has an npm that knows nothing else"));
        return;
    }
    let reporter =
        reporter.why("`--omit` took its place with npm 7, and a later npm may know the old one no longer");
    let safety = if version.is_some() { Safety::Safe } else { Safety::Unsafe };
    let reporter = if version.is_some() { reporter } else { reporter.pedantic() };
    if words.iter().any(|word| word.is("--omit=dev")) {
        // Both stand there, for old and new versions.
        let reporter = reporter.help(format!("delete `{text}`: `--omit=dev` says the same"));
        let before = words.iter().take_while(|other| other.span() != word.span()).last();
        let start = before.or_else(|| command.name_word()).map_or(word.span().start, |word| word.span().end);
        let with_space = Span::new(start, word.span().end);
        // A comment between them stays.
        let place = if cx.source.slice(with_space).contains('#') { word.span() } else { with_space };
        reporter
            .fix(format!("delete `{text}`"), safety, |edits| edits.delete(place))
            .declares([Change::Rewords("npm".into())]);
        return;
    }
    let reporter = reporter.help("write `--omit=dev`");
    reporter
        .fix("write `--omit=dev`", safety, |edits| edits.replace(word.span(), "--omit=dev"))
        .declares([Change::Rewords("npm".into())]);
}

/// The version of Node that the official image has.
fn node_version(stage: &Stage<'_>) -> Option<u32> {
    version_of(stage, &["node"])
}

/// The first number of the tag of one of these images.
fn version_of(stage: &Stage<'_>, images: &[&str]) -> Option<u32> {
    let Base::Image(base) = &stage.root else { return None };
    base.facts.as_deref().filter(|facts| images.contains(&facts.image))?;
    base.image.effective_tag()?.split(['.', '-']).next()?.parse().ok()
}

fn bundle(command: &Command<'_>, stage: Option<&Stage<'_>>, out: &mut Findings<'_>) {
    let words = command.arguments();
    // `bundle` alone installs.
    let first = words.first();
    let installs = first.is_none_or(|word| word.is("install") || word.beginning.starts_with('-'));
    let old = ["--without", "--with", "--deployment", "--path", "--system", "--no-prune"];
    let is_old = |word: &&Word| {
        old.iter().any(|old| {
            word.beginning.strip_prefix(old).is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
        })
    };
    let found: Vec<&Word> = words.iter().filter(is_old).collect();
    let Some(word) = found.first().filter(|_| installs) else { return };
    let name = |word: &Word| word.beginning.split('=').next().unwrap_or_default().to_owned();
    let option = name(word);
    let settings: Vec<String> = found
        .iter()
        .map(|word| match &*name(word) {
            "--deployment" => "deployment true",
            "--no-prune" => "no_prune true",
            "--system" => "path.system true",
            "--path" => "path …",
            "--with" => "with …",
            _ => "without …",
        })
        .map(|setting| format!("`bundle config set --local {setting}`"))
        .collect();
    let them = if found.len() == 1 { "the option" } else { "the options" };
    let reporter = out
        .report(&RULE, word.span(), format!("`bundle` warns of `{option}`"))
        .why("what is remembered from one call to the next belongs into a setting since Bundler 2.1, and Bundler 4 knows the option no longer")
        .help(format!("write {} in front of it, and `bundle install` without {them}", settings.join(" and ")))
        .no_fix(NoFix::new("the setting would hold for later steps, too"));
    if !is_recent(stage) {
        reporter.pedantic();
    }
}

fn poetry(command: &Command<'_>, out: &mut Findings<'_>) {
    let installs = command.arguments().first().is_some_and(|word| word.is("install") || word.is("export"));
    let Some(word) = command.arguments().iter().find(|word| word.is("--no-dev")).filter(|_| installs) else {
        return;
    };
    out.report(&RULE, word.span(), "`poetry` warns of `--no-dev`")
        .why("groups took its place with Poetry 1.2, and Poetry 2 refuses the option")
        .help("write `--only main`")
        .fix("write `--only main`", Safety::Unsafe, |edits| edits.replace(word.span(), "--only main"))
        .declares([Change::Rewords("poetry".into())]);
}

fn apt_key(command: &Command<'_>, stage: Option<&Stage<'_>>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(verb) = command.arguments().iter().find(|word| word.is("add") || word.is("adv")) else { return };
    // Before that, there was hardly another way.
    let release = stage.and_then(release);
    let is_old = match release {
        Some((Family::Debian, (major, _))) => major < 11,
        Some((Family::Ubuntu, release)) => release < (20, 10),
        _ => false,
    };
    if is_old {
        return;
    }
    let is_gone = matches!(release, Some((Family::Debian, (major, _))) if major > 12)
        || matches!(release, Some((Family::Ubuntu, release)) if release > (24, 10));
    let is_last = matches!(release, Some((Family::Debian, (12, _)) | (Family::Ubuntu, (24, 4 | 10))));
    let reporter = out.report(
        &RULE,
        command.name_word().map_or(verb.span(), Word::span),
        if is_gone { "there is no `apt-key` any more" } else { "`apt-key` is deprecated" },
    );
    let reporter = if is_gone {
        reporter.why("Debian 13 and Ubuntu 25.04 came without it: the step fails").severity(Severity::Warning)
    } else if is_last {
        reporter.why("a key that it adds may sign packages of every repository, and the next release of the base image has no `apt-key`")
    } else {
        reporter.why("a key that it adds may sign packages of every repository, and Debian 13 and Ubuntu 25.04 come without it")
    };
    let reporter = reporter
        .help(with_signed_by(command, release, cx))
        .no_fix(NoFix::new("which repository the key is for, only its author knows"));
    // Nobody knows how old the image is.
    if release.is_none() {
        reporter.pedantic();
    }
}

/// The line of a repository that names its key.
const LINE: &str = "`deb [signed-by=/etc/apt/keyrings/name.asc] …` (`name.gpg` for a key that is no text)";

/// What to do instead of `apt-key`.
fn with_signed_by(command: &Command<'_>, release: Option<(Family, Release)>, cx: &Cx<'_>) -> String {
    // The folder came with apt 2.4.
    let has_folder = match release {
        Some((Family::Debian, (major, _))) => Some(major > 11),
        Some((Family::Ubuntu, release)) => Some(release >= (22, 4)),
        _ => None,
    };
    let made = match has_folder {
        Some(true) => "",
        Some(false) => ", which has to be made on this release (`mkdir -p`)",
        None => ", which older releases come without (`mkdir -p`)",
    };
    let adds_line = |command: &dlint_shell::Command| {
        let is_line = |word: &Word| word.beginning.trim_start_matches(['"', '\'']).starts_with("deb");
        matches!(command.base_name(), Some("add-apt-repository" | "apt-add-repository"))
            && command.arguments().iter().any(is_line)
    };
    let stage = command.step.model.and_then(|model| cx.build.stage_of(model));
    let key = if command.arguments().iter().any(|word| word.is("adv")) {
        "let `gpg` receive the key, and export it into"
    } else {
        "put the key into"
    };
    if stage.is_some_and(|stage| fetches_list(stage, cx)) {
        return format!(
            "{key} `/etc/apt/keyrings`{made}, and write the repository's line yourself instead of fetching it, with the key in it: {LINE}"
        );
    }
    let steps = stage.map(|stage| stage.steps.as_slice()).unwrap_or_default().iter();
    let scripts = steps.take(MOST_STEPS).flat_map(|step| cx.build.scripts(step));
    if scripts.flat_map(|script| &script.script.body().commands).any(adds_line) {
        format!(
            "{key} `/etc/apt/keyrings`{made}, and the repository into a file below `/etc/apt/sources.list.d`, since `add-apt-repository` refuses the option: {LINE}"
        )
    } else {
        format!("{key} `/etc/apt/keyrings`{made}, and name it in the repository's line: {LINE}")
    }
}

/// Whether a stage downloads the list of a repository: `curl … > /etc/apt/sources.list.d/a.list`.
fn fetches_list(stage: &Stage<'_>, cx: &Cx<'_>) -> bool {
    let is_list = |path: &ImagePath| path.as_str().starts_with("/etc/apt/sources.list");
    stage.steps.iter().take(MOST_STEPS).any(|step| {
        let effects = &cx.build.effects(step).all;
        let fetches = |command: Option<CommandId>| {
            effects.iter().any(|one| one.command == command && matches!(&one.action, Action::Download { .. }))
        };
        // `curl … | sudo tee`
        let by_tee = |command: Option<CommandId>| {
            let scripts = cx.build.scripts(step);
            let found = command.and_then(|id| Some((id.command, scripts.get(id.script)?.script.body())));
            let Some((own, body)) = found else { return false };
            let mut before = (own.saturating_sub(2)..own).filter_map(|at| body.commands.get(at));
            body.commands.get(own).and_then(|command| command.base_name()) == Some("tee")
                && before.any(|one| {
                    matches!(one.base_name(), Some("curl" | "wget")) && one.standing.pipeline.length > 1
                })
        };
        effects.iter().any(|effect| {
            effect.action.stored().is_some_and(is_list)
                && (matches!(effect.action, Action::Write { origin: Origin::Download, .. })
                    || effect.command.is_some() && (fetches(effect.command) || by_tee(effect.command)))
        })
    })
}

/// Whether `pip` installs nothing past the system's own packages, unless it is told to: the system's Python is its own.
fn is_managed(stage: &Stage<'_>) -> bool {
    let Base::Image(base) = &stage.root else { return false };
    let is_plain =
        base.facts.as_deref().is_some_and(|facts| ["alpine", "debian", "ubuntu"].contains(&facts.image));
    is_plain
        && match release(stage) {
            Some((Family::Debian, (major, _))) => major > 11,
            Some((Family::Ubuntu, release)) => release >= (23, 4),
            Some((Family::Alpine, release)) => release >= (3, 19),
            _ => false,
        }
}

fn setuptools(word: Option<&Word>, name: &str, stage: Option<&Stage<'_>>, out: &mut Findings<'_>) {
    let Some(word) = word else { return };
    let reporter = out
        .report(&RULE, word.span(), format!("`{name}` is deprecated"))
        .why("setuptools has called it so since version 58, and sends people to tools that keep to the standards, like `pip`")
        .help(format!(
            "write `{}`{}",
            match name {
                "easy_install" => "pip install …",
                _ if word.is("develop") => "pip install -e .",
                _ => "pip install .",
            },
            if stage.is_some_and(is_managed) { ", into a virtual environment: the system's own Python refuses it" } else { "" }
        ))
        .no_fix(NoFix::new("another program would install, and may choose other versions"));
    if !is_recent(stage) {
        reporter.pedantic();
    }
}
