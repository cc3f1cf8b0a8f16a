//! DL3008 unpinned-package. Spec: rules/DL3008-unpinned-package.md

use dlint_diagnostics::{Category, Severity, Variant};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::packages::{Manager, Operation, Package, PackageKind};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::given::Given;
use crate::support::packages::{Ran, packages_anywhere, variant, variant_for};
use crate::support::shell_lists::listed_in;

pub(crate) static RULE: Rule =
    Rule::new("DL3008", "unpinned-package", Check::Instruction(&[Keyword::Run], check))
        .variants(VARIANTS)
        .category(Category::Reproducibility)
        .severity(Severity::Warning)
        .off();

const VARIANTS: &[Variant] = &[
    variant("apt", "DL3008"),
    variant("pip", "DL3013"),
    variant("npm", "DL3016"),
    variant("apk", "DL3018"),
    variant("gem", "DL3028"),
    variant("yum", "DL3033"),
    variant("zypper", "DL3037"),
    variant("dnf", "DL3041"),
    variant("go", "DL3062"),
];

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    for ran in packages_anywhere(step, cx) {
        let action = ran.action;
        // Both fetch the same packages from the same place.
        let manager = if action.manager == Manager::Pipx { Manager::Pip } else { action.manager };
        let Some(variant) = variant_for(VARIANTS, manager) else { continue };
        if action.operation != Operation::Install || is_pinned_elsewhere(&ran, cx) {
            continue;
        }
        for package in &action.packages {
            // `deps='curl git'; apt-get install $deps`: the list says it.
            if package.kind == PackageKind::Unknown && package.name.starts_with(['$', '…']) {
                for (name, span) in listed_in(package, &ran.command) {
                    if is_unpinned_text(&name, manager) {
                        report(&name, span, manager, variant, out);
                    }
                }
            } else if is_unpinned(package, manager) {
                let name = package.name.trim_end_matches('…');
                report(name, package.span, manager, variant, out);
            }
        }
    }
}

fn report(name: &str, span: Span, manager: Manager, variant: Variant, out: &mut Findings<'_>) {
    out.report(&RULE, span, format!("`{name}` has no version"))
        .variant(variant)
        .why("another build installs another version, and nobody sees which one broke it")
        .help(format!("name the version: `{}`", example(manager)));
}

/// Whether something besides the words says which versions are installed.
fn is_pinned_elsewhere(ran: &Ran<'_>, cx: &Cx<'_>) -> bool {
    let given = Given::of(&ran.command, cx);
    match ran.action.manager {
        Manager::Pip | Manager::Pipx => {
            let long = given.words.iter().any(|word| word.starts_with("--constraint"));
            let variables = ran.command.step.model.map(|step| cx.build.variables(step));
            let set = variables.is_some_and(|variables| variables.value("PIP_CONSTRAINT").is_some());
            long || set || given.letter('c', "rtibfdwe") > 0
        }
        // It holds for all that are named.
        Manager::Gem => given.letter('v', "iPnp") > 0 || given.mentions("--version"),
        _ => false,
    }
}

fn is_unpinned(package: &Package, manager: Manager) -> bool {
    match package.kind {
        // What begins with a variable may well end with a version in it. The folder behind `-e` is a folder.
        PackageKind::Name | PackageKind::Unknown => {
            if package.name.starts_with(['$', '…', '.']) {
                return false;
            }
        }
        // The head of a repository is as good as no version.
        PackageKind::Address => {
            let is_repository = ["git+", "git:", "hg+", "svn+", "bzr+"];
            return matches!(manager, Manager::Pip | Manager::Npm)
                && package.version.is_none()
                && is_repository.iter().any(|scheme| package.name.starts_with(scheme));
        }
        PackageKind::File(_) | PackageKind::Group => return false,
    }
    match (manager, package.version.as_deref()) {
        // `go install …@latest` is whatever that is today.
        (Manager::Go, Some("latest" | "none") | None) => true,
        (_, Some(_)) => false,
        (Manager::Yum | Manager::Dnf, None) => !ends_in_version(&package.name),
        (Manager::Apt | Manager::Apk | Manager::Pip, None) => package.source.is_none(),
        (_, None) => true,
    }
}

/// The same for a package of a list, of which only the text is known.
fn is_unpinned_text(text: &str, manager: Manager) -> bool {
    let has = |signs: &[char]| text.contains(signs);
    match manager {
        Manager::Apt => !has(&['=', '/']),
        Manager::Apk => !has(&['=', '<', '>', '~', '@']) && !text.starts_with('.') && !ends_in(text, "apk"),
        Manager::Yum | Manager::Dnf => !has(&['/', '@']) && !ends_in(text, "rpm") && !ends_in_version(text),
        Manager::Zypper => !has(&['=', '<', '>', '/']),
        Manager::Pip => !has(&['=', '<', '>', '~', '@', '/']) && !ends_in(text, "whl"),
        _ => false,
    }
}

/// Whether it is a file of this kind.
fn ends_in(text: &str, kind: &str) -> bool {
    text.rsplit_once('.').is_some_and(|(_, ending)| ending == kind)
}

/// Whether the name of an RPM goes on with its version, and perhaps its release: `curl-7.61.1`, `curl-7.61.1-34.el8`.
fn ends_in_version(name: &str) -> bool {
    let is_version = |part: &str| {
        // `${VERSION}` stands for one.
        part.starts_with(|c: char| c.is_ascii_digit() || c == '$')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || ".~^_:+*${}".contains(c))
    };
    name.rsplit_once('-').is_some_and(|(name, last)| !name.is_empty() && is_version(last))
}

const fn example(manager: Manager) -> &'static str {
    match manager {
        Manager::Pip => "flask==3.1.0",
        Manager::Npm => "serve@14.2.4",
        Manager::Gem => "rails:8.0.1",
        Manager::Yum | Manager::Dnf => "curl-8.6.0",
        Manager::Go => "golang.org/x/tools/cmd/stringer@v0.29.0",
        _ => "curl=8.5.0",
    }
}
