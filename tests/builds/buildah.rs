//! Builds with buildah, each side of a case in a store of its own.
//!
//! A builder's cache is looked up by the steps before: two Dockerfiles that begin alike would take what the other one
//! made. The base images are read from a store that both share.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::case::text;

/// What the built image is called.
const TAG: &str = "localhost/proof";

/// A store of images that goes with the value.
#[derive(Debug)]
pub(crate) struct Store {
    base: PathBuf,
    folder: PathBuf,
}

/// What a build is made of.
#[derive(Debug)]
pub(crate) struct Build<'a> {
    pub(crate) dockerfile: &'a Path,
    pub(crate) context: &'a Path,
    /// As `NAME=VALUE`.
    pub(crate) arguments: Vec<String>,
    /// As `--secret` takes them.
    pub(crate) secrets: Vec<String>,
}

/// What a build says.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) output: String,
    pub(crate) steps: Vec<Step>,
}

/// A step of a build, which is no `FROM`.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) text: String,
    pub(crate) cached: bool,
}

impl Store {
    pub(crate) fn new(base: &Path, folder: &Path) -> Result<Self, String> {
        fs::create_dir_all(folder.join("tmp")).map_err(text)?;
        Ok(Self { base: base.to_owned(), folder: folder.to_owned() })
    }

    fn buildah(&self) -> Command {
        let mut command = Command::new("buildah");
        command.arg("--root").arg(self.folder.join("root")).arg("--runroot").arg(self.folder.join("run"));
        command.args(["--storage-driver", "overlay", "--storage-opt"]);
        command.arg(format!("overlay.imagestore={}", self.base.join("root").display()));
        // Cache mounts are kept below `TMPDIR`; nothing of this machine's user is of interest.
        command.env("TMPDIR", self.folder.join("tmp")).env_remove("DOCKER_CONFIG");
        command
    }

    /// Builds a Dockerfile, with what the store has from the build before.
    pub(crate) fn build(&self, build: &Build) -> Result<Said, String> {
        let mut command = self.buildah();
        command.args(["bud", "--layers", "--format", "docker", "--pull-never", "--isolation", "chroot"]);
        command.args(["--network", "host", "--tag", TAG]);
        for argument in &build.arguments {
            command.args(["--build-arg", argument]);
        }
        for secret in &build.secrets {
            command.args(["--secret", secret]);
        }
        let output = run(command.arg("--file").arg(build.dockerfile).arg(build.context))?;
        Ok(Said { steps: steps(&output), output })
    }

    /// Writes the built image as an archive.
    pub(crate) fn save(&self, archive: &Path) -> Result<(), String> {
        run(self
            .buildah()
            .args(["push", "--quiet", TAG])
            .arg(format!("docker-archive:{}", archive.display())))
        .map(|_| ())
    }

    /// How many layers a base image has.
    pub(crate) fn base_layers(&self, image: &str) -> Result<usize, String> {
        let name = format!("docker.io/library/{image}");
        let said = run(self.buildah().args(["inspect", "--type", "image", &name]))?;
        let value: serde_json::Value = serde_json::from_str(&said).map_err(text)?;
        value["OCIv1"]["rootfs"]["diff_ids"]
            .as_array()
            .map(Vec::len)
            .ok_or_else(|| format!("{image} has no layers"))
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // What cannot be removed lies in a folder for temporary files.
        drop(self.buildah().args(["rm", "--all"]).output());
        drop(Command::new("umount").arg(self.folder.join("root/overlay")).output());
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// What a command prints, or what it says where it fails.
fn run(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(text)?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(said);
    }
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{command:?} fails:\n{said}\n{errors}"))
}

/// The steps of a build's output: `[1/2] STEP 3/4: RUN …`, and then perhaps `--> Using cache …`.
fn steps(output: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for line in output.lines() {
        let begins = line.starts_with("STEP ") || line.starts_with('[');
        let step = line.split_once("STEP ").and_then(|(_, rest)| rest.split_once(": ")).filter(|_| begins);
        if let Some((_, text)) = step {
            steps.push(Step { text: text.to_owned(), cached: false });
        } else if line.starts_with("--> Using cache")
            && let Some(step) = steps.last_mut()
        {
            step.cached = true;
        }
    }
    steps.retain(|step| !step.text.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("FROM ")));
    steps
}
