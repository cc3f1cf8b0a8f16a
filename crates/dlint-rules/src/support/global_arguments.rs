//! The variables of a `FROM`.

use dlint_linter::Cx;
use dlint_model::variables::{Lookup, Value, is_platform};
use dlint_syntax::Instruction;
use dlint_syntax::expand::{Expander, Operator, Reference, from_fn};
use dlint_text::{MappedText, Span};

/// The texts of a `FROM` in which the builder puts variables in.
fn texts(from: &Instruction) -> impl Iterator<Item = &MappedText> {
    let image = from.as_from().and_then(|from| from.image.as_ref()).map(|image| &image.word.value);
    image.into_iter().chain(from.flag("platform").and_then(|flag| flag.value.as_ref()))
}

/// The variables of a `FROM` that no `ARG` declares and that have no default there, with their places.
pub(crate) fn undeclared(from: &Instruction, cx: &Cx<'_>) -> Vec<(String, Span)> {
    let variables = cx.build.global_variables();
    let environment = from_fn(|name| (variables.get(name) != Lookup::Missing).then_some("1"));
    let has_default = |reference: &Reference| {
        let guards = |operator| matches!(operator, Operator::Default | Operator::Alternative);
        reference.modifier.is_some_and(|modifier| guards(modifier.operator))
    };
    let mut found = Vec::new();
    for text in texts(from).filter(|text| text.contains('$')) {
        let expansion = Expander::new(cx.file.escape).expand(text, &environment);
        for one in expansion.references.iter().filter(|one| !one.set && !has_default(one)) {
            found.push((one.name.clone(), text.source_span(one.name_range.clone())));
        }
    }
    found
}

/// What a text of a `FROM` comes to if the build is given no arguments: variables without a value are nothing, and the
/// platform is the most common one. `None` where the builder refuses it.
pub(crate) fn by_default(text: &str, cx: &Cx<'_>) -> Option<String> {
    let variables = cx.build.global_variables();
    let environment = from_fn(|name| match variables.get(name) {
        Lookup::Set(variable) => match &variable.value {
            Value::Known(text) => Some(text.clone()),
            Value::Open(text) => Some(without_holes(text)),
            Value::Unset => None,
        },
        Lookup::Perhaps if is_platform(name) => Some(platform(name).to_owned()),
        _ => None,
    });
    Expander::new(cx.file.escape).expand(text, &environment).result.ok().map(|expanded| expanded.text)
}

/// A value with what nobody knows left out.
fn without_holes(text: &str) -> String {
    let environment = from_fn(|name| is_platform(name).then(|| platform(name)));
    Expander::new('\\')
        .expand(text, &environment)
        .result
        .map_or_else(|_| String::new(), |expanded| expanded.text)
}

/// What the builder's own variables are on the most common platform.
fn platform(name: &str) -> &'static str {
    if name.ends_with("PLATFORM") {
        "linux/amd64"
    } else if name.ends_with("ARCH") {
        "amd64"
    } else if name.ends_with("OS") {
        "linux"
    } else if name == "TARGETSTAGE" {
        "default"
    } else {
        ""
    }
}
