//! Serves the files of a folder on this machine alone, for steps that fetch something.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::thread;

use crate::case::text;

/// Starts to serve a folder, and returns its address. It ends with the tests.
pub(crate) fn serve(folder: &Path) -> Result<String, String> {
    let listener = TcpListener::bind("127.0.0.1:0").map_err(text)?;
    let address = listener.local_addr().map_err(text)?;
    let folder = folder.to_owned();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // Whoever asks sees what went wrong by the answer that is missing.
            drop(answer(stream, &folder));
        }
    });
    Ok(format!("http://{address}"))
}

fn answer(mut stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut line = String::new();
    while reader.read_line(&mut line)? > 2 {
        line.clear();
    }
    let name = request.split(' ').nth(1).unwrap_or_default().trim_start_matches('/');
    // Only names of files: no path of a case has a folder.
    let body = if name.contains('/') { None } else { fs::read(folder.join(name)).ok() };
    let (status, body) = body.map_or_else(|| ("404 Not Found", Vec::new()), |body| ("200 OK", body));
    let length = body.len();
    write!(stream, "HTTP/1.0 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")?;
    stream.write_all(&body)
}
