//! `git`, with a repository beside the folder.

use crate::case::{Case, case};

/// A repository with a file `x` beside the folder, its clone `own`, and a patch.
const REPOSITORY: &str = "git init -q ../origin/tool.git && cd ../origin/tool.git && echo a > x && git add x \
     && git commit -qm one && git tag v1 && echo b > x && git commit -qam two && git diff v1 > @/p \
     && cd @/w && git clone -q ../origin/tool.git own";

const fn git(name: &'static str, run: &'static str) -> Case {
    case(name, &[], run).first(REPOSITORY)
}

pub(crate) const CASES: &[Case] = &[
    git("git clone: into a folder of its name", "git clone -q ../origin/tool.git"),
    git("git clone: into a folder", "git clone -q ../origin/tool.git dst"),
    git("git clone: into a folder by its whole path", "git clone -q ../origin/tool.git @/src/tool"),
    git("git clone: here", "mkdir n && cd n && git clone -q @/w/own ."),
    git("git clone: not deep", "git clone -q --depth 1 -b v1 file://@/origin/tool.git"),
    git("git clone: a branch, options behind", "git clone ../origin/tool.git --branch v1 dst"),
    git("git clone: bare", "git clone -q --bare ../origin/tool.git"),
    git("git clone: a mirror", "git clone -q --mirror ../origin/tool.git m"),
    git("git clone: with a trailing slash", "git clone -q ../origin/tool.git/"),
    git("git clone: from another folder", "git -C own clone -q @/origin/tool.git sub"),
    git("git clone: then only the files", "git clone -q ../origin/tool.git t && rm -rf t/.git"),
    git("git clone: of a repository without an ending", "git clone -q own copy && cd copy && rm x"),
    git("git checkout", "cd own && git checkout -q v1"),
    git("git checkout: in another folder", "git -C own checkout -q v1"),
    git("git reset", "cd own && git reset -q --hard v1"),
    git("git apply", "cd own && git apply -R @/p"),
    git("git commit", "cd own && echo c > x && git add x && git commit -qm three"),
    git("git tag", "cd own && git tag v2 && git branch side"),
    git("git fetch", "git -C own fetch -q && git -C own pull -q"),
    git("git config", "git -C own config user.name me && git config --global user.name me"),
    git("git config: a file", "git config -f conf a.b c && git config --file=conf a.d e"),
    git("git config: looks", "git config --global --get user.name || git config --list --global || true"),
    git("git init", "git init -q"),
    git("git init: a folder", "git init -q new"),
    git("git init: bare", "git init -q --bare new.git"),
    git("git archive", "git -C own archive -o out.tar HEAD && git -C own archive v1 | tar x"),
    git("git rm", "cd own && git rm -q x"),
    git("git mv", "cd own && git mv x y"),
    git("git clean", "cd own && touch junk && git clean -qfd"),
    git("git log", "git -C own log > log; git -C own rev-parse HEAD > head"),
    git("git diff", "git -C own diff v1 > p"),
    git("git worktree", "git -C own worktree add -q ../tree v1"),
    git("git remote", "cd own && git remote add other @/origin/tool.git"),
    git("git format-patch", "cd own && git format-patch -q -1 -o out"),
    git("git bundle", "cd own && git bundle create -q ../b HEAD"),
];
