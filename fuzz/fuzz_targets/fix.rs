//! Any text: fixes break nothing, and a second run changes nothing.
#![no_main]

use dlint::{Input, Safety, Selection, Settings, SourceFile, fix_until_stable, lint};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = SourceFile::decode("fuzz", bytes.to_vec()) else { return };
    let rules = dlint::rules();
    let all = Selection { select: vec!["ALL".into()], ..Selection::default() };
    let Ok(settings) = Settings::new(&rules, &all) else { return };
    for floor in [Safety::Safe, Safety::Unsafe] {
        let before = lint(&settings, &rules, &Input::new(&source));
        let fixed = fix_until_stable(&settings, &rules, &Input::new(&source), floor);
        assert!(fixed.error.is_none(), "{:?}", fixed.error);
        assert!(fixed.outcome.file.errors.len() <= before.file.errors.len());
        let again = fix_until_stable(&settings, &rules, &Input::new(&fixed.source), floor);
        assert_eq!(again.source.text(), fixed.source.text());
    }
});
