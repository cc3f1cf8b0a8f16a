//! Java and its kin: Maven and Gradle, whose every word is a goal that may do anything.

use super::program::{Cache, Program, Project, Takes, Verb, verb};
use super::reading::Reading;
use super::{CacheMount, Facts, Manager, Operation};
use crate::effects::Usage;

pub(super) const MAVEN: Facts = Facts {
    cache_folders: &["~/.m2/repository", "~/.m2"],
    cache_mounts: &[CacheMount::shared("~/.m2")],
    clean_up: Some("rm -rf ~/.m2/repository"),
    manifests: &["pom.xml"],
    settings: &[".mvn", "mvnw"],
    ..Facts::new(
        "Maven",
        "https://maven.apache.org/ref/current/maven-embedder/cli.html",
        &["mvn", "mvnd", "mvnw"],
    )
};

pub(super) const GRADLE: Facts = Facts {
    cache_folders: &["~/.gradle"],
    cache_mounts: &[CacheMount::locked("~/.gradle")],
    clean_up: Some("rm -rf ~/.gradle"),
    manifests: &[
        "build.gradle",
        "build.gradle.kts",
        "settings.gradle",
        "settings.gradle.kts",
        "gradle.properties",
    ],
    settings: &["gradle", "gradlew", "buildSrc"],
    lock_files: &["gradle.lockfile", "gradle/libs.versions.toml", "gradle/verification-metadata.xml"],
    ..Facts::new(
        "Gradle",
        "https://docs.gradle.org/current/userguide/directory_layout.html",
        &["gradle", "gradlew"],
    )
};

pub(super) const PROGRAMS: &[Program] = &[
    Program {
        usage: Usage {
            single_dash: true,
            ..Usage::new(
                "",
                &[
                    "-D",
                    "-P",
                    "-T",
                    "-b",
                    "-f",
                    "-gs",
                    "-gt",
                    "-l",
                    "-pl",
                    "-rf",
                    "-s",
                    "-t",
                    "--activate-profiles",
                    "--builder",
                    "--color",
                    "--define",
                    "--file",
                    "--global-settings",
                    "--global-toolchains",
                    "--log-file",
                    "--projects",
                    "--resume-from",
                    "--settings",
                    "--threads",
                    "--toolchains",
                ],
            )
        },
        choose: Some(|reading| goals(reading, &["dependency:", "de.qaware.maven:go-offline"])),
        turns: &[(&["--help", "-h", "-help", "--version", "-v", "-version"], Operation::Query)],
        project: Project { manifest: &["-f", "--file"], ..Project::of(&["pom.xml"]) },
        caches: &[Cache { options: &["-Dmaven.repo.local"], ..Cache::at("~/.m2/repository") }],
        ..Program::new(&["mvn", "mvnd", "mvnw"], Manager::Maven)
    },
    Program {
        usage: Usage::new(
            "DIPMbcgpx",
            &[
                "--build-file",
                "--console",
                "--dependency-verification",
                "--exclude-task",
                "--gradle-user-home",
                "--include-build",
                "--init-script",
                "--max-workers",
                "--project-cache-dir",
                "--project-dir",
                "--project-prop",
                "--settings-file",
                "--system-prop",
                "--warning-mode",
                "--tests",
            ],
        ),
        choose: Some(|reading| {
            goals(reading, &["dependencies", "downloadDependencies", "resolveDependencies"])
        }),
        turns: &[(&["--help", "-h", "--version", "-v", "--dry-run", "-m"], Operation::Query)],
        // Which of the files there is, nobody knows.
        project: Project {
            folder: &["-p", "--project-dir"],
            manifest: &["-b", "--build-file"],
            ..Project::of(&[])
        },
        caches: &[Cache {
            options: &["-g", "--gradle-user-home"],
            variables: &[("GRADLE_USER_HOME", "")],
            ..Cache::at("~/.gradle")
        }],
        ..Program::new(&["gradle", "gradlew"], Manager::Gradle)
    },
];

/// Goals that only fetch are a download; all others, or none at all, a build.
fn goals(reading: &Reading<'_>, fetching: &[&str]) -> (Verb, usize) {
    let goals = &reading.operands;
    // `:app:dependencies` is a task of a module.
    let fetches = |goal: &str| {
        let task = goal.rsplit(':').next().unwrap_or(goal);
        fetching.iter().any(|start| goal.starts_with(start) || task == *start)
    };
    let all_fetch = !goals.is_empty() && goals.iter().all(|goal| goal.value().is_some_and(fetches));
    let operation = if all_fetch { Operation::Download } else { Operation::Build };
    (verb(&[], operation, Takes::Project), usize::from(!goals.is_empty()))
}
