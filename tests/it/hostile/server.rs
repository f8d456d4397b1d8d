//! A server that answers with whatever bytes a scenario wants, at whatever pace, and remembers who asked.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
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
        let listener = TcpListener::bind((ip, 0)).expect("127.0.0.0/8 is loopback");
        let address = listener.local_addr().expect("it listens");
        let log: Arc<Mutex<Log>> = Arc::default();
        let kept = Arc::clone(&log);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, answer) = (Arc::clone(&kept), Arc::clone(&answer));
                std::thread::spawn(move || {
                    let _ = serve(stream, &log, &answer);
                });
            }
        });
        Self { address, log }
    }
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
    let head = String::from_utf8_lossy(&head[..length]).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let asked = {
        let mut log = log.lock().expect("no thread panics with the log");
        log.open += 1;
        let nth = log.asked.iter().filter(|one| one.path == path).count();
        let asked = Asked {
            path,
            head,
            nth,
            at: Instant::now(),
            at_once: log.open,
        };
        log.asked.push(asked.clone());
        asked
    };
    let pieces = answer(&asked);
    if !pieces.iter().any(|piece| matches!(piece, Piece::Reset)) {
        stream.read_exact(&mut vec![0; length])?;
    }
    let sent = pieces.iter().try_for_each(|piece| send(&mut stream, piece));
    log.lock().expect("no thread panics with the log").open -= 1;
    sent
}

fn send(stream: &mut TcpStream, piece: &Piece) -> std::io::Result<()> {
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
