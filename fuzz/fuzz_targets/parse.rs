//! Any bytes: the parser neither panics nor loses a byte, and every instruction lies where it says.
#![no_main]

use dlint::SourceFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = SourceFile::decode("fuzz", bytes.to_vec()) else { return };
    let file = dlint::syntax::parse(&source);
    assert_eq!(file.print(&source), source.bytes());
    for instruction in &file.instructions {
        let lines = file.lines_of(instruction);
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { panic!("an instruction without lines") };
        assert!(first.span.join(last.span).covers(instruction.span));
        for segment in instruction.text.segments() {
            assert!(source.text().is_char_boundary(segment.source.start as usize));
            assert!(source.text().is_char_boundary(segment.source.end as usize));
        }
    }
    for error in &file.errors {
        assert!(error.span.end as usize <= source.text().len());
        assert!(source.text().is_char_boundary(error.span.start as usize));
        assert!(source.text().is_char_boundary(error.span.end as usize));
    }
});
