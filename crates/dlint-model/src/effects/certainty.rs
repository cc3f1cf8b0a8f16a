//! Which commands happen whenever their step succeeds.
//!
//! A command is taken to succeed. What makes it uncertain is the script: a branch, a loop that may not run, `||`, and
//! whatever shows that the script reckons with a failure: `… || true`, `! …`, a test in front of `&&` in the middle of
//! a script, an `exit 0` before it.

use dlint_shell::{Body, Command, Joined, Nest, NestKind, Standing};

/// What is certain of a script's commands.
#[derive(Debug)]
pub(super) struct Certainty<'b> {
    body: &'b Body,
    /// Whether each command may fail, or be left out, in a script that goes on.
    commands: Vec<bool>,
    /// The same for the constructs.
    nests: Vec<bool>,
    /// Whether each construct ends the script with a failure.
    failing: Vec<bool>,
    /// The command behind which nothing is certain, for the script may be over.
    end: usize,
}

/// A command or a construct, as one of a list.
#[derive(Debug, Clone, Copy)]
struct Item {
    start: u32,
    joined: Joined,
    command: Option<usize>,
    nest: Option<usize>,
}

impl<'b> Certainty<'b> {
    pub(super) fn new(body: &'b Body) -> Self {
        let ends = |command: &Command| {
            let inner = |nest: &Nest| {
                matches!(
                    nest.kind,
                    NestKind::Subshell
                        | NestKind::Substitution
                        | NestKind::ProcessSubstitution
                        | NestKind::ShellText
                        | NestKind::Function
                )
            };
            ends_well(command) && !body.path(&command.standing).any(inner)
        };
        let end = body.commands.iter().position(ends).unwrap_or(usize::MAX);
        let mut failing = vec![false; body.nests.len()];
        for nest in
            body.commands.iter().filter(|command| fails(command)).filter_map(|command| command.standing.nest)
        {
            if let Some(failing) = failing.get_mut(nest) {
                *failing = true;
            }
        }
        let mut certainty = Self {
            body,
            commands: vec![false; body.commands.len()],
            nests: vec![false; body.nests.len()],
            failing,
            end,
        };
        // The first are those of the script itself.
        let mut members: Vec<Vec<Item>> = vec![Vec::new(); body.nests.len() + 1];
        let mut put = |standing: &Standing, item: Item| {
            if let Some(members) = members.get_mut(standing.nest.map_or(0, |nest| nest + 1)) {
                members.push(item);
            }
        };
        for (index, command) in body.commands.iter().enumerate() {
            let (start, joined) = (command.span.start, command.standing.joined);
            put(&command.standing, Item { start, joined, command: Some(index), nest: None });
        }
        for (index, nest) in body.nests.iter().enumerate().filter(|(_, nest)| nest.command.is_none()) {
            let (start, joined) = (nest.span.start, nest.standing.joined);
            put(&nest.standing, Item { start, joined, command: None, nest: Some(index) });
        }
        for mut items in members {
            items.sort_by_key(|item| item.start);
            certainty.lists(&items);
        }
        certainty
    }

    /// Whether a command happens for sure.
    pub(super) fn of_command(&self, index: usize) -> bool {
        let Some(command) = self.body.commands.get(index) else { return false };
        self.commands.get(index) == Some(&false)
            && !self.is_behind_end(index)
            && !command.standing.negated
            && self.of_place(&command.standing)
    }

    /// Whether the script reckons with a command's failure, and goes on.
    pub(super) fn may_fail(&self, index: usize) -> bool {
        self.commands.get(index) == Some(&true)
    }

    /// Whether the script may be over before a command.
    pub(super) fn is_behind_end(&self, index: usize) -> bool {
        index > self.end
    }

    /// Whether what stands here happens for sure, if it does not fail itself.
    pub(super) fn of_place(&self, standing: &Standing) -> bool {
        // A loop over words that are there runs.
        let runs = |nest: &Nest| match nest.kind {
            NestKind::ForBody => !nest.words.is_empty() && nest.words.iter().all(|word| word.known),
            NestKind::IfBody | NestKind::LoopBody | NestKind::CaseBranch | NestKind::Function => false,
            _ => true,
        };
        let waits = |standing: &Standing| standing.joined != Joined::Or && !standing.background;
        let mut next = standing.nest;
        let mut is_certain = waits(standing);
        while is_certain
            && let Some(index) = next
            && let Some(nest) = self.body.nests.get(index)
        {
            let owner = nest.command.and_then(|command| self.commands.get(command));
            is_certain = runs(nest)
                && waits(&nest.standing)
                && owner != Some(&true)
                && self.nests.get(index) == Some(&false);
            next = nest.standing.nest;
        }
        is_certain
    }

    /// Goes through the lists of a construct.
    fn lists(&mut self, items: &[Item]) {
        let mut rest = items;
        while let Some((_, behind)) = rest.split_first() {
            let goes_on = |item: &Item| matches!(item.joined, Joined::And | Joined::Or | Joined::Pipe);
            let length = 1 + behind.iter().take_while(|item| goes_on(item)).count();
            let (list, others) = rest.split_at(length.min(rest.len()));
            self.list(list, others.is_empty());
            rest = others;
        }
    }

    fn list(&mut self, list: &[Item], is_last: bool) {
        // Behind which place a failure of the list is one of the script, too.
        let failing = list.iter().rposition(|item| self.fails(item));
        let alternative = list.iter().rposition(|item| item.joined == Joined::Or);
        let mut behind_test = false;
        for (at, item) in list.iter().enumerate() {
            if item.joined == Joined::Or {
                behind_test = false;
            }
            let is_rescued =
                alternative.is_some_and(|other| other > at && failing.is_none_or(|failing| failing < other));
            if is_rescued || behind_test && !is_last {
                let flag = match (item.command, item.nest) {
                    (Some(command), _) => self.commands.get_mut(command),
                    (None, nest) => nest.and_then(|nest| self.nests.get_mut(nest)),
                };
                if let Some(flag) = flag {
                    *flag = true;
                }
            }
            behind_test |=
                item.command.and_then(|command| self.body.commands.get(command)).is_some_and(is_test);
        }
    }

    /// Whether an item ends the script with a failure.
    fn fails(&self, item: &Item) -> bool {
        match (item.command, item.nest) {
            (Some(command), _) => self.body.commands.get(command).is_some_and(fails),
            (None, nest) => nest.and_then(|nest| self.failing.get(nest)) == Some(&true),
        }
    }
}

/// Whether a command ends the script with a failure.
fn fails(command: &Command) -> bool {
    matches!(command.base_name(), Some("exit" | "return" | "false")) && !ends_well(command)
}

/// Whether a command ends the script as if all were well.
fn ends_well(command: &Command) -> bool {
    match (command.base_name(), command.arguments()) {
        (Some("exit"), [word]) => word.is("0"),
        (Some("exit"), []) => command.standing.joined != Joined::Or,
        _ => false,
    }
}

/// Whether a command does nothing but ask.
fn is_test(command: &Command) -> bool {
    match command.base_name() {
        Some("[" | "[[" | "test" | "((" | "which" | "type") => true,
        Some("command") => command.has_argument("-v"),
        Some("grep" | "egrep" | "cmp" | "diff") => !command.standing.pipeline.feeds_pipe(),
        _ => false,
    }
}
