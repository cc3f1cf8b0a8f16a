//! What findings about base images, package managers and caches advise.

use crate::support::found;

/// The code, the Dockerfile, a part of the reason of the last finding, and its whole help.
type Case = (&'static str, &'static str, &'static str, &'static str);

const CASES: &[Case] = &[
    (
        "DL3006",
        "FROM microsoft/windowsservercore\n",
        "Microsoft has given up its place on Docker Hub",
        "take it from there, and name a version: `mcr.microsoft.com/windows/servercore:…`",
    ),
    ("DL3007", "FROM base/archlinux:latest\n", "was given up for `archlinux`", "take `archlinux`"),
    (
        "DL3007",
        "FROM cgr.dev/chainguard/wolfi-base:latest\n",
        "moves with every release",
        "pin it by its digest, `cgr.dev/chainguard/wolfi-base@sha256:…`: its public tags name no version",
    ),
    (
        "DK6002",
        "FROM ubuntu\nRUN apt-get update && apt-get -y upgrade\n",
        "the layer holds the packages a second time",
        "build with `--pull`, which fetches the newest base image, and upgrade by name what cannot wait for one",
    ),
    (
        "DK6002",
        "FROM alpine:edge\nRUN apk upgrade\n",
        "the layer holds the packages a second time",
        "no newer base has a name of its own: build with `--pull`, which fetches today's, and with `--no-cache` where it is to be upgraded all the same",
    ),
    (
        "DK5008",
        "FROM denoland/deno:2.6.0\nRUN deno compile -o /srv/app main.ts\nENTRYPOINT [\"/srv/app\"]\n",
        "nothing reads it",
        "delete it in the same step: `deno clean`",
    ),
    (
        "DL3019",
        "FROM alpine:3.22\nRUN apk update && ash /tmp/setup.sh\n",
        "nothing reads it",
        "end the step with `rm -rf /var/cache/apk/*`",
    ),
    (
        "DL3019",
        "FROM alpine:3.22\nRUN apk update && apk add --no-cache git\n",
        "nothing reads it",
        "drop it: an install with `--no-cache` looks for itself",
    ),
    (
        "DK5013",
        "FROM debian AS b\nRUN make -C /p\nFROM golang:1.26\nRUN go install example.org/a@v1\nCOPY --from=b /p/p /usr/bin/\nCMD [\"/usr/bin/p\"]\n",
        "what is built needs no compiler to run",
        "build in a stage of its own, `FROM golang:1.26 AS build`, and copy the result out of it: `COPY --from=build …`",
    ),
    (
        "DK8006",
        "FROM debian:11\nRUN apt-key add /a.asc && add-apt-repository \"deb https://example.org/apt stable main\"\n",
        "packages of every repository",
        "put the key into `/etc/apt/keyrings`, which has to be made on this release (`mkdir -p`), and the repository into a file below `/etc/apt/sources.list.d`, since `add-apt-repository` refuses the option: `deb [signed-by=/etc/apt/keyrings/name.asc] …` (`name.gpg` for a key that is no text)",
    ),
    (
        "DK8006",
        "FROM debian:12\nRUN apt-key add /a.asc && echo \"deb https://example.org/apt stable main\" > /etc/apt/sources.list.d/a.list\n",
        "packages of every repository",
        "put the key into `/etc/apt/keyrings`, and name it in the repository's line: `deb [signed-by=/etc/apt/keyrings/name.asc] …` (`name.gpg` for a key that is no text)",
    ),
    (
        "DK8006",
        "FROM python:3.13\nRUN python setup.py develop\n",
        "since version 58",
        "write `pip install -e .`",
    ),
    (
        "DK8006",
        "FROM debian:12\nRUN python3 setup.py install\n",
        "since version 58",
        "write `pip install .`, into a virtual environment: the system's own Python refuses it",
    ),
    (
        "DK8006",
        "FROM ubuntu:24.04\nRUN curl https://example.org/a.asc | apt-key add - && curl https://example.org/a.list > /etc/apt/sources.list.d/a.list\n",
        "packages of every repository",
        "put the key into `/etc/apt/keyrings`, and write the repository's line yourself instead of fetching it, with the key in it: `deb [signed-by=/etc/apt/keyrings/name.asc] …` (`name.gpg` for a key that is no text)",
    ),
    (
        "DK4005",
        "FROM mcr.microsoft.com/dotnet/core/aspnet:3.1\n",
        "the support of dotnet 3.1 ended",
        "the next release with support left is 10: `mcr.microsoft.com/dotnet/aspnet:10.0`",
    ),
    (
        "DK4005",
        "FROM golang:1.24-bullseye\n",
        "the support of go 1.24 ended",
        "the next release with support left is `1.26`, in a variant that exists for it",
    ),
    (
        "DK4005",
        "FROM debian:stretch-slim\n",
        "the support of debian 9 ended",
        "the next release with support left is `trixie-slim`",
    ),
    (
        "DK4006",
        "FROM debian:13\nADD https://example.org/channels/rapid/sdk.tar.gz /srv/\n",
        "no build notices",
        "what lies below `rapid` changes: take an address that names a version first, then give its sum: `ADD --checksum=sha256:…`",
    ),
    (
        "DK5010",
        "FROM ruby:3.4\nRUN bundle install\n",
        "nothing reads it",
        "delete the packed gems in the same step: `rm -rf \"$(gem environment gemdir)\"/cache/*.gem`",
    ),
    (
        "DK5010",
        "FROM ruby:3.4\nWORKDIR /srv\nRUN bundle install --path gems\n",
        "nothing reads it",
        "delete the packed gems in the same step: `rm -rf /srv/gems/ruby/*/cache`",
    ),
    (
        "DK5010",
        "FROM ruby:3.4\nWORKDIR /srv\nRUN bundle install --deployment\n",
        "nothing reads it",
        "delete the packed gems in the same step: `rm -rf /srv/vendor/bundle/ruby/*/cache`",
    ),
    (
        "DK5010",
        "FROM ruby:3.4\nENV BUNDLE_PATH=/gems\nRUN bundle install\n",
        "nothing reads it",
        "delete the packed gems in the same step: `rm -rf /gems/cache /gems/ruby/*/cache`",
    ),
    (
        "DL3060",
        "FROM node:24\nUSER node\nRUN yarn install\n",
        "nothing reads it",
        "end the step with `yarn cache clean`",
    ),
    (
        "DK5010",
        "FROM ruby:3.4\nRUN bundle config set --local path gems && bundle install\n",
        "nothing reads it",
        "delete the packed gems in the same step: the folder `cache` beside the `gems` of the path that Bundler installs into",
    ),
    (
        "DK1002",
        "FROM debian\nCOPY a /srv/a\nRUN cd /srv/a && curl -o b https://example.org/b && chown -R nobody .\n",
        "the layer below keeps it",
        "give the copied files their owner with `--chown=nobody`, and change here only what has not got it yet: `find /srv/a ! -user nobody -exec chown -h nobody {} +`",
    ),
    (
        "DK1002",
        "FROM debian\nRUN git clone https://example.org/a /srv/a\nCOPY b /srv/a/b\nRUN cd /srv/a && php composer.phar install && chown -R nobody .\n",
        "the layer below keeps it",
        "change the owner in the `RUN` that writes the files, copy the others with `--chown=nobody`, and change here only what has not got it yet: `find /srv/a ! -user nobody -exec chown -h nobody {} +`",
    ),
    (
        "DL3022",
        "FROM php-base\nCOPY --from=go-base /a /a\n",
        "looks for a named build context",
        "name a stage above, or an image with its tag; a build context of that name comes from `--build-context go-base=…` or from Bake",
    ),
    (
        "DL3022",
        "FROM php-base AS build\nFROM a\nCOPY --from=biuld /a /a\n",
        "looks for a named build context",
        "did you mean `build`? If not, a build context of that name comes from `--build-context biuld=…` or from Bake",
    ),
    (
        "DK7001",
        "FROM debian\nCOPY . /srv\nRUN apt-get update\nRUN apt-get install -y make\n",
        "with an ignored Dockerfile",
        "begin each `RUN` that installs with `apt-get update &&`",
    ),
    (
        "DK1003",
        "FROM debian:13-slim\nADD https://example.org/a.tar.gz /agent/\nRUN tar -xzf /agent/a.tar.gz -C /usr/lib && date > /agent/day\n",
        "the packed file stays",
        "let `ADD` unpack it on its way (`ADD --unpack=true … /usr/lib`); then make `/agent` with `mkdir -p`: later steps use it, and only this `ADD` makes it",
    ),
    (
        "DK1002",
        "FROM debian\nRUN git clone https://example.org/a.git /srv/a\nENV A=1\nRUN adduser --home /srv/a a && chown -R a /srv/a\n",
        "the layer below keeps it",
        "change the owner in the `RUN` that writes the files, to the number of `a`: added before, the user would have the folder as a home with files in it, which `git clone` refuses",
    ),
    (
        "DK1002",
        "FROM debian\nRUN git clone https://example.org/a.git /srv/a\nWORKDIR /srv/a\nRUN git fetch origin && make\nRUN chown -R nobody /srv/a\n",
        "the layer below keeps it",
        "change the owner in one `RUN` with all that `git` does there: it refuses a folder that is another user's",
    ),
    (
        "DK2002",
        "FROM node:22\nUSER node\nRUN npm ci\n",
        "fetched anew",
        "`RUN --mount=type=cache,target=/home/node/.npm,uid=1000 …`",
    ),
    (
        "DK2002",
        "FROM debian:13\nUSER 1001:0\nRUN npm ci\n",
        "fetched anew",
        "`RUN --mount=type=cache,target=/home/…/.npm,uid=1001 …`",
    ),
    (
        "DK2002",
        "FROM python:3.13\nRUN --mount=type=cache,target=~/.cache/pip pip install flask\n",
        "fetched anew",
        "write the folder out in the mount, since the builder puts nothing in place of `~`: `RUN --mount=type=cache,target=/root/.cache/pip …`",
    ),
    (
        "DK1001",
        "FROM debian\nCOPY poetry.lock /tmp/p/\nRUN cd /tmp/p && ./setup && rm -rf /tmp/p\n",
        "only hides it",
        "mount it in the `RUN` that needs it (`RUN --mount=type=bind,source=poetry.lock,target=/tmp/p/poetry.lock`) instead of copying and deleting it",
    ),
    (
        "DK7001",
        "FROM debian\nRUN apt-get update && apt-get install -y make\nRUN apt-get install -y git\n",
        "months",
        "install it in the step with the update, or begin with `apt-get update &&`, and end both with `rm -rf /var/lib/apt/lists/*`",
    ),
    (
        "DK1002",
        "FROM debian\nADD https://example.org/tool /tool\nRUN chmod +x /tool\n",
        "the layer below keeps it",
        "let `ADD` do it: `ADD --chmod=755 …`",
    ),
    (
        "DK3002",
        "FROM debian:13\nCOPY tls.key /srv/\nENV KEY=/srv/tls.key\n",
        "everybody who can pull",
        "leave it out, and mount it when the container is started: `KEY` says that it is read there, as `/srv/tls.key`",
    ),
    (
        "DK2003",
        "FROM debian\nARG COMMIT_ID\nLABEL a=$COMMIT_ID\nRUN apt-get update && apt-get install -y make\n",
        "used or not",
        "no `RUN` uses it: move it and `LABEL` below the `RUN`",
    ),
    (
        "DK2003",
        "FROM debian\nARG COMMIT_ID\nRUN apt-get update && apt-get install -y make\nRUN apt-get install -y gcc\n",
        "used or not",
        "no step uses it: move it below the last `RUN`",
    ),
];

#[test]
fn the_advice_is_true_of_the_image() {
    for (code, text, why, help) in CASES {
        let findings = found(&[code], text, &[]);
        let finding = findings.last().expect(text);
        assert_eq!(finding.help.as_deref().unwrap_or_default(), *help, "{text}");
        let reason = finding.why.as_deref().unwrap_or_default();
        assert!(reason.contains(why), "{text}: {reason}");
    }
}
