//! Commands in many layouts: the word a finding is about is marked in the command, so what is expected follows from
//! the text.

use crate::dockerfile;

/// `«…»` is where the finding has to be.
const COMMANDS: &[(u16, &str)] = &[
    (2086, "rm «$X»"),
    (2086, "tar x -C «${X}»/é"),
    (2086, "cp \"$A\"«$X» /srv"),
    (2086, "chmod +x ä/«$X»/ü"),
    (2046, "touch «$(date)»"),
    (2006, "echo \"«`date`»\""),
    (2162, "«read» LINE"),
    (2185, "«find» -name x"),
    (2174, "mkdir -p «-m» 700 a/b"),
    (2155, "export «A»=$(id)"),
    (3046, "«source» x"),
    (3037, "echo «-e» x"),
    (3010, "«[[ -f é ]]»"),
    (3014, "[ \"$A\" «==» b ]"),
    (2035, "rm «*».é"),
    (2045, "for f in «$(ls)»; do echo \"$f\"; done"),
    (2034, "for «x» in a b; do make; done"),
    (3043, "f() { «local» b; }; f"),
    (2064, "trap \"echo «$X»\" EXIT"),
    (2059, "printf «\"$X\"»"),
    (2196, "«egrep» a b"),
    (3009, "mkdir «{a,b}»"),
    (2016, "echo «'é $X'»"),
    (3020, "make «&>/dev/null»"),
    (3001, "diff «<(ls é)» b"),
    (3057, "echo \"«${X:0:1}»\""),
];

/// `@` is where the command stands.
const LAYOUTS: &[&str] = &[
    "RUN @\n",
    "RUN set -e; \\\n  @\n",
    "RUN echo 'ä ö ü' && \\\n# a comment $Z\n@\n",
    "RUN\techo 日本 \\\n\t# one\n\t\t# two\n\t&& @\n",
    "RUN if true; then \\\n    @; \\\n  fi\n",
    "RUN A=1 \\\n && echo \"$A\" \\\n\n# é\n && @\n",
    "RUN ( \\\n  @ )\n",
    "RUN echo 🦀; \\\r\n   @\r\n",
    "RUN <<EOF\necho é\n@\nEOF\n",
    "RUN <<-EOF\n\techo a\n\t@\n\tEOF\n",
    "ONBUILD RUN true && \\\n  @\n",
    "CMD @ && true\n",
    "# escape=`\nRUN echo a && `\n    @\n",
    "FROM scratch\nARG Q\nHEALTHCHECK --interval=5s CMD @ || exit 1\n",
];

#[test]
fn a_finding_is_at_its_word_in_every_layout() {
    let mut wrong = Vec::new();
    for layout in LAYOUTS {
        for (code, command) in COMMANDS {
            let marked = layout.replace('@', command);
            let start = marked.find('«').unwrap();
            let end = marked.find('»').unwrap() - '«'.len_utf8();
            let source = marked.replace(['«', '»'], "");
            let found = dockerfile::findings(&source);
            let place = |span: &dlint_text::Span| (span.start as usize, span.end as usize);
            if !found.iter().any(|(found, span)| found == code && place(span) == (start, end)) {
                let found: Vec<_> = found.iter().map(|(code, span)| (code, span.slice(&source))).collect();
                wrong.push(format!("SC{code} {source:?}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
