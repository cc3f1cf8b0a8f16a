"""Reads dlint's reports with other people's libraries, and counts what they see. Run by consumers.sh."""

import json
import re
import sys
from html.parser import HTMLParser
from importlib.metadata import version

import cmarkgfm
import jsonschema
import junitparser
from diff_cover.violationsreporters.java_violations_reporter import CheckstyleXmlDriver


def read(name):
    with open(name, encoding="utf-8", newline="") as file:
        return file.read()


document = json.loads(read("json"))
FINDINGS = sum(len(file["findings"]) for file in document["files"])
UNREAD = len(document["errors"])
CLEAN = sum(not file["findings"] for file in document["files"])


def same(what, seen, expected):
    assert seen == expected, f"{what}: {seen} are seen, and there are {expected}"
    print(f"{what}: {seen}")


def schemas(path):
    """The documents fit the schema that is published with dlint."""
    schema = json.loads(read(path))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(document)
    line = {key: value for key, value in schema.items() if key.startswith("$")} | {"$ref": "#/$defs/line"}
    lines = read("json-lines").splitlines()
    for text in lines:
        jsonschema.Draft202012Validator(line).validate(json.loads(text))
    print(f"jsonschema {version('jsonschema')}")
    same("json-lines, each fits the schema", len(lines), FINDINGS + UNREAD)


def junit():
    print(f"junitparser {version('junitparser')}")
    suites = junitparser.JUnitXml.fromfile("junit")
    cases = [case for suite in suites for case in suite]
    same("suites", len(list(suites)), len(document["files"]) + UNREAD)
    same("cases", len(cases), FINDINGS + UNREAD + CLEAN)
    results = [result for case in cases for result in case.result]
    failures = sum(isinstance(result, junitparser.Failure) for result in results)
    grave = sum(
        finding["severity"] in ("error", "warning") for file in document["files"] for finding in file["findings"]
    )
    same("failures", failures, grave)
    same("errors", sum(isinstance(result, junitparser.Error) for result in results), UNREAD)
    told = (suites.tests, suites.failures, suites.errors)
    suites.update_statistics()
    same("the numbers in the attributes, counted anew", (suites.tests, suites.failures, suites.errors), told)


def checkstyle():
    print(f"diff-cover {version('diff-cover')}")
    seen = CheckstyleXmlDriver().parse_reports([read("checkstyle")])
    same("violations of Checkstyle", sum(map(len, seen.values())), FINDINGS + UNREAD)
    lines = {(path, violation.line) for path, all in seen.items() for violation in all}
    own = {(file["path"], finding["start"]["line"]) for file in document["files"] for finding in file["findings"]}
    assert {line for line in lines if line in own} == own, (lines, own)


class Page(HTMLParser):
    """What a browser gets of Markdown: rows, and the elements that there are."""

    def __init__(self):
        super().__init__()
        self.rows, self.cells, self.elements, self.links = 0, [], set(), []

    def handle_starttag(self, tag, attributes):
        self.elements.add(tag)
        if tag == "tr":
            self.rows += 1
            self.cells.append(0)
        if tag in ("td", "th"):
            self.cells[-1] += 1
        if tag == "a":
            self.links.append(dict(attributes)["href"])


def markdown():
    print(f"cmarkgfm {version('cmarkgfm')} (GitHub's own cmark)")
    html = cmarkgfm.github_flavored_markdown_to_html(
        read("markdown"), options=cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE
    )
    page = Page()
    page.feed(html)
    tables = sum(bool(file["findings"]) for file in document["files"])
    same("rows of tables", page.rows - tables, FINDINGS)
    same("numbers of cells in a row", set(page.cells), {4})
    allowed = {"p", "strong", "code", "table", "thead", "tbody", "tr", "th", "td", "a", "br", "ul", "li", "span"}
    assert page.elements <= allowed, f"somebody's text became {page.elements - allowed}"
    assert all(link.startswith("https://github.com/dlint/") for link in page.links), page.links
    assert "<code>--ch|&lt;b&gt;&amp;%0A::error::x,y:z</code>" in html, "a name is not shown as it is"


def places():
    """Places in `rdjson` are bytes, and its suggestions can be made, to the letter."""
    diagnostics = json.loads(read("rdjson"))["diagnostics"]
    same("diagnostics", len(diagnostics), FINDINGS + UNREAD)
    suggestions = [
        (one["location"]["path"], suggestion) for one in diagnostics for suggestion in one.get("suggestions", ())
    ]
    fixes = sum(
        any(fix["safety"] == "safe" for fix in finding["fixes"])
        for file in document["files"]
        for finding in file["findings"]
    )
    same("suggestions, as many as safe fixes", len(suggestions), fixes)
    for path, suggestion in suggestions:
        with open(f"input/{path}", "rb") as file:
            lines = file.read().split(b"\n")
        for end in ("start", "end"):
            place = suggestion["range"][end]
            lines[place["line"] - 1][: place["column"] - 1].decode("utf-8")
            assert place["column"] - 1 <= len(lines[place["line"] - 1]), (path, suggestion)


def sonarqube():
    """What SonarQube's import refuses: unknown rules, empty ranges, ranges behind the end of a line."""
    report = json.loads(read("sonarqube"))
    same("issues", len(report["issues"]), FINDINGS + UNREAD)
    rules = {rule["id"] for rule in report["rules"]}
    for issue in report["issues"]:
        assert issue["ruleId"] in rules, issue
        for location in [issue["primaryLocation"], *issue.get("secondaryLocations", ())]:
            area = location["textRange"]
            if "startColumn" not in area:
                continue
            with open(f"input/{location['filePath']}", encoding="utf-8", newline="") as file:
                lines = file.read().replace("\r\n", "\n").split("\n")
            units = [len(line.encode("utf-16-le")) // 2 for line in lines]
            start, end = (area["startLine"], area["startColumn"]), (area["endLine"], area["endColumn"])
            assert start < end, issue
            assert area["endColumn"] <= units[area["endLine"] - 1], issue


def gitlab():
    """What GitLab documents of the report."""
    issues = json.loads(read("gitlab"))
    same("issues of Code Quality", len(issues), FINDINGS + UNREAD)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker"), issue
        assert issue["description"] and issue["check_name"], issue
        assert not issue["location"]["path"].startswith(("/", "./")), issue
        assert 1 <= issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"], issue


def github():
    """Commands, taken apart as the runner does it: the name, the properties, the message."""
    commands = read("github").splitlines()
    same("commands of GitHub", len(commands), FINDINGS + UNREAD)
    paths = {file["path"] for file in document["files"]} | {error["path"] for error in document["errors"]}
    for command in commands:
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", command)
        assert match, command
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        path = properties["file"]
        for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            path = path.replace(code, character)
        assert path in paths, command


schemas(sys.argv[1])
junit()
checkstyle()
markdown()
places()
sonarqube()
gitlab()
github()
