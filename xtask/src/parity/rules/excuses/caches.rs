//! The caches of package managers: what fills them, what empties them, and what only looks so.

use dlint_model::Stage;
use dlint_model::effects::Action;
use dlint_model::packages::{Manager, Operation};
use dlint_model::path::ImagePath;
use dlint_syntax::lowercase;

use super::calls::{Call, calls};
use super::packages::{managers, runs};
use super::{Excuse, Site, ours, theirs};

pub(super) const HADOLINT: &[Excuse] = &[
    theirs(
        "the step empties the cache",
        &["DL3009", "DL3019", "DL3032", "DL3036", "DL3040", "DL3042"],
        |site| is_emptied(site) == Some(true),
    ),
    theirs(
        "the cache lies under a mount",
        &["DL3009", "DL3019", "DL3032", "DL3036", "DL3040", "DL3042"],
        |site| {
            let mounts = site.step.map(|step| &step.instruction.mounts).into_iter().flatten();
            let mut targets = mounts
                .filter(|mount| matches!(mount.kind(), "cache" | "tmpfs"))
                .filter_map(|mount| mount.value("target"));
            targets.any(|target| {
                let target = ImagePath::new(target);
                folders(site).iter().any(|folder| target.covers(folder).is_yes())
            })
        },
    ),
    theirs("a clean-up script is called", &["DL3009", "DL3042"], |site| {
        calls(site).iter().any(calls_clean_up)
    }),
    theirs("nothing is fetched: `--no-network`", &["DL3019"], |site| {
        let adds = calls(site).into_iter().filter(|call| call.name() == "apk" && call.verb() == "add");
        let adds: Vec<_> = adds.filter(|call| !call.command.has_argument("--no-cache")).collect();
        !adds.is_empty() && adds.iter().all(|call| call.command.has_argument("--no-network"))
    }),
    theirs("`--no-cache` is `--no-cache-dir`", &["DL3042"], |site| {
        let installs = calls(site).into_iter().filter(|call| {
            let is_pip = call.name().starts_with("pip")
                || call.name().starts_with("python") && call.words().any(|word| word == "pip");
            is_pip && call.words().any(|word| word == "install")
        });
        let installs: Vec<_> = installs.collect();
        let is_told = |call: &Call<'_>| call.words().any(|word| word.starts_with("--no-cache"));
        !installs.is_empty() && installs.iter().all(is_told)
    }),
    ours("`rm -rf` of something else is no clean-up", &["DL3009", "DL3032", "DL3036", "DL3040"], |site| {
        let is_rm = |call: &Call<'_>| call.name() == "rm" && call.words().any(|word| word == "-rf");
        calls(site).iter().any(is_rm) && is_emptied(site) != Some(true)
    }),
    ours("another stage takes all of this one", &["DL3009", "DL3042"], is_taken_whole),
    ours("`apk update` and `apk upgrade` fetch the same index", &["DL3019"], |site| {
        calls(site).iter().any(|call| {
            call.name() == "apk"
                && ["update", "upgrade"].contains(&call.verb())
                && !call.command.has_argument("--no-cache")
        })
    }),
    ours("updates and swaps fetch the same lists", &["DL3032", "DL3036", "DL3040"], |site| {
        let programs = ["dnf", "microdnf", "yum", "zypper"];
        let verbs = ["check-update", "dup", "makecache", "ref", "refresh", "swap", "up", "update", "upgrade"];
        runs(site, &programs, |verb| verbs.contains(&verb))
    }),
    ours("other commands of yarn fetch, too", &["DL3060"], |site| {
        let yarn: Vec<_> = calls(site).into_iter().filter(|call| call.name() == "yarn").collect();
        let fetches = |call: &Call<'_>| {
            call.verb().is_empty() || call.words().any(|word| ["add", "focus", "dlx"].contains(&word))
        };
        yarn.iter().any(fetches) && !yarn.iter().any(|call| call.words().any(|word| word == "install"))
    }),
];

/// The folders in which the managers that a code is about keep what the next build fetches again.
fn folders(site: &Site<'_>) -> Vec<ImagePath> {
    let home = site.step.map(|step| step.state.home());
    let of_home = |folder: &str| home.as_ref().map(|home| home.join(folder));
    match site.code {
        "DL3009" => vec![ImagePath::new("/var/lib/apt/lists")],
        "DL3019" => vec![ImagePath::new("/var/cache/apk")],
        "DL3032" => vec![ImagePath::new("/var/cache/yum")],
        "DL3036" => vec![ImagePath::new("/var/cache/zypp")],
        "DL3040" => {
            let folders = ["/var/cache/dnf", "/var/cache/yum", "/var/cache/libdnf5", "/var/cache/tdnf"];
            folders.iter().map(|folder| ImagePath::new(folder)).collect()
        }
        "DL3042" => {
            of_home(".cache/pip").into_iter().chain(Some(ImagePath::new("/root/.cache/pip"))).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether the cache is empty at the end of the step; nothing where nothing fills it.
fn is_emptied(site: &Site<'_>) -> Option<bool> {
    let step = site.step?;
    let folders = folders(site);
    let mut emptied = None;
    for effect in &site.build.effects(step).all {
        match &effect.action {
            Action::Packages(action) if managers(site.code).contains(&action.manager) => {
                match action.operation {
                    Operation::Update | Operation::Install | Operation::Upgrade | Operation::Download
                        if !action.caches.is_empty() =>
                    {
                        emptied = Some(false);
                    }
                    // What `apt-get clean` and `apk cache clean` delete are the packages, and not the lists.
                    Operation::Clean if !matches!(action.manager, Manager::Apk | Manager::Apt) => {
                        emptied = emptied.map(|_| true);
                    }
                    _ => {}
                }
            }
            action => {
                let removed = action.removed();
                if removed.is_some_and(|path| folders.iter().any(|folder| empties(path, folder))) {
                    emptied = emptied.map(|_| true);
                }
            }
        }
    }
    emptied
}

/// Whether deleting a path empties a folder: the folder, one around it, or files in it by a pattern.
fn empties(path: &ImagePath, folder: &ImagePath) -> bool {
    path.empties(folder).is_yes()
        || path.covers(folder).is_yes()
        || path.is_pattern() && path.parent() == *folder
        || path.is_open() && folder.covers(path).is_yes()
}

/// Whether a command runs or fetches a script whose name says that it cleans up.
fn calls_clean_up(call: &Call<'_>) -> bool {
    let is_clean_up = |word: &str| {
        word.rsplit_once('/')
            .is_some_and(|(_, file)| file.strip_suffix(".sh").is_some_and(|name| name.contains("clean")))
    };
    let runs = ["bash", "curl", "sh", "wget"].contains(&call.name()) && call.words().any(is_clean_up);
    runs || call.command.name().is_some_and(is_clean_up)
}

/// Whether the whole file system of the stage, or of one that is built from it, is copied into a later one.
fn is_taken_whole(site: &Site<'_>) -> bool {
    let Some(own) = site.stage() else { return false };
    let is_own = |name: &str| {
        let named = |stage: &&Stage<'_>| {
            stage.name.is_some_and(|other| lowercase(other) == lowercase(name))
                || name.parse() == Ok(stage.index)
        };
        let stage = site.build.stages().iter().find(named);
        stage.is_some_and(|stage| site.build.chain(stage.index).any(|below| below.index == own.index))
    };
    let steps = site.build.stages().iter().flat_map(|stage| &stage.steps);
    let copies =
        steps.filter_map(|step| Some((step.instruction.flag("from")?, step.instruction.as_transfer()?)));
    copies.into_iter().any(|(from, transfer)| {
        from.value.as_ref().is_some_and(|name| is_own(name))
            && transfer.sources.iter().any(|source| source.word.trim_end_matches(['/', '.']).is_empty())
    })
}
