//! Every span is the place in the file it says it is.

#[cfg(test)]
mod spans {
    mod continued;
    mod plain;
    mod support;
    mod unusual;
}
