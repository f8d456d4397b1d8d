//! Drawing what was answered: which pages need it, and what it adds to the archive and to the line.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use crate::archive::coding::decode;
use crate::archive::shown::{self, Shown};
use crate::archive::{CaptureId, CaptureKind, Content, NewCapture};
use crate::page::robots::Robots;
use crate::page::shell;
use crate::page::wall::Answered;
use crate::site::{Render, SiteId};

use super::browser::{Data, Drawn, Picture, Wanted};
use super::commit::{Also, Step, stamp};
use super::cookies::Jar;
use super::ended_well;
use super::familiar::Familiar;
use super::frontier::{Charge, Frontier, Lane, Row};
use super::links::{find_links, is_html};
use super::options::CrawlOptions;
use super::outcome::{Outcome, Reading};
use super::scope::Scope;
use super::site::Run;
use super::trap::print_of;

/// Media type of the mark-up that a browser gives.
const MEDIA: &str = "text/html; charset=utf-8";

/// What a drawn page may ask for, as the site's crawl knows it.
#[derive(Debug, Clone)]
pub(super) struct View {
    site: SiteId,
    scope: Arc<Scope>,
    rules: Arc<BTreeMap<String, Robots>>,
    familiar: Arc<Familiar>,
    jar: Arc<Jar>,
}

impl Run {
    /// Whether pages are drawn at all.
    pub(super) fn draws(&self) -> bool {
        self.render != Render::Never && self.options.drawing.program.is_some()
    }
}

impl View {
    /// What the frontier of a site knows now.
    pub(super) fn of(frontier: &Frontier) -> Self {
        Self {
            site: frontier.site.clone(),
            scope: Arc::clone(&frontier.scope),
            rules: Arc::clone(&frontier.robots),
            familiar: Arc::clone(&frontier.familiar),
            jar: Arc::clone(&frontier.jar),
        }
    }

    /// Draws the page that an outcome is, where it needs that. What came stays as it is; a page that could not be drawn has
    /// the cause among its findings.
    pub(super) async fn draw(
        self,
        run: &Arc<Run>,
        row: &Row,
        delay: Duration,
        concurrency: u32,
        outcome: &mut Outcome,
    ) {
        let answer = &outcome.answer;
        let is_asked_for = run.render == Render::Always;
        let is_page = row.kind == CaptureKind::Page
            && (is_asked_for || outcome.may_be_shell)
            && answer.cause.is_none()
            && answer.redirect.is_none()
            && answer
                .status
                .is_some_and(|status| (200..300).contains(&status));
        let (Ok(url), Some(status), true, Content::Exchange { body, .. }) = (
            Url::parse(&row.address),
            answer.status,
            is_page,
            &answer.content,
        ) else {
            return;
        };
        let coding = answer.header("content-encoding").unwrap_or_default();
        let media = answer.header("content-type");
        let (body, limit) = (body.clone(), run.options.limits.decoded_bytes);
        let (address, headers) = (row.address.clone(), answer.headers.clone());
        let look = move || {
            let body = decode(&body, &coding, limit).body;
            let answered = Answered {
                status,
                headers: &headers,
                body: &body,
            };
            // Its scripts would run to get past it.
            let is_wanted = is_html(media.as_deref(), &body)
                && (is_asked_for || shell::is_shell(&address, media.as_deref(), &body))
                && answered.wall().is_none();
            is_wanted.then_some(body)
        };
        let looked = ended_well(
            tokio::task::spawn_blocking(look).await,
            "looking never panics",
        );
        let Some(Some(body)) = looked else {
            return;
        };
        let wanted = Wanted {
            site: self.site,
            url: url.clone(),
            answer: answer.clone(),
            body,
            scope: self.scope,
            rules: self.rules,
            jar: self.jar,
            delay,
            concurrency,
        };
        match run.browsers.draw(run, wanted).await {
            Ok(drawn) => {
                let options = run.options.clone();
                let familiar = self.familiar;
                let read = move || {
                    let links = links_of(&url, &drawn.dom, &options, &familiar);
                    (print_of(drawn.dom.as_bytes()), links, drawn)
                };
                let read = tokio::task::spawn_blocking(read).await;
                let Some((print, links, drawn)) = ended_well(read, "reading never panics") else {
                    return;
                };
                outcome.print = Some(print);
                outcome.join_links(links);
                outcome.drawn = Some(Box::new(drawn));
            }
            Err(cause) => outcome.findings.push(cause),
        }
    }
}

/// The links of a drawn page.
fn links_of(url: &Url, dom: &str, options: &CrawlOptions, familiar: &Familiar) -> Reading {
    let (words, limit) = (&options.download_words, options.limits.links);
    Reading::Links(find_links(
        url,
        Some(MEDIA),
        dom.as_bytes(),
        words,
        limit,
        familiar,
    ))
}

impl Outcome {
    /// Adds the links of a drawn page behind those of the page as it was sent.
    fn join_links(&mut self, of_drawn: Reading) {
        let Reading::Links(more) = of_drawn else {
            return;
        };
        for finding in &more.findings {
            if !self.findings.contains(finding) {
                self.findings.push(*finding);
            }
        }
        match &mut self.reading {
            Reading::Links(links) => {
                for link in more.links {
                    if !links.links.contains(&link) {
                        links.links.push(link);
                    }
                }
            }
            other => *other = Reading::Links(more),
        }
    }
}

impl Frontier {
    /// What was drawn joins the archive with the page it belongs to; data that an earlier page fetched are there already.
    pub(super) fn commit_drawn(&mut self, step: &mut Step, drawn: Drawn) {
        let Drawn {
            dom,
            picture,
            data,
            findings,
            notes,
        } = drawn;
        let page = step.capture.clone();
        let resource = |kind, method: &str, media: &str, body: Vec<u8>| NewCapture {
            id: CaptureId::new(&self.site, method, &page.address, b""),
            kind,
            content: Content::Resource {
                media: media.to_owned(),
                body,
            },
            findings: Vec::new(),
            notes: BTreeMap::from([("page".to_owned(), page.id.to_string())]),
            ..page.clone()
        };
        let mut rendered = resource(CaptureKind::Rendered, "RENDER", MEDIA, dom.into_bytes());
        rendered.findings = findings;
        rendered.notes.extend(notes);
        let mut captures = vec![rendered];
        captures.extend(picture.map(|Picture { jpeg, shown }| {
            let kind = CaptureKind::Screenshot;
            let mut picture = resource(kind, shown::METHOD, "image/jpeg", jpeg);
            picture.notes.extend(Shown::note(&shown));
            picture
        }));
        let mut found: Vec<(NewCapture, Option<u64>)> = captures
            .into_iter()
            .map(|capture| (capture, None))
            .collect();
        for one in data {
            let bytes = one.bytes;
            found.push((self.data(&page, one), Some(bytes)));
        }
        for (capture, bytes) in found {
            let own = match &capture.content {
                Content::Resource { body, .. } => body.len() as u64,
                _ => 0,
            };
            let row = Row {
                seq: self.next_seq,
                lane: Lane::Main,
                kind: capture.kind,
                // One address may be asked in several ways; the id tells them apart.
                address: format!("{} {}", capture.address, capture.id),
                depth: capture.depth,
                chain: Vec::new(),
                owner: String::new(),
                charge: Charge::Free,
            };
            if !self.known.insert(&row) {
                continue;
            }
            self.next_seq += 1;
            let bytes = bytes.unwrap_or(own);
            self.count(&row, None, None, bytes, None);
            step.also.push(Also {
                row,
                capture,
                bytes,
            });
        }
    }

    /// The capture of data that a page fetched.
    fn data(&self, page: &NewCapture, data: Data) -> NewCapture {
        let address = data.address.to_string();
        let mut notes = BTreeMap::from([("page".to_owned(), page.id.to_string())]);
        notes.insert("method".to_owned(), data.method.clone());
        NewCapture {
            // A page may be asked for at the same address.
            id: CaptureId::new(
                &self.site,
                &format!("DATA {}", data.method),
                &address,
                &data.payload,
            ),
            kind: CaptureKind::Data,
            address,
            captured: stamp(data.answer.at),
            content: data.answer.content,
            cause: data.answer.cause,
            findings: Vec::new(),
            notes,
            ..page.clone()
        }
    }
}
