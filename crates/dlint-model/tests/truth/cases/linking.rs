//! `ln`, `link`.

use crate::case::{Case, case};

pub(crate) const CASES: &[Case] = &[
    case("ln: a symbolic link", &["a"], "ln -s a b"),
    case("ln: a hard link", &["a"], "ln a b"),
    case("ln: over a link", &["a", "b -> x"], "ln -sf a b"),
    case("ln: to an absolute path", &["../opt/tool"], "ln -s @/opt/tool tool"),
    case("ln: without a name", &["dir/a"], "ln -s dir/a"),
    case("ln: into a folder with a slash", &["a", "dir/"], "ln -s ../a dir/"),
    case("ln: into a folder that nothing speaks of", &["a", "dir/"], "ln -s ../a dir").into_folder(),
    case("ln: into a folder that was made before", &["a"], "mkdir dir && ln -s ../a dir"),
    case("ln: into the folder it runs in", &["dir/a"], "ln -s dir/a ."),
    case("ln: several", &["a", "b", "dir/"], "ln -s ../a ../b dir"),
    case("ln: into the folder of an option", &["a", "b", "dir/"], "ln -st dir ../a ../b"),
    case("ln: in place of a link to a folder", &["x/", "y/", "l -> x"], "ln -sfn y l"),
    case("ln: no folder", &["x/", "l -> x"], "ln -sfT y l"),
    case("ln: relative", &["a", "dir/"], "ln -sr a dir/b"),
    case("ln: with a backup", &["a", "b"], "ln -sb a b"),
    case("ln: a pattern", &["a.so", "b.so", "dir/"], "ln -s ../*.so dir; ln *.so dir"),
    case("ln: to nothing", &[], "ln -s none l"),
    case("ln: braces", &["a", "b", "dir/"], "ln {a,b} dir").bash(),
    case("link: a hard link", &["a"], "link a b"),
];
