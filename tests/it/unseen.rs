//! What could not be seen never becomes what is not there: whatever part of a site is kept from us, what the whole site is
//! worth lies between the bounds that are given for the part.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock};

use govgauge::archive::{Capture, CaptureKind, normalise};
use govgauge::extract::SiteFacts;
use govgauge::indicators::Indicators;
use govgauge::measure::{MeasureState, Measurement, Setting, measure};
use govgauge::pack::Pack;
use govgauge::page::Page;
use govgauge::record;
use govgauge::site::{Cause, Outcome, Site};
use govgauge::value::calendar::Calendar;

use crate::support::round::{self, captures, crawled};

/// A site as it was crawled.
struct Whole {
    site: &'static Site,
    captures: Vec<Capture>,
    /// Addresses that each page leads to.
    links: BTreeMap<String, Vec<String>>,
}

impl Whole {
    /// A sample site, read once a test run.
    fn of(id: &'static str) -> &'static Self {
        static KNOWN: Mutex<BTreeMap<&str, &Whole>> = Mutex::new(BTreeMap::new());
        let mut known = KNOWN.lock().expect("no test fails while it reads a site");
        known
            .entry(id)
            .or_insert_with(|| Box::leak(Box::new(Self::new(id))))
    }

    fn new(id: &str) -> Self {
        let site = round::site(id);
        let captures = captures(crawled(), site);
        let links = captures
            .iter()
            .map(|capture| (capture.address.clone(), leads_to(capture)))
            .collect();
        Self {
            site,
            captures,
            links,
        }
    }

    /// The site as it would have been crawled, had some of its pages answered otherwise: what only they lead to is not there.
    fn crawled_with(&self, mut change: impl FnMut(&mut Capture)) -> Vec<Capture> {
        let mut changed: Vec<Capture> = self.captures.clone();
        changed.iter_mut().for_each(&mut change);
        let by_address: BTreeMap<&str, &Capture> = changed
            .iter()
            .map(|capture| (capture.address.as_str(), capture))
            .collect();
        let mut reached: BTreeSet<String> = BTreeSet::new();
        let mut open: Vec<String> = self
            .site
            .addresses
            .values()
            .filter_map(|a| normalise(a))
            .collect();
        while let Some(address) = open.pop() {
            let Some(capture) = by_address.get(address.as_str()) else {
                continue;
            };
            if !reached.insert(address.clone()) {
                continue;
            }
            if capture.cause.is_none() {
                open.extend(self.links[&address].iter().cloned());
                open.extend(capture.redirect.as_deref().and_then(normalise));
            }
        }
        changed
            .into_iter()
            .filter(|capture| {
                !matches!(capture.kind, CaptureKind::Page | CaptureKind::File)
                    || reached.contains(&capture.address)
            })
            .collect()
    }

    fn read(&self, captures: Vec<Capture>) -> (SiteFacts, Vec<Measurement>) {
        static CALENDAR: OnceLock<Calendar> = OnceLock::new();
        let read = round::read(self.site, captures);
        let records = record::build(&self.site.id, &read.sight, &read.facts);
        let calendar = CALENDAR.get_or_init(|| {
            Calendar::from_files(Indicators::built_in().below("calendars"))
                .unwrap_or_else(|faults| panic!("{faults}"))
        });
        let words = |list: &str, text: &str| round::lexicon().is_of(list, text);
        let setting = Setting {
            as_of: round::list().as_of.parse().expect("a day"),
            calendar,
            words: &words,
        };
        (read, measure(pack(), &records, &setting))
    }
}

fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| {
        let indicators = Indicators::built_in();
        let files: Vec<(&str, &str)> = indicators.below("seed-2018").collect();
        govgauge::pack::load(&files).unwrap_or_else(|faults| panic!("{faults}"))
    })
}

/// Addresses that a page, a frame in it or a sitemap leads to.
fn leads_to(capture: &Capture) -> Vec<String> {
    let page = Page::read(capture);
    page.links
        .iter()
        .filter_map(|link| link.address.clone())
        .chain(page.frames.iter().cloned())
        .filter_map(|address| normalise(address.as_str()))
        .collect()
}

fn fail(capture: &mut Capture, cause: Cause) {
    capture.cause = Some(cause);
    capture.status = None;
    capture.body.clear();
    capture.headers.clear();
    capture.redirect = None;
}

/// Indicators whose bounds leave out what the whole site is worth.
fn wrong(whole: &[Measurement], part: &[Measurement]) -> Vec<String> {
    whole
        .iter()
        .zip(part)
        .filter_map(|(whole, part)| {
            let value = whole.value?;
            let holds = match part.state {
                MeasureState::NotApplicable => false,
                _ => part.low - 1e-9 <= value && value <= part.high + 1e-9,
            };
            (!holds).then(|| {
                format!(
                    "{}: {value:.3} is not in [{:.3}, {:.3}] ({:?}, {} of {})",
                    whole.indicator, part.low, part.high, part.state, part.n, part.of
                )
            })
        })
        .collect()
}

/// Of so many pages of a site, one is tried.
const ONE_IN: usize = 15;

#[test]
fn a_page_that_fails_opens_the_bounds_and_moves_no_score_beyond_them() {
    let mut faults = Vec::new();
    for id in ["qinglan", "nanyu", "jinhe"] {
        let whole = Whole::of(id);
        let (_, full) = whole.read(whole.captures.clone());
        let pages: Vec<String> = whole
            .captures
            .iter()
            .filter(|capture| capture.kind == CaptureKind::Page && capture.cause.is_none())
            .map(|capture| capture.address.clone())
            .collect();
        for address in pages.iter().step_by(ONE_IN) {
            let part = whole.crawled_with(|capture| {
                if capture.address == *address {
                    fail(capture, Cause::NetClosed);
                }
            });
            let (_, measured) = whole.read(part);
            for fault in wrong(&full, &measured) {
                faults.push(format!("{address}: {fault}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_crawl_that_ends_early_opens_the_bounds_too() {
    let mut faults = Vec::new();
    for id in ["qinglan", "nanyu", "jinhe"] {
        let whole = Whole::of(id);
        let (_, full) = whole.read(whole.captures.clone());
        for seen in [3, 20, 50] {
            let part: Vec<Capture> = whole.captures.iter().take(seen).cloned().collect();
            let (_, measured) = whole.read(part);
            for fault in wrong(&full, &measured) {
                faults.push(format!("{id}, {seen} captures: {fault}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn robots_txt_that_hides_some_guides_hides_no_score() {
    let whole = Whole::of("qinglan");
    let (full_read, full) = whole.read(whole.captures.clone());
    assert_eq!(full_read.sight.outcome, Outcome::Assessed);
    let part = whole.crawled_with(|capture| {
        if capture.address.contains("/guide/") && !capture.address.ends_with("1.html") {
            fail(capture, Cause::RobotsDisallowed);
        }
    });
    let (read, measured) = whole.read(part);
    assert_eq!(read.sight.outcome, Outcome::Partial);
    assert_eq!(wrong(&full, &measured), [""; 0]);
    let conditions = measured
        .iter()
        .find(|one| one.indicator == "conditions")
        .expect("measured");
    assert!(conditions.coverage < 0.5, "{conditions:?}");
}

#[test]
fn letters_behind_a_wall_are_not_absent_though_the_form_for_writing_one_is_seen() {
    let whole = Whole::of("qinglan");
    let door = &whole.site.addresses[&govgauge::site::Door::Consultation];
    let part = whole.crawled_with(|capture| {
        if capture.address.starts_with(door.as_str()) && !capture.address.contains("write") {
            fail(capture, Cause::HttpForbidden);
        }
    });
    let (_, measured) = whole.read(part);
    for one in measured
        .iter()
        .filter(|one| one.indicator.starts_with("replies."))
    {
        assert_eq!(one.state, MeasureState::NotObserved, "{one:?}");
        assert_eq!((one.low, one.high, one.coverage), (0.0, 1.0, 0.0));
    }
}

#[test]
fn two_guides_that_print_one_code_are_two_items() {
    let whole = Whole::of("jinhe");
    let (_, full) = whole.read(whole.captures.clone());
    let of = |measured: &[Measurement]| {
        let conditions = measured.iter().find(|one| one.indicator == "conditions");
        conditions.expect("measured").of
    };
    let codes: BTreeSet<String> = round::sample()
        .facts
        .iter()
        .flat_map(|read| &read.facts)
        .filter(|fact| fact.site == whole.site.id && fact.field.id == "item.code")
        .map(|fact| fact.text.clone())
        .collect();
    let mut codes = codes.iter();
    let (first, second) = (
        codes.next().expect("a code"),
        codes.next().expect("another"),
    );
    let mut part = whole.captures.clone();
    for capture in &mut part {
        let text = String::from_utf8_lossy(&capture.body).replace(second.as_str(), first);
        capture.body = text.into_bytes();
    }
    let (_, measured) = whole.read(part);
    assert_eq!(of(&measured), of(&full));
}

#[test]
fn what_stands_in_a_frame_that_failed_is_not_absent() {
    let whole = Whole::of("jinhe");
    let (_, full) = whole.read(whole.captures.clone());
    let value = |measured: &[Measurement]| {
        let conditions = measured.iter().find(|one| one.indicator == "conditions");
        conditions.expect("measured").clone()
    };
    // the conditions of every guide move into a frame
    let mut part = whole.captures.clone();
    let mut frames = Vec::new();
    for capture in part
        .iter_mut()
        .filter(|capture| capture.address.contains("/matter/"))
    {
        let text = String::from_utf8_lossy(&capture.body);
        let address = format!("{}.frame.html", capture.address);
        let frame = format!("<iframe src=\"{address}\"></iframe>");
        let outside = text
            .replace("受理条件", "&nbsp;")
            .replace("</body>", &(frame + "</body>"));
        capture.body = outside.into_bytes();
        let mut failed = capture.clone();
        fail(&mut failed, Cause::NetTimeout);
        failed.address = address;
        frames.push(failed);
    }
    assert!(!frames.is_empty());
    part.extend(frames);
    let (_, measured) = whole.read(part);
    assert_eq!(wrong(&full, &measured), [""; 0]);
    assert!(
        value(&measured).coverage < value(&full).coverage,
        "{:?}",
        value(&measured)
    );
}
