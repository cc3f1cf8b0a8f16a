//! No output shows a secret, whichever rule speaks, and whether or not any speaks of it.

use dlint_report::Format;

use crate::support::Folder;

/// Values that must not be seen.
const VALUES: [&str; 5] = [
    "mT4xVb8nLq",
    "dF6wKs3pJz",
    "xVb8nLqL0dF6wKs3p",
    "GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu",
    "tractor9z",
];

/// Lines that many rules have something to say about.
const FILE: &str = "FROM debian:latest as Base
# token: glpat-mT4xVb8nLqL0dF6wKs3p
ENV DB_PASSWORD mT4xVb8nLq
ENV ROOT_PASSWORD=\"tractor9z\" FOO $UNSET
LABEL Key mT4xVb8nLq
RUN cd /x && sudo curl -u me:dF6wKs3pJz https://me:dF6wKs3pJz@example.com/a.tgz | tar xz $FOO
RUN export API_TOKEN=mT4xVb8nLqL0dF6wKs3p ; echo $API_TOKEN mT4xVb8nLqL0dF6wKs3p `ls`
RUN echo 'root:tractor9z' | chpasswd
COPY <<EOF /root/.ssh/id_rsa
-----BEGIN RSA PRIVATE KEY-----
MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu
KUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQJAIJLixBy2qpFoS4DSmoEm
-----END RSA PRIVATE KEY-----
EOF
RUNN mT4xVb8nLq
ENTRYPOINT run mT4xVb8nLq
";

#[test]
fn no_format_shows_a_secret() {
    let folder = Folder::new();
    folder.write("Dockerfile", FILE);
    let formats = Format::ALL.map(|format| ["-f", format.as_str(), "--unsafe-fixes"]);
    for arguments in formats.iter().map(|format| &format[..]).chain([
        &["-f", "full", "--ignore", "DK3001,DL3064"][..],
        &["-f", "json", "--ignore", "DK3001,DL3064"],
        &["--diff"],
        &["--diff", "--unsafe-fixes"],
        &["-v"],
    ]) {
        let run = folder.run([&["--select", "ALL"], arguments].concat());
        for value in VALUES {
            assert!(!run.stdout.contains(value), "{arguments:?} shows {value}: {run}");
            assert!(!run.stderr.contains(value), "{arguments:?} shows {value}: {run}");
        }
    }
}

#[test]
fn no_format_of_hadolint_shows_a_secret() {
    let folder = Folder::new();
    folder.write("Dockerfile", FILE);
    for format in [
        "tty",
        "json",
        "checkstyle",
        "codeclimate",
        "gitlab_codeclimate",
        "gnu",
        "codacy",
        "sonarqube",
        "sarif",
        "junit",
    ] {
        let run = folder.run(["hadolint", "-f", format, "Dockerfile"]);
        for value in VALUES {
            assert!(!run.stdout.contains(value), "{format} shows {value}: {run}");
            assert!(!run.stderr.contains(value), "{format} shows {value}: {run}");
        }
    }
}

#[test]
fn a_fix_writes_the_file_as_it_is() {
    let folder = Folder::new();
    folder.write("Dockerfile", "FROM debian:12\nENV DB_PASSWORD mT4xVb8nLq\nENV A b\n");
    folder.run(["--fix", "-q"]);
    let text = String::from_utf8(folder.read("Dockerfile")).expect("the file is text");
    assert_eq!(text, "FROM debian:12\nENV DB_PASSWORD=mT4xVb8nLq\nENV A=b\n");
}
