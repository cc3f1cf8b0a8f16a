//! What the parser saw, with the field names of `BuildKit`'s own parser, so that the two can be compared.

use dlint_syntax::{
    Arguments, Comment, Directive, File, Flag, Heredoc, Instruction, LineKind, SyntaxError, Word, lowercase,
};
use dlint_text::{MappedText, SourceFile};
use serde::Serialize;

/// How deep a chain of `ONBUILD`s is shown. The builder refuses the second one already.
const SHOWN_CHAIN: usize = 32;

/// A parsed file as `dlint debug tree --format json` shows it.
#[derive(Debug, Serialize)]
pub struct Tree {
    escape: String,
    directives: Vec<DirectiveNode>,
    parse_error: Option<ErrorNode>,
    typed_error: Option<ErrorNode>,
    warnings: Vec<WarningNode>,
    instructions: Vec<InstructionNode>,
}

#[derive(Debug, Serialize)]
struct DirectiveNode {
    name: String,
    value: String,
    line: u32,
}

#[derive(Debug, Serialize)]
struct ErrorNode {
    message: String,
    line: u32,
    /// A stable word for the kind of error; the message may be reworded.
    class: &'static str,
}

#[derive(Debug, Serialize)]
struct WarningNode {
    line: u32,
    short: String,
}

#[derive(Debug, Serialize)]
struct InstructionNode {
    start_line: u32,
    end_line: u32,
    value: String,
    value_raw: String,
    flags: Vec<String>,
    original: String,
    args: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    child: Option<Box<InstructionNode>>,
    attributes: Attributes,
    heredocs: Vec<HeredocNode>,
    prev_comment: Vec<String>,
}

#[derive(Debug, Default, Serialize)]
struct Attributes {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    json: bool,
}

#[derive(Debug, Serialize)]
struct HeredocNode {
    name: String,
    fd: u64,
    expand: bool,
    chomp: bool,
    content: String,
}

impl Tree {
    /// The tree of a parsed file.
    pub fn new(source: &SourceFile, file: &File) -> Self {
        let error = |phase| file.errors.iter().find(|error| error.kind.phase() == phase).map(ErrorNode::new);
        let parse_error = error(dlint_syntax::Phase::Lines);
        // `BuildKit` looks at what instructions say only where it could read all of them.
        let typed_error = if parse_error.is_none() { error(dlint_syntax::Phase::Instructions) } else { None };
        Self {
            escape: file.escape.to_string(),
            directives: file
                .directives
                .iter()
                .map(|directive| DirectiveNode::new(source, directive))
                .collect(),
            parse_error,
            typed_error,
            warnings: file.instructions.iter().filter_map(|each| WarningNode::new(file, each)).collect(),
            instructions: file
                .instructions
                .iter()
                .map(|each| InstructionNode::new(source, file, each))
                .collect(),
        }
    }
}

impl DirectiveNode {
    fn new(source: &SourceFile, directive: &Directive) -> Self {
        Self {
            name: directive.kind.as_str().to_owned(),
            value: source.slice(directive.value).to_owned(),
            line: directive.line,
        }
    }
}

impl ErrorNode {
    fn new(error: &SyntaxError) -> Self {
        Self { message: error.kind.to_string(), line: error.line, class: error.kind.class() }
    }
}

impl WarningNode {
    /// The one warning that `BuildKit`'s parser gives: a blank line was dropped. It names the instruction's last line.
    fn new(file: &File, instruction: &Instruction) -> Option<Self> {
        let lines = file.lines_of(instruction);
        let dropped = lines.iter().any(|line| matches!(line.kind, LineKind::DroppedBlank(_)));
        let heredoc = lines
            .iter()
            .filter(|line| matches!(line.kind, LineKind::HeredocBody(_) | LineKind::HeredocEnd(_)));
        dropped.then(|| Self {
            line: instruction.last_line - heredoc.count() as u32,
            short: "empty line in a continued instruction".to_owned(),
        })
    }
}

impl InstructionNode {
    fn new(source: &SourceFile, file: &File, instruction: &Instruction) -> Self {
        Self {
            start_line: instruction.first_line,
            end_line: instruction.last_line,
            heredocs: instruction.heredocs.iter().map(HeredocNode::new).collect(),
            prev_comment: previous_comments(source, file.comments_before(instruction)),
            ..Self::inner(instruction)
        }
    }

    /// All that an instruction inside of an `ONBUILD` has, too.
    fn inner(instruction: &Instruction) -> Self {
        Self {
            start_line: 0,
            end_line: 0,
            value: lowercase(&instruction.keyword_text),
            value_raw: instruction.keyword_text.to_string(),
            flags: flags(&instruction.flags),
            original: instruction.text.to_string(),
            args: arguments(&instruction.arguments),
            child: child(instruction),
            attributes: Attributes { json: instruction.is_json() },
            heredocs: Vec::new(),
            prev_comment: Vec::new(),
        }
    }
}

impl HeredocNode {
    fn new(heredoc: &Heredoc) -> Self {
        Self {
            name: heredoc.name.clone(),
            fd: heredoc.descriptor,
            expand: heredoc.expand,
            chomp: heredoc.strip_tabs,
            content: heredoc.body.to_string(),
        }
    }
}

fn flags(flags: &[Flag]) -> Vec<String> {
    flags.iter().map(|flag| flag.text.to_string()).collect()
}

/// The comments as `BuildKit` keeps them: an indented one with its `#`, for only the first byte is cut off.
fn previous_comments(source: &SourceFile, comments: &[Comment]) -> Vec<String> {
    let text = |comment: &Comment| {
        let text = source.slice(comment.span);
        if comment.indented { text } else { text.strip_prefix('#').unwrap_or(text) }.trim().to_owned()
    };
    comments.iter().map(text).collect()
}

/// The instruction inside of an `ONBUILD`, with the chain of `ONBUILD`s before it.
fn child(instruction: &Instruction) -> Option<Box<InstructionNode>> {
    let onbuild = instruction.as_onbuild()?;
    let mut child = onbuild.trigger.as_deref().map(|trigger| Box::new(InstructionNode::inner(trigger)));
    for chained in onbuild.chained.iter().take(SHOWN_CHAIN).rev() {
        let original = instruction.text.get(chained.start as usize..).unwrap_or_default().trim();
        child = Some(Box::new(InstructionNode {
            value: lowercase(&chained.keyword),
            value_raw: chained.keyword.to_string(),
            flags: flags(&chained.flags),
            original: original.to_owned(),
            args: Vec::new(),
            child,
            start_line: 0,
            end_line: 0,
            attributes: Attributes::default(),
            heredocs: Vec::new(),
            prev_comment: Vec::new(),
        }));
    }
    child
}

/// The arguments as the list that `BuildKit` makes of them.
fn arguments(arguments: &Arguments) -> Vec<String> {
    let words = |words: &[Word]| words.iter().map(|word| word.to_string()).collect::<Vec<_>>();
    let one = |word: &Option<Word>| word.iter().map(|word| word.to_string()).collect();
    let command = |line: &dlint_syntax::CommandLine| match &line.exec {
        Some(exec) => words(exec),
        None if line.text.is_empty() => Vec::new(),
        None => vec![line.text.to_string()],
    };
    match arguments {
        Arguments::Add(transfer) | Arguments::Copy(transfer) => {
            let sources = transfer.sources.iter().map(|source| &source.word);
            sources.chain(&transfer.destination).map(|word| word.to_string()).collect()
        }
        Arguments::Arg(definitions) => definitions
            .iter()
            .map(|definition| match &definition.value {
                Some(value) => format!("{}={}", definition.name.as_str(), value.as_str()),
                None => definition.name.to_string(),
            })
            .collect(),
        Arguments::Cmd(line)
        | Arguments::Entrypoint(line)
        | Arguments::Run(line)
        | Arguments::Shell(line) => command(line),
        Arguments::Env(pairs) | Arguments::Label(pairs) => {
            let separator = |equals: bool| if equals { "=" } else { "" };
            let three = |pair: &dlint_syntax::Pair| {
                [&pair.key, &pair.value]
                    .map(MappedText::to_string)
                    .into_iter()
                    .chain([separator(pair.equals).into()])
            };
            pairs.iter().flat_map(three).collect()
        }
        Arguments::Expose(expose) => expose.ports.iter().map(|port| port.word.to_string()).collect(),
        Arguments::From(from) => {
            let image = from.image.iter().map(|image| &image.word);
            image
                .chain(&from.as_keyword)
                .chain(&from.name)
                .chain(&from.extra)
                .map(|word| word.to_string())
                .collect()
        }
        Arguments::Healthcheck(health) => {
            let mut list: Vec<String> = one(&health.kind);
            list.extend(health.command.iter().flat_map(command));
            list
        }
        Arguments::Maintainer(word)
        | Arguments::Stopsignal(word)
        | Arguments::User(word)
        | Arguments::Workdir(word) => one(word),
        Arguments::Onbuild(_) => Vec::new(),
        Arguments::Volume(volumes) => words(&volumes.words),
        // `BuildKit` drops the arguments of an instruction that it does not know.
        Arguments::Unknown(_) => vec![String::new()],
    }
}
