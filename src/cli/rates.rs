//! The rates of reading that a round keeps: put there by `evaluate`, printed by reports.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::evaluate::{FieldRate, Rates, Share, rates};
use crate::report::{self, Calibration, ErrorRate};
use crate::round::write_whole;

use super::exit::{Failure, machine};

/// Puts rates into a round, in place of those it had.
pub(super) fn keep(folder: &Path, rates: &Rates) -> Result<(), Failure> {
    let path = folder.join(rates::FILE);
    write_whole(&path, rates.to_text().as_bytes())
        .map_err(|error| machine(&format!("cannot write `{}`", path.display()), &error))
}

/// The rates of a round as reports print them; nothing where it has none.
pub(super) fn of_round(folder: &Path) -> Result<Option<Calibration>, Failure> {
    let path = folder.join(rates::FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(machine(
                &format!("cannot read `{}`", path.display()),
                &error,
            ));
        }
    };
    let rates = Rates::from_text(&text).map_err(|error| {
        let what = format!("`{}` holds no rates of this version", path.display());
        machine(&what, &error)
    })?;
    Ok(Some(Calibration {
        tool: rates.tool,
        gold: rates.gold.sha256,
        lines: rates.gold.lines,
        hosts: rates.gold.hosts,
        fields: rates
            .fields
            .into_iter()
            .map(|(field, rate)| (field, shown(&rate)))
            .collect(),
    }))
}

/// A field's rate as reports print it.
fn shown(rate: &FieldRate) -> ErrorRate {
    let share = |share: Share| report::Share {
        value: share.value,
        low: share.low,
        high: share.high,
        n: share.n,
    };
    ErrorRate {
        n: rate.n,
        precision: rate.precision.map(share),
        recall: rate.recall.map(share),
    }
}
