//! A web server on the loopback, so that something can be downloaded.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::OnceLock;

/// The address of the server, which is started when it is first asked for.
pub(crate) fn address() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that hangs up is no concern of ours.
                std::thread::spawn(move || answer(&stream).unwrap_or_default());
            }
        });
        address
    })
}

fn answer(mut stream: &TcpStream) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let mut words = request.split(' ');
    let method = words.next().unwrap_or_default();
    let path = words.next().unwrap_or_default();
    let (status, header, body) = page(path.split('?').next().unwrap_or_default());
    let length = body.len();
    write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{header}\r\n")?;
    if method != "HEAD" {
        stream.write_all(&body)?;
    }
    stream.flush()
}

/// What is at a path: nearly everywhere something.
fn page(path: &str) -> (&'static str, &'static str, Vec<u8>) {
    match path {
        "/missing" | "/robots.txt" => ("404 Not Found", "", Vec::new()),
        "/moved" => ("302 Found", "Location: /a.txt\r\n", Vec::new()),
        "/named" => {
            ("200 OK", "Content-Disposition: attachment; filename=given.txt\r\n", b"given\n".to_vec())
        }
        "/tool.tar" => ("200 OK", "", archive("tool/file.txt", b"a tool\n")),
        "/site/" | "/site/index.html" => {
            ("200 OK", "Content-Type: text/html\r\n", b"<a href='page.txt'>page</a>\n".to_vec())
        }
        _ => ("200 OK", "Content-Type: text/plain\r\n", format!("this is {path}\n").into_bytes()),
    }
}

/// A tar archive with one file in it.
fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let mut header = vec![0_u8; 512];
    let mut put = |at: usize, text: &[u8]| {
        if let Some(field) = header.get_mut(at..at + text.len()) {
            field.copy_from_slice(text);
        }
    };
    put(0, name.as_bytes());
    put(100, b"0000644\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    put(124, format!("{:011o}\0", content.len()).as_bytes());
    put(136, b"00000000000\0");
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    let mut put = |at: usize, text: &[u8]| {
        if let Some(field) = header.get_mut(at..at + text.len()) {
            field.copy_from_slice(text);
        }
    };
    put(148, format!("{sum:06o}\0 ").as_bytes());
    header.extend_from_slice(content);
    header.resize(header.len().next_multiple_of(512) + 1024, 0);
    header
}
