//! The shape of the generated tables, and how to read them.
//!
//! Texts and lists are numbers into pools: no pointers, so that a program loads without touching the tables, and
//! each text is there once. `cargo xtask generate` writes what is in `tables/` from the files in `data/`.

use super::eol::{Date, End};
use super::kinds::{Confidence, Family, Kind, PackageManager};
use super::tag::Shape;

#[rustfmt::skip]
mod conditions;
#[rustfmt::skip]
mod eol;
#[rustfmt::skip]
mod facts;
#[rustfmt::skip]
mod images;
#[rustfmt::skip]
mod pools;

pub(super) use eol::{AS_OF, PRODUCTS};
pub(super) use images::{GLOBS, NAMES};

/// Every text of the tables, one a line, sorted.
const TEXTS: &str = include_str!("tables/texts.txt");

/// A text: its line in [`TEXTS`]. Texts compare as their numbers do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text(pub(super) u16);

impl Text {
    pub(super) fn get(self) -> &'static str {
        let index = usize::from(self.0);
        let start = index.checked_sub(1).and_then(|before| pools::TEXT_ENDS.get(before)).copied();
        let end = pools::TEXT_ENDS.get(index).copied().unwrap_or_default();
        // The line feed behind the text before is not part of either.
        let start = start.map_or(0, |end| end as usize + 1);
        TEXTS.get(start..end as usize).unwrap_or_default()
    }
}

/// A list of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct List(pub(super) u16);

impl List {
    pub(super) fn items(self) -> &'static [Text] {
        let index = usize::from(self.0);
        let start = index.checked_sub(1).and_then(|before| pools::LIST_ENDS.get(before));
        let start = start.copied().unwrap_or_default();
        let end = pools::LIST_ENDS.get(index).copied().unwrap_or_default();
        pools::LIST_ITEMS.get(usize::from(start)..usize::from(end)).unwrap_or_default()
    }

    pub(super) fn texts(self) -> impl Iterator<Item = &'static str> {
        self.items().iter().map(|text| text.get())
    }

    pub(super) fn to_vec(self) -> Vec<&'static str> {
        self.texts().collect()
    }
}

/// A part of another table: the first row, and how many there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows(pub(super) u16, pub(super) u16);

impl Rows {
    pub(super) fn of<T>(self, table: &[T]) -> &[T] {
        let start = usize::from(self.0);
        table.get(start..start + usize::from(self.1)).unwrap_or_default()
    }
}

/// An image with all that is said about it.
#[derive(Debug)]
pub(super) struct Image {
    pub(super) name: Text,
    pub(super) kind: Kind,
    pub(super) confidence: Confidence,
    /// The product whose releases the tags are named after.
    pub(super) product: Option<Text>,
    pub(super) deprecated: Option<Deprecation>,
    pub(super) slim: Option<Text>,
    pub(super) alpine: Option<Text>,
    layers: Rows,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Deprecation {
    pub(super) since: Date,
    pub(super) replacement: List,
    pub(super) note: Text,
}

impl Image {
    pub(super) fn at(index: u16) -> Option<&'static Self> {
        images::IMAGES.get(usize::from(index))
    }

    /// Everything said about images of this tag, in order.
    pub(super) fn facts(&self, tag: &str) -> impl Iterator<Item = &'static Fact> {
        let layers = self.layers.of(images::LAYERS).iter();
        layers.filter(move |layer| layer.applies(tag)).flat_map(|layer| layer.facts.of(facts::FACTS))
    }
}

/// Facts that hold for some tags.
#[derive(Debug)]
struct Layer {
    when: Option<Condition>,
    unless: Option<Condition>,
    facts: Rows,
}

/// A layer, in as few letters as the tables can do with.
const fn layer(when: Option<Condition>, unless: Option<Condition>, facts: Rows) -> Layer {
    Layer { when, unless, facts }
}

impl Layer {
    fn applies(&self, tag: &str) -> bool {
        self.when.is_none_or(|test| test.matches(tag)) && !self.unless.is_some_and(|test| test.matches(tag))
    }
}

/// A question about a tag.
#[derive(Debug, Clone, Copy)]
struct Condition(u16);

impl Condition {
    fn matches(self, tag: &str) -> bool {
        let rows = conditions::CONDITIONS.get(usize::from(self.0)).copied().unwrap_or(Rows(0, 0));
        rows.of(conditions::PARTS)
            .iter()
            .any(|part| part.words.texts().any(|word| part.shape.accepts(tag, word, part.after.get())))
    }
}

/// One of the ways to answer yes: one of the words, in the shape.
#[derive(Debug)]
struct Part {
    shape: Shape,
    words: List,
    after: Text,
}

/// One thing that is said about an image. `None` where it is known not to be set.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fact {
    /// What was said before is for other tags.
    Reset,
    /// What was said before about this is for other tags.
    Forget(Key),
    EnvNames(List),
    EnvMaybe(List),
    /// Name, value, name, value, …
    EnvValues(List),
    User(Option<Text>),
    /// Name, number, name, number, …; an empty text where the number is not known.
    Users(List),
    Workdir(Option<Text>),
    Shell(Option<List>),
    Entrypoint(Option<List>),
    Cmd(Option<List>),
    ExposedPorts(List),
    Volumes(List),
    PathPrepend(List),
    PathAppend(List),
    PackageManager(PackageManager),
    /// The bits of a [`Shells`](super::Shells).
    DefaultShells(u8),
    Present(List),
    Absent(List),
    OsFamily(Option<Family>),
    Onbuild(bool),
    AptDockerClean(bool),
    Note(Text),
}

/// What can be forgotten by itself.
#[derive(Debug, Clone, Copy)]
pub(super) enum Key {
    DefaultShells,
    Entrypoint,
    EnvNames,
    Has,
    PackageManager,
}

/// A product whose releases have an end.
#[derive(Debug)]
pub(super) struct Product {
    pub(super) name: Text,
    releases: Rows,
}

impl Product {
    pub(super) fn releases(&self) -> &'static [Release] {
        self.releases.of(eol::RELEASES)
    }
}

#[derive(Debug)]
pub(super) struct Release {
    pub(super) name: Text,
    pub(super) codename: Option<Text>,
    pub(super) released: Date,
    pub(super) end: End,
    pub(super) extended: Option<End>,
    pub(super) confidence: Confidence,
}
