//! The comments in heredocs that a program with `#` comments reads.
//!
//! What `COPY` and `ADD` write, and what `cat` or `tee` is fed, are somebody else's files: a comment in them says
//! nothing about the Dockerfile. Only ShellCheck's comments count in a script that is written there, for they are about
//! the script.

use dlint_shell::base_name;
use dlint_syntax::{Heredoc, Instruction, Keyword};
use dlint_text::{SourceFile, Span};

/// Programs that take a line for a comment that begins with `#`, without their versions.
const WITH_COMMENTS: [&str; 22] = [
    "ash",
    "awk",
    "bash",
    "busybox",
    "dash",
    "fish",
    "gawk",
    "julia",
    "ksh",
    "make",
    "mksh",
    "nu",
    "perl",
    "php",
    "powershell",
    "pwsh",
    "python",
    "r",
    "rscript",
    "ruby",
    "sh",
    "zsh",
];

/// Programs that start another one with the words behind them.
const WRAPPERS: [&str; 9] = ["sudo", "doas", "env", "exec", "command", "nice", "nohup", "time", "gosu"];

/// The comments in the heredocs of an instruction, from their `#` to the end of the line.
pub(crate) fn comments(instruction: &Instruction, source: &SourceFile) -> Vec<Span> {
    let trigger = instruction.as_onbuild().and_then(|onbuild| onbuild.trigger.as_deref());
    if trigger.unwrap_or(instruction).keyword != Keyword::Run {
        let mut comments: Vec<_> =
            instruction.heredocs.iter().flat_map(|heredoc| in_body(heredoc, source)).collect();
        comments.retain(|comment| {
            source.slice(*comment).trim_start_matches('#').trim_start().starts_with("shellcheck")
        });
        return comments;
    }
    let read = instruction.heredocs.iter().filter(|heredoc| has_comments(instruction, heredoc));
    read.flat_map(|heredoc| in_body(heredoc, source)).collect()
}

/// The comments in a body, but for those in heredocs of its own.
fn in_body(heredoc: &Heredoc, source: &SourceFile) -> Vec<Span> {
    let mut comments = Vec::new();
    let mut inner: Option<String> = None;
    let mut start = heredoc.body.span().start;
    for line in source.slice(heredoc.body.span()).split_inclusive('\n') {
        let text = line.trim();
        match &inner {
            Some(end) if text == end => inner = None,
            Some(_) => {}
            None if text.starts_with('#') => {
                let begin = start + (line.len() - line.trim_start().len()) as u32;
                comments.push(Span::new(begin, begin + text.len() as u32));
            }
            None => inner = opened(text),
        }
        start += line.len() as u32;
    }
    comments
}

/// The name of a heredoc that a line of a script opens.
fn opened(line: &str) -> Option<String> {
    let (before, behind) = line.split_once("<<")?;
    let name = behind.trim_start_matches('-').trim_start();
    let name = name.trim_start_matches(['"', '\'', '\\']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
    let name = name.get(..end)?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    (is_name && !before.ends_with('<')).then(|| name.to_owned())
}

fn has_comments(instruction: &Instruction, heredoc: &Heredoc) -> bool {
    let body: &str = &heredoc.body;
    if !body.contains('#') {
        return false;
    }
    if let Some(shebang) = body.trim_start_matches('\t').strip_prefix("#!") {
        let words = shebang.lines().next().unwrap_or_default().split_whitespace();
        return program(words).is_some_and(|(program, _)| is_known(program));
    }
    let trigger = instruction.as_onbuild().and_then(|onbuild| onbuild.trigger.as_deref());
    let Some(line) = trigger.unwrap_or(instruction).command_line() else { return false };
    let text: &str = &line.text;
    let offset = |at| line.text.text_offset(at).map(|offset| offset as usize);
    let Some(opener) = offset(heredoc.opener.start) else { return false };
    let before = text.get(..opener).unwrap_or_default();
    let command = before.rsplit(['|', ';', '&', '(', '{']).next().unwrap_or_default();
    if let Some((program, arguments)) = program(command.split_whitespace()) {
        return is_known(program) && reads_its_input(&arguments);
    }
    let opener = (heredoc.opener.end - heredoc.opener.start) as usize;
    let behind = text.get(before.len() + opener..).unwrap_or_default();
    let command = behind.split(['|', ';', '&', '>', '<']).next().unwrap_or_default();
    // Where no program is named, the shell reads it.
    program(command.split_whitespace())
        .is_none_or(|(program, arguments)| is_known(program) && reads_its_input(&arguments))
}

/// The program that words start, and the words behind it.
fn program<'w>(words: impl Iterator<Item = &'w str>) -> Option<(&'w str, Vec<&'w str>)> {
    let is_other =
        |word: &&str| WRAPPERS.contains(&base_name(word)) || word.contains('=') || word.starts_with('-');
    let mut words = words.skip_while(is_other);
    let program = base_name(words.next()?);
    Some((program, words.collect()))
}

fn is_known(program: &str) -> bool {
    let program = program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').to_ascii_lowercase();
    WITH_COMMENTS.contains(&program.as_str())
}

/// Whether a program with these words reads its script from its input: the first word that is no option would be a
/// file, and what is fed to it then is data.
fn reads_its_input(arguments: &[&str]) -> bool {
    let mut until = arguments.iter().take_while(|word| !matches!(**word, "-" | "-s"));
    until.all(|word| word.starts_with('-') && *word != "-c" && *word != "-e" || word.starts_with('>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let source = SourceFile::new("Dockerfile", format!("FROM a\n{text}"));
        let file = dlint_syntax::parse(&source);
        let last = file.instructions.last();
        let spans = last.map(|last| comments(last, &source)).unwrap_or_default();
        spans.into_iter().map(|span| source.slice(span).to_owned()).collect()
    }

    #[test]
    fn scripts_have_comments() {
        for line in [
            "RUN <<EOF",
            "RUN <<-EOF",
            "RUN --network=none <<EOF",
            "RUN bash <<EOF",
            "RUN <<EOF bash",
            "RUN set -e; sudo -E bash -eux <<EOF > log",
            "RUN A=1 python3.12 - x <<EOF",
            "RUN /usr/bin/perl <<EOF",
            "ONBUILD RUN <<EOF",
        ] {
            assert_eq!(found(&format!("{line}\nx\n\t # one\nEOF\n")), ["# one"], "{line}");
        }
        assert_eq!(found("RUN <<EOF\n#!/usr/bin/env ruby\n# one\nEOF\n"), ["#!/usr/bin/env ruby", "# one"]);
    }

    #[test]
    fn other_texts_have_none() {
        for line in [
            "RUN cat <<EOF > /etc/x",
            "RUN tee /etc/x <<EOF",
            "RUN <<EOF cat > /etc/x",
            "RUN bash && cat > x <<EOF",
            "RUN python3 main.py <<EOF",
            "RUN bash -c 'cat > x' <<EOF",
            "RUN psql <<EOF",
            "COPY <<EOF /etc/x",
            "ADD <<EOF /etc/x",
        ] {
            assert_eq!(found(&format!("{line}\nx\n# one\nEOF\n")), Vec::<String>::new(), "{line}");
        }
        assert!(found("RUN <<EOF\n#!/usr/bin/env node\n# one\nEOF\n").is_empty());
    }

    #[test]
    fn what_a_script_writes_has_none() {
        let text = "RUN <<EOF\n# one\ncat > x <<-'IN'\n# two\n\tIN\n# three\ncat <<< a\n# four\nEOF\n";
        assert_eq!(found(text), ["# one", "# three", "# four"]);
    }
}
