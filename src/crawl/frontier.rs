//! The **frontier** of a site: which address is asked next, and in what order.
//!
//! The order depends on the site's pages alone. Addresses wait in one line, breadth first; results come back in any order
//! but are committed in the order asked, and only a commit adds to the line. So the line grows as that of a crawl with one
//! request at a time would, however many are in flight, and a crawl that was cut off goes on exactly there.
//!
//! Two things would break this and are therefore waited for: the robots.txt of a host is committed before anything behind
//! it is asked, and the addresses of sitemaps, which come last, join the line only when it is empty and nothing is in flight.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use url::Url;

use crate::archive::{CaptureKind, normalise};
use crate::site::{Budget, Cause, Site, SiteId};

use super::commit::Step;
use super::links::kind_of;
use super::options::{Limits, Patience};
use super::scope::{Scope, authority_of, is_trap, starts};
use crate::page::robots::Robots;

/// Sitemaps read of one site.
pub(super) const SITEMAPS: u32 = 50;

/// Where a row waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lane {
    /// Before all others: the target of a redirected robots.txt.
    Front,
    /// In the line.
    Main,
    /// Behind all others: found in a sitemap.
    Low,
}

/// Which budget pays for a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Charge {
    /// None.
    Free,
    /// That of pages.
    Page,
    /// That of files, as large and kept apart.
    File,
    /// That of addresses which robots.txt forbids, as large and kept apart.
    Refused,
    /// None is left: it is written down as not asked.
    Unpaid,
}

/// An address in the frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// Place among the rows as they were found.
    pub(super) seq: u32,
    /// Where it waits.
    pub(super) lane: Lane,
    /// What it is asked for.
    pub(super) kind: CaptureKind,
    /// The address, in its one spelling.
    pub(super) address: String,
    /// Links followed from a start to get here.
    pub(super) depth: u32,
    /// The addresses that redirected here, or the sitemaps that led here, from the first.
    pub(super) chain: Vec<String>,
    /// For robots.txt: the authority it holds for.
    pub(super) owner: String,
    /// Which budget pays for it.
    pub(super) charge: Charge,
}

impl Row {
    /// What makes a row the same as another: robots.txt and sitemaps may be asked again as pages.
    pub(super) fn key(&self) -> (u8, String) {
        (class_of(self.kind), self.address.clone())
    }
}

/// Kinds that share their addresses have one class.
pub(super) const fn class_of(kind: CaptureKind) -> u8 {
    match kind {
        CaptureKind::Page | CaptureKind::File => 0,
        CaptureKind::Robots => 1,
        CaptureKind::Sitemap => 2,
        CaptureKind::Results => 3,
    }
}

/// A row whose turn has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ticket {
    /// The row.
    pub(super) row: Row,
    /// Its place among the captures of the site.
    pub(super) order: u32,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// Ask this.
    Ask(Ticket),
    /// Do not ask this, for a cause.
    Skip(Ticket, Cause),
    /// Nothing before something in flight is committed.
    Wait,
    /// Nothing more.
    Over,
}

/// The frontier of one site, in memory.
#[derive(Debug)]
pub(super) struct Frontier {
    pub(super) site: SiteId,
    pub(super) scope: Scope,
    pub(super) budget: Budget,
    pub(super) limits: Limits,
    pub(super) patience: Patience,
    /// Rows as class and address, whatever became of them.
    pub(super) known: BTreeSet<(u8, String)>,
    pub(super) front: VecDeque<Row>,
    pub(super) main: VecDeque<Row>,
    pub(super) low: BTreeMap<u32, Row>,
    /// Rows that wait low, by address.
    pub(super) low_seqs: BTreeMap<String, u32>,
    /// Verdicts by authority.
    pub(super) robots: BTreeMap<String, Robots>,
    /// Rows that pay from each budget.
    pub(super) charged: BTreeMap<Charge, u32>,
    pub(super) sitemaps: u32,
    pub(super) bytes: u64,
    /// Refusals in a row.
    pub(super) refusals: u32,
    /// Why nothing more is asked.
    pub(super) gave_up: Option<Cause>,
    pub(super) next_seq: u32,
    pub(super) next_order: u32,
    /// Tickets given out and not yet committed.
    pub(super) out: u32,
    /// Whether one of them is a robots.txt.
    pub(super) is_robots_out: bool,
    /// Rows that the next commit writes.
    pub(super) changed: Vec<Row>,
    /// What was noticed where no capture could say it; the next commit does.
    pub(super) unsaid: Vec<Cause>,
}

impl Frontier {
    /// The frontier of a site that has not been crawled yet, its starts in line.
    pub(super) fn begin(site: &Site, limits: Limits, patience: Patience) -> Self {
        let mut frontier = Self::empty(site, limits, patience);
        let mut findings = Vec::new();
        for start in starts(site) {
            let kind = kind_of(&start, false, false).unwrap_or(CaptureKind::Page);
            frontier.line_up(&start, kind, 0, Vec::new(), &mut findings);
        }
        frontier.unsaid = findings;
        frontier
    }

    /// A frontier without rows.
    pub(super) fn empty(site: &Site, limits: Limits, patience: Patience) -> Self {
        Self {
            site: site.id.clone(),
            scope: Scope::of(site),
            budget: site.budget,
            limits,
            patience,
            known: BTreeSet::new(),
            front: VecDeque::new(),
            main: VecDeque::new(),
            low: BTreeMap::new(),
            low_seqs: BTreeMap::new(),
            robots: BTreeMap::new(),
            charged: BTreeMap::new(),
            sitemaps: 0,
            bytes: 0,
            refusals: 0,
            gave_up: None,
            next_seq: 0,
            next_order: 0,
            out: 0,
            is_robots_out: false,
            changed: Vec::new(),
            unsaid: Vec::new(),
        }
    }

    /// What to do next.
    pub(super) fn next(&mut self) -> Next {
        if self.is_robots_out {
            return Next::Wait;
        }
        if self.front.is_empty() && self.main.is_empty() && self.out == 0 {
            self.promote();
        }
        let Some(row) = self.front.pop_front().or_else(|| self.main.pop_front()) else {
            return if self.out > 0 { Next::Wait } else { Next::Over };
        };
        let order = self.next_order;
        self.next_order += 1;
        self.out += 1;
        self.is_robots_out = row.kind == CaptureKind::Robots;
        let unpaid = (row.charge == Charge::Unpaid).then_some(Cause::LimitPages);
        let refused = self.gave_up.or_else(|| self.refusal(&row)).or(unpaid);
        let ticket = Ticket { row, order };
        match refused {
            Some(cause) => Next::Skip(ticket, cause),
            None => Next::Ask(ticket),
        }
    }

    /// Nothing more is asked, for a cause; what waits is written down as not asked.
    pub(super) fn give_up(&mut self, cause: Cause) {
        self.gave_up.get_or_insert(cause);
    }

    /// How many rows wait in line.
    pub(super) fn waiting(&self) -> usize {
        self.front.len() + self.main.len() + self.low.len()
    }

    /// The delay that the robots.txt of an address's host asks for.
    pub(super) fn delay(&self, url: &Url) -> Option<Duration> {
        match self.robots.get(&authority_of(url)) {
            Some(Robots::Rules(rules)) => rules.delay,
            _ => None,
        }
    }

    /// Why robots.txt does not let a row be asked.
    fn refusal(&self, row: &Row) -> Option<Cause> {
        if row.kind == CaptureKind::Robots {
            return None;
        }
        let url = Url::parse(&row.address).ok()?;
        self.robots.get(&authority_of(&url))?.refuses(&url)
    }

    /// Puts a found address in line, unless it is known, out of scope or beyond a limit, which is then a finding.
    pub(super) fn line_up(
        &mut self,
        url: &Url,
        kind: CaptureKind,
        depth: u32,
        chain: Vec<String>,
        findings: &mut Vec<Cause>,
    ) {
        if let Some(cause) = self.try_line_up(url, kind, depth, chain) {
            note(findings, cause);
        }
    }

    /// The same; the limit that kept it out, if one did.
    fn try_line_up(
        &mut self,
        url: &Url,
        kind: CaptureKind,
        depth: u32,
        chain: Vec<String>,
    ) -> Option<Cause> {
        if !self.scope.holds(url) {
            return None;
        }
        if url.as_str().len() > self.limits.address_bytes {
            return Some(Cause::LimitUrlLength);
        }
        let address = url.as_str().to_owned();
        let waits_low = self.low_seqs.contains_key(&address);
        if self.known.contains(&(class_of(kind), address.clone())) && !waits_low {
            return None;
        }
        if is_trap(url) {
            return Some(Cause::TrapCrawler);
        }
        if depth > self.budget.depth {
            return Some(Cause::LimitDepth);
        }
        let charge = self.charge_of(url, kind);
        if !self.pays(charge) {
            return Some(Cause::LimitPages);
        }
        if let Some(seq) = self.low_seqs.remove(&address) {
            self.low.remove(&seq);
        }
        self.ask_robots_of(url);
        self.push(Row {
            seq: 0,
            lane: Lane::Main,
            kind,
            address,
            depth,
            chain,
            owner: String::new(),
            charge,
        });
        None
    }

    /// Puts the address of a sitemap behind all others; it pays when it joins the line.
    pub(super) fn line_up_low(&mut self, url: &Url, findings: &mut Vec<Cause>) {
        let Some(kind) = kind_of(url, false, false) else {
            return;
        };
        let address = url.as_str().to_owned();
        let is_known = self.known.contains(&(class_of(kind), address.clone()));
        if is_known || !self.scope.holds(url) {
            return;
        }
        let refused = if address.len() > self.limits.address_bytes {
            Some(Cause::LimitUrlLength)
        } else if is_trap(url) {
            Some(Cause::TrapCrawler)
        } else if self.low.len() >= self.budget.pages as usize {
            Some(Cause::LimitPages)
        } else {
            None
        };
        if let Some(cause) = refused {
            return note(findings, cause);
        }
        self.push(Row {
            seq: 0,
            lane: Lane::Low,
            kind,
            address,
            depth: 1,
            chain: Vec::new(),
            owner: String::new(),
            charge: Charge::Free,
        });
    }

    /// Puts a sitemap in line, at most [`SITEMAPS`] of them.
    pub(super) fn line_up_sitemap(
        &mut self,
        url: &Url,
        chain: Vec<String>,
        findings: &mut Vec<Cause>,
    ) {
        let key = (class_of(CaptureKind::Sitemap), url.as_str().to_owned());
        if self.known.contains(&key) || !self.scope.holds(url) {
            return;
        }
        if self.sitemaps >= SITEMAPS || url.as_str().len() > self.limits.address_bytes {
            return note(findings, Cause::SitemapLimit);
        }
        self.sitemaps += 1;
        self.ask_robots_of(url);
        self.push(Row {
            seq: 0,
            lane: Lane::Main,
            kind: CaptureKind::Sitemap,
            address: key.1,
            depth: 0,
            chain,
            owner: String::new(),
            charge: Charge::Free,
        });
    }

    /// Asks where a redirected robots.txt leads, before anything else.
    pub(super) fn line_up_robots_target(&mut self, url: &Url, chain: Vec<String>, owner: String) {
        self.push(Row {
            seq: 0,
            lane: Lane::Front,
            kind: CaptureKind::Robots,
            address: url.as_str().to_owned(),
            depth: 0,
            chain,
            owner,
            charge: Charge::Free,
        });
    }

    /// Puts the robots.txt of an address's host in line, once.
    fn ask_robots_of(&mut self, url: &Url) {
        let owner = authority_of(url);
        let Some(address) = normalise(&format!("{owner}/robots.txt")) else {
            return;
        };
        if self.robots.contains_key(&owner)
            || self
                .known
                .contains(&(class_of(CaptureKind::Robots), address.clone()))
        {
            return;
        }
        self.push(Row {
            seq: 0,
            lane: Lane::Main,
            kind: CaptureKind::Robots,
            address,
            depth: 0,
            chain: Vec::new(),
            owner,
            charge: Charge::Free,
        });
    }

    /// Which budget pays for an address.
    fn charge_of(&self, url: &Url, kind: CaptureKind) -> Charge {
        let robots = self.robots.get(&authority_of(url));
        if robots.is_some_and(|robots| robots.refuses(url).is_some()) {
            Charge::Refused
        } else if kind == CaptureKind::File {
            Charge::File
        } else {
            Charge::Page
        }
    }

    /// Takes one from a budget, if there is one left.
    fn pays(&mut self, charge: Charge) -> bool {
        let charged = self.charged.entry(charge).or_default();
        let has_left = *charged < self.budget.pages;
        *charged += u32::from(has_left);
        has_left
    }

    /// Gives a row its place and lets it wait.
    fn push(&mut self, mut row: Row) {
        row.seq = self.next_seq;
        self.next_seq += 1;
        self.known.insert(row.key());
        self.changed.push(row.clone());
        self.wait(row);
    }

    /// Lets a row wait where it belongs.
    pub(super) fn wait(&mut self, row: Row) {
        match row.lane {
            Lane::Front => self.front.push_back(row),
            Lane::Main => self.main.push_back(row),
            Lane::Low => {
                self.low_seqs.insert(row.address.clone(), row.seq);
                self.low.insert(row.seq, row);
            }
        }
    }

    /// The addresses of sitemaps join the line. Those that the budget does not pay for do so to be written down as not asked:
    /// no capture that links to them could say it.
    fn promote(&mut self) {
        self.low_seqs.clear();
        for (_, mut row) in std::mem::take(&mut self.low) {
            let Ok(url) = Url::parse(&row.address) else {
                continue;
            };
            row.charge = self.charge_of(&url, row.kind);
            row.lane = Lane::Main;
            if self.pays(row.charge) {
                self.ask_robots_of(&url);
            } else {
                row.charge = Charge::Unpaid;
            }
            self.push(row);
        }
    }

    /// The rows that the next commit writes.
    pub(super) fn take_changed(&mut self, step: &mut Step) {
        step.rows = std::mem::take(&mut self.changed);
    }
}

/// Adds a finding, once.
fn note(findings: &mut Vec<Cause>, cause: Cause) {
    if !findings.contains(&cause) {
        findings.push(cause);
    }
}
