//! Every report can be read again, and has in it what the JSON document has.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

use crate::support::Folder;
use crate::{FORMATS, input, report};

/// How much there is of what.
#[derive(Debug, PartialEq, Eq)]
struct Counts {
    findings: usize,
    unread: usize,
}

#[test]
fn every_format_has_as_many_findings_as_json() {
    let folder = input();
    let document = report(&folder, "json").json();
    let findings: usize = document.paths().iter().map(|path| document.findings(path).len()).sum();
    let expected = Counts { findings, unread: document.errors().len() };
    assert!(expected.findings > 15 && expected.unread == 2, "{expected:?}");
    for (format, _) in FORMATS {
        assert_eq!(counted(format, &report(&folder, format).stdout), expected, "{format}");
    }
}

#[test]
fn a_report_of_nothing_can_be_read_too() {
    let folder = Folder::new();
    folder.write("empty/README", "").write("good.Dockerfile", "FROM debian:13\n");
    for (format, _) in FORMATS {
        for path in ["good.Dockerfile", "empty"] {
            let run = folder.run(["-f", format, path]).exits_with(0);
            assert_eq!(counted(format, &run.stdout), Counts { findings: 0, unread: 0 }, "{format}: {run}");
        }
    }
}

fn counted(format: &str, text: &str) -> Counts {
    let lines = |test: &dyn Fn(&str) -> bool| text.lines().filter(|line| test(line)).count();
    let severity =
        |line: &str| ["error[", "warning[", "info[", "style["].iter().any(|word| line.starts_with(word));
    match format {
        "full" => Counts { findings: lines(&severity), unread: lines(&|line| line.starts_with("error: ")) },
        "concise" => Counts {
            findings: lines(&|line| line.split(": ").nth(1).is_some_and(severity)),
            unread: lines(&|line| line.contains("ockerfile: error: ")),
        },
        "json" => {
            let document = json(text);
            let findings = array(&document["files"]).iter().map(|file| array(&file["findings"]).len()).sum();
            Counts { findings, unread: array(&document["errors"]).len() }
        }
        "json-lines" => {
            let values: Vec<Value> = text.lines().map(json).collect();
            let findings = values.iter().filter(|value| value["code"].is_string()).count();
            Counts { findings, unread: values.len() - findings }
        }
        "sarif" => {
            let run = &json(text)["runs"][0];
            let open = |result: &&Value| array(&result["suppressions"]).is_empty();
            let failures = &run["invocations"][0]["toolExecutionNotifications"];
            Counts {
                findings: array(&run["results"]).iter().filter(open).count(),
                unread: failures.as_array().map_or(0, Vec::len),
            }
        }
        "github" => {
            let unread = lines(&|line| line.contains(",title=dlint::"));
            Counts { findings: lines(&|line| line.starts_with("::")) - unread, unread }
        }
        "gitlab" => of(array(&json(text)), |issue| issue["severity"] == "blocker"),
        "sonarqube" => of(array(&json(text)["issues"]), |issue| issue["ruleId"] == "dlint"),
        "rdjson" => of(array(&json(text)["diagnostics"]), |one| one["code"].is_null()),
        "gnu" => {
            let unread = lines(&|line| line.contains("ockerfile: error: "));
            Counts { findings: text.lines().count() - unread, unread }
        }
        "markdown" => Counts {
            findings: lines(&|line| {
                line.starts_with("| ") && !line.starts_with("| Line") && !line.starts_with("| -")
            }),
            unread: lines(&|line| line.starts_with("- ")),
        },
        "checkstyle" => {
            let errors = elements(text, "error");
            let unread = errors.iter().filter(|error| attribute(error, "source") == "dlint").count();
            Counts { findings: errors.len() - unread, unread }
        }
        "junit" => junit(text),
        other => panic!("nobody reads {other}"),
    }
}

fn of(all: &[Value], is_unread: impl Fn(&Value) -> bool) -> Counts {
    let unread = all.iter().filter(|one| is_unread(one)).count();
    Counts { findings: all.len() - unread, unread }
}

/// The numbers in the attributes are those of what is there.
fn junit(text: &str) -> Counts {
    let names = ["testcase", "failure", "error", "system-out"];
    let [tests, failures, errors, said] = names.map(|name| elements(text, name).len());
    let suites = elements(text, "testsuite");
    let all = &elements(text, "testsuites")[0];
    for (name, there) in [("tests", tests), ("failures", failures), ("errors", errors)] {
        let sum: usize = suites.iter().map(|suite| number(&attribute(suite, name))).sum();
        assert_eq!((sum, number(&attribute(all, name))), (there, there), "{name}");
    }
    Counts { findings: failures + said, unread: errors }
}

/// All elements of a name; that they fit into each other is seen to by the parser.
fn elements(text: &str, name: &str) -> Vec<BytesStart<'static>> {
    let mut reader = Reader::from_str(text);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("XML that is well-formed") {
            Event::Eof => return found,
            Event::Start(element) | Event::Empty(element) => {
                for attribute in element.attributes() {
                    attribute.expect("an attribute that is well-formed");
                }
                if element.name().as_ref() == name {
                    found.push(element.into_owned());
                }
            }
            _ => {}
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let attribute =
        element.try_get_attribute(name).expect("attributes that can be read").expect("it is there");
    attribute.value.into_owned()
}

fn number(text: &str) -> usize {
    text.parse().expect("a number")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn array(value: &Value) -> &[Value] {
    value.as_array().expect("an array")
}
