//! Which codes a selection comes to.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

use dlint_diagnostics::{Category, Variant};
use dlint_linter::{Check, Profile, Rule, RuleSet, Selection, Settings};

static APT: Variant = Variant { name: "apt", code: "DL3009", aliases: &[] };
static VARIANTS: [Variant; 2] = [APT, Variant { name: "pip", code: "DL3042", aliases: &[] }];

static CACHE: Rule = Rule::new("DL3009", "package-cache-in-layer", Check::Builtin)
    .variants(&VARIANTS)
    .category(Category::Size);
static STAGE: Rule =
    Rule::new("DL3024", "duplicate-stage-name", Check::Builtin).aliases(&["DuplicateStageName"]);
static CASING: Rule =
    Rule::new("FromAsCasing", "mismatched-as-casing", Check::Builtin).category(Category::Style).off();
static LAYERS: Rule = Rule::new("DK1001", "delete-in-later-layer", Check::Builtin).category(Category::Layers);
static SHELL: Rule = Rule::new("SC2086", "unquoted-word", Check::Builtin).off();

const CODES: [&str; 6] = ["DK1001", "DL3009", "DL3024", "DL3042", "FromAsCasing", "SC2086"];

fn selection(select: &str, extend: &str, ignore: &str) -> Selection {
    let list = |text: &str| text.split(' ').filter(|each| !each.is_empty()).map(str::to_owned).collect();
    Selection {
        select: list(select),
        extend_select: list(extend),
        ignore: list(ignore),
        ..Selection::default()
    }
}

fn rules() -> RuleSet {
    RuleSet::new([&CACHE, &STAGE, &CASING, &LAYERS, &SHELL])
}

/// The codes that are on, but for the linter's own.
fn check(select: &str, extend: &str, ignore: &str, expected: &[&str]) {
    let settings = Settings::new(&rules(), &selection(select, extend, ignore)).expect("known selectors");
    let on: Vec<&str> = CODES.into_iter().filter(|code| settings.is_enabled(code)).collect();
    assert_eq!(on, expected, "select {select:?}, extend {extend:?}, ignore {ignore:?}");
}

#[test]
fn without_a_selection_the_default_set_is_on() {
    check("", "", "", &["DK1001", "DL3009", "DL3024", "DL3042"]);
    check("recommended", "", "", &["DK1001", "DL3009", "DL3024", "DL3042"]);
    assert_eq!(Settings::recommended(&rules()), Settings::new(&rules(), &Selection::default()).unwrap());
}

#[test]
fn selecting_replaces_and_extending_adds() {
    check("FromAsCasing", "", "", &["FromAsCasing"]);
    check("", "FromAsCasing", "", &["DK1001", "DL3009", "DL3024", "DL3042", "FromAsCasing"]);
    check("ALL", "", "", &CODES);
}

#[test]
fn codes_names_and_aliases_are_the_same_in_any_case() {
    check("dl3024", "", "", &["DL3024"]);
    check("DUPLICATESTAGENAME", "", "", &["DL3024"]);
    check("Duplicate-Stage-Name", "", "", &["DL3024"]);
}

#[test]
fn a_name_is_all_variants_and_a_code_is_one() {
    check("package-cache-in-layer", "", "", &["DL3009", "DL3042"]);
    check("", "", "DL3042", &["DK1001", "DL3009", "DL3024"]);
}

#[test]
fn groups_are_tools_and_categories() {
    check("hadolint", "", "", &["DL3009", "DL3024", "DL3042"]);
    check("buildkit", "", "", &["DL3024", "FromAsCasing"]);
    check("shellcheck", "", "", &["SC2086"]);
    check("dlint", "", "", &["DK1001"]);
    check("layers size", "", "", &["DK1001", "DL3009", "DL3042"]);
    check("ALL", "", "STYLE", &["DK1001", "DL3009", "DL3024", "DL3042", "SC2086"]);
}

#[test]
fn the_more_specific_selector_wins_and_of_two_alike_the_one_that_ignores() {
    check("ALL", "", "DL", &["DK1001", "FromAsCasing", "SC2086"]);
    check("DL3009", "", "DL3", &["DL3009"]);
    check("DL3", "", "hadolint", &["DL3009", "DL3024", "DL3042"]);
    check("hadolint", "", "ALL", &["DL3009", "DL3024", "DL3042"]);
    check("DL3009 DL3024", "", "DL3009", &["DL3024"]);
    check("dl30", "", "DL300", &["DL3024", "DL3042"]);
    check("DL3024\t \u{a0}DL3009", "", "", &["DL3009", "DL3024"]);
    check("ALL", "", "ALL", &[]);
    check("", "", "ALL", &[]);
    check("", "DL3024", "ALL", &["DL3024"]);
}

#[test]
fn an_unknown_selector_is_refused_with_the_nearest_known_one() {
    let error = Settings::new(&rules(), &selection("DL3025", "", "")).unwrap_err();
    assert_eq!(error.to_string(), "there is no rule, code or group `DL3025`; did you mean `DL3024`?");
    let error = Settings::new(&rules(), &selection("", "", "zzzzzz")).unwrap_err();
    assert_eq!(error.to_string(), "there is no rule, code or group `zzzzzz`");
    // The beginning of a name is no selector, nor is a single letter.
    for text in ["duplicate", "D", "F", "From", "DL9"] {
        assert!(
            Settings::new(&rules(), &Selection { select: vec![text.into()], ..Selection::default() })
                .is_err()
        );
    }
}

#[test]
fn what_is_selected_by_more_than_the_default_set_is_asked_for() {
    for (select, extend, asked_for) in [
        ("", "", &[] as &[&str]),
        ("recommended", "", &[]),
        ("", "recommended", &[]),
        ("DL3009", "", &["DL3009"]),
        ("", "SC2086", &["SC2086"]),
        ("recommended", "layers", &["DK1001"]),
        ("ALL", "", &CODES),
    ] {
        let settings = Settings::new(&rules(), &selection(select, extend, "")).expect("known selectors");
        let found: Vec<&str> = CODES.into_iter().filter(|code| settings.is_asked_for(code)).collect();
        assert_eq!(found, asked_for, "select {select:?}, extend {extend:?}");
    }
}

#[test]
fn the_profile_of_hadolint_is_its_own_set_and_more_can_be_selected_or_ignored() {
    let on = |extend: &str, ignore: &str| -> Vec<&str> {
        let selection = Selection { profile: Profile::Hadolint, ..selection("", extend, ignore) };
        let settings = Settings::new(&rules(), &selection).expect("known selectors");
        CODES.into_iter().filter(|code| settings.is_enabled(code)).collect()
    };
    assert_eq!(on("", ""), ["DL3009", "DL3024", "DL3042", "SC2086"]);
    assert_eq!(on("layers", "DL3009"), ["DK1001", "DL3024", "DL3042", "SC2086"]);
}
