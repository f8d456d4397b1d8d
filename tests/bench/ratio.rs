//! What reading a page costs beside parsing it alone: `cargo bench --bench ratio`, or `-- FILE …` for pages of one's own.
//!
//! Both are done in turn in one run on one thread, so that the machine and what else it does weigh on both alike.

#[expect(dead_code, reason = "the stages use the rest of the sample")]
mod sample;

use std::fs;
use std::time::Duration;

use cpu_time::ThreadTime;
use govgauge::archive::{Capture, CaptureKind};
use govgauge::extract::{Context, PageKind, read_site};
use govgauge::page::Page;

use sample::Sample;

/// Sites of different families: label tables, definition lists, tabs, an old GBK site.
const FAMILIES: [&str; 4] = ["qinglan", "yunze", "jinhe", "beiyan"];
/// Times that each page is read.
const ROUNDS: usize = 60;
/// Times it is read before anything is counted.
const WARM: usize = 5;

#[expect(clippy::print_stdout, reason = "this program's results")]
fn main() {
    let sample = Sample::get();
    let given: Vec<Capture> = std::env::args()
        .skip(1)
        .filter_map(|path| Some((fs::read(&path).ok()?, path)))
        .map(|(body, path)| Capture {
            address: format!("http://given.invalid/{path}"),
            headers: Vec::new(),
            body,
            ..sample.largest_page(FAMILIES[0]).clone()
        })
        .collect();
    let pages: Vec<(Context<'_>, Capture)> = if given.is_empty() {
        FAMILIES
            .iter()
            .map(|site| (sample.context(site), largest_guide(sample, site)))
            .collect()
    } else {
        let context = sample.context(FAMILIES[0]);
        given.into_iter().map(|page| (context, page)).collect()
    };
    let mut whole = (Duration::ZERO, Duration::ZERO);
    println!(
        "{:>8} {:>9} {:>9} {:>6}  page",
        "kB", "parse", "read", "ratio"
    );
    for (context, page) in &pages {
        let (parse, read) = costs(*context, page);
        whole = (whole.0 + parse, whole.1 + read);
        println!(
            "{:>8.1} {parse:>9.1?} {read:>9.1?} {:>6.2}  {}",
            page.body.len() as f64 / 1000.0,
            ratio(parse, read),
            page.address
        );
    }
    println!(
        "{:>8} {:>9.1?} {:>9.1?} {:>6.2}  all",
        "",
        whole.0,
        whole.1,
        ratio(whole.0, whole.1)
    );
}

fn ratio(parse: Duration, read: Duration) -> f64 {
    read.as_secs_f64() / parse.as_secs_f64().max(1e-9)
}

/// The largest guide of a site.
fn largest_guide(sample: &Sample, site: &str) -> Capture {
    let context = sample.context(site);
    let is_guide = |capture: &&Capture| {
        let page = Page::read(capture);
        govgauge::extract::PageView::new(context, capture, &page).kind == PageKind::Guide
    };
    let pages = sample
        .captures(site)
        .iter()
        .filter(|capture| capture.kind == CaptureKind::Page);
    pages
        .filter(|capture| capture.cause.is_none() && !capture.body.is_empty())
        .filter(is_guide)
        .max_by_key(|page| page.body.len())
        .expect("the site has guides")
        .clone()
}

/// Medians of the CPU time that parsing a page and reading it take, from bytes to facts.
#[expect(
    clippy::disallowed_types,
    reason = "it is what reading is compared with"
)]
#[inline(never)]
fn costs(context: Context<'_>, page: &Capture) -> (Duration, Duration) {
    let text = String::from_utf8(page.body.clone())
        .unwrap_or_else(|error| encoding_rs::GB18030.decode(error.as_bytes()).0.into_owned());
    let taken = |work: &dyn Fn()| {
        let begun = ThreadTime::now();
        work();
        begun.elapsed()
    };
    let (mut parse, mut read) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS + WARM {
        let parsed = taken(&|| drop(std::hint::black_box(scraper::Html::parse_document(&text))));
        let captures = std::cell::RefCell::new(vec![page.clone()]);
        let whole = taken(&|| read_alone(context, captures.take()));
        if round >= WARM {
            parse.push(parsed);
            read.push(whole);
        }
    }
    (median(parse), median(read))
}

/// From bytes to facts.
#[inline(never)]
fn read_alone(context: Context<'_>, captures: Vec<Capture>) {
    drop(std::hint::black_box(read_site(context, captures)));
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort_unstable();
    all[all.len() / 2]
}
