//! The properties, of bytes, of text that looks like a Dockerfile, and of Dockerfiles that were changed.

use dlint_text::SourceFile;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use super::files::FILES;
use super::invariants::check;
use super::mutate::changed_file;
use super::pieces::dockerfile;
use crate::small_stack;

/// Checks a text as it is, and on the bytes that are left when some are not text.
fn holds(bytes: Vec<u8>) -> TestCaseResult {
    let Ok(source) = SourceFile::decode("Dockerfile", bytes) else { return Ok(()) };
    match small_stack::run(|| check(&source)) {
        Ok(_) => Ok(()),
        Err(problem) => Err(TestCaseError::fail(format!("{problem}\nin {:?}", source.text()))),
    }
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        holds(bytes)?;
    }

    #[test]
    fn any_text_is_read(text in "(?s).{0,200}") {
        holds(text.into_bytes())?;
    }

    #[test]
    fn any_characters_that_mean_something_are_read(text in r#"[FROMRUN <\-"'\\`\[\],:=${}#E\n\r\t/x\u{a0}\u{feff}é]{0,120}"#) {
        holds(text.into_bytes())?;
    }

    #[test]
    fn text_that_looks_like_a_dockerfile_is_read(text in dockerfile()) {
        holds(text.into_bytes())?;
    }

    #[test]
    fn a_dockerfile_with_bytes_that_are_no_text_is_read(
        text in dockerfile(),
        wrong in prop::collection::vec((any::<prop::sample::Index>(), 0x80..=0xff_u8), 1..6),
    ) {
        let mut bytes = text.into_bytes();
        for (at, byte) in wrong {
            bytes.insert(at.index(bytes.len() + 1), byte);
        }
        holds(bytes)?;
    }

    #[test]
    fn a_dockerfile_that_was_changed_is_read(text in changed_file()) {
        holds(text.into_bytes())?;
    }

    #[test]
    fn line_endings_change_nothing(text in dockerfile()) {
        let text = text.replace('\r', "");
        let read = |text: String| {
            let source = SourceFile::new("Dockerfile", text);
            let file = check(&source).map_err(TestCaseError::fail)?;
            let texts: Vec<String> = file.instructions.iter().map(|found| found.text.to_string()).collect();
            let classes: Vec<_> = file.errors.iter().map(|error| (error.kind.class(), error.line)).collect();
            Ok::<_, TestCaseError>((texts, classes, file.lines.iter().map(|line| line.kind).collect::<Vec<_>>()))
        };
        prop_assert_eq!(read(text.clone())?, read(text.replace('\n', "\r\n"))?);
    }
}

#[test]
fn the_files_as_they_are_are_read() {
    for text in FILES {
        let source = SourceFile::new("Dockerfile", text);
        check(&source).expect(text);
    }
    for text in &FILES[..4] {
        assert_eq!(dlint_syntax::parse(&SourceFile::new("Dockerfile", *text)).errors, [], "{text}");
    }
}
