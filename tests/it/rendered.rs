//! Sites whose pages scripts fill: the same facts as from the same pages as they would be sent whole, whatever becomes of the
//! browser meanwhile. Without Chromium these tests show nothing and say so.
//!
//! `GOVGAUGE_KILLS=50 cargo test --locked --test it rendered` kills the browser that often; `-- --nocapture` prints what a drawn
//! page costs.

mod lacking;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use govgauge::archive::shown::Shown;
use govgauge::archive::{Archive, Capture, CaptureKind};
use govgauge::crawl::{
    BROWSER_VARIABLE, CrawlOptions, Drawing, Finished, Stop, crawl, find_browser,
};
use govgauge::extract::Fact;
use govgauge::site::{Cause, Render, SiteList, read_list};

use zune_jpeg::zune_core::bytestream::ZCursor;

use crate::support::program::{arg, skipped};
use crate::support::round;

/// One browser at a time: who kills means nobody else's.
static ALONE: Mutex<()> = Mutex::new(());

fn browser() -> Option<PathBuf> {
    let named = std::env::var_os(BROWSER_VARIABLE).map(PathBuf::from);
    let found = find_browser(named, std::env::var_os("PATH").as_deref());
    if found.is_none() {
        skipped("there is no Chromium on this machine");
    }
    found
}

fn list() -> SiteList {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_sites/rendered.toml");
    read_list(&list, None).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The same sites with every page as its scripts would fill it.
fn twins() -> SiteList {
    let mut list = list();
    list.render = Render::Never;
    for site in &mut list.sites {
        let twin = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rendered");
        site.folder = Some(twin.join(&site.id.0));
    }
    list
}

fn crawled(list: &SiteList, program: Option<PathBuf>) -> tempfile::TempDir {
    let round = tempfile::tempdir().expect("a temporary folder");
    let options = CrawlOptions {
        drawing: Drawing {
            program,
            ..Drawing::default()
        },
        ..CrawlOptions::default()
    };
    let report = crawl(list, round.path(), &options, &(), &Stop::new()).expect("the crawl ends");
    assert_eq!(report.finished, Finished::Complete);
    round
}

/// What the facts of a round say, without where they stand.
fn said(list: &SiteList, round: &Path) -> Vec<String> {
    let mut said = Vec::new();
    for site in &list.sites {
        for fact in facts(list, round, &site.id.0) {
            said.push(format!(
                "{} {:?} {} {:?} {:?}",
                site.id, fact.subject, fact.field.id, fact.observation, fact.text
            ));
        }
    }
    said
}

fn facts(list: &SiteList, round: &Path, id: &str) -> Vec<Fact> {
    let site = list
        .sites
        .iter()
        .find(|site| site.id.0 == id)
        .expect("a listed site");
    round::read(site, round::captures(round, site)).facts
}

/// Captures without what another run would write otherwise: times, pictures and what they look like.
fn lasting(list: &SiteList, round: &Path) -> Vec<Capture> {
    let of_site = |site| round::captures(round, site);
    let all = list.sites.iter().flat_map(of_site);
    all.filter(|capture| capture.kind != CaptureKind::Screenshot)
        .map(|capture| Capture {
            captured: String::new(),
            ..capture
        })
        .collect()
}

#[test]
fn pages_that_scripts_fill_are_read_as_if_they_were_sent_so() {
    let Some(program) = browser() else { return };
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let (list, twins) = (list(), twins());
    let drawn = crawled(&list, Some(program));
    let sent = crawled(&twins, None);
    let (read, twin) = (said(&list, drawn.path()), said(&twins, sent.path()));
    assert!(
        twin.iter().any(|fact| fact.contains("取水许可审批")),
        "{twin:#?}"
    );
    assert!(twin.len() >= 100, "{}", twin.len());
    snapbox::assert_data_eq!(read.join("\n"), twin.join("\n"));
    for site in &list.sites {
        // Evidence leads to the words in what was drawn.
        let archive = Archive::open(drawn.path()).unwrap();
        let mut shown = 0;
        for fact in facts(&list, drawn.path(), &site.id.0) {
            let Some(evidence) = &fact.evidence else {
                continue;
            };
            let capture = archive.capture(&evidence.capture).unwrap();
            shown += usize::from(capture.kind == CaptureKind::Rendered);
            assert!(evidence.end <= capture.body.len() as u64);
        }
        assert!(shown > 20, "{}: {shown}", site.id);
        stand_on_pictures(&archive, &facts(&list, drawn.path(), &site.id.0));
        let captures = round::captures(drawn.path(), site);
        let data = captures.iter().filter(|one| one.kind == CaptureKind::Data);
        assert!(data.clone().count() >= 2, "{}", site.id);
        assert!(data.clone().all(|one| one.body.starts_with(b"{")));
    }
    leaves_nothing();
}

/// The words of each fact stand in a box of their page's picture, and there is something dark in it.
fn stand_on_pictures(archive: &Archive, facts: &[Fact]) {
    let (mut boxed, mut of) = (0, 0);
    for fact in facts.iter().filter(|fact| !fact.text.is_empty()) {
        let Some(evidence) = &fact.evidence else {
            continue;
        };
        let drawn = archive
            .capture(&evidence.capture)
            .expect("the capture of a fact");
        if drawn.kind != CaptureKind::Rendered || evidence.end - evidence.start > 1000 {
            continue;
        }
        let picture = archive
            .capture(&Shown::picture_of(&drawn))
            .expect("a picture");
        let mut decoder = zune_jpeg::JpegDecoder::new(ZCursor::new(&picture.body[..]));
        let pixels = decoder.decode().expect("a JPEG");
        let (width, height) = decoder.dimensions().expect("a size");
        of += 1;
        let shown = Shown::noted(&picture.notes).expect("boxes");
        let stands = |at: &&Shown| {
            let words = at.words.as_ref();
            words.is_some_and(|words| words.start < evidence.end && evidence.start < words.end)
        };
        let Some(at) = shown.iter().find(stands) else {
            continue;
        };
        let (left, top) = (at.x as usize, at.y as usize);
        let dark = (top..(top + at.height as usize).min(height))
            .flat_map(|y| (left..(left + at.width as usize).min(width)).map(move |x| (x, y)))
            .filter(|(x, y)| pixels[(y * width + x) * 3] < 128)
            .count();
        assert!(dark > 10, "{}: {at:?}: {dark}", fact.text);
        boxed += 1;
    }
    assert!(of > 20 && boxed * 10 >= of * 9, "{boxed} of {of}");
}

#[test]
fn without_a_browser_a_shell_is_not_observed() {
    let list = list();
    let round = crawled(&list, None);
    let site = &list.sites[0];
    let read = round::read(site, round::captures(round.path(), site));
    assert_eq!(read.sight.causes, [(Cause::ContentScriptShell, 1)]);
}

#[test]
fn a_page_that_could_not_be_drawn_says_why() {
    let list = list();
    let round = crawled(&list, Some("/bin/false".into()));
    let site = &list.sites[0];
    let read = round::read(site, round::captures(round.path(), site));
    assert_eq!(read.sight.causes, [(Cause::BrowserCrash, 1)]);
}

#[test]
fn a_browser_that_is_killed_loses_nothing() {
    let Some(program) = browser() else { return };
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let wanted: u32 = std::env::var_os("GOVGAUGE_KILLS")
        .and_then(|kills| kills.to_str()?.parse().ok())
        .unwrap_or(3);
    let list = list();
    let whole = crawled(&list, Some(program.clone()));
    let expected = lasting(&list, whole.path());
    let kills = AtomicU32::new(0);
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut seed = 20_261_123_u64;
            while !is_over.load(Ordering::Relaxed) {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                std::thread::sleep(Duration::from_millis(900 + (seed >> 33) % 1_500));
                // Each time another of its processes, the first one among them.
                let browsers = processes();
                let Some((process, _)) =
                    browsers.get((seed >> 40) as usize % browsers.len().max(1))
                else {
                    continue;
                };
                let killed = std::process::Command::new("kill")
                    .args(["-9", process])
                    .status();
                kills.fetch_add(
                    u32::from(killed.is_ok_and(|code| code.success())),
                    Ordering::Relaxed,
                );
            }
        });
        while kills.load(Ordering::Relaxed) < wanted {
            let round = crawled(&list, Some(program.clone()));
            let found = lasting(&list, round.path());
            if found != expected {
                is_over.store(true, Ordering::Relaxed);
            }
            for (one, other) in found.iter().zip(&expected) {
                assert!(one == other, "{} {:?}", one.address, one.findings);
            }
            assert_eq!(found.len(), expected.len());
            assert_eq!(said(&list, round.path()), said(&list, whole.path()));
        }
        is_over.store(true, Ordering::Relaxed);
    });
    leaves_nothing();
}

#[test]
fn the_program_may_be_killed_and_no_browser_stays() {
    let Some(_) = browser() else { return };
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let out = tempfile::tempdir().expect("a temporary folder");
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_sites/rendered.toml");
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_govgauge"))
        .args(["crawl", arg(&list), "--out", arg(out.path())])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let of_it = || {
        let name = format!("govgauge-browser-{}-", program.id());
        let all = all_processes().into_iter();
        all.filter(|(_, command)| command.contains(&name)).count()
    };
    while of_it() == 0 {
        std::thread::sleep(Duration::from_millis(10));
    }
    let name = program.id();
    program.kill().unwrap();
    program.wait().unwrap();
    let gone = |_| {
        std::thread::sleep(Duration::from_millis(100));
        let name = format!("govgauge-browser-{name}-");
        !all_processes()
            .iter()
            .any(|(_, command)| command.contains(&name))
    };
    assert!((0..100).any(gone), "{:?}", all_processes());
}

#[test]
fn a_drawn_page_costs_an_eighth_of_an_audit_at_most() {
    /// A run of Lighthouse on one page takes 17 s of processor time.
    const EIGHTH: f64 = 17.0 / 8.0;
    const PAGES: u32 = 30;
    let Some(program) = browser() else { return };
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_sites/liuxi");
    for part in ["site.toml", "static/app.js", "data/1.json"] {
        let to = folder.path().join(part);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(sample.join(part), to).unwrap();
    }
    let shell = fs::read_to_string(sample.join("guide/1.html")).unwrap();
    let links: Vec<String> = (0..PAGES)
        .map(|n| format!("<a href=/{n}.html>{n}</a> "))
        .collect();
    let links = links.concat();
    fs::write(
        folder.path().join("index.html"),
        format!("<p>办事指南</p>{links}"),
    )
    .unwrap();
    for n in 0..PAGES {
        fs::write(folder.path().join(format!("{n}.html")), &shell).unwrap();
    }
    let mut list = list();
    list.sites.truncate(1);
    list.sites[0].folder = Some(folder.path().to_owned());
    let is_over = AtomicBool::new(false);
    let (drawn, seconds) = std::thread::scope(|scope| {
        let clock = scope.spawn(|| {
            let mut spent: BTreeMap<String, f64> = BTreeMap::new();
            while !is_over.load(Ordering::Relaxed) {
                for (process, _) in processes() {
                    let seconds = cpu_seconds(&process);
                    let most = spent.entry(process).or_default();
                    *most = most.max(seconds);
                }
                std::thread::sleep(Duration::from_millis(50));
            }
            spent.into_values().sum::<f64>()
        });
        let round = crawled(&list, Some(program));
        is_over.store(true, Ordering::Relaxed);
        let captures = round::captures(round.path(), &list.sites[0]);
        let drawn = captures
            .iter()
            .filter(|one| one.kind == CaptureKind::Rendered);
        (drawn.count(), clock.join().unwrap())
    });
    assert_eq!(drawn, PAGES as usize);
    let each = seconds / f64::from(PAGES);
    skipped(&format!(
        "nothing: {each:.2} s of processor time a drawn page, the browser's start in it"
    ));
    assert!(each <= EIGHTH, "{each}");
}

/// Requires that no process and no folder of a browser of ours is left.
fn leaves_nothing() {
    assert_eq!(processes(), Vec::new());
    let ours = format!("govgauge-browser-{}-", std::process::id());
    let left = fs::read_dir(std::env::temp_dir())
        .expect("a folder can be listed")
        .flatten();
    let left: Vec<_> = left
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(&ours))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

/// The living processes of browsers of this test, with their command lines.
fn processes() -> Vec<(String, String)> {
    let ours = format!("govgauge-browser-{}-", std::process::id());
    let homes: Vec<(String, String)> = all_processes();
    let is_ours = |(_, command): &(String, String)| command.contains(&ours);
    // What has no folder in its command line belongs to the group of one that has.
    let groups: Vec<String> = homes
        .iter()
        .filter(|one| is_ours(one))
        .filter_map(|(process, _)| field(process, 2))
        .collect();
    homes
        .into_iter()
        .filter(|(process, _)| field(process, 2).is_some_and(|group| groups.contains(&group)))
        .collect()
}

/// Every living process.
fn all_processes() -> Vec<(String, String)> {
    let all = fs::read_dir("/proc")
        .expect("a folder can be listed")
        .flatten();
    all.filter_map(|entry| {
        let process = entry.file_name().to_str()?.to_owned();
        process.parse::<u32>().ok()?;
        let command = fs::read(entry.path().join("cmdline")).ok()?;
        let is_dead = field(&process, 0).is_none_or(|state| state == "Z" || state == "X");
        (!is_dead).then(|| {
            (
                process,
                String::from_utf8_lossy(&command).replace('\0', " "),
            )
        })
    })
    .collect()
}

/// A field of a process's state, counted behind its name.
fn field(process: &str, number: usize) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_whitespace().nth(number).map(str::to_owned)
}

/// Processor time that a process has taken, user and system.
fn cpu_seconds(process: &str) -> f64 {
    let ticks = |number| field(process, number).and_then(|ticks| ticks.parse::<f64>().ok());
    (ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0
}
