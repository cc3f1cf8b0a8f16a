//! What a user needs beside its name, so that a program runs as it: files of its own, and ports it may listen on.

use dlint_model::{Base, Stage, Step};
use dlint_syntax::Keyword;

/// The folder that the program keeps its data in, as far as the file says.
fn volume<'s>(steps: &[&'s Step<'_>]) -> Option<&'s str> {
    let mut volumes = steps.iter().filter_map(|step| step.instruction.as_volume());
    let path = volumes.find_map(|paths| paths.words.first())?.as_str();
    Some(path).filter(|path| *path != "/tmp" && !path.starts_with("/root"))
}

/// What a user has to own that is to be made: ` that owns …`, or nothing.
pub(crate) fn new_owner(stage: &Stage<'_>, steps: &[&Step<'_>]) -> String {
    match volume(steps) {
        Some(path) => format!(" that owns `{path}`"),
        None if writes_to_roots(stage, steps) => " that owns what the program writes".to_owned(),
        None => String::new(),
    }
}

/// What a user has to own that is there already: `, and let it own …`, or nothing.
pub(crate) fn owner(name: &str, stage: &Stage<'_>, steps: &[&Step<'_>]) -> String {
    if let Some(path) = volume(steps) {
        return format!(", and let `{name}` own `{path}`");
    }
    if !writes_to_roots(stage, steps) {
        return String::new();
    }
    let is_copy = |step: &&Step<'_>| matches!(step.instruction.keyword, Keyword::Copy | Keyword::Add);
    let how = if steps.iter().any(is_copy) {
        format!(" (`COPY --chown={name}`, or a folder of its own)")
    } else {
        String::new()
    };
    format!(", and let `{name}` own what the program writes{how}")
}

/// Whether the program may write where everything is root's, as far as the file says: nothing changes an owner or lets
/// everybody write. What is alone in an empty image writes hardly anything.
fn writes_to_roots(stage: &Stage<'_>, steps: &[&Step<'_>]) -> bool {
    const GIVEN: &[&str] = &["chown", "777", "a+w", "a+rw", "o+w", "o+rw", "install -d"];
    let is_bare = match &stage.root {
        Base::Scratch => true,
        Base::Image(image) => {
            ["distroless", "-micro", "/static"].iter().any(|word| image.text.contains(word))
        }
        _ => false,
    };
    !is_bare
        && !steps.iter().any(|step| {
            let has = |text: &str| GIVEN.iter().any(|word| text.contains(word));
            has(&step.instruction.text)
                || step.instruction.flags.iter().any(|flag| &*flag.name == "chown")
                || step.heredocs().iter().any(|heredoc| has(&heredoc.body))
        })
}

/// What to know where the image's port is one of the first 1024: `; Docker lets …`, or nothing.
///
/// Source: <https://github.com/moby/moby/pull/41030>, of Docker 20.10.
pub(crate) fn low_port(steps: &[&Step<'_>]) -> String {
    let exposed = steps.iter().filter(|step| step.instruction.keyword == Keyword::Expose);
    let words = exposed.flat_map(|step| step.instruction.text.split_whitespace());
    let mut ports = words.filter_map(|word| word.split(['/', '-']).next()?.parse::<u16>().ok());
    match ports.find(|port| *port < 1024) {
        Some(port) => format!("; Docker lets it listen on port {port}, other runtimes may not"),
        None => String::new(),
    }
}
