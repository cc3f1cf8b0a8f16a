//! Images that people work in.

use dlint_linter::{Cx, ImageKind};
use dlint_model::effects::Action;
use dlint_model::{Base, Stage, User};
use dlint_syntax::{Arguments, Keyword, lowercase};

/// What such an image is called, or has in it: toolboxes, development containers, runners of somebody's jobs.
const SIGNS: &[&str] =
    &["actions-runner", "codespace", "devcontainer", "distrobox", "gitpod", "toolbox", "/workspaces/"];

/// The users that such images have.
const USERS: &[&str] = &["coder", "codespace", "dev", "developer", "devuser", "gitpod", "vscode"];

/// Words in the names of stages that people work in.
const STAGES: &[&str] = &["dev", "devcontainer", "devel", "development", "shell", "toolbox", "workspace"];

/// How many instructions are looked through.
const MOST: usize = 1_000;

/// Whether an image is made for people who work in it, and are to become root there.
pub(crate) fn is_for_people(stage: &Stage<'_>, cx: &Cx<'_>) -> bool {
    let is_named_so = |text: &str| SIGNS.iter().any(|sign| text.contains(sign));
    let has_user = matches!(&stage.end.user, User::Other(name) if USERS.contains(&&**name));
    let has_base = match &stage.root {
        Base::Image(image) => is_named_so(&image.text),
        _ => false,
    };
    let says_so = cx.file.instructions.iter().take(MOST).any(|one| match one.keyword {
        Keyword::Copy | Keyword::Label | Keyword::Workdir | Keyword::From => is_named_so(&one.text),
        _ => matches!(&one.arguments, Arguments::User(Some(word)) if USERS.contains(&&*word.to_string())),
    });
    let name = stage.name.map(|name| lowercase(name)).unwrap_or_default();
    let has_name = name.split(['-', '_', '.']).any(|word| STAGES.contains(&word));
    cx.image_kind() == ImageKind::Dev || has_user || has_base || has_name || says_so || makes_user(stage, cx)
}

/// Whether a step of the image makes one of these users.
fn makes_user(stage: &Stage<'_>, cx: &Cx<'_>) -> bool {
    let steps = cx.build.chain(stage.index).flat_map(|part| &part.steps).take(MOST);
    let mut effects = steps
        .filter(|step| step.instruction.keyword == Keyword::Run)
        .flat_map(|step| &cx.build.effects(step).all);
    effects.any(|effect| {
        matches!(&effect.action, Action::AddUser { name: Some(name), group: false, .. } if USERS.contains(&&**name))
    })
}
