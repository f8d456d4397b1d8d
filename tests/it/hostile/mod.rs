//! A hostile web on loopback: a table of sites that lie, stall, flood and lead astray, crawled by the program itself.
//!
//! Each row says what a site does, which outcomes are right, and which findings must be there; the whole table is one list and
//! one crawl, under a bound on time and memory. A listener outside of the network that was let in counts who comes: nobody may.

#![expect(
    clippy::disallowed_types,
    clippy::too_many_lines,
    reason = "it is the hostile web, which listens and measures time; and a table is as long as it is"
)]

mod certificates;
mod charset;
mod compression;
mod depth;
mod drawn;
mod framing;
mod inject;
mod politeness;
mod redirects;
mod robots;
mod scenario;
mod server;
mod sitemap;
mod ssrf;
mod time;
mod traps;
mod walls;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use govgauge::crawl::{BROWSER_VARIABLE, find_browser};
use govgauge::score::Scoreboard;
use govgauge::site::Outcome;

use crate::support::program::skipped;
use scenario::Scenario;
use server::Server;

/// The network that the program may enter; the canary is not in it.
const NETWORK: &str = "127.10.0.0/16";
const CANARY: &str = "127.66.6.6";

/// Memory that the program may take, in KiB.
const MEMORY: u64 = 400 << 10;

/// The address for which the certificates of the tests are good.
const OVER_TLS: &str = "127.10.250.1";

/// How long the whole table may take.
const TIME: Duration = Duration::from_secs(150);

/// Every row of the table.
fn table(canary: &Server) -> Vec<Scenario> {
    let address = format!("http://{}/", canary.address);
    let mut rows = time::scenarios();
    rows.extend(politeness::scenarios());
    rows.extend(robots::scenarios());
    rows.extend(traps::scenarios());
    rows.extend(framing::scenarios());
    rows.extend(compression::scenarios());
    rows.extend(charset::scenarios());
    rows.extend(depth::scenarios());
    rows.extend(sitemap::scenarios(&address));
    rows.extend(redirects::scenarios());
    rows.extend(ssrf::scenarios(canary.address));
    rows.extend(walls::scenarios());
    rows.extend(inject::scenarios());
    rows.extend(certificates::scenarios());
    rows
}

/// What one run of the program came to.
struct Ran {
    stdout: String,
    stderr: String,
    time: Duration,
    /// The most memory it had at any time, in KiB; 0 where the system does not tell.
    memory: u64,
}

/// Runs the program and watches its memory.
fn run(args: &[&str]) -> Ran {
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_govgauge"))
        .args(args)
        .env("LC_ALL", "C")
        .env("SSL_CERT_FILE", server::tls_file("root.pem"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    let status = format!("/proc/{}/status", child.id());
    let watch = std::thread::spawn(move || {
        let mut most = 0;
        while let Ok(text) = std::fs::read_to_string(&status) {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let Some(line) = line else { break };
            let number: String = line.chars().filter(char::is_ascii_digit).collect();
            most = number.parse().unwrap_or(most);
            std::thread::sleep(Duration::from_millis(20));
        }
        most
    });
    let mut stderr = child.stderr.take().expect("it is piped");
    let said = std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = std::io::Read::read_to_end(&mut stderr, &mut text);
        String::from_utf8_lossy(&text).into_owned()
    });
    let output = child.wait_with_output().expect("the program ends");
    Ran {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: said.join().expect("stderr was read"),
        time: began.elapsed(),
        memory: watch.join().expect("the memory was watched"),
    }
}

/// The list of all rows.
fn list(rows: &[Scenario], servers: &[Server], render: &str) -> String {
    let mut list = format!(
        "as-of = \"2026-06-30\"\nrender = \"{render}\"\n[defaults]\npoliteness.delay-ms = 0\nbudget.seconds = 60\nbudget.pages = 60\n",
    );
    for (row, server) in rows.iter().zip(servers) {
        let address = row
            .address
            .clone()
            .unwrap_or_else(|| match row.certificates {
                [] => format!("http://{}/", server.address),
                _ => format!("https://{}/", server.address),
            });
        let (id, settings) = (&row.id, &row.settings);
        write!(
            list,
            "\n[[site]]\nid = \"{id}\"\nname = \"{id}\"\nlevel = \"province\"\nportal = \"{address}\"\n{settings}"
        )
        .expect("a text takes what is written");
    }
    list
}

/// What is wrong with a row, if anything.
fn fault(row: &Scenario, server: &Server, outcome: &str, findings: &[&str]) -> Option<String> {
    if !row.outcomes.split('|').any(|right| right == outcome) {
        return Some(format!("{outcome}, not {}; {findings:?}", row.outcomes));
    }
    let lacks = row.findings.split_whitespace().find(|group| {
        !group
            .split('|')
            .any(|right| right.is_empty() || findings.contains(&right))
    });
    if let Some(lacks) = lacks {
        return Some(format!("no {lacks} among {findings:?} ({outcome})"));
    }
    let log = server.log.lock().expect("no thread panics with the log");
    row.checks.iter().find_map(|check| check(&log).err())
}

/// How long the crawl of each site took, and whether it has ended.
fn times(round: &Path) -> BTreeMap<String, (Duration, bool)> {
    let frontier = rusqlite::Connection::open(round.join("frontier.sqlite")).expect("the crawl's");
    let mut sites = frontier
        .prepare("select site, seconds, is_over from site")
        .expect("the crawl's own table");
    let times = sites.query_map([], |row| {
        let seconds: i64 = row.get(1)?;
        let time = Duration::from_secs(seconds.unsigned_abs());
        Ok((row.get(0)?, (time, row.get(2)?)))
    });
    times
        .and_then(Iterator::collect)
        .expect("the crawl's own rows")
}

/// A server for each row.
fn servers(rows: &[Scenario]) -> Vec<Server> {
    let of_row = |(n, row): (usize, &Scenario)| match row.certificates {
        [] => {
            let ip = format!("127.10.{}.{}", n / 200, n % 200 + 1);
            Server::new(&ip, row.answer.clone())
        }
        certificates => Server::over_tls(OVER_TLS, row.answer.clone(), certificates),
    };
    rows.iter().enumerate().map(of_row).collect()
}

/// Crawls all rows at once and reads what was archived; says what is wrong, beside the most that it took.
fn judge(rows: &[Scenario], canary: &Server, render: &str) {
    let servers = servers(rows);
    let folder = tempfile::tempdir().expect("there is room");
    let list_file = folder.path().join("hostile.toml");
    std::fs::write(&list_file, list(rows, &servers, render)).expect("there is room");
    let out = folder.path().join("round");
    let ran = run(&[
        "crawl",
        list_file
            .to_str()
            .expect("temporary folders have names in UTF-8"),
        "--out",
        out.to_str().expect("temporary folders have names in UTF-8"),
        "--allow-private",
        NETWORK,
        "--sites",
        "48",
    ]);
    // Nothing is asked any more: this reads what was archived.
    let read = run(&[
        "crawl",
        out.to_str().expect("temporary folders have names in UTF-8"),
        "--json",
    ]);
    let sites: serde_json::Value = serde_json::from_str(&read.stdout)
        .unwrap_or_else(|error| panic!("no JSON: {error}\n{}\n{:.4000}", read.stdout, ran.stderr));
    let found: BTreeMap<&str, &serde_json::Value> = sites
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|site| Some((site["site"].as_str()?, site)))
        .collect();
    let times = times(&out);
    let mut faults = String::new();
    let mut wrong = 0;
    for (row, server) in rows.iter().zip(&servers) {
        let late = match times.get(&row.id) {
            Some((time, true)) if *time <= row.within => None,
            Some((time, _)) => Some(format!("{time:?}, not {:?}", row.within)),
            None => Some("the run ended without its crawl".to_owned()),
        };
        let fault = match found.get(row.id.as_str()) {
            None => Some("the run ended without a word about it".to_owned()),
            Some(site) => {
                let codes = site["findings"].as_array().into_iter().flatten();
                let codes: Vec<&str> = codes.filter_map(|code| code.as_str()).collect();
                fault(
                    row,
                    server,
                    site["outcome"].as_str().unwrap_or_default(),
                    &codes,
                )
            }
        };
        if let Some(fault) = fault.or(late) {
            wrong += 1;
            writeln!(faults, "{}: {fault}", row.id).expect("a text takes what is written");
        }
    }
    let visits = canary
        .log
        .lock()
        .expect("no thread panics with the log")
        .connections;
    let slowest = times.iter().max_by_key(|(_, (time, _))| *time);
    let summary = format!(
        "{wrong} of {} rows wrong; {:.0} s and {} MiB to crawl, {:.0} s and {} MiB to read, {visits} visits of the canary, the slowest {slowest:?}\n{faults}",
        rows.len(),
        ran.time.as_secs_f64(),
        ran.memory >> 10,
        read.time.as_secs_f64(),
        read.memory >> 10,
    );
    skipped(&format!("nothing: {summary}"));
    assert_eq!(visits, 0, "{summary}");
    assert!(ran.memory.max(read.memory) <= MEMORY, "{summary}");
    assert!(ran.time + read.time <= TIME, "{summary}");
    assert_eq!(wrong, 0, "{summary}");
}

#[test]
fn nothing_that_a_hostile_web_does_is_believed_or_waited_for() {
    let canary = Server::new(CANARY, std::sync::Arc::new(|_| scenario::missing()));
    let rows = table(&canary);
    assert!(rows.len() >= 120, "the table has shrunk to {}", rows.len());
    judge(&rows, &canary, "never");
}

#[test]
fn nothing_that_scripts_do_in_the_browser_is_believed_or_waited_for() {
    let named = std::env::var_os(BROWSER_VARIABLE).map(Into::into);
    if find_browser(named, std::env::var_os("PATH").as_deref()).is_none() {
        skipped("there is no Chromium on this machine");
        return;
    }
    let canary = Server::new(CANARY, std::sync::Arc::new(|_| scenario::missing()));
    let rows = drawn::scenarios(canary.address);
    judge(&rows, &canary, "auto");
}

#[test]
fn a_site_of_walls_is_not_scored() {
    let rows: Vec<Scenario> = walls::scenarios()
        .into_iter()
        .filter(|row| row.outcomes == "not-assessable")
        .collect();
    assert!(rows.len() >= 20, "{}", rows.len());
    let servers = servers(&rows);
    let folder = tempfile::tempdir().expect("there is room");
    let list_file = folder.path().join("walls.toml");
    std::fs::write(&list_file, list(&rows, &servers, "never")).expect("there is room");
    let out = folder.path().join("round");
    let list_file = list_file.to_str().expect("a name in UTF-8");
    let out_name = out.to_str().expect("a name in UTF-8");
    let ran = run(&[
        "run",
        list_file,
        "--out",
        out_name,
        "--allow-private",
        NETWORK,
        "--sites",
        "48",
    ]);
    let board = std::fs::read_to_string(out.join("scoreboard.json"))
        .unwrap_or_else(|error| panic!("{error}\n{:.4000}", ran.stderr));
    let board: Scoreboard = serde_json::from_str(&board).expect("a scoreboard");
    assert_eq!(board.sites.len(), rows.len());
    for site in &board.sites {
        assert_eq!(
            (site.outcome, site.rank),
            (Outcome::NotAssessable, None),
            "{}",
            site.site
        );
        for (node, score) in &site.nodes {
            let numbers = (score.score, score.value, score.coverage);
            assert_eq!(numbers, (None, None, 0.0), "{}: {node}", site.site);
        }
    }
}
