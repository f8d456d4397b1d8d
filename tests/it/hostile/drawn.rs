//! Pages whose scripts misbehave in the browser that draws them. Without Chromium these rows are left out.

use std::net::SocketAddr;

use super::scenario::{Scenario, missing, ordinary, page, reply, row, typed};
use super::server::Log;

/// The words that a script of the page fills it with, as it would write them.
fn words() -> String {
    let page = ordinary(&[]);
    let body = page.split("<body>").nth(1).unwrap_or_default();
    let body = body.trim_end_matches("</body></html>");
    serde_json::to_string(body).expect("a text can be written")
}

/// A page that is empty but for a script, which fills it at its end.
fn filled(script: &str) -> String {
    format!(
        "<!doctype html><html><head><meta charset=utf-8><title>青岚省人民政府</title></head><body><div id=app></div>\
         <script>try {{ {script} }} catch (e) {{}}\ndocument.getElementById('app').innerHTML = {};</script></body></html>",
        words()
    )
}

/// A site whose start page is that.
fn drawn(id: &str, outcomes: &'static str, findings: &'static str, script: &str) -> Scenario {
    let start = filled(script);
    row(id, outcomes, findings, move |asked| {
        match asked.path.as_str() {
            "/" => page(&start),
            "/data.json" => typed("application/json", b"{\"rows\": []}"),
            "/file" => reply("200 OK", "Content-Disposition: attachment\r\n", b"PK"),
            _ => missing(),
        }
    })
}

/// Requires that some address was never asked.
fn never(log: &Log, path: &str) -> Result<(), String> {
    match log.count(path) {
        0 => Ok(()),
        n => Err(format!("{n} requests for {path}")),
    }
}

pub(super) fn scenarios(canary: SocketAddr) -> Vec<Scenario> {
    let (none, seen) = ("not-assessable", "assessed|partial");
    let river = filled("window['$_ts']={};$_ts.nsd=1;fetch('/passed')");
    vec![
        drawn("b-well", seen, "", ""),
        drawn("b-private", seen, "", &format!("for (const way of ['http://{canary}/a', 'http://{canary}/b']) {{ fetch(way, {{mode: 'no-cors'}}).catch(() => 0); new Image().src = way; }}")),
        drawn("b-beacon", seen, "", &format!("navigator.sendBeacon('http://{canary}/beacon', 'x')")),
        drawn("b-frame", seen, "", &format!("let f = document.createElement('iframe'); f.src = 'http://{canary}/frame'; document.body.append(f)")),
        drawn("b-timer", seen, "", "setInterval(() => { window.n = (window.n || 0) + 1; }, 1)"),
        drawn("b-alert", seen, "", "alert('x'); confirm('y'); prompt('z')"),
        drawn("b-window", seen, "", "window.open('/window')").check(|log| never(log, "/window")),
        drawn("b-download", seen, "", "let a = document.createElement('a'); a.href = '/file'; a.download = 'x'; a.click()").check(|log| never(log, "/file")),
        drawn("b-worker", seen, "", "navigator.serviceWorker.register('/sw.js').catch(() => 0)").check(|log| never(log, "/sw.js")),
        drawn("b-data", seen, "", "fetch('/data.json').then(x => x.json())").check(|log| match log.count("/data.json") {
            1 => Ok(()),
            n => Err(format!("{n} requests for the data")),
        }),
        drawn("b-hang", none, "browser.timeout", "while (true) {}").within(90),
        drawn("b-huge", "assessed|partial|not-assessable", "", "for (let n = 0; n < 200000; n++) document.body.append(document.createElement('i'))").within(90),
        row("b-refresh", "assessed|partial|not-assessable", "", |asked| match asked.path.as_str() {
            "/" => page("<meta http-equiv=refresh content='0;url=/'><div id=app></div><script>1</script>"),
            _ => missing(),
        })
        .check(|log| match log.asked.iter().filter(|asked| asked.path == "/").count() {
            n if n <= 4 => Ok(()),
            n => Err(format!("{n} requests")),
        }),
        row("b-wall", none, "wall.waf", move |asked| match asked.path.as_str() {
            "/" => page(&river.replace(&words(), "''")),
            _ => missing(),
        })
        .check(|log| never(log, "/passed")),
    ]
}
