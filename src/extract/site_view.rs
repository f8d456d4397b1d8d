//! What only the whole site shows: which addresses answered and how, which pages link where, and the facts so far.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::{Capture, CaptureId, CaptureKind};
use crate::page::Region;
use crate::site::Cause;

use super::PageKind;
use super::outcome::Sight;
use super::view::{Context, PageView};

/// An address that was asked, and what came of it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The capture.
    pub capture: CaptureId,
    /// What it was asked for.
    pub kind: CaptureKind,
    /// Status of the answer.
    pub status: Option<u16>,
    /// Why there is nothing to read.
    pub cause: Option<Cause>,
    /// Where it redirects.
    pub redirect: Option<String>,
    /// Kind of file that the first bytes show; nothing for HTML and text.
    pub file: Option<&'static str>,
    /// Length of the body in bytes.
    pub length: u64,
    /// What kind of page it is, once read.
    pub page: Option<PageKind>,
}

impl Asked {
    /// What a capture shows without reading it as a page.
    pub fn of(capture: &Capture) -> Self {
        Self {
            capture: capture.id.clone(),
            kind: capture.kind,
            status: capture.status,
            cause: capture.cause,
            redirect: capture.redirect.clone(),
            file: super::practicality::file_kind::of(&capture.body, &capture.address),
            length: capture.body.len() as u64,
            page: None,
        }
    }

    /// Whether the address gave the site's own content: answered 2xx, and not with a wall or an error page.
    pub fn is_good(&self) -> bool {
        self.cause.is_none()
            && self
                .status
                .is_some_and(|status| (200..300).contains(&status))
            && !matches!(self.page, Some(PageKind::Barred(_)))
    }

    /// Why the address did not show what it should.
    pub fn why(&self) -> Option<Cause> {
        self.cause.or(match self.page {
            Some(PageKind::Barred(cause)) => Some(cause),
            _ => None,
        })
    }
}

/// What is kept of a page after it was read.
#[derive(Debug, Clone)]
pub struct PageSummary {
    /// The capture.
    pub capture: CaptureId,
    /// Its address.
    pub address: String,
    /// Length of the body in bytes.
    pub length: u64,
    /// What kind of page it is.
    pub kind: PageKind,
    /// Key of the item it is about.
    pub item: Option<String>,
    /// Addresses and words of the links in its body, in order.
    pub links: Vec<(String, String)>,
}

impl PageSummary {
    /// What is kept of a page.
    pub fn of(view: &PageView) -> Self {
        Self {
            capture: view.capture.id.clone(),
            address: view.capture.address.clone(),
            length: view.page.length,
            kind: view.kind,
            item: view.item.clone(),
            links: view
                .page
                .links
                .iter()
                .filter(|link| link.visible && link.region == Region::Body)
                .filter_map(|link| {
                    Some((link.address.as_ref()?.to_string(), link.text.words.clone()))
                })
                .collect(),
        }
    }
}

/// A site after all its pages were read.
pub struct SiteView<'a> {
    /// Data files and site.
    pub context: Context<'a>,
    /// Every address asked.
    pub asked: &'a BTreeMap<String, Asked>,
    /// The pages read, in the order of the frontier.
    pub pages: &'a [PageSummary],
    /// The captures of robots.txt, sitemaps and result pages, whole.
    pub kept: &'a [Capture],
    /// How far the site could be looked at.
    pub sight: &'a Sight,
}

impl SiteView<'_> {
    /// Where an address leads in the end, redirects followed. Nothing where it was not asked.
    pub fn answer(&self, address: &str) -> Option<&Asked> {
        let mut at = without_fragment(address);
        let mut passed = BTreeSet::new();
        loop {
            let asked = self.asked.get(at)?;
            match asked.redirect.as_deref() {
                Some(next) if asked.cause.is_none() && passed.insert(at) => {
                    at = without_fragment(next);
                }
                _ => return Some(asked),
            }
        }
    }
}

/// The part of an address that is asked.
fn without_fragment(address: &str) -> &str {
    address.split_once('#').map_or(address, |(asked, _)| asked)
}
