//! Saved pages become a round of their own: what was not saved is not taken for missing.

use std::fs;
use std::path::Path;
use std::process::Command;

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
