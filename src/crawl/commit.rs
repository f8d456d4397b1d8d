//! Committing an outcome: what it adds to the frontier, and what is written of it.

use std::sync::Arc;

use url::Url;

use crate::archive::{CaptureId, CaptureKind, NewCapture};
use crate::site::Cause;

use super::frontier::{Charge, Frontier, Row, Ticket};
use super::outcome::{Outcome, Reading};
use crate::page::robots::{self, Robots};

/// Redirects of a robots.txt that are followed (RFC 9309 2.3.1.2).
const ROBOTS_HOPS: usize = 5;

/// One capture and everything that its coming changes.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// The row it answers.
    pub(super) row: Row,
    /// The capture.
    pub(super) capture: NewCapture,
    /// Status of the answer, if there was one.
    pub(super) status: Option<u16>,
    /// Decoded bytes.
    pub(super) bytes: u64,
    /// What a page says, as one number.
    pub(super) print: Option<u64>,
    /// Rows that are new, or wait elsewhere now.
    pub(super) rows: Vec<Row>,
    /// A verdict on an authority, with the robots.txt it was read from.
    pub(super) robots: Option<(String, Robots, String)>,
    /// What belongs to the capture and is safe with it or not at all: what scripts made of the page.
    pub(super) also: Vec<Also>,
    /// Rows that still wait.
    pub(super) waiting: usize,
}

/// A capture that came with another one, and its row.
#[derive(Debug, Clone)]
pub(super) struct Also {
    pub(super) row: Row,
    pub(super) capture: NewCapture,
    /// Decoded bytes.
    pub(super) bytes: u64,
}

impl Frontier {
    /// Commits an outcome; outcomes must come in the order of their tickets.
    pub(super) fn commit(&mut self, ticket: Ticket, outcome: Outcome) -> Step {
        let Ticket { mut row, order, id } = ticket;
        self.out -= 1;
        // What was in flight when the crawl of the site was given up had not been asked in a slower crawl.
        let alone = Url::parse(&row.address)
            .ok()
            .and_then(|url| self.left_alone(row.kind, &url));
        let mut outcome = match self.gave_up.or(alone) {
            Some(cause) if cause != Cause::LimitTime => Outcome::none(cause),
            _ => outcome,
        };
        if alone == Some(Cause::TrapCrawler) && row.charge == Charge::Page {
            // What a trap took goes back to the real pages.
            row.charge = Charge::Unpaid;
            self.pay_back();
        }
        let answer = &outcome.answer;
        self.count(
            &row,
            answer.cause,
            answer.status,
            outcome.bytes,
            outcome.print,
        );
        let (bytes, status, print) = (outcome.bytes, outcome.answer.status, outcome.print);
        let redirect = outcome.answer.redirect.clone().and_then(Result::ok);
        let sets_cookie = outcome.answer.header("set-cookie").is_some();
        let drawn = outcome.drawn.take();
        let (capture, reading) = capture(id, &row, order, outcome);
        let mut step = Step {
            capture,
            status,
            bytes,
            print,
            rows: Vec::new(),
            robots: None,
            also: Vec::new(),
            waiting: 0,
            row,
        };
        if let Some(drawn) = drawn {
            self.commit_drawn(&mut step, *drawn);
        }
        match step.row.kind {
            CaptureKind::Robots => {
                self.is_robots_out = false;
                self.commit_robots(&mut step, reading, redirect);
            }
            CaptureKind::Sitemap => self.commit_sitemap(&mut step, reading, redirect),
            _ => self.commit_page(&mut step, reading, redirect, sets_cookie),
        }
        step.capture.findings.append(&mut self.unsaid);
        self.take_changed(&mut step);
        step.waiting = self.waiting();
        step
    }

    /// Counts what budgets, patience and the search for traps depend on.
    pub(super) fn count(
        &mut self,
        row: &Row,
        cause: Option<Cause>,
        status: Option<u16>,
        bytes: u64,
        print: Option<u64>,
    ) {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > self.budget.bytes {
            self.give_up(Cause::LimitBytes);
        }
        let Ok(url) = Url::parse(&row.address) else {
            return;
        };
        if let Some(print) = print {
            self.spaces.see(&url, print);
        }
        if !matches!(row.kind, CaptureKind::Robots | CaptureKind::Sitemap) {
            self.breakers.count(&url, status, cause, &self.patience);
        }
    }

    /// A page or file: its redirect or its links join the line.
    fn commit_page(
        &mut self,
        step: &mut Step,
        reading: Reading,
        redirect: Option<Url>,
        sets_cookie: bool,
    ) {
        let row = &step.row;
        if let Some(target) = redirect {
            let address = target.as_str();
            let chain = chained(row);
            let cause = if chain.iter().any(|passed| passed == address) {
                Some(if sets_cookie {
                    Cause::RedirectCookieWall
                } else {
                    Cause::RedirectLoop
                })
            } else if !self.scope.holds(&target) {
                Some(Cause::RedirectOffScope)
            } else if chain.len() > usize::from(self.limits.redirects) {
                Some(Cause::LimitRedirects)
            } else {
                let findings = &mut step.capture.findings;
                self.line_up(&target, row.kind, row.depth, chain, findings);
                None
            };
            step.capture.cause = step.capture.cause.or(cause);
        }
        if let Reading::Links(links) = reading {
            for link in links.links {
                let depth = row.depth + 1;
                let findings = &mut step.capture.findings;
                if self.line_up(&link.address, link.kind, depth, Vec::new(), findings) {
                    self.familiar.learn(&link);
                }
            }
        }
    }

    /// A robots.txt: a verdict on its authority, or one more hop to it.
    fn commit_robots(&mut self, step: &mut Step, reading: Reading, redirect: Option<Url>) {
        let chain = chained(&step.row);
        let owner = step.row.owner.clone();
        let mut text = String::new();
        let robots = match (redirect, reading, step.status) {
            (Some(target), ..)
                if chain.len() <= ROBOTS_HOPS
                    && !chain.iter().any(|passed| passed == target.as_str()) =>
            {
                self.line_up_robots_target(&target, chain, owner);
                return;
            }
            (None, Reading::Robots(robots, read), _) => {
                text = read;
                // No lines are no rules, and a long file counts as far as it came.
                step.capture.cause = match step.capture.cause {
                    Some(Cause::NetEmpty) => None,
                    Some(Cause::LimitBodyBytes | Cause::LimitDecompressedBytes) => {
                        let findings = &mut step.capture.findings;
                        if !findings.contains(&Cause::RobotsTruncated) {
                            findings.push(Cause::RobotsTruncated);
                        }
                        None
                    }
                    cause => cause,
                };
                robots
            }
            (None, _, Some(status @ 400..=499)) if status != 429 => {
                step.capture.cause = Some(match status {
                    401 | 403 => Cause::RobotsForbidden,
                    _ => Cause::RobotsUnavailable,
                });
                Robots::Everything
            }
            (Some(_), ..) | (None, _, Some(300..=399)) => {
                step.capture.findings.extend(step.capture.cause);
                step.capture.cause = Some(Cause::RobotsUnavailable);
                Robots::Everything
            }
            _ => {
                let met = step.capture.cause.unwrap_or(Cause::RobotsUnreachable);
                let cause = if self.gave_up.is_some() || is_host_gone(met) {
                    met
                } else {
                    step.capture.findings.push(met);
                    Cause::RobotsUnreachable
                };
                step.capture.cause = Some(cause);
                Robots::Nothing(cause)
            }
        };
        Arc::make_mut(&mut self.robots).insert(owner.clone(), robots.clone());
        self.line_up_listed_sitemaps(&owner, &robots, &mut step.capture.findings);
        step.robots = Some((owner, robots, text));
    }

    /// The sitemaps that a robots.txt names, else the one at the usual place.
    fn line_up_listed_sitemaps(&mut self, owner: &str, robots: &Robots, findings: &mut Vec<Cause>) {
        let Ok(root) = Url::parse(owner) else { return };
        let usual = ["/sitemap.xml".to_owned()];
        let listed: &[String] = match robots {
            Robots::Nothing(_) => return,
            Robots::Rules(rules) if !rules.sitemaps.is_empty() => &rules.sitemaps,
            _ => &usual,
        };
        for written in listed {
            let url = root.join(written).ok();
            if let Some(url) = url.and_then(crate::archive::address::normalise_url) {
                self.line_up_sitemap(&url, Vec::new(), findings);
            }
        }
    }

    /// A sitemap: its addresses wait low, further sitemaps join the line.
    fn commit_sitemap(&mut self, step: &mut Step, reading: Reading, redirect: Option<Url>) {
        let chain = chained(&step.row);
        let findings = &mut step.capture.findings;
        if let Some(target) = redirect {
            if chain.iter().any(|passed| passed == target.as_str()) {
                step.capture.cause = Some(Cause::RedirectLoop);
            } else if !self.scope.holds(&target) {
                step.capture.cause = Some(Cause::RedirectOffScope);
            } else {
                self.line_up_sitemap(&target, chain, findings);
            }
            return;
        }
        let Reading::Sitemap(sitemap) = reading else {
            return;
        };
        let Ok(base) = Url::parse(&step.row.address) else {
            return;
        };
        let absolute = |written: &String| {
            let url = base.join(written).ok()?;
            crate::archive::address::normalise_url(url)
        };
        for url in sitemap.pages.iter().filter_map(absolute) {
            self.line_up_low(&url, findings);
        }
        for url in sitemap.sitemaps.iter().filter_map(absolute) {
            if chain.iter().any(|passed| passed == url.as_str()) {
                if !findings.contains(&Cause::SitemapLoop) {
                    findings.push(Cause::SitemapLoop);
                }
            } else {
                self.line_up_sitemap(&url, chain.clone(), findings);
            }
        }
    }
}

/// The chain of a row with the row itself at its end.
fn chained(row: &Row) -> Vec<String> {
    let mut chain = row.chain.clone();
    chain.push(row.address.clone());
    chain
}

/// Whether a cause speaks of the host as a whole, so that it says more than that robots.txt was not to be had.
const fn is_host_gone(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::NetDns
            | Cause::NetRefused
            | Cause::NetConnectTimeout
            | Cause::TlsHandshake
            | Cause::TlsChain
            | Cause::TlsExpired
            | Cause::TlsName
            | Cause::TlsUntrusted
            | Cause::TlsVersion
            | Cause::SsrfBlocked
    )
}

/// The capture that an outcome is, and what was read from it.
fn capture(id: CaptureId, row: &Row, order: u32, outcome: Outcome) -> (NewCapture, Reading) {
    let answer = outcome.answer;
    let capture = NewCapture {
        id,
        order,
        depth: row.depth,
        kind: row.kind,
        address: row.address.clone(),
        captured: stamp(answer.at),
        content: answer.content,
        redirect: answer.redirect.and_then(Result::ok).map(String::from),
        cause: answer.cause,
        findings: outcome.findings,
        notes: outcome.notes,
    };
    (capture, outcome.reading)
}

/// A time as archives write it.
pub(super) fn stamp(at: std::time::SystemTime) -> String {
    chrono::DateTime::<chrono::Utc>::from(at)
        .format("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}

/// The verdict on an authority as it is kept, apart from the text of its rules.
pub(super) fn verdict_word(robots: &Robots) -> &'static str {
    match robots {
        Robots::Rules(_) => "rules",
        Robots::Everything => "everything",
        Robots::Nothing(cause) => cause.code(),
    }
}

/// The verdict back from what was kept.
pub(super) fn verdict_from(word: &str, text: &str) -> Robots {
    match word {
        "rules" => Robots::read(text.as_bytes(), None, robots::TOKEN).0,
        "everything" => Robots::Everything,
        code => Robots::Nothing(code.parse().unwrap_or(Cause::RobotsUnreachable)),
    }
}
