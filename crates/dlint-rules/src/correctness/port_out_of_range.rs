//! DL3011 port-out-of-range. Spec: rules/DL3011-port-out-of-range.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::Keyword;
use dlint_text::MappedText;

pub(crate) static RULE: Rule =
    Rule::new("DL3011", "port-out-of-range", Check::Instruction(&[Keyword::Expose], check))
        .category(Category::Correctness)
        .severity(Severity::Error);

fn check(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    let ports = step.as_expose().map(|expose| expose.ports.as_slice()).unwrap_or_default();
    for number in ports.iter().flat_map(|port| [Some(&port.start), port.end.as_ref()]).flatten() {
        if is_out_of_range(number) {
            out.report(&RULE, number.span(), format!("there is no port `{}`", &**number))
                .why("ports end at 65535, and the build stops here")
                .help("use a port from 0 to 65535");
        }
    }
}

/// Only a number can be out of range; what a variable stands for is not known here.
fn is_out_of_range(number: &MappedText) -> bool {
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number && number.parse::<u16>().is_err()
}
