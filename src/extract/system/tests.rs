use crate::archive::Capture;
use crate::extract::testing::{Read, capture};
use crate::site::{Cause, Door, Site};

/// Enough news for a home page, and its foot.
fn home(body: &str) -> String {
    let news = "<li><a href=/>青山县召开某某工作会议</a></li>".repeat(20);
    format!("<title>青山县政务服务网</title><ul>{news}</ul>{body}")
}

fn mentioned(body: &str) -> Vec<String> {
    Read::pages(&[("/", &home(body))]).keys("system.mention")
}

/// Mention, address and check of a system on a home page beside other pages.
fn told(system: &str, body: &str, others: &[(&str, &str)]) -> [Vec<String>; 3] {
    let home = home(body);
    let pages: Vec<(&str, &str)> = [("/", home.as_str())]
        .into_iter()
        .chain(others.iter().copied())
        .collect();
    let read = Read::pages(&pages);
    ["mention", "address", "reachable"].map(|part| read.says_of(system, &format!("system.{part}")))
}

fn expect(mention: &str, address: &str, reachable: &str) -> [Vec<String>; 3] {
    [mention, address, reachable].map(|word| vec![word.to_owned()])
}

#[test]
fn an_entry_is_a_claim_and_its_answer_a_check() {
    let link = "<a href=/yy/>网上预约系统</a>";
    let at = "http://qingshan.invalid/yy/";
    let page = |title: &str| format!("<title>{title}</title><p>{}</p>", "请按时到场。".repeat(30));
    let answered = |title: &str| told("booking", link, &[("/yy/", &page(title))]);
    assert_eq!(answered("预约取号"), expect("网上预约系统", at, "yes"));
    assert_eq!(answered("通知公告"), expect("网上预约系统", at, "unparsed"));
    assert_eq!(
        told("booking", link, &[]),
        expect("网上预约系统", at, "not-observed")
    );
    let back = "<a href=/>网上预约系统</a>";
    assert_eq!(
        told("booking", back, &[]),
        expect("网上预约系统", "http://qingshan.invalid/", "no")
    );
    let nowhere = "<a href='javascript:;'>网上预约系统</a>";
    assert_eq!(
        told("booking", nowhere, &[]),
        expect("网上预约系统", "placeholder", "not-observed")
    );
}

#[test]
fn an_entry_that_is_gone_was_checked_and_one_that_was_kept_from_us_was_not() {
    let site = Site {
        addresses: [(Door::Platform, "http://qingshan.invalid/".to_owned())].into(),
        ..Site::imported("qingshan", "青山")
    };
    let with = |change: &dyn Fn(&mut Capture)| {
        let html = "text/html; charset=utf-8";
        let mut asked = capture(&site, "/dl/", "", html);
        change(&mut asked);
        let home = capture(&site, "/", &home("<a href=/dl/>用户登录</a>"), html);
        Read::site(&site, vec![home, asked]).says_of("sign-on", "system.reachable")
    };
    assert_eq!(with(&|asked| asked.cause = Some(Cause::WallLogin)), ["yes"]);
    assert_eq!(
        with(&|asked| asked.cause = Some(Cause::NetTimeout)),
        ["not-observed"]
    );
    assert_eq!(with(&|asked| asked.status = Some(404)), ["no"]);
    let away = with(&|asked| {
        asked.status = Some(302);
        asked.redirect = Some("http://sso.qinglan.invalid/login".to_owned());
        asked.cause = Some(Cause::RedirectOffScope);
    });
    assert_eq!(away, ["not-observed"]);
}

#[test]
fn the_host_of_a_login_is_told_though_it_is_not_ours_to_see() {
    let site = Site {
        addresses: [(Door::Platform, "http://qingshan.invalid/".to_owned())].into(),
        ..Site::imported("qingshan", "青山")
    };
    let html = "text/html; charset=utf-8";
    let mut asked = capture(&site, "/dl/", "", html);
    asked.status = Some(302);
    asked.redirect = Some("http://sso.qinglan.invalid/login".to_owned());
    asked.cause = Some(Cause::RedirectOffScope);
    let home = capture(&site, "/", &home("<a href=/dl/>用户登录</a>"), html);
    let read = Read::site(&site, vec![home, asked]);
    assert_eq!(
        read.says_of("sign-on", "system.detail"),
        ["sso.qinglan.invalid"]
    );
}

#[test]
fn news_comments_share_bars_and_interviews_show_nothing() {
    for body in [
        "<li><a href=/n/2.html>我县政务服务网上线智能问答机器人</a></li>",
        "<!-- <a href=/robot>智能问答</a> -->",
        "<div class=bdshare><a href=/robot>智能客服</a></div>",
        "<a href=/ft/>在线访谈</a>",
        "<p style='display:none'><a href=/robot>智能问答</a></p>",
        "<a href=/map.html>网站地图</a>",
        "<a href=/wsdt/>网上办事大厅</a>",
    ] {
        assert_eq!(mentioned(body), [""; 0], "{body}");
    }
    assert_eq!(mentioned("<a href=/r>智能问答</a>"), ["robot"]);
}

#[test]
fn an_article_shows_systems_only_around_it() {
    let story = format!(
        "<p>{}</p>",
        "青山县的桥梁今天修好了，居民出行比以前方便得多。".repeat(8)
    );
    let page = format!(
        "<div class=nav><a href=/hcp/>好差评</a></div>{story}<p><a href=/r/>智能问答</a></p>"
    );
    assert_eq!(Read::html(&page).keys("system.mention"), ["reviews"]);
}

#[test]
fn a_word_in_the_foot_is_no_entry() {
    let foot = |inside: &str| {
        format!(
            "<div class=footer><p>{inside}</p><p>主办单位：青山县人民政府办公室</p><p>网站标识码：3300000001</p></div>"
        )
    };
    assert_eq!(mentioned(&foot("好差评")), [""; 0]);
    assert_eq!(mentioned(&foot("本站好差评系统由某某公司承建")), [""; 0]);
    assert_eq!(mentioned(&foot("<a href=/hcp/>好差评</a>")), ["reviews"]);
}

#[test]
fn a_search_form_says_how_it_asks() {
    let form = |method: &str| {
        format!(
            "<form action=/s method={method}><input name=kw placeholder=请输入关键字><input type=submit value=搜索></form>"
        )
    };
    let found = ("/s", "<title>搜索结果</title><p>没有结果</p>");
    let read = |form: &str, more: &[(&str, &str)]| {
        let home = home(form);
        let pages = [&[("/", home.as_str())], more].concat();
        let read = Read::pages(&pages);
        (
            read.says_of("search", "system.detail").join(" "),
            read.says_of("search", "system.reachable").join(" "),
        )
    };
    assert_eq!(
        read(&form("get"), &[found]),
        ("GET kw".to_owned(), "yes".to_owned())
    );
    assert_eq!(
        read(&form("post"), &[]),
        ("POST kw".to_owned(), "not-observed".to_owned())
    );
    let login = "<form><input name=user placeholder=搜索><input type=password name=p></form>";
    let read = Read::pages(&[("/", &home(login))]);
    assert_eq!(read.says_of("search", "system.address"), ["absent"]);
}

#[test]
fn hours_and_numbers_are_told_beside_the_name() {
    let detail = |system: &str, body: &str| {
        let read = Read::pages(&[("/", &home(body))]);
        read.says_of(system, "system.detail")
    };
    assert_eq!(
        detail(
            "live-contact",
            "<a href=/kf/>在线客服</a><p>在线客服时间：9:00-17:00</p>"
        ),
        ["9:00-17:00"]
    );
    assert_eq!(
        detail("hotline", "<p>咨询热线：0577-88001234</p>"),
        ["0577-88001234"]
    );
    assert_eq!(
        detail("live-contact", "<a href=/kf/>在线客服</a>"),
        ["absent"]
    );
    assert_eq!(
        detail("robot", "<a href=/r/>智能问答</a>"),
        ["not-applicable"]
    );
}

#[test]
fn what_a_page_may_show_that_was_not_seen_is_not_absent() {
    let says = |body: &str, others: &[(&str, &str)]| told("booking", body, others)[0].clone();
    let more = "<li><a href=/more.html>便民应用</a></li>";
    assert_eq!(says(more, &[]), ["not-observed"]);
    assert_eq!(says(more, &[("/more.html", "<p>没有</p>")]), ["absent"]);
}

#[test]
fn what_a_script_may_show_is_never_absent() {
    let says = |body: &str, system: &str| {
        let read = Read::pages(&[("/", &home(body))]);
        read.says_of(system, "system.mention")
    };
    assert_eq!(says("", "robot"), ["absent"]);
    assert_eq!(says("", "booking"), ["absent"]);
    assert_eq!(
        says("<script src=/a.js></script>", "robot"),
        ["not-observed"]
    );
    assert_eq!(says("<script src=/a.js></script>", "booking"), ["absent"]);
    assert_eq!(
        says("<script src=/js/robot.js></script>", "robot"),
        ["/js/robot.js"]
    );
    assert_eq!(
        says("<script src='//webapi.amap.com/maps?v=2'></script>", "map").len(),
        1
    );
}

#[test]
fn a_list_of_letters_is_published_letters_whatever_leads_to_it() {
    let rows: Vec<String> = (1..8)
        .map(|n| format!("<tr><td><a href=/l/{n}>路灯不亮{n}</a></td><td>2024-01-0{n}</td><td>已回复</td></tr>"))
        .collect();
    let list = format!(
        "<h1>互动</h1><table><tr><th>信件标题</th><th>来信时间</th><th>办理状态</th></tr>{}</table>",
        rows.concat()
    );
    let told = told("letters", "", &[("/l/", &list)]);
    assert_eq!(
        told[1..],
        expect("", "http://qingshan.invalid/l/", "yes")[1..]
    );
}

#[test]
fn nothing_is_absent_where_no_door_was_read() {
    let other =
        "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p><p>办理时限：5日</p>";
    assert_eq!(
        Read::html(other).says_of("booking", "system.mention"),
        ["not-observed"]
    );
    let flag = format!("{other}<p>网上支付：否</p>");
    assert_eq!(
        Read::html(&flag).says_of("payment", "system.mention"),
        ["not-observed"]
    );
}
