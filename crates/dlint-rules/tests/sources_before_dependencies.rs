//! DK2001 in each language, with and without a build context: what it finds, what it leaves alone and why, and how sure
//! its fix is.

mod support;

use dlint_diagnostics::{Safety, Severity};

use support::{Files, found};

const RULE: &[&str] = &["DK2001"];

/// A Dockerfile, the files around it, how sure the fix is, and a text that it puts in.
type Found = (&'static str, Files, Option<Safety>, &'static str);

const SAFE: Option<Safety> = Some(Safety::Safe);
const UNSAFE: Option<Safety> = Some(Safety::Unsafe);

const FOUND: &[Found] = &[
    // Safe: all files are there, nothing else is needed, and nothing overwrites what is installed.
    (
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n",
        &[
            ("package.json", "{}"),
            ("package-lock.json", "{}"),
            (".npmrc", ""),
            ("index.js", ""),
            (".dockerignore", "node_modules"),
        ],
        SAFE,
        "COPY package.json package-lock.json .npmrc ./",
    ),
    (
        "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n",
        &[("requirements.txt", "-r base.txt\nflask\n"), ("base.txt", "six\n"), ("app.py", "")],
        SAFE,
        "COPY requirements.txt base.txt ./",
    ),
    (
        "FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go mod download\nRUN go build ./...\n",
        &[("go.mod", "module x\nrequire y v1\n"), ("go.sum", ""), ("main.go", "")],
        SAFE,
        "COPY go.mod go.sum ./",
    ),
    // The installed packages would be overwritten by the host's.
    (
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n",
        &[("package.json", "{}"), ("package-lock.json", "{}"), ("index.js", "")],
        UNSAFE,
        "COPY package.json package-lock.json ./",
    ),
    // A script of the project runs with the install.
    (
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n",
        &[
            ("package.json", "{\"scripts\": {\"postinstall\": \"node x.js\"}}"),
            ("package-lock.json", "{}"),
            ("x.js", ""),
            (".dockerignore", "node_modules"),
        ],
        UNSAFE,
        "COPY package.json package-lock.json ./",
    ),
    // The install may change the lock file.
    (
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm install\n",
        &[
            ("package.json", "{}"),
            ("package-lock.json", "{}"),
            ("index.js", ""),
            (".dockerignore", "node_modules"),
        ],
        UNSAFE,
        "COPY package.json package-lock.json ./",
    ),
    // A workspace has a manifest in each member.
    (
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n",
        &[
            ("package.json", "{\"workspaces\": [\"packages/*\"]}"),
            ("package-lock.json", "{}"),
            ("packages/a/package.json", "{}"),
            ("packages/a/index.js", ""),
            ("packages/b/package.json", "{}"),
        ],
        UNSAFE,
        "COPY package.json package-lock.json ./\nCOPY packages/a/package.json ./packages/a/\nCOPY packages/b/package.json ./packages/b/",
    ),
    (
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN pnpm install --frozen-lockfile\n",
        &[
            ("package.json", "{}"),
            ("pnpm-lock.yaml", ""),
            ("pnpm-workspace.yaml", "packages:\n  - 'apps/*'\n"),
            ("apps/web/package.json", "{}"),
            ("apps/web/x.ts", ""),
        ],
        UNSAFE,
        "COPY package.json pnpm-workspace.yaml pnpm-lock.yaml ./\nCOPY apps/web/package.json ./apps/web/",
    ),
    // A module of the project's own takes the place of another.
    (
        "FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go mod download\n",
        &[("go.mod", "module x\nrequire y v1\nreplace y => ./y\n"), ("go.sum", ""), ("y/go.mod", "")],
        UNSAFE,
        "COPY go.mod go.sum ./",
    ),
    // Several modules of Java or projects of .NET.
    (
        "FROM mcr.microsoft.com/dotnet/sdk:9.0\nWORKDIR /src\nCOPY . .\nRUN dotnet restore\n",
        &[
            ("App.sln", ""),
            ("src/App/App.csproj", ""),
            ("src/App/Program.cs", ""),
            ("src/Lib/Lib.csproj", ""),
        ],
        UNSAFE,
        "COPY App.sln ./\nCOPY src/App/App.csproj ./src/App/\nCOPY src/Lib/Lib.csproj ./src/Lib/",
    ),
    (
        "FROM maven:3\nWORKDIR /app\nCOPY . /app\nRUN ./mvnw -q package\n",
        &[("pom.xml", ""), ("mvnw", ""), (".mvn/wrapper.properties", ""), ("src/A.java", "")],
        UNSAFE,
        "COPY pom.xml mvnw /app/\nCOPY .mvn /app/.mvn/\nRUN ./mvnw -B dependency:go-offline",
    ),
    // Without a context, patterns match what is there.
    (
        "FROM node:22\nCOPY . /app/\nWORKDIR /app\nRUN yarn\n",
        &[],
        UNSAFE,
        "COPY package.json yarn.lock* /app/",
    ),
    (
        "FROM oven/bun:1\nWORKDIR /app\nCOPY * ./\nRUN bun install\n",
        &[],
        UNSAFE,
        "COPY package.json bun.lock* ./",
    ),
    ("FROM ruby:3\nWORKDIR /app\nCOPY . .\nRUN bundle install\n", &[], UNSAFE, "COPY Gemfile* ./"),
    (
        "FROM elixir:1.18\nWORKDIR /app\nCOPY . .\nRUN mix deps.get\n",
        &[],
        UNSAFE,
        "COPY mix.exs mix.lock* ./",
    ),
    ("FROM python:3\nWORKDIR /app\nCOPY . .\nRUN pipenv sync\n", &[], UNSAFE, "COPY Pipfile* ./"),
    (
        "FROM python:3\nWORKDIR /app\nCOPY . .\nRUN poetry install\n",
        &[],
        UNSAFE,
        "RUN poetry install --no-root",
    ),
    (
        "FROM python:3\nWORKDIR /app\nCOPY . .\nRUN uv sync --locked\n",
        &[],
        UNSAFE,
        "RUN uv sync --locked --no-install-project",
    ),
    (
        "FROM composer:2\nWORKDIR /app\nCOPY . .\nRUN composer install\n",
        &[],
        UNSAFE,
        "RUN composer install --no-scripts --no-autoloader",
    ),
    ("FROM swift:6\nWORKDIR /app\nCOPY . .\nRUN swift build\n", &[], UNSAFE, "RUN swift package resolve"),
    // The folder of a project, by its own name.
    ("FROM node:22\nWORKDIR /ui\nCOPY ui .\nRUN npm ci\n", &[], UNSAFE, "COPY ui/package*.json ./"),
    // Only text: nobody knows which files there are, or the sources are needed.
    ("FROM gradle:8\nWORKDIR /app\nCOPY . .\nRUN gradle build\n", &[], None, ""),
    (
        "FROM mcr.microsoft.com/dotnet/sdk:9.0\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -c Release\n",
        &[],
        None,
        "",
    ),
    ("FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install .\n", &[], None, ""),
    ("FROM rust:1\nWORKDIR /app\nCOPY . .\nRUN cargo build\n", &[], None, ""),
    // A step in between reads the sources, or one in front of the install.
    ("FROM node:22\nWORKDIR /app\nCOPY . .\nRUN chmod +x /app/run.sh\nRUN npm ci\n", &[], None, ""),
    ("FROM node:22\nWORKDIR /app\nCOPY . .\nRUN ./prepare.sh && npm ci\n", &[], None, ""),
    // What is copied in between would be overwritten.
    (
        "FROM node:22\nWORKDIR /app\nCOPY . .\nCOPY --from=x /a.json /app/package.json\nRUN npm ci\n",
        &[],
        None,
        "",
    ),
    // The folder is another one when the install runs.
    ("FROM node:22\nWORKDIR /src\nCOPY . .\nWORKDIR /src/web\nRUN npm ci\n", &[], None, ""),
    // The whole of the image.
    ("FROM node:22\nCOPY . /\nRUN apt-get update\nRUN npm ci\n", &[], None, ""),
];

/// A Dockerfile, the files around it, and the exception it stands for.
type Silent = (&'static str, Files, &'static str);

const SILENT: &[Silent] = &[
    (
        "FROM node:22\nWORKDIR /app\nCOPY package.json ./\nRUN npm ci\nCOPY . .\nRUN npm run build\n",
        &[],
        "in order",
    ),
    (
        "FROM node:22\nWORKDIR /app\nCOPY package.json .\nRUN npm ci\nCOPY . .\nRUN yarn install\n",
        &[],
        "installed before by another manager of the language",
    ),
    ("FROM python:3\nCOPY . /app\nRUN pip install flask\n", &[], "named packages are no project's"),
    ("FROM python:3\nCOPY app.py /app/\nRUN pip install -r /app/requirements.txt\n", &[], "a single file"),
    (
        "FROM python:3\nCOPY requirements /tmp/requirements\nRUN pip install -r /tmp/requirements/dev.txt\n",
        &[],
        "a folder of lists",
    ),
    (
        "FROM node:22 AS a\nCOPY . /app\nFROM node:22\nCOPY --from=a /app /app\nWORKDIR /app\nRUN npm ci\n",
        &[],
        "from another stage",
    ),
    ("FROM node:22\nCOPY . /app\nFROM node:22\nWORKDIR /app\nRUN npm ci\n", &[], "another stage copies"),
    ("FROM node:22\nCOPY . /app\nRUN cd /other && npm ci\n", &[], "another folder is installed"),
    ("FROM node:22\nWORKDIR /app\nCOPY . .\nRUN if [ -f package.json ]; then npm ci; fi\n", &[], "only if"),
    ("FROM node:22\nWORKDIR /app\nCOPY . .\nRUN test -d node_modules || npm ci\n", &[], "only unless"),
    (
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npx turbo prune web && npm ci\n",
        &[],
        "a tool for many projects",
    ),
    ("FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm run build\n", &[], "nothing is installed"),
    ("FROM node:22\nWORKDIR /app\nCOPY . .\nCMD npm ci && node .\n", &[], "in the container"),
    (
        "FROM golang:1.9\nENV GO111MODULE=off\nCOPY . /go/src/x\nWORKDIR /go/src/x\nRUN go build ./...\n",
        &[],
        "no modules",
    ),
    (
        "FROM golang:1.24\nWORKDIR /x\nCOPY . .\nRUN go build ./...\n",
        &[("go.mod", "require y v1"), ("vendor/modules.txt", ""), ("x.go", "")],
        "the project brings its modules",
    ),
    (
        "FROM golang:1.24\nWORKDIR /x\nCOPY . .\nRUN go build ./...\n",
        &[("go.mod", "module x"), ("x.go", "")],
        "it depends on nothing",
    ),
    (
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n",
        &[("index.js", "")],
        "the manifest is not in the context: another step makes it",
    ),
    (
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n",
        &[("package.json", "{}"), ("package-lock.json", "{}"), ("Dockerfile", "")],
        "nothing else is in the context",
    ),
    (
        "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n",
        &[("package.json", "{}"), ("src/x.js", ""), (".dockerignore", "*\n!package.json")],
        "nothing else is let in",
    ),
    (
        "# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\nWORKDIR /app\nCOPY . .\nRUN npm ci\n",
        &[],
        "Windows",
    ),
    (
        "FROM rust:1\nWORKDIR /x\nCOPY recipe.json .\nRUN cargo chef cook\nCOPY . .\nRUN cargo build\n",
        &[],
        "a recipe was cooked",
    ),
    (
        "FROM maven:3\nWORKDIR /x\nCOPY pom.xml .\nRUN mvn dependency:go-offline\nCOPY . .\nRUN mvn package\n",
        &[],
        "fetched before it builds",
    ),
    (
        "FROM python:3\nWORKDIR /x\nCOPY . .\nRUN python -m build && uv build\n",
        &[],
        "a package is built, not installed",
    ),
    ("FROM node:22\nCOPY . $DIR/x\nRUN cd $OTHER && npm ci\n", &[], "folders that nobody knows"),
];

#[test]
fn what_is_installed_above_the_sources_is_found() {
    for (text, files, safety, puts) in FOUND {
        let findings = found(RULE, text, files);
        let [finding] = findings.as_slice() else { panic!("{text}: {findings:#?}") };
        assert_eq!(finding.severity, Severity::Warning, "{text}");
        assert_eq!(finding.secondary.len(), 1, "{text}: the step that runs anew");
        let fix = finding.fixes.first();
        assert_eq!(fix.map(|fix| fix.safety), *safety, "{text}: {fix:#?}");
        let new: String = fix.into_iter().flat_map(|fix| &fix.edits).map(|edit| edit.text.as_str()).collect();
        assert!(new.contains(puts), "{text}: {new}");
    }
}

/// A Dockerfile, and what is to be done about its first finding.
const ADVICE: &[(&str, &str)] = &[
    (
        "FROM node:24 AS a\nCOPY . /a\nWORKDIR /a\nRUN npm install --omit=dev\nRUN chmod -R g=u dist/\n",
        "first `COPY package*.json /a/` and `RUN npm install --omit=dev --ignore-scripts`",
    ),
    (
        "FROM node:24 AS a\nCOPY . /a\nWORKDIR /a\nRUN npm install\nFROM node:24\nCOPY --from=a /a/dist /b\n",
        "keep what is fetched in a cache mount (`RUN --mount=type=cache,target=/root/.npm`); or first",
    ),
    (
        "FROM node:24 AS a\nCOPY . /a\nWORKDIR /a\nRUN npm install && npm run build\nFROM node:24\nCOPY --from=a /a/dist /b\n",
        "first `COPY package*.json /a/`, then `npm install`",
    ),
    (
        "FROM node:24\nCOPY . /a\nWORKDIR /a\nRUN npm ci && npm run build && rm -rf node_modules\n",
        "only store what this step deletes",
    ),
    (
        "FROM node:24\nCOPY . /a\nWORKDIR /a\nRUN npm ci && rm -rf node_modules && npm cache clean --force\n",
        "and do not clean the cache in this step",
    ),
    (
        "FROM node:24\nUSER 1001\nCOPY . /a\nWORKDIR /a\nRUN npm ci && npm run build && rm -rf node_modules\n",
        "a cache mount on `~/.npm`, the folder of the user `1001`",
    ),
    (
        "FROM node:24\nCOPY . /a\nWORKDIR /a\nRUN yarn install && yarn build && rm -rf node_modules\n",
        "target=/usr/local/share/.cache/yarn`",
    ),
    (
        "FROM a\nCOPY --chown=1001:0 . /a\nWORKDIR /a\nRUN yarn install && yarn build && rm -rf node_modules\n",
        "a cache mount on Yarn's cache folder (`yarn cache dir` prints it, from Yarn 2 on `yarn config get cacheFolder`), with `uid=1001` if that is the user: a layer",
    ),
    (
        "FROM node:24\nRUN corepack enable\nCOPY . /a\nWORKDIR /a\nRUN yarn install && yarn build && rm -rf node_modules\n",
        "a cache mount on Yarn's cache folder (",
    ),
    (
        "FROM a\nCOPY . /a\nWORKDIR /a\nRUN npm ci && npm run build && rm -rf node_modules\n",
        "a cache mount on `~/.npm`, below the home of the user whom the step runs as: a layer",
    ),
    (
        "FROM golang:1.25\nCOPY src/tool /tool\nRUN cd /tool && xx-go build -o /t .\n",
        "first `COPY src/tool/go.mod src/tool/go.sum* /tool/` and `RUN cd /tool && go mod download`",
    ),
    (
        "FROM node:24\nCOPY web /web\nRUN cd /web && npm i && npm run build\n",
        "and `RUN cd /web && npm i`, and copy",
    ),
    (
        "FROM node:24\nCOPY . /app/\nCOPY package.json /\nRUN cd / && npm install\n",
        "move `COPY . /app/` below the step that runs `npm install`",
    ),
    ("FROM gradle:8\nWORKDIR /a\nCOPY . .\nRUN gradle build\n", "a cache mount on Gradle's home"),
    ("FROM a\nWORKDIR /a\nCOPY . .\nRUN nuget restore a.sln\nRUN dotnet build\n", "each `packages.config`"),
    (
        "FROM rust:1\nWORKDIR /a\nCOPY . .\nRUN --mount=type=cache,target=/usr/local/cargo/registry cargo build\n",
        "with `cargo chef`",
    ),
];

#[test]
fn the_advice_works_as_it_stands() {
    for (text, part) in ADVICE {
        let findings = found(RULE, text, &[]);
        let help = findings.first().and_then(|finding| finding.help.as_deref()).unwrap_or_default();
        assert!(help.contains(part), "{text}: {help}");
    }
}

#[test]
fn what_is_in_order_is_left_alone() {
    for (text, files, why) in SILENT {
        let findings = found(RULE, text, files);
        assert!(findings.is_empty(), "{why}: {text}: {findings:#?}");
    }
}

#[test]
fn a_cache_mount_makes_less_of_it() {
    let text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN --mount=type=cache,target=/root/.npm npm ci\n";
    let findings = found(RULE, text, &[]);
    assert_eq!(findings.iter().map(|finding| finding.severity).collect::<Vec<_>>(), [Severity::Info]);
}
