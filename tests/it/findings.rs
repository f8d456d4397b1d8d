//! Consistency rules, the guards of whole sites and unknown labels, over the sample round: what a person finds on the
//! pages is what the round says, and nothing is said of what was not seen.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value;

use crate::support::program::govgauge;
use crate::support::written::path;

/// `report.json` of the sample round, made once.
static REPORT: LazyLock<Value> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("round");
    let run = govgauge(&[
        "run",
        &path("sample_sites/sites.toml").to_string_lossy(),
        "--out",
        &out.to_string_lossy(),
        "--lang",
        "zh",
    ]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let text = std::fs::read_to_string(out.join("report/report.json")).expect("a report");
    serde_json::from_str(&text).expect("JSON")
});

fn site(id: &str) -> &'static Value {
    let sites = REPORT["sites"].as_array().expect("sites");
    let site = sites.iter().find(|site| site["site"] == id);
    site.unwrap_or_else(|| panic!("no site `{id}`"))
}

/// The findings of a rule on a site: each record, with the words of both fields.
fn findings(id: &str, rule: &str) -> BTreeSet<(String, String, String)> {
    let all = site(id)["findings"].as_array().expect("findings");
    let of_rule = all.iter().filter(|one| one["rule"] == rule);
    let shown = of_rule.flat_map(|one| one["shown"].as_array().expect("findings"));
    let word = |value: &Value| value.as_str().expect("words").to_owned();
    shown
        .map(|one| {
            let quotes = &one["quotes"];
            (
                word(&one["subject"]),
                word(&quotes[0]["text"]),
                word(&quotes[1]["text"]),
            )
        })
        .collect()
}

fn expect(id: &str, rule: &str, wanted: &[(&str, &str, &str)]) {
    let wanted: BTreeSet<(String, String, String)> = wanted
        .iter()
        .map(|(thing, a, b)| ((*thing).to_owned(), (*a).to_owned(), (*b).to_owned()))
        .collect();
    assert_eq!(findings(id, rule), wanted, "{id} {rule}");
}

#[test]
fn a_promise_beyond_the_law_is_found_with_both_limits() {
    expect(
        "jinhe",
        "R21",
        &[(
            "事项 住房公积金提取（购买自住住房）",
            "3个工作日",
            "5个工作日",
        )],
    );
    // 10 calendar days against 20 working days, 15 to 20 against 20: within the law
    expect("qinglan", "R21", &[]);
    expect("yunze", "R21", &[]);
}

#[test]
fn an_entry_that_is_not_there_or_does_not_open_is_found() {
    expect(
        "qinglan",
        "R22",
        &[
            ("事项 公共场所卫生许可", "在线办理", "在线办理"),
            ("事项 道路货物运输经营许可", "在线办理", "javascript:;"),
            ("事项 教师资格认定", "在线办理", "#"),
        ],
    );
}

#[test]
fn telephones_and_places_are_looked_at_on_every_guide() {
    expect(
        "qinglan",
        "R11",
        &[("事项 残疾人证办理", "0900-5550109", "暂无")],
    );
    expect(
        "lanting",
        "R11",
        &[("事项 船舶国籍证书核发", "0997-5550303", "")],
    );
    expect(
        "lanting",
        "R13",
        &[
            (
                "事项 教师资格认定",
                "岚汀省岚江市书院路15号教育服务大厅",
                "教师资格认定",
            ),
            (
                "事项 不动产首次登记（新建商品房）",
                "岚江市滨湖路9号不动产登记大厅A01-A08",
                "不动产首次登记（新建商品房）",
            ),
        ],
    );
    expect("qinglan", "R13", &[]);
}

#[test]
fn a_certificate_of_the_conditions_that_is_not_listed_is_named() {
    let all = site("lanting")["findings"].as_array().expect("findings");
    let broken = all.iter().find(|one| one["rule"] == "R20");
    let shown = &broken.expect("R20 is broken")["shown"];
    assert_eq!(shown[0]["detail"], "国有建设用地使用权证");
    assert_eq!(shown.as_array().expect("findings").len(), 1);
}

#[test]
fn every_quoted_word_leads_to_its_bytes() {
    let sites = REPORT["sites"].as_array().expect("sites");
    let quotes = sites
        .iter()
        .flat_map(|site| site["findings"].as_array().expect("findings"))
        .flat_map(|one| one["shown"].as_array().expect("findings"))
        .flat_map(|one| one["quotes"].as_array().expect("quotes"));
    let mut seen = 0;
    for quote in quotes {
        seen += 1;
        assert!(
            !quote["facts"].as_array().expect("ids").is_empty(),
            "{quote}"
        );
        assert!(quote["capture"].is_string(), "{quote}");
        assert!(quote["start"].as_u64() <= quote["end"].as_u64(), "{quote}");
    }
    assert!(seen > 100, "{seen} quotes");
}

#[test]
fn what_could_not_be_looked_at_has_neither_findings_nor_shares() {
    for id in ["chipan", "hanting", "minglai"] {
        let site = site(id);
        assert_eq!(site["findings"], serde_json::json!([]), "{id}");
        assert_eq!(site["rules"], serde_json::json!([]), "{id}");
    }
    for tally in site("qinglan")["rules"].as_array().expect("tallies") {
        let of = |name: &str| tally[name].as_f64().unwrap_or_default();
        assert!(of("fired") <= of("applicable"), "{tally}");
        assert!(
            of("low") <= of("share") + 1e-4 && of("share") <= of("high") + 1e-4,
            "{tally}"
        );
    }
}

#[test]
fn labels_are_counted_and_the_unknown_ones_listed_by_a_command() {
    let known = &site("lanting")["labels"];
    assert!(known["cells"].as_u64() > Some(100), "{known}");
    let coverage = known["coverage"].as_f64().expect("a share");
    assert!(coverage > 0.9, "{known}");
    let unknown = &site("qinglan")["labels"]["unknown"];
    let labels: Vec<&str> = unknown
        .as_array()
        .expect("labels")
        .iter()
        .map(|one| one["label"].as_str().expect("a label"))
        .collect();
    assert!(labels.contains(&"水资源费"), "{labels:?}");
    // neither times of the clock nor departments are labels
    assert!(
        labels
            .iter()
            .all(|label| !label.contains(char::is_numeric) && !label.ends_with('厅'))
    );
}

#[test]
fn a_page_that_contradicts_itself_is_told_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("guide.html");
    let row = |label: &str, value: &str| format!("<tr><th>{label}</th><td>{value}</td></tr>");
    let rows = [
        row("事项名称", "排水许可"),
        row("实施主体", "青岚省住房和城乡建设厅"),
        row("法定办结时限", "5个工作日"),
        row("承诺办结时限", "20个工作日"),
        row(
            "受理条件",
            "从事工业、建筑、餐饮活动，向城镇排水设施排放污水的单位。",
        ),
        row("咨询电话", "0900-5550101"),
        row("监督投诉电话", "（0900）5550101"),
    ];
    let html = format!(
        "<html><head><meta charset=utf-8><title>排水许可</title></head><body><h1>排水许可</h1><table>{}</table></body></html>",
        rows.concat()
    );
    std::fs::write(&page, html).expect("written");
    let said = govgauge(&["check", &page.to_string_lossy(), "--lang", "zh"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.stdout.contains("R21 critical: 承诺时限比法定时限长"),
        "{}",
        said.stdout
    );
    assert!(said.stdout.contains("R11 major"), "{}", said.stdout);
    let json = govgauge(&["check", &page.to_string_lossy(), "--json"]);
    let pages: Value = serde_json::from_str(&json.stdout).expect("JSON");
    let found = pages[0]["findings"].as_array().expect("findings");
    let broken = found.iter().find(|one| one["rule"] == "R21").expect("R21");
    assert_eq!(broken["quotes"][0]["text"], "5个工作日");
    assert_eq!(broken["quotes"][1]["text"], "20个工作日");
}

#[test]
fn faults_of_rules_are_told_with_their_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let rules = folder.path().join("rules");
    std::fs::create_dir(&rules).expect("made");
    let text = std::fs::read_to_string(path("indicators/rules/guide.toml")).expect("rules");
    let faulty = text
        .replacen(
            "quote = \"item.visits.reason\"",
            "quote = \"item.visit.reason\"",
            1,
        )
        .replacen(
            "title = \"no visits are printed\", verdict = \"fired\"",
            "title = \"no visits are printed\", verdict = \"clean\"",
            1,
        );
    std::fs::write(rules.join("guide.toml"), faulty).expect("written");
    let asked = [
        "pack",
        "check",
        "--rules",
        "--indicators",
        &folder.path().to_string_lossy(),
    ];
    let said = govgauge(&asked);
    assert_eq!(said.code, Some(3), "{said:?}");
    assert!(
        said.stderr
            .contains("no extractor reports `item.visit.reason`"),
        "{}",
        said.stderr
    );
    assert!(
        said.stderr.contains("the nearest is `item.visits.reason`"),
        "{}",
        said.stderr
    );
    let only_example = text.replacen(
        "title = \"no visits are printed\", verdict = \"fired\"",
        "title = \"no visits are printed\", verdict = \"clean\"",
        1,
    );
    std::fs::write(rules.join("guide.toml"), only_example).expect("written");
    let said = govgauge(&asked);
    assert_eq!(said.code, Some(3), "{said:?}");
    assert!(
        said.stderr
            .contains("`R04`: the example says clean, and it is fired"),
        "{}",
        said.stderr
    );
}
