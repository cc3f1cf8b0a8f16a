//! The ways to write an instruction, and what each word of them is.

use std::ops::Range;

/// A way to write an instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The whole of it; what may be left out stands in brackets, and `...` says that there may be more.
    pub label: &'static str,
    /// When it is the one to take.
    pub doc: &'static str,
    /// The words that are to be filled in, in their order.
    pub parameters: &'static [Parameter],
}

/// A word of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// The word as it stands in the form.
    pub label: &'static str,
    /// What to write there.
    pub doc: &'static str,
}

/// A row of a table of forms.
pub(super) const fn form(label: &'static str, doc: &'static str, parameters: &'static [Parameter]) -> Form {
    Form { label, doc, parameters }
}

/// A row of a table of parameters.
pub(super) const fn parameter(label: &'static str, doc: &'static str) -> Parameter {
    Parameter { label, doc }
}

impl Form {
    /// The place of each parameter in the label: the first one behind the parameter before it. Labels are ASCII, so a
    /// place is the same in every encoding.
    ///
    /// ```
    /// use dlint_lsp::language;
    /// use dlint_syntax::Keyword;
    ///
    /// let form = language::instruction(Keyword::Workdir).unwrap().forms[0];
    /// assert_eq!((form.label, form.ranges()), ("WORKDIR path", vec![8..12]));
    /// ```
    pub fn ranges(&self) -> Vec<Range<u32>> {
        let mut from = 0;
        let mut ranges = Vec::with_capacity(self.parameters.len());
        for parameter in self.parameters {
            let rest = self.label.get(from..).unwrap_or_default();
            let start = from + rest.find(parameter.label).unwrap_or_default();
            from = start + parameter.label.len();
            ranges.push(start as u32..from as u32);
        }
        ranges
    }
}
