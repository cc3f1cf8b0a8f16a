//! What brings files and folders: `COPY`, `ADD`, `WORKDIR`, `VOLUME`.

use dlint_syntax::Keyword;

use super::InstructionInfo;
use crate::language::Parameter;
use crate::language::form::{form, parameter};
use crate::language::snippet::snippet;

const FLAGS: Parameter = parameter("flags", "Such as `--chown=app:app` or `--link`.");

const DESTINATION: Parameter = parameter(
    "destination",
    "Where it goes; a relative path begins at the `WORKDIR`, and a `/` at the end makes it a folder.",
);

const DOCUMENT: Parameter =
    parameter("name", "The line that ends the text; in quotes (`<<\"EOF\"`), variables stay as they are.");

pub(super) const COPY: InstructionInfo = InstructionInfo {
    keyword: Keyword::Copy,
    summary: "Copies files from the build context, a stage or an image.",
    help: "\
- **Image:** one layer with the files; they are root's, whatever `USER` says, unless `--chown` names another.
- **Cache:** runs anew when a source has changed in content, mode or name; its time does not count.
- **Trap:** `COPY . .` before an install runs that anew after every edit. Copy what the install reads first.
- What `.dockerignore` leaves out is not in the context and cannot be copied.
- A folder is copied without its own name: `COPY src /app/` puts what is in `src` into `/app`.
- Paths with blanks need the JSON form. `--link` keeps the layer when those below change.",
    forms: &[
        form(
            "COPY [flags] source ... destination",
            "Paths without blanks.",
            &[FLAGS, parameter("source", "A path or a pattern in the context, or in `--from`."), DESTINATION],
        ),
        form(
            "COPY [flags] [\"source\", ... \"destination\"]",
            "Paths with blanks, as a JSON array.",
            &[
                FLAGS,
                parameter("\"source\"", "A path in double quotes."),
                parameter("\"destination\"", DESTINATION.doc),
            ],
        ),
        form(
            "COPY [flags] <<name destination",
            "A file whose text stands on the lines below.",
            &[FLAGS, DOCUMENT, DESTINATION],
        ),
    ],
    snippets: &[
        snippet("COPY source destination", "copies from the context", "COPY ${1:source} ${2:destination}"),
        snippet(
            "COPY --from=stage",
            "copies from another stage or image",
            "COPY --from=${1:build} ${2:/source} ${3:/destination}",
        ),
        snippet(
            "COPY --chown=user:group",
            "copies and hands over to a user",
            "COPY --chown=${1:app}:${2:app} ${3:source} ${4:destination}",
        ),
        snippet(
            "COPY [\"source\", \"destination\"]",
            "for paths with blanks",
            "COPY [\"${1:source}\", \"${2:destination}\"]",
        ),
        snippet(
            "COPY <<EOF destination",
            "a file whose text stands here",
            "COPY <<EOF ${1:/destination}\n${2:text}\nEOF",
        ),
    ],
};

pub(super) const ADD: InstructionInfo = InstructionInfo {
    keyword: Keyword::Add,
    summary: "Adds files, an unpacked archive, a download or a Git repository.",
    help: "\
- **Image:** one layer with the files, owned by root unless `--chown` names another.
- **Cache:** runs anew when a source has changed; of an address, the builder asks whether it has.
- **Trap:** a local tar archive is unpacked unasked, a downloaded one is not; `--unpack` says which you mean.
- For plain files of the context `COPY` does the same and no surprises.
- Pin a download with `--checksum=sha256:…`, and a repository with a commit.",
    forms: &[
        form(
            "ADD [flags] source ... destination",
            "Paths and addresses without blanks.",
            &[
                FLAGS,
                parameter("source", "A path or a pattern in the context, a URL, or a Git repository."),
                DESTINATION,
            ],
        ),
        form(
            "ADD [flags] [\"source\", ... \"destination\"]",
            "Paths with blanks, as a JSON array.",
            &[
                FLAGS,
                parameter("\"source\"", "A path or an address in double quotes."),
                parameter("\"destination\"", DESTINATION.doc),
            ],
        ),
        form(
            "ADD [flags] <<name destination",
            "A file whose text stands on the lines below.",
            &[FLAGS, DOCUMENT, DESTINATION],
        ),
    ],
    snippets: &[
        snippet(
            "ADD --checksum=sha256 url",
            "a download that is checked",
            "ADD --checksum=sha256:${1:digest} ${2:https://example.com/file} ${3:/destination}",
        ),
        snippet("ADD archive", "unpacks a local archive", "ADD ${1:archive.tar.gz} ${2:/destination/}"),
        snippet(
            "ADD repository",
            "a Git repository at a commit or a tag",
            "ADD ${1:https://example.com/project.git}#${2:v1.0.0} ${3:/destination}",
        ),
        snippet(
            "ADD [\"source\", \"destination\"]",
            "for paths with blanks",
            "ADD [\"${1:source}\", \"${2:destination}\"]",
        ),
    ],
};

pub(super) const WORKDIR: InstructionInfo = InstructionInfo {
    keyword: Keyword::Workdir,
    summary: "Sets the folder in which later instructions and the container work.",
    help: "\
- **Image:** a setting; a folder that does not exist is made, in a layer of its own.
- **Cache:** another folder runs every later `RUN` anew.
- **Trap:** a relative path goes on from the `WORKDIR` before it, be it one of the base image's.
- It counts for `RUN`, `CMD`, `ENTRYPOINT` and relative destinations of `COPY` and `ADD`.
- `RUN cd` changes nothing for the next line.",
    forms: &[form(
        "WORKDIR path",
        "The rest of the line is the path, with its blanks.",
        &[parameter("path", "An absolute path; variables are expanded.")],
    )],
    snippets: &[snippet("WORKDIR path", "the folder to work in", "WORKDIR ${1:/app}")],
};

pub(super) const VOLUME: InstructionInfo = InstructionInfo {
    keyword: Keyword::Volume,
    summary: "Marks folders whose files are kept outside of the container.",
    help: "\
- **Image:** a setting, which images built from this one cannot take back.
- **Cache:** nothing is run anew.
- **Trap:** each container gets a new volume without a name, unless one is mounted there; they pile up.
- Put files into the folder before this line: some builders drop what comes later.
- The folder on the host cannot be chosen here: that is for `docker run --volume`.",
    forms: &[
        form("VOLUME path ...", "Paths without blanks.", &[parameter("path", "A folder in the container.")]),
        form(
            "VOLUME [\"path\", ...]",
            "A JSON array.",
            &[parameter("\"path\"", "A folder in the container, in double quotes.")],
        ),
    ],
    snippets: &[
        snippet("VOLUME [\"path\"]", "a folder kept outside", "VOLUME [\"${1:/data}\"]"),
        snippet("VOLUME path", "a folder kept outside, without blanks", "VOLUME ${1:/data}"),
    ],
};
