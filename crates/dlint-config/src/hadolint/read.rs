//! Reading hadolint's configuration file.
//!
//! hadolint passes over keys that it does not know, and lints without any configuration where the file is broken: whatever
//! was ignored comes back, and nobody knows why. Here each mistake is one, at its place.

use dlint_diagnostics::Severity;
use dlint_linter::{LabelKind, RequiredLabel};
use dlint_syntax::nearest;
use dlint_text::Span;
use saphyr::{LoadableYamlNode, MarkedYaml, Marker, Scalar, YamlData};

use super::environment::truth;
use super::{HadolintConfig, HadolintMistake, Threshold};

/// A larger file is no configuration.
const MOST_BYTES: usize = 1 << 20;

/// An alias is put in place of what it stands for, and aliases of aliases grow without bounds.
const MOST_ALIASES: usize = 8;

const KEYS: [&str; 12] = [
    "disable-ignore-pragma",
    "failure-threshold",
    "format",
    "formats",
    "ignored",
    "label-schema",
    "no-color",
    "no-fail",
    "override",
    "strict-labels",
    "trustedRegistries",
    "verbose",
];

impl HadolintConfig {
    /// Reads the text of a `.hadolint.yaml`.
    ///
    /// # Errors
    ///
    /// All mistakes of the file, in their order.
    ///
    /// ```
    /// use dlint_config::HadolintConfig;
    ///
    /// let config = HadolintConfig::read("ignored:\n  - DL3008\nfailure-threshold: error\n").unwrap();
    /// assert_eq!(config.ignored, ["DL3008"]);
    ///
    /// let mistakes = HadolintConfig::read("ignore:\n  - DL3008\n").unwrap_err();
    /// assert_eq!(mistakes[0].message, "hadolint has no setting `ignore`");
    /// assert_eq!(mistakes[0].help, "did you mean `ignored`?");
    /// ```
    pub fn read(text: &str) -> Result<Self, Vec<HadolintMistake>> {
        let mut reader = Reader { text, mistakes: Vec::new() };
        let config = reader.file();
        if reader.mistakes.is_empty() { Ok(config) } else { Err(reader.mistakes) }
    }
}

struct Reader<'t> {
    text: &'t str,
    mistakes: Vec<HadolintMistake>,
}

impl Reader<'_> {
    fn file(&mut self) -> HadolintConfig {
        let mut config = HadolintConfig::default();
        let aliases =
            self.text.split([' ', '\n', '[', ',', '{']).filter(|word| word.starts_with('*')).count();
        if self.text.len() > MOST_BYTES || aliases > MOST_ALIASES {
            self.mistake(
                Span::at(0),
                "the file is too large, or has too many aliases".to_owned(),
                "write it out",
            );
            return config;
        }
        let documents = match MarkedYaml::load_from_str(self.text) {
            Ok(documents) => documents,
            Err(error) => {
                let span = Span::at(self.offset(error.marker()));
                self.mistake(
                    span,
                    format!("this is no YAML: {}", error.info()),
                    "check quotes, brackets and indentation",
                );
                return config;
            }
        };
        // An empty file, or one of comments, says nothing.
        let Some(document) = documents.first().filter(|document| !is_null(document)) else { return config };
        let Some(entries) = document.data.as_mapping() else {
            self.wrong(document, "settings, one `key: value` a line");
            return config;
        };
        for (key, value) in entries {
            self.entry(key, value, &mut config);
        }
        config
    }

    fn entry(&mut self, key: &MarkedYaml<'_>, value: &MarkedYaml<'_>, config: &mut HadolintConfig) {
        let name = key.data.as_str().unwrap_or_default();
        // A key without a value is as good as none.
        if is_null(value) && KEYS.contains(&name) {
            return;
        }
        match name {
            "ignored" => config.ignored.extend(self.words(value)),
            "trustedRegistries" => config.trusted_registries.extend(self.words(value)),
            "format" | "formats" => config.formats.extend(self.words(value)),
            "failure-threshold" => config.threshold = self.threshold(value),
            "override" => self.overrides(value, config),
            "label-schema" => self.labels(value, config),
            "strict-labels" => config.strict_labels = self.truth(value),
            "disable-ignore-pragma" => config.disable_ignore_pragma = self.truth(value),
            "no-fail" => config.no_fail = self.truth(value),
            "no-color" => config.no_color = self.truth(value),
            "verbose" => config.verbose = self.truth(value),
            _ => self.unknown(key, "hadolint has no setting", &KEYS),
        }
    }

    fn overrides(&mut self, value: &MarkedYaml<'_>, config: &mut HadolintConfig) {
        let Some(entries) = value.data.as_mapping() else {
            return self.wrong(value, "`error`, `warning`, `info` or `style`, each with a list of codes");
        };
        for (key, codes) in entries {
            let name = key.data.as_str().unwrap_or_default();
            match Severity::ALL.into_iter().find(|severity| severity.as_str() == name) {
                Some(_) if is_null(codes) => {}
                Some(severity) => {
                    config.severities.extend(self.words(codes).into_iter().map(|code| (code, severity)));
                }
                None => self.unknown(key, "there is no severity", &Severity::ALL.map(Severity::as_str)),
            }
        }
    }

    fn labels(&mut self, value: &MarkedYaml<'_>, config: &mut HadolintConfig) {
        let Some(entries) = value.data.as_mapping() else {
            return self.wrong(value, "labels, each with the kind of its value: `maintainer: email`");
        };
        for (key, kind) in entries {
            let word = kind.data.as_str().unwrap_or_default();
            let known = LabelKind::ALL.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
            match (key.data.as_str(), known) {
                (Some(key), Some((_, kind))) => {
                    config.label_schema.push(RequiredLabel { key: key.to_owned(), kind });
                }
                (Some(_), None) => {
                    self.unknown(kind, "no value of a label is a", &LabelKind::ALL.map(|(name, _)| name));
                }
                (None, _) => self.wrong(key, "the key of a label"),
            }
        }
    }

    fn threshold(&mut self, value: &MarkedYaml<'_>) -> Option<Threshold> {
        let threshold = value.data.as_str().and_then(Threshold::named);
        if threshold.is_none() {
            self.unknown(
                value,
                "there is no threshold",
                &["error", "warning", "info", "style", "ignore", "none"],
            );
        }
        threshold
    }

    fn truth(&mut self, value: &MarkedYaml<'_>) -> Option<bool> {
        let truth = value.data.as_bool().or_else(|| value.data.as_str().and_then(truth));
        if truth.is_none() {
            self.wrong(value, "`true` or `false`");
        }
        truth
    }

    /// A list of words; a word alone is a list of one.
    fn words(&mut self, value: &MarkedYaml<'_>) -> Vec<String> {
        if let Some(word) = value.data.as_str() {
            return vec![word.to_owned()];
        }
        let Some(items) = value.data.as_sequence() else {
            self.wrong(value, "a list");
            return Vec::new();
        };
        let mut words = Vec::new();
        for item in items {
            match item.data.as_str() {
                Some(word) => words.push(word.to_owned()),
                None => self.wrong(item, "a word"),
            }
        }
        words
    }

    fn unknown(&mut self, node: &MarkedYaml<'_>, what: &str, known: &[&str]) {
        let word = node.data.as_str().unwrap_or_default();
        let help = match nearest(word, known.iter().copied()) {
            Some(other) => format!("did you mean `{other}`?"),
            None => format!(
                "there are {}",
                known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
            ),
        };
        self.mistake(self.span(node), format!("{what} `{word}`"), &help);
    }

    fn wrong(&mut self, node: &MarkedYaml<'_>, expected: &str) {
        self.mistake(
            self.span(node),
            "this is not what the setting takes".to_owned(),
            &format!("write {expected}"),
        );
    }

    fn mistake(&mut self, span: Span, message: String, help: &str) {
        self.mistakes.push(HadolintMistake { span, message, help: help.to_owned() });
    }

    fn span(&self, node: &MarkedYaml<'_>) -> Span {
        let (start, end) = (self.offset(&node.span.start), self.offset(&node.span.end));
        // The end of a block is the beginning of what follows.
        let written = self.text.get(start as usize..end as usize).map_or(0, |text| text.trim_end().len());
        Span::new(start, start + written as u32)
    }

    /// The byte at a place that is counted in characters.
    fn offset(&self, at: &Marker) -> u32 {
        let byte = self.text.char_indices().nth(at.index()).map_or(self.text.len(), |(byte, _)| byte);
        byte as u32
    }
}

fn is_null(node: &MarkedYaml<'_>) -> bool {
    matches!(node.data, YamlData::Value(Scalar::Null))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(text: &str) -> (String, String, String) {
        let mistakes = HadolintConfig::read(text).unwrap_err();
        let first = &mistakes[0];
        let at = text.get(first.span.start as usize..first.span.end as usize).unwrap();
        (at.to_owned(), first.message.clone(), first.help.clone())
    }

    #[test]
    fn all_keys_are_read() {
        let text = "# ours\nfailure-threshold: none\nformat: json\nignored: [DL3008, 'SC2086']\n\
                    override:\n  error:\n    - DL3001\n  style: [DL3002, DL3001]\n  info:\n\
                    label-schema:\n  \"org.example.é\": URL\n  maintainer: email\n\
                    trustedRegistries: docker.io\nstrict-labels: yes\nno-color: off\nno-fail: true\n\
                    verbose: false\ndisable-ignore-pragma: true\n";
        let config = HadolintConfig::read(text).unwrap();
        assert_eq!(config.threshold, Some(Threshold::Any));
        assert_eq!(config.formats, ["json"]);
        assert_eq!(config.ignored, ["DL3008", "SC2086"]);
        assert_eq!(
            config.weights().into_iter().collect::<Vec<_>>(),
            [("DL3001", Severity::Error), ("DL3002", Severity::Style)]
        );
        assert_eq!(config.label_schema[0].key, "org.example.é");
        assert_eq!(config.label_schema[1].kind, LabelKind::Email);
        assert_eq!(config.trusted_registries, ["docker.io"]);
        let switches = [config.strict_labels, config.no_color, config.no_fail, config.verbose];
        assert_eq!(switches, [Some(true), Some(false), Some(true), Some(false)]);
        assert_eq!(config.disable_ignore_pragma, Some(true));
    }

    #[test]
    fn nothing_is_said_by_nothing() {
        for text in ["", "---\n", "# only words\n", "ignored:\n", "{}", "override:\n", "---\n...\n"] {
            assert_eq!(HadolintConfig::read(text), Ok(HadolintConfig::default()), "{text:?}");
        }
    }

    #[test]
    fn a_mistake_is_one_at_its_place() {
        for (text, at, message, help) in [
            (
                "ignroed: [DL3008]\n",
                "ignroed",
                "hadolint has no setting `ignroed`",
                "did you mean `ignored`?",
            ),
            (
                "ignored:\n  DL3008: true\n",
                "DL3008: true",
                "this is not what the setting takes",
                "write a list",
            ),
            ("ignored:\n  - 3\n", "3", "this is not what the setting takes", "write a word"),
            (
                "failure-threshold: grave\n",
                "grave",
                "there is no threshold `grave`",
                "there are `error`, `warning`, `info`, `style`, `ignore`, `none`",
            ),
            (
                "override:\n  warnings: [DL3008]\n",
                "warnings",
                "there is no severity `warnings`",
                "did you mean `warning`?",
            ),
            (
                "no-fail: perhaps\n",
                "perhaps",
                "this is not what the setting takes",
                "write `true` or `false`",
            ),
            (
                "# é\nlabel-schema:\n  a: urn\n",
                "urn",
                "no value of a label is a `urn`",
                "did you mean `url`?",
            ),
            (
                "- DL3008\n",
                "- DL3008",
                "this is not what the setting takes",
                "write settings, one `key: value` a line",
            ),
            (
                "ignored: [DL3008\nno-fail: true\n",
                "",
                "this is no YAML: illegal placement of ':' indicator",
                "check quotes, brackets and indentation",
            ),
        ] {
            assert_eq!(mistake(text), (at.to_owned(), message.to_owned(), help.to_owned()), "{text:?}");
        }
        assert_eq!(HadolintConfig::read("a: 1\nb: 2\n").unwrap_err().len(), 2);
    }

    #[test]
    fn what_grows_without_bounds_is_refused() {
        let levels = (1..30).map(|level| format!("a{level}: &a{level} [*a{0}, *a{0}]\n", level - 1));
        let text: String = std::iter::once("a0: &a0 [x, x]\n".to_owned()).chain(levels).collect();
        assert!(HadolintConfig::read(&text).is_err());
    }
}
