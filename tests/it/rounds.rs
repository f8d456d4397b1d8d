//! Going on with a round: it keeps its date, its list and its pack, and says so where something else is asked for.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use govgauge::round::Round;

use crate::support::program::{arg, govgauge, ran, skipped};
use crate::support::tiny::Tiny;
use crate::support::tree;

/// A copy of the built-in pack that scores otherwise and calls itself the same.
fn other_pack(folder: &Path) -> std::path::PathBuf {
    let pack = folder.join("mine");
    tree::copy(Path::new("indicators/seed-2018"), &pack);
    let head = pack.join("pack.toml");
    let text = fs::read_to_string(&head).expect("a pack has this file");
    assert!(text.contains("weight = 25"));
    fs::write(&head, text.replacen("weight = 25", "weight = 50", 1))
        .expect("a pack can be written");
    pack
}

#[test]
fn a_round_keeps_its_as_of_date() {
    let tiny = Tiny::new();
    let out = tiny.place("round");
    govgauge(&["crawl", arg(&tiny.list()), "--out", arg(&out)]).ends(0);
    for command in ["crawl", "run"] {
        let ran = govgauge(&[command, arg(&out), "--as-of", "2026-07-01"]).ends(2);
        assert!(ran.one_line().contains("2026-06-30"), "{}", ran.stderr);
        let elsewhere = tiny.place("elsewhere");
        govgauge(&[command, arg(&out), "--out", arg(&elsewhere)]).ends(2);
    }
    govgauge(&["crawl", arg(&out), "--as-of", "2026-06-30"]).ends(0);
}

#[test]
fn a_round_keeps_its_pack_and_finds_it_from_everywhere() {
    let tiny = Tiny::new();
    let (out, pack) = (tiny.place("round"), other_pack(tiny.path()));
    let mut here = Command::new(env!("CARGO_BIN_EXE_govgauge"));
    here.current_dir(tiny.path());
    let first = ran(
        here,
        &["run", arg(&tiny.list()), "--out", "round", "--pack", "mine"],
    )
    .ends(0);
    assert!(
        first.stdout.contains("seed-2018 0.1.0（已修改 · "),
        "{}",
        first.stdout
    );
    let kept = Round::load(&out).expect("a round").pack;
    let whole = pack.canonicalize().expect("a folder");
    assert_eq!(Path::new(&kept), whole);
    let again = govgauge(&["run", arg(&out)]).ends(0);
    assert_eq!(again.stdout, first.stdout);
    assert_eq!(Round::load(&out).expect("a round").pack, kept);
    let index = fs::read_to_string(out.join("report/index.html")).expect("a report");
    assert!(index.contains("（已修改 · "));
    let built_in = govgauge(&["run", arg(&out), "--pack", "seed-2018"]).ends(0);
    assert!(!built_in.stdout.contains("已修改"), "{}", built_in.stdout);
}

#[test]
fn a_pack_that_only_calls_itself_a_built_in_one_is_shown_as_modified() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pack = other_pack(folder.path());
    for shown in ["show", "check"] {
        let ran = govgauge(&["pack", shown, arg(&pack), "--lang", "en"]).ends(0);
        assert!(ran.stdout.contains("0.1.0 (modified · "), "{}", ran.stdout);
    }
    let checked = govgauge(&["pack", "check", arg(&pack), "--json"])
        .ends(0)
        .json();
    assert_eq!(checked["modified"], true);
    let listed = govgauge(&["pack", "list", "--json"]).ends(0).json();
    assert_eq!(listed[0]["modified"], false);
    // What stands beside a pack's folder is not read.
    fs::write(folder.path().join("beside.toml"), b"\xff").expect("written");
    govgauge(&["pack", "check", arg(&pack)]).ends(0);
    fs::write(pack.join("more.toml"), b"x = '\xc4\xfa'").expect("written");
    let ran = govgauge(&["pack", "check", arg(&pack)]).ends(3);
    assert_eq!(ran.faults(), 1);
    assert!(ran.stderr.contains("not UTF-8"), "{}", ran.stderr);
}

#[test]
fn a_list_that_changed_is_refused_by_the_keys_that_differ() {
    let tiny = Tiny::new();
    let (list, out) = (tiny.list(), tiny.place("round"));
    govgauge(&["crawl", arg(&list), "--out", arg(&out)]).ends(0);
    let text = fs::read_to_string(&list).expect("a list");
    fs::write(&list, text.replace("title = \"小\"", "title = \"大\"")).expect("written");
    govgauge(&["crawl", arg(&list), "--out", arg(&out)]).ends(0);
    assert_eq!(Round::load(&out).expect("a round").list.title, "大");
    fs::write(
        &list,
        text.replace("platform = \"/\"", "platform = \"/guide.html\""),
    )
    .expect("written");
    let ran = govgauge(&["crawl", arg(&list), "--out", arg(&out)]).ends(2);
    let line = ran.one_line();
    assert!(line.contains("site `s0`: `addresses` differs"), "{line}");
    assert!(!line.contains("remove"), "{line}");
}

#[test]
fn a_missing_stage_is_named() {
    let tiny = Tiny::new();
    let out = tiny.place("round");
    govgauge(&["crawl", arg(&tiny.list()), "--out", arg(&out)]).ends(0);
    for asked in [vec!["report", arg(&out)], vec!["score", arg(&out)]] {
        assert!(
            govgauge(&asked)
                .ends(1)
                .one_line()
                .contains("govgauge extract ")
        );
    }
    govgauge(&["extract", arg(&out)]).ends(0);
    assert!(
        govgauge(&["report", arg(&out)])
            .ends(1)
            .one_line()
            .contains("govgauge score ")
    );
    govgauge(&["score", arg(&out)]).ends(0);
    fs::remove_file(out.join("facts/site=s0.parquet")).expect("facts");
    for asked in [vec!["report", arg(&out)], vec!["explain", arg(&out), "s0"]] {
        let ran = govgauge(&asked).ends(1);
        let line = ran.one_line();
        assert!(
            line.contains("`s0`") && line.contains("govgauge extract "),
            "{line}"
        );
    }
}

#[test]
fn a_folder_that_is_no_round_is_said_to_be_none() {
    let tiny = Tiny::new();
    let out = tiny.place("round");
    govgauge(&["crawl", arg(&tiny.list()), "--out", arg(&out)]).ends(0);
    for command in ["crawl", "run", "extract", "score", "report"] {
        let ran = govgauge(&[command, arg(&tiny.place("s0"))]).ends(1);
        let line = ran.one_line();
        assert!(
            line.contains("is not the folder of a round") && line.contains("round`"),
            "{line}"
        );
    }
}

#[test]
fn explain_adds_up_and_says_the_same_as_json() {
    let tiny = Tiny::new();
    let out = tiny.place("round");
    govgauge(&["run", arg(&tiny.list()), "--out", arg(&out)]).ends(0);
    let json = govgauge(&["explain", arg(&out), "小站0", "--json"])
        .ends(0)
        .json();
    let text = govgauge(&["explain", arg(&out), "s0"]).ends(0).stdout;
    assert_eq!(json["site"], "s0");
    let elements = json["elements"].as_array().expect("elements");
    let nodes = elements.iter().chain([&json]);
    let mut checked = 0;
    for node in nodes {
        let Some(sum) = node["sum"].as_str() else {
            continue;
        };
        assert!(text.contains(sum), "{sum}\n{text}");
        let score = node.get("node").unwrap_or(&json["total"])["score"].as_f64();
        assert!(
            (added_up(sum) - score.expect("a score")).abs() < 0.01,
            "{sum}"
        );
        checked += 1;
    }
    assert!(checked >= 2, "{text}");
}

/// What the printed parts of `(1 × 84.00 + 2 × 72.75) ÷ 3 = 76.50` come to.
fn added_up(sum: &str) -> f64 {
    let number = |text: &str| text.trim().parse::<f64>().expect("a number");
    let (parts, rest) = sum
        .trim_start_matches('(')
        .split_once(") ÷ ")
        .expect("a mean");
    let (weight, _) = rest.split_once(" = ").expect("a result");
    let parts = parts.split(" + ").map(|part| {
        let (weight, score) = part.split_once(" × ").expect("a product");
        number(weight) * number(score)
    });
    parts.sum::<f64>() / number(weight)
}

#[test]
fn json_is_refused_where_there_is_none() {
    for asked in [
        &["man", "--json"][..],
        &["init", "x.csv", "--json"],
        &["pack", "show", "--json"],
    ] {
        assert!(govgauge(asked).ends(2).one_line().contains("--json"));
    }
}

#[test]
fn a_run_that_is_stopped_ends_with_130_and_goes_on_later() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("round");
    for command in ["crawl", "run"] {
        let mut running = Command::new(env!("CARGO_BIN_EXE_govgauge"))
            .args([command, "sample_sites/sites.toml", "--out", arg(&out)])
            .env("LC_ALL", "C")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        // It says how far it is after every hundred pages, of which there are hundreds.
        let stderr = running.stderr.take().expect("a pipe");
        let mut lines = BufReader::new(stderr).lines();
        assert!(lines.next().is_some_and(|line| line.is_ok()));
        let id = running.id().to_string();
        let stopped = Command::new("kill").args(["-INT", &id]).status();
        assert!(stopped.is_ok_and(|status| status.success()));
        let last = lines.map_while(Result::ok).last().unwrap_or_default();
        let ended = running.wait().expect("the program ends");
        assert_eq!(ended.code(), Some(130), "{last}");
        assert!(last.contains(&format!("govgauge {command} ")), "{last}");
        assert!(!out.join("scoreboard.json").exists());
    }
}

#[test]
fn help_that_cannot_be_written_is_no_panic() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        skipped("this machine has no /dev/full");
        return;
    }
    for asked in ["--help", "fields"] {
        let piped = format!("{} {asked} > /dev/full", env!("CARGO_BIN_EXE_govgauge"));
        let output = Command::new("sh").args(["-c", &piped]).output();
        let output = output.expect("a shell");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.starts_with("error: cannot write the result"), "{said}");
    }
}
