//! What the fuzz targets share: a capture of any bytes, and the planted bugs.

use std::collections::BTreeMap;

use govgauge::archive::{Capture, CaptureId, CaptureKind};
use govgauge::site::SiteId;

/// A page as a site would have sent it.
pub fn capture(content_type: &str, body: &[u8]) -> Capture {
    let site = SiteId("fuzz".to_owned());
    let address = "http://fuzz.invalid/guide/1.html".to_owned();
    Capture {
        id: CaptureId::new(&site, "GET", &address, &[]),
        site,
        order: 0,
        depth: 0,
        kind: CaptureKind::Page,
        address,
        captured: String::new(),
        status: Some(200),
        headers: vec![("content-type".to_owned(), content_type.to_owned())],
        body: body.to_owned(),
        redirect: None,
        cause: None,
        findings: Vec::new(),
        notes: BTreeMap::new(),
    }
}

/// A bug to be found: `shallow` where few bytes must be right, `deep` where the input must have been understood as well.
pub fn planted(shallow: bool, deep: bool) {
    assert!(!(cfg!(feature = "planted-early") && shallow), "the planted early bug");
    assert!(!(cfg!(feature = "planted-deep") && deep), "the planted deep bug");
}
