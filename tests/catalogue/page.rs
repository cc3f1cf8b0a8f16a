//! What is asked of a page.

use std::collections::BTreeSet;

use dlint::model::context::{FindContext, Ignoring};
use dlint::{
    Encoding, Finding, FixKind, Input, Page, Rule, RuleSet, Safety, Selection, Settings, SourceFile,
    fix_until_stable, lint,
};
use dlint_catalogue::{Example, Kind, Marker};

use super::surroundings::Surroundings;

/// The sections of a page, in their order; the second says whether a page can do without.
const SECTIONS: [(&str, bool); 5] = [
    ("Why", false),
    ("Examples", true),
    ("Options", true),
    ("When to turn it off", false),
    ("Safety of the fix", true),
];

/// The pages of what cannot be shown in an example: bytes that are not text, and dlint's own mistakes.
const WITHOUT_EXAMPLES: [&str; 2] = ["encoding", "internal-error"];

pub(crate) fn check(page: &'static Page) -> Result<(), String> {
    let rules = dlint::rules();
    let rule = rules
        .rules()
        .iter()
        .find(|rule| rule.meta.page_name() == page.name)
        .ok_or_else(|| format!("no rule has the page `{}`", page.name))?;
    let checker = Checker { page, rule, rules: &rules, surroundings: Surroundings::of(page) };
    if std::env::var_os("DLINT_BLESS").is_some() {
        super::bless::bless(
            page,
            |example| checker.found(example),
            |example, floor| checker.fixed(example, floor),
        )?;
        return Ok(());
    }
    checker.title()?;
    checker.sections()?;
    checker.prose()?;
    checker.examples()
}

struct Checker<'a> {
    page: &'static Page,
    rule: &'static Rule,
    rules: &'a RuleSet,
    surroundings: Surroundings,
}

impl Checker<'_> {
    fn title(&self) -> Result<(), String> {
        let meta = &self.rule.meta;
        let expected = (meta.code, meta.name);
        same("title", &self.page.title(), &expected)?;
        ensure(!self.page.summary().is_empty(), || "the page does not say what is wrong".into())
    }

    fn sections(&self) -> Result<(), String> {
        let found: Vec<&str> = self.page.sections().collect();
        let has_fix = self.rule.meta.fix != FixKind::None;
        let expected: Vec<&str> = SECTIONS
            .iter()
            .filter(|(name, optional)| match *name {
                "Safety of the fix" => has_fix,
                _ => !optional || found.contains(name),
            })
            .map(|(name, _)| *name)
            .collect();
        same("sections", &found, &expected)
    }

    /// One sentence a line, so that a change of one sentence is a change of one line.
    fn prose(&self) -> Result<(), String> {
        let mut fenced = false;
        for line in self.page.text.lines() {
            fenced ^= line.starts_with("```");
            let two = line.split(". ").skip(1).any(|next| next.starts_with(char::is_uppercase));
            ensure(fenced || !two, || format!("more than one sentence in the line: {line}"))?;
        }
        Ok(())
    }

    fn examples(&self) -> Result<(), String> {
        let examples = self.page.examples();
        if WITHOUT_EXAMPLES.contains(&self.page.name) {
            return ensure(examples.is_empty(), || "an example that is not looked at".into());
        }
        let of = |kinds: &[Kind]| examples.iter().filter(|example| kinds.contains(&example.kind)).count();
        ensure(of(&[Kind::Bad]) > 0 && of(&[Kind::Good]) > 0, || {
            "a bad and a good example are needed".into()
        })?;
        let has_fix = self.rule.meta.fix != FixKind::None;
        let fixed = of(&[Kind::Fixed, Kind::FixedUnsafe, Kind::FixedIgnoreFile]);
        ensure(has_fix == (fixed > 0), || {
            "fixed examples belong to a rule with fixes, and to no other".into()
        })?;

        let mut bad = None;
        for example in &examples {
            let result = match example.kind {
                Kind::Bad | Kind::Pedantic => {
                    bad = Some(example);
                    self.bad(example)
                }
                Kind::Fixed => self.repaired(bad, example, Safety::Safe),
                Kind::FixedUnsafe => self.repaired(bad, example, Safety::Unsafe),
                Kind::FixedIgnoreFile => self.ignores(bad, example),
                Kind::Good => self.good(example),
            };
            result.map_err(|why| format!("rules/{}.md:{}: {why}", self.page.name, example.line))?;
        }
        Ok(())
    }

    /// This rule alone, and the findings that are its own.
    fn own_findings(&self, dockerfile: &str) -> (SourceFile, Vec<Finding>) {
        let source = source(dockerfile);
        let outcome = lint(&self.alone(), self.rules, &self.input(&source));
        let own =
            outcome.findings.into_iter().filter(|finding| finding.rule.name == self.rule.meta.name).collect();
        (source, own)
    }

    fn alone(&self) -> Settings {
        let mut select = vec![self.rule.meta.name.to_owned()];
        // Alone, it would find nothing: only what is looked for can be missing.
        if self.is_about_unused() {
            select.push("recommended".to_owned());
        }
        let selection = Selection { select, ..Selection::default() };
        let settings = Settings::new(self.rules, &selection).expect("every rule can be selected by its name");
        settings.with_options(self.surroundings.options.clone())
    }

    fn is_about_unused(&self) -> bool {
        self.rule.meta.name == "unused-ignore"
    }

    fn input<'a>(&'a self, source: &'a SourceFile) -> Input<'a> {
        Input::new(source).with_context(&self.surroundings)
    }

    /// What is found in an example, as markers.
    pub(crate) fn found(&self, example: &Example) -> Vec<Marker> {
        let (source, findings) = self.own_findings(&example.dockerfile);
        findings.iter().map(|finding| marker(&source, finding)).collect()
    }

    /// An example after its fixes.
    pub(crate) fn fixed(&self, example: &Example, floor: Safety) -> String {
        let source = source(&example.dockerfile);
        written(&fix_until_stable(&self.alone(), self.rules, &self.input(&source), floor).source)
    }

    fn bad(&self, example: &Example) -> Result<(), String> {
        same("findings", &self.found(example), &example.markers)?;
        ensure(!example.markers.is_empty(), || "nothing is bad about it".into())?;
        let (_, findings) = self.own_findings(&example.dockerfile);
        for finding in &findings {
            wording(finding)?;
            // Where the rule is off, nobody has it without asking.
            let is_pedantic = finding.pedantic && self.rule.meta.default;
            ensure(is_pedantic == (example.kind == Kind::Pedantic), || {
                let is = if is_pedantic { "" } else { "not " };
                format!("it is {is}for those who ask for the rule: {}", finding.message)
            })?;
            self.honest(finding)?;
        }
        Ok(())
    }

    /// The rule fixes what it declares, and never more safely.
    fn honest(&self, finding: &Finding) -> Result<(), String> {
        let (most, always) = match self.rule.meta.fix {
            FixKind::None => return ensure(finding.fixes.is_empty(), || "a fix that is not declared".into()),
            FixKind::Sometimes(most) => (most, false),
            FixKind::Always(most) => (most, true),
        };
        ensure(!always || !finding.fixes.is_empty(), || "no fix, though one is declared for always".into())?;
        let safest = finding.fixes.iter().map(|fix| fix.safety).max();
        ensure(safest.is_none_or(|safest| safest <= most), || "a fix that is safer than declared".into())
    }

    fn repaired(&self, bad: Option<&Example>, fixed: &Example, floor: Safety) -> Result<(), String> {
        let bad = bad.ok_or("there is no bad example above it")?;
        let source = source(&bad.dockerfile);
        let settings = self.alone();
        let result = fix_until_stable(&settings, self.rules, &self.input(&source), floor);
        ensure(result.error.is_none(), || format!("{:?}", result.error))?;
        same("fixed text", &written(&result.source), &fixed.dockerfile)?;
        let again = fix_until_stable(&settings, self.rules, &self.input(&result.source), floor);
        same("text after a second run", &written(&again.source), &fixed.dockerfile)?;
        let comments = |source: &SourceFile| -> BTreeSet<String> {
            let file = dlint::syntax::parse(source);
            file.comments.iter().map(|comment| comment.text(source).to_owned()).collect()
        };
        // Some rules repair comments.
        if !self.page.name.ends_with("-ignore") {
            same("comments", &comments(&result.source), &comments(&source))?;
        }
        let fixable =
            |finding: &&Finding| finding.rule.name == self.rule.meta.name && finding.fix(floor).is_some();
        let left = result.outcome.findings.iter().filter(fixable).count();
        ensure(left == 0, || format!("{left} findings are left that could be fixed"))
    }

    /// What the ignore file is after the fixes, which leave the Dockerfile alone.
    fn ignores(&self, bad: Option<&Example>, fixed: &Example) -> Result<(), String> {
        let bad = bad.ok_or("there is no bad example above it")?;
        let source = source(&bad.dockerfile);
        let settings = self.alone();
        let result = fix_until_stable(&settings, self.rules, &self.input(&source), Safety::Unsafe);
        ensure(result.error.is_none(), || format!("{:?}", result.error))?;
        same("Dockerfile", &result.source.text(), &source.text())?;
        let patterns = result.ignores.map(|ignored| ignored.patterns).unwrap_or_default();
        let context = Ignoring::new(&self.surroundings, &patterns);
        let ignore_file = context.find(&[]).ignore_file().map(|(_, source)| source.text().to_owned());
        same("ignore file", &ignore_file.unwrap_or_default(), &fixed.dockerfile)?;
        let left = lint(&settings, self.rules, &Input::new(&source).with_context(&context)).findings;
        ensure(left.iter().all(|finding| finding.fixes.is_empty()), || "there is more to be fixed".into())
    }

    fn good(&self, example: &Example) -> Result<(), String> {
        let all = Selection { select: vec!["ALL".into()], ..Selection::default() };
        let settings = Settings::new(self.rules, &all).expect("ALL is a selector");
        let settings = settings.with_options(self.surroundings.options.clone());
        let source = source(&example.dockerfile);
        let findings = lint(&settings, self.rules, &self.input(&source)).findings;
        for finding in findings {
            let forbidden = finding.rule.name == self.rule.meta.name || finding.code() == "syntax";
            ensure(!forbidden, || format!("something is found in a good example: {}", finding.message))?;
        }
        Ok(())
    }
}

/// The Dockerfile of an example, in which `␍` stands for a carriage return, which nobody would see.
fn source(dockerfile: &str) -> SourceFile {
    SourceFile::new("Dockerfile", dockerfile.replace('␍', "\r"))
}

/// A text as a page writes it.
fn written(source: &SourceFile) -> String {
    source.text().replace('\r', "␍")
}

fn marker(source: &SourceFile, finding: &Finding) -> Marker {
    let span = finding.primary.span;
    let start = source.position(span.start, Encoding::Utf32);
    let end = source.position(span.end, Encoding::Utf32);
    let continues = end.line > start.line;
    let length = if continues {
        let line = source.slice(source.lines().line_span(start.line));
        line.trim_end_matches(['\r', '\n']).chars().count() + 1 - start.column as usize
    } else {
        (end.column - start.column) as usize
    };
    Marker {
        line: start.line as usize,
        column: start.column as usize,
        length,
        continues,
        message: finding.message.clone(),
    }
}

/// What, why and what to do, without a full stop.
fn wording(finding: &Finding) -> Result<(), String> {
    let says_what_to_do = finding.help.is_some() || !finding.fixes.is_empty();
    ensure(finding.why.is_some(), || format!("it does not say why: {}", finding.message))?;
    ensure(says_what_to_do, || format!("it does not say what to do: {}", finding.message))?;
    let labels = finding.secondary.iter().chain([&finding.primary]).map(|label| label.message.as_str());
    let titles = finding.fixes.iter().map(|fix| fix.title.as_str());
    let texts = [Some(finding.message.as_str()), finding.why.as_deref(), finding.help.as_deref()];
    for text in texts.into_iter().flatten().chain(labels).chain(titles) {
        ensure(!text.ends_with('.'), || format!("a full stop at the end of: {text}"))?;
        ensure(text.matches('`').count() % 2 == 0, || format!("an open backtick in: {text}"))?;
    }
    Ok(())
}

fn ensure(is: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if is { Ok(()) } else { Err(why()) }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, expected: &T) -> Result<(), String> {
    ensure(found == expected, || format!("{what}\n  found    {found:#?}\n  expected {expected:#?}"))
}
