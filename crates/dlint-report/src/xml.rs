//! What the formats that are XML share: a writer, and text that XML can hold.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::printable;

/// Attributes, in the order in which they are written.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// Writes elements, each on a line of its own.
pub(crate) struct Xml<W: Write>(Writer<W>);

impl<W: Write> Xml<W> {
    /// A document, with its first line.
    pub(crate) fn new(out: W) -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(out, b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self(writer))
    }

    pub(crate) fn open(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Start(element(name, attributes)))
    }

    pub(crate) fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element without anything in it.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Empty(element(name, attributes)))
    }

    /// An element with a text in it.
    pub(crate) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        let lines: Vec<_> = text.lines().map(holdable).collect();
        self.0.write_event(Event::Text(BytesText::new(&lines.join("\n"))))?;
        self.close(name)
    }

    /// Ends the document with a line ending.
    pub(crate) fn finish(self) -> io::Result<()> {
        writeln!(self.0.into_inner())
    }
}

fn element<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, holdable(value).as_str()));
    }
    element
}

/// The text as one line without what XML 1.0 cannot hold, not even escaped: <https://www.w3.org/TR/xml/#charsets>. Control
/// characters become pictures of themselves, as wherever dlint prints text of a file.
fn holdable(text: &str) -> String {
    printable(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Xml<&mut Vec<u8>>) -> io::Result<()>) -> String {
        let mut bytes = Vec::new();
        let mut xml = Xml::new(&mut bytes).unwrap();
        write(&mut xml).unwrap();
        xml.finish().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn what_means_something_in_xml_is_escaped_and_what_it_cannot_hold_is_replaced() {
        let nasty = "a<b>&\"c'\u{0}\u{1b}\u{fffe}\td]]>😀\ne";
        let document = written(|xml| xml.text("x", &[("y", nasty)], nasty));
        insta::assert_snapshot!(document, @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <x y="a&lt;b&gt;&amp;&quot;c&apos;␀␛�&#9;d]]&gt;😀␊e">a&lt;b&gt;&amp;&quot;c&apos;␀␛�	d]]&gt;😀
        e</x>
        "#);
    }
}
