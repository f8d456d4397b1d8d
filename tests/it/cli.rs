//! The command line: help with examples, the documented exit codes, one clear line, JSON where a program may read it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;

use govgauge::archive::Archive;
use polars::prelude::{ParquetReader, SerReader};

use crate::support::program::{arg, govgauge};
use crate::support::tiny::{GUIDE, Tiny};
use crate::support::{made, round, tree};

const COMMANDS: &[&[&str]] = &[
    &["run"],
    &["init"],
    &["check"],
    &["crawl"],
    &["extract"],
    &["score"],
    &["report"],
    &["import"],
    &["pack"],
    &["pack", "list"],
    &["pack", "show"],
    &["pack", "check"],
    &["pack", "schema"],
    &["fields"],
    &["evaluate"],
    &["explain"],
    &["doctor"],
    &["completions"],
    &["man"],
];

#[test]
fn every_command_shows_an_example_in_its_help() {
    for command in COMMANDS {
        let ran = govgauge(&[command, &["--help"][..]].concat()).ends(0);
        assert!(
            ran.stdout.contains("Example:\n  govgauge"),
            "{command:?}\n{}",
            ran.stdout
        );
        assert_eq!(ran.stderr, "", "{command:?}");
    }
    let ran = govgauge(&["--help"]).ends(0);
    assert!(ran.stdout.contains("Example:") && ran.stdout.contains("Exit codes:"));
    let listed: BTreeSet<&str> = COMMANDS.iter().map(|command| command[0]).collect();
    for name in &listed {
        assert!(
            ran.stdout.contains(&format!("\n  {name}")),
            "{name} is not in the help"
        );
    }
    let lines = ran
        .stdout
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty());
    let known = lines
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty() && *name != "help");
    for name in known {
        assert!(
            listed.contains(name),
            "{name} is not among the commands of this test"
        );
    }
}

#[test]
fn an_unknown_option_ends_with_2() {
    let ran = govgauge(&["score", "here", "--stricd"]).ends(2);
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr.starts_with("error: ") && ran.stderr.contains("--strict"),
        "{}",
        ran.stderr
    );
    govgauge(&["scor", "here"]).ends(2);
    assert_eq!(govgauge::<&str>(&[]).ends(2).stdout, "");
}

#[test]
fn an_unknown_pack_ends_with_2_and_names_the_nearest() {
    let tiny = Tiny::new();
    let (list, out) = (tiny.list(), tiny.place("round"));
    let asked: [&[&str]; 2] = [
        &["run", arg(&list), "--out", arg(&out), "--pack", "seed-2081"],
        &["pack", "check", "seed-2081"],
    ];
    for asked in asked {
        let ran = govgauge(asked).ends(2);
        assert!(
            ran.one_line().contains("the nearest is `seed-2018`"),
            "{}",
            ran.stderr
        );
    }
    assert!(
        !out.exists(),
        "nothing is begun with a pack that there is not"
    );
}

#[test]
fn an_unknown_site_or_indicator_ends_with_2_and_names_the_nearest() {
    let round = arg(made::by_eight_threads());
    assert!(
        govgauge(&["explain", round, "qinglam"])
            .ends(2)
            .one_line()
            .contains("`qinglan`")
    );
    assert!(
        govgauge(&["explain", round, "qinglan", "time-limit.shortend"])
            .ends(2)
            .one_line()
            .contains("`time-limit.shortened`")
    );
    assert!(
        govgauge(&["report", round, "--format", "htm"])
            .ends(2)
            .one_line()
            .contains("`html`")
    );
}

#[test]
fn a_file_that_holds_no_authority_ends_with_3_before_anything_is_asked() {
    let list = "sample_sites/rendered.toml";
    let out = tempfile::tempdir().expect("a temporary folder");
    let round = out.path().join("round");
    let to = ["--out", arg(&round), "--no-browser"];
    let ran = govgauge(&[&["crawl", list, "--ca-file", list][..], &to].concat()).ends(3);
    assert!(ran.stderr.contains("has no certificate"), "{ran:?}");
    assert!(!round.join("archive").exists());
}

#[test]
fn a_list_with_ten_faults_ends_with_3_and_ten_places() {
    let list = "tests/fixtures/lists/ten-faults.toml";
    let out = tempfile::tempdir().expect("a temporary folder");
    let ran = govgauge(&["run", list, "--out", arg(&out.path().join("round"))]).ends(3);
    assert_eq!(ran.faults(), 10);
    let expected = fs::read_to_string("tests/fixtures/lists/ten-faults.stderr").expect("a fixture");
    assert_eq!(ran.stderr.trim_end(), expected.trim_end());
    assert_eq!(govgauge(&["crawl", list]).ends(3).faults(), 10);
}

#[test]
fn a_bad_pack_ends_with_3_and_carets() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pack = folder.path().join("mine");
    tree::copy(Path::new("indicators/seed-2018"), &pack);
    let file = pack.join("convenience.toml");
    let text = fs::read_to_string(&file).expect("a pack has this file");
    assert!(text.contains("item.time-limit.promised"));
    fs::write(
        &file,
        text.replace("item.time-limit.promised", "item.time-limit.promise"),
    )
    .expect("a file can be written");
    let ran = govgauge(&["pack", "check", arg(&pack)]).ends(3);
    assert!(ran.faults() >= 1);
    assert!(
        ran.stderr.contains("^^^")
            && ran
                .stderr
                .contains("the nearest is `item.time-limit.promised`"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_pack_whose_example_does_not_hold_ends_with_3() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pack = folder.path().join("seed-2018");
    tree::copy(Path::new("indicators/seed-2018"), &pack);
    let file = pack.join("convenience.toml");
    let text = fs::read_to_string(&file).expect("a pack has this file");
    let line = text.lines().find(|line| {
        line.starts_with("score = ") && line["score = ".len()..].parse::<f64>().is_ok()
    });
    let line = line.expect("an example says its score").to_owned();
    fs::write(
        &file,
        text.replacen(&format!("\n{line}\n"), "\nscore = 12.5\n", 1),
    )
    .expect("a file can be written");
    let ran = govgauge(&["pack", "check", arg(&pack)]).ends(3);
    assert!(ran.faults() >= 1, "{}", ran.stderr);
}

#[test]
fn a_missing_round_list_or_page_ends_with_1_and_one_line() {
    let nowhere = tempfile::tempdir()
        .expect("a temporary folder")
        .path()
        .join("nowhere");
    for stage in ["extract", "score", "report"] {
        assert!(
            govgauge(&[stage, arg(&nowhere)])
                .ends(1)
                .one_line()
                .contains("nowhere")
        );
    }
    assert!(
        govgauge(&["explain", arg(&nowhere), "a"])
            .ends(1)
            .one_line()
            .contains("nowhere")
    );
    assert!(
        govgauge(&["check", arg(&nowhere)])
            .ends(1)
            .one_line()
            .contains("nowhere")
    );
    assert!(
        govgauge(&[
            "import",
            arg(&nowhere),
            arg(&nowhere.join("pages")),
            "--as-of",
            "2026-06-30"
        ])
        .ends(1)
        .one_line()
        .contains("nowhere")
    );
}

#[test]
fn a_missing_list_ends_with_one_clear_message() {
    let ran = govgauge(&["run", "nowhere/list.toml"]);
    assert!(matches!(ran.code, Some(1 | 3)), "{ran:?}");
    assert_eq!(ran.stdout, "");
    assert!(
        ran.stderr.starts_with("error: ") && ran.stderr.contains("nowhere/list.toml"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_folder_that_cannot_be_written_ends_with_1_and_one_line() {
    let tiny = Tiny::new();
    let file = tiny.place("file");
    fs::write(&file, "").expect("a file can be written");
    // Nobody, not even the administrator, makes a folder below a file.
    let below = file.join("round");
    assert!(
        govgauge(&["run", arg(&tiny.list()), "--out", arg(&below)])
            .ends(1)
            .one_line()
            .contains("file/round")
    );
    let out = tiny.place("round");
    govgauge(&["run", arg(&tiny.list()), "--out", arg(&out)]).ends(0);
    assert!(
        govgauge(&["report", arg(&out), "--out", arg(&below)])
            .ends(1)
            .one_line()
            .contains("file")
    );
}

#[test]
fn a_round_of_another_list_is_not_gone_on_with() {
    let (one, other) = (Tiny::new(), Tiny::with_empty_sites(1));
    let out = one.place("round");
    govgauge(&["crawl", arg(&one.list()), "--out", arg(&out)]).ends(0);
    assert!(
        govgauge(&["crawl", arg(&other.list()), "--out", arg(&out)])
            .ends(2)
            .one_line()
            .contains("--out")
    );
}

#[test]
fn strict_ends_with_4_where_a_site_is_not_ranked() {
    let tiny = Tiny::with_empty_sites(1);
    let out = tiny.place("round");
    let ran = govgauge(&["run", arg(&tiny.list()), "--out", arg(&out), "--strict"]).ends(4);
    assert!(ran.stdout.contains("小站1"), "{}", ran.stdout);
    govgauge(&["score", arg(&out), "--strict"]).ends(4);
    govgauge(&["score", arg(&out)]).ends(0);
    assert!(
        out.join("report/index.html").is_file(),
        "the report is there nonetheless"
    );
}

#[test]
fn a_damaged_archive_ends_with_5_and_one_line() {
    let tiny = Tiny::new();
    let out = tiny.place("round");
    govgauge(&["run", arg(&tiny.list()), "--out", arg(&out)]).ends(0);
    let file = out.join("archive/s0.warc.gz");
    let whole = fs::read(&file).expect("an archive");
    let mut flipped = whole.clone();
    let middle = whole.len() / 2;
    for byte in &mut flipped[middle..middle + 8] {
        *byte ^= 0x55;
    }
    for (what, bytes) in [
        ("flipped", flipped.as_slice()),
        ("cut", &whole[..middle]),
        ("not gzip", b"nothing of ours"),
        ("empty", b""),
        ("missing", b""),
    ] {
        fs::write(&file, bytes).expect("a file can be written");
        if what == "missing" {
            fs::remove_file(&file).expect("a file can be removed");
        }
        let facts = out.join("facts/site=s0.parquet");
        let before = fs::read(&facts).expect("facts");
        let ran = govgauge(&["extract", arg(&out)]).ends(5);
        assert!(ran.one_line().contains("s0"), "{what}: {}", ran.stderr);
        assert!(ran.one_line().contains("put the file back"), "{what}");
        assert_eq!(fs::read(&facts).expect("facts"), before, "{what}");
        let ran = govgauge(&["report", arg(&out)]);
        assert!(matches!(ran.code, Some(0 | 5)), "{what}: {ran:?}");
    }
    // Without its index too, the frontier knows that the site was crawled.
    let index = out.join("archive/s0.cdxj");
    let lines = fs::read(&index).expect("an index");
    fs::remove_file(&index).expect("an index can be removed");
    let _ = fs::remove_file(&file);
    govgauge(&["extract", arg(&out)]).ends(5);
    fs::write(&index, lines).expect("a file can be written");
    fs::write(&file, whole).expect("a file can be written");
    govgauge(&["extract", arg(&out)]).ends(0);
    assert!(
        Archive::open(&out)
            .and_then(|archive| archive.verify())
            .expect("readable")
            .is_empty()
    );
}

#[test]
fn what_a_budget_left_out_stands_in_the_findings_of_the_crawl() {
    let tiny = Tiny::new();
    let list = fs::read_to_string(tiny.list()).expect("a list");
    for (pages, is_cut) in [(1, true), (9, false)] {
        let out = tiny.place(&format!("round{pages}"));
        let text = format!("{list}\n[defaults.budget]\npages = {pages}\n");
        fs::write(tiny.list(), text).expect("a list can be written");
        let ran = govgauge(&["crawl", arg(&tiny.list()), "--out", arg(&out), "--json"]).ends(0);
        let sites: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
        let findings = sites[0]["findings"].as_array().expect("findings");
        assert_eq!(findings.contains(&"limit.pages".into()), is_cut, "{sites}");
    }
}

#[test]
fn results_go_to_stdout_and_all_else_to_stderr() {
    let tiny = Tiny::new();
    let out = tiny.place("round");
    let ran = govgauge(&["run", arg(&tiny.list()), "--out", arg(&out)]).ends(0);
    assert!(
        ran.stdout.contains("小站0")
            && !ran.stdout.contains("report/index.html")
            && !ran.stdout.contains("records"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stderr.contains("report/index.html") && !ran.stderr.contains("error"),
        "{}",
        ran.stderr
    );
    let again = govgauge(&["run", arg(&out)]).ends(0);
    assert_eq!(
        again.stdout, ran.stdout,
        "a finished round gives the same table again"
    );
}

#[test]
fn json_is_json_wherever_a_program_may_read_it() {
    let tiny = Tiny::new();
    let (list, out, page) = (
        tiny.list(),
        tiny.place("round"),
        tiny.path().join("s0/guide.html"),
    );
    let crawled = govgauge(&["crawl", arg(&list), "--out", arg(&out), "--json"])
        .ends(0)
        .json();
    assert_eq!(crawled[0]["site"], "s0");
    assert!(crawled[0]["findings"].is_array());
    govgauge(&["extract", arg(&out)]).ends(0);
    let scored = govgauge(&["score", arg(&out), "--json"]).ends(0).json();
    assert_eq!(scored["sites"][0]["site"], "s0");
    govgauge(&["report", arg(&out), "--json"]).ends(0).json();
    let checked = govgauge(&["check", arg(&page), "--json"]).ends(0).json();
    let facts = checked[0]["facts"].as_array().expect("a list of facts");
    let promised = facts
        .iter()
        .find(|fact| fact["field"] == "item.time-limit.promised")
        .expect("the guide prints it");
    assert_eq!(
        (&promised["state"], &promised["value"]),
        (&"value".into(), &"5 working-day".into())
    );
    let start =
        usize::try_from(promised["span"][0].as_u64().expect("a place")).expect("a small page");
    assert_eq!(&GUIDE[start..start + "5个工作日".len()], "5个工作日");
    assert!(
        govgauge(&["fields", "--json"])
            .ends(0)
            .json()
            .as_array()
            .is_some_and(|columns| columns.len() > 50)
    );
    assert!(govgauge(&["doctor", "--json"]).ends(0).json()["cores"].is_number());
}

#[test]
fn crawl_json_says_outcome_and_findings_of_each_site() {
    let tiny = Tiny::with_empty_sites(1);
    let out = tiny.place("round");
    let crawled = govgauge(&["crawl", arg(&tiny.list()), "--out", arg(&out), "--json"])
        .ends(0)
        .json();
    for site in crawled.as_array().expect("a list of sites") {
        let outcome = site["outcome"].as_str().unwrap_or_default();
        assert!(
            ["assessed", "partial", "not-assessable", "excluded"].contains(&outcome),
            "{site}"
        );
        assert!(site["findings"].is_array(), "{site}");
    }
}

#[test]
fn fields_documents_every_column_of_every_table() {
    let documented = govgauge(&["fields", "--json"]).ends(0).json();
    let columns: BTreeSet<(String, String)> = documented
        .as_array()
        .expect("a list of columns")
        .iter()
        .map(|column| {
            (
                column["table"].as_str().expect("a table").to_owned(),
                column["name"].as_str().expect("a name").to_owned(),
            )
        })
        .collect();
    let round = made::by_eight_threads();
    let mut written = BTreeSet::new();
    let files = tree::files(round).into_keys().filter(|name| {
        name.extension()
            .is_some_and(|extension| extension == "parquet")
    });
    for name in files {
        let stem = name
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned();
        let table = if name.starts_with("facts") {
            "facts".to_owned()
        } else {
            stem
        };
        let mut reader = ParquetReader::new(File::open(round.join(&name)).expect("a table"));
        let schema = reader.schema().expect("a table has a schema");
        written.extend(
            schema
                .iter_names()
                .map(|column| (table.clone(), column.to_string())),
        );
    }
    let undocumented: Vec<_> = written.difference(&columns).collect();
    let unwritten: Vec<_> = columns.difference(&written).collect();
    assert!(
        undocumented.is_empty() && unwritten.is_empty(),
        "undocumented: {undocumented:?}\nunwritten: {unwritten:?}"
    );
    let text = govgauge(&["fields"]).ends(0).stdout;
    for (table, column) in &columns {
        assert!(
            text.contains(&format!("  {column} ")) && text.contains(table.as_str()),
            "{table}.{column}"
        );
    }
}

#[test]
fn the_tables_that_the_program_writes_can_be_read_back() {
    let folder = made::by_eight_threads();
    let records = govgauge::table::read_records(&folder.join("records")).expect("records");
    assert_eq!(records.len(), round::list().sites.len());
    for site in &round::list().sites {
        let facts =
            govgauge::table::read_facts(&folder.join(format!("facts/site={}.parquet", site.id)))
                .expect("facts");
        assert!(!facts.is_empty(), "{}", site.id);
    }
    assert!(
        !govgauge::table::read_measurements(folder)
            .expect("measurements")
            .is_empty()
    );
}

#[test]
fn a_list_that_init_writes_can_be_run() {
    let tiny = Tiny::new();
    let (table, list, out) = (
        tiny.place("名单.csv"),
        tiny.place("from-init.toml"),
        tiny.place("round"),
    );
    fs::write(&table, "id,name,level,folder,platform\ns0,小站,city,s0,/\n")
        .expect("a table can be written");
    let ran = govgauge(&["init", arg(&table), "--as-of", "2026-06-30"]).ends(0);
    assert_eq!(ran.stderr, "");
    fs::write(&list, &ran.stdout).expect("a list can be written");
    let ran = govgauge(&["run", arg(&list), "--out", arg(&out)]).ends(0);
    assert!(ran.stdout.contains("小站"), "{}", ran.stdout);
}

#[test]
fn a_table_can_be_run_with_an_as_of_date_and_not_without() {
    let tiny = Tiny::new();
    let (table, out) = (tiny.place("list.csv"), tiny.place("round"));
    fs::write(&table, "id,name,level,folder,platform\ns0,小站,city,s0,/\n")
        .expect("a table can be written");
    assert_eq!(
        govgauge(&["run", arg(&table), "--out", arg(&out)])
            .ends(3)
            .stdout,
        ""
    );
    govgauge(&[
        "run",
        arg(&table),
        "--out",
        arg(&out),
        "--as-of",
        "2026-06-30",
    ])
    .ends(0);
}

#[test]
fn completions_and_the_man_page_name_every_command() {
    let completions = govgauge(&["completions", "bash"]).ends(0).stdout;
    let man = govgauge(&["man"]).ends(0).stdout;
    assert!(completions.contains("_govgauge()") && man.contains(".TH govgauge"));
    for command in COMMANDS {
        assert!(
            completions.contains(command[0]) && man.contains(command[0]),
            "{command:?}"
        );
    }
    govgauge(&["completions", "tcsh"]).ends(2);
}

#[test]
fn every_pack_holds_its_worked_examples() {
    let listed = govgauge(&["pack", "list"]).ends(0).stdout;
    for pack in listed.lines().filter_map(|line| line.split(' ').next()) {
        let ran = govgauge(&["pack", "check", pack]).ends(0);
        let count = ran
            .stdout
            .split(" worked examples")
            .next()
            .and_then(|head| head.rsplit(' ').next())
            .and_then(|n| n.parse::<u32>().ok());
        assert!(count.is_some_and(|count| count >= 9), "{}", ran.stdout);
    }
}

#[test]
fn a_language_is_chosen_by_option() {
    let round = arg(made::by_eight_threads());
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (lang, word) in [("zh", "未能排名的平台"), ("en", "ranked")] {
        let out = folder.path().join(lang);
        let ran = govgauge(&[
            "report",
            round,
            "--lang",
            lang,
            "--format",
            "table",
            "--out",
            arg(&out),
        ])
        .ends(0);
        assert!(ran.stdout.contains(word), "{}", ran.stdout);
    }
}
