//! What would make a ranking indefensible, and the traps that real pages hold: each as a small page with its right answer.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use govgauge::archive::{Capture, CaptureId, CaptureKind};
use govgauge::extract::{Observation, SiteFacts, SubjectKind};
use govgauge::indicators::Indicators;
use govgauge::measure::{MeasureState, Measurement, Setting, measure};
use govgauge::pack::Pack;
use govgauge::record::{self, SiteRecords};
use govgauge::site::Site;
use govgauge::value::calendar::Calendar;

use crate::support::round;

/// A page of a trap: its path and what stands in it.
type PageOf<'a> = (&'a str, &'a str);

/// A trap on one page: what it is, the page, and what each field says of it, in order of place.
struct Trap {
    name: &'static str,
    page: &'static str,
    says: &'static [(&'static str, &'static [&'static str])],
}

/// What every guide of a trap has, so that it is one.
const GUIDE: &str =
    "<h1>摊位登记</h1><p>办理条件：有固定摊位</p><p>收费标准：不收费</p><p>办理地点：桥头一号</p>";
const LETTER: &str = "<h1>桥上路灯不亮</h1><p>来信人：张**</p><p>来信时间：2026-03-02</p><p>来信内容：桥上路灯三天不亮，请尽快修理。</p>";

const TRAPS: &[Trap] = &[
    Trap {
        name: "months are not read as days",
        page: "G<p>法定办结时限：3个月</p><p>承诺办结时限：20个工作日</p>",
        says: &[
            ("item.time-limit.statutory", &["3 month"]),
            ("item.time-limit.promised", &["20 working-day"]),
        ],
    },
    Trap {
        name: "日 is not silently 工作日",
        page: "G<p>法定办结时限：20日</p><p>承诺办结时限：5工作日</p>",
        says: &[
            ("item.time-limit.statutory", &["20 day"]),
            ("item.time-limit.promised", &["5 working-day"]),
        ],
    },
    Trap {
        name: "how long a licence is valid is not how long the office takes",
        page: "G<p>有效时限：5年</p><p>办理时限：7个工作日</p>",
        says: &[
            ("item.time-limit.stated", &["7 working-day"]),
            ("item.time-limit.promised", &["absent"]),
        ],
    },
    Trap {
        name: "days for handing in more are not the office's limit",
        page: "G<p>承诺办结时限：5个工作日</p><p>办理流程：申请人应当在30个自然日内补正材料。</p>",
        says: &[
            ("item.time-limit.promised", &["5 working-day"]),
            ("item.time-limit.statutory", &["absent"]),
        ],
    },
    Trap {
        name: "a label with no value is neither a value nor missing",
        page: "G<table><tr><td>承诺办结时限</td><td></td></tr><tr><td>设定依据</td><td></td></tr></table><p>法定办结时限：20日</p>",
        says: &[
            ("item.time-limit.promised", &["placeholder"]),
            ("item.basis", &["placeholder"]),
        ],
    },
    Trap {
        name: "a material that is no form has none to be downloaded",
        page: "G<h3>申请材料</h3><table><tr><th>材料名称</th><th>材料类型</th><th>空白表格</th></tr>\
            <tr><td>身份证</td><td>证件证书证明</td><td></td></tr></table>",
        says: &[
            ("material.name", &["身份证"]),
            ("material.blank-form", &["not-applicable"]),
        ],
    },
    Trap {
        name: "a link whose target was taken away leads nowhere, and its form is not there",
        page: "G<h3>申请材料</h3><table><tr><th>材料名称</th><th>材料类型</th><th>空白表格</th></tr>\
            <tr><td>登记申请表</td><td>申请表格文书</td><td><a href='javascript:;'>空白表格</a></td></tr></table>",
        says: &[("material.blank-form", &["placeholder"])],
    },
    Trap {
        name: "a reply that only names whom to call solves nothing",
        page: "L<p>答复单位：桥梁所</p><p>答复时间：2026-03-05</p><p>答复内容：您好，请致电0100-5550123咨询。感谢您的来信。</p>",
        says: &[("message.grade", &["R2"])],
    },
    Trap {
        name: "a closed letter with an empty reply has no reply",
        page: "L<p>办理状态：已办结</p><p>答复单位：</p><p>答复时间：</p><p>答复内容：</p>",
        says: &[
            ("message.status", &["已办结"]),
            ("message.reply", &["placeholder"]),
            ("message.replied", &["placeholder"]),
        ],
    },
    Trap {
        name: "a masked letter is a letter",
        page: "<h1>反映***的问题</h1><p>来信人：李**</p><p>联系电话：138****0000</p><p>来信时间：2026-03-02</p>\
            <p>来信内容：我家住***小区，门前路灯不亮。</p><p>答复时间：2026-03-05</p><p>答复内容：您好，路灯已于3月4日修复。</p>",
        says: &[
            ("message.asked", &["2026-03-02"]),
            ("message.replied", &["2026-03-05"]),
        ],
    },
    Trap {
        name: "the printed day of reply is reported, though the letter was first passed on before",
        page: "L<p>转办时间：2026-03-03</p><p>答复时间：2026-03-09</p><p>答复内容：您好，路灯已于3月8日修复。</p>",
        says: &[("message.replied", &["2026-03-09"])],
    },
    Trap {
        name: "a channel in a comment is on no page",
        page: "<title>门户</title><p><a href=/a>通知</a></p><!-- <a href='http://weibo.com/x'>官方微博</a> 官方微信 -->",
        says: &[("channel.mention", &[])],
    },
    Trap {
        name: "a news title about a channel is not the channel",
        page: "<title>门户</title><ul><li><a href=/1>我市社保缴费开通支付宝渠道</a></li><li><a href=/2>市民可下载APP查询公交到站信息</a></li></ul>",
        says: &[("channel.mention", &[])],
    },
    Trap {
        name: "a share button is no presence on what it shares to",
        page: "<title>门户</title><p><a href=/a>通知</a></p><div class='share'>分享到：<a href='#' title='分享到微信'>微信</a><a href='#'>微博</a></div>",
        says: &[("channel.mention", &[])],
    },
];

/// A page around what stands in it.
fn body(page: &str) -> String {
    let inner = page.replacen('G', GUIDE, usize::from(page.starts_with('G')));
    let inner = inner.replacen('L', LETTER, usize::from(page.starts_with('L')));
    format!("<!doctype html><html><body>{inner}</body></html>")
}

fn capture(site: &Site, order: u32, path: &str, body: String) -> Capture {
    let address = format!("http://trap.invalid{path}");
    Capture {
        id: CaptureId::new(&site.id, "GET", &address, &[]),
        site: site.id.clone(),
        order,
        depth: 0,
        kind: CaptureKind::Page,
        address,
        captured: "2026-01-01T00:00:00Z".to_owned(),
        status: Some(200),
        headers: vec![(
            "content-type".to_owned(),
            "text/html; charset=utf-8".to_owned(),
        )],
        body: body.into_bytes(),
        redirect: None,
        cause: None,
        findings: Vec::new(),
        notes: BTreeMap::new(),
    }
}

/// What is read of some pages of a site that somebody saved.
fn read(pages: &[PageOf<'_>]) -> (SiteFacts, SiteRecords) {
    let site = Site::imported("trap", "trap");
    let captures = pages
        .iter()
        .zip(0..)
        .map(|((path, page), n)| capture(&site, n, path, body(page)));
    let read = round::read(&site, captures.collect());
    let records = record::build(&site.id, &read.sight, &read.facts);
    (read, records)
}

/// What the facts of a field say: their values, else their states, in order of place. What the whole site says of a thing that
/// no page names stands for nothing.
fn says(read: &SiteFacts, field: &str) -> Vec<String> {
    let facts = read.facts.iter().filter(|fact| fact.field.id == field);
    facts
        .filter_map(|fact| match &fact.observation {
            Observation::Value(value) => Some(value.to_string()),
            _ if field == "channel.mention" => None,
            other => Some(other.state().to_owned()),
        })
        .collect()
}

#[test]
fn every_trap_is_read_as_it_is_meant() {
    let mut faults = Vec::new();
    for trap in TRAPS {
        let (read, _) = read(&[("/a.html", trap.page)]);
        for (field, wanted) in trap.says {
            let found = says(&read, field);
            if found != *wanted {
                faults.push(format!(
                    "{}: {field} should be {wanted:?}, is {found:?}",
                    trap.name
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What an indicator of the pack `seed-2018` makes of some pages, on a day.
fn measured(indicator: &str, as_of: &str, pages: &[PageOf<'_>]) -> Measurement {
    static PACK: OnceLock<(Pack, Calendar)> = OnceLock::new();
    let (pack, calendar) = PACK.get_or_init(|| {
        let data = Indicators::built_in();
        let files: Vec<(&str, &str)> = data.below("seed-2018").collect();
        let pack = govgauge::pack::load(&files).unwrap_or_else(|faults| panic!("{faults}"));
        let calendar = Calendar::from_files(data.below("calendars"));
        (pack, calendar.unwrap_or_else(|faults| panic!("{faults}")))
    });
    let words = |list: &str, text: &str| round::lexicon().is_of(list, text);
    let setting = Setting {
        as_of: as_of.parse().expect("a day"),
        calendar,
        words: &words,
    };
    let (_, records) = read(pages);
    let all = measure(pack, &records, &setting);
    let one = all.into_iter().find(|one| one.indicator == indicator);
    one.expect("the pack has the indicator")
}

const DAY: &str = "2026-06-30";

#[test]
fn a_promise_without_a_statutory_limit_is_not_counted_as_not_shortened() {
    let page = "G<p>承诺办结时限：5个工作日</p>";
    let one = measured("time-limit.shortened", DAY, &[("/a.html", page)]);
    assert_ne!(one.value, Some(0.0), "{one:?}");
    assert!(
        one.high > 0.0 || one.state == MeasureState::NotApplicable,
        "{one:?}"
    );
}

#[test]
fn an_item_whose_materials_are_no_forms_is_not_judged_by_downloads() {
    let page = "G<h3>申请材料</h3><table><tr><th>材料名称</th><th>材料类型</th></tr><tr><td>身份证</td><td>证件证书证明</td></tr></table>";
    let one = measured("forms", DAY, &[("/a.html", page)]);
    assert_eq!((one.value, one.of), (None, 0), "{one:?}");
}

#[test]
fn an_item_that_costs_nothing_is_not_asked_for_a_way_to_pay() {
    let free = "G<p>承诺办结时限：5个工作日</p><p><a href='/apply'>在线办理</a></p>";
    let with_payment = format!("{free}<p>网上支付：支持</p>");
    let online = |page: &str| {
        let one = measured("online", DAY, &[("/a.html", page)]);
        (one.state, one.value, one.low, one.high)
    };
    assert_eq!(online(free), online(&with_payment));
}

#[test]
fn a_letter_of_yesterday_without_a_reply_is_not_late() {
    let letter = "L<p>来信类型：咨询</p><p>办理状态：办理中</p>";
    let young = measured("replies.timely", "2026-03-03", &[("/a.html", letter)]);
    assert_ne!(young.value, Some(0.0), "{young:?}");
    let old = measured("replies.timely", "2026-04-30", &[("/a.html", letter)]);
    assert_eq!(old.value, Some(0.0), "{old:?}");
}

#[test]
fn an_item_under_five_themes_is_one_item() {
    let guide = "G<p>实施编码：11330000002482030X2000117001000</p><p>法定办结时限：20日</p>";
    let paths = [
        "/t1/a.html",
        "/t2/a.html",
        "/t3/a.html",
        "/t4/a.html",
        "/t5/a.html",
    ];
    let pages = paths.map(|path| (path, guide));
    let (_, records) = read(&pages);
    assert_eq!(records.of(SubjectKind::Item).count(), 1);
    assert_eq!(measured("conditions", DAY, &pages).of, 1);
}

#[test]
fn an_error_page_that_answers_200_is_no_guide() {
    let page = "<title>404 页面不存在</title><h1>页面不存在</h1><p>对不起，您访问的页面不存在或已被删除。</p>";
    let (read, records) = read(&[("/a.html", page)]);
    assert_eq!(records.of(SubjectKind::Item).count(), 0, "{:?}", read.facts);
}

#[test]
fn a_page_that_only_a_script_fills_is_not_observed_and_says_nothing_is_absent() {
    let page = "<title>办事指南</title><div id='app'></div><script src='/a.js'></script><script>start()</script>";
    let (read, records) = read(&[("/guide/1.html", page)]);
    let absent: Vec<&str> = read
        .facts
        .iter()
        .filter(|fact| fact.observation == Observation::Absent)
        .map(|fact| fact.field.id)
        .collect();
    assert_eq!((absent, records.of(SubjectKind::Item).count()), (vec![], 0));
    let one = measured("conditions", DAY, &[("/guide/1.html", page)]);
    assert_eq!((one.value, one.state), (None, MeasureState::NotObserved));
}

#[test]
fn a_stub_that_a_script_sends_on_is_no_page_of_the_site() {
    let page = "<script>window.location.href='/new/guide.html';</script>";
    let (read, records) = read(&[("/guide/1.html", page)]);
    assert_eq!(records.of(SubjectKind::Item).count(), 0);
    let absent = read
        .facts
        .iter()
        .filter(|fact| fact.observation == Observation::Absent);
    assert_eq!(absent.count(), 0, "{:?}", read.facts);
}

#[test]
fn a_page_is_read_alike_whichever_body_it_is_of() {
    // An error of reading that is mended for one body alone would rank it by the mending.
    let page = TRAPS.iter().map(|trap| body(trap.page));
    let pages: Vec<String> = page.collect();
    let told = |id: &str, name: &str| -> Vec<String> {
        let site = Site::imported(id, name);
        let captures = pages.iter().zip(0..).map(|(page, n)| {
            let path = format!("/guide/{n}.html");
            capture(&site, n, &path, page.clone())
        });
        let facts = round::read(&site, captures.collect()).facts;
        let of_pages = facts
            .into_iter()
            .filter(|fact| fact.subject.kind != SubjectKind::Site);
        let said = of_pages.map(|fact| {
            let key = &fact.subject.key;
            let state = fact.observation;
            format!("{key} {} {state:?} {}", fact.field.id, fact.text)
        });
        said.collect()
    };
    let one = told("qingshan", "青山县人民政府");
    assert!(one.len() > 100, "the pages say something: {}", one.len());
    assert_eq!(one, told("haitang", "海棠市行政审批局"));
}

#[test]
fn no_rank_is_published_without_its_interval_its_bounds_and_its_coverage() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/sample");
    let mut scores = csv::Reader::from_path(folder.join("scores.csv")).expect("a table");
    let head = scores.headers().expect("a head").clone();
    let column = |name: &str| head.iter().position(|head| head == name).expect(name);
    let rank = column("rank");
    let beside = [
        "score",
        "low",
        "high",
        "coverage",
        "rank_best",
        "rank_worst",
    ]
    .map(column);
    let rows: Vec<_> = scores.records().map(|row| row.expect("a row")).collect();
    let ranked: Vec<_> = rows.iter().filter(|row| !row[rank].is_empty()).collect();
    assert!(!ranked.is_empty(), "somebody is ranked");
    for row in ranked {
        let lacks = beside.iter().find(|at| row[**at].is_empty());
        assert_eq!(lacks.map(|at| &head[*at]), None, "{row:?}");
    }
    let report = fs::read(folder.join("report.json")).expect("a report");
    let report: serde_json::Value = serde_json::from_slice(&report).expect("JSON");
    let sites = report["sites"].as_array().expect("a list of sites");
    for site in sites.iter().filter(|site| !site["rank"].is_null()) {
        let total = &site["nodes"]["total"];
        let interval = site["rank-interval"].as_array().map(Vec::len);
        assert_eq!(interval, Some(2), "{}", site["site"]);
        for part in ["low", "high", "coverage"] {
            assert!(total[part].is_number(), "{} has no {part}", site["site"]);
        }
    }
}
