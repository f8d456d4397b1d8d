//! A saved page as a capture: bytes of a file, as if a site had answered with them.

use std::collections::BTreeMap;

use url::Url;

use crate::archive::{Capture, CaptureId, CaptureKind};
use crate::site::Site;

/// The site that saved pages stand on.
pub(super) fn site() -> Site {
    Site::imported("gold", "gold")
}

/// The capture of a saved page. Its address has the path of the file, its content type is told by the extension.
pub(super) fn capture(site: &Site, path: &str, body: &[u8], kind: CaptureKind) -> Capture {
    let mut address = Url::parse("http://gold.invalid/").expect("the address is well formed");
    address
        .path_segments_mut()
        .expect("an http address has segments")
        .pop_if_empty()
        .extend(path.split(['/', '\\']).filter(|part| !part.is_empty()));
    let address = address.to_string();
    Capture {
        id: CaptureId::new(&site.id, "GET", &address, &[]),
        site: site.id.clone(),
        order: 0,
        depth: 0,
        kind,
        address,
        captured: "1970-01-01T00:00:00Z".to_owned(),
        status: Some(200),
        headers: vec![("content-type".to_owned(), content_type(path).to_owned())],
        body: body.to_vec(),
        redirect: None,
        cause: None,
        findings: Vec::new(),
        notes: BTreeMap::new(),
    }
}

/// What a server would call a file of that name.
fn content_type(path: &str) -> &'static str {
    let extension = path
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
        .to_ascii_lowercase();
    match extension.as_str() {
        "txt" | "text" | "md" => "text/plain",
        "json" => "application/json",
        "jsonl" | "ndjson" => "application/x-ndjson",
        "xml" => "text/xml",
        _ => "text/html",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_tells_the_content_type_and_the_path_the_address() {
        let capture = capture(&site(), "a b/页.TXT", b"x", CaptureKind::Page);
        assert_eq!(capture.header("content-type"), Some("text/plain"));
        assert_eq!(capture.address, "http://gold.invalid/a%20b/%E9%A1%B5.TXT");
    }
}
