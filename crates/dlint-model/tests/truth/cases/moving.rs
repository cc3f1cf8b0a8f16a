//! `mv`.

use crate::case::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case("mv: a file", &["a"], "mv a b"),
    case("mv: over a file", &["a", "b"], "mv -f a b"),
    case("mv: into a folder with a slash", &["a.txt", "dir/"], "mv a.txt dir/"),
    case("mv: into a folder that nothing speaks of", &["a", "dir/"], "mv a dir").into_folder(),
    case("mv: into a folder that was made before", &["a"], "mkdir dir && mv a dir"),
    case("mv: into the folder it runs in", &["dir/a"], "mv dir/a ."),
    case("mv: several into a folder", &["a", "b", "dir/"], "mv a b dir"),
    case("mv: into the folder of an option", &["a", "b", "dir/"], "mv -t dir a b"),
    case("mv: no folder", &["a", "b"], "mv -T a b"),
    case("mv: a folder", &["src/a", "src/sub/b"], "mv src dst"),
    case("mv: a folder to a new place with a slash", &["src/a", "src/sub/b"], "mv src dst/"),
    case("mv: a folder into a folder", &["src/a", "dst/"], "mv src dst").into_folder(),
    case("mv: a folder into a folder with a slash", &["src/a", "dst/"], "mv src/ dst/"),
    case("mv: a pattern", &["a.txt", "b.txt", "c", "dir/"], "mv *.txt dir/"),
    case("mv: all that is in a folder", &["src/a", "src/b/c", "src/.d"], "mv src/* ."),
    case("mv: braces", &["a", "b", "dir/"], "mv {a,b} dir").bash(),
    case("mv: a new ending by braces", &["a.txt"], "mv a.{txt,md}").bash(),
    case("mv: with a backup", &["a", "b"], "mv -b a b"),
    case("mv: with a backup of another name", &["a", "b"], "mv --suffix=.old a b"),
    case("mv: and back", &["a"], "mv a b && mv b a"),
    case("mv: what was just written", &[], "echo x > a.tmp && mv a.tmp a"),
    case("mv: a name that depends", &["app-1.2/x"], "mv app-* app"),
    case(
        "mv: a new ending in a loop",
        &["a.txt", "b.txt"],
        "for f in *.txt; do mv \"$f\" \"${f%.txt}.md\"; done",
    )
    .guess(),
    case("mv: an absolute path", &["a", "../opt/"], "mv a @/opt/b"),
    case("mv: not what is there", &["a", "b"], "mv -n a b; true"),
];
