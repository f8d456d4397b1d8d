//! From the words of a time-limit cell to a limit, without guessing.

use std::collections::BTreeSet;

use super::durations::{Found, Role, Seen, Sign, durations};
use super::spelling::{DATE, Spelled, blotted, number, spelled};
use super::words::GRAMMAR;
use super::{Reading, Reason, Rule, Says, TimeLimit, Unit, compare};

/// Durations in one text above which it is a table, not a limit.
const MOST: usize = 32;

/// Signs between clauses, as they stand after folding.
pub(super) const SEPARATORS: [char; 15] = [
    ' ', ',', ';', '。', '.', ':', '!', '(', ')', '[', ']', '、', '|', '【', '】',
];

/// Reads the text of a time-limit cell. `hint` is the unit that stands in the label or in the neighbouring cell.
///
/// A unit in the text stands over the hint. Durations that extend the limit, are left out of it or belong to a step
/// beside it are not the limit; where two durations are left that differ, none is chosen.
pub fn read(text: &str, hint: Option<Unit>) -> Reading {
    let (text, hint) = match hint.map_or_else(|| unit_behind(text), |_| None) {
        Some((number, unit)) => (number, Some(unit)),
        None => (text, hint),
    };
    let spelled = spelled(text);
    if !spelled.text.chars().any(char::is_alphanumeric) {
        return unreadable(Reason::Empty);
    }
    let whole = spelled.text.trim_matches(SEPARATORS);
    // 法定时限：无
    let value = whole.rsplit_once(':').map_or(whole, |(_, value)| value);
    if [whole, value, spelled.text.trim()]
        .iter()
        .any(|text| has("limit.filler").are(text))
        && !whole[..whole.len() - value.len()].contains(|c: char| c.is_ascii_digit())
    {
        return unreadable(Reason::Filler);
    }
    if !value.contains(char::is_alphanumeric) {
        return unreadable(Reason::Empty);
    }
    if let Some(bare) = bare(&spelled, hint) {
        return bare;
    }
    let text = blotted(spelled);
    let seen = durations(&text.text, MOST);
    Texts { text, seen }.reading()
}

/// A bare number, and the unit that a bracket behind it names as such: `20（单位：工作日）`.
fn unit_behind(text: &str) -> Option<(&str, Unit)> {
    let inner = text.trim_end().strip_suffix(['）', ')'])?;
    let (number, remark) = inner.rsplit_once(['（', '('])?;
    let is_number = !number.trim().is_empty() && number.trim().chars().all(|c| c.is_ascii_digit());
    // a bracket that is the unit and nothing else is part of the text itself
    let names = remark.contains([':', '：']);
    let unit = (is_number && names).then(|| unit(remark)).flatten()?;
    Some((number, unit))
}

/// The unit named by a text alone, as a unit cell or the bracket of a label has it: `工作日`, `（工作日）`, `天`.
pub fn unit(text: &str) -> Option<Unit> {
    let Spelled { text, .. } = spelled(text);
    let mut rest = text.trim_matches(SEPARATORS);
    for lead in has("limit.unit-lead").longest_first() {
        if let Some(behind) = rest.strip_prefix(lead) {
            rest = behind.trim_matches(SEPARATORS);
            break;
        }
    }
    for counter in has("limit.counter").longest_first() {
        rest = rest.strip_prefix(counter).unwrap_or(rest);
    }
    match unit_of(rest)? {
        (unit, 1.0) => Some(unit),
        _ => None,
    }
}

/// The unit that a word names, and how many of it.
pub(super) fn unit_of(word: &str) -> Option<(Unit, f64)> {
    /// Units that are counted in another.
    const CONVERTED: [(&str, Unit, f64); 3] = [
        ("limit.unit.minute", Unit::Hour, 1.0 / 60.0),
        ("limit.unit.fortnight", Unit::Week, 2.0),
        ("limit.unit.quarter", Unit::Month, 3.0),
    ];
    Unit::ALL
        .into_iter()
        .find(|unit| has(&format!("limit.unit.{}", unit.id())).are(word))
        .map(|unit| (unit, 1.0))
        .or_else(|| {
            CONVERTED
                .into_iter()
                .find(|(set, ..)| has(set).are(word))
                .map(|(_, unit, factor)| (unit, factor))
        })
}

/// A set of the grammar's words.
pub(super) fn has(set: &str) -> &'static super::words::Words {
    GRAMMAR.set(set)
}

const fn unreadable(reason: Reason) -> Reading {
    Reading {
        says: Says::Unreadable(reason),
        rules: BTreeSet::new(),
    }
}

/// A number without a unit, or with its unit in front.
fn bare(spelled: &Spelled, hint: Option<Unit>) -> Option<Reading> {
    let text = spelled.text.trim_matches(SEPARATORS);
    let counterless = has("limit.counter")
        .longest_first()
        .fold(text, |text, counter| {
            text.strip_suffix(counter).unwrap_or(text)
        });
    let (captures, unit, own) = if let Some(captures) = GRAMMAR.bare.captures(counterless) {
        (captures, hint.map(|unit| (unit, 1.0)), Rule::UnitOutside)
    } else {
        let captures = GRAMMAR.unit_first.captures(text)?;
        let unit = unit_of(&captures["unit"]);
        (captures, unit, Rule::UnitFirst)
    };
    let Some(high) = number(&captures["high"]) else {
        return Some(unreadable(Reason::MalformedNumber));
    };
    let low = captures.name("low").map(|low| number(low.as_str()));
    if low.is_some_and(|low| low.is_none_or(|low| low > high)) {
        return Some(unreadable(Reason::MalformedNumber));
    }
    let Some((unit, factor)) = unit else {
        return Some(unreadable(Reason::NoUnit));
    };
    if high >= super::durations::IMPLAUSIBLE {
        return Some(unreadable(Reason::Implausible));
    }
    let mut rules = spelled.rules.clone();
    rules.insert(own);
    rules.extend(low.map(|_| Rule::Range));
    if factor.total_cmp(&1.0).is_ne() {
        rules.insert(Rule::Converted);
    }
    if !captures["high"].starts_with(|c: char| c.is_ascii_digit()) {
        rules.insert(Rule::Numeral);
    }
    if counterless.starts_with(['<', '≤', '≦']) {
        rules.insert(Rule::AtMost);
    }
    if counterless.starts_with('约') {
        rules.insert(Rule::About);
    }
    if high <= 0.0 {
        rules.insert(Rule::Zero);
    }
    let limit = TimeLimit::Duration {
        amount: high * factor,
        unit,
    };
    Some(Reading {
        says: Says::Limit(limit),
        rules,
    })
}

/// A text with the durations that were found in it.
struct Texts {
    text: Spelled,
    seen: Seen,
}

impl Texts {
    fn reading(mut self) -> Reading {
        let instant = self.says_instant();
        let none = self.says_none();
        let says = self.says(none, instant);
        match says {
            Says::Unreadable(reason) => return unreadable(reason),
            Says::StatedNone => {
                self.text.rules.insert(Rule::NoStatutory);
            }
            Says::Limit(TimeLimit::Instant) => {
                self.text.rules.insert(Rule::Instant);
                self.note_durations();
            }
            Says::Limit(TimeLimit::Duration { .. }) => self.note_durations(),
        }
        self.note_words();
        Reading {
            says,
            rules: self.text.rules,
        }
    }

    fn is_in(&self, set: &str) -> bool {
        has(set).is_in(&self.text.text)
    }

    fn says_none(&self) -> bool {
        self.is_in("limit.none")
            || has("limit.none-alone").are(self.text.text.trim_matches(SEPARATORS))
    }

    /// Whether the text says that the decision is made at once.
    fn says_instant(&self) -> bool {
        let text = &self.text.text;
        has("limit.instant-alone").are(text.trim_matches(SEPARATORS))
            || has("limit.instant")
                .find(text)
                .any(|(at, _)| !has("limit.not").end(&text[..at]))
    }

    fn says(&self, none: bool, instant: bool) -> Says {
        let seen = &self.seen;
        let limits = || seen.found.iter().filter(|found| found.role == Role::Limit);
        let no = Says::Unreadable;
        if seen.found.len() > MOST {
            return no(Reason::SeveralLimits);
        }
        if GRAMMAR.choice.is_match(&self.text.text) {
            return no(Reason::UnitChoice);
        }
        if let Some(reason) = seen
            .skipped
            .iter()
            .find(|reason| **reason == Reason::MalformedNumber)
        {
            return no(*reason);
        }
        if none {
            return if instant || limits().next().is_some() {
                no(Reason::LimitAndNone)
            } else {
                Says::StatedNone
            };
        }
        if instant {
            let is_at_once = limits().all(|found| found.amount <= 0.0);
            return if is_at_once && !self.is_in("limit.next-day") {
                Says::Limit(TimeLimit::Instant)
            } else {
                no(Reason::InstantAndLimit)
            };
        }
        let limits: Vec<&Found> = limits().collect();
        if limits.is_empty() {
            no(self.why_none())
        } else if limits.iter().any(|found| found.is(Sign::UnclearRange)) {
            no(Reason::RangeUnclear)
        } else if limits.windows(2).any(|pair| pair[1].is(Sign::Continues)) {
            no(Reason::MixedUnits)
        } else if limits.len() == 1 && self.names_both() {
            no(Reason::BothLimits)
        } else if let Some(total) = self.total() {
            self.agreed(&[total])
        } else if let Some(reason) = self.why_a_step() {
            no(reason)
        } else {
            self.agreed(&limits)
        }
    }

    /// The one limit that several durations are, if they are one.
    fn agreed(&self, limits: &[&Found]) -> Says {
        let first = limits[0];
        // 20日内（20个工作日）: the second only says which days
        let unit = limits
            .iter()
            .map(|found| found.unit)
            .find(|unit| *unit != Unit::Day)
            .unwrap_or(Unit::Day);
        let unit = if first.unit == Unit::Day {
            unit
        } else {
            first.unit
        };
        let limit = TimeLimit::Duration {
            amount: first.amount,
            unit,
        };
        let is_same = |found: &&Found| {
            let other = TimeLimit::Duration {
                amount: found.amount,
                unit: found.unit,
            };
            let only_says_day = found.unit == Unit::Day
                && matches!(unit, Unit::Day | Unit::WorkingDay | Unit::CalendarDay)
                && found.amount.total_cmp(&first.amount).is_eq();
            only_says_day || compare(limit, other).is_ok_and(std::cmp::Ordering::is_eq)
        };
        if limits.iter().all(is_same) {
            Says::Limit(limit)
        } else {
            Says::Unreadable(self.why_several())
        }
    }

    /// Limits and steps, in order.
    fn timed(&self) -> impl Iterator<Item = &Found> {
        let is_timed = |found: &&Found| matches!(found.role, Role::Limit | Role::Step);
        self.seen.found.iter().filter(is_timed)
    }

    /// The limit that is called the sum, and is the sum of all the others: 受理2日、审核8日，共10日.
    fn total(&self) -> Option<&Found> {
        let mut totals = self
            .timed()
            .filter(|found| found.is(Sign::Total) && found.role == Role::Limit);
        let (total, None) = (totals.next()?, totals.next()) else {
            return None;
        };
        let others: Vec<&Found> = self
            .timed()
            .filter(|found| !found.is(Sign::Total))
            .collect();
        let sum: f64 = others.iter().map(|found| found.amount).sum();
        let adds_up = others.iter().all(|found| found.unit == total.unit)
            && sum.total_cmp(&total.amount).is_eq();
        (others.len() > 1 && adds_up).then_some(total)
    }

    /// Why what may be the whole is itself one of the steps beside it; nothing where it is the whole.
    fn why_a_step(&self) -> Option<Reason> {
        let timed: Vec<&Found> = self.timed().collect();
        let whole = timed.iter().position(|found| found.role == Role::Limit)?;
        let steps = |found: &&&Found| found.role == Role::Step;
        let by_steps: f64 = timed
            .iter()
            .filter(steps)
            .filter(|step| step.unit == timed[whole].unit)
            .map(|step| step.amount)
            .sum();
        let ahead = timed[..whole].iter().filter(steps).count();
        if timed.iter().any(|found| found.is(Sign::Added)) {
            return Some(Reason::StepsOnly);
        }
        if timed[whole].is(Sign::AtLevel)
            && timed
                .iter()
                .filter(steps)
                .any(|step| step.is(Sign::AtLevel))
        {
            Some(Reason::PerLevel)
        } else if by_steps > timed[whole].amount || (ahead > 1 && !timed[whole].is(Sign::Total)) {
            Some(Reason::StepsOnly)
        } else {
            None
        }
    }

    /// Whether the text speaks of the statutory limit and of the promised one.
    fn names_both(&self) -> bool {
        let text = &self.text.text;
        let others: Vec<(usize, usize)> = has("limit.of-other").find(text).collect();
        let names = |set: &str| {
            has(set).find(text).any(|(at, _)| {
                !others
                    .iter()
                    .any(|&(from, until)| (from..until).contains(&at))
            })
        };
        names("limit.of-law") && names("limit.of-promise")
    }

    /// Why several durations that differ are no limit.
    fn why_several(&self) -> Reason {
        let levels: BTreeSet<&str> = has("limit.level")
            .find(&self.text.text)
            .map(|(start, end)| &self.text.text[start..end])
            .collect();
        if self.names_both() {
            Reason::BothLimits
        } else if levels.len() > 1 {
            Reason::PerLevel
        } else if self.is_in("limit.scene") {
            Reason::PerScene
        } else {
            Reason::SeveralLimits
        }
    }

    /// Why a text holds no duration that can be the limit.
    fn why_none(&self) -> Reason {
        let seen = &self.seen;
        let role = |role| seen.found.iter().any(|found| found.role == role);
        let by_role = [
            (Role::Timetable, Reason::Timetable),
            (Role::Point, Reason::PointInTime),
            (Role::Step, Reason::StepsOnly),
            (Role::AtLeast, Reason::LowerBound),
            (Role::Beside, Reason::BesideOnly),
        ];
        if let Some((_, reason)) = by_role.into_iter().find(|(it, _)| role(*it)) {
            return reason;
        }
        if let Some(reason) = seen.skipped.first() {
            return *reason;
        }
        let text = &self.text.text;
        let by_words = [
            ("limit.schedule", Reason::Timetable),
            ("limit.next-day", Reason::Ordinal),
            ("limit.day-named", Reason::PointInTime),
            ("limit.elsewhere", Reason::Elsewhere),
            ("limit.vague", Reason::Vague),
            ("limit.standing", Reason::Standing),
            ("limit.extension", Reason::BesideOnly),
        ];
        if has("limit.instant").is_in(text) {
            return Reason::NotInstant;
        }
        if let Some(reason) = self.unit_without_number() {
            return reason;
        }
        if let Some((_, reason)) = by_words.into_iter().find(|(set, _)| self.is_in(set)) {
            return reason;
        }
        if text.contains(DATE) {
            return Reason::PointInTime;
        }
        if self.text.rules.contains(&Rule::Calendar) {
            return Reason::Timetable;
        }
        if self.is_in("limit.other-field") {
            Reason::OtherField
        } else {
            Reason::NoDuration
        }
    }

    /// A unit with no number before it, or with something that is none.
    fn unit_without_number(&self) -> Option<Reason> {
        let text = &self.text.text;
        let (before, whole) = GRAMMAR.unit_alone.find_iter(text).next().map(|found| {
            let before = text[..found.start()].trim_end_matches(['(', ' ']);
            (before, found.as_str() == text.trim_matches(SEPARATORS))
        })?;
        if has("limit.uncounted").end(before) {
            Some(Reason::Uncounted)
        } else if whole || has("limit.blank").end(before) {
            Some(Reason::NoNumber)
        } else {
            None
        }
    }

    /// The rules that the durations of a decided text used.
    fn note_durations(&mut self) {
        let has_total = self.total().is_some();
        let rules = &mut self.text.rules;
        let mut wholes = 0;
        for found in &self.seen.found {
            match found.role {
                Role::Limit => {
                    wholes += 1;
                    rules.extend(found.rules.iter().copied());
                }
                Role::Step => {
                    rules.insert(Rule::Steps);
                }
                Role::Beside | Role::AtLeast | Role::Point | Role::Timetable => {}
            }
        }
        if wholes > 1 && !has_total {
            rules.insert(Rule::SaidTwice);
        }
    }

    /// The rules that words around the limit of a decided text used.
    fn note_words(&mut self) {
        let text = &self.text.text;
        let is_in = |set: &str| has(set).is_in(text);
        let exclusion = ["limit.exclusion", "limit.excluded"]
            .iter()
            .any(|set| is_in(set));
        let extension = is_in("limit.extension");
        let beside = self
            .seen
            .found
            .iter()
            .any(|found| found.role != Role::Limit && found.role != Role::Step);
        let noted = [
            (Rule::Extendable, extension),
            (Rule::Excludes, exclusion),
            (Rule::Beside, beside && !extension && !exclusion),
            (Rule::About, is_in("limit.about")),
            (Rule::English, text.chars().any(|c| c.is_ascii_alphabetic())),
        ];
        let noted: Vec<Rule> = noted
            .into_iter()
            .filter(|(_, it)| *it)
            .map(|(rule, _)| rule)
            .collect();
        self.text.rules.extend(noted);
    }
}
