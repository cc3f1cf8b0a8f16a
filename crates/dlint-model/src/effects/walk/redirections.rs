//! The files that a shell opens for commands and for constructs.

use dlint_shell::{Command, Joined, Redirection, RedirectionOperator, Standing};

use super::Walk;
use crate::effects::call::Out;
use crate::effects::run::is_device;
use crate::effects::{Action, CommandId, Origin, Shape};

impl Walk<'_, '_> {
    /// Looks at the redirections of the constructs that a command is the first of.
    pub(super) fn open(&mut self, standing: &Standing) {
        let mut around = Vec::new();
        let mut next = standing.nest;
        while let Some(nest) = next.and_then(|nest| self.body.nests.get(nest)) {
            // The parts of an `if` have those of the whole.
            if nest.redirections.first().is_some_and(|first| !self.opened.contains(&first.span)) {
                around.push(nest);
            }
            next = nest.standing.nest;
        }
        for nest in around.into_iter().rev() {
            self.opened.extend(nest.redirections.first().map(|first| first.span));
            self.enter(nest.standing.nest);
            self.redirections(&nest.redirections, None, &nest.standing);
        }
    }

    /// What `curl … > file` fetches ends up in the file.
    pub(super) fn fetch_into_redirection(&mut self, before: usize) {
        let own = self.effects.get_mut(before..).unwrap_or_default();
        let Some((first, rest)) = own.split_first_mut() else { return };
        let Action::Write { path, origin: origin @ Origin::Output, .. } = &mut first.action else { return };
        for effect in rest {
            if let Action::Download { to: to @ None, .. } = &mut effect.action {
                *to = Some(path.clone());
                *origin = Origin::Download;
            }
        }
    }

    pub(super) fn redirections(
        &mut self,
        redirections: &[Redirection],
        command: Option<usize>,
        standing: &Standing,
    ) {
        if redirections.is_empty() {
            return;
        }
        let id = command.map(|command| CommandId { script: self.index, command });
        let nothing = Command {
            words: Vec::new(),
            assignments: Vec::new(),
            redirections: Vec::new(),
            span: self.step.instruction.span,
            standing: *standing,
            wrapped_by: None,
            open_ended: false,
        };
        // The shell opens the file, whether or not the command succeeds.
        let is_certain = match command {
            Some(index) if standing.joined == Joined::And || self.certainty.is_behind_end(index) => {
                self.certainty.of_command(index)
            }
            _ => self.certainty.of_place(standing),
        };
        let loops = self.loops(standing);
        let folder = self.folder();
        let mut effects = Vec::new();
        for redirection in redirections {
            let target = &redirection.target;
            let reads = matches!(redirection.operator, RedirectionOperator::Read);
            if !redirection.operator.opens_for_writing() && !reads {
                continue;
            }
            let call = self.call(&nothing, "", &folder, &loops);
            let mut out = Out { effects: &mut effects, command: id, is_certain, span: redirection.span };
            for path in call.paths(target).into_iter().filter(|path| !is_device(path)) {
                if reads {
                    out.read(path, target.span());
                } else {
                    out.write(path, Shape::File, Origin::Output, target.span());
                }
            }
        }
        self.effects.append(&mut effects);
    }
}
