//! The package managers of Python and JavaScript.

use super::{Program, ProgramOption, option, subcommand, valued};

const REQUIREMENTS: ProgramOption = valued("-r", "requirements.txt", "what this file names");

const NO_DEV: ProgramOption = option("--omit=dev", "leaves out what only developers need");

const FROZEN: ProgramOption = option("--frozen-lockfile", "stops where the lock file would change");

const NO_SCRIPTS: ProgramOption = option("--ignore-scripts", "runs no scripts of packages");

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        names: &["pip", "pip3"],
        doc: "packages of Python",
        subcommands: &[
            subcommand(
                "install",
                "installs packages",
                &[
                    option("--no-cache-dir", "keeps no cache in the layer"),
                    REQUIREMENTS,
                    option("--no-compile", "writes no bytecode"),
                    option("--upgrade", "brings what is there up to date"),
                    option("--require-hashes", "takes only what the file has a hash of"),
                    valued("-c", "constraints.txt", "holds versions to this file"),
                    valued("-e", ".", "leaves the project where it is"),
                    option("--no-deps", "installs nothing that packages need"),
                    valued("--index-url", "https://pypi.example.com/simple", "takes packages from here"),
                    option("--user", "into the home folder"),
                ],
            ),
            subcommand(
                "wheel",
                "builds wheels, for a later stage",
                &[
                    valued("--wheel-dir", "/wheels", "where they go"),
                    option("--no-cache-dir", "keeps no cache in the layer"),
                    REQUIREMENTS,
                ],
            ),
            subcommand(
                "download",
                "fetches packages",
                &[valued("--dest", "/packages", "where they go"), REQUIREMENTS],
            ),
            subcommand("uninstall", "removes packages", &[option("-y", "asks nothing"), REQUIREMENTS]),
            subcommand("cache purge", "deletes the cache", &[]),
        ],
    },
    Program {
        names: &["uv"],
        doc: "packages and projects of Python",
        subcommands: &[
            subcommand(
                "sync",
                "installs what the project's lock file names",
                &[
                    option("--locked", "stops where the lock file is not up to date"),
                    option("--frozen", "takes the lock file as it is"),
                    option("--no-dev", "leaves out what only developers need"),
                    option("--no-install-project", "leaves out the project, for a layer of its dependencies"),
                    option("--no-editable", "installs the project as a package"),
                    option("--no-cache", "keeps no cache in the layer"),
                ],
            ),
            subcommand(
                "pip install",
                "installs packages",
                &[
                    option("--system", "into the image's own Python"),
                    option("--no-cache", "keeps no cache in the layer"),
                    REQUIREMENTS,
                ],
            ),
            subcommand(
                "pip sync",
                "installs exactly what a file names",
                &[option("--system", "into the image's own Python")],
            ),
            subcommand("venv", "makes a virtual environment", &[]),
            subcommand("tool install", "installs a tool on its own", &[]),
            subcommand(
                "run",
                "runs a command in the project",
                &[option("--no-sync", "installs nothing first")],
            ),
            subcommand("cache clean", "deletes the cache", &[]),
        ],
    },
    Program {
        names: &["poetry"],
        doc: "projects of Python",
        subcommands: &[
            subcommand(
                "install",
                "installs what the lock file names",
                &[
                    option("--no-interaction", "asks nothing"),
                    option("--no-root", "leaves out the project itself"),
                    option("--only=main", "leaves out what only developers need"),
                    option("--no-cache", "uses no cache"),
                ],
            ),
            subcommand("build", "builds the project", &[]),
            subcommand("config", "changes a setting: `virtualenvs.create false`", &[]),
        ],
    },
    Program {
        names: &["conda", "mamba", "micromamba"],
        doc: "packages of Conda",
        subcommands: &[
            subcommand(
                "install",
                "installs packages",
                &[
                    option("-y", "asks nothing: nobody answers in a build"),
                    valued("-c", "conda-forge", "takes packages from this channel"),
                    valued("-n", "base", "into this environment"),
                ],
            ),
            subcommand(
                "env create",
                "makes an environment",
                &[valued("-f", "environment.yml", "as this file says")],
            ),
            subcommand("clean", "deletes caches", &[option("-afy", "all of them, without asking")]),
        ],
    },
    Program {
        names: &["npm"],
        doc: "packages of Node",
        subcommands: &[
            subcommand(
                "ci",
                "installs exactly what `package-lock.json` names",
                &[
                    NO_DEV,
                    NO_SCRIPTS,
                    option("--no-audit", "asks for no security report"),
                    option("--no-fund", "says nothing of money"),
                ],
            ),
            subcommand(
                "install",
                "installs packages; `ci` is surer where there is a lock file",
                &[
                    NO_DEV,
                    NO_SCRIPTS,
                    option("-g", "for the whole image"),
                    option("--no-audit", "asks for no security report"),
                ],
            ),
            subcommand("run", "runs a script of the project: `npm run build`", &[]),
            subcommand("prune", "removes what the project does not name", &[NO_DEV]),
            subcommand(
                "cache clean",
                "deletes the cache",
                &[option("--force", "without it, nothing is deleted")],
            ),
        ],
    },
    Program {
        names: &["yarn"],
        doc: "packages of Node, by Yarn",
        subcommands: &[
            subcommand(
                "install",
                "installs what the lock file names",
                &[
                    FROZEN,
                    option("--immutable", "the same, since Yarn 2"),
                    option("--production", "leaves out what only developers need; Yarn 1"),
                ],
            ),
            subcommand(
                "workspaces focus",
                "installs for one workspace; since Yarn 2",
                &[option("--production", "leaves out what only developers need")],
            ),
            subcommand("cache clean", "deletes the cache", &[]),
        ],
    },
    Program {
        names: &["pnpm"],
        doc: "packages of Node, by pnpm",
        subcommands: &[
            subcommand(
                "install",
                "installs what the lock file names",
                &[
                    FROZEN,
                    option("--prod", "leaves out what only developers need"),
                    option("--offline", "takes all from the store, after `fetch`"),
                ],
            ),
            subcommand(
                "fetch",
                "fills the store from the lock file alone",
                &[option("--prod", "leaves out what only developers need")],
            ),
            subcommand(
                "deploy",
                "puts a workspace and what it needs into a folder",
                &[option("--prod", "leaves out what only developers need")],
            ),
            subcommand("run", "runs a script of the project", &[]),
            subcommand(
                "prune",
                "removes what the project does not name",
                &[option("--prod", "and what only developers need")],
            ),
            subcommand("store prune", "deletes what nothing uses from the store", &[]),
        ],
    },
    Program {
        names: &["bun"],
        doc: "packages of Bun",
        subcommands: &[
            subcommand(
                "install",
                "installs what the project names",
                &[FROZEN, option("--production", "leaves out what only developers need")],
            ),
            subcommand("build", "bundles the project", &[]),
            subcommand("pm cache rm", "deletes the cache", &[]),
        ],
    },
];
