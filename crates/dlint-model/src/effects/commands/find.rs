//! `find`, which deletes by itself or lets others do it.

use dlint_shell::Word;

use super::Handler;
use crate::effects::call::{Call, Out};
use crate::effects::{Origin, Shape};
use crate::path::ImagePath;

pub(super) const COMMANDS: &[(&str, Handler)] = &[("find", find)];

/// The folders that a `find` looks through.
pub(super) fn roots(call: &Call<'_>) -> Vec<(ImagePath, dlint_text::Span)> {
    let is_expression = |word: &&Word| {
        let text = &*word.beginning;
        text.starts_with('-') && !matches!(text, "-H" | "-L" | "-P") || matches!(text, "(" | "!")
    };
    let words = call.words().iter().take_while(|word| !is_expression(word));
    let operands: Vec<&Word> = words.filter(|word| !word.beginning.starts_with('-')).collect();
    if operands.is_empty() {
        return vec![(call.folder.clone(), call.command.span)];
    }
    let paths = |word: &&Word| {
        let span = word.span();
        call.paths(word).into_iter().map(move |path| (path, span)).collect::<Vec<_>>()
    };
    operands.iter().flat_map(paths).collect()
}

/// What it finds: nobody knows which of the files, but all of them are below its folders, or such a folder itself.
pub(in crate::effects) fn found(call: &Call<'_>) -> Vec<ImagePath> {
    roots(call).into_iter().map(|(root, _)| root.something_inside()).collect()
}

fn find(call: &Call<'_>, out: &mut Out<'_>) {
    let words = call.words();
    // `-fprint list` and its like write a list.
    for (index, word) in words.iter().enumerate() {
        if matches!(word.value(), Some("-fprint" | "-fprint0" | "-fprintf" | "-fls"))
            && let Some(list) = words.get(index + 1)
        {
            call.paths(list)
                .into_iter()
                .for_each(|path| out.write(path, Shape::File, Origin::Output, list.span()));
        }
    }
    if !words.iter().any(|word| word.is("-delete")) {
        return;
    }
    // What it deletes is all that it finds, if nothing but the depth is asked for.
    let mut depth = 0;
    let mut picks = false;
    for (index, word) in words.iter().enumerate().filter(|(_, word)| word.beginning.starts_with('-')) {
        match &*word.beginning {
            "-mindepth" if words.get(index + 1).is_some_and(|depth| depth.is("1")) => depth = 1,
            "-delete" | "-depth" | "-H" | "-L" | "-P" | "-xdev" | "-mount" | "-print" => {}
            _ => picks = true,
        }
    }
    for (root, span) in roots(call) {
        if picks {
            out.delete(root.something_inside(), true, span);
        } else if depth > 0 {
            out.delete(root.join_pattern("*"), true, span);
            out.delete(root.join_pattern(".*"), true, span);
        } else {
            out.delete(root, true, span);
        }
    }
}
