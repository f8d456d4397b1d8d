//! What an answer means to the crawl: its body decoded, its links, rules or addresses found.

use std::collections::BTreeMap;

use url::Url;

use crate::archive::coding::decode;
use crate::archive::{CaptureKind, Content};
use crate::site::Cause;

use super::browser::Drawn;
use super::familiar::Familiar;
use super::fetch::Answer;
use super::links::{Links, find_links, is_html};
use super::options::CrawlOptions;
use super::trap::print_of;
use crate::page::robots::{self, Robots};
use crate::page::shell::may_be_shell;
use crate::page::sitemap::{Sitemap, read_sitemap};

/// An answer and what was read from it.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    /// The answer, its cause completed.
    pub(super) answer: Answer,
    /// What the crawl goes on with.
    pub(super) reading: Reading,
    /// What else was noticed.
    pub(super) findings: Vec<Cause>,
    /// Decoded bytes.
    pub(super) bytes: u64,
    /// What a page says, as one number.
    pub(super) print: Option<u64>,
    /// What scripts have made of it, where it was drawn.
    pub(super) drawn: Option<Box<Drawn>>,
    /// Whether a page may be empty until a script fills it.
    pub(super) may_be_shell: bool,
    /// What is known beside the bytes.
    pub(super) notes: BTreeMap<String, String>,
}

/// What the crawl goes on with.
#[derive(Debug, Clone)]
pub(super) enum Reading {
    /// Nothing.
    Nothing,
    /// The links of a page.
    Links(Links),
    /// The rules of a host, with the text they were read from.
    Robots(Robots, String),
    /// The addresses of a sitemap.
    Sitemap(Sitemap),
}

/// Whether the body of a robots.txt may be read for rules: it came whole, or as much of it as is read of any (RFC 9309 2.5).
/// A part of one may lack the very line that forbids.
fn may_be_rules(trouble: Option<Cause>, body: &[u8]) -> bool {
    match trouble {
        // No lines are no rules.
        None | Some(Cause::NetEmpty) => true,
        Some(Cause::LimitBodyBytes | Cause::LimitDecompressedBytes) => {
            body.len() >= robots::ROBOTS_LIMIT
        }
        Some(_) => false,
    }
}

impl Outcome {
    /// No answer, for a cause.
    pub(super) fn none(cause: Cause) -> Self {
        Self {
            answer: Answer::none(cause),
            reading: Reading::Nothing,
            findings: Vec::new(),
            bytes: 0,
            print: None,
            may_be_shell: false,
            drawn: None,
            notes: BTreeMap::new(),
        }
    }

    /// Reads an answer for what it was asked for. Takes time: decoding and searching.
    pub(super) fn read(
        kind: CaptureKind,
        url: &Url,
        answer: Answer,
        options: &CrawlOptions,
        familiar: &Familiar,
    ) -> Self {
        let mut outcome = Self {
            notes: answer.notes.clone(),
            answer,
            ..Self::none(Cause::NetEmpty)
        };
        let Content::Exchange { body, .. } = &outcome.answer.content else {
            return outcome;
        };
        let coding = outcome
            .answer
            .header("content-encoding")
            .unwrap_or_default();
        let decoded = decode(body, &coding, options.limits.decoded_bytes);
        let trouble = outcome.answer.cause.or(decoded.trouble);
        let body = decoded.body;
        outcome.bytes = body.len() as u64;
        outcome.answer.cause = trouble;
        let media = outcome.answer.header("content-type");
        let media = media.as_deref();
        let is_ok = outcome
            .answer
            .status
            .is_some_and(|status| (200..300).contains(&status));
        match kind {
            CaptureKind::File if trouble == Some(Cause::LimitBodyBytes) => {
                // Enough came to see what it is.
                outcome.answer.cause = None;
                outcome.findings.push(Cause::AttachmentLimit);
            }
            // A link that says download may lead to a page of downloads.
            CaptureKind::Page | CaptureKind::File if is_ok && is_html(media, &body) => {
                let words = &options.download_words;
                let limit = options.limits.links;
                let links = find_links(url, media, &body, words, limit, familiar);
                outcome.findings.extend(&links.findings);
                outcome.print = Some(print_of(&body));
                outcome.may_be_shell = may_be_shell(&body);
                outcome.reading = Reading::Links(links);
            }
            CaptureKind::Robots if is_ok && may_be_rules(trouble, &body) => {
                let (robots, findings) = Robots::read(&body, media, robots::TOKEN);
                outcome.findings.extend(findings);
                let text = String::from_utf8_lossy(&body).into_owned();
                outcome.reading = Reading::Robots(robots, text);
            }
            CaptureKind::Sitemap if is_ok => {
                let sitemap = read_sitemap(&body, options.limits.decoded_bytes);
                let counts = [
                    ("addresses", &sitemap.pages),
                    ("sitemaps", &sitemap.sitemaps),
                ];
                for (name, list) in counts {
                    outcome
                        .notes
                        .insert(name.to_owned(), list.len().to_string());
                }
                outcome.findings.extend(&sitemap.findings);
                if sitemap.pages.is_empty() && sitemap.sitemaps.is_empty() {
                    outcome.answer.cause = trouble.or(sitemap.findings.first().copied());
                }
                outcome.reading = Reading::Sitemap(sitemap);
            }
            _ => {}
        }
        outcome
    }
}
