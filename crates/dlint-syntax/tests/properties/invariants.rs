//! What must be true of every file.

use dlint_syntax::{Arguments, File, Instruction, LineKind, Phase, SyntaxError, parse};
use dlint_text::{MappedText, SourceFile, Span};

use super::collect::Places;

/// Something that is true of every file, or a text that says why it is not.
type Check = fn(&SourceFile, &File) -> Result<(), String>;

/// Parses a file and checks everything that is true of all files. The answer says what is not.
pub(super) fn check(source: &SourceFile) -> Result<File, String> {
    let file = parse(source);
    let checks: [(&str, Check); 7] = [
        ("lines", lines_tile_the_file),
        ("kinds", kinds_agree_with_what_they_point_to),
        ("spans", spans_lie_in_the_file),
        ("instructions", parts_lie_in_their_instruction),
        ("texts", texts_are_mapped_to_what_they_are),
        ("logical lines", logical_lines_are_their_physical_lines),
        ("errors", errors_are_on_lines),
    ];
    for (what, check) in checks {
        check(source, &file).map_err(|problem| format!("{what}: {problem}"))?;
    }
    Ok(file)
}

fn ensure(holds: bool, problem: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(problem()) }
}

fn lines_tile_the_file(source: &SourceFile, file: &File) -> Result<(), String> {
    ensure(file.print(source) == source.bytes(), || "the print differs".into())?;
    let mut end = 0;
    for line in &file.lines {
        ensure(line.span.start == end && !line.span.is_empty(), || {
            format!("{line:?} does not begin at {end}")
        })?;
        end = line.span.end;
        let text = source.slice(line.span);
        let breaks = text.matches('\n').count();
        ensure(breaks == usize::from(text.ends_with('\n')), || format!("{line:?} is not one line"))?;
    }
    ensure(end as usize == source.text().len(), || format!("the lines end at {end}"))
}

fn kinds_agree_with_what_they_point_to(_: &SourceFile, file: &File) -> Result<(), String> {
    let mut comments = 0;
    for (number, line) in (1..).zip(&file.lines) {
        let owner = match line.kind {
            LineKind::Blank => None,
            LineKind::Directive(index) => {
                let directive = file.directives.get(index as usize).ok_or("no such directive")?;
                ensure(directive.line == number && line.span.covers(directive.span), || {
                    format!("{directive:?}")
                })?;
                None
            }
            LineKind::Comment(index) => {
                let comment = file.comments.get(index as usize).ok_or("no such comment")?;
                ensure(comment.line == number && line.span.covers(comment.span), || format!("{comment:?}"))?;
                None
            }
            LineKind::Text(index)
            | LineKind::DroppedComment(index)
            | LineKind::DroppedBlank(index)
            | LineKind::HeredocBody(index)
            | LineKind::HeredocEnd(index) => Some(index),
        };
        if matches!(line.kind, LineKind::Comment(_) | LineKind::DroppedComment(_)) {
            let comment = file.comments.get(comments).ok_or("a comment is missing")?;
            ensure(comment.line == number, || format!("{comment:?} is not on line {number}"))?;
            comments += 1;
        }
        let belongs =
            |instruction: &Instruction| (instruction.first_line..=instruction.last_line).contains(&number);
        let found = match owner {
            Some(index) => file.instructions.get(index as usize).is_some_and(belongs),
            None => !file.instructions.iter().any(belongs),
        };
        ensure(found, || format!("line {number} is {:?}", line.kind))?;
    }
    ensure(comments == file.comments.len(), || "more comments than lines for them".into())
}

fn spans_lie_in_the_file(source: &SourceFile, file: &File) -> Result<(), String> {
    let text = source.text();
    let inside = |(what, span): &(&str, Span)| {
        ensure(span.start <= span.end && text.get(span.range()).is_some(), || format!("{what} at {span:?}"))
    };
    Places::outside(file).spans.iter().try_for_each(inside)?;
    file.instructions
        .iter()
        .try_for_each(|instruction| Places::of(instruction).spans.iter().try_for_each(inside))
}

fn parts_lie_in_their_instruction(source: &SourceFile, file: &File) -> Result<(), String> {
    let mut last = 0;
    for instruction in &file.instructions {
        let lines = file.lines_of(instruction);
        let (Some(first_line), Some(last_line)) = (lines.first(), lines.last()) else {
            return Err(format!("{instruction:?} has no lines"));
        };
        ensure(instruction.first_line > last, || format!("line {last} is in two instructions"))?;
        last = instruction.last_line;
        let whole = first_line.span.join(last_line.span);
        for (what, span) in Places::of(instruction).spans {
            ensure(whole.covers(span), || format!("{what} at {span:?} is not in {whole:?}"))?;
        }
        let begins = source.lines().line(instruction.text.span().start);
        let kind = first_line.kind;
        ensure(matches!(kind, LineKind::Text(_)), || format!("an instruction begins with {kind:?}"))?;
        ensure(
            begins == instruction.first_line
                || instruction.text.is_empty()
                || is_escape_line(source, first_line.span),
            || format!("{instruction:?} begins on line {begins}"),
        )?;
        heredocs_stand_behind_each_other(instruction)?;
        let comments = file.comments_before(instruction);
        ensure(comments.len() == instruction.comments.len(), || "comments that do not exist".into())?;
        ensure(comments.iter().all(|comment| comment.line < instruction.first_line), || {
            "late comments".into()
        })?;
    }
    Ok(())
}

/// Whether a line is nothing but an escape, so that the text of its instruction begins on a later one.
fn is_escape_line(source: &SourceFile, span: Span) -> bool {
    let text = source.slice(span).trim_start_matches('\u{feff}').trim();
    text == "\\" || text == "`"
}

fn heredocs_stand_behind_each_other(instruction: &Instruction) -> Result<(), String> {
    let mut opener = instruction.span.start;
    let mut body = instruction.text.span().end;
    for heredoc in &instruction.heredocs {
        ensure(heredoc.opener.start >= opener && instruction.text.span().covers(heredoc.opener), || {
            format!("{heredoc:?}")
        })?;
        ensure(heredoc.opener.covers(heredoc.delimiter), || format!("{heredoc:?}"))?;
        // One that nothing is left for may be anywhere behind the openers.
        let nothing = heredoc.terminator.is_none() && heredoc.body.is_empty();
        ensure(nothing || heredoc.body.span().start >= body, || format!("{heredoc:?} begins before {body}"))?;
        opener = heredoc.opener.end;
        body = heredoc.body.span().end.max(body);
        if let Some(end) = heredoc.terminator {
            ensure(end.start == body, || format!("{heredoc:?} does not end at {body}"))?;
            body = end.end;
        }
    }
    Ok(())
}

fn texts_are_mapped_to_what_they_are(source: &SourceFile, file: &File) -> Result<(), String> {
    for instruction in &file.instructions {
        for (what, text) in Places::of(instruction).texts {
            // A flag is read byte by byte, and two bytes of a letter become two letters of the same place.
            let bytewise = what.starts_with("flag") || what.starts_with("mount");
            is_mapped_to_what_it_is(source, text, bytewise)
                .map_err(|problem| format!("{what}: {problem}: {text:?}"))?;
        }
    }
    Ok(())
}

fn is_mapped_to_what_it_is(source: &SourceFile, text: &MappedText, bytewise: bool) -> Result<(), String> {
    let segments: Vec<_> = text.segments().collect();
    ensure(segments.first().is_some_and(|first| first.text == 0), || "no first segment".into())?;
    let ends = segments.iter().skip(1).map(|next| next.text).chain([text.len() as u32]);
    let mut last = Span::at(0);
    for (segment, end) in segments.iter().zip(ends) {
        ensure(segment.text <= end, || format!("{segment:?} ends at {end}"))?;
        let piece = text.get(segment.text as usize..end as usize).ok_or("a segment inside a character")?;
        let under = source.text().get(segment.source.range()).ok_or("a source inside a character")?;
        let behind = segment.source.start >= last.end || (bytewise && segment.source.start == last.start);
        ensure(behind, || format!("{segment:?} goes back"))?;
        last = segment.source;
        if piece.is_empty() {
            continue;
        }
        let comparable = !bytewise || under.is_ascii();
        if comparable && under.len() == piece.len() {
            ensure(under == piece, || format!("{piece:?} is not {under:?}"))?;
        }
        let back = text.source_span(segment.text as usize..end as usize);
        ensure(back == segment.source, || format!("{segment:?} leads to {back:?}"))?;
        let forth = text.text_offset(segment.source.start);
        let found = if bytewise { forth.is_some() } else { forth == Some(segment.text) };
        ensure(found, || format!("{segment:?} is found at {forth:?}"))?;
    }
    Ok(())
}

/// The text of each instruction, put together once more from the lines that hold it.
fn logical_lines_are_their_physical_lines(source: &SourceFile, file: &File) -> Result<(), String> {
    for instruction in &file.instructions {
        let lines = file.lines_of(instruction).iter().filter(|line| matches!(line.kind, LineKind::Text(_)));
        let mut joined = String::new();
        let mut pieces = Vec::new();
        let mut goes_on = true;
        for (index, line) in lines.enumerate() {
            ensure(goes_on, || format!("the text before {line:?} does not continue"))?;
            let whole = source.slice(line.span);
            let mut text = whole.trim_end_matches(['\r', '\n']);
            if line.span.start == 0 {
                text = text.strip_prefix('\u{feff}').unwrap_or(text);
            }
            if index == 0 {
                text = text.trim_start();
            }
            let start = line.span.start + (whole.trim_end_matches(['\r', '\n']).len() - text.len()) as u32;
            let escaped = text.trim_end_matches([' ', '\t']).strip_suffix(file.escape);
            let before = escaped.filter(|before| !before.ends_with(file.escape));
            goes_on = before.is_some();
            let kept = before.unwrap_or(text);
            joined.push_str(kept);
            if !kept.is_empty() {
                pieces.push(Span::new(start, start + kept.len() as u32));
            }
        }
        ensure(joined == instruction.text.as_str(), || format!("{joined:?} is not {:?}", instruction.text))?;
        let sources: Vec<Span> = instruction
            .text
            .segments()
            .map(|segment| segment.source)
            .filter(|span| !span.is_empty())
            .collect();
        ensure(sources == pieces, || format!("{sources:?} are not {pieces:?}"))?;
        if goes_on {
            let open = instruction.heredocs.is_empty() && instruction.last_line as usize == file.lines.len();
            ensure(open || !instruction.heredocs.is_empty(), || format!("{instruction:?} ends early"))?;
        }
    }
    Ok(())
}

fn errors_are_on_lines(_: &SourceFile, file: &File) -> Result<(), String> {
    let lines = file.lines.len() as u32;
    for error in &file.errors {
        ensure(error.line <= lines, || format!("{error:?} on one of {lines} lines"))?;
        ensure(!error.kind.to_string().is_empty(), || format!("{error:?} says nothing"))?;
    }
    let verdict = file.verdict();
    // What only the expansion of variables finds is no part of the verdict.
    let counts = |error: &SyntaxError| error.kind.phase() != Phase::Expansion;
    ensure(verdict.is_some() == file.errors.iter().any(counts), || {
        format!("{verdict:?} of {:?}", file.errors)
    })?;
    ensure(verdict.is_none_or(|verdict| file.errors.contains(verdict)), || {
        format!("{verdict:?} is no error")
    })?;
    let stages = file.stages();
    let in_stages: usize = stages.iter().map(|stage| stage.instructions.len() + 1).sum();
    ensure(in_stages + file.preamble().len() == file.instructions.len(), || {
        "stages lose instructions".into()
    })?;
    let unknown =
        file.instructions.iter().filter(|found| matches!(found.arguments, Arguments::Unknown(_))).count();
    let said = file.errors.iter().filter(|error| error.kind.class() == "unknown-instruction").count();
    ensure(unknown == said, || format!("{unknown} unknown instructions, but {said} errors"))
}
