//! Files for which made-up ones have found a fix that did harm, each cut down to what it takes.

use super::check;

#[test]
fn nothing_that_was_found_comes_back() {
    for text in [
        // A cleanup goes, and a `cd` is left that does nothing.
        "FROM debian:13-slim\nRUN set -ex; cd /x && apt-get clean\n",
        // A trigger is no step of this build.
        "FROM debian:13\nCOPY seed.db /var/lib/app/\nONBUILD RUN rm /var/lib/app/seed.db root\n",
        // No name.
        "ARG \"quoted $x\"`\nFROM a\n",
        // A pattern that is never closed.
        "FROM debian:13\nRUN apt-get update && apt-get install -y jq && rm -rf /var/lib/apt/lists/*( /tmp/* && apt-get update\n",
        // A heredoc in a heredoc that nobody reads.
        "FROM debian:12\nRUN <<-'E' bash\n\t<<EOF\necho $[1 + 2]\nEOF\n\tE\n",
        // A brace that is closed by another one.
        "FROM debian:13\nRUN tar -xf ${COM$(MIT}.tar.gz && rm ${COMMIT}.tar.gz\n",
        // A remark to the shell would be one to the builder.
        "FROM python:3.13\nRUN pip install c && \\\nRUN # pip install d\n",
        // A construct ends behind what is known of it.
        "FROM debian:13\nRUN if true; then echo a; fi && apt-get update && apt-get install -y git && apt-get clean\n",
    ] {
        check(text.to_owned());
        check(text.replace('\n', "\r\n"));
    }
}
