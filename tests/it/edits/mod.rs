//! Two hundred seeded edits of sample pages: each changes exactly the facts that it should, and no other.
//!
//! An edit knows from the page before it what must be read after it. It is made on the bytes of one page, which is then
//! read alone with the files and actions it links to.

mod kind;
mod markup;
mod page;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::corruption::Chance;

use kind::{Edit, KINDS};
use page::{SamplePage, Told, pages};

/// Where chance begins; another number makes another two hundred.
const SEED: u64 = 20_260_630;
const EDITS: usize = 200;
/// Edits of one kind on one page: more would only repeat each other.
const OF_A_KIND: usize = 2;

/// Puts a list in an order that chance decides.
fn shuffle<T>(chance: &mut Chance, list: &mut [T]) {
    for last in (1..list.len()).rev() {
        list.swap(last, chance.below(last + 1));
    }
}

/// Every edit that the pages allow, in heaps by kind and site, each heap in seeded order.
fn possible<'p>(
    pages: &'p [SamplePage],
    chance: &mut Chance,
) -> BTreeMap<(usize, &'p str), Vec<(&'p SamplePage, Edit)>> {
    let mut heaps: BTreeMap<(usize, &str), Vec<(&SamplePage, Edit)>> = BTreeMap::new();
    for page in pages {
        for (n, (_, make)) in KINDS.iter().enumerate() {
            let mut edits: Vec<Edit> = page
                .facts
                .iter()
                .filter_map(|fact| make(page, fact))
                .collect();
            shuffle(chance, &mut edits);
            edits.truncate(OF_A_KIND);
            heaps
                .entry((n, page.site.id.0.as_str()))
                .or_default()
                .extend(edits.into_iter().map(|edit| (page, edit)));
        }
    }
    for heap in heaps.values_mut() {
        shuffle(chance, heap);
    }
    heaps
}

/// Two hundred of the possible edits: one from each heap in turn, so that no kind and no site is left out.
fn chosen(pages: &[SamplePage]) -> Vec<(&SamplePage, usize, Edit)> {
    let mut heaps = possible(pages, &mut Chance(SEED));
    let mut chosen = Vec::new();
    while chosen.len() < EDITS && heaps.values().any(|heap| !heap.is_empty()) {
        for ((kind, _), heap) in &mut heaps {
            if let Some((page, edit)) = heap.pop() {
                chosen.push((page, *kind, edit));
            }
        }
    }
    chosen.truncate(EDITS);
    chosen
}

/// In what the facts after an edit differ from what they should be; nothing where they do not.
fn differences(before: &Told, edit: &Edit, after: &Told) -> Vec<String> {
    let mut wanted = before.clone();
    for (cell, expected) in &edit.changes {
        match expected.after(wanted.get(cell), after.get(cell)) {
            Some(told) => wanted.insert(cell.clone(), told),
            None => wanted.remove(cell),
        };
    }
    let cells: BTreeSet<_> = wanted.keys().chain(after.keys()).collect();
    let differs = cells
        .into_iter()
        .filter(|cell| wanted.get(*cell) != after.get(*cell));
    differs
        .map(|cell| {
            let meant = if edit.changes.iter().any(|(changed, _)| changed == cell) {
                ""
            } else {
                " (not meant)"
            };
            format!(
                "    {} {}{meant}: should be {:?}, is {:?}",
                cell.0,
                cell.1,
                wanted.get(cell),
                after.get(cell)
            )
        })
        .collect()
}

#[test]
fn each_of_two_hundred_edits_changes_its_facts_and_no_other() {
    let pages = pages(&mut Chance(SEED));
    let chosen = chosen(&pages);
    assert_eq!(chosen.len(), EDITS, "the sample pages allow no more edits");
    let kinds: BTreeSet<usize> = chosen.iter().map(|(_, kind, _)| *kind).collect();
    let unused: Vec<&str> = KINDS
        .iter()
        .enumerate()
        .filter(|(n, _)| !kinds.contains(n))
        .map(|(_, (name, _))| *name)
        .collect();
    assert!(unused.is_empty(), "no page allows {unused:?}");
    let failures: Vec<String> = chosen
        .par_iter()
        .filter_map(|(page, kind, edit)| {
            let after = page.told_with(edit.apply(&page.capture.body));
            let differences = differences(&page.told, edit, &after);
            let head = format!(
                "{} on {}: {}",
                KINDS[*kind].0,
                page.capture.address,
                edit.says(&page.capture.body)
            );
            (!differences.is_empty()).then(|| format!("{head}\n{}", differences.join("\n")))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {EDITS} edits:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
