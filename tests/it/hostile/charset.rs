//! Charsets: declared rightly, wrongly, twice, not at all.

use super::scenario::{Scenario, ordinary, start, typed};

pub(super) fn scenarios() -> Vec<Scenario> {
    let page = ordinary(&[]);
    let bare = page.replace("<meta charset=utf-8>", "");
    let gbk = encoding_rs::GBK.encode(&bare).0.into_owned();
    let big5 = encoding_rs::BIG5.encode("<title>青岚省</title><p>本網站公布全省各級行政機關的辦事指南、政策文件和工作動態，歡迎社會各界查詢使用並提出意見建議。</p>").0.into_owned();
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(bare.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let utf16_be: Vec<u8> = [0xfe, 0xff]
        .into_iter()
        .chain(bare.encode_utf16().flat_map(u16::to_be_bytes))
        .collect();
    let declared = |name: &str| bare.replace("<head>", &format!("<head><meta charset={name}>"));
    let gbk_declared = encoding_rs::GBK.encode(&declared("gb2312")).0.into_owned();
    let utf8_declared_gbk = declared("gbk").into_bytes();
    let mut torn = page.clone().into_bytes();
    let middle = page.find("欢迎").expect("the page says so") + 1;
    torn.splice(middle..middle, [0xff, 0xfe, 0x80, 0xc0]);
    let html = "text/html";
    vec![
        start(
            "c-gbk-header",
            "assessed",
            "",
            typed("text/html; charset=GBK", &gbk),
        ),
        start("c-gb2312-meta", "assessed", "", typed(html, &gbk_declared)),
        start("c-gbk-undeclared", "assessed", "", typed(html, &gbk)),
        start(
            "c-gbk-said-utf-8",
            "assessed",
            "charset.mismatch|charset.invalid",
            typed("text/html; charset=utf-8", &gbk),
        ),
        start(
            "c-utf-8-said-gbk",
            "assessed",
            "charset.mismatch",
            typed(html, &utf8_declared_gbk),
        ),
        start(
            "c-big5",
            "assessed",
            "",
            typed("text/html; charset=big5", &big5),
        ),
        start("c-utf-16", "assessed", "", typed(html, &utf16)),
        start("c-utf-16-be", "assessed", "", typed(html, &utf16_be)),
        start(
            "c-bom-against-header",
            "assessed",
            "",
            typed(
                "text/html; charset=gbk",
                &[b"\xef\xbb\xbf", page.as_bytes()].concat(),
            ),
        ),
        start(
            "c-torn",
            "assessed",
            "charset.invalid",
            typed("text/html; charset=utf-8", &torn),
        ),
        start(
            "c-unknown-label",
            "assessed",
            "",
            typed("text/html; charset=klingon", page.as_bytes()),
        ),
        start(
            "c-utf-7",
            "assessed",
            "",
            typed("text/html; charset=utf-7", page.as_bytes()),
        ),
        start(
            "c-quoted",
            "assessed",
            "",
            typed("text/html; charset=\"'utf-8'\"", page.as_bytes()),
        ),
    ]
}
