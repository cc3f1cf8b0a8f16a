//! Files of a size that nobody writes by hand.

use std::fs::File;
use std::time::Instant;

use crate::support::Folder;
use crate::{assert_always_refused, beside_a_good_file, codes_in};

#[test]
fn a_file_of_a_hundred_megabytes_is_refused_unread() {
    let folder = beside_a_good_file();
    let file = File::create(folder.path("Dockerfile")).expect("a file");
    file.set_len(100 * 1024 * 1024).expect("a sparse file");
    let message = "the file has 104857600 bytes; dlint reads files of up to 16777216 bytes (16 MiB)";
    assert_always_refused(&folder, "Dockerfile", message);
    let started = Instant::now();
    for _ in 0..10 {
        folder.run(["-q"]).exits_with(2);
    }
    assert!(started.elapsed().as_secs() < 3, "{:?}", started.elapsed());
}

#[test]
fn the_largest_file_that_is_read_is_read() {
    let limit = 16 * 1024 * 1024;
    let line = format!("#{}\n", "x".repeat(1022));
    let mut content = line.repeat(limit / line.len());
    content.replace_range(..14, "FROM debian:13");
    content.replace_range(14..15, "\n");
    assert_eq!(content.len(), limit);
    let folder = beside_a_good_file();
    folder.write("Dockerfile", &content);
    let run = folder.dlint(["-f", "json"]).within(2).run().exits_with(1);
    assert_eq!(run.json().codes("Dockerfile"), ["syntax"], "the rest of its first line is no instruction");
    folder.write("Dockerfile", content + "\n");
    let run = folder.dlint(["-f", "json"]).within(1).run().exits_with(2);
    assert_eq!(run.json().errors().len(), 1);
}

#[test]
fn standard_input_is_read_to_the_limit_and_no_further() {
    let folder = beside_a_good_file();
    let much = vec![b'#'; 40 * 1024 * 1024];
    let run = folder.dlint(["-f", "json", "-", "zzz"]).stdin(much).within(2).run().exits_with(2);
    let report = run.json();
    assert_eq!(report.codes("zzz/Dockerfile"), ["DL3007"]);
    assert_eq!(
        report.errors(),
        ["-: there are more than 16777216 bytes (16 MiB), which dlint does not read"]
    );
}

#[test]
fn a_line_of_a_megabyte_is_refused_as_by_the_builder_and_the_rest_is_linted() {
    let long = "x ".repeat(500_000);
    assert_eq!(
        codes_in(format!("FROM debian:latest\nRUN {long}\nEXPOSE 80443\n"), 1),
        ["DL3007", "syntax", "DL3011"]
    );
    assert_eq!(codes_in(format!("# {long}\nFROM debian:latest\n"), 1), ["syntax", "DL3007"]);
    assert_eq!(codes_in(format!("FROM debian:latest\nRUN {long}"), 1), ["DL3007", "syntax"]);
}

#[test]
fn a_report_shows_a_part_of_a_long_line() {
    let folder = Folder::new();
    folder.write(
        "Dockerfile",
        format!("FROM debian:13\nEXPOSE {} 80443 {}\n", "1 ".repeat(30_000), "2 ".repeat(2000)),
    );
    let run = folder.run(["Dockerfile"]).exits_with(1);
    assert!(run.stdout.lines().all(|line| line.chars().count() < 300), "{run}");
}

#[test]
fn the_longest_line_that_the_builder_reads_is_read() {
    let line = |bytes: usize| format!("FROM debian:latest\nRUN {}\nEXPOSE 80443\n", "x".repeat(bytes - 4));
    for bytes in [65_533, 65_534, 65_535] {
        assert_eq!(codes_in(line(bytes), 1), ["DL3007", "DL3011"], "{bytes}");
    }
    for bytes in [65_536, 65_537] {
        assert_eq!(codes_in(line(bytes), 1), ["DL3007", "syntax", "DL3011"], "{bytes}");
    }
}

#[test]
fn numbers_of_lines_that_overflow_small_counters_are_counted() {
    for before in [65_533, 65_534, 65_535, 65_536, 65_537] {
        let folder = Folder::new();
        folder.write("Dockerfile", format!("FROM a:1\n{}EXPOSE 80443", "\n".repeat(before)));
        let run = folder.run(["-f", "concise"]).exits_with(1);
        assert!(run.stdout.starts_with(&format!("Dockerfile:{}:8: error[DL3011]", before + 2)), "{run}");
    }
}

#[test]
fn a_hundred_thousand_lines_take_less_than_a_second() {
    for content in [
        format!("FROM debian:13\n{}", "RUN make\n".repeat(100_000)),
        format!("FROM debian:13\n{}", "# comment\n".repeat(100_000)),
        format!("FROM debian:13\nRUN a{}\n", " \\\n    b".repeat(100_000)),
        format!("FROM debian:13\nRUN a{}\n", " \\\n\n    b".repeat(50_000)),
        format!("FROM debian:13\nRUN <<EOF\n{}EOF\n", "make\n".repeat(100_000)),
    ] {
        let folder = beside_a_good_file();
        folder.write("Dockerfile", &content);
        folder.dlint(["-f", "concise"]).within(1).run();
    }
}

#[test]
fn fifty_thousand_comments_that_ignore_take_less_than_a_second() {
    for content in [
        format!("FROM debian:13\n{}", "# dlint ignore=DL3059 -- so\nRUN make\n".repeat(50_000)),
        format!("FROM debian:13\n{}RUN make\n", "# hadolint ignore=DL3059,SC2086\n".repeat(50_000)),
        format!("FROM debian:13\n{}", "# dlint file-ignore=DL3059\nRUN make\n".repeat(50_000)),
        format!("FROM debian:13\nRUN a; \\\n{} c\n", "# shellcheck disable=all\n b; \\\n".repeat(50_000)),
    ] {
        let folder = beside_a_good_file();
        folder.write("Dockerfile", &content);
        folder.dlint(["-f", "concise"]).within(1).run();
    }
}

#[test]
fn thousands_of_findings_take_less_than_a_second() {
    for line in ["EXPOSE 80443\n", "RUNN\n", "RUN <<EOF\n", "MAINTAINER Ada\n"] {
        let folder = Folder::new();
        folder.write("Dockerfile", format!("FROM debian:13\n{}", line.repeat(5_000)));
        folder.dlint(["-f", "concise"]).within(1).run();
        folder.dlint(["-f", "json"]).within(1).run();
        folder.dlint(["-f", "full"]).within(1).run();
    }
}

#[test]
fn ten_thousand_stages_take_less_than_a_second() {
    let folder = Folder::new();
    let stage =
        |number: usize| format!("FROM debian:13 AS B{number}\nCOPY --from=B{} /a /b\n", number.max(1) - 1);
    folder.write("Dockerfile", (0..10_000).map(stage).collect::<String>());
    folder.dlint(["-f", "concise"]).within(1).run();
}

#[test]
fn ten_thousand_findings_in_one_line_take_less_than_a_second() {
    let folder = Folder::new();
    folder.write("Dockerfile", format!("FROM debian:13\nEXPOSE{}\n", " 80443".repeat(10_000)));
    folder.dlint(["-f", "concise"]).within(1).run();
}

#[test]
fn thirty_thousand_fixes_take_less_than_a_second() {
    let folder = Folder::new();
    folder.write("Dockerfile", format!("FROM debian:13\n{}", "MAINTAINER Ada\n".repeat(30_000)));
    folder.dlint(["-q", "--fix"]).within(1).run().exits_with(0);
}
