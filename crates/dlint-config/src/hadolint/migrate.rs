//! hadolint's configuration, written as dlint's.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dlint_diagnostics::Severity;
use dlint_linter::{LabelKind, RuleSet, Selection, Settings};

use super::HadolintConfig;

impl HadolintConfig {
    /// A `dlint.toml` that says the same; `name` is what the file is called that it comes from.
    ///
    /// dlint's own default set stays on. What it has no word for is told in a comment.
    ///
    /// ```
    /// use dlint_config::HadolintConfig;
    /// use dlint_linter::RuleSet;
    ///
    /// let config = HadolintConfig::read("ignored: [XY1]\nno-fail: true\n").unwrap();
    /// let text = config.to_dlint_toml(".hadolint.yaml", &RuleSet::new([]));
    /// assert!(text.contains("# dlint has no `XY1`"));
    /// assert!(text.contains("fail-on = \"never\""));
    /// ```
    pub fn to_dlint_toml(&self, name: &str, rules: &RuleSet) -> String {
        let mut text = format!("# What `{name}` said. dlint's own default rules stay on.\n\n");
        let known = |code: &&String| {
            let one = Selection { extend_select: vec![(*code).clone()], ..Selection::default() };
            Settings::new(rules, &one).is_ok()
        };
        let (ignored, unknown): (Vec<&String>, Vec<&String>) = self.ignored.iter().partition(known);
        for code in unique(unknown.into_iter().map(String::as_str)) {
            let _ = writeln!(text, "# dlint has no `{code}`, so there is nothing to ignore.");
        }
        let ignored = unique(ignored.into_iter().map(String::as_str));
        if !ignored.is_empty() {
            let _ = writeln!(text, "ignore = {}", list(&ignored));
        }
        let weights = self.weights();
        let default = Settings::recommended(rules);
        // A severity wakes a rule that is off.
        let woken =
            weights.keys().filter(|code| !is_on(&default, rules, code) && known(&&(**code).to_owned()));
        let woken: Vec<&str> = woken.copied().collect();
        if !woken.is_empty() {
            let _ = writeln!(text, "extend-select = {}", list(&woken));
        }
        if self.no_fail == Some(true) {
            text.push_str("fail-on = \"never\"\n");
        } else if let Some(threshold) = self.threshold {
            let _ = writeln!(text, "fail-on = {}", quoted(threshold.least().as_str()));
        }
        if self.disable_ignore_pragma == Some(true) {
            text.push_str("no-inline-ignores = true\n");
        }
        for (is_said, option) in [
            (!self.formats.is_empty(), "the format (`--output-format`)"),
            (self.no_color == Some(true), "colours (`--color never`)"),
            (self.verbose == Some(true), "`--verbose`"),
        ] {
            if is_said {
                let _ = writeln!(text, "# Say {option} on the command line.");
            }
        }
        self.tables(
            &weights.into_iter().filter(|(code, _)| known(&&(*code).to_owned())).collect(),
            &mut text,
        );
        text
    }

    /// The tables at the end.
    fn tables(&self, weights: &Vec<(&str, Severity)>, text: &mut String) {
        if !weights.is_empty() {
            text.push_str("\n[severity]\n");
        }
        for (code, severity) in weights {
            let _ = writeln!(text, "{code} = {}", quoted(severity.as_str()));
        }
        if !self.trusted_registries.is_empty() {
            let registries: Vec<&str> = self.trusted_registries.iter().map(String::as_str).collect();
            let _ = writeln!(text, "\n[rules.DL3026]\ntrusted-registries = {}", list(&registries));
        }
        if self.label_schema.is_empty() && self.strict_labels != Some(true) {
            return;
        }
        text.push_str("\n[rules.DL3049]\n");
        if self.strict_labels == Some(true) {
            text.push_str("strict-labels = true\n");
        }
        if !self.label_schema.is_empty() {
            text.push_str("\n[rules.DL3049.label-schema]\n");
        }
        for label in &self.label_schema {
            let kind = LabelKind::ALL.into_iter().find(|(_, kind)| *kind == label.kind);
            let _ =
                writeln!(text, "{} = {}", quoted(&label.key), quoted(kind.map_or("text", |(word, _)| word)));
        }
    }
}

/// Whether all that a code stands for is in the default set.
fn is_on(default: &Settings, rules: &RuleSet, code: &str) -> bool {
    rules.find(code).is_some_and(|rule| rule.meta.variants().all(|variant| default.is_enabled(variant.code)))
}

fn unique<'s>(codes: impl Iterator<Item = &'s str>) -> Vec<&'s str> {
    codes.collect::<BTreeSet<_>>().into_iter().collect()
}

fn list(items: &[&str]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

/// A string of TOML. JSON's are.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use dlint_linter::{Check, Rule};

    use super::*;

    static ON: Rule = Rule::new("DL3006", "untagged-base-image", Check::Builtin);
    static OFF: Rule = Rule::new("DL3057", "missing-healthcheck", Check::Builtin).off();

    #[test]
    fn everything_is_carried_over() {
        let yaml = "ignored: [DL3006, SC1091, DL3006]\noverride:\n  error: [DL3006]\n  info: [DL3057]\n\
                    failure-threshold: none\nstrict-labels: true\nlabel-schema:\n  \"a.b\": url\n\
                    trustedRegistries: [docker.io]\ndisable-ignore-pragma: true\nformat: json\n";
        let config = HadolintConfig::read(yaml).unwrap();
        let text = config.to_dlint_toml(".hadolint.yaml", &RuleSet::new([&ON, &OFF]));
        assert_eq!(
            text,
            "# What `.hadolint.yaml` said. dlint's own default rules stay on.\n\n\
             # dlint has no `SC1091`, so there is nothing to ignore.\n\
             ignore = [\"DL3006\"]\nextend-select = [\"DL3057\"]\nfail-on = \"style\"\nno-inline-ignores = true\n\
             # Say the format (`--output-format`) on the command line.\n\
             \n[severity]\nDL3057 = \"info\"\n\
             \n[rules.DL3026]\ntrusted-registries = [\"docker.io\"]\n\
             \n[rules.DL3049]\nstrict-labels = true\n\n[rules.DL3049.label-schema]\n\"a.b\" = \"url\"\n"
        );
        // A file that says nothing makes one that says nothing.
        let nothing = HadolintConfig::default().to_dlint_toml("x", &RuleSet::new([]));
        assert!(nothing.lines().all(|line| line.is_empty() || line.starts_with('#')));
    }
}
