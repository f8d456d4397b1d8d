//! The elements of a guide (国办函〔2016〕108号) that are a label with its cell: which labels name them, and how a cell reads.
//!
//! An element is *absent* only where no page of its item prints it: a page of materials that belongs to the guide is asked
//! too, and a page of its own that the guide links to under the element's label is somewhere else to look (`elsewhere`).

mod address;
mod elsewhere;
mod flag;
mod phones;
mod questions;
mod steps;
mod table;

pub(super) use address::cell as address_cell;
pub(super) use flag::{PLAIN as PLAIN_FLAG, says as flag_of};

use crate::page::{Layout, Text};

use super::field::{
    ITEM_CATALOG_CODE_FORM, ITEM_CODE_FORM, ITEM_FEE_CHARGED, ITEM_HANDLING_KIND, ITEM_QUESTIONS,
    ITEM_STEPS, ITEM_STEPS_TIME,
};
use super::{
    Extractor, Facts, Field, Observation, PageKind, PageView, Pair, SiteView, Subject, Value, item,
};
use table::{ELEMENTS, Element, Reads};

/// The labelled elements of items.
pub struct Elements;

impl Extractor for Elements {
    fn id(&self) -> &'static str {
        "elements"
    }

    fn fields(&self) -> &'static [&'static Field] {
        &table::FIELDS
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide | PageKind::Materials, Some(subject)) =
            (view.kind, item::subject(view))
        else {
            return;
        };
        for element in ELEMENTS {
            report(view, &subject, element.field, read(view, element), facts);
        }
        for (field, said) in [
            (&ITEM_FEE_CHARGED, flag::charged(view)),
            (&ITEM_HANDLING_KIND, handling_kind(view)),
            (&ITEM_QUESTIONS, questions::read(view)),
        ] {
            report(view, &subject, field, said, facts);
        }
        if view.kind == PageKind::Guide {
            let steps = steps::Steps::of(view);
            report(view, &subject, &ITEM_STEPS, steps.number(view), facts);
            report(view, &subject, &ITEM_STEPS_TIME, steps.time(), facts);
            codes(view, &subject, facts);
            phones::report(view, &subject, facts);
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        elsewhere::report(site, facts);
    }
}

/// What a page says of a field, and in which words.
struct Said {
    observation: Observation,
    text: Text,
    /// How sure that is.
    confidence: f64,
}

impl Said {
    fn of(pair: &Pair, observation: Observation) -> Self {
        Self {
            observation,
            text: pair.labelled.value.clone(),
            // Of a heading's content and of a labelled cell, the cell is believed.
            confidence: if pair.labelled.layout == Layout::Heading {
                0.9
            } else {
                1.0
            },
        }
    }
}

/// What a page says of an element. The cells of all its labels are asked: the first that says something counts.
fn read(view: &PageView, element: &Element) -> Option<Said> {
    let reading = |concept: &str, pair: &Pair| match element.reads {
        Reads::Text => view.state(concept, pair),
        Reads::Flag => flag::read(view, concept, pair, &flag::PLAIN),
        Reads::Date => date(view, concept, pair),
        Reads::Address => address::read(view, concept, pair),
    };
    let cells = element.concepts.iter().flat_map(|concept| {
        let own = view.pairs.iter().filter(|pair| pair.names(concept));
        own.map(move |pair| (*concept, pair))
    });
    let mut best: Option<Said> = None;
    for (concept, pair) in cells {
        let observation = reading(concept, pair);
        if matches!(observation, Observation::Value(_)) {
            return Some(Said::of(pair, observation));
        }
        let says_more = best.as_ref().is_none_or(|best| {
            best.observation == Observation::Placeholder && observation != Observation::Placeholder
        });
        if says_more {
            best = Some(Said::of(pair, observation));
        }
    }
    // A link of the body that is the label leads to it, whatever stands behind the label.
    let linked = || address::linked(view, element.concepts);
    match element.reads {
        Reads::Address => linked().or(best),
        Reads::Text | Reads::Flag | Reads::Date => best,
    }
}

/// How applications are handled; under a label that names a class of things elsewhere, where its words say so.
fn handling_kind(view: &PageView) -> Option<Said> {
    let own = view.best(&["guide.project_type"]);
    own.map(|(pair, observation)| Said::of(pair, observation))
        .or_else(|| {
            let lexicon = view.context.lexicon;
            view.named(&["guide.item_class"])
                .find(|pair| lexicon.is_of("value.project_type", &pair.labelled.value.words))
                .map(|pair| Said::of(pair, view.state("guide.item_class", pair)))
        })
}

/// A day that a cell prints.
fn date(view: &PageView, concept: &str, pair: &Pair) -> Observation {
    match view.state(concept, pair) {
        Observation::Value(_) => crate::value::date::read(&pair.labelled.value.words)
            .map_or(Observation::Unparsed, |day| {
                Observation::Value(Value::Date(day))
            }),
        other => other,
    }
}

/// Reports what a page says of a field. Of a guide that says nothing of it the field is absent; another page of the item is
/// only one more place to look.
fn report(
    view: &PageView,
    subject: &Subject,
    field: &'static Field,
    said: Option<Said>,
    facts: &mut Facts,
) {
    match said {
        Some(said) => {
            facts.report(
                subject,
                field,
                said.observation,
                &view.capture.id,
                &said.text,
            );
            if said.confidence < 1.0 {
                facts.doubt(said.confidence);
            }
        }
        None if view.kind == PageKind::Guide => facts.report_whole(
            subject,
            field,
            Observation::Absent,
            &view.capture.id,
            view.page.length,
        ),
        None => {}
    }
}

/// Whether the codes that a guide prints have the forms that the national schema gives them.
fn codes(view: &PageView, subject: &Subject, facts: &mut Facts) {
    for (form, concept) in [
        (&ITEM_CODE_FORM, "guide.task_code"),
        (&ITEM_CATALOG_CODE_FORM, "guide.catalog_code"),
    ] {
        let code = view.best(&[concept]);
        let fits = code.as_ref().and_then(|(pair, state)| {
            let words = &pair.labelled.value.words;
            let fits = view.context.lexicon.is_code(concept, words)?;
            matches!(state, Observation::Value(_))
                .then(|| Said::of(pair, Observation::Value(Value::Flag(fits))))
        });
        match fits {
            Some(said) => report(view, subject, form, Some(said), facts),
            None => facts.report_whole(
                subject,
                form,
                Observation::NotApplicable,
                &view.capture.id,
                view.page.length,
            ),
        }
    }
}

#[cfg(test)]
mod tests;
