//! Who reads the file, and what that one cannot read.

use dlint_linter::{Builder, Frontend, frontend_tag};
use dlint_syntax::{Keyword, flag_since};

use crate::language::{FlagInfo, Version, is_known_to, is_on_trial};
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
        let source = &view.document.source;
        let asked = Frontend::asked_for(view.file, source).map(|(asked, _)| asked);
        let frontend = [project.frontend, asked].into_iter().flatten().min();
        let labs = frontend_tag(view.file, source).is_some_and(|(tag, _)| tag.ends_with("labs"))
            || project.frontend.is_some_and(|frontend| frontend.labs);
        Self { builder: project.builder.unwrap_or(Builder::Buildkit), frontend, labs }
    }

    /// Why it cannot read a flag, if it cannot.
    pub(super) fn refuses(&self, keyword: Keyword, flag: &FlagInfo) -> Option<String> {
        if !self.builder.reads_flag(keyword, flag.name) {
            return Some(format!("{} may not read it", self.builder.title()));
        }
        if is_on_trial(keyword, flag) && !self.labs {
            return Some("only in `docker/dockerfile:1-labs`".to_owned());
        }
        let frontend = self.frontend.filter(|_| self.builder == Builder::Buildkit)?;
        let is_known = is_known_to(keyword, flag, (frontend.major, frontend.minor), self.labs);
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
        let version = self.frontend.map(|frontend| format!(" {frontend}"));
        format!("the frontend{} is older", version.unwrap_or_default())
    }
}

/// The version that a flag came with, for people.
pub(super) fn since(keyword: Keyword, flag: &FlagInfo) -> String {
    match (flag_since(keyword, flag.name), flag.labs) {
        (Some((major, minor)), _) => format!("frontend {major}.{minor}"),
        (None, Some((major, minor))) => format!("on trial since frontend {major}.{minor}-labs"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
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
        let refuses =
            |reader: &Reader, keyword, name: &str| reader.refuses(keyword, flag(keyword, name).unwrap());
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
