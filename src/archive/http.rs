//! The HTTP message inside a response record: head and body apart, as tolerant as archives need.

use crate::site::Cause;

/// The head of an HTTP answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// Status code.
    pub(super) status: u16,
    /// Fields in the order received, names in lower case.
    pub(super) headers: Vec<(String, String)>,
    /// Where the body begins in the block.
    pub(super) body: usize,
}

/// Reads the head of a response block; nothing if it does not begin with an HTTP status line.
pub(super) fn read_head(block: &[u8]) -> Option<Head> {
    let mut lines = Lines { block, at: 0 };
    let status = lines.next()?;
    let mut parts = status.split(|byte| *byte == b' ');
    if !parts.next()?.starts_with(b"HTTP/") {
        return None;
    }
    let status = std::str::from_utf8(parts.find(|part| !part.is_empty())?)
        .ok()?
        .parse()
        .ok()?;
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in &mut lines {
        if line.is_empty() {
            break;
        }
        let line = String::from_utf8_lossy(line);
        if let (true, Some(last)) = (line.starts_with([' ', '\t']), headers.last_mut()) {
            last.1.push(' ');
            last.1.push_str(line.trim());
        } else if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    Some(Head {
        status,
        headers,
        body: lines.at,
    })
}

/// What a status means for who wants to read the page; nothing for a page that can be read or a redirect.
pub fn cause_of_status(status: u16) -> Option<Cause> {
    Some(match status {
        200..=299 | 301..=303 | 307 | 308 => return None,
        401 | 403 | 451 => Cause::HttpForbidden,
        404 | 410 => Cause::HttpNotFound,
        429 => Cause::HttpRateLimited,
        503 => Cause::HttpUnavailable,
        500..=599 => Cause::HttpServerError,
        _ => Cause::HttpStatusUnknown,
    })
}

/// Every value of one field, joined by commas.
pub(super) fn joined(headers: &[(String, String)], name: &str) -> String {
    let values: Vec<&str> = headers
        .iter()
        .filter(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
        .collect();
    values.join(", ")
}

/// The chunks of a chunked message, joined.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Chunks {
    /// Their bytes.
    pub(super) body: Vec<u8>,
    /// Whether the empty chunk came that ends them.
    pub(super) is_whole: bool,
}

/// The body of a chunked message; nothing if it is not chunked after all, which archives often have dissolved already.
pub(super) fn dechunk(body: &[u8]) -> Option<Chunks> {
    chunk_size(body)?;
    let mut rest = body;
    let mut joined = Vec::with_capacity(body.len());
    let is_whole = loop {
        let Some((size, chunk)) = chunk_size(rest) else {
            break false;
        };
        if size == 0 {
            break true;
        }
        joined.extend_from_slice(&chunk[..size.min(chunk.len())]);
        let behind = chunk.get(size..).unwrap_or_default();
        let next = behind
            .strip_prefix(b"\r\n")
            .or_else(|| behind.strip_prefix(b"\n"));
        let Some(next) = next else {
            break false;
        };
        rest = next;
    };
    Some(Chunks {
        body: joined,
        is_whole,
    })
}

/// The size that a chunk announces, and what stands behind its line.
fn chunk_size(body: &[u8]) -> Option<(usize, &[u8])> {
    let end = body.iter().position(|byte| *byte == b'\n')?;
    let size = std::str::from_utf8(&body[..end]).ok()?;
    let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
    Some((size, &body[end + 1..]))
}

/// Lines that end in CRLF or LF.
struct Lines<'a> {
    block: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.block.get(self.at..).filter(|rest| !rest.is_empty())?;
        let end = rest.iter().position(|byte| *byte == b'\n');
        self.at += end.map_or(rest.len(), |end| end + 1);
        let line = &rest[..end.unwrap_or(rest.len())];
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_and_body_come_apart() {
        let block =
            b"HTTP/1.1 301 Moved\r\nLocation: /a\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\n\r\nbody";
        let head = read_head(block).unwrap();
        assert_eq!(head.status, 301);
        assert_eq!(head.headers[0], ("location".into(), "/a".into()));
        assert_eq!(joined(&head.headers, "set-cookie"), "a=1, b=2");
        assert_eq!(&block[head.body..], b"body");
    }

    #[test]
    fn a_head_without_an_end_has_no_body() {
        let head = read_head(b"HTTP/1.0 200 OK\nA: 1").unwrap();
        assert_eq!((head.status, head.headers.len(), head.body), (200, 1, 20));
        assert_eq!(read_head(b"<html>"), None);
        assert_eq!(read_head(b""), None);
    }

    #[test]
    fn chunks_are_joined_and_other_bodies_left_alone() {
        let chunks = |body: &[u8], is_whole| {
            Some(Chunks {
                body: body.to_vec(),
                is_whole,
            })
        };
        assert_eq!(
            dechunk(b"4;x=1\r\nWiki\r\n3\r\npea\r\n0\r\n\r\n"),
            chunks(b"Wikipea", true)
        );
        assert_eq!(dechunk(b"<html></html>\n"), None);
        assert_eq!(dechunk(b"ff\r\nshort"), chunks(b"short", false));
        assert_eq!(dechunk(b"2\r\nab\r\n2\r\nc"), chunks(b"abc", false));
    }

    #[test]
    fn every_status_has_its_cause() {
        for (status, cause) in [
            (200, None),
            (202, None),
            (302, None),
            (308, None),
            (304, Some(Cause::HttpStatusUnknown)),
            (403, Some(Cause::HttpForbidden)),
            (410, Some(Cause::HttpNotFound)),
            (412, Some(Cause::HttpStatusUnknown)),
            (429, Some(Cause::HttpRateLimited)),
            (503, Some(Cause::HttpUnavailable)),
            (521, Some(Cause::HttpServerError)),
            (999, Some(Cause::HttpStatusUnknown)),
        ] {
            assert_eq!(cause_of_status(status), cause, "{status}");
        }
    }
}
