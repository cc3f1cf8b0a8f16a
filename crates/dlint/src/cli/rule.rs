//! `dlint rule`: what a rule is about.

use std::io::{self, Write};

use dlint::{Category, FixKind, RuleMeta, RuleSet, Safety};

use super::{Status, complain};

pub(crate) fn run(code: Option<&str>) -> io::Result<Status> {
    let rules = dlint::rules();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let Some(code) = code else {
        list(&rules, &mut out)?;
        return out.flush().map(|()| Status::Clean);
    };
    let Some(rule) = rules.find(code) else {
        let names = rules.rules().iter().flat_map(|rule| {
            let codes = rule
                .meta
                .variants()
                .flat_map(|variant| std::iter::once(variant.code).chain(variant.aliases.iter().copied()));
            codes.chain([rule.meta.name])
        });
        let nearest = dlint::syntax::nearest(code, names).map(|other| format!("; did you mean `{other}`?"));
        complain(&format!("there is no rule `{code}`{}", nearest.unwrap_or_default()));
        return Ok(Status::Failed);
    };
    let meta = &rule.meta;
    let page = dlint::about(meta).page;
    let (title, text) = page.split_once('\n').unwrap_or((&page, ""));
    write!(out, "{title}\n\n{}\n{text}", facts(meta))?;
    out.flush().map(|()| Status::Clean)
}

/// All rules, by what they are about; those of shell code behind the others.
fn list(rules: &RuleSet, out: &mut dyn Write) -> io::Result<()> {
    let mut metas: Vec<&RuleMeta> = rules.rules().iter().map(|rule| &rule.meta).collect();
    metas.sort_by_key(|meta| meta.code);
    let width = |of: fn(&RuleMeta) -> &str| metas.iter().map(|meta| of(meta).len()).max().unwrap_or(0);
    let (codes, names) = (width(|meta| meta.code), width(|meta| meta.name));
    let line = |meta: &RuleMeta, out: &mut dyn Write| {
        let severity = if meta.default { meta.severity.as_str() } else { "off" };
        writeln!(
            out,
            "  {:codes$}  {:names$}  {severity:7}  {}",
            meta.code,
            meta.name,
            dlint::about(meta).summary
        )
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
    writeln!(out, "shellcheck: What is wrong with shell code.")?;
    for meta in metas.iter().filter(|meta| dlint::shell_code(meta).is_some()) {
        line(meta, out)?;
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
