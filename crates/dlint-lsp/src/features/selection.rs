//! What to select next, from the word under the cursor to the whole file.

mod shell;
#[cfg(test)]
mod tests;

use dlint_syntax::{Arguments, Instruction, Word};
use dlint_text::{MappedText, Span};
use tower_lsp::lsp_types::SelectionRange;

use super::folding::{comments, trimmed};
use super::names::is_on;
use super::names::site::{Site, extent, site_at};
use super::names::uses::uses;
use crate::view::View;

/// For each offset, what to select, from the least to the whole file.
pub(crate) fn selection_ranges(view: &View<'_>, offsets: &[u32]) -> Vec<SelectionRange> {
    offsets.iter().map(|offset| selection_range(view, *offset)).collect()
}

fn selection_range(view: &View<'_>, offset: u32) -> SelectionRange {
    let mut spans = vec![Span::new(0, view.text().len() as u32)];
    if let Some(comment) = view.comment_at(offset) {
        spans.push(comment.span);
        let block = comments(view.file).find(|block| is_on(*block, offset));
        spans.extend(block.map(|block| Span::new(block.start, trimmed(view.text(), block))));
    }
    if let Some(site) = site_at(view, offset) {
        of_site(view, &site, offset, &mut spans);
    }
    spans.retain(|span| is_on(*span, offset));
    // From the outermost; each inside the one before it. Of two that overlap, the larger one counts.
    spans.sort_by_key(|span| (std::cmp::Reverse(span.len()), span.start));
    let mut range: Option<SelectionRange> = None;
    let mut outer: Option<Span> = None;
    for span in spans {
        if outer.is_some_and(|outer| outer == span || !outer.covers(span)) {
            continue;
        }
        outer = Some(span);
        range = Some(SelectionRange { range: view.document.range(span), parent: range.map(Box::new) });
    }
    let nothing = || SelectionRange { range: view.document.range(Span::at(offset)), parent: None };
    range.unwrap_or_else(nothing)
}

fn of_site(view: &View<'_>, site: &Site<'_>, offset: u32, spans: &mut Vec<Span>) {
    let instruction = site.instruction;
    if let Some(stage) = site.stage {
        let last = stage.instructions.last().unwrap_or(stage.from);
        spans.push(stage.from.span.join(extent(last)));
    }
    spans.extend([site.span(), site.outer.span, instruction.span, instruction.keyword_text.span()]);
    if !std::ptr::eq(site.outer, instruction) {
        spans.push(instruction.span.join(site.span()));
    }
    for flag in &instruction.flags {
        spans.extend([flag.span, flag.name.span()]);
        spans.extend(flag.value.as_ref().map(MappedText::span));
    }
    for option in instruction.mounts.iter().flat_map(|mount| &mount.options) {
        spans.extend([option.span, option.key.span()]);
        spans.extend(option.value.as_ref().map(MappedText::span));
    }
    arguments(instruction, spans);
    for heredoc in site.heredocs() {
        spans.extend([heredoc.opener, heredoc.delimiter, heredoc.body.span()]);
        spans.extend(heredoc.terminator);
        spans.extend(heredoc.terminator.map(|end| heredoc.body.span().join(end)));
    }
    spans.extend(view.heredoc_line_at(offset));
    for one in uses(site, view.build, None) {
        spans.extend([one.span, one.whole]);
    }
    for script in site.step.map(|step| view.build.scripts(step)).unwrap_or_default() {
        shell::spans(script.script.body(), offset, spans);
    }
}

/// The words of an instruction, and what they are parts of.
fn arguments(instruction: &Instruction, spans: &mut Vec<Span>) {
    let first = spans.len();
    let word = |word: &Word| [word.span, word.value.span()];
    match &instruction.arguments {
        Arguments::Add(transfer) | Arguments::Copy(transfer) => {
            let sources = transfer.sources.iter().map(|source| &source.word);
            spans.extend(sources.chain(&transfer.destination).flat_map(word));
        }
        Arguments::Arg(all) => {
            for one in all {
                spans.extend([one.span, one.name.span()]);
                spans.extend(one.value.as_ref().map(MappedText::span));
            }
        }
        Arguments::Env(all) | Arguments::Label(all) => {
            spans.extend(all.iter().flat_map(|one| [one.span, one.key.span(), one.value.span()]));
        }
        Arguments::Run(line)
        | Arguments::Cmd(line)
        | Arguments::Entrypoint(line)
        | Arguments::Shell(line) => {
            spans.push(line.text.span());
            spans.extend(line.exec.iter().flatten().flat_map(word));
        }
        Arguments::Expose(expose) => spans.extend(expose.ports.iter().flat_map(|port| word(&port.word))),
        Arguments::From(from) => {
            if let Some(image) = &from.image {
                spans.extend([image.word.span, image.name.span()]);
                spans.extend([&image.tag, &image.digest].into_iter().flatten().map(MappedText::span));
            }
            spans.extend(from.as_keyword.iter().chain(&from.name).chain(&from.extra).flat_map(word));
        }
        Arguments::Healthcheck(health) => {
            spans.extend(health.kind.iter().flat_map(word));
            if let Some(line) = &health.command {
                spans.push(line.text.span());
                spans.extend(line.exec.iter().flatten().flat_map(word));
            }
        }
        Arguments::Maintainer(one)
        | Arguments::Stopsignal(one)
        | Arguments::User(one)
        | Arguments::Workdir(one) => spans.extend(one.iter().flat_map(word)),
        Arguments::Volume(volumes) => spans.extend(volumes.words.iter().flat_map(word)),
        Arguments::Unknown(text) => spans.push(text.span()),
        Arguments::Onbuild(_) => {}
    }
    let all = spans.iter().skip(first).copied().filter(|span| !span.is_empty()).reduce(Span::join);
    spans.extend(all);
}
