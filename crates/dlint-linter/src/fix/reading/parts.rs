//! The parts of an instruction that stand for themselves, in the words that the builder makes of them.

use dlint_syntax::expand::Expander;
use dlint_syntax::{Arguments, CommandLine, Instruction, Words, lowercase};

/// An environment without variables: their names stay in the text.
const NO_VARIABLES: [(&str, &str); 0] = [];

/// The parts of an instruction: each variable, label and port; of any other, all that it says.
pub(super) fn parts(instruction: &Instruction, escape: char) -> Vec<Vec<String>> {
    let value = |text: &str| {
        let expansion = Expander::new(escape).keep_unset(true).expand(text, &NO_VARIABLES);
        expansion.result.map_or_else(|_| text.to_owned(), |expanded| expanded.text)
    };
    let mut parts: Vec<Vec<String>> = Vec::new();
    match &instruction.arguments {
        Arguments::Env(pairs) | Arguments::Label(pairs) => {
            parts.extend(pairs.iter().map(|pair| vec![value(&pair.key), value(&pair.value)]));
        }
        Arguments::Arg(definitions) => parts.extend(definitions.iter().map(|one| {
            let mut words = vec![value(&one.name)];
            words.extend(one.value.as_ref().map(|text| value(text)));
            words
        })),
        Arguments::Expose(expose) => {
            parts.extend(expose.ports.iter().map(|port| vec![lowercase(&port.word)]));
        }
        Arguments::Add(transfer) | Arguments::Copy(transfer) => {
            let sources = transfer.sources.iter().map(|source| match source.heredoc {
                Some(index) => {
                    instruction.heredocs.get(index).map(|one| one.body.to_string()).unwrap_or_default()
                }
                None => source.word.to_string(),
            });
            parts.push(sources.chain(transfer.destination.iter().map(|word| word.to_string())).collect());
        }
        Arguments::Cmd(line)
        | Arguments::Entrypoint(line)
        | Arguments::Shell(line)
        | Arguments::Run(line) => {
            parts.push(command_line(line, instruction));
        }
        Arguments::Healthcheck(check) => parts.push(match &check.command {
            Some(line) => command_line(line, instruction),
            None => instruction.text.split_whitespace().skip(1).map(str::to_owned).collect(),
        }),
        Arguments::Volume(Words { words, .. }) => {
            parts.extend(words.iter().map(|word| vec![word.to_string()]));
        }
        Arguments::Maintainer(word)
        | Arguments::Stopsignal(word)
        | Arguments::User(word)
        | Arguments::Workdir(word) => {
            parts.push(word.iter().map(|word| value(word)).collect());
        }
        Arguments::From(_) | Arguments::Onbuild(_) | Arguments::Unknown(_) => {
            let trigger = instruction.as_onbuild().filter(|onbuild| onbuild.chained.is_empty());
            let trigger = trigger.and_then(|onbuild| onbuild.trigger.as_deref());
            let mut words = vec![trigger.unwrap_or(instruction).after_keyword().trim().to_owned()];
            words.retain(|word| !word.is_empty());
            // In which case its keyword is written says nothing.
            if let Some(trigger) = trigger {
                words.insert(0, trigger.keyword_text.to_uppercase());
            }
            words.extend(instruction.heredocs.iter().map(|heredoc| heredoc.body.to_string()));
            parts.push(words);
        }
    }
    parts
}

fn command_line(line: &CommandLine, instruction: &Instruction) -> Vec<String> {
    let heredocs = instruction.heredocs.iter().map(|heredoc| heredoc.body.to_string());
    match &line.exec {
        Some(words) => {
            std::iter::once("exec".to_owned()).chain(words.iter().map(|word| word.to_string())).collect()
        }
        None => std::iter::once(line.text.trim().to_owned()).chain(heredocs).collect(),
    }
}
