//! Rates of reading: measured by `evaluate`, kept in a round, printed beside its indicators.

use std::fs;

use crate::support::program::{arg, govgauge};
use crate::support::tiny::Tiny;
use crate::support::tree;

/// Labels of the small site's guide; the promised limit is labelled wrongly on purpose.
const GOLD: &str = r#"{"path": "guide.html", "page_type": "guide_detail", "item_name": "取水许可", "conditions_present": true, "legal_limit": {"text": "20个工作日", "days": 20, "unit": "workday"}, "promised_limit": {"text": "8个工作日", "days": 8, "unit": "workday"}, "colour": "blue"}
"#;

#[test]
fn rates_are_kept_in_a_round_and_printed_beside_the_indicators_that_rest_on_them() {
    let tiny = Tiny::new();
    let (out, gold) = (tiny.place("round"), tiny.place("gold.jsonl"));
    fs::write(&gold, GOLD).expect("labels can be written");
    let first = govgauge(&["run", arg(&tiny.list()), "--out", arg(&out)]).ends(0);
    assert!(
        first.stdout.contains("识别准确度未标定"),
        "{}",
        first.stdout
    );
    let scores = fs::read(out.join("scoreboard.json")).expect("scores");

    let pages = tiny.place("s0");
    let evaluate = [
        "evaluate",
        "--gold",
        arg(&gold),
        "--root",
        arg(&pages),
        "--round",
        arg(&out),
    ];
    let ran = govgauge(&evaluate).ends(0);
    assert!(
        ran.stderr.contains("not compared: `colour`"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stdout.contains("guide.html, label on line 1"),
        "{}",
        ran.stdout
    );
    let kept = fs::read(out.join("rates.json")).expect("rates");
    let shown = govgauge(&["report", arg(&out)]).ends(0);
    let report = tree::files(&out.join("report"));
    // the limit was wrong once: nobody should read 0 % without its interval, which is wide
    let text =
        String::from_utf8(report[std::path::Path::new("ranking.txt")].clone()).expect("text");
    assert!(text.contains("1 行标注，1 个网站"), "{text}");
    let index =
        String::from_utf8(report[std::path::Path::new("index.html")].clone()).expect("text");
    assert!(
        index.contains("承诺时限：查准 0% [0%–79%]，查全 0% [0%–79%]（1 例）"),
        "{index}"
    );
    assert!(index.contains("受理条件：查准 100% [21%–100%]"), "{index}");
    assert!(
        index.contains("<dd>未标定</dd>"),
        "indicators without a label say so"
    );
    let site =
        String::from_utf8(report[std::path::Path::new("sites/s0.html")].clone()).expect("text");
    assert!(site.contains("承诺时限：查准 0%"), "{site}");
    let table =
        String::from_utf8(report[std::path::Path::new("accuracy.csv")].clone()).expect("text");
    assert!(
        table.contains("time-limit.shortened,item.time-limit.promised,承诺时限,1,0"),
        "{table}"
    );
    let json: serde_json::Value =
        serde_json::from_slice(&report[std::path::Path::new("report.json")]).expect("JSON");
    assert_eq!(json["calibration"]["lines"], 1);
    assert_eq!(json["calibration"]["same-tool"], true);
    let explained = govgauge(&["explain", arg(&out), "s0", "time-limit.shortened"]).ends(0);
    assert!(
        explained.stdout.contains("识别准确度 · 承诺时限：查准 0%"),
        "{}",
        explained.stdout
    );

    // measured again on the same pages, the same bytes; and it moves no score
    govgauge(&evaluate).ends(0);
    assert_eq!(fs::read(out.join("rates.json")).expect("rates"), kept);
    let again = govgauge(&["report", arg(&out)]).ends(0);
    assert_eq!(again.stdout, shown.stdout);
    assert!(
        tree::files(&out.join("report")) == report,
        "the same files, the same bytes"
    );
    govgauge(&["score", arg(&out)]).ends(0);
    assert_eq!(
        fs::read(out.join("scoreboard.json")).expect("scores"),
        scores
    );
}

#[test]
fn rates_of_another_version_are_said_to_be_so_and_broken_ones_are_refused() {
    let tiny = Tiny::new();
    let (out, gold) = (tiny.place("round"), tiny.place("gold.jsonl"));
    fs::write(&gold, GOLD).expect("labels can be written");
    govgauge(&["run", arg(&tiny.list()), "--out", arg(&out)]).ends(0);
    let pages = tiny.place("s0");
    govgauge(&[
        "evaluate",
        "--gold",
        arg(&gold),
        "--root",
        arg(&pages),
        "--round",
        arg(&out),
    ])
    .ends(0);
    let path = out.join("rates.json");
    let kept = fs::read_to_string(&path).expect("rates");
    let older = kept.replacen(env!("CARGO_PKG_VERSION"), "0.0.1", 1);
    assert_ne!(older, kept);
    fs::write(&path, older).expect("written");
    let shown = govgauge(&["score", arg(&out), "--lang", "en"]).ends(0);
    assert!(
        shown.stdout.contains("were measured with govgauge 0.0.1"),
        "{}",
        shown.stdout
    );
    fs::write(&path, "{}").expect("written");
    let refused = govgauge(&["report", arg(&out)]).ends(1);
    assert!(
        refused.one_line().contains("rates.json"),
        "{}",
        refused.stderr
    );
}

#[test]
fn a_folder_that_is_no_round_is_told_before_any_page_is_read() {
    let tiny = Tiny::new();
    let gold = tiny.place("gold.jsonl");
    fs::write(&gold, "no labels at all\n").expect("written");
    let nowhere = tiny.place("nowhere");
    let pages = tiny.place("s0");
    let ran = govgauge(&[
        "evaluate",
        "--gold",
        arg(&gold),
        "--root",
        arg(&pages),
        "--round",
        arg(&nowhere),
    ]);
    assert!(
        ran.code != Some(0) && ran.stderr.contains("nowhere"),
        "{}",
        ran.stderr
    );
    assert!(!nowhere.exists());
}
