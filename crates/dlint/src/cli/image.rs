//! `dlint image`: what is known of a base image, from the tables that come with dlint.

use std::io::{self, Write};

use dlint::model::base_image::{End, EndOfLife, Facts, Setting, Shell, as_of, lookup};
use dlint::model::image::{Image, Part};
use dlint::text::MappedText;
use dlint_report::wrapped;

use super::stream::Stream;
use super::{Status, complain};

pub(crate) fn run(reference: &str) -> io::Result<Status> {
    let image = Image::parse(MappedText::copied(reference, 0));
    if let Some(problem) = &image.problem {
        complain(&format!("`{reference}` is no image reference: {}", problem.kind));
        return Ok(Status::Failed);
    }
    let Some(name) = image.normalized_name().filter(|_| !matches!(image.tag, Part::Unknown(_))) else {
        complain(&format!("`{reference}` has variables in it, and nobody knows here what they stand for"));
        return Ok(Status::Failed);
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    let title = image.effective_tag().map_or_else(|| name.clone(), |tag| format!("{name}:{tag}"));
    match lookup(&name, image.effective_tag()) {
        None => writeln!(out, "{title}: nothing is known of this image")?,
        Some(facts) => {
            writeln!(out, "{title}")?;
            let width = Stream::Stdout.width().map(|width| width.saturating_sub(19));
            for (what, value) in lines(&facts) {
                let value = wrapped(&value, width).replace('\n', &format!("\n{:19}", ""));
                writeln!(out, "  {what:<16} {value}")?;
            }
        }
    }
    out.flush().map(|()| Status::Clean)
}

/// What is known, in words; what is not known is left out.
fn lines(facts: &Facts) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let mut add = |what, value: Option<String>| lines.extend(value.map(|value| (what, value)));
    let list = |words: &[&str]| (!words.is_empty()).then(|| words.join(" "));
    let text = |setting: &Setting<&str>, none: &str| match setting {
        Setting::Unknown => None,
        Setting::NotSet => Some(none.to_owned()),
        Setting::Set(value) => Some((*value).to_owned()),
    };
    let command = |setting: &Setting<Vec<&str>>| setting.value().and_then(|words| list(words));

    add("family", facts.family.map(|family| family.as_str().to_owned()));
    add("packages", facts.package_manager.map(|manager| manager.as_str().to_owned()));
    let shells = facts.shells.map(|shells| shells.iter().map(Shell::as_str).collect::<Vec<_>>());
    add("shells", shells.map(|shells| if shells.is_empty() { "none".to_owned() } else { shells.join(" ") }));
    add("user", text(&facts.user, "root"));
    add("workdir", text(&facts.workdir, "/"));
    add("shell", command(&facts.shell));
    add("entrypoint", command(&facts.entrypoint));
    add("cmd", command(&facts.cmd));
    let value = |name: &&str| match facts.environment.value(name) {
        Some(value) => format!("{name}={value}"),
        None => (*name).to_owned(),
    };
    let environment: Vec<String> = facts.environment.names.iter().map(value).collect();
    add("environment", (!environment.is_empty()).then(|| environment.join(" ")));
    add("perhaps also", list(&facts.environment.maybe));
    add("has", list(&facts.present));
    add("has not", list(&facts.absent));
    add("ports", facts.exposed_ports.as_deref().and_then(list));
    add("volumes", facts.volumes.as_deref().and_then(list));
    add("end of life", facts.end_of_life.map(end_of_life));
    add(
        "deprecated",
        facts.deprecated.as_ref().map(|deprecated| {
            let instead = list(&deprecated.replacement).map(|words| format!(", instead: {words}"));
            format!("since {}{}", deprecated.since, instead.unwrap_or_default())
        }),
    );
    add("note", facts.note.map(str::to_owned));
    add("as of", Some(as_of().to_string()));
    lines
}

/// `node 20 on 2026-04-30 (over)`
fn end_of_life(end: EndOfLife) -> String {
    let over = if end.date.is_over(as_of()) { " (over)" } else { "" };
    let date = match end.date {
        End::On(date) => format!("on {date}{over}"),
        End::Ended => "already".to_owned(),
        End::NotAnnounced => "not announced".to_owned(),
    };
    let extended = match end.extended {
        Some(End::On(date)) => format!(", extended support until {date}"),
        _ => String::new(),
    };
    format!("{} {} {date}{extended}", end.product, end.release)
}
