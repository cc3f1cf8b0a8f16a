//! From a logical line to an instruction: keyword, flags and typed arguments.

use std::collections::HashMap;
use std::ops::Range;

use dlint_text::{MappedText, Span};

use crate::arguments::{
    Arguments, ChainedOnbuild, CommandLine, Definition, Expose, From, Healthcheck, Onbuild, Pair, Source,
    Transfer, Word, Words,
};
use crate::error::SyntaxErrorKind as Kind;
use crate::flags;
use crate::image::ImageReference;
use crate::instruction::{Instruction, Keyword};
use crate::json::{self, JsonForm};
use crate::mount::Mount;
use crate::port::Port;
use crate::space::{cut, is_flag_space, is_list_space, list, split_first, trimmed};
use crate::words;
use crate::{Flag, heredoc};

/// Where the errors of the first phase go.
pub(crate) type Report<'a> = &'a mut dyn FnMut(Kind, Span);

/// A keyword with its flags, and where its arguments are.
struct Head {
    keyword: Range<usize>,
    flags: Vec<Flag>,
    arguments: Range<usize>,
}

impl Head {
    fn read(text: &MappedText, range: Range<usize>) -> Self {
        let (keyword, behind) = split_first(text, trimmed(text, range.clone()));
        let Some(behind) = behind else {
            return Self { arguments: keyword.end..keyword.end, keyword, flags: Vec::new() };
        };
        let end = behind.end;
        let (flags, arguments) = flags::read(text, behind);
        Self { keyword, flags, arguments: trimmed(text, arguments..end) }
    }
}

impl Instruction {
    /// Reads the instruction that a logical line holds. Its lines, comments and heredocs are for the caller.
    pub(crate) fn read(text: MappedText, escape: char, report: Report<'_>) -> Self {
        let range = 0..text.len();
        Self::read_part(text, range, escape, report)
    }

    /// Reads the instruction in a part of a logical line, and takes that part as its text.
    fn read_part(text: MappedText, range: Range<usize>, escape: char, report: Report<'_>) -> Self {
        let head = Head::read(&text, range);
        let keyword = Keyword::from_text(cut(&text, head.keyword.clone()));
        let arguments = if keyword == Keyword::Onbuild {
            Arguments::Onbuild(Onbuild::read(&text, head.arguments, escape, report))
        } else {
            let arguments = ArgumentReader { text: &text, range: head.arguments, escape, report };
            arguments.read(keyword, head.keyword.clone())
        };
        let mounts = match keyword {
            Keyword::Run => {
                head.flags.iter().filter(|flag| &*flag.name == "mount").filter_map(Mount::parse).collect()
            }
            _ => Vec::new(),
        };
        Self {
            keyword,
            keyword_text: text.part(head.keyword),
            span: text.source_span(trimmed(&text, 0..text.len())),
            flags: head.flags,
            mounts,
            arguments,
            heredocs: Vec::new(),
            first_line: 0,
            last_line: 0,
            comments: 0..0,
            text,
        }
    }

    /// Ties the sources of `ADD` and `COPY` to the heredocs they are.
    pub(crate) fn link_heredocs(&mut self) {
        let arguments = match &mut self.arguments {
            Arguments::Onbuild(Onbuild { trigger: Some(trigger), .. }) => &mut trigger.arguments,
            arguments => arguments,
        };
        if let Arguments::Add(transfer) | Arguments::Copy(transfer) = arguments
            && !self.heredocs.is_empty()
        {
            // Of two heredocs of one name, the builder takes the last for both.
            let numbered = self.heredocs.iter().enumerate();
            let by_name: HashMap<&str, usize> =
                numbered.map(|(index, heredoc)| (heredoc.name.as_str(), index)).collect();
            for source in &mut transfer.sources {
                let name = heredoc::opener(&source.word).map(|opener| opener.name);
                source.heredoc = name.and_then(|name| by_name.get(name.as_str()).copied());
            }
        }
    }
}

impl Onbuild {
    fn read(text: &MappedText, arguments: Range<usize>, escape: char, report: Report<'_>) -> Self {
        let mut onbuild = Self::default();
        let mut rest = arguments;
        while !rest.is_empty() {
            let head = Head::read(text, rest.clone());
            if Keyword::from_text(cut(text, head.keyword.clone())) != Keyword::Onbuild {
                let trigger = Instruction::read(text.part(rest), escape, report);
                onbuild.trigger = Some(Box::new(trigger));
                break;
            }
            let start = head.keyword.start as u32;
            onbuild.chained.push(ChainedOnbuild {
                keyword: text.part(head.keyword),
                flags: head.flags,
                start,
            });
            rest = head.arguments;
        }
        onbuild
    }
}

/// Reads the arguments in a part of a logical line.
struct ArgumentReader<'a> {
    text: &'a MappedText,
    /// Where the arguments are, without white space at their ends.
    range: Range<usize>,
    escape: char,
    report: Report<'a>,
}

impl ArgumentReader<'_> {
    fn read(mut self, keyword: Keyword, keyword_range: Range<usize>) -> Arguments {
        match keyword {
            Keyword::Add => Arguments::Add(self.transfer()),
            Keyword::Arg => Arguments::Arg(self.definitions()),
            Keyword::Cmd => Arguments::Cmd(self.command_line()),
            Keyword::Copy => Arguments::Copy(self.transfer()),
            Keyword::Entrypoint => Arguments::Entrypoint(self.command_line()),
            Keyword::Env => Arguments::Env(self.pairs("ENV", keyword_range)),
            Keyword::Expose => {
                let ports = self.list().into_iter().map(|word| Port::parse(word.value)).collect();
                Arguments::Expose(Expose { ports })
            }
            Keyword::From => Arguments::From(self.from()),
            Keyword::Healthcheck => Arguments::Healthcheck(self.healthcheck()),
            Keyword::Label => Arguments::Label(self.pairs("LABEL", keyword_range)),
            Keyword::Maintainer => Arguments::Maintainer(self.whole()),
            Keyword::Run => Arguments::Run(self.command_line()),
            Keyword::Shell => Arguments::Shell(self.command_line()),
            Keyword::Stopsignal => Arguments::Stopsignal(self.whole()),
            Keyword::User => Arguments::User(self.whole()),
            Keyword::Volume => Arguments::Volume(self.json_or_list()),
            Keyword::Workdir => Arguments::Workdir(self.whole()),
            Keyword::Onbuild | Keyword::Unknown => Arguments::Unknown(self.text.part(self.range.clone())),
        }
    }

    fn word(&self, range: Range<usize>) -> Word {
        Word::plain(self.text.part(range))
    }

    /// All of it as one word, blanks included.
    fn whole(&self) -> Option<Word> {
        (!self.range.is_empty()).then(|| self.word(self.range.clone()))
    }

    fn list(&self) -> Vec<Word> {
        list(self.text, self.range.clone()).into_iter().map(|word| self.word(word)).collect()
    }

    /// A JSON array of strings, if it is one. An array of anything else is an error, and counts as a text.
    fn json(&mut self) -> Option<Vec<Word>> {
        match json::read(self.text, self.range.clone()) {
            JsonForm::Strings(words) => Some(words),
            JsonForm::NotStrings => {
                (self.report)(Kind::JsonNotStrings, self.text.source_span(self.range.clone()));
                None
            }
            JsonForm::None => None,
        }
    }

    fn json_or_list(&mut self) -> Words {
        match self.json() {
            Some(words) => Words { words, json: true },
            None => Words { words: self.list(), json: false },
        }
    }

    fn command_line(&mut self) -> CommandLine {
        CommandLine { exec: self.json(), text: self.text.part(self.range.clone()) }
    }

    fn transfer(&mut self) -> Transfer {
        let Words { mut words, json } = self.json_or_list();
        let destination = if words.len() > 1 { words.pop() } else { None };
        let sources = words.into_iter().map(|word| Source { word, heredoc: None }).collect();
        Transfer { sources, destination, json }
    }

    fn from(&self) -> From {
        let mut words = self.list().into_iter();
        From {
            image: words.next().map(|word| ImageReference::parse(word.value)),
            as_keyword: words.next(),
            name: words.next(),
            extra: words.collect(),
        }
    }

    fn healthcheck(&mut self) -> Healthcheck {
        let text = self.text;
        let bytes = text.as_bytes();
        let range = self.range.clone();
        // Cut byte by byte, as flags are.
        let is_space = |at: &usize| bytes.get(*at).is_some_and(|byte| is_flag_space(*byte));
        let end = range.clone().find(is_space).unwrap_or(range.end);
        if range.start == end {
            return Healthcheck::default();
        }
        let next = (end..range.end).find(|at| !is_space(at)).unwrap_or(range.end);
        let kind = self.word(text.floor_char_boundary(range.start)..text.ceil_char_boundary(end));
        self.range = text.ceil_char_boundary(next)..range.end;
        Healthcheck { kind: Some(kind), command: (!self.range.is_empty()).then(|| self.command_line()) }
    }

    fn definitions(&self) -> Vec<Definition> {
        let definition = |word: Range<usize>| {
            let equals = cut(self.text, word.clone()).find('=').map(|at| word.start + at);
            Definition {
                name: self.text.part(word.start..equals.unwrap_or(word.end)),
                value: equals.map(|at| self.text.part(at + 1..word.end)),
                span: self.text.source_span(word),
            }
        };
        words::split(self.text, self.range.clone(), self.escape).into_iter().map(definition).collect()
    }

    /// The pairs of `ENV` and `LABEL`.
    fn pairs(&mut self, instruction: &'static str, keyword: Range<usize>) -> Vec<Pair> {
        let words = words::split(self.text, self.range.clone(), self.escape);
        let Some(first) = words.first() else { return Vec::new() };
        if !cut(self.text, first.clone()).contains('=') {
            let pair = self.old_pair();
            if pair.is_none() {
                (self.report)(Kind::MissingValue { instruction }, self.text.source_span(keyword));
            }
            return pair.into_iter().collect();
        }
        let mut pairs = Vec::with_capacity(words.len());
        let mut complained = false;
        for word in words {
            let text = cut(self.text, word.clone());
            if let Some(at) = text.find('=') {
                let at = word.start + at;
                pairs.push(self.pair(word.start..at, at + 1..word.end, true));
            } else if !complained {
                complained = true; // the builder stops at the first
                (self.report)(Kind::MissingEquals { word: text.to_owned() }, self.text.source_span(word));
            }
        }
        pairs
    }

    /// The old form: a key, white space, and the rest of the line as it is.
    fn old_pair(&self) -> Option<Pair> {
        let text = cut(self.text, self.range.clone());
        let key = text.bytes().position(is_list_space)?;
        let space = text.bytes().skip(key).take_while(|byte| is_list_space(*byte)).count();
        let start = self.range.start;
        Some(self.pair(start..start + key, start + key + space..self.range.end, false))
    }

    fn pair(&self, key: Range<usize>, value: Range<usize>, equals: bool) -> Pair {
        let span = self.text.source_span(key.start..value.end);
        Pair { key: self.text.part(key), value: self.text.part(value), equals, span }
    }
}
