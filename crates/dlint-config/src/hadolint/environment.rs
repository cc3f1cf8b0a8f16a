//! hadolint's environment variables.

use dlint_diagnostics::Severity;

use super::{HadolintConfig, Threshold};

impl HadolintConfig {
    /// What the environment says; `get` looks a variable up. A value that means nothing is passed over, as there.
    ///
    /// ```
    /// use dlint_config::HadolintConfig;
    ///
    /// let get = |name: &str| (name == "HADOLINT_IGNORE").then(|| "DL3008,SC2086".to_owned());
    /// assert_eq!(HadolintConfig::of_environment(get).ignored, ["DL3008", "SC2086"]);
    /// ```
    pub fn of_environment(get: impl Fn(&str) -> Option<String>) -> Self {
        let of = |name: &str| get(&format!("HADOLINT_{name}")).filter(|value| !value.is_empty());
        let list = |name: &str| -> Vec<String> {
            let value = of(name).unwrap_or_default();
            let items = value.split(',').map(str::trim).filter(|item| !item.is_empty());
            items.map(str::to_owned).collect()
        };
        let is_on = |name: &str| of(name).map(|value| truth(&value).unwrap_or_default());
        let overrides = [
            ("OVERRIDE_ERROR", Severity::Error),
            ("OVERRIDE_WARNING", Severity::Warning),
            ("OVERRIDE_INFO", Severity::Info),
            ("OVERRIDE_STYLE", Severity::Style),
        ];
        let severities = overrides
            .into_iter()
            .flat_map(|(name, severity)| list(name).into_iter().map(move |code| (code, severity)));
        Self {
            threshold: of("FAILURE_THRESHOLD").and_then(|name| Threshold::named(&name)),
            formats: list("FORMAT"),
            ignored: list("IGNORE"),
            severities: severities.collect(),
            trusted_registries: list("TRUSTED_REGISTRIES"),
            label_schema: list("REQUIRE_LABELS").iter().filter_map(|label| label.parse().ok()).collect(),
            strict_labels: is_on("STRICT_LABELS"),
            disable_ignore_pragma: is_on("DISABLE_IGNORE_PRAGMA"),
            no_fail: is_on("NOFAIL"),
            no_color: get("NO_COLOR").map(|_| true),
            verbose: is_on("VERBOSE"),
        }
    }
}

/// What a word says about whether something is so.
pub(super) fn truth(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "1" | "y" | "yes" | "on" | "true" => Some(true),
        "0" | "n" | "no" | "off" | "false" => Some(false),
        _ => None,
    }
}
