//! Writing a file: all of it or nothing.

use std::io::Write;
use std::path::Path;

use super::read::reason;

/// Replaces the file's bytes, if they still are what they were when they were read.
///
/// The new text is written to a temporary file in the same folder, which then takes the file's place; so nobody
/// ever sees half of it. The mode is kept. A link stays a link: what it points to is replaced.
pub(crate) fn replace(path: &Path, before: &[u8], after: &str) -> Result<(), String> {
    let fail = |error: std::io::Error| reason(&error);
    let target = std::fs::canonicalize(path).map_err(fail)?;
    let metadata = std::fs::metadata(&target).map_err(fail)?;
    if metadata.permissions().readonly() {
        return Err("the file is read-only".to_owned());
    }
    let folder = target.parent().ok_or("it is in no folder")?;
    let mut temporary = tempfile::Builder::new().prefix(".dlint-").tempfile_in(folder).map_err(fail)?;
    temporary.write_all(after.as_bytes()).map_err(fail)?;
    temporary.as_file().set_permissions(metadata.permissions()).map_err(fail)?;
    temporary.as_file().sync_all().map_err(fail)?;
    if std::fs::read(&target).map_err(fail)? != before {
        return Err("the file has changed since it was read; nothing was written".to_owned());
    }
    temporary.persist(&target).map_err(|error| reason(&error.error))?;
    Ok(())
}
