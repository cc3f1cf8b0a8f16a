//! Settings as they are said: a key, a value, and where it stands. What they come to is worked out elsewhere.

use std::fmt;
use std::path::PathBuf;

use crate::{Key, Origin, Placed};

/// A value that fits its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `true` or `false`.
    Flag(bool),
    /// A text.
    Text(String),
    /// A list of texts.
    List(Vec<Placed<String>>),
    /// A table, in the order in which it is written.
    Table(Vec<(Placed<String>, Self)>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The key.
    pub key: Key,
    /// The rule that it is told to, as it is written.
    pub rule: Option<String>,
    /// The value.
    pub value: Value,
    /// What a path in it comes to.
    pub path: Option<PathBuf>,
    /// Where it stands.
    pub origin: Origin,
}

/// The settings of a file, of an entry of `[[files]]`, or of the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    settings: Vec<Setting>,
}

impl Body {
    /// Adds a setting.
    pub fn push(&mut self, setting: Setting) {
        self.settings.push(setting);
    }

    /// Adds what the command line says, if it says anything.
    pub fn say(&mut self, option: &'static str, key: Key, value: Value) {
        let is_nothing = match &value {
            Value::List(list) => list.is_empty(),
            Value::Table(table) => table.is_empty(),
            Value::Flag(_) | Value::Text(_) => false,
        };
        if !is_nothing {
            let origin = Origin::CommandLine(option);
            self.push(Setting { key, rule: None, value, path: None, origin });
        }
    }

    /// Adds the path of a file or folder that the command line names.
    pub fn say_path(&mut self, option: &'static str, key: Key, text: &str, path: PathBuf) {
        let (origin, value) = (Origin::CommandLine(option), Value::Text(text.to_owned()));
        self.push(Setting { key, rule: None, value, path: Some(path), origin });
    }

    /// The settings, in order.
    pub fn settings(&self) -> &[Setting] {
        &self.settings
    }

    /// The settings of one key.
    pub(crate) fn of(&self, key: Key) -> impl DoubleEndedIterator<Item = &Setting> {
        self.settings.iter().filter(move |setting| setting.key == key)
    }
}

impl Value {
    /// A list of what the command line says.
    pub fn list(option: &'static str, texts: &[String]) -> Self {
        let texts = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        Self::List(texts.map(|text| Placed::new(text.to_owned(), Origin::CommandLine(option))).collect())
    }

    /// A table of what the command line says.
    pub fn table(option: &'static str, pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let entry = |(key, value)| (Placed::new(key, Origin::CommandLine(option)), Self::Text(value));
        Self::Table(pairs.into_iter().map(entry).collect())
    }

    /// Whether it is `true`.
    pub(crate) fn is_true(&self) -> bool {
        *self == Self::Flag(true)
    }

    /// The text, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The texts of a list; none if it is none.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &Placed<String>> {
        if let Self::List(list) = self { list.iter() } else { [].iter() }
    }

    /// The entries of a table; none if it is none.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &(Placed<String>, Self)> {
        if let Self::Table(table) = self { table.iter() } else { [].iter() }
    }

    /// The texts of a list.
    pub(crate) fn strings(&self) -> Vec<String> {
        self.texts().map(|text| text.value.clone()).collect()
    }
}

impl fmt::Display for Value {
    /// As TOML.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Text(text) => quoted(text, f),
            Self::List(list) => {
                f.write_str("[")?;
                for (index, text) in list.iter().enumerate() {
                    f.write_str(if index > 0 { ", " } else { "" })?;
                    quoted(&text.value, f)?;
                }
                f.write_str("]")
            }
            Self::Table(table) => {
                f.write_str("{")?;
                for (index, (key, value)) in table.iter().enumerate() {
                    f.write_str(if index > 0 { ", " } else { " " })?;
                    key_text(&key.value, f)?;
                    write!(f, " = {value}")?;
                }
                f.write_str(" }")
            }
        }
    }
}

/// A key as TOML has it, in quotes where it needs them.
pub(crate) fn key_text(key: &str, f: &mut impl fmt::Write) -> fmt::Result {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !key.is_empty() && key.chars().all(is_bare) { f.write_str(key) } else { quoted(key, f) }
}

fn quoted(text: &str, f: &mut impl fmt::Write) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            '\n' => f.write_str("\\n")?,
            '\t' => f.write_str("\\t")?,
            c if c.is_control() => write!(f, "\\u{:04X}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}
