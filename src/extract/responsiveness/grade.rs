//! The grade proposed for every reply that a site shows; [`reply`](super::reply) says how it is found.

use std::collections::BTreeMap;

use crate::extract::field::{
    MESSAGE_GRADE, MESSAGE_QUESTION, MESSAGE_REPLY, MESSAGE_SIGNED, MESSAGE_SIGNS, MESSAGE_STATUS,
};
pub use crate::extract::responsiveness::day::signed;
pub use crate::extract::responsiveness::reply::{Reason, grade, reason, signs};
use crate::extract::responsiveness::{day, messages};
use crate::extract::{
    Extractor, Fact, Facts, Field, Observation, PageKind, PageView, Pair, SiteView, Subject, Value,
};
use crate::site::Cause;

/// Replies to one letter among which an answer is looked for, the last ones. Ours: a talk has some turns.
const REPLIES: usize = 30;

/// The grade proposed for every reply.
pub struct Grade;

impl Extractor for Grade {
    fn id(&self) -> &'static str {
        "responsiveness.grade"
    }

    fn version(&self) -> u32 {
        3
    }

    fn fields(&self) -> &'static [&'static Field] {
        const { &[&MESSAGE_GRADE, &MESSAGE_SIGNS, &MESSAGE_SIGNED] }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        if view.kind != PageKind::Letter {
            return;
        }
        let subject = messages::subject(view);
        let question = view
            .best(&["consult.content"])
            .map_or("", |(pair, _)| pair.labelled.value.words.as_str());
        let reply = last_answer(view, question).or_else(|| view.best(&["consult.reply"]));
        let words = match &reply {
            Some((pair, Observation::Value(_))) => pair.labelled.value.words.as_str(),
            _ => "",
        };
        let observation = match &reply {
            // a reply that is a picture is there, whatever it says
            Some((_, state @ (Observation::Unparsed | Observation::NotObserved(_)))) => {
                state.clone()
            }
            _ => code(grade(view.context.lexicon, question, words)),
        };
        if let Some((pair, Observation::Value(_))) = &reply {
            let value = &pair.labelled.value;
            let told = signs(view.context.lexicon, question, words);
            let observation = Observation::Value(Value::Text(told));
            facts.report(
                &subject,
                &MESSAGE_SIGNS,
                observation,
                &view.capture.id,
                value,
            );
            if let Some(day) = day::signed(words) {
                let observation = Observation::Value(Value::Date(day));
                facts.report(
                    &subject,
                    &MESSAGE_SIGNED,
                    observation,
                    &view.capture.id,
                    value,
                );
            }
        }
        match &reply {
            Some((pair, _)) => facts.report(
                &subject,
                &MESSAGE_GRADE,
                observation,
                &view.capture.id,
                &pair.labelled.value,
            ),
            None => facts.report_whole(
                &subject,
                &MESSAGE_GRADE,
                observation,
                &view.capture.id,
                view.page.length,
            ),
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        // A letter known from a list only: its reply is graded where the list prints it, else it could not be read.
        let said = |field| -> BTreeMap<&Subject, &Fact> {
            let facts = facts.all().iter().filter(|fact| fact.field == field);
            facts.map(|fact| (&fact.subject, fact)).collect()
        };
        let (graded, replies) = (said(&MESSAGE_GRADE), said(&MESSAGE_REPLY));
        let questions = said(&MESSAGE_QUESTION);
        let mut known = said(&MESSAGE_STATUS);
        known.extend(&replies);
        let rows: Vec<_> = known
            .into_iter()
            .filter(|(subject, _)| !graded.contains_key(subject))
            .map(|(subject, fact)| {
                // what a list prints of a letter that has a page of its own may be its beginning only
                let reply = replies.get(subject).filter(|reply| {
                    !matches!(reply.observation, Observation::NotObserved(_))
                        && !messages::has_page(subject)
                });
                let question = questions.get(subject).map_or("", |fact| fact.text.as_str());
                let observation = match reply.map(|reply| (&reply.observation, reply)) {
                    None => Observation::NotObserved(Cause::CrawlNotReached),
                    Some((Observation::Unparsed | Observation::Conflict, _)) => {
                        Observation::Unparsed
                    }
                    Some((Observation::Value(_), reply)) => {
                        code(grade(site.context.lexicon, question, &reply.text))
                    }
                    Some(_) => code(grade(site.context.lexicon, question, "")),
                };
                let evidence = reply.copied().unwrap_or(fact).evidence.clone();
                (subject.clone(), observation, evidence)
            })
            .collect();
        for (subject, observation, evidence) in rows {
            facts.push(
                &subject,
                &MESSAGE_GRADE,
                observation,
                String::new(),
                evidence,
            );
        }
    }
}

/// Of several replies to one letter, the last that answers it.
fn last_answer<'v>(view: &'v PageView, question: &str) -> Option<(&'v Pair, Observation)> {
    let concept = "consult.reply";
    let concepts = [concept];
    let said = view.named(&concepts).filter_map(|pair| {
        let observation = view.state(concept, pair);
        matches!(observation, Observation::Value(_)).then_some((pair, observation))
    });
    let said: Vec<_> = said.collect();
    let mut newest = said.into_iter().rev().take(REPLIES);
    newest.find(|(pair, _)| {
        let words = &pair.labelled.value.words;
        matches!(grade(view.context.lexicon, question, words), "R4" | "R5")
    })
}

/// A grade as a value.
fn code(grade: &str) -> Observation {
    Observation::Value(Value::Code(grade.to_owned()))
}
