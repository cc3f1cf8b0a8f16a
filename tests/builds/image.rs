//! An image as a builder writes it into an archive: its configuration, its layers, and the tree that they make.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::hash::{DefaultHasher, Hasher};
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use tar::{Archive, EntryType};

use crate::case::text;

/// An image.
#[derive(Debug)]
pub(crate) struct Image {
    /// The document with the configuration and the history.
    document: Vec<u8>,
    layers: Vec<Vec<u8>>,
    /// What is at each path, after all layers.
    pub(crate) tree: BTreeMap<String, Entry>,
}

/// What is at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    pub(crate) mode: u32,
    /// User and group.
    pub(crate) owner: (u64, u64),
}

/// What there is besides mode and owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Folder,
    /// The size, and a hash of the content.
    File(u64, u64),
    /// Where it points.
    Link(String),
    Other,
}

impl Image {
    /// Reads what `push docker-archive:` writes.
    pub(crate) fn read(archive: &Path) -> Result<Self, String> {
        let mut files = HashMap::new();
        let mut archive = Archive::new(File::open(archive).map_err(text)?);
        for entry in archive.entries().map_err(text)? {
            let mut entry = entry.map_err(text)?;
            let name = entry.path().map_err(text)?.to_string_lossy().into_owned();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).map_err(text)?;
            files.insert(name, bytes);
        }
        let manifest: Value =
            serde_json::from_slice(take(&mut files, "manifest.json")?.as_slice()).map_err(text)?;
        let image = manifest.get(0).ok_or("the archive has no image")?;
        let document = take(&mut files, image["Config"].as_str().unwrap_or_default())?;
        let names = image["Layers"].as_array().ok_or("the image has no list of layers")?;
        let layers = names
            .iter()
            .map(|name| files.get(name.as_str().unwrap_or_default()).cloned())
            .collect::<Option<Vec<_>>>()
            .ok_or("the archive lacks a layer")?;
        let mut tree = BTreeMap::new();
        for layer in &layers {
            apply(layer, &mut tree)?;
        }
        Ok(Self { document, layers, tree })
    }

    /// What the container is told: environment, command, user and so on.
    pub(crate) fn config(&self) -> Result<Value, String> {
        let mut document: Value = serde_json::from_slice(&self.document).map_err(text)?;
        Ok(document["config"].take())
    }

    /// How many layers lie above those of the base image, and how many bytes they have.
    pub(crate) fn own(&self, base: usize) -> (usize, usize) {
        let own = self.layers.iter().skip(base);
        (own.clone().count(), own.map(Vec::len).sum())
    }

    /// Where a secret can be read: the configuration with its history, or layers above those of the base image.
    pub(crate) fn places_of(&self, secret: &str, base: usize) -> Vec<String> {
        let mut places = Vec::new();
        if holds(&self.document, secret) {
            places.push("history".to_owned());
        }
        for (index, layer) in self.layers.iter().enumerate() {
            if holds(layer, secret) {
                places.push(format!("layer {}", (index + 1).saturating_sub(base)));
            }
        }
        places
    }
}

fn take(files: &mut HashMap<String, Vec<u8>>, name: &str) -> Result<Vec<u8>, String> {
    files.remove(name).ok_or_else(|| format!("the archive has no `{name}`"))
}

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
}

/// Puts a layer on top of a tree.
fn apply(layer: &[u8], tree: &mut BTreeMap<String, Entry>) -> Result<(), String> {
    let mut new = BTreeSet::new();
    for entry in Archive::new(layer).entries().map_err(text)? {
        let mut entry = entry.map_err(text)?;
        let path = absolute(&entry.path().map_err(text)?.to_string_lossy());
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", ""));
        if name == ".wh..wh..opq" {
            let below = format!("{folder}/");
            tree.retain(|path, _| !path.starts_with(&below) || new.contains(path));
            continue;
        }
        if let Some(name) = name.strip_prefix(".wh.") {
            remove(tree, &format!("{folder}/{name}"));
            continue;
        }
        let header = entry.header();
        let mode = header.mode().map_err(text)? & 0o7777;
        let owner = (header.uid().map_err(text)?, header.gid().map_err(text)?);
        let target = entry.link_name().map_err(text)?.map(|name| name.to_string_lossy().into_owned());
        let kind = match (entry.header().entry_type(), target) {
            (EntryType::Directory, _) => Kind::Folder,
            (EntryType::Symlink, Some(target)) => Kind::Link(target),
            (EntryType::Link, Some(target)) => {
                tree.get(&absolute(&target)).map_or(Kind::Other, |entry| entry.kind.clone())
            }
            (EntryType::Regular, _) => {
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes).map_err(text)?;
                Kind::File(bytes.len() as u64, hash(&bytes))
            }
            _ => Kind::Other,
        };
        if kind != Kind::Folder {
            remove(tree, &path);
        }
        tree.insert(path.clone(), Entry { kind, mode, owner });
        new.insert(path);
    }
    Ok(())
}

/// Takes out a path and everything below it.
fn remove(tree: &mut BTreeMap<String, Entry>, path: &str) {
    if tree.remove(path).is_some_and(|entry| entry.kind == Kind::Folder) {
        let below = format!("{path}/");
        tree.retain(|path, _| !path.starts_with(&below));
    }
}

/// The path in the container; the root itself is empty.
fn absolute(path: &str) -> String {
    let path = path.trim_start_matches("./").trim_matches('/');
    if path.is_empty() || path == "." { String::new() } else { format!("/{path}") }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
