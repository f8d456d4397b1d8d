//! What stands before a page is kept as it came: no browser is given it, whose scripts would get past it.

use std::fmt::Write;

use super::server::{Piece, Server, missing, reply};
use super::*;
use crate::crawl::Drawing;
use crate::site::Render;

/// Challenges that come with a status as if all were well; the browser of these tests crashes over whatever it is given.
const WALLS: [(&str, &str, &str); 5] = [
    (
        "200 OK",
        "",
        "<script>$_ts=window['$_ts'];$_ts.nsd=1;</script><script src=/x.js></script>",
    ),
    (
        "202 Accepted",
        "",
        "<script src=/x.js></script><body onload=go()>",
    ),
    (
        "200 OK",
        "cf-mitigated: challenge\r\n",
        "<script src=/x.js></script>",
    ),
    (
        "200 OK",
        "",
        "<script src=https://static.geetest.com/v4/gt4.js></script><div id=app></div>",
    ),
    (
        "200 OK",
        "",
        "<script>document.cookie='ck=1;path=/';location.reload();</script>",
    ),
];

#[test]
fn a_wall_is_not_drawn() {
    let wall = |path: &str| -> Vec<Piece> {
        let number: usize = path[1..].parse().unwrap_or(0);
        let (status, fields, body) = WALLS[number];
        let fields = format!("Content-Type: text/html\r\n{fields}");
        reply(status, &fields, body.as_bytes())
    };
    let mut start = String::from("<a href=/shell>x</a>");
    for n in 0..WALLS.len() {
        write!(start, "<a href=/{n}>x</a>").unwrap();
    }
    let server = Server::new(move |path| match path {
        "/" => super::server::page(&start),
        "/shell" => super::server::page("<div id=app></div><script src=/x.js></script>"),
        "/robots.txt" | "/sitemap.xml" => missing(),
        path => wall(path),
    });
    let mut options = options(&server);
    options.drawing = Drawing {
        program: Some("/bin/false".into()),
        ..Drawing::default()
    };
    let round = tempfile::tempdir().unwrap();
    let site = site("a", &["http://a.test/"]);
    let mut sites = list(vec![site.clone()]);
    sites.render = Render::Auto;
    crawl(&sites, round.path(), &options, &(), &Stop::new()).unwrap();
    let found = by_path(captures(round.path(), &site));
    assert_eq!(found["/shell"].findings, [Cause::BrowserCrash]);
    for n in 0..WALLS.len() {
        let page = &found[&format!("/{n}")];
        assert_eq!((page.cause, &*page.findings), (None, &[][..]), "{n}");
    }
}
