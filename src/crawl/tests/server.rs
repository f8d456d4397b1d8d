//! A server that answers with whatever bytes a test wants, piece by piece.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A piece of an answer.
#[derive(Debug, Clone)]
pub(in crate::crawl) enum Piece {
    /// Sends bytes.
    Send(Vec<u8>),
    /// Sends nothing for a while.
    Wait(Duration),
    /// Closes the connection with a reset.
    Reset,
}

/// A server on loopback, running until the test process ends.
pub(in crate::crawl) struct Server {
    pub(in crate::crawl) address: SocketAddr,
    asked: Arc<Mutex<Vec<(String, Instant)>>>,
}

impl Server {
    /// Answers each request for a path with the pieces that `answer` gives.
    pub(in crate::crawl) fn new(
        answer: impl Fn(&str) -> Vec<Piece> + Send + Sync + 'static,
    ) -> Self {
        Self::with_fields(move |path, _| answer(path))
    }

    /// The same, looking at the lines of the request's header, too.
    pub(in crate::crawl) fn with_fields(
        answer: impl Fn(&str, &[String]) -> Vec<Piece> + Send + Sync + 'static,
    ) -> Self {
        Self::listening(Some, answer)
    }

    /// The same over TLS, with a certificate for `a.test` that the test authority has signed.
    pub(in crate::crawl) fn over_tls(
        answer: impl Fn(&str) -> Vec<Piece> + Send + Sync + 'static,
    ) -> Self {
        let pem = |name: &str| {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tls");
            std::fs::read(folder.join(name)).unwrap()
        };
        let chain = vec![CertificateDer::from_pem_slice(&pem("server.pem")).unwrap()];
        let key = PrivateKeyDer::from_pem_slice(&pem("server.key")).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        let config = Arc::new(config);
        Self::listening(
            move |stream| {
                let connection = ServerConnection::new(Arc::clone(&config)).ok()?;
                Some(StreamOwned::new(connection, stream))
            },
            move |path, _| answer(path),
        )
    }

    fn listening<S: Read + Write>(
        meet: impl Fn(TcpStream) -> Option<S> + Send + Sync + 'static,
        answer: impl Fn(&str, &[String]) -> Vec<Piece> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<(String, Instant)>>> = Arc::default();
        let (log, both) = (Arc::clone(&asked), Arc::new((meet, answer)));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, both) = (Arc::clone(&log), Arc::clone(&both));
                std::thread::spawn(move || {
                    if let Some(stream) = both.0(stream) {
                        let _ = serve(stream, &log, &both.1);
                    }
                });
            }
        });
        Self { address, asked }
    }

    /// The paths asked so far, in order.
    pub(in crate::crawl) fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap();
        asked.iter().map(|(path, _)| path.clone()).collect()
    }

    /// When a path was asked.
    pub(in crate::crawl) fn times(&self, path: &str) -> Vec<Instant> {
        let asked = self.asked.lock().unwrap();
        asked
            .iter()
            .filter(|(asked, _)| asked == path)
            .map(|(_, at)| *at)
            .collect()
    }
}

/// Answers one request and closes.
fn serve(
    stream: impl Read + Write,
    log: &Mutex<Vec<(String, Instant)>>,
    answer: &(dyn Fn(&str, &[String]) -> Vec<Piece> + Send + Sync),
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream);
    let mut request = String::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        if line.trim().is_empty() {
            break;
        }
        request.push_str(&line);
    }
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    log.lock().unwrap().push((path.clone(), Instant::now()));
    let fields: Vec<String> = request.lines().skip(1).map(str::to_owned).collect();
    let stream = lines.get_mut();
    for piece in answer(&path, &fields) {
        match piece {
            Piece::Send(bytes) => {
                stream.write_all(&bytes)?;
                stream.flush()?;
            }
            Piece::Wait(time) => std::thread::sleep(time),
            Piece::Reset => return Ok(()),
        }
    }
    Ok(())
}

/// An answer with its length.
pub(in crate::crawl) fn reply(status: &str, fields: &str, body: &[u8]) -> Vec<Piece> {
    let head = format!(
        "HTTP/1.1 {status}\r\n{fields}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    vec![Piece::Send([head.as_bytes(), body].concat())]
}

/// An HTML page.
pub(in crate::crawl) fn page(body: &str) -> Vec<Piece> {
    reply(
        "200 OK",
        "Content-Type: text/html; charset=utf-8\r\n",
        body.as_bytes(),
    )
}

/// A page that links to paths.
pub(in crate::crawl) fn links(paths: &[&str]) -> Vec<Piece> {
    let body: Vec<String> = paths
        .iter()
        .map(|path| format!("<a href=\"{path}\">x</a>\n"))
        .collect();
    page(&format!("<!doctype html><title>t</title>{}", body.concat()))
}

/// A page that is not there.
pub(in crate::crawl) fn missing() -> Vec<Piece> {
    reply(
        "404 Not Found",
        "Content-Type: text/html\r\n",
        b"<p>404</p>",
    )
}

/// A redirect.
pub(in crate::crawl) fn redirect(target: &str) -> Vec<Piece> {
    reply("302 Found", &format!("Location: {target}\r\n"), b"")
}
