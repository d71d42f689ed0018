//! A static server for the loopback address.

use crate::failure::{Failure, OrFail, Outcome};
use crate::http::{self, HEAD_LIMIT, Request};
use flate2::{Compression, write::GzEncoder};
use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// Tried first, so that a saved plan is found again: a browser keeps storage by address.
pub const USUAL_PORT: u16 = 8380;

/// A silent client is let go. Short, because some clients do not end while a connection is open.
const PATIENCE: Duration = Duration::from_secs(3);

/// A server that runs in threads of its own until the program ends.
pub struct Server {
    address: SocketAddr,
}

impl Server {
    /// Serves `folder`. Without a port: the usual one, else any free one.
    pub fn start(folder: &Path, port: Option<u16>) -> Outcome<Self> {
        let listener = match port {
            Some(port) => listen(port).map_err(|error| taken(port, &error))?,
            None => listen(USUAL_PORT).or_else(|_| listen(0)).or_fail("listen on the loopback address")?,
        };
        let address = listener.local_addr().or_fail("learn the server's address")?;
        let folder: Arc<PathBuf> = Arc::new(folder.to_path_buf());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let folder = Arc::clone(&folder);
                // A client that goes away is no event.
                thread::spawn(move || drop(answer_all(stream, &folder)));
            }
        });
        Ok(Self { address })
    }

    /// The address of the page.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }
}

fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
}

fn taken(port: u16, error: &io::Error) -> Failure {
    Failure::new(format!("cannot listen on port `{port}`: {error}"))
        .hint("leave out `--port`, then a free one is taken")
}

fn answer_all(mut stream: TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut pending = Vec::new();
    while let Some(head) = read_head(&mut stream, &mut pending)? {
        let Some(request) = Request::parse(&head) else {
            return refuse(&mut stream, "400 Bad Request", true);
        };
        answer(&mut stream, folder, &request)?;
        if !request.keep_alive {
            break;
        }
    }
    Ok(())
}

/// The next request head; nothing at the end of the connection or when a head is too long.
fn read_head(stream: &mut TcpStream, pending: &mut Vec<u8>) -> io::Result<Option<String>> {
    loop {
        if let Some(end) = pending.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&pending[..end]).into_owned();
            pending.drain(..end + 4);
            return Ok(Some(head));
        }
        let mut buffer = [0; 4096];
        let length = stream.read(&mut buffer)?;
        if length == 0 || pending.len() + length > HEAD_LIMIT {
            return Ok(None);
        }
        pending.extend_from_slice(&buffer[..length]);
    }
}

fn answer(stream: &mut TcpStream, folder: &Path, request: &Request) -> io::Result<()> {
    let with_body = request.method == "GET";
    if !with_body && request.method != "HEAD" {
        return refuse(stream, "405 Method Not Allowed", true);
    }
    let file = http::file_for(folder, &request.path);
    let Some((file, content)) = file.and_then(|file| fs::read(&file).ok().map(|content| (file, content)))
    else {
        return refuse(stream, "404 Not Found", with_body);
    };
    let name = file.to_string_lossy();
    let zipped = (request.gzip && http::is_compressible(&name)).then(|| zipped(&content)).flatten();
    let head = |length, zipped| http::ok_head(&name, length, zipped, request.embedded);
    let (head, content) = match zipped {
        Some(zipped) => (head(zipped.len(), true), zipped),
        None => (head(content.len(), false), content),
    };
    stream.write_all(head.as_bytes())?;
    if with_body { stream.write_all(&content) } else { Ok(()) }
}

/// As a web server compresses it.
fn zipped(content: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).and_then(|()| encoder.finish()).ok()
}

fn refuse(stream: &mut TcpStream, status: &str, with_body: bool) -> io::Result<()> {
    let body = format!("{status}\n");
    stream.write_all(http::refusal_head(status, body.len()).as_bytes())?;
    if with_body { stream.write_all(body.as_bytes()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(server: &Server, request: &str) -> String {
        let mut text = String::new();
        let asked = TcpStream::connect(server.address).and_then(|mut stream| {
            stream.write_all(request.as_bytes())?;
            stream.read_to_string(&mut text)
        });
        assert!(asked.is_ok(), "{asked:?}");
        text
    }

    #[test]
    fn it_serves_files_and_refuses_the_rest() {
        let folder = std::env::temp_dir().join(format!("tandem-server-{}", std::process::id()));
        assert!(
            fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join("index.html"), "hello")).is_ok()
        );
        let Ok(server) = Server::start(&folder, Some(0)) else { panic!("no server") };
        let end = "HTTP/1.1\r\nConnection: close\r\n\r\n";
        let page = ask(&server, &format!("GET / {end}"));
        assert!(page.starts_with("HTTP/1.1 200") && page.ends_with("\r\n\r\nhello"), "{page}");
        assert!(page.contains("Content-Security-Policy: default-src 'none'"));
        assert!(ask(&server, &format!("HEAD / {end}")).ends_with("\r\n\r\n"));
        assert!(ask(&server, &format!("POST / {end}")).starts_with("HTTP/1.1 405"));
        assert!(ask(&server, &format!("GET /../Cargo.toml {end}")).starts_with("HTTP/1.1 404"));
        assert!(ask(&server, "\r\n\r\n").starts_with("HTTP/1.1 400"));
        let two = ask(&server, &format!("GET / HTTP/1.1\r\n\r\nGET / {end}"));
        assert_eq!(two.matches("HTTP/1.1 200").count(), 2, "one connection, two answers");
        let _ = fs::remove_dir_all(folder);
    }
}
