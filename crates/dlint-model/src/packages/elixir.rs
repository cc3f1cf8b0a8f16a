//! Elixir: Mix.

use super::program::{Cache, Program, Project, Takes, verb};
use super::{CacheMount, Facts, Manager, Operation};
use crate::effects::{Shape, Usage};

pub(super) const MIX: Facts = Facts {
    cache_folders: &["~/.hex"],
    cache_mounts: &[CacheMount::shared("~/.hex")],
    clean_up: Some("rm -rf ~/.hex/packages"),
    manifests: &["mix.exs"],
    lock_files: &["mix.lock"],
    settings: &["config"],
    installs_into: Some("deps"),
    no_dev_options: &["--only=prod"],
    ..Facts::new("Mix", "https://hexdocs.pm/mix/Mix.Tasks.Deps.Get.html", &["mix"])
};

pub(super) const PROGRAMS: &[Program] = &[Program {
    usage: Usage::new("", &["--only", "--path", "--sha512"]),
    verbs: &[
        verb(&["deps.get"], Operation::Install, Takes::Project),
        verb(&["deps.update"], Operation::Upgrade, Takes::Project),
        verb(&["deps.compile", "compile", "release", "escript.build"], Operation::Build, Takes::Project),
        verb(&["archive.install", "escript.install"], Operation::Install, Takes::Nothing),
        verb(
            &["local.hex", "local.rebar", "hex.config", "hex.repo", "local.public_keys"],
            Operation::Configure,
            Takes::Nothing,
        ),
        verb(&["deps.clean", "deps.unlock", "clean"], Operation::Remove, Takes::Part),
        verb(&["deps", "help", "hex.info", "hex.outdated", "hex.audit"], Operation::Query, Takes::Nothing),
    ],
    // Tasks of the project.
    other: verb(&[], Operation::Other, Takes::Anything),
    alone: verb(&[], Operation::Other, Takes::Anything),
    turns: &[(&["--help", "-h", "--version", "-v"], Operation::Query)],
    project: Project::of(&["mix.exs", "mix.lock"]),
    outputs: &[(&["--path"], Shape::Tree)],
    caches: &[Cache {
        variables: &[("HEX_HOME", "")],
        filled_by: &[Operation::Install, Operation::Upgrade],
        ..Cache::at("~/.hex")
    }],
    special: |reading| {
        let tasks = reading.operands.iter().any(|word| word.beginning.starts_with("deps.get"));
        if matches!(&*reading.said, "deps.get" | "deps.update") || reading.said == "do" && tasks {
            let folder = reading.call.variable("MIX_DEPS_PATH").unwrap_or_else(|| "deps".to_owned());
            reading.results.push((reading.folder.join(&folder), Shape::Tree));
        }
        // `mix do deps.get, compile`: several tasks, the first of which is all that is looked at.
        if reading.said == "do" && tasks {
            reading.action.operation = Operation::Install;
            reading.action.is_project = true;
            let files = reading.program.project.files;
            reading.action.manifests = files.iter().map(|name| reading.folder.join(name)).collect();
            reading.action.caches =
                reading.program.caches.iter().map(|cache| reading.cache_path(cache)).collect();
        }
    },
    ..Program::new(&["mix"], Manager::Mix)
}];
