//! Changes of owner and mode, and whether a file has them already.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, Effect, Origin};
use dlint_model::path::ImagePath;
use dlint_syntax::Keyword;

use super::layers_below::Kept;

/// How many steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// A change of owner or mode.
#[derive(Debug)]
pub(crate) struct AttributeChange<'e> {
    /// The effect.
    pub(crate) effect: &'e Effect,
    /// What is changed.
    pub(crate) path: &'e ImagePath,
    /// Whether everything below it is, too.
    pub(crate) recursive: bool,
    /// The word for what is changed.
    pub(crate) what: &'static str,
    /// The flag of `COPY` that would do it.
    pub(crate) flag: &'static str,
    /// The value of that flag.
    pub(crate) value: Option<&'e str>,
}

/// The change that an effect makes, if it does so for sure and in the layer.
pub(crate) fn change(effect: &Effect) -> Option<AttributeChange<'_>> {
    let counts = effect.is_certain && effect.mount.is_none();
    any_change(effect).filter(|_| counts)
}

fn any_change(effect: &Effect) -> Option<AttributeChange<'_>> {
    let (path, recursive, what, flag, value) = match &effect.action {
        Action::Owner { path, owner, recursive } => (path, *recursive, "owner", "chown", owner.as_deref()),
        Action::Mode { path, mode, recursive } => (path, *recursive, "mode", "chmod", mode.as_deref()),
        _ => return None,
    };
    Some(AttributeChange { effect, path, recursive, what, flag, value })
}

/// Whether the change changes nothing about what a layer keeps: whoever wrote it gave it this owner or mode, or a step
/// behind it did.
pub(crate) fn has_it_already(
    kept: &Kept<'_>,
    change: &AttributeChange<'_>,
    step: &Step<'_>,
    cx: &Cx<'_>,
) -> bool {
    let Some(value) = change.value else { return false };
    let instruction = kept.step.instruction;
    if instruction.keyword == Keyword::Run {
        // As root an archive brings its own owners along, and so does a copy.
        let is_roots = match &kept.effect.action {
            Action::Write { origin, .. } => {
                kept.step.state.user.is_root() && matches!(origin, Origin::Download | Origin::Clone)
            }
            _ => false,
        };
        if change.flag == "chown" && is_roots && is_same_owner("0:0", value) {
            return true;
        }
    } else {
        let flag = instruction.flag(change.flag).map(|flag| flag.value.as_deref().unwrap_or_default());
        let is_given = match (change.flag, flag) {
            ("chown", given) => is_same_owner(given.unwrap_or("0:0"), value),
            (_, given) => given.is_some_and(|given| is_same_mode(given, value)),
        };
        if is_given {
            return true;
        }
    }
    is_changed_before(kept, change, value, step, cx)
}

/// Whether a step from the one that writes it to this one makes the same change.
fn is_changed_before(
    kept: &Kept<'_>,
    change: &AttributeChange<'_>,
    value: &str,
    step: &Step<'_>,
    cx: &Cx<'_>,
) -> bool {
    let is_same = |effect: &Effect| {
        let other = self::change(effect).filter(|other| other.flag == change.flag);
        other.and_then(|other| other.value).is_some_and(|given| match change.flag {
            "chown" => is_same_owner(given, value),
            _ => is_same_mode(given, value),
        })
    };
    let changes_alike = |effect: &Effect| {
        let reaches = |other: AttributeChange<'_>| {
            if other.recursive {
                other.path.covers(kept.path).is_yes()
            } else {
                other.path == kept.path && !kept.is_tree()
            }
        };
        is_same(effect) && self::change(effect).is_some_and(reaches)
    };
    let is_other = |effect: &Effect| {
        any_change(effect).is_some_and(|other| {
            other.flag == change.flag && other.path.meets(kept.path).is_possible() && !is_same(effect)
        })
    };
    let own = &cx.build.effects(kept.step).all;
    let behind = own.iter().skip_while(|effect| !std::ptr::eq(*effect, kept.effect));
    let stage = cx.stages.get(step.stage).filter(|_| kept.step.stage == step.stage && step.onbuild.is_none());
    let steps = stage.map(|stage| stage.steps.as_slice()).unwrap_or_default();
    let between = steps.iter().skip(kept.step.index + 1).take_while(|other| other.index < step.index);
    let between = between.take(MOST_STEPS).flat_map(|other| &cx.build.effects(other).all);
    // What is moved takes along what it has.
    let mut has_it = match &kept.effect.action {
        Action::Move { from, .. } => {
            let before = steps.iter().take(kept.step.index).rev().take(MOST_STEPS);
            let mut effects = before.flat_map(|other| &cx.build.effects(other).all);
            effects.any(|effect| {
                is_same(effect) && effect.action.stored().is_some_and(|path| path.covers(from).is_yes())
            })
        }
        _ => false,
    };
    for effect in behind.chain(between) {
        has_it = (has_it || changes_alike(effect)) && !is_other(effect);
    }
    has_it
}

/// Whether two modes are one: `755` is `0755`.
fn is_same_mode(given: &str, value: &str) -> bool {
    let number = |mode: &str| u32::from_str_radix(mode, 8).ok();
    given == value || number(given).is_some_and(|given| Some(given) == number(value))
}

/// Whether files of the first owner keep theirs when they get the second.
fn is_same_owner(has: &str, gets: &str) -> bool {
    let parts = |owner: &str| {
        let (user, group) = owner.split_once(':').unwrap_or((owner, ""));
        let number = |name: &str| if name == "root" { "0".to_owned() } else { name.to_owned() };
        (number(user), number(group))
    };
    let ((has_user, has_group), (user, group)) = (parts(has), parts(gets));
    let is_kept = |has: &str, gets: &str| gets.is_empty() || has == gets;
    // Without a group, root's number is the group's, too.
    let has_group = if has_group.is_empty() && has_user == "0" { "0".to_owned() } else { has_group };
    is_kept(&has_user, &user) && is_kept(&has_group, &group)
}
