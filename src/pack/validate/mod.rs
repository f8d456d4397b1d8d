//! From packs as written to packs that can be used: every name looked up, every number in its range, every fault told.

mod consistency;
mod example;
mod indicator;
mod measure;
mod names;
mod predicate;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};

use super::read;
use super::written::{ElementFile, ElementText, IndicatorText, PackText};
use super::{Element, Indicator, Pack, fingerprint};

pub(super) use consistency::rules;

/// The id of the tree's root, which no element or indicator may take.
const ROOT: &str = "total";

/// One file under check, with the faults found so far.
struct Check<'a> {
    file: &'a str,
    faults: &'a mut Diagnostics,
}

/// Reads and validates all files of a pack.
pub(super) fn pack(files: &[(&str, &str)]) -> Result<Pack, Diagnostics> {
    let mut faults = Diagnostics::new();
    for (name, text) in files {
        faults.source(name, text);
    }
    let pack = read_and_build(files, &mut faults);
    in_order_of_place(&faults, files).into_result(())?;
    Ok(pack.expect("a pack without faults is whole"))
}

fn read_and_build(files: &[(&str, &str)], faults: &mut Diagnostics) -> Option<Pack> {
    let is_head = |name: &str| name.rsplit(['/', '\\']).next() == Some("pack.toml");
    let Some((head_file, text)) = files.iter().find(|(name, _)| is_head(name)) else {
        faults.push(Diagnostic {
            code: "pack.no-head",
            message: "the pack has no file `pack.toml`".to_owned(),
            file: files
                .first()
                .map_or_else(String::new, |(name, _)| (*name).to_owned()),
            place: Place::File,
            help: None,
        });
        return None;
    };
    let mut ids: BTreeSet<String> = [ROOT.to_owned()].into();
    let head = read_head(head_file, text, faults);
    let elements = head.as_ref().map(|head| {
        let mut check = Check {
            file: head_file,
            faults,
        };
        check.id(&head.id);
        check.share(&head.coverage_floor);
        if head.element.iter().all(|one| one.weight.is_written()) {
            let weights = head.element.iter().map(|element| *element.weight);
            check.some_weight(&head.id, "element", weights);
        }
        elements(&mut check, &head.element, &mut ids)
    });
    // Whether an element is known can be said only where all of them could be read.
    let known = elements.as_deref().filter(|_| faults.is_empty());
    let mut indicators = Vec::new();
    let mut places = Vec::new();
    for (file, text) in files.iter().filter(|(name, _)| !is_head(name)) {
        let Some(text) = read_element(file, text, faults) else {
            continue;
        };
        let mut check = Check { file, faults };
        if let Some(known) = known {
            check.known_element(&text.element, known);
        }
        for indicator in text.indicator {
            check.new_id(&indicator.id, &mut ids);
            indicators.extend(check.indicator(&text.element, indicator));
        }
        places.push((*file, text.element));
    }
    if faults.is_empty() {
        for element in elements.iter().flatten().filter(|e| e.weight > 0.0) {
            let of = |indicator: &&Indicator| indicator.head.element == element.id;
            let weights = indicators.iter().filter(of).map(|one| one.head.weight);
            if let Some((file, place)) = places.iter().find(|(_, id)| **id == element.id) {
                Check { file, faults }.some_weight(place, "indicator", weights);
            }
        }
    }
    Some(build(files, head?, elements?, indicators))
}

fn read_head(name: &str, text: &str, faults: &mut Diagnostics) -> Option<PackText> {
    let mut table = read::file(name, text, faults)?;
    let elements = table.take_array("element", name, faults);
    let mut head: PackText = table.read(name, faults);
    head.element = elements
        .into_iter()
        .map(|element| element.read(name, faults))
        .collect();
    Some(head)
}

fn read_element(name: &str, text: &str, faults: &mut Diagnostics) -> Option<ElementFile> {
    let mut table = read::file(name, text, faults)?;
    let indicators = table.take_array("indicator", name, faults);
    let mut file: ElementFile = table.read(name, faults);
    for mut indicator in indicators {
        let examples = indicator.take_array("example", name, faults);
        let mut indicator: IndicatorText = indicator.read(name, faults);
        indicator.example = examples
            .into_iter()
            .map(|example| example.read(name, faults))
            .collect();
        file.indicator.push(indicator);
    }
    Some(file)
}

/// Puts the parts together, indicators in the order of their elements.
fn build(
    files: &[(&str, &str)],
    head: PackText,
    elements: Vec<Element>,
    mut indicators: Vec<Indicator>,
) -> Pack {
    let place = |id: &str| elements.iter().position(|element| element.id == id);
    indicators.sort_by_key(|indicator| place(&indicator.head.element));
    Pack {
        id: (*head.id).clone(),
        version: head.version,
        title: head.title.into(),
        source: head.source,
        coverage_floor: *head.coverage_floor,
        missing: head.missing,
        weights_authority: head.weights.authority,
        weights_origin: head.weights.origin.into(),
        elements,
        indicators,
        fingerprint: fingerprint::fingerprint(files),
        files: files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
    }
}

fn elements(
    check: &mut Check<'_>,
    texts: &[ElementText],
    ids: &mut BTreeSet<String>,
) -> Vec<Element> {
    texts
        .iter()
        .map(|text| {
            check.new_id(&text.id, ids);
            check.weight(&text.weight);
            Element {
                id: (*text.id).clone(),
                title: text.title.clone().into(),
                weight: *text.weight,
            }
        })
        .collect()
}

impl Check<'_> {
    fn fault(
        &mut self,
        code: &'static str,
        span: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        self.faults.at(code, self.file, span, message, help);
    }
}

/// The same faults, in the order a reader of the files meets them.
fn in_order_of_place(faults: &Diagnostics, files: &[(&str, &str)]) -> Diagnostics {
    let mut sorted = faults.faults().to_vec();
    sorted.sort_by_key(|fault| {
        let file = files.iter().position(|(name, _)| *name == fault.file);
        let start = match &fault.place {
            Place::Span(span) => span.start,
            Place::Cell { .. } | Place::File => 0,
        };
        (file, start)
    });
    let mut ordered = Diagnostics::new();
    for (name, text) in files {
        ordered.source(name, text);
    }
    for fault in sorted {
        ordered.push(fault);
    }
    ordered
}

#[cfg(test)]
mod tests;
