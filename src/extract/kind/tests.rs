//! Invented pages of every kind and of many layouts, with those that are easily taken for another kind.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::{PageKind, look::Look, signs, weigh};
use crate::extract::testing::Read;
use crate::extract::view::{self, Pair};
use crate::lexicon::Lexicon;
use crate::site::Cause;

fn kind(markup: &str) -> PageKind {
    Read::html(markup).kind
}

/// An invented page: what it is, and its signs.
struct Fixture {
    name: String,
    expected: &'static [&'static str],
    measured: Vec<f64>,
}

/// The kinds that a folder of invented pages holds.
fn expected(folder: &str) -> &'static [&'static str] {
    match folder {
        "guide_detail" | "guide_text" => &["guide"],
        "guide_list" | "item_list" => &["guide-list"],
        "consult_list" => &["letter-list"],
        "consult_detail" | "consult_text" => &["letter"],
        "consult_form" => &["letter-form"],
        "apply_form" => &["apply-form"],
        "interaction_index" => &["interaction"],
        "mailbox_rules" | "mailbox_rules_text" | "mailbox_stats_text" => &["rules"],
        // where a hall ends and a column begins, nobody can say
        "portal_home" | "department_home" | "service_hall" => &["home", "section"],
        "section_index" | "article_list" => &["section"],
        "article_detail" => &["article"],
        "about_page" => &["about"],
        "smart_qa" => &["robot"],
        "search_result" => &["search"],
        "stub" => &["stub"],
        "empty_shell" => &["shell"],
        "error_page" => &["error"],
        "wall" => &["wall"],
        "other" => &["other"],
        _ => panic!("no kind for the folder {folder}"),
    }
}

fn fixtures() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages");
    let sorted = |folder: &Path| {
        let entries = fs::read_dir(folder).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let lexicon = Lexicon::of_the_binary();
    let mut found = Vec::new();
    for folder in sorted(&root).iter().filter(|path| path.is_dir()) {
        let name = folder.file_name().unwrap().to_str().unwrap();
        for path in sorted(folder) {
            let body = fs::read_to_string(&path).unwrap();
            let page = if path.extension().is_some_and(|end| end == "txt") {
                Read::plain_page(&body)
            } else {
                Read::html_page(&body)
            };
            let pairs: Vec<Pair> = view::pairs(&lexicon, &page);
            let measured = signs::measure(&Look::new(&lexicon, &page, &pairs));
            let file = path.file_name().unwrap().to_str().unwrap();
            found.push(Fixture {
                name: format!("{name}/{file}"),
                expected: expected(name),
                measured,
            });
        }
    }
    found
}

#[test]
fn invented_pages_are_told() {
    let fixtures = fixtures();
    assert!(fixtures.len() >= 120);
    let wrong: Vec<String> = fixtures
        .iter()
        .filter_map(|fixture| {
            let told = weigh::weigh(&fixture.measured);
            let right = fixture.expected.contains(&told.kind.id());
            (!right).then(|| format!("{}: {told:?}", fixture.name))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Weights that stand for one page only would be that page's case in disguise.
#[test]
fn no_sign_carries_the_whole() {
    let fixtures = fixtures();
    let right = |left_out: Option<usize>| {
        let told = fixtures.iter().filter(|fixture| {
            let told = weigh::weigh_without(&fixture.measured, left_out);
            fixture.expected.contains(&told.kind.id())
        });
        told.count()
    };
    let all = right(None);
    for (at, sign) in signs::SIGNS.iter().enumerate() {
        let there: BTreeSet<&str> = fixtures
            .iter()
            .filter(|fixture| fixture.measured[at] > 0.0)
            .map(|fixture| fixture.name.as_str())
            .collect();
        assert!(there.len() >= 2, "only {there:?} shows `{}`", sign.id);
        let lost = all - right(Some(at)).min(all);
        assert!(
            lost * 10 <= fixtures.len(),
            "without `{}`, {lost} of {} pages are no longer told",
            sign.id,
            fixtures.len()
        );
    }
}

#[test]
fn every_kind_is_among_the_invented_pages() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for fixture in fixtures() {
        *seen.entry(fixture.expected[0]).or_default() += 1;
    }
    for kind in PageKind::WEIGHED {
        let shown = kind == PageKind::Materials || seen.contains_key(kind.id());
        assert!(shown, "no invented page is of the kind `{}`", kind.id());
    }
}

#[test]
fn signs_of_two_kinds_leave_the_page_unclear() {
    assert_eq!(kind("<title>智能问答</title><p>您好</p>"), PageKind::Robot);
    assert_eq!(
        kind("<title>智能问答</title><h1>我要写信</h1><p>您好</p>"),
        PageKind::Unclear
    );
}

#[test]
fn a_home_page_with_choices_and_a_long_foot_is_an_index() {
    let links = "<li><a href=1>青山县会议在某某镇召开</a></li>".repeat(20);
    let options = "<option>某某乡人民政府</option>".repeat(40);
    let foot = "主办单位：青山县人民政府办公室，承办单位：青山县信息中心，网站标识码见页面底部，"
        .repeat(3);
    let home =
        format!("<ul>{links}</ul><select>{options}</select><div class=footer><p>{foot}</p></div>");
    assert!(kind(&home).is_index(), "{:?}", kind(&home));
    let story = "青山县的桥梁今天修好了，居民出行比以前方便得多。".repeat(6);
    assert_eq!(
        kind(&format!(
            "<ul><li><a href=1>首页</a></li></ul><p>{story}</p>"
        )),
        PageKind::Article
    );
}

#[test]
fn the_labels_of_several_items_make_a_list() {
    let items: String = ["摊位登记", "路灯报修", "桥梁养护"]
        .map(|name| {
            format!("<li><p>事项名称：{name}</p><p>受理条件：{name}人</p><p>承诺时限：5日</p><p>实施主体：某所</p></li>")
        })
        .concat();
    assert_eq!(kind(&format!("<ul>{items}</ul>")), PageKind::GuideList);
    let one = "<p>事项名称：摊位登记</p><p>受理条件：有摊位</p><p>承诺时限：5日</p><p>申请材料：申请表</p>".repeat(3);
    assert_eq!(kind(&one), PageKind::Guide);
    let names = "<p>事项名称：摊位</p><p>主项名称：市场</p><p>子项名称：登记</p><p>受理条件：有摊位</p><p>承诺时限：5日</p><p>申请材料：申请表</p>";
    assert_eq!(kind(names), PageKind::Guide);
}

#[test]
fn menus_around_nothing_are_a_script_shell() {
    let menu = "<a href=1>栏目</a>".repeat(9);
    let page = |body: &str| format!("<div class=nav>{menu}</div>{body}<script src=a.js></script>");
    assert_eq!(
        kind(&page("<div id=app></div>")),
        PageKind::Barred(Cause::ContentScriptShell)
    );
    assert_eq!(kind(&page("<div id=box></div>")), PageKind::Other);
}

#[test]
fn an_act_or_notice_that_speaks_of_conditions_is_an_article() {
    let act = "<h1>青山市摊位管理办法</h1><p>第一条 为规范摊位经营，制定本办法。</p><p>第二条 本市的摊位经营适用本办法。</p>\
        <p>第三条 申请条件：年满十八周岁，有固定的经营内容。</p><p>第四条 申请材料：申请表、身份证明。</p>\
        <p>第五条 办理时限：自受理之日起二十个工作日。</p><p>第六条 本办法自公布之日起施行。</p>";
    let notice = "<h1>关于开展就业补贴申报工作的通知</h1><p>发布时间：2022-03-06 浏览次数：132</p><p>各单位：现将有关事项通知如下：</p>\
        <p>一、申报条件</p><p>毕业两年内在本市就业并缴纳社会保险的毕业生。</p><p>二、申报材料</p><p>1.申请表；2.身份证。</p>\
        <p>三、联系电话：0100-5550101</p>";
    for markup in [act, notice] {
        assert_eq!(Read::html(markup).kind, PageKind::Article, "{markup}");
    }
}

#[test]
fn plain_text_is_read_by_its_lines() {
    let read = Read::plain(
        "摊位登记\n一、办理条件\n有摊位\n二、办理时限\n5日\n三、申请材料\n1.身份证\n2.申请表\n",
    );
    assert_eq!(read.kind, PageKind::Guide);
    assert_eq!(read.says("material.name"), ["身份证", "申请表"]);
    assert_eq!(read.says("item.name"), ["摊位登记"]);
}
