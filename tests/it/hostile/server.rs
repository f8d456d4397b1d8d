//! A server that answers with whatever bytes a scenario wants, at whatever pace, and remembers who asked.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Longer than any request of ours may take: what is still being sent then is given up.
const PATIENCE: Duration = Duration::from_mins(1);

/// A piece of an answer.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Sends bytes.
    Send(Vec<u8>),
    /// Sends nothing for a while.
    Wait(Duration),
    /// Sends bytes again and again, with a pause between.
    Drip(Vec<u8>, Duration),
    /// Sends bytes again and again, so many times.
    Flood(Vec<u8>, usize),
    /// Resets the connection.
    Reset,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// Path with query.
    pub(super) path: String,
    /// Head of the request.
    pub(super) head: String,
    /// How many requests for this path came before.
    pub(super) nth: usize,
    /// When.
    pub(super) at: Instant,
    /// Requests that were being answered then, this one too.
    pub(super) at_once: usize,
}

/// What a scenario's server remembers.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub(super) asked: Vec<Asked>,
    /// Connections, whether or not a request came on them.
    pub(super) connections: usize,
    open: usize,
}

impl Log {
    /// How often a path was asked that begins so.
    pub(super) fn count(&self, start: &str) -> usize {
        let asked = self.asked.iter();
        asked.filter(|asked| asked.path.starts_with(start)).count()
    }

    /// Times between the requests for a path.
    pub(super) fn gaps(&self, path: &str) -> Vec<Duration> {
        let asked = self.asked.iter().filter(|asked| asked.path == path);
        let times: Vec<Instant> = asked.map(|asked| asked.at).collect();
        times.windows(2).map(|two| two[1] - two[0]).collect()
    }
}

/// How a server answers.
pub(super) type Answer = Arc<dyn Fn(&Asked) -> Vec<Piece> + Send + Sync>;

/// A server on loopback, running until the test process ends.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    pub(super) log: Arc<Mutex<Log>>,
}

impl Server {
    /// Listens on an address and answers.
    pub(super) fn new(ip: &str, answer: Answer) -> Self {
        Self::over(ip, answer, None)
    }

    /// The same over TLS, with these certificates.
    pub(super) fn over_tls(ip: &str, answer: Answer, certificates: &[&str]) -> Self {
        Self::over(ip, answer, Some(&tls(certificates)))
    }

    fn over(ip: &str, answer: Answer, config: Option<&Arc<rustls::ServerConfig>>) -> Self {
        let listener = TcpListener::bind((ip, 0)).expect("127.0.0.0/8 is loopback");
        let address = listener.local_addr().expect("it listens");
        let log: Arc<Mutex<Log>> = Arc::default();
        let (kept, config) = (Arc::clone(&log), config.cloned());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, answer) = (Arc::clone(&kept), Arc::clone(&answer));
                let config = config.clone();
                std::thread::spawn(move || {
                    let _ = match config {
                        Some(config) => serve_tls(stream, &log, &answer, config),
                        None => serve(stream, &log, &answer),
                    };
                });
            }
        });
        Self { address, log }
    }
}

/// The file of a certificate, a key or the root of the tests' own.
pub(super) fn tls_file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tls");
    folder.join(name)
}

/// TLS with some of the tests' certificates. They are good for one address and a hundred years, signed by a root of their own.
fn tls(certificates: &[&str]) -> Arc<rustls::ServerConfig> {
    let read = |name: &str| std::fs::read(tls_file(name)).expect("a file of ours");
    let chain = certificates
        .iter()
        .map(|name| read(&format!("{name}.der")).into())
        .collect();
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(read("key.der"));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the provider knows TLS")
        .with_no_client_auth()
        .with_single_cert(chain, key.into())
        .expect("the key is that of the certificate");
    Arc::new(config)
}

/// Answers one request over TLS and closes.
fn serve_tls(
    mut stream: TcpStream,
    log: &Mutex<Log>,
    answer: &Answer,
    config: Arc<rustls::ServerConfig>,
) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut connection = rustls::ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut stream = rustls::Stream::new(&mut connection, &mut stream);
    let mut head = Vec::new();
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        let mut piece = [0; 4096];
        let length = stream.read(&mut piece)?;
        if length == 0 {
            return Ok(());
        }
        head.extend_from_slice(&piece[..length]);
    }
    let asked = note(log, &String::from_utf8_lossy(&head));
    let pieces = answer(&asked);
    let sent = pieces.iter().try_for_each(|piece| send(&mut stream, piece));
    stream.conn.send_close_notify();
    let _ = stream.flush();
    log.lock().expect("no thread panics with the log").open -= 1;
    sent
}

/// Writes a request down.
fn note(log: &Mutex<Log>, head: &str) -> Asked {
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut log = log.lock().expect("no thread panics with the log");
    log.open += 1;
    let nth = log.asked.iter().filter(|one| one.path == path).count();
    let asked = Asked {
        path,
        head: head.to_owned(),
        nth,
        at: Instant::now(),
        at_once: log.open,
    };
    log.asked.push(asked.clone());
    asked
}

/// Answers one request and closes.
fn serve(mut stream: TcpStream, log: &Mutex<Log>, answer: &Answer) -> std::io::Result<()> {
    log.lock()
        .expect("no thread panics with the log")
        .connections += 1;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    // A request that stays unread makes the close a reset.
    let mut head = vec![0; 16 << 10];
    let length = loop {
        let length = stream.peek(&mut head)?;
        if length == 0 {
            return Ok(());
        }
        if head[..length].windows(4).any(|four| four == b"\r\n\r\n") {
            break length;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let asked = note(log, &String::from_utf8_lossy(&head[..length]));
    let pieces = answer(&asked);
    if !pieces.iter().any(|piece| matches!(piece, Piece::Reset)) {
        stream.read_exact(&mut vec![0; length])?;
    }
    let sent = pieces.iter().try_for_each(|piece| send(&mut stream, piece));
    log.lock().expect("no thread panics with the log").open -= 1;
    sent
}

fn send(stream: &mut impl Write, piece: &Piece) -> std::io::Result<()> {
    let end = Instant::now() + PATIENCE;
    match piece {
        Piece::Send(bytes) => stream.write_all(bytes),
        Piece::Wait(time) => {
            std::thread::sleep(*time);
            Ok(())
        }
        Piece::Drip(bytes, pause) => {
            while Instant::now() < end {
                stream.write_all(bytes)?;
                std::thread::sleep(*pause);
            }
            Ok(())
        }
        Piece::Flood(bytes, times) => (0..*times).try_for_each(|_| stream.write_all(bytes)),
        Piece::Reset => Err(ErrorKind::ConnectionReset.into()),
    }
}
