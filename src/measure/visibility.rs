//! Visibility: at which place of a result page a citizen first meets a right result.
//!
//! Places are counted over natural results from 1; advertisements have none. A query that was blocked says nothing.

use crate::extract::field::{QUERY_OUTCOME, RESULT_AD, RESULT_CLASS, RESULT_HOST};
use crate::extract::{FactId, Observation, SubjectKind, Value};
use crate::pack::Statistic;
use crate::record::Record;

use super::grade::cited;
use super::{Grade, Truth, View};

/// A result page as far as its places matter.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Result {
    is_ad: Truth,
    is_right: Truth,
}

/// The result page of one query.
pub(super) fn of<'a>(
    classes: &[String],
    statistic: Statistic,
    query: &'a Record,
    view: &View<'a>,
) -> Grade {
    let Observation::Value(Value::Code(outcome)) = view.observation(query, &QUERY_OUTCOME) else {
        return Grade::Unknown(None);
    };
    match outcome.as_str() {
        "results" => {
            let results: Vec<Result> = in_order(query, view)
                .into_iter()
                .map(|result| read(result, classes, view))
                .collect();
            if results.is_empty() {
                return Grade::Unknown(None);
            }
            grade(&results, statistic)
        }
        "none" => Grade::Known(0.0),
        _ => Grade::Unknown(None),
    }
}

/// The facts of the results that a query's grade rests on.
pub(super) fn facts<'a>(query: &'a Record, view: &View<'a>) -> Vec<FactId> {
    in_order(query, view)
        .into_iter()
        .flat_map(|result| cited(&[&RESULT_HOST, &RESULT_AD, &RESULT_CLASS], result, view))
        .collect()
}

/// The results of a query in page order: by the number that ends their key.
fn in_order<'a>(query: &'a Record, view: &View<'a>) -> Vec<&'a Record> {
    let mut results = view.within(SubjectKind::Result, &query.key).to_vec();
    results.sort_by_key(|result| {
        let place = result.key.rsplit('/').next().unwrap_or_default();
        place.parse::<u32>().unwrap_or(u32::MAX)
    });
    results
}

fn read<'a>(result: &'a Record, classes: &[String], view: &View<'a>) -> Result {
    let is_ad = match view.observation(result, &RESULT_AD) {
        Observation::Value(Value::Flag(ad)) => (*ad).into(),
        Observation::Absent | Observation::Placeholder | Observation::NotApplicable => Truth::No,
        _ => Truth::Unknown,
    };
    let is_right = match view.observation(result, &RESULT_CLASS) {
        Observation::Value(Value::Code(class)) => classes.contains(class).into(),
        Observation::Absent | Observation::Placeholder | Observation::NotApplicable => Truth::No,
        _ => Truth::Unknown,
    };
    Result { is_ad, is_right }
}

/// The statistic of the first right result; unknown where a result that could not be read may come before it.
fn grade(results: &[Result], statistic: Statistic) -> Grade {
    // The first right place were everything unread against us, and were it in our favour.
    let worst = first(
        results,
        |r| r.is_right == Truth::Yes && r.is_ad == Truth::No,
        |r| r.is_ad != Truth::Yes,
    );
    let best = first(
        results,
        |r| r.is_right != Truth::No && r.is_ad != Truth::Yes,
        |r| r.is_ad == Truth::No,
    );
    Grade::agreed([worth(worst, statistic), worth(best, statistic)])
}

/// The place of the first right one, counting those before it that have a place.
fn first(
    results: &[Result],
    is_right: impl Fn(&Result) -> bool,
    has_place: impl Fn(&Result) -> bool,
) -> Option<u32> {
    let mut place = 1;
    for result in results {
        if is_right(result) {
            return Some(place);
        }
        if has_place(result) {
            place += 1;
        }
    }
    None
}

fn worth(place: Option<u32>, statistic: Statistic) -> f64 {
    match (place, statistic) {
        (Some(place), Statistic::SuccessAt(k)) if place <= k => 1.0,
        (Some(place), Statistic::ReciprocalRankWithin(k)) if place <= k => 1.0 / f64::from(place),
        (_, Statistic::SuccessAt(_) | Statistic::ReciprocalRankWithin(_)) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Grade, Result, Statistic, Truth, grade};

    fn natural(is_right: Truth) -> Result {
        Result {
            is_ad: Truth::No,
            is_right,
        }
    }

    const AD: Result = Result {
        is_ad: Truth::Yes,
        is_right: Truth::Yes,
    };

    #[test]
    fn an_advertisement_has_no_place_and_is_never_the_right_result() {
        let page = [AD, AD, natural(Truth::No), natural(Truth::Yes)];
        assert_eq!(grade(&page, Statistic::SuccessAt(2)), Grade::Known(1.0));
        assert_eq!(grade(&page, Statistic::SuccessAt(1)), Grade::Known(0.0));
        assert_eq!(
            grade(&page, Statistic::ReciprocalRankWithin(10)),
            Grade::Known(0.5)
        );
        assert_eq!(grade(&[AD], Statistic::SuccessAt(3)), Grade::Known(0.0));
    }

    #[test]
    fn a_right_result_beyond_the_last_place_counts_nothing() {
        let page = [natural(Truth::No), natural(Truth::Yes)];
        assert_eq!(
            grade(&page, Statistic::ReciprocalRankWithin(1)),
            Grade::Known(0.0)
        );
    }

    #[test]
    fn an_unread_result_above_the_right_one_matters_only_where_it_can_decide() {
        let page = [natural(Truth::Unknown), natural(Truth::Yes)];
        assert_eq!(grade(&page, Statistic::SuccessAt(3)), Grade::Known(1.0));
        assert_eq!(grade(&page, Statistic::SuccessAt(1)), Grade::Unknown(None));
        let page = [natural(Truth::Yes), natural(Truth::Unknown)];
        assert_eq!(
            grade(&page, Statistic::ReciprocalRankWithin(10)),
            Grade::Known(1.0)
        );
    }
}
