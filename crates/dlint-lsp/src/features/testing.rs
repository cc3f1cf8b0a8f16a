//! Documents for tests: `‸` is where the cursor is.

use std::path::Path;
use std::sync::Arc;

use dlint_config::{Body, Configuration, Patterns, Source, Start};
use dlint_linter::Profile;
use dlint_model::Options;
use dlint_model::context::{BuildContext, MemoryContext};
use tower_lsp::lsp_types::Url;

use crate::convert::Units;
use crate::document::Document;
use crate::view::View;

/// Where the cursor is in a test's text.
const CURSOR: char = '‸';

/// Looks at a document without a context; the offset is that of the cursor, or of the end.
pub(crate) fn with_view<T>(text: &str, look: impl FnOnce(&View<'_>, u32) -> T) -> T {
    with_context(text, &[], look)
}

/// Looks at a document that has these files around it, each with its text.
pub(crate) fn with_context<T>(
    text: &str,
    files: &[(&str, &str)],
    look: impl FnOnce(&View<'_>, u32) -> T,
) -> T {
    let offset = text.find(CURSOR).unwrap_or(text.len()) as u32;
    let uri = Url::parse("file:///srv/Dockerfile").unwrap();
    let document = Document::new(uri, 1, text.replace(CURSOR, ""), Units::Utf16);
    let rules = Arc::new(dlint_rules::all());
    let start = Start {
        folder: "/".into(),
        source: Source::Nothing,
        version: "0.1.0",
        profile: Profile::Dlint,
        date: None,
        command_line: Body::default(),
        exclude: Patterns::default(),
        include: Patterns::default(),
        force_exclude: false,
    };
    let settings = Configuration::new(&rules, start).unwrap().of(Path::new("/srv/Dockerfile"));
    let context = MemoryContext::new(files.iter().copied());
    let view = View {
        document: &document,
        file: document.file(),
        build: &document.build(Options::default()),
        context: &context as &dyn BuildContext,
        settings: &settings,
        rules: &rules,
        pages: "https://example.org/rules/",
        snippets: true,
    };
    look(&view, offset)
}

/// Documents that have all in them that features stumble over.
pub(crate) fn nasty() -> Vec<String> {
    let plain = "\u{feff}# syntax=docker/dockerfile:1\n# escape=\\\n# see https://example.org/😀 (x).\n\
                 ARG V=1 TOKEN=\n\nfrom --platform=$P alpine:${V:-3} as Base\nRUN --mount=type=bind,source=.,target=/x \\\n\
                 # why 😀\n\n  apk add \\\n\t\t'a  b' \"$V é\" && \\  \n x=1 sh -c 'ls |\\\n  cat' # it's\n\
                 COPY --from=Base [\"a b\", \"c\\u00e9\", \"/d/\"]\nONBUILD ONBUILD COPY --fro . /\nENV A=\"b \\\n  c\" D=e\\ f\n\
                 RUN cat <<EOF && bash <<-'X' 3<<Y\n$V \"\nEOF\n\tls $(id -u) `x` \\\n\t| wc\n\tX\nfoo\nY\nHEALTHCHECK CMD a\nEXPOSE 80-90/udp $X\n\
                 COPY <<a.txt <<-b /c/\nit's ${V}\na.txt\n\tx\nRUN echo 'open\nADD https://example.org/a.git#x /\nRU";
    let windows = "# escape=`\r\nFROM mcr.microsoft.com/windows/servercore:ltsc2022 AS w\r\nSHELL [\"cmd\", \"/S\", \"/C\"]\r\n\
                   RUN dir `\r\n  # é\r\n   && echo 😀 `\r\n\r\nCOPY a\\b C:\\x\\\r\nONBUILD RUN <<EOF\r\nx\r\nEOF\r\nWORKDIR $HOME\\\r\n";
    let odd = "RUN x\n FROM\nFROM $\nFROM ${\nFROM a:@ AS\nCOPY\nCOPY --from= --from=9 a\nRUN <<\nRUN [\"\nLABEL a= b\nENV x\n\
               ARG 😀=é\rVOLUME\nONBUILD\nONBUILD RUN\nEXPOSE /:-\nRUN --mount=,=,type a\nRUN \\\n";
    [plain, windows, odd].map(str::to_owned).to_vec()
}

/// A text as it is typed: all of its beginnings.
pub(crate) fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(offset, _)| offset).chain([text.len()]);
    ends.filter_map(|end| text.get(..end))
}
