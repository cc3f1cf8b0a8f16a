//! The differences that are meant in rules about instructions and stages.

use dlint_model::Base;
use dlint_model::base_image::{Setting, lookup};
use dlint_model::image::Image;
use dlint_syntax::{Arguments, Keyword, lowercase};
use dlint_text::MappedText;

use super::{Excuse, Site, ours, theirs};

pub(super) const HADOLINT: &[Excuse] = &[
    theirs("a WORKDIR stands above", &["DL3000"], |site| {
        site.step.is_some_and(|step| step.state.workdir_is_set)
    }),
    theirs("not the last USER of the image", &["DL3002", "DL3066"], is_not_last_user),
    theirs("the user is a variable", &["DL3066"], user_is_variable),
    theirs("root is another rule's", &["DL3066"], |site| {
        user(site).is_some_and(|user| matches!(user.split(':').next(), Some("root" | "0")))
    }),
    theirs("the user is one of Windows", &["DL3066"], |site| {
        site.step.is_some_and(|step| step.state.is_windows())
    }),
    theirs("the name depends on a variable", &["DL3006"], image_has_variable),
    theirs("no image can have the name", &["DL3006"], |site| {
        let line = site.instruction.first_line;
        let mut stages = site.build.stages().iter().filter(|stage| stage.from.first_line == line);
        stages.any(|stage| match &stage.base {
            Base::Image(image) => image.image.problem.is_some(),
            _ => false,
        })
    }),
    theirs("a source is a variable", &["DL3020"], |site| {
        let sources = site.instruction.as_transfer().map(|transfer| &transfer.sources);
        sources.into_iter().flatten().any(|source| source.word.contains('$'))
    }),
    theirs("the destination is a folder, or a variable", &["DL3021"], |site| {
        let destination = site.instruction.as_transfer().and_then(|transfer| transfer.destination.as_ref());
        destination
            .is_some_and(|word| matches!(word.rsplit('/').next(), Some("." | "..")) || word.contains('$'))
    }),
    theirs("an image by its look", &["DL3022"], |site| {
        from(site).is_some_and(|value| !value.contains('$') && value.contains(['/', '.', '@']))
    }),
    theirs("the image is a variable", &["DL3022"], |site| {
        from(site).is_some_and(|value| value.contains('$'))
    }),
    theirs("the platform is a variable", &["DL3029"], |site| {
        platform(site).is_some_and(|value| value.contains('$'))
    }),
    theirs("the stage is named after its platform", &["DL3029"], |site| {
        let name = site.instruction.as_from().and_then(|from| from.name.as_ref());
        let parts = platform(site).into_iter().flat_map(|value| value.split('/'));
        let mut parts = parts.filter(|part| !part.is_empty());
        name.is_some_and(|name| parts.any(|part| name.contains(part)))
    }),
    theirs("the base image sets the folder", &["DL3045"], |site| {
        let facts = site.stage().and_then(|stage| stage.facts());
        facts.is_some_and(|facts| matches!(facts.workdir, Setting::Set(_)))
    }),
    theirs("the void one above is reported", &["DL3012", "DL4003", "DL4004"], |site| {
        same_in_stage(site, |other, own| other < own)
    }),
    ours("the later one makes it void", &["DL3012", "DL4003", "DL4004"], |site| {
        same_in_stage(site, |other, own| other > own)
    }),
    theirs("ADD is asked for what COPY cannot do", &["DL3020"], |site| {
        let flags = ["checksum", "keep-git-dir", "unpack"];
        let sources = site.instruction.as_transfer().map(|transfer| &transfer.sources);
        flags.iter().any(|flag| site.instruction.flag(flag).is_some())
            || sources.into_iter().flatten().any(|source| source.word.starts_with("git@"))
    }),
    theirs("a well-known image", &["DL3022"], |site| {
        from(site).is_some_and(|name| {
            let image = Image::parse(MappedText::copied(name, 0));
            image.normalized_name().is_some_and(|name| lookup(&name, None).is_some())
        })
    }),
    ours("a mount takes files of it, too", &["DL3022"], |site| {
        site.instruction.mounts.iter().any(|mount| mount.value("from").is_some())
    }),
    ours("a stage is called by its number", &["DL3023"], |site| {
        from(site).is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
    }),
    ours("names of stages differ in case alone", &["DL3024", "DL3063"], |site| {
        let name = site.instruction.as_from().and_then(|from| from.name.as_ref());
        name.is_some_and(|name| {
            let lower = lowercase(name);
            let same = |other: &str| other != name.as_str() && lowercase(other) == lower;
            let stages = site.build.stages().iter().filter_map(|stage| stage.name);
            stages.into_iter().any(|other| same(other)) || same("context") || same("scratch")
        })
    }),
    ours("a trigger of ONBUILD", &[], |site| site.instruction.as_onbuild().is_some()),
    theirs("onto nothing", &["DL3067"], |site| site.stage().is_some_and(|stage| stage.root == Base::Scratch)),
    ours("the user is a variable with a value", &["DL3002", "DL3066"], user_is_variable),
    ours("the image is a variable with a value", &["DL3006"], image_has_variable),
    ours("the default in the braces is an image", &["DL3007"], |site| {
        let image = site.instruction.as_from().and_then(|from| from.image.as_ref());
        image.is_some_and(|image| image.word.contains(":-") && image.word.ends_with('}'))
    }),
    ours("files are taken from an image", &["DL3006", "DL3007"], |site| {
        from(site).is_some() || site.instruction.mounts.iter().any(|mount| mount.value("from").is_some())
    }),
    theirs("only the last stage has labels and a health check", &["DL3049", "DL3057"], |site| {
        let last = site.build.stages().last();
        last.is_some_and(|stage| site.instruction.first_line < stage.from.first_line)
    }),
    theirs("the value is a variable", VALUES, |site| {
        let pairs = site.instruction.as_pairs().unwrap_or_default();
        pairs.iter().any(|pair| pair.value.contains('$'))
    }),
    theirs("the licence is an expression", &["DL3054"], |site| {
        let pairs = site.instruction.as_pairs().unwrap_or_default();
        pairs.iter().any(|pair| {
            pair.key.ends_with("licenses")
                && pair.value.split([' ', '"']).any(|word| matches!(word, "AND" | "OR" | "WITH"))
        })
    }),
    theirs("a name stands before the address", &["DL3058"], |site| {
        let pairs = site.instruction.as_pairs().unwrap_or_default();
        pairs.iter().any(|pair| pair.value.contains('<') && pair.value.contains('@'))
    }),
    ours("the registry is a variable with a value", &["DL3026"], image_has_variable),
    ours("ADD goes to folders, too", &["DL3045"], |site| site.instruction.keyword == Keyword::Add),
];

/// The rules about the values of labels.
const VALUES: &[&str] = &["DL3052", "DL3053", "DL3054", "DL3055", "DL3056", "DL3058"];

/// The checks of what may stand in a trigger.
const TRIGGERS: &[&str] = &["JSONArgsRecommended", "LegacyKeyValueFormat", "UndefinedVar"];

pub(super) const BUILDKIT: &[Excuse] = &[
    ours("a trigger of ONBUILD", &[], |site| site.instruction.as_onbuild().is_some()),
    theirs("a trigger runs here, and stands above", TRIGGERS, runs_trigger),
    theirs("the path may be absolute", &["WorkdirRelativePath"], may_be_absolute),
    theirs("a default says what is meant", &["UndefinedArgInFrom"], |site| {
        let image = site.instruction.as_from().and_then(|from| from.image.as_ref());
        image.is_some_and(|image| {
            [":-", "-", ":+", "+"].iter().any(|sign| {
                let parts = image.word.split("${").skip(1);
                parts.into_iter().any(|part| {
                    let name =
                        part.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(part.len());
                    part.get(name..).is_some_and(|rest| rest.starts_with(sign))
                })
            })
        })
    }),
];

/// Whether the image that is built has another `USER` behind this one, or none of the stage's.
fn is_not_last_user(site: &Site<'_>) -> bool {
    let Some(last) = site.build.stages().len().checked_sub(1) else { return false };
    let steps = site.build.chain(last).map(|stage| stage.own_steps().collect::<Vec<_>>());
    let mut users = steps
        .flat_map(|steps| steps.into_iter().rev())
        .filter(|step| step.instruction.keyword == Keyword::User);
    users.next().is_none_or(|step| step.instruction.first_line != site.instruction.first_line)
}

/// Whether the stage has another instruction of the same kind, in front of this one or behind it.
fn same_in_stage(site: &Site<'_>, is_there: fn(usize, usize) -> bool) -> bool {
    let (Some(step), Some(stage)) = (site.step, site.stage()) else { return false };
    stage.own_steps().any(|other| {
        other.instruction.keyword == step.instruction.keyword && is_there(other.index, step.index)
    })
}

/// Whether the stage that begins here runs a trigger of another stage in which the check may find something.
fn runs_trigger(site: &Site<'_>) -> bool {
    let line = site.instruction.first_line;
    let stages = site.build.stages().iter().filter(|stage| stage.from.first_line == line);
    let mut triggers = stages.flat_map(|stage| &stage.steps).filter(|step| step.inherited_from.is_some());
    triggers.any(|step| match (site.code, step.instruction.keyword) {
        ("JSONArgsRecommended", Keyword::Cmd | Keyword::Entrypoint) => !step.instruction.is_json(),
        ("LegacyKeyValueFormat", Keyword::Env | Keyword::Label) => {
            step.instruction.as_pairs().unwrap_or_default().iter().any(|pair| !pair.equals)
        }
        ("UndefinedVar", _) => step.instruction.text.contains('$'),
        _ => false,
    })
}

/// The word behind `USER`.
fn user<'a>(site: &Site<'a>) -> Option<&'a str> {
    match &site.instruction.arguments {
        Arguments::User(Some(word)) => Some(word.as_str()),
        _ => None,
    }
}

fn user_is_variable(site: &Site<'_>) -> bool {
    user(site).is_some_and(|user| user.contains('$'))
}

fn image_has_variable(site: &Site<'_>) -> bool {
    let image = site.instruction.as_from().and_then(|from| from.image.as_ref());
    image.is_some_and(|image| image.word.contains('$'))
}

/// What `--from` names.
fn from<'a>(site: &Site<'a>) -> Option<&'a str> {
    site.instruction.flag("from").and_then(|flag| flag.value.as_deref())
}

/// What `--platform` names.
fn platform<'a>(site: &Site<'a>) -> Option<&'a str> {
    site.instruction.flag("platform").and_then(|flag| flag.value.as_deref())
}

/// `C:\app`, `\app`, and what begins with a variable.
fn may_be_absolute(site: &Site<'_>) -> bool {
    let Arguments::Workdir(Some(word)) = &site.instruction.arguments else { return false };
    let has_drive = matches!(word.as_bytes(), [drive, b':', ..] if drive.is_ascii_alphabetic());
    has_drive || word.starts_with(['\\', '$'])
}
