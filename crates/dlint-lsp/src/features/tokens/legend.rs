//! What tokens are called: their types and modifiers, in the order in which they are counted.

use tower_lsp::lsp_types::{SemanticTokenModifier, SemanticTokenType, SemanticTokensLegend};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Kind {
    /// A comment, also one of a shell.
    Comment,
    /// An instruction, a word such as `AS`, a reserved word of a shell.
    Keyword,
    /// The name of a parser directive.
    Directive,
    /// A flag of an instruction, an option of a command.
    Flag,
    /// A key of a mount, a label.
    Key,
    /// A value that is one of a few: a tag, a digest, a type of mounts, a protocol, a signal.
    Choice,
    /// The name of an image.
    Image,
    /// The name of a stage.
    Stage,
    /// A variable.
    Variable,
    /// A path, a text, a quoted word.
    Text,
    /// A number: a port, a mode.
    Number,
    /// `=`, `&&`, `>`, `<<`.
    Operator,
    /// The name of a command, of a function.
    Command,
    /// The name of a heredoc, where it is opened and where it ends.
    Mark,
}

/// The types, in the order of [`Kind`].
pub(crate) const TYPES: [SemanticTokenType; 14] = [
    SemanticTokenType::COMMENT,
    SemanticTokenType::KEYWORD,
    SemanticTokenType::MACRO,
    SemanticTokenType::PARAMETER,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::ENUM_MEMBER,
    SemanticTokenType::NAMESPACE,
    SemanticTokenType::CLASS,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::STRING,
    SemanticTokenType::NUMBER,
    SemanticTokenType::OPERATOR,
    SemanticTokenType::FUNCTION,
    SemanticTokenType::DECORATOR,
];

/// The modifiers; each is a bit, the first one the lowest.
pub(crate) const MODIFIERS: [SemanticTokenModifier; 3] = [
    SemanticTokenModifier::DECLARATION,
    SemanticTokenModifier::READONLY,
    SemanticTokenModifier::new("reference"),
];

/// No modifier.
pub(super) const PLAIN: u32 = 0;
/// Where something gets its name.
pub(super) const DECLARATION: u32 = 1;
/// What never changes: a digest.
pub(super) const READONLY: u32 = 2;
/// Where a stage is named that stands elsewhere.
pub(super) const REFERENCE: u32 = 4;

/// The legend, as a client is told.
pub(crate) fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend { token_types: TYPES.to_vec(), token_modifiers: MODIFIERS.to_vec() }
}
