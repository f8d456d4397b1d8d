//! Which of the times on a page are the item's limits.

use crate::extract::testing::Read;
use crate::value::time_limit::Reason;

const REST: &str = "<p>办理条件：有摊位</p><p>申请材料：身份证</p><p>收费标准：不收费</p>";

fn limits(markup: &str) -> [Vec<String>; 3] {
    let read = Read::html(&format!("<h1>摊位登记</h1>{REST}{markup}"));
    ["statutory", "promised", "stated"].map(|which| read.says(&format!("item.time-limit.{which}")))
}

#[test]
fn the_other_limit_may_stand_in_a_bracket() {
    let guide = "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p>\
        <h3>办理时限</h3><p>自受理之日起10个工作日内作出决定（承诺4个工作日）。</p>";
    let read = Read::html(guide);
    assert_eq!(read.says("item.time-limit.statutory"), ["10 working-day"]);
    assert_eq!(read.says("item.time-limit.promised"), ["4 working-day"]);
}

#[test]
fn both_limits_may_stand_under_the_label_of_one() {
    let guide = "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p>\
        <p>法定期限：法定20个工作日 / 承诺15个工作日</p><p>流程：受理（时限：1日）</p>";
    let read = Read::html(guide);
    assert_eq!(read.says("item.time-limit.statutory"), ["20 working-day"]);
    assert_eq!(read.says("item.time-limit.promised"), ["15 working-day"]);
    assert_eq!(read.says("item.time-limit.stated"), ["absent"]);
}

#[test]
fn one_of_both_limits_may_be_none() {
    let [statutory, promised, stated] = limits("<p>办结时限：法定无期限 / 承诺5个工作日</p>");
    assert_eq!(statutory, ["stated-none"]);
    assert_eq!(promised, ["5 working-day"]);
    assert_eq!(stated, ["absent"]);
}

#[test]
fn a_bracket_behind_a_label_may_say_which_limit_is_meant() {
    let guide = "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p>\
        <p><label>办理期限（法定）</label><span>20日</span></p><p><label>办理期限（承诺）</label><span>5日</span></p>";
    let read = Read::html(guide);
    assert_eq!(read.says("item.time-limit.statutory"), ["20 day"]);
    assert_eq!(read.says("item.time-limit.promised"), ["5 day"]);
}

#[test]
fn one_line_may_say_both_limits() {
    for markup in [
        "<p>办理时限：法定时限30个工作日，承诺时限5个工作日</p>",
        "<p>办理时限</p><p>法定时限30个工作日，承诺时限5个工作日</p>",
        "<table><tr><td>办理时限</td><td>法定时限：30个工作日；承诺时限：5个工作日</td></tr></table>",
    ] {
        let [statutory, promised, _] = limits(markup);
        assert_eq!(statutory, ["30 working-day"], "{markup}");
        assert_eq!(promised, ["5 working-day"], "{markup}");
    }
}

#[test]
fn a_limit_may_follow_its_label_in_a_sentence() {
    let [statutory, promised, stated] =
        limits("<p>办理流程：审查。网上申请的，承诺时限10个工作日</p>");
    assert_eq!(promised, ["10 working-day"]);
    assert_eq!(
        (statutory, stated),
        (vec!["absent".into()], vec!["absent".into()])
    );
}

#[test]
fn a_limit_that_a_script_fills_was_not_seen() {
    let process = "审查，决定，发证。".repeat(20);
    let [_, promised, _] = limits(&format!(
        "<p>办理流程：{process}</p><p>承诺时限：<span id=cn></span></p><script>$('#cn').text(x)</script>"
    ));
    assert_eq!(promised, ["not-observed"]);
}

/// Pages with the limits that a person reads: statutory, promised, stated.
const PAGES: &[(&str, [&str; 3])] = &[
    // number and unit in cells of their own
    (
        "<table><tr><th>法定办结时限</th><td>20</td><th>法定办结时限单位</th><td>工作日</td></tr>
         <tr><th>承诺办结时限</th><td>5</td><th>承诺办结时限单位</th><td>工作日</td></tr></table>",
        ["20 working-day", "5 working-day", "absent"],
    ),
    (
        "<table><tr><td>法定办结时限</td><td>3</td></tr><tr><td>法定办结时限单位</td><td>月</td></tr>
         <tr><td>承诺办结时限</td><td>20</td></tr><tr><td>承诺办结时限单位</td><td>自然日</td></tr></table>",
        ["3 month", "20 calendar-day", "absent"],
    ),
    // the unit in the label
    (
        "<table><tr><td>法定期限（工作日）</td><td>20</td></tr><tr><td>承诺期限(单位：天)</td><td>7</td></tr></table>",
        ["20 working-day", "7 day", "absent"],
    ),
    // a number without a unit anywhere
    (
        "<p>法定时限：20</p><p>承诺时限：5</p>",
        ["unparsed", "unparsed", "absent"],
    ),
    // words behind the limit, under a label of their own
    (
        "<p>法定办结时限：20个工作日</p><p>法定办结时限说明：自受理之日起计算，公示30日不计入</p>
         <p>承诺办结时限：8个工作日</p><p>承诺办结时限说明：专家评审60日除外</p>",
        ["20 working-day", "8 working-day", "absent"],
    ),
    // times of neighbours
    (
        "<p>法定时限：20个工作日</p><p>承诺时限：5个工作日</p><p>预审期限：2个工作日</p><p>送达时限：3个工作日</p>",
        ["20 working-day", "5 working-day", "absent"],
    ),
    (
        "<p>法定时限：20个工作日</p><p>承诺时限：5个工作日</p><p>办理时间：周一至周五 9:00-12:00，14:00-17:00</p>",
        ["20 working-day", "5 working-day", "absent"],
    ),
    (
        "<p>办理时间：工作日上午8:30-12:00</p>",
        ["absent", "absent", "absent"],
    ),
    (
        "<p>办理时间：24小时</p>",
        ["absent", "absent", "absent"],
    ),
    (
        "<p>办理时间：10个工作日</p>",
        ["absent", "absent", "10 working-day"],
    ),
    // special steps
    (
        "<table><tr><th>法定办结时限</th><td>20个工作日</td></tr><tr><th>承诺办结时限</th><td>10个工作日</td></tr></table>
         <h3>特殊环节</h3><table><tr><th>特殊环节名称</th><th>所需时限</th><th>是否计算在法定办结时限内</th></tr>
         <tr><td>专家评审</td><td>60个工作日</td><td>否</td></tr></table>",
        ["20 working-day", "10 working-day", "absent"],
    ),
    (
        "<p>法定时限：20个工作日</p><p>承诺时限：5个工作日</p><p>特别程序：现场踏勘，办理时限15个工作日，不计入法定办结时限</p>",
        ["20 working-day", "5 working-day", "absent"],
    ),
    // the steps of the whole
    (
        "<p>法定时限：20个工作日</p><p>承诺时限：5个工作日</p>
         <h3>办理流程</h3><table><tr><th>环节</th><th>办理人</th><th>办理时限</th></tr>
         <tr><td>受理</td><td>张某</td><td>1个工作日</td></tr><tr><td>审查</td><td>李某</td><td>3个工作日</td></tr></table>",
        ["20 working-day", "5 working-day", "absent"],
    ),
    (
        "<p>办理时限：10个工作日</p>
         <h3>办理流程</h3><table><tr><th>环节名称</th><th>办理时限</th></tr>
         <tr><td>受理</td><td>1个工作日</td></tr><tr><td>决定</td><td>9个工作日</td></tr></table>",
        ["absent", "absent", "10 working-day"],
    ),
    // a limit for each level: nobody says which is this item's
    (
        "<table><tr><td>省级法定办结时限</td><td>20个工作日</td></tr><tr><td>市级法定办结时限</td><td>15个工作日</td></tr>
         <tr><td>县级法定办结时限</td><td>10个工作日</td></tr></table>",
        ["conflict", "absent", "absent"],
    ),
    (
        "<table><tr><td>行使层级</td><td>市级</td></tr><tr><td>省级法定办结时限</td><td>20个工作日</td></tr>
         <tr><td>市级法定办结时限</td><td>15个工作日</td></tr><tr><td>县级法定办结时限</td><td>10个工作日</td></tr>
         <tr><td>市级承诺办结时限</td><td>5个工作日</td></tr><tr><td>县级承诺办结时限</td><td>3个工作日</td></tr></table>",
        ["15 working-day", "5 working-day", "absent"],
    ),
    (
        "<table><tr><td>行使层级</td><td>市级、县级</td></tr><tr><td>市级法定办结时限</td><td>15个工作日</td></tr>
         <tr><td>县级法定办结时限</td><td>10个工作日</td></tr></table>",
        ["conflict", "absent", "absent"],
    ),
    (
        "<table><tr><td>行使层级</td><td>县级</td></tr><tr><td>省级法定办结时限</td><td>20个工作日</td></tr>
         <tr><td>市级法定办结时限</td><td>20个工作日</td></tr><tr><td>县级法定办结时限</td><td>-</td></tr></table>",
        ["placeholder", "absent", "absent"],
    ),
    (
        "<table><tr><td>省级法定办结时限</td><td>20个工作日</td></tr><tr><td>市级法定办结时限</td><td>20个工作日</td></tr></table>",
        ["20 working-day", "absent", "absent"],
    ),
    (
        "<table><tr><td>行使层级</td><td>省级</td></tr><tr><td>自治区级法定办结时限</td><td>20个工作日</td></tr>
         <tr><td>区级法定办结时限</td><td>15个工作日</td></tr></table>",
        ["20 working-day", "absent", "absent"],
    ),
    (
        "<table><tr><td>行使层级</td><td>省级</td></tr><tr><td>市级法定办结时限</td><td>15个工作日</td></tr></table>",
        ["absent", "absent", "absent"],
    ),
    // what cannot be decided, and what says nothing
    (
        "<p>法定时限：无法定时限</p><p>承诺时限：5个工作日（网上）；10个工作日（窗口）</p>",
        ["stated-none", "unparsed", "absent"],
    ),
    (
        "<p>法定时限：--</p><p>承诺时限：待定</p>",
        ["placeholder", "placeholder", "absent"],
    ),
    (
        "<p>法定时限：20个工作日（可延长10个工作日）</p><p>承诺时限：即办</p>",
        ["20 working-day", "instant", "absent"],
    ),
];

#[test]
fn the_limits_of_a_page_are_those_that_a_person_reads() {
    let wrong: Vec<String> = PAGES
        .iter()
        .filter_map(|(markup, expected)| {
            let read = limits(markup).map(|said| said.join(" & "));
            (read != *expected).then(|| format!("{markup}\n  {read:?}\n  {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_limit_that_cannot_be_read_says_why() {
    let reasons = |promised: &str| {
        Read::html(&format!("<h1>摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p><p>承诺时限：{promised}</p>"))
            .reasons("item.time-limit.promised")
    };
    assert_eq!(
        reasons("5个工作日（网上）；10个工作日（窗口）"),
        [Some(Reason::PerScene)]
    );
    assert_eq!(reasons("尽快"), [Some(Reason::Vague)]);
    assert_eq!(reasons("5个工作日"), [None]);
}

#[test]
fn limits_of_different_cases_are_no_conflict_and_two_of_one_case_are() {
    let read = |rows: &str| {
        let read = Read::html(&format!(
            "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p><p>收费标准：不收费</p>{rows}"
        ));
        let field = "item.time-limit.promised";
        (read.says(field), read.reasons(field))
    };
    let of_case = |case: &str, days: u32| {
        format!("<h3>办理情形：{case}</h3><p>承诺办结时限：{days}个工作日</p>")
    };
    let is = |state: &str, reason| (vec![state.to_owned()], vec![reason]);
    assert_eq!(
        read(&[of_case("新办", 5), of_case("变更", 3)].concat()),
        is("unparsed", Some(Reason::PerScene))
    );
    assert_eq!(
        read(&[of_case("新办", 5), of_case("变更", 5)].concat()),
        is("5 working-day", None)
    );
    assert_eq!(
        read(&[of_case("新办", 5), of_case("新办", 3)].concat()),
        is("conflict", None)
    );
    let apart = "<p>承诺办结时限：5个工作日</p><p>承诺办结时限：3个工作日</p>";
    assert_eq!(read(apart), is("conflict", None));
}
