//! PHP: Composer.

use dlint_shell::base_name;

use super::names::with_signs;
use super::program::{Cache, Program, Project, Takes, verb};
use super::{CacheMount, Facts, Manager, Operation, Setting};
use crate::effects::Usage;

/// Where there is a `/etc/xdg`, or a variable of that standard, the cache is in `~/.cache/composer`.
pub(super) const COMPOSER: Facts = Facts {
    cache_folders: &["~/.composer/cache", "~/.cache/composer"],
    cache_mounts: &[CacheMount::shared("~/.composer/cache")],
    clean_up: Some("composer clear-cache"),
    no_cache_options: &["--no-cache"],
    no_cache_variables: &[Setting::exactly("COMPOSER_CACHE_DIR", "/dev/null")],
    manifests: &["composer.json"],
    lock_files: &["composer.lock"],
    settings: &["auth.json"],
    installs_into: Some("vendor"),
    no_dev_options: &["--no-dev"],
    no_dev_variables: &[Setting::yes("COMPOSER_NO_DEV")],
    ..Facts::new("Composer", "https://getcomposer.org/doc/03-cli.md", &["composer"])
};

pub(super) const PROGRAMS: &[Program] = &[Program {
    usage: Usage::new(
        "df",
        &[
            "--apcu-autoloader-prefix",
            "--format",
            "--ignore-platform-req",
            "--prefer-install",
            "--repository",
            "--stability",
            "--working-dir",
        ],
    ),
    verbs: &[
        verb(&["install", "i"], Operation::Install, Takes::Project),
        verb(&["require", "req"], Operation::Install, Takes::PackagesOrProject),
        verb(&["global require", "global install", "global update"], Operation::Install, Takes::Tools),
        verb(&["create-project"], Operation::Install, Takes::Tools),
        verb(&["update", "u", "upgrade", "reinstall"], Operation::Upgrade, Takes::PackagesOrProject),
        verb(&["remove", "rm", "uninstall", "global remove"], Operation::Remove, Takes::Packages),
        verb(
            &["clear-cache", "clearcache", "cc", "global clear-cache", "global clearcache", "global cc"],
            Operation::Clean,
            Takes::Nothing,
        ),
        verb(&["dump-autoload", "dumpautoload"], Operation::Build, Takes::Nothing),
        verb(
            &["config", "global config", "self-update", "selfupdate", "init"],
            Operation::Configure,
            Takes::Nothing,
        ),
        verb(
            &[
                "about",
                "audit",
                "check-platform-reqs",
                "depends",
                "diagnose",
                "fund",
                "help",
                "info",
                "licenses",
                "list",
                "outdated",
                "prohibits",
                "search",
                "show",
                "status",
                "suggests",
                "validate",
                "why",
                "why-not",
            ],
            Operation::Query,
            Takes::Nothing,
        ),
    ],
    // `composer run-script`, `composer exec`, and scripts of the project by their name.
    other: verb(&[], Operation::Other, Takes::Anything),
    turns: &[(&["--help", "-h", "--version", "-V", "--dry-run"], Operation::Query)],
    notation: |text| with_signs(text, &[":", "=", " "], &[]),
    project: Project {
        folder: &["-d", "--working-dir"],
        tree: Some("vendor"),
        ..Project::of(&["composer.json", "composer.lock"])
    },
    caches: &[Cache {
        variables: &[("COMPOSER_CACHE_DIR", ""), ("COMPOSER_HOME", "cache"), ("XDG_CACHE_HOME", "composer")],
        filled_by: &[Operation::Install, Operation::Upgrade],
        ..Cache::at("~/.composer/cache")
    }],
    special: |reading| {
        // `composer create-project laravel/laravel app ^11`: a package, its folder and its version.
        if reading.said == "create-project" {
            let mut rest = reading.action.packages.drain(1.min(reading.action.packages.len())..);
            let folder = rest.next();
            let version = rest.next().map(|package| package.name);
            drop(rest);
            // Without a folder, it is the last part of the package's name.
            let own = reading.action.packages.first().map(|package| package.name.clone());
            let own = own.map(|name| base_name(&name).to_owned());
            if let Some(folder) = folder.map(|folder| folder.name).or(own) {
                let path = reading.folder.join(&folder);
                reading.results.push((path, crate::effects::Shape::Tree));
            }
            if let (Some(package), Some(version)) = (reading.action.packages.first_mut(), version) {
                package.version = Some(version);
            }
        }
        let vendor = reading.call.variable("COMPOSER_VENDOR_DIR");
        if let Some(vendor) = vendor {
            let default = reading.folder.join("vendor");
            let own = reading.folder.join(&vendor);
            let results = reading.results.iter_mut().filter(|(path, _)| *path == default);
            results.for_each(|(path, _)| *path = own.clone());
        }
    },
    ..Program::new(&["composer"], Manager::Composer)
}];

#[cfg(test)]
mod tests {
    use super::PROGRAMS;
    use crate::packages::names::Spec;

    #[test]
    fn a_version_stands_behind_a_colon_an_equals_sign_or_a_space() {
        let notation = PROGRAMS.first().map(|program| program.notation);
        for text in ["vendor/x:^1", "vendor/x=^1", "vendor/x ^1"] {
            assert_eq!(notation.map(|notation| notation(text)), Some(Spec::versioned("vendor/x", "^1")));
        }
    }
}
