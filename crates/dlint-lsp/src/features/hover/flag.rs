//! Flags, mounts, and words out of a short list.

use std::fmt::Write;

use dlint_syntax::{Arguments, Flag, Keyword, Mount, Word, flag_since};
use dlint_text::Span;

use super::Note;
use super::text::code;
use crate::features::names::is_on;
use crate::features::names::site::Site;
use crate::language::{self, FlagInfo, HEALTHCHECKS, Offer, PROTOCOLS, Version, is_on_trial, mount_kind};

/// What there is to say of a flag, of a part of a mount, or of a word that is one of a few.
pub(super) fn at(site: &Site<'_>, offset: u32) -> Option<Note> {
    if let Some(flag) = site.instruction.flags.iter().find(|flag| is_on(flag.span, offset)) {
        return of_flag(site, flag, offset);
    }
    match &site.instruction.arguments {
        Arguments::Stopsignal(Some(word)) => chosen(word, offset, language::signal),
        Arguments::Healthcheck(health) => {
            let kind = health.kind.as_ref()?;
            chosen(kind, offset, |text| HEALTHCHECKS.iter().find(|one| one.value.eq_ignore_ascii_case(text)))
        }
        Arguments::Expose(expose) => {
            let mut protocols = expose.ports.iter().filter_map(|port| port.protocol.as_ref());
            let name = protocols.find(|name| is_on(name.span(), offset))?;
            let offer = PROTOCOLS.iter().find(|one| one.value.eq_ignore_ascii_case(name))?;
            Some(offered(name.span(), offer))
        }
        _ => None,
    }
}

fn chosen(word: &Word, offset: u32, find: impl Fn(&str) -> Option<&'static Offer>) -> Option<Note> {
    is_on(word.span, offset).then(|| find(word.as_str()).map(|offer| offered(word.span, offer)))?
}

fn offered(span: Span, offer: &Offer) -> Note {
    Note { span, text: format!("{}: {}", code(offer.value), offer.doc) }
}

fn of_flag(site: &Site<'_>, flag: &Flag, offset: u32) -> Option<Note> {
    let keyword = site.instruction.keyword;
    let name = Span::new(flag.span.start, flag.name.span().end);
    let mount = site.instruction.mounts.iter().find(|mount| mount.span == flag.span);
    if let Some(note) = mount.filter(|_| !is_on(name, offset)).and_then(|mount| in_mount(mount, offset)) {
        return Some(note);
    }
    let info = language::flag(keyword, &flag.name)?;
    let value = flag.value.as_ref().filter(|value| is_on(value.span(), offset) && !is_on(name, offset));
    let Some(value) = value else {
        // On a quote, it is on neither.
        let span = if is_on(name, offset) { name } else { flag.span };
        return Some(Note { span, text: described(keyword, info) });
    };
    let offer = info.offers.iter().find(|offer| offer.value == value.as_str());
    let text = match offer {
        Some(offer) => offered(value.span(), offer).text,
        None => described(keyword, info),
    };
    Some(Note { span: value.span(), text })
}

fn described(keyword: Keyword, info: &FlagInfo) -> String {
    let mut text = format!("**--{}**\n\n{}\n", info.name, info.doc);
    for offer in info.offers {
        let _ = write!(text, "\n- {}: {}", code(offer.value), offer.doc);
    }
    if info.name == "mount" {
        for kind in language::MOUNTS {
            let _ = write!(text, "\n- {}: {}", code(&format!("type={}", kind.name)), kind.doc);
        }
    }
    if is_on_trial(keyword, info) {
        text.push_str("\n\nOn trial: it needs `# syntax=docker/dockerfile:1-labs`.");
    } else if let Some(version) = flag_since(keyword, info.name) {
        text.push_str(&since(version));
    }
    let page = language::instruction(keyword).map(language::InstructionInfo::url);
    let anchor = if keyword == Keyword::Healthcheck { String::new() } else { format!("---{}", info.name) };
    page.map_or_else(|| text.clone(), |page| format!("{text}\n\n[Reference]({page}{anchor})"))
}

fn since((major, minor): Version) -> String {
    format!("\n\nSince `docker/dockerfile:{major}.{minor}`.")
}

fn in_mount(mount: &Mount, offset: u32) -> Option<Note> {
    let option = mount.options.iter().find(|option| is_on(option.span, offset))?;
    let kind = mount_kind(mount.kind())?;
    // Between a key and its value, as where the line goes on, it is on neither.
    let key_span = Some(option.key.span()).filter(|span| is_on(*span, offset)).unwrap_or(option.span);
    if option.key.eq_ignore_ascii_case("type") {
        let text = format!("**type={}**\n\n{}\n", kind.name, kind.doc);
        let keys = kind.keys.iter().map(|key| {
            let needed = if key.required { " (needed)" } else { "" };
            format!("\n- {}{needed}: {}", code(key.name), key.doc)
        });
        let span =
            option.value.as_ref().map(dlint_text::MappedText::span).filter(|span| is_on(*span, offset));
        return Some(Note { span: span.unwrap_or(key_span), text: keys.fold(text, |all, key| all + &key) });
    }
    let key = kind.key(&option.key)?;
    let value = option.value.as_ref().filter(|value| is_on(value.span(), offset));
    let value = value.filter(|_| !is_on(option.key.span(), offset));
    if let Some(value) = value
        && let Some(offer) = key.offers.iter().find(|offer| offer.value == value.as_str())
    {
        return Some(offered(value.span(), offer));
    }
    let mut text = format!("**{}** of `type={}`\n\n{}\n", key.name, kind.name, key.doc);
    for offer in key.offers {
        let _ = write!(text, "\n- {}: {}", code(offer.value), offer.doc);
    }
    if !key.aliases.is_empty() {
        let names: Vec<String> = key.aliases.iter().map(|name| code(name)).collect();
        let _ = write!(text, "\n\nAlso written {}.", names.join(", "));
    }
    if let Some(version) = key.since {
        text.push_str(&since(version));
    }
    Some(Note { span: value.map_or(key_span, dlint_text::MappedText::span), text })
}
