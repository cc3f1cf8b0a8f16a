//! Images: what is known of them, without asking anybody.

use dlint_model::base_image::{EndOfLife, Facts, Setting, as_of, lookup};
use dlint_model::image::{Image, Part};
use dlint_model::{Base, Target};
use dlint_text::{MappedText, Span};

use super::Note;
use super::text::{Secrets, bullets, code, list};
use crate::features::names::is_on;
use crate::features::names::site::Site;
use crate::features::names::stages::{from_values, reference};
use crate::view::View;

/// What there is to say of the image at an offset: behind `FROM`, `--from=`, `from=`.
pub(super) fn at(view: &View<'_>, site: &Site<'_>, offset: u32) -> Option<Note> {
    let (span, text) = named(site, offset)?;
    if text == "scratch" {
        return Some(Note {
            span,
            text: "**scratch**\n\nNothing at all: no shell, no files, no users.\n".to_owned(),
        });
    }
    let image = Image::parse(MappedText::copied(text.as_str(), 0));
    let secrets = Secrets::of(view);
    if let Some(problem) = &image.problem {
        return Some(Note { span, text: format!("This is no image: {}.", problem.kind) });
    }
    let tag = image.effective_tag();
    let name = image.normalized_name().filter(|_| !matches!(image.tag, Part::Unknown(_)));
    let Some(name) = name else {
        return Some(Note {
            span,
            text: format!("{}: only the build knows which image.", secrets.code(&text)),
        });
    };
    let title = tag.map_or_else(|| name.clone(), |tag| format!("{name}:{tag}"));
    // Behind a digest stands what the tag was once.
    let known = image.tag.known().map(MappedText::as_str).or(tag);
    let facts = known.and_then(|tag| lookup(&name, Some(tag)));
    let lines =
        facts.map_or_else(|| vec!["Nothing is known of this image.".to_owned()], |facts| lines(&facts));
    Some(Note { span, text: format!("Image {}\n\n{}", secrets.code(&title), bullets(&lines)) })
}

/// The image that an offset is on, and its place.
fn named(site: &Site<'_>, offset: u32) -> Option<(Span, String)> {
    if let Some(image) = site.instruction.as_from().and_then(|from| from.image.as_ref()) {
        if !is_on(image.word.span, offset) {
            return None;
        }
        let base = site.stage.map(|stage| &stage.base);
        let text = match base {
            Some(Base::Image(image)) => image.text.clone(),
            _ => image.word.to_string(),
        };
        return Some((image.word.span, text));
    }
    let (value, mount) =
        from_values(site.instruction).into_iter().find(|(value, _)| is_on(value.span(), offset))?;
    let (step, stage) = (site.step?, site.stage?);
    match reference(stage, step.index, mount).map(|one| &one.target) {
        Some(Target::Image(name)) => Some((value.span(), name.clone())),
        None if step.onbuild.is_some() => Some((value.span(), value.to_string())),
        _ => None,
    }
    .filter(|(_, name)| !name.is_empty())
}

/// What is known, the most important first; what is not known is left out.
pub(super) fn lines(facts: &Facts) -> Vec<String> {
    let mut lines = Vec::new();
    let words = |words: &[&str]| list(words.iter().map(|word| (*word).to_owned()).collect());
    lines.extend(facts.end_of_life.map(end_of_life));
    if let Some(deprecated) = &facts.deprecated {
        let instead = match deprecated.replacement.as_slice() {
            [] => String::new(),
            names => format!("; instead of it: {}", words(names)),
        };
        lines.push(format!("**Deprecated** since {}{instead}.", deprecated.since));
    }
    let manager = facts.package_manager.map(|manager| format!("packages of {}", code(manager.as_str())));
    let family = facts.family.map(|family| format!("Based on {family}"));
    let based: Vec<String> = family.into_iter().chain(manager).collect();
    if !based.is_empty() {
        lines.push(format!("{}.", based.join(", ")));
    }
    match &facts.user {
        Setting::Set(user) => lines.push(format!("Runs as {}.", code(user))),
        Setting::NotSet => lines.push("Runs as root.".to_owned()),
        Setting::Unknown => {}
    }
    if let Some(folder) = facts.workdir.value() {
        lines.push(format!("Working directory {}.", code(folder)));
    }
    match (facts.shell.value(), facts.shells) {
        (Some(shell), _) => lines.push(format!("Shell form runs with {}.", code(&shell.join(" ")))),
        (None, Some(shells)) if shells.is_empty() => lines.push("It has no shell.".to_owned()),
        (None, Some(shells)) => {
            let names: Vec<&str> = shells.iter().map(dlint_model::base_image::Shell::as_str).collect();
            lines.push(format!("Shells: {}.", words(&names)));
        }
        (None, None) => {}
    }
    for (what, setting) in [("Entrypoint", &facts.entrypoint), ("Command", &facts.cmd)] {
        if let Some(command) = setting.value() {
            lines.push(format!("{what} {}.", code(&command.join(" "))));
        }
    }
    if let Some(ports) = facts.exposed_ports.as_deref().filter(|ports| !ports.is_empty()) {
        lines.push(format!("Ports {}.", words(ports)));
    }
    if let Some(note) = facts.note {
        lines.push(note.to_owned());
    }
    lines
}

/// `node 20 (Iron): supported until 2026-04-30`
fn end_of_life(end: EndOfLife) -> String {
    use dlint_model::base_image::End;
    let name = end.codename.map_or_else(String::new, |name| format!(" ({name})"));
    let is_over = end.date.is_over(as_of());
    let date = match end.date {
        End::On(date) if is_over => format!("**end of life** since {date}"),
        End::On(date) => format!("supported until {date}"),
        End::Ended => "**end of life**".to_owned(),
        End::NotAnnounced => "supported, no end announced".to_owned(),
    };
    let extended = match end.extended {
        Some(End::On(date)) => format!(", with extended support until {date}"),
        _ => String::new(),
    };
    format!("Release {} {}{name}: {date}{extended}.", end.product, end.release)
}
