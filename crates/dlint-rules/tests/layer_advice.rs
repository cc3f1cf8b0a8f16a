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
        "a mode, which no copy gives to the folder itself",
        "DK1002",
        "FROM a\nCOPY site /site\nRUN chmod -R 777 /site\n",
        Severity::Warning,
        "`--chmod=777`, and change here only the folder itself, without `-R`",
    ),
    (
        "owner and mode of the same files",
        "DK1002",
        "FROM a\nCOPY site /x/site\nRUN chown -R 1:1 /x && chmod -R 755 /x\n",
        Severity::Warning,
        "`--chown=1:1 --chmod=755`",
    ),
    (
        "files of the step's own among them",
        "DK1002",
        "FROM a\nCOPY site /opt/site\nRUN /opt/site/setup && chown -R 1:2 /opt/site\n",
        Severity::Warning,
        "`find /opt/site ! -user 1 -exec chown -h 1:2 {} +`",
    ),
    (
        "a recipe for a package",
        "DK1002",
        "FROM a\nRUN git clone https://aur.archlinux.org/b.git /b\nENV B=1\nRUN chown -R c /b\n",
        Severity::Info,
        "change the owner in the `RUN` that writes",
    ),
    (
        "a recipe that is deleted",
        "DK1001",
        "FROM a\nRUN git clone https://aur.archlinux.org/b.git /b\nENV B=1\nRUN rm -rf /b\n",
        Severity::Info,
        "in the same `RUN`",
    ),
    (
        "settings that cp brings",
        "DK1002",
        "FROM a\nRUN cp /x/b.conf /y/b.conf\nENV B=1\nRUN chown -R c /y\n",
        Severity::Info,
        "change the owner",
    ),
    (
        "a folder that cp brings",
        "DK1002",
        "FROM a\nRUN cp -r /x/b /y/b\nENV B=1\nRUN chown -R c /y\n",
        Severity::Warning,
        "change the owner",
    ),
    (
        "the parent stage has it",
        "DK1001",
        "FROM a AS b\nRUN ./make > /b.txt\nFROM b\nCOPY --from=b /b.txt /b.txt\nRUN ./start && rm /b.txt\n",
        Severity::Info,
        "do not copy it: this stage is built from `b`",
    ),
    (
        "another file of that name is below",
        "DK1001",
        "FROM a AS b\nCOPY b.bin /b.bin\nFROM b\nCOPY c.bin /b.bin\nRUN ./start && rm /b.bin\n",
        Severity::Warning,
        "a layer below has it, too",
    ),
    (
        "the parent stage has deleted it",
        "DK1001",
        "FROM a AS b\nRUN ./make > /b.txt\nRUN rm /b.txt\nFROM b\nCOPY b.txt /b.txt\nRUN ./start && rm /b.txt\n",
        Severity::Info,
        "mount it in the `RUN`",
    ),
    (
        "a password that a pattern brings",
        "DK1001",
        "FROM ubuntu\nCOPY *.txt /\nRUN cat password.txt password.txt | smbpasswd -sa root && rm *.txt\n",
        Severity::Warning,
        "--mount=type=secret,id=password,target=/password.txt",
    ),
    (
        "a file for a program that sets passwords",
        "DK1001",
        "FROM ubuntu\nCOPY users.txt /\nRUN chpasswd < /users.txt && rm /users.txt\n",
        Severity::Warning,
        "--mount=type=secret",
    ),
    (
        "other files of a pattern",
        "DK1001",
        "FROM ubuntu\nCOPY *.txt /\nRUN cat notes.txt | grep a; rm *.txt\n",
        Severity::Info,
        "--mount=type=bind",
    ),
    (
        "scripts that a pattern brings",
        "DK1001",
        "FROM a\nCOPY b/*.sh /tmp/b/\nRUN sh /tmp/b/c.sh && rm -rf /tmp/b\n",
        Severity::Info,
        "source=b,target=/tmp/b`",
    ),
    (
        "several copies in one folder",
        "DK1001",
        "FROM a\nCOPY b.lock /t/\nCOPY c.toml /t/\nRUN d && rm -rf /t\n",
        Severity::Info,
        "and the other copies likewise",
    ),
    (
        "a copy that is renamed",
        "DK1001",
        "FROM a AS b\nRUN make\nFROM a\nCOPY --from=b /c /d\nRUN mv /d /e\n",
        Severity::Warning,
        "copy it to where it belongs",
    ),
    (
        "nothing touches what is unpacked",
        "DK1003",
        "FROM debian:13-slim\nADD https://example.org/a.tgz /\nRUN tar -xzf /a.tgz -C /srv/a\n",
        Severity::Warning,
        "`ADD --unpack=true … /srv/a`",
    ),
    (
        "what is unpacked is moved, and curl is there",
        "DK1003",
        "FROM alpine\nRUN apk add curl\nADD https://example.org/a.tgz /\nRUN tar -xzf /a.tgz -C /tmp && mv /tmp/a /b\n",
        Severity::Warning,
        "(`curl -fsSL … | tar -xz -C /tmp`)",
    ),
    (
        "what is unpacked is moved, and nothing fetches",
        "DK1003",
        "FROM debian:13-slim\nADD https://example.org/a.tgz /\nRUN tar -xzf /a.tgz -C /tmp\nRUN mv /tmp/a /b\n",
        Severity::Warning,
        "unpack it in a build stage",
    ),
    (
        "a part of the archive",
        "DK1003",
        "FROM debian:13-slim\nADD https://example.org/a.tgz /\nRUN tar -xzf /a.tgz -C /srv --strip-components=1\n",
        Severity::Warning,
        "unpack it in a build stage",
    ),
    (
        "a zip, which no ADD unpacks",
        "DK1003",
        "FROM alpine\nRUN apk add curl\nADD https://example.org/a.zip /\nRUN unzip /a.zip -d /srv\n",
        Severity::Warning,
        "fetch it with `curl`, unpack and delete it",
    ),
    (
        "a package, and nothing fetches",
        "DK1003",
        "FROM debian:13-slim\nADD https://example.org/a.deb /\nRUN dpkg -i /a.deb\n",
        Severity::Warning,
        "`curl` has to be installed first",
    ),
    (
        "a package of another stage",
        "DK1003",
        "FROM a AS b\nRUN make\nFROM debian\nCOPY --from=b /out/a.deb /tmp/\nRUN dpkg -i /tmp/a.deb\n",
        Severity::Warning,
        "from=b,source=/out/a.deb,target=/tmp/a.deb`",
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
    (
        "files of root's",
        "DK4001",
        "FROM node:22\nWORKDIR /srv\nCOPY . .\nEXPOSE 8080\nCMD [\"node\", \"index.js\"]\n",
        Severity::Info,
        "`USER node` in front of this, and let `node` own what the program writes (`COPY --chown=node`, or a folder of its own)",
    ),
    (
        "no user at all",
        "DK4001",
        "FROM python:3.13\nCOPY . /srv\nEXPOSE 8080\nCMD [\"python\", \"/srv/app.py\"]\n",
        Severity::Info,
        "make a user that owns what the program writes, and name it with `USER` in front of this",
    ),
    (
        "a low port, and nothing to write",
        "DK4001",
        "FROM scratch\nCOPY server /server\nEXPOSE 80/tcp\nENTRYPOINT [\"/server\"]\n",
        Severity::Info,
        "write `USER 65532` in front of this; Docker lets it listen on port 80, other runtimes may not",
    ),
    (
        "an update whose index no option of the install takes away",
        "DL3019",
        "FROM alpine:3.23\nRUN apk update && apk add git\n",
        Severity::Warning,
        "leave out `apk update`, and add `--no-cache`, or give the step a cache mount on `/var/cache/apk`",
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
