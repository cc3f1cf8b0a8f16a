//! Who reads the file, and what that one cannot read.

use dlint_linter::{Builder, Frontend};
use dlint_syntax::DirectiveKind;

use crate::language::{FlagInfo, Version};
use crate::view::View;

/// Who reads the file, as far as the project and the file say.
pub(super) struct Reader {
    builder: Builder,
    /// The oldest frontend that has to read it; the newest where nobody says.
    frontend: Option<Frontend>,
    /// Whether a frontend with trials in it is asked for.
    labs: bool,
}

impl Reader {
    pub(super) fn of(view: &View<'_>) -> Self {
        let project = view.settings.settings.options().project;
        let (asked, labs) = asked(view);
        let frontend = [project.frontend, asked].into_iter().flatten().min();
        let labs = labs || project.frontend.is_some_and(|frontend| frontend.labs);
        Self { builder: project.builder.unwrap_or(Builder::Buildkit), frontend, labs }
    }

    /// Why it cannot read a flag, if it cannot.
    pub(super) fn refuses(&self, flag: &FlagInfo) -> Option<String> {
        if flag.since.is_none() && flag.labs.is_none() {
            return None;
        }
        if self.builder != Builder::Buildkit {
            let is_read =
                self.builder == Builder::Buildah && matches!(flag.name, "mount" | "chmod" | "network");
            let title = self.builder.title();
            return (!is_read).then(|| format!("{title} may not read it"));
        }
        if flag.is_on_trial() && !self.labs {
            return Some("only in `docker/dockerfile:1-labs`".to_owned());
        }
        let frontend = self.frontend?;
        let is_known = flag.is_known_to((frontend.major, frontend.minor), self.labs);
        (!is_known).then(|| self.too_old())
    }

    /// Why it cannot read what came with this version, if it cannot.
    pub(super) fn refuses_before(&self, since: Option<Version>) -> Option<String> {
        let since = since?;
        if self.builder != Builder::Buildkit {
            return Some(format!("{} may not read it", self.builder.title()));
        }
        let frontend = self.frontend?;
        ((frontend.major, frontend.minor) < since).then(|| self.too_old())
    }

    fn too_old(&self) -> String {
        let version = self.frontend.map(|frontend| format!(" {}.{}", frontend.major, frontend.minor));
        format!("the frontend{} is older", version.unwrap_or_default())
    }
}

/// The version that a flag came with, for people.
pub(super) fn since(flag: &FlagInfo) -> String {
    match (flag.since, flag.labs) {
        (Some((major, minor)), _) => format!("frontend {major}.{minor}"),
        (None, Some((major, minor))) => format!("on trial since frontend {major}.{minor}-labs"),
        (None, None) => String::new(),
    }
}

/// The version that `# syntax=` asks for, and whether it is one with trials in it. `docker/dockerfile:1` is the newest.
fn asked(view: &View<'_>) -> (Option<Frontend>, bool) {
    let asked = || {
        let mut directives = view.file.directives.iter();
        let syntax = directives.find(|directive| directive.kind == DirectiveKind::Syntax)?;
        let image = view.document.source.slice(syntax.value).split(['@', ' ']).next()?;
        let (image, tag) = image.rsplit_once(':')?;
        image.contains("dockerfile").then_some(tag)
    };
    let Some(tag) = asked() else { return (None, false) };
    let version = tag.parse::<Frontend>().ok().filter(|_| tag.contains('.'));
    (version, tag.ends_with("labs"))
}

#[cfg(test)]
mod tests {
    use dlint_syntax::Keyword;

    use super::*;
    use crate::language::flag;

    #[test]
    fn what_is_refused_is_told_with_the_reason() {
        let reader = |builder, frontend: Option<&str>, labs| Reader {
            builder,
            frontend: frontend.map(|version| version.parse().unwrap()),
            labs,
        };
        let newest = reader(Builder::Buildkit, None, false);
        let old = reader(Builder::Buildkit, Some("1.4"), false);
        let old_labs = reader(Builder::Buildkit, Some("1.7-labs"), true);
        let buildah = reader(Builder::Buildah, None, false);
        let classic = reader(Builder::Classic, None, false);
        let refuses = |reader: &Reader, keyword, name: &str| reader.refuses(flag(keyword, name).unwrap());
        for (reader, keyword, name, expected) in [
            (&newest, Keyword::Copy, "parents", None),
            (&newest, Keyword::Run, "device", Some("only in `docker/dockerfile:1-labs`")),
            (&old, Keyword::Copy, "link", None),
            (&old, Keyword::Copy, "parents", Some("the frontend 1.4 is older")),
            (&old_labs, Keyword::Copy, "parents", None),
            (&buildah, Keyword::Run, "mount", None),
            (&buildah, Keyword::Copy, "link", Some("Buildah may not read it")),
            (&classic, Keyword::Run, "mount", Some("Docker's classic builder may not read it")),
            (&classic, Keyword::Copy, "chown", None),
        ] {
            assert_eq!(refuses(reader, keyword, name).as_deref(), expected, "{name}");
        }
        assert_eq!(old.refuses_before(Some((1, 10))).as_deref(), Some("the frontend 1.4 is older"));
        assert_eq!(newest.refuses_before(Some((1, 10))), None);
    }
}
