//! What a rule is about, in words.

use dlint_catalogue::{Page, ShellCode};
use dlint_diagnostics::{About, RuleMeta};

/// What a rule is about: from its page, or from the table of shell codes.
///
/// ```
/// let rules = dlint::rules();
/// let about = dlint::about(&rules.find("SC2086").unwrap().meta);
/// assert!(about.summary.contains("unquoted"), "{}", about.summary);
/// ```
pub fn about(meta: &RuleMeta) -> About {
    let page = Page::named(&meta.page_name());
    let code = shell_code(meta);
    let summary = code.map(|code| code.summary.to_owned()).or_else(|| page.map(Page::summary));
    let text = page.map(|page| page.text.to_owned()).or_else(|| code.map(|code| shell_page(meta, code)));
    About { summary: summary.unwrap_or_default(), page: text.unwrap_or_else(|| title(meta)) }
}

/// The entry of the table, for a rule about shell code.
pub fn shell_code(meta: &RuleMeta) -> Option<&'static ShellCode> {
    ShellCode::numbered(meta.code.strip_prefix("SC")?.parse().ok()?)
}

fn title(meta: &RuleMeta) -> String {
    format!("# {} · {}\n", meta.code, meta.name)
}

/// A page for a code that has none, out of the clauses of the table.
fn shell_page(meta: &RuleMeta, code: &ShellCode) -> String {
    format!(
        "{}\n{} {}\n\nTo do: {}.\n\nThis is about shell code, and the code is ShellCheck's.\n",
        title(meta),
        sentence(code.summary),
        sentence(code.why),
        code.help
    )
}

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}
