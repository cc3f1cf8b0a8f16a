//! How grave the findings about layers are, and what they advise.

use dlint_diagnostics::{Finding, Severity};
use dlint_linter::{Input, Selection, Settings, lint};
use dlint_text::SourceFile;

/// What it is, the code, the Dockerfile, how grave the last finding is, and a part of its help.
type Case = (&'static str, &'static str, &'static str, Severity, &'static str);

const CASES: &[Case] = &[
    (
        "a step reads it",
        "DK1001",
        "FROM a\nCOPY wheels /opt/wheels\nRUN pip install /opt/wheels/pip-* && rm -r /opt/wheels\n",
        Severity::Warning,
        "RUN --mount=type=bind,source=wheels,target=/opt/wheels`",
    ),
    (
        "a step builds in it",
        "DK1001",
        "FROM a\nCOPY server /src\nRUN cargo build --manifest-path /src/Cargo.toml\nRUN rm -rf /src\n",
        Severity::Warning,
        "build in a stage of its own",
    ),
    (
        "nobody knows what reads it",
        "DK1001",
        "FROM a\nCOPY models /models\nRUN ./convert\nRUN rm -rf /models\n",
        Severity::Warning,
        "mount it in the `RUN` that needs it",
    ),
    (
        "nothing reads it",
        "DK1001",
        "FROM a\nCOPY models /models\nRUN rm -rf /models\n",
        Severity::Warning,
        "do not copy it",
    ),
    (
        "a script that is made executable",
        "DK1001",
        "FROM a\nCOPY go.sh /tmp/go.sh\nRUN chmod +x /tmp/go.sh\nRUN /tmp/go.sh && rm /tmp/go.sh\n",
        Severity::Info,
        "run it with its shell",
    ),
    (
        "another step installs from the index",
        "DK1001",
        "FROM debian\nRUN apt-get update && apt-get install -y a\nENV A=1\nRUN apt-get install -y b && rm -rf /var/lib/apt/lists/*\n",
        Severity::Warning,
        "fetch it anew",
    ),
    (
        "what a command prints",
        "DK1001",
        "FROM a AS b\nRUN which c > /where\nFROM a\nCOPY --from=b /where /where\nRUN ./start && rm /where\n",
        Severity::Info,
        "from=b,source=/where,target=/where",
    ),
    (
        "the one that weighs",
        "DK1001",
        "FROM a\nCOPY a.sh b.bin /\nRUN ./start && rm /a.sh /b.bin\n",
        Severity::Warning,
        "source=b.bin",
    ),
    (
        "a folder for a script",
        "DK1001",
        "FROM a\nCOPY install-tool.sh /\nCOPY tool /tool\nRUN /install-tool.sh && rm -r /install-tool.sh /tool\n",
        Severity::Info,
        "source=install-tool.sh",
    ),
    (
        "the folder is new",
        "DK1002",
        "FROM a\nCOPY site /site\nRUN chown -R 1000:1000 /site\n",
        Severity::Warning,
        "copy with `--chown=1000:1000` instead",
    ),
    (
        "the folder is there before",
        "DK1002",
        "FROM a\nWORKDIR /site\nCOPY site .\nRUN chown -R 1000:1000 /site\n",
        Severity::Warning,
        "`--chown=1000:1000`, and change here only the folder itself, without `-R`",
    ),
    (
        "the base image may have more",
        "DK1002",
        "FROM a\nCOPY site /var/www/site\nRUN chown -R 1000:1000 /var/www\n",
        Severity::Warning,
        "and change here only what is not copied",
    ),
    (
        "an owner for each path",
        "DK1002",
        "FROM a\nCOPY a.bin /root/\nCOPY b.bin /home/b/\nRUN chown -R 1:1 /root && chown -R 2:2 /home/b\n",
        Severity::Warning,
        "`--chown=1:1` for `/root`, `--chown=2:2` for `/home/b`",
    ),
    (
        "a group beside the owner",
        "DK1002",
        "FROM a\nCOPY site /site/a\nRUN chown -R b /site && chgrp -R c /site\n",
        Severity::Warning,
        "`--chown=b:c`, and",
    ),
    (
        "a setting from the network",
        "DK1002",
        "FROM a\nADD https://example.org/$V/a.sql /site/\nRUN chown -R b /site\n",
        Severity::Info,
        "`--chown=b`",
    ),
    (
        "a user who is added later",
        "DK1002",
        "FROM a\nCOPY site /site\nRUN useradd b && chown -R b:b /site\n",
        Severity::Warning,
        "add the user `b` before the files come, then copy with `--chown=b:b`",
    ),
    (
        "what a step writes",
        "DK1002",
        "FROM a\nRUN git clone https://example.org/a.git /a\nENV B=1\nRUN chmod -R 755 /a\n",
        Severity::Warning,
        "change the mode in the `RUN` that writes",
    ),
    (
        "a name at the end of the step",
        "DK1004",
        "FROM a\nWORKDIR /x\nRUN curl -O https://example.org/a.tgz && tar -xf a.tgz && cd a && make install\n",
        Severity::Warning,
        "`rm -f /x/a.tgz`",
    ),
    (
        "no name at the end of the step",
        "DK1004",
        "FROM a\nRUN curl -O https://example.org/a.tgz && tar -xf a.tgz && cd a && make install\n",
        Severity::Warning,
        "right behind the command that unpacks it: `rm -f a.tgz`",
    ),
    (
        "options in a bundle",
        "DK1004",
        "FROM a\nARG T=a.tgz\nRUN curl -o $T https://example.org/a.tgz && tar zxf \"$T\"\n",
        Severity::Warning,
        "`rm -f \"$T\"`",
    ),
    (
        "a package source",
        "DK1004",
        "FROM a\nRUN curl -O https://example.org/epel-release-9.rpm && rpm -i epel-release-9.rpm\n",
        Severity::Info,
        "rm -f",
    ),
];

fn found(code: &str, text: &str) -> Vec<Finding> {
    let rules = dlint_rules::all();
    let selection = Selection { select: vec![code.to_owned()], ..Selection::default() };
    let Ok(settings) = Settings::new(&rules, &selection) else { return Vec::new() };
    let source = SourceFile::new("Dockerfile", text);
    lint(&settings, &rules, &Input::new(&source)).findings
}

#[test]
fn the_advice_fits_what_the_steps_do() {
    for (what, code, text, severity, part) in CASES {
        let findings = found(code, text);
        let finding = findings.last().expect(what);
        let help = finding.help.as_deref().unwrap_or_default();
        assert!(help.contains(part), "{what}: {help}");
        assert_eq!(finding.severity, *severity, "{what}");
    }
}
