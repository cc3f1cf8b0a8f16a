//! What a renamed file says, and why some names stay.

use tower_lsp::lsp_types::PrepareRenameResponse;

use super::*;
use crate::features::testing::{edited, with_view};

fn renamed(text: &str, new: &str) -> Result<String, String> {
    with_view(text, |view, offset| {
        if let Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder }) =
            prepare(view, offset)?
        {
            let span = view.document.span(range);
            assert!(span.start <= offset && offset <= span.end, "{text}");
            assert_eq!(rename(view, offset, &placeholder), Ok(Vec::new()), "{text}");
        }
        let edits = rename(view, offset, new)?;
        Ok(edited(view.document, &edits))
    })
}

#[test]
fn everything_that_means_it_is_renamed() {
    for (text, new, expected) in [
        (
            "FROM a AS Bu‸ild\nFROM build AS x\nCOPY --from=BUILD / /\nRUN --mount=from=build,target=/b true\nONBUILD COPY --from=build / /\nCOPY --from=0 / /\n",
            "Deps",
            "FROM a AS Deps\nFROM deps AS x\nCOPY --from=Deps / /\nRUN --mount=from=Deps,target=/b true\nONBUILD COPY --from=Deps / /\nCOPY --from=0 / /\n",
        ),
        (
            "ARG V=1\nFROM a:$V AS x\nARG V\nENV W=${V:-$V}\nRUN echo $V '$V' \"${V}\" && sh -c 'echo $V'\nFROM x\nLABEL v=$V‸\nFROM b\nARG Q\nRUN echo $V\n",
            "NEW",
            "ARG NEW=1\nFROM a:$NEW AS x\nARG NEW\nENV W=${NEW:-$NEW}\nRUN echo $NEW '$V' \"${NEW}\" && sh -c 'echo $NEW'\nFROM x\nLABEL v=$NEW\nFROM b\nARG Q\nRUN echo $V\n",
        ),
        ("FROM a\nARG V‸=1\nFROM b\nARG V=2\nRUN $V\n", "W", "FROM a\nARG W=1\nFROM b\nARG V=2\nRUN $V\n"),
        (
            "FROM a\nENV A‸ b\nENV A=c\nWORKDIR /$A\nCMD echo $A\nCMD [\"sh\", \"-c\", \"echo $A\"]\n",
            "B",
            "FROM a\nENV B b\nENV B=c\nWORKDIR /$B\nCMD echo $B\nCMD [\"sh\", \"-c\", \"echo $B\"]\n",
        ),
        (
            "FROM a\nENV A=1\nRUN echo $A && A=2 && echo $A\nRUN A=1 make $A‸\n",
            "B",
            "FROM a\nENV B=1\nRUN echo $B && A=2 && echo $A\nRUN A=1 make $B\n",
        ),
        (
            "FROM a\nENV A=1\nRUN <<EOF\necho $A‸\ncat <<X\n$A ${A%x} \\$A\nX\nEOF\nRUN cat <<Y\n$A\nY\nCOPY <<F /f\n'$A'\nF\nCOPY <<'G' /g\n$A\nG\n",
            "B",
            "FROM a\nENV B=1\nRUN <<EOF\necho $B\ncat <<X\n$B ${B%x} \\$A\nX\nEOF\nRUN cat <<Y\n$B\nY\nCOPY <<F /f\n'$B'\nF\nCOPY <<'G' /g\n$A\nG\n",
        ),
        (
            "FROM a\r\nENV A‸=1 \\\r\n  C=$A\r\nRUN echo \\\r\n  # $A\r\n  ${A}\r\n",
            "B",
            "FROM a\r\nENV B=1 \\\r\n  C=$A\r\nRUN echo \\\r\n  # $A\r\n  ${B}\r\n",
        ),
        (
            "# escape=`\nfrom a\narg A‸=1\nrun echo `\n  %A% $A\nSHELL [\"powershell\"]\nRUN echo $env:A ${Env:A} %A%\n",
            "B",
            "# escape=`\nfrom a\narg B=1\nrun echo `\n  %B% $A\nSHELL [\"powershell\"]\nRUN echo $env:B ${Env:B} %A%\n",
        ),
        // What is set behind it is another one.
        ("ARG A=$B\nARG B‸=1\nFROM a:$B\n", "C", "ARG A=$B\nARG C=1\nFROM a:$C\n"),
        ("FROM a\nRUN cat <<-'E‸OF'\n\tx\n\tEOF\n", "END", "FROM a\nRUN cat <<-'END'\n\tx\n\tEND\n"),
        ("FROM a\r\nRUN cat <<E‸OF\r\nx\r\nEOF\r\n", "END", "FROM a\r\nRUN cat <<END\r\nx\r\nEND\r\n"),
        (
            "FROM a\nENV A=1 \"B‸\"=2\nRUN echo $B \\\n  $\\\nB\n",
            "C",
            "FROM a\nENV A=1 \"C\"=2\nRUN echo $C \\\n  $\\\nC\n",
        ),
        (
            "FROM a AS x\nONBUILD ARG A=1\nFROM x\nRUN echo $A‸\n",
            "B",
            "FROM a AS x\nONBUILD ARG B=1\nFROM x\nRUN echo $B\n",
        ),
        (
            "ARG A=x\nFROM a AS y‸\nFROM y AS z\nFROM z\nCOPY --from=\"y\" / /\n",
            "w",
            "ARG A=x\nFROM a AS w\nFROM w AS z\nFROM z\nCOPY --from=\"w\" / /\n",
        ),
        ("FROM a\nRUN cat <<E'O'F\nx\nEOF‸\n", "END", "FROM a\nRUN cat <<'END'\nx\nEND\n"),
        (
            "FROM a\nONBUILD ENV A=1\nONBUILD RUN echo $A‸\n",
            "B",
            "FROM a\nONBUILD ENV B=1\nONBUILD RUN echo $B\n",
        ),
        ("FROM a\nRUN echo 😀 $A‸\nENV A=1\nRUN echo 😀 $A\n", "B", ""),
        (
            "FROM a\nENV A‸=1\nRUN echo $((A + $A)) $(echo $A) `echo $A`\n",
            "B",
            "FROM a\nENV B=1\nRUN echo $((B + $B)) $(echo $B) `echo $B`\n",
        ),
    ] {
        let found = renamed(text, new).unwrap_or_else(|reason| {
            assert!(expected.is_empty(), "{reason}: {text}");
            String::new()
        });
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn some_names_stay_for_a_reason() {
    for (text, new, reason) in [
        ("FROM a AS x\nFROM y\nCOPY --from=‸0 / /\n", "z", "number"),
        ("ARG B=x\nFROM a AS x‸\nFROM $B\n", "z", "line 3"),
        ("FROM a AS x‸\nFROM b AS y\n", "Y", "line 2"),
        ("FROM a AS x‸\nFROM b\n", "b", "image"),
        ("FROM a AS x‸\nFROM b\nCOPY --from=nginx / /\n", "nginx", "image"),
        ("FROM a AS x‸\n", "1x", "no name"),
        ("FROM a AS x‸\n", "a b", "no name"),
        ("FROM a AS x‸\n", "", "no name"),
        ("FROM a AS x‸\n", "scratch", "reserved"),
        ("FROM a\nARG TARGETARCH‸\n", "X", "predefined"),
        ("FROM a\nRUN echo $TARGETARCH‸\n", "X", "predefined"),
        ("FROM a\nENV PATH‸=/x:$PATH\n", "X", "base image"),
        ("FROM node:20\nENV NODE_VERSION‸=1\n", "X", "base image"),
        ("FROM a\nENV A‸=1\n", "HTTP_PROXY", "predefined"),
        ("FROM a\nENV A‸=1\n", "1A", "no name"),
        ("FROM a\nENV A‸=1\n", "A-B", "no name"),
        ("FROM a\nENV A‸=1\nENV B=2\n", "B", "line 3"),
        ("FROM a\nENV A‸=1\nRUN echo $B\n", "B", "line 3"),
        ("FROM a\nENV A‸=1\nRUN B=2; make\n", "B", "line 3"),
        ("FROM a\nRUN A=1; echo $A‸\n", "B", "shell"),
        ("FROM a\nRUN echo $A‸\n", "B", "nothing in this file"),
        ("FROM a\nRUN echo A‸\n", "B", "no name"),
        ("FROM a\nRUN cat <<E‸OF\nEND\nEOF\n", "END", "would end it"),
        ("FROM a\nRUN cat <<E‸OF\nx\nEOF\n", "E F", "no name"),
        ("FROM a\nRUN cat <<E‸OF\nx\n", "END", "nothing ends"),
    ] {
        let found = renamed(text, new);
        assert!(found.as_ref().is_err_and(|found| found.contains(reason)), "{text}: {found:?}");
    }
}
