//! What a parser that agrees with `BuildKit` gets right, fact by fact.
//!
//! Each module is a theme, each test a fact (or a clause of one), each table line an example.

#[cfg(test)]
mod facts {
    mod comments;
    mod directives;
    mod errors;
    mod escapes;
    mod flags;
    mod heredoc_bodies;
    mod heredocs;
    mod instructions;
    mod json;
    mod lines;
    mod long_lines;
    mod support;
    mod values;
    mod verdicts;
    mod words;
}
