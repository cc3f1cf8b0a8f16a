//! `dlint rule`: what a rule is about.

use std::io::{self, Write};

use dlint::{Category, FixKind, RuleMeta, RuleSet, Safety, Selection, Settings};
use dlint_report::wrapped;

use super::stream::Stream;
use super::{Status, complain};

pub(crate) fn run(code: Option<&str>) -> io::Result<Status> {
    let rules = dlint::rules();
    let width = Stream::Stdout.width();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let Some(code) = code else {
        list(&rules, |_| true, width, &mut out)?;
        return out.flush().map(|()| Status::Clean);
    };
    let Some(rule) = rules.find(code) else {
        // The beginning of a code, or a group.
        let selection = Selection { select: vec![code.to_owned()], ..Selection::default() };
        if let Ok(settings) = Settings::new(&rules, &selection)
            && !code.trim().is_empty()
        {
            // What cannot be switched off is on with every selection, but meant by none.
            let is_meant = |meta: &RuleMeta| {
                !matches!(meta.name, "syntax" | "internal-error")
                    && meta.variants().any(|variant| settings.is_enabled(variant.code))
            };
            list(&rules, is_meant, width, &mut out)?;
            return out.flush().map(|()| Status::Clean);
        }
        complain(&format!("there is no rule `{code}`{}", meant(code, &rules)));
        return Ok(Status::Failed);
    };
    let meta = &rule.meta;
    let page = dlint::about(meta).page;
    let (title, text) = page.split_once('\n').unwrap_or((&page, ""));
    write!(out, "{}\n\n{}\n", wrapped(title, width), wrapped(&facts(meta), width))?;
    let mut is_example = false;
    for line in text.lines() {
        is_example ^= line.starts_with("```");
        writeln!(out, "{}", wrapped(line, width.filter(|_| !is_example)))?;
    }
    out.flush().map(|()| Status::Clean)
}

/// What may have been meant by a text that is no rule: the nearest code or name, or the names that it is a word of.
fn meant(code: &str, rules: &RuleSet) -> String {
    let names = rules.rules().iter().flat_map(|rule| {
        let codes = rule
            .meta
            .variants()
            .flat_map(|variant| std::iter::once(variant.code).chain(variant.aliases.iter().copied()));
        codes.chain([rule.meta.name])
    });
    let is_part = |name: &&str| name.split('-').any(|word| word.eq_ignore_ascii_case(code));
    let holding: Vec<&str> =
        rules.rules().iter().map(|rule| rule.meta.name).filter(is_part).take(5).collect();
    match (dlint::syntax::nearest(code, names), holding.as_slice()) {
        (Some(other), _) => format!("; did you mean `{other}`?"),
        (None, []) => String::new(),
        (None, names) => format!(
            "; did you mean {}?",
            names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")
        ),
    }
}

/// Rules by what they are about; those of shell code behind the others. In a narrow terminal, without what they say.
fn list(
    rules: &RuleSet,
    is_meant: impl Fn(&RuleMeta) -> bool,
    terminal: Option<usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let metas = rules.rules().iter().map(|rule| &rule.meta);
    let mut metas: Vec<&RuleMeta> = metas.filter(|meta| is_meant(meta)).collect();
    metas.sort_by_key(|meta| meta.code);
    let width = |of: fn(&RuleMeta) -> &str| metas.iter().map(|meta| of(meta).len()).max().unwrap_or(0);
    let (codes, names) = (width(|meta| meta.code), width(|meta| meta.name));
    let before = codes + names + "      warning  ".len();
    let longest = metas.iter().map(|meta| dlint::about(meta).summary.chars().count()).max().unwrap_or(0);
    let fits = terminal.is_none_or(|width| before + longest <= width);
    let line = |meta: &RuleMeta, out: &mut dyn Write| {
        let severity = if meta.default { meta.severity.as_str() } else { "off" };
        write!(out, "  {:codes$}  {:names$}  ", meta.code, meta.name)?;
        if fits {
            writeln!(out, "{severity:7}  {}", dlint::about(meta).summary)
        } else {
            writeln!(out, "{severity}")
        }
    };
    for category in Category::ALL {
        let own = metas.iter().filter(|meta| meta.category == category && dlint::shell_code(meta).is_none());
        let mut own = own.peekable();
        if own.peek().is_some() {
            writeln!(out, "{category}: {}", category.summary())?;
        }
        for meta in own {
            line(meta, out)?;
        }
    }
    let mut shell = metas.iter().filter(|meta| dlint::shell_code(meta).is_some()).peekable();
    if shell.peek().is_some() {
        writeln!(out, "shellcheck: What is wrong with shell code.")?;
    }
    for meta in shell {
        line(meta, out)?;
    }
    if !fits {
        writeln!(out, "\n`dlint rule CODE` says what a rule is about.")?;
    }
    Ok(())
}

/// What is not on the page, because it can change without it.
fn facts(meta: &RuleMeta) -> String {
    let mut facts = vec![format!("{}, {}", meta.severity, meta.category)];
    facts.push(if meta.default { "in the default set" } else { "off by default" }.to_owned());
    let safety = |safety: Safety| if safety == Safety::Unsafe { "with --unsafe-fixes" } else { "with --fix" };
    facts.push(match meta.fix {
        FixKind::None => "not fixed automatically".to_owned(),
        FixKind::Sometimes(level) => format!("fixed {} where that is certain", safety(level)),
        FixKind::Always(level) => format!("fixed {}", safety(level)),
    });
    facts.push(format!("{} since {}", meta.status.as_str(), meta.since));
    let aliases: Vec<&str> = meta.variants().flat_map(|variant| variant.aliases.iter().copied()).collect();
    if !aliases.is_empty() {
        facts.push(format!("also known as {}", aliases.join(", ")));
    }
    facts.join(" · ")
}
