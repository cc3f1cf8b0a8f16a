//! A plain reading of the data: JSON and regular expressions, in the words of `data/README.md`, and slow.
//!
//! It shares nothing with the tables but the data, so that a mistake in either shows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dlint_model::base_image::{Confidence, Facts, Setting, Shell};
use regex::Regex;
use serde_json::{Map, Value, json};

/// The data with its patterns compiled.
pub(super) struct Reference {
    pub(super) entries: Vec<Map<String, Value>>,
    regexes: HashMap<String, Regex>,
    architecture: Regex,
    /// The names of each entry, those with a `*` with a regular expression.
    names: Vec<Vec<(String, Option<Regex>)>>,
}

const MIRRORS: [&str; 5] = [
    "docker.io/",
    "index.docker.io/",
    "public.ecr.aws/docker/library/",
    "mirror.gcr.io/library/",
    "mcr.microsoft.com/mirror/docker/library/",
];

const ARCHITECTURES: &str =
    "^(amd64|arm32v[567]|arm64v8|i386|loong64|mips64le|ppc64le|riscv64|s390x|winamd64)/([^/]+)$";

impl Reference {
    pub(super) fn new(data: &Value) -> Self {
        let entries: Vec<_> =
            data.as_array().unwrap().iter().map(|entry| entry.as_object().unwrap().clone()).collect();
        let mut regexes = HashMap::new();
        for pattern in entries.iter().flat_map(|entry| entry["tag_patterns"].as_array().unwrap()) {
            for key in ["match", "not_match"] {
                if let Some(text) = pattern.get(key).and_then(Value::as_str) {
                    regexes.entry(text.to_owned()).or_insert_with(|| Regex::new(text).unwrap());
                }
            }
        }
        let architecture = Regex::new(ARCHITECTURES).unwrap();
        let names = entries.iter().map(names).collect();
        Self { entries, regexes, architecture, names }
    }

    pub(super) fn patterns(&self) -> impl Iterator<Item = (&str, &Regex)> {
        self.regexes.iter().map(|(text, regex)| (text.as_str(), regex))
    }

    pub(super) fn entry(&self, name: &str) -> Option<&Map<String, Value>> {
        let mut name = name.to_owned();
        for mirror in MIRRORS {
            if let Some(rest) = name.strip_prefix(mirror) {
                name = rest.to_owned();
                break;
            }
        }
        name = name.strip_prefix("library/").unwrap_or(&name).to_owned();
        name = self.architecture.replace(&name, "$2").into_owned();
        let entries = || self.entries.iter().zip(&self.names);
        let exact = entries().find(|(_, names)| names.iter().any(|(known, _)| *known == name));
        let fits = |glob: &Option<Regex>| glob.as_ref().is_some_and(|glob| glob.is_match(&name));
        let found = exact.or_else(|| entries().find(|(_, names)| names.iter().any(|(_, glob)| fits(glob))));
        found.map(|(entry, _)| entry)
    }

    /// What the data says of an image, as JSON.
    pub(super) fn lookup(&self, name: &str, tag: Option<&str>) -> Option<Value> {
        let entry = self.entry(name)?;
        Some(self.facts(entry, tag.unwrap_or("latest")))
    }

    pub(super) fn facts(&self, entry: &Map<String, Value>, tag: &str) -> Value {
        let mut state = State::default();
        if entry.get("applies_to").is_none_or(|only| only == tag) {
            state.add(entry);
        } else {
            state.union("env_maybe", &entry["env_names"]);
            state.union("env_maybe", &entry["env_maybe"]);
        }
        for pattern in entry["tag_patterns"].as_array().unwrap() {
            let is =
                |key: &str| pattern.get(key).map(|text| self.regexes[text.as_str().unwrap()].is_match(tag));
            if is("match") != Some(false) && is("not_match") != Some(true) {
                state.add(pattern.as_object().unwrap());
            }
        }
        state.finish(entry)
    }
}

/// The name and the aliases of an entry.
fn names(entry: &Map<String, Value>) -> Vec<(String, Option<Regex>)> {
    let aliases = entry.get("aliases").and_then(Value::as_array).into_iter().flatten();
    let names = [&entry["image"]].into_iter().chain(aliases).map(|name| name.as_str().unwrap());
    names
        .map(|name| {
            let glob = format!("^{}$", regex::escape(name).replace("\\*", "[^/]*"));
            let is_glob = entry.get("image_is_glob").is_some();
            (name.to_owned(), is_glob.then(|| Regex::new(&glob).unwrap()))
        })
        .collect()
}

const UNION: [&str; 4] = ["env_names", "env_maybe", "present", "absent"];

const OVERWRITTEN: [&str; 14] = [
    "apt_docker_clean",
    "cmd",
    "default_shells",
    "entrypoint",
    "exposed_ports",
    "note",
    "onbuild",
    "os_family",
    "package_manager",
    "path_append",
    "path_prepend",
    "shell",
    "user",
    "volumes",
];

#[derive(Default)]
struct State {
    unions: BTreeMap<&'static str, BTreeSet<String>>,
    users: BTreeSet<(String, Option<u64>)>,
    values: BTreeMap<String, String>,
    rest: BTreeMap<&'static str, Value>,
}

impl State {
    fn union(&mut self, key: &'static str, list: &Value) {
        let list = list.as_array().unwrap().iter().map(|item| item.as_str().unwrap().to_owned());
        self.unions.entry(key).or_default().extend(list);
    }

    fn add(&mut self, layer: &Map<String, Value>) {
        if layer.get("reset").is_some_and(|reset| reset == true) {
            let mut maybe = self.unions.remove("env_names").unwrap_or_default();
            maybe.extend(self.unions.remove("env_maybe").unwrap_or_default());
            *self = Self::default();
            self.unions.insert("env_maybe", maybe);
        }
        for key in layer.get("reset_keys").and_then(Value::as_array).into_iter().flatten() {
            let key = key.as_str().unwrap();
            self.rest.remove(key);
            self.unions.remove(key);
            if key == "has" {
                self.unions.remove("present");
                self.unions.remove("absent");
            }
        }
        for key in UNION {
            let place = if key.starts_with("env") {
                layer.get(key)
            } else {
                layer.get("has").and_then(|has| has.get(key))
            };
            if let Some(list) = place {
                self.union(key, list);
            }
        }
        for user in layer.get("users").and_then(Value::as_array).into_iter().flatten() {
            self.users.insert((user["name"].as_str().unwrap().to_owned(), user["uid"].as_u64()));
        }
        for (name, value) in layer.get("env_values").and_then(Value::as_object).into_iter().flatten() {
            self.values.insert(name.clone(), value.as_str().unwrap().to_owned());
        }
        for key in OVERWRITTEN.into_iter().chain(["workdir"]) {
            if let Some(value) = layer.get(key) {
                self.rest.insert(key, value.clone());
            }
        }
    }

    fn finish(mut self, entry: &Map<String, Value>) -> Value {
        let names = self.unions.remove("env_names").unwrap_or_default();
        let mut maybe = self.unions.remove("env_maybe").unwrap_or_default();
        maybe.retain(|name| !names.contains(name));
        let mut rest = self.rest;
        // A family that is null is one that is not known.
        rest.retain(|key, value| *key != "os_family" || !value.is_null());
        // An empty list of folders adds nothing to the path.
        rest.retain(|key, value| !key.starts_with("path_") || *value != json!([]));
        if let Some(Value::Array(shells)) = rest.get_mut("default_shells") {
            shells.sort_by_key(|shell| shell.as_str().unwrap().to_owned());
        }
        json!({
            "image": entry["image"],
            "medium": entry.get("confidence").is_some(),
            "deprecated": entry.get("deprecated").and_then(|value| value.get("note")),
            "slim": entry.get("slim_variant"),
            "alpine": entry.get("alpine_variant"),
            "env_names": names,
            "env_maybe": maybe,
            "env_values": self.values,
            "users": self.users,
            "present": self.unions.remove("present").unwrap_or_default(),
            "absent": self.unions.remove("absent").unwrap_or_default(),
            "rest": rest,
        })
    }
}

/// The facts of the tables in the same form.
pub(super) fn as_json(facts: &Facts) -> Value {
    let mut rest: BTreeMap<&str, Value> = BTreeMap::new();
    let mut add = |key: &'static str, value: Option<Value>| {
        if let Some(value) = value {
            rest.insert(key, value);
        }
    };
    add("apt_docker_clean", facts.apt_docker_clean.map(Value::from));
    add("cmd", setting(&facts.cmd));
    add("default_shells", facts.shells.map(|shells| shells.iter().map(Shell::as_str).collect()));
    add("entrypoint", setting(&facts.entrypoint));
    add("exposed_ports", facts.exposed_ports.clone().map(Value::from));
    add("note", facts.note.map(Value::from));
    add("onbuild", facts.onbuild.map(Value::from));
    add("os_family", facts.family.map(|family| family.as_str().into()));
    add("package_manager", facts.package_manager.map(|manager| manager.as_str().into()));
    let folders = |list: &Vec<&'static str>| (!list.is_empty()).then(|| list.clone().into());
    add("path_append", folders(&facts.path_append));
    add("path_prepend", folders(&facts.path_prepend));
    add("shell", setting(&facts.shell));
    add("user", setting(&facts.user));
    add("volumes", facts.volumes.clone().map(Value::from));
    add("workdir", setting(&facts.workdir));
    let environment = &facts.environment;
    json!({
        "image": facts.image,
        "medium": facts.confidence == Confidence::Medium,
        "deprecated": facts.deprecated.as_ref().map(|end| end.note),
        "slim": facts.slim_variant,
        "alpine": facts.alpine_variant,
        "env_names": environment.names,
        "env_maybe": environment.maybe,
        "env_values": environment.values.iter().copied().collect::<BTreeMap<_, _>>(),
        "users": facts.users.iter().map(|user| (user.name, user.uid)).collect::<BTreeSet<_>>(),
        "present": facts.present,
        "absent": facts.absent,
        "rest": rest,
    })
}

fn setting<T: Clone + Into<Value>>(setting: &Setting<T>) -> Option<Value> {
    match setting {
        Setting::Unknown => None,
        Setting::NotSet => Some(Value::Null),
        Setting::Set(value) => Some(value.clone().into()),
    }
}
