//! Scripts as people write them in Dockerfiles: several commands that belong together.

use crate::case::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case(
        "idiom: fetch, unpack, install, clean up",
        &[],
        "mkdir -p @/opt && cd @/tmp && curl -fsSLO %web/tool.tar \
        && tar -xf tool.tar && cd tool && cp file.txt @/opt && cd .. && rm -rf tool tool.tar",
    ),
    case(
        "idiom: fetch into tar",
        &[],
        "mkdir -p @/opt/x && curl -sSL %web/tool.tar | tar -xC @/opt/x --strip-components=1",
    ),
    case(
        "idiom: a folder for the time being",
        &[],
        "d=\"$(mktemp -d)\" && cd \"$d\" && wget -q %web/tool.tar \
        && tar xf tool.tar && mkdir @/opt && mv tool/file.txt @/opt/ && cd @/w && rm -rf \"$d\"",
    )
    .guess(),
    case(
        "idiom: unpack and lift",
        &["dir/x", "dir/y"],
        "mkdir o && tar xf a.tar -C o && mv o/dir/* o/ && rmdir o/dir",
    )
    .first("tar cf a.tar dir"),
    case("idiom: change by a second file", &["a"], "sed s/a/b/ a > a.tmp && mv a.tmp a"),
    case("idiom: put together and delete", &["a", "b"], "cat a b > c && rm a b"),
    case("idiom: a script of one's own", &[], "printf '#!%s\\n' sh > run.sh && chmod +x run.sh"),
    case(
        "idiom: a clone for its files",
        &["../origin/tool.git/x"],
        "git clone -q ../origin/tool.git && cd tool \
        && mkdir @/opt && cp -r . @/opt && cd .. && rm -rf tool",
    )
    .first("cd ../origin/tool.git && git init -q && git add x && git commit -qm one"),
    case("idiom: only if it is not there", &["a"], "test -d dir || mkdir dir; cp a dir"),
    case("idiom: only if it is not there, in a list", &["a"], "[ -d dir ] || mkdir dir && cp a dir/"),
    case(
        "idiom: what the architecture decides",
        &[],
        "case \"$(uname -s)\" in Linux) f=a;; *) f=b;; esac; \
        curl -s -o \"tool-$f\" %web/x",
    )
    .guess(),
    case("idiom: a loop over names", &["a", "b"], "for f in a b; do mv $f $f.old; done"),
    case("idiom: a loop over numbers", &[], "for i in 1 2 3; do echo $i > f$i; done"),
    case("idiom: a loop over a sequence", &[], "for i in $(seq 3); do touch f$i; done").guess(),
    case("idiom: a loop over folders", &["a/x", "b/x"], "for d in a b; do (cd $d && rm x); done").guess(),
    case("idiom: a loop that waits", &[], "while [ ! -e a ]; do touch a; done"),
    case(
        "idiom: a list piped into a loop",
        &["a", "b", "dir/"],
        "ls -d ? | while read -r f; do mv \"$f\" dir/; done",
    )
    .guess(),
    case("idiom: failures do not matter", &["a", "dir/"], "cp -r a none dir/ 2> /dev/null || :"),
    case("idiom: set -e", &["a"], "set -eux; rm a; mkdir b; cd b; touch c"),
    case("idiom: a mask", &[], "(umask 077; echo x > a; mkdir b)"),
    case("idiom: a log of both", &[], "ls 2>&1 | tee log > /dev/null"),
    case("idiom: outputs apart", &[], "ls none 1> out 2> err || true"),
    case("idiom: caches", &["../home/.cache/x", "tmp/a", "tmp/.b"], "rm -rf ~/.cache tmp/* tmp/.[!.]*"),
    case(
        "idiom: all of a folder with what is hidden",
        &["src/a", "src/.b"],
        "mv src/* src/.[!.]* . && rmdir src",
    ),
    case("idiom: a variable that has to be set", &["dir/x"], "D=dir; rm -rf \"${D:?}/x\"").guess(),
    case(
        "idiom: the folder it runs in by its variable",
        &["a"],
        "ln -s \"$PWD/a\" b && ln -s $(pwd)/a c && cp \"$PWD/a\" d",
    ),
    case("idiom: a name by a command", &["a"], "cp a \"$(basename x/b)\"").guess(),
    case("idiom: a command that is looked for", &["a"], "command -v none > /dev/null || rm a"),
    case(
        "idiom: what is found is moved",
        &["debs/", "x/a.deb", "x/b.deb"],
        "find x -maxdepth 1 -name '*.deb' -exec mv {} debs \\;",
    )
    .guess(),
    case("idiom: what is found is mirrored", &["x/a/", "x/b/"], "find x -type d -exec mkdir -p @/out/{} \\;")
        .guess(),
    case("idiom: empty folders", &["a/b/", "c/d"], "find . -type d -empty -delete").guess(),
    case("idiom: all but", &["a/x", "b/y"], "find . -path ./a -prune -o -type f -exec rm {} +").guess(),
    case(
        "idiom: permissions of a tree",
        &["x/a", "x/b/c"],
        "find x -type d -exec chmod 700 {} + && find x -type f -exec chmod 600 {} +",
    )
    .guess(),
    case("idiom: libraries are stripped", &["x/a"], "find x -name tool -exec strip {} +")
        .guess()
        .first("cp \"$(command -v tar)\" x/tool && chmod u+w x/tool"),
    case("cp: letters together", &["src/a", "x"], "cp -rfv src dst && cp -Rp src dst2 && cp --recursive x y"),
    case("cp: a tree of links followed", &["src/a", "l -> src"], "cp -rL l dst"),
    case("cp: a folder by braces into a folder", &["dir/a/x", "dir/b", "out/"], "cp -a dir/{a,b} out/")
        .bash(),
    case("cp: a folder inside a pattern", &["a-1/x"], "cp -r a-* a"),
    case("cp: a file by a pattern to a name", &["app-1.2.jar"], "cp app-*.jar app.jar"),
    case(
        "cp: a name from a loop over a pattern",
        &["a.in", "b.in"],
        "for f in *.in; do cp \"$f\" \"${f%.in}\"; done",
    )
    .guess(),
    case("cp: behind two dashes", &["-a"], "cp -- -a b && cp ./-a c"),
    case("mv: letters together", &["a", "b"], "mv -fv a b && mv -- b c"),
    case("mv: two folders", &["a/x", "b/y", "c/"], "mv a b c"),
    case("mv: up", &["a/b/c"], "mv a/b/c a/b/.. && mv a/c .."),
    case("ln: letters together", &["a", "l -> x"], "ln -snf a l && ln --symbolic --force a m"),
    case("ln: a folder with a slash", &["dir/"], "ln -s dir/ l"),
    case(
        "install: long options",
        &["a"],
        "install --mode=755 a b && install --mode 644 a c && install -pm 600 a d",
    ),
    case(
        "install: into the folder of an option, letters together",
        &["a", "b", "x/"],
        "install -m 0644 -t x a b",
    ),
    case("rm: letters together", &["a/x", "b", "c"], "rm -rfv a && rm -Rf b && rm --recursive --force c"),
    case("rm: question marks and sets", &["d/a", "d/bb", "x1", "y1"], "rm -r d/? [xy]*"),
    case("rm: names with blanks and signs", &[], "rm 'a b' \"c'd\" e\\$f").first("touch 'a b' \"c'd\" 'e$f'"),
    case("rm: two stars", &["a/x.pyc", "b/y.pyc", "z.pyc"], "rm -f **/*.pyc").bash(),
    case("rm: a star in a folder of a star", &["a/x", "b/x", "b/y"], "rm ./*/x"),
    case("mkdir: letters by braces", &[], "mkdir {a..c}").bash(),
    case("mkdir: numbers by braces, backwards and padded", &[], "mkdir x{3..1} y{01..03}").bash(),
    case("touch: a pattern that fits nothing", &[], "touch 'x*' y"),
    case("tee: behind a pipe of several", &["a"], "cat a | tee -a b c | tee d > e"),
    case(
        "tar: old letters in another order",
        &["dir/x"],
        "tar cvfz out.tgz dir && rm -r dir && tar xvfz out.tgz",
    ),
    case(
        "tar: letters and their values together",
        &["dir/x"],
        "mkdir o && tar -xzvf a.tgz -C o dir/x && tar -zxf a.tgz -Co",
    )
    .first("tar czf a.tgz dir && rm -r dir"),
    case("tar: a short long option", &["dir/x"], "tar --strip=1 -xf a.tar")
        .first("tar cf a.tar dir && rm -r dir"),
    case("tar: through two folders", &["a/x", "b/y"], "tar cf out.tar -C a x -C ../b y"),
    case("tar: the archive behind", &["dir/x"], "tar -c dir -f out.tar && tar -x -f out.tar -C @/tmp"),
    case("tar: other names", &["dir/x"], "tar xf a.tar --transform 's,^dir,new,'")
        .first("tar cf a.tar dir && rm -r dir"),
    case(
        "unzip: the folder right behind its letter",
        &["dir/x"],
        "unzip -q a.zip -do && unzip -qo a.zip -d p dir/x",
    )
    .first("zip -qr a.zip dir && rm -r dir"),
    case("gzip: letters together", &["a"], "gzip -dkf a.gz && gzip -cd a.gz > b").first("gzip a"),
    case("xz: long options", &["a"], "xz --decompress --keep a.xz").first("xz a"),
    case("sed: a heredoc's file", &[], "cat <<EOF > a && sed -i s/a/b/ a\na\nEOF"),
    case("sed: several expressions over lines", &["a"], "sed -i \\\n  -e s/a/b/ \\\n  -e s/b/c/ \\\n  a"),
    case("dd: into the middle", &["a"], "dd if=/dev/zero of=a bs=1 count=1 seek=1 conv=notrunc status=none"),
    case("chmod: letters and digits", &["a", "b"], "chmod u+s,g-r a && chmod 4755 b && chmod go= a"),
    case("chmod: a long option", &["dir/a"], "chmod --recursive a=rX,u+w dir && chmod --recursive 711 dir"),
    case("chmod: what a command names", &["a", "b"], "chmod 755 $(ls)").guess(),
    case("perl: several files", &["a", "b"], "perl -pi -e 's/a/b/;' -e 's/b/c/' a b"),
    case("curl: options behind the address", &[], "curl %web/a --output b --silent && curl %web/c -sOL"),
    case("curl: its header alone", &[], "curl -sI %web/a > head"),
    case("curl: posts", &[], "curl -s -X POST -d a=b -H 'A: b' -o c %web/a"),
    case(
        "curl: several options with values",
        &[],
        "curl -fsSL --retry 5 --retry-delay 1 --connect-timeout 5 -A x -e y -o a %web/a",
    ),
    case("curl: in a loop", &[], "for f in x y; do curl -s -o $f.txt %web/$f; done"),
    case("curl: in a loop, by their names", &[], "for f in x y; do curl -sO %web/$f.tgz; done"),
    case(
        "wget: options behind the address",
        &[],
        "wget %web/a -qO b && wget %web/c -q --no-check-certificate -O @/d",
    ),
    case("wget: goes on", &[], "wget -qc %web/a && wget -nv -O b %web/b"),
    case("wget: in a loop", &["dl/"], "for f in x y; do wget -q -P dl %web/$f.tgz; done"),
    case("a descriptor of one's own", &[], "exec 3> a; echo x >&3"),
    case("a redirection of a case", &["sub/"], "cd sub; case x in x) echo a;; esac > b"),
    case("a redirection in a function of a folder", &["sub/"], "f() { cd sub; echo a > b; }; f").guess(),
    case("a subshell in a folder of another", &["a/b/"], "(cd a && (cd b && touch c) && touch d) && touch e"),
    case("groups in lists", &["a", "b"], "{ rm a && rm b; } || exit 1; touch c"),
    case("an alternative that fails", &["a"], "rm a || { echo bad; exit 1; }; touch b"),
    case("a test in the middle", &[], "[ -f none ] && rm none; touch a"),
    case("a search in the middle", &["a"], "grep -q none a && rm a; true"),
    case("an end, then a redirection", &["a"], "rm a; exit 0; echo > b"),
    case("an end on a condition", &["a"], "if [ -e a ]; then exit 0; fi; rm b"),
];
