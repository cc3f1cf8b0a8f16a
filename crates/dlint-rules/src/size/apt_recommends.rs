//! DL3015 apt-recommends. Spec: rules/DL3015-apt-recommends.md
//!
//! What a package recommends is known for Debian 12 alone, and it depends on what is there already. So the figure is the
//! lower of two wherever an image may have compilers, and nothing is said in the default set of packages that nobody
//! measured.

use std::collections::BTreeSet;

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::BaseImage;
use dlint_model::base_image::{Date, Family};
use dlint_model::packages::{
    Brought, Manager, Operation, PackageAction, PackageKind, Recommended, needs, recommends,
    recommends_are_meant, worth_keeping,
};
use dlint_syntax::Keyword;

use crate::support::add_words::add_words;
use crate::support::earlier::{Said, earlier_steps};
use crate::support::given::Given;
use crate::support::packages::{Ran, calls_manager, packages};
use crate::support::used_recommends::{UsedRecommends, base_image, has, used_recommends};

pub(crate) static RULE: Rule =
    Rule::new("DL3015", "apt-recommends", Check::Instruction(&[Keyword::Run], check))
        .category(Category::Size)
        .severity(Severity::Info)
        .fix(FixKind::Sometimes(Safety::Unsafe));

/// How much one package has to bring so that the default set speaks. Below are `curl`, `gnupg` and `libgtk-3-0`, with
/// little more than what many want beside them; nearly all that brings more brings far more: a compiler, a documentation,
/// the libraries of a desktop.
const WORTH_SAYING: u32 = 10_000;

/// What brings most of it by way of one recommendation that other packages satisfy, too (`cron`, `cron-daemon` or
/// `systemd`), so that nobody knows what it brings on an image that nobody knows.
const BY_ALTERNATIVES: &[&str] = &["ntp", "ntpsec", "parallel", "qemu-user-static", "sysstat"];

/// Of what was released before, the figures say too little: the tools that `libc6-dev` recommends were not there yet.
const DEBIAN_11: Date = Date::new(2021, 8, 14);

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    // What is not part of the image may be as large as it likes.
    if !step.stage.and_then(|stage| cx.stages.get(stage)).is_some_and(|stage| stage.is_in_image) {
        return;
    }
    let said = Said::default();
    let installs: Vec<Ran<'_>> =
        packages(step, cx).into_iter().filter(|ran| is_install(ran.action)).collect();
    let leaves_out =
        |ran: &&Ran<'_>| brings_recommended(ran, cx) && !said.ask(step, cx, "apt::install-recommends");
    let found: Vec<Ran<'_>> = installs.iter().filter(leaves_out).copied().collect();
    if found.is_empty() {
        return;
    }
    let there = There::before(step, cx, &installs);
    let used: Vec<UsedRecommends> = found.iter().map(|ran| there.used(ran, step, cx)).collect();
    let heaviest: Vec<Option<Heaviest<'_>>> =
        found.iter().zip(&used).map(|(ran, used)| there.heaviest(ran.action, used)).collect();
    let kilobytes = |one: &Option<Heaviest<'_>>| one.as_ref().map_or(0, |one| one.brought.kilobytes);
    let most = heaviest.iter().map(kilobytes).max().unwrap_or_default();
    let mut is_said = false;
    for ((ran, heaviest), used) in found.iter().zip(&heaviest).zip(&used) {
        let heaviest = heaviest.as_ref().filter(|one| one.brought.kilobytes == most && !is_said);
        is_said |= heaviest.is_some();
        report(ran, heaviest, used, &there, cx, out);
    }
}

fn report(
    ran: &Ran<'_>,
    heaviest: Option<&Heaviest<'_>>,
    used: &UsedRecommends,
    there: &There<'_>,
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
) {
    let needed = there.needed(ran.action);
    let reporter = match heaviest {
        Some(heaviest) => out
            .report(&RULE, ran.action.verb, "recommended packages are installed, too")
            .why(heaviest.figure()),
        None => out
            .report(&RULE, ran.action.verb, "recommended packages are installed, too, if there are any")
            .why("Debian recommends what most desktops want, and an image carries all of it")
            .pedantic(),
    };
    let reporter = reporter.help(there.advice(ran.action, &needed, used));
    // Without these, what is installed is of no use, or what comes behind it breaks.
    if needed.is_empty() && used.is_empty() {
        reporter.fix("leave out recommended packages", Safety::Unsafe, |edits| {
            add_words(edits, &ran.command, ran.action.verb, &["--no-install-recommends"], cx);
        });
    }
}

fn is_install(action: &PackageAction) -> bool {
    action.manager == Manager::Apt
        && action.operation == Operation::Install
        && matches!(&*action.program, "apt" | "apt-get")
}

/// Whether nothing in the command says whether recommended packages are wanted.
fn brings_recommended(ran: &Ran<'_>, cx: &Cx<'_>) -> bool {
    let given = Given::of(&ran.command, cx);
    let decides = given.has(&["--no-install-recommends", "--install-recommends", "--no-recommends"])
        || given.mentions("install-recommends");
    given.has(&["install"]) && !decides && !given.may_have_more
}

/// The names that a command installs.
fn names(action: &PackageAction) -> impl Iterator<Item = &str> {
    let names = action.packages.iter().filter(|package| package.kind == PackageKind::Name);
    names.map(|package| &*package.name)
}

/// Whether a package belongs to X, which a program may use over SSH.
fn is_of_x(name: &str) -> bool {
    matches!(name, "x11-apps" | "x11-xserver-utils" | "xdm" | "xorg" | "xterm" | "xvfb" | "x11vnc")
        || ["libgtk", "libqt", "libx11-", "tigervnc", "xserver-", "xfce4"]
            .iter()
            .any(|start| name.starts_with(start))
}

/// `a`, `b` or `c`
fn list<'n>(names: impl IntoIterator<Item = &'n &'n str>, last_with: &str) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} {last_with} {last}", others.join(", ")),
        _ => names.concat(),
    }
}

/// The package of a command that brings most.
struct Heaviest<'a> {
    name: &'a str,
    brought: Brought,
    /// Whether the system may have the usual tools.
    beside: bool,
    /// Whether other packages that are named bring much, too, some of it the same perhaps.
    is_shared: bool,
}

impl Heaviest<'_> {
    /// Says it in numbers.
    fn figure(&self) -> String {
        let Self { name, brought: Brought { packages, kilobytes }, beside, is_shared } = self;
        let plural = if *packages == 1 { "package" } else { "packages" };
        let system = if *beside { "a Debian 12 that has compilers and common tools" } else { "Debian 12" };
        let brings = if *is_shared { "brings up to" } else { "by itself brings" };
        format!("`{name}` {brings} {packages} more {plural}, {} MB on {system}", kilobytes / 1000)
    }
}

/// What a step begins with.
struct There<'a> {
    /// Every package that this step or an earlier one names.
    named: BTreeSet<&'a str>,
    /// Whether compilers and common tools may be there: the image is not known to be without, or an earlier step
    /// installed what brings much.
    beside: bool,
    /// Whether it is a system of which the figures say something.
    is_like_debian_12: bool,
    /// The image.
    base: Option<&'a BaseImage>,
}

impl<'a> There<'a> {
    fn before(step: &Step<'a>, cx: &'a Cx<'a>, installs: &[Ran<'a>]) -> Self {
        let earlier = earlier_steps(step, cx).filter(|earlier| calls_manager(earlier, cx));
        let earlier = earlier.flat_map(|earlier| cx.build.effects(earlier).packages());
        let earlier = earlier.map(|(_, action)| action).filter(|action| is_install(action));
        let before: BTreeSet<&str> = earlier.flat_map(names).collect();
        let facts = step.stage.and_then(|stage| cx.stages.get(stage)).and_then(|stage| stage.facts());
        let is_bare =
            facts.is_some_and(|facts| ["gcc", "git"].iter().any(|tool| facts.has(tool) == Some(false)));
        let release = facts.and_then(|facts| facts.end_of_life.as_ref());
        let is_old = release.is_some_and(|release| release.released < DEBIAN_11);
        let family = step.model.and_then(|model| model.state.family);
        Self {
            beside: !is_bare || before.iter().any(|name| recommends(name).is_some()),
            is_like_debian_12: !is_old && matches!(family, None | Some(Family::Debian | Family::Ubuntu)),
            base: base_image(step, cx),
            named: before.into_iter().chain(installs.iter().flat_map(|ran| names(ran.action))).collect(),
        }
    }

    /// The package that brings most, if that is worth saying.
    fn heaviest(&self, action: &'a PackageAction, used: &UsedRecommends) -> Option<Heaviest<'a>> {
        if !self.is_like_debian_12 || names(action).any(recommends_are_meant) {
            return None;
        }
        // What has to be named brings what it brings in any case.
        let is_there = |name: &&str| self.named.contains(name) || used.surely.names.contains(name);
        let is_known = self.base.is_some_and(|base| base.facts.is_some());
        let rows = names(action).filter(|name| is_known || !BY_ALTERNATIVES.contains(name));
        let rows = rows.filter_map(|name| Some((name, recommends(name)?)));
        let rows =
            rows.filter(|(name, row)| self.lacks(name).is_none() && !row.not_with.iter().any(is_there));
        let heavy = rows.filter_map(|(name, row)| Some((name, self.brought(row)?)));
        let (name, brought) = heavy.max_by_key(|(_, brought)| brought.kilobytes)?;
        let others = self.named.iter().filter(|other| **other != name).filter_map(|other| recommends(other));
        let is_shared =
            others.filter_map(|row| self.brought(row)).any(|row| row.kilobytes >= brought.kilobytes / 4);
        Some(Heaviest { name, brought, beside: self.beside, is_shared })
    }

    /// What a package brings here, if that is worth saying.
    fn brought(&self, row: &Recommended) -> Option<Brought> {
        let brought = if self.beside { row.beside } else { row.alone };
        Some(brought).filter(|brought| brought.kilobytes >= WORTH_SAYING)
    }

    /// What the commands behind an install need of that which it recommends.
    fn used(&self, ran: &Ran<'_>, step: &Step<'_>, cx: &Cx<'_>) -> UsedRecommends {
        used_recommends(names(ran.action), &self.named, step, ran.command.id, cx)
    }

    /// What to do instead, with what must not get lost.
    fn advice(&self, action: &PackageAction, needed: &[&str], used: &UsedRecommends) -> String {
        const ADD: &str = "add `--no-install-recommends`, and name";
        let mut parts = Vec::new();
        if !needed.is_empty() {
            parts.push(format!("{}, without which little works", list(needed, "and")));
        }
        for (needed, is_certain) in [(&used.surely, true), (&used.perhaps, false)] {
            let need = match needed.by.len() {
                0 => continue,
                _ if !is_certain => "may need",
                1 => "needs",
                _ => "need",
            };
            parts.push(format!("{}, which {} {need}", list(&needed.names, "and"), list(&needed.by, "and")));
        }
        if !parts.is_empty() {
            return format!("{ADD} {}", parts.join(", and "));
        }
        let mut kept: BTreeSet<&str> = names(action).flat_map(worth_keeping).copied().collect();
        if names(action).any(|name| name == "openssh-server") && self.named.iter().any(|name| is_of_x(name)) {
            kept.insert("xauth");
        }
        let is_there =
            |name: &str| self.named.contains(name) || self.base.is_some_and(|base| has(base, name));
        let kept: Vec<&str> = kept.into_iter().filter(|name| !is_there(name)).collect();
        if kept.is_empty() {
            format!("{ADD} those that the image needs")
        } else {
            format!("{ADD} those that the image needs: {}, perhaps", list(&kept, "or"))
        }
    }

    /// What a package is of little use without, if nobody names it.
    fn lacks(&self, name: &str) -> Option<&'static str> {
        let needs = needs(name);
        needs.first().copied().filter(|_| !needs.iter().any(|need| self.named.contains(need)))
    }

    /// All that has to be named beside the packages of a command.
    fn needed(&self, action: &PackageAction) -> Vec<&'static str> {
        let needed: BTreeSet<&str> = names(action).filter_map(|name| self.lacks(name)).collect();
        needed.into_iter().collect()
    }
}
