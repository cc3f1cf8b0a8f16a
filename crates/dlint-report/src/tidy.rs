//! A writer that leaves out blanks at the ends of lines.
//!
//! Codespan pads what it draws up to the last mark of a line. Nobody sees the blanks, but they end up in logs,
//! in copied text and in snapshots of tests, where editors strip them.

use std::io::{self, Write};

use codespan_reporting::term::termcolor::{ColorSpec, WriteColor};

/// Holds blanks back until something stands behind them.
pub(crate) struct Tidy<'a> {
    out: &'a mut dyn WriteColor,
    blanks: usize,
}

impl<'a> Tidy<'a> {
    pub(crate) fn new(out: &'a mut dyn WriteColor) -> Self {
        Self { out, blanks: 0 }
    }

    fn write_blanks(&mut self) -> io::Result<()> {
        for _ in 0..std::mem::take(&mut self.blanks) {
            self.out.write_all(b" ")?;
        }
        Ok(())
    }
}

impl Write for Tidy<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            let line = part.strip_suffix(b"\n").unwrap_or(part);
            let blanks = line.iter().rev().take_while(|byte| **byte == b' ').count();
            let (text, _) = line.split_at_checked(line.len() - blanks).unwrap_or((line, &[]));
            if !text.is_empty() {
                self.write_blanks()?;
                self.out.write_all(text)?;
            }
            self.blanks += blanks;
            if line.len() < part.len() {
                self.blanks = 0;
                self.out.write_all(b"\n")?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl WriteColor for Tidy<'_> {
    fn supports_color(&self) -> bool {
        self.out.supports_color()
    }

    fn set_color(&mut self, color: &ColorSpec) -> io::Result<()> {
        if self.supports_color() {
            self.write_blanks()?;
        }
        self.out.set_color(color)
    }

    fn reset(&mut self) -> io::Result<()> {
        if self.supports_color() {
            self.write_blanks()?;
        }
        self.out.reset()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::termcolor::NoColor;

    #[test]
    fn blanks_before_a_line_ending_are_left_out_in_whatever_pieces_they_come() {
        let mut out = NoColor::new(Vec::new());
        let mut tidy = Tidy::new(&mut out);
        for piece in [" a ", " ", "b ", "", "  \n", "   ", "\n", "c  \n\n  d", " "] {
            tidy.write_all(piece.as_bytes()).unwrap();
        }
        assert_eq!(out.into_inner(), b" a  b\n\nc\n\n  d");
    }
}
