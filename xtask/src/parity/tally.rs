//! Counts of what agreed, per field, and the first differences.

use std::collections::BTreeMap;

use serde_json::Value;

/// How far two programs agree.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    fields: BTreeMap<String, (usize, usize)>,
    differences: Vec<String>,
}

impl Tally {
    /// Counts one comparison; `place` says where, for people.
    pub(crate) fn compare(&mut self, field: &str, place: &str, theirs: &Value, ours: &Value) {
        let (same, all) = self.fields.entry(field.to_owned()).or_default();
        *all += 1;
        if theirs == ours {
            *same += 1;
        } else {
            self.differences.push(format!("{place} {field}\n    theirs: {theirs}\n    ours:   {ours}"));
        }
    }

    /// Prints the counts and the first differences; whether all agreed.
    pub(crate) fn print(&self, show: usize) -> bool {
        println!("{:<28} {:>8} {:>8} {:>9}", "field", "same", "of", "share");
        for (field, (same, all)) in &self.fields {
            // In thousandths of a percent, rounded down: 100.000% is all of them.
            let share = *same * 100_000 / (*all).max(1);
            println!("{field:<28} {same:>8} {all:>8} {:>4}.{:03}%", share / 1000, share % 1000);
        }
        for difference in self.differences.iter().take(show) {
            println!("\n{difference}");
        }
        let count = self.differences.len();
        println!("\n{count} {}", if count == 1 { "difference" } else { "differences" });
        count == 0
    }
}
