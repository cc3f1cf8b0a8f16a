//! What only says something about the image: `ENV`, `LABEL`, `USER`, `EXPOSE`, `MAINTAINER`.

use dlint_syntax::Keyword;

use super::InstructionInfo;
use crate::language::form::{form, parameter};
use crate::language::snippet::snippet;

pub(super) const ENV: InstructionInfo = InstructionInfo {
    keyword: Keyword::Env,
    summary: "Sets environment variables for later instructions and for the container.",
    help: "\
- **Image:** a setting, which stages and images built from this one have, too.
- **Cache:** another value runs every later `RUN` anew.
- **Trap:** it can be read in the image for ever: no secrets. `RUN unset` takes it back for that line only.
- A value does not see the others of its own instruction: `ENV A=1 B=$A` takes the `A` from before.
- What only the build needs is better an `ARG`, or a variable in front of the command.",
    forms: &[
        form(
            "ENV name=value ...",
            "One variable or several; a value with blanks needs quotes.",
            &[
                parameter("name", "The name of the variable."),
                parameter("value", "Its value; `$OTHER` and `${OTHER:-default}` are expanded."),
            ],
        ),
        form(
            "ENV name value",
            "The old form: the rest of the line is the value. Write `=` instead.",
            &[parameter("name", "The name of the variable."), parameter("value", "All of the rest.")],
        ),
    ],
    snippets: &[
        snippet("ENV name=value", "a variable", "ENV ${1:NAME}=${2:value}"),
        snippet(
            "ENV name=value name=value",
            "several variables",
            "ENV ${1:NAME}=${2:value} \\\\\n    ${3:OTHER}=${4:value}",
        ),
        snippet("ENV PATH", "one more folder of programs", "ENV PATH=\"${1:/app/bin}:\\$PATH\""),
    ],
};

pub(super) const LABEL: InstructionInfo = InstructionInfo {
    keyword: Keyword::Label,
    summary: "Notes something about the image, for people and programs.",
    help: "\
- **Image:** a setting; labels of the base image stay, and of two with one key the later counts.
- **Cache:** nothing is run anew.
- **Trap:** labels of the base image, such as its version, pass for yours until you set your own.
- Keys are written in lower case below a domain of yours; `org.opencontainers.image.*` are the common ones.
- A value with blanks needs quotes.",
    forms: &[form(
        "LABEL key=value ...",
        "One label or several.",
        &[
            parameter("key", "Such as `org.opencontainers.image.source`."),
            parameter("value", "A text; variables are expanded."),
        ],
    )],
    snippets: &[
        snippet("LABEL key=value", "a label", "LABEL ${1:key}=\"${2:value}\""),
        snippet(
            "LABEL org.opencontainers.image",
            "the labels that registries show",
            "LABEL org.opencontainers.image.source=\"${1:https://example.com}\" \\\\\n    \
             org.opencontainers.image.licenses=\"${2:MIT}\"",
        ),
    ],
};

pub(super) const USER: InstructionInfo = InstructionInfo {
    keyword: Keyword::User,
    summary: "Sets the user that later commands and the container run as.",
    help: "\
- **Image:** a setting, for `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK`.
- **Cache:** another user runs every later `RUN` anew.
- **Trap:** `COPY` and `ADD` go on making root's files: give them `--chown`.
- A name has to be in `/etc/passwd`; a number need not be, and shows Kubernetes that it is not root.
- Install packages before it, as root.",
    forms: &[form(
        "USER user[:group]",
        "A name or a number; without a group it is the user's own one, or root's.",
        &[parameter("user", "Such as `app` or `1000`."), parameter("group", "A name or a number.")],
    )],
    snippets: &[
        snippet("USER user", "a user by name", "USER ${1:app}"),
        snippet("USER uid:gid", "a user and a group by number", "USER ${1:1000}:${2:1000}"),
    ],
};

pub(super) const EXPOSE: InstructionInfo = InstructionInfo {
    keyword: Keyword::Expose,
    summary: "Notes the ports that the program listens on.",
    help: "\
- **Image:** a setting, which images built from this one cannot take back.
- **Cache:** nothing is run anew.
- **Trap:** it opens nothing: `docker run -p 8080:80` does, and `-P` does for all that are noted.
- Without a protocol it is TCP; ranges are written `7000-7010`.
- A port of the host (`8080:80`) does not belong here.",
    forms: &[form(
        "EXPOSE port[/protocol] ...",
        "One port or several.",
        &[
            parameter("port", "A number, or a range as in `7000-7010`."),
            parameter("protocol", "`tcp`, `udp` or `sctp`, in lower case."),
        ],
    )],
    snippets: &[
        snippet("EXPOSE port", "a port", "EXPOSE ${1:8080}"),
        snippet("EXPOSE port/protocol", "a port and its protocol", "EXPOSE ${1:53}/${2|udp,tcp,sctp|}"),
    ],
};

pub(super) const MAINTAINER: InstructionInfo = InstructionInfo {
    keyword: Keyword::Maintainer,
    summary: "Names the author of the image; a label has taken its place.",
    help: "\
- **Image:** a setting that hardly any program reads.
- **Cache:** nothing is run anew.
- **Trap:** it is deprecated, and BuildKit warns of it.
- Write `LABEL org.opencontainers.image.authors=\"…\"`.",
    forms: &[form(
        "MAINTAINER name",
        "The rest of the line is the name.",
        &[parameter("name", "A name or an address.")],
    )],
    snippets: &[snippet("MAINTAINER name", "deprecated: use a label", "MAINTAINER ${1:name}")],
};
