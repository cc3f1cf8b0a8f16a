//! The JSON Schema of `dlint.toml`, for editors: made from the table of keys that the reader goes by.

use anyhow::Result;
use dlint_config::{Check, Info, Key, Kind, Section};
use serde_json::{Map, Value, json};

/// The text of the schema.
pub(crate) fn schema() -> Result<String> {
    let mut top = properties(|section| matches!(section, Section::Top | Section::Any));
    let mut entry = properties(|section| matches!(section, Section::Any | Section::Files));
    for section in [&mut top, &mut entry] {
        section.insert("rules".to_owned(), json!({ "$ref": "#/definitions/rules" }));
    }
    top.insert(
        "files".to_owned(),
        json!({
            "description": "What holds for some files only. Of two entries that are about one file, the last one counts.",
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": false,
                "required": [Key::Match.name()],
                "properties": entry,
            },
        }),
    );
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": concat!(env!("CARGO_PKG_REPOSITORY"), "/raw/main/crates/dlint-config/schema/dlint.schema.json"),
        "title": "dlint.toml",
        "description": concat!(
            "The configuration of dlint, the Dockerfile linter: ",
            env!("CARGO_PKG_REPOSITORY"), "/blob/main/docs/configuration.md"
        ),
        "type": "object",
        "additionalProperties": false,
        "properties": top,
        "definitions": { "rules": rules() },
    });
    Ok(serde_json::to_string_pretty(&schema)? + "\n")
}

/// The keys of some sections.
fn properties(is_meant: impl Fn(Section) -> bool) -> Map<String, Value> {
    let keys = Key::ALL.into_iter().map(Key::info).filter(|info| is_meant(info.section));
    keys.map(|info| (info.name.to_owned(), property(info))).collect()
}

fn property(info: Info) -> Value {
    let mut value = of_kind(info.kind);
    if let Some(object) = value.as_object_mut() {
        object.insert("description".to_owned(), json!(format!("{}.", info.about)));
        // Every default is a flag or a text, which TOML and JSON write alike.
        if let Ok(default) = serde_json::from_str::<Value>(info.default) {
            object.insert("default".to_owned(), default);
        }
    }
    value
}

/// What rules can be told, by every code and name that they go by.
fn rules() -> Value {
    let rules = dlint::rules();
    let mut tables = Map::new();
    for rule in rules.rules() {
        let told = |section| matches!(section, Section::Rule(names) if names.contains(&rule.meta.name));
        let options = properties(told);
        if options.is_empty() {
            continue;
        }
        let table = json!({ "type": "object", "additionalProperties": false, "properties": options });
        for variant in rule.meta.variants() {
            for name in [rule.meta.name, variant.code].iter().chain(variant.aliases) {
                tables.insert((*name).to_owned(), table.clone());
            }
        }
    }
    json!({
        "description": "What single rules are told.",
        "type": "object",
        "properties": tables,
        // The other rules cannot be told anything.
        "additionalProperties": { "type": "object", "maxProperties": 0 },
    })
}

fn of_kind(kind: Kind) -> Value {
    match kind {
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Word(words) => json!({ "enum": words }),
        Kind::Text(check) => of_text(check),
        Kind::List(check) => json!({ "type": "array", "items": of_text(check) }),
        Kind::OneOrList(check) => {
            json!({ "anyOf": [of_text(check), { "type": "array", "items": of_text(check) }] })
        }
        Kind::FlagOrList(check) => {
            json!({ "anyOf": [{ "type": "boolean" }, { "type": "array", "items": of_text(check) }] })
        }
        Kind::Table(_, values) => json!({ "type": "object", "additionalProperties": of_kind(*values) }),
    }
}

fn of_text(check: Check) -> Value {
    match check {
        Check::Any => json!({ "type": "string" }),
        Check::Frontend => json!({ "type": "string", "pattern": "^[0-9]+(\\.[0-9]+){0,2}(-labs)?$" }),
        Check::Name
        | Check::Selector
        | Check::Pattern
        | Check::Stage
        | Check::Path
        | Check::Folder
        | Check::Requirement => json!({ "type": "string", "minLength": 1 }),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn read(path: &str) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
        std::fs::read_to_string(root.join(path)).expect("a file of the repository")
    }

    fn accepts(config: &str) -> bool {
        let schema: Value = serde_json::from_str(&schema().expect("a schema")).expect("JSON");
        let validator = jsonschema::validator_for(&schema).expect("a schema that is one");
        let value: Value = toml::from_str(config).expect("TOML");
        validator.is_valid(&value)
    }

    #[test]
    fn the_committed_schema_is_up_to_date() {
        let committed = read("crates/dlint-config/schema/dlint.schema.json");
        assert!(committed == schema().expect("a schema"), "run `cargo xtask generate`");
    }

    #[test]
    fn the_schema_accepts_what_is_documented() {
        let page = read("docs/configuration.md");
        let blocks: Vec<&str> =
            page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        assert!(blocks.len() > 20, "{}", blocks.len());
        for block in blocks {
            assert!(accepts(block), "{block}");
        }
    }

    #[test]
    fn the_schema_accepts_the_file_that_init_writes_with_everything_switched_on() {
        let template = dlint_config::template("docs");
        assert!(accepts(&template));
        let on: Vec<&str> = template
            .lines()
            .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line))
            .collect();
        assert!(accepts(&on.join("\n")), "{}", on.join("\n"));
    }

    #[test]
    fn the_schema_refuses_what_the_reader_refuses() {
        for config in [
            "selct = []",
            "select = 'DL3007'",
            "select = [3007]",
            "select = ['']",
            "preview = 'true'",
            "fail-on = 'eror'",
            "frontend = 1.7",
            "frontend = 'latest'",
            "severity = { DL3007 = 'off' }",
            "match = 'a'",
            "[[files]]\nselect = []",
            "[[files]]\nmatch = 'a'\nexclude = []",
            "[rules.DL3007]\nx = 1",
            "[rules.DL3026]\nregistries = []",
            "[rules.DL3049]\nlabel-schema = { a = 'colour' }",
            "[build-args]\nA = 1",
            "builder = 'make'",
            "image-kind = 'service'",
        ] {
            assert!(!accepts(config), "{config}");
        }
    }
}
