//! What the builder can do, as far as the project and the file say.

use dlint_linter::{Builder, Cx, Frontend};
use dlint_syntax::DirectiveKind;

/// Whether `BuildKit` reads the file, with a frontend of this version of Dockerfiles or a later one, unless somebody
/// says otherwise.
pub(crate) fn is_buildkit_with(cx: &Cx<'_>, version: (u32, u32)) -> bool {
    let is_new = |frontend: Frontend| (frontend.major, frontend.minor) >= version;
    let is_buildkit = matches!(cx.builder(), None | Some(Builder::Buildkit));
    let syntax = cx.file.directives.iter().find(|directive| directive.kind == DirectiveKind::Syntax);
    let named = syntax.and_then(|directive| {
        let (image, tag) = cx.source.slice(directive.value).rsplit_once(':')?;
        // `1` is the newest one that begins with it.
        (image.contains("dockerfile") && tag.contains('.')).then(|| tag.parse::<Frontend>().ok())?
    });
    is_buildkit && cx.frontend().is_none_or(is_new) && named.is_none_or(is_new)
}
