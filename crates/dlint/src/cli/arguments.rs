//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand as Subcommands, ValueEnum};
use dlint::model::base_image::Date;
use dlint::{Profile, RequiredLabel};

use super::outputs::Output;

const EXIT_STATUS: &str =
    "Exit status: 0 nothing at or above --fail-on, 1 findings, 2 something could not be done.";

#[derive(Debug, Parser)]
#[command(
    name = "dlint",
    version,
    about = "Finds what is wrong with Dockerfiles and the images they will build, and repairs it",
    args_conflicts_with_subcommands = true,
    after_help = EXIT_STATUS
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Option<Subcommand>,
    #[command(flatten)]
    pub(crate) check: Check,
}

#[derive(Debug, Subcommands)]
pub(crate) enum Subcommand {
    /// Lint files and folders (the same as no command at all)
    #[command(after_help = EXIT_STATUS)]
    Check(Box<Check>),
    /// Write a configuration, or show what a file goes by
    Config {
        #[command(subcommand)]
        what: Config,
    },
    /// Show a rule's page, or the list of all rules
    Rule {
        /// A code, an alias or a name; of a beginning (`DL3`) or a group, the list
        code: Option<String>,
    },
    /// Show what is known of a base image; no registry is asked
    Image {
        /// The image, as in `FROM`: `node:20-alpine`
        reference: String,
    },
    /// Stand in for hadolint: its command line, its configuration, its output and its exit status
    #[command(disable_help_flag = true)]
    Hadolint {
        /// As hadolint has them: `dlint hadolint --help`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<std::ffi::OsString>,
    },
    /// Serve an editor: the Language Server Protocol on standard input and output
    Lsp {
        /// Talk over standard input and output, as it does anyway
        #[arg(long)]
        stdio: bool,
        /// Write what the server does to this file, and not what goes wrong to standard error
        #[arg(long, value_name = "FILE")]
        log_file: Option<PathBuf>,
    },
    /// Print what a shell needs to complete dlint's command line
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print dlint's manual page, or write the pages of all its commands
    Man {
        /// Write `dlint.1` and a page for each command into this folder, which is made if need be
        #[arg(long, value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
    /// Show what dlint sees
    Debug {
        #[command(subcommand)]
        what: Debug,
    },
}

#[derive(Debug, Subcommands)]
pub(crate) enum Config {
    /// Write a `dlint.toml` with every key in it, all of them switched off
    Init,
    /// Write a `dlint.toml` that says what hadolint's configuration says
    Migrate {
        /// The file; without it, the one that hadolint would read here
        file: Option<PathBuf>,
        /// Print it, and write nothing
        #[arg(long)]
        print: bool,
    },
    /// Show every setting that a file goes by, and where it comes from; takes the options of `check`
    Show(Box<Check>),
}

#[derive(Debug, Subcommands)]
pub(crate) enum Debug {
    /// What the parser makes of a file
    Tree {
        /// Text for people, or JSON with the field names of BuildKit's parser
        #[arg(long, value_enum, default_value_t = TreeFormat::Text)]
        format: TreeFormat,
        /// The file; `-` is standard input
        file: PathBuf,
    },
    /// What is known of the build: stages, variables, and what each step does
    Model {
        /// Text for people, or JSON; its fields may change with any version
        #[arg(long, value_enum, default_value_t = TreeFormat::Text)]
        format: TreeFormat,
        /// The file; `-` is standard input
        file: PathBuf,
    },
    /// What variable expansion makes of words: reads `{"word", "env", "escape"}` lines, writes one answer each
    Expand,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TreeFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct Check {
    /// Files and folders; `-` is standard input
    #[arg(default_value = ".")]
    pub(crate) paths: Vec<PathBuf>,

    /// Report what hadolint would by default, with its severities, and fail from info on
    #[arg(long, help_heading = "Rules")]
    pub(crate) hadolint: bool,
    /// Run these instead of the default set: codes (`DL3007`), beginnings of codes (`DL3`), names (`latest-tag`), groups
    /// (`recommended`, `hadolint`, `buildkit`, `shellcheck`, `dlint`, and what `dlint rule` lists: `security`, `size`, …),
    /// `ALL`
    #[arg(long, value_name = "CODES", value_delimiter = ',', help_heading = "Rules")]
    pub(crate) select: Vec<String>,
    /// Run these on top of the selected ones
    #[arg(long, value_name = "CODES", value_delimiter = ',', help_heading = "Rules")]
    pub(crate) extend_select: Vec<String>,
    /// Do not run these
    #[arg(long, value_name = "CODES", value_delimiter = ',', help_heading = "Rules")]
    pub(crate) ignore: Vec<String>,
    /// Take images only from this registry; `*` at an end stands for anything (several: once each)
    #[arg(long, value_name = "REGISTRY", value_delimiter = ',', help_heading = "Rules")]
    pub(crate) trusted_registry: Vec<String>,
    /// Ask for this label; KIND is text, url, rfc3339, spdx, hash, semver or email
    #[arg(long, value_name = "KEY:KIND", value_delimiter = ',', help_heading = "Rules")]
    pub(crate) require_label: Vec<RequiredLabel>,
    /// Allow no labels but the required ones
    #[arg(long, help_heading = "Rules")]
    pub(crate) strict_labels: bool,
    /// Report comments that ignore nothing
    #[arg(long, help_heading = "Rules")]
    pub(crate) warn_unused_ignores: bool,
    /// Report comments that ignore something without a reason
    #[arg(long, help_heading = "Rules")]
    pub(crate) require_ignore_reason: bool,
    /// Let no comment ignore anything
    #[arg(long, help_heading = "Rules")]
    pub(crate) disable_ignore_pragma: bool,
    /// The day to go by, where a comment ignores `until` one [default: that of dlint's own data]
    #[arg(long, value_name = "YYYY-MM-DD", help_heading = "Rules")]
    pub(crate) date: Option<Date>,
    /// Also run rules that are on trial
    #[arg(long, help_heading = "Rules")]
    pub(crate) preview: bool,

    /// Read this configuration, and no other
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Configuration")]
    pub(crate) config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long, help_heading = "Configuration")]
    pub(crate) no_config: bool,
    /// Leave these files and folders out of a walk (patterns, as in .gitignore)
    #[arg(long, value_name = "PATTERNS", value_delimiter = ',', help_heading = "Configuration")]
    pub(crate) exclude: Vec<String>,
    /// Take these files for Dockerfiles, too
    #[arg(long, value_name = "PATTERNS", value_delimiter = ',', help_heading = "Configuration")]
    pub(crate) include: Vec<String>,
    /// Leave out what is excluded even where it is named
    #[arg(long, help_heading = "Configuration")]
    pub(crate) force_exclude: bool,

    /// The build context; NAME=FOLDER is a further one
    #[arg(long, value_name = "FOLDER", help_heading = "Build")]
    pub(crate) context: Vec<String>,
    /// The stage that is built (several: once each)
    #[arg(long, value_name = "STAGE", value_delimiter = ',', help_heading = "Build")]
    pub(crate) target: Vec<String>,
    /// The value of an `ARG` (several: once each)
    #[arg(long, value_name = "NAME=VALUE", value_parser = parse_pair, help_heading = "Build")]
    pub(crate) build_arg: Vec<(String, String)>,

    /// Do not report the findings that this file knows
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline", help_heading = "Known findings")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write a comment for each finding, so that it is ignored from now on; REASON stands in it
    #[arg(
        long,
        value_name = "REASON",
        num_args = 0..=1,
        default_missing_value = "",
        require_equals = true,
        conflicts_with_all = ["fix", "diff", "write_baseline"],
        help_heading = "Known findings"
    )]
    pub(crate) add_ignores: Option<String>,
    /// Write all findings to a file, as known ones; nothing is reported
    #[arg(long, value_name = "FILE", conflicts_with = "diff", help_heading = "Known findings")]
    pub(crate) write_baseline: Option<PathBuf>,
    /// Report only what is about lines that changed since a revision of git, and all of new files
    #[arg(long, value_name = "REVISION", conflicts_with_all = ["write_baseline", "fix", "diff"], help_heading = "Known findings")]
    pub(crate) new_since: Option<String>,

    /// Repair what can be repaired without changing the image
    #[arg(long, help_heading = "Fixes")]
    pub(crate) fix: bool,
    /// With --fix or --diff: also what may change the image
    #[arg(long, help_heading = "Fixes")]
    pub(crate) unsafe_fixes: bool,
    /// Show what --fix would do, and write nothing
    #[arg(long, help_heading = "Fixes")]
    pub(crate) diff: bool,
    /// Repair as --fix does, by the fixes of these rules only
    #[arg(long, value_name = "CODES", value_delimiter = ',', conflicts_with_all = ["write_baseline", "add_ignores", "new_since"], help_heading = "Fixes")]
    pub(crate) fix_rule: Vec<String>,
    /// Repair as --fix does, and neither report what is left nor fail on it
    #[arg(long, conflicts_with_all = ["diff", "write_baseline", "add_ignores", "new_since"], help_heading = "Fixes")]
    pub(crate) fix_only: bool,
    /// Exit with 1 if something was repaired
    #[arg(long, help_heading = "Fixes")]
    pub(crate) exit_non_zero_on_fix: bool,

    /// How to report: full, concise, json, json-lines, sarif, github, gitlab, checkstyle, junit, sonarqube, gnu, markdown,
    /// rdjson; FORMAT=FILE writes a file, besides what others write (several: once each)
    #[arg(short = 'f', long, value_name = "FORMAT[=FILE]", default_value = "full", help_heading = "Output")]
    pub(crate) output_format: Vec<Output>,
    /// Write the report of the format without a file to this file
    #[arg(short = 'o', long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output_file: Option<PathBuf>,
    /// Say how often each code was found, and how many have a fix; as text, or with `-f json` as JSON
    #[arg(long, conflicts_with_all = ["diff", "fix_only", "write_baseline", "show_files"], help_heading = "Output")]
    pub(crate) statistics: bool,
    /// List the files that would be linted, and lint none
    #[arg(long, conflicts_with_all = ["fix", "diff", "fix_rule", "fix_only", "add_ignores", "write_baseline"], help_heading = "Output")]
    pub(crate) show_files: bool,
    /// Whether to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto, help_heading = "Output")]
    pub(crate) color: Color,
    /// Say nothing but findings
    #[arg(short, long, conflicts_with = "verbose", help_heading = "Output")]
    pub(crate) quiet: bool,
    /// Say which files are read
    #[arg(short, long, help_heading = "Output")]
    pub(crate) verbose: bool,

    /// The least severity that makes dlint exit with 1 [default: warning; with --hadolint: info]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<FailOn>,
    /// Exit with 2 if there is no Dockerfile in the given folders
    #[arg(long)]
    pub(crate) error_on_no_files: bool,
    /// What to call standard input in reports
    #[arg(long, value_name = "NAME", default_value = "-", hide_default_value = true)]
    pub(crate) stdin_filename: String,
}

impl Check {
    /// Whether files are repaired.
    pub(crate) fn fixes(&self) -> bool {
        self.fix || self.fix_only || !self.fix_rule.is_empty()
    }

    /// The set of rules to begin with.
    pub(crate) fn profile(&self) -> Profile {
        if self.hadolint { Profile::Hadolint } else { Profile::Dlint }
    }
}

/// Reads `NAME=VALUE`. A value from the environment, as Docker takes it for a bare `NAME`, is not read.
fn parse_pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("it is not `NAME=VALUE`".to_owned()),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Info,
    Style,
    Never,
}

impl FailOn {
    /// The word for it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Style => "style",
            Self::Never => "never",
        }
    }
}
