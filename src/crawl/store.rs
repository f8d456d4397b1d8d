//! The frontier on disk: `frontier.sqlite`, one table of addresses for all sites.
//!
//! A row is waiting or done; it becomes done in the same transaction that notes how long the site's archive file was when
//! the row's capture was safe in it. What was in flight when a crawl was cut off is still waiting, and is asked again.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::archive::CaptureKind;
use crate::site::{Cause, Site, SiteId};

use super::commit::{Step, verdict_from, verdict_word};
use super::earlier::UNCHANGED;
use super::frontier::{Charge, Frontier, Lane, Row, WINDOW, class_of};
use super::options::{Limits, Patience};
use super::report::SiteReport;

const SCHEMA: &str = "
create table if not exists site (
    site text primary key, committed integer not null, seconds integer not null, is_over integer not null
) without rowid;
create table if not exists address (
    site text not null, class integer not null, address text not null, seq integer not null, lane integer not null,
    kind text not null, depth integer not null, chain text not null, owner text not null, charge integer not null,
    ord integer, status integer, cause text, is_redirect integer, bytes integer, print integer,
    unchanged integer,
    primary key (site, class, address)
) without rowid;
create index if not exists line on address (site, seq) where lane = 1 and ord is null;
create table if not exists robots (
    site text not null, authority text not null, verdict text not null, text text not null,
    primary key (site, authority)
) without rowid;
";

/// The frontier file of a round.
#[derive(Debug)]
pub(super) struct Store(Connection);

/// What the file knows of a site as a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct SiteState {
    /// Bytes of its archive file that are whole.
    pub(super) committed: u64,
    /// Time its crawl took so far.
    pub(super) spent: Duration,
    /// Whether its crawl has ended.
    pub(super) is_over: bool,
}

impl Store {
    /// Opens a round's frontier, for one crawl at a time. Errors: the disk, another crawl, or a file that is no frontier.
    pub(super) fn open(round: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open(round.join("frontier.sqlite"))?;
        connection.pragma_update(None, "locking_mode", "exclusive")?;
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.execute_batch(SCHEMA)?;
        add_missing(&connection)?;
        Ok(Self(connection))
    }

    /// Opens a round's frontier to look at it; nothing where there is none. Errors: the disk, a crawl that is running, or a
    /// file that is no frontier.
    pub(super) fn read(round: &Path) -> rusqlite::Result<Option<Self>> {
        let path = round.join("frontier.sqlite");
        if !path.is_file() {
            return Ok(None);
        }
        let connection = Connection::open(path)?;
        connection.execute_batch(SCHEMA)?;
        Ok(Some(Self(connection)))
    }

    /// The sites that were begun. Errors: the disk.
    pub(super) fn sites(&self) -> rusqlite::Result<Vec<SiteId>> {
        let mut sites = self.0.prepare("select site from site order by site")?;
        let sites = sites.query_map([], |row| row.get(0).map(SiteId))?;
        sites.collect()
    }

    /// Changes many rows at once, or none. Errors: the disk.
    pub(super) fn commit(
        &mut self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<()>,
    ) -> rusqlite::Result<()> {
        let transaction = self.0.transaction()?;
        change(&transaction)?;
        transaction.commit()
    }

    /// What is known of a site as a whole. Errors: the disk.
    pub(super) fn state(&self, site: &SiteId) -> rusqlite::Result<SiteState> {
        let state = self
            .0
            .query_row(
                "select committed, seconds, is_over from site where site = ?1",
                [&site.0],
                |row| {
                    Ok(SiteState {
                        committed: row.get::<_, i64>(0)?.unsigned_abs(),
                        spent: Duration::from_secs(row.get::<_, i64>(1)?.unsigned_abs()),
                        is_over: row.get(2)?,
                    })
                },
            )
            .optional()?;
        Ok(state.unwrap_or_default())
    }

    /// The frontier of a site as it was left. Errors: the disk.
    pub(super) fn load(
        &self,
        site: &Site,
        limits: Limits,
        patience: Patience,
    ) -> rusqlite::Result<Frontier> {
        let mut frontier = Frontier::empty(site, limits, patience);
        self.load_robots(site, &mut frontier)?;
        let mut rows = self.0.prepare(
            "select seq, lane, kind, address, depth, chain, owner, charge, ord, status, cause, bytes, print
             from address where site = ?1 order by ord is null, ord, lane, seq",
        )?;
        let mut rows = rows.query([&site.id.0])?;
        while let Some(found) = rows.next()? {
            let row = row_from(found)?;
            frontier.known.insert(&row);
            frontier.stand(&row);
            frontier.next_seq = frontier.next_seq.max(row.seq + 1);
            *frontier.charged.entry(row.charge).or_default() += 1;
            frontier.sitemaps += u32::from(row.kind == CaptureKind::Sitemap);
            let order: Option<u32> = found.get(8)?;
            let Some(order) = order else {
                frontier.wait(row);
                continue;
            };
            frontier.next_order = order + 1;
            let cause: Option<String> = found.get(10)?;
            let cause = cause.and_then(|code| code.parse().ok());
            let bytes = found.get::<_, Option<i64>>(11)?.unwrap_or(0).unsigned_abs();
            let print = found.get::<_, Option<i64>>(12)?.map(i64::cast_unsigned);
            frontier.count(&row, cause, found.get(9)?, bytes, print);
        }
        Ok(frontier)
    }

    /// The rows that wait in a site's line behind a place, as many as are kept in memory. Errors: the disk.
    pub(super) fn line_behind(&self, site: &SiteId, place: u32) -> rusqlite::Result<Vec<Row>> {
        let mut rows = self.0.prepare_cached(
            "select seq, lane, kind, address, depth, chain, owner, charge from address
             where site = ?1 and lane = 1 and ord is null and seq > ?2 order by seq limit ?3",
        )?;
        let rows = rows.query_map(params![site.0, place, WINDOW], row_from)?;
        rows.collect()
    }

    /// The verdicts on a site's hosts.
    fn load_robots(&self, site: &Site, frontier: &mut Frontier) -> rusqlite::Result<()> {
        let mut rows = self
            .0
            .prepare("select authority, verdict, text from robots where site = ?1")?;
        let mut rows = rows.query([&site.id.0])?;
        while let Some(found) = rows.next()? {
            let (verdict, text): (String, String) = (found.get(1)?, found.get(2)?);
            Arc::make_mut(&mut frontier.robots)
                .insert(found.get(0)?, verdict_from(&verdict, &text));
        }
        Ok(())
    }

    /// Whether a site has any rows. Errors: the disk.
    pub(super) fn is_begun(&self, site: &SiteId) -> rusqlite::Result<bool> {
        self.0.query_row(
            "select exists (select 1 from address where site = ?1)",
            [&site.0],
            |row| row.get(0),
        )
    }

    /// What became of a site's addresses. Errors: the disk.
    pub(super) fn report(&self, site: &SiteId) -> rusqlite::Result<SiteReport> {
        let mut report = SiteReport {
            is_over: self.state(site)?.is_over,
            ..SiteReport::default()
        };
        let mut rows = self.0.prepare(
            "select kind, cause, is_redirect, ord is null, count(*), total(bytes), total(unchanged)
             from address where site = ?1 group by 1, 2, 3, 4",
        )?;
        let mut rows = rows.query([&site.0])?;
        while let Some(found) = rows.next()? {
            let kind = kind_from(&found.get::<_, String>(0)?);
            let cause: Option<String> = found.get(1)?;
            let cause: Option<Cause> = cause.and_then(|code| code.parse().ok());
            let is_redirect = found.get::<_, Option<bool>>(2)?.unwrap_or(false);
            let is_waiting: bool = found.get(3)?;
            let count: u32 = found.get(4)?;
            if is_waiting {
                report.waiting += count;
                continue;
            }
            report.captures += count;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "at most as many as there are captures"
            )]
            let unchanged = found.get::<_, f64>(6)? as u32;
            report.unchanged += unchanged;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a sum of lengths, kept as a float by SQLite's total()"
            )]
            let bytes = found.get::<_, f64>(5)? as u64;
            report.bytes += bytes;
            match (cause, kind) {
                (Some(cause), CaptureKind::Page | CaptureKind::File) => {
                    *report.failures.entry(cause).or_default() += count;
                }
                (None, CaptureKind::Page) if !is_redirect => report.pages += count,
                (None, CaptureKind::File) if !is_redirect => report.files += count,
                _ => {}
            }
        }
        Ok(report)
    }
}

/// A row, from its first eight columns.
fn row_from(found: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        seq: found.get(0)?,
        lane: lane_from(found.get(1)?),
        kind: kind_from(&found.get::<_, String>(2)?),
        address: found.get(3)?,
        depth: found.get(4)?,
        chain: found
            .get::<_, String>(5)?
            .lines()
            .map(str::to_owned)
            .collect(),
        owner: found.get(6)?,
        charge: charge_from(found.get(7)?),
    })
}

/// Adds what a frontier of an earlier version does not have.
fn add_missing(connection: &Connection) -> rusqlite::Result<()> {
    let mut has =
        connection.prepare("select 1 from pragma_table_info('address') where name = ?1")?;
    for column in ["print", "unchanged"] {
        if !has.exists([column])? {
            connection
                .execute_batch(&format!("alter table address add column {column} integer"))?;
        }
    }
    Ok(())
}

/// Writes what a step changed.
pub(super) fn write_step(to: &Transaction<'_>, site: &SiteId, step: &Step) -> rusqlite::Result<()> {
    for row in &step.rows {
        write_row(to, site, row, None)?;
    }
    write_row(to, site, &step.row, Some(Done::of(step)))?;
    for also in &step.also {
        let done = Done {
            order: also.capture.order,
            bytes: also.bytes,
            ..Done::default()
        };
        write_row(to, site, &also.row, Some(done))?;
    }
    if let Some((authority, robots, text)) = &step.robots {
        to.prepare_cached("insert or replace into robots values (?1, ?2, ?3, ?4)")?
            .execute(params![site.0, authority, verdict_word(robots), text])?;
    }
    Ok(())
}

/// What a row that is done has become.
#[derive(Debug, Clone, Copy, Default)]
struct Done {
    order: u32,
    status: Option<u16>,
    cause: Option<Cause>,
    is_redirect: bool,
    bytes: u64,
    print: Option<u64>,
    is_unchanged: bool,
}

impl Done {
    fn of(step: &Step) -> Self {
        Self {
            order: step.capture.order,
            status: step.status,
            cause: step.capture.cause,
            is_redirect: step.capture.redirect.is_some(),
            bytes: step.bytes,
            print: step.print,
            is_unchanged: step.capture.notes.contains_key(UNCHANGED),
        }
    }
}

/// Writes a row: one that waits, or with what it has become.
fn write_row(
    to: &Transaction<'_>,
    site: &SiteId,
    row: &Row,
    done: Option<Done>,
) -> rusqlite::Result<()> {
    let mut insert = to.prepare_cached(
        "insert or replace into address
         (site, class, address, seq, lane, kind, depth, chain, owner, charge, ord, status, cause, is_redirect, bytes, print, unchanged)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
    )?;
    insert.execute(params![
        site.0,
        class_of(row.kind),
        row.address,
        row.seq,
        row.lane as u8,
        kind_word(row.kind),
        row.depth,
        row.chain.join("\n"),
        row.owner,
        row.charge as u8,
        done.map(|done| done.order),
        done.and_then(|done| done.status),
        done.and_then(|done| done.cause).map(Cause::code),
        done.map(|done| done.is_redirect),
        done.map(|done| i64::try_from(done.bytes).unwrap_or(i64::MAX)),
        done.and_then(|done| done.print).map(u64::cast_signed),
        done.map(|done| done.is_unchanged),
    ])?;
    Ok(())
}

/// Writes what is known of a site as a whole.
pub(super) fn write_state(
    to: &Transaction<'_>,
    site: &SiteId,
    state: SiteState,
) -> rusqlite::Result<()> {
    to.prepare_cached("insert or replace into site values (?1, ?2, ?3, ?4)")?
        .execute(params![
            site.0,
            i64::try_from(state.committed).unwrap_or(i64::MAX),
            i64::try_from(state.spent.as_secs()).unwrap_or(i64::MAX),
            state.is_over,
        ])?;
    Ok(())
}

/// The word of a kind.
const fn kind_word(kind: CaptureKind) -> &'static str {
    match kind {
        CaptureKind::Page => "page",
        CaptureKind::File => "file",
        CaptureKind::Robots => "robots",
        CaptureKind::Sitemap => "sitemap",
        CaptureKind::Results => "results",
        CaptureKind::Rendered => "rendered",
        CaptureKind::Screenshot => "screenshot",
        CaptureKind::Data => "data",
    }
}

/// The kind of a word.
fn kind_from(word: &str) -> CaptureKind {
    [
        CaptureKind::File,
        CaptureKind::Robots,
        CaptureKind::Sitemap,
        CaptureKind::Results,
        CaptureKind::Rendered,
        CaptureKind::Screenshot,
        CaptureKind::Data,
    ]
    .into_iter()
    .find(|kind| kind_word(*kind) == word)
    .unwrap_or(CaptureKind::Page)
}

/// The lane of a number.
const fn lane_from(number: u8) -> Lane {
    match number {
        0 => Lane::Front,
        1 => Lane::Main,
        _ => Lane::Low,
    }
}

/// The charge of a number.
const fn charge_from(number: u8) -> Charge {
    match number {
        1 => Charge::Page,
        2 => Charge::File,
        3 => Charge::Refused,
        4 => Charge::Unpaid,
        _ => Charge::Free,
    }
}
