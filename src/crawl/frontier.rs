//! The **frontier** of a site: which address is asked next, and in what order.
//!
//! The order depends on the site's pages alone. Addresses wait in one line, breadth first; results come back in any order
//! but are committed in the order asked, and only a commit adds to the line. So the line grows as that of a crawl with one
//! request at a time would, however many are in flight, and a crawl that was cut off goes on exactly there.
//!
//! Two things would break this and are therefore waited for: the robots.txt of a host is committed before anything behind
//! it is asked, and the addresses of sitemaps, which come last, join the line only when it is empty and nothing is in flight.
//!
//! Memory holds the head of the line and 16 bytes of every address; the rest of a long line waits on the disk.

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use rustc_hash::FxBuildHasher;
use url::Url;

use crate::archive::address::without_session;
use crate::archive::{CaptureId, CaptureKind, normalise};
use crate::site::{Budget, Cause, Site, SiteId};

use super::breaker::Breakers;
use super::commit::Step;
use super::cookies::Jar;
use super::familiar::{Familiar, Fingerprints};
use super::links::kind_of;
use super::options::{Limits, Patience};
use super::scope::{Scope, authority_of, starts};
use super::trap::{Spaces, is_trap, wide};
use crate::page::robots::Robots;

/// Sitemaps read of one site.
pub(super) const SITEMAPS: u32 = 50;

/// Rows of the line that are kept in memory; those behind them wait on the disk. Few in tests, so that they meet it.
pub(super) const WINDOW: u32 = if cfg!(test) { 8 } else { 2_048 };

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

/// The rows of a site by what makes a row the same as another, whatever became of them: robots.txt and sitemaps may be asked
/// again as pages.
#[derive(Debug, Default)]
pub(super) struct KnownRows {
    keys: Fingerprints,
    rows: HashSet<u128, FxBuildHasher>,
}

impl KnownRows {
    fn key(&self, kind: CaptureKind, address: &str) -> u128 {
        self.keys.of((class_of(kind), without_session(address)))
    }

    /// As [`Self::key`], the session that an address carries told apart.
    fn key_as_written(&self, kind: CaptureKind, address: &str) -> u128 {
        self.keys.of((class_of(kind), address, "as written"))
    }

    /// Whether there is a row for an address.
    fn contains(&self, kind: CaptureKind, address: &str) -> bool {
        self.rows.contains(&self.key(kind, address))
    }

    /// Whether there is a row for an address in exactly this spelling, which differs from another in its session only.
    fn contains_as_written(&self, kind: CaptureKind, address: &str) -> bool {
        self.rows.contains(&self.key_as_written(kind, address))
            || (without_session(address) == address && self.contains(kind, address))
    }

    /// Adds a row; whether it was new.
    pub(super) fn insert(&mut self, row: &Row) -> bool {
        if without_session(&row.address) != row.address {
            let written = self.key_as_written(row.kind, &row.address);
            self.rows.insert(written);
        }
        self.rows.insert(self.key(row.kind, &row.address))
    }
}

/// Kinds that share their addresses have one class.
pub(super) const fn class_of(kind: CaptureKind) -> u8 {
    match kind {
        CaptureKind::Page | CaptureKind::File => 0,
        CaptureKind::Robots => 1,
        CaptureKind::Sitemap => 2,
        CaptureKind::Results => 3,
        CaptureKind::Rendered => 4,
        CaptureKind::Screenshot => 5,
        CaptureKind::Data => 6,
    }
}

/// A row whose turn has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Ticket {
    /// The row.
    pub(super) row: Row,
    /// Its place among the captures of the site.
    pub(super) order: u32,
    /// The id of the capture that it will be.
    pub(super) id: CaptureId,
}

/// The id of what a row is asked for.
fn id_of(site: &SiteId, row: &Row) -> CaptureId {
    let payload: &[u8] = match row.kind {
        CaptureKind::Robots => b"robots",
        CaptureKind::Sitemap => b"sitemap",
        _ => b"",
    };
    CaptureId::new(site, "GET", &row.address, payload)
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// Ask this.
    Ask(Ticket),
    /// Do not ask this, for a cause.
    Skip(Ticket, Cause),
    /// Nothing before the rows behind this place in the line are taken from the disk ([`Frontier::go_on`]).
    Behind(u32),
    /// Nothing before something in flight is committed.
    Wait,
    /// Nothing more.
    Over,
}

/// The frontier of one site, in memory.
#[derive(Debug)]
pub(super) struct Frontier {
    pub(super) site: SiteId,
    pub(super) scope: Arc<Scope>,
    pub(super) budget: Budget,
    pub(super) limits: Limits,
    pub(super) patience: Patience,
    /// Rows, whatever became of them.
    pub(super) known: KnownRows,
    /// Links that lead nowhere new.
    pub(super) familiar: Arc<Familiar>,
    pub(super) front: VecDeque<Row>,
    /// The head of the line.
    main: VecDeque<Row>,
    /// Rows of the line behind it, on the disk only.
    behind: usize,
    /// The place of the last row that came into the head of the line.
    last: u32,
    pub(super) low: BTreeMap<u32, Row>,
    /// Rows that wait low, by address.
    pub(super) low_seqs: BTreeMap<String, u32>,
    /// Verdicts by authority.
    pub(super) robots: Arc<BTreeMap<String, Robots>>,
    /// The site's cookies, as long as this crawl of it lasts.
    pub(super) jar: Arc<Jar>,
    /// Rows that pay from each budget.
    pub(super) charged: BTreeMap<Charge, u32>,
    pub(super) sitemaps: u32,
    pub(super) bytes: u64,
    /// How the hosts behave.
    pub(super) breakers: Breakers,
    /// Where the addresses stand, and whether there is an end to them.
    pub(super) spaces: Spaces,
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
            scope: Arc::new(Scope::of(site)),
            budget: site.budget,
            limits,
            patience,
            known: KnownRows::default(),
            familiar: Arc::default(),
            front: VecDeque::new(),
            main: VecDeque::new(),
            behind: 0,
            last: 0,
            low: BTreeMap::new(),
            low_seqs: BTreeMap::new(),
            robots: Arc::default(),
            jar: Arc::default(),
            charged: BTreeMap::new(),
            sitemaps: 0,
            bytes: 0,
            breakers: Breakers::default(),
            spaces: Spaces::default(),
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
        if self.front.is_empty() && self.main.is_empty() && self.behind == 0 && self.out == 0 {
            self.promote();
        }
        if self.front.is_empty() && self.main.is_empty() && self.behind > 0 {
            // What the next commit writes is not on the disk yet.
            return if self.out > 0 && !self.changed.is_empty() {
                Next::Wait
            } else {
                Next::Behind(self.last)
            };
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
        let id = id_of(&self.site, &row);
        let ticket = Ticket { row, order, id };
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
        self.front.len() + self.main.len() + self.behind + self.low.len()
    }

    /// The delay that the robots.txt of an address's host asks for.
    pub(super) fn delay(&self, url: &Url) -> Option<Duration> {
        match self.robots.get(&authority_of(url)) {
            Some(Robots::Rules(rules)) => rules.delay,
            _ => None,
        }
    }

    /// Why a row is not asked, if so.
    fn refusal(&self, row: &Row) -> Option<Cause> {
        let url = Url::parse(&row.address).ok()?;
        self.left_alone(row.kind, &url).or_else(|| {
            let robots = self.robots.get(&authority_of(&url))?;
            robots
                .refuses(&url)
                .filter(|_| row.kind != CaptureKind::Robots)
        })
    }

    /// Why nothing like this is asked any more: its host is left alone, or its space is a trap. Only commits change it, and
    /// never back, so that a row which was in flight when it came up can be told from one that was asked in time.
    pub(super) fn left_alone(&self, kind: CaptureKind, url: &Url) -> Option<Cause> {
        let is_trap = || kind == CaptureKind::Page && self.spaces.is_endless(url);
        let broken = self.breakers.broken(url);
        broken.or_else(|| is_trap().then_some(Cause::TrapCrawler))
    }

    /// Puts a found address in line, unless it is known, out of scope or beyond a limit, which is then a
    /// finding. Whether the same address will never change anything again.
    pub(super) fn line_up(
        &mut self,
        url: &Url,
        kind: CaptureKind,
        depth: u32,
        chain: Vec<String>,
        findings: &mut Vec<Cause>,
    ) -> bool {
        let kept_out = self.try_line_up(url, kind, depth, chain);
        if let Some(cause) = kept_out {
            note(findings, cause);
        }
        kept_out.is_none() && !self.low_seqs.contains_key(url.as_str())
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
        let waits_low = self.low_seqs.contains_key(url.as_str());
        // A server that begins a session redirects a page to itself.
        let is_begun = chain
            .last()
            .is_some_and(|from| without_session(from) == without_session(url.as_str()));
        let is_known = if is_begun {
            self.known.contains_as_written(kind, url.as_str())
        } else {
            self.known.contains(kind, url.as_str())
        };
        if is_known && !waits_low {
            return None;
        }
        if is_trap(url) || (kind == CaptureKind::Page && self.spaces.is_endless(url)) {
            return Some(Cause::TrapCrawler);
        }
        if depth > self.budget.depth {
            return Some(Cause::LimitDepth);
        }
        if kind == CaptureKind::Page && self.spaces.is_crowded(url, self.budget.pages) {
            // It keeps waiting low, or begins to.
            return if waits_low {
                None
            } else {
                self.wait_low(url, kind, depth, chain)
            };
        }
        let charge = self.charge_of(url, kind);
        if !self.pays(charge) {
            return Some(Cause::LimitPages);
        }
        if let Some(seq) = self.low_seqs.remove(url.as_str()) {
            self.low.remove(&seq);
        }
        self.ask_robots_of(url);
        self.push(Row {
            seq: 0,
            lane: Lane::Main,
            kind,
            address: url.as_str().to_owned(),
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
        let is_known = self.known.contains(kind, url.as_str());
        if is_known || !self.scope.holds(url) {
            return;
        }
        let refused = if url.as_str().len() > self.limits.address_bytes {
            Some(Cause::LimitUrlLength)
        } else if is_trap(url) || self.spaces.is_endless(url) {
            Some(Cause::TrapCrawler)
        } else {
            self.wait_low(url, kind, 1, Vec::new())
        };
        if let Some(cause) = refused {
            note(findings, cause);
        }
    }

    /// Lets an address wait behind all others; the limit that kept it out, if one did.
    fn wait_low(
        &mut self,
        url: &Url,
        kind: CaptureKind,
        depth: u32,
        chain: Vec<String>,
    ) -> Option<Cause> {
        if self.low.len() >= self.budget.pages as usize {
            return Some(Cause::LimitPages);
        }
        self.push(Row {
            seq: 0,
            lane: Lane::Low,
            kind,
            address: url.as_str().to_owned(),
            depth,
            chain,
            owner: String::new(),
            charge: Charge::Free,
        });
        None
    }

    /// Puts a sitemap in line, at most [`SITEMAPS`] of them.
    pub(super) fn line_up_sitemap(
        &mut self,
        url: &Url,
        chain: Vec<String>,
        findings: &mut Vec<Cause>,
    ) {
        if self.known.contains(CaptureKind::Sitemap, url.as_str()) || !self.scope.holds(url) {
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
            address: url.as_str().to_owned(),
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
        if self.robots.contains_key(&owner) || self.known.contains(CaptureKind::Robots, &address) {
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

    /// Gives back one page to the budget of pages.
    pub(super) fn pay_back(&mut self) {
        let charged = self.charged.entry(Charge::Page).or_default();
        *charged = charged.saturating_sub(1);
    }

    /// Gives a row its place and lets it wait.
    fn push(&mut self, mut row: Row) {
        row.seq = self.next_seq;
        self.next_seq += 1;
        self.known.insert(&row);
        self.stand(&row);
        self.changed.push(row.clone());
        self.wait(row);
    }

    /// Counts a row that joins the line among those of its space.
    pub(super) fn stand(&mut self, row: &Row) {
        if row.lane == Lane::Main
            && row.kind == CaptureKind::Page
            && let Ok(url) = Url::parse(&row.address)
        {
            self.spaces.line_up(&url);
        }
    }

    /// Lets a row wait where it belongs.
    pub(super) fn wait(&mut self, row: Row) {
        match row.lane {
            Lane::Front => self.front.push_back(row),
            Lane::Main if self.behind > 0 || self.main.len() >= WINDOW as usize => self.behind += 1,
            Lane::Main => {
                self.last = row.seq;
                self.main.push_back(row);
            }
            Lane::Low => {
                self.low_seqs.insert(row.address.clone(), row.seq);
                self.low.insert(row.seq, row);
            }
        }
    }

    /// The next rows of the line, from the disk. All that were committed are there.
    pub(super) fn go_on(&mut self, rows: Vec<Row>) {
        self.behind = match rows.last() {
            Some(last) => {
                self.last = last.seq;
                self.behind.saturating_sub(rows.len())
            }
            None => 0,
        };
        self.main.extend(rows);
    }

    /// The addresses of sitemaps join the line. Those that the budget does not pay for do so to be written down as not asked:
    /// no capture that links to them could say it.
    fn promote(&mut self) {
        self.low_seqs.clear();
        for (mut row, url) in fairly(std::mem::take(&mut self.low)) {
            row.charge = self.charge_of(&url, row.kind);
            row.lane = Lane::Main;
            if self.left_alone(row.kind, &url).is_none() && self.pays(row.charge) {
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

/// Rows that waited behind all others, with their addresses, every space in turn: where the budget does not pay for all, none
/// of them takes it alone.
fn fairly(low: BTreeMap<u32, Row>) -> Vec<(Row, Url)> {
    let mut turns: BTreeMap<u64, u32> = BTreeMap::new();
    let mut rows: Vec<(u32, Row, Url)> = low
        .into_values()
        .filter_map(|row| {
            let url = Url::parse(&row.address).ok()?;
            let turn = turns.entry(wide(&url)).or_default();
            *turn += 1;
            Some((*turn, row, url))
        })
        .collect();
    rows.sort_by_key(|(turn, row, _)| (*turn, row.seq));
    rows.into_iter().map(|(_, row, url)| (row, url)).collect()
}

/// Adds a finding, once.
fn note(findings: &mut Vec<Cause>, cause: Cause) {
    if !findings.contains(&cause) {
        findings.push(cause);
    }
}
