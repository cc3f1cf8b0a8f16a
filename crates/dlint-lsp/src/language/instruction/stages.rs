//! What stages are made of: `FROM`, `ARG`, `ONBUILD`.

use dlint_syntax::Keyword;

use super::InstructionInfo;
use crate::language::form::{form, parameter};
use crate::language::snippet::snippet;

pub(super) const FROM: InstructionInfo = InstructionInfo {
    keyword: Keyword::From,
    summary: "Begins a stage with the files and the settings of an image or of an earlier stage.",
    help: "\
- **Image:** the last stage is the image, unless `--target` names another; what it does not need is not built.
- **Cache:** a new image behind the same tag runs the whole stage anew; a digest (`@sha256:…`) stays.
- **Trap:** only an `ARG` before the first `FROM` can be used here, and stages have to declare it again.
- `AS name` lets `COPY --from=name`, `RUN --mount=from=name` and a later `FROM name` use the stage.
- `FROM scratch` begins with nothing at all: no shell, no certificates, no users.",
    forms: &[form(
        "FROM [--platform=platform] image [AS name]",
        "A stage that begins with an image.",
        &[
            parameter("--platform=platform", "The platform; `$BUILDPLATFORM` is that of the builder."),
            parameter("image", "An image with a tag or a digest, an earlier stage, or `scratch`."),
            parameter("name", "A name in lower case by which other instructions use the stage."),
        ],
    )],
    snippets: &[
        snippet("FROM image", "a stage from an image", "FROM ${1:image}:${2:tag}"),
        snippet("FROM image AS name", "a stage with a name", "FROM ${1:image}:${2:tag} AS ${3:build}"),
        snippet(
            "FROM image@digest",
            "a stage from exactly this image",
            "FROM ${1:image}:${2:tag}@sha256:${3:digest}",
        ),
        snippet(
            "FROM --platform=$BUILDPLATFORM",
            "a stage that runs on the machine that builds, for cross-compilers",
            "FROM --platform=\\$BUILDPLATFORM ${1:image}:${2:tag} AS ${3:build}",
        ),
        snippet("FROM scratch", "a stage with nothing in it", "FROM scratch"),
    ],
};

pub(super) const ARG: InstructionInfo = InstructionInfo {
    keyword: Keyword::Arg,
    summary: "Declares a variable that whoever builds can set with `--build-arg`.",
    help: "\
- **Image:** nothing in it; a container does not have the variable. Its value shows in the image's history.
- **Cache:** another value runs every later `RUN` of the stage anew, so declare it as late as possible.
- **Trap:** it ends with its stage. One before the first `FROM` is for `FROM` lines; stages repeat `ARG NAME`.
- **Secrets** do not belong here: mount them with `RUN --mount=type=secret`.
- An `ENV` of the same name behind it wins. Some are predefined: `HTTP_PROXY`, `TARGETARCH`.",
    forms: &[form(
        "ARG name[=default] ...",
        "One variable or several.",
        &[
            parameter("name", "The name of the variable."),
            parameter("default", "Its value where nobody sets it; without one it is empty."),
        ],
    )],
    snippets: &[
        snippet("ARG name=default", "a variable with a default", "ARG ${1:NAME}=${2:default}"),
        snippet("ARG name", "a variable without a default", "ARG ${1:NAME}"),
    ],
};

pub(super) const ONBUILD: InstructionInfo = InstructionInfo {
    keyword: Keyword::Onbuild,
    summary: "Keeps an instruction for builds that begin with this image.",
    help: "\
- **Image:** only a note. The instruction runs in the child's build, right behind its `FROM`.
- **Cache:** nothing here; in the child, it is that of the instruction.
- **Trap:** whoever writes the child does not see it, and files it copies have to be in the child's context.
- It runs in direct children only, not in theirs.
- Not behind it: `FROM`, `MAINTAINER` and another `ONBUILD`.",
    forms: &[form(
        "ONBUILD instruction",
        "An instruction for later.",
        &[parameter("instruction", "Any instruction but `FROM`, `MAINTAINER` and `ONBUILD`.")],
    )],
    snippets: &[
        snippet("ONBUILD COPY", "copies the child's files", "ONBUILD COPY ${1:.} ${2:/app/}"),
        snippet("ONBUILD RUN", "runs a command in the child's build", "ONBUILD RUN ${1:command}"),
    ],
};
