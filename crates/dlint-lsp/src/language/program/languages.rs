//! The package managers of Ruby, PHP, Go, Rust, Java and .NET.

use super::{Program, ProgramOption, option, subcommand, valued};

const LOCKED: ProgramOption = option("--locked", "stops where `Cargo.lock` would change");

const CONFIGURATION: ProgramOption = valued("-c", "Release", "the configuration that is built");

const NO_RESTORE: ProgramOption = option("--no-restore", "fetches nothing: that was done before");

const BATCH: ProgramOption = option("-B", "asks nothing and draws nothing");

const SKIP_TESTS: ProgramOption = option("-DskipTests", "runs no tests");

const NO_DAEMON: ProgramOption = option("--no-daemon", "leaves no process behind");

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        names: &["gem"],
        doc: "packages of Ruby",
        subcommands: &[
            subcommand(
                "install",
                "installs packages",
                &[option("--no-document", "leaves out documentation"), valued("-v", "1.0.0", "this version")],
            ),
            subcommand("update", "brings packages up to date", &[option("--system", "RubyGems itself")]),
            subcommand("cleanup", "removes older versions", &[]),
        ],
    },
    Program {
        names: &["bundle"],
        doc: "projects of Ruby",
        subcommands: &[
            subcommand(
                "install",
                "installs what `Gemfile.lock` names",
                &[valued("--jobs", "4", "so many at once"), valued("--retry", "3", "tries again so often")],
            ),
            subcommand(
                "config set",
                "changes a setting: `--local without development:test`",
                &[option("--local", "for this project"), option("--global", "for this user")],
            ),
            subcommand("exec", "runs a command in the project", &[]),
            subcommand(
                "clean",
                "removes what the project does not name",
                &[option("--force", "also where all of the system's are meant")],
            ),
        ],
    },
    Program {
        names: &["composer"],
        doc: "packages of PHP",
        subcommands: &[
            subcommand(
                "install",
                "installs what `composer.lock` names",
                &[
                    option("--no-dev", "leaves out what only developers need"),
                    option("--no-interaction", "asks nothing"),
                    option("--optimize-autoloader", "makes the table of classes at once"),
                    option("--no-scripts", "runs no scripts, before the project is copied"),
                    option("--no-autoloader", "makes no table of classes, before the project is copied"),
                    option("--prefer-dist", "takes archives, not repositories"),
                    option("--no-progress", "draws nothing"),
                ],
            ),
            subcommand(
                "dump-autoload",
                "makes the table of classes",
                &[
                    option("--optimize", "of all classes at once"),
                    option("--no-dev", "leaves out what only developers need"),
                ],
            ),
            subcommand("clear-cache", "deletes the cache", &[]),
        ],
    },
    Program {
        names: &["go"],
        doc: "modules and builds of Go",
        subcommands: &[
            subcommand("mod download", "fetches what `go.mod` names, in a layer of its own", &[]),
            subcommand(
                "build",
                "builds a program",
                &[
                    valued("-o", "/app", "where it goes"),
                    option("-trimpath", "writes no paths of this machine"),
                    valued("-ldflags", "\"-s -w\"", "for the linker: without debug information"),
                    valued("-tags", "netgo", "with these build tags"),
                ],
            ),
            subcommand("install", "builds a program into `$GOPATH/bin`: `example.com/tool@v1.0.0`", &[]),
            subcommand(
                "clean",
                "deletes caches",
                &[option("-cache", "what was built"), option("-modcache", "what was fetched")],
            ),
        ],
    },
    Program {
        names: &["cargo"],
        doc: "packages and builds of Rust",
        subcommands: &[
            subcommand(
                "build",
                "builds the project",
                &[
                    option("--release", "optimized"),
                    LOCKED,
                    valued("--target", "x86_64-unknown-linux-musl", "for this platform"),
                ],
            ),
            subcommand(
                "install",
                "builds a program into `~/.cargo/bin`",
                &[
                    LOCKED,
                    valued("--version", "1.0.0", "this version"),
                    valued("--path", ".", "of this folder"),
                ],
            ),
            subcommand("fetch", "fetches what `Cargo.lock` names", &[LOCKED]),
            subcommand(
                "chef prepare",
                "writes down what is to be built before the project",
                &[valued("--recipe-path", "recipe.json", "where")],
            ),
            subcommand(
                "chef cook",
                "builds what was written down, in a layer of its own",
                &[
                    option("--release", "optimized"),
                    valued("--recipe-path", "recipe.json", "what was written down"),
                ],
            ),
        ],
    },
    Program {
        names: &["mvn", "mvnw"],
        doc: "builds of Java, by Maven",
        subcommands: &[
            subcommand(
                "dependency:go-offline",
                "fetches what `pom.xml` names, in a layer of its own",
                &[BATCH],
            ),
            subcommand(
                "package",
                "builds the project",
                &[BATCH, SKIP_TESTS, option("-o", "fetches nothing")],
            ),
            subcommand("verify", "builds and tests the project", &[BATCH]),
        ],
    },
    Program {
        names: &["gradle", "gradlew"],
        doc: "builds of Java, by Gradle",
        subcommands: &[
            subcommand("dependencies", "fetches what the project names, in a layer of its own", &[NO_DAEMON]),
            subcommand(
                "build",
                "builds and tests the project",
                &[NO_DAEMON, valued("-x", "test", "without this task")],
            ),
            subcommand(
                "assemble",
                "builds the project",
                &[NO_DAEMON, option("--offline", "fetches nothing")],
            ),
        ],
    },
    Program {
        names: &["dotnet"],
        doc: "builds of .NET",
        subcommands: &[
            subcommand(
                "restore",
                "fetches what the project names, in a layer of its own",
                &[option("--locked-mode", "stops where the lock file would change")],
            ),
            subcommand("build", "builds the project", &[CONFIGURATION, NO_RESTORE]),
            subcommand(
                "publish",
                "builds the project for an image",
                &[
                    CONFIGURATION,
                    valued("-o", "/app", "where it goes"),
                    NO_RESTORE,
                    option("--self-contained", "with the runtime"),
                ],
            ),
            subcommand(
                "tool install",
                "installs a tool",
                &[option("--global", "for this user"), valued("--tool-path", "/tools", "into this folder")],
            ),
        ],
    },
];
