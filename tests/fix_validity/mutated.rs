//! The examples of the rules' pages, changed the way that people, editors and merges change files.

use std::sync::LazyLock;

use proptest::prelude::*;

/// Every example of every page, without the lines that point at the findings.
pub(super) static EXAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut examples = Vec::new();
    for page in dlint::PAGES {
        for block in page.text.split("```dockerfile").skip(1) {
            let body = block.split("```").next().unwrap_or_default();
            let lines = body.split_inclusive('\n').skip(1).filter(|line| !is_pointer(line));
            examples.push(lines.collect());
        }
    }
    examples
});

/// Whether a line points at a finding: `#   ^^^ why`.
fn is_pointer(line: &str) -> bool {
    line.strip_prefix('#').is_some_and(|rest| rest.trim_start().starts_with('^'))
}

/// What is done to the lines of a file, each with two numbers that say where and what.
type Mutation = fn(&mut Vec<String>, usize, usize);

const MUTATIONS: &[Mutation] = &[
    |lines, at, _| drop(lines.remove(at)),
    |lines, at, _| lines.insert(at, lines.get(at).cloned().unwrap_or_default()),
    |lines, at, to| {
        let line = lines.remove(at);
        lines.insert(to % (lines.len() + 1), line);
    },
    // Another file, or a line of one.
    |lines, at, other| {
        let others = example_lines(other);
        lines.extend(others.get(other % others.len().max(1)).cloned());
        let last = lines.pop().unwrap_or_default();
        lines.insert(at, last);
    },
    |lines, _, other| lines.extend(example_lines(other)),
    // Words.
    |lines, at, word| change_words(lines, at, |words| drop(words.remove(word % words.len()))),
    |lines, at, word| {
        change_words(lines, at, |words| {
            let other = word % words.len();
            words.swap(0, other);
        });
    },
    |lines, at, other| {
        let line = example_lines(other).into_iter().next_back().unwrap_or_default();
        change_words(lines, at, |words| words.extend(line.split(' ').next_back().map(str::to_owned)));
    },
    |lines, at, word| {
        change_words(lines, at, |words| words.insert(word % words.len(), pick(ODD, word)));
    },
    |lines, at, word| {
        change_words(lines, at, |words| words.insert(word % words.len(), "\\\n   ".into()));
    },
    |lines, at, word| {
        change_words(lines, at, |words| words.insert(word % words.len(), "\\\n# why\n\t".into()));
    },
    // Shells.
    |lines, at, _| swap(lines, at, "&&", ";"),
    |lines, at, _| swap(lines, at, "&&", "||"),
    |lines, at, _| swap(lines, at, "&&", "|"),
    |lines, at, _| swap(lines, at, "&&", "&& \\\n    "),
    |lines, at, _| around(lines, at, "sh -c '", "'"),
    |lines, at, _| around(lines, at, "bash -c \"", "\""),
    |lines, at, _| around(lines, at, "if true; then ", "; fi"),
    |lines, at, _| around(lines, at, "( ", " )"),
    |lines, at, _| around(lines, at, "set -ex; cd /x && ", ""),
    |lines, at, _| around(lines, at, "A=1 sudo ", " # done"),
    |lines, at, _| around(lines, at, "<<EOF\n", "\nEOF"),
    |lines, at, _| around(lines, at, "<<-'E' bash\n\t", "\n\tE"),
    |lines, at, _| around(lines, at, "--mount=type=cache,target=/root/.cache ", ""),
    // Instructions and lines.
    |lines, at, _| swap(lines, at, "RUN ", "ONBUILD RUN "),
    |lines, at, _| swap(lines, at, "COPY ", "ADD "),
    |lines, at, _| swap(lines, at, " ", "\t"),
    |lines, at, _| swap(lines, at, " ", "  "),
    |lines, at, _| swap(lines, at, "\n", " \n"),
    |lines, at, _| swap(lines, at, "\n", "\r\n"),
    |lines, at, _| swap(lines, at, "\\\n", "\\\n\n"),
    |lines, at, _| swap(lines, at, "\"", "'"),
    |lines, at, _| lines.iter_mut().skip(at).for_each(|line| *line = line.replace('\n', "\r\n")),
    |lines, at, _| lines.iter_mut().skip(at).take(1).for_each(|line| *line = line.to_lowercase()),
    |lines, _, _| lines.iter_mut().for_each(|line| *line = line.replace("\\\n", "`\n")),
    |lines, _, _| lines.insert(0, "# escape=`\n".into()),
    |lines, _, _| {
        lines.iter_mut().take(1).for_each(|line| line.insert(0, '\u{feff}'));
    },
    |lines, _, _| {
        let last = lines.pop().unwrap_or_default();
        lines.push(last.trim_end().to_owned());
    },
    |lines, at, other| lines.insert(at, pick(INSERTED, other)),
    // A character that went astray.
    |lines, at, column| {
        if let Some(line) = lines.get_mut(at) {
            let column = line.floor_char_boundary(column % line.len().max(1));
            line.insert_str(column, &pick(ODD, column));
        }
    },
];

/// Words that mean something.
const ODD: &[&str] = &[
    "\"", "'", "\\", "$", "$x", "${x:-y}", "`", "&&", ";", "|", "&", "#", "# why", "<<E", "(", "{", "*",
    "$(", ">f", "2>&1", "-y", "-q", "--", "!", "\u{e9}", "sudo", "\t", "[", "]", "=",
];

/// Lines that something depends on.
const INSERTED: &[&str] = &[
    "# why\n",
    "\n",
    "USER 1000\n",
    "WORKDIR x\n",
    "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\n",
    "SHELL [\"powershell\", \"-Command\"]\n",
    "ENV A=1 DEBIAN_FRONTEND=noninteractive\n",
    "ARG A\n",
    "# dlint ignore=ALL\n",
    "# hadolint ignore=DL3009,DL3059\n",
    "# hadolint shell=bash\n",
    "FROM alpine AS other\n",
    "FROM other\n",
    "COPY --from=other /x /y\n",
    "COPY . .\n",
    "ONBUILD COPY . .\n",
    "RUN cd /x && export A=2\n",
    "RUN apt-get update\n",
    "RUN apt-get install -y curl\n",
    "RUN rm -rf /x /var/lib/apt/lists/*\n",
    "RUN chown -R a:b /x\n",
    "VOLUME /x\n",
    "CMD a $A\n",
];

fn pick(from: &[&str], number: usize) -> String {
    from.get(number % from.len()).copied().unwrap_or_default().to_owned()
}

fn example_lines(number: usize) -> Vec<String> {
    let example = EXAMPLES.get(number % EXAMPLES.len()).map(String::as_str).unwrap_or_default();
    example.split_inclusive('\n').map(str::to_owned).collect()
}

/// Changes the words of a line, of which there is at least one.
fn change_words(lines: &mut [String], at: usize, change: impl FnOnce(&mut Vec<String>)) {
    if let Some(line) = lines.get_mut(at) {
        let mut words: Vec<String> = line.trim_end().split(' ').map(str::to_owned).collect();
        change(&mut words);
        *line = format!("{}\n", words.join(" "));
    }
}

fn swap(lines: &mut [String], at: usize, from: &str, to: &str) {
    if let Some(line) = lines.get_mut(at) {
        *line = line.replace(from, to);
    }
}

/// Puts something around the command of a `RUN` that is one line.
fn around(lines: &mut [String], at: usize, before: &str, behind: &str) {
    if let Some(line) = lines.get_mut(at)
        && let Some(command) = line.trim_end().strip_prefix("RUN ")
    {
        *line = format!("RUN {before}{command}{behind}\n");
    }
}

/// An example after some mutations.
pub(crate) fn example() -> impl Strategy<Value = String> {
    let mutation = (0..MUTATIONS.len(), any::<usize>(), any::<usize>());
    (any::<usize>(), prop::collection::vec(mutation, 0..6)).prop_map(|(number, mutations)| {
        let mut lines = example_lines(number);
        for (mutation, at, other) in mutations {
            if !lines.is_empty()
                && let Some(mutate) = MUTATIONS.get(mutation)
            {
                let at = at % lines.len();
                mutate(&mut lines, at, other);
            }
        }
        lines.concat()
    })
}
