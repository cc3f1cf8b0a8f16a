//! Links: from images to their pages, from copied files to the files, and addresses.

mod registry;
#[cfg(test)]
mod tests;

use std::path::Path;

use dlint_model::context::Entry;
use dlint_model::effects::{Action, ReadFrom};
use dlint_model::image::Image;
use dlint_model::path::{ImagePath, has_pattern};
use dlint_model::secrets::has_secret;
use dlint_model::{Base, Step};
use dlint_syntax::{DirectiveKind, Keyword};
use dlint_text::{MappedText, Span};
use tower_lsp::lsp_types::{DocumentLink, Url};

use super::names::stages::written_images;
use super::values::Values;
use crate::view::View;

/// No more sources than this are looked at, for a file is asked for on a disk: nobody copies more by name.
const MOST_SOURCES: usize = 2000;

/// The links of a document, in order.
pub(crate) fn links(view: &View<'_>) -> Vec<DocumentLink> {
    let mut links = Links { view, found: Vec::new(), looked_for: 0 };
    links.syntax();
    links.stages();
    links.comments();
    links.found.sort_by_key(|(span, ..)| *span);
    let mut forward = view.document.forward();
    let mut end = 0;
    let mut placed = Vec::with_capacity(links.found.len());
    for (span, target, tooltip) in links.found {
        if span.start < end || span.is_empty() {
            continue;
        }
        end = span.end;
        let range = forward.range(span);
        let tooltip = Some(tooltip.to_owned());
        placed.push(DocumentLink { range, target: Some(target), tooltip, data: None });
    }
    placed
}

struct Links<'v, 'a> {
    view: &'v View<'a>,
    found: Vec<(Span, Url, &'static str)>,
    looked_for: usize,
}

impl Links<'_, '_> {
    fn image(&mut self, span: Span, image: &Image) {
        if let Some(page) = registry::page(image) {
            self.found.push((span, page, "Page of the image"));
        }
    }

    /// The image that reads the file: `# syntax=docker/dockerfile:1`.
    fn syntax(&mut self) {
        let directives = &self.view.file.directives;
        for directive in directives.iter().filter(|directive| directive.kind == DirectiveKind::Syntax) {
            // What stands behind a blank is for the frontend.
            let value = directive.value.slice(self.view.text());
            let name = value.split_whitespace().next().unwrap_or_default();
            let image = Image::parse(MappedText::copied(name, directive.value.start));
            let span = Span::new(directive.value.start, directive.value.start + name.len() as u32);
            self.image(span, &image);
        }
    }

    fn stages(&mut self) {
        let view = self.view;
        let values = Values::new(view);
        for stage in view.build.stages() {
            if let Base::Image(base) = &stage.base
                && let Some(word) = stage.from.as_from().and_then(|from| from.image.as_ref())
                && let word = &word.word
                && (!word.contains('$') || values.of(view.build.global_variables(), word).is_some())
            {
                self.image(word.span, &base.image);
            }
            for (_, span, image) in written_images(view, stage) {
                self.image(span, &image);
            }
            for step in stage.own_steps() {
                self.step(step, &values);
            }
        }
    }

    /// What a step takes from the context or the network.
    fn step(&mut self, step: &Step<'_>, values: &Values<'_, '_>) {
        match step.instruction.keyword {
            Keyword::Add | Keyword::Copy => {
                for effect in &self.view.build.effects(step).all {
                    self.looked_for += 1;
                    if self.looked_for > MOST_SOURCES {
                        return;
                    }
                    let word = effect.span.slice(self.view.text());
                    if word.contains('$') && values.of(self.view.build.variables(step), word).is_none() {
                        continue;
                    }
                    match &effect.action {
                        Action::Read { path, from: ReadFrom::Context } => self.file(effect.span, path),
                        Action::Download { url: Some(url), .. } => self.address(effect.span, url),
                        _ => {}
                    }
                }
            }
            Keyword::Run => {
                for mount in &step.instruction.mounts {
                    self.looked_for += 1;
                    if mount.kind().eq_ignore_ascii_case("bind")
                        && mount.option("from").is_none()
                        && let Some(source) = mount.value("source")
                        && !source.contains('$')
                        && !has_pattern(source)
                    {
                        self.file(source.span(), &ImagePath::new(source));
                    }
                }
            }
            _ => {}
        }
    }

    /// A file of the context, if it is there.
    fn file(&mut self, span: Span, path: &ImagePath) {
        let name = path.as_str().trim_start_matches('/');
        if self.looked_for > MOST_SOURCES || !path.is_exact() || name.is_empty() {
            return;
        }
        let Some(folder) = self.view.context.name() else { return };
        let is_there = matches!(self.view.context.entry(name), Some(Entry::File { .. } | Entry::Other));
        if is_there && let Ok(target) = Url::from_file_path(Path::new(&folder).join(name)) {
            self.found.push((span, target, "File of the build context"));
        }
    }

    fn address(&mut self, span: Span, address: &str) {
        let is_page = address.starts_with("https://") || address.starts_with("http://");
        // A variable that nobody knows stands in it as `${NAME}`.
        if !is_page || address.contains("${") {
            return;
        }
        if let Ok(url) = Url::parse(address)
            && url.host().is_some()
            && url.password().is_none()
            && !has_secret(address)
        {
            self.found.push((span, url, "Address"));
        }
    }

    /// Addresses in comments.
    fn comments(&mut self) {
        for comment in &self.view.file.comments {
            let text = comment.span.slice(self.view.text());
            let mut from = 0;
            while let Some(at) = text.get(from..).and_then(|rest| rest.find("http")) {
                let start = from + at;
                let address = address_in(text.get(start..).unwrap_or_default());
                from = start + address.len().max(1);
                let start = comment.span.start + start as u32;
                self.address(Span::new(start, start + address.len() as u32), address);
            }
        }
    }
}

/// The address that a text begins with, without the marks of the sentence around it.
fn address_in(text: &str) -> &str {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | '`' | '|');
    let address = text.split(ends).next().unwrap_or_default();
    let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '*']);
    // A bracket that is opened in the address is a part of it.
    let behind = address.get(trimmed.len()..).unwrap_or_default();
    if trimmed.contains('(') && behind.starts_with(')') {
        address.get(..=trimmed.len()).unwrap_or(trimmed)
    } else {
        trimmed
    }
}
