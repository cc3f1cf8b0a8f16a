//! No output shows a secret, whichever rule speaks, and whether or not any speaks of it.

use crate::support::Folder;

/// Values that must not be seen.
const VALUES: [&str; 5] = [
    "kR7pWz2mQx",
    "vB9tYc4nHs",
    "pWz2mQxL0vB9tYc4n",
    "GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu",
    "hunter22",
];

/// Lines that many rules have something to say about.
const FILE: &str = "FROM debian:latest as Base
# token: glpat-kR7pWz2mQxL0vB9tYc4n
ENV DB_PASSWORD kR7pWz2mQx
ENV ROOT_PASSWORD=\"hunter22\" FOO $UNSET
LABEL Key kR7pWz2mQx
RUN cd /x && sudo curl -u me:vB9tYc4nHs https://me:vB9tYc4nHs@example.com/a.tgz | tar xz $FOO
RUN export API_TOKEN=kR7pWz2mQxL0vB9tYc4n ; echo $API_TOKEN kR7pWz2mQxL0vB9tYc4n `ls`
RUN echo 'root:hunter22' | chpasswd
COPY <<EOF /root/.ssh/id_rsa
-----BEGIN RSA PRIVATE KEY-----
MIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu
KUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQJAIJLixBy2qpFoS4DSmoEm
-----END RSA PRIVATE KEY-----
EOF
RUNN kR7pWz2mQx
ENTRYPOINT run kR7pWz2mQx
";

#[test]
fn no_format_shows_a_secret() {
    let folder = Folder::new();
    folder.write("Dockerfile", FILE);
    for arguments in [
        &["-f", "full"][..],
        &["-f", "concise"],
        &["-f", "json"],
        &["-f", "full", "--ignore", "DK3001,DL3064"],
        &["-f", "json", "--ignore", "DK3001,DL3064"],
        &["--diff"],
        &["--diff", "--unsafe-fixes"],
        &["-v"],
    ] {
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
    folder.write("Dockerfile", "FROM debian:12\nENV DB_PASSWORD kR7pWz2mQx\nENV A b\n");
    folder.run(["--fix", "-q"]);
    let text = String::from_utf8(folder.read("Dockerfile")).expect("the file is text");
    assert_eq!(text, "FROM debian:12\nENV DB_PASSWORD=kR7pWz2mQx\nENV A=b\n");
}
