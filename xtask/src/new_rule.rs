//! `cargo xtask new-rule`: the two files and the two lines that a rule needs.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::generate::generate;

/// Writes a rule that finds nothing yet, and a page that says so.
pub(crate) fn new_rule(root: &Path, code: &str, name: &str, category: &str) -> Result<bool> {
    let is_slug = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if !is_slug(name) || name.is_empty() {
        bail!("`{name}` is no name for a rule: use lower case and dashes, and name the problem");
    }
    let reserved = std::fs::read_to_string(root.join("rules/codes.toml"))?;
    if !reserved.contains(&format!("code = \"{code}\"\nrule = \"{name}\"\n")) {
        bail!("rules/codes.toml does not reserve `{code}` for `{name}`; add it there first");
    }
    let sources = root.join("crates/dlint-rules/src");
    let module = name.replace('-', "_");
    let rule = sources.join(format!("{category}/{module}.rs"));
    let page = root.join(format!("rules/{code}-{name}.md"));
    if rule.exists() || page.exists() {
        bail!("there is a rule `{name}` already");
    }
    let list = sources.join(format!("{category}.rs"));
    let modules =
        std::fs::read_to_string(&list).with_context(|| format!("there is no category `{category}`"))?;

    std::fs::write(&rule, rule_text(code, name))?;
    std::fs::write(&page, page_text(code, name))?;
    std::fs::write(&list, with_line(&modules, "pub(crate) mod", &format!("pub(crate) mod {module};")))?;
    let library = sources.join("lib.rs");
    let text = std::fs::read_to_string(&library)?;
    std::fs::write(&library, with_rule(&text, code, &format!("    &{category}::{module}::RULE, // {code}")))?;
    generate(root, false)?;
    // Comments behind the lines of the list are aligned, which is left to those who know how.
    std::process::Command::new("cargo").args(["fmt", "--all"]).current_dir(root).status()?;
    println!("wrote {}\nwrote {}", rule.display(), page.display());
    println!("now describe the problem on the page, and run `cargo test --test catalogue {code}`");
    Ok(true)
}

/// The text with a line added to the sorted lines that begin with `start`.
fn with_line(text: &str, start: &str, line: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|other| other.starts_with(start) && *other > line);
    let last = lines.iter().rposition(|other| other.starts_with(start)).map_or(lines.len(), |at| at + 1);
    lines.insert(at.unwrap_or(last), line);
    lines.join("\n") + "\n"
}

/// The text with a rule added to the list, which is sorted by the codes behind its lines.
fn with_rule(text: &str, code: &str, line: &str) -> String {
    let code_of = |line: &str| {
        let (_, comment) = line.split_once("RULE,")?;
        Some(comment.trim().strip_prefix("// ")?.to_owned())
    };
    let mut lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|other| code_of(other).is_some_and(|other| other.as_str() > code));
    let last = lines.iter().rposition(|other| code_of(other).is_some()).map_or(lines.len(), |at| at + 1);
    lines.insert(at.unwrap_or(last), line);
    lines.join("\n") + "\n"
}

fn rule_text(code: &str, name: &str) -> String {
    format!(
        r#"//! `{code}` {name}. Spec: rules/{code}-{name}.md

use dlint_linter::{{Check, Cx, Findings, Rule, Step}};
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule = Rule::new("{code}", "{name}", Check::Instruction(&[Keyword::Run], check));

fn check(step: &Step<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {{
    out.report(&RULE, step.keyword_text.span(), "what is wrong").why("why that matters").help("what to do");
}}
"#
    )
}

fn page_text(code: &str, name: &str) -> String {
    format!(
        "# {code} · {name}

What is wrong, in one sentence.

## Why

Why that matters: what happens, to whom, and when.

## Examples

```dockerfile bad
FROM scratch
```

```dockerfile good
FROM scratch
```

## When to turn it off

For whom the rule is not.
"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_to_its_place_in_a_sorted_list() {
        let text = "//! Doc\n\nmod a;\nmod c;\n\nuse x;\n";
        assert_eq!(with_line(text, "mod", "mod b;"), "//! Doc\n\nmod a;\nmod b;\nmod c;\n\nuse x;\n");
        assert_eq!(with_line(text, "mod", "mod d;"), "//! Doc\n\nmod a;\nmod c;\nmod d;\n\nuse x;\n");
    }

    #[test]
    fn a_rule_goes_to_the_place_of_its_code() {
        let text = "list [\n    &z::RULE,   // DL1\n    &a::RULE,   // DL3\n];\n";
        let with = with_rule(text, "DL2", "    &b::RULE, // DL2");
        assert_eq!(
            with,
            "list [\n    &z::RULE,   // DL1\n    &b::RULE, // DL2\n    &a::RULE,   // DL3\n];\n"
        );
    }
}
