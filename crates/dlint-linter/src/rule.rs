//! What a rule is: facts about it, what it wants to look at, and the function that looks.

use dlint_diagnostics::{Category, FixKind, Priority, RuleMeta, Severity, Status, Variant};
use dlint_model::Stage;
use dlint_syntax::Keyword;

use crate::{Command, Cx, Findings, Step};

/// What a rule wants to look at, and the function that is handed it.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// The whole file, once.
    File(fn(&Cx<'_>, &mut Findings<'_>)),
    /// Each stage.
    Stage(fn(&Stage<'_>, &Cx<'_>, &mut Findings<'_>)),
    /// Each instruction of these kinds, also where it is the trigger of an `ONBUILD`.
    Instruction(&'static [Keyword], fn(&Step<'_>, &Cx<'_>, &mut Findings<'_>)),
    /// Each command of one of these names, in whatever instruction runs it.
    Command(&'static [&'static str], fn(&Command<'_>, &Cx<'_>, &mut Findings<'_>)),
    /// What the shell library finds under one of ShellCheck's codes.
    Shell(ShellText),
    /// Nothing: the linter itself reports under this rule.
    Builtin,
}

/// What is said about a finding in shell code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShellText {
    /// ShellCheck's number: 2086 for SC2086.
    pub number: u16,
    /// What is wrong.
    pub message: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do.
    pub help: &'static str,
}

/// A rule: a constant that carries everything about it, and a function.
///
/// ```
/// use dlint_diagnostics::{Category, Severity};
/// use dlint_linter::{Check, Cx, Findings, Rule, Step};
/// use dlint_syntax::Keyword;
///
/// pub static RULE: Rule =
///     Rule::new("DL4000", "deprecated-maintainer", Check::Instruction(&[Keyword::Maintainer], check))
///         .category(Category::Correctness)
///         .severity(Severity::Info);
///
/// fn check(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
///     out.report(&RULE, step.keyword_text.span(), "`MAINTAINER` is deprecated")
///         .why("tools read labels")
///         .help("use a label");
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The facts about it.
    pub meta: RuleMeta,
    /// What it looks at.
    pub check: Check,
}

impl Rule {
    /// A rule with this code and name. Unless said otherwise it is a warning about correctness, in the default set,
    /// without a fix, there from the first version on.
    pub const fn new(code: &'static str, name: &'static str, check: Check) -> Self {
        let meta = RuleMeta {
            name,
            code,
            aliases: &[],
            variants: &[],
            category: Category::Correctness,
            severity: Severity::Warning,
            default: true,
            fix: FixKind::None,
            priority: Priority::Normal,
            status: Status::Stable,
            since: "0.1.0",
        };
        Self { meta, check }
    }

    /// What other tools call the same problem.
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.meta.aliases = aliases;
        self
    }

    /// The codes of a rule that has more than one; the first must be the rule's own.
    pub const fn variants(mut self, variants: &'static [Variant]) -> Self {
        self.meta.variants = variants;
        self
    }

    /// What the rule is about.
    pub const fn category(mut self, category: Category) -> Self {
        self.meta.category = category;
        self
    }

    /// How much its findings matter.
    pub const fn severity(mut self, severity: Severity) -> Self {
        self.meta.severity = severity;
        self
    }

    /// Takes the rule out of the default set.
    pub const fn off(mut self) -> Self {
        self.meta.default = false;
        self
    }

    /// Declares what it repairs.
    pub const fn fix(mut self, fix: FixKind) -> Self {
        self.meta.fix = fix;
        self
    }

    /// When its fixes come, where they get in the way of others.
    pub const fn priority(mut self, priority: Priority) -> Self {
        self.meta.priority = priority;
        self
    }

    /// Where the rule is in its life.
    pub const fn status(mut self, status: Status) -> Self {
        self.meta.status = status;
        self
    }

    /// The first version that had it.
    pub const fn since(mut self, version: &'static str) -> Self {
        self.meta.since = version;
        self
    }
}
