//! Reduction: by how much a promise is shorter than the law.

use crate::extract::{Observation, Value};
use crate::value::time_limit::reduction;

use super::Grade;

/// `1 − promised ÷ statutory`, never below 0. No promise is no reduction; no statutory limit leaves the item out.
pub(super) fn grade(promised: &Observation, statutory: &Observation) -> Grade {
    match (promised, statutory) {
        (
            Observation::Value(Value::Limit(promised)),
            Observation::Value(Value::Limit(statutory)),
        ) => reduction(*promised, *statutory).map_or_else(
            |_| Grade::Unknown(None),
            |share| Grade::Known(share.clamp(0.0, 1.0)),
        ),
        (
            _,
            Observation::Absent
            | Observation::Placeholder
            | Observation::StatedNone
            | Observation::NotApplicable,
        )
        | (Observation::NotApplicable, _) => Grade::LeftOut,
        (_, Observation::NotObserved(_) | Observation::Unparsed | Observation::Conflict) => {
            Grade::Unknown(None)
        }
        (Observation::Absent | Observation::Placeholder | Observation::StatedNone, _) => {
            Grade::Known(0.0)
        }
        (_, _) => Grade::Unknown(None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Grade, Observation, Value, grade};
    use crate::value::time_limit::{TimeLimit, Unit};

    fn limit(amount: f64) -> Observation {
        Observation::Value(Value::Limit(TimeLimit::Duration {
            amount,
            unit: Unit::WorkingDay,
        }))
    }

    #[test]
    fn without_a_statutory_limit_the_question_does_not_arise() {
        assert_eq!(grade(&limit(5.0), &Observation::StatedNone), Grade::LeftOut);
    }

    #[test]
    fn without_a_promise_there_is_no_reduction() {
        assert_eq!(grade(&Observation::Absent, &limit(20.0)), Grade::Known(0.0));
    }

    #[test]
    fn a_promise_that_could_not_be_read_is_unknown() {
        assert_eq!(
            grade(&Observation::Unparsed, &limit(20.0)),
            Grade::Unknown(None)
        );
    }
}
