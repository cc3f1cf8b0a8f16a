//! Which codes can come out, and how grave each of them is.
//!
//! This is for those who keep words for the codes. It finds nothing itself, and says nothing of how often a code
//! comes out: a few belong to checks that the library only reserves.

use std::collections::BTreeMap;

use shuck_linter::ShellCheckCodeMap;

use crate::ShellSeverity;
use crate::findings::{EXCLUDED, severity};

/// What the library does not have and `findings` adds.
const ADDED: [(u16, ShellSeverity); 2] = [(2174, ShellSeverity::Warning), (2185, ShellSeverity::Info)];

/// Every code that a [`ShellFinding`](crate::ShellFinding) can have, with its severity, sorted by number.
///
/// ```
/// let severity = dlint_shell::codes().find(|(code, _)| *code == 2086).map(|(_, severity)| severity);
/// assert_eq!(severity, Some(dlint_shell::ShellSeverity::Info));
/// ```
pub fn codes() -> impl Iterator<Item = (u16, ShellSeverity)> {
    let map = ShellCheckCodeMap::default();
    let mapped = map.mappings().filter_map(|(code, rule)| {
        let code = u16::try_from(code).ok().filter(|code| !EXCLUDED.contains(code))?;
        Some((code, severity(rule)))
    });
    mapped.chain(ADDED).collect::<BTreeMap<_, _>>().into_iter()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use dlint_text::MappedText;

    use super::*;
    use crate::{Dialect, Script, Variables};

    #[test]
    fn what_is_found_is_among_the_codes() {
        let text = "find -name x; mkdir -p -m 700 a/b; . \"$y\"; . ./z; echo $x; cd /a; if [ a == b ]; then `ls`; fi";
        let script = Script::read(&MappedText::copied(text, 0), Dialect::default(), &Variables::default());
        let codes: BTreeMap<u16, ShellSeverity> = codes().collect();
        let mut found = BTreeSet::new();
        for finding in script.findings() {
            assert_eq!(codes.get(&finding.code), Some(&finding.severity), "SC{}", finding.code);
            found.insert(finding.code);
        }
        assert!(ADDED.iter().all(|(code, _)| found.contains(code)), "{found:?}");
        assert!(found.contains(&2086) && EXCLUDED.iter().all(|code| !found.contains(code)), "{found:?}");
    }
}
