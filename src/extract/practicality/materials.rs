//! The materials an item asks for: one row each, in printed order.
//!
//! A list may be a table with a head (columns in any order), a table or list under a heading, or numbered lines of text; it may
//! stand on the guide, on a page of its own, or in JSON data.

use crate::extract::field::{
    ITEM_MATERIALS, MATERIAL_BLANK_FORM, MATERIAL_COPIES, MATERIAL_FORM, MATERIAL_KIND,
    MATERIAL_NAME, MATERIAL_NECESSITY, MATERIAL_SAMPLE_FORM, MATERIAL_SOURCE,
};
use crate::extract::practicality::material::{Row, report};
use crate::extract::practicality::{cards, data};
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, PageView, SiteView, Subject, SubjectKind,
    Value, item,
};
use crate::page::{Cell, Layout, Table, Text};
use crate::site::Cause;
use crate::value::listing;

/// The materials of an item.
pub struct Materials;

impl Extractor for Materials {
    fn id(&self) -> &'static str {
        "practicality.materials"
    }

    fn version(&self) -> u32 {
        2
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &ITEM_MATERIALS,
                &MATERIAL_NAME,
                &MATERIAL_KIND,
                &MATERIAL_FORM,
                &MATERIAL_COPIES,
                &MATERIAL_SOURCE,
                &MATERIAL_NECESSITY,
                &MATERIAL_BLANK_FORM,
                &MATERIAL_SAMPLE_FORM,
            ]
        }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide | PageKind::Materials, Some(subject)) =
            (view.kind, item::subject(view))
        else {
            return;
        };
        let rows = rows(view);
        let capture = &view.capture.id;
        if rows.is_empty() {
            match view.best(&["guide.materials"]) {
                Some((pair, Observation::Value(_)))
                    if are_none(view, &pair.labelled.value.words) =>
                {
                    facts.report(
                        &subject,
                        &ITEM_MATERIALS,
                        Observation::StatedNone,
                        capture,
                        &pair.labelled.value,
                    );
                }
                Some((pair, Observation::Value(_))) => {
                    facts.report(
                        &subject,
                        &ITEM_MATERIALS,
                        Observation::Unparsed,
                        capture,
                        &pair.labelled.value,
                    );
                }
                Some((pair, state)) => facts.report(
                    &subject,
                    &ITEM_MATERIALS,
                    state,
                    capture,
                    &pair.labelled.value,
                ),
                None if view.kind == PageKind::Guide => {
                    facts.report_whole(
                        &subject,
                        &ITEM_MATERIALS,
                        Observation::Absent,
                        capture,
                        view.page.length,
                    );
                }
                None => {}
            }
            return;
        }
        let names = Text {
            words: rows
                .iter()
                .map(|row| row.name.words.as_str())
                .collect::<Vec<_>>()
                .join("；"),
            span: rows
                .iter()
                .map(|row| row.name.span.start)
                .min()
                .unwrap_or(0)
                ..rows.iter().map(|row| row.name.span.end).max().unwrap_or(0),
        };
        facts.report(
            &subject,
            &ITEM_MATERIALS,
            Observation::Value(Value::Number(rows.len() as f64)),
            capture,
            &names,
        );
        for (n, row) in rows.iter().enumerate() {
            let material = Subject {
                kind: SubjectKind::Material,
                key: format!("{}/{}", subject.key, n + 1),
            };
            report(view, &material, row, facts);
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        // A guide that sends the reader to a page of materials which could not be seen says nothing of its materials.
        for page in site
            .pages
            .iter()
            .filter(|page| page.kind == PageKind::Guide)
        {
            let Some(key) = &page.item else { continue };
            let named = page.links.iter().find_map(|(address, words)| {
                if !site.context.lexicon.names("guide.materials", words) {
                    return None;
                }
                let Some(answer) = site.answer(address) else {
                    let cause = page.cut.unwrap_or(Cause::CrawlNotReached);
                    return Some((page.capture.clone(), cause));
                };
                Some((answer.capture.clone(), answer.why()?))
            });
            let barred = named.or_else(|| site.sight.materials.get(key).cloned());
            if let Some((capture, cause)) = barred {
                let subject = Subject {
                    kind: SubjectKind::Item,
                    key: key.clone(),
                };
                facts.report_whole(
                    &subject,
                    &ITEM_MATERIALS,
                    Observation::NotObserved(cause),
                    &capture,
                    0,
                );
            }
        }
    }
}

/// The materials a page lists.
fn rows(view: &PageView) -> Vec<Row> {
    let from_tables: Vec<Row> = view
        .page
        .tables
        .iter()
        .filter(|table| !table.aside)
        .flat_map(|table| table_rows(view, table))
        .collect();
    if !from_tables.is_empty() {
        return from_tables;
    }
    let from_json = data::rows(view);
    if !from_json.is_empty() {
        return from_json;
    }
    let from_cards = cards::rows(view);
    if !from_cards.is_empty() {
        return from_cards;
    }
    let Some((pair, Observation::Value(_))) = view.best(&["guide.materials"]) else {
        return Vec::new();
    };
    if are_none(view, &pair.labelled.value.words) {
        return Vec::new();
    }
    let labelled = &pair.labelled;
    // data has no blocks of its own; its string may have lines
    let listed = if labelled.layout == Layout::Json && labelled.items.len() >= 2 {
        labelled.items.clone()
    } else {
        lines(&labelled.value)
    };
    listed
        .iter()
        .filter_map(|text| plain(view, text, &pair.labelled.links))
        .collect()
}

/// Whether a short text says that no material is asked for.
pub(super) fn are_none(view: &PageView, words: &str) -> bool {
    const SENTENCE: usize = 60;
    words.chars().count() <= SENTENCE
        && view
            .context
            .lexicon
            .find_cue("value.no_materials", words)
            .is_some()
}

/// The rows of a table whose head names a material's name.
fn table_rows(view: &PageView, table: &Table) -> Vec<Row> {
    let lexicon = view.context.lexicon;
    let column = |cell: &Cell| {
        lexicon
            .label_in(&["material", "form"], &cell.text.words)
            .map(|label| label.concept.to_owned())
    };
    let head = table.rows.iter().position(|row| {
        let names: Vec<String> = row.iter().filter_map(column).collect();
        names.iter().any(|name| name == "material.name") && (names.len() >= 2 || row.len() <= 3)
    });
    let Some(head) = head else { return Vec::new() };
    let columns: Vec<Option<String>> = table.rows[head].iter().map(column).collect();
    let name_at = columns
        .iter()
        .position(|name| name.as_deref() == Some("material.name"))
        .expect("the head names the name column");
    let mut rows = Vec::new();
    for cells in &table.rows[head + 1..] {
        let Some(name) = cells.get(name_at) else {
            continue;
        };
        let spread = cells.len() > 1 && cells.iter().all(|cell| cell.text == cells[0].text);
        let repeats_head = column(name).as_deref() == Some("material.name");
        if name.text.is_empty()
            || spread
            || repeats_head
            || lexicon.filler("material.name", &name.text.words).is_some()
        {
            continue;
        }
        let mut row = Row {
            name: unnumbered(&name.text),
            printed: name.text.words.clone(),
            ..Row::default()
        };
        for (cell, concept) in cells.iter().zip(&columns) {
            let Some(concept) = concept else {
                take_links(view, &mut row, &cell.links, None);
                continue;
            };
            take_links(view, &mut row, &cell.links, Some(concept));
            if concept != "material.name" {
                row.cells.push((concept.clone(), cell.text.clone()));
            }
        }
        rows.push(row);
    }
    rows
}

/// Sorts the links of a cell into blank form and filled sample: by their own words, else by the column they stand in.
pub(super) fn take_links(view: &PageView, row: &mut Row, links: &[usize], column: Option<&str>) {
    for link in links
        .iter()
        .filter_map(|index| view.page.links.get(*index))
        .filter(|link| link.visible)
    {
        let own = [link.text.words.as_str(), link.label.as_str()]
            .into_iter()
            .filter_map(|words| view.context.lexicon.label_in(&["form"], words))
            .map(|label| label.concept)
            .find(|concept| matches!(*concept, "form.blank" | "form.sample"));
        let target = (
            link.text.clone(),
            link.address.as_ref().map(ToString::to_string),
        );
        match column.filter(|name| name.starts_with("form.")).or(own) {
            Some("form.sample") => row.sample = row.sample.take().or(Some(target)),
            Some("form.blank") if own == Some("form.sample") => {
                row.sample = row.sample.take().or(Some(target));
            }
            Some("form.blank") => row.blank = row.blank.take().or(Some(target)),
            _ => {}
        }
    }
}

/// A material that is a line of text, with the links that stand in it.
pub(super) fn plain(view: &PageView, text: &Text, links: &[usize]) -> Option<Row> {
    let mut row = Row {
        name: unnumbered(text),
        printed: text.words.clone(),
        ..Row::default()
    };
    let inside: Vec<usize> = links
        .iter()
        .copied()
        .filter(|index| {
            view.page
                .links
                .get(*index)
                .is_some_and(|link| text.span.contains(&link.text.span.start))
        })
        .collect();
    take_links(view, &mut row, &inside, None);
    // The words of its own form links are not part of a material's name.
    let links: Vec<String> = [&row.sample, &row.blank]
        .into_iter()
        .flatten()
        .map(|(words, _)| words.words.clone())
        .collect();
    for words in [&mut row.name.words, &mut row.printed] {
        while let Some(rest) = links.iter().find_map(|link| {
            words
                .strip_suffix(link.as_str())
                .filter(|_| !link.is_empty())
        }) {
            *words = rest
                .trim_end_matches(['（', '(', '[', '【', '［', ' ', '　', '：', ':'])
                .to_owned();
        }
    }
    (row.name.words.chars().count() >= 2).then_some(row)
}

/// The lines of a list printed as text: numbered parts, else parts between semicolons.
pub(super) fn lines(text: &Text) -> Vec<Text> {
    let parts = listing::entries(&text.words);
    let parts: Vec<&str> = if parts.len() >= 2 {
        parts
    } else {
        text.words
            .split(['；', ';'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect()
    };
    parts
        .into_iter()
        .map(|part| Text {
            words: part.to_owned(),
            span: text.span.clone(),
        })
        .collect()
}

/// The same words without the number before them.
fn unnumbered(text: &Text) -> Text {
    Text {
        words: listing::without_number(&text.words)
            .trim_end_matches(['；', ';', '。'])
            .to_owned(),
        span: text.span.clone(),
    }
}
