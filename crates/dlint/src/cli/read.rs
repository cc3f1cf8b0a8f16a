//! Reading a file, whatever it turns out to be.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use dlint::text::DecodeError;
use dlint::{MAX_FILE_BYTES, SourceFile};

/// Reads and decodes a file; on failure, says why in a sentence.
///
/// Only regular files are opened: a named pipe would wait for ever, a device never end.
pub(crate) fn file(path: &Path) -> Result<SourceFile, String> {
    let metadata = std::fs::metadata(path).map_err(|error| reason(&error))?;
    if !metadata.is_file() {
        return Err(format!("{}, not a file; pipe it in and name it `-` to lint it", kind(&metadata)));
    }
    if metadata.len() > MAX_FILE_BYTES {
        return Err(DecodeError::TooLarge { bytes: metadata.len() }.to_string());
    }
    let mut file = File::open(path).map_err(|error| reason(&error))?;
    decode(&display(path), &mut file)
}

/// Reads and decodes standard input.
pub(crate) fn stdin(name: &str) -> Result<SourceFile, String> {
    decode(name, &mut io::stdin().lock())
}

fn decode(name: &str, from: &mut dyn Read) -> Result<SourceFile, String> {
    let mut bytes = Vec::new();
    // One byte more than is allowed is enough to know that it is too much.
    from.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(format!(
            "there are more than {MAX_FILE_BYTES} bytes (16 MiB), which dlint does not read"
        ));
    }
    SourceFile::decode(name, bytes).map_err(|error| error.to_string())
}

/// What something is that is not a file.
fn kind(metadata: &Metadata) -> &'static str {
    if metadata.is_dir() {
        return "it is a folder";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = metadata.file_type();
        if kind.is_fifo() {
            return "it is a named pipe";
        }
        if kind.is_socket() {
            return "it is a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "it is a device";
        }
    }
    "it is something special"
}

/// Why something failed, in words for people.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            // The system's own words, without Rust's error number behind them.
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let mut letters = text.chars();
            letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}

/// A path as reports show it, with `/` on every system.
pub(crate) fn display(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}
