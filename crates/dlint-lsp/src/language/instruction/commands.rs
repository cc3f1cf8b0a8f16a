//! What runs something, now or later: `RUN`, `SHELL`, `CMD`, `ENTRYPOINT`, `HEALTHCHECK`, `STOPSIGNAL`.

use dlint_syntax::Keyword;

use super::InstructionInfo;
use crate::language::Parameter;
use crate::language::form::{form, parameter};
use crate::language::snippet::snippet;

const EXECUTABLE: Parameter =
    parameter("\"executable\"", "The program, in double quotes; no shell looks at it.");

const ARGUMENT: Parameter =
    parameter("\"argument\"", "A word handed to it as it is: variables and patterns are not expanded.");

const COMMAND: Parameter = parameter("command", "A command line for the shell.");

pub(super) const RUN: InstructionInfo = InstructionInfo {
    keyword: Keyword::Run,
    summary: "Runs a command and keeps the files that it changes.",
    help: "\
- **Image:** one layer with what was changed. A file that a later `RUN` deletes stays in this layer.
- **Cache:** runs anew when the command or anything above it changes, not when the network answers otherwise.
- **Trap:** `cd`, variables and background processes end with the line; use `WORKDIR` and `ENV`.
- Join what belongs together with `&&`: an index, what is installed from it, and the clean-up.
- A failure inside a pipe is lost unless `SHELL` turns on `pipefail`.
- The shell form goes through `/bin/sh -c`, or what `SHELL` says; the exec form through no shell.",
    forms: &[
        form(
            "RUN [flags] command",
            "The shell form: variables, pipes and `&&` work.",
            &[parameter("flags", "Such as `--mount=type=cache,target=/root/.cache`."), COMMAND],
        ),
        form(
            "RUN [flags] [\"executable\", \"argument\", ...]",
            "The exec form: for images without a shell.",
            &[parameter("flags", "Such as `--network=none`."), EXECUTABLE, ARGUMENT],
        ),
        form(
            "RUN [flags] <<name",
            "A script on the lines below; one that begins with `#!` is run by that program.",
            &[
                parameter("flags", "Such as `--mount=type=secret,id=token`."),
                parameter(
                    "name",
                    "The line that ends the script; quote it (`<<\"EOF\"`) to hand it over as it is.",
                ),
            ],
        ),
    ],
    snippets: &[
        snippet("RUN command", "a command for the shell", "RUN ${1:command}"),
        snippet(
            "RUN command && command",
            "several commands in one layer",
            "RUN ${1:command} \\\\\n    && ${2:command}",
        ),
        snippet("RUN <<EOF", "a script of several lines", "RUN <<EOF\nset -e\n${1:command}\nEOF"),
        snippet(
            "RUN --mount=type=cache",
            "keeps a folder from build to build",
            "RUN --mount=type=cache,target=${1:/root/.cache} ${2:command}",
        ),
        snippet(
            "RUN --mount=type=secret",
            "lends the command a secret that is in no layer",
            "RUN --mount=type=secret,id=${1:token},env=${2:TOKEN} ${3:command}",
        ),
        snippet(
            "RUN [\"executable\", \"argument\"]",
            "a program without a shell",
            "RUN [\"${1:executable}\", \"${2:argument}\"]",
        ),
    ],
};

pub(super) const SHELL: InstructionInfo = InstructionInfo {
    keyword: Keyword::Shell,
    summary: "Chooses the shell that runs commands written in shell form.",
    help: "\
- **Image:** a setting, for later `RUN`s and for `CMD`, `ENTRYPOINT` and `HEALTHCHECK` in shell form.
- **Cache:** another shell runs every later `RUN` in shell form anew.
- **Trap:** it must be a JSON array, and the shell has to be in the image: Alpine has no Bash of its own.
- `-o pipefail` makes a pipe fail when any part of it does.
- It counts until the next `SHELL`, and for stages that begin with this one.",
    forms: &[form(
        "SHELL [\"executable\", \"argument\", ...]",
        "A JSON array; the command is added as the last word.",
        &[
            parameter("\"executable\"", "The shell."),
            parameter(
                "\"argument\"",
                "Its options; the last one is `-c`, or what the shell has in its place.",
            ),
        ],
    )],
    snippets: &[
        snippet(
            "SHELL bash with pipefail",
            "a pipe fails when any part of it does",
            "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]",
        ),
        snippet(
            "SHELL [\"executable\", \"argument\"]",
            "another shell",
            "SHELL [\"${1:/bin/sh}\", \"${2:-c}\"]",
        ),
    ],
};

pub(super) const CMD: InstructionInfo = InstructionInfo {
    keyword: Keyword::Cmd,
    summary: "Says what a container runs, or which arguments its `ENTRYPOINT` gets.",
    help: "\
- **Image:** a setting; nothing runs while it is built. The last one counts.
- **Cache:** nothing is run anew.
- **Trap:** in shell form the shell is process 1 and may keep signals to itself; the exec form has no shell.
- What stands behind the image in `docker run` takes its place.
- An `ENTRYPOINT` in this file clears the `CMD` of the base image.",
    forms: &[
        form(
            "CMD [\"executable\", \"argument\", ...]",
            "The exec form: the program gets signals.",
            &[EXECUTABLE, ARGUMENT],
        ),
        form("CMD command", "The shell form: variables are expanded when the container starts.", &[COMMAND]),
        form(
            "CMD [\"argument\", ...]",
            "Default arguments of an `ENTRYPOINT` in exec form.",
            &[parameter("\"argument\"", "A word behind those of the `ENTRYPOINT`.")],
        ),
    ],
    snippets: &[
        snippet(
            "CMD [\"executable\", \"argument\"]",
            "a program that gets signals",
            "CMD [\"${1:executable}\", \"${2:argument}\"]",
        ),
        snippet("CMD command", "a command for the shell", "CMD ${1:command}"),
    ],
};

pub(super) const ENTRYPOINT: InstructionInfo = InstructionInfo {
    keyword: Keyword::Entrypoint,
    summary: "Says which program a container always runs.",
    help: "\
- **Image:** a setting; nothing runs while it is built. The last one counts.
- **Cache:** nothing is run anew.
- **Trap:** in shell form it gets no signals, no `CMD`, and nothing of what stands behind `docker run IMAGE`.
- In exec form both are added to it as arguments.
- A script as entry point should end in `exec \"$@\"`, so that the program takes its place.",
    forms: &[
        form(
            "ENTRYPOINT [\"executable\", \"argument\", ...]",
            "The exec form: `CMD` becomes its arguments.",
            &[EXECUTABLE, ARGUMENT],
        ),
        form("ENTRYPOINT command", "The shell form: whoever runs the container can add nothing.", &[COMMAND]),
    ],
    snippets: &[
        snippet(
            "ENTRYPOINT [\"executable\"]",
            "a program that gets signals",
            "ENTRYPOINT [\"${1:executable}\"]",
        ),
        snippet("ENTRYPOINT command", "a command for the shell", "ENTRYPOINT exec ${1:command}"),
    ],
};

const OPTIONS: Parameter = parameter("options", "Such as `--interval=30s --timeout=3s --retries=3`.");

pub(super) const HEALTHCHECK: InstructionInfo = InstructionInfo {
    keyword: Keyword::Healthcheck,
    summary: "Says how to find out whether a container still works.",
    help: "\
- **Image:** a setting; the command runs in the container from time to time. The last one counts.
- **Cache:** nothing is run anew.
- **Trap:** the program it calls has to be in the image: slim images have neither `curl` nor `wget`.
- Exit code 0 is healthy, 1 is not; end a command for the shell in `|| exit 1`.
- Without flags: every 30 s, for at most 30 s, and three failures in a row count.
- `NONE` turns off what the base image brings. Kubernetes looks at its own probes instead.",
    forms: &[
        form("HEALTHCHECK [options] CMD command", "A command for the shell.", &[OPTIONS, COMMAND]),
        form(
            "HEALTHCHECK [options] CMD [\"executable\", \"argument\", ...]",
            "A program without a shell.",
            &[OPTIONS, EXECUTABLE, ARGUMENT],
        ),
        form("HEALTHCHECK NONE", "No check, whatever the base image has.", &[]),
    ],
    snippets: &[
        snippet(
            "HEALTHCHECK CMD command",
            "a command for the shell",
            "HEALTHCHECK --interval=${1:30s} --timeout=${2:3s} --retries=${3:3} CMD ${4:command} || exit 1",
        ),
        snippet(
            "HEALTHCHECK CMD [\"executable\"]",
            "a program without a shell",
            "HEALTHCHECK --interval=${1:30s} --timeout=${2:3s} CMD [\"${3:executable}\", \"${4:argument}\"]",
        ),
        snippet("HEALTHCHECK NONE", "no check", "HEALTHCHECK NONE"),
    ],
};

pub(super) const STOPSIGNAL: InstructionInfo = InstructionInfo {
    keyword: Keyword::Stopsignal,
    summary: "Chooses the signal that asks a container to stop.",
    help: "\
- **Image:** a setting. Without it, the signal is `SIGTERM`, or what the base image says.
- **Cache:** nothing is run anew.
- **Trap:** the signal goes to process 1: a shell in front of the program keeps it to itself.
- What has not ended some seconds later is killed (ten with Docker).",
    forms: &[form(
        "STOPSIGNAL signal",
        "A name or a number.",
        &[parameter("signal", "Such as `SIGINT`, `SIGQUIT`, or 9.")],
    )],
    snippets: &[snippet(
        "STOPSIGNAL signal",
        "the signal that asks to stop",
        "STOPSIGNAL ${1|SIGTERM,SIGINT,SIGQUIT,SIGHUP,SIGWINCH|}",
    )],
};
