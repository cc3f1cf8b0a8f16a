//! `DK7011` user-already-in-base. Spec: rules/DK7011-user-already-in-base.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule, Step};
use dlint_model::Base;
use dlint_model::base_image::Family;
use dlint_model::effects::{Action, Effect};
use dlint_syntax::Keyword;

use crate::support::earlier::earlier_steps;
use crate::support::packages::command;

pub(crate) static RULE: Rule =
    Rule::new("DK7011", "user-already-in-base", Check::Instruction(&[Keyword::Run], check))
        .category(Category::Correctness)
        .severity(Severity::Warning);

const ADDS: &[&str] = &["adduser", "addgroup", "useradd", "groupadd"];
const CHANGES: &[&str] = &["deluser", "delgroup", "userdel", "groupdel", "usermod", "groupmod"];

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return };
    let text = |text: &str| ADDS.iter().any(|name| text.contains(name));
    if !text(&step.text) && !model.heredocs().iter().any(|heredoc| text(&heredoc.body)) {
        return;
    }
    let Some(stage) = cx.build.stage_of(model) else { return };
    let (Some(facts), Base::Image(base)) = (stage.facts(), &stage.root) else { return };
    let changes = |text: &str| CHANGES.iter().any(|name| text.contains(name)) || text.contains("/etc/passwd");
    // A system that is copied in has users of its own.
    let replaces = |step: &dlint_model::Step<'_>| {
        changes(&step.instruction.text) || step.heredocs().iter().any(|one| changes(&one.body))
    };
    if facts.users.is_empty() || replaces(model) || earlier_steps(step, cx).any(replaces) {
        return;
    }
    for effect in cx.build.effects(model).all.iter().filter(|effect| effect.is_certain) {
        let Action::AddUser { name, uid, group } = &effect.action else { continue };
        let Some(adds) = effect.command.and_then(|id| command(step, id, cx)) else { continue };
        if is_content(&adds, effect, stage.end.family, *group) {
            continue;
        }
        let known = facts.users.iter().find(|user| name.as_deref() == Some(user.name));
        let same_number = facts.users.iter().find(|user| uid.is_some() && user.uid == *uid && !*group);
        let image = &base.text;
        let (message, help) = match (known, same_number) {
            // The group of `nobody` goes by other names.
            (Some(user), _) if !*group || user.name != "nobody" => (
                format!("`{image}` has a {} `{}` already", if *group { "group" } else { "user" }, user.name),
                format!("take this out, and use what there is: `USER {}`", user.name),
            ),
            (None, Some(user)) => (
                format!("`{image}` has a user `{}` with this number already", user.name),
                format!("use that one (`USER {}`), or choose another number", user.name),
            ),
            _ => continue,
        };
        let program = adds.base_name().unwrap_or("the program");
        out.report(&RULE, effect.span, message)
            .why(format!("`{program}` refuses to make a second one, and the step fails"))
            .help(help);
    }
}

/// Whether the program is content with what there is.
fn is_content(adds: &Command<'_>, _effect: &Effect, family: Option<Family>, _group: bool) -> bool {
    let has = |texts: &[&str]| adds.arguments().iter().any(|word| texts.iter().any(|text| word.is(text)));
    let is_debian = matches!(family, Some(Family::Debian | Family::Ubuntu));
    match adds.base_name() {
        Some("groupadd") => has(&["-f", "--force", "-o", "--non-unique"]),
        Some("useradd") => has(&["-o", "--non-unique"]),
        // Debian's is content with a system user or group that is there.
        Some("adduser" | "addgroup") if is_debian => {
            has(&["--system"])
                || adds.arguments().iter().filter(|word| !word.beginning.starts_with('-')).count() > 1
        }
        // `adduser USER GROUP`
        Some("adduser" | "addgroup") => false,
        _ => true,
    }
}
