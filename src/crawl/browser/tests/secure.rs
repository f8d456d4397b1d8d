//! Pages over TLS: the browser sees no certificate, because what it is given was asked by the crawl, which checked it.

use std::path::Path;

use crate::archive::CaptureKind;
use crate::crawl::tests::server::{Piece, Server, missing, page, reply};
use crate::crawl::tests::site;
use crate::crawl::{Authorities, CrawlOptions};
use crate::site::Cause;

use super::{browser, crawl_site_drawn, drawing, of_kind};

/// The start of `https://a.test/`: a script of its own that asks for data, for what robots.txt keeps, for a host whose
/// certificate is another's, and for this machine.
fn answer(path: &str, canary: &Server, plain: &Server) -> Vec<Piece> {
    let own = canary.address.port();
    match path {
        "/robots.txt" => reply(
            "200 OK",
            "Content-Type: text/plain\r\n",
            b"User-agent: *\nDisallow: /kept\n",
        ),
        "/" => {
            page("<!doctype html><title>t</title><div id=app></div><script src=/app.js></script>")
        }
        "/app.js" => {
            let script = format!(
                "for (const way of ['/kept/list', 'https://b.test/list', 'https://127.0.0.1:{own}/x', 'https://localhost:{own}/x',
                                    'http://127.0.0.1:{}/x'])
                    fetch(way, {{mode: 'no-cors'}}).catch(() => 0);
                let asked = new XMLHttpRequest();
                asked.open('POST', '/api/list');
                asked.onload = () => document.getElementById('app').innerHTML =
                    '<p>' + JSON.parse(asked.responseText).rows[0].name + (window.isSecureContext ? '' : '?') + '</p>';
                asked.send('page=1');",
                plain.address.port()
            );
            reply(
                "200 OK",
                "Content-Type: text/javascript\r\n",
                script.as_bytes(),
            )
        }
        "/api/list" => reply(
            "200 OK",
            "Content-Type: application/json\r\n",
            "{\"rows\": [{\"name\": \"取水许可\"}]}".as_bytes(),
        ),
        _ => missing(),
    }
}

fn trusting(options: CrawlOptions) -> CrawlOptions {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tls/authority.pem");
    CrawlOptions {
        authorities: Authorities::read(&file).unwrap(),
        ..options
    }
}

#[test]
fn what_holds_for_requests_holds_over_tls() {
    let Some(program) = browser() else { return };
    let canary = Server::over_tls(|_| page("reached"));
    let plain = Server::new(|_| page("reached"));
    let (canary, plain) = (std::sync::Arc::new(canary), std::sync::Arc::new(plain));
    let server = {
        let (canary, plain) = (canary.clone(), plain.clone());
        Server::over_tls(move |path| answer(path, &canary, &plain))
    };
    let options = trusting(drawing(&server, program));
    let captures = crawl_site_drawn(&site("a", &["https://a.test/"]), &options);
    let drawn = of_kind(&captures, CaptureKind::Rendered);
    let drawn = drawn["https://a.test/"];
    let dom = String::from_utf8_lossy(&drawn.body);
    assert!(dom.contains("<p>取水许可</p>"), "{dom}");
    let data = of_kind(&captures, CaptureKind::Data);
    assert_eq!(
        data.keys().copied().collect::<Vec<_>>(),
        ["https://a.test/api/list"]
    );
    let data = data["https://a.test/api/list"];
    assert!(data.body.starts_with(b"{\"rows\""));
    assert_eq!((data.status, &*data.notes["method"]), (Some(200), "POST"));
    // Each was sent by the crawl, and once; what may not be asked was not.
    let mut asked = server.asked();
    asked.sort();
    let sent = ["/", "/api/list", "/app.js", "/robots.txt", "/sitemap.xml"];
    assert_eq!(asked, sent);
    assert_eq!(canary.asked(), Vec::<String>::new());
    assert_eq!(plain.asked(), Vec::<String>::new());
    for cause in [
        Cause::RobotsDisallowed,
        Cause::RobotsUnreachable,
        Cause::SsrfBlocked,
    ] {
        assert!(drawn.findings.contains(&cause), "{:?}", drawn.findings);
    }
}

#[test]
fn a_certificate_that_nobody_trusts_gives_no_page_to_draw() {
    let Some(program) = browser() else { return };
    let server = Server::over_tls(|_| page("<div id=app></div><script>1</script>"));
    let captures = crawl_site_drawn(
        &site("a", &["https://a.test/"]),
        &drawing(&server, program.clone()),
    );
    assert_eq!(server.asked(), Vec::<String>::new());
    let pages = of_kind(&captures, CaptureKind::Page);
    assert_eq!(pages["https://a.test/"].cause, Some(Cause::TlsUntrusted));
    // Who is trusted for one name is not for another.
    let options = trusting(drawing(&server, program));
    let captures = crawl_site_drawn(&site("a", &["https://b.test/"]), &options);
    let pages = of_kind(&captures, CaptureKind::Page);
    assert_eq!(pages["https://b.test/"].cause, Some(Cause::TlsName));
    assert_eq!(server.asked(), Vec::<String>::new());
}
