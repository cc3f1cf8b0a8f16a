//! What fixes promise of the built image is true of built images.
//!
//! Each folder of `cases` is a Dockerfile with a fault, its tiny build context, and what the fix may change.
//! Every run of the tests holds the fix to the text that was proved (`fixed.Dockerfile`), and each case to its row in
//! `docs/proofs.md`. With `DLINT_BUILD_TESTS=1`, root and buildah, both files are built, and the images compared.
//! `DLINT_BLESS=1` besides writes the fixed texts and the table: read the difference before you keep it.

#![expect(
    clippy::print_stderr,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test says what it leaves out, and stops where something is not as it should be"
)]

mod buildah;
mod case;
mod compare;
mod fixing;
mod http;
mod image;
mod place;
mod proof;
mod table;

use std::process::ExitCode;
use std::sync::{Arc, Mutex};

use libtest_mimic::{Arguments, Trial};

use case::Case;
use table::Row;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let cases: Vec<Arc<Case>> =
        Case::all().expect("cases that can be read").into_iter().map(Arc::new).collect();
    let names: Vec<String> = cases.iter().map(|case| case.name.clone()).collect();
    let mut trials: Vec<Trial> = cases
        .iter()
        .map(|case| {
            let case = Arc::clone(case);
            Trial::test(format!("fix_of_{}", case.name), move || fixing::check(&case).map_err(Into::into))
        })
        .collect();
    trials.push(Trial::test("each_case_has_its_row", move || table::is_about(&names).map_err(Into::into)));

    let measured: Arc<Mutex<Vec<Row>>> = Arc::default();
    if arguments.list {
        return libtest_mimic::run(&arguments, trials).exit_code();
    }
    match place::prepare(&cases) {
        Ok(store) => {
            for case in cases {
                let (store, measured) = (store.clone(), Arc::clone(&measured));
                trials.push(Trial::test(format!("build_of_{}", case.name), move || {
                    let row = proof::prove(&case, &store)?;
                    if !blesses() {
                        table::agrees(&row)?;
                    }
                    measured.lock().expect("nobody panics with the rows").push(row);
                    Ok(())
                }));
            }
        }
        Err(reason) => eprintln!("the fixes are not proved by building: {reason}"),
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    if blesses() {
        let rows = measured.lock().expect("nobody panics with the rows");
        table::bless(&rows).expect("the table can be written");
    }
    conclusion.exit_code()
}

/// Whether what is found is to be written down as what is expected.
fn blesses() -> bool {
    std::env::var_os("DLINT_BLESS").is_some_and(|value| value == "1")
}
