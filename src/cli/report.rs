//! `report`: from the scoreboard to what people open.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::archive::{Archive, Capture, CaptureId};
use crate::extract::Fact;
use crate::measure::Measurement;
use crate::pack::{IndicatorHead, Pack};
use crate::report::{self, Format, Lang, ReportInput, Style};
use crate::round::Round;
use crate::score::Scoreboard;
use crate::site::SiteId;
use crate::table;

use super::args::{self, Common, ReportArgs};
use super::exit::{Exit, Failure, machine};
use super::method::Method;
use super::terminal;

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
            error_rates: None,
            lang: self.lang,
        }
    }
}

/// Input for what shows scores only.
pub(super) fn bare_input<'a>(
    common: &Common,
    scoreboard: &'a Scoreboard,
    pack: &'a Pack,
    measurements: &'a [Measurement],
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
    }
}

/// A round read back from its folder.
pub(super) struct Loaded {
    pub(super) scoreboard: Scoreboard,
    pub(super) pack: Pack,
    pub(super) measurements: Vec<Measurement>,
    facts: BTreeMap<SiteId, Vec<Fact>>,
    archive: Archive,
}

impl Loaded {
    /// Reads everything that a report is made from.
    pub(super) fn read(common: &Common, folder: &Path) -> Result<Self, Failure> {
        let round =
            Round::load(folder).map_err(|error| machine("cannot read the round", &error))?;
        let method = Method::load(common, Some(&round.list))?;
        let pack = method.pack(&round.pack)?;
        let path = folder.join("scoreboard.json");
        let text = fs::read_to_string(&path).map_err(|error| {
            machine(
                &format!(
                    "cannot read `{}`; `govgauge score {}` makes it",
                    path.display(),
                    folder.display()
                ),
                &error,
            )
        })?;
        let scoreboard = serde_json::from_str(&text)
            .map_err(|error| machine("the scoreboard is not one of this version", &error))?;
        let measurements = table::read_measurements(&folder.join("measurements.parquet"))
            .map_err(|error| machine("cannot read measurements", &error))?;
        let mut facts = BTreeMap::new();
        for site in &round.list.sites {
            let file = folder
                .join("facts")
                .join(format!("site={}.parquet", site.id));
            facts.insert(
                site.id.clone(),
                table::read_facts(&file).map_err(|error| machine("cannot read facts", &error))?,
            );
        }
        let archive =
            Archive::open(folder).map_err(|error| machine("cannot open the archive", &error))?;
        Ok(Self {
            scoreboard,
            pack,
            measurements,
            facts,
            archive,
        })
    }

    /// As what a report needs.
    pub(super) fn hold(&self, common: &Common) -> Held<'_> {
        Held {
            facts: Box::new(|site| self.facts.get(site).cloned().unwrap_or_default()),
            captures: Box::new(|id| self.archive.capture(id).ok()),
            ..bare_input(common, &self.scoreboard, &self.pack, &self.measurements)
        }
    }
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
        terminal::out(
            &serde_json::to_string_pretty(&loaded.scoreboard).expect("a scoreboard becomes JSON"),
        );
    } else {
        terminal::out(&report::ranking_table(&held.as_input(), Style::Plain));
    }
    Ok(Exit::Done)
}

/// The formats asked for; all where none is named.
fn chosen(names: &[String]) -> Result<Vec<&'static dyn Format>, Failure> {
    if names.is_empty() {
        return Ok(report::FORMATS.to_vec());
    }
    names
        .iter()
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
