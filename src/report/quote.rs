//! The facts that stand behind a number, chosen and masked for showing.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::CaptureId;
use crate::extract::{Fact, FactId, Observation, Subject, SubjectKind, Value};
use crate::measure::{Grade, Graded, Measurement};
use crate::score::SiteScore;

use super::ReportInput;
use super::mask::{Scope, mask};
use super::words::Words;
use super::{escape, number};
use crate::value::time_limit::{TimeLimit, Unit};

/// Facts shown for one indicator of one site at most; `evidence.csv` has them all.
pub(super) const SHOWN: usize = 24;

/// The facts of one site, to quote from.
pub(super) struct SiteFacts {
    facts: BTreeMap<FactId, Fact>,
    names: BTreeMap<Subject, String>,
    /// Captures that show letters: everything on them is masked as a letter is.
    letters: BTreeSet<CaptureId>,
}

/// What of an indicator's records and facts is shown.
pub(super) struct Cited<'a> {
    /// The records shown, in the measurement's order.
    pub(super) records: Vec<Judged<'a>>,
    /// Facts that are shown.
    pub(super) shown: usize,
    /// All facts behind the measurement.
    pub(super) of: usize,
    /// How many of them are in each state, in the states' order.
    pub(super) tally: Vec<(&'static str, usize)>,
}

/// A record with what it is worth and the facts that say so.
pub(super) struct Judged<'a> {
    pub(super) graded: &'a Graded,
    pub(super) facts: Vec<(&'a FactId, &'a Fact)>,
}

impl Judged<'_> {
    /// Whether it is open what the record is worth, or something it should say is not there.
    fn is_lacking(&self) -> bool {
        matches!(self.graded.grade, Grade::Unknown(_))
            || self
                .facts
                .iter()
                .any(|(_, fact)| !matches!(fact.observation, Observation::Value(_)))
    }

    /// The room it takes: a line for each fact, one for a record that has none.
    fn room(&self) -> usize {
        self.facts.len().max(1)
    }
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

    /// The facts about things of one kind.
    pub(super) fn of_kind(&self, kind: SubjectKind) -> impl Iterator<Item = (&FactId, &Fact)> {
        let all = self.facts.iter();
        all.filter(move |(_, fact)| fact.subject.kind == kind)
    }

    /// How the words of a capture are masked.
    pub(super) fn scope(&self, capture: &CaptureId) -> Scope {
        if self.letters.contains(capture) {
            Scope::Letter
        } else {
            Scope::Other
        }
    }

    /// The fact of that id.
    pub(super) fn get(&self, id: &FactId) -> Option<(&FactId, &Fact)> {
        self.facts.get_key_value(id)
    }

    /// The records of a measurement, each with its facts.
    pub(super) fn judged<'a>(
        &'a self,
        measurement: &'a Measurement,
    ) -> impl Iterator<Item = Judged<'a>> {
        measurement.grades.iter().map(|graded| Judged {
            graded,
            facts: graded
                .facts
                .iter()
                .filter_map(|id| self.facts.get_key_value(id))
                .collect(),
        })
    }

    /// Chooses what to show: half of the room at most for records that lack something, since they cost points, then the
    /// others; each in the measurement's order.
    pub(super) fn cited<'a>(&'a self, measurement: &'a Measurement, room: usize) -> Cited<'a> {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        let mut lacking = Vec::new();
        let mut full = Vec::new();
        let mut of = 0;
        for (at, judged) in self.judged(measurement).enumerate() {
            for (_, fact) in &judged.facts {
                *count.entry(fact.observation.state()).or_default() += 1;
                of += 1;
            }
            if judged.is_lacking() {
                lacking.push((at, judged));
            } else {
                full.push((at, judged));
            }
        }
        let room_of = |records: &[(usize, Judged)]| -> usize {
            records.iter().map(|(_, judged)| judged.room()).sum()
        };
        let lacking_room = (room / 2).max(room.saturating_sub(room_of(&full)));
        let mut chosen = within(lacking, lacking_room);
        let left = room.saturating_sub(room_of(&chosen));
        chosen.extend(within(full, left));
        chosen.sort_by_key(|(at, _)| *at);
        let records: Vec<Judged> = chosen.into_iter().map(|(_, judged)| judged).collect();
        Cited {
            shown: records.iter().map(|judged| judged.facts.len()).sum(),
            records,
            of,
            tally: Observation::STATES
                .into_iter()
                .filter_map(|state| count.get(state).map(|n| (state, *n)))
                .collect(),
        }
    }

    /// What a fact or grade is about, in words: the name of the thing where it has one, else its key; masked.
    pub(super) fn subject(&self, words: &Words, kind: SubjectKind, key: &str) -> String {
        let kind_words = words.named("subject", kind.id());
        if kind == SubjectKind::Site {
            return kind_words.to_owned();
        }
        let named = |kind, key: &str| {
            self.names.get(&Subject {
                kind,
                key: key.to_owned(),
            })
        };
        let name = named(kind, key).cloned().or_else(|| {
            let (parent, own) = key.rsplit_once('/')?;
            let item = named(SubjectKind::Item, parent)?;
            (kind == SubjectKind::Material).then(|| format!("{item} / {own}"))
        });
        let scope = match kind {
            SubjectKind::Message => Scope::Letter,
            _ => Scope::Other,
        };
        let name = name.as_deref().unwrap_or(key);
        format!("{kind_words} {}", escape::line(&mask(scope, name)))
    }

    /// What a record is worth, in words.
    pub(super) fn grade(words: &Words, graded: &Graded) -> String {
        match graded.grade {
            Grade::Known(points) => {
                words.fill("grade.known", &[("n", &number::value(Some(points)))])
            }
            Grade::Unknown(None) => match graded.why {
                Some(why) => {
                    let why = words.named("reason", why.id());
                    words.fill("grade.unseen", &[("cause", why)])
                }
                None => words.get("grade.unknown").to_owned(),
            },
            Grade::Unknown(Some(cause)) => {
                words.fill("grade.unseen", &[("cause", words.cause(cause))])
            }
            Grade::LeftOut => words.get("grade.left-out").to_owned(),
        }
    }

    /// The state of a fact in words, with the reason where its words could not be read.
    pub(super) fn state(words: &Words, fact: &Fact) -> String {
        let state = words.named("state", fact.observation.state());
        match fact.reason {
            Some(reason) => {
                let why = words.named("reason", reason.id());
                words.fill("grade.reasoned", &[("state", state), ("why", why)])
            }
            None => state.to_owned(),
        }
    }

    /// The words as printed, masked.
    pub(super) fn printed(fact: &Fact) -> String {
        escape::line(&mask(Scope::of(fact.field), &fact.text))
    }

    /// What stands in place of words where none are printed: that a check found it, that a label has nothing beside it, or
    /// that the page has none.
    pub(super) fn unprinted(words: &Words, fact: &Fact) -> String {
        let key = match fact.observation {
            Observation::Value(_) => "site.checked",
            Observation::Placeholder => "site.printed-blank",
            _ => "site.printed-nothing",
        };
        words.get(key).to_owned()
    }

    /// What the words were read as, in the canonical form, masked; nothing for plain text that is printed.
    pub(super) fn canonical(fact: &Fact) -> Option<String> {
        match &fact.observation {
            Observation::Value(Value::Text(_)) if !fact.text.is_empty() => None,
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

/// The first records that fit; the last one with as many of its facts as fit.
fn within(records: Vec<(usize, Judged)>, mut room: usize) -> Vec<(usize, Judged)> {
    let mut fitting = Vec::new();
    for (at, mut judged) in records {
        if room == 0 {
            break;
        }
        judged.facts.truncate(room);
        room -= judged.room();
        fitting.push((at, judged));
    }
    fitting
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
    fn records_that_lack_something_get_half_of_the_room_at_most_unless_there_is_more() {
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
            assert_eq!(cited.shown, room.min(16));
            assert_eq!(cited.tally, [("value", 13), ("unparsed", 3)]);
            let records = cited.records.iter();
            records.filter(|record| record.is_lacking()).count()
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
        let named = |id: &str| {
            let subject = &fact(id).subject;
            facts.subject(input.words(), subject.kind, &subject.key)
        };
        assert_eq!(named("item.conditions"), "事项 居民身份证换领");
        assert_eq!(named("material.blank-form.file"), "材料 居民身份证换领 / 1");
        assert_eq!(named("message.reply"), "来信 XJ202605120017");
    }
}
