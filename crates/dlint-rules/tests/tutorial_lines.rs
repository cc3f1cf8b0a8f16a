//! DK1001 and DK7001 on what stands in every tutorial, beyond the examples of their pages: a case for each way to write
//! it, and for each exception.

mod support;

use support::found;

/// What it is, and the Dockerfile, in which the last step is the one to find.
type Case = (&'static str, &'static str);

const DELETED_LATE: &[Case] = &[
    ("a clone", "FROM a\nRUN git clone https://example.org/b.git /b\nRUN rm -rf /b\n"),
    ("a folder that is emptied", "FROM a\nRUN wget -P /b https://example.org/c\nENV A=1\nRUN rm -rf /b/*\n"),
    ("after a change of user", "FROM a\nUSER b\nCOPY c.bin /c.bin\nUSER root\nRUN rm /c.bin\n"),
    ("by its relative name", "FROM a\nWORKDIR /b\nCOPY c.bin .\nRUN rm c.bin\n"),
    ("by the folder above", "FROM a\nCOPY c.bin /b/c/\nRUN rm -r /b\n"),
    ("in a script of several lines", "FROM a\nCOPY b.bin /\nRUN set -e; \\\n  ./go; \\\n  rm /b.bin\n"),
    ("in a subshell", "FROM a\nCOPY b.bin /\nRUN (cd / && rm b.bin)\n"),
    ("two stages below", "FROM a AS b\nCOPY d.bin /\nFROM b AS c\nRUN e\nFROM c\nRUN rm /d.bin\n"),
    (
        "what a download names itself",
        "FROM a\nWORKDIR /\nRUN curl -O https://example.org/b.bin\nRUN rm b.bin\n",
    ),
    ("with options in a bundle", "FROM a\nCOPY b.bin /\nRUN rm -fv /b.bin\n"),
    ("in braces", "FROM a\nCOPY b.bin c.bin /\nRUN rm /{b,c}.bin\n"),
];

const NOT_DELETED_LATE: &[Case] = &[
    ("another file", "FROM a\nCOPY b.bin /\nRUN rm /c.bin\n"),
    ("another folder of that name", "FROM a\nWORKDIR /x\nCOPY b.bin .\nWORKDIR /y\nRUN rm b.bin\n"),
    ("a name that only begins so", "FROM a\nCOPY b.bin /\nRUN rm /b.bin.bak\n"),
    ("printed, not run", "FROM a\nCOPY b.bin /\nRUN echo rm /b.bin\n"),
    ("in a comment of the shell", "FROM a\nCOPY b.bin /\nRUN true # rm /b.bin\n"),
    ("a link to it", "FROM a\nCOPY b.bin /\nRUN ln -s /b.bin /c\nRUN rm /c\n"),
    ("a later copy", "FROM a\nRUN rm -rf /b.bin\nCOPY b.bin /\n"),
    ("another stage has it", "FROM a AS b\nCOPY c.bin /\nFROM a\nCOPY --from=b /d /d\nRUN rm -f /c.bin\n"),
    ("a copy of a copy in the step", "FROM a\nCOPY b.bin /\nRUN cp /b.bin /c && rm /c\n"),
    ("an empty file", "FROM a\nRUN touch /b\nRUN rm /b\n"),
    ("in a label", "FROM a\nCOPY b.bin /\nLABEL c=\"rm /b.bin\"\n"),
];

const SPLIT: &[Case] = &[
    (
        "three steps away",
        "FROM debian\nRUN apt-get update\nENV A=1\nWORKDIR /b\nRUN c\nRUN apt-get install -y d\n",
    ),
    ("with a proxy in front", "FROM debian\nRUN http_proxy=b apt-get update\nRUN apt-get install -y c\n"),
    ("in a subshell", "FROM debian\nRUN (apt-get update)\nRUN apt-get install -y b\n"),
    ("through aptitude", "FROM debian\nRUN aptitude update\nRUN aptitude install -y b\n"),
    ("an update by apt for apt-get", "FROM debian\nRUN apt update\nRUN apt-get install -y b\n"),
    (
        "packages over several lines",
        "FROM debian\nRUN apt-get update\nRUN apt-get install -y \\\n  b \\\n  c\n",
    ),
];

const NOT_SPLIT: &[Case] = &[
    ("nothing but files", "FROM debian\nRUN apt-get update && apt-get install -y b\nRUN dpkg -i /c.deb\n"),
    (
        "printed, not run",
        "FROM debian\nRUN echo apt-get update\nRUN apt-get update && apt-get install -y b\n",
    ),
    (
        "in another stage",
        "FROM debian AS b\nRUN apt-get update && apt-get install -y c\nFROM debian\nRUN apt-get update && apt-get install -y d\n",
    ),
    (
        "removed, not installed",
        "FROM debian\nRUN apt-get update && apt-get install -y b\nRUN apt-get purge -y b\n",
    ),
    (
        "a list with its own update",
        "FROM debian\nRUN for b in c d; do apt-get update && apt-get install -y $b; done\n",
    ),
    (
        "fetched anew",
        "FROM debian\nRUN apt-get update && apt-get install -y b\nRUN apt-get update && apt-get install -y c d\n",
    ),
];

#[test]
fn each_way_to_write_it_is_found() {
    for (code, cases) in [("DK1001", DELETED_LATE), ("DK7001", SPLIT)] {
        for (what, text) in cases {
            assert_eq!(found(&[code], text, &[]).len(), 1, "{code}, {what}: {text}");
        }
    }
}

#[test]
fn each_exception_is_left_alone() {
    for (code, cases) in [("DK1001", NOT_DELETED_LATE), ("DK7001", NOT_SPLIT)] {
        for (what, text) in cases {
            assert_eq!(found(&[code], text, &[]).len(), 0, "{code}, {what}: {text}");
        }
    }
}
