//! Whether a value is what its key asks for.

use std::ops::Range;
use std::path::PathBuf;

use dlint_linter::{Frontend, Settings};
use dlint_text::Span;
use semver::{Version, VersionReq};
use toml::Spanned;
use toml::de::DeValue;

use super::Reader;
use crate::Mistake;
use crate::key::{Check, Key, Kind};
use crate::pattern::{Patterns, absolute};
use crate::value::Value;

impl Reader<'_> {
    /// Whether a text is what it has to be; if it is not, that is told.
    pub(super) fn check(&mut self, check: Check, text: &str, span: Range<usize>) -> bool {
        let span = Span::from(span);
        let mistake = |message: String| Some(Mistake::at(self.source, span, message));
        let found = match check {
            Check::Any => None,
            Check::Path | Check::Name | Check::Stage => text
                .trim()
                .is_empty()
                .then(|| Mistake::at(self.source, span, "there is nothing in the quotes")),
            Check::Selector => Settings::check_selector(self.rules, text).err().and_then(|error| {
                let help = error.suggestion.map(|other| format!("did you mean `{other}`?"));
                let message = format!("there is no rule, code or group `{}`", error.selector);
                let usual = "`dlint rule` lists all rules";
                Some(mistake(message)?.help(usual).maybe_help(help))
            }),
            Check::Pattern => Patterns::new(self.folder, [text]).err().and_then(|error| {
                let help =
                    "patterns are those of `.gitignore`: `services/*/Dockerfile`, `**/test`, `vendor/`";
                Some(mistake(format!("`{text}` is no pattern"))?.why(error.to_string()).help(help))
            }),
            Check::Folder => self.folder_mistake(text, span),
            Check::Requirement => VersionReq::parse(text).err().and_then(|error| {
                let help = "write a version that will do, `0.3`, or a range, `>=0.3, <0.5`";
                Some(mistake(format!("`{text}` is no version"))?.why(error.to_string()).help(help))
            }),
            Check::Frontend => text.parse::<Frontend>().err().and_then(|error| {
                let help = "write the number that stands in `# syntax=docker/dockerfile:1.7`: `\"1.7\"`";
                Some(mistake(error.to_string())?.help(help))
            }),
        };
        let is_right = found.is_none();
        self.content.mistakes.extend(found);
        is_right
    }

    fn folder_mistake(&self, text: &str, span: Span) -> Option<Mistake> {
        let path = absolute(self.folder, text.as_ref());
        let message = match std::fs::metadata(&path) {
            Ok(found) if found.is_dir() => return None,
            Ok(_) => format!("`{text}` is a file, not a folder"),
            Err(_) => format!("there is no folder `{text}`"),
        };
        let help = "a path is relative to the folder of the file that it stands in";
        Some(
            Mistake::at(self.source, span, message)
                .why(format!("it would be `{}`", path.display()))
                .help(help),
        )
    }

    /// What is wrong if this version of dlint may not run here.
    pub(super) fn wrong_version(&self, wanted: &str, span: Range<usize>) -> Option<Mistake> {
        // What is no requirement is told with the other values.
        let wanted_versions = VersionReq::parse(wanted).ok()?;
        let own = Version::parse(self.version).ok()?;
        if wanted_versions.matches(&own) {
            return None;
        }
        let message = format!("this is dlint {own}, and `{wanted}` is asked for here");
        let mistake = Mistake::at(self.source, Span::from(span), message);
        Some(mistake.help("run such a version, or change `required-version`"))
    }

    /// What the path in a value comes to.
    pub(super) fn path_of(&self, key: Key, value: &Value) -> Option<PathBuf> {
        let is_path = matches!(key.info().kind, Kind::Text(Check::Path | Check::Folder));
        value.text().filter(|_| is_path).map(|text| absolute(self.folder, text.as_ref()))
    }

    /// Says that an entry of a list is no text.
    pub(super) fn wrong_entry(&mut self, name: &str, check: Check, value: &Spanned<DeValue<'_>>) {
        self.wrong(&format!("an entry of `{name}`"), name, Kind::Text(check), value);
    }

    /// Says that a value is of another kind than its key asks for.
    pub(super) fn wrong_kind(&mut self, name: &str, kind: Kind, value: &Spanned<DeValue<'_>>) {
        self.wrong(&format!("`{name}`"), name, kind, value);
    }

    fn wrong(&mut self, what: &str, name: &str, kind: Kind, value: &Spanned<DeValue<'_>>) {
        let span = Span::from(value.span());
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "`true` or `false`",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let written = self.source.slice(span);
        let help = match (kind, value.get_ref()) {
            (Kind::List(_) | Kind::FlagOrList(_), DeValue::String(_)) => Some(format!("write `[{written}]`")),
            (Kind::Text(_), DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_)) => {
                Some(format!("write `\"{written}\"`"))
            }
            (Kind::Flag, DeValue::String(text)) if matches!(text.as_ref(), "true" | "false") => {
                Some(format!("write `{text}`"))
            }
            _ => {
                let key = Key::ALL.into_iter().find(|key| key.name() == name);
                key.map(|key| format!("for example: `{name} = {}`", key.info().example))
            }
        };
        let message = format!("{what} is {}, not {found}", kind.expected());
        self.tell(Mistake::at(self.source, span, message).maybe_help(help));
    }

    /// Says that a word is none of those that are known.
    pub(super) fn unknown_word(
        &mut self,
        name: &str,
        words: &'static [&'static str],
        word: &str,
        span: Range<usize>,
    ) {
        let nearest = dlint_syntax::nearest(word, words.iter().copied());
        let help = match nearest {
            Some(nearest) => format!("did you mean `\"{nearest}\"`?"),
            None if matches!(word, "off" | "none" | "ignore") && words == crate::key::SEVERITIES => {
                format!("to switch a rule off, write `ignore = [\"{name}\"]`")
            }
            None => format!("it is {}", Kind::Word(words).expected()),
        };
        let message = format!("`{name}` cannot be `\"{word}\"`");
        self.tell(Mistake::at(self.source, Span::from(span), message).help(help));
    }
}
