//! From a Dockerfile to the findings of all its bodies, each body as its builder hands it to a shell.

use dlint_shell::{Dialect, ExecWord, Script, Variables};
use dlint_syntax::{Arguments, CommandLine, File, Instruction};
use dlint_text::{MappedText, MappedTextBuilder, SourceFile, Span};

/// The code and the place of each finding.
pub(crate) fn findings(source: &str) -> Vec<(u16, Span)> {
    let file: File = dlint_syntax::parse(&SourceFile::new("Dockerfile", source));
    let mut variables = Variables::new();
    let mut dialect = Dialect::default();
    let mut found = Vec::new();
    for instruction in &file.instructions {
        let instruction = match instruction.as_onbuild().map(|onbuild| onbuild.trigger.as_deref()) {
            Some(Some(trigger)) => trigger,
            _ => instruction,
        };
        match &instruction.arguments {
            Arguments::Arg(definitions) => {
                for definition in definitions {
                    variables.declare(definition.name.as_str(), None);
                }
            }
            Arguments::Env(pairs) => {
                for pair in pairs {
                    variables.declare(pair.key.as_str(), Some(pair.value.trim_matches('"').to_owned()));
                }
            }
            Arguments::Shell(CommandLine { exec: Some(words), .. }) => {
                dialect = Dialect::from_words(words.iter().map(|word| word.value.as_str()));
            }
            Arguments::Run(line) | Arguments::Cmd(line) | Arguments::Entrypoint(line) => {
                found.extend(of_line(instruction, line, dialect, &variables));
            }
            Arguments::Healthcheck(check) => {
                if let Some(line) = &check.command {
                    found.extend(of_line(instruction, line, dialect, &variables));
                }
            }
            _ => {}
        }
    }
    found
}

fn of_line(
    instruction: &Instruction,
    line: &CommandLine,
    dialect: Dialect,
    variables: &Variables,
) -> Vec<(u16, Span)> {
    let script = if let Some(words) = &line.exec {
        let word = |word: &dlint_syntax::Word| ExecWord { value: word.value.clone(), span: word.span };
        Script::of_words(&words.iter().map(word).collect::<Vec<_>>(), variables)
    } else {
        let (text, dialect) = body(instruction, &line.text, dialect);
        Script::read(&text, dialect, variables)
    };
    script.findings().iter().map(|finding| (finding.code, finding.span)).collect()
}

/// The text that the shell gets, heredocs and all.
fn body(instruction: &Instruction, text: &MappedText, dialect: Dialect) -> (MappedText, Dialect) {
    let Some(first) = instruction.heredocs.first() else { return (text.clone(), dialect) };
    if text.span() == first.opener {
        return (first.body.clone(), Dialect::from_shebang(&first.body).unwrap_or(dialect));
    }
    let mut builder = MappedTextBuilder::new(text.span().start);
    builder.copy_part(text, 0..text.len());
    for heredoc in &instruction.heredocs {
        let body = &heredoc.body;
        builder.resolved("\n", Span::at(body.span().start));
        builder.copy_part(body, 0..body.len());
        builder.resolved(&heredoc.name, heredoc.terminator.unwrap_or(Span::at(body.span().end)));
    }
    (builder.finish(), dialect)
}
