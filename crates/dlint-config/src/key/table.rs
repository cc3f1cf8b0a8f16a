//! The table of keys.

use super::{Check as C, Info, Key, Kind, Merge, SEVERITIES, Section};

const FAIL_ON: &[&str] = &["error", "warning", "info", "style", "never"];
const BUILDERS: &[&str] = &["buildkit", "buildah", "kaniko", "classic"];
const IMAGE_KINDS: &[&str] = &["app", "base", "dev"];
const LABEL_KINDS: &[&str] = &["text", "url", "rfc3339", "spdx", "hash", "semver", "email"];
const LABEL_RULES: &[&str] = &["missing-label", "unexpected-label", "empty-label", "invalid-label-value"];

impl Key {
    /// What is known of it.
    // Rows are read as rows.
    #[rustfmt::skip]
    pub const fn info(self) -> Info {
        use Kind::{Flag, FlagOrList, List, OneOrList, Table, Text, Word};
        use Section::{Any, Files, Rule, Top};

        match self {
            Self::Extend => row("extend", Text(C::Path), Top, Merge::Last, "", "\"../dlint.toml\"", "Another configuration file, which this one is on top of"),
            Self::RequiredVersion => row("required-version", Text(C::Requirement), Top, Merge::Last, "", "\">=0.1\"", "The versions of dlint that may run here"),
            Self::Select => row("select", List(C::Selector), Any, Merge::Last, "", "[\"recommended\", \"security\"]", "Which rules run, instead of the default set"),
            Self::ExtendSelect => row("extend-select", List(C::Selector), Any, Merge::Add, "", "[\"DL3008\"]", "Rules that run on top of the selected ones"),
            Self::Ignore => row("ignore", List(C::Selector), Any, Merge::Add, "", "[\"DL3059\"]", "Rules that do not run"),
            Self::Severity => row("severity", Table(C::Selector, &Word(SEVERITIES)), Any, Merge::Add, "", "{ DL3007 = \"error\" }", "What the findings of a rule weigh"),
            Self::PerFileIgnores => row("per-file-ignores", Table(C::Pattern, &List(C::Selector)), Top, Merge::Add, "", "{ \"tests/**\" = [\"DL3007\"] }", "Rules that do not run on some files, whatever else is said"),
            Self::PerStageIgnores => row("per-stage-ignores", Table(C::Stage, &List(C::Selector)), Any, Merge::Add, "", "{ builder = [\"DL3008\"] }", "Rules that report nothing in some stages: a name or number, `final` or `builder`"),
            Self::FailOn => row("fail-on", Word(FAIL_ON), Any, Merge::Last, "\"warning\"", "\"error\"", "The least severity that fails the run"),
            Self::Preview => row("preview", Flag, Any, Merge::Last, "false", "true", "Whether rules that are on trial may run"),
            Self::Fixable => row("fixable", List(C::Selector), Any, Merge::Last, "", "[\"layers\", \"DL3014\"]", "Rules whose fixes alone are applied"),
            Self::Unfixable => row("unfixable", List(C::Selector), Any, Merge::Add, "", "[\"DL3014\"]", "Rules whose fixes are never applied"),
            Self::ExtendSafeFixes => row("extend-safe-fixes", List(C::Selector), Any, Merge::Add, "", "[\"SC2086\"]", "Rules whose unsafe fixes `--fix` applies, too"),
            Self::ExtendUnsafeFixes => row("extend-unsafe-fixes", List(C::Selector), Any, Merge::Add, "", "[\"DL3014\"]", "Rules whose safe fixes wait for `--unsafe-fixes`"),
            Self::TrustedRegistries => row("trusted-registries", List(C::Name), Rule(&["untrusted-registry"]), Merge::Last, "", "[\"registry.example.org\"]", "The registries that images may come from"),
            Self::LabelSchema => row("label-schema", Table(C::Name, &Word(LABEL_KINDS)), Rule(LABEL_RULES), Merge::Last, "", "{ \"org.opencontainers.image.source\" = \"url\" }", "The labels that an image has to have, and what their values are"),
            Self::StrictLabels => row("strict-labels", Flag, Rule(LABEL_RULES), Merge::Last, "false", "true", "Whether an image may have no other labels"),
            Self::Builder => row("builder", Word(BUILDERS), Any, Merge::Last, "", "\"buildkit\"", "The program that builds the images"),
            Self::Frontend => row("frontend", Text(C::Frontend), Any, Merge::Last, "", "\"1.7\"", "The oldest version of BuildKit's Dockerfile frontend that has to read the files"),
            Self::ImageKind => row("image-kind", Word(IMAGE_KINDS), Any, Merge::Last, "\"app\"", "\"base\"", "What the images are for: to run something, to build others from, to work in"),
            Self::Context => row("context", Text(C::Folder), Any, Merge::Last, "", "\".\"", "The folder that is the build context"),
            Self::Contexts => row("contexts", Table(C::Name, &Text(C::Name)), Any, Merge::Add, "", "{ shared = \"../shared\" }", "Further build contexts, by the names that the Dockerfile uses"),
            Self::Targets => row("targets", List(C::Name), Any, Merge::Last, "", "[\"app\"]", "The stages that are built; the last one if none is named"),
            Self::BuildArgs => row("build-args", Table(C::Name, &Text(C::Any)), Any, Merge::Add, "", "{ VERSION = \"3.20\" }", "The values that `ARG`s are given"),
            Self::NoInlineIgnores => row("no-inline-ignores", FlagOrList(C::Selector), Any, Merge::Last, "false", "[\"security\"]", "Whether comments in Dockerfiles may not ignore anything, or not these rules"),
            Self::RequireIgnoreReason => row("require-ignore-reason", Flag, Any, Merge::Last, "false", "true", "Whether comments that ignore a finding have to say why"),
            Self::WarnUnusedIgnores => row("warn-unused-ignores", Flag, Any, Merge::Last, "false", "true", "Whether comments that ignore nothing are reported"),
            Self::Baseline => row("baseline", Text(C::Path), Top, Merge::Last, "", "\".dlint-baseline.json\"", "A file of findings that are known and not reported"),
            Self::Exclude => row("exclude", List(C::Pattern), Top, Merge::Add, "", "[\"vendor\", \"*.old.Dockerfile\"]", "Files and folders that a walk leaves out"),
            Self::Include => row("include", List(C::Pattern), Top, Merge::Add, "", "[\"build/*.docker\"]", "Further files that a walk takes for Dockerfiles"),
            Self::ForceExclude => row("force-exclude", Flag, Top, Merge::Last, "false", "true", "Whether `exclude` holds for files that are named, too"),
            Self::Match => row("match", OneOrList(C::Pattern), Files, Merge::Last, "", "\"services/*/Dockerfile\"", "The files that an entry of `[[files]]` is about"),
        }
    }
}

const fn row(
    name: &'static str,
    kind: Kind,
    section: Section,
    merge: Merge,
    default: &'static str,
    example: &'static str,
    about: &'static str,
) -> Info {
    Info { name, kind, section, merge, default, example, about }
}
