//! Whether what the model says of commands is true: each case is run, and what it did to its files is compared with
//! the effects that the model claims.
//!
//! A case is a few files and a script (`cases`). The script runs in a folder of its own, before and after it the
//! folder is looked at (`snapshot`), and then (`judge`) every difference has to be covered by a claim, and every claim
//! that is certain has to be true. Nothing outside of the folder is touched, and no network but the loopback.
//!
//! The tools are those of the machine. One that is missing makes the test say so and leave its cases out.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]
#![expect(clippy::print_stderr, reason = "who runs the test has to know what it leaves out")]

mod case;
mod cases;
mod claims;
mod judge;
mod scratch;
mod snapshot;
mod tools;
mod web;

use case::Case;

/// Runs cases, and complains of those that the model is wrong about.
fn hold(cases: &[Case]) {
    if !tools::are_gnu() {
        eprintln!("left out: the tools of this machine are not those of most images");
        return;
    }
    let mut wrong = Vec::new();
    for case in cases {
        match judge::judge(case) {
            judge::Verdict::True => {}
            judge::Verdict::LeftOut(tool) => eprintln!("left out: {}: there is no {tool} here", case.name),
            judge::Verdict::Wrong(report) => wrong.push(report),
        }
    }
    assert!(wrong.is_empty(), "\n{}\n{} of {} cases are wrong", wrong.join("\n"), wrong.len(), cases.len());
}

#[test]
fn the_tools_that_every_image_has_are_here() {
    let missing: Vec<&str> = tools::CORE.iter().copied().filter(|tool| !tools::is_here(tool)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_case_has_a_name_of_its_own() {
    let mut names: Vec<&str> =
        cases::ALL.iter().flat_map(|cases| cases.iter().map(|case| case.name)).collect();
    assert!(names.len() >= 150, "{}", names.len());
    names.sort_unstable();
    let twice: Vec<_> = names.windows(2).filter(|pair| pair.first() == pair.last()).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn a_script_may_not_leave_its_folder() {
    for script in
        ["rm -rf /", "cp a /etc/x", "echo >/x", "cat \"/x\"", "cd ../..", "tar -C/ -xf a", "dd of=/x"]
    {
        assert!(scratch::leaves(script), "{script}");
    }
    for script in ["rm -rf @/opt", "echo a > /dev/null", "sed s/a/b/ x", "cd ../w", "curl %web/a -o @/b"] {
        assert!(!scratch::leaves(script), "{script}");
    }
}

#[test]
fn what_is_said_of_deleting_is_true() {
    hold(cases::deleting::CASES);
}

#[test]
fn what_is_said_of_making_is_true() {
    hold(cases::making::CASES);
}

#[test]
fn what_is_said_of_copying_is_true() {
    hold(cases::copying::CASES);
}

#[test]
fn what_is_said_of_moving_is_true() {
    hold(cases::moving::CASES);
}

#[test]
fn what_is_said_of_links_is_true() {
    hold(cases::linking::CASES);
}

#[test]
fn what_is_said_of_archives_is_true() {
    hold(cases::archives::CASES);
}

#[test]
fn what_is_said_of_packed_files_is_true() {
    hold(cases::packing::CASES);
}

#[test]
fn what_is_said_of_finding_is_true() {
    hold(cases::finding::CASES);
}

#[test]
fn what_is_said_of_text_is_true() {
    hold(cases::text::CASES);
}

#[test]
fn what_is_said_of_modes_and_owners_is_true() {
    hold(cases::attributes::CASES);
}

#[test]
fn what_is_said_of_downloads_is_true() {
    hold(cases::downloading::CASES);
}

#[test]
fn what_is_said_of_repositories_is_true() {
    hold(cases::repositories::CASES);
}

#[test]
fn what_is_said_of_the_shell_is_true() {
    hold(cases::shell::CASES);
}

#[test]
fn what_is_said_of_idioms_is_true() {
    hold(cases::idioms::CASES);
}
