//! Where a name comes from: the stage behind `--from=`, the instruction that sets a variable, the opener of a heredoc.

use dlint_model::variables::Lookup;
use dlint_text::Span;
use tower_lsp::lsp_types::{Location, LocationLink};

use super::names::variables::{Definition, Family, set_by_trigger};
use super::names::{Found, Symbol, heredocs, is_on, stages, symbol_at};
use crate::view::View;

/// Where the name at an offset is defined; nothing where it is none, or none of this file's.
///
/// On a variable, it is the instruction that it has its value from there. On an `ARG` that declares a global one again, it
/// is the global one.
pub(crate) fn definition(view: &View<'_>, offset: u32) -> Vec<LocationLink> {
    let Some(found) = symbol_at(view, offset) else { return Vec::new() };
    let targets: Vec<(Span, Span)> = match &found.symbol {
        Symbol::Stage(index, _) => {
            let stage = view.build.stages().get(*index);
            stage.map(|stage| (stage.from.span, stages::named_at(stage))).into_iter().collect()
        }
        Symbol::Heredoc(heredoc) => {
            let name = heredocs::opening(heredoc, view).unwrap_or(heredoc.delimiter);
            vec![(found.site.outer.span, name)]
        }
        Symbol::Variable(family) => variable(view, &found, family, offset),
    };
    let links = targets.into_iter().map(|(whole, name)| LocationLink {
        origin_selection_range: Some(view.document.range(found.span)),
        target_uri: view.document.uri.clone(),
        target_range: view.document.range(whole.join(name)),
        target_selection_range: view.document.range(name),
    });
    links.collect()
}

/// The same for clients that know no links.
pub(crate) fn locations(links: Vec<LocationLink>) -> Vec<Location> {
    let location = |link: LocationLink| Location { uri: link.target_uri, range: link.target_selection_range };
    links.into_iter().map(location).collect()
}

fn variable(view: &View<'_>, found: &Found<'_>, family: &Family, offset: u32) -> Vec<(Span, Span)> {
    let all = family.definitions(view);
    let place = |one: &Definition<'_>| (one.site.outer.span, one.span());
    let mut global = all.iter().filter(|one| one.site.scope().is_none());
    if let Some(own) = all.iter().find(|one| is_on(one.span(), offset)) {
        let is_declared_again = own.site.scope().is_some() && own.site.instruction.as_definitions().is_some();
        let from = global.next_back().filter(|_| is_declared_again && own.value.is_none());
        return vec![place(from.unwrap_or(own))];
    }
    let Some(one) = &found.used else { return Vec::new() };
    let set = match one.lookup(&found.site, view.build) {
        Lookup::Set(set) => all.iter().find(|definition| definition.name.span() == set.span).map(place),
        _ => None,
    };
    let set = set.or_else(|| set_by_trigger(&found.site, one).as_ref().map(place));
    set.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::with_view;

    /// The text that the definition is, with its line.
    fn defined(text: &str) -> String {
        with_view(text, |view, offset| {
            let links = definition(view, offset);
            let told = links.iter().map(|link| {
                let span = view.document.span(link.target_selection_range);
                let origin = link.origin_selection_range.map(|range| view.document.span(range));
                assert!(
                    origin.is_some_and(|origin| is_on(origin, offset)) || !text.contains("${‸"),
                    "{text}"
                );
                format!("{}:{}", link.target_selection_range.start.line + 1, span.slice(view.text()))
            });
            assert_eq!(locations(links.clone()).len(), links.len());
            told.collect::<Vec<_>>().join(" ")
        })
    }

    #[test]
    fn each_name_leads_to_where_it_comes_from() {
        for (text, expected) in [
            ("FROM a AS build\nFROM b\nCOPY --from=bu‸ild /a /b\n", "1:build"),
            ("FROM a AS build\nFROM BUILD‸\n", ""),
            ("FROM a AS build\nFROM build‸\n", "1:build"),
            ("FROM a AS Build\nFROM b\nRUN --mount=type=bind,from=‸build,target=/x make\n", "1:Build"),
            ("FROM a\nFROM b\nCOPY --from=‸0 /a /b\n", "1:a"),
            ("FROM a AS x\nFROM b\nONBUILD COPY --from=‸x /a /b\n", "1:x"),
            ("FROM a\nARG V=1\nRUN echo $‸V\n", "2:V"),
            ("FROM a\nARG V=1\nENV V=2\nRUN echo ${V‸:-x}\n", "3:V"),
            ("ARG V=1\nFROM a:$V‸\n", "1:V"),
            ("ARG V=1\nFROM a\nARG V‸\n", "1:V"),
            ("ARG V=1\nFROM a\nARG V\nRUN $V‸\n", "3:V"),
            ("ARG V=1\nFROM a\nRUN $V‸\n", ""),
            ("FROM a AS x\nENV V=1\nFROM x\nWORKDIR /$V‸\n", "2:V"),
            ("FROM a\nRUN X=1 && echo $X‸\n", ""),
            ("FROM a\nENV X=1\nRUN echo $X; X=2; echo $X‸\n", ""),
            ("FROM a\nRUN cat <<EOF\na\nEOF‸\n", "2:EOF"),
            ("FROM a\nONBUILD ARG V=1\nONBUILD RUN echo $V‸\n", "2:V"),
            // Each variable of an `ARG` sees those in front of it.
            ("FROM a\nARG V=1\nARG V=x$V‸\n", "2:V"),
            ("FROM a\nARG V=x$V‸\n", ""),
            ("FROM a\nARG V=1 W=$V‸\n", "2:V"),
            ("FROM a\nARG W=$V‸ V=1\n", ""),
            ("ARG V=1\nARG V=x$V‸\nFROM a\n", "1:V"),
            ("ARG V=x$V‸\nFROM a\n", ""),
            ("ARG A=$B‸\nARG B=1\nFROM a\n", ""),
            ("ARG A=1 B=$A‸\nFROM a\n", "1:A"),
            ("FROM a AS x\nENV V=1\nFROM x\nARG W=$V‸\n", "2:V"),
            ("FROM a\nCOPY --from=‸", ""),
            ("FROM‸", ""),
            ("‸", ""),
        ] {
            assert_eq!(defined(text), expected, "{text}");
        }
    }
}
