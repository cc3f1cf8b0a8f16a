//! Lines for people and for programs that read lines.

use std::io;

use codespan_reporting::term::termcolor::{Color, ColorSpec, WriteColor};
use dlint_diagnostics::Severity;

use super::Row;

/// `Dockerfile:3 DL4000 error: …`
pub(super) fn tty<'r>(rows: impl Iterator<Item = &'r Row>, out: &mut dyn WriteColor) -> io::Result<()> {
    for row in rows {
        if row.is_parse_error() {
            writeln!(out, "{}:{}:{} {}", row.path, row.line, row.column, row.message)?;
            continue;
        }
        write!(out, "{}:{} {} ", row.path, row.line, row.code)?;
        out.set_color(&color(row.severity))?;
        write!(out, "{}", row.severity)?;
        out.reset()?;
        // Whoever reads these lines takes what stands behind the last colon for the message.
        writeln!(out, ": {}", row.message.replace(": ", "; "))?;
    }
    Ok(())
}

/// `hadolint:Dockerfile:3: DL4000 error: …`
pub(super) fn gnu<'r>(rows: impl Iterator<Item = &'r Row>, out: &mut dyn WriteColor) -> io::Result<()> {
    for row in rows {
        if row.is_parse_error() {
            writeln!(out, "hadolint:{}:{}:{}: {}", row.path, row.line, row.column, row.message)?;
        } else {
            let Row { path, line, code, severity, message, .. } = row;
            writeln!(out, "hadolint:{path}:{line}: {code} {severity}: {message}")?;
        }
    }
    Ok(())
}

fn color(severity: Severity) -> ColorSpec {
    let (color, is_bold) = match severity {
        Severity::Error => (Color::Red, true),
        Severity::Warning => (Color::Yellow, true),
        Severity::Info => (Color::Green, false),
        Severity::Style => (Color::Blue, false),
    };
    let mut spec = ColorSpec::new();
    spec.set_fg(Some(color)).set_intense(true).set_bold(is_bold);
    spec
}
