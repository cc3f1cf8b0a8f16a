//! The one place that calls the parser.

use std::panic::{AssertUnwindSafe, catch_unwind};

use shuck_linter::ShellDialect;
use shuck_parser::ShellProfile;
use shuck_parser::parser::{ParseResult, Parser};

use crate::feed::Feed;
use crate::{Dialect, Shell, Unknown, limits};

/// How many steps the parser may take for each byte of a text.
const STEPS_A_BYTE: usize = 8;

/// The steps it may take for the shortest text.
const FEWEST_STEPS: usize = 100_000;

/// Parses a body. `depth` says how many texts it is inside of.
pub(crate) fn parse(feed: &Feed, dialect: Dialect, depth: u32) -> Result<ParseResult, Unknown> {
    if !dialect.shell.is_posix() {
        return Err(Unknown::NotAShell);
    }
    if depth > limits::MOST_TEXTS {
        return Err(Unknown::TooDeep);
    }
    if let Some(reason) = limits::check(feed.body()) {
        return Err(reason);
    }
    let nesting = if depth == 0 { limits::PARSER_DEPTH } else { limits::INNER_PARSER_DEPTH };
    let steps = FEWEST_STEPS.max(feed.text().len() * STEPS_A_BYTE);
    // `[[ … ]]` and arrays are read in every dialect: where a shell does not know them, that is a finding.
    let profile = ShellProfile::native(shuck_dialect(dialect.shell).parser_dialect());
    let parser = || Parser::with_limits_and_profile(feed.text(), nesting, steps, profile.clone()).parse();
    catch_unwind(AssertUnwindSafe(parser)).map_err(|_| Unknown::Refused)
}

/// The parser's name for a shell.
pub(crate) const fn shuck_dialect(shell: Shell) -> ShellDialect {
    match shell {
        Shell::Dash => ShellDialect::Dash,
        Shell::Bash => ShellDialect::Bash,
        Shell::Ksh => ShellDialect::Ksh,
        Shell::Zsh => ShellDialect::Zsh,
        // ShellCheck knows BusyBox's shell too, but what stands behind its codes here does not: it is checked as
        // the portable shell that people write for it.
        _ => ShellDialect::Sh,
    }
}
