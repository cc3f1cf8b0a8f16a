//! What the documentation shows is true, and all of it is there.

use std::path::Path;

use dlint_config::{Key, template};

use crate::support::{Folder, told};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    std::fs::read_to_string(path).expect("the page")
}

/// What is told of a configuration that names the folders that the page names.
fn mistakes(config: &str) -> Vec<String> {
    let folder = Folder::of(&[("app/dlint.toml", config), ("shared/dlint.toml", "")]);
    let mut all = folder.configuration();
    all.of(Path::new("app/Dockerfile"));
    told(all.mistakes())
}

#[test]
fn every_example_of_the_pages_is_right() {
    let page = read("docs/configuration.md") + &read("README.md");
    let examples: Vec<&str> =
        page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(examples.len() > 20, "{}", examples.len());
    for example in examples {
        // The version of the page is that of the program, not of the test.
        let example = example.replace(">=0.1, <1", "*");
        assert_eq!(mistakes(&example), Vec::<String>::new(), "{example}");
    }
}

#[test]
fn every_key_has_its_place_on_the_page() {
    let page = read("docs/configuration.md");
    for key in Key::ALL {
        let name = key.name();
        let is_shown = page.contains(&format!("{name} = ")) || page.contains(&format!("[{name}]"));
        assert!(is_shown, "the page has no example of `{name}`");
        assert!(page.contains(&format!("`{name}`")), "the page says nothing of `{name}`");
    }
}

#[test]
fn every_example_of_the_table_is_right_and_so_is_the_file_that_init_writes() {
    let text = template("docs/configuration.md");
    assert_eq!(mistakes(&text), Vec::<String>::new());
    let mut on = String::new();
    for line in text.lines() {
        on += line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line);
        on.push('\n');
    }
    for key in Key::ALL {
        assert!(on.contains(&format!("{} = ", key.name())) || on.contains(&format!("[{}]", key.name())));
    }
    assert_eq!(mistakes(&on.replace("\"../dlint.toml\"", "\"../shared/dlint.toml\"")), Vec::<String>::new());
}
