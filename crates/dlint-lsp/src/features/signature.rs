//! How the instruction at the cursor is written, and which word of it the cursor is in.

use dlint_syntax::{Instruction, Keyword};
use tower_lsp::lsp_types::{
    Documentation, ParameterInformation, ParameterLabel, SignatureHelp, SignatureInformation,
};

use super::completion::place::{Cursor, Place, find, is_blank};
use super::shown::markdown;
use crate::language::{self, Form};
use crate::view::View;

/// The letters that show it.
pub(crate) const TRIGGERS: &[&str] = &[" ", "[", ",", "=", "-"];

/// The ways to write the instruction at an offset.
pub(crate) fn signature_help(view: &View<'_>, offset: u32) -> Option<SignatureHelp> {
    let Place::Instruction(cursor) = find(view, offset) else { return None };
    // In the keyword, one chooses it.
    if cursor.is_in_keyword() {
        return None;
    }
    let info = language::instruction(cursor.instruction.keyword)?;
    let active = active_form(&cursor, info.forms);
    let form = info.forms.get(active)?;
    let parameter = parameter(&cursor, form).map(|index| index as u32);
    let signatures = info.forms.iter().map(|form| signature(form, info.summary)).collect();
    Some(SignatureHelp {
        signatures,
        active_signature: Some(active as u32),
        // One that is not there marks none.
        active_parameter: parameter.or(Some(form.parameters.len() as u32)),
    })
}

fn signature(form: &Form, summary: &str) -> SignatureInformation {
    let parameters =
        form.parameters.iter().zip(form.ranges()).map(|(parameter, range)| ParameterInformation {
            label: ParameterLabel::LabelOffsets([range.start, range.end]),
            documentation: Some(Documentation::MarkupContent(markdown(parameter.doc))),
        });
    SignatureInformation {
        label: form.label.to_owned(),
        documentation: Some(Documentation::MarkupContent(markdown(format!("{summary}\n\n{}", form.doc)))),
        parameters: Some(parameters.collect()),
        active_parameter: None,
    }
}

/// What stands behind the flags.
fn arguments<'v>(cursor: &Cursor<'v>) -> &'v str {
    cursor.text().as_str().get(cursor.arguments()..).unwrap_or_default().trim_start()
}

/// The form that the instruction is written in, or the usual one where that cannot be told yet.
fn active_form(cursor: &Cursor<'_>, forms: &[Form]) -> usize {
    let instruction = cursor.instruction;
    let all = arguments(cursor);
    let command = if instruction.keyword == Keyword::Healthcheck { behind_first(all) } else { all };
    let find = |is_it: &dyn Fn(&str) -> bool| forms.iter().position(|form| is_it(form.label));
    let is_json = |label: &str| label.contains("[\"");
    let found = if all.is_empty() {
        None
    } else if is_none_check(instruction, all) {
        find(&|label| label.ends_with("NONE"))
    } else if all.starts_with("<<") {
        find(&|label| label.contains("<<"))
    } else if command.starts_with('[') {
        find(&is_json)
    } else if instruction.keyword == Keyword::Env && is_old_pair(instruction, all) {
        find(&|label| !label.contains('='))
    } else {
        find(&|label| !is_json(label) && !label.contains("<<") && !label.ends_with("NONE"))
    };
    found.unwrap_or_default()
}

fn behind_first(text: &str) -> &str {
    text.split_once(is_blank).map_or("", |(_, rest)| rest.trim_start())
}

fn is_none_check(instruction: &Instruction, arguments: &str) -> bool {
    let first = arguments.split(is_blank).next().unwrap_or_default();
    instruction.keyword == Keyword::Healthcheck && first.eq_ignore_ascii_case("NONE")
}

/// Whether an `ENV` is written without `=`: a name, and a blank behind it.
fn is_old_pair(instruction: &Instruction, arguments: &str) -> bool {
    let is_old = instruction.as_pairs().and_then(<[_]>::first).is_some_and(|pair| !pair.equals);
    let first = arguments.split(is_blank).next().unwrap_or_default();
    is_old || !first.contains('=') && arguments.contains(is_blank)
}

/// The parameter of a form that the cursor is in.
fn parameter(cursor: &Cursor<'_>, form: &Form) -> Option<usize> {
    let named = |name: &str| form.parameters.iter().position(|parameter| parameter.label == name);
    if cursor.flag().is_some_and(|flag| cursor.at > flag.start) {
        return named("flags").or_else(|| named("options")).or_else(|| named("--platform=platform"));
    }
    let text = cursor.text().as_str();
    let before = text.get(cursor.arguments()..cursor.at).unwrap_or_default();
    // The word that is written, and how many stand in front of it.
    let current = if cursor.apart { "" } else { before.rsplit(is_blank).next().unwrap_or_default() };
    let words = before.get(..before.len() - current.len()).unwrap_or_default();
    let count = words.split_whitespace().count();
    let is_value = current.contains('=');
    match cursor.instruction.keyword {
        Keyword::From => match count {
            0 => named("image"),
            2 => named("name"),
            _ => None,
        },
        Keyword::Arg | Keyword::Label | Keyword::Env => {
            let is_old = !form.label.contains('=');
            let second = if is_old { count > 0 } else { is_value || is_in_quotes(before) };
            (form.parameters.len() > usize::from(second)).then_some(usize::from(second))
        }
        Keyword::Expose => named(if current.contains('/') { "protocol" } else { "port" }),
        Keyword::User => named(if before.contains(':') { "group" } else { "user" }),
        Keyword::Copy | Keyword::Add => transfer(cursor, form, before, count),
        Keyword::Healthcheck if form.parameters.len() == 2 => (count > 0).then(|| named("command")).flatten(),
        Keyword::Healthcheck | Keyword::Run | Keyword::Cmd | Keyword::Entrypoint | Keyword::Shell => {
            if form.label.contains("[\"") {
                let place = before.rfind('[').map(|at| before.get(at..).unwrap_or_default());
                let index = place.map_or(0, commas);
                let first = named("\"executable\"").or_else(|| named("\"argument\""))?;
                Some((first + index).min(form.parameters.len() - 1))
            } else {
                named("command").or_else(|| named("name").filter(|_| count == 0))
            }
        }
        _ => (!form.parameters.is_empty()).then_some(0),
    }
}

/// Whether a quote is open at the end of a text.
fn is_in_quotes(text: &str) -> bool {
    text.matches('"').count() % 2 == 1
}

/// The commas between the strings of an array.
fn commas(text: &str) -> usize {
    let mut is_quoted = false;
    let mut letters = text.chars();
    let mut count = 0;
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if is_quoted => {
                letters.next();
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => count += 1,
            _ => {}
        }
    }
    count
}

/// The sources of `COPY` and `ADD`, and the destination, which is the last of several words.
fn transfer(cursor: &Cursor<'_>, form: &Form, before: &str, count: usize) -> Option<usize> {
    let last = form.parameters.len().checked_sub(1)?;
    let behind = cursor.text().as_str().get(cursor.at..).unwrap_or_default();
    if form.label.contains("[\"") {
        let is_last = commas(before) > 0 && commas(behind) == 0;
        return Some(if is_last { last } else { last - 1 });
    }
    // Of the word that the cursor is in, the rest does not count.
    let behind = behind.trim_start_matches(|letter| !is_blank(letter));
    let is_last = count > 0 && behind.trim().is_empty();
    Some(if is_last { last } else { last - 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::with_view;

    /// The active form with the active parameter in `«»`.
    fn shown(text: &str) -> String {
        let Some(help) = with_view(text, signature_help) else { return "-".into() };
        let signature = &help.signatures[help.active_signature.unwrap() as usize];
        let parameters = signature.parameters.as_ref().unwrap();
        let active = parameters.get(help.active_parameter.unwrap() as usize);
        match active.map(|parameter| &parameter.label) {
            Some(ParameterLabel::LabelOffsets([start, end])) => {
                let (front, rest) = signature.label.split_at(*end as usize);
                let (front, parameter) = front.split_at(*start as usize);
                format!("{front}«{parameter}»{rest}")
            }
            _ => signature.label.clone(),
        }
    }

    #[test]
    fn the_form_and_the_word_are_those_at_the_cursor() {
        for (text, expected) in [
            ("FROM ‸", "FROM [--platform=platform] «image» [AS name]"),
            ("FROM --plat‸", "FROM [«--platform=platform»] image [AS name]"),
            ("FROM a‸ AS b", "FROM [--platform=platform] «image» [AS name]"),
            ("FROM a A‸S b", "FROM [--platform=platform] image [AS name]"),
            ("FROM a AS ‸", "FROM [--platform=platform] image [AS «name»]"),
            ("FROM a AS b ‸", "FROM [--platform=platform] image [AS name]"),
            ("FROM‸ a", "-"),
            ("‸", "-"),
            ("# a‸", "-"),
            ("ARG A‸", "ARG «name»[=default] ..."),
            ("ARG A=‸", "ARG name[=«default»] ..."),
            ("ENV A=b C‸=d", "ENV «name»=value ..."),
            ("ENV A=b C=d‸", "ENV name=«value» ..."),
            ("ENV A=\"b ‸", "ENV name=«value» ..."),
            ("ENV A b‸", "ENV name «value»"),
            ("LABEL a=‸", "LABEL key=«value» ..."),
            ("COPY ‸", "COPY [flags] «source» ... destination"),
            ("COPY --f‸", "COPY [«flags»] source ... destination"),
            ("COPY --from=a x‸ y z", "COPY [flags] «source» ... destination"),
            ("COPY --from=a x y‸ z", "COPY [flags] «source» ... destination"),
            ("COPY --from=a x y z‸", "COPY [flags] source ... «destination»"),
            ("COPY x ‸", "COPY [flags] source ... «destination»"),
            ("COPY [\"a‸\", \"b\"]", "COPY [flags] [«\"source\"», ... \"destination\"]"),
            ("COPY [\"a\", \"b‸\"]", "COPY [flags] [\"source\", ... «\"destination\"»]"),
            ("COPY <<EOF ‸", "COPY [flags] <<name «destination»"),
            ("RUN ‸", "RUN [flags] «command»"),
            ("RUN --mount=‸", "RUN [«flags»] command"),
            ("RUN a b‸", "RUN [flags] «command»"),
            ("RUN [\"a‸", "RUN [flags] [«\"executable\"», \"argument\", ...]"),
            ("RUN [\"a\", \"b\", ‸]", "RUN [flags] [\"executable\", «\"argument\"», ...]"),
            ("RUN <<E‸", "RUN [flags] <<«name»"),
            ("CMD a‸", "CMD «command»"),
            ("CMD ‸", "CMD [«\"executable\"», \"argument\", ...]"),
            ("SHELL [\"a\", ‸", "SHELL [\"executable\", «\"argument\"», ...]"),
            ("HEALTHCHECK --interval=‸", "HEALTHCHECK [«options»] CMD command"),
            ("HEALTHCHECK CMD a‸", "HEALTHCHECK [options] CMD «command»"),
            ("HEALTHCHECK NONE‸", "HEALTHCHECK NONE"),
            (
                "HEALTHCHECK CMD [\"a\", \"b‸",
                "HEALTHCHECK [options] CMD [\"executable\", «\"argument\"», ...]",
            ),
            ("EXPOSE 80‸", "EXPOSE «port»[/protocol] ..."),
            ("EXPOSE 80 53/‸", "EXPOSE port[/«protocol»] ..."),
            ("USER a‸", "USER «user»[:group]"),
            ("USER a:‸", "USER user[:«group»]"),
            ("WORKDIR a b‸", "WORKDIR «path»"),
            ("VOLUME ‸", "VOLUME «path» ..."),
            ("VOLUME [\"a\", ‸", "VOLUME [«\"path\"», ...]"),
            ("STOPSIGNAL ‸", "STOPSIGNAL «signal»"),
            ("ONBUILD ‸", "ONBUILD «instruction»"),
            ("ONBUILD COPY a ‸", "COPY [flags] source ... «destination»"),
            ("run a \\\n  b‸", "RUN [flags] «command»"),
            ("XYZ ‸", "-"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
