//! Which version of the frontend reads a file, for fixes that write what older ones do not know.

use dlint_linter::{Builder, Cx, Frontend};
use dlint_syntax::DirectiveKind;

/// Whether the build can be taken to know what `BuildKit`'s frontend knows since this version: nobody says that another
/// builder, or an older frontend, reads the file.
pub(crate) fn knows_since(cx: &Cx<'_>, version: Frontend) -> bool {
    let is_buildkit = cx.builder().is_none_or(|builder| builder == Builder::Buildkit);
    let is_told_older = cx.frontend().is_some_and(|told| told < version);
    is_buildkit && !is_told_older && !asks_for_older(cx, version)
}

/// Whether `# syntax=` asks for an older version: `docker/dockerfile:1.4` is one, `docker/dockerfile:1` the newest.
fn asks_for_older(cx: &Cx<'_>, version: Frontend) -> bool {
    let directives = cx.file.directives.iter().filter(|directive| directive.kind == DirectiveKind::Syntax);
    let mut images = directives.map(|directive| cx.source.slice(directive.value));
    images.any(|image| {
        let tag = image.split('@').next().and_then(|image| image.split_once(':')).map_or("", |(_, tag)| tag);
        tag.contains('.') && tag.parse::<Frontend>().is_ok_and(|asked| asked < version)
    })
}
