//! DL3052 invalid-label-value. Spec: rules/DL3052-invalid-label-value.md

use dlint_diagnostics::{Category, Severity, Variant};
use dlint_linter::{Check, Cx, Findings, LabelKind, Rule, Step};
use dlint_syntax::Keyword;

use crate::support::label_values::is_valid;
use crate::support::labels::{labels, wanted};

const URL: Variant = Variant { name: "url", code: "DL3052", aliases: &[] };
const RFC3339: Variant = Variant { name: "rfc3339", code: "DL3053", aliases: &[] };
const SPDX: Variant = Variant { name: "spdx", code: "DL3054", aliases: &[] };
const HASH: Variant = Variant { name: "hash", code: "DL3055", aliases: &[] };
const SEMVER: Variant = Variant { name: "semver", code: "DL3056", aliases: &[] };
const EMAIL: Variant = Variant { name: "email", code: "DL3058", aliases: &[] };

pub(crate) static RULE: Rule =
    Rule::new("DL3052", "invalid-label-value", Check::Instruction(&[Keyword::Label], check))
        .variants(&[URL, RFC3339, SPDX, HASH, SEMVER, EMAIL])
        .category(Category::Style)
        .severity(Severity::Warning);

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    for label in labels(step, cx) {
        let (Some(wanted), Some(value)) = (wanted(&label.key, cx), &label.value) else { continue };
        // An empty one has a rule of its own.
        if value.trim().is_empty() || is_valid(value, wanted.kind) {
            continue;
        }
        let (variant, what, example) = match wanted.kind {
            LabelKind::Text => continue,
            LabelKind::Url => (URL, "an address", "`https://example.org/app`"),
            LabelKind::Rfc3339 => (RFC3339, "a time as RFC 3339 writes it", "`2026-11-03T09:00:00Z`"),
            LabelKind::Spdx => (SPDX, "a licence by its SPDX name", "`MIT` or `Apache-2.0 OR MIT`"),
            LabelKind::Hash => (HASH, "a commit of git", "7 or 40 hexadecimal digits in lower case"),
            LabelKind::Semver => (SEMVER, "a semantic version", "`1.4.0`"),
            LabelKind::Email => (EMAIL, "an e-mail address", "`ada@example.org`"),
        };
        out.report(&RULE, label.value_span, format!("the label `{}` is not {what}", label.key))
            .variant(variant)
            .why("the project requires this of it, so that programs can read it")
            .help(format!("write it as {example}"));
    }
}
