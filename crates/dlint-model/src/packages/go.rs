//! Go, whose modules come with its compiler.

use super::names::{Spec, at_version, is_path};
use super::program::{Cache, Program, Project, Takes, verb};
use super::reading::Reading;
use super::{CacheMount, Facts, Manager, Operation};
use crate::effects::{Shape, Usage};

pub(super) const GO: Facts = Facts {
    cache_folders: &["/go/pkg/mod", "~/go/pkg/mod", "~/.cache/go-build"],
    cache_mounts: &[CacheMount::shared("/go/pkg/mod"), CacheMount::shared("~/.cache/go-build")],
    clean_up: Some("go clean -modcache -cache"),
    manifests: &["go.mod", "go.work"],
    lock_files: &["go.sum", "go.work.sum"],
    ..Facts::new("Go", "https://go.dev/ref/mod#environment-variables", &["go", "xx-go"])
};

const MODULES: Cache =
    Cache { variables: &[("GOMODCACHE", ""), ("GOPATH", "pkg/mod")], ..Cache::at("~/go/pkg/mod") };

/// What is compiled is kept as well.
const BUILDS: Cache = Cache {
    variables: &[("GOCACHE", ""), ("XDG_CACHE_HOME", "go-build")],
    filled_by: &[Operation::Build, Operation::Install],
    ..Cache::at("~/.cache/go-build")
};

/// Where it puts the programs that it installs.
const BIN: Cache = Cache { variables: &[("GOBIN", ""), ("GOPATH", "bin")], ..Cache::at("~/go/bin") };

pub(super) const PROGRAMS: &[Program] = &[Program {
    // A single dash begins a long option.
    usage: Usage {
        single_dash: true,
        ..Usage::new(
            "",
            &[
                "-C",
                "--C",
                "-asmflags",
                "-buildmode",
                "-buildvcs",
                "-compiler",
                "-covermode",
                "-coverpkg",
                "-coverprofile",
                "-exec",
                "-gccgoflags",
                "-gcflags",
                "-installsuffix",
                "-ldflags",
                "-mod",
                "-modfile",
                "-o",
                "-overlay",
                "-p",
                "-pgo",
                "-pkgdir",
                "-run",
                "-tags",
                "-timeout",
                "-toolexec",
            ],
        )
    },
    verbs: &[
        verb(&["build"], Operation::Build, Takes::Project),
        verb(&["install"], Operation::Install, Takes::PackagesOrProject),
        verb(&["get"], Operation::Install, Takes::PackagesOrProject),
        verb(
            &["mod download", "mod tidy", "mod vendor", "work vendor", "work sync"],
            Operation::Download,
            Takes::Project,
        ),
        verb(&["run", "test"], Operation::Build, Takes::Project),
        verb(&["generate", "tool"], Operation::Other, Takes::Anything),
        verb(&["clean"], Operation::Clean, Takes::Part),
        verb(
            &["env -w", "mod edit", "mod init", "telemetry", "work init", "work use", "work edit"],
            Operation::Configure,
            Takes::Nothing,
        ),
        verb(
            &[
                "doc",
                "env",
                "fix",
                "fmt",
                "help",
                "list",
                "mod graph",
                "mod verify",
                "mod why",
                "version",
                "vet",
                "work",
            ],
            Operation::Query,
            Takes::Nothing,
        ),
    ],
    turns: &[(&["-h", "-help", "--help"], Operation::Query)],
    notation: |text| {
        if is_path(text) || text.contains("...") && !text.contains('@') {
            Spec::file(text)
        } else {
            at_version(text)
        }
    },
    project: Project { folder: &["-C", "--C"], ..Project::of(&["go.mod", "go.sum"]) },
    outputs: &[],
    caches: &[MODULES, BUILDS],
    special,
    ..Program::new(&["go", "xx-go"], Manager::Go)
}];

fn special(reading: &mut Reading<'_>) {
    match &*reading.said {
        "clean" => {
            let own = [(&MODULES, "modcache"), (&BUILDS, "cache")];
            let given = own
                .into_iter()
                .filter(|(_, option)| reading.parsed.has(&[&format!("-{option}"), &format!("--{option}")]));
            reading.cleaned = given.map(|(cache, _)| reading.cache_path(cache)).collect();
        }
        // Packages of the project, named by their folder: `go install ./cmd/x`.
        "install" | "get" => {
            let all = reading.action.packages.len();
            reading.action.packages.retain(|package| !matches!(package.kind, super::PackageKind::File(_)));
            let has_own = reading.action.packages.len() < all;
            reading.action.is_project |= has_own;
            if has_own {
                let files = reading.program.project.files;
                reading.action.manifests = files.iter().map(|name| reading.folder.join(name)).collect();
            }
            if reading.said == "get" {
                // It compiles nothing.
                let builds = reading.cache_path(&BUILDS);
                reading.action.caches.retain(|path| *path != builds);
            } else {
                reading.results.push((reading.cache_path(&BIN), Shape::Tree));
            }
        }
        // `-o` names a file, or a folder if it is one already or ends in a slash.
        "build" => {
            if let Some(output) = reading.parsed.value(&["-o"]) {
                let text = reading.call.value_of(output).text;
                let shape = if text.ends_with('/') { Shape::Tree } else { Shape::File };
                reading.results.push((reading.in_folder(output), shape));
            }
        }
        // What it runs may do anything.
        "run" | "test" => reading.runs_anything = true,
        "mod vendor" => reading.results.push((reading.folder.join("vendor"), Shape::Tree)),
        _ => {}
    }
    // With `-mod=vendor`, the project brings its modules along.
    if reading.is_given("-mod=vendor")
        || reading.call.variable("GOFLAGS").is_some_and(|flags| flags.contains("-mod=vendor"))
    {
        let modules = reading.cache_path(&MODULES);
        reading.action.caches.retain(|path| *path != modules);
    }
}
