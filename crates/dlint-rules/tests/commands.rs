//! A rule about a command finds it wherever it stands, and points at the very word.
//!
//! One table of commands, one of places; the pages show what each rule is about.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

use dlint_diagnostics::Safety;
use dlint_linter::{Input, RuleSet, Selection, Settings, fix_until_stable, lint};
use dlint_text::SourceFile;

/// A code, a command in which it is found, and the word that it is found at.
const COMMANDS: &[(&str, &str, &str)] = &[
    ("DK5001", "pacman -Sy --noconfirm gcc", "pacman"),
    ("DK5002", "uv pip install --system flask", "pip install"),
    ("DK5003", "poetry install", "install"),
    ("DK5006", "npm ci", "ci"),
    ("DK5007", "bun install", "install"),
    ("DK5009", "gem install rails", "install"),
    ("DK5010", "bundle install", "install"),
    ("DK5011", "composer install", "install"),
    ("DK5012", "conda install -y numpy", "install"),
    ("DK6002", "apt-get upgrade -y", "upgrade"),
    ("DL3001", "top -b", "top"),
    ("DL3003", "cd /src", "cd"),
    ("DL3004", "sudo make", "sudo"),
    ("DL3008", "apt-get install -y curl", "curl"),
    ("DL3009", "apt-get update", "update"),
    ("DL3013", "pip install flask", "flask"),
    ("DL3014", "apt-get install curl", "install"),
    ("DL3015", "apt-get install -y curl", "install"),
    ("DL3016", "npm install left-pad", "left-pad"),
    ("DL3018", "apk add curl", "curl"),
    ("DL3019", "apk add curl", "add"),
    ("DL3027", "apt update", "apt"),
    ("DL3028", "gem install rails", "rails"),
    ("DL3030", "yum install curl", "install"),
    ("DL3032", "yum install -y curl", "install"),
    ("DL3033", "yum install -y curl", "curl"),
    ("DL3034", "zypper install curl", "install"),
    ("DL3035", "zypper -n dup", "dup"),
    ("DL3036", "zypper install -y curl", "install"),
    ("DL3037", "zypper install -y curl", "curl"),
    ("DL3038", "dnf install curl", "install"),
    ("DL3040", "microdnf install -y curl", "install"),
    ("DL3041", "dnf install -y curl", "curl"),
    ("DL3042", "python3 -m pip install flask", "install"),
    ("DL3046", "useradd -u 1000000 app", "useradd"),
    ("DL3047", "wget https://example.com/a", "wget"),
    ("DL3060", "yarn install", "install"),
    ("DL3062", "go install example.com/tool@latest", "example.com/tool@latest"),
    ("DL4005", "ln -s /bin/bash /bin/sh", "/bin/sh"),
    ("DL4006", "curl -f https://example.com/a | sh", "curl"),
];

/// Places for a command; `{}` is the command, `[]` its words as JSON strings.
const PLACES: &[&str] = &[
    "RUN {}\n",
    "run {}",
    "RUN --network=default {}\n",
    "RUN [[]]\n",
    "RUN [\"env\", \"A=b\", []]\n",
    "RUN [\"sh\", \"-c\", \"{}\"]\n",
    "RUN <<EOF\n{}\nEOF\n",
    "RUN <<-'EOF'\n\ttrue\n\t{}\n\tEOF\n",
    "RUN <<EOF bash\n{}\nEOF\n",
    "RUN sh -c '{}'\n",
    "RUN bash -exc \"true && {}\"\n",
    "RUN sudo {}\n",
    "RUN env A=b {}\n",
    "RUN A=b exec {}\n",
    "ONBUILD RUN {}\n",
    "RUN true && \\\n    # why\n    {}\n",
    "RUN true \\\r\n && {}\r\n",
    "RUN set -ex; {}; true\n",
    "RUN if true; then {}; fi\n",
    "RUN for a in b; do {}; done\n",
    "RUN { true; {}; } > /log\n",
];

fn settings(rules: &RuleSet, code: &str) -> Settings {
    let selection = Selection { select: vec![code.to_owned()], ..Selection::default() };
    Settings::new(rules, &selection).expect("every code can be selected")
}

/// The Dockerfile of a place with a command; `None` where a list of words cannot hold the command.
fn dockerfile(place: &str, command: &str) -> Option<String> {
    let is_list = place.contains("[]");
    if command.contains('|') && (is_list || place.contains("sudo") || place.contains("A=b")) {
        return None;
    }
    let words: Vec<String> = command.split(' ').map(|word| format!("\"{word}\"")).collect();
    let step = place.replace("[]", &words.join(", ")).replace("{}", command);
    Some(format!("FROM debian:13\n{step}"))
}

#[test]
fn a_command_is_found_wherever_it_stands() {
    let rules = dlint_rules::all();
    for &(code, command, word) in COMMANDS {
        let settings = settings(&rules, code);
        for text in PLACES.iter().filter_map(|place| dockerfile(place, command)) {
            let source = SourceFile::new("Dockerfile", text.as_str());
            let findings = lint(&settings, &rules, &Input::new(&source)).findings;
            let found: Vec<&str> = findings
                .iter()
                .filter(|finding| finding.code() == code)
                .map(|finding| source.slice(finding.primary.span))
                .collect();
            // Also for `sudo sudo make`: a step has one finding for it.
            let is_there = found.len() == 1;
            let words = found.iter().all(|found| found.replace("\", \"", " ") == word);
            assert!(is_there && words, "{code} at `{word}`, found at {found:?}:\n{text}");
        }
    }
}

#[test]
fn what_is_repaired_is_still_a_dockerfile() {
    let rules = dlint_rules::all();
    for &(code, command, _) in COMMANDS {
        let settings = settings(&rules, code);
        for text in PLACES.iter().filter_map(|place| dockerfile(place, command)) {
            let source = SourceFile::new("Dockerfile", text.as_str());
            let fixed = fix_until_stable(&settings, &rules, &Input::new(&source), Safety::Unsafe);
            if let Some(error) = fixed.error {
                panic!("{code}: {error:?}:\n{text}");
            }
            let is_trigger = text.contains("ONBUILD");
            assert!(!is_trigger || fixed.source.text() == text, "{code}: a trigger was changed:\n{text}");
        }
    }
}
