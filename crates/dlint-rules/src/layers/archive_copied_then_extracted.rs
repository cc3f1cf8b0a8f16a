//! DL3010 archive-copied-then-extracted. Spec: rules/DL3010-archive-copied-then-extracted.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Reporter, Rule, Step};
use dlint_model::Step as ModelStep;
use dlint_model::archives::packed;
use dlint_model::effects::{Action, Effect, Origin};
use dlint_model::path::ImagePath;
use dlint_shell::{Word, base_name};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::archives::copied_name;
use crate::support::layers_below::Kept;

pub(crate) static RULE: Rule =
    Rule::new("DL3010", "archive-copied-then-extracted", Check::Instruction(&[Keyword::Copy], check))
        .category(Category::Layers)
        .severity(Severity::Info);

/// How many later steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(model), Some(stage)) = (step.model, step.stage.and_then(|stage| cx.stages.get(stage))) else {
        return;
    };
    let Some(transfer) = step.as_transfer().filter(|_| step.flag("from").is_none()) else { return };
    if !stage.is_shipped || step.onbuild.is_some() {
        return;
    }
    for source in &transfer.sources {
        let name = base_name(&source.word);
        let is_archive = source.heredoc.is_none() && packed(name).is_some_and(|packed| packed.is_for_add());
        if !is_archive || dlint_model::path::has_pattern(name) {
            continue;
        }
        let written = cx.build.effects(model).all.iter().filter_map(|effect| effect.action.stored());
        let is_alone = transfer.sources.len() == 1;
        let files: Vec<&ImagePath> =
            written.filter(|path| is_alone || path.file_name() == Some(name)).collect();
        let mut is_plain = true;
        let extracted = stage.steps.iter().skip(model.index + 1).take(MOST_STEPS).find_map(|later| {
            let mut effects = cx.build.effects(later).all.iter();
            let found = effects.find(|effect| extracts(&effect.action, &files, name))?;
            is_plain = is_unpacked_as_it_is(later, found, cx);
            Some(found.span)
        });
        if let Some(place) = extracted {
            let reporter = report(source.word.span, place, out);
            // `ADD` takes nothing off the paths, and leaves nothing out.
            if !is_plain {
                reporter.pedantic();
            }
        }
    }
}

/// Whether a file that another step unpacks is one that this rule speaks of: `ADD` would unpack it.
pub(crate) fn is_for_add(kept: &Kept<'_>, unpacks: &Effect, step: &ModelStep<'_>) -> bool {
    let is_copy = kept.step.instruction.keyword == Keyword::Copy && kept.step.stage == step.stage;
    let from_context = matches!(kept.effect.action, Action::Write { origin: Origin::Context, .. });
    let named = copied_name(kept).or(kept.path.file_name());
    let is_archive = named.and_then(packed).is_some_and(|packed| packed.is_for_add());
    is_copy && from_context && is_archive && matches!(unpacks.action, Action::Extract { .. })
}

/// Whether one of these files is unpacked; where a copy may be a folder, what is in it by the archive's name.
fn extracts(action: &Action, files: &[&ImagePath], name: &str) -> bool {
    let Action::Extract { archive: Some(archive), .. } = action else { return false };
    files.iter().any(|file| **file == *archive || file.join(name) == *archive)
}

/// Whether a command unpacks all of an archive, with its paths as they are.
fn is_unpacked_as_it_is(step: &ModelStep<'_>, effect: &Effect, cx: &Cx<'_>) -> bool {
    let scripts = cx.build.scripts(step);
    let command =
        effect.command.and_then(|id| scripts.get(id.script)?.script.body().commands.get(id.command));
    command.is_some_and(|command| {
        let changes = |word: &Word| {
            ["--strip", "--transform", "--xform", "--exclude", "--wildcards"]
                .iter()
                .any(|option| word.beginning.starts_with(option))
        };
        !command.arguments().iter().any(changes)
    })
}

fn report<'o>(source: Span, place: Span, out: &'o mut Findings<'_>) -> Reporter<'o> {
    out.report(&RULE, source, "the archive is stored once packed and once unpacked")
        .why("`COPY` puts the packed file into a layer of its own, which stays although nobody needs it any more")
        .help("let `ADD` unpack it on its way into the image")
        .secondary(place, "it is unpacked here")
}
