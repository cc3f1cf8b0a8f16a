//! .NET: the `dotnet` command, and `nuget`.

use super::names::{Spec, at_version, ends_in};
use super::program::{Cache, Program, Takes, verb};
use super::reading::Reading;
use super::ruby::version_of_option;
use super::{CacheMount, Facts, Manager, Operation};
use crate::effects::{Shape, Usage};

pub(super) const DOTNET: Facts = Facts {
    cache_folders: &["~/.nuget/packages", "~/.local/share/NuGet"],
    cache_mounts: &[CacheMount::shared("~/.nuget/packages")],
    clean_up: Some("dotnet nuget locals all --clear"),
    manifests: &[
        "*.sln",
        "*.slnx",
        "*.csproj",
        "*.fsproj",
        "*.vbproj",
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Packages.props",
        "NuGet.config",
        "nuget.config",
        "global.json",
    ],
    lock_files: &["packages.lock.json"],
    ..Facts::new(
        ".NET",
        "https://learn.microsoft.com/en-us/nuget/consume-packages/managing-the-global-packages-and-cache-folders",
        &["dotnet"],
    )
};

pub(super) const NUGET: Facts = Facts {
    cache_folders: &["~/.nuget/packages", "~/.local/share/NuGet"],
    cache_mounts: &[CacheMount::shared("~/.nuget/packages")],
    clean_up: Some("nuget locals all -clear"),
    manifests: &["packages.config", "*.sln"],
    ..Facts::new(
        "NuGet",
        "https://learn.microsoft.com/en-us/nuget/reference/nuget-exe-cli-reference",
        &["nuget"],
    )
};

const CACHE: Cache = Cache {
    options: &["--packages"],
    variables: &[("NUGET_PACKAGES", "")],
    ..Cache::at("~/.nuget/packages")
};

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        // `-p:Name=Value` is one word.
        usage: Usage {
            single_dash: true,
            ..Usage::new(
                "",
                &[
                    "-a",
                    "-c",
                    "-f",
                    "-m",
                    "-o",
                    "-r",
                    "-s",
                    "-v",
                    "--add-source",
                    "--arch",
                    "--configfile",
                    "--configuration",
                    "--framework",
                    "--lock-file-path",
                    "--manifest",
                    "--name",
                    "--os",
                    "--output",
                    "--packages",
                    "--project",
                    "--root-config-directory",
                    "--runtime",
                    "--self-contained",
                    "--source",
                    "--tool-manifest",
                    "--tool-path",
                    "--use-current-runtime",
                    "--verbosity",
                    "--version",
                    "--version-suffix",
                ],
            )
        },
        ends_at_dashes: true,
        verbs: &[
            verb(&["restore"], Operation::Install, Takes::Project),
            verb(&["build", "publish", "pack", "msbuild"], Operation::Build, Takes::Project),
            verb(&["test", "run", "watch"], Operation::Build, Takes::Project),
            verb(&["package add"], Operation::Install, Takes::Additions),
            verb(
                &["tool install", "tool update", "new install", "workload install", "workload update"],
                Operation::Install,
                Takes::Tools,
            ),
            verb(&["tool restore", "workload restore"], Operation::Install, Takes::Project),
            verb(&["tool uninstall", "new uninstall", "workload uninstall"], Operation::Remove, Takes::Tools),
            verb(&["remove", "clean"], Operation::Remove, Takes::Part),
            verb(&["nuget locals"], Operation::Clean, Takes::Part),
            verb(
                &[
                    "new",
                    "sln",
                    "nuget add",
                    "nuget remove",
                    "nuget update",
                    "nuget enable",
                    "nuget disable",
                    "dev-certs",
                    "add",
                    "user-secrets",
                ],
                Operation::Configure,
                Takes::Nothing,
            ),
            verb(
                &[
                    "list",
                    "sdk",
                    "format",
                    "help",
                    "nuget list",
                    "nuget",
                    "tool",
                    "tool list",
                    "workload list",
                ],
                Operation::Query,
                Takes::Nothing,
            ),
        ],
        // A program of the project (`dotnet app.dll`), or a tool.
        other: verb(&[], Operation::Other, Takes::Anything),
        turns: &[(&["--help", "-h", "--info", "--list-sdks", "--list-runtimes"], Operation::Query)],
        notation: |text| at_version(text),
        outputs: &[(&["-o", "--output"], Shape::Tree), (&["--tool-path"], Shape::Tree)],
        caches: &[CACHE],
        special: dotnet,
        ..Program::new(&["dotnet"], Manager::Dotnet)
    },
    Program {
        usage: Usage {
            single_dash: true,
            ..Usage::new(
                "",
                &[
                    "-ConfigFile",
                    "-ExcludeVersion",
                    "-Framework",
                    "-MSBuildPath",
                    "-OutputDirectory",
                    "-PackagesDirectory",
                    "-SolutionDirectory",
                    "-Source",
                    "-Verbosity",
                    "-Version",
                    "-source",
                ],
            )
        },
        verbs: &[
            verb(&["restore"], Operation::Install, Takes::Project),
            verb(&["install"], Operation::Install, Takes::Packages),
            verb(&["update"], Operation::Upgrade, Takes::Project),
            verb(&["locals"], Operation::Clean, Takes::Part),
            verb(&["pack"], Operation::Build, Takes::Nothing),
            verb(&["add", "config", "setApiKey", "sources", "source"], Operation::Configure, Takes::Nothing),
            verb(&["help", "list", "search", "verify"], Operation::Query, Takes::Nothing),
        ],
        notation: |text| {
            if ends_in(text, &[".config"]) { Spec::file(text) } else { Spec::name(text) }
        },
        outputs: &[(&["-OutputDirectory", "-PackagesDirectory"], Shape::Tree)],
        caches: &[Cache { options: &[], ..CACHE }],
        special: |reading| {
            version_of_option(reading, &["-Version"]);
            locals(reading, &["-clear", "-Clear"]);
        },
        ..Program::new(&["nuget"], Manager::Nuget)
    },
];

fn dotnet(reading: &mut Reading<'_>) {
    match &*reading.said {
        // `dotnet restore src/App/App.csproj`, `dotnet publish src/App`
        "restore" | "build" | "publish" | "pack" | "msbuild" => {
            let words = reading.operands.clone();
            let words = words.into_iter().filter(|word| !word.beginning.starts_with("/p:"));
            let paths: Vec<_> = words.flat_map(|word| reading.call.paths(word)).collect();
            for path in paths {
                let is_file = |name: &str| ends_in(name, &["proj", ".sln", ".slnx", ".slnf", ".config"]);
                if path.file_name().is_some_and(is_file) {
                    reading.folder = path.parent();
                    reading.action.manifests.push(path);
                } else {
                    reading.folder = path;
                }
            }
        }
        "run" | "test" | "watch" => reading.runs_anything = true,
        // `dotnet add src/App.csproj package Serilog --version 4`
        "add" => {
            let names: Vec<_> =
                reading.operands.iter().skip_while(|word| !word.is("package")).skip(1).copied().collect();
            if !names.is_empty() {
                reading.action.operation = Operation::Install;
                reading.takes = Takes::Additions;
                for word in names {
                    reading.add_packages(crate::effects::Argument { word, skip: 0 });
                }
                reading.action.caches = vec![reading.cache_path(&CACHE)];
            }
        }
        _ => {}
    }
    if reading.action.operation == Operation::Build && reading.parsed.has(&["--no-restore", "--no-build"]) {
        reading.action.caches.clear();
    }
    version_of_option(reading, &["--version", "-v"]);
    locals(reading, &["--clear", "-c"]);
}

/// `locals all --clear` deletes all caches, `locals http-cache --clear` one that is not among ours.
fn locals(reading: &mut Reading<'_>, clear: &[&str]) {
    let names = |name: &str| reading.operands.iter().any(|word| word.is(name));
    if reading.action.operation == Operation::Clean
        && reading.parsed.has(clear)
        && (names("all") || names("global-packages"))
    {
        reading.cleaned = vec![reading.cache_path(&CACHE)];
    }
}
