//! `DK3002` secret-file-copied. Spec: rules/DK3002-secret-file-copied.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Feature, Findings, Rule, Step};
use dlint_model::Step as ModelStep;
use dlint_model::effects::{Action, Effect, Origin, Shape};
use dlint_model::path::ImagePath;
use dlint_shell::base_name;
use dlint_syntax::{Arguments, Keyword};
use dlint_text::Span;

use crate::support::instruction_words::expand;
use crate::support::secret_files::{Holds, holds_secrets};
use crate::support::secret_mounts::mount_for_copy;

pub(crate) static RULE: Rule =
    Rule::new("DK3002", "secret-file-copied", Check::Instruction(&[Keyword::Add, Keyword::Copy], check))
        .category(Category::Secrets)
        .severity(Severity::Error)
        .fix(FixKind::Sometimes(Safety::Unsafe));

/// How many later steps are asked whether they delete the file.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(model), Some(transfer)) = (step.model, step.as_transfer()) else { return };
    // What comes from a stage or an image was put there by somebody else.
    if step.flag("from").is_some() {
        return;
    }
    let is_shipped = cx.stages.get(model.stage).is_none_or(|stage| stage.is_in_image);
    for source in transfer.sources.iter().filter(|source| source.heredoc.is_none()) {
        let text = expand(&source.word, model, cx);
        let Some(name) = text.known().filter(|name| !name.contains("://")) else { continue };
        let goes_to = transfer.destination.as_ref().map(|word| word.as_str()).unwrap_or_default();
        let Some(mut holds) = holds_secrets(name, cx).filter(|_| !is_for_everybody(goes_to)) else {
            continue;
        };
        let target = target(name, source.word.span, goes_to, model, cx);
        let named = target.as_ref().and_then(|target| named_by_env(target, model, cx));
        // Whom to trust is no secret.
        if named.is_some_and(|name| name.to_ascii_uppercase().contains("TRUST")) {
            continue;
        }
        let deleted = target.as_ref().and_then(|target| deletion(target, model, cx));
        if deleted.is_some() {
            // Whoever deletes it knows why.
            holds = Holds::Surely;
        }
        let severity = match holds {
            Holds::Surely if is_shipped => Severity::Error,
            Holds::Surely => Severity::Warning,
            Holds::Perhaps => Severity::Info,
        };
        let file = base_name(name.trim_end_matches('/'));
        let where_to = if is_shipped { "the image" } else { "a stage" };
        let message = match (holds, deleted) {
            (_, Some(_)) => format!("`{file}` stays in this layer"),
            (Holds::Surely, None) => format!("`{file}` holds secrets, and is copied into {where_to}"),
            (Holds::Perhaps, None) => {
                format!("`{file}` may hold a login or a key, and is copied into {where_to}")
            }
        };
        let why = match deleted {
            _ if !is_shipped => "it is in the build cache, wherever that goes",
            Some(_) => {
                "a later layer only hides it: everybody who can pull the image can read it in this one"
            }
            None => "everybody who can pull the image can read it",
        };
        let id = file.trim_start_matches(['.', '_']).to_ascii_lowercase();
        let mounted = target.as_ref().and_then(|target| mount_for_copy(model, target, &id, cx));
        let target = target.as_ref().filter(|target| target.is_exact()).map_or("…", ImagePath::as_str);
        let help = match named.filter(|_| deleted.is_none()) {
            Some(name) => format!(
                "leave it out, and mount it when the container is started: `{name}` says that it is read there, as `{target}`"
            ),
            None => format!(
                "mount it for the steps that need it: `RUN --mount=type=secret,id={id},target={target}`"
            ),
        };
        let mut reporter =
            out.report(&RULE, source.word.span, message).severity(severity).why(why).help(help);
        if let Some(place) = deleted {
            reporter = reporter.secondary(place, "this only hides it");
        }
        if let Some(mounted) = mounted {
            reporter = reporter
                .fix("mount it for the step that uses it", Safety::Unsafe, |edits| {
                    edits.delete(mounted.copy);
                    edits.insert(mounted.at, mounted.flag);
                    edits.needs(Feature::Mount);
                    edits.delete(mounted.deletion);
                })
                .declares([
                    Change::Removes(step.keyword.as_str(), String::new()),
                    Change::RunsNoMore("rm".into()),
                    Change::Flags { keyword: "RUN", flag: "mount".into() },
                ]);
        }
        if holds == Holds::Perhaps {
            reporter.pedantic();
        }
    }
}

/// Whether the place that a key goes to is one for public keys.
fn is_for_everybody(destination: &str) -> bool {
    let lower = destination.to_ascii_lowercase();
    ["pub", "gpg", "keyring", "rpm", "trusted", "apt/"].iter().any(|word| lower.contains(word))
}

/// Where a source ends up.
fn target(
    name: &str,
    source: Span,
    destination: &str,
    model: &ModelStep<'_>,
    cx: &Cx<'_>,
) -> Option<ImagePath> {
    let mut effects = cx.build.effects(model).all.iter().filter(|effect| effect.span == source);
    let (path, shape) = effects.find_map(|effect| match &effect.action {
        Action::Write { path, shape, origin: Origin::Context } => Some((path, *shape)),
        _ => None,
    })?;
    // By its name, `.npmrc` may be a folder, whose files would go there.
    let is_folder = destination.ends_with(['/', '.']) && shape != Shape::File;
    let file = base_name(name.trim_end_matches('/'));
    Some(if is_folder { path.join(file) } else { path.clone() })
}

/// The variable that tells the program in the container where the file is.
fn named_by_env<'s>(target: &ImagePath, model: &ModelStep<'_>, cx: &Cx<'s>) -> Option<&'s str> {
    let stage = cx.stages.get(model.stage).filter(|_| model.onbuild.is_none() && target.is_exact())?;
    let steps = stage.own_steps().filter(|step| step.instruction.keyword == Keyword::Env);
    let pairs = steps.take(MOST_STEPS).flat_map(|step| match &step.instruction.arguments {
        Arguments::Env(pairs) => pairs.as_slice(),
        _ => &[],
    });
    let mut naming = pairs.filter(|pair| pair.value.trim_matches(['"', '\'']) == target.as_str());
    naming.next().map(|pair| pair.key.as_str())
}

/// Where a later step of the stage deletes it.
fn deletion(target: &ImagePath, model: &ModelStep<'_>, cx: &Cx<'_>) -> Option<Span> {
    let stage = cx.stages.get(model.stage).filter(|_| model.onbuild.is_none())?;
    let later = stage.steps.iter().filter(|step| step.index > model.index).take(MOST_STEPS);
    let mut effects = later.flat_map(|step| &cx.build.effects(step).all);
    let is_its = |effect: &&Effect| match &effect.action {
        Action::Delete { path, .. } => path.covers(target).is_yes(),
        _ => false,
    };
    effects.find(is_its).map(|effect| effect.span)
}
