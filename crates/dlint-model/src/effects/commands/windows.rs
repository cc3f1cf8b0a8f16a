//! The commands of Windows' shells, as far as people use them in Dockerfiles. Names are in lower case here.

use dlint_shell::Word;

use super::Handler;
use crate::effects::call::{Call, Out};
use crate::effects::options::Usage;
use crate::effects::{Action, Origin, Shape};
use crate::path::ImagePath;

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    ("copy", copy),
    ("copy-item", copy),
    ("cp", copy),
    ("del", delete),
    ("erase", delete),
    ("expand-archive", expand_archive),
    ("icacls", owner),
    ("icacls.exe", owner),
    ("invoke-restmethod", fetch),
    ("invoke-webrequest", fetch),
    ("irm", fetch),
    ("iwr", fetch),
    ("md", make_folder),
    ("mkdir", make_folder),
    ("move", rename),
    ("move-item", rename),
    ("mv", rename),
    ("new-item", make),
    ("rd", delete),
    ("remove-item", delete),
    ("rename-item", rename),
    ("ri", delete),
    ("rm", delete),
    ("rmdir", delete),
    ("robocopy", copy),
    ("set-content", content),
    ("add-content", content),
    ("out-file", content),
    ("start-bitstransfer", fetch),
    ("wget", fetch),
    ("xcopy", copy),
];

/// Commands that leave no files, or only settings of the system.
pub(super) const PURE: &[&str] = &[
    "[environment]::setenvironmentvariable",
    "[net.servicepointmanager]::securityprotocol",
    "call",
    "dir",
    "echo",
    "else",
    "exit",
    "foreach-object",
    "get-childitem",
    "get-command",
    "get-content",
    "get-date",
    "get-filehash",
    "get-item",
    "get-itemproperty",
    "get-location",
    "get-process",
    "get-service",
    "if",
    "import-module",
    "join-path",
    "new-object",
    "out-null",
    "out-string",
    "select-object",
    "set-executionpolicy",
    "set-itemproperty",
    "set-psrepository",
    "set-service",
    "setx",
    "sleep",
    "start-service",
    "start-sleep",
    "stop-process",
    "stop-service",
    "test-path",
    "throw",
    "type",
    "tzutil",
    "where-object",
    "while",
    "write-error",
    "write-host",
    "write-output",
    "write-verbose",
];

const USAGE: Usage = Usage {
    single_dash: true,
    ..Usage::new(
        "",
        &[
            "-OutFile",
            "-Uri",
            "-Path",
            "-LiteralPath",
            "-Destination",
            "-DestinationPath",
            "-ItemType",
            "-Name",
            "-Value",
            "-Headers",
            "-Method",
            "-FilePath",
            "-Encoding",
            "-Source",
            "-NewName",
            "-ErrorAction",
            "-Filter",
            "-Include",
            "-Exclude",
            "-UserAgent",
        ],
    )
};

/// The operands without the switches of `cmd`: `/S`, `/Q`.
fn operands<'c>(parsed: &super::super::options::Parsed<'c>) -> Vec<&'c Word> {
    let switch = |word: &&&Word| word.beginning.starts_with('/') && word.beginning.len() <= 4;
    parsed.operands.iter().filter(|word| !switch(word)).copied().collect()
}

fn named(call: &Call<'_>, parsed: &super::super::options::Parsed<'_>, names: &[&str]) -> Option<ImagePath> {
    // PowerShell takes the names of its options in any case.
    let option = parsed.options.iter().find(|option| match option.name {
        super::super::options::GivenName::Long(own) => {
            names.iter().any(|name| name.eq_ignore_ascii_case(own))
        }
        super::super::options::GivenName::Letter(_) => false,
    })?;
    Some(call.option_path(option.value?))
}

fn delete(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&USAGE);
    let named = named(call, &parsed, &["-Path", "-LiteralPath"]);
    if let Some(path) = named {
        out.delete(path, true, out.span);
    }
    for word in operands(&parsed) {
        for path in call.paths(word) {
            out.delete(path, true, word.span());
        }
    }
}

fn copy(call: &Call<'_>, out: &mut Out<'_>) {
    two(call, out, |out, from, to| {
        out.read(from, out.span);
        out.write(to, Shape::Tree, Origin::Copy, out.span);
    });
}

fn rename(call: &Call<'_>, out: &mut Out<'_>) {
    two(call, out, |out, from, to| out.add(Action::Move { from, to }, out.span));
}

fn two(call: &Call<'_>, out: &mut Out<'_>, mut act: impl FnMut(&mut Out<'_>, ImagePath, ImagePath)) {
    let parsed = call.parse(&USAGE);
    let mut rest = operands(&parsed).into_iter().flat_map(|word| call.paths(word));
    let from = named(call, &parsed, &["-Path", "-LiteralPath", "-Source"]).or_else(|| rest.next());
    let to = named(call, &parsed, &["-Destination", "-NewName"]).or_else(|| rest.next());
    if let (Some(from), Some(to)) = (from, to) {
        act(out, from, to);
    }
}

fn fetch(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&USAGE);
    let url = parsed.value(&["-Uri", "-Source", "-uri"]).map(|url| call.value_of(url).text);
    let url = url.or_else(|| parsed.operands.first().map(|word| word.beginning.to_string()));
    let to = named(call, &parsed, &["-OutFile", "-Destination"]);
    out.add(Action::Download { url, to: to.clone() }, out.span);
    if let Some(path) = to {
        out.write(path, Shape::File, Origin::Download, out.span);
    }
}

fn expand_archive(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&USAGE);
    let mut rest = operands(&parsed).into_iter().flat_map(|word| call.paths(word));
    let archive = named(call, &parsed, &["-Path", "-LiteralPath"]).or_else(|| rest.next());
    let into = named(call, &parsed, &["-DestinationPath"]).or_else(|| rest.next());
    let into = into.unwrap_or_else(|| call.folder.clone());
    if let Some(archive) = &archive {
        out.read(archive.clone(), out.span);
    }
    out.add(Action::Extract { archive, into: into.clone() }, out.span);
    out.write(into, Shape::Tree, Origin::Extract, out.span);
}

fn make_folder(call: &Call<'_>, out: &mut Out<'_>) {
    for word in operands(&call.parse(&USAGE)) {
        for path in call.paths(word) {
            out.write(path, Shape::Folder, Origin::Create, word.span());
        }
    }
}

fn make(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&USAGE);
    let kind =
        parsed.value(&["-ItemType", "-Type"]).map(|kind| call.value_of(kind).text.to_ascii_lowercase());
    let shape = if kind.is_some_and(|kind| kind == "directory") { Shape::Folder } else { Shape::File };
    let path = named(call, &parsed, &["-Path"]);
    let path =
        path.or_else(|| operands(&parsed).first().and_then(|word| call.paths(word).into_iter().next()));
    if let Some(path) = path {
        out.write(path, shape, Origin::Create, out.span);
    }
}

fn content(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&USAGE);
    let path = named(call, &parsed, &["-Path", "-LiteralPath", "-FilePath"]);
    let path =
        path.or_else(|| operands(&parsed).first().and_then(|word| call.paths(word).into_iter().next()));
    if let Some(path) = path {
        out.write(path, Shape::File, Origin::Output, out.span);
    }
}

fn owner(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&USAGE);
    let recursive = parsed.operands.iter().any(|word| word.beginning.eq_ignore_ascii_case("/t"));
    if let Some(word) = operands(&parsed).first() {
        for path in call.paths(word) {
            out.add(Action::Owner { path, owner: None, recursive }, word.span());
        }
    }
}
