//! Texts with gaps, as editors fill them in: `${1:default}`, `${1|one,other|}`, `$0`.

/// Something to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Snippet {
    /// What it looks like in a list.
    pub label: &'static str,
    /// What it is for.
    pub doc: &'static str,
    /// The text with its gaps, in the syntax of the protocol's snippets. An instruction's begins with its keyword in
    /// capitals.
    pub body: &'static str,
}

/// A row of a table of snippets.
pub(super) const fn snippet(label: &'static str, doc: &'static str, body: &'static str) -> Snippet {
    Snippet { label, doc, body }
}

impl Snippet {
    /// The text with each gap filled by its default: what an editor gets that knows nothing of gaps.
    ///
    /// ```
    /// use dlint_lsp::language::Snippet;
    ///
    /// let snippet = Snippet { label: "", doc: "", body: "USER ${1:app}:${2|app,root|} \\$HOME$0" };
    /// assert_eq!(snippet.plain(), "USER app:app $HOME");
    /// ```
    pub fn plain(&self) -> String {
        plain(self.body)
    }
}

/// A text with gaps, each of them filled by its default.
pub(crate) fn plain(body: &str) -> String {
    let mut plain = String::with_capacity(body.len());
    let mut letters = body.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => plain.extend(letters.next()),
            '$' => {
                let (default, rest) = gap(letters.as_str());
                plain.push_str(&default.replace('\\', ""));
                letters = rest.chars();
            }
            other => plain.push(other),
        }
    }
    plain
}

/// The default of a gap whose `$` has been read, and what stands behind the gap. A brace ends it: no default of ours
/// holds one.
fn gap(text: &str) -> (&str, &str) {
    let Some((inside, rest)) = text.strip_prefix('{').and_then(|text| text.split_once('}')) else {
        return ("", text.trim_start_matches(|letter: char| letter.is_ascii_digit()));
    };
    let default = inside.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let first = default.strip_prefix('|').and_then(|choices| choices.split([',', '|']).next());
    (first.or_else(|| default.strip_prefix(':')).unwrap_or_default(), rest)
}
