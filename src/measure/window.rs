//! Window: what was answered within so many working days; what is unanswered and still young is left out.
//!
//! A letter of yesterday without a reply is not late (right censoring). A reply dated before its letter is an error of
//! the page, not a fast reply.

use chrono::NaiveDate;

use crate::extract::{Field, Observation, Value};
use crate::pack::Cases;
use crate::record::Record;
use crate::value::calendar::MissingYear;

use super::grade::possible;
use super::{Grade, View};

/// What the page says of an answer.
enum Answer {
    On(NaiveDate),
    None,
    /// There may be one: its day was not seen or not read, or it is printed without a day.
    Unknown,
}

/// The answer to one record; fields are the day it was asked, the day it was answered, and the answer itself.
pub(super) fn of<'a>(
    [asked, replied, answer]: [&Field; 3],
    limits: &Cases<u32>,
    record: &'a Record,
    view: &View<'a>,
) -> Grade {
    let Observation::Value(Value::Date(asked)) = view.observation(record, asked) else {
        return Grade::Unknown(None);
    };
    let answer = match view.observation(record, replied) {
        Observation::Value(Value::Date(day)) => Answer::On(*day),
        Observation::NotApplicable => return Grade::LeftOut,
        Observation::Absent | Observation::Placeholder | Observation::StatedNone => {
            match view.observation(record, answer) {
                Observation::Absent
                | Observation::Placeholder
                | Observation::StatedNone
                | Observation::NotApplicable => Answer::None,
                Observation::Value(_)
                | Observation::Unparsed
                | Observation::NotObserved(_)
                | Observation::Conflict => Answer::Unknown,
            }
        }
        Observation::Value(_)
        | Observation::Unparsed
        | Observation::NotObserved(_)
        | Observation::Conflict => Answer::Unknown,
    };
    let working_days = |to| view.setting.calendar.working_days(*asked, to);
    let limits = possible(limits, record, view);
    match answer {
        Answer::On(day) if day < *asked => Grade::LeftOut,
        Answer::On(day) => answered(working_days(day), &limits),
        Answer::None => unanswered(working_days(view.setting.as_of), &limits),
        Answer::Unknown => Grade::Unknown(None),
    }
}

/// 1 if answered within the limit; limits are those left open, in working days.
fn answered(after: Result<i64, MissingYear>, limits: &[u32]) -> Grade {
    let Ok(after) = after else {
        return Grade::Unknown(None);
    };
    let in_time = |limit: &u32| if after <= i64::from(*limit) { 1.0 } else { 0.0 };
    Grade::agreed(limits.iter().map(in_time))
}

/// 0 if older than the limit, left out if not.
fn unanswered(age: Result<i64, MissingYear>, limits: &[u32]) -> Grade {
    let Ok(age) = age else {
        return Grade::Unknown(None);
    };
    let mut late = limits.iter().map(|limit| age > i64::from(*limit));
    match (late.clone().all(|late| late), late.any(|late| late)) {
        (true, _) => Grade::Known(0.0),
        (false, true) => Grade::Unknown(None),
        (false, false) => Grade::LeftOut,
    }
}

#[cfg(test)]
mod tests {
    use super::{Grade, MissingYear, answered, unanswered};

    #[test]
    fn an_answer_on_the_last_day_is_in_time() {
        assert_eq!(answered(Ok(5), &[5]), Grade::Known(1.0));
        assert_eq!(answered(Ok(6), &[5]), Grade::Known(0.0));
    }

    #[test]
    fn an_unanswered_letter_of_yesterday_is_left_out() {
        assert_eq!(unanswered(Ok(1), &[5]), Grade::LeftOut);
        assert_eq!(unanswered(Ok(5), &[5]), Grade::LeftOut);
        assert_eq!(unanswered(Ok(6), &[5]), Grade::Known(0.0));
    }

    #[test]
    fn a_year_that_the_calendar_lacks_decides_nothing() {
        assert_eq!(answered(Err(MissingYear(2031)), &[5]), Grade::Unknown(None));
        assert_eq!(
            unanswered(Err(MissingYear(2031)), &[5]),
            Grade::Unknown(None)
        );
    }

    #[test]
    fn a_kind_that_could_not_be_read_decides_only_where_both_limits_agree() {
        assert_eq!(answered(Ok(3), &[5, 15]), Grade::Known(1.0));
        assert_eq!(answered(Ok(9), &[5, 15]), Grade::Unknown(None));
        assert_eq!(unanswered(Ok(9), &[5, 15]), Grade::Unknown(None));
    }
}
