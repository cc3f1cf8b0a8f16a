//! The comments at the top of a file that a builder reads: `# syntax=`, `# escape=`, `# check=`.

use dlint_syntax::DirectiveKind;

use super::snippet::snippet;
use super::value::offer;
use super::{Offer, REFERENCE, Snippet};

/// What there is to say of a directive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DirectiveInfo {
    /// The directive.
    pub kind: DirectiveKind,
    /// What one should know of it, as a Markdown list.
    pub help: &'static str,
    /// Values to choose from. Those of `check` are its options, each up to its `=` and the usual value.
    pub offers: &'static [Offer],
    /// What to begin with.
    pub snippet: Snippet,
}

impl DirectiveInfo {
    /// The page to read on.
    pub fn url(&self) -> String {
        format!("{REFERENCE}#{}", self.kind.as_str())
    }
}

/// The directive of this kind.
pub fn directive(kind: DirectiveKind) -> Option<&'static DirectiveInfo> {
    DIRECTIVES.iter().find(|info| info.kind == kind)
}

/// The directives. Each may stand once, on the first lines of a file; whatever else stands there ends them.
pub const DIRECTIVES: &[DirectiveInfo] = &[
    DirectiveInfo {
        kind: DirectiveKind::Syntax,
        help: "\
- Names the image of the frontend that reads this file, so that an older builder knows newer flags.
- `docker/dockerfile:1` is the newest that breaks nothing; `1.20` stays with one, `1-labs` has trials in it.
- Every build asks the registry for it. The name ends at the first blank.",
        offers: &[
            offer("docker/dockerfile:1", "the newest frontend that breaks nothing"),
            offer("docker/dockerfile:1-labs", "the same, with trials in it: `RUN --device`"),
            offer("docker/dockerfile:1.20", "this version and its repairs, nothing newer"),
        ],
        snippet: snippet("# syntax=", "which frontend reads the file", "# syntax=${1:docker/dockerfile:1}"),
    },
    DirectiveInfo {
        kind: DirectiveKind::Escape,
        help: "\
- Chooses the character that continues a line and takes its meaning from the next letter.
- The backtick leaves backslashes alone, which Windows needs in paths: `C:\\`.
- What a shell does with backslashes stays as it is.",
        offers: &[offer("\\", "as it is if nothing is said"), offer("`", "for paths of Windows")],
        snippet: snippet("# escape=", "which character continues a line", "# escape=${1|`,\\\\|}"),
    },
    DirectiveInfo {
        kind: DirectiveKind::Check,
        help: "\
- Says which of BuildKit's checks run: `skip=` names those that do not, between commas, or `all`.
- `error=true` stops the build where a check warns; `experimental=` turns on checks on trial, or `all`.
- Options stand between semicolons; it is read up to the first blank, so a reason can stand behind one.
- Names are written exactly as BuildKit does. dlint goes by `skip=`, too.
- In front of an instruction it is for that instruction, since frontend 1.21; `error=` does nothing there.",
        offers: &[
            offer("skip=all", "none of the checks"),
            offer("skip=", "not these checks"),
            offer("error=true", "a warning stops the build"),
            offer("experimental=all", "all checks that are on trial"),
            offer("experimental=", "these checks that are on trial"),
        ],
        snippet: snippet("# check=", "which checks run", "# check=skip=${1:all}"),
    },
];

/// A check of BuildKit's, for `skip=` and `experimental=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckName {
    /// Its name, exactly as it is to be written.
    pub name: &'static str,
    /// What it warns of.
    pub doc: &'static str,
    /// Whether it is on trial: it runs only where `experimental=` names it, and `skip=` does not concern it.
    pub experimental: bool,
}

const fn check(name: &'static str, doc: &'static str) -> CheckName {
    CheckName { name, doc, experimental: false }
}

/// BuildKit's checks, sorted by name.
pub const CHECKS: &[CheckName] = &[
    check("ConsistentInstructionCasing", "keywords in capitals and in small letters in one file"),
    check("CopyIgnoredFile", "a source that `.dockerignore` leaves out"),
    check("DuplicateStageName", "two stages with one name"),
    check("ExposeInvalidFormat", "a port with an address or a port of the host"),
    check("ExposeProtoCasing", "a protocol in capitals"),
    check("FromAsCasing", "`as` not in the case of its `FROM`"),
    check("FromPlatformFlagConstDisallowed", "a platform that is always the same"),
    check("InvalidBaseImagePlatform", "a base image for another platform"),
    check("InvalidDefaultArgInFrom", "an image that is none where no argument is given"),
    CheckName {
        experimental: true,
        ..check("InvalidDefinitionDescription", "a comment that does not begin with the name it describes")
    },
    check("JSONArgsRecommended", "`CMD` or `ENTRYPOINT` in shell form"),
    check("LegacyKeyValueFormat", "`ENV` or `LABEL` without `=`"),
    check("MaintainerDeprecated", "`MAINTAINER`"),
    check("MultipleInstructionsDisallowed", "a second `CMD`, `ENTRYPOINT` or `HEALTHCHECK`"),
    check("NoEmptyContinuation", "a blank line inside an instruction"),
    check("RedundantTargetPlatform", "`--platform=$TARGETPLATFORM`, which goes without saying"),
    check("ReservedStageName", "a stage named `scratch` or `context`"),
    check("SecretsUsedInArgOrEnv", "a variable that is named like a secret"),
    check("StageNameCasing", "a name of a stage with capitals"),
    check("UndefinedArgInFrom", "a variable in `FROM` that no `ARG` above declares"),
    check("UndefinedVar", "a variable that nothing sets"),
    check("WorkdirRelativePath", "a relative `WORKDIR` without an absolute one above"),
];
