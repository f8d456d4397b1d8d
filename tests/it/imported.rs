//! Saved pages become a round of their own: what was not saved is not taken for missing.

use std::fs;
use std::path::Path;
use std::process::Command;

use govgauge::round::Round;

use crate::support::program::{arg, govgauge as asked};
use crate::support::tiny::{GUIDE, Tiny};

/// Runs the program and gives what it prints as JSON.
fn govgauge(arguments: &[&str]) -> String {
    let ran = Command::new(env!("CARGO_BIN_EXE_govgauge"))
        .args(arguments)
        .output()
        .expect("the program runs");
    let complaint = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(ran.status.success(), "{arguments:?}: {complaint}");
    String::from_utf8(ran.stdout).expect("the program prints UTF-8")
}

#[test]
fn a_site_of_which_one_page_was_saved_is_seen_in_part_and_not_ranked() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let saved = folder.path().join("saved");
    let text = "<h1>门户网站</h1>".to_owned()
        + &"<p><a href=/a.html>通知公告一则，请各单位遵照执行。</a></p>".repeat(20);
    for name in ["a.gov.example", "a.gov.example-office"] {
        let site = saved.join(name);
        fs::create_dir_all(&site).expect("a folder");
        fs::write(site.join("index.html"), &text).expect("a page");
    }
    let round = folder.path().join("round");
    let path = |path: &Path| path.to_string_lossy().into_owned();
    govgauge(&[
        "import",
        &path(&round),
        &path(&saved),
        "--as-of",
        "2026-06-30",
    ]);
    govgauge(&["extract", &path(&round)]);
    let board: serde_json::Value =
        serde_json::from_str(&govgauge(&["score", &path(&round), "--json"]))
            .expect("a scoreboard is JSON");
    let sites = board["sites"].as_array().expect("sites");
    assert_eq!(sites.len(), 2);
    for site in sites {
        assert_eq!(site["outcome"], "partial", "{site}");
        assert!(site["rank"].is_null(), "{site}");
    }
}

/// The sites of a round, as id and name.
fn sites(round: &Path) -> Vec<(String, String)> {
    let round = Round::load(round).expect("a round");
    let sites = round.list.sites.into_iter();
    sites.map(|site| (site.id.0, site.name)).collect()
}

#[test]
fn folders_with_chinese_names_are_sites_of_their_own() {
    let tiny = Tiny::new();
    let (saved, round) = (tiny.place("saved"), tiny.place("round"));
    for name in ["青岚市", "云泽市"] {
        fs::create_dir_all(saved.join(name)).expect("a folder");
        fs::write(saved.join(name).join("guide.html"), GUIDE).expect("a page");
    }
    let import = ["import", arg(&round), arg(&saved), "--as-of", "2026-06-30"];
    let ran = asked(&[&import[..], &["--json"]].concat()).ends(0);
    assert_eq!(ran.json().as_array().map(Vec::len), Some(2));
    assert!(
        ran.stderr.contains("next: govgauge extract "),
        "{}",
        ran.stderr
    );
    let first = sites(&round);
    assert_eq!(first.len(), 2);
    assert_ne!(first[0].0, first[1].0);
    // The same folders again are the same sites, and bring nothing new.
    let ran = asked(&[&import[..], &["--json"]].concat()).ends(0);
    assert!(
        ran.json()
            .as_array()
            .is_some_and(|all| all.iter().all(|one| one["captures"] == 0))
    );
    assert_eq!(sites(&round), first);
    for stage in ["extract", "score", "report"] {
        asked(&[stage, arg(&round)]).ends(0);
    }
    let page = format!("report/sites/{}.html", first[0].0);
    let html = fs::read_to_string(round.join(page)).expect("a page of the site");
    assert!(html.contains("网页由人工保存，时间不详") && !html.contains("1970"));
}

#[test]
fn pages_and_result_pages_go_to_the_site_that_is_named() {
    let tiny = Tiny::new();
    let round = tiny.place("round");
    asked(&["crawl", arg(&tiny.list()), "--out", arg(&round)]).ends(0);
    let results = tiny.place("某处/search");
    fs::create_dir_all(&results).expect("a folder");
    fs::write(results.join("x.html"), "<p>x</p>").expect("a page");
    let query = "[[query]]\nengine = \"baidu\"\ndevice = \"desktop\"\nkind = \"navigational\"\ntext = \"小站\"\n\
        captured = \"2026-06-12T09:30:00+08:00\"\nfile = \"x.html\"\n";
    fs::write(results.join("queries.toml"), query).expect("a list of queries");
    let page = tiny.place("某处/more.html");
    fs::write(&page, GUIDE).expect("a page");
    let all = ["import", arg(&round), arg(&results), arg(&page), "--site"];
    asked(&[&all[..], &["小站0"]].concat()).ends(0);
    assert_eq!(sites(&round), [("s0".to_owned(), "小站0".to_owned())]);
    let ran = asked(&[&all[..], &["s9"]].concat()).ends(2);
    assert!(
        ran.one_line().contains("the nearest is `s0`"),
        "{}",
        ran.stderr
    );
    // Without a name, result pages and single pages are those of the site that their folder is named after.
    let other = tiny.place("other");
    asked(&[
        "import",
        arg(&other),
        arg(&results),
        arg(&page),
        "--as-of",
        "2026-06-30",
    ])
    .ends(0);
    let names: Vec<String> = sites(&other).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["某处"]);
}

#[test]
fn what_cannot_be_imported_stops_nothing_else_and_leaves_nothing_behind() {
    let tiny = Tiny::new();
    let round = tiny.place("round");
    let broken = tiny.place("broken.warc.gz");
    fs::write(&broken, b"\x1f\x8b nothing of ours").expect("written");
    let nothing = tiny.place("nothing");
    fs::create_dir(&nothing).expect("a folder");
    let import = |from: &[&Path]| {
        let from = from.iter().map(|path| arg(path));
        let args: Vec<&str> = ["import", arg(&round)].into_iter().chain(from).collect();
        asked(&[&args[..], &["--as-of", "2026-06-30"]].concat())
    };
    let ran = import(&[&broken]).ends(3);
    assert_eq!(
        ran.stderr.matches("broken.warc.gz").count(),
        1,
        "{}",
        ran.stderr
    );
    assert!(
        import(&[&nothing])
            .ends(2)
            .one_line()
            .contains("holds no page")
    );
    assert!(!round.exists(), "nothing is begun for what brings nothing");
    let ran = import(&[&broken, &nothing, &tiny.place("s0")]).ends(3);
    assert!(ran.stderr.contains("2 captures from"), "{}", ran.stderr);
    let ids: Vec<String> = sites(&round).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["s0"]);
    let archived = fs::read_dir(round.join("archive/saved")).expect("an archive");
    assert_eq!(archived.count(), 2, "the file and the index of one site");
}
