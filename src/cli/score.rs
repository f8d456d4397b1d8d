//! `score`: from records to findings, measurements and the scoreboard.

use std::path::Path;

use chrono::NaiveDate;

use crate::consistency::{self, Checked};
use crate::measure::{self, Measurement, Setting};
use crate::pack::{Pack, Rules};
use crate::record::SiteRecords;
use crate::report::{self, Style};
use crate::round::{Round, write_whole};
use crate::score::{self, Scoreboard, Seen};
use crate::table;

use super::args::{Common, ScoreArgs};
use super::exit::{Exit, Failure, machine};
use super::method::Method;
use super::{rates, report as reporting, rounds, terminal};

pub(super) fn run(common: &Common, args: &ScoreArgs) -> Result<Exit, Failure> {
    let (scoreboard, pack, measurements) = stage(common, args)?;
    if common.json {
        terminal::json(&scoreboard);
    } else {
        let input = reporting::bare_input(
            common,
            &scoreboard,
            &pack,
            &measurements,
            rates::of_round(&args.round)?,
        );
        terminal::out(&report::ranking_table(
            &input.as_input(),
            Style::Plain,
            terminal::width(),
        ));
    }
    Ok(ending(args, &scoreboard))
}

/// The stage without its table, as part of a whole run.
pub(super) fn run_quietly(common: &Common, args: &ScoreArgs) -> Result<Exit, Failure> {
    let (scoreboard, _, _) = stage(common, args)?;
    Ok(ending(args, &scoreboard))
}

/// How the command ends: with `--strict`, a site without a rank is an ending of its own.
fn ending(args: &ScoreArgs, scoreboard: &Scoreboard) -> Exit {
    let unranked = scoreboard
        .sites
        .iter()
        .any(|site| site.rank.is_none() && site.excluded.is_none());
    if args.strict && unranked {
        Exit::NotRanked
    } else {
        Exit::Done
    }
}

/// Measures and scores, and writes both.
fn stage(
    common: &Common,
    args: &ScoreArgs,
) -> Result<(Scoreboard, Pack, Vec<Measurement>), Failure> {
    let round = rounds::open(&args.round)?;
    let method = Method::load(common, Some(&round.list))?;
    let asked = args.pack.as_deref();
    let asked = asked.map(|pack| Method::pack_name(common, pack));
    let name = asked.transpose()?.unwrap_or_else(|| round.pack.clone());
    let pack = method.pack(&name)?;
    let folder = args.round.join("records");
    if !folder.is_dir() {
        return Err(Failure::Machine(format!(
            "the round has no records; `govgauge extract {}` makes them",
            args.round.display()
        )));
    }
    let records =
        table::read_records(&folder).map_err(|error| machine("cannot read records", &error))?;
    let setting = Setting {
        as_of: as_of(&round)?,
        calendar: &method.calendar,
        words: &method,
    };
    hold_against_rules(&args.round, &method.rules()?, &records, &setting)?;
    let measurements: Vec<Measurement> = records
        .iter()
        .flat_map(|site| measure::measure(&pack, site, &setting))
        .collect();
    table::write_measurements(&args.round, &measurements)
        .map_err(|error| machine("cannot write measurements", &error))?;
    let scoreboard = board(&round, &pack, &records, &measurements);
    let text = serde_json::to_string_pretty(&scoreboard).expect("a scoreboard becomes JSON");
    write_whole(&args.round.join("scoreboard.json"), text.as_bytes())
        .map_err(|error| machine("cannot write the scoreboard", &error))?;
    let used = Round {
        pack: name,
        ..round
    };
    used.save(&args.round)
        .map_err(|error| machine("cannot note the pack", &error))?;
    Ok((scoreboard, pack, measurements))
}

/// Holds every site's records against the consistency rules, writes what is found, and warns of sites that say the same
/// everywhere before anything is scored.
fn hold_against_rules(
    folder: &Path,
    rules: &Rules,
    records: &[SiteRecords],
    setting: &Setting<'_>,
) -> Result<(), Failure> {
    let mut all = Checked::default();
    for site in records {
        let checked = consistency::check(rules, site, setting);
        all.findings.extend(checked.findings);
        all.tallies.extend(checked.tallies);
    }
    for finding in all.findings.iter().filter(|one| one.fired) {
        let mut guards = rules.guards.iter().map(|guard| &guard.head);
        if let Some(guard) = guards.find(|guard| guard.id == finding.rule) {
            terminal::say(&format!(
                "{}: {} ({}, {}); look at the reader and the site's template before its score",
                finding.site,
                guard.title.get("en").map_or("", String::as_str),
                guard.id,
                finding.quotes[0].field
            ));
        }
    }
    table::write_findings(folder, &all.findings, &all.tallies)
        .map_err(|error| machine("cannot write findings", &error))
}

/// Scores measurements on a scoreboard.
fn board(
    round: &Round,
    pack: &Pack,
    records: &[SiteRecords],
    measurements: &[Measurement],
) -> Scoreboard {
    let seen: Vec<Seen> = records
        .iter()
        .map(|site| Seen {
            site: site.site.clone(),
            outcome: site.outcome,
            causes: site.causes.clone(),
        })
        .collect();
    score::score(&round.list, pack, measurements, &seen)
}

/// The round's only "today".
fn as_of(round: &Round) -> Result<NaiveDate, Failure> {
    round.list.as_of.parse().map_err(|_| {
        Failure::Usage(format!(
            "the round's as-of date `{}` is not a day",
            round.list.as_of
        ))
    })
}
