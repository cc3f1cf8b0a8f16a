//! `DK5013` build-tools-in-final-stage. Spec: rules/DK5013-build-tools-in-final-stage.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::effects::{Action, Effect};
use dlint_model::packages::{Manager, Operation, Package, PackageKind};
use dlint_model::path::ImagePath;
use dlint_model::{Base, Stage, Step};
use dlint_shell::{Word, base_name};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::layers_below::calls;
use crate::support::packages::calls_manager;
use crate::support::programs::is_interpreter;
use crate::support::purpose::{Purpose, purpose};
use crate::support::start::words::CommandWords;
use crate::support::start::{instruction, last_starts};
use crate::support::toolchains::{
    Tool, Toolchain, brings_compiler, builds_with, may_need, of_image, sources, tool,
};

pub(crate) static RULE: Rule = Rule::new("DK5013", "build-tools-in-final-stage", Check::Stage(check))
    .category(Category::Size)
    .severity(Severity::Info);

/// How many steps of an image are looked at: the last ones.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

/// How many later stages are looked at for one that is built from this one.
const MOST_STAGES: usize = 500;

/// How many compilers a finding names.
const MOST_TOOLS: usize = 8;

/// How many words of what is started are looked at.
const MOST_WORDS: usize = 20;

const WHY: &str =
    "what is built needs no compiler to run: every pull carries it, and so does every report of a scanner";

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(top) = cx.stages.get(stage.index).filter(|stage| stage.is_shipped && !stage.end.is_windows())
    else {
        return;
    };
    // What a stage that goes on from it does is part of the same image, and said there.
    let mut later = cx.stages.iter().skip(top.index + 1).take(MOST_STAGES);
    if later.any(|other| other.is_shipped && other.base == Base::Stage(top.index)) {
        return;
    }
    let steps = cx.build.chain(top.index).flat_map(|stage| stage.steps.iter().rev());
    let mut steps: Vec<&Step<'_>> = steps.take(MOST_STEPS).collect();
    steps.reverse();
    steps.retain(|step| step.instruction.keyword == Keyword::Run);
    if let Base::Image(base) = &top.root
        && let Some(toolchain) = of_image(base)
    {
        base_image(toolchain, &base.text, top, &steps, cx, out);
    } else {
        packages(top, &steps, cx, out);
    }
}

/// Reports a base image that is a toolchain, where something is built with it.
fn base_image(
    toolchain: &Toolchain,
    name: &str,
    top: &Stage<'_>,
    steps: &[&Step<'_>],
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
) {
    let mut uses = steps.iter().flat_map(|step| {
        let all = cx.build.effects(step).all.iter();
        all.filter(|effect| builds_with(toolchain, effect, step, cx)).map(|effect| place(effect, step, cx))
    });
    let Some(used) = uses.next() else { return };
    let Some(bottom) = cx.build.chain(top.index).last() else { return };
    let Some(word) = bottom.from.as_from().and_then(|from| from.image.as_ref()) else { return };
    let runs_on = if is_built_elsewhere(top, cx) {
        String::new()
    } else {
        let runs_on = toolchain.runs_on(needs_shell(top, cx));
        // What is built there is linked with another C library than Debian's.
        let runs_on = if name.contains("alpine") {
            runs_on.replace("debian:…-slim", "alpine:…")
        } else {
            runs_on.to_owned()
        };
        format!("; it runs on {runs_on}")
    };
    let help = format!(
        "build in a stage of its own, `FROM {name} AS build`, and copy the result out of it: `COPY --from=build …`{runs_on}"
    );
    let reporter = out
        .report(&RULE, word.word.span, format!("the image ships the toolchain of `{name}`"))
        .why(WHY)
        .help(help)
        .secondary(used, "this is what needs it");
    if purpose(top, cx) != Purpose::Program {
        reporter.pedantic();
    }
}

/// A compiler that is installed.
struct Compiler<'s> {
    manager: Manager,
    package: &'s Package,
    tool: Tool,
    /// The step that installs it.
    step: &'s Step<'s>,
    /// The group that it is installed as a part of: `apk add --virtual .build`.
    group: Option<&'s str>,
}

/// Reports compilers that are installed, used and left.
fn packages<'s>(top: &Stage<'_>, steps: &[&'s Step<'s>], cx: &Cx<'s>, out: &mut Findings<'_>) {
    let mut used: Vec<(Compiler<'s>, Span)> = Vec::new();
    let has_own = matches!(&top.root, Base::Image(base) if brings_compiler(base));
    let mut compilers = left(steps, cx);
    compilers.retain(|compiler| !has_own || compiler.tool != Tool::C);
    let compiles_later = compilers.iter().any(|compiler| is_for_later(compiler, top, steps, cx));
    for compiler in compilers {
        if used.len() < MOST_TOOLS
            && let Some(place) = first_use(&compiler, steps, cx)
        {
            used.push((compiler, place));
        }
    }
    let Some((first, _)) = used.first() else { return };
    let name = &first.package.name;
    let message = match used.len() {
        1 => format!("`{name}` stays in the image"),
        2 => format!("`{name}` and one more build tool stay in the image"),
        many => format!("`{name}` and {} more build tools stay in the image", many - 1),
    };
    let help = match first.manager {
        Manager::Apk => {
            "remove them in the same step: `apk add --virtual .build …`, build, and `apk del .build`; or build in a stage of its own, and copy the result out of it with `COPY --from=…`"
        }
        _ => "build in a stage of its own, and copy the result out of it with `COPY --from=…`",
    };
    let mut reporter = out.report(&RULE, first.package.span, message).why(WHY).help(help);
    let mut places: Vec<Span> = used.iter().map(|(_, place)| *place).collect();
    places.sort_unstable();
    places.dedup();
    for place in places {
        reporter = reporter.secondary(place, "this is what it is there for");
    }
    if purpose(top, cx) != Purpose::Program || compiles_later {
        reporter.pedantic();
    }
}

/// The compilers that are there at the end.
fn left<'s>(steps: &[&'s Step<'s>], cx: &Cx<'s>) -> Vec<Compiler<'s>> {
    let mut left: Vec<Compiler<'s>> = Vec::new();
    for step in steps.iter().copied().filter(|step| calls_manager(step, cx)) {
        for (effect, action) in cx.build.effects(step).packages() {
            match action.operation {
                Operation::Install if effect.is_certain => {
                    let mut groups = action.packages.iter().filter(|one| one.kind == PackageKind::Group);
                    let group = groups.next().map(|group| &*group.name);
                    left.extend(action.packages.iter().filter(|package| is_name(package)).filter_map(
                        |package| {
                            Some(Compiler {
                                manager: action.manager,
                                package,
                                tool: tool(&package.name)?,
                                step,
                                group,
                            })
                        },
                    ));
                }
                Operation::Remove => {
                    // Whoever removes one of them, or what nobody knows, means all of them. And what `apt-mark` has
                    // marked goes without being named.
                    let is_meant = |package: &Package| {
                        let is_group =
                            left.iter().any(|compiler| compiler.group == Some(package.name.as_str()));
                        is_group || !is_name(package) || tool(&package.name).is_some()
                    };
                    if action.and_more
                        || calls(step, &["apt-mark"], cx)
                        || action.packages.iter().any(is_meant)
                    {
                        left.clear();
                    }
                }
                _ => {}
            }
        }
    }
    left
}

/// Whether sources are added for a compiler that no step calls: it is there for what is compiled at run time.
fn is_for_later<'s>(compiler: &Compiler<'s>, top: &Stage<'_>, steps: &[&'s Step<'s>], cx: &Cx<'s>) -> bool {
    let mut transfers = cx.build.chain(top.index).flat_map(|stage| &stage.steps).filter_map(|step| {
        let transfer = step.instruction.as_transfer()?;
        Some(transfer.sources.iter())
    });
    let is_source = |name: &str| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
        sources(compiler.tool).contains(&ending)
    };
    transfers.any(|mut sources| sources.any(|source| is_source(source.word.as_str())))
        && !steps.iter().any(|step| compiles(compiler.tool, step, cx))
}

/// Whether a step compiles something itself, and does not leave that to the install of a package.
fn compiles(tool: Tool, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    cx.build.effects(step).all.iter().any(|effect| match &effect.action {
        Action::Packages(action) => action.operation == Operation::Build && may_need(tool, effect, step, cx),
        _ => may_need(tool, effect, step, cx),
    })
}

/// Whether what is started, or may be, comes from another stage or image, or needs a program that runs it: nobody knows
/// what such a thing runs on.
fn is_built_elsewhere(top: &Stage<'_>, cx: &Cx<'_>) -> bool {
    let steps = || cx.build.chain(top.index).flat_map(|stage| stage.steps.iter().rev()).take(MOST_STEPS);
    let words = CommandWords::of(last_starts(steps()).map(instruction));
    if is_interpreter(words.name()) || matches!(words.name(), "nginx" | "supervisord") {
        return true;
    }
    let words: Vec<&str> = words.all().take(MOST_WORDS).collect();
    let is_started = |path: &ImagePath| {
        words.iter().any(|word| {
            path.file_name().is_some_and(|file| file == base_name(word))
                || word.starts_with('/') && path.covers(&ImagePath::new(word)).is_possible()
        })
    };
    let copies = steps().filter(|step| step.instruction.flag("from").is_some());
    copies.flat_map(|step| &cx.build.effects(step).all).any(|effect| match &effect.action {
        Action::Write { path, .. } => is_started(path),
        _ => false,
    })
}

/// Whether the container starts by way of a shell.
fn needs_shell(top: &Stage<'_>, cx: &Cx<'_>) -> bool {
    let mut steps = cx.build.chain(top.index).flat_map(|stage| &stage.steps);
    steps.any(|step| {
        let is_start =
            matches!(step.instruction.keyword, Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck);
        let line = step.instruction.command_line().filter(|_| is_start);
        line.is_some_and(|line| match line.exec.as_deref() {
            Some(words) => words.first().is_some_and(|word| word.as_str().ends_with("sh")),
            None => true,
        })
    })
}

/// The first place behind it where a compiler is needed.
fn first_use(compiler: &Compiler<'_>, steps: &[&Step<'_>], cx: &Cx<'_>) -> Option<Span> {
    let from = steps.iter().position(|step| std::ptr::eq(*step, compiler.step))?;
    steps.iter().skip(from).enumerate().find_map(|(at, step)| {
        let mut effects = cx.build.effects(step).all.iter();
        let used = effects.find(|effect| {
            let is_behind = at > 0 || effect.span.start > compiler.package.span.start;
            is_behind && may_need(compiler.tool, effect, step, cx)
        });
        used.map(|effect| place(effect, step, cx))
    })
}

/// Whether it is the name of one package.
fn is_name(package: &Package) -> bool {
    package.kind == PackageKind::Name && !package.name.contains(['*', '?', '$', '…'])
}

/// The word that says what is built, or the command.
fn place(effect: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> Span {
    if let Action::Packages(action) = &effect.action {
        return action.verb;
    }
    let command = effect.command.and_then(|id| {
        let script = cx.build.scripts(step).get(id.script)?;
        script.script.body().commands.get(id.command)?.name_word()
    });
    command.map_or(effect.span, Word::span)
}
