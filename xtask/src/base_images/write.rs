//! The tables as Rust.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use anyhow::{Context, Result};

use super::images::{Fact, Image, Payload};
use super::patterns::compile;
use super::pool::Pool;
use super::releases::{Products, date_of};

/// The generated files: their names in the folder of the tables, and their texts.
pub(super) fn files(images: &[Image], products: &Products) -> Result<Vec<(&'static str, String)>> {
    let mut tables = Tables::new(Pool::new(texts(images, products)?)?);
    let rows: Vec<String> = images.iter().map(|image| tables.image(image)).collect::<Result<_>>()?;
    let eol = eol(products, &tables.pool)?;
    Ok(vec![
        ("texts.txt", tables.pool.texts().join("\n") + "\n"),
        ("conditions.rs", conditions(&tables)?),
        ("facts.rs", facts(&tables)?),
        ("images.rs", image_tables(images, &tables, &rows)?),
        ("eol.rs", eol),
        ("pools.rs", pools(&tables.pool)?),
    ])
}

/// Every text that is in one of the tables.
fn texts(images: &[Image], products: &Products) -> Result<BTreeSet<String>> {
    // The empty text is in use even where no image needs it.
    let mut texts = BTreeSet::from([String::new()]);
    for image in images {
        texts.insert(image.name.clone());
        texts.extend(image.aliases.iter().cloned());
        texts.extend([&image.product, &image.slim, &image.alpine].into_iter().flatten().cloned());
        if let Some(end) = &image.deprecated {
            texts.insert(end.note.clone());
            texts.extend(end.replacement.iter().cloned());
        }
        for layer in &image.layers {
            for pattern in layer.when.iter().chain(&layer.unless) {
                for part in compile(pattern)? {
                    texts.insert(part.after);
                    texts.extend(part.words);
                }
            }
            for fact in &layer.facts {
                match &fact.value {
                    Payload::Text(text) | Payload::MaybeText(Some(text)) => texts.extend([text.clone()]),
                    Payload::List(list) | Payload::MaybeList(Some(list)) => {
                        texts.extend(list.iter().cloned());
                    }
                    Payload::Nothing
                    | Payload::MaybeText(None)
                    | Payload::MaybeList(None)
                    | Payload::Rust(_) => {}
                }
            }
        }
    }
    for (name, releases) in &products.products {
        texts.insert(name.clone());
        for release in releases {
            texts.insert(release.name.clone());
            texts.extend(release.codename.iter().cloned());
        }
    }
    Ok(texts)
}

/// The rows of the tables that images point into.
struct Tables {
    pool: Pool,
    conditions: Vec<String>,
    condition_numbers: HashMap<String, usize>,
    parts: Vec<String>,
    facts: Vec<String>,
    fact_starts: HashMap<Vec<String>, usize>,
    layers: Vec<String>,
}

impl Tables {
    fn new(pool: Pool) -> Self {
        Self {
            pool,
            conditions: Vec::new(),
            condition_numbers: HashMap::new(),
            parts: Vec::new(),
            facts: Vec::new(),
            fact_starts: HashMap::new(),
            layers: Vec::new(),
        }
    }

    fn condition(&mut self, pattern: Option<&String>) -> Result<String> {
        let Some(pattern) = pattern else { return Ok("None".to_owned()) };
        let next = self.conditions.len();
        let number = *self.condition_numbers.entry(pattern.clone()).or_insert(next);
        if number == next {
            let start = self.parts.len();
            for part in compile(pattern)? {
                let (shape, words) = (part.shape, self.pool.list(&part.words)?);
                self.parts.push(format!(
                    "P {{ shape: S {{ head: Head::{:?}, run: Run::{:?}, tail: Tail::{:?} }}, words: {words}, after: {} }}",
                    shape.head,
                    shape.run,
                    shape.tail,
                    self.pool.text(&part.after)?
                ));
            }
            self.conditions.push(format!("R({start}, {})", self.parts.len() - start));
        }
        Ok(format!("Some(C({number}))"))
    }

    fn fact(&mut self, fact: &Fact) -> Result<String> {
        let value = match &fact.value {
            Payload::Nothing => return Ok(format!("F::{}", fact.name)),
            Payload::Text(text) => self.pool.text(text)?,
            Payload::List(list) => self.pool.list(list)?,
            Payload::MaybeText(text) => self.pool.maybe_text(text.as_deref())?,
            Payload::MaybeList(Some(list)) => format!("Some({})", self.pool.list(list)?),
            Payload::MaybeList(None) => "None".to_owned(),
            Payload::Rust(text) => text.clone(),
        };
        Ok(format!("F::{}({value})", fact.name))
    }

    /// Many layers say the same: each set of facts is there once.
    fn facts(&mut self, facts: &[Fact]) -> Result<String> {
        let rows: Vec<String> = facts.iter().map(|fact| self.fact(fact)).collect::<Result<_>>()?;
        let count = rows.len();
        let next = self.facts.len();
        let start = *self.fact_starts.entry(rows.clone()).or_insert(next);
        if start == next {
            self.facts.extend(rows);
        }
        Ok(format!("R({start}, {count})"))
    }

    fn image(&mut self, image: &Image) -> Result<String> {
        let start = self.layers.len();
        // A layer without facts says nothing.
        for layer in image.layers.iter().filter(|layer| !layer.facts.is_empty()) {
            let (when, unless) =
                (self.condition(layer.when.as_ref())?, self.condition(layer.unless.as_ref())?);
            let facts = self.facts(&layer.facts)?;
            self.layers.push(format!("layer({when}, {unless}, {facts})"));
        }
        let deprecated = match &image.deprecated {
            Some(end) => format!(
                "Some(Deprecation {{ since: {}, replacement: {}, note: {} }})",
                date_of(&end.since)?,
                self.pool.list(&end.replacement)?,
                self.pool.text(&end.note)?
            ),
            None => "None".to_owned(),
        };
        Ok(format!(
            "Image {{ name: {}, kind: Kind::{}, confidence: Confidence::{}, product: {}, deprecated: {deprecated}, \
             slim: {}, alpine: {}, layers: R({start}, {}) }}",
            self.pool.text(&image.name)?,
            image.kind,
            image.confidence,
            self.pool.maybe_text(image.product.as_deref())?,
            self.pool.maybe_text(image.slim.as_deref())?,
            self.pool.maybe_text(image.alpine.as_deref())?,
            self.layers.len() - start
        ))
    }
}

fn image_tables(images: &[Image], tables: &Tables, rows: &[String]) -> Result<String> {
    let mut text = header(
        "Images, their names, and the layers of what is said about them.",
        "use super::{Condition as C, Confidence, Date, Deprecation, Image, Kind, Layer, List as L, Rows as R, \
         Text as T, layer};",
    );
    let mut names: Vec<(&String, usize)> = Vec::new();
    for (index, image) in images.iter().enumerate() {
        names.extend(std::iter::once(&image.name).chain(&image.aliases).map(|name| (name, index)));
    }
    // Exact names are searched by halves; globs are tried in the order of the data.
    let (globs, mut names): (Vec<_>, Vec<_>) = names.into_iter().partition(|(name, _)| name.contains('*'));
    names.sort_unstable();
    for (table, list) in [("NAMES", names), ("GLOBS", globs)] {
        let items = list.iter().map(|(name, image)| Ok(format!("({}, {image})", tables.pool.text(name)?)));
        push_table(&mut text, OUTSIDE, table, "(T, u16)", &items.collect::<Result<Vec<_>>>()?)?;
    }
    push_table(&mut text, INSIDE, "IMAGES", "Image", rows)?;
    push_table(&mut text, INSIDE, "LAYERS", "Layer", &tables.layers)?;
    Ok(text)
}

fn conditions(tables: &Tables) -> Result<String> {
    let mut text = header(
        "What is asked of tags.",
        "use super::{List as L, Part as P, Rows as R, Shape as S, Text as T};\n\
         use crate::base_image::tag::{Head, Run, Tail};",
    );
    push_table(&mut text, INSIDE, "CONDITIONS", "R", &tables.conditions)?;
    push_table(&mut text, INSIDE, "PARTS", "P", &tables.parts)?;
    Ok(text)
}

fn facts(tables: &Tables) -> Result<String> {
    let mut text = header(
        "What is said about images.",
        "use super::{Fact as F, Family, Key, List as L, PackageManager, Text as T};",
    );
    push_table(&mut text, INSIDE, "FACTS", "F", &tables.facts)?;
    Ok(text)
}

fn pools(pool: &Pool) -> Result<String> {
    let mut text = header("Where the texts and lists end.", "use super::Text as T;");
    let ends = |lengths: Vec<usize>| {
        let ends = lengths.iter().scan(0, |end, length| {
            *end += length;
            Some(*end)
        });
        ends.collect::<Vec<usize>>()
    };
    // Each text but the first has a line feed before it.
    let lengths = pool.texts().iter().enumerate().map(|(at, text)| text.len() + usize::from(at > 0));
    let items: Vec<String> = ends(lengths.collect()).iter().map(usize::to_string).collect();
    push_table(&mut text, INSIDE, "TEXT_ENDS", "u32", &items)?;
    let lengths = pool.lists().iter().map(Vec::len);
    let items: Vec<String> = ends(lengths.collect()).iter().map(usize::to_string).collect();
    push_table(&mut text, INSIDE, "LIST_ENDS", "u16", &items)?;
    push_table(&mut text, INSIDE, "LIST_ITEMS", "T", &pool.lists().concat())?;
    Ok(text)
}

fn eol(products: &Products, pool: &Pool) -> Result<String> {
    let mut text = header(
        "Products, their releases, and when those end.",
        "use super::{Confidence, Date, End, Product, Release, Rows as R, Text as T};",
    );
    writeln!(text, "{OUTSIDE} const AS_OF: Date = {};\n", products.as_of)?;
    let (mut rows, mut items) = (Vec::new(), Vec::new());
    for (name, releases) in &products.products {
        rows.push(format!(
            "Product {{ name: {}, releases: R({}, {}) }}",
            pool.text(name)?,
            items.len(),
            releases.len()
        ));
        for release in releases {
            let extended = release.extended.as_ref().map(|end| format!("Some({end})"));
            items.push(format!(
                "Release {{ name: {}, codename: {}, released: {}, end: {}, extended: {}, confidence: Confidence::{} }}",
                pool.text(&release.name)?,
                pool.maybe_text(release.codename.as_deref())?,
                release.released,
                release.end,
                extended.as_deref().unwrap_or("None"),
                release.confidence
            ));
        }
    }
    push_table(&mut text, OUTSIDE, "PRODUCTS", "Product", &rows)?;
    push_table(&mut text, INSIDE, "RELEASES", "Release", &items)?;
    Ok(text)
}

/// For the module of the tables.
const INSIDE: &str = "pub(super)";

/// For the modules around it.
const OUTSIDE: &str = "pub(in super::super)";

fn header(what: &str, imports: &str) -> String {
    format!("//! {what} Generated by `cargo xtask generate` from `data/`; do not edit.\n\n{imports}\n")
}

/// A table, as many items a line as there is room for.
fn push_table(text: &mut String, visible: &str, name: &str, kind: &str, items: &[String]) -> Result<()> {
    u16::try_from(items.len()).with_context(|| format!("{name} has more rows than there are numbers"))?;
    write!(text, "\n{visible} static {name}: &[{kind}] = &[")?;
    let mut column = usize::MAX;
    for item in items {
        if column.saturating_add(item.len()) > 107 {
            text.push_str("\n   ");
            column = 3;
        }
        write!(text, " {item},")?;
        column += item.len() + 2;
    }
    text.push_str("\n];\n");
    Ok(())
}
