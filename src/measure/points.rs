//! Points: the first of several cases that holds decides what a record is worth.

use super::Grade;

/// The points of the cases that are left open; known where they agree.
pub(super) fn grade(open: &[f64]) -> Grade {
    Grade::agreed(open.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::{Grade, grade};

    #[test]
    fn cases_that_are_open_and_agree_decide() {
        assert_eq!(grade(&[0.5]), Grade::Known(0.5));
        assert_eq!(grade(&[0.5, 0.5]), Grade::Known(0.5));
    }

    #[test]
    fn cases_that_are_open_and_differ_do_not() {
        assert_eq!(grade(&[1.0, 0.5]), Grade::Unknown(None));
    }
}
