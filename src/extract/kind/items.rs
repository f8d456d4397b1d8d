//! Pages of one item and of several, by their labels.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::view::Pair;
use crate::lexicon::Lexicon;
use crate::page::{Layout, Page};

use super::look::Look;
use super::signs::part;

/// Concepts of which a guide shows several, each standing for one element of it.
const GUIDE_ELEMENTS: [&[&str]; 12] = [
    &["guide.condition"],
    &["guide.materials"],
    &[
        "guide.legal_limit",
        "guide.promise_limit",
        "guide.time_limit_any",
    ],
    &["guide.legal_basis"],
    &["guide.process"],
    &["guide.fee_standard", "guide.fee_flag"],
    &["guide.task_code", "guide.catalog_code", "guide.item_type"],
    &["guide.authority", "guide.service_object"],
    &["guide.place", "guide.office_hours"],
    &["guide.consult", "guide.supervise"],
    &[
        "guide.visit_count",
        "guide.online_depth",
        "guide.handle_form",
        "guide.project_type",
        "guide.item_class",
    ],
    &[
        "guide.result",
        "guide.result_kind",
        "guide.faq",
        "guide.quantity_limit",
    ],
];

/// Of these a guide has at least one.
const ESSENTIAL: [&str; 5] = [
    "guide.condition",
    "guide.materials",
    "guide.legal_limit",
    "guide.promise_limit",
    "guide.time_limit_any",
];

/// Elements that a page must show to be a guide. Ours.
const GUIDE_AT_LEAST: usize = 3;

/// Elements of which an article that only speaks of an item does not print the labels. Ours.
const WHOLE: usize = 8;

/// Labels of which a material's own has at least one.
const OF_MATERIALS: [&str; 4] = [
    "material.form",
    "material.copies",
    "material.type",
    "material.necessity",
];

/// Items of which a page prints labels before it is a list of them. Ours.
const LISTED: usize = 3;

/// Words of what people are told of an item: so many stand in other texts, too; and so many more are plenty.
const SERVICE: (usize, usize) = (4, 6);

/// Characters of a text that says not much else.
const SHORT: usize = 400;

/// How many elements of a guide concepts name.
pub(in crate::extract) fn elements_of(has: &dyn Fn(&str) -> bool) -> usize {
    let shown = |names: &&&[&str]| names.iter().any(|name| has(name));
    GUIDE_ELEMENTS.iter().filter(shown).count()
}

/// Whether concepts are those of one item's guide.
pub(in crate::extract) fn are_guide(has: &dyn Fn(&str) -> bool) -> bool {
    elements_of(has) >= GUIDE_AT_LEAST && ESSENTIAL.iter().any(|name| has(name))
}

/// How many elements of a guide the page's labels name.
pub(super) fn elements(look: &Look) -> usize {
    elements_of(&|name| shows(look, name))
}

/// Whether a page has a label; a table of materials beside a condition or limit needs none to be an element of the guide.
fn shows(look: &Look, name: &str) -> bool {
    let others = || {
        let has = |name: &str| look.has(name);
        ESSENTIAL.iter().any(|name| has(name))
            || has("guide.process") && elements_of(&has) >= GUIDE_AT_LEAST
    };
    look.has(name) || (name == "guide.materials" && others() && names_materials(look))
}

/// Whether the labels are those of a guide.
pub(super) fn is_guide(look: &Look) -> bool {
    are_guide(&|name| shows(look, name))
}

/// Whether the labels are those of a whole guide, whatever stands around it.
pub(super) fn is_whole(look: &Look) -> bool {
    let limits = ESSENTIAL.iter().filter(|name| name.contains("limit"));
    shows(look, "guide.condition")
        && shows(look, "guide.materials")
        && limits.into_iter().any(|name| look.has(name))
        && elements(look) >= WHOLE
}

/// Whether materials stand one behind the other, each with labels of its own.
pub(super) fn labels_materials(pairs: &[Pair]) -> bool {
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    for pair in pairs {
        let mut concepts = pair.concepts.iter();
        if let Some(concept) = concepts.find(|concept| concept.starts_with("material.")) {
            *labels.entry(concept).or_default() += 1;
        }
    }
    let repeats = |concept: &&str| labels.get(*concept).is_some_and(|times| *times >= 2);
    labels.len() >= 2 && OF_MATERIALS.iter().any(repeats)
}

/// Whether the page lists one item's materials and is no guide of its own.
pub(super) fn is_materials(look: &Look) -> bool {
    material_rows(look.lexicon, look.page)
        || (look.has("guide.materials")
            && (look.has("guide.task_code") || look.has("guide.item_name")))
}

/// Whether a table's head has the column of materials' names.
fn names_materials(look: &Look) -> bool {
    look.page.tables.iter().any(|table| {
        let head = table.rows.first().filter(|_| table.rows.len() > 1);
        let mut head = head.into_iter().flatten();
        head.any(|cell| look.lexicon.names("material.name", &cell.text.words))
    })
}

/// Whether a table's head names a material's name and one more column of it.
fn material_rows(lexicon: &Lexicon, page: &Page) -> bool {
    page.tables.iter().any(|table| {
        let Some(row) = table.rows.first() else {
            return false;
        };
        row.iter()
            .any(|cell| lexicon.names("material.name", &cell.text.words))
            && row
                .iter()
                .filter(|cell| {
                    lexicon
                        .label_in(&["material", "form"], &cell.text.words)
                        .is_some()
                })
                .count()
                >= 2
    })
}

/// Whether a page lists several items with the labels of each: names or codes, or conditions and who decides. One guide
/// may print several names and codes, each under a label of its own.
pub(super) fn lists_items(pairs: &[Pair]) -> bool {
    let printed = |concept: &str| {
        let mut values: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for pair in pairs
            .iter()
            .filter(|pair| pair.names(concept) && pair.labelled.layout != Layout::Json)
            .filter(|pair| !pair.labelled.value.is_empty())
        {
            let label = pair.labelled.label.words.as_str();
            let value = pair.labelled.value.words.as_str();
            values.entry(label).or_default().push(value);
        }
        values
    };
    let differ = |concept: &str| {
        printed(concept)
            .values()
            .any(|values| values.iter().collect::<BTreeSet<_>>().len() >= LISTED)
    };
    let repeats = |concept: &str| {
        printed(concept)
            .values()
            .any(|values| values.len() >= LISTED)
    };
    differ("guide.item_name")
        || differ("guide.task_code")
        || (differ("guide.condition") && repeats("guide.authority"))
}

/// Words of what people are told of an item, in a text that says not much else.
pub(super) fn service_words(look: &Look) -> f64 {
    let words = look.cues("kind.service").saturating_sub(SERVICE.0);
    let short = SHORT as f64 / look.prose.own.max(1) as f64;
    part(words, SERVICE.1).min(1.0) * short.min(1.0)
}

/// Whether the page is one thing in a column of guides, lists of dated titles apart.
pub(super) fn among(look: &Look) -> f64 {
    let concepts = ["kind.guide", "kind.guide-list"];
    let places = concepts.map(|concept| look.names.stands_in(look.lexicon, concept));
    let dated = super::signs::share(look, |list| list.dated);
    places.into_iter().fold(0.0, f64::max) * (1.0 - dated)
}

/// Share of the body that a table of items has: its head names an item's name, and there are several rows.
pub(super) fn item_table(look: &Look) -> f64 {
    let tables = look.page.tables.iter().filter(|table| {
        let head = table.rows.first().into_iter().flatten();
        let named = |cell: &crate::page::Cell| {
            let words = cell.text.words.as_str();
            look.lexicon.names("guide.item_name", words)
                || look.lexicon.is_word("kind.item_column", words)
        };
        // a table that says how far each has come is one of applications
        let mut states = head.clone();
        let of_applications =
            states.any(|cell| look.lexicon.names("consult.status", &cell.text.words));
        table.rows.len() > LISTED && !of_applications && head.into_iter().any(named)
    });
    tables.map(|table| share(look, table)).fold(0.0, f64::max)
}

/// Share of the body's characters that a table has.
pub(super) fn share(look: &Look, table: &crate::page::Table) -> f64 {
    let cells = table.rows.iter().flatten();
    let words: usize = cells.map(|cell| cell.text.words.chars().count()).sum();
    let body = (look.prose.own + look.prose.linked).max(1);
    (words as f64 / body as f64).min(1.0)
}
