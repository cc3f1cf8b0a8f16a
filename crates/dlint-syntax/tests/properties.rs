//! What is true of every file, whatever stands in it.

#[cfg(test)]
mod small_stack;

#[cfg(test)]
mod properties {
    mod any_text;
    mod collect;
    mod files;
    mod invariants;
    mod mutate;
    mod pieces;
}
