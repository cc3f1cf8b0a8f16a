//! Writing a file: all of it or nothing.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::read::reason;

/// Writes a file, whether it is there already or not.
pub(crate) fn put(path: &Path, text: &str) -> Result<(), String> {
    match std::fs::read(path) {
        Ok(before) => replace(path, &before, text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => create(path, text),
        Err(error) => Err(reason(&error)),
    }
}

/// Writes a file piece by piece, whatever was in it. It takes its place when it is complete, so nobody ever reads half of
/// it; only what is no file (a device, a pipe) is written as it comes.
pub(crate) fn pour(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let target = match std::fs::metadata(path) {
        // What another program has open under these names would not see that a file took the place of another.
        Ok(_) if ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder)) => None,
        Ok(metadata) if metadata.is_file() => Some(std::fs::canonicalize(path)?),
        Ok(_) => None,
        Err(_) if path.is_symlink() => None,
        Err(_) => Some(path.to_owned()),
    };
    let Some(target) = target else { return write(&mut File::create(path)?) };
    let before = std::fs::metadata(&target).ok();
    let before_is_there = before.is_some();
    if before_is_there {
        // Whoever may not write the file may not replace it either.
        File::options().append(true).open(&target)?;
    }
    let mut temporary = match temporary_for(&target) {
        // The file may be written, but its folder may not: it is somebody else's, or nothing but the file is mounted.
        Err(_) if before.is_some() => return write(&mut File::create(&target)?),
        temporary => temporary?,
    };
    write(temporary.as_file_mut())?;
    if let Some(before) = before {
        keep_owner(temporary.as_file(), &before);
        temporary.as_file().set_permissions(before.permissions())?;
    }
    temporary.as_file().sync_all()?;
    match temporary.persist(&target) {
        // A file that is a mount of its own keeps its place.
        Err(error) if before_is_there => {
            let mut temporary = error.file;
            io::Seek::rewind(temporary.as_file_mut())?;
            io::copy(temporary.as_file_mut(), &mut File::create(&target)?).map(drop)
        }
        persisted => persisted.map(drop).map_err(|error| error.error),
    }
}

/// A file beside another one, whose place it is to take, and which everybody may read who may read a new file.
fn temporary_for(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".dlint-");
    // A temporary file is for nobody else, unless that is said.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Writes a file that is not there yet.
fn create(path: &Path, text: &str) -> Result<(), String> {
    let fail = |error: io::Error| reason(&error);
    let mut temporary = temporary_for(path).map_err(fail)?;
    temporary.write_all(text.as_bytes()).map_err(fail)?;
    temporary.as_file().sync_all().map_err(fail)?;
    temporary.persist(path).map_err(|error| reason(&error.error))?;
    Ok(())
}

/// Replaces the file's bytes, if they still are what they were when they were read.
///
/// The new text is written to a temporary file in the same folder, which then takes the file's place; so nobody
/// ever sees half of it. The mode is kept. A link stays a link: what it points to is replaced.
pub(crate) fn replace(path: &Path, before: &[u8], after: &str) -> Result<(), String> {
    let fail = |error: io::Error| reason(&error);
    let target = std::fs::canonicalize(path).map_err(fail)?;
    let metadata = std::fs::metadata(&target).map_err(fail)?;
    if metadata.permissions().readonly() {
        return Err("the file is read-only".to_owned());
    }
    // The mode alone does not tell: the file may be somebody else's.
    std::fs::OpenOptions::new().append(true).open(&target).map_err(fail)?;
    let folder = target.parent().ok_or("it is in no folder")?;
    let mut temporary = tempfile::Builder::new().prefix(".dlint-").tempfile_in(folder).map_err(fail)?;
    temporary.write_all(after.as_bytes()).map_err(fail)?;
    keep_owner(temporary.as_file(), &metadata);
    // After the owner: giving a file away clears some of its bits.
    temporary.as_file().set_permissions(metadata.permissions()).map_err(fail)?;
    temporary.as_file().sync_all().map_err(fail)?;
    if std::fs::read(&target).map_err(fail)? != before {
        return Err("the file has changed since it was read; nothing was written".to_owned());
    }
    temporary.persist(&target).map_err(|error| reason(&error.error))?;
    Ok(())
}

/// Gives the new file to whom the old one belonged, as far as that is allowed: a container that runs as root must not
/// take the files of a mounted folder away from their owner.
#[cfg(unix)]
fn keep_owner(file: &File, before: &std::fs::Metadata) {
    use std::os::unix::fs::MetadataExt;
    let same = file.metadata().is_ok_and(|now| now.uid() == before.uid() && now.gid() == before.gid());
    if !same {
        // Only root may give files away; for everybody else it is theirs now, as with any editor.
        let _ = std::os::unix::fs::fchown(file, Some(before.uid()), Some(before.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _before: &std::fs::Metadata) {}
