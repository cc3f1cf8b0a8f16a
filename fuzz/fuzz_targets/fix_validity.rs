//! Any text: fixes break nothing, and a second run changes nothing.
#![no_main]

use dlint::{Input, Safety, Selection, Settings, SourceFile, prove_fixes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = SourceFile::decode("fuzz", bytes.to_vec()) else { return };
    let rules = dlint::rules();
    // The rules about comments repair those.
    let ignore = vec!["unused-ignore".into(), "invalid-ignore".into()];
    let all = Selection { select: vec!["ALL".into()], ignore, ..Selection::default() };
    let Ok(settings) = Settings::new(&rules, &all) else { return };
    for floor in [Safety::Safe, Safety::Unsafe] {
        let proof = prove_fixes(&settings, &rules, &Input::new(&source), floor);
        assert!(proof.harm.is_empty(), "{:#?}", proof.harm);
    }
});
