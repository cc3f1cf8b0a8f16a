//! The baselines of a run: what they know is not reported, and a new one is written.
//!
//! A baseline stands for findings that somebody has looked at. What the builder refuses is one, as in a repository that
//! has had a broken file for years; what goes wrong in dlint itself is none.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dlint::Finding;
use dlint_config::{Baseline, FileSettings, LeftOver, folder_of_baseline, name_in_baseline};

use super::read;

/// The baselines that files of a run go by, by the paths that were named.
#[derive(Debug, Default)]
pub(crate) struct Baselines {
    known: BTreeMap<PathBuf, Known>,
}

#[derive(Debug)]
struct Known {
    baseline: Baseline,
    folder: PathBuf,
    /// The files that were linted, as the baseline calls them, and what each goes by.
    seen: BTreeMap<String, Arc<FileSettings>>,
}

impl Baselines {
    /// Reads each of them once.
    pub(crate) fn read(settings: &[Arc<FileSettings>]) -> Result<Self, String> {
        let mut all = Self::default();
        for path in settings.iter().filter_map(|settings| settings.baseline.as_ref()) {
            if all.known.contains_key(path) {
                continue;
            }
            let wrong = |message: &str| format!("the baseline `{}`: {message}", read::display(path));
            let source = read::file(path).map_err(|message| wrong(&message))?;
            let baseline = Baseline::read(source.text()).map_err(|error| wrong(&error.to_string()))?;
            all.known.insert(
                path.clone(),
                Known { baseline, folder: folder_of_baseline(path), seen: BTreeMap::new() },
            );
        }
        Ok(all)
    }

    /// Takes out of all findings of a file those that its baseline knows, and says how many they are.
    pub(crate) fn take(
        &mut self,
        file: &Path,
        settings: &Arc<FileSettings>,
        findings: &mut Vec<Finding>,
    ) -> usize {
        let known = settings.baseline.as_ref().and_then(|path| self.known.get_mut(path));
        let Some(Known { baseline, folder, seen }) = known else { return 0 };
        let name = name_in_baseline(file, folder);
        let before = findings.len();
        findings.retain(|finding| !baseline.knows(&name, finding));
        baseline.has_seen(&name);
        seen.insert(name, Arc::clone(settings));
        before - findings.len()
    }

    /// What the baselines list and nobody has found, a sentence for each code of a file. What was not looked for is none of it.
    pub(crate) fn left_over(&self) -> Vec<String> {
        // Findings whose text differs have entries of their own, which nobody has to know.
        let mut left: BTreeMap<_, u32> = BTreeMap::new();
        for (path, known) in &self.known {
            for LeftOver { path: file, code, count } in known.baseline.left_over() {
                let settings = known.seen.get(&file);
                if settings.is_some_and(|settings| settings.settings.is_enabled(&code)) {
                    *left.entry((path, file, code)).or_default() += count;
                }
            }
        }
        let sentence = |((path, file, code), count): ((&PathBuf, String, String), u32)| {
            let (findings, are) = if count == 1 { ("finding", "is") } else { ("findings", "are") };
            let baseline = read::display(path);
            format!("{count} {findings} of {code} in `{file}` {are} gone, and can be struck off `{baseline}`")
        };
        left.into_iter().map(sentence).collect()
    }
}

/// The baseline of some files with their findings, for a file at a path.
pub(crate) fn baseline_of<'f>(
    path: &Path,
    files: impl IntoIterator<Item = (&'f Path, &'f [Finding])>,
) -> Baseline {
    let folder = folder_of_baseline(path);
    let mut baseline = Baseline::default();
    for (file, findings) in files {
        let name = name_in_baseline(file, &folder);
        for finding in findings {
            baseline.add(&name, finding);
        }
    }
    baseline
}
