//! What is said in several places, come together for one set of files.

use std::path::PathBuf;

use dlint_diagnostics::Severity;
use dlint_linter::{
    Adjust, Builder, ImageKind, LabelKind, Layer, Profile, Project, RequiredLabel, RuleOptions, RuleSet,
    Selection, Settings, UnknownSelector,
};
use dlint_model::Options;
use dlint_model::base_image::Date;
use dlint_syntax::lowercase;

use crate::key::Key;
use crate::value::{Body, Setting, Value};
use crate::{Mistake, Origin, Placed};

/// What a file goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSettings {
    /// The rules, what they are told, and what is made of their findings.
    pub settings: Settings,
    /// The least severity that fails the run, if any does.
    pub fail_on: Option<Severity>,
    /// What is known of the build.
    pub build: Options,
    /// The folder that is the build context, where somebody said so.
    pub context: Option<PathBuf>,
    /// What comments may do.
    pub comments: Comments,
    /// A file of findings that are known.
    pub baseline: Option<PathBuf>,
    /// The stages that are built, and who says so.
    pub(crate) targets: Vec<Placed<String>>,
}

/// What comments that ignore findings may do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comments {
    /// What they may not ignore.
    pub not: NoInlineIgnores,
    /// Whether they have to say why.
    pub need_reason: bool,
    /// Whether those that ignore nothing are reported.
    pub warn_unused: bool,
}

/// What comments may not ignore.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum NoInlineIgnores {
    /// They may ignore everything.
    #[default]
    Nothing,
    /// These selectors.
    These(Vec<String>),
    /// They may ignore nothing.
    Everything,
}

/// All that is said of a set of files: what comes later is on top.
pub(crate) struct Said<'s> {
    pub(crate) profile: Profile,
    pub(crate) bodies: Vec<&'s Body>,
    /// What `per-file-ignores` says of these files.
    pub(crate) per_file: Vec<String>,
    /// The day that comments are held against; `None` for that of dlint's own data.
    pub(crate) date: Option<Date>,
}

impl Said<'_> {
    /// Brings it together.
    pub(crate) fn settle(&self, rules: &RuleSet) -> Result<FileSettings, UnknownSelector> {
        let fail_on = match self.text(Key::FailOn) {
            Some("never") => None,
            Some(word) => severity(word),
            None => Some(self.profile.fails_on()),
        };
        let targets = self.last(Key::Targets).into_iter().flat_map(|said| said.value.texts().cloned());
        let targets: Vec<Placed<String>> = targets.collect();
        let contexts = self.entries(Key::Contexts).map(|(name, _)| name.value.clone()).collect();
        let build_arg =
            |(name, value): &(Placed<String>, Value)| Some((name.value.clone(), value.text()?.to_owned()));
        let build = Options {
            contexts,
            targets: targets.iter().map(|target| target.value.clone()).collect(),
            build_args: self.entries(Key::BuildArgs).filter_map(build_arg).collect(),
        };
        let settings = Settings::new(rules, &self.selection())?.with_options(self.options());
        Ok(FileSettings {
            settings: match self.date {
                Some(date) => settings.on(date),
                None => settings,
            },
            fail_on,
            build,
            context: self.last(Key::Context).and_then(|said| said.path.clone()),
            comments: self.comments(),
            baseline: self.last(Key::Baseline).and_then(|said| said.path.clone()),
            targets,
        })
    }

    fn selection(&self) -> Selection {
        let list = |body: &Body, key| body.of(key).flat_map(|said| said.value.strings()).collect();
        let mut layers: Vec<Layer> = self
            .bodies
            .iter()
            .map(|body| Layer {
                select: list(body, Key::Select),
                extend_select: list(body, Key::ExtendSelect),
                ignore: list(body, Key::Ignore),
            })
            .collect();
        layers.push(Layer { ignore: self.per_file.clone(), ..Layer::default() });
        let severities = self
            .entries(Key::Severity)
            .filter_map(|(selector, value)| Some((selector.value.clone(), severity(value.text()?)?)));
        let stages = self.entries(Key::PerStageIgnores);
        let all = |key| self.all(key).flat_map(|said| said.value.strings()).collect();
        let comments = self.comments();
        Selection {
            profile: self.profile,
            layers,
            adjust: Adjust {
                severities: severities.collect(),
                stage_ignores: stages.map(|(stage, codes)| (stage.value.clone(), codes.strings())).collect(),
                fixable: self.last(Key::Fixable).map(|said| said.value.strings()).unwrap_or_default(),
                unfixable: all(Key::Unfixable),
                safe_fixes: all(Key::ExtendSafeFixes),
                unsafe_fixes: all(Key::ExtendUnsafeFixes),
            },
            preview: self.flag(Key::Preview),
            no_inline_ignores: match comments.not {
                NoInlineIgnores::Nothing => Vec::new(),
                NoInlineIgnores::These(selectors) => selectors,
                NoInlineIgnores::Everything => vec!["ALL".to_owned()],
            },
            warn_unused_ignores: comments.warn_unused,
            require_ignore_reason: comments.need_reason,
            ..Selection::default()
        }
    }

    /// What rules are told.
    fn options(&self) -> RuleOptions {
        let registries = self.last(Key::TrustedRegistries).map(|said| said.value.strings());
        let labels = self.last(Key::LabelSchema).map(|said| said.value.entries());
        let label = |(key, kind): &(Placed<String>, Value)| {
            let kind = kind.text()?;
            let (_, kind) = LabelKind::ALL.into_iter().find(|(word, _)| *word == kind)?;
            Some(RequiredLabel { key: key.value.clone(), kind })
        };
        RuleOptions {
            trusted_registries: registries.unwrap_or_default(),
            label_schema: labels.into_iter().flatten().filter_map(label).collect(),
            strict_labels: self.flag(Key::StrictLabels),
            project: Project {
                builder: self.text(Key::Builder).and_then(Builder::named),
                frontend: self.text(Key::Frontend).and_then(|text| text.parse().ok()),
                image_kind: self.text(Key::ImageKind).and_then(ImageKind::named).unwrap_or_default(),
            },
        }
    }

    fn comments(&self) -> Comments {
        let not = match self.last(Key::NoInlineIgnores).map(|said| &said.value) {
            Some(Value::Flag(true)) => NoInlineIgnores::Everything,
            Some(value @ Value::List(list)) if !list.is_empty() => NoInlineIgnores::These(value.strings()),
            _ => NoInlineIgnores::Nothing,
        };
        let (need_reason, warn_unused) =
            (self.flag(Key::RequireIgnoreReason), self.flag(Key::WarnUnusedIgnores));
        Comments { not, need_reason, warn_unused }
    }

    /// All that is said under a key, in order.
    pub(crate) fn all(&self, key: Key) -> impl DoubleEndedIterator<Item = &Setting> {
        self.bodies.iter().flat_map(move |body| body.of(key))
    }

    /// What is said last under a key.
    pub(crate) fn last(&self, key: Key) -> Option<&Setting> {
        self.all(key).next_back()
    }

    fn entries(&self, key: Key) -> impl Iterator<Item = &(Placed<String>, Value)> {
        self.all(key).flat_map(|said| said.value.entries())
    }

    fn flag(&self, key: Key) -> bool {
        self.last(key).is_some_and(|said| said.value.is_true())
    }

    fn text(&self, key: Key) -> Option<&str> {
        self.last(key)?.value.text()
    }
}

fn severity(word: &str) -> Option<Severity> {
    Severity::ALL.into_iter().find(|severity| severity.as_str() == word)
}

impl FileSettings {
    /// The targets that a file does not have, as mistakes of whoever named them. `name` is what the file is called.
    pub fn unknown_targets(&self, file: &dlint_syntax::File, name: &str) -> Vec<Mistake> {
        let stages = file.stages();
        let names: Vec<String> = stages.iter().filter_map(|stage| Some(lowercase(stage.name()?))).collect();
        let is_known = |target: &str| {
            names.contains(&lowercase(target))
                || target.parse::<usize>().is_ok_and(|number| number < stages.len())
        };
        let unknown = self.targets.iter().filter(|target| !is_known(&target.value));
        let mistake = |target: &Placed<String>| {
            let text = &target.value;
            let nearest = dlint_syntax::nearest(text, names.iter().map(String::as_str));
            let help = nearest.map(|nearest| format!("did you mean `{nearest}`?"));
            let message = format!("there is no stage `{text}` in `{name}`");
            let mistake = match &target.origin {
                Origin::File(place) => Mistake { place: Some(place.clone()), ..Mistake::nowhere(message) },
                Origin::CommandLine(option) => Mistake::nowhere(format!("{option} {text}: {message}")),
                Origin::Default => Mistake::nowhere(message),
            };
            mistake.maybe_help(help)
        };
        unknown.map(mistake).collect()
    }
}
