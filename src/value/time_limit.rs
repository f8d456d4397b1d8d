//! 20个工作日, 5(工作日), 三十日, 3个月, 即办: how long an office says it takes.

use std::collections::BTreeSet;
use std::fmt;

mod compare;
mod durations;
#[cfg(test)]
mod phrasings;
mod reading;
mod reason;
mod rule;
mod spelling;
mod words;

pub use compare::{Undecided, compare, reduction};
pub use reading::{read, unit};
pub use reason::Reason;
pub use rule::Rule;

/// What a limit is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// 工作日.
    WorkingDay,
    /// 自然日, 日历日.
    CalendarDay,
    /// 日 or 天 without saying which.
    Day,
    /// 周, 星期.
    Week,
    /// 月.
    Month,
    /// 年.
    Year,
    /// 小时.
    Hour,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 7] = [
        Self::WorkingDay,
        Self::CalendarDay,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Year,
        Self::Hour,
    ];

    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::WorkingDay => "working-day",
            Self::CalendarDay => "calendar-day",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Hour => "hour",
        }
    }

    /// The unit of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.id() == id)
    }
}

/// What an office says about the time it needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TimeLimit {
    /// An amount of a unit; the upper end of a range.
    Duration {
        /// How many, above 0 (0 is kept as printed: a common default).
        amount: f64,
        /// Of what.
        unit: Unit,
    },
    /// 即办, 当场办结: decided while the citizen waits.
    Instant,
}

/// How a text about time reads: what it says, and by which rules of the grammar.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What the text says.
    pub says: Says,
    /// The rules that were used; none where the text could not be decided.
    pub rules: BTreeSet<Rule>,
}

/// What a text about time says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Says {
    /// A limit.
    Limit(TimeLimit),
    /// 法律法规未规定, 无法定时限: it says there is none.
    StatedNone,
    /// Nothing that can be decided, and why.
    Unreadable(Reason),
}

impl fmt::Display for TimeLimit {
    /// The canonical form: `20 working-day`, `0.5 day`, `instant`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Duration { amount, unit } => write!(f, "{amount} {}", unit.id()),
            Self::Instant => f.write_str("instant"),
        }
    }
}

impl std::str::FromStr for TimeLimit {
    type Err = ();

    /// Reads the canonical form back.
    fn from_str(s: &str) -> Result<Self, ()> {
        if s == "instant" {
            return Ok(Self::Instant);
        }
        let (amount, unit) = s.split_once(' ').ok_or(())?;
        let amount: f64 = amount.parse().map_err(|_| ())?;
        if !amount.is_finite() || amount.is_sign_negative() {
            return Err(());
        }
        let unit = Unit::from_id(unit).ok_or(())?;
        Ok(Self::Duration { amount, unit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_canonical_form_is_short() {
        let limit = |amount, unit| TimeLimit::Duration { amount, unit };
        assert_eq!(limit(20.0, Unit::WorkingDay).to_string(), "20 working-day");
        assert_eq!(limit(0.5, Unit::Day).to_string(), "0.5 day");
        assert_eq!(TimeLimit::Instant.to_string(), "instant");
    }

    #[test]
    fn what_is_not_canonical_is_refused() {
        for text in [
            "", "20", "20 days", "-1 day", "NaN day", "inf day", "20  day", "Instant",
        ] {
            assert_eq!(text.parse::<TimeLimit>(), Err(()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_canonical_form_is_read_back(amount in 0.0..1e9f64, unit in 0..Unit::ALL.len()) {
            let limit = TimeLimit::Duration { amount, unit: Unit::ALL[unit] };
            prop_assert_eq!(limit.to_string().parse(), Ok(limit));
        }

        #[test]
        fn any_text_can_be_read(text in "\\PC{0,40}") {
            let _ = read(&text, Some(Unit::WorkingDay));
            let _ = unit(&text);
        }

        #[test]
        fn what_is_decided_names_its_rules_and_nothing_else_does(text in "(20|三|半|个|工作日|日|月|\\(|\\)|-|,|不超过|即办|延长|内|之日起|受理|法定|无){0,10}") {
            let reading = read(&text, None);
            let decided = !matches!(reading.says, Says::Unreadable(_));
            prop_assert_eq!(decided, !reading.rules.is_empty());
        }

        #[test]
        fn any_pile_of_grammar_words_can_be_read(text in "(20|半|个|工作日|日|月|年|\\(|\\)|-|至|,|不|即办|延长|内|之日起| |days|to){0,14}") {
            let _ = read(&text, None);
        }
    }
}
