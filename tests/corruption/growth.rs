//! Harm by growth: more of something than any page has, to find work that grows faster than the page.

use std::fmt::Write as _;

use super::Chance;
use super::bytes::words;
use super::markup::{place, with};

/// A page of such size is grown no further.
const LARGEST: usize = 2 << 20;

/// A part so many times, as far as a page may grow.
fn repeated(part: &str, times: usize) -> String {
    part.repeat(times.min(LARGEST / part.len().max(1)).max(1))
}

const NESTED: [&str; 26] = [
    "<div>",
    "<div class=content>",
    "<span>",
    "<p>",
    "<b>",
    "<i><b>",
    "<font color=red>",
    "<a href=1>",
    "<ul><li>",
    "<ol><li>",
    "<dl><dt>",
    "<dl><dd>",
    "<table><tr><td>",
    "<table><tbody><tr><th>",
    "<blockquote>",
    "<form><fieldset>",
    "<select><option>",
    "<button>",
    "<h3>",
    "<section>",
    "<details>",
    "<svg><g>",
    "<math><mi>",
    "<template>",
    "<div style='display:none'>",
    "<label><em>",
];

pub(super) fn deep(body: &[u8], chance: &mut Chance, size: usize) -> Vec<u8> {
    let open = chance.of(&NESTED);
    let words = chance.of(&["", "甲", "办理时限：5个工作日"]);
    let mut part = repeated(&format!("{open}{words}"), size);
    if chance.below(2) == 0 {
        let name = open[1..].split([' ', '>']).next().unwrap_or_default();
        part += &repeated(&format!("</{name}>"), size);
    }
    with(body, chance, part.as_bytes())
}

pub(super) fn misnested(body: &[u8], chance: &mut Chance, size: usize) -> Vec<u8> {
    let part = chance.of(&[
        "<b><p>",
        "<a><div></a>",
        "<p><b></p>",
        "<b><i></b></i>",
        "<table><b>",
        "<tr><p></tr>",
        "</p>",
        "</br>",
        "<table><a href=1><tr>",
        "</table><td>",
        "<a href=1><b></a>",
        "<font size=1><p>甲",
        "<form><table></form>",
        "<li><b>甲</li>",
        "<nobr>",
        "<button><p></button>",
        "<option><b>",
        "<h3><a></h2>",
    ]);
    with(body, chance, repeated(part, size).as_bytes())
}

pub(super) fn attributes(body: &[u8], chance: &mut Chance, size: usize) -> Vec<u8> {
    let mut part = String::new();
    match chance.below(8) {
        0 => {
            part.push_str("<div");
            for n in 0..size {
                let _ = write!(part, " a{n}=1");
            }
            part.push('>');
        }
        1 => part = format!("<div{}>", repeated(" class=a", size)),
        2 => part = format!("<div class=\"{}\">", repeated("share content ", size)),
        3 => part = format!("<p style='{}'>", repeated("display : none ; ", size)),
        4 => {
            part = format!(
                "<a href='http://a.invalid/{}'>甲</a>",
                repeated("../a/", size)
            );
        }
        5 => {
            part = format!(
                "<a href=# onclick=\"{}\">甲</a>",
                repeated("location.href=('", size)
            );
        }
        6 => {
            part = format!(
                "<img alt='{}' src='{}'>",
                repeated("微信", size),
                repeated("%", size)
            );
        }
        _ => {
            let tag = format!("<p{}>甲</p>", " data-a=1".repeat(200));
            part = repeated(&tag, size / 100);
        }
    }
    with(body, chance, part.as_bytes())
}

pub(super) fn entities(body: &[u8], chance: &mut Chance, size: usize) -> Vec<u8> {
    let part = chance.of(&[
        "&amp;",
        "&#x110000;",
        "&#99999999999999999999;",
        "&",
        "&lt",
        "&nbsp;",
        "&#0;",
        "&CounterClockwiseContourIntegral;",
        "&notit;",
        "&#xd800;",
        "&ensp;办",
        "&a",
        "<![CDATA[&]]>",
        "&#32;",
    ]);
    let grown = repeated(part, size);
    let grown = match chance.below(4) {
        0 => format!("<p title='{grown}'>"),
        1 => format!("<!DOCTYPE html [<!ENTITY a \"{grown}\">]>"),
        2 => format!("<title>{grown}"),
        _ => grown,
    };
    with(body, chance, grown.as_bytes())
}

pub(super) fn json(body: &[u8], chance: &mut Chance, size: usize) -> Vec<u8> {
    let grown = match chance.below(13) {
        0 => "[".repeat(size),
        1 => "{\"a\":".repeat(size),
        2 => "[".repeat(100) + &"]".repeat(100),
        12 => {
            let keys = (0..size / 4).map(|n| format!("\"k{n}\":\"甲\",\"k{n}Text\":\"乙\","));
            format!("{{{}\"a\":0}}", keys.collect::<String>())
        }
        3 => format!("\"{}", repeated("\\\"", size)),
        4 => format!("{{\"办理时限\":\"{}\"}}", repeated("五日\\n", size)),
        5 => format!(
            "[{}0]",
            repeated("{\"label\":\"办理时限\",\"value\":\"5日\"},", size)
        ),
        6 => format!("{{{}\"a\":0}}", repeated("\"办理时限\":\"5日\",", size)),
        7 => format!(
            "{{\"html\":\"{}\"}}",
            repeated("<p>办理时限：5日</p>", size)
        ),
        8 => format!("[{}0]", repeated("1e999,", size)),
        9 => format!("{{\"a\":\"{}\"}}", repeated("\\ud800", size)),
        10 => format!(
            "[{}0]",
            repeated(
                "{\"materials\":[{\"name\":\"申请表\",\"html\":\"<p>甲</p>\"}]},",
                size
            )
        ),
        _ => format!(
            "[{}0]",
            repeated(
                "{\"title\":\"来信\",\"content\":\"甲\",\"reply\":\"乙\",\"replyDate\":\"2020-01-01\"},",
                size
            )
        ),
    };
    let is_json = words(body).trim_start().starts_with(['{', '[']);
    if is_json {
        return match chance.below(3) {
            0 => format!("{{\"data\":{},\"more\":{grown}}}", words(body)).into_bytes(),
            1 => {
                let depth = chance.of(&[10, 100, size]);
                format!("{}{}{}", "[".repeat(depth), words(body), "]".repeat(depth)).into_bytes()
            }
            _ => with(body, chance, grown.as_bytes()),
        };
    }
    let script = match chance.below(4) {
        0 => format!("<script>var data = {grown};</script>"),
        1 => format!(
            "<script>{}</script>",
            repeated(
                &format!("var a={};", &grown.chars().take(200).collect::<String>()),
                size / 10
            )
        ),
        2 => return grown.into_bytes(),
        _ => format!("<script type=application/json>{grown}</script>"),
    };
    with(body, chance, script.as_bytes())
}

pub(super) fn long_text(body: &[u8], chance: &mut Chance, size: usize) -> Vec<u8> {
    let part = chance.of(&[
        "甲",
        "a",
        "1",
        " ",
        "\u{3000}",
        "\n",
        "：",
        "（",
        "【",
        "一、",
        "。",
        "1.",
        "https://",
        "办理时限",
        "2020-01-01 ",
        "5个工作日",
        "工作日内",
        "0100-5550000 ",
        "一",
        "亿",
        "十万",
        "//",
        "\u{301}",
        "微信",
        "\u{ad}",
        "(",
        "a@",
        "、",
        "- ",
        "；",
        "收费标准：不收费",
        "*",
    ]);
    let grown = repeated(part, size * 10);
    let grown = match chance.below(5) {
        0 => format!("<td>{grown}</td>"),
        1 => format!("<h1>{grown}</h1>"),
        2 => format!("办理时限：{grown}"),
        3 => format!("<a href=1>{grown}</a>"),
        _ => grown,
    };
    with(body, chance, grown.as_bytes())
}

/// Labels of guides, letters, lists and channels.
const LABELS: [&str; 24] = [
    "办理时限",
    "承诺时限",
    "法定时限",
    "受理条件",
    "申请材料",
    "办理流程",
    "收费标准",
    "咨询电话",
    "办理地点",
    "实施主体",
    "事项名称",
    "设定依据",
    "材料名称",
    "来信标题",
    "来信时间",
    "来信内容",
    "答复单位",
    "答复时间",
    "答复内容",
    "官方微信",
    "移动客户端",
    "常见问题",
    "到现场次数",
    "空表下载",
];

/// Layouts in which a label stands with its value.
const LAYOUTS: [(&str, &str, &str); 20] = [
    ("", "<p>L：V</p>", ""),
    ("", "<p>L</p><p>V</p>", ""),
    ("<table>", "<tr><th>L</th><td>V</td></tr>", "</table>"),
    ("<table>", "<tr><td>L<td>V<td>L<td>V", "</table>"),
    ("<table><tr>", "<td>L</td><td>V</td>", "</tr></table>"),
    (
        "<table>",
        "<tr><td><table><tr><td>L<td>V</table>",
        "</table>",
    ),
    ("<dl>", "<dt>L</dt><dd>V</dd>", "</dl>"),
    ("<dl><dt>L</dt>", "<dd>V</dd>", "</dl>"),
    ("", "<h3>L</h3><p>V</p>", ""),
    ("", "<h3>L</h3>", ""),
    ("", "<div><span>L</span><span>V</span></div>", ""),
    ("<div>", "<span>L</span><span>V</span>", "</div>"),
    (
        "<div class=item>",
        "<div class=cell>L</div><div class=cell>V</div>",
        "</div>",
    ),
    ("<p>", "L：V ", "</p>"),
    ("<p>", "【L】V", "</p>"),
    ("<td>", "L：V<br>", "</td>"),
    ("", "一、L<br>V<br>", ""),
    ("<ul class=tab>", "<li><a href=#a>L</a></li>", "</ul>"),
    ("<ul>", "<li><b>L</b>V<a href=a.doc>空表</a></li>", "</ul>"),
    (
        "",
        "<p><b>L</b></p><table><tr><td>序号<td>材料名称<tr><td>1<td>V</table>",
        "",
    ),
];

pub(super) fn labels(body: &[u8], chance: &mut Chance, size: usize) -> Vec<u8> {
    let (open, pair, close) = chance.of(&LAYOUTS);
    let value = chance.of(&[
        "",
        "5个工作日",
        "甲，乙；丙。",
        "见附件",
        "1.甲 2.乙",
        "2020-01-01",
        "您好：现答复如下：甲。",
    ]);
    let lone = chance.of(&LABELS);
    let one = chance.below(3) == 0;
    let mut part = open.replace('L', lone);
    for n in 0..size / 10 {
        let label = if one { lone } else { chance.of(&LABELS) };
        part += &pair.replace('L', label).replace('V', value);
        if n % 3 == 0 {
            let _ = write!(part, "{n}");
        }
        if part.len() > LARGEST {
            break;
        }
    }
    part += close;
    with(body, chance, part.as_bytes())
}

/// A part of the page itself, again and again: what its own layout makes slow.
pub(super) fn part_repeated(body: &[u8], chance: &mut Chance, size: usize) -> Vec<u8> {
    let from = place(body, chance);
    let longest = chance.of(&[200, 2_000, 20_000]).min(body.len() - from);
    let to = from + chance.below(longest + 1);
    let to = body[to..]
        .iter()
        .position(|&byte| byte == b'<')
        .map_or(to, |at| to + at);
    let part = &body[from..to];
    let times = (size * 10).min(LARGEST) / part.len().max(1);
    [&body[..to], &part.repeat(times), &body[to..]].concat()
}

/// More things of one sort than a page has.
pub(super) fn things(body: &[u8], chance: &mut Chance, size: usize) -> Vec<u8> {
    let part = chance.of(&[
        "<a href=?n=N>甲N</a>",
        "<a href=N.doc>空白表格</a>",
        "<img src=N.png alt=微信>",
        "<br>",
        "<hr>",
        "<!-- 微信 -->",
        "<!---->",
        "<script></script>",
        "<script>var a=N</script>",
        "<input placeholder=甲>",
        "<option>甲",
        "<iframe src=N></iframe>",
        "<meta name=a content=N>",
        "<li>甲N",
        "<td>N",
        "<tr><td>N",
        "<li><a href=N.html>关于某事的来信N</a><span>2020-01-01</span></li>",
        "<tr><td>N<td><a href=N>某信</a><td>已答复<td>2020-01-01</tr>",
        "<p>N、甲</p>",
        "<h2>甲N</h2>",
        "<title>N</title>",
        "<base href=/N/>",
        "<style>N</style>",
        "<div></div>",
        "<label>办理时限</label><input>",
        "<textarea>甲</textarea>",
        "<div class=share><a href=N>微信</a></div>",
        "<span style='display:none'>甲</span>",
        "<nav><a href=N>甲</a></nav>",
        "<a href=javascript:void(0) onclick=\"show('N')\">甲</a>",
        "<svg></svg>",
        "\u{0}",
        "<p>",
        "</div>",
    ]);
    let mut grown = String::new();
    for n in 0..size / 2 {
        grown += &part.replace('N', &n.to_string());
        if grown.len() > LARGEST {
            break;
        }
    }
    with(body, chance, grown.as_bytes())
}
