//! The systems that a site offers to citizens: booking, payment, question robot, map, sign-on …
//!
//! What a site claims (words, an entry) and what its address shows are two facts. Which systems there are, and how they show, is
//! data: `indicators/lexicon/system.toml`.

mod check;
mod seen;
#[cfg(test)]
mod tests;

use super::field::{SYSTEM_ADDRESS, SYSTEM_DETAIL, SYSTEM_MENTION, SYSTEM_REACHABLE};
use super::{
    Extractor, Facts, Field, Observation, PageKind, PageView, SiteView, Subject, SubjectKind, Value,
};
use crate::lexicon::System;

/// The systems of a site.
pub struct Systems;

impl Extractor for Systems {
    fn id(&self) -> &'static str {
        "systems"
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &SYSTEM_MENTION,
                &SYSTEM_ADDRESS,
                &SYSTEM_REACHABLE,
                &SYSTEM_DETAIL,
            ]
        }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        if matches!(view.kind, PageKind::Barred(_)) {
            return;
        }
        let systems = view.context.lexicon.systems().list();
        for (system, seen) in systems.iter().zip(seen::on(view)) {
            report(view, &subject(system), seen, facts);
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        for system in site.context.lexicon.systems().list() {
            check::report(site, system, &subject(system), facts);
        }
    }
}

fn subject(system: &System) -> Subject {
    Subject {
        kind: SubjectKind::System,
        key: system.id.clone(),
    }
}

/// Reports what a page shows of a system, where no page before it said as much.
fn report(view: &PageView, subject: &Subject, seen: seen::Seen, facts: &mut Facts) {
    let capture = &view.capture.id;
    if let Some(mention) = seen
        .mention
        .filter(|_| !facts.says(subject, &SYSTEM_MENTION))
    {
        let words = Observation::Value(Value::Text(mention.text.words.clone()));
        facts.report(subject, &SYSTEM_MENTION, words, capture, &mention.text);
        if mention.by.confidence() < 1.0 {
            facts.doubt(mention.by.confidence());
        }
    }
    if let Some(entry) = seen.entry {
        let is_news = match entry.address {
            Some(_) => !facts.has_value(subject, &SYSTEM_ADDRESS),
            None => !facts.says(subject, &SYSTEM_ADDRESS),
        };
        if is_news {
            let observation = match entry.address {
                Some(address) => Observation::Value(Value::Address(address)),
                None => Observation::Placeholder,
            };
            facts.report(subject, &SYSTEM_ADDRESS, observation, capture, &entry.text);
        }
    }
    if let Some(detail) = seen.detail.filter(|_| !facts.says(subject, &SYSTEM_DETAIL)) {
        let words = Observation::Value(Value::Text(detail.words.clone()));
        facts.report(subject, &SYSTEM_DETAIL, words, capture, &detail);
    }
}
