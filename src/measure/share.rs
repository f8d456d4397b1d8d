//! Share: of how many records something holds.

use super::{Grade, Truth};

/// 1 where it holds, 0 where it does not.
pub(super) fn grade(holds: Truth) -> Grade {
    match holds {
        Truth::Yes => Grade::Known(1.0),
        Truth::No => Grade::Known(0.0),
        Truth::Unknown => Grade::Unknown(None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Grade, Truth, grade};

    #[test]
    fn what_could_not_be_seen_is_not_a_no() {
        assert_eq!(grade(Truth::No), Grade::Known(0.0));
        assert_eq!(grade(Truth::Unknown), Grade::Unknown(None));
    }
}
