//! What the other program was asked: a check that is off in it says nothing about a file, and is not compared there.

use dlint_syntax::{DirectiveKind, File};
use dlint_text::SourceFile;

use super::Peer;

/// The other program's codes that are off unless somebody asks for them, and those it says in place of all others.
pub(super) const fn off(peer: Peer) -> &'static [&'static str] {
    match peer {
        // The first stands for a file that it cannot read, and such files are left out.
        Peer::Hadolint => &["DL1000", "DL1001", "DL3057"],
        Peer::BuildKit => &["InvalidDefinitionDescription"],
    }
}

/// Whether the other program was asked for a code in this file.
pub(super) fn is_asked(peer: Peer, code: &str, file: &File, source: &SourceFile) -> bool {
    !off(peer).contains(&code) || peer == Peer::BuildKit && experimental(code, file, source)
}

/// Whether `# check=experimental=…` at the top of the file asks for a check.
fn experimental(code: &str, file: &File, source: &SourceFile) -> bool {
    let directives = file.directives.iter().filter(|directive| directive.kind == DirectiveKind::Check);
    let parts = directives.flat_map(|directive| source.slice(directive.value).split(';'));
    let mut lists = parts.filter_map(|part| part.trim().strip_prefix("experimental="));
    lists.any(|list| names(list, code))
}

/// Whether a list of checks names this one, or all of them.
pub(super) fn names(list: &str, code: &str) -> bool {
    list.split(',').map(str::trim).any(|name| name == code || name.eq_ignore_ascii_case("all"))
}
