//! Collecting the facts of one site.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::archive::CaptureId;
use crate::page::{Page, Text};
use crate::site::{Cause, SiteId};
use crate::value::time_limit::Reason;

use super::{Evidence, Extractor, Fact, Field, Observation, Subject, SubjectKind, Value};

/// What was said of which thing, and whether with a value.
type Said = BTreeMap<(Subject, &'static str), bool>;

/// The facts of one site as its extractors report them.
#[derive(Debug)]
pub struct Facts {
    site: SiteId,
    list: Vec<Fact>,
    extractor: (&'static str, u32),
    /// Why the page in hand was read in part only, if so.
    cut: Option<Cause>,
    /// Whether the page in hand only goes on with another.
    goes_on: bool,
    /// Whether the thing in hand is an entry of a list, which says only some things of it.
    is_listed: bool,
    /// What was said, and whether with a value.
    said: Said,
}

impl Facts {
    /// No fact yet.
    pub fn new(site: SiteId) -> Self {
        Self {
            site,
            list: Vec::new(),
            extractor: ("", 0),
            cut: None,
            goes_on: false,
            is_listed: false,
            said: BTreeMap::new(),
        }
    }

    /// Whose facts follow.
    pub fn by(&mut self, extractor: &dyn Extractor) {
        self.extractor = (extractor.id(), extractor.version());
    }

    /// What follows is said of a page. What a page that was cut does not show may stand in the part cut off: it is not absent.
    /// What a page lacks that only goes on with another may stand there.
    pub fn on(&mut self, page: &Page, goes_on: bool) {
        self.goes_on = goes_on;
        let is_cut = |finding: &&Cause| matches!(finding, Cause::ParseDepth | Cause::ParseLimit);
        self.cut = page.findings.iter().find(is_cut).copied();
    }

    /// What follows is said of an entry of a list, or no longer: what such an entry lacks may stand on the thing's own page.
    pub fn on_entry(&mut self, is_listed: bool) {
        self.is_listed = is_listed;
    }

    /// What follows is said of the site as a whole.
    pub fn on_whole_site(&mut self) {
        self.goes_on = false;
        self.cut = None;
        self.is_listed = false;
    }

    /// Reports words of a page.
    pub fn report(
        &mut self,
        subject: &Subject,
        field: &'static Field,
        observation: Observation,
        capture: &CaptureId,
        text: &Text,
    ) {
        let evidence = Evidence {
            capture: capture.clone(),
            start: text.span.start,
            end: text.span.end,
        };
        self.push(
            subject,
            field,
            observation,
            text.words.clone(),
            Some(evidence),
        );
    }

    /// Reports that a whole capture was read and does not have the field, or that a rule makes it not apply.
    pub fn report_whole(
        &mut self,
        subject: &Subject,
        field: &'static Field,
        observation: Observation,
        capture: &CaptureId,
        length: u64,
    ) {
        let evidence = Evidence {
            capture: capture.clone(),
            start: 0,
            end: length,
        };
        self.push(subject, field, observation, String::new(), Some(evidence));
    }

    /// Reports with words and place given apart.
    pub fn push(
        &mut self,
        subject: &Subject,
        field: &'static Field,
        observation: Observation,
        text: String,
        evidence: Option<Evidence>,
    ) {
        debug_assert_eq!(
            field.of, subject.kind,
            "a field is said of its own kind of thing: {}",
            field.id
        );
        let is_absent = matches!(observation, Observation::Absent);
        let lacks = is_absent || matches!(observation, Observation::NotApplicable);
        let stands_elsewhere = self.goes_on && is_absent && field.of == SubjectKind::Item;
        if stands_elsewhere || (self.is_listed && lacks) {
            return;
        }
        let observation = match (observation, self.cut) {
            (Observation::Absent, Some(cause)) => Observation::NotObserved(cause),
            (observation, _) => observation,
        };
        let fact = Fact {
            site: self.site.clone(),
            subject: subject.clone(),
            field,
            observation,
            text,
            evidence,
            extractor: self.extractor.0.to_owned(),
            version: self.extractor.1,
            confidence: 1.0,
            reason: None,
        };
        note(&mut self.said, &fact);
        self.list.push(fact);
    }

    /// Lowers the confidence of the newest fact.
    pub fn doubt(&mut self, confidence: f64) {
        if let Some(fact) = self.list.last_mut() {
            fact.confidence = confidence;
        }
    }

    /// Says why the words of the newest fact could not be read; of a fact that was read there is nothing to say.
    pub fn because(&mut self, reason: Option<Reason>) {
        let newest = self.list.last_mut();
        if let Some(fact) = newest.filter(|fact| fact.observation == Observation::Unparsed) {
            fact.reason = reason;
        }
    }

    /// Whether the field was already reported of the thing.
    pub fn says(&self, subject: &Subject, field: &'static Field) -> bool {
        self.said.contains_key(&(subject.clone(), field.id))
    }

    /// Whether a value of the field was already reported of the thing.
    pub fn has_value(&self, subject: &Subject, field: &'static Field) -> bool {
        let said = self.said.get(&(subject.clone(), field.id));
        said.copied().unwrap_or_default()
    }

    /// The day that was reported newest of the thing, if one was.
    pub fn day(&self, subject: &Subject, field: &'static Field) -> Option<NaiveDate> {
        // the facts of one thing are reported together
        let newest = self
            .list
            .iter()
            .rev()
            .take_while(|fact| fact.subject == *subject);
        newest
            .filter(|fact| fact.field == field)
            .find_map(|fact| match fact.observation {
                Observation::Value(Value::Date(day)) => Some(day),
                _ => None,
            })
    }

    /// Takes back the facts that do not hold.
    pub fn retain(&mut self, holds: impl Fn(&Fact) -> bool) {
        self.list.retain(holds);
    }

    /// What a page with a frame that could not be seen lacks may stand in the frame: it was not observed.
    pub fn open(&mut self, framed: &BTreeMap<CaptureId, Cause>) {
        for fact in &mut self.list {
            let lacks = match fact.observation {
                Observation::Absent => true,
                Observation::Placeholder => fact.text.is_empty(),
                _ => false,
            };
            let evidence = fact.evidence.as_ref().filter(|_| lacks);
            if let Some(cause) = evidence.and_then(|place| framed.get(&place.capture)) {
                fact.observation = Observation::NotObserved(*cause);
            }
        }
    }

    /// Gives what was said of some items, and of their materials, to others.
    pub fn rename_items(&mut self, names: &BTreeMap<String, String>) {
        for fact in &mut self.list {
            let (item, rest) = match fact.subject.kind {
                SubjectKind::Item => (fact.subject.key.as_str(), ""),
                SubjectKind::Material => fact
                    .subject
                    .key
                    .rsplit_once('/')
                    .expect("a material's key is its item's key and a number"),
                _ => continue,
            };
            if let Some(name) = names.get(item) {
                fact.subject.key = if rest.is_empty() {
                    name.clone()
                } else {
                    format!("{name}/{rest}")
                };
            }
        }
        self.said.clear();
        for fact in &self.list {
            note(&mut self.said, fact);
        }
    }

    /// The facts so far.
    pub fn all(&self) -> &[Fact] {
        &self.list
    }

    /// The facts in the order of files: by subject, field, then capture and place.
    pub fn into_sorted(mut self) -> Vec<Fact> {
        fn place(fact: &Fact) -> Option<(&CaptureId, u64, u64)> {
            fact.evidence
                .as_ref()
                .map(|place| (&place.capture, place.start, place.end))
        }
        self.list.sort_by(|a, b| {
            (&a.subject, a.field.id, place(a), &a.text).cmp(&(
                &b.subject,
                b.field.id,
                place(b),
                &b.text,
            ))
        });
        self.list.dedup();
        self.list
    }
}
/// Notes that a fact was said.
fn note(said: &mut Said, fact: &Fact) {
    let has_value = fact.observation.value().is_some();
    *said
        .entry((fact.subject.clone(), fact.field.id))
        .or_default() |= has_value;
}
