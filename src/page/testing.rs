//! Pages for tests, from a few words of mark-up.

use super::Page;
use crate::archive::{Capture, CaptureId, CaptureKind};
use crate::site::SiteId;

/// A page of these bytes at an address.
pub(super) fn page_at(body: &[u8], kind: &str, address: &str) -> Page {
    let site = SiteId("qingshan".to_owned());
    Page::read(&Capture {
        id: CaptureId::new(&site, "GET", address, b""),
        site,
        order: 0,
        depth: 0,
        kind: CaptureKind::Page,
        address: address.to_owned(),
        captured: "2026-01-01T00:00:00Z".to_owned(),
        status: Some(200),
        headers: vec![("content-type".to_owned(), kind.to_owned())],
        body: body.to_vec(),
        redirect: None,
        cause: None,
        findings: Vec::new(),
        notes: std::collections::BTreeMap::new(),
    })
}

/// A page of this mark-up.
pub(super) fn page(markup: &str) -> Page {
    page_at(
        markup.as_bytes(),
        "text/html; charset=utf-8",
        "http://qingshan.invalid/guide/1.html",
    )
}

/// Labels and values of a page, as `label=value`, for labels among `known`.
pub(super) fn told(markup: &str, known: &[&str]) -> Vec<String> {
    let page = page(markup);
    page.labelled(&|words| known.contains(&words.replace(' ', "").as_str()))
        .into_iter()
        .map(|pair| {
            let unit = pair.unit.map(|unit| format!("|{}", unit.words));
            format!(
                "{}={}{}",
                pair.label.words.replace(' ', ""),
                pair.value.words,
                unit.unwrap_or_default()
            )
        })
        .collect()
}
