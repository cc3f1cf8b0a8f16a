//! Package managers: other programs, other words and other notations than hadolint knows.

use dlint_model::packages::{Manager, Operation, Package, PackageAction, PackageKind};
use dlint_shell::Command;

use super::calls::calls;
use super::{Excuse, Site, ours, theirs};

pub(super) const HADOLINT: &[Excuse] = &[
    theirs(
        "what has no version is a variable",
        &["DL3008", "DL3013", "DL3018", "DL3033", "DL3037", "DL3041"],
        is_in_variables,
    ),
    theirs("the repository is chosen, or a group has no version", &["DL3018", "DL3033", "DL3041"], |site| {
        let packages: Vec<&Package> =
            installs(site).into_iter().flat_map(|action| &action.packages).collect();
        let is_so = |package: &&Package| package.source.is_some() || package.kind == PackageKind::Group;
        packages.iter().any(is_so)
            && packages.iter().all(|package| is_so(package) || package.version.is_some())
    }),
    theirs("a variable may hold the option", &["DL3014", "DL3015"], |site| {
        let installs = calls(site).into_iter().filter(|call| ["apt", "apt-get"].contains(&call.name()));
        installs.into_iter().any(|call| {
            let words = call.command.arguments().iter();
            let mut in_front = words.take_while(|word| !word.is("install")).chain(
                call.command.arguments().iter().skip_while(|word| !word.is("install")).skip(1).take(1),
            );
            in_front.any(|word| word.text.starts_with('$'))
        })
    }),
    theirs("a setting of apt decides", &["DL3014", "DL3015"], |site| {
        let setting = if site.code == "DL3014" { "assume-yes" } else { "install-recommends" };
        let (Some(step), Some(stage)) = (site.step, site.stage()) else { return false };
        let steps = stage.own_steps().filter(|other| other.index <= step.index);
        steps.into_iter().any(|step| {
            let text = step.instruction.text.to_ascii_lowercase();
            text.contains("apt.conf") && text.contains(setting)
        })
    }),
    theirs("recommended packages are asked for", &["DL3015"], |site| {
        calls(site).iter().any(|call| call.command.has_argument("--install-recommends"))
    }),
    theirs("`yes` answers", &["DL3014", "DL3030", "DL3038"], |site| {
        calls(site).iter().any(|call| call.name() == "yes" && call.command.standing.pipeline.feeds_pipe())
    }),
    ours("`pip download` and `pip wheel` fetch, too", &["DL3042"], |site| {
        let verbs = ["download", "wheel"];
        calls(site).iter().any(|call| call.name().starts_with("pip") && verbs.contains(&call.verb()))
    }),
    ours("apt and aptitude install, too", &["DL3008", "DL3015"], |site| {
        runs(site, &["apt", "aptitude"], |verb| verb == "install")
    }),
    ours("xx-apt is apt for another platform", &["DL3008", "DL3014", "DL3015"], |site| {
        runs(site, &["xx-apt", "xx-apt-get"], |verb| verb == "install")
    }),
    ours("`reinstall` installs", &["DL3008"], |site| runs(site, &["apt-get"], |verb| verb == "reinstall")),
    ours("upgrades and removals ask, too", &["DL3014"], |site| {
        let asks = ["autoremove", "dist-upgrade", "full-upgrade", "purge", "remove", "upgrade"];
        runs(site, &["apt-get", "apt", "aptitude"], |verb| asks.contains(&verb))
    }),
    ours("upgrades and removals ask, too", &["DL3030", "DL3038"], |site| {
        let asks = ["autoremove", "downgrade", "erase", "reinstall", "remove", "swap", "update", "upgrade"];
        runs(site, &["dnf", "microdnf", "yum"], |verb| asks.contains(&verb))
    }),
    ours("apt and aptitude ask, too", &["DL3014"], |site| {
        runs(site, &["apt", "aptitude"], |verb| verb == "install")
    }),
    ours("an option stands in front of `install`", &["DL3013", "DL3042"], has_option_before_install),
    ours("`npm i` and `npm add` install", &["DL3016"], |site| {
        runs(site, &["npm"], |verb| ["add", "i"].contains(&verb))
    }),
    ours("tdnf and dnf5 are dnf, too", &["DL3038", "DL3040", "DL3041"], |site| {
        runs(site, &["dnf5", "tdnf"], |verb| ["install", "swap", "update", "upgrade"].contains(&verb))
    }),
    ours("`dnf swap` installs", &["DL3041"], |site| runs(site, &["dnf", "microdnf"], |verb| verb == "swap")),
    ours("a number in the middle of a name is no version", &["DL3033", "DL3041"], has_number_in_name),
];

/// Whether the step runs one of these programs with such a first word.
pub(super) fn runs(site: &Site<'_>, programs: &[&str], verb: impl Fn(&str) -> bool) -> bool {
    calls(site).iter().any(|call| programs.contains(&call.name()) && verb(call.verb()))
}

/// The managers that a code is about.
pub(super) fn managers(code: &str) -> &'static [Manager] {
    match code {
        "DL3008" | "DL3009" | "DL3014" | "DL3015" => &[Manager::Apt],
        "DL3013" | "DL3042" => &[Manager::Pip, Manager::Pipx],
        "DL3018" | "DL3019" => &[Manager::Apk],
        "DL3032" | "DL3033" => &[Manager::Yum],
        "DL3036" | "DL3037" => &[Manager::Zypper],
        "DL3040" | "DL3041" => &[Manager::Dnf],
        "DL3060" => &[Manager::Yarn],
        _ => &[],
    }
}

/// What the managers that the code is about install in the step.
fn installs<'a>(site: &Site<'a>) -> Vec<&'a PackageAction> {
    let Some(step) = site.step else { return Vec::new() };
    let actions = site.build.effects(step).packages().map(|(_, action)| action);
    let is_install = |action: &&PackageAction| {
        action.operation == Operation::Install && managers(site.code).contains(&action.manager)
    };
    actions.filter(is_install).collect()
}

/// Whether there is a variable among the packages, nobody knows all of what it holds, and each of the others has its
/// version.
fn is_in_variables(site: &Site<'_>) -> bool {
    let source = site.build.source();
    let is_variable = |package: &Package| {
        source.slice(package.span).contains(['$', '`'])
            && (matches!(package.kind, PackageKind::Unknown | PackageKind::File(_))
                || package.name.contains(['$', '…'])
                || package.kind == PackageKind::Address)
    };
    let packages: Vec<&Package> = installs(site).into_iter().flat_map(|action| &action.packages).collect();
    packages.iter().any(|package| is_variable(package))
        && packages.iter().all(|package| is_variable(package) || has_version(site.code, package))
        && !packages.iter().any(|package| lists_unpinned(site, source.slice(package.span)))
}

/// Whether a package has its version, or needs none. That of an RPM stands at the end of its name.
fn has_version(code: &str, package: &Package) -> bool {
    let last = package.name.rsplit_once('-').map_or("", |(_, last)| last);
    package.version.is_some()
        || package.source.is_some()
        || matches!(package.kind, PackageKind::File(_) | PackageKind::Group)
        || ["DL3033", "DL3041"].contains(&code) && last.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a word is an array of the shell, and a word of that has no sign of a version.
fn lists_unpinned(site: &Site<'_>, word: &str) -> bool {
    let calls = calls(site);
    let assignments = calls.iter().flat_map(|call| call.command.lasting_assignments());
    let lists = assignments.filter(|assignment| word.contains(&format!("${{{}[", &*assignment.name)));
    let mut words = lists.flat_map(|assignment| &assignment.list);
    words.any(|word| !word.text.contains(['=', '<', '>', '~', '$', '/']))
}

/// `python3 -m pip --no-cache-dir install x`.
fn has_option_before_install(site: &Site<'_>) -> bool {
    let is_so = |command: &Command| {
        let words: Vec<&str> = command.arguments().iter().filter_map(dlint_shell::Word::value).collect();
        let behind = words.windows(2).position(|pair| *pair == ["-m", "pip"]).map(|at| &words[at + 2..]);
        behind.is_some_and(|words| {
            words.first().is_some_and(|first| first.starts_with('-')) && words.contains(&"install")
        })
    };
    calls(site).iter().any(|call| call.name().starts_with("python") && is_so(call.command))
}

/// Whether a package is installed whose name has a part that begins with a digit, and a part that does not behind it:
/// `gcc-toolset-11-libatomic-devel`.
fn has_number_in_name(site: &Site<'_>) -> bool {
    let begins_with_digit = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    let mut packages = installs(site).into_iter().flat_map(|action| &action.packages);
    packages.any(|package| {
        let parts: Vec<&str> = package.name.split('-').skip(1).collect();
        parts.split_last().is_some_and(|(last, others)| {
            !begins_with_digit(last) && others.iter().any(|part| begins_with_digit(part))
        })
    })
}
