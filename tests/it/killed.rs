//! A crawl that is killed at any point loses nothing, asks nothing twice that was safe, and ends as if it had not been killed.
//!
//! `GOVGAUGE_KILLS=200 cargo test --locked --test it killed` kills at 200 points instead of 20.

#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "the test is a server of its own, may be told how often to kill, and says what it counted"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use govgauge::archive::{Archive, Capture, Flaw};
use govgauge::site::{Site, read_list};

use crate::support::program::{arg, govgauge};
use crate::support::tree::files;

/// Pages of the site.
const PAGES: usize = 200;

/// Points of one round.
const KILLS_A_ROUND: usize = 10;

/// Answers that may be lost with one kill: the group that is being made safe, the one that is packed, those that wait for the
/// writer, and those that are being asked for.
const UNSAFE: usize = 64 + 64 + 16 + 4;

/// Points in CI.
const KILLS: usize = 20;

/// A site of guides, letters and lists that counts who asks for what.
struct Counting {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    served: Arc<AtomicUsize>,
}

impl Counting {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (asked, served): (Arc<Mutex<Vec<String>>>, Arc<AtomicUsize>) = Default::default();
        let (log, count) = (Arc::clone(&asked), Arc::clone(&served));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, count) = (Arc::clone(&log), Arc::clone(&count));
                std::thread::spawn(move || {
                    // A connection that the killed program leaves is no fault of the server.
                    let _ = serve(stream, &log, &count);
                });
            }
        });
        Self {
            address,
            asked,
            served,
        }
    }

    fn take_asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().expect("the log"))
    }
}

fn serve(stream: TcpStream, log: &Mutex<Vec<String>>, served: &AtomicUsize) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut out = stream.try_clone()?;
    let mut lines = BufReader::new(stream);
    loop {
        let mut path = String::new();
        loop {
            let mut line = String::new();
            if lines.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if let Some(rest) = line.strip_prefix("GET ") {
                rest.split(' ')
                    .next()
                    .unwrap_or_default()
                    .clone_into(&mut path);
            }
            if line.trim().is_empty() {
                break;
            }
        }
        log.lock().expect("the log").push(path.clone());
        let (status, body) = page(&path);
        write!(
            out,
            "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        served.fetch_add(1, Ordering::SeqCst);
    }
}

/// The page at a path.
fn page(path: &str) -> (&'static str, String) {
    let number = path
        .strip_prefix("/p/")
        .and_then(|rest| rest.strip_suffix(".html"))
        .and_then(|number| number.parse::<usize>().ok())
        .filter(|number| *number < PAGES - 1);
    let mut body = "<!doctype html><meta charset=utf-8>".to_owned();
    match (path, number) {
        ("/", _) => body.push_str("<title>办事大厅</title><a href='/p/0.html'>取水许可</a>"),
        (_, Some(n)) => {
            let name: String = n
                .to_string()
                .chars()
                .filter_map(|digit| "零一二三四五六七八九".chars().nth(digit as usize - 48))
                .collect();
            let limit = 3 + n % 17;
            write!(
                body,
                "<title>许可{name}</title><h1>许可{name}</h1><table><tr><th>事项名称</th><td>许可{name}</td></tr>\
                 <tr><th>受理条件</th><td>申请人在本市有固定经营场所，编号{n}。</td></tr>\
                 <tr><th>法定办结时限</th><td>20个工作日</td></tr><tr><th>承诺办结时限</th><td>{limit}个工作日</td></tr></table>"
            )
            .expect("a string takes any text");
            for next in [2 * n + 1, 2 * n + 2, (n * 7 + 3) % PAGES] {
                write!(body, "<a href='/p/{next}.html'>许可{next}</a>")
                    .expect("a string takes any text");
            }
        }
        _ => return ("404 Not Found", "<p>404".to_owned()),
    }
    ("200 OK", body)
}

/// The list of the site.
fn list(folder: &Path, address: SocketAddr) -> PathBuf {
    let path = folder.join("killed.toml");
    let text = format!(
        "name = \"killed\"\ntitle = \"断电\"\nas-of = \"2026-06-30\"\nrender = \"never\"\n\n[defaults.politeness]\ndelay-ms = 0\n\
         concurrency = 4\n\n[[site]]\nid = \"killed\"\nname = \"断电市\"\nlevel = \"city\"\nplatform = \"http://{address}/\"\n"
    );
    std::fs::write(&path, text).expect("a list can be written");
    path
}

fn start(list: &Path, round: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_govgauge"))
        .args([
            "crawl",
            arg(list),
            "--out",
            arg(round),
            "--allow-private",
            "127.0.0.1/32",
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program can be started")
}

/// Paths whose answers are safe in a round that nobody writes to.
fn safe(round: &Path, scratch: &Path) -> BTreeSet<String> {
    // The frontier is read in a copy, so that the round stays as the killed program left it.
    let _ = std::fs::remove_dir_all(scratch);
    std::fs::create_dir_all(scratch).expect("a folder can be made");
    for (name, bytes) in files(round) {
        if name.to_string_lossy().starts_with("frontier.sqlite") {
            std::fs::write(scratch.join(name), bytes).expect("a file can be written");
        }
    }
    let Ok(frontier) = rusqlite::Connection::open(scratch.join("frontier.sqlite")) else {
        return BTreeSet::new();
    };
    let Ok(mut rows) = frontier.prepare("select address from address where ord is not null") else {
        // Killed before there was a table.
        return BTreeSet::new();
    };
    let rows = rows
        .query_map([], |row| row.get::<_, String>(0))
        .expect("the frontier can be read");
    rows.map(|address| {
        let address = address.expect("an address is a text");
        let after_scheme = address.splitn(4, '/').nth(3).unwrap_or_default();
        format!("/{after_scheme}")
    })
    .collect()
}

/// The captures of the round without their times.
fn timeless(round: &Path, site: &Site) -> Vec<Capture> {
    let captures = Archive::open(round).and_then(|archive| archive.captures(&site.id));
    let captures = captures.unwrap_or_else(|error| panic!("{error}"));
    captures
        .into_iter()
        .map(|capture| Capture {
            captured: String::new(),
            ..capture
        })
        .collect()
}

/// Facts, records, measurements and scoreboard of a round, read and scored from its archive.
fn results(round: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    govgauge(&["extract", arg(round)]).ends(0);
    govgauge(&["score", arg(round)]).ends(0);
    let is_result = |path: &Path| {
        path.starts_with("facts")
            || path.starts_with("records")
            || path == Path::new("measurements.parquet")
            || path == Path::new("scoreboard.json")
    };
    let mut all = files(round);
    all.retain(|path, _| is_result(path));
    all
}

/// Kills the program a while after the server has served so many pages; whether it had come to its end before.
fn killed_after(program: &mut Child, server: &Counting, pages: u64, wait: u64) -> bool {
    let before = server.served.load(Ordering::SeqCst);
    let pages = usize::try_from(pages).expect("small");
    while server.served.load(Ordering::SeqCst) - before < pages {
        if program.try_wait().expect("a child").is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    std::thread::sleep(Duration::from_millis(wait));
    // SIGKILL: nothing of it runs any more.
    program.kill().expect("a child can be killed");
    program.wait().expect("a child ends").success()
}

#[test]
fn a_crawl_killed_anywhere_ends_as_if_it_had_not_been() {
    let kills =
        std::env::var("GOVGAUGE_KILLS").map_or(KILLS, |kills| kills.parse().expect("a number"));
    let server = Counting::new();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let list_file = list(folder.path(), server.address);
    let site = read_list(&list_file, None)
        .expect("the list is right")
        .sites
        .remove(0);
    let whole = folder.path().join("whole");
    assert!(start(&list_file, &whole).wait().expect("it ends").success());
    let asked = server.take_asked();
    let once: BTreeSet<&String> = asked.iter().collect();
    assert_eq!(
        asked.len(),
        once.len(),
        "an address was asked twice without any kill"
    );
    let (expected, expected_captures) = (results(&whole), timeless(&whole, &site));
    assert_eq!(
        expected_captures
            .iter()
            .filter(|capture| capture.cause.is_none())
            .count(),
        PAGES
    );
    let mut seed: u64 = 20_260_630;
    let mut random = move |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let (mut killed, mut refetched, mut most, mut n) = (0, 0, 0, 0);
    while killed < kills {
        let round = folder.path().join(format!("round{n}"));
        n += 1;
        let (mut was_safe, mut was_asked) = (BTreeSet::new(), BTreeSet::new());
        for kill in 0..=KILLS_A_ROUND {
            let is_last = kill == KILLS_A_ROUND || killed >= kills;
            let mut program = start(&list_file, &round);
            let (after, wait) = (1 + random(PAGES as u64 / 8), random(260));
            let is_over = if is_last {
                program.wait().expect("it ends").success()
            } else {
                killed_after(&mut program, &server, after, wait)
            };
            let asked = server.take_asked();
            let again: Vec<&String> = asked
                .iter()
                .filter(|path| was_safe.contains(*path))
                .collect();
            assert_eq!(
                again,
                Vec::<&String>::new(),
                "asked again though it was safe"
            );
            refetched += asked
                .iter()
                .filter(|path| was_asked.contains(*path))
                .count();
            was_safe = safe(&round, &folder.path().join("scratch"));
            let lost = asked.iter().collect::<BTreeSet<_>>();
            let lost = lost
                .iter()
                .filter(|path| !was_safe.contains(**path))
                .count();
            assert!(lost <= UNSAFE, "{lost} answers of one run were lost");
            most = most.max(lost);
            was_asked.extend(asked);
            killed += usize::from(!is_over);
            if is_over {
                break;
            }
            assert!(!is_last, "the last run of a round ends");
        }
        let captures = timeless(&round, &site);
        let ids: BTreeSet<_> = captures.iter().map(|capture| &capture.id).collect();
        assert_eq!(ids.len(), captures.len(), "a capture twice");
        assert!(captures == expected_captures, "round {n}: other captures");
        let flaws = Archive::open(&round).and_then(|archive| archive.verify());
        assert_eq!(flaws.expect("the archive can be read"), Vec::<Flaw>::new());
        assert!(results(&round) == expected, "round {n}: other results");
        std::fs::remove_dir_all(&round).expect("a folder can be removed");
    }
    eprintln!(
        "{killed} kills in {n} rounds: nothing lost, nothing twice, {refetched} answers asked again that were in flight, {most} at most lost with one kill"
    );
}
