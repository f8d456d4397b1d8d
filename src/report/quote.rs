//! The facts that stand behind a number, chosen and masked for showing.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::CaptureId;
use crate::extract::{Fact, FactId, Observation, Subject, SubjectKind, Value};
use crate::measure::Measurement;
use crate::score::SiteScore;

use super::ReportInput;
use super::mask::{Scope, mask};
use super::words::Words;
use super::{escape, number};
use crate::value::time_limit::{TimeLimit, Unit};

/// Facts shown for one indicator of one site at most.
pub(super) const SHOWN: usize = 12;

/// The facts of one site, to quote from.
pub(super) struct SiteFacts {
    facts: BTreeMap<FactId, Fact>,
    names: BTreeMap<Subject, String>,
    /// Captures that show letters: everything on them is masked as a letter is.
    letters: BTreeSet<CaptureId>,
}

/// What of an indicator's facts is shown.
pub(super) struct Cited<'a> {
    /// The facts shown.
    pub(super) shown: Vec<(&'a FactId, &'a Fact)>,
    /// All that the measurement rests on.
    pub(super) of: usize,
    /// How many of them are in each state, in the states' order.
    pub(super) tally: Vec<(&'static str, usize)>,
}

impl SiteFacts {
    /// Loads the facts of a site.
    pub(super) fn load(input: &ReportInput<'_>, site: &SiteScore) -> Self {
        let mut loaded = Self {
            facts: BTreeMap::new(),
            names: BTreeMap::new(),
            letters: BTreeSet::new(),
        };
        for fact in (input.facts)(&site.site) {
            if fact.subject.kind == SubjectKind::Message
                && let Some(evidence) = &fact.evidence
            {
                loaded.letters.insert(evidence.capture.clone());
            }
            if matches!(
                fact.field.id,
                "item.name" | "material.name" | "message.title" | "result.title"
            ) && !fact.text.is_empty()
            {
                let name = loaded.names.entry(fact.subject.clone()).or_default();
                if name.is_empty() {
                    name.clone_from(&fact.text);
                }
            }
            loaded.facts.insert(fact.id(), fact);
        }
        loaded
    }

    /// How the words of a capture are masked.
    pub(super) fn scope(&self, capture: &CaptureId) -> Scope {
        if self.letters.contains(capture) {
            Scope::Letter
        } else {
            Scope::Other
        }
    }

    /// Chooses what to show: half of the room at most for cells that are not a value, since they cost points, then the
    /// others; each in the measurement's order.
    pub(super) fn cited<'a>(&'a self, measurement: &'a Measurement, room: usize) -> Cited<'a> {
        let known: Vec<(usize, &FactId, &Fact)> = measurement
            .facts
            .iter()
            .filter_map(|id| self.facts.get_key_value(id))
            .enumerate()
            .map(|(at, (id, fact))| (at, id, fact))
            .collect();
        let states = known.iter().map(|(_, _, fact)| fact.observation.state());
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for state in states {
            *count.entry(state).or_default() += 1;
        }
        let is_value = |fact: &Fact| matches!(fact.observation, Observation::Value(_));
        let (values, lacking): (Vec<_>, Vec<_>) = known
            .iter()
            .copied()
            .partition(|(_, _, fact)| is_value(fact));
        let lacking_room = lacking
            .len()
            .min((room / 2).max(room.saturating_sub(values.len())));
        let mut shown: Vec<_> = lacking.into_iter().take(lacking_room).collect();
        shown.extend(values.into_iter().take(room - lacking_room));
        shown.sort_unstable_by_key(|(at, _, _)| *at);
        Cited {
            shown: shown.into_iter().map(|(_, id, fact)| (id, fact)).collect(),
            of: measurement.facts.len(),
            tally: Observation::STATES
                .into_iter()
                .filter_map(|state| count.get(state).map(|n| (state, *n)))
                .collect(),
        }
    }

    /// The fields that a measurement's facts say something of.
    pub(super) fn fields(&self, measurement: &Measurement) -> BTreeSet<&'static str> {
        let facts = measurement.facts.iter().filter_map(|id| self.facts.get(id));
        facts.map(|fact| fact.field.id).collect()
    }

    /// What a fact is about, in words: the name of the thing where it has one, else its key; masked.
    pub(super) fn subject(&self, words: &Words, fact: &Fact) -> String {
        let kind = words.named("subject", fact.subject.kind.id());
        if fact.subject.kind == SubjectKind::Site {
            return kind.to_owned();
        }
        let parent = || fact.subject.key.rsplit_once('/').map(|(parent, _)| parent);
        let name = match self.names.get(&fact.subject) {
            Some(name) => name.clone(),
            None if fact.subject.kind == SubjectKind::Material => {
                let item = Subject {
                    kind: SubjectKind::Item,
                    key: parent().unwrap_or_default().to_owned(),
                };
                match self.names.get(&item) {
                    Some(item) => format!(
                        "{item} / {}",
                        fact.subject.key.rsplit('/').next().unwrap_or_default()
                    ),
                    None => fact.subject.key.clone(),
                }
            }
            None => fact.subject.key.clone(),
        };
        let scope = match fact.subject.kind {
            SubjectKind::Message => Scope::Letter,
            _ => Scope::Other,
        };
        format!("{kind} {}", escape::line(&mask(scope, &name)))
    }

    /// The words as printed, masked.
    pub(super) fn printed(fact: &Fact) -> String {
        escape::line(&mask(Scope::of(fact.field), &fact.text))
    }

    /// What stands in place of words where none are printed: that a check found it, or that the page has none.
    pub(super) fn unprinted(words: &Words, fact: &Fact) -> String {
        let key = match fact.observation {
            Observation::Value(_) => "site.checked",
            _ => "site.printed-nothing",
        };
        words.get(key).to_owned()
    }

    /// What the words were read as, in the canonical form, masked; nothing for plain text.
    pub(super) fn canonical(fact: &Fact) -> Option<String> {
        match &fact.observation {
            Observation::Value(Value::Text(_)) => None,
            Observation::Value(value) => Some(escape::line(&mask(
                Scope::of(fact.field),
                &value.to_string(),
            ))),
            Observation::NotObserved(cause) => Some(cause.code().to_owned()),
            _ => None,
        }
    }

    /// What the words were read as, in the reader's language, where that says more than the words do.
    pub(super) fn read_as(words: &Words, fact: &Fact) -> Option<String> {
        let read = match &fact.observation {
            Observation::Value(Value::Flag(flag)) => words
                .named("flag", if *flag { "yes" } else { "no" })
                .to_owned(),
            Observation::Value(Value::Limit(limit)) => limit_in_words(words, *limit),
            Observation::NotObserved(cause) => words.cause(*cause).to_owned(),
            _ => Self::canonical(fact)?,
        };
        (read != fact.text).then_some(read)
    }

    /// Whether the fact rests on the page as a whole and not on words of it: its field is not there, or it is a check.
    pub(super) fn is_of_whole_page(fact: &Fact, length: u64) -> bool {
        matches!(fact.observation, Observation::Absent)
            || fact
                .evidence
                .as_ref()
                .is_none_or(|evidence| evidence.start == 0 && evidence.end >= length)
    }
}

/// A time limit as people say it.
fn limit_in_words(words: &Words, limit: TimeLimit) -> String {
    match limit {
        TimeLimit::Duration { amount, unit } => {
            let unit = match unit {
                Unit::WorkingDay => "limit.working-day",
                Unit::CalendarDay => "limit.calendar-day",
                Unit::Day => "limit.day",
                Unit::Week => "limit.week",
                Unit::Month => "limit.month",
                Unit::Year => "limit.year",
                Unit::Hour => "limit.hour",
            };
            words.fill(unit, &[("n", &number::value(Some(amount)))])
        }
        TimeLimit::Instant => words.get("limit.instant").to_owned(),
    }
}

/// The name of a fact's field in the language of the report.
pub(super) fn field_name(words: &Words, fact: &Fact) -> &'static str {
    match words.lang() {
        super::Lang::Zh => fact.field.zh,
        super::Lang::En => fact.field.en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Lang, sample::Round};

    #[test]
    fn a_time_limit_is_said_in_the_readers_language() {
        let limit = TimeLimit::Duration {
            amount: 0.5,
            unit: Unit::Day,
        };
        assert_eq!(limit_in_words(Words::of(Lang::Zh), limit), "0.5日");
        assert_eq!(
            limit_in_words(Words::of(Lang::En), TimeLimit::Instant),
            "at once"
        );
    }

    #[test]
    fn cells_without_a_value_get_half_of_the_room_at_most_unless_there_is_more() {
        let round = Round::new();
        let input = round.input(Lang::Zh);
        let facts = SiteFacts::load(&input, &round.scoreboard.sites[0]);
        let measured = round
            .measurements
            .iter()
            .find(|m| m.indicator == "time-limit.shortened")
            .expect("a measurement");
        let lacking = |room| {
            let cited = facts.cited(measured, room);
            assert_eq!(cited.shown.len(), room.min(16));
            assert_eq!(cited.tally, [("value", 13), ("unparsed", 3)]);
            cited
                .shown
                .iter()
                .filter(|(_, fact)| fact.observation.value().is_none())
                .count()
        };
        assert_eq!(lacking(4), 2);
        assert_eq!(lacking(12), 3);
        assert_eq!(lacking(15), 3);
        assert_eq!(lacking(40), 3);
    }

    #[test]
    fn a_thing_is_called_by_its_name_where_it_has_one() {
        let round = Round::new();
        let input = round.input(Lang::Zh);
        let facts = SiteFacts::load(&input, &round.scoreboard.sites[0]);
        let fact = |id: &str| {
            round
                .facts
                .iter()
                .find(|fact| fact.field.id == id)
                .expect("a fact")
        };
        assert_eq!(
            facts.subject(input.words(), fact("item.conditions")),
            "事项 居民身份证换领"
        );
        assert_eq!(
            facts.subject(input.words(), fact("material.blank-form.file")),
            "材料 居民身份证换领 / 1"
        );
        assert_eq!(
            facts.subject(input.words(), fact("message.reply")),
            "来信 XJ202605120017"
        );
    }
}
