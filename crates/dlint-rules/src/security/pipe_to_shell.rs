//! `DK4002` pipe-to-shell. Spec: rules/DK4002-pipe-to-shell.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_shell::{Command, Joined, Standing};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::join::plain_body;
use crate::support::own_end::own_end;
use crate::support::piped_scripts::{FETCHERS, Piped, Way, piped_scripts};

pub(crate) static RULE: Rule =
    Rule::new("DK4002", "pipe-to-shell", Check::Instruction(&[Keyword::Run], check))
        .category(Category::Security)
        .severity(Severity::Warning)
        .fix(FixKind::Sometimes(Safety::Unsafe));

/// Where the script is put.
const FILE: &str = "/tmp/install.sh";

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return };
    if !FETCHERS.iter().any(|name| step.text.contains(name)) && step.heredocs.is_empty() {
        return;
    }
    let stage = cx.build.stage_of(model);
    let is_shipped = stage.is_none_or(|stage| stage.is_shipped || stage.is_in_image);
    let all = piped_scripts(step, cx);
    for piped in &all {
        let (Some(runner), Some(download)) = (piped.runner.name_word(), piped.download.name_word()) else {
            continue;
        };
        let name = piped.runner.base_name().unwrap_or("a shell");
        let name = if matches!(name, "eval" | "." | "source") { "the shell" } else { name };
        let quoted = if name == "the shell" { name.to_owned() } else { format!("`{name}`") };
        let is_plain = piped.url.is_some_and(|url| url.starts_with("http://"));
        let is_pinned = piped.url.is_some_and(names_version);
        let why = if is_pinned && !is_plain {
            "whoever controls the address decides what runs in the build, and a download that breaks off runs half"
        } else if is_plain {
            "the address is unencrypted: whoever sits between here and there decides what runs in the build, and a download that breaks off runs half"
        } else {
            "whoever controls the address decides what runs in the build, it may be another script tomorrow, and a download that breaks off runs half"
        };
        let reporter = out
            .report(&RULE, runner.span(), format!("{quoted} runs what is downloaded, and nobody looks at it"))
            .why(why)
            .help("download a certain version into a file, check its sum (`echo \"<sum>  file\" | sha256sum -c -`), and run that")
            .secondary(download.span(), "the download")
            .severity(if is_shipped { Severity::Warning } else { Severity::Info });
        // One file at a time.
        if all.len() == 1
            && let Some(rewrite) = rewrite(step, piped, cx)
        {
            reporter
                .fix("download it into a file, and run that", Safety::Unsafe, |edits| {
                    edits.replace_all(rewrite);
                })
                .declares(changes(piped));
        }
    }
}

/// Whether a part of an address is a version or a commit, which is meant to stay the same.
fn names_version(url: &str) -> bool {
    let is_version = |part: &str| {
        let digits = part.trim_start_matches('v');
        let numbers = digits.split('.').filter(|part| part.bytes().any(|byte| byte.is_ascii_digit())).count();
        numbers > 1 && digits.starts_with(|c: char| c.is_ascii_digit())
    };
    let is_commit = |part: &str| part.len() == 40 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    url.split('/').skip(3).any(|part| part.contains("${") || is_version(part) || is_commit(part))
}

/// What that changes.
fn changes(piped: &Piped<'_>) -> Vec<Change> {
    let body = piped.runner.body();
    let outer = piped.runner.wrapped_by.and_then(|index| body.commands.get(index));
    let commands = outer.into_iter().chain([piped.runner.command, piped.download.command]);
    let names = commands.filter_map(|command| command.base_name()).map(str::to_owned);
    let mut changes: Vec<Change> =
        names.flat_map(|name| [Change::Rewords(name.clone()), Change::Joins(name)]).collect();
    changes.push(Change::Runs("rm".to_owned()));
    changes
}

/// The edits that make of `curl URL | sh -s -- ARGUMENTS` a download, a run and a removal.
fn rewrite(step: &Step<'_>, piped: &Piped<'_>, cx: &Cx<'_>) -> Option<Vec<(Span, String)>> {
    let model = step.model.filter(|_| step.onbuild.is_none() && piped.way == Way::Pipe)?;
    let body = plain_body(model, cx).ok()?;
    let (runner, download) = (&piped.runner, &piped.download);
    let outer = runner.wrapped_by.and_then(|index| body.commands.get(index)).unwrap_or(runner.command);
    let in_a_row = |standing: &Standing| {
        standing.nest.is_none() && !standing.background && standing.joined != Joined::Background
    };
    let is_pair = outer.standing.pipeline.length == 2
        && download.standing.pipeline.index == 0
        && download.wrapped_by.is_none()
        && download.standing.nest.is_none()
        && in_a_row(&outer.standing)
        && matches!(
            download.standing.joined,
            Joined::Start | Joined::And | Joined::Semicolon | Joined::Newline
        )
        && outer.wrapped_by.is_none();
    let next = body.commands.iter().find(|one| one.wrapped_by.is_none() && one.span.start > outer.span.end);
    let ends = next.is_none_or(|next| next.standing.joined == Joined::And);
    let is_open = !runner.redirections.is_empty() || !outer.redirections.is_empty();
    if !is_pair || !ends || is_open || cx.source.slice(step.span).contains(FILE) {
        return None;
    }
    let mut edits = Vec::new();
    let name = download.name_word()?.span();
    if download.base_name() == Some("curl") {
        edits.push(curl_to_file(download.command, name.end)?);
    } else {
        // `-O-` and `-qO-` say where it goes to.
        let word = download.arguments().iter().find(|word| {
            let text = word.text.as_str();
            text.ends_with("O-") && text.starts_with('-') && !text.starts_with("--")
        })?;
        let end = word.span().end;
        edits.push((Span::new(end.checked_sub(1)?, end), format!(" {FILE}")));
    }
    edits.push((bar(step, own_end(download.command), outer.span.start)?, "&&".to_owned()));
    edits.push(hand_over(piped)?);
    edits.push((Span::at(own_end(runner.command)), format!(" && rm {FILE}")));
    Some(edits)
}

/// The edit that has curl write a file: in the place of `-o-`, `-sSLo -` or `--output -`, if it says so.
fn curl_to_file(command: &Command, name_end: u32) -> Option<(Span, String)> {
    let words = command.arguments();
    for (at, word) in words.iter().enumerate() {
        let text = word.text.as_str();
        let is_short = text.starts_with('-') && !text.starts_with("--");
        let tail = |length: usize| {
            let end = word.span().end;
            let place = Span::new(end.checked_sub(u32::try_from(length).ok()?)?, end);
            (place.len() as usize == length).then_some(place)
        };
        if text == "--output=-" || is_short && text.ends_with("o-") {
            return Some((tail(1)?, if is_short { format!(" {FILE}") } else { FILE.to_owned() }));
        }
        if (text == "--output" || is_short && text.ends_with('o'))
            && words.get(at + 1).is_some_and(|next| next.is("-"))
        {
            return Some((words.get(at + 1)?.span(), FILE.to_owned()));
        }
        if text.starts_with("--output") || is_short && text.contains(['o', 'O']) {
            return None;
        }
    }
    Some((Span::at(name_end), format!(" -o {FILE}")))
}

/// The bar between two commands.
fn bar(step: &Step<'_>, end: u32, start: u32) -> Option<Span> {
    let from = step.text.text_offset(end.checked_sub(1)?)? as usize + 1;
    let to = step.text.text_offset(start)? as usize;
    let at = from + step.text.get(from..to)?.find('|')?;
    Some(step.text.source_span(at..at + 1))
}

/// The edit that gives the program the file to run, and what it is told besides.
fn hand_over(piped: &Piped<'_>) -> Option<(Span, String)> {
    let words = piped.runner.command.arguments();
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let name = piped.runner.name_word()?.span();
    let covers = |count: usize| {
        let (first, last) = (words.first()?, words.get(count.checked_sub(1)?)?);
        Some((Span::new(first.span().start, last.span().end), FILE.to_owned()))
    };
    match texts.as_slice() {
        [] => Some((Span::at(name.end), format!(" {FILE}"))),
        ["-s", "--" | "-", ..] | ["-", "--", ..] => covers(2),
        ["-s", next, ..] if next.starts_with('-') => None,
        ["-s" | "-" | "--", ..] => covers(1),
        _ => None,
    }
}
