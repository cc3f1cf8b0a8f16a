//! What is in a document: its stages, with their instructions in them.

use dlint_model::Stage;
use dlint_syntax::{Instruction, Keyword};
use dlint_text::Span;
use tower_lsp::lsp_types::{DocumentSymbol, Location, SymbolInformation, SymbolKind};

use super::names::site::extent;
use super::names::{stages, variables};
use super::secrets::Hidden;
use super::shown::short;
use crate::view::View;

/// How many characters of an instruction are shown beside its keyword.
const LONGEST: usize = 60;

/// The stages with their instructions; in front of them the instructions that are in no stage.
pub(crate) fn document_symbols(view: &View<'_>) -> Vec<DocumentSymbol> {
    let hidden = Hidden::of(view);
    let preamble = view.file.preamble().iter();
    let mut symbols: Vec<_> = preamble.map(|one| instruction(view, &hidden, one)).collect();
    symbols.extend(view.build.stages().iter().map(|one| stage(view, &hidden, one)));
    symbols
}

/// The same for clients that know no hierarchy, each with the stage that it is in.
pub(crate) fn flat_symbols(view: &View<'_>) -> Vec<SymbolInformation> {
    let mut flat = Vec::new();
    for symbol in document_symbols(view) {
        let children = symbol.children.unwrap_or_default();
        let container = symbol.name.clone();
        flat.push(information(view, symbol.name, symbol.kind, symbol.range, None));
        let children = children.into_iter().map(|child| {
            let name = match child.detail {
                Some(detail) => format!("{} {detail}", child.name),
                None => child.name,
            };
            information(view, name, child.kind, child.range, Some(container.clone()))
        });
        flat.extend(children);
    }
    flat
}

/// The stages and variables of a document whose names hold the letters of a query, in their order and in any case.
pub(crate) fn workspace_symbols(view: &View<'_>, query: &str) -> Vec<SymbolInformation> {
    let mut found = Vec::new();
    for stage in view.build.stages() {
        let name = stage_name(stage);
        if fits(&name, query) {
            let range = view.document.range(stages::named_at(stage));
            found.push(information(view, name, SymbolKind::MODULE, range, None));
        }
    }
    for site in super::names::site::sites(view) {
        let stage = site.stage.map(stage_name);
        let mut set = variables::definitions(site);
        set.retain(|one| fits(one.plain(), query));
        let ranges = view.document.ranges(set.iter().map(variables::Definition::span));
        let kind = kind(site.instruction.keyword);
        for (one, range) in set.iter().zip(ranges) {
            found.push(information(view, one.plain().to_owned(), kind, range, stage.clone()));
        }
    }
    found
}

fn fits(name: &str, query: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    query.chars().flat_map(char::to_lowercase).all(|wanted| letters.any(|letter| letter == wanted))
}

fn stage_name(stage: &Stage<'_>) -> String {
    stage.name.map_or_else(|| format!("stage {}", stage.index), ToString::to_string)
}

#[expect(deprecated, reason = "the protocol's struct has the field")]
fn information(
    view: &View<'_>,
    name: String,
    kind: SymbolKind,
    range: tower_lsp::lsp_types::Range,
    container_name: Option<String>,
) -> SymbolInformation {
    let location = Location { uri: view.document.uri.clone(), range };
    SymbolInformation { name, kind, tags: None, deprecated: None, location, container_name }
}

#[expect(deprecated, reason = "the protocol's struct has the field")]
fn symbol(
    view: &View<'_>,
    name: String,
    detail: String,
    kind: SymbolKind,
    (whole, selected): (Span, Span),
    children: Vec<DocumentSymbol>,
) -> DocumentSymbol {
    DocumentSymbol {
        name,
        detail: (!detail.is_empty()).then_some(detail),
        kind,
        tags: None,
        deprecated: None,
        range: view.document.range(whole.join(selected)),
        selection_range: view.document.range(selected),
        children: (!children.is_empty()).then_some(children),
    }
}

fn stage(view: &View<'_>, hidden: &Hidden<'_, '_>, stage: &Stage<'_>) -> DocumentSymbol {
    let whole = extent(stage.from).join(extent(stage.instructions.last().unwrap_or(stage.from)));
    let children = stage.instructions.iter().map(|one| instruction(view, hidden, one)).collect();
    let image = stage.from.as_from().and_then(|from| from.image.as_ref());
    let image = image.map(|image| image.word.to_string()).unwrap_or_default();
    let image = shown(hidden, &image, stage.from.span);
    let places = (whole, stages::named_at(stage));
    symbol(view, stage_name(stage), image, SymbolKind::MODULE, places, children)
}

fn instruction(view: &View<'_>, hidden: &Hidden<'_, '_>, one: &Instruction) -> DocumentSymbol {
    let trigger = one.as_onbuild().and_then(|onbuild| onbuild.trigger.as_deref());
    let names = names(trigger.unwrap_or(one));
    // Values are left out: some of them are secrets.
    let detail = match (names.is_empty(), trigger) {
        (true, _) => shown(hidden, one.after_keyword(), one.span),
        (false, None) => cut(&names.join(" ")),
        (false, Some(trigger)) => cut(&format!("{} {}", trigger.keyword.as_str(), names.join(" "))),
    };
    let name = match one.keyword {
        Keyword::Unknown => one.keyword_text.to_string(),
        keyword => keyword.as_str().to_owned(),
    };
    let places = (extent(one), one.keyword_text.span());
    // No client takes a symbol without a name.
    let name = if name.trim().is_empty() { "?".to_owned() } else { name };
    symbol(view, name, detail, kind(one.keyword), places, Vec::new())
}

/// The names that an instruction sets.
fn names(one: &Instruction) -> Vec<&str> {
    match one.keyword {
        Keyword::Arg | Keyword::Env => {
            let keys = one.as_pairs().into_iter().flatten().map(|pair| pair.key.as_str());
            let names = one.as_definitions().into_iter().flatten().map(|one| one.name.as_str());
            keys.chain(names).map(|name| name.trim_matches(['"', '\''])).collect()
        }
        _ => Vec::new(),
    }
}

/// A text that stands at a place of the file; nothing of one with a secret in it.
fn shown(hidden: &Hidden<'_, '_>, text: &str, place: Span) -> String {
    if hidden.are_at(place, text) { "…".to_owned() } else { cut(text) }
}

/// The beginning of a text in one line.
fn cut(text: &str) -> String {
    short(text.trim(), LONGEST)
}

const fn kind(keyword: Keyword) -> SymbolKind {
    match keyword {
        Keyword::Run => SymbolKind::FUNCTION,
        Keyword::Copy | Keyword::Add => SymbolKind::FILE,
        Keyword::Arg => SymbolKind::CONSTANT,
        Keyword::Env => SymbolKind::VARIABLE,
        Keyword::Expose | Keyword::Volume => SymbolKind::INTERFACE,
        Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck => SymbolKind::EVENT,
        Keyword::From => SymbolKind::MODULE,
        _ => SymbolKind::PROPERTY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::{is_inside, nasty, with_view};

    const TEXT: &str = "ARG V=1\nFROM a:$V AS build\nENV A=1 TOKEN=abc\nRUN <<EOF\nx\nEOF\nFROM b\n";

    #[test]
    fn stages_hold_their_instructions() {
        with_view(TEXT, |view, _| {
            let told =
                |one: &DocumentSymbol| format!("{}({})", one.name, one.detail.as_deref().unwrap_or(""));
            let symbols = document_symbols(view);
            let told: Vec<String> = symbols
                .iter()
                .map(|one| {
                    let children: Vec<_> = one.children.iter().flatten().map(told).collect();
                    format!("{}[{}]", told(one), children.join(" "))
                })
                .collect();
            assert_eq!(told, ["ARG(V)[]", "build(a:$V)[ENV(A TOKEN) RUN(<<EOF)]", "stage 1(b)[]"]);
            assert_eq!(symbols[1].range.end.line, 5);
            let flat: Vec<_> =
                flat_symbols(view).into_iter().map(|one| (one.name, one.container_name)).collect();
            assert_eq!(flat[2], ("ENV A TOKEN".to_owned(), Some("build".to_owned())));
        });
    }

    #[test]
    fn nobody_is_shown_a_secret() {
        for (text, expected) in [
            ("FROM a\nRUN curl -u app:kR7pWz2mQx https://example.org\n", "…"),
            ("FROM a\nRUN echo app:hunter2 | chpasswd\n", "…"),
            ("FROM a\nLABEL x=https://u:kR7pWz2mQx@registry.corp.net/\n", "…"),
            ("FROM a\nRUN true && \\\n  PGPASSWORD=kR7pWz2mQx psql\n", "…"),
            ("FROM a\nCMD x kR7pWz2mQx\nENV API_TOKEN=kR7pWz2mQx\n", "…"),
            ("FROM a\nONBUILD ENV TOKEN=abc B=1\n", "ENV TOKEN B"),
            ("FROM a\nONBUILD ARG TOKEN=abc\n", "ARG TOKEN"),
            ("FROM a\nONBUILD RUN curl -u app:kR7pWz2mQx https://example.org\n", "…"),
            ("FROM a\nONBUILD RUN x\n", "RUN x"),
            ("FROM a\nENV API_TOKEN=kR7pWz2mQx\n", "API_TOKEN"),
            // A word like others is no secret where it means something else.
            ("FROM a\nUSER app\nENV DB_PASSWORD=app\n", "app"),
        ] {
            with_view(text, |view, _| {
                let symbols = document_symbols(view);
                let first = symbols[0].children.as_ref().unwrap()[0].detail.clone();
                assert_eq!(first.as_deref(), Some(expected), "{text}");
                let flat = flat_symbols(view);
                assert!(flat.iter().all(|one| !one.name.contains("kR7pWz2mQx")), "{text}");
            });
        }
        with_view("FROM u:kR7pWz2mQx@registry.corp.net/a\nENV API_TOKEN=kR7pWz2mQx\n", |view, _| {
            assert_eq!(document_symbols(view)[0].detail.as_deref(), Some("…"));
        });
    }

    #[test]
    fn a_query_finds_stages_and_variables() {
        with_view(TEXT, |view, _| {
            let names = |query| {
                let all = workspace_symbols(view, query).into_iter();
                all.map(|one| one.name).collect::<Vec<_>>()
            };
            assert_eq!(names("BLD"), ["build"]);
            assert_eq!(names("tok"), ["TOKEN"]);
            assert_eq!(names(""), ["build", "stage 1", "V", "A", "TOKEN"]);
        });
    }

    #[test]
    fn ranges_are_inside_of_each_other_and_of_the_document() {
        for text in nasty() {
            with_view(&text, |view, _| {
                let mut open = document_symbols(view);
                while let Some(symbol) = open.pop() {
                    is_inside(view, symbol.range);
                    let (whole, name) = (view.document.span(symbol.range), symbol.selection_range);
                    assert!(whole.covers(view.document.span(name)) && !symbol.name.is_empty(), "{text}");
                    open.extend(symbol.children.unwrap_or_default());
                }
                for one in flat_symbols(view).into_iter().chain(workspace_symbols(view, "")) {
                    is_inside(view, one.location.range);
                }
            });
        }
    }
}
