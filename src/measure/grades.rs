//! Grades: a code stands for points.

use std::collections::BTreeMap;

use crate::extract::{Observation, Value};

use super::Grade;

/// The points of a cell's code. Without a code, or with one that has no points, nothing is known.
pub(super) fn grade(cell: &Observation, points: &BTreeMap<String, f64>) -> Grade {
    match cell {
        Observation::Value(Value::Code(code)) => points
            .get(code)
            .map_or(Grade::Unknown(None), |points| Grade::Known(*points)),
        Observation::NotApplicable => Grade::LeftOut,
        Observation::Value(_)
        | Observation::StatedNone
        | Observation::Placeholder
        | Observation::Absent
        | Observation::Unparsed
        | Observation::NotObserved(_)
        | Observation::Conflict => Grade::Unknown(None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Grade, Observation, Value, grade};

    #[test]
    fn a_code_without_points_is_unknown_and_not_zero() {
        let points = [("R5".to_owned(), 1.0)].into();
        let code = |code: &str| Observation::Value(Value::Code(code.to_owned()));
        assert_eq!(grade(&code("R5"), &points), Grade::Known(1.0));
        assert_eq!(grade(&code("R9"), &points), Grade::Unknown(None));
    }
}
