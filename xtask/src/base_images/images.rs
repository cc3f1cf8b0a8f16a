//! `data/base-images.json`, read strictly: a key or a word that is not known is an error, not a silence.

use anyhow::{Context, Result, bail};
use dlint_model::base_image::{Family, PackageManager, Shell, Shells};
use serde_json::{Map, Value};

/// One entry.
#[derive(Debug)]
pub(super) struct Image {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) kind: &'static str,
    pub(super) confidence: &'static str,
    pub(super) product: Option<String>,
    pub(super) deprecated: Option<Deprecation>,
    pub(super) slim: Option<String>,
    pub(super) alpine: Option<String>,
    pub(super) layers: Vec<Layer>,
}

#[derive(Debug)]
pub(super) struct Deprecation {
    pub(super) since: String,
    pub(super) replacement: Vec<String>,
    pub(super) note: String,
}

/// Facts for the tags that match one expression, and not another.
#[derive(Debug, Default)]
pub(super) struct Layer {
    pub(super) when: Option<String>,
    pub(super) unless: Option<String>,
    pub(super) facts: Vec<Fact>,
}

/// A variant of the tables' `Fact`, and what is in it.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) value: Payload,
}

#[derive(Debug, Clone)]
pub(super) enum Payload {
    Nothing,
    Text(String),
    List(Vec<String>),
    MaybeText(Option<String>),
    MaybeList(Option<Vec<String>>),
    /// A Rust expression.
    Rust(String),
}

/// Keys of an entry that are not facts, or that only people need.
const NO_FACTS: [&str; 17] = [
    "aliases",
    "alpine_variant",
    "applies_to",
    "approx_compressed_mb",
    "confidence",
    "deprecated",
    "eol_key",
    "image",
    "image_is_glob",
    "kind",
    "known_tags",
    "onbuild_tags",
    "slim_variant",
    "sources",
    "tag_patterns",
    "unverified_tags",
    "verified_tags",
];

/// Keys of a tag pattern that are not facts.
const NO_PATTERN_FACTS: [&str; 5] = ["match", "not_match", "reset", "reset_keys", "verified_tags"];

pub(super) fn read(data: &Value) -> Result<Vec<Image>> {
    let entries = data.as_array().context("base-images.json is a list")?;
    entries
        .iter()
        .map(|entry| {
            let entry = entry.as_object().context("an entry is an object")?;
            image(entry).with_context(|| format!("the image {:?}", entry.get("image")))
        })
        .collect()
}

fn image(entry: &Map<String, Value>) -> Result<Image> {
    let name = text(entry.get("image").context("no name")?)?;
    let kind = match entry.get("kind").and_then(Value::as_str) {
        Some("official") => "Official",
        Some("vendor" | "vendor-corpus") => "Vendor",
        Some("manual") => "Manual",
        Some("reserved") => "Reserved",
        other => bail!("the kind {other:?}"),
    };
    let confidence = match entry.get("confidence").map(Value::as_str) {
        None => "High",
        Some(Some("medium")) => "Medium",
        other => bail!("the confidence {other:?}"),
    };
    if name.contains('*') != entry.contains_key("image_is_glob") {
        bail!("a glob that is none, or the other way round");
    }
    let mut layers = Vec::new();
    let mut top = Layer { facts: facts(entry, &NO_FACTS)?, ..Layer::default() };
    if let Some(tag) = entry.get("applies_to") {
        // Another tag's variables are those of "at least one tag": it may set them.
        let names = [entry.get("env_names"), entry.get("env_maybe")].into_iter().flatten();
        let names: Vec<String> = names.map(texts).collect::<Result<Vec<_>>>()?.concat();
        if !names.is_empty() {
            let maybe = Fact { name: "EnvMaybe", value: Payload::List(names) };
            layers.push(Layer { facts: vec![maybe], ..Layer::default() });
        }
        let tag = text(tag)?;
        if !tag.chars().all(char::is_alphanumeric) {
            bail!("the tag `{tag}` has to be escaped");
        }
        top.when = Some(format!("^{tag}$"));
    }
    layers.push(top);
    for pattern in entry.get("tag_patterns").and_then(Value::as_array).into_iter().flatten() {
        layers.push(layer(pattern.as_object().context("a pattern is an object")?)?);
    }
    Ok(Image {
        name,
        aliases: entry.get("aliases").map_or(Ok(Vec::new()), texts)?,
        kind,
        confidence,
        product: entry.get("eol_key").map(text).transpose()?,
        deprecated: entry.get("deprecated").filter(|value| !value.is_null()).map(deprecation).transpose()?,
        slim: entry.get("slim_variant").map(text).transpose()?,
        alpine: entry.get("alpine_variant").map(text).transpose()?,
        layers,
    })
}

fn deprecation(value: &Value) -> Result<Deprecation> {
    let get = |key: &str| value.get(key).with_context(|| format!("no `{key}`"));
    Ok(Deprecation {
        since: text(get("since")?)?,
        replacement: texts(get("replacement")?)?,
        note: text(get("note")?)?,
    })
}

fn layer(pattern: &Map<String, Value>) -> Result<Layer> {
    let mut first = Vec::new();
    if pattern.get("reset").is_some_and(|reset| *reset == Value::Bool(true)) {
        first.push(Fact { name: "Reset", value: Payload::Nothing });
    }
    for key in pattern.get("reset_keys").map_or(Ok(Vec::new()), texts)? {
        let key = match key.as_str() {
            "default_shells" => "DefaultShells",
            "entrypoint" => "Entrypoint",
            "env_names" => "EnvNames",
            "has" => "Has",
            "package_manager" => "PackageManager",
            other => bail!("`{other}` cannot be reset by itself"),
        };
        first.push(Fact { name: "Forget", value: Payload::Rust(format!("Key::{key}")) });
    }
    first.extend(facts(pattern, &NO_PATTERN_FACTS)?);
    Ok(Layer {
        when: pattern.get("match").map(text).transpose()?,
        unless: pattern.get("not_match").map(text).transpose()?,
        facts: first,
    })
}

fn facts(layer: &Map<String, Value>, other: &[&str]) -> Result<Vec<Fact>> {
    let mut facts = Vec::new();
    for (key, value) in layer {
        if !other.contains(&key.as_str()) {
            fact(key, value, &mut facts).with_context(|| format!("the key `{key}`"))?;
        }
    }
    Ok(facts)
}

fn fact(key: &str, value: &Value, facts: &mut Vec<Fact>) -> Result<()> {
    let mut add = |name: &'static str, value: Payload| {
        // What adds up need not be said when there is nothing to add.
        let adds_up = ["EnvNames", "EnvMaybe", "EnvValues", "Users", "Present", "Absent"].contains(&name);
        if !(adds_up && matches!(&value, Payload::List(list) if list.is_empty())) {
            facts.push(Fact { name, value });
        }
    };
    match key {
        "env_names" => add("EnvNames", Payload::List(texts(value)?)),
        "env_maybe" => add("EnvMaybe", Payload::List(texts(value)?)),
        "env_values" => {
            let values = value.as_object().context("no object")?;
            let values = values.iter().map(|(name, value)| Ok([name.clone(), text(value)?]));
            add("EnvValues", Payload::List(values.collect::<Result<Vec<_>>>()?.concat()));
        }
        "user" => add("User", Payload::MaybeText(maybe(value, text)?)),
        "users" => add("Users", Payload::List(users(value)?)),
        "workdir" => add("Workdir", Payload::MaybeText(maybe(value, text)?)),
        "shell" => add("Shell", Payload::MaybeList(maybe(value, texts)?)),
        "entrypoint" => add("Entrypoint", Payload::MaybeList(maybe(value, texts)?)),
        "cmd" => add("Cmd", Payload::MaybeList(maybe(value, texts)?)),
        "exposed_ports" => add("ExposedPorts", Payload::List(texts(value)?)),
        "volumes" => add("Volumes", Payload::List(texts(value)?)),
        "path_prepend" => add("PathPrepend", Payload::List(texts(value)?)),
        "path_append" => add("PathAppend", Payload::List(texts(value)?)),
        "package_manager" => {
            let manager = PackageManager::from_word(&text(value)?).context("not a package manager")?;
            add("PackageManager", Payload::Rust(format!("PackageManager::{manager:?}")));
        }
        "default_shells" => {
            let shells: Option<Shells> = texts(value)?.iter().map(|word| Shell::from_word(word)).collect();
            let shells = shells.context("not a shell")?;
            let bits = shells.iter().fold(0_u8, |bits, shell| bits | 1 << shell as u8);
            add("DefaultShells", Payload::Rust(bits.to_string()));
        }
        "has" => {
            for (key, value) in value.as_object().context("no object")? {
                match key.as_str() {
                    "present" => add("Present", Payload::List(texts(value)?)),
                    "absent" => add("Absent", Payload::List(texts(value)?)),
                    other => bail!("`{other}`"),
                }
            }
        }
        "os_family" => {
            let family = maybe(value, |value| Family::from_word(&text(value)?).context("not a family"))?;
            let family = family.map_or("None".to_owned(), |family| format!("Some(Family::{family:?})"));
            add("OsFamily", Payload::Rust(family));
        }
        "onbuild" => add("Onbuild", Payload::Rust(boolean(value)?.to_string())),
        "apt_docker_clean" => add("AptDockerClean", Payload::Rust(boolean(value)?.to_string())),
        "note" => add("Note", Payload::Text(text(value)?)),
        _ => bail!("it is not known"),
    }
    Ok(())
}

fn users(value: &Value) -> Result<Vec<String>> {
    let mut users = Vec::new();
    for user in value.as_array().context("no list")? {
        users.push(text(user.get("name").context("no name")?)?);
        users.push(user.get("uid").and_then(Value::as_u64).map_or(String::new(), |uid| uid.to_string()));
    }
    Ok(users)
}

fn maybe<T>(value: &Value, read: impl FnOnce(&Value) -> Result<T>) -> Result<Option<T>> {
    if value.is_null() { Ok(None) } else { read(value).map(Some) }
}

pub(super) fn text(value: &Value) -> Result<String> {
    value.as_str().map(str::to_owned).with_context(|| format!("{value} is no text"))
}

fn texts(value: &Value) -> Result<Vec<String>> {
    value.as_array().with_context(|| format!("{value} is no list"))?.iter().map(text).collect()
}

fn boolean(value: &Value) -> Result<bool> {
    value.as_bool().with_context(|| format!("{value} is neither true nor false"))
}
