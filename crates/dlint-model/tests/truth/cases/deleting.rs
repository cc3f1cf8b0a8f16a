//! `rm`, `rmdir`, `unlink`, `shred`.

use crate::case::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case("rm: a file", &["a", "b"], "rm a"),
    case("rm: several files", &["a", "b", "c"], "rm -f a b"),
    case("rm: a file that is not there", &["a"], "rm -f a none"),
    case("rm: behind two dashes", &["-x", "a"], "rm -- -x"),
    case("rm: with a dot in front", &["-x", "sub/a"], "rm ./-x ./sub/./a"),
    case("rm: a folder", &["dir/a", "dir/sub/b"], "rm -r dir"),
    case("rm: a folder with a slash", &["dir/a", "dir/sub/b", "c"], "rm -rf dir/ c"),
    case("rm: a long option behind the operand", &["dir/a"], "rm dir --recursive"),
    case("rm: an empty folder", &["dir/", "b"], "rm -d dir"),
    case("rm: an absolute path", &["../opt/x/a", "../opt/y"], "rm -rf @/opt/x"),
    case("rm: from above", &["dir/", "a"], "cd dir && rm ../a"),
    case("rm: a link, not what it points at", &["a", "l -> a"], "rm l"),
    case("rm: a link to a folder", &["dir/a", "l -> dir"], "rm -r l"),
    case("rm: all that fits a pattern", &["a.txt", "b.txt", "c.md", ".d.txt"], "rm *.txt"),
    case("rm: all but what is hidden", &["dir/a", "dir/sub/b", "dir/.c"], "rm -rf dir/*"),
    case("rm: a pattern in the middle", &["a/lib/x", "b/lib/x", "b/x"], "rm -r */lib"),
    case("rm: a set of letters", &["a1", "a2", "a3"], "rm a[12]"),
    case("rm: a quoted pattern is a name", &["*.txt", "a.txt"], "rm '*.txt'"),
    case("rm: braces", &["a.o", "a.so", "b.o"], "rm a.{o,so}").bash(),
    case(
        "rm: braces within braces",
        &["lib/a", "share/doc/b", "share/man/c", "share/d"],
        "rm -r {lib,share/{doc,man}}",
    )
    .bash(),
    case("rm: braces are a name to dash", &["{a,b}", "a", "b"], "rm {a,b}").needs("dash"),
    case("rm: at home", &["../home/.cache/x", "../home/y"], "rm -rf ~/.cache"),
    case("rm: at home, by the variable", &["../home/.npm/x", "../home/y"], "rm -rf \"$HOME/.npm\" ${HOME}/y"),
    case("rm: what the script has written", &[], "echo a > a && rm a"),
    case("rm: then written again", &["a"], "rm a && echo new > a"),
    case("rmdir: a folder", &["dir/", "other/"], "rmdir dir"),
    case("rmdir: with its parents", &["a/b/c/", "d"], "rmdir -p a/b/c"),
    case("rmdir: one that is not empty", &["a/b", "c/"], "rmdir --ignore-fail-on-non-empty a c"),
    case("unlink", &["a", "b"], "unlink a"),
    case("shred: leaves the file", &["a"], "shred -n 1 a"),
    case("shred: and deletes it", &["a"], "shred -u -n 1 a"),
    case("rm: a function of the script", &["a", "b"], "drop() { rm \"$1\"; }; drop a").guess(),
    case("rm: nothing, behind `||`", &["a", "b"], "test -e a || rm b"),
];
