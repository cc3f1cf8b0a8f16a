//! What is not in POSIX, but works in the shell that the body is for.
//!
//! Whoever writes for Alpine has `BusyBox`, and whoever writes for Debian has `dash`: what these understand is not
//! worth a warning there. Each row was tried in `BusyBox` 1.35 and `dash` 0.5.12.

use crate::{Body, Dialect, Shell, ShellFinding};

/// The codes of what `BusyBox` understands, in order.
const BUSYBOX: &[u16] = &[
    3001, // <(…)
    3003, // $'…'
    3010, // [[ … ]]
    3014, // ==
    3015, // =~
    3018, // ++
    3019, // **
    3020, // &>
    3026, // [^a]
    3037, // echo -n, echo -e
    3039, // let
    3043, // local
    3045, // read -p
    3046, // source
    3048, // trap … ERR
    3049, // signals in lower case
    3057, // ${x:1:2}
    3060, // ${x/a/b}
];

/// Takes out what works in the shell of the body.
pub(super) fn drop_what_works(dialect: Dialect, body: &Body, findings: &mut Vec<ShellFinding>) {
    match dialect.shell {
        Shell::Busybox => findings.retain(|finding| {
            let works = match finding.code {
                3028 => names(body, finding, &["RANDOM", "HOSTNAME"]),
                3040 => says(body, finding, "pipefail"),
                code => BUSYBOX.binary_search(&code).is_ok(),
            };
            !works
        }),
        Shell::Dash => findings.retain(|finding| finding.code != 3037 || !says(body, finding, "-n")),
        _ => {}
    }
}

/// Whether the finding is about a word that says this.
fn says(body: &Body, finding: &ShellFinding, text: &str) -> bool {
    let words = body.commands.iter().flat_map(|command| &command.words);
    words.into_iter().any(|word| word.span() == finding.span && word.is(text))
}

/// Whether the finding is about one of these variables.
fn names(body: &Body, finding: &ShellFinding, variables: &[&str]) -> bool {
    let words = body.commands.iter().flat_map(|command| &command.words);
    let mut used = words.flat_map(|word| &word.variables);
    used.any(|one| finding.span.covers(one.span) && variables.contains(&one.name.as_str()))
}

#[cfg(test)]
mod tests {
    use dlint_text::MappedText;

    use super::*;
    use crate::{Script, Variables};

    /// The codes of a body for this shell.
    fn codes(shell: Shell, text: &str) -> Vec<u16> {
        let script = Script::read(&MappedText::copied(text, 0), Dialect::plain(shell), &Variables::new());
        script.findings().iter().map(|finding| finding.code).filter(|code| *code >= 3000).collect()
    }

    #[test]
    fn the_rows_are_in_order() {
        assert!(BUSYBOX.is_sorted());
    }

    #[test]
    fn what_the_shell_understands_is_not_reported() {
        for (text, code, silent_in_busybox, silent_in_dash) in [
            ("echo -n a", 3037, true, true),
            ("echo -e a", 3037, true, false),
            ("[[ -n a ]]", 3010, true, false),
            ("[ a == b ]", 3014, true, false),
            ("source ./f", 3046, true, false),
            // The checks know a later `dash`, which has it.
            ("set -o pipefail", 3040, true, true),
            ("set -o posix", 3040, false, true),
            ("x=abc; echo \"${x:1:1}\"", 3057, true, false),
            ("x=abc; echo \"${x/a/b}\"", 3060, true, false),
            ("f() { local a=1; echo $a; }; f", 3043, true, true),
            ("pushd /tmp", 3044, false, false),
            ("a=(1 2); echo \"${a[0]}\"", 3030, false, false),
            ("cat <<< x", 3011, false, false),
            ("echo $RANDOM", 3028, true, false),
            ("echo $UID", 3028, false, false),
        ] {
            for (shell, silent) in [(Shell::Busybox, silent_in_busybox), (Shell::Dash, silent_in_dash)] {
                assert_eq!(!codes(shell, text).contains(&code), silent, "{shell:?}: {text}");
            }
        }
    }
}
