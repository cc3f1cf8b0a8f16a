//! Ruby: `gem`, and Bundler for the gems of a project.

use super::names::{Spec, ends_in, is_address};
use super::program::{Cache, Program, Project, Takes, verb};
use super::reading::Reading;
use super::{CacheMount, Facts, Manager, Operation, Setting};
use crate::effects::{Shape, Usage};

/// Where gems go, and with them the archives they came in, is up to the image: `gem environment` knows.
pub(super) const GEM: Facts = Facts {
    cache_folders: &["/usr/local/bundle/cache", "/var/lib/gems/cache", "~/.gem"],
    cache_mounts: &[],
    clean_up: Some("rm -rf \"$(gem environment gemdir)\"/cache/*.gem"),
    ..Facts::new("gem", "https://guides.rubygems.org/command-reference/", &["gem"])
};

pub(super) const BUNDLER: Facts = Facts {
    cache_folders: &["/usr/local/bundle/cache", "~/.bundle/cache"],
    cache_mounts: &[CacheMount::shared("~/.bundle/cache")],
    manifests: &["Gemfile"],
    lock_files: &["Gemfile.lock"],
    settings: &["*.gemspec", ".ruby-version", ".bundle/config"],
    no_dev_options: &["--without=development"],
    no_dev_variables: &[Setting::set("BUNDLE_WITHOUT"), Setting::set("BUNDLE_ONLY")],
    ..Facts::new("Bundler", "https://bundler.io/man/bundle-config.1.html", &["bundle", "bundler"])
};

const CACHE: Cache = Cache {
    variables: &[("GEM_HOME", "cache")],
    filled_by: &[Operation::Install, Operation::Upgrade],
    ..Cache::at("${GEM_HOME}/cache")
};

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        usage: Usage::new(
            "viPngps",
            &[
                "--bindir",
                "--build-root",
                "--clear-sources-cache",
                "--file",
                "--http-proxy",
                "--install-dir",
                "--platform",
                "--source",
                "--trust-policy",
                "--version",
                "--without",
            ],
        ),
        ends_at_dashes: true,
        verbs: &[
            verb(&["install", "i"], Operation::Install, Takes::PackagesOrProject),
            verb(&["update", "upgrade"], Operation::Upgrade, Takes::Packages),
            verb(&["uninstall"], Operation::Remove, Takes::Packages),
            verb(&["cleanup"], Operation::Remove, Takes::Part),
            verb(&["fetch"], Operation::Download, Takes::Packages),
            verb(&["build"], Operation::Build, Takes::Nothing),
            verb(&["exec", "pristine", "rdoc"], Operation::Other, Takes::Anything),
            verb(&["sources", "source", "cert", "signin"], Operation::Configure, Takes::Nothing),
            verb(
                &[
                    "check",
                    "contents",
                    "dependency",
                    "environment",
                    "env",
                    "help",
                    "info",
                    "list",
                    "outdated",
                    "query",
                    "search",
                    "specification",
                    "stale",
                    "which",
                ],
                Operation::Query,
                Takes::Nothing,
            ),
        ],
        turns: &[(&["--help", "-h", "--explain"], Operation::Query)],
        notation: gem,
        project: Project { manifest: &["-g", "--file"], ..Project::of(&[]) },
        outputs: &[(&["-i", "--install-dir"], Shape::Tree)],
        caches: &[CACHE],
        special: |reading| {
            reading.action.is_project = !reading.action.manifests.is_empty();
            version_of_option(reading, &["-v", "--version"]);
            if let Some(folder) = reading.parsed.value(&["-i", "--install-dir"]) {
                let own = reading.call.option_path(folder).join("cache");
                reading.action.caches.iter_mut().for_each(|path| *path = own.clone());
            }
        },
        ..Program::new(&["gem"], Manager::Gem)
    },
    Program {
        usage: Usage::new(
            "jP",
            &[
                "--binstubs",
                "--gemfile",
                "--group",
                "--jobs",
                "--path",
                "--retry",
                "--shebang",
                "--standalone",
                "--target-rbconfig",
                "--trust-policy",
                "--version",
                "--with",
                "--without",
            ],
        ),
        alone: verb(&[], Operation::Install, Takes::Project),
        verbs: &[
            verb(&["install", "i"], Operation::Install, Takes::Project),
            verb(&["add"], Operation::Install, Takes::Additions),
            verb(&["update"], Operation::Upgrade, Takes::Project),
            verb(&["cache", "package", "pack"], Operation::Download, Takes::Project),
            verb(&["remove"], Operation::Remove, Takes::Packages),
            verb(&["clean"], Operation::Remove, Takes::Part),
            verb(
                &["config", "config set", "config unset", "binstubs", "plugin"],
                Operation::Configure,
                Takes::Nothing,
            ),
            verb(
                &[
                    "check",
                    "config get",
                    "config list",
                    "doctor",
                    "env",
                    "help",
                    "info",
                    "licenses",
                    "list",
                    "outdated",
                    "platform",
                    "show",
                    "version",
                ],
                Operation::Query,
                Takes::Nothing,
            ),
        ],
        // `bundle exec …`, and the commands of plugins.
        other: verb(&[], Operation::Other, Takes::Anything),
        turns: &[(&["--help", "-h", "--version", "-v"], Operation::Query)],
        notation: gem,
        project: Project { manifest: &["--gemfile"], ..Project::of(&["Gemfile", "Gemfile.lock"]) },
        caches: &[CACHE],
        special: bundler,
        ..Program::new(&["bundle", "bundler"], Manager::Bundler)
    },
];

/// With a path of its own, Bundler puts gems below a folder that is called after the version of Ruby.
fn bundler(reading: &mut Reading<'_>) {
    if matches!(reading.action.operation, Operation::Install | Operation::Upgrade) {
        let option = reading.parsed.value(&["--path"]).map(|path| reading.call.option_path(path));
        let variable = || reading.call.variable("BUNDLE_PATH").map(|path| reading.folder.join(&path));
        if let Some(path) = option.or_else(variable) {
            let own = path.join("ruby/${RUBY_ABI}/cache");
            reading.action.caches.iter_mut().for_each(|cache| *cache = own.clone());
            reading.results.push((path, Shape::Tree));
        }
    }
}

/// `gem install rails -v 7.0`: the version of all that is named.
pub(super) fn version_of_option(reading: &mut Reading<'_>, names: &[&str]) {
    let version = reading.parsed.value(names).map(|value| reading.call.value_of(value).text);
    let unversioned = reading.action.packages.iter_mut().filter(|package| package.version.is_none());
    if let Some(version) = version.filter(|version| !version.is_empty()) {
        unversioned.for_each(|package| package.version = Some(version.clone()));
    }
}

/// `rails`, `rails:7.0`, `./x.gem`.
fn gem(text: &str) -> Spec<'_> {
    if is_address(text) {
        return Spec::address(text);
    }
    if ends_in(text, &[".gem"]) {
        return Spec::file(text);
    }
    match text.split_once(':') {
        Some((name, version)) => Spec::versioned(name, version),
        None => Spec::name(text),
    }
}
