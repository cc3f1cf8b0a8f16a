//! Keys that are none, or that stand where they do not belong: what was meant, as far as it can be guessed.

use dlint_linter::Rule;
use dlint_text::Span;
use toml::Spanned;
use toml::de::DeString;

use super::Reader;
use crate::Mistake;
use crate::key::{Key, Section};

/// What other programs call what dlint has, too.
const ELSEWHERE: &[(&str, &str)] = &[
    ("ignored", "ignore"),
    ("failure-threshold", "fail-on"),
    ("no-fail", "fail-on"),
    ("override", "severity"),
    ("severities", "severity"),
    ("levels", "severity"),
    ("disable", "ignore"),
    ("disabled", "ignore"),
    ("enable", "extend-select"),
    ("skip", "ignore"),
    ("checks", "select"),
    ("extends", "extend"),
    ("build-arg", "build-args"),
    ("target", "targets"),
    ("extend-exclude", "exclude"),
    ("extend-include", "include"),
    ("extend-per-file-ignores", "per-file-ignores"),
    ("fail-level", "fail-on"),
    ("require-suppression-reason", "require-ignore-reason"),
    ("disable-ignore-pragma", "no-inline-ignores"),
];

type Name<'t> = Spanned<DeString<'t>>;

impl Reader<'_> {
    /// Says that a key is none here. `known` is the key if it is one elsewhere.
    pub(super) fn unknown_key(&mut self, name: &Name<'_>, known: Option<Key>, in_files: bool) {
        let text = name.get_ref().as_ref();
        let span = Span::from(name.span());
        let mistake = match known.map(|key| (key, key.info().section)) {
            Some((_, Section::Rule(rules))) => {
                let code = rules
                    .first()
                    .and_then(|rule| self.rules.find(rule))
                    .map_or("CODE", |rule| rule.meta.code);
                Mistake::at(self.source, span, format!("`{text}` is something that a rule is told"))
                    .help(format!("put it below `[rules.{code}]`"))
            }
            Some(_) if in_files => {
                Mistake::at(self.source, span, format!("`{text}` has no place in `[[files]]`"))
                    .help("put it at the top of the file, above all tables")
            }
            Some(_) => Mistake::at(self.source, span, format!("`{text}` belongs in `[[files]]`"))
                .help("begin an entry with a line `[[files]]` above it"),
            None => {
                let names = Key::ALL.into_iter().filter(|key| match key.info().section {
                    Section::Any => true,
                    Section::Top => !in_files,
                    Section::Files => in_files,
                    Section::Rule(_) => false,
                });
                let names = names.map(Key::name).chain(["rules"]).chain((!in_files).then_some("files"));
                let help = self.meant(text, names);
                Mistake::at(self.source, span, format!("there is no key `{text}`")).help(help)
            }
        };
        self.tell(mistake);
    }

    /// What is probably meant by an unknown key.
    fn meant<'n>(&self, text: &str, names: impl Iterator<Item = &'n str>) -> String {
        let dashed = dashed(text);
        let other = ELSEWHERE.iter().find(|(other, _)| *other == dashed).map(|(_, own)| *own);
        if let Some(own) = other.or_else(|| dlint_syntax::nearest(&dashed, names)) {
            return format!("did you mean `{own}`?");
        }
        if let Some(rule) = self.rules.find(text) {
            return format!("what a rule is told stands below `[rules.{}]`", rule.meta.code);
        }
        "`dlint config init` writes a file with all keys in it".to_owned()
    }

    /// Says that a table of `rules` is for no rule.
    pub(super) fn unknown_rule(&mut self, code: &Name<'_>) {
        let text = code.get_ref().as_ref();
        let codes = self.rules.rules().iter().flat_map(|rule| {
            std::iter::once(rule.meta.name).chain(rule.meta.variants().map(|variant| variant.code))
        });
        let nearest = dlint_syntax::nearest(text, codes).map(|other| format!("did you mean `{other}`?"));
        let mistake = Mistake::at(self.source, Span::from(code.span()), format!("there is no rule `{text}`"))
            .help("`dlint rule` lists all rules")
            .maybe_help(nearest);
        self.tell(mistake);
    }

    /// Says that a rule is told something that it does not ask for.
    pub(super) fn unknown_option(&mut self, code: &str, rule: &Rule, name: &Name<'_>) {
        let text = name.get_ref().as_ref();
        let is_its =
            |key: &Key| matches!(key.info().section, Section::Rule(rules) if rules.contains(&rule.meta.name));
        let options: Vec<&str> = Key::ALL.into_iter().filter(is_its).map(Key::name).collect();
        let span = Span::from(name.span());
        let mistake = if options.is_empty() {
            let help = if text == "severity" {
                format!("what it weighs stands below `[severity]`: `{code} = \"error\"`")
            } else {
                "leave it out".to_owned()
            };
            Mistake::at(self.source, span, format!("the rule `{code}` cannot be told anything")).help(help)
        } else {
            let dashed = dashed(text);
            let help = match dlint_syntax::nearest(&dashed, options.iter().copied()) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => format!("it can be told `{}`", options.join("`, `")),
            };
            Mistake::at(self.source, span, format!("the rule `{code}` cannot be told `{text}`")).help(help)
        };
        self.tell(mistake);
    }
}

/// `trustedRegistries` and `fail_on`, as dlint would write them.
fn dashed(text: &str) -> String {
    let mut dashed = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_uppercase() && !dashed.is_empty() && !dashed.ends_with('-') {
            dashed.push('-');
        }
        dashed.push(if c == '_' { '-' } else { c.to_ascii_lowercase() });
    }
    dashed
}
