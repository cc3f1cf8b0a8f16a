//! What a run begins with, before anything is selected or ignored: dlint's own default set, or hadolint's.

use dlint_diagnostics::{RuleMeta, Severity, Variant};

/// A set of rules with what they weigh.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// dlint's default set.
    #[default]
    Dlint,
    /// What hadolint reports if nothing is configured, by its severities: for whoever has to compare the two. Findings
    /// for those who ask for a rule are there as well; see [`pedantic`](dlint_diagnostics::Finding::pedantic).
    Hadolint,
}

impl Profile {
    /// The least severity that fails a run.
    ///
    /// ```
    /// use dlint_diagnostics::Severity;
    /// use dlint_linter::Profile;
    ///
    /// assert_eq!(Profile::Dlint.fails_on(), Severity::Warning);
    /// assert_eq!(Profile::Hadolint.fails_on(), Severity::Info);
    /// ```
    pub const fn fails_on(self) -> Severity {
        match self {
            Self::Dlint => Severity::Warning,
            Self::Hadolint => Severity::Info,
        }
    }

    /// Whether a code belongs to the set.
    pub(crate) fn contains(self, rule: &RuleMeta, variant: Variant) -> bool {
        match self {
            Self::Dlint => rule.default,
            Self::Hadolint => self.severity(rule, variant).is_some(),
        }
    }

    /// What all findings under a code weigh, where that is not for the rule to say.
    pub(crate) fn severity(self, rule: &RuleMeta, variant: Variant) -> Option<Severity> {
        if self == Self::Dlint {
            return None;
        }
        // ShellCheck's findings weigh there what they weigh in ShellCheck.
        if is_shell_code(variant.code) {
            return Some(rule.severity);
        }
        let codes = std::iter::once(&variant.code).chain(variant.aliases);
        let rows = codes.filter_map(|code| HADOLINT.binary_search_by_key(code, |(code, _)| *code).ok());
        rows.filter_map(|row| HADOLINT.get(row)).map(|(_, severity)| *severity).next()
    }
}

/// `SC` and digits.
fn is_shell_code(code: &str) -> bool {
    let number = code.strip_prefix("SC").unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// What hadolint 2.15.1 has on by default, sorted by code; measured on the program. DL1001 and DL3057 are off there. The
/// rules for registries and labels find nothing unless they are told what to look for.
const HADOLINT: &[(&str, Severity)] = {
    use Severity::{Error, Info, Style, Warning};
    &[
        ("DL3000", Error),
        ("DL3001", Info),
        ("DL3002", Warning),
        ("DL3003", Warning),
        ("DL3004", Error),
        ("DL3006", Warning),
        ("DL3007", Warning),
        ("DL3008", Warning),
        ("DL3009", Info),
        ("DL3010", Info),
        ("DL3011", Error),
        ("DL3012", Error),
        ("DL3013", Warning),
        ("DL3014", Warning),
        ("DL3015", Info),
        ("DL3016", Warning),
        ("DL3018", Warning),
        ("DL3019", Info),
        ("DL3020", Error),
        ("DL3021", Error),
        ("DL3022", Warning),
        ("DL3023", Error),
        ("DL3024", Error),
        ("DL3025", Warning),
        ("DL3026", Error),
        ("DL3027", Warning),
        ("DL3028", Warning),
        ("DL3029", Warning),
        ("DL3030", Warning),
        ("DL3032", Warning),
        ("DL3033", Warning),
        ("DL3034", Warning),
        ("DL3035", Warning),
        ("DL3036", Warning),
        ("DL3037", Warning),
        ("DL3038", Warning),
        ("DL3040", Warning),
        ("DL3041", Warning),
        ("DL3042", Warning),
        ("DL3043", Error),
        ("DL3044", Error),
        ("DL3045", Warning),
        ("DL3046", Warning),
        ("DL3047", Info),
        ("DL3048", Style),
        ("DL3049", Info),
        ("DL3050", Info),
        ("DL3051", Warning),
        ("DL3052", Warning),
        ("DL3053", Warning),
        ("DL3054", Warning),
        ("DL3055", Warning),
        ("DL3056", Warning),
        ("DL3058", Warning),
        ("DL3059", Info),
        ("DL3060", Info),
        ("DL3061", Error),
        ("DL3062", Warning),
        ("DL3063", Warning),
        ("DL3064", Warning),
        ("DL3065", Warning),
        ("DL3066", Info),
        ("DL3067", Warning),
        ("DL4000", Error),
        ("DL4001", Warning),
        ("DL4003", Warning),
        ("DL4004", Error),
        ("DL4005", Warning),
        ("DL4006", Warning),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_are_in_order() {
        assert!(HADOLINT.is_sorted_by_key(|(code, _)| *code));
        assert_eq!(HADOLINT.len(), 69);
    }
}
