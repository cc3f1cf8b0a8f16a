// The mistakes that dlint and the server of other Docker extensions both find, and what each of them calls them.

/** What both of them may find, as much of it as one file can hold. */
const MISTAKES = `# ESCAPE=\\
FROM --platfrom=linux/amd64 node:20 as Build
MAINTAINER Ada <ada@example.org>
run echo one
RUN echo one && \\

    echo two
ENV A
ENV =B
ARG
EXPOSE 80/abc
EXPOSE x
STOPSIGNAL SIGWRONG
WORKDIR src
COPY a b c
ADD --chwon=app a b
COPY --from=Nowhere /a /b
COPY --chmod=abc a b
RUN --mount=type=wrong true
VOLUME
USER
LABEL a b c=d
HEALTHCHECK --interval=x CMD true
HEALTHCHECK --interval=1s --interval=2s CMD true
ONBUILD FROM scratch
ONBUILD ONBUILD RUN true
SHELL sh
FOO bar
ENTRYPOINT ['a']
ENTRYPOINT ["b"]
CMD ['x']
CMD ["y"]
FROM alpine AS build
FROM alpine AS 0wrong
FROM a b c
FROM \${UNSET}
ARG X=\${X:wrong}
COPY <<EOF /a
never closed
`;

/** The rest of it: one file holds one `HEALTHCHECK` without a word, and one escape character that cannot be one. */
const MORE = `# escape=x
FROM alpine@
FROM node:20 hello
FROM node:20 AS again
HEALTHCHECK
HEALTHCHECK NONE x
HEALTHCHECK CMD
HEALTHCHECK true
HEALTHCHECK --wrong=a CMD true
HEALTHCHECK --interval=5 CMD true
HEALTHCHECK --timeout=1x CMD true
HEALTHCHECK --interval=1us CMD true
HEALTHCHECK --retries=-1 CMD true
HEALTHCHECK --retries=x CMD true
ENV A=b c
ENV A="b
ENV A='b
SHELL []
COPY a
COPY --chwon=app a /b
COPY --from= /a /b
COPY --chmod a /b
COPY --link=maybe a /b
ARG V
FROM \${V:-}
`;

const HEADLESS = "# escape=\\\n# escape=\\\nRUN true\n";

/** The files with mistakes. */
export const FILES = { "wrong.Dockerfile": MISTAKES, "more.Dockerfile": MORE, "headless.Dockerfile": HEADLESS };

/** What both say of the same place, file by file: the other server's code, and dlint's. `src/pairs.ts` is to know all of it. */
export const PAIRS = {
  "wrong.Dockerfile": [
    "2 syntax", "6 syntax", "10 DL3024", "11 NoEmptyContinuation", "12 syntax", "14 syntax", "15 syntax", "22 syntax", "23 DL3021", "24 syntax", "25 syntax", "29 DL3043",
    "30 DL3043", "31 syntax", "34 syntax", "37 DL3012", "37 DL4003", "37 DL4004", "38 syntax", "39 DK7002", "41 DK7002", "44 syntax", "45 DL4000", "49 DL3025",
    "50 DL3000", "51 UndefinedArgInFrom",
  ],
  "more.Dockerfile": [
    "5 syntax", "7 syntax", "8 syntax", "9 syntax", "13 syntax", "16 syntax", "17 syntax", "18 syntax", "19 syntax", "21 syntax",
    "26 InvalidDefaultArgInFrom", "28 syntax", "32 syntax", "33 syntax", "35 syntax", "36 syntax", "37 DL3012", "40 DK7002", "42 DK7002", "43 syntax",
    "46 syntax", "47 DL3022", "48 syntax", "51 InvalidDefaultArgInFrom",
  ],
  "headless.Dockerfile": ["20 DL3061", "52 syntax"],
};

/** Of those, the ones at two words of one line. */
export const BESIDE = ["6 syntax", "7 syntax", "16 syntax", "32 syntax"];

/** Two mistakes that happen to be at one place: both are shown. */
export const CHANCE = ["5 DL3012", "37 syntax"];

/** The settings of the other one that silence it, and the codes that they are about. */
export const SILENT = {
  deprecatedMaintainer: 45,
  directiveCasing: 1,
  emptyContinuationLine: 11,
  instructionCasing: 0,
  instructionCmdMultiple: 37,
  instructionEntrypointMultiple: 37,
  instructionHealthcheckMultiple: 37,
  instructionJSONInSingleQuotes: 49,
  instructionWorkdirRelative: 50,
};
