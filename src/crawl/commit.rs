//! Committing an outcome: what it adds to the frontier, and what is written of it.

use url::Url;

use crate::archive::{CaptureId, CaptureKind, Content, NewCapture};
use crate::site::Cause;

use super::frontier::{Frontier, Row, Ticket};
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
    /// Rows that are new, or wait elsewhere now.
    pub(super) rows: Vec<Row>,
    /// A verdict on an authority, with the robots.txt it was read from.
    pub(super) robots: Option<(String, Robots, String)>,
    /// Rows that still wait.
    pub(super) waiting: usize,
}

impl Frontier {
    /// Commits an outcome; outcomes must come in the order of their tickets.
    pub(super) fn commit(&mut self, ticket: Ticket, outcome: Outcome) -> Step {
        let Ticket { row, order } = ticket;
        self.out -= 1;
        // What was in flight when the crawl of the site was given up had not been asked in a slower crawl.
        let outcome = match self.gave_up {
            Some(cause) if cause != Cause::LimitTime => Outcome::none(cause),
            _ => outcome,
        };
        self.count(
            row.kind,
            outcome.answer.cause,
            outcome.answer.status,
            outcome.bytes,
        );
        let mut step = Step {
            capture: capture(&self.site, &row, order, &outcome),
            status: outcome.answer.status,
            bytes: outcome.bytes,
            rows: Vec::new(),
            robots: None,
            waiting: 0,
            row,
        };
        let redirect = outcome.answer.redirect.clone().and_then(Result::ok);
        match step.row.kind {
            CaptureKind::Robots => {
                self.is_robots_out = false;
                self.commit_robots(&mut step, outcome, redirect);
            }
            CaptureKind::Sitemap => self.commit_sitemap(&mut step, outcome, redirect),
            _ => self.commit_page(&mut step, outcome, redirect),
        }
        step.capture.findings.append(&mut self.unsaid);
        self.take_changed(&mut step);
        step.waiting = self.waiting();
        step
    }

    /// Counts what budgets and patience depend on.
    pub(super) fn count(
        &mut self,
        kind: CaptureKind,
        cause: Option<Cause>,
        status: Option<u16>,
        bytes: u64,
    ) {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > self.budget.bytes {
            self.give_up(Cause::LimitBytes);
        }
        if matches!(kind, CaptureKind::Robots | CaptureKind::Sitemap) {
            return;
        }
        match (status, cause) {
            (Some(429 | 503), _) => {
                self.refusals += 1;
                if self.refusals >= self.patience.refusals {
                    self.give_up(cause.unwrap_or(Cause::HttpRateLimited));
                }
            }
            (Some(_), _) => self.refusals = 0,
            (None, _) => {}
        }
    }

    /// A page or file: its redirect or its links join the line.
    fn commit_page(&mut self, step: &mut Step, outcome: Outcome, redirect: Option<Url>) {
        let row = &step.row;
        if let Some(target) = redirect {
            let address = target.as_str();
            let chain = chained(row);
            let cause = if chain.iter().any(|passed| passed == address) {
                Some(match outcome.answer.header("set-cookie") {
                    Some(_) => Cause::RedirectCookieWall,
                    None => Cause::RedirectLoop,
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
        if let Reading::Links(links) = outcome.reading {
            for link in links.links {
                let depth = row.depth + 1;
                let findings = &mut step.capture.findings;
                self.line_up(&link.address, link.kind, depth, Vec::new(), findings);
            }
        }
    }

    /// A robots.txt: a verdict on its authority, or one more hop to it.
    fn commit_robots(&mut self, step: &mut Step, outcome: Outcome, redirect: Option<Url>) {
        let chain = chained(&step.row);
        let owner = step.row.owner.clone();
        let mut text = String::new();
        let robots = match (redirect, outcome.reading, outcome.answer.status) {
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
        self.robots.insert(owner.clone(), robots.clone());
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
    fn commit_sitemap(&mut self, step: &mut Step, outcome: Outcome, redirect: Option<Url>) {
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
        let Reading::Sitemap(sitemap) = outcome.reading else {
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

/// The capture that an outcome is.
fn capture(site: &crate::site::SiteId, row: &Row, order: u32, outcome: &Outcome) -> NewCapture {
    let answer = &outcome.answer;
    let payload: &[u8] = match row.kind {
        CaptureKind::Robots => b"robots",
        CaptureKind::Sitemap => b"sitemap",
        _ => b"",
    };
    NewCapture {
        id: CaptureId::new(site, "GET", &row.address, payload),
        order,
        depth: row.depth,
        kind: row.kind,
        address: row.address.clone(),
        captured: stamp(answer.at),
        content: match &answer.content {
            Content::Exchange { .. } => answer.content.clone(),
            _ => Content::Nothing,
        },
        redirect: answer
            .redirect
            .as_ref()
            .and_then(|target| target.as_ref().ok())
            .map(ToString::to_string),
        cause: answer.cause,
        findings: outcome.findings.clone(),
        notes: outcome.notes.clone(),
    }
}

/// A time as archives write it.
fn stamp(at: std::time::SystemTime) -> String {
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
