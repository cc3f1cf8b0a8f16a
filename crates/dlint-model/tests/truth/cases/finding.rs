//! `find` and `xargs`.

use crate::case::{Case, case};

const TREE: &[&str] = &["dir/a.pyc", "dir/sub/b.pyc", "dir/sub/c.py", "dir/.d"];

pub(crate) const CASES: &[Case] = &[
    case("find: deletes files", TREE, "find dir -type f -delete").guess(),
    case("find: deletes by a name", TREE, "find dir -name '*.pyc' -delete").guess(),
    case("find: deletes all of a folder", TREE, "find dir -delete"),
    case("find: deletes what is in a folder", TREE, "find dir -mindepth 1 -delete"),
    case("find: deletes here", TREE, "find . -name '*.py' -delete").guess(),
    case("find: deletes in the folder it runs in", TREE, "cd dir && find -name '*.py' -delete").guess(),
    case("find: deletes in several folders", &["a/x", "b/x", "c/x"], "find a b -type f -delete").guess(),
    case("find: deletes below two", TREE, "find dir -mindepth 2 -delete").guess(),
    case("find: runs rm for each", TREE, "find dir -name '*.pyc' -exec rm {} \\;").guess(),
    case("find: runs rm for all", TREE, "find dir -name '*.pyc' -exec rm -f {} +").guess(),
    case("find: runs rm for folders", TREE, "find dir -type d -name sub -exec rm -rf {} +").guess(),
    case("find: runs rm in their folders", TREE, "find dir -name '*.pyc' -execdir rm {} \\;").guess(),
    case("find: one of two names", TREE, "find dir \\( -name '*.pyc' -o -name '.d' \\) -exec rm -rf '{}' +")
        .guess(),
    case("find: the root itself", &["dir/a"], "find dir -maxdepth 0 -exec rm -r {} +").guess(),
    case("find: changes modes", TREE, "find dir -type f -exec chmod 600 {} +").guess(),
    case("find: changes modes of folders", TREE, "find dir -type d -exec chmod 700 {} \\;").guess(),
    case("find: edits", TREE, "find dir -name '*.py' -exec sed -i s/c/d/ {} +").guess(),
    case("find: copies", &["dir/a.so", "dir/sub/b.so", "out/"], "find dir -name '*.so' -exec cp {} out \\;")
        .guess(),
    case(
        "find: copies into the folder of an option",
        &["dir/a", "out/"],
        "find dir -type f -exec cp -t out {} +",
    )
    .guess(),
    case("find: moves", &["dir/a", "out/"], "find dir -type f -exec mv {} out/ \\;").guess(),
    case("find: renames", &["dir/a", "dir/b"], "find dir -type f -exec mv {} {}.bak \\;").guess(),
    case("find: packs", &["dir/a", "dir/b"], "find dir -type f -exec gzip {} +").guess(),
    case("find: touches", &["dir/a", "dir/b"], "find dir -type f -exec touch {} +").guess(),
    case("find: runs a shell", &["dir/a", "dir/b"], "find dir -type f -exec sh -c 'rm \"$1\"' _ {} \\;")
        .guess(),
    case("find: prints", TREE, "find dir -name '*.py' -print > list"),
    case("find: writes a list", TREE, "find dir -name '*.py' -fprint list"),
    case("find: with xargs", TREE, "find dir -name '*.pyc' | xargs rm").guess(),
    case("find: with xargs and zeros", TREE, "find dir -name '*.pyc' -print0 | xargs -0 -r rm -f").guess(),
    case("find: with xargs through grep", TREE, "find dir -type f | grep pyc | xargs rm -f").guess(),
    case("find: with xargs and modes", TREE, "find dir -type f -print0 | xargs -0 chmod 600").guess(),
    case("find: with xargs and sed", TREE, "find dir -name '*.py' | xargs sed -i s/c/d/").guess(),
    case("find: with a loop", TREE, "find dir -name '*.pyc' | while read -r f; do rm \"$f\"; done").guess(),
    case("find: in a substitution", TREE, "rm $(find dir -name '*.pyc')").guess(),
    case("xargs: touches", &[], "echo a b | xargs touch").guess(),
    case("xargs: makes folders", &[], "echo a b/c | xargs -n1 mkdir -p").guess(),
    case("xargs: copies by a placeholder", &["a", "b", "dir/"], "printf 'a\\nb\\n' | xargs -I{} cp {} dir/")
        .guess(),
    case("xargs: moves by a placeholder", &["a", "b"], "printf 'a\\nb\\n' | xargs -I % mv % %.bak").guess(),
    case("xargs: copies into the folder of an option", &["a", "dir/"], "echo a | xargs cp -t dir").guess(),
    case("xargs: deletes behind what it names", &["a", "b"], "echo a | xargs rm -f b").guess(),
    case("xargs: from a file", &["a", "b", "list: a"], "xargs rm < list").guess(),
    case("xargs: unpacks", &["a", "b"], "ls *.gz | xargs gunzip").first("gzip a b").guess(),
    case("xargs: extracts", &["a"], "ls *.tar | xargs -n1 tar xf").first("tar cf a.tar a && rm a").guess(),
    case("xargs: links", &["a", "dir/"], "echo ../a | xargs -I{} ln -s {} dir/b").guess(),
    case("xargs: empties", &["a", "b"], "ls | xargs truncate -s 0").guess(),
    case("xargs: takes the owner", &["a"], "ls | xargs chgrp %group").guess(),
];
