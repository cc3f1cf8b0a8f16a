//! The project's own chores. Run as `cargo xtask CHORE`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool talks to a terminal")]

mod apt_recommends;
mod base_images;
mod config_schema;
mod effects;
mod generate;
mod listing;
mod new_rule;
mod parity;
mod precision;
mod prove_fixes;
mod rules_page;
mod seeds;
mod shell_codes;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "The project's own chores")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Write the files that follow from others
    Generate {
        /// Only say whether they are up to date
        #[arg(long)]
        check: bool,
    },
    /// Write a new rule and its page
    NewRule {
        /// The code, as `rules/codes.toml` reserves it
        code: String,
        /// The name, as `rules/codes.toml` reserves it
        name: String,
        /// The module it belongs to: `correctness`, `style`, …
        #[arg(long, default_value = "correctness")]
        category: String,
    },
    /// Count how much dlint knows of the commands that real Dockerfiles run
    Effects {
        /// The folder that holds `corpus`.
        #[arg(long, default_value = "../shared")]
        data: PathBuf,
        /// Write the list of unknown commands into the documentation
        #[arg(long)]
        write: bool,
        /// Succeed where there is no data
        #[arg(long)]
        if_present: bool,
    },
    /// Hold the examples of tutorials against what the rules say of them
    Seeds {
        /// The folder that holds `catalogue`.
        #[arg(long, default_value = "../shared")]
        data: PathBuf,
        /// Succeed where there is no data
        #[arg(long)]
        if_present: bool,
    },
    /// Fix every file of folders, and look for harm
    ProveFixes {
        /// The folders, or files; without any, the corpus of the data folder.
        folders: Vec<PathBuf>,
        /// The folder that holds `corpus`.
        #[arg(long, default_value = "../shared")]
        data: PathBuf,
        /// How many places of each kind of harm to show.
        #[arg(long, default_value_t = 10)]
        show: usize,
        /// Print how many findings of each rule have a fix
        #[arg(long)]
        shares: bool,
        /// Succeed where there is no data
        #[arg(long)]
        if_present: bool,
    },
    /// Count what the default set says of real files
    Calm {
        /// The folder that holds `corpus`.
        #[arg(long, default_value = "../shared")]
        data: PathBuf,
    },
    /// Pick findings of the default set in real files, to be judged by hand
    Sample {
        /// The folder that holds `corpus`.
        #[arg(long, default_value = "../shared")]
        data: PathBuf,
        /// What the choice goes by.
        #[arg(long)]
        seed: u64,
        /// Draw for each of dlint's own rules alone
        #[arg(long)]
        each_rule: bool,
        /// Draw for this code alone
        #[arg(long)]
        code: Option<String>,
    },
    /// Compare dlint with another program's recorded answers
    Parity {
        #[command(subcommand)]
        with: ParityWith,
    },
}

#[derive(Subcommand)]
enum ParityWith {
    /// The parser and the variable expansion, with `BuildKit`'s
    Parser {
        /// The folder that holds `conformance` and `corpus`.
        #[arg(long, default_value = "../shared")]
        data: PathBuf,
        /// How many differences to show.
        #[arg(long, default_value_t = 10)]
        show: usize,
        /// Succeed where there is no data
        #[arg(long)]
        if_present: bool,
    },
    /// The rules, with hadolint's
    Hadolint(Rules),
    /// The rules, with `BuildKit`'s checks
    Buildkit(Rules),
    /// `dlint hadolint`, with hadolint itself under the configurations in `tests/hadolint`
    StandIn {
        /// The folder that holds `corpus`.
        #[arg(long, default_value = "../shared")]
        data: PathBuf,
        /// The program hadolint.
        #[arg(long, default_value = "hadolint")]
        hadolint: PathBuf,
        /// The program dlint.
        #[arg(long, default_value = "target/release/dlint")]
        dlint: PathBuf,
        /// Take every nth file.
        #[arg(long, default_value_t = 1)]
        step: usize,
        /// Only the configurations whose name holds this.
        #[arg(long, default_value = "")]
        only: String,
    },
    /// What `# check=` comments ignore, with `BuildKit`
    CheckComments {
        /// The folder that holds `conformance`.
        #[arg(long, default_value = "../shared")]
        data: PathBuf,
        /// How many differences to show.
        #[arg(long, default_value_t = 10)]
        show: usize,
        /// Succeed where there is no data
        #[arg(long)]
        if_present: bool,
    },
    /// The shell findings, with ShellCheck's
    Shell {
        /// The folder that holds `corpus`.
        #[arg(long, default_value = "../shared")]
        data: PathBuf,
        /// How many differences to show for each code.
        #[arg(long, default_value_t = 3)]
        show: usize,
        /// Succeed where there is no data
        #[arg(long)]
        if_present: bool,
    },
}

/// What to compare of the rules.
#[derive(clap::Args)]
struct Rules {
    /// The folder that holds `conformance` and `corpus`.
    #[arg(long, default_value = "../shared")]
    data: PathBuf,
    /// Only this code.
    #[arg(long)]
    code: Option<String>,
    /// How many differences to show for each code.
    #[arg(long, default_value_t = 0)]
    show: usize,
    /// Succeed where there is no data
    #[arg(long)]
    if_present: bool,
}

impl Rules {
    fn compare(&self, root: &Path, peer: parity::Peer) -> anyhow::Result<bool> {
        let show = parity::Show { only: self.code.as_deref(), places: self.show };
        parity::rules(root, peer, &self.data, show, self.if_present)
    }
}

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let result = match Arguments::parse().chore {
        Chore::Generate { check } => generate::generate(root, check),
        Chore::Effects { data, write, if_present } => effects::effects(root, &data, write, if_present),
        Chore::Seeds { data, if_present } => seeds::seeds(&data, if_present),
        Chore::ProveFixes { folders, data, show, shares, if_present } => {
            let corpus = data.join("corpus/dockerfiles");
            let folders = if folders.is_empty() { vec![corpus] } else { folders };
            if if_present && !folders.iter().all(|folder| folder.exists()) {
                println!("no data: nothing to prove");
                Ok(true)
            } else {
                prove_fixes::prove_fixes(&folders, show, shares)
            }
        }
        Chore::Calm { data } => precision::calm(&data),
        Chore::Sample { data, seed, each_rule: false, code: None } => precision::sample(root, &data, seed),
        Chore::Sample { data, seed, code, .. } => precision::sample_each(root, &data, seed, code.as_deref()),
        Chore::NewRule { code, name, category } => new_rule::new_rule(root, &code, &name, &category),
        Chore::Parity { with: ParityWith::Parser { data, show, if_present } } => {
            parity::parser(&data, show, if_present)
        }
        Chore::Parity { with: ParityWith::Hadolint(rules) } => rules.compare(root, parity::Peer::Hadolint),
        Chore::Parity { with: ParityWith::Buildkit(rules) } => rules.compare(root, parity::Peer::BuildKit),
        Chore::Parity { with: ParityWith::StandIn { data, hadolint, dlint, step, only } } => {
            parity::stand_in(root, &data, [&hadolint, &dlint], step, &only)
        }
        Chore::Parity { with: ParityWith::CheckComments { data, show, if_present } } => {
            parity::check_comments(&data, show, if_present)
        }
        Chore::Parity { with: ParityWith::Shell { data, show, if_present } } => {
            parity::shell(&data, show, if_present)
        }
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
