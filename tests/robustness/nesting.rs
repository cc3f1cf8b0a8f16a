//! What can be put into itself, ten thousand times: on a small stack, in little time.

use crate::codes_in;

const DEEP: usize = 10_000;

#[test]
fn variables_in_the_defaults_of_variables() {
    for instruction in
        ["ENV A=", "RUN echo ", "EXPOSE ", "WORKDIR /", "LABEL a=", "USER ", "COPY --from=a ", "ARG A="]
    {
        // Short enough for a line: `${a` and `}` are what it takes.
        let nested = format!("{}{}", "${a:-".repeat(DEEP), "}".repeat(DEEP));
        codes_in(format!("FROM debian:13\n{instruction}{nested} /x\n"), 1);
        codes_in(format!("FROM debian:13\n{instruction}{} /x\n", "${".repeat(DEEP)), 1);
    }
    codes_in(format!("FROM {}{}\n", "${a:-".repeat(DEEP), "}".repeat(DEEP)), 1);
}

#[test]
fn parentheses_and_substitutions_of_the_shell() {
    for (open, close) in
        [("(", ")"), ("$(", ")"), ("{ ", "}"), ("`", "`"), ("$((", "))"), ("[", "]"), ("\"$(", ")\"")]
    {
        let nested = format!("{}true{}", open.repeat(DEEP), close.repeat(DEEP));
        codes_in(format!("FROM debian:13\nRUN {nested}\n"), 1);
        codes_in(format!("FROM debian:13\nRUN {}\n", open.repeat(DEEP)), 1);
        codes_in(format!("FROM debian:13\nRUN <<EOF\n{nested}\nEOF\n"), 1);
    }
}

#[test]
fn arrays_in_arrays() {
    for instruction in
        ["RUN", "CMD", "ENTRYPOINT", "SHELL", "COPY", "VOLUME", "HEALTHCHECK CMD", "ONBUILD RUN"]
    {
        codes_in(format!("FROM debian:13\n{instruction} {}{}\n", "[".repeat(DEEP), "]".repeat(DEEP)), 1);
        codes_in(format!("FROM debian:13\n{instruction} {}\n", "[\"a\",".repeat(DEEP)), 1);
        codes_in(format!("FROM debian:13\n{instruction} {}\n", "{\"a\":".repeat(DEEP)), 1);
    }
}

#[test]
fn triggers_of_triggers() {
    let codes = codes_in(format!("FROM debian:latest\n{}RUN make\n", "ONBUILD ".repeat(8_000)), 1);
    assert_eq!(codes, ["DL3007", "DL3043"]);
    let codes = codes_in(format!("FROM debian:latest\n{}RUN make\n", "ONBUILD \\\n".repeat(DEEP)), 1);
    assert_eq!(codes, ["DL3007", "DL3043"]);
    codes_in(format!("FROM debian:latest\n{}", "ONBUILD ".repeat(8_000)), 1);
}

#[test]
fn heredocs_and_flags_and_mounts() {
    codes_in(format!("FROM debian:13\nRUN {}\n", "<<A ".repeat(1_000)), 1);
    codes_in(format!("FROM debian:13\nRUN {}make\n", "--mount=type=cache,target=/a ".repeat(2_000)), 1);
    codes_in(format!("FROM debian:13\nRUN --mount={} make\n", "a=b,".repeat(DEEP)), 1);
    codes_in(format!("FROM debian:13\nCOPY {}a b\n", "--x ".repeat(DEEP)), 1);
    codes_in(format!("FROM debian:13\nENV {}\n", "A=1 ".repeat(DEEP)), 1);
}

#[test]
fn a_word_is_expanded_however_deep_it_is() {
    let word = format!("{}{}", "${a:-".repeat(DEEP), "}".repeat(DEEP));
    let input = serde_json::json!({ "word": word }).to_string() + "\n";
    let folder = crate::Folder::new();
    let run = folder.dlint(["debug", "expand"]).stdin(input).within(1).run().exits_with(0);
    assert_eq!(run.stdout.lines().count(), 1, "{run}");
}

#[test]
fn the_small_stack_of_a_thread_is_enough() {
    let folder = crate::Folder::new();
    let pairs = [
        ("${a:-", "}"),
        ("(", ")"),
        ("$(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("ONBUILD ", ""),
        ("\"$(", ")\""),
        ("`", "`"),
    ];
    let instructions = ["RUN", "ENV A=", "EXPOSE", "CMD", "SHELL", "ONBUILD RUN", "FROM", "HEALTHCHECK CMD"];
    for (number, (open, close)) in pairs.iter().enumerate() {
        for (other, instruction) in instructions.iter().enumerate() {
            let nested = format!("{}a{}", open.repeat(DEEP), close.repeat(DEEP));
            folder.write(
                format!("Dockerfile.{number}{other}"),
                format!("FROM debian:13\n{instruction} {nested}\n"),
            );
        }
    }
    let run = folder.dlint(["-f", "json"]).within(2).run();
    assert_eq!(run.json().paths().len(), pairs.len() * instructions.len());
}
