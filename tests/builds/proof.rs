//! The proof of a case: both Dockerfiles are built, the images compared, and both built again after a change.

use std::fs;
use std::path::Path;

use crate::buildah::{Build, Said, Store};
use crate::case::{Case, Fix, Side, text};
use crate::compare;
use crate::fixing;
use crate::http;
use crate::image::Image;
use crate::place;
use crate::table::Row;

/// What a builder's empty leftovers may add to an image: a header of a tar each, and the end of one.
const LEFTOVERS: usize = 2048;

/// What came of building one of the two.
struct Built {
    image: Image,
    layers: usize,
    bytes: usize,
    leaks: Vec<String>,
    /// How the second build went, if there was one.
    again: Option<Said>,
}

/// Builds the pair, and returns its row of the table; or says what is not as it was promised.
pub(crate) fn prove(case: &Case, store: &Path) -> Result<Row, String> {
    if case.parsed_only.is_some() && case.nearest.is_empty() {
        return Ok(Row::parsed_only(case));
    }
    let folder = place::folder()?;
    // Once, for an archive that is packed again is another one.
    let laid_out = place::folder()?;
    place::lay_out(case, laid_out.path())?;
    let original = case.read("Dockerfile")?;
    let repaired = match case.fix {
        Fix::Safe | Fix::Unsafe => fixing::fixed(case, &laid_out)?,
        Fix::None | Fix::Refused => case.read(case.repaired())?,
    };
    let served = folder.path().join("served");
    fs::create_dir(&served).map_err(text)?;
    let address = if case.path("served").is_dir() {
        place::copy(&case.path("served"), &served)?;
        Some(http::serve(&served)?)
    } else {
        None
    };
    let build = |name: &str, dockerfile: &str, side: &Side| {
        let folder = folder.path().join(name);
        place::copy(laid_out.path(), &folder)?;
        let ignored = case.path("advised.dockerignore");
        if name == "after" && ignored.is_file() {
            fs::copy(ignored, folder.join("context/.dockerignore")).map_err(text)?;
        }
        build(case, store, &folder, dockerfile, side, address.as_deref())
            .map_err(|error| format!("{name}: {error}"))
    };
    let before = build("before", &case.buildable(&original), &case.before)?;
    let repaired = case.buildable(&repaired);
    let after = build("after", &repaired, &case.after)?;

    let mut wrong = Vec::new();
    let found = compare::differences(&before.image, &after.image, &mounts(&repaired))?;
    wrong.extend(compare::not_declared(&found, &case.differs));
    if case.fix != Fix::Refused && after.bytes > before.bytes + LEFTOVERS + case.may_grow {
        wrong.push(format!("the image grows from {} to {} bytes", before.bytes, after.bytes));
    }
    if case.secret.is_some() && before.leaks.is_empty() {
        wrong.push("the secret is nowhere in the image before, so the pair proves nothing".to_owned());
    }
    if !after.leaks.is_empty() {
        wrong.push(format!("the secret is still in {}", after.leaks.join(", ")));
    }
    for (name, side, built) in [("before", &case.before, &before), ("after", &case.after, &after)] {
        if let Some(said) = &built.again {
            wrong.extend(second_build(side, said).into_iter().map(|problem| format!("{name}: {problem}")));
        }
    }
    match (&case.known, wrong.is_empty()) {
        (None, true) | (Some(_), false) => Ok(row(case, &before, &after)),
        (None, false) => Err(wrong.join("\n")),
        (Some(reason), true) => Err(format!("this is not so any more, the case proves its fix: {reason}")),
    }
}

/// Builds one side, and once more after the change that the case names.
fn build(
    case: &Case,
    store: &Path,
    folder: &Path,
    dockerfile: &str,
    side: &Side,
    address: Option<&str>,
) -> Result<Built, String> {
    let (path, context) = (folder.join("Dockerfile"), folder.join("context"));
    fs::write(&path, dockerfile).map_err(text)?;
    let store = Store::new(store, &folder.join("store"))?;
    let mut arguments = side.build_args.clone();
    arguments.extend(address.map(|address| format!("SOURCE={address}")));
    let secrets = side.secrets.iter().filter_map(|secret| secret.split_once('='));
    let secrets = secrets.map(|(id, file)| format!("id={id},src={}", case.path(file).display())).collect();
    let mut build = Build { dockerfile: &path, context: &context, arguments, secrets };
    store.build(&build)?;
    let archive = folder.join("image.tar");
    store.save(&archive)?;
    let image = Image::read(&archive)?;
    fs::remove_file(&archive).map_err(text)?;
    let base = store.base_layers(case.image.names().1)?;
    let (layers, bytes) = image.own(base);
    let leaks = case.secret.as_ref().map_or_else(Vec::new, |secret| image.places_of(secret, base));
    if let Some(name) = &case.touch {
        let mut touched = fs::read(context.join(name)).map_err(text)?;
        touched.extend_from_slice(b"\n");
        fs::write(context.join(name), touched).map_err(text)?;
    }
    build.arguments.extend(case.change_arg.clone());
    let changes = case.touch.is_some() || case.change_arg.is_some();
    let again = if changes { Some(store.build(&build)?) } else { None };
    Ok(Built { image, layers, bytes, leaks, again })
}

/// What the second build did otherwise than promised.
fn second_build(side: &Side, said: &Said) -> Vec<String> {
    let mut wrong = Vec::new();
    let cached: Vec<&str> =
        said.steps.iter().filter(|step| step.cached).map(|step| step.text.as_str()).collect();
    let as_promised = cached.len() == side.cached.len()
        && cached.iter().zip(&side.cached).all(|(step, promised)| step.starts_with(promised.as_str()));
    if !as_promised {
        wrong.push(format!("cached are {cached:?}, promised were {:?}", side.cached));
    }
    if let Some(words) = side.prints.as_ref().filter(|words| !said.output.contains(words.as_str())) {
        wrong.push(format!("the second build does not print `{words}`:\n{}", said.output));
    }
    wrong
}

/// The targets of mounts that a Dockerfile names.
fn mounts(dockerfile: &str) -> Vec<String> {
    let targets = dockerfile.split("target=").skip(1);
    targets.filter_map(|rest| rest.split([',', ' ', '\n']).next()).map(str::to_owned).collect()
}

fn row(case: &Case, before: &Built, after: &Built) -> Row {
    let cached = |built: &Built| {
        let steps = &built.again.as_ref()?.steps;
        Some(format!("{}/{}", steps.iter().filter(|step| step.cached).count(), steps.len()))
    };
    let both = |(before, after): (Option<String>, Option<String>)| match (before, after) {
        (Some(before), Some(after)) => format!("{before} → {after}"),
        _ => "–".to_owned(),
    };
    let leaks = |built: &Built| {
        case.secret.as_ref()?;
        Some(if built.leaks.is_empty() { "nowhere".to_owned() } else { built.leaks.join(", ") })
    };
    Row::measured(
        case,
        (before.layers, after.layers),
        (before.bytes, after.bytes),
        both((cached(before), cached(after))),
        both((leaks(before), leaks(after))),
    )
}
