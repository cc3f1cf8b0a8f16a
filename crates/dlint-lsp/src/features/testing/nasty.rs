//! Documents with what breaks language servers: half typed, on several lines, in several alphabets.

/// Short ones, with one or two things each.
const SHORT: &[&str] = &[
    "",
    "\u{feff}FROM a AS b\n",
    "COPY",
    "FROM a\nCOPY --fro",
    "FROM a\nRU",
    "FROM a\nRUN cat <<EOF\n$X",
    "FROM a\nRUN echo \"😀 ${X",
    "# escape=`\r\nfrom a as 😀\r\nENV A=1 `\r\n  # why\r\n  B=${A:-é}\r\nonbuild run --mount=type=cache,target=/x `\r\n  echo $A\r\n",
    "ARG V=1\nFROM ${V}:x AS y\rRUN echo $V\rCOPY --from=y a b\n",
    "FROM a\nONBUILD ONBUILD RUN x\nONBUILD\nENV\nARG =\nENV \"A\"=1 'B'=\"$A\nEXPOSE $A/tcp\n",
    "# dlint ignore=DL3007,XX -- why\n# check=skip=all;error=true\nFROM node:20@sha256:12 AS 1\nRUN [\"sh\", \"-c\", \"apt-get \\u0069nstall -y $X\"]\nHEALTHCHECK --interval=1s CMD curl -f x\n",
    "COPY --fro",
    "RU",
    "FROM",
    "FROM a\nRUN <<EOF\necho $A ${B\napt-get ",
    "FROM a\nRUN <<<\nCOPY <<A <<B /x\n$A\nA\nb\nB\n",
    "FROM a\nENV A=\"b c\nLABEL x='y\n",
    "\u{feff}# syntax=x\r\n# escape=`\r\nFROM a AS b\r\nRUN apt-get `\r\n  # note\r\n\r\n  install -y 😀`\r\n",
    "FROM a\nRUN echo \"😀é\" && apk add --no-cache \\\n  --vir\\\ntual x \\\n",
    "FROM a\rRUN b\rCOPY c\r",
    "from a as b\nonbuild copy --from=b --chown=a:b [\"x\", \"y\n",
    "FROM a\nONBUILD ONBUILD RUN x\nONBUILD\nONBUILD \n",
    "FROM a\nRUN --mount=\"type=cache,tar --mount=type=bind,from=,src=\\\n/x,,= y\nHEALTHCHECK --interval= CMD [\"a\", \"b\"]\n",
    "# check=skip=all;error=\n# dlint ignore=a, ,b until= -- x\n#\n   # hadolint ignore=,\nFROM ${A:-b:$\nCOPY --from=$ {a} $$ ${\n",
    "FROM debian:12@sha256:0\nUSER a:b:c\nEXPOSE 80/tcp/udp 1-2/\nSTOPSIGNAL SIG TERM\nADD http://x ./../ /..\n\u{3000}RUN\u{a0}x\n",
    "FROM a \\",
    "FROM a\nRUN a \\\n\n\n",
    "FROM à\nCOPY --chown=à:é --link=é\u{a0}x --é ü ö\nARG é=$é\nARG \n",
];

/// Documents that have all in them that features stumble over.
pub(crate) fn nasty() -> Vec<String> {
    let plain = "\u{feff}# syntax=docker/dockerfile:1\n# escape=\\\n# see https://example.org/😀 (x).\n\
                 ARG V=1 TOKEN=\n\nfrom --platform=$P alpine:${V:-3} as Base\nRUN --mount=type=bind,source=.,target=/x \\\n\
                 # why 😀\n\n  apk add \\\n\t\t'a  b' \"$V é\" && \\  \n x=1 sh -c 'ls |\\\n  cat' # it's\n\
                 COPY --from=Base [\"a b\", \"c\\u00e9\", \"/d/\"]\nONBUILD ONBUILD COPY --fro . /\nENV A=\"b \\\n  c\" D=e\\ f\n\
                 RUN cat <<EOF && bash <<-'X' 3<<Y\n$V \"\nEOF\n\tls $(id -u) `x` \\\n\t| wc\n\tX\nfoo\nY\nHEALTHCHECK CMD a\nEXPOSE 80-90/udp $X\n\
                 COPY <<a.txt <<-b /c/\nit's ${V}\na.txt\n\tx\nRUN echo 'open\nADD https://example.org/a.git#x /\nRU";
    let windows = "# escape=`\r\nFROM mcr.microsoft.com/windows/servercore:ltsc2022 AS w\r\nSHELL [\"cmd\", \"/S\", \"/C\"]\r\n\
                   RUN dir `\r\n  # é\r\n   && echo 😀 `\r\n\r\nCOPY a\\b C:\\x\\\r\nONBUILD RUN <<EOF\r\nx\r\nEOF\r\nWORKDIR $HOME\\\r\n";
    let odd = "RUN x\n FROM\nFROM $\nFROM ${\nFROM a:@ AS\nCOPY\nCOPY --from= --from=9 a\nRUN <<\nRUN [\"\nLABEL a= b\nENV x\n\
               ARG 😀=é\rVOLUME\nONBUILD\nONBUILD RUN\nEXPOSE /:-\nRUN --mount=,=,type a\nRUN \\\n";
    [plain, windows, odd].into_iter().chain(SHORT.iter().copied()).map(str::to_owned).collect()
}
