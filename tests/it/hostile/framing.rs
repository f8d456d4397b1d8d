//! Answers that are no proper HTTP.

use super::scenario::{Scenario, head, ordinary, page, raw, start};
use super::server::Piece::{Flood, Reset, Send};

pub(super) fn scenarios() -> Vec<Scenario> {
    let ok = || ordinary(&[]).into_bytes();
    let bytes = |head: &str| Send([head.as_bytes(), &ok()].concat());
    let none = "not-assessable";
    let some = "not-assessable|partial";
    let length = ok().len();
    vec![
        start("f-closed", none, "net.closed", vec![]),
        start("f-reset", none, "net.reset|net.closed", vec![Reset]),
        start("f-reset-in-body", some, "net.truncated", vec![head("Content-Length: 9000\r\n"), Send(b"<p>x".to_vec()), Reset]),
        start("f-empty", none, "net.empty", page("")),
        start("f-no-http", none, "http.malformed", raw(b"SSH-2.0-OpenSSH_9.2\r\n")),
        start("f-html-only", none, "http.malformed", raw(b"<html><body>hello</body></html>")),
        start("f-nul-bytes", none, "http.malformed", raw(&[0; 4096])),
        start("f-bad-status", none, "http.malformed", raw(b"HTTP/1.1 abc OK\r\n\r\n")),
        start("f-bad-version", none, "http.malformed", raw(b"HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n")),
        start("f-status-999", none, "http.status-unknown", vec![bytes("HTTP/1.1 999 No\r\nConnection: close\r\n\r\n")]),
        start("f-status-0", none, "http.malformed", raw(b"HTTP/1.1 000 No\r\n\r\n")),
        start("f-bad-field", none, "http.malformed", raw(b"HTTP/1.1 200 OK\r\nbad field\0name\r\n\r\n<p>x")),
        start("f-two-lengths", "not-assessable|partial|assessed", "http.malformed", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nhello")),
        start("f-negative-length", none, "http.malformed", raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello")),
        start("f-huge-length", some, "net.truncated|http.malformed|limit.body-bytes", raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nhello")),
        start("f-short-body", some, "net.truncated", vec![head("Content-Length: 100000\r\nConnection: close\r\n"), Send(ok())]),
        start("f-long-body", "assessed", "", vec![head(&format!("Content-Length: {length}\r\n")), Send(ok()), Send(vec![b'x'; 100_000])]),
        start("f-length-and-chunks", "not-assessable|partial|assessed", "", vec![head("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), Send(b"5\r\nhello\r\n0\r\n\r\n".to_vec())]),
        start("f-bad-chunk", some, "net.truncated|http.malformed", vec![head("Transfer-Encoding: chunked\r\n"), Send(b"zz\r\nhello".to_vec())]),
        start("f-huge-chunk", some, "net.truncated|http.malformed|limit.body-bytes", vec![head("Transfer-Encoding: chunked\r\n"), Send(b"ffffffffffffffffff\r\nhello".to_vec())]),
        start("f-cut-chunk", some, "net.truncated", vec![head("Transfer-Encoding: chunked\r\n"), Send(b"ff\r\nhello".to_vec())]),
        start("f-chunk-extensions", some, "net.truncated|http.malformed|limit.body-bytes|limit.body-time|net.timeout", vec![head("Transfer-Encoding: chunked\r\n"), Send(b"1".to_vec()), Flood(vec![b';'; 1 << 16], 1000)]),
        start("f-endless-trailers", some, "net.truncated|http.malformed|limit.headers|limit.body-time", vec![head("Transfer-Encoding: chunked\r\n"), Send(b"1\r\nx\r\n0\r\n".to_vec()), Flood(b"X-Trailer: yes\r\n".to_vec(), 1_000_000)]),
        start("f-long-field", none, "limit.headers", vec![Send(b"HTTP/1.1 200 OK\r\nX-Long: ".to_vec()), Flood(vec![b'a'; 1 << 16], 200)]),
        start("f-many-fields", none, "limit.headers", vec![Send(b"HTTP/1.1 200 OK\r\n".to_vec()), Flood(b"X-Many: 1\r\n".to_vec(), 100_000)]),
        start("f-300-fields", none, "limit.headers", vec![Send(b"HTTP/1.1 200 OK\r\n".to_vec()), Flood(b"X-Many: 1\r\n".to_vec(), 300), bytes("\r\n")]),
        start("f-folded-field", "not-assessable|assessed", "", vec![Send(b"HTTP/1.1 200 OK\r\nX-A: 1\r\n 2\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n".to_vec()), Send(ok())]),
        start("f-http-09", none, "http.malformed", raw(b"hello")),
        start("f-http-10", "assessed", "", vec![bytes("HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")]),
        start("f-no-content", none, "net.empty", raw(b"HTTP/1.1 204 No Content\r\n\r\n")),
        start("f-switching", none, "http.malformed|http.status-unknown|net.closed", raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x05hello")),
        start("f-not-modified", none, "http.status-unknown|net.empty", raw(b"HTTP/1.1 304 Not Modified\r\n\r\n")),
        start("f-partial", "assessed|partial|not-assessable", "", vec![bytes("HTTP/1.1 206 Partial Content\r\nContent-Type: text/html; charset=utf-8\r\nContent-Range: bytes 0-9/1000\r\nConnection: close\r\n\r\n")]),
    ]
}
