//! From the text of a configuration file to its settings. All mistakes of a file are found at once.

mod check;
mod unknown;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use dlint_linter::RuleSet;
use dlint_text::{SourceFile, Span};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::key::{Key, Kind, Section};
use crate::pattern::Patterns;
use crate::value::{Body, Setting, Value};
use crate::{Mistake, Origin, Place, Placed};

/// What a file says, without what it extends.
#[derive(Debug, Default)]
pub(crate) struct Content {
    pub(crate) body: Body,
    pub(crate) files: Vec<Entry>,
    pub(crate) mistakes: Vec<Mistake>,
}

/// An entry of `[[files]]`.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) patterns: Patterns,
    pub(crate) body: Body,
}

/// Reads a file in `folder`, which is absolute; `version` is dlint's own.
pub(crate) fn read(source: &Arc<SourceFile>, folder: &Path, rules: &RuleSet, version: &str) -> Content {
    let mut reader = Reader { source, folder, rules, version, content: Content::default() };
    // TOML has no byte order mark, and some editors write one; the blanks keep every place where it is.
    let text = source.text().replacen('\u{feff}', "   ", 1);
    let (table, errors) = DeTable::parse_recoverable(&text);
    for error in &errors {
        let span = error.span().map_or(Span::at(0), Span::from);
        reader.mistake(span, format!("this is not TOML: {}", error.message()));
    }
    if errors.is_empty() {
        reader.file(table.get_ref());
    }
    reader.content
}

/// A key and its value as TOML has them.
type Pair<'t> = (&'t Spanned<toml::de::DeString<'t>>, &'t Spanned<DeValue<'t>>);

/// Reads one file.
struct Reader<'r> {
    source: &'r Arc<SourceFile>,
    folder: &'r Path,
    rules: &'r RuleSet,
    version: &'r str,
    content: Content,
}

impl Reader<'_> {
    fn mistake(&mut self, span: Span, message: impl Into<String>) {
        self.tell(Mistake::at(self.source, span, message));
    }

    fn tell(&mut self, mistake: Mistake) {
        self.content.mistakes.push(mistake);
    }

    fn origin(&self, span: Range<usize>) -> Origin {
        Origin::File(Place { source: Arc::clone(self.source), span: Span::from(span) })
    }

    fn file(&mut self, table: &DeTable<'_>) {
        // A version that may not run here knows too little to judge the rest.
        if let Some(value) = table.get(Key::RequiredVersion.name())
            && let Some(text) = value.get_ref().as_str()
            && let Some(mistake) = self.wrong_version(text, value.span())
        {
            return self.tell(mistake);
        }
        let mut body = Body::default();
        for (name, value) in in_order(table) {
            match name.get_ref().as_ref() {
                "files" => self.entries(value),
                _ => self.setting((name, value), false, &mut body),
            }
        }
        self.content.body = body;
    }

    /// `[[files]]`
    fn entries(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(entries) = value.get_ref().as_array() else {
            let mistake = Mistake::at(self.source, Span::from(value.span()), "`files` is no list of tables");
            return self.tell(mistake.help("begin each entry with a line `[[files]]`"));
        };
        for entry in entries {
            let Some(table) = entry.get_ref().as_table() else {
                self.mistake(Span::from(entry.span()), "an entry of `files` is a table");
                continue;
            };
            let mut body = Body::default();
            for pair in in_order(table) {
                self.setting(pair, true, &mut body);
            }
            if table.get(Key::Match.name()).is_none() {
                let mistake = Mistake::at(
                    self.source,
                    Span::from(entry.span()),
                    "this entry does not say which files it is about",
                )
                .help("add `match = \"services/*/Dockerfile\"`, or put what holds for all files at the top");
                self.tell(mistake);
            }
            let patterns = body.of(Key::Match).flat_map(|setting| setting.value.texts());
            let patterns = Patterns::new(self.folder, patterns.map(|text| text.value.as_str()));
            // What is wrong with a pattern has been told.
            self.content.files.push(Entry { patterns: patterns.unwrap_or_default(), body });
        }
    }

    /// Reads one key of a file, or of an entry of `[[files]]`.
    fn setting(&mut self, (name, value): Pair<'_>, in_files: bool, body: &mut Body) {
        if name.get_ref() == "rules" {
            return self.rule_tables(value, body);
        }
        let known = Key::ALL.into_iter().find(|key| key.name() == name.get_ref());
        let fits = |section| match section {
            Section::Any => true,
            Section::Top => !in_files,
            Section::Files => in_files,
            Section::Rule(_) => false,
        };
        match known.filter(|key| fits(key.info().section)) {
            Some(key) => self.keyed(key, None, value, body),
            None => self.unknown_key(name, known, in_files),
        }
    }

    /// `[rules.CODE]`
    fn rule_tables(&mut self, value: &Spanned<DeValue<'_>>, body: &mut Body) {
        let Some(tables) = value.get_ref().as_table() else {
            let mistake = Mistake::at(self.source, Span::from(value.span()), "`rules` is a table of rules");
            return self.tell(mistake.help("write `[rules.DL3026]`, and below it what the rule is told"));
        };
        for (code, options) in in_order(tables) {
            let Some(rule) = self.rules.find(code.get_ref()) else {
                self.unknown_rule(code);
                continue;
            };
            let Some(options) = options.get_ref().as_table() else {
                let message = format!("`{}` is a table of what the rule is told", code.get_ref());
                self.mistake(Span::from(options.span()), message);
                continue;
            };
            for (name, value) in in_order(options) {
                let is_option = |key: &Key| matches!(key.info().section, Section::Rule(rules) if rules.contains(&rule.meta.name));
                let mut known = Key::ALL.into_iter().filter(is_option);
                match known.find(|key| key.name() == name.get_ref()) {
                    Some(key) => self.keyed(key, Some(code.get_ref().to_string()), value, body),
                    None => self.unknown_option(code.get_ref(), rule, name),
                }
            }
        }
    }

    /// Reads the value of a key that is known to be right here.
    fn keyed(&mut self, key: Key, rule: Option<String>, value: &Spanned<DeValue<'_>>, body: &mut Body) {
        let origin = self.origin(value.span());
        if let Some(read) = self.value(key.name(), key.info().kind, value) {
            let path = self.path_of(key, &read);
            body.push(Setting { key, rule, value: read, path, origin });
        }
    }

    /// Reads a value of this kind. `name` is what it is the value of.
    fn value(&mut self, name: &str, kind: Kind, value: &Spanned<DeValue<'_>>) -> Option<Value> {
        let wrong = |reader: &mut Self| {
            reader.wrong_kind(name, kind, value);
            None
        };
        match (kind, value.get_ref()) {
            (Kind::Flag | Kind::FlagOrList(_), DeValue::Boolean(flag)) => Some(Value::Flag(*flag)),
            (Kind::Word(words), DeValue::String(text)) => {
                if words.contains(&text.as_ref()) {
                    return Some(Value::Text(text.to_string()));
                }
                self.unknown_word(name, words, text, value.span());
                None
            }
            (Kind::Text(check), DeValue::String(text)) => {
                self.check(check, text, value.span()).then(|| Value::Text(text.to_string()))
            }
            (Kind::OneOrList(check), DeValue::String(text)) => {
                let text = self.item(check, text, value.span())?;
                Some(Value::List(vec![text]))
            }
            (Kind::List(check) | Kind::OneOrList(check) | Kind::FlagOrList(check), DeValue::Array(array)) => {
                let mut list = Vec::new();
                for one in array {
                    match one.get_ref() {
                        DeValue::String(text) => list.extend(self.item(check, text, one.span())),
                        _ => self.wrong_entry(name, check, one),
                    }
                }
                Some(Value::List(list))
            }
            (Kind::Table(check, values), DeValue::Table(table)) => {
                let mut entries = Vec::new();
                for (key, value) in in_order(table) {
                    let key_is_right = self.check(check, key.get_ref(), key.span());
                    let value = self.value(key.get_ref(), *values, value);
                    if let Some(value) = value.filter(|_| key_is_right) {
                        let origin = self.origin(key.span());
                        entries.push((Placed::new(key.get_ref().to_string(), origin), value));
                    }
                }
                Some(Value::Table(entries))
            }
            _ => wrong(self),
        }
    }

    fn item(&mut self, check: crate::key::Check, text: &str, span: Range<usize>) -> Option<Placed<String>> {
        let is_right = self.check(check, text, span.clone());
        is_right.then(|| Placed::new(text.to_owned(), self.origin(span)))
    }
}

/// The pairs of a table as they are written; the parser sorts them by name.
fn in_order<'t>(table: &'t DeTable<'t>) -> Vec<Pair<'t>> {
    let mut pairs: Vec<Pair<'t>> = table.iter().collect();
    pairs.sort_by_key(|(name, _)| name.span().start);
    pairs
}
