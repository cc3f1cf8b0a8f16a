//! The colours: one set for everything that dlint draws.

use codespan_reporting::term::Styles;
use codespan_reporting::term::termcolor::{Color, ColorSpec};
use dlint_diagnostics::Severity;

/// A severity's colour.
pub(crate) fn color(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Info => Color::Cyan,
        Severity::Style => Color::Green,
    }
}

pub(crate) fn plain(color: Color) -> ColorSpec {
    let mut spec = ColorSpec::new();
    spec.set_fg(Some(color));
    spec
}

pub(crate) fn bold(color: Option<Color>) -> ColorSpec {
    let mut spec = ColorSpec::new();
    spec.set_fg(color).set_bold(true);
    spec
}

/// The styles for codespan. What is not a finding (borders, line numbers, other places) is bright blue: dark
/// blue cannot be read on many black terminals.
pub(crate) fn styles() -> Styles {
    let mut quiet = plain(Color::Blue);
    quiet.set_intense(true);
    let header = |severity| bold(Some(color(severity)));
    let label = |severity| plain(color(severity));
    Styles {
        header_bug: header(Severity::Error),
        header_error: header(Severity::Error),
        header_warning: header(Severity::Warning),
        header_note: header(Severity::Info),
        header_help: header(Severity::Style),
        header_message: bold(None),
        primary_label_bug: label(Severity::Error),
        primary_label_error: label(Severity::Error),
        primary_label_warning: label(Severity::Warning),
        primary_label_note: label(Severity::Info),
        primary_label_help: label(Severity::Style),
        secondary_label: quiet.clone(),
        line_number: quiet.clone(),
        source_border: quiet.clone(),
        note_bullet: quiet,
    }
}
