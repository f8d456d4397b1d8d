//! `report`: from the scoreboard to what people open.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use crate::archive::{Archive, ArchiveError, Capture, CaptureId, Days};
use crate::extract::{Fact, Field, SubjectKind};
use crate::measure::Measurement;
use crate::pack::{IndicatorHead, Pack};
use crate::report::{self, Calibration, Checks, Format, Lang, ReportInput, Style};
use crate::score::Scoreboard;
use crate::site::SiteId;
use crate::table;

use super::args::{self, Common, ReportArgs};
use super::exit::{Exit, Failure, machine};
use super::method::Method;
use super::{exit, rates, rounds, terminal};

/// Gives the facts of a site.
type Facts<'a> = Box<dyn Fn(&SiteId) -> Vec<Fact> + 'a>;

/// Gives a capture from the archive, if it is there.
type Captures<'a> = Box<dyn Fn(&CaptureId) -> Option<Capture> + 'a>;

/// What a report needs, held together.
pub(super) struct Held<'a> {
    scoreboard: &'a Scoreboard,
    pack: &'a Pack,
    heads: Vec<IndicatorHead>,
    measurements: &'a [Measurement],
    facts: Facts<'a>,
    captures: Captures<'a>,
    lang: Lang,
    is_modified: bool,
    over: BTreeMap<String, SubjectKind>,
    calibration: Option<Calibration>,
    rests_on: BTreeMap<String, Vec<&'static Field>>,
    captured: &'a BTreeMap<SiteId, Days>,
    checks: &'a Checks,
}

impl Held<'_> {
    /// As the report's own input.
    pub(super) fn as_input(&self) -> ReportInput<'_> {
        ReportInput {
            scoreboard: self.scoreboard,
            elements: &self.pack.elements,
            indicators: &self.heads,
            measurements: self.measurements,
            facts: &*self.facts,
            captures: &*self.captures,
            error_rates: self.calibration.as_ref(),
            rests_on: &self.rests_on,
            lang: self.lang,
            is_modified: self.is_modified,
            over: &self.over,
            captured: self.captured,
            checks: self.checks,
        }
    }
}

/// No rule and no label of any site.
static NOTHING_CHECKED: Checks = Checks {
    rules: Vec::new(),
    findings: Vec::new(),
    tallies: Vec::new(),
    labels: Vec::new(),
};

/// No capture of any site.
static NOTHING_CAPTURED: BTreeMap<SiteId, Days> = BTreeMap::new();

/// Input for what shows scores only.
pub(super) fn bare_input<'a>(
    common: &Common,
    scoreboard: &'a Scoreboard,
    pack: &'a Pack,
    measurements: &'a [Measurement],
    calibration: Option<Calibration>,
) -> Held<'a> {
    Held {
        scoreboard,
        pack,
        heads: pack
            .indicators
            .iter()
            .map(|indicator| indicator.head.clone())
            .collect(),
        measurements,
        facts: Box::new(|_| Vec::new()),
        captures: Box::new(|_| None),
        lang: lang(common),
        is_modified: Method::is_modified(
            &scoreboard.pack.0,
            &scoreboard.pack.1,
            &scoreboard.pack.2,
        ),
        over: pack
            .indicators
            .iter()
            .map(|indicator| (indicator.head.id.clone(), indicator.over))
            .collect(),
        calibration,
        rests_on: pack
            .indicators
            .iter()
            .map(|indicator| (indicator.head.id.clone(), indicator.fields()))
            .collect(),
        captured: &NOTHING_CAPTURED,
        checks: &NOTHING_CHECKED,
    }
}

/// A round read back from its folder.
pub(super) struct Loaded {
    pub(super) scoreboard: Scoreboard,
    pub(super) pack: Pack,
    pub(super) measurements: Vec<Measurement>,
    facts: BTreeMap<SiteId, Vec<Fact>>,
    captured: BTreeMap<SiteId, Days>,
    checks: Checks,
    calibration: Option<Calibration>,
    archive: Archive,
    /// The first damage met while captures were read.
    damage: OnceLock<ArchiveError>,
}

impl Loaded {
    /// Reads everything that a report is made from.
    pub(super) fn read(common: &Common, folder: &Path) -> Result<Self, Failure> {
        let round = rounds::open(folder)?;
        let method = Method::load(common, Some(&round.list))?;
        let pack = method.pack(&round.pack)?;
        let made_by = |stage: &str, missing: &str| {
            Failure::Machine(format!(
                "the round has no {missing}; `govgauge {stage} {}` makes them",
                folder.display()
            ))
        };
        let path = folder.join("scoreboard.json");
        if !path.is_file() || !folder.join("measurements.parquet").is_file() {
            let is_read = folder.join("records").is_dir();
            return Err(made_by(
                if is_read { "score" } else { "extract" },
                if is_read { "scores" } else { "records" },
            ));
        }
        let text = fs::read_to_string(&path)
            .map_err(|error| machine(&format!("cannot read `{}`", path.display()), &error))?;
        let scoreboard = serde_json::from_str(&text)
            .map_err(|error| machine("the scoreboard is not one of this version", &error))?;
        let measurements = table::read_measurements(folder)
            .map_err(|error| machine("cannot read measurements", &error))?;
        let checks = checks(&method, folder, made_by)?;
        let mut facts = BTreeMap::new();
        for site in &round.list.sites {
            let file = folder
                .join("facts")
                .join(format!("site={}.parquet", site.id));
            if !file.is_file() {
                return Err(made_by("extract", &format!("facts of `{}`", site.id)));
            }
            facts.insert(
                site.id.clone(),
                table::read_facts(&file).map_err(|error| machine("cannot read facts", &error))?,
            );
        }
        let archive = Archive::open(folder)
            .map_err(|error| exit::archive("cannot open the archive", error))?;
        let mut captured = BTreeMap::new();
        for site in archive.sites() {
            let days = archive
                .days(&site)
                .map_err(|error| exit::archive(&format!("cannot read `{site}`"), error))?;
            captured.insert(site, days);
        }
        Ok(Self {
            scoreboard,
            pack,
            measurements,
            facts,
            captured,
            checks,
            calibration: rates::of_round(folder)?,
            archive,
            damage: OnceLock::new(),
        })
    }

    fn capture(&self, id: &CaptureId) -> Option<Capture> {
        match self.archive.capture(id) {
            Ok(capture) => Some(capture),
            Err(error) => {
                if error.is_damage() {
                    // the first one is told, whatever comes after it
                    let _ = self.damage.set(error);
                }
                None
            }
        }
    }

    /// Fails where a capture that was read is not what was written: nobody should show the evidence then.
    pub(super) fn verified(self) -> Result<(), Failure> {
        match self.damage.into_inner() {
            Some(error) => Err(exit::archive("cannot show the evidence", error)),
            None => Ok(()),
        }
    }

    /// As what a report needs.
    pub(super) fn hold(&self, common: &Common) -> Held<'_> {
        Held {
            facts: Box::new(|site| self.facts.get(site).cloned().unwrap_or_default()),
            captures: Box::new(|id| self.capture(id)),
            captured: &self.captured,
            checks: &self.checks,
            ..bare_input(
                common,
                &self.scoreboard,
                &self.pack,
                &self.measurements,
                self.calibration.clone(),
            )
        }
    }
}

/// What the rules found in a round, and the labels of its pages.
fn checks(
    method: &Method,
    folder: &Path,
    made_by: impl Fn(&str, &str) -> Failure,
) -> Result<Checks, Failure> {
    if !folder.join("labels.parquet").is_file() {
        return Err(made_by("extract", "labels"));
    }
    if !folder.join("findings.parquet").is_file() || !folder.join("tallies.parquet").is_file() {
        return Err(made_by("score", "findings"));
    }
    let (findings, tallies) =
        table::read_findings(folder).map_err(|error| machine("cannot read findings", &error))?;
    Ok(Checks {
        rules: method.rules()?.heads().cloned().collect(),
        findings,
        tallies,
        labels: table::read_labels(folder)
            .map_err(|error| machine("cannot read labels", &error))?,
    })
}

pub(super) fn run(common: &Common, args: &ReportArgs) -> Result<Exit, Failure> {
    let formats = chosen(&args.format)?;
    let loaded = Loaded::read(common, &args.round)?;
    let held = loaded.hold(common);
    let out = args
        .out
        .clone()
        .unwrap_or_else(|| args.round.join("report"));
    for format in formats {
        format
            .write(&held.as_input(), &out)
            .map_err(|error| machine("cannot write the report", &error))?;
    }
    if common.json {
        terminal::json(&loaded.scoreboard);
    } else {
        let table = report::ranking_table(&held.as_input(), Style::Plain, terminal::width());
        terminal::out(&table);
    }
    drop(held);
    loaded.verified()?;
    Ok(Exit::Done)
}

/// The formats asked for; all where none is named.
fn chosen(names: &[String]) -> Result<Vec<&'static dyn Format>, Failure> {
    if names.is_empty() {
        return Ok(report::FORMATS.to_vec());
    }
    names
        .iter()
        .map(|name| name.trim())
        .map(|name| {
            report::format(name).ok_or_else(|| {
                let known = report::FORMATS.iter().map(|format| format.id());
                Failure::Usage(format!(
                    "there is no format `{name}`; {}",
                    crate::diagnostic::did_you_mean(name, known)
                ))
            })
        })
        .collect()
}

/// The language asked for, else the locale's.
pub(super) fn lang(common: &Common) -> Lang {
    match common.lang {
        Some(args::Lang::Zh) => Lang::Zh,
        Some(args::Lang::En) => Lang::En,
        None => super::machine::locale_lang(),
    }
}
