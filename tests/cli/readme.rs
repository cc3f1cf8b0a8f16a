//! What the README shows is what is printed.

use std::path::Path;

use crate::support::Folder;

#[test]
fn the_first_sample_is_a_part_of_the_real_output() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("it is part of the repository");
    let readme = read("README.md");
    let (_, sample) =
        readme.split_once("```console\n$ dlint examples/bad.Dockerfile\n").expect("there is a sample");
    let (sample, _) = sample.split_once("```").expect("it ends");
    let folder = Folder::new();
    folder.write("examples/bad.Dockerfile", read("examples/bad.Dockerfile"));
    let run = folder.run(["examples/bad.Dockerfile"]).exits_with(1);
    for part in sample.trim_end().split("\n\n") {
        assert!(
            run.stdout.contains(&format!("{part}\n")),
            "the README shows\n{part}\n\nand what is printed is\n{}",
            run.stdout
        );
    }
}
