//! The public names of outcomes, states and the like, as they stand in data files and in `indicators/words/`.

use crate::measure::{Grade, MeasureState};
use crate::pack::Authority;
use crate::site::{Level, Outcome};

/// The public name of a measurement's state.
pub(super) const fn state(state: MeasureState) -> &'static str {
    match state {
        MeasureState::Measured => "measured",
        MeasureState::Absent => "absent",
        MeasureState::NotApplicable => "not-applicable",
        MeasureState::NotObserved => "not-observed",
    }
}

/// The public name of what a record is worth: decided, open, or counted nowhere.
pub(super) const fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Known(_) => "known",
        Grade::Unknown(_) => "unknown",
        Grade::LeftOut => "left-out",
    }
}

/// The public name of an outcome.
pub(super) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Assessed => "assessed",
        Outcome::Partial => "partial",
        Outcome::NotAssessable => "not-assessable",
        Outcome::Excluded => "excluded",
    }
}

/// The public name of an authority.
pub(super) const fn authority(authority: Authority) -> &'static str {
    match authority {
        Authority::Official => "official",
        Authority::Adapted => "adapted",
        Authority::Own => "own",
    }
}

/// The public name of a level of government.
pub(super) const fn level(level: Level) -> &'static str {
    match level {
        Level::Nation => "nation",
        Level::Province => "province",
        Level::City => "city",
        Level::County => "county",
        Level::Department => "department",
    }
}
