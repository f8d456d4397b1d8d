//! The durations of a text, and the part each plays beside the limit.

use std::collections::BTreeSet;

use regex::Captures;

use super::reading::{SEPARATORS, has, unit_of};
use super::spelling::number;
use super::words::{ENGLISH, GRAMMAR};
use super::{Reason, Rule, TimeLimit, Unit, compare};
use crate::value::numeral;

/// Four digits are a year or a telephone number.
pub(super) const IMPLAUSIBLE: f64 = 1000.0;

/// The part a duration plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It may be the limit.
    Limit,
    /// The time of one step.
    Step,
    /// It extends the limit, is left out of it, or belongs to something else.
    Beside,
    /// A lower end.
    AtLeast,
    /// A day of the month, or how long before something.
    Point,
    /// Part of a timetable.
    Timetable,
}

/// What else is told of a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    /// Directly behind the duration before it: 1个月零15天.
    Continues,
    /// A range whose ends cannot be put in order.
    UnclearRange,
    /// Its clause names a level of government.
    AtLevel,
    /// A plus stands before it.
    Added,
    /// It is called the sum.
    Total,
}

/// A duration in a text.
#[derive(Debug)]
pub(super) struct Found {
    end: usize,
    pub(super) amount: f64,
    pub(super) unit: Unit,
    pub(super) role: Role,
    signs: BTreeSet<Sign>,
    pub(super) rules: BTreeSet<Rule>,
}

/// What a text holds.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) found: Vec<Found>,
    /// Why other places that look like a duration are none, in order.
    pub(super) skipped: Vec<Reason>,
}

/// Every duration of a text with the part it plays; of more than `most`, only so many and one.
pub(super) fn durations(text: &str, most: usize) -> Seen {
    let mut seen = Seen::default();
    let matches: Vec<Captures<'_>> = GRAMMAR
        .duration
        .captures_iter(text)
        .take(2 * most)
        .collect();
    let starts: Vec<usize> = matches
        .iter()
        .filter_map(|found| Some(found.get(0)?.start()))
        .collect();
    for (n, captures) in matches.iter().enumerate() {
        let whole = captures.get(0).expect("group 0 is the match");
        if let Some(reason) = stands_apart(text, whole.start(), whole.end()) {
            seen.skipped.push(reason);
            continue;
        }
        let mut found = match duration(text, captures) {
            Ok(found) => found,
            Err(reason) => {
                seen.skipped.push(reason);
                continue;
            }
        };
        if let Some(last) = seen.found.last_mut() {
            let between = text.get(last.end..whole.start()).unwrap_or(",");
            // 1年6个月 is one duration
            let joined = matches!(between, "" | "零" | "又");
            if joined && last.unit == Unit::Year && found.unit == Unit::Month {
                last.amount = 12.0 * last.amount + found.amount;
                last.unit = Unit::Month;
                last.end = whole.end();
                last.rules.insert(Rule::Compound);
                continue;
            }
            // 1小时30分钟, too
            if joined
                && last.unit == Unit::Hour
                && found.rules.contains(&Rule::Converted)
                && found.unit == Unit::Hour
            {
                last.amount += found.amount;
                last.end = whole.end();
                last.rules.insert(Rule::Compound);
                continue;
            }
            let is_behind = matches!(between, "" | "零" | "又" | "加" | "and" | " and ");
            if is_behind && last.unit != found.unit {
                found.signs.insert(Sign::Continues);
            }
        }
        let next = starts.get(n + 1).copied().unwrap_or(text.len());
        let prior = n
            .checked_sub(1)
            .and_then(|n| matches.get(n)?.get(0))
            .map_or(0, |last| last.end());
        // 24 hours a day, 5 days a week
        if prior > 0
            && text[prior..whole.start()].trim().is_empty()
            && matches!(&captures["high"], "a" | "an")
        {
            seen.skipped.push(Reason::Timetable);
            continue;
        }
        let place = Place::of(text, prior, whole.start()..whole.end(), next);
        found.role = place.role();
        let is_added = prior > 0 && text[prior..whole.start()].starts_with('+');
        let signs = [
            (Sign::AtLevel, has("limit.level").is_in(place.before)),
            (Sign::Added, is_added),
            (Sign::Total, has("limit.total").is_in(place.near)),
        ];
        let signs = signs
            .into_iter()
            .filter_map(|(sign, is)| is.then_some(sign));
        found.signs.extend(signs);
        // 每月3日、18日: what stands in a list plays the part of its head
        let listed = matches!(
            text[prior..whole.start()].trim(),
            "、" | "和" | "及" | "或" | "与" | "and"
        );
        if let Some(head) = seen.found.last()
            && listed
            && head.end == prior
            && !matches!(head.role, Role::Limit | Role::Step)
        {
            found.role = head.role;
        }
        found.rules.extend(place.rules());
        seen.found.push(found);
        if seen.found.len() > most {
            break;
        }
    }
    seen
}

/// What one match of the pattern stands for. Errors: why it is no duration.
fn duration(text: &str, captures: &Captures<'_>) -> Result<Found, Reason> {
    let whole = captures.get(0).expect("group 0 is the match");
    let group = |name| captures.name(name).map(|found| found.as_str());
    let (mut unit, factor) = unit_of(&captures["unit"]).ok_or(Reason::NoNumber)?;
    let mut rules: BTreeSet<Rule> = [Rule::Duration].into();
    let mut amount = number(&captures["high"]).ok_or(Reason::MalformedNumber)?;
    if amount >= IMPLAUSIBLE {
        return Err(Reason::Implausible);
    }
    let mut signs = BTreeSet::new();
    if let Some(low) = group("low") {
        let low = number(low).ok_or(Reason::MalformedNumber)?;
        rules.insert(Rule::Range);
        let (low_unit, low_factor) = group("low_unit")
            .and_then(unit_of)
            .unwrap_or((unit, factor));
        let end = |amount: f64, unit| TimeLimit::Duration { amount, unit };
        let order = compare(end(low * low_factor, low_unit), end(amount * factor, unit));
        match order {
            Ok(order) if order.is_gt() => return Err(Reason::MalformedNumber),
            Ok(_) => {}
            Err(_) => {
                signs.insert(Sign::UnclearRange);
            }
        }
    }
    let is_half = group("half").is_some() || group("and_half").is_some();
    if is_half {
        amount += 0.5;
    }
    if is_half || has("limit.half").are(&captures["high"]) || captures["high"].starts_with("half") {
        rules.insert(Rule::Half);
    } else if !captures["high"].starts_with(|c: char| c.is_ascii_digit()) {
        rules.insert(Rule::Numeral);
    }
    if factor.total_cmp(&1.0).is_ne() {
        amount *= factor;
        rules.insert(Rule::Converted);
    }
    let unit_at = captures
        .name("unit")
        .map_or(whole.end(), |unit| unit.start());
    if text[..unit_at].trim_end_matches(['个', ' ']).ends_with('(') {
        rules.insert(Rule::UnitInBrackets);
    }
    if unit == Unit::Day
        && let Some(explained) = GRAMMAR.explained.captures(&text[whole.end()..])
        && let Some((which, 1.0)) = unit_of(&explained["unit"])
    {
        if which != Unit::Day {
            rules.insert(Rule::UnitExplained);
        }
        unit = which;
    }
    if amount <= 0.0 {
        rules.insert(Rule::Zero);
    }
    // 3月 with words beside it is a month of the year, 一季度 is the first quarter
    let is_bare_month = text[unit_at..].starts_with(['月', '季'])
        && text[..unit_at].ends_with(|c: char| c.is_ascii_digit() || numeral::is_numeral(c));
    let after = &text[whole.end()..];
    if is_bare_month
        && (text[unit_at..].starts_with('季') || text.trim_matches(SEPARATORS) != whole.as_str())
        && !has("limit.within").begin(after)
        && !text[..whole.start()].ends_with('年')
    {
        return Err(Reason::PointInTime);
    }
    Ok(Found {
        end: whole.end(),
        amount,
        unit,
        role: Role::Limit,
        signs,
        rules,
    })
}

/// Why a match is a part of a longer number or of another word: 第5日, 18周岁, 1,000日. Nothing where it stands for itself.
fn stands_apart(text: &str, start: usize, end: usize) -> Option<Reason> {
    let before = text[..start].trim_end();
    let last = before.chars().next_back();
    // 20 + 10个工作日
    let second = last.and_then(|last| {
        let ahead = before[..before.len() - last.len_utf8()].trim_end();
        ahead.chars().next_back()
    });
    let glued = match last {
        // 1个月零15天 are two durations
        Some(c) if c.is_ascii_digit() || (numeral::is_numeral(c) && c != '零') => true,
        // a thousands separator is a comma between digits; a clause can end in a digit too, which cannot be told apart
        Some('.' | ',' | '/' | '+') => second.is_some_and(|c| c.is_ascii_digit()),
        // -5 is less than nothing; the dash of a list stands apart
        Some('-') => {
            second.is_none_or(|c| c.is_ascii_digit() || c == ':')
                && text[..start].len() == before.len()
        }
        Some(c) => c.is_ascii_alphabetic() && text[..start].len() == before.len(),
        None => false,
    };
    let is_multiplied = text[end..]
        .strip_prefix(['×', '*'])
        .is_some_and(|factor| factor.starts_with(|c: char| c.is_ascii_digit()));
    // 1.20个工作日 may be the first point of a list
    let (_, fraction) = text[start..end].split_once('.').unwrap_or_default();
    let fraction = fraction.trim_end_matches(|c: char| !c.is_ascii_digit());
    let is_numbered =
        fraction.bytes().take_while(u8::is_ascii_digit).count() > 1 && !fraction.starts_with("00");
    let is_dotted = text[..start].ends_with("..");
    // twenty five days
    let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next();
    let is_worded = word.is_some_and(|word| {
        word.len() > 1 && word != "an" && ENGLISH.iter().any(|(number, _)| *number == word)
    });
    if glued || is_multiplied || is_numbered || is_dotted || is_worded {
        return Some(Reason::MalformedNumber);
    }
    if has("limit.next-day")
        .find(text)
        .any(|(from, until)| from < start && until >= end)
    {
        return Some(Reason::Ordinal);
    }
    if has("limit.no-number").end(before) {
        return Some(match last {
            Some('第') => Reason::Ordinal,
            // 每3年一次, 7×24小时
            Some('每' | '×' | '*') => Reason::Timetable,
            _ => Reason::Uncounted,
        });
    }
    if !text[..end].ends_with(')') && has("limit.other-word").begin(&text[end..]) {
        let is_of_the_calendar =
            text[end..].starts_with(['底', '初', '末', '份', '中', '上', '下']);
        return Some(if is_of_the_calendar {
            Reason::PointInTime
        } else {
            Reason::OtherField
        });
    }
    None
}

/// Where a duration stands: what is said of it before and behind, in its clause.
struct Place<'t> {
    /// The clause before it.
    before: &'t str,
    /// The same behind the last word that only says when the time starts.
    lead: &'t str,
    /// What of the lead stands behind the duration before it.
    near: &'t str,
    /// The clause behind it, as far as the next duration or to what is left out or counted in.
    after: &'t str,
    /// All that stands behind it.
    rest: &'t str,
    /// What the bracket it stands in says before it: `不含公示`, in `（不含公示5日、评审10日）`.
    within_bracket: &'t str,
    /// What stands before the bracket that its clause stands in: `受理（1个工作日）`.
    before_bracket: &'t str,
}

impl Found {
    pub(super) fn is(&self, sign: Sign) -> bool {
        self.signs.contains(&sign)
    }
}

impl<'t> Place<'t> {
    fn of(text: &'t str, prior: usize, at: std::ops::Range<usize>, next: usize) -> Self {
        let clause_end = |c: char| SEPARATORS[1..].contains(&c) && c != ':' && c != '.';
        let from = text[..at.start].rfind(clause_end).map_or(0, |at| {
            at + text[at..].chars().next().map_or(1, char::len_utf8)
        });
        let until = text[at.end..]
            .find(clause_end)
            .map_or(text.len(), |behind| at.end + behind);
        let until = until.min(next.max(at.end));
        let before = &text[from..at.start];
        // 自公示期满之日起20日内 is no step of its own
        let lead = has("limit.start")
            .find(before)
            .last()
            .map_or(before, |(_, start_ends)| &before[start_ends..]);
        let near = prior
            .checked_sub(at.start - lead.len())
            .and_then(|skip| lead.get(skip..))
            .unwrap_or(lead);
        let after = &text[at.end..until];
        let said = ["limit.exclusion", "limit.inclusion"]
            .iter()
            .filter_map(|set| has(set).find(after).next())
            .map(|(at, _)| at)
            .min();
        Self {
            before,
            lead,
            near,
            after: &after[..said.unwrap_or(after.len())],
            rest: &text[at.end..],
            within_bracket: text[..at.start]
                .rfind('(')
                .map(|open| &text[open + 1..at.start])
                .filter(|inside| !inside.contains(')'))
                .unwrap_or(""),
            before_bracket: text[..from].strip_suffix('(').unwrap_or(""),
        }
    }

    fn role(&self) -> Role {
        if has("limit.schedule").is_in(self.before)
            || has("limit.open").begin(self.rest)
            || self.is_frequency()
        {
            return Role::Timetable;
        }
        if self.is_beside() {
            return Role::Beside;
        }
        if has("limit.before").begin(self.after) || has("limit.before").end(self.near) {
            return Role::Point;
        }
        let at_least = has("limit.at-least")
            .find(self.near)
            .any(|(at, _)| !has("limit.not").end(&self.near[..at]));
        if at_least || has("limit.or-more").begin(self.after) {
            return Role::AtLeast;
        }
        if self.is_step() {
            Role::Step
        } else {
            Role::Limit
        }
    }

    /// Whether it is said how many times: 一年两次.
    fn is_frequency(&self) -> bool {
        let times = self
            .rest
            .trim_start_matches(|c: char| c.is_ascii_digit() || numeral::is_numeral(c));
        times.len() < self.rest.len() && times.starts_with('次')
    }

    /// Whether the duration is what was taken off: 压缩15个工作日, but not 压缩至5个工作日.
    fn is_cut(&self) -> bool {
        has("limit.cut")
            .find(self.near)
            .last()
            .is_some_and(|(_, until)| !has("limit.cut-to").is_in(&self.near[until..]))
    }

    /// Whether the duration extends the limit, is left out of it or belongs to something else.
    fn is_beside(&self) -> bool {
        let leads = |set: &str| has(set).is_in(self.lead);
        let within = self.after.strip_prefix(['内', '的']).unwrap_or(self.after);
        ["limit.extension", "limit.exclusion", "limit.beside"]
            .iter()
            .any(|set| leads(set))
            || self.is_cut()
            || ["limit.inclusion", "limit.exclusion", "limit.extension"]
                .iter()
                .any(|set| has(set).begin(self.within_bracket))
            || has("limit.beside").is_in(self.after)
            || has("limit.extension").begin(within) && self.after.starts_with(['的', ' '])
            || has("limit.excluded").begin(self.rest.strip_prefix('内').unwrap_or(self.rest))
            || GRAMMAR
                .outside
                .captures(self.rest)
                .is_some_and(|clause| !has("limit.beside").is_in(&clause["what"]))
    }

    /// Whether the duration is the time of one step.
    fn is_step(&self) -> bool {
        let names_step = |text: &str| {
            let mut text = text.trim_end_matches([':', ' ']);
            for _ in 0..4 {
                let is_step = has("limit.step").longest_first().any(|step| {
                    text.strip_suffix(step)
                        .is_some_and(|before| !has("limit.since").end(before))
                });
                if is_step {
                    return true;
                }
                text = has("limit.step-tail")
                    .longest_first()
                    .find_map(|tail| text.strip_suffix(tail))
                    .unwrap_or(text)
                    .trim_end_matches([':', ' ']);
            }
            false
        };
        let behind = self.after.trim_start_matches(['内', ' ']);
        let behind = behind.strip_prefix("完成").unwrap_or(behind);
        names_step(self.lead)
            || names_step(self.before_bracket)
            || has("limit.step-behind").begin(behind)
    }

    /// The rules that the words around the duration used.
    fn rules(&self) -> impl Iterator<Item = Rule> {
        let near = |set: &str| has(set).is_in(self.near);
        [
            (
                Rule::AtMost,
                near("limit.at-most") || has("limit.within").begin(self.after),
            ),
            (Rule::About, has("limit.about-directly").end(self.near)),
            (Rule::Start, self.lead.len() < self.before.len()),
            (
                Rule::Named,
                near("limit.of-law") || near("limit.of-promise"),
            ),
        ]
        .into_iter()
        .filter_map(|(rule, holds)| holds.then_some(rule))
    }
}
