//! Very many words, and very long ones.

use super::measure::check;

const WORDS: usize = 100_000;

fn numbered(count: usize, word: impl Fn(usize) -> String) -> String {
    (0..count).map(word).collect()
}

#[test]
fn flags_of_a_run() {
    check(
        WORDS,
        |words| format!("RUN{} a", " --mount=b".repeat(words)),
        |file| {
            assert_eq!(file.instructions[0].flags.len(), WORDS);
        },
    );
    check(
        WORDS,
        |words| format!("RUN{} a", numbered(words, |word| format!(" --f{word}=b"))),
        |file| {
            assert_eq!(file.instructions[0].flags.len(), WORDS);
        },
    );
    check(
        WORDS,
        |words| format!("RUN{} a", " --mount=\"b=c\",d=\\e".repeat(words)),
        |file| {
            assert_eq!(file.instructions[0].mounts.len(), WORDS);
        },
    );
}

#[test]
fn the_same_flag_of_a_copy() {
    check(
        WORDS,
        |words| format!("COPY{} a b", " --exclude=c".repeat(words)),
        |file| assert!(file.errors.len() <= 2),
    );
    check(
        WORDS,
        |words| format!("COPY{} a b", " --from=c".repeat(words)),
        |file| assert!(!file.errors.is_empty()),
    );
    let many_and_one = |words: usize| format!("COPY{} --from=d --link a b", " --exclude=c".repeat(words));
    check(WORDS, many_and_one, |file| assert!(file.errors.len() <= 2));
}

#[test]
fn options_of_a_mount() {
    check(
        WORDS,
        |words| format!("RUN --mount={} a", "b=c,".repeat(words)),
        |file| {
            assert_eq!(file.instructions[0].mounts[0].options.len(), WORDS + 1);
        },
    );
}

#[test]
fn pairs() {
    check(
        WORDS,
        |words| format!("ENV{}", " A=b".repeat(words)),
        |file| {
            assert_eq!(file.instructions[0].as_pairs().map(<[_]>::len), Some(WORDS));
        },
    );
    check(
        WORDS,
        |words| format!("LABEL{}", " a=\"b c\"".repeat(words)),
        |file| assert!(file.errors.len() <= 2),
    );
    check(WORDS, |words| format!("ENV A=b{}", " c".repeat(words)), |file| assert!(!file.errors.is_empty()));
    check(
        WORDS,
        |words| format!("ARG{}", " A".repeat(words)),
        |file| {
            assert_eq!(file.instructions[0].as_definitions().map(<[_]>::len), Some(WORDS));
        },
    );
}

#[test]
fn sources_of_a_copy() {
    check(
        WORDS,
        |words| format!("COPY{} b", " a".repeat(words)),
        |file| {
            assert_eq!(
                file.instructions[0].as_transfer().map(|transfer| transfer.sources.len()),
                Some(WORDS)
            );
        },
    );
    check(
        WORDS,
        |words| format!("COPY [{}\"b\"]", "\"a\",".repeat(words)),
        |file| {
            assert!(file.instructions[0].is_json());
        },
    );
}

#[test]
fn ports_and_volumes_and_words_behind_a_from() {
    check(
        WORDS,
        |words| format!("EXPOSE{}", " 1-2/tcp".repeat(words)),
        |file| assert!(file.errors.len() <= 2),
    );
    check(WORDS, |words| format!("VOLUME{}", " a".repeat(words)), |file| assert!(file.errors.len() <= 2));
    check(WORDS, |words| format!("FROM{}", " a".repeat(words)), |file| assert_eq!(file.errors.len(), 1));
}

#[test]
fn a_word_of_a_megabyte_with_quotes() {
    for start in ["RUN ", "RUN <<E", "RUN --a=", "ENV A=", "COPY <<", "FROM ", "EXPOSE ", "CMD [\"", "ARG "] {
        for piece in ["\"a\"", "'a'", "\"'\"", "\\\"", "\"$a\"", ":/@-"] {
            let text = |bytes: usize| format!("{start}{}", piece.repeat(bytes / piece.len()));
            check(150_000, text, |file| assert_eq!(file.instructions.len(), 1));
        }
    }
    check(
        1_000_000,
        |bytes| format!("ENV A={}", "\"a\"".repeat(bytes / 3)),
        |file| assert!(file.errors.len() <= 2),
    );
    check(
        1_000_000,
        |bytes| format!("RUN <<{}", "'a'".repeat(bytes / 3)),
        |file| assert!(file.errors.len() <= 3),
    );
}

#[test]
fn a_json_string_of_a_megabyte_of_escapes() {
    for piece in ["\\n", "\\u0041", "\\ud83d", "\\ud83d\\ude00", "a\\\"", "é"] {
        let text = |bytes: usize| format!("CMD [\"{}\"]", piece.repeat(bytes / piece.len()));
        check(600_000, text, |file| assert!(file.instructions[0].is_json()));
    }
}

#[test]
fn keywords_and_flags_that_are_no_misspellings() {
    check(1_000_000, |bytes| "R".repeat(bytes), |file| assert!(!file.errors.is_empty()));
    check(
        1_000_000,
        |bytes| format!("RUN --{} a", "m".repeat(bytes)),
        |file| assert!(!file.errors.is_empty()),
    );
}

#[test]
fn numbers_of_a_megabyte() {
    for start in ["HEALTHCHECK --interval=", "HEALTHCHECK --retries=", "EXPOSE ", "RUN ", "CMD [", "CMD [0."]
    {
        let text = |bytes: usize| format!("{start}{}<<E CMD a", "1".repeat(bytes));
        check(1_000_000, text, |file| assert_eq!(file.instructions.len(), 1));
    }
    check(
        1_000_000,
        |bytes| format!("CMD [{}]", "1".repeat(bytes)),
        |file| assert_eq!(file.instructions.len(), 1),
    );
}
