//! Pages that scripts fill, drawn by the system's browser; without one these tests show nothing and say so.

mod secure;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use crate::archive::{Archive, Capture, CaptureKind};
use crate::crawl::tests::server::{Server, missing, page, reply};
use crate::crawl::tests::{captures, list, options, site};
use crate::crawl::{CrawlOptions, Drawing, Finished, Stop, crawl, find_browser};
use crate::site::{Cause, Render, Site};

/// The browser of this machine.
#[expect(
    clippy::print_stdout,
    reason = "a test that shows nothing must say so, and a test has no other place to say it"
)]
fn browser() -> Option<PathBuf> {
    let named = std::env::var_os(super::VARIABLE).map(PathBuf::from);
    let found = find_browser(named, std::env::var_os("PATH").as_deref());
    if found.is_none() {
        println!("skipped: there is no Chromium on this machine");
    }
    found
}

/// A page that is empty but for a script.
fn shell(script: &str) -> Vec<crate::crawl::tests::server::Piece> {
    page(&format!(
        "<!doctype html><title>t</title><div id=app></div><script>{script}</script>"
    ))
}

/// Options under which pages are drawn.
fn drawing(server: &Server, program: PathBuf) -> CrawlOptions {
    let mut options = options(server);
    options.limits.total = Duration::from_secs(10);
    options.limits.first_byte = Duration::from_secs(5);
    options.drawing = Drawing {
        program: Some(program),
        ..Drawing::default()
    };
    options
}

/// What a crawl of `http://a.test/` gives where pages are drawn that are empty.
fn crawl_drawn(options: &CrawlOptions) -> Vec<Capture> {
    crawl_site_drawn(&site("a", &["http://a.test/"]), options)
}

/// The same for another site.
fn crawl_site_drawn(site: &Site, options: &CrawlOptions) -> Vec<Capture> {
    let round = tempfile::tempdir().unwrap();
    let mut sites = list(vec![site.clone()]);
    sites.render = Render::Auto;
    let report = crawl(&sites, round.path(), options, &(), &Stop::new()).unwrap();
    assert_eq!(report.finished, Finished::Complete);
    // An index leads to each of them.
    let archive = Archive::open(round.path()).unwrap();
    let captures = captures(round.path(), site);
    for capture in &captures {
        assert_eq!(archive.capture(&capture.id).unwrap().body, capture.body);
    }
    captures
}

fn of_kind(captures: &[Capture], kind: CaptureKind) -> BTreeMap<&str, &Capture> {
    captures
        .iter()
        .filter(|capture| capture.kind == kind)
        .map(|capture| (capture.address.as_str(), capture))
        .collect()
}

const FILLING: &str = "
    fetch('/api/list', {method: 'POST', body: 'page=1', headers: {'Content-Type': 'application/x-www-form-urlencoded'}})
      .then(answer => answer.json()).then(list => {
        let app = document.getElementById('app');
        for (const one of list.rows) app.innerHTML += '<p><a href=\"' + one.url + '\">' + one.name + '</a></p>';
      });";

#[test]
fn a_page_is_taken_as_its_scripts_have_filled_it() {
    let Some(program) = browser() else { return };
    let server = Server::new(|path| match path {
        "/" | "/detail" => {
            page("<!doctype html><title>t</title><div id=app></div><script src=/app.js></script>")
        }
        "/app.js" => reply(
            "200 OK",
            "Content-Type: text/javascript\r\n",
            FILLING.as_bytes(),
        ),
        "/api/list" => reply(
            "200 OK",
            "Content-Type: application/json\r\n",
            "{\"rows\": [{\"name\": \"取水许可\", \"url\": \"/detail\"}]}".as_bytes(),
        ),
        _ => missing(),
    });
    let captures = crawl_drawn(&drawing(&server, program));
    let drawn = of_kind(&captures, CaptureKind::Rendered);
    assert_eq!(
        drawn.keys().copied().collect::<Vec<_>>(),
        ["http://a.test/", "http://a.test/detail"]
    );
    let dom = String::from_utf8_lossy(&drawn["http://a.test/"].body);
    assert!(dom.contains(">取水许可</a>"), "{dom}");
    let data = of_kind(&captures, CaptureKind::Data);
    assert_eq!(data.len(), 1);
    let data = data["http://a.test/api/list"];
    assert!(data.body.starts_with(b"{\"rows\""));
    assert_eq!(data.status, Some(200));
    assert_eq!(data.notes["method"], "POST");
    let shots = of_kind(&captures, CaptureKind::Screenshot);
    assert_eq!(shots.len(), 2);
    assert!(
        shots
            .values()
            .all(|shot| shot.body.starts_with(b"\xff\xd8"))
    );
    // The page is not asked for again, the script once for both pages.
    let asked = server.asked();
    let times = |path: &str| asked.iter().filter(|one| *one == path).count();
    assert_eq!((times("/"), times("/detail"), times("/app.js")), (1, 1, 1));
}

#[test]
fn nothing_reaches_a_private_address_from_a_script() {
    let Some(program) = browser() else { return };
    let canary = Server::new(|_| page("reached"));
    let to = format!("127.0.0.1:{}", canary.address.port());
    let by_other_names = ["localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]"]
        .map(|name| {
            format!(
                "fetch('http://{name}:{}/name', {{mode: 'no-cors'}}).catch(() => 0);",
                canary.address.port()
            )
        })
        .concat();
    let script = format!(
        "{by_other_names}
        fetch('http://{to}/fetch', {{mode: 'no-cors'}}).catch(() => 0);
        fetch('/redirect').catch(() => 0);
        let x = new XMLHttpRequest(); x.open('POST', 'http://{to}/xhr'); x.send('a');
        try {{ new WebSocket('ws://{to}/socket'); }} catch (e) {{}}
        try {{ new EventSource('http://{to}/events'); }} catch (e) {{}}
        try {{ new Worker(URL.createObjectURL(new Blob([\"fetch('http://{to}/worker', {{mode: 'no-cors'}})\"]))); }} catch (e) {{}}
        try {{ let p = new RTCPeerConnection({{iceServers: [{{urls: 'stun:{to}'}}, {{urls: 'turn:{to}?transport=tcp', username: 'a', credential: 'b'}}]}});
               p.createDataChannel('a'); p.createOffer().then(o => p.setLocalDescription(o)); }} catch (e) {{}}
        navigator.sendBeacon('http://{to}/beacon', 'a');
        window.open('http://{to}/window');
        for (const [tag, name] of [['iframe', 'src'], ['img', 'src'], ['script', 'src'], ['object', 'data'], ['embed', 'src'], ['video', 'src']]) {{
            let e = document.createElement(tag); e[name] = 'http://{to}/' + tag; document.body.append(e);
        }}
        for (const rel of ['stylesheet', 'prefetch', 'preload', 'preconnect', 'dns-prefetch', 'manifest', 'icon', 'prerender']) {{
            let e = document.createElement('link'); e.rel = rel; e.as = 'script'; e.href = 'http://{to}/' + rel; document.head.append(e);
        }}
        let form = document.createElement('form'); form.method = 'post'; form.action = 'http://{to}/form'; document.body.append(form); form.submit();
        setTimeout(() => {{ location = 'http://{to}/location'; document.getElementById('app').innerHTML = '<p>filled at the end</p>'; }}, 200);"
    );
    let to_canary = format!("Location: http://{to}/redirected\r\n");
    let server = Server::new(move |path| match path {
        "/" => shell(&script),
        "/redirect" => reply("302 Found", &to_canary, b"x"),
        _ => missing(),
    });
    let captures = crawl_drawn(&drawing(&server, program));
    assert_eq!(canary.asked(), Vec::<String>::new());
    let drawn = of_kind(&captures, CaptureKind::Rendered);
    let dom = String::from_utf8_lossy(&drawn["http://a.test/"].body);
    assert!(dom.contains("filled at the end"), "{dom}");
}

#[test]
fn a_script_asks_only_what_robots_txt_lets_it() {
    let Some(program) = browser() else { return };
    let server = Server::new(|path| match path {
        "/robots.txt" => reply(
            "200 OK",
            "Content-Type: text/plain\r\n",
            b"User-agent: *\nDisallow: /private\n",
        ),
        "/" => shell(
            "for (const way of ['/private/list', 'http://b.test/private/list', '/open'])
                fetch(way, {mode: 'no-cors'}).catch(() => 0);
             document.getElementById('app').innerHTML = '<p>shown</p>'",
        ),
        _ => missing(),
    });
    let captures = crawl_drawn(&drawing(&server, program));
    let asked = server.asked();
    assert!(
        asked.iter().all(|path| !path.starts_with("/private")),
        "{asked:?}"
    );
    assert!(asked.iter().any(|path| path == "/open"), "{asked:?}");
    let drawn = of_kind(&captures, CaptureKind::Rendered);
    assert!(
        drawn["http://a.test/"]
            .findings
            .contains(&Cause::RobotsDisallowed)
    );
}

#[test]
fn what_cannot_be_drawn_has_its_cause_and_stays_as_it_was_sent() {
    let Some(program) = browser() else { return };
    let server = Server::new(|path| match path {
        "/" => page("<a href=/hang>a</a><a href=/endless>b</a><a href=/asks>c</a>"),
        "/hang" => shell("while (true) {}"),
        "/endless" => shell("setInterval(() => fetch('/x' + Math.random()), 50)"),
        "/asks" => shell("alert('a'); confirm('b'); print(); app.innerHTML = '<p>shown</p>'"),
        _ => missing(),
    });
    let mut options = drawing(&server, program);
    options.drawing.time = Duration::from_secs(4);
    let captures = crawl_drawn(&options);
    let pages = of_kind(&captures, CaptureKind::Page);
    for path in ["hang", "endless"] {
        let page = pages[format!("http://a.test/{path}").as_str()];
        assert_eq!(
            (page.cause, &*page.findings),
            (None, &[Cause::BrowserTimeout][..]),
            "{path}"
        );
    }
    let drawn = of_kind(&captures, CaptureKind::Rendered);
    assert_eq!(
        drawn.keys().copied().collect::<Vec<_>>(),
        ["http://a.test/asks"]
    );
}

#[test]
fn a_browser_that_cannot_be_started_is_a_crash_and_no_end() {
    let server = Server::new(|path| match path {
        "/" => shell("1"),
        _ => missing(),
    });
    let captures = crawl_drawn(&drawing(&server, "/bin/false".into()));
    let pages = of_kind(&captures, CaptureKind::Page);
    assert_eq!(pages["http://a.test/"].findings, [Cause::BrowserCrash]);
}
