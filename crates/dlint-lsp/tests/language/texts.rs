//! What people read is short and clean.

use dlint_lsp::language::{
    CHECKS, DIRECTIVES, HEALTHCHECKS, MOUNTS, Offer, PLATFORMS, PROTOCOLS, REFERENCE, SIGNALS, VARIABLES,
    flags, instructions, programs,
};
use dlint_syntax::Keyword;

/// A text, and what it is of.
type Text = (String, &'static str);

fn offers(of: &str, offers: &'static [Offer]) -> Vec<Text> {
    offers.iter().map(|offer| (format!("{of} {}", offer.value), offer.doc)).collect()
}

/// Sentences, with a full stop.
fn sentences() -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    for info in instructions() {
        let name = info.keyword.as_str();
        texts.push((name.to_owned(), info.summary));
        for form in info.forms {
            texts.push((form.label.to_owned(), form.doc));
            texts.extend(
                form.parameters.iter().map(|one| (format!("{}: {}", form.label, one.label), one.doc)),
            );
        }
    }
    for keyword in Keyword::ALL {
        texts.extend(flags(*keyword).iter().map(|flag| (format!("--{}", flag.name), flag.doc)));
    }
    for kind in MOUNTS {
        texts.push((kind.name.to_owned(), kind.doc));
        texts.extend(kind.keys.iter().map(|key| (format!("{},{}", kind.name, key.name), key.doc)));
    }
    texts.extend(VARIABLES.iter().map(|variable| (variable.name.to_owned(), variable.doc)));
    texts
}

/// A few words each, without a full stop: they stand beside a name in a list.
fn words() -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    for info in instructions() {
        texts.extend(info.snippets.iter().map(|snippet| (snippet.label.to_owned(), snippet.doc)));
    }
    for keyword in Keyword::ALL {
        texts.extend(flags(*keyword).iter().flat_map(|flag| offers(flag.name, flag.offers)));
    }
    for key in MOUNTS.iter().flat_map(|kind| kind.keys) {
        texts.extend(offers(key.name, key.offers));
    }
    for info in DIRECTIVES {
        texts.push((info.kind.as_str().to_owned(), info.snippet.doc));
        texts.extend(offers(info.kind.as_str(), info.offers));
    }
    for list in [PLATFORMS, PROTOCOLS, HEALTHCHECKS, SIGNALS] {
        texts.extend(offers("", list));
    }
    texts.extend(CHECKS.iter().map(|check| (check.name.to_owned(), check.doc)));
    for program in programs() {
        let name = program.names.join(" ");
        texts.push((name.clone(), program.doc));
        for subcommand in program.subcommands {
            texts.push((format!("{name} {}", subcommand.name), subcommand.doc));
            let options = subcommand.options.iter();
            texts.extend(options.map(|option| (format!("{name} {}", option.name), option.doc)));
        }
    }
    texts
}

/// Nothing that a terminal or an editor would show as something else, and no open code.
fn is_clean(text: &str) -> bool {
    !text.is_empty()
        && text.trim() == text
        && !text.contains("  ")
        && !text.contains('\t')
        && text.lines().all(|line| line.trim() == line && line.matches('`').count() % 2 == 0)
}

#[test]
fn sentences_end_in_a_full_stop_and_are_short() {
    for (of, text) in sentences() {
        assert!(is_clean(text), "{of}: {text:?}");
        assert!(text.ends_with('.') && !text.contains('\n'), "{of}: {text:?}");
        assert!(text.chars().count() <= 125, "{of}: {text:?}");
    }
}

#[test]
fn words_beside_a_name_have_no_full_stop_and_are_shorter() {
    for (of, text) in words() {
        assert!(is_clean(text), "{of}: {text:?}");
        assert!(!text.ends_with('.') && !text.contains('\n'), "{of}: {text:?}");
        assert!(text.chars().count() <= 90, "{of}: {text:?}");
    }
}

#[test]
fn helps_are_clean_and_their_lines_short() {
    let instructions = instructions().map(|info| info.help);
    for help in instructions.chain(DIRECTIVES.iter().map(|info| info.help)) {
        assert!(is_clean(help), "{help:?}");
        for line in help.lines() {
            assert!(line.chars().count() <= 115 && line.ends_with(['.', '`']), "{line}");
        }
    }
}

#[test]
fn links_lead_to_the_reference() {
    let instructions = instructions().map(|info| (info.url(), info.keyword.as_str().to_ascii_lowercase()));
    let directives = DIRECTIVES.iter().map(|info| (info.url(), info.kind.as_str().to_owned()));
    for (url, name) in instructions.chain(directives) {
        let anchor = url.strip_prefix(REFERENCE).and_then(|rest| rest.strip_prefix('#'));
        assert!(anchor.is_some_and(|anchor| anchor.starts_with(&name)), "{url}");
    }
}
