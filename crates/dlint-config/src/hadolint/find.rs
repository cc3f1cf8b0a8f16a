//! Where hadolint looks for its configuration.

use std::path::{Path, PathBuf};

/// The names that the file has in a project.
const NAMES: [&str; 2] = [".hadolint.yaml", ".hadolint.yml"];

/// The file that hadolint would read in this folder, for a user with these folders. Exactly one is read.
///
/// hadolint looks into the folder that it is started in, then into the user's, and never upward.
fn find_hadolint_config(current: &Path, config_home: Option<&Path>, home: Option<&Path>) -> Option<PathBuf> {
    let own = NAMES.iter().map(|name| current.join(name));
    let in_config = config_home
        .into_iter()
        .flat_map(|folder| ["hadolint.yaml", "hadolint.yml"].into_iter().map(move |name| folder.join(name)));
    let in_home = home.into_iter().flat_map(|folder| {
        let names = [
            ".hadolint/hadolint.yaml",
            ".hadolint/hadolint.yml",
            ".hadolint/config.yaml",
            ".hadolint/config.yml",
            ".hadolint.yaml",
            ".hadolint.yml",
        ];
        names.into_iter().map(move |name| folder.join(name))
    });
    own.chain(in_config).chain(in_home).find(|path| path.is_file())
}

/// The file that hadolint would read in this folder, for the user that the environment names.
pub fn users_hadolint_config(current: &Path) -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = set("HOME").or_else(|| set("USERPROFILE"));
    let config_home = set("XDG_CONFIG_HOME").or_else(|| Some(home.as_ref()?.join(".config")));
    find_hadolint_config(current, config_home.as_deref(), home.as_deref())
}

/// The file of a project, in this folder alone: for a search upward from a Dockerfile.
pub fn hadolint_config_in(folder: &Path) -> Option<PathBuf> {
    NAMES.iter().map(|name| folder.join(name)).find(|path| path.is_file())
}
