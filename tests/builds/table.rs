//! The table of `docs/proofs.md`: what was measured of each case.

use std::cmp::Ordering;
use std::fs;
use std::path::PathBuf;

use crate::case::{Case, Fix, root, text};

/// Between these lines stands what is measured.
const BEGIN: &str =
    "<!-- Generated with DLINT_BUILD_TESTS=1 DLINT_BLESS=1 by the test `builds`; do not edit. -->";
const END: &str = "<!-- The end of what is generated. -->";

const HEAD: &str = "| case | rules | fix | layers | bytes | cached steps | the secret is in | what it shows |\n\
                    |---|---|---|---|---|---|---|---|\n";

/// A row of the table.
#[derive(Debug)]
pub(crate) struct Row {
    name: String,
    codes: String,
    fix: String,
    layers: String,
    /// Before and after, where it was built.
    bytes: Option<(usize, usize)>,
    cached: String,
    leaks: String,
    shows: String,
}

impl Row {
    /// The row of a case that was built.
    pub(crate) fn measured(
        case: &Case,
        layers: (usize, usize),
        bytes: (usize, usize),
        cached: String,
        leaks: String,
    ) -> Self {
        let layers = format!("{} → {}", layers.0, layers.1);
        Self { layers, bytes: Some(bytes), cached, leaks, ..Self::parsed_only(case) }
    }

    /// The row of a case that this builder cannot build.
    pub(crate) fn parsed_only(case: &Case) -> Self {
        let fix = match case.fix {
            Fix::Safe => "safe",
            Fix::Unsafe => "unsafe",
            Fix::None => "advice only",
            Fix::Refused => "refused",
        };
        let mut shows = case.proves.clone();
        if let Some(reason) = &case.parsed_only {
            let how = if case.nearest.is_empty() {
                "parsed only"
            } else {
                "parsed only, built in the nearest form"
            };
            shows = format!("{shows} ({how}: {reason})");
        }
        if let Some(reason) = &case.known {
            shows = format!("{shows} (**known fault**: {reason})");
        }
        let none = || "–".to_owned();
        Self {
            name: case.name.clone(),
            codes: case.codes.join(", "),
            fix: fix.to_owned(),
            layers: none(),
            bytes: None,
            cached: none(),
            leaks: none(),
            shows,
        }
    }

    fn written(&self) -> String {
        let bytes = self.bytes.map_or_else(
            || "–".to_owned(),
            |(before, after)| format!("{} → {}", kilobytes(before), kilobytes(after)),
        );
        format!(
            "| [{name}](../tests/builds/cases/{name}) | {} | {} | {} | {bytes} | {} | {} | {} |\n",
            self.codes,
            self.fix,
            self.layers,
            self.cached,
            self.leaks,
            self.shows,
            name = self.name,
        )
    }

    /// Whether a written row says the same, but for the very number of bytes.
    fn is(&self, written: &str) -> bool {
        let cells = |row: &str| row.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
        let (own, other) = (self.written(), written.to_owned());
        let (mut own, mut other) = (cells(&own), cells(&other));
        if own.len() != other.len() || own.len() < 6 {
            return false;
        }
        let (own_bytes, other_bytes) = (own.remove(5), other.remove(5));
        own == other && change(&own_bytes) == change(&other_bytes)
    }
}

/// Layers are written in kilobytes, with a blank for each three digits.
fn kilobytes(bytes: usize) -> String {
    let number = bytes.div_ceil(1000);
    if number < 1000 { format!("{number} kB") } else { format!("{} {:03} kB", number / 1000, number % 1000) }
}

/// Whether a cell `9 kB → 7 kB` says that it gets more or less; what is within a twentieth may be otherwise next time.
fn change(cell: &str) -> Option<Ordering> {
    let number =
        |side: &str| side.chars().filter(char::is_ascii_digit).collect::<String>().parse::<u64>().ok();
    let (before, after) = cell.split_once('→')?;
    let (before, after) = (number(before)?, number(after)?);
    Some(if before.abs_diff(after) * 20 <= before { Ordering::Equal } else { after.cmp(&before) })
}

fn page() -> PathBuf {
    root().join("docs/proofs.md")
}

/// The rows as they are written.
fn rows() -> Result<Vec<String>, String> {
    let page = fs::read_to_string(page()).map_err(|error| format!("docs/proofs.md: {error}"))?;
    let rest = page.split_once(BEGIN).ok_or("docs/proofs.md has no table")?.1;
    let table = rest.split_once(END).ok_or("the table of docs/proofs.md does not end")?.0;
    Ok(table.lines().filter(|line| line.starts_with("| [")).map(str::to_owned).collect())
}

fn name_of(row: &str) -> Option<&str> {
    row.strip_prefix("| [")?.split(']').next()
}

/// Holds the table to the names of the cases.
pub(crate) fn is_about(names: &[String]) -> Result<(), String> {
    let rows = rows()?;
    let found: Vec<&str> = rows.iter().filter_map(|row| name_of(row)).collect();
    // They are written at the end of such a run.
    if found == names || crate::blesses() {
        return Ok(());
    }
    Err(format!("docs/proofs.md has {found:?}, the cases are {names:?}; build them, as tests/README.md says"))
}

/// Holds the table to what was measured.
pub(crate) fn agrees(row: &Row) -> Result<(), String> {
    let rows = rows()?;
    let written = rows.iter().find(|written| name_of(written) == Some(&row.name));
    match written {
        Some(written) if row.is(written) => Ok(()),
        _ => Err(format!("docs/proofs.md says otherwise than\n{}", row.written())),
    }
}

/// Writes the rows that were measured; those of other cases stay.
pub(crate) fn bless(measured: &[Row]) -> Result<(), String> {
    let names: Vec<String> = Case::all()?.into_iter().map(|case| case.name).collect();
    let old = rows()?;
    let mut table = String::new();
    for name in &names {
        let new = measured.iter().find(|row| row.name == *name).map(Row::written);
        let kept = || old.iter().find(|row| name_of(row) == Some(name)).map(|row| format!("{row}\n"));
        table.push_str(&new.or_else(kept).unwrap_or_default());
    }
    let page_text = fs::read_to_string(page()).map_err(text)?;
    let (before, rest) = page_text.split_once(BEGIN).ok_or("docs/proofs.md has no table")?;
    let (_, after) = rest.split_once(END).ok_or("the table of docs/proofs.md does not end")?;
    fs::write(page(), format!("{before}{BEGIN}\n\n{HEAD}{table}\n{END}{after}")).map_err(text)
}
