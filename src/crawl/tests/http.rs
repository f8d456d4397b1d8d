//! What servers do, and the cause it gets.

use std::io::Write;
use std::net::TcpListener;

use super::server::{Piece, Server, links, missing, page, redirect, reply};
use super::*;

/// A gzip member.
fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

/// A server with a trouble behind every path.
fn troubled() -> Server {
    let paths = [
        "/403",
        "/404",
        "/410",
        "/500",
        "/521",
        "/999",
        "/202",
        "/closed",
        "/reset",
        "/slow",
        "/stalled",
        "/dripping",
        "/cut",
        "/chunk-cut",
        "/empty",
        "/long",
        "/not-http",
        "/heads",
        "/x.pdf",
        "/long.pdf",
    ];
    Server::new(move |path| {
        let send = |text: &str| Piece::Send(text.as_bytes().to_vec());
        let wait = |ms| Piece::Wait(Duration::from_millis(ms));
        match path {
            "/" => links(&paths),
            "/403" => reply(
                "403 Forbidden",
                "Content-Type: text/html\r\n",
                b"<a href=/never>x</a>",
            ),
            "/410" => reply("410 Gone", "", b"gone"),
            "/500" => reply("500 Error", "", b"error"),
            "/521" => reply("521 Down", "Set-Cookie: x=1\r\n", b"<script></script>"),
            "/999" => reply("999 Odd", "", b"odd"),
            "/202" => page("<p>202"),
            "/closed" => vec![],
            "/reset" => vec![send("HTTP/1.1 200 OK\r\n"), Piece::Reset],
            "/slow" => vec![wait(700)],
            "/stalled" => vec![
                send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
                wait(700),
            ],
            "/dripping" => {
                let mut pieces = vec![send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n")];
                for _ in 0..12 {
                    pieces.extend([send("x"), wait(100)]);
                }
                pieces
            }
            "/cut" => vec![send(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n<a href=/from-cut>x</a>",
            )],
            "/chunk-cut" => vec![send(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
            )],
            "/empty" => reply("200 OK", "Content-Type: text/html\r\n", b""),
            "/long" => reply(
                "200 OK",
                "Content-Type: text/html\r\n",
                &vec![b'x'; 70 << 10],
            ),
            "/not-http" => vec![send("SSH-2.0-OpenSSH_9.2\r\n\r\n")],
            "/heads" => {
                let fields: Vec<String> = (0..400).map(|n| format!("x-{n}: 1\r\n")).collect();
                reply("200 OK", &fields.concat(), b"x")
            }
            "/x.pdf" => reply("200 OK", "Content-Type: application/pdf\r\n", b"%PDF-1.4"),
            "/long.pdf" => reply(
                "200 OK",
                "Content-Type: application/pdf\r\n",
                &vec![b'%'; 40 << 10],
            ),
            "/from-cut" => page("<p>x"),
            _ => missing(),
        }
    })
}

#[test]
fn every_trouble_has_its_cause() {
    let server = troubled();
    let found = crawl_server(&server);
    let expected = [
        ("/", None),
        ("/202", None),
        ("/403", Some(Cause::HttpForbidden)),
        ("/404", Some(Cause::HttpNotFound)),
        ("/410", Some(Cause::HttpNotFound)),
        ("/500", Some(Cause::HttpServerError)),
        ("/521", Some(Cause::HttpServerError)),
        ("/999", Some(Cause::HttpStatusUnknown)),
        ("/chunk-cut", Some(Cause::NetTruncated)),
        ("/closed", Some(Cause::NetClosed)),
        ("/cut", Some(Cause::NetTruncated)),
        ("/dripping", Some(Cause::LimitBodyTime)),
        ("/empty", Some(Cause::NetEmpty)),
        ("/from-cut", None),
        ("/heads", Some(Cause::LimitHeaders)),
        ("/long", Some(Cause::LimitBodyBytes)),
        ("/long.pdf", None),
        ("/not-http", Some(Cause::HttpMalformed)),
        ("/reset", Some(Cause::NetClosed)),
        ("/slow", Some(Cause::NetTimeout)),
        ("/stalled", Some(Cause::NetTimeout)),
        ("/x.pdf", None),
    ];
    assert_eq!(causes(&found), BTreeMap::from(expected));
    assert_eq!(found["/403"].body, b"<a href=/never>x</a>");
    assert_eq!(found["/521"].header("set-cookie"), Some("x=1"));
    assert_eq!(found["/cut"].body, b"<a href=/from-cut>x</a>");
    assert_eq!(found["/chunk-cut"].body, b"abcde");
    assert_eq!(found["/long"].body.len(), 64 << 10);
    assert_eq!(found["/long.pdf"].findings, [Cause::AttachmentLimit]);
    assert_eq!(found["/x.pdf"].kind, CaptureKind::File);
    assert_eq!(found["/robots.txt"].cause, Some(Cause::RobotsUnavailable));
    assert_eq!(found["/sitemap.xml"].cause, Some(Cause::HttpNotFound));
    assert_eq!(found["/"].order, 1);
    assert_eq!(found["/"].depth, 0);
    assert_eq!(found["/from-cut"].depth, 2);
    assert_eq!(server.times("/slow").len(), 1);
    assert_eq!(server.times("/closed").len(), 2);
}

#[test]
fn a_host_that_is_not_there_is_said_and_not_asked_twice() {
    let server = Server::new(|_| missing());
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let mut options = options(&server);
    options.names.insert("gone.test".to_owned(), free);
    let round = tempfile::tempdir().unwrap();
    let addresses = [
        "http://gone.test/",
        "http://unknown.invalid/",
        "http://10.0.0.1/",
        "http://[::1]:9/",
    ];
    let site = site("a", &addresses);
    crawl_into(round.path(), &site, &options);
    let found = by_path(captures(round.path(), &site));
    assert_eq!(found["http://gone.test/"].cause, Some(Cause::NetRefused));
    assert_eq!(found["http://unknown.invalid/"].cause, Some(Cause::NetDns));
    assert_eq!(found["http://10.0.0.1/"].cause, Some(Cause::SsrfBlocked));
    assert_eq!(found["http://[::1]:9/"].cause, Some(Cause::SsrfBlocked));
}

#[test]
fn codings_are_undone_and_bombs_stopped() {
    let text = format!("<p>{}</p>", "办事指南".repeat(300));
    let bodies: BTreeMap<&str, (&str, Vec<u8>)> = BTreeMap::from([
        ("/gzip", ("gzip", gzip(text.as_bytes()))),
        (
            "/zstd",
            ("zstd", zstd::encode_all(text.as_bytes(), 3).unwrap()),
        ),
        ("/double", ("gzip, gzip", gzip(&gzip(text.as_bytes())))),
        ("/bomb", ("gzip", gzip(&vec![0; 8 << 20]))),
        ("/triple", ("gzip, gzip, gzip", gzip(b"x"))),
        ("/unknown", ("lzma", b"x".to_vec())),
        ("/lie", ("gzip", text.clone().into_bytes())),
        (
            "/half",
            ("gzip", {
                let noise: Vec<u8> = (0..9000u32)
                    .flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes())
                    .collect();
                let whole = gzip(&noise);
                whole[..whole.len() / 2].to_vec()
            }),
        ),
    ]);
    let paths: Vec<&str> = bodies.keys().copied().collect();
    let answers = bodies.clone();
    let server = Server::new(move |path| match answers.get(path) {
        Some((coding, body)) => {
            let fields = format!("Content-Type: text/html\r\nContent-Encoding: {coding}\r\n");
            reply("200 OK", &fields, body)
        }
        None if path == "/" => links(&paths),
        None => missing(),
    });
    let found = crawl_server(&server);
    for path in ["/gzip", "/zstd", "/double"] {
        assert_eq!(found[path].body, text.as_bytes(), "{path}");
        assert_eq!(found[path].cause, None, "{path}");
    }
    for (path, cause) in [
        ("/bomb", Cause::LimitDecompressedBytes),
        ("/triple", Cause::HttpEncoding),
        ("/unknown", Cause::HttpEncoding),
        ("/lie", Cause::HttpEncoding),
        ("/half", Cause::NetTruncated),
    ] {
        assert_eq!(found[path].cause, Some(cause), "{path}");
    }
}

#[test]
fn redirects_are_captures_of_their_own() {
    let server = Server::new(|path| match path {
        "/" => links(&[
            "/one", "/loop-a", "/self", "/wall", "/away", "/file", "/none", "/long/0", "/inner",
        ]),
        "/one" => redirect("/two#x"),
        "/two" => redirect("/end"),
        "/end" => links(&["/behind"]),
        "/loop-a" => redirect("/loop-b"),
        "/loop-b" => redirect("loop-a"),
        "/self" => redirect(""),
        "/wall" => reply(
            "302 Found",
            "Location: /wall\r\nSet-Cookie: seen=1\r\n",
            b"",
        ),
        "/away" => redirect("http://elsewhere.test/"),
        "/file" => redirect("file:///etc/passwd"),
        "/none" => reply("301 Moved", "", b""),
        "/inner" => redirect("http://169.254.169.254/latest"),
        "/behind" => page("<p>x"),
        _ => match path
            .strip_prefix("/long/")
            .and_then(|n| n.parse::<u32>().ok())
        {
            Some(n) => redirect(&format!("/long/{}", n + 1)),
            None => missing(),
        },
    });
    let found = crawl_server(&server);
    assert_eq!(found["/one"].redirect.as_deref(), Some("http://a.test/two"));
    assert_eq!(found["/one"].cause, None);
    assert_eq!((found["/end"].depth, found["/behind"].depth), (1, 2));
    for (path, cause) in [
        ("/loop-b", Cause::RedirectLoop),
        ("/self", Cause::RedirectInvalid),
        ("/wall", Cause::RedirectCookieWall),
        ("/away", Cause::RedirectOffScope),
        ("/inner", Cause::SsrfBlocked),
        ("/file", Cause::RedirectScheme),
        ("/none", Cause::RedirectInvalid),
        ("/long/10", Cause::LimitRedirects),
    ] {
        assert_eq!(found[path].cause, Some(cause), "{path}");
    }
    assert!(!found.contains_key("/long/11"));
    assert_eq!(
        found["/away"].redirect.as_deref(),
        Some("http://elsewhere.test/")
    );
}

/// What a page's cause is, and how often it was asked, under an answer to robots.txt.
fn under_robots(
    robots: impl Fn(&str) -> Vec<Piece> + Send + Sync + 'static,
) -> (BTreeMap<String, Capture>, usize) {
    let server = Server::new(move |path| match path {
        "/" => links(&["/closed/x", "/open"]),
        "/open" | "/closed/x" => page("<p>x"),
        "/sitemap.xml" => missing(),
        _ => robots(path),
    });
    let found = crawl_server(&server);
    (found, server.times("/").len())
}

#[test]
fn robots_are_obeyed_in_every_case() {
    let text = |body: &'static str| {
        move |_: &str| reply("200 OK", "Content-Type: text/plain\r\n", body.as_bytes())
    };
    let (found, asked) = under_robots(text("User-agent: *\nDisallow: /closed/"));
    assert_eq!((found["/robots.txt"].cause, asked), (None, 1));
    assert_eq!(found["/closed/x"].cause, Some(Cause::RobotsDisallowed));
    assert_eq!(found["/closed/x"].status, None);
    assert_eq!(found["/open"].cause, None);

    let (found, asked) = under_robots(text("User-agent: *\nDisallow: /"));
    assert_eq!(
        (found["/"].cause, asked),
        (Some(Cause::RobotsDisallowed), 0)
    );

    for (status, cause) in [
        ("404 Not Found", Cause::RobotsUnavailable),
        ("403 Forbidden", Cause::RobotsForbidden),
        ("401 Unauthorized", Cause::RobotsForbidden),
        ("451 No", Cause::RobotsUnavailable),
    ] {
        let (found, asked) =
            under_robots(move |_| reply(status, "", b"User-agent: *\nDisallow: /"));
        assert_eq!(
            (found["/robots.txt"].cause, asked),
            (Some(cause), 1),
            "{status}"
        );
        assert_eq!(found["/closed/x"].cause, None);
    }
    for status in ["500 Error", "503 Busy", "429 Slow down", "521 Down"] {
        let (found, asked) = under_robots(move |_| reply(status, "", b"x"));
        assert_eq!(
            found["/robots.txt"].cause,
            Some(Cause::RobotsUnreachable),
            "{status}"
        );
        assert_eq!(
            (found["/"].cause, asked),
            (Some(Cause::RobotsUnreachable), 0),
            "{status}"
        );
    }
    let (found, asked) = under_robots(|_| vec![Piece::Wait(Duration::from_millis(600))]);
    assert_eq!(found["/robots.txt"].findings, [Cause::NetTimeout]);
    assert_eq!(
        (found["/"].cause, asked),
        (Some(Cause::RobotsUnreachable), 0)
    );

    let (found, asked) = under_robots(|_| page("<html>User-agent: *\nDisallow: /"));
    assert_eq!(found["/robots.txt"].findings, [Cause::RobotsInvalid]);
    assert_eq!(asked, 1);

    let (found, asked) = under_robots(|_| reply("200 OK", "", b""));
    assert_eq!((found["/robots.txt"].cause, asked), (None, 1));
}

#[test]
fn a_part_of_a_robots_file_is_no_robots_file() {
    // The line that forbids comes last, or would have come.
    let rules = "User-agent: *\nDisallow: /closed/\n";
    let head = |fields: &str| format!("HTTP/1.1 200 OK\r\n{fields}Connection: close\r\n\r\n");
    let short = head("Content-Length: 400\r\n") + rules;
    let slow = short.clone();
    let coded = head("Content-Encoding: gzip\r\nContent-Length: 33\r\n") + rules;
    let answers: [(&str, Vec<Piece>, Cause); 3] = [
        (
            "cut off",
            vec![Piece::Send(short.into_bytes())],
            Cause::NetTruncated,
        ),
        (
            "cut by the limit on time",
            vec![
                Piece::Send(slow.into_bytes()),
                Piece::Wait(Duration::from_millis(500)),
            ],
            Cause::NetTimeout,
        ),
        (
            "not of its coding",
            vec![Piece::Send(coded.into_bytes())],
            Cause::HttpEncoding,
        ),
    ];
    for (what, pieces, cause) in answers {
        let (found, asked) = under_robots(move |_| pieces.clone());
        let robots = &found["/robots.txt"];
        assert_eq!(robots.cause, Some(Cause::RobotsUnreachable), "{what}");
        assert_eq!(robots.findings, [cause], "{what}");
        assert_eq!(asked, 0, "{what}");
    }
    // What our own limit cuts off is read as far as it came.
    let long = rules.to_owned() + &"# x\n".repeat(crate::page::robots::ROBOTS_LIMIT / 4);
    let (found, asked) = under_robots(move |_| reply("200 OK", "", long.as_bytes()));
    let robots = &found["/robots.txt"];
    assert_eq!((robots.cause, asked), (None, 1));
    assert_eq!(robots.findings, [Cause::RobotsTruncated]);
    assert_eq!(found["/closed/x"].cause, Some(Cause::RobotsDisallowed));
}

#[test]
fn a_redirected_robots_file_is_followed_before_anything_else() {
    let (found, asked) = under_robots(|path| match path {
        "/robots.txt" => redirect("http://b.test/rules"),
        "/rules" => reply("200 OK", "", b"User-agent: *\nDisallow: /closed"),
        _ => missing(),
    });
    assert_eq!(found["http://b.test/rules"].kind, CaptureKind::Robots);
    assert_eq!(found["/closed/x"].cause, Some(Cause::RobotsDisallowed));
    assert_eq!((found["/"].order, asked), (2, 1));

    let (found, asked) = under_robots(|path| {
        let hops = path.len();
        redirect(&format!("/{}", "r".repeat(hops)))
    });
    let hops = found
        .values()
        .filter(|capture| capture.kind == CaptureKind::Robots)
        .count();
    assert_eq!((hops, asked), (6, 1));

    // A page that is also where robots.txt leads is captured as both.
    let (found, _) = under_robots(|path| match path {
        "/robots.txt" => redirect("/open"),
        _ => missing(),
    });
    assert_eq!(found["/open"].kind, CaptureKind::Page);
}

#[test]
fn sitemaps_add_addresses_behind_all_others() {
    let server = Server::new(|path| {
        match path {
        "/robots.txt" => reply("200 OK", "", b"Sitemap: http://a.test/index.xml\nSitemap: http://elsewhere.test/x.xml"),
        "/index.xml" => reply(
            "200 OK",
            "Content-Type: text/xml\r\n",
            b"<sitemapindex><sitemap><loc>http://a.test/pages.xml.gz</loc></sitemap><sitemap><loc>/index.xml</loc></sitemap></sitemapindex>",
        ),
        "/pages.xml.gz" => reply(
            "200 OK",
            "Content-Type: application/gzip\r\n",
            &gzip(b"<urlset><url><loc>http://a.test/low</loc></url><url><loc>http://a.test/linked</loc></url><url><loc>http://elsewhere.test/</loc></url></urlset>"),
        ),
        "/" => links(&["/first"]),
        "/first" => links(&["/second"]),
        "/second" => links(&["/linked"]),
        "/low" => links(&["/last"]),
        "/linked" | "/last" => page("<p>x"),
        _ => missing(),
    }
    });
    let found = crawl_server(&server);
    assert_eq!(found["/index.xml"].findings, [Cause::SitemapLoop]);
    assert_eq!(found["/pages.xml.gz"].notes["addresses"], "3");
    let order = |path: &str| found[path].order;
    assert!(order("/linked") < order("/low") && order("/low") < order("/last"));
    assert_eq!(found.len(), 9);
}

#[test]
fn who_asks_to_wait_is_waited_for_but_not_for_ever() {
    let server = Server::new(|path| match path {
        "/" => links(&["/soon", "/never"]),
        "/soon" => reply("429 Slow down", "Retry-After: 1\r\n", b"x"),
        "/never" => reply("503 Busy", "Retry-After: 86400\r\n", b"x"),
        _ => missing(),
    });
    let found = crawl_server(&server);
    assert_eq!(found["/soon"].cause, Some(Cause::HttpRateLimited));
    assert_eq!(found["/never"].cause, Some(Cause::HttpUnavailable));
    let times = server.times("/soon");
    assert_eq!(times.len(), 3);
    assert!(times[1] - times[0] >= Duration::from_millis(990));
    assert_eq!(server.times("/never").len(), 1);
}

#[test]
fn a_site_that_only_refuses_is_left_alone() {
    let paths: Vec<String> = (0..40).map(|n| format!("/{n}")).collect();
    let server = Server::new(move |path| match path {
        "/" => links(&paths.iter().map(String::as_str).collect::<Vec<_>>()),
        "/robots.txt" | "/sitemap.xml" => missing(),
        _ => reply("429 Slow down", "", b"x"),
    });
    let round = tempfile::tempdir().unwrap();
    let mut site = site("a", &["http://a.test/"]);
    site.politeness.concurrency = 2;
    crawl_into(round.path(), &site, &options(&server));
    let found = by_path(captures(round.path(), &site));
    assert!(server.asked().len() <= 15, "{}", server.asked().len());
    assert_eq!(found["/39"].cause, Some(Cause::HttpRateLimited));
    assert_eq!(found["/39"].status, None);
}

#[test]
fn a_delay_is_kept_between_requests() {
    let server = Server::new(|path| match path {
        "/robots.txt" => reply("200 OK", "", b"User-agent: *\nCrawl-delay: 0.1"),
        "/" => links(&["/1", "/2", "/3"]),
        "/1" | "/2" | "/3" => page("x"),
        _ => missing(),
    });
    crawl_server(&server);
    let mut times: Vec<_> = ["/", "/sitemap.xml", "/1", "/2", "/3"]
        .iter()
        .flat_map(|path| server.times(path))
        .collect();
    times.sort();
    assert!(times[4] - times[0] >= Duration::from_millis(350));
}

#[test]
fn a_page_that_begins_a_session_by_a_redirect_is_read_once() {
    let server = Server::new(|path| match path {
        "/" => links(&["/in.jsp", "/other.jsp"]),
        "/in.jsp" => redirect("/in.jsp;jsessionid=0123456789ABCDEF"),
        "/in.jsp;jsessionid=0123456789ABCDEF" => links(&[
            "/other.jsp;jsessionid=0123456789ABCDEF",
            "/in.jsp;jsessionid=F123456789ABCDEF",
        ]),
        "/other.jsp" => page("<p>x"),
        _ => missing(),
    });
    let found = crawl_server(&server);
    let page = &found["/in.jsp;jsessionid=0123456789ABCDEF"];
    assert_eq!((page.status, page.cause), (Some(200), None));
    let mut asked: Vec<String> = server
        .asked()
        .into_iter()
        .filter(|path| path.contains("other") || path.contains("in.jsp"))
        .collect();
    // Two pages are asked at once; which of them arrives first is the network's affair.
    asked.sort();
    assert_eq!(
        asked,
        [
            "/in.jsp",
            "/in.jsp;jsessionid=0123456789ABCDEF",
            "/other.jsp"
        ]
    );
}
