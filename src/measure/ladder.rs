//! Ladder: how high a record stands, as a share of the top level, with a cap on what is only claimed.

use crate::pack::{Cap, Cases};
use crate::record::Record;

use super::grade::possible;
use super::{Grade, Truth, View};

/// The level of one record.
pub(super) fn of<'a>(
    levels: &Cases<f64>,
    top: f64,
    cap: Option<&Cap>,
    record: &'a Record,
    view: &View<'a>,
) -> Grade {
    let cap = cap.map(|cap| (cap.level, view.holds(&cap.unless, record)));
    grade(&possible(levels, record, view), top, cap)
}

/// Level ÷ top, at most 1, over the levels left open; `cap` is a level and whether something lifts it.
fn grade(open: &[f64], top: f64, cap: Option<(f64, Truth)>) -> Grade {
    let outcomes = open.iter().flat_map(|level| {
        let capped = |cap: f64| level.min(cap);
        match cap {
            None | Some((_, Truth::Yes)) => vec![*level],
            Some((cap, Truth::No)) => vec![capped(cap)],
            Some((cap, Truth::Unknown)) => vec![*level, capped(cap)],
        }
    });
    Grade::agreed(outcomes.map(|level| (level / top).min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::{Grade, Truth, grade};

    #[test]
    fn a_level_above_the_top_counts_as_the_top() {
        assert_eq!(grade(&[5.0], 4.0, None), Grade::Known(1.0));
    }

    #[test]
    fn a_claim_that_does_not_verify_is_capped() {
        assert_eq!(
            grade(&[4.0], 4.0, Some((1.0, Truth::No))),
            Grade::Known(0.25)
        );
        assert_eq!(
            grade(&[4.0], 4.0, Some((1.0, Truth::Yes))),
            Grade::Known(1.0)
        );
    }

    #[test]
    fn a_check_that_was_not_made_decides_only_below_the_cap() {
        assert_eq!(
            grade(&[4.0], 4.0, Some((1.0, Truth::Unknown))),
            Grade::Unknown(None)
        );
        assert_eq!(
            grade(&[1.0], 4.0, Some((1.0, Truth::Unknown))),
            Grade::Known(0.25)
        );
    }
}
