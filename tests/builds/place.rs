//! Where builds take place: whether they can here, the store with the base images, and a folder for each case.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use tempfile::TempDir;

use crate::case::{Case, root, text};

/// How much a heavy file weighs.
const HEAVY: usize = 1 << 20;

/// The folder with the base images, made now if it is not there; or why there will be no builds.
pub(crate) fn prepare(cases: &[Arc<Case>]) -> Result<PathBuf, String> {
    if env::var_os("DLINT_BUILD_TESTS").is_none_or(|value| value != "1") {
        return Err("set `DLINT_BUILD_TESTS=1`, as tests/README.md says".to_owned());
    }
    if !is_root() {
        return Err("that needs root".to_owned());
    }
    for program in ["buildah", "busybox", "debootstrap"] {
        if Command::new(program).arg("--help").output().is_err() {
            return Err(format!(
                "`{program}` is not here; on Debian: `apt-get install buildah busybox-static debootstrap`"
            ));
        }
    }
    let store =
        env::var_os("DLINT_BUILD_STORE").map_or_else(|| env::temp_dir().join("dlint-builds"), PathBuf::from);
    let mut images: Vec<&str> = cases.iter().map(|case| case.image.names().0).collect();
    images.sort_unstable();
    images.dedup();
    let output = Command::new("sh")
        .arg(root().join("tests/builds/setup.sh"))
        .arg(&store)
        .args(images)
        .env_remove("DOCKER_CONFIG")
        .output()
        .map_err(text)?;
    if output.status.success() {
        Ok(store)
    } else {
        Err(format!("setup.sh fails:\n{}", String::from_utf8_lossy(&output.stderr)))
    }
}

#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    folder().is_ok_and(|folder| fs::metadata(folder.path()).is_ok_and(|data| data.uid() == 0))
}

#[cfg(not(unix))]
const fn is_root() -> bool {
    false
}

/// A folder that goes when the test ends.
pub(crate) fn folder() -> Result<TempDir, String> {
    tempfile::Builder::new().prefix("dlint-proof-").tempdir().map_err(text)
}

/// Puts a case's Dockerfile and its context into a folder.
pub(crate) fn lay_out(case: &Case, folder: &Path) -> Result<(), String> {
    fs::copy(case.path("Dockerfile"), folder.join("Dockerfile")).map_err(text)?;
    let context = folder.join("context");
    fs::create_dir(&context).map_err(text)?;
    if case.path("context").is_dir() {
        copy(&case.path("context"), &context)?;
    }
    if let Some(name) = &case.heavy {
        let path = context.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&context)).map_err(text)?;
        fs::write(path, heavy()).map_err(text)?;
    }
    Ok(())
}

/// Copies what is in a folder; a folder `tool.tar.gz.d` becomes the archive `tool.tar.gz`.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fs::create_dir_all(to).map_err(text)?;
    for entry in fs::read_dir(from).map_err(text)?.flatten() {
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_symlink() {
            link(&source, &target)?;
        } else if source.is_file() {
            fs::copy(&source, &target).map_err(text)?;
        } else if let Some(archive) = target.to_string_lossy().strip_suffix(".tar.gz.d") {
            pack(&source, Path::new(&format!("{archive}.tar.gz")))?;
        } else {
            copy(&source, &target)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Result<(), String> {
    std::os::unix::fs::symlink(fs::read_link(from).map_err(text)?, to).map_err(text)
}

#[cfg(not(unix))]
fn link(from: &Path, to: &Path) -> Result<(), String> {
    fs::copy(from, to).map(|_| ()).map_err(text)
}

/// Packs a folder, and something heavy beside it.
fn pack(from: &Path, archive: &Path) -> Result<(), String> {
    let folder = folder()?;
    copy(from, folder.path())?;
    fs::write(folder.path().join("data.bin"), heavy()).map_err(text)?;
    let status = Command::new("tar")
        .arg("-czf")
        .arg(archive)
        .arg("-C")
        .arg(folder.path())
        .arg(".")
        .status()
        .map_err(text)?;
    if status.success() { Ok(()) } else { Err("`tar` fails".to_owned()) }
}

/// Bytes that are the same in each run, and that nobody can pack.
fn heavy() -> Vec<u8> {
    let mut state: u32 = 1;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    std::iter::repeat_with(next).take(HEAVY).collect()
}
