//! A later round that asks whether pages have changed.

use super::server::{Piece, Server, links, missing, page, reply};
use super::*;

/// A server that gives marks, and answers 304 to whoever shows them.
fn marked() -> Server {
    Server::with_fields(|path, fields| {
        let has = |field: &str| fields.iter().any(|line| line.eq_ignore_ascii_case(field));
        let unchanged = || reply("304 Not Modified", "ETag: \"1\"\r\n", b"");
        match path {
            "/" => links(&["/tagged", "/dated", "/changed", "/bare", "/liar"]),
            "/tagged" if has("if-none-match: \"1\"") => unchanged(),
            "/tagged" => marked_page("ETag: \"1\"\r\n", "<p>取水<a href=/behind>x</a>"),
            "/dated" if has("if-modified-since: Fri, 12 Jun 2026 08:00:00 GMT") => unchanged(),
            "/dated" => marked_page(
                "Last-Modified: Fri, 12 Jun 2026 08:00:00 GMT\r\n",
                "<p>养老",
            ),
            "/changed" if has("if-none-match: \"1\"") => marked_page("ETag: \"2\"\r\n", "<p>新"),
            "/changed" => marked_page("ETag: \"1\"\r\n", "<p>旧"),
            // Answers 304 though nobody asked under a condition.
            "/liar" => reply("304 Not Modified", "", b""),
            "/bare" | "/behind" => page("<p>x"),
            _ => missing(),
        }
    })
}

fn marked_page(fields: &str, body: &str) -> Vec<Piece> {
    let fields = format!("Content-Type: text/html; charset=utf-8\r\n{fields}");
    reply("200 OK", &fields, body.as_bytes())
}

#[test]
fn what_has_not_changed_is_taken_over_and_says_so() {
    let server = marked();
    let (first, second, third) = (
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
        tempfile::tempdir().unwrap(),
    );
    let site = site("a", &["http://a.test/"]);
    crawl_into(first.path(), &site, &options(&server));
    let refreshed = |from: &Path, to: &Path| {
        let options = CrawlOptions {
            refresh: Some(from.to_owned()),
            ..options(&server)
        };
        let report = crawl_into(to, &site, &options);
        (
            by_path(captures(to, &site)),
            report.sites[&site.id].unchanged,
        )
    };
    let before = by_path(captures(first.path(), &site));
    let (now, unchanged) = refreshed(first.path(), second.path());
    assert_eq!(unchanged, 2);
    for path in ["/tagged", "/dated"] {
        assert_eq!(now[path].body, before[path].body);
        assert_eq!(now[path].status, Some(200));
        assert_eq!(now[path].notes["unchanged-since"], before[path].captured);
        assert!(now[path].notes["unchanged-said"].starts_with("HTTP/1.1 304"));
        assert!(before[path].notes.is_empty());
    }
    // Its links are followed as before.
    assert!(now.contains_key("/behind"));
    assert_eq!(now["/changed"].body, "<p>新".as_bytes());
    assert!(now["/changed"].notes.is_empty() && now["/bare"].notes.is_empty());
    assert_eq!(now["/liar"].cause, Some(Cause::HttpStatusUnknown));
    // A round that took something over can be refreshed in turn; since when stays what it was.
    let (again, unchanged) = refreshed(second.path(), third.path());
    assert_eq!(unchanged, 2);
    assert_eq!(
        again["/dated"].notes["unchanged-since"],
        before["/dated"].captured
    );
}
