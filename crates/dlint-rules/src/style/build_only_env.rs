//! `DK8002` build-only-env. Spec: rules/DK8002-build-only-env.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::Stage;
use dlint_syntax::Keyword;

use crate::support::env_to_arg::{as_arg, left_in_image, to_arg};
use crate::support::used_names::{behind_keyword, names_in};

pub(crate) static RULE: Rule = Rule::new("DK8002", "build-only-env", Check::Stage(check))
    .category(Category::Style)
    .severity(Severity::Style)
    .fix(FixKind::Sometimes(Safety::Unsafe))
    .off();

/// Names that only builds have a use for.
const NAMES: &[&str] = &[
    "BUILD_DEPS",
    "CFLAGS",
    "CGO_ENABLED",
    "CPPFLAGS",
    "CXXFLAGS",
    "GOARCH",
    "GOOS",
    "GPG_KEYS",
    "LDFLAGS",
    "MAKEFLAGS",
];

/// The ends of such names.
const ENDS: &[&str] = &[
    "_BUILD_DEPS",
    "_CHECKSUM",
    "_DOWNLOAD_URL",
    "_GPG_KEYS",
    "_MD5",
    "_SHA1",
    "_SHA256",
    "_SHA512",
    "_TARBALL_URL",
];

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if !stage.is_built || stage.end.is_windows() {
        return;
    }
    let is_wanted = |name: &str| {
        NAMES.contains(&name) || name.starts_with("DEBCONF_") || ENDS.iter().any(|end| name.ends_with(end))
    };
    for left in left_in_image(stage, cx, is_wanted) {
        let runs = |keyword| {
            matches!(
                keyword,
                Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck | Keyword::Env | Keyword::Label
            )
        };
        let mut at_run_time =
            cx.build.chain(stage.index).flat_map(|part| part.own_steps().collect::<Vec<_>>()).filter(
                |step| runs(step.instruction.keyword) && step.instruction.span != left.step.instruction.span,
            );
        if at_run_time.any(|step| names_in(behind_keyword(step.instruction)).any(|name| name == left.name)) {
            continue;
        }
        let name = left.name;
        let reporter = out
            .report(&RULE, left.pair.key.span(), format!("`{name}` stays in the image, and only the build reads it"))
            .why("it is in the environment of everything that runs in the container, and in that of images built from it")
            .help(format!("write `ARG {name}=…`: steps see it as well, and the image is left without it"));
        if let Some(all) = to_arg(&left, cx) {
            reporter
                .fix("make it an `ARG`", Safety::Unsafe, |edits| edits.replace_all(all))
                .declares(as_arg(&left.pair.key));
        }
    }
}
