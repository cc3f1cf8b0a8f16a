//! Every rule does what its page says, and says what it does.
//!
//! One test a page. `DLINT_BLESS=1 cargo test --test catalogue` writes the markers and the fixed examples as they
//! are found: read the difference before you keep it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test stops where something is not as it should be"
)]

mod bless;
mod page;
mod surroundings;

use std::process::ExitCode;

use dlint::PAGES;
use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let rules = dlint::rules();
    let mut trials: Vec<Trial> = PAGES
        .iter()
        .map(|page| Trial::test(page.name, move || page::check(page).map_err(Into::into)))
        .collect();
    // What is said about shell code stands in a table, and only a fix needs a page to be proved on.
    let with_page = |rule: &&&dlint::Rule| {
        !matches!(rule.check, dlint::Check::Shell(_)) || rule.meta.fix != dlint::FixKind::None
    };
    let pages: Vec<String> =
        rules.rules().iter().filter(with_page).map(|rule| rule.meta.page_name()).collect();
    for name in pages {
        trials.push(Trial::test(format!("page_of_{name}"), move || {
            dlint::Page::named(&name)
                .map(|_| ())
                .ok_or_else(|| format!("there is no `rules/{name}.md`").into())
        }));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
