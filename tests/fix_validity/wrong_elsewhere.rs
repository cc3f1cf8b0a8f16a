//! Fixes that other tools got wrong on real files, each with what has to hold instead.

use super::{RULES, Safety, SourceFile};
use dlint::{Input, prove_fixes};

/// A file after all fixes, which do no harm.
fn fixed(text: &str) -> String {
    let (rules, settings) = &*RULES;
    let source = SourceFile::new("Dockerfile", text);
    let proof = prove_fixes(settings, rules, &Input::new(&source), Safety::Unsafe);
    assert_eq!(proof.harm, [], "{text}");
    proof.fixed.source.text().to_owned()
}

/// The commands of a `RUN` and what is around them stay in one instruction, however it is laid out.
fn runs(text: &str) -> Vec<String> {
    let joined = fixed(text).replace("\\\n", " ");
    let lines = joined.lines().filter(|line| line.starts_with("RUN"));
    lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn packages_on_lines_of_their_own_lose_no_command_behind_them() {
    let runs = runs(
        "FROM debian:13\nRUN apt-get update \\\n    && apt-get install -y \\\n    zsh \\\n    curl \\\n    && apt-get clean \\\n    && make\n",
    );
    let [run] = runs.as_slice() else { panic!("{runs:?}") };
    for part in ["zsh", "curl", "&& make"] {
        assert!(run.contains(part), "{run}");
    }
}

#[test]
fn a_value_in_the_old_form_stays_the_value_that_it_was() {
    let text = fixed("FROM a\nENV CERT '{\"a\": \"b\"}'\nLABEL note one \\\n  two\nCMD x\n");
    assert!(text.contains("ENV CERT='{\"a\": \"b\"}'\n"), "{text}");
    assert!(text.contains("LABEL note=\"one \\\n  two\"\n"), "{text}");
}

#[test]
fn an_option_goes_between_words_and_not_into_one() {
    for quote in ['"', '\''] {
        let text = fixed(&format!("FROM debian:13\nRUN bash -c {quote}apt-get install foo{quote}\n"));
        let words = text.split([' ', '\n', quote]).filter(|word| !word.is_empty());
        let words: Vec<&str> = words.filter(|word| *word != "--no-install-recommends").collect();
        assert!(words.ends_with(&["bash", "-c", "apt-get", "install", "-y", "foo"]), "{text}");
    }
}

#[test]
fn mixed_line_endings_move_no_edit() {
    let text =
        fixed("FROM debian:13\r\nMAINTAINER Ada\nRUN apt-get install curl\r\nENV a b\nUSER app\r\nCMD x\n");
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let keywords: Vec<&str> = lines.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(keywords, ["FROM", "LABEL", "RUN", "ENV", "USER", "CMD"], "{text}");
    for (number, ending) in [(0, "\r\n"), (3, "\n"), (4, "\r\n"), (5, "\n")] {
        let other = ending == "\n" && lines[number].ends_with("\r\n");
        assert!(lines[number].ends_with(ending) && !other, "{text:?}");
    }
}

#[test]
fn an_option_is_not_torn_from_its_value() {
    let text = fixed("FROM fedora:42\nRUN dnf install -y vim -x foo bash\n");
    assert!(text.contains("-x foo"), "{text}");
}

#[test]
fn nothing_moves_past_what_gives_it_its_meaning() {
    let text = "FROM debian:13\nENV SIG=SIGINT\nSTOPSIGNAL $SIG\nENV SIG=SIGTERM\nENTRYPOINT exec serve\nSHELL [\"/bin/bash\", \"-c\"]\n";
    let after = fixed(text);
    let place = |what: &str| after.find(what).expect("it is there");
    assert!(
        place("SIG=SIGINT") < place("STOPSIGNAL") && place("STOPSIGNAL") < place("SIG=SIGTERM"),
        "{after}"
    );
    assert!(place("ENTRYPOINT") < place("SHELL"), "{after}");
}

#[test]
fn what_a_quoted_heredoc_writes_stays_to_the_last_blank() {
    let body = "key = value  \n\t indented \n\n";
    let text = fixed(&format!("FROM a\ncopy <<'EOF' /etc/app.conf\n{body}EOF\n"));
    assert!(text.contains(body), "{text}");
}

#[test]
fn what_may_be_an_address_or_an_archive_stays_with_add() {
    let text = fixed("FROM a\nARG SRC\nADD $SRC /x\nADD https://example.com/a /y\nADD b.tar.gz /z\n");
    assert_eq!(text.matches("ADD ").count(), 3, "{text}");
}

#[test]
fn a_trigger_stays_a_trigger() {
    let trigger = "ONBUILD RUN cd /app && npm install\n";
    assert!(fixed(&format!("FROM node:22\n{trigger}")).contains(trigger));
}

#[test]
fn no_bash_where_there_is_none() {
    for image in ["alpine:3.22", "busybox:1", "scratch"] {
        let text = fixed(&format!("FROM {image}\nRUN curl -fsSL https://example.com/a | tar -xz\n"));
        assert!(!text.contains("/bin/bash"), "{text}");
    }
}

#[test]
fn what_a_later_stage_copies_is_in_no_cache_mount() {
    let text = fixed(
        "FROM rust:1.90 AS build\nWORKDIR /app\nCOPY . .\nRUN cargo build --release\nFROM debian:13\nCOPY --from=build /app/target/release/app /app\n",
    );
    assert!(!text.contains("target=/app/target") && !text.contains("target=target"), "{text}");
}

#[test]
fn a_token_gets_no_layer_of_its_own() {
    let text = fixed(
        "FROM node:22\nARG TOKEN\nRUN echo \"//registry.npmjs.org/:_authToken=$TOKEN\" > .npmrc && npm ci && rm .npmrc\n",
    );
    assert!(!text.contains("COPY"), "{text}");
}

#[test]
fn what_a_step_does_to_its_shell_does_not_reach_the_next() {
    for first in ["cd /app && make", "export A=1 && make", "umask 077 && make", "set +e; make"] {
        let second = "./configure";
        let text = format!("FROM debian:13\nRUN {first}\nRUN {second}\n");
        let runs = runs(&text);
        let is_apart = runs.iter().any(|run| run.ends_with(second) && !run.contains("make"));
        let is_wrapped = runs.iter().any(|run| run.contains(&format!("({first})")));
        assert!(is_apart || is_wrapped, "{runs:?}");
    }
    let text = "FROM debian:13\nRUN --mount=type=cache,target=/a make\nRUN --mount=type=cache,target=/b make install\n";
    assert_eq!(runs(text).len(), 2);
}

#[test]
fn no_cache_mount_for_apt_that_caches_nothing_or_loses_what_apt_knows() {
    let text = fixed("FROM debian:13\nRUN apt-get update && apt-get install -y curl\n");
    assert!(!text.contains("target=/var/cache/apt ") && !text.contains("target=/var/lib/apt "), "{text}");
}

#[test]
fn a_folder_is_made_absolute_once() {
    let once = fixed("FROM debian:13\nWORKDIR app\n");
    assert_eq!(once, "FROM debian:13\nWORKDIR /app\n");
    assert_eq!(fixed(&once), once);
}
