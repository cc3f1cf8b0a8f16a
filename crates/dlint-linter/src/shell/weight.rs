//! What a shell finding weighs in a Dockerfile, where that is not what it weighs in a script.
//!
//! A script is handed anything; a build step runs with values that are known, or come from programs that are.

use dlint_diagnostics::Severity;
use dlint_model::variables::Variables;
use dlint_model::{Runs, State, StepScript};
use dlint_shell::{Command, Nest, NestKind, Shell, ShellFinding, Word};
use dlint_text::Span;

/// How much a finding matters, where it is not what ShellCheck says.
pub(super) fn severity(script: &StepScript, finding: &ShellFinding) -> Option<Severity> {
    match finding.code {
        // What is deleted, moved or overwritten is not to be guessed: `rm -rf $dir/x`.
        2086 if is_path_of_change(script, finding) => Some(Severity::Warning),
        // A variable too many does no harm; most commands whose failure is lost do not fail.
        2034 | 2155 => Some(Severity::Info),
        // A list of words in a build is split as it was meant.
        2068 => Some(Severity::Warning),
        _ => None,
    }
}

/// Whether a finding is right by the letter, and wrong in most builds. See `Finding::pedantic`.
pub(super) fn is_pedantic(
    script: &StepScript,
    state: &State,
    variables: &Variables<'_>,
    finding: &ShellFinding,
) -> bool {
    // What stands in quotes there is another language.
    if runs_powershell(script) {
        return true;
    }
    match finding.code {
        // Real files split on purpose: lists of packages, of options, of files.
        2046 | 2086 if !is_path_of_change(script, finding) => true,
        2046 => !substitution(script, finding).is_some_and(|nest| prints_names(script, nest)),
        2086 => !holds_free_text(script, finding),
        2155 => is_set_to_one_word(script, finding),
        // Where nothing follows, the step fails with it.
        2164 if says(script, finding, &["popd", "pushd"]) => true,
        2164 => !script.script.body().commands.iter().any(|command| command.span.start >= finding.span.end),
        // The mode is nearly always meant for the last folder alone (`mkdir -p -m 700 ~/.ssh`): never by default.
        2174 => true,
        // The variable of `for i in 1 2 3` is not used where the loop only tries again.
        2034 => counts(script, finding),
        // The build itself says what the folder is.
        2115 => is_set_by_build(script, variables, finding),
        // `A=1 B= make` sets nothing for one command, and means it.
        1007 => script.script.body().commands.iter().any(|command| {
            command.span.covers(finding.span) && command.assignments.len() > 1 && !command.words.is_empty()
        }),
        // What a script exports, reads from a file or evaluates sets variables that nobody sees.
        2154 => sets_unseen(script),
        // `dash` expands it, Bash does not.
        2028 => script.script.dialect().shell != Shell::Bash,
        // Unless it is known what `sh` is in that image, most shells that go by the name know more than POSIX asks.
        2240 | 3000..4000 => script.script.dialect().shell == Shell::Sh && state.sh() != Shell::Dash,
        _ => false,
    }
}

/// Whether a script hands text to a shell of Windows or to PowerShell, as on an image of which nobody knows the system.
fn runs_powershell(script: &StepScript) -> bool {
    script.script.body().commands.iter().any(|command| {
        let name = command.base_name().unwrap_or_default().to_ascii_lowercase();
        matches!(name.trim_end_matches(".exe"), "powershell" | "pwsh" | "cmd")
    })
}

/// Whether the name of a variable is that of a `for` that goes through numbers: `$(seq 30)`, `{1..5}`, `1 2 3`.
fn counts(script: &StepScript, finding: &ShellFinding) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_range = |text: &str| {
        let inner = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
        inner.is_some_and(|text| text.split("..").all(is_number))
    };
    let body = script.script.body();
    let counts = |word: &Word| {
        let text = word.text.as_str();
        let seq = || substitution_in(script, word.span()).is_some_and(|nest| runs_only(script, nest, "seq"));
        is_number(text) || is_range(text) || seq()
    };
    body.nests.iter().any(|nest| {
        let is_at_finding = nest.name.as_ref().is_some_and(|name| name.span() == finding.span);
        nest.kind == NestKind::ForBody && is_at_finding && nest.words.iter().all(counts)
    })
}

/// Whether all that a substitution runs is one program.
fn runs_only(script: &StepScript, nest: usize, name: &str) -> bool {
    let commands = &script.script.body().commands;
    let mut own = commands.iter().filter(|command| command.standing.nest == Some(nest)).peekable();
    own.peek().is_some() && own.all(|command| command.base_name() == Some(name))
}

/// The command substitution in the place of a finding.
fn substitution(script: &StepScript, finding: &ShellFinding) -> Option<usize> {
    substitution_in(script, finding.span)
}

fn substitution_in(script: &StepScript, span: Span) -> Option<usize> {
    let is_in_place = |nest: &Nest| nest.kind == NestKind::Substitution && span.covers(nest.span);
    script.script.body().nests.iter().position(is_in_place)
}

/// Whether all that the variable is set to, whose name is the place of a finding, prints one plain word.
fn is_set_to_one_word(script: &StepScript, finding: &ShellFinding) -> bool {
    let assignments = script.script.body().commands.iter().flat_map(|command| &command.assignments);
    let mut own = assignments.filter(|one| one.name.span() == finding.span);
    let value = own.find_map(|one| one.value.as_ref());
    value
        .and_then(|value| substitution_in(script, value.span()))
        .is_some_and(|nest| hardly_fails(script, nest))
}

/// Whether `ARG`, `ENV` or the base image gives the variable at which a path begins the name of a folder, and the script
/// leaves it so.
fn is_set_by_build(script: &StepScript, variables: &Variables<'_>, finding: &ShellFinding) -> bool {
    // What is run later gets variables from whoever runs it.
    if script.runs == Runs::WhenCalled {
        return false;
    }
    let body = script.script.body();
    let words = body.commands.iter().flat_map(|command| &command.words);
    let mut used = words.filter(|word| word.span().touches(finding.span)).flat_map(|word| &word.variables);
    let Some(name) = used.next().map(|one| one.name.as_str()) else { return false };
    let is_folder = |value: &str| !value.trim_matches(['/', '.', ' ', '"', '\'']).is_empty();
    variables.value(name).is_some_and(is_folder) && !body.may_set(name)
}

/// Whether what a substitution runs has no reason to fail: it prints one plain word, or changes a text.
fn hardly_fails(script: &StepScript, nest: usize) -> bool {
    let plain = |command: &Command| {
        matches!(
            command.base_name(),
            Some("echo" | "printf" | "sed" | "tr" | "cut" | "awk" | "basename" | "dirname")
        )
    };
    let commands = &script.script.body().commands;
    let mut own = commands.iter().filter(|command| command.standing.nest == Some(nest)).peekable();
    own.peek().is_some() && own.all(|command| plain(command) || prints_one_word(command))
}

/// Whether a variable holds what nobody has written down: an argument, a line that was read, one file of a pattern, a list
/// of files. All else is an architecture, a version, a folder of the image's own.
fn holds_free_text(script: &StepScript, finding: &ShellFinding) -> bool {
    let body = script.script.body();
    let mut used = body.commands.iter().flat_map(|command| &command.words).flat_map(|word| &word.variables);
    let Some(name) = used.find(|one| finding.span.covers(one.span)).map(|one| one.name.as_str()) else {
        return false;
    };
    let is_argument = name.bytes().all(|byte| byte.is_ascii_digit()) || matches!(name, "@" | "*");
    let is_read = || {
        body.commands.iter().any(|command| {
            matches!(command.base_name(), Some("read" | "mapfile" | "readarray"))
                && command.arguments().iter().any(|word| word.is(name))
        })
    };
    let is_of_pattern = || {
        body.nests.iter().any(|nest| {
            let sets_it = nest.kind == NestKind::ForBody && nest.name.as_deref() == Some(name);
            sets_it && nest.words.iter().any(|word| word.pattern || !word.known)
        })
    };
    let lists_files = || {
        let assignments = body.commands.iter().flat_map(|command| &command.assignments);
        let mut own = assignments.filter(|one| *one.name == *name).filter_map(|one| one.value.as_ref());
        own.any(|value| substitution_in(script, value.span()).is_some_and(|nest| prints_names(script, nest)))
    };
    is_argument || is_read() || is_of_pattern() || lists_files()
}

/// Whether a substitution prints names of files that nobody has written down.
fn prints_names(script: &StepScript, nest: usize) -> bool {
    let commands = &script.script.body().commands;
    let mut own = commands.iter().filter(|command| command.standing.nest == Some(nest));
    own.any(|command| matches!(command.base_name(), Some("find" | "ls" | "locate")))
}

/// Whether a finding is about a command of one of these names.
fn says(script: &StepScript, finding: &ShellFinding, names: &[&str]) -> bool {
    let mut commands = script.script.body().commands.iter();
    commands.any(|command| {
        finding.span.covers(command.span) && command.base_name().is_some_and(|name| names.contains(&name))
    })
}

fn is_path_of_change(script: &StepScript, finding: &ShellFinding) -> bool {
    let changes = |command: &&Command| matches!(command.base_name(), Some("rm" | "mv" | "cp"));
    let mut commands = script.script.body().commands.iter().filter(changes);
    commands.any(|command| command.arguments().iter().any(|word| word.span().covers(finding.span)))
}

/// Whether a script runs what may set any variable: `export $(…)`, `eval`, `. file`.
fn sets_unseen(script: &StepScript) -> bool {
    script.script.body().commands.iter().any(|command| match command.base_name().unwrap_or_default() {
        "." | "source" | "eval" => true,
        "export" | "declare" | "typeset" | "local" | "readonly" => {
            command.arguments().iter().any(|word| word.value().is_none() && !word.beginning.contains('='))
        }
        _ => false,
    })
}

/// Whether a command prints a number, an architecture, a path of the system or the like.
fn prints_one_word(command: &Command) -> bool {
    let first = command.arguments().first().and_then(|word| word.value()).unwrap_or_default();
    match command.base_name().unwrap_or_default() {
        "nproc" | "arch" | "whoami" | "getconf" | "uname" | "id" | "dpkg-architecture" | "mktemp"
        | "which" | "readlink" | "realpath" | "xx-info" => true,
        "dpkg" => first == "--print-architecture",
        "lsb_release" => matches!(first, "-cs" | "-rs" | "-is"),
        "php" => first == "-r",
        "command" => first == "-v",
        _ => false,
    }
}
