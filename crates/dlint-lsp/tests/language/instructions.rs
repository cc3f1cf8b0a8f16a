//! Every instruction is there, and what is offered for it is a Dockerfile.

use std::collections::BTreeSet;

use dlint_lsp::language::{Snippet, instruction, instructions, onbuild_children};
use dlint_syntax::{DirectiveKind, Instruction, Keyword};
use dlint_text::SourceFile;

use super::errors;

/// The last instruction of a text.
fn last(text: &str) -> Instruction {
    let mut file = dlint_syntax::parse(&SourceFile::new("Dockerfile", text));
    file.instructions.pop().expect("an instruction")
}

#[test]
fn every_instruction_of_the_parser_is_there_once() {
    let told: Vec<Keyword> = instructions().map(|info| info.keyword).collect();
    let known: BTreeSet<Keyword> = Keyword::ALL.iter().copied().collect();
    assert_eq!(told.iter().copied().collect::<BTreeSet<_>>(), known);
    assert_eq!(told.len(), known.len());
    for keyword in Keyword::ALL {
        assert_eq!(instruction(*keyword).map(|info| info.keyword), Some(*keyword));
    }
    assert_eq!(instruction(Keyword::Unknown), None);
}

#[test]
fn each_help_says_what_becomes_of_image_and_cache_and_where_the_trap_is() {
    for info in instructions() {
        let name = info.keyword.as_str();
        let lines: Vec<&str> = info.help.lines().collect();
        assert!((4..=12).contains(&lines.len()), "{name}: {} lines", lines.len());
        for (line, beginning) in lines.iter().zip(["- **Image:** ", "- **Cache:** ", "- **Trap:** "]) {
            assert!(line.starts_with(beginning), "{name}: {line}");
        }
        assert!(lines.iter().all(|line| line.starts_with("- ")), "{name}: {}", info.help);
    }
}

#[test]
fn each_form_begins_with_its_keyword_and_holds_its_parameters_in_order() {
    for info in instructions() {
        assert!(!info.forms.is_empty(), "{}", info.keyword.as_str());
        for form in info.forms {
            assert!(form.label.starts_with(info.keyword.as_str()), "{}", form.label);
            assert!(form.label.is_ascii(), "a place in `{}` is not the same in every encoding", form.label);
            let mut last = info.keyword.as_str().len() as u32;
            for (parameter, range) in form.parameters.iter().zip(form.ranges()) {
                let place = form.label.get(range.start as usize..range.end as usize);
                assert_eq!(place, Some(parameter.label), "{}", form.label);
                assert!(range.start >= last, "`{}` in `{}` is out of order", parameter.label, form.label);
                last = range.end;
            }
        }
    }
}

#[test]
fn where_the_parser_takes_json_there_is_a_form_and_a_snippet_of_it() {
    for info in instructions() {
        let name = info.keyword.as_str();
        let kind = if info.keyword == Keyword::Healthcheck { " CMD" } else { "" };
        let takes = last(&format!("FROM scratch\n{name}{kind} [\"a\", \"b\"]\n")).is_json();
        assert_eq!(info.forms.iter().any(|form| form.label.contains("[\"")), takes, "{name}");
        assert_eq!(info.snippets.iter().any(|snippet| snippet.body.contains("[\"")), takes, "{name}");
        let heredocs = info.keyword.takes_heredocs();
        assert_eq!(info.forms.iter().any(|form| form.label.contains("<<")), heredocs, "{name}");
    }
}

#[test]
fn every_snippet_is_a_dockerfile_once_it_is_filled_in() {
    for info in instructions() {
        assert!(!info.snippets.is_empty(), "{}", info.keyword.as_str());
        for snippet in info.snippets {
            let plain = snippet.plain();
            assert!(snippet.body.starts_with(info.keyword.as_str()), "{}", snippet.body);
            assert_eq!(errors(&format!("FROM scratch\n{plain}\n")), [], "{plain}");
            // An array that is none is a text for the shell, and no error.
            let parsed = last(&format!("FROM scratch\n{plain}\n"));
            assert_eq!(parsed.is_json(), plain.contains("[\""), "{plain}");
            assert_eq!(!parsed.heredocs.is_empty(), plain.contains("<<"), "{plain}");
            gaps_are_well_formed(snippet);
        }
    }
}

#[test]
fn the_snippets_of_directives_are_directives() {
    for info in dlint_lsp::language::DIRECTIVES {
        let text = format!("{}\nFROM scratch\n", info.snippet.plain());
        let source = SourceFile::new("Dockerfile", text.clone());
        let file = dlint_syntax::parse(&source);
        assert_eq!(file.directives.first().map(|directive| directive.kind), Some(info.kind), "{text}");
        assert_eq!(file.errors, [], "{text}");
        if info.kind == DirectiveKind::Check {
            assert!(file.check_comment(&source).is_some_and(|comment| comment.options.is_ok()), "{text}");
        }
        gaps_are_well_formed(&info.snippet);
    }
}

/// The gaps are numbered from 1, each number once, and nothing of their syntax is left when they are filled in.
fn gaps_are_well_formed(snippet: &Snippet) {
    let mut numbers = Vec::new();
    let mut rest = snippet.body;
    while let Some((before, behind)) = rest.split_once('$') {
        rest = behind;
        if before.ends_with('\\') {
            continue;
        }
        let inside = behind.strip_prefix('{').and_then(|gap| gap.split_once('}')).map(|(inside, _)| inside);
        let gap = inside.and_then(|inside| inside.split_once([':', '|']));
        let (number, default) = gap.expect("a gap has braces, a number and a default");
        numbers.push(number.parse::<usize>().expect("a number"));
        assert!(!default.is_empty() && !default.contains(['{', '$']), "{}", snippet.body);
    }
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>(), "{}", snippet.body);
    assert!(!snippet.plain().contains("${"), "{}", snippet.plain());
}

#[test]
fn the_children_of_onbuild_are_those_that_the_parser_takes() {
    let children: BTreeSet<Keyword> = onbuild_children().map(|info| info.keyword).collect();
    for info in instructions() {
        let plain = info.snippets.first().map(Snippet::plain).unwrap_or_default();
        let is_taken = errors(&format!("FROM scratch\nONBUILD {plain}\n")).is_empty();
        assert_eq!(children.contains(&info.keyword), is_taken, "{plain}");
    }
}
