//! A row of the table: what a site does, and what has to come of it.

use std::sync::Arc;
use std::time::Duration;

use super::server::{Answer, Asked, Log, Piece};

/// What the server's log must show.
type Check = fn(&Log) -> Result<(), String>;

/// One hostile site.
pub(super) struct Scenario {
    pub(super) id: String,
    /// Outcomes that are right, apart by `|`.
    pub(super) outcomes: &'static str,
    /// Findings of which one must be there, apart by `|`; several such groups, apart by blanks. Empty: none is asked for.
    pub(super) findings: &'static str,
    pub(super) answer: Answer,
    /// The site's address where it is not that of its server.
    pub(super) address: Option<String>,
    /// Lines of the list for this site.
    pub(super) settings: String,
    pub(super) checks: Vec<Check>,
    /// How long its crawl may take.
    pub(super) within: Duration,
    /// The certificates that its server shows over TLS, its own first; none for plain HTTP.
    pub(super) certificates: &'static [&'static str],
}

/// How long the crawl of a site may take where it does not say: two requests that are never answered, and some patience.
const WITHIN: Duration = Duration::from_secs(50);

/// A site that answers every address by a function.
pub(super) fn row(
    id: &str,
    outcomes: &'static str,
    findings: &'static str,
    answer: impl Fn(&Asked) -> Vec<Piece> + Send + Sync + 'static,
) -> Scenario {
    Scenario {
        id: id.to_owned(),
        outcomes,
        findings,
        answer: Arc::new(answer),
        address: None,
        settings: String::new(),
        checks: Vec::new(),
        within: WITHIN,
        certificates: &[],
    }
}

/// A site without robots.txt and sitemap whose start page answers so; every other address is an ordinary page.
pub(super) fn start(
    id: &str,
    outcomes: &'static str,
    findings: &'static str,
    pieces: Vec<Piece>,
) -> Scenario {
    row(id, outcomes, findings, move |asked| {
        match asked.path.as_str() {
            "/" => pieces.clone(),
            _ => usual(asked),
        }
    })
}

/// As [`start`], every address but robots.txt and sitemap answering so.
pub(super) fn all(
    id: &str,
    outcomes: &'static str,
    findings: &'static str,
    pieces: Vec<Piece>,
) -> Scenario {
    row(id, outcomes, findings, move |asked| {
        match asked.path.as_str() {
            "/robots.txt" | "/sitemap.xml" => missing(),
            _ => pieces.clone(),
        }
    })
}

/// A site whose robots.txt answers so, and all else is ordinary.
pub(super) fn robots(
    id: &str,
    outcomes: &'static str,
    findings: &'static str,
    pieces: Vec<Piece>,
) -> Scenario {
    row(id, outcomes, findings, move |asked| {
        match asked.path.as_str() {
            "/robots.txt" => pieces.clone(),
            _ => usual(asked),
        }
    })
}

impl Scenario {
    /// Sets a key of the list for this site.
    pub(super) fn with(mut self, line: &str) -> Self {
        self.settings.push_str(line);
        self.settings.push('\n');
        self
    }

    /// Begins at another address than that of the site's server.
    pub(super) fn at(mut self, address: String) -> Self {
        self.address = Some(address);
        self
    }

    /// Bounds the time of its crawl.
    pub(super) fn within(mut self, seconds: u64) -> Self {
        self.within = Duration::from_secs(seconds);
        self
    }

    /// Is asked over TLS, and shows these certificates.
    pub(super) fn over_tls(mut self, certificates: &'static [&'static str]) -> Self {
        self.certificates = certificates;
        self
    }

    /// Requires something of the log.
    pub(super) fn check(mut self, check: Check) -> Self {
        self.checks.push(check);
        self
    }
}

/// What an ordinary site answers: a start page with two links, their pages, and nothing else.
pub(super) fn usual(asked: &Asked) -> Vec<Piece> {
    match asked.path.as_str() {
        "/" => page(&ordinary(&["/a.html", "/b.html"])),
        "/a.html" | "/b.html" => page(&ordinary(&[])),
        _ => missing(),
    }
}

/// The mark-up of an ordinary page that leads to some paths.
pub(super) fn ordinary(paths: &[&str]) -> String {
    let links: Vec<String> = paths
        .iter()
        .map(|path| format!("<li><a href=\"{path}\">政务公开栏目{path}</a></li>\n"))
        .collect();
    format!(
        "<!doctype html><html><head><meta charset=utf-8><title>青岚省人民政府</title></head><body><h1>青岚省人民政府门户网站</h1>\
         <p>本网站公布全省各级行政机关的办事指南、政策文件和工作动态，欢迎社会各界查询使用并提出意见建议。</p>\
         <p>省政务服务中心设在青岚市人民路一号，工作日上午九时至十二时、下午一时三十分至五时对外办公，节假日另行安排。</p><p>网上办理的事项以各部门公布的办事指南为准，有疑问的可以拨打咨询电话，也可以到服务大厅窗口当面询问，工作人员将在当日答复。</p><ul>{}</ul></body></html>",
        links.concat()
    )
}

/// An answer with its length.
pub(super) fn reply(status: &str, fields: &str, body: &[u8]) -> Vec<Piece> {
    let head = format!(
        "HTTP/1.1 {status}\r\n{fields}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    vec![Piece::Send([head.as_bytes(), body].concat())]
}

/// A head with an endless or otherwise odd body behind it.
pub(super) fn head(fields: &str) -> Piece {
    Piece::Send(
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{fields}\r\n")
            .into_bytes(),
    )
}

/// An HTML page.
pub(super) fn page(html: &str) -> Vec<Piece> {
    typed("text/html; charset=utf-8", html.as_bytes())
}

/// A body with its type.
pub(super) fn typed(media: &str, body: &[u8]) -> Vec<Piece> {
    reply("200 OK", &format!("Content-Type: {media}\r\n"), body)
}

/// A page with a status.
pub(super) fn status(status: &str, html: &str) -> Vec<Piece> {
    reply(
        status,
        "Content-Type: text/html; charset=utf-8\r\n",
        html.as_bytes(),
    )
}

/// A text.
pub(super) fn text(body: &str) -> Vec<Piece> {
    typed("text/plain", body.as_bytes())
}

/// A page that is not there.
pub(super) fn missing() -> Vec<Piece> {
    status("404 Not Found", "<h1>404</h1>")
}

/// A redirect.
pub(super) fn redirect(target: &str) -> Vec<Piece> {
    reply("302 Found", &format!("Location: {target}\r\n"), b"")
}

/// Bytes as they are.
pub(super) fn raw(bytes: &[u8]) -> Vec<Piece> {
    vec![Piece::Send(bytes.to_vec())]
}
