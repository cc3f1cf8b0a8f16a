//! The keyword of an instruction: help, and what this very step does.

use dlint_syntax::Keyword;

use super::text::bullets;
use super::{Note, effects, image, stage};
use crate::features::names::is_on;
use crate::features::names::site::Site;
use crate::language;
use crate::view::View;

/// What there is to say of the keyword at an offset.
pub(super) fn at(view: &View<'_>, site: &Site<'_>, offset: u32) -> Option<Note> {
    let span = site.instruction.keyword_text.span();
    if !is_on(span, offset) {
        return as_keyword(site, offset);
    }
    let info = language::instruction(site.instruction.keyword)?;
    let forms: Vec<&str> = info.forms.iter().map(|form| form.label).collect();
    let forms = forms.join("\n");
    let here = here(view, site);
    let here =
        if here.is_empty() { String::new() } else { format!("**This one**\n\n{}\n---\n\n", bullets(&here)) };
    let text = format!(
        "**{}**: {}\n\n{here}```dockerfile\n{forms}\n```\n\n{}\n\n[Reference]({})",
        info.keyword.as_str(),
        info.summary,
        info.help,
        info.url()
    );
    Some(Note { span, text })
}

fn as_keyword(site: &Site<'_>, offset: u32) -> Option<Note> {
    let word = site.instruction.as_from()?.as_keyword.as_ref().filter(|word| is_on(word.span, offset))?;
    let text =
        "**AS**: gives the stage a name, which `COPY --from=`, mounts and a later `FROM` take.".to_owned();
    Some(Note { span: word.span, text })
}

fn here(view: &View<'_>, site: &Site<'_>) -> Vec<String> {
    match (site.instruction.keyword, site.step, site.stage) {
        (Keyword::From, _, Some(stage)) => {
            let mut lines = stage::lines(view, stage);
            if let dlint_model::Base::Image(base) = &stage.base {
                lines.extend(base.facts.iter().flat_map(|facts| image::lines(facts)).take(3));
            }
            lines
        }
        (Keyword::Onbuild | Keyword::Unknown, ..) | (_, None, _) => Vec::new(),
        (_, Some(step), _) => effects::lines(view, step),
    }
}
