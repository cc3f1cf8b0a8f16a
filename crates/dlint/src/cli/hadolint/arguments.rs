//! hadolint's command line.

use std::path::PathBuf;

use clap::{ArgAction, Parser};
use dlint::{RequiredLabel, Severity};
use dlint_config::{HadolintConfig, Threshold};

/// What hadolint 2.15.1 can be told.
#[derive(Debug, Parser)]
#[command(
    name = "hadolint",
    about = "dlint in the place of hadolint",
    disable_version_flag = true,
    version = concat!(env!("CARGO_PKG_VERSION"), " (dlint in the place of hadolint 2.15.1)"),
    after_help = "Exit status: 1 for findings at or above the threshold, files that cannot be read and mistakes; else 0."
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct HadolintArguments {
    /// The files; `-` is standard input
    #[arg(value_name = "DOCKERFILE")]
    pub(super) dockerfiles: Vec<PathBuf>,
    /// The configuration file
    #[arg(short, long, value_name = "FILENAME")]
    pub(super) config: Option<PathBuf>,
    /// What to call the file in the report
    #[arg(long, value_name = "PATH")]
    pub(super) file_path_in_report: Option<String>,
    /// Where the report goes (several: one for each format)
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Vec<PathBuf>,
    /// tty, json, checkstyle, codeclimate, `gitlab_codeclimate`, gnu, codacy, sonarqube, sarif or junit
    #[arg(short, long, value_name = "FORMAT")]
    format: Vec<String>,
    /// Succeed whatever is found
    #[arg(long)]
    no_fail: bool,
    /// Use no colours
    #[arg(long)]
    no_color: bool,
    /// Say which files are read
    #[arg(short = 'V', long)]
    verbose: bool,
    /// Report this code as an error
    #[arg(long, value_name = "CODE")]
    error: Vec<String>,
    /// Report this code as a warning
    #[arg(long, value_name = "CODE")]
    warning: Vec<String>,
    /// Report this code as an info
    #[arg(long, value_name = "CODE")]
    info: Vec<String>,
    /// Report this code as a matter of style
    #[arg(long, value_name = "CODE")]
    style: Vec<String>,
    /// Do not report this code
    #[arg(long, value_name = "CODE")]
    ignore: Vec<String>,
    /// A registry that images may come from
    #[arg(long, value_name = "REGISTRY")]
    trusted_registry: Vec<String>,
    /// A label that the image has to have, with the kind of its value: `maintainer:email`
    #[arg(long, value_name = "KEY:KIND")]
    require_label: Vec<RequiredLabel>,
    /// Allow no labels but the required ones
    #[arg(long)]
    strict_labels: bool,
    /// Do not heed comments that ignore findings
    #[arg(long)]
    disable_ignore_pragma: bool,
    /// The least severity that fails the run: error, warning, info, style, ignore or none
    #[arg(short = 't', long, value_name = "THRESHOLD", value_parser = threshold)]
    failure_threshold: Option<Threshold>,
    /// Print the version
    #[arg(short = 'v', long, action = ArgAction::Version)]
    version: Option<bool>,
}

impl HadolintArguments {
    /// The arguments as the strongest of the configurations.
    pub(super) fn config(&self) -> HadolintConfig {
        let overrides = [
            (&self.error, Severity::Error),
            (&self.warning, Severity::Warning),
            (&self.info, Severity::Info),
            (&self.style, Severity::Style),
        ];
        let severities = overrides
            .into_iter()
            .flat_map(|(codes, severity)| codes.iter().map(move |code| (code.clone(), severity)));
        // What is not given says nothing.
        let given = |switch: bool| switch.then_some(true);
        HadolintConfig {
            threshold: self.failure_threshold,
            formats: self.format.clone(),
            ignored: self.ignore.clone(),
            severities: severities.collect(),
            trusted_registries: self.trusted_registry.clone(),
            label_schema: self.require_label.clone(),
            strict_labels: given(self.strict_labels),
            disable_ignore_pragma: given(self.disable_ignore_pragma),
            no_fail: given(self.no_fail),
            no_color: given(self.no_color),
            verbose: given(self.verbose),
        }
    }
}

fn threshold(name: &str) -> Result<Threshold, String> {
    Threshold::named(name).ok_or_else(|| "write error, warning, info, style, ignore or none".to_owned())
}
