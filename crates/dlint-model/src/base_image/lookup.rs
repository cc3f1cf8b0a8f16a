//! From a name and a tag to facts.
//!
//! What is said about an image comes in layers: first what holds for all its tags, then what holds for tags that
//! look like this or that, in the order of the data. Names, users, and what is present or absent add up; anything
//! else is overwritten by what comes later.

use super::eol::{EndOfLife, end_of_life, releases_of};
use super::facts::{Deprecated, Environment, Facts, Setting, User};
use super::kinds::Shells;
use super::name::find;
use super::tables::{Fact, Image, Key, List, Text};

/// What is known of an image.
///
/// `name` is the name as written or normalised (`node`, `docker.io/library/node`), without tag and digest; no tag
/// means `latest`. Facts hold for the tag as it was published when the data was made; whether they hold for a
/// digest, which may be of any age, is for the caller to say.
///
/// A name or a tag that holds variables is for the caller to resolve.
///
/// ```
/// use dlint_model::base_image::lookup;
/// use dlint_model::image::Image;
/// use dlint_text::MappedText;
///
/// let image = Image::parse(MappedText::copied("docker.io/library/python:3.12-slim", 5));
/// let facts = lookup(&image.normalized_name().unwrap(), image.effective_tag()).unwrap();
/// assert!(facts.environment.sets("PYTHON_VERSION"));
/// assert_eq!(facts.has("git"), Some(false));
/// ```
pub fn lookup(name: &str, tag: Option<&str>) -> Option<Facts> {
    let image = find(name)?;
    let tag = tag.unwrap_or("latest");
    let mut gathered = Gathered::default();
    for fact in image.facts(tag) {
        gathered.add(*fact);
    }
    Some(gathered.finish(image, tag))
}

/// The releases that the tags of an image are named after, the newest first; none where nobody counts them.
///
/// ```
/// use dlint_model::base_image::releases;
///
/// assert!(releases("docker.io/library/node").any(|release| release.release == "20"));
/// assert_eq!(releases("registry.example.com/our/own").count(), 0);
/// ```
pub fn releases(name: &str) -> impl Iterator<Item = EndOfLife> + use<> {
    let product = find(name).and_then(|image| image.product);
    product.into_iter().flat_map(|product| releases_of(product.get()))
}

/// The facts so far.
#[derive(Default)]
struct Gathered {
    names: Vec<Text>,
    maybe: Vec<Text>,
    values: Vec<(Text, Text)>,
    user: Setting<Text>,
    users: Vec<(Text, Text)>,
    workdir: Setting<Text>,
    shell: Setting<List>,
    entrypoint: Setting<List>,
    cmd: Setting<List>,
    exposed_ports: Option<List>,
    volumes: Option<List>,
    path_prepend: Option<List>,
    path_append: Option<List>,
    package_manager: Option<super::PackageManager>,
    shells: Option<Shells>,
    present: Vec<Text>,
    absent: Vec<Text>,
    family: Option<super::Family>,
    onbuild: Option<bool>,
    apt_docker_clean: Option<bool>,
    note: Option<Text>,
}

impl Gathered {
    fn add(&mut self, fact: Fact) {
        match fact {
            Fact::Reset => self.reset(),
            Fact::Forget(key) => self.forget(key),
            Fact::EnvNames(list) => self.names.extend(list.items()),
            Fact::EnvMaybe(list) => self.maybe.extend(list.items()),
            Fact::EnvValues(list) => {
                for (name, value) in pairs(list) {
                    self.values.retain(|(known, _)| *known != name);
                    self.values.push((name, value));
                }
            }
            Fact::User(user) => self.user = setting(user),
            Fact::Users(list) => self.users.extend(pairs(list)),
            Fact::Workdir(folder) => self.workdir = setting(folder),
            Fact::Shell(words) => self.shell = setting(words),
            Fact::Entrypoint(words) => self.entrypoint = setting(words),
            Fact::Cmd(words) => self.cmd = setting(words),
            Fact::ExposedPorts(list) => self.exposed_ports = Some(list),
            Fact::Volumes(list) => self.volumes = Some(list),
            Fact::PathPrepend(list) => self.path_prepend = Some(list),
            Fact::PathAppend(list) => self.path_append = Some(list),
            Fact::PackageManager(manager) => self.package_manager = Some(manager),
            Fact::DefaultShells(bits) => self.shells = Some(Shells::from_bits(bits)),
            Fact::Present(list) => self.present.extend(list.items()),
            Fact::Absent(list) => self.absent.extend(list.items()),
            Fact::OsFamily(family) => self.family = family,
            Fact::Onbuild(onbuild) => self.onbuild = Some(onbuild),
            Fact::AptDockerClean(clean) => self.apt_docker_clean = Some(clean),
            Fact::Note(note) => self.note = Some(note),
        }
    }

    /// What was said is for other tags; a variable that they have, this one may have.
    fn reset(&mut self) {
        let mut maybe = std::mem::take(&mut self.maybe);
        maybe.append(&mut self.names);
        *self = Self { maybe, ..Self::default() };
    }

    fn forget(&mut self, key: Key) {
        match key {
            Key::DefaultShells => self.shells = None,
            Key::Entrypoint => self.entrypoint = Setting::Unknown,
            Key::EnvNames => self.names.clear(),
            Key::Has => {
                self.present.clear();
                self.absent.clear();
            }
            Key::PackageManager => self.package_manager = None,
        }
    }

    fn finish(self, image: &'static Image, tag: &str) -> Facts {
        let names = sorted(self.names);
        let mut maybe = sorted(self.maybe);
        maybe.retain(|name| names.binary_search(name).is_err());
        let mut values: Vec<_> = self.values.iter().map(|(name, value)| (name.get(), value.get())).collect();
        values.sort_unstable();
        let mut users: Vec<_> = self.users.iter().map(|(name, uid)| user(*name, *uid)).collect();
        users.sort_unstable();
        users.dedup();
        Facts {
            image: image.name.get(),
            kind: image.kind,
            confidence: image.confidence,
            environment: Environment { names, maybe, values },
            path_prepend: self.path_prepend.map(List::to_vec).unwrap_or_default(),
            path_append: self.path_append.map(List::to_vec).unwrap_or_default(),
            user: read(self.user, Text::get),
            users,
            workdir: read(self.workdir, Text::get),
            shell: read(self.shell, List::to_vec),
            entrypoint: read(self.entrypoint, List::to_vec),
            cmd: read(self.cmd, List::to_vec),
            exposed_ports: self.exposed_ports.map(List::to_vec),
            volumes: self.volumes.map(List::to_vec),
            onbuild: self.onbuild,
            family: self.family,
            package_manager: self.package_manager,
            shells: self.shells,
            present: sorted(self.present),
            absent: sorted(self.absent),
            apt_docker_clean: self.apt_docker_clean,
            end_of_life: image.product.and_then(|product| end_of_life(product.get(), tag)),
            deprecated: image.deprecated.map(|end| Deprecated {
                since: end.since,
                replacement: end.replacement.to_vec(),
                note: end.note.get(),
            }),
            slim_variant: image.slim.map(Text::get),
            alpine_variant: image.alpine.map(Text::get),
            note: self.note.map(Text::get),
        }
    }
}

fn setting<T>(value: Option<T>) -> Setting<T> {
    value.map_or(Setting::NotSet, Setting::Set)
}

fn read<T, U>(setting: Setting<T>, read: impl FnOnce(T) -> U) -> Setting<U> {
    match setting {
        Setting::Unknown => Setting::Unknown,
        Setting::NotSet => Setting::NotSet,
        Setting::Set(value) => Setting::Set(read(value)),
    }
}

/// The items of a list two by two.
fn pairs(list: List) -> impl Iterator<Item = (Text, Text)> {
    list.items().chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
}

/// The texts, each once. Their numbers are in their order.
fn sorted(mut texts: Vec<Text>) -> Vec<&'static str> {
    texts.sort_unstable();
    texts.dedup();
    texts.into_iter().map(Text::get).collect()
}

fn user(name: Text, uid: Text) -> User {
    User { name: name.get(), uid: uid.get().parse().ok() }
}
