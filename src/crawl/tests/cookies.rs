//! Cookies: given back to the host that set them and to nobody else, so that a page which wants one is seen.

use super::server::{Piece, Server, links, missing, page, redirect, reply};
use super::*;

/// The cookies that a request brings.
fn brought(lines: &[String]) -> String {
    let is_cookie = |line: &&String| line.to_ascii_lowercase().starts_with("cookie:");
    let field = lines.iter().find(is_cookie);
    field.map_or_else(String::new, |line| line[7..].trim().to_owned())
}

/// A redirect that sets a cookie.
fn setting(cookie: &str, to: &str) -> Vec<Piece> {
    reply(
        "302 Found",
        &format!("Location: {to}\r\nSet-Cookie: {cookie}\r\n"),
        b"",
    )
}

#[test]
fn a_wall_of_two_steps_is_passed_once_for_all_pages() {
    let server = Server::with_fields(|path, lines| {
        let cookies = brought(lines);
        match path {
            "/robots.txt" | "/sitemap.xml" => missing(),
            "/check" => setting("step=2; Path=/", "/"),
            _ if !cookies.contains("step=2") => setting("step=1; Path=/", "/check"),
            "/" => links(&["/a", "/b"]),
            "/a" | "/b" => page("<p>x"),
            _ => missing(),
        }
    });
    let found = crawl_server(&server);
    assert_eq!(
        causes(&found),
        [("/", None), ("/a", None), ("/b", None)].into()
    );
    assert!(found.values().all(|page| page.redirect.is_none()));
    let asked = server.asked();
    let pages = |path: &&String| !matches!(path.as_str(), "/robots.txt" | "/sitemap.xml");
    assert_eq!(asked.iter().filter(pages).count(), 5, "{asked:?}");
}

#[test]
fn a_wall_that_no_cookie_opens_costs_few_requests() {
    let server = Server::new(|path| match path {
        "/robots.txt" | "/sitemap.xml" => missing(),
        "/check" => redirect("/"),
        _ => setting("step=1; Path=/", "/check"),
    });
    let found = crawl_server(&server);
    assert_eq!(found["/check"].cause, Some(Cause::RedirectLoop));
    assert!(server.asked().len() <= 8, "{:?}", server.asked());
}

#[test]
fn no_step_of_a_wall_is_asked_that_robots_txt_forbids() {
    let server = Server::with_fields(|path, lines| match path {
        "/robots.txt" => reply(
            "200 OK",
            "Content-Type: text/plain\r\n",
            b"User-agent: *\nDisallow: /check\n",
        ),
        "/check" => setting("step=2; Path=/", "/"),
        "/" if !brought(lines).contains("step=2") => setting("step=1; Path=/", "/check"),
        _ => missing(),
    });
    let found = crawl_server(&server);
    assert_eq!(found["/check"].cause, Some(Cause::RobotsDisallowed));
    assert_eq!(server.times("/check").len(), 0);
}

#[test]
fn cookies_of_one_host_are_not_brought_to_another() {
    let server = Server::with_fields(|path, lines| {
        let is_a = lines
            .iter()
            .any(|line| line.eq_ignore_ascii_case("host: a.test"));
        match path {
            "/" if is_a => reply(
                "200 OK",
                "Content-Type: text/html\r\nSet-Cookie: secret=1; Path=/; Domain=test\r\n",
                b"<a href=/own>x</a><a href=http://b.test/other>y</a>",
            ),
            "/own" if brought(lines) == "secret=1" => page("<p>brought"),
            "/other" | "/" if brought(lines).is_empty() => page("<p>bare"),
            _ => missing(),
        }
    });
    let round = tempfile::tempdir().unwrap();
    let site = site("a", &["http://a.test/", "http://b.test/"]);
    crawl_into(round.path(), &site, &options(&server));
    let found = by_path(captures(round.path(), &site));
    let says = |path: &str| String::from_utf8_lossy(&found[path].body).into_owned();
    assert_eq!(says("/own"), "<p>brought");
    assert_eq!(says("http://b.test/other"), "<p>bare");
    // What was brought stands in no request of the archive.
    let files = std::fs::read_dir(round.path().join("archive")).unwrap();
    for file in files.flatten() {
        let bytes = std::fs::read(file.path()).unwrap();
        let mut text = Vec::new();
        let mut decoder = flate2::read::MultiGzDecoder::new(&bytes[..]);
        let _ = std::io::Read::read_to_end(&mut decoder, &mut text);
        let text = String::from_utf8_lossy(&text).to_ascii_lowercase();
        assert!(!text.contains("\r\ncookie:"), "{}", file.path().display());
    }
}

#[test]
fn credentials_of_a_link_or_a_redirect_are_not_sent() {
    let server = Server::with_fields(|path, lines| {
        let is_bare = |line: &String| !line.to_ascii_lowercase().starts_with("authorization");
        match path {
            "/" => links(&["http://user:secret@a.test/linked", "/led"]),
            "/led" => redirect("http://user:secret@a.test/to"),
            "/linked" | "/to" if lines.iter().all(is_bare) => page("<p>x"),
            _ => missing(),
        }
    });
    let found = crawl_server(&server);
    assert_eq!(found["/linked"].cause, None);
    assert_eq!(found["/to"].cause, None);
    let is_clean = |page: &Capture| !page.address.contains("secret");
    assert!(found.values().all(is_clean));
}
