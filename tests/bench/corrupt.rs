//! Reads spoilt variants of every document below a folder: `cargo bench --bench corrupt -- DIR`.
//!
//! Says how many pages and variants were read, which failed, and which cost most; `-- FILE --seed N` reads one again.
//! What the limits are, and why: `docs/performance.md`.

#[path = "../corruption/mod.rs"]
mod corruption;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use clap::Parser;
use rayon::prelude::*;

use corruption::{Cost, Document, Reader, kind, variant};

/// Elements of a grown part.
const GROWN: usize = 100_000;
/// CPU time that a page may cost.
const CPU: Duration = Duration::from_secs(1);
/// Bytes that reading a page may hold at once.
const PEAK: u64 = 200_000_000;

/// Reads spoilt variants of documents and says what they cost.
#[derive(Parser)]
struct Asked {
    /// Files and folders of HTML, JSON, JSONL, CSV, XML and text.
    paths: Vec<PathBuf>,
    /// Variants of each document.
    #[arg(long, default_value_t = 200)]
    variants: u64,
    /// Where the variants' seeds begin.
    #[arg(long, default_value_t = 0)]
    first: u64,
    /// This one variant only.
    #[arg(long)]
    seed: Option<u64>,
    /// Writes that one variant to a file.
    #[arg(long)]
    write: Option<PathBuf>,
    /// Records read of each table or list of records, evenly chosen.
    #[arg(long, default_value_t = 20)]
    rows: usize,
    /// Elements of what a variant grows.
    #[arg(long, default_value_t = GROWN)]
    grown: usize,
    /// Of the costliest variants so many are named.
    #[arg(long, default_value_t = 5)]
    worst: usize,
    /// Given by `cargo bench`.
    #[arg(long, hide = true)]
    bench: bool,
}

/// One variant, and what came of it.
struct Tried<'d> {
    document: &'d Document,
    seed: u64,
    length: usize,
    came: Result<Cost, String>,
}

#[expect(clippy::print_stdout, reason = "this program's results")]
fn main() -> ExitCode {
    let asked = Asked::parse();
    let mut documents = Vec::new();
    for path in &asked.paths {
        below(path, asked.rows, &mut documents);
    }
    if documents.is_empty() {
        println!("no documents; name files or folders: cargo bench --bench corrupt -- DIR");
        return ExitCode::SUCCESS;
    }
    let seeds = match asked.seed {
        Some(seed) => seed..seed + 1,
        None => asked.first..asked.first + asked.variants,
    };
    if let (Some(path), Some(seed), Some(document)) = (&asked.write, asked.seed, documents.first())
    {
        fs::write(path, variant(&document.body, seed, asked.grown))
            .expect("the variant is written");
    }
    #[expect(
        clippy::print_stderr,
        reason = "a page that fails is told at once, beside the figures"
    )]
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
    let reader = Reader::new();
    let in_hand = InHand::watched();
    let mut tried: Vec<Tried<'_>> = documents
        .par_iter()
        .flat_map(|document| {
            let try_one = |seed| {
                let body = variant(&document.body, seed, asked.grown);
                let length = body.len();
                let came = in_hand.during(&document.name, seed, || reader.read(document, body));
                Tried {
                    document,
                    seed,
                    length,
                    came,
                }
            };
            seeds.clone().into_par_iter().map(try_one)
        })
        .collect();
    println!(
        "{} documents, {} variants, seeds {seeds:?}",
        documents.len(),
        tried.len()
    );
    let failed = tried.iter().filter(|one| one.came.is_err());
    println!("crashes: {}", failed.clone().count());
    for one in failed.take(asked.worst) {
        println!("  {}", name(one));
    }
    let over = |limit: &dyn Fn(&Cost) -> bool| {
        let over = tried
            .iter()
            .filter(|one| one.came.as_ref().is_ok_and(limit));
        over.count()
    };
    let (slow, large) = (over(&|cost| cost.cpu > CPU), over(&|cost| cost.peak > PEAK));
    let total: Duration = tried
        .iter()
        .filter_map(|one| one.came.as_ref().ok())
        .map(|cost| cost.cpu)
        .sum();
    println!(
        "CPU: {:.1} s in all; over {} s: {slow}",
        total.as_secs_f64(),
        CPU.as_secs()
    );
    let cost = |one: &Tried<'_>| one.came.as_ref().copied().unwrap_or_default();
    tried.sort_by_key(|one| std::cmp::Reverse(cost(one).cpu));
    for one in tried.iter().take(asked.worst) {
        println!("  {:>9.1?} {}", cost(one).cpu, name(one));
    }
    println!("heap: over {} MB: {large}", PEAK / 1_000_000);
    tried.sort_by_key(|one| std::cmp::Reverse(cost(one).peak));
    for one in tried.iter().take(asked.worst) {
        println!("  {:>6.1} MB {}", cost(one).peak as f64 / 1e6, name(one));
    }
    let is_sound = slow == 0 && large == 0 && tried.iter().all(|one| one.came.is_ok());
    if is_sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The variants being read, so that one that never ends is told all the same.
#[derive(Clone, Default)]
struct InHand(Arc<Mutex<BTreeMap<(String, u64), u32>>>);

impl InHand {
    /// With somebody who looks every second, and names those that he saw before.
    fn watched() -> Self {
        let in_hand = Self::default();
        let watched = in_hand.clone();
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(Duration::from_secs(1));
                watched.look();
            }
        });
        in_hand
    }

    #[expect(clippy::print_stderr, reason = "this program's progress")]
    fn look(&self) {
        for ((name, seed), seen) in self.0.lock().expect("nobody fails here").iter_mut() {
            *seen += 1;
            if *seen > 2 && seen.is_power_of_two() {
                eprintln!("in hand for {seen} s: {name} --seed {seed}");
            }
        }
    }

    fn during<T>(&self, name: &str, seed: u64, work: impl FnOnce() -> T) -> T {
        let key = (name.to_owned(), seed);
        self.0
            .lock()
            .expect("nobody fails here")
            .insert(key.clone(), 0);
        let done = work();
        self.0.lock().expect("nobody fails here").remove(&key);
        done
    }
}

/// What a variant is, and how it is made again.
fn name(one: &Tried<'_>) -> String {
    let said = one.came.as_ref().err().map(|said| format!(": {said}"));
    format!(
        "{} --seed {} ({}, {} kB){}",
        one.document.name,
        one.seed,
        kind(one.seed),
        one.length / 1000,
        said.unwrap_or_default()
    )
}

/// The documents in a file or folder, in the order of names.
fn below(path: &Path, rows: usize, found: &mut Vec<Document>) {
    if path.is_dir() {
        let entries = fs::read_dir(path).expect("the folder can be listed");
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| entry.expect("the folder can be listed").path())
            .collect();
        paths.sort();
        for path in paths {
            below(&path, rows, found);
        }
        return;
    }
    // a filter that `cargo bench` gives to every bench is no file
    let Ok(body) = fs::read(path) else { return };
    // a record is sent as a JSON document of its own
    let name = |n: usize| PathBuf::from(format!("{}#{n}.json", path.display()));
    let records: Vec<Vec<u8>> = match path.extension().and_then(|extension| extension.to_str()) {
        Some("jsonl") => body
            .split(|&byte| byte == b'\n')
            .map(<[u8]>::to_vec)
            .collect(),
        Some("csv") => of_table(&body),
        _ => {
            found.extend(Document::of_file(path, body));
            return;
        }
    };
    let step = records.len().div_ceil(rows.max(1)).max(1);
    let chosen = records.into_iter().enumerate().step_by(step);
    found.extend(chosen.filter_map(|(n, record)| Document::of_file(&name(n), record)));
}

/// The rows of a table, each an object of its columns.
fn of_table(body: &[u8]) -> Vec<Vec<u8>> {
    let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(body);
    let words = |record: &csv::ByteRecord| -> Vec<String> {
        record
            .iter()
            .map(|cell| String::from_utf8_lossy(cell).into_owned())
            .collect()
    };
    let heads = table.byte_headers().map(words).unwrap_or_default();
    let rows = table.byte_records().filter_map(Result::ok);
    rows.map(|row| {
        let row: serde_json::Map<String, serde_json::Value> = heads
            .iter()
            .cloned()
            .zip(words(&row).into_iter().map(Into::into))
            .collect();
        serde_json::to_vec(&row).expect("words can be written as JSON")
    })
    .collect()
}
