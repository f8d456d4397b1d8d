//! Yes, no, unknown: Kleene's logic, in which an unknown part decides nothing that the others decide already.

use std::cmp::Ordering;
use std::ops::Not;

/// The answer to a question about a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// It could not be seen, read or compared.
    Unknown,
}

impl Truth {
    /// No if one part is no; else unknown if one is unknown; yes of none.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::Yes;
        for part in parts {
            match part {
                Self::No => return Self::No,
                Self::Unknown => all = Self::Unknown,
                Self::Yes => {}
            }
        }
        all
    }

    /// Yes if one part is yes; else unknown if one is unknown; no of none.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        !Self::all(parts.into_iter().map(Not::not))
    }

    /// Whether an ordering is `Less`; unknown where there is none.
    pub fn is_less(ordering: Option<Ordering>) -> Self {
        ordering.map_or(Self::Unknown, |ordering| ordering.is_lt().into())
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, No, Unknown, Yes};

    #[test]
    fn a_no_decides_all_whatever_is_unknown() {
        assert_eq!(Truth::all([Unknown, No]), No);
        assert_eq!(Truth::all([Unknown, Yes]), Unknown);
        assert_eq!(Truth::all([]), Yes);
    }

    #[test]
    fn a_yes_decides_any_whatever_is_unknown() {
        assert_eq!(Truth::any([Unknown, Yes]), Yes);
        assert_eq!(Truth::any([Unknown, No]), Unknown);
        assert_eq!(Truth::any([]), No);
    }

    #[test]
    fn what_is_unknown_is_unknown_the_other_way_round() {
        assert_eq!(!Unknown, Unknown);
        assert_eq!(Truth::is_less(None), Unknown);
    }
}
