//! What the model knows of a build, as lines for people.

use dlint_model::Build;
use dlint_model::context::FindContext;

use super::model::{CacheNode, EffectNode, Model, StageNode, StateNode, StepNode, VariableNode};

/// A build as lines for people.
pub fn lines(build: &Build<'_>, find: &dyn FindContext) -> Vec<String> {
    let model = Model::new(build, find);
    let mut lines = Vec::new();
    lines.push(match &model.context {
        Some(context) => format!("context: {}, {}", context.folder, context.certainty),
        None => "context: unknown".to_owned(),
    });
    if let Some(context) = &model.context {
        lines.extend(context.ignore_file.as_ref().map(|path| format!("  without what {path} ignores")));
        lines.extend(context.missing.iter().map(|path| format!("  `{path}` is copied, and is not there")));
    }
    if !model.global_variables.is_empty() {
        lines.push("global variables".to_owned());
        lines.extend(model.global_variables.iter().map(variable_line));
    }
    for stage in &model.stages {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        stage_lines(stage, &mut lines);
    }
    lines
}

fn stage_lines(stage: &StageNode, lines: &mut Vec<String>) {
    let name = stage.name.as_ref().map_or_else(String::new, |name| format!(" `{name}`"));
    let role = match (stage.shipped, stage.needed) {
        (true, _) => "shipped",
        (false, true) => "needed by the last stage",
        (false, false) => "not needed by the last stage",
    };
    lines.push(format!("stage {}{name}, line {}: {role}", stage.index, stage.line));
    let platform = stage.platform.as_ref().map_or_else(String::new, |platform| format!(" for {platform}"));
    lines.push(format!("  begins with {}{platform}", stage.base));
    if let Some(image) = &stage.image {
        let mut known = vec![image.name.to_owned()];
        known.extend(image.family.map(|family| format!("family {family}")));
        known.extend(image.package_manager.map(|manager| format!("packages by {manager}")));
        known.extend(image.user.map(|user| format!("user {user}")));
        known.extend(image.end_of_life.as_ref().map(|date| format!("end of life {date}")));
        lines.push(format!("  known of the image: {}", known.join(", ")));
    }
    if !stage.variables.is_empty() {
        lines.push("  variables".to_owned());
        lines.extend(stage.variables.iter().map(|variable| format!("  {}", variable_line(variable))));
    }
    for reference in &stage.references {
        let how = if reference.mount { "mounts from" } else { "copies from" };
        lines.push(format!("  line {}: {how} {}", reference.line, reference.to));
    }
    let mut state = None;
    for step in &stage.steps {
        if state != Some(&step.state) {
            let StateNode { user, folder, shell } = &step.state;
            lines.push(format!("  as {user} in {folder}, with {}", shell.join(" ")));
            state = Some(&step.state);
        }
        step_lines(step, lines);
    }
    if !stage.triggers.is_empty() {
        lines.push("  in stages that are built from this one".to_owned());
        stage.triggers.iter().for_each(|step| step_lines(step, lines));
    }
}

fn variable_line(variable: &VariableNode) -> String {
    let VariableNode { name, set_by, line, .. } = variable;
    match &variable.value {
        Some(value) if variable.known => format!("  {set_by} {name} = {value:?}, line {line}"),
        Some(value) => format!("  {set_by} {name} = {value:?} as far as it is known, line {line}"),
        None => format!("  {set_by} {name} without a value, line {line}"),
    }
}

fn step_lines(step: &StepNode, lines: &mut Vec<String>) {
    let inherited =
        step.inherited_from.map_or_else(String::new, |stage| format!(", by ONBUILD of stage {stage}"));
    let layer = match step.layer {
        "configuration" => "no layer",
        "folder" => "a layer if the folder is new",
        _ => "a layer",
    };
    lines.push(format!("  line {}, {}: {layer}{inherited}", step.line, step.instruction));
    for (index, command) in step.commands.iter().enumerate() {
        let conditional = if command.conditional { " (perhaps)" } else { "" };
        let problem = command.problem.map_or_else(String::new, |problem| format!(" ({problem})"));
        lines.push(format!("    $ {}{conditional}{problem}", command.words.join(" ")));
        let own = step.effects.iter().filter(|effect| effect.command == Some(index));
        lines.extend(own.map(|effect| effect_line(effect, "      ")));
    }
    let own = step.effects.iter().filter(|effect| effect.command.is_none());
    lines.extend(own.map(|effect| effect_line(effect, "    ")));
    let CacheNode { variables, files, asks_network } = &step.cache_key;
    let mut depends = Vec::new();
    if !variables.is_empty() {
        depends.push(format!("the variables {}", variables.join(" ")));
    }
    if !files.is_empty() {
        depends.push(format!("the files {}", files.join(" ")));
    }
    if *asks_network {
        depends.push("what the network answers".to_owned());
    }
    if !depends.is_empty() {
        lines.push(format!("    cached by {}", depends.join(", ")));
    }
}

fn effect_line(effect: &EffectNode, indent: &str) -> String {
    let gone = if effect.stored == Some(false) { ", gone again" } else { "" };
    format!("{indent}→ {}{gone}", effect.text)
}
