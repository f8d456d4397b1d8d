//! The order of a site's captures, budgets, and going on after an end that nobody wanted.

use std::fs;
use std::sync::Mutex;

use super::super::{Counts, Progress};
use super::server::{Server, links, missing, page, reply};
use super::*;

/// A server of a site with many pages that take different times to come.
fn busy() -> Server {
    Server::new(|path| {
        let number = path
            .trim_matches('/')
            .trim_end_matches(".html")
            .parse::<u64>();
        let mut pieces = match (path, number) {
            ("/robots.txt", _) => reply("200 OK", "", b"User-agent: *\nDisallow: /3"),
            ("/", _) => links(&["/1", "/2", "/3", "/4", "/5", "http://b.test/"]),
            ("/sitemap.xml", _) => reply(
                "200 OK",
                "",
                b"<urlset><url><loc>http://a.test/900</loc></url><url><loc>http://a.test/11</loc></url></urlset>",
            ),
            (_, Ok(n)) if n < 40 => {
                let paths: Vec<String> = (1..4).map(|k| format!("/{}", (n * 7 + k * 5) % 60)).collect();
                let links: Vec<String> = paths.iter().map(|path| format!("<a href='{path}'>x</a>")).collect();
                page(&format!("<p>{}{}", in_letters(n), links.concat()))
            }
            (_, Ok(n)) => page(&format!("<p>leaf {}", in_letters(n))),
            _ => missing(),
        };
        let wait = path.bytes().map(u64::from).sum::<u64>() * 7 % 13;
        pieces.insert(0, server::Piece::Wait(Duration::from_millis(wait)));
        pieces
    })
}

/// A number in letters: pages that differ in digits only are those of a trap.
fn in_letters(n: u64) -> String {
    n.to_string()
        .bytes()
        .map(|digit| char::from(digit + 49))
        .collect()
}

/// A site on two hosts of that server.
fn busy_site(concurrency: u32) -> Site {
    let mut site = site("a", &["http://a.test/", "http://b.test/"]);
    site.politeness.concurrency = concurrency;
    site
}

#[test]
fn order_and_budget_do_not_depend_on_timing() {
    let server = busy();
    for pages in [200, 25] {
        let mut seen = Vec::new();
        for concurrency in [1, 8, 8] {
            let round = tempfile::tempdir().unwrap();
            let mut site = busy_site(concurrency);
            site.budget.pages = pages;
            crawl_into(round.path(), &site, &options(&server));
            seen.push(timeless(&captures(round.path(), &site)));
        }
        assert!(seen[0].len() > 20);
        assert_eq!(seen[0], seen[1]);
        assert_eq!(seen[0], seen[2]);
        let orders: Vec<usize> = seen[0]
            .iter()
            .map(|capture| capture.order as usize)
            .collect();
        assert_eq!(orders, (0..seen[0].len()).collect::<Vec<_>>());
        let is_cut = seen[0]
            .iter()
            .any(|capture| capture.findings.contains(&Cause::LimitPages));
        assert_eq!(is_cut, pages == 25);
    }
}

/// Copies a round as it is, as if the process had been killed there.
struct Snapshots<'a> {
    round: &'a Path,
    to: &'a Path,
    taken: Mutex<usize>,
}

impl Progress for Snapshots<'_> {
    fn update(&self, _counts: &Counts) {
        let mut taken = self.taken.lock().unwrap();
        copy(self.round, &self.to.join(taken.to_string()));
        *taken += 1;
    }
}

/// Copies a folder, the database before the archive, so that the archive may be longer than the database knows.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    let mut entries: Vec<_> = fs::read_dir(from).unwrap().map(Result::unwrap).collect();
    entries.sort_by_key(|entry| entry.path().is_dir());
    for entry in entries {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_killed_crawl_goes_on_as_if_nothing_had_happened() {
    let server = busy();
    let (round, kills) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut site = busy_site(3);
    site.politeness.delay_ms = 20;
    let progress = Snapshots {
        round: round.path(),
        to: kills.path(),
        taken: Mutex::new(0),
    };
    let whole_report = crawl(
        &list(vec![site.clone()]),
        round.path(),
        &options(&server),
        &progress,
        &Stop::new(),
    )
    .unwrap();
    let whole = captures(round.path(), &site);
    let taken = *progress.taken.lock().unwrap();
    assert!(taken > 2, "{taken} groups");
    site.politeness.delay_ms = 0;
    for kill in 0..taken {
        let round = kills.path().join(kill.to_string());
        let archive = round.join("archive/a.warc.gz");
        let mut bytes = fs::read(&archive).unwrap();
        if kill + 1 < taken {
            // A record of which only the beginning reached the disk.
            let tail = bytes[..bytes.len().min(700)].to_vec();
            bytes.extend(tail);
        }
        fs::write(&archive, bytes).unwrap();
        let before = server.asked().len();
        let report = crawl(
            &list(vec![site.clone()]),
            &round,
            &options(&server),
            &(),
            &Stop::new(),
        )
        .unwrap();
        let asked = server.asked().len() - before;
        let found = captures(&round, &site);
        assert_eq!(
            timeless(&found),
            timeless(&whole),
            "killed after group {kill}"
        );
        assert_eq!(report, whole_report);
        let kept = found
            .iter()
            .zip(&whole)
            .filter(|(one, other)| one.captured == other.captured)
            .count();
        assert!(
            asked + kept >= whole.len().min(asked),
            "{asked} asked, {kept} kept"
        );
    }
}

/// Asks to end after so many captures.
struct StopAfter(u64, Stop);

impl Progress for StopAfter {
    fn update(&self, counts: &Counts) {
        if counts.captures >= self.0 {
            self.1.stop();
        }
    }
}

#[test]
fn an_interrupted_crawl_asks_nothing_twice() {
    let (straight, stopped) = (busy(), busy());
    let site = {
        let mut site = busy_site(3);
        site.politeness.delay_ms = 10;
        site
    };
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    crawl_into(one.path(), &site, &options(&straight));
    let mut runs = 0;
    loop {
        let stop = Stop::new();
        let list = list(vec![site.clone()]);
        let progress = StopAfter(10, stop.clone());
        let report = crawl(&list, two.path(), &options(&stopped), &progress, &stop).unwrap();
        runs += 1;
        // Who reads the round learns from its frontier how far the crawl came, and how much of it must be there.
        let standing = super::super::standings(two.path()).unwrap()[&site.id].clone();
        assert_eq!(standing.report, report.sites[&site.id]);
        let file = two.path().join("archive/a.warc.gz");
        assert_eq!(standing.committed, fs::metadata(file).unwrap().len());
        if report.finished == Finished::Complete {
            break;
        }
        assert!(report.sites[&site.id].waiting > 0 && runs < 50);
    }
    assert!(runs > 1);
    assert_eq!(
        timeless(&captures(one.path(), &site)),
        timeless(&captures(two.path(), &site))
    );
    let sorted = |server: &Server| {
        let mut asked = server.asked();
        asked.sort();
        asked
    };
    assert_eq!(sorted(&straight), sorted(&stopped));
    // A round that is done is not crawled again.
    let before = stopped.asked().len();
    crawl_into(two.path(), &site, &options(&stopped));
    assert_eq!(stopped.asked().len(), before);
}

#[test]
fn budgets_end_a_crawl_and_say_so() {
    let server = Server::new(|path| match path {
        "/" => links(&["/1", "/2", "/x.pdf", "/a/b/a/b/a/b/a/b/", "/long"]),
        "/1" => links(&["/3"]),
        "/3" => links(&["/4"]),
        "/long" => page(&format!(
            "<p>{}<a href='/{}'>x</a>",
            "x".repeat(3000),
            "y".repeat(3000)
        )),
        "/2" | "/4" | "/x.pdf" => page("<p>x"),
        _ => missing(),
    });
    let crawl_with = |change: &dyn Fn(&mut Site)| {
        let round = tempfile::tempdir().unwrap();
        let mut site = site("a", &["http://a.test/"]);
        change(&mut site);
        crawl_into(round.path(), &site, &options(&server));
        by_path(captures(round.path(), &site))
    };
    let all = crawl_with(&|_| ());
    assert_eq!(all["/"].findings, [Cause::TrapCrawler]);
    assert_eq!(all["/long"].findings, [Cause::LimitUrlLength]);
    assert!(all.contains_key("/4") && all.len() == 9);
    let shallow = crawl_with(&|site| site.budget.depth = 2);
    assert_eq!(shallow["/3"].findings, [Cause::LimitDepth]);
    assert!(!shallow.contains_key("/4"));
    let few = crawl_with(&|site| site.budget.pages = 3);
    assert_eq!(few["/"].findings, [Cause::TrapCrawler, Cause::LimitPages]);
    assert!(few.contains_key("/x.pdf") && !few.contains_key("/long"));
    let small = crawl_with(&|site| site.budget.bytes = 100);
    assert_eq!(small["/1"].cause, Some(Cause::LimitBytes));
    let short = crawl_with(&|site| site.budget.seconds = 0);
    assert_eq!(short["/"].cause, Some(Cause::LimitTime));
}

#[test]
fn what_a_sitemap_lists_beyond_the_budget_is_written_down_as_not_asked() {
    let server = Server::new(|path| match path {
        "/robots.txt" => reply("200 OK", "", b"User-agent: *\nDisallow: /no"),
        "/sitemap.xml" => {
            let long = format!("/{}", "y".repeat(3000));
            let paths = ["/5", "/no", "/6", "/7", "/a/b/a/b/a/b/a/b/", &long];
            let urls = paths.map(|path| format!("<url><loc>http://a.test{path}</loc></url>"));
            reply(
                "200 OK",
                "",
                format!("<urlset>{}</urlset>", urls.concat()).as_bytes(),
            )
        }
        "/" => links(&["/1", "/2"]),
        "/1" => links(&["/3"]),
        _ => page("<p>x"),
    });
    let causes_with = |pages| {
        let round = tempfile::tempdir().unwrap();
        let mut site = site("a", &["http://a.test/"]);
        site.budget.pages = pages;
        crawl_into(round.path(), &site, &options(&server));
        by_path(captures(round.path(), &site))
    };
    let limited = Some(Cause::LimitPages);
    // The links of pages take four; the sitemap comes last and lists three more that may be asked.
    let few = causes_with(5);
    assert_eq!(
        few["/sitemap.xml"].findings,
        [Cause::TrapCrawler, Cause::LimitUrlLength]
    );
    assert_eq!((few["/3"].cause, few["/5"].cause), (None, None));
    assert_eq!((few["/6"].cause, few["/7"].cause), (limited, limited));
    assert_eq!(few["/no"].cause, Some(Cause::RobotsDisallowed));
    assert!(!server.asked().contains(&"/6".to_owned()));
    // More addresses than the whole budget are not even kept.
    let fewer = causes_with(2);
    assert!(fewer["/sitemap.xml"].findings.contains(&Cause::LimitPages));
    assert_eq!(fewer["/"].findings, [Cause::LimitPages]);
    assert_eq!(fewer["/5"].cause, limited);
    let all = causes_with(9);
    assert!(all.values().all(|capture| capture.cause != limited));
}

#[test]
fn a_start_that_a_limit_keeps_out_is_a_finding() {
    let server = Server::new(|_| page("<p>x"));
    let round = tempfile::tempdir().unwrap();
    let mut site = site("a", &["http://a.test/", "http://b.test/"]);
    site.budget.pages = 1;
    crawl_into(round.path(), &site, &options(&server));
    let all = captures(round.path(), &site);
    assert!(all[0].findings.contains(&Cause::LimitPages), "{:?}", all[0]);
    assert!(
        all.iter()
            .all(|capture| !capture.address.starts_with("http://b.test"))
    );
}
