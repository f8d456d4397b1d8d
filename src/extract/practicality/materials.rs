//! The materials an item asks for: one row each, in printed order.
//!
//! A list may be a table with a head (columns in any order), a table or list under a heading, or numbered lines of text; it may
//! stand on the guide, on a page of its own, or in JSON data.

use crate::extract::field::{
    ITEM_MATERIALS, ITEM_SCENES, MATERIAL_BASIS, MATERIAL_BLANK_FORM, MATERIAL_COPIES,
    MATERIAL_FILL_NOTICE, MATERIAL_FORM, MATERIAL_KIND, MATERIAL_NAME, MATERIAL_NECESSITY,
    MATERIAL_REMARK, MATERIAL_SAMPLE_FORM, MATERIAL_SCENE, MATERIAL_SEAL, MATERIAL_SOURCE,
    MATERIAL_SPEC, MATERIAL_STANDARD,
};
use crate::extract::practicality::beside::Place;
use crate::extract::practicality::material::{Row, report};
use crate::extract::practicality::{attachments, beside, cards, data, material_table, scenes};
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, PageView, SiteView, Subject, SubjectKind,
    Value, item,
};
use crate::page::{Layout, Link, Text};
use crate::value::listing;

/// Materials of an item at most; more lines are no list of them, and none is reported. Ours: the longest has some hundred.
const MOST: usize = 1_000;

/// The materials of an item.
pub struct Materials;

impl Extractor for Materials {
    fn id(&self) -> &'static str {
        "practicality.materials"
    }

    fn version(&self) -> u32 {
        3
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &ITEM_MATERIALS,
                &ITEM_SCENES,
                &MATERIAL_NAME,
                &MATERIAL_KIND,
                &MATERIAL_FORM,
                &MATERIAL_COPIES,
                &MATERIAL_SOURCE,
                &MATERIAL_NECESSITY,
                &MATERIAL_SPEC,
                &MATERIAL_FILL_NOTICE,
                &MATERIAL_STANDARD,
                &MATERIAL_BASIS,
                &MATERIAL_SEAL,
                &MATERIAL_REMARK,
                &MATERIAL_BLANK_FORM,
                &MATERIAL_SAMPLE_FORM,
                &MATERIAL_SCENE,
            ]
        }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide | PageKind::Materials, Some(subject)) =
            (view.kind, item::subject(view))
        else {
            return;
        };
        let mut rows = rows(view);
        let is_without_end = rows.len() > MOST;
        if is_without_end {
            rows.clear();
        }
        attachments::give(view, &mut rows);
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
                None if is_without_end || view.kind == PageKind::Guide => {
                    let state = if is_without_end {
                        Observation::Unparsed
                    } else {
                        Observation::Absent
                    };
                    facts.report_whole(&subject, &ITEM_MATERIALS, state, capture, view.page.length);
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
        scenes::count(view, &subject, &rows, facts);
        for (n, row) in rows.iter().enumerate() {
            let material = Subject {
                kind: SubjectKind::Material,
                key: format!("{}/{}", subject.key, n + 1),
            };
            report(view, &material, row, facts);
            scenes::report(view, &material, row, facts);
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        // A guide that sends the reader to a page of materials which could not be seen says nothing of its materials.
        for (key, (capture, cause)) in &site.sight.materials {
            let subject = Subject {
                kind: SubjectKind::Item,
                key: key.clone(),
            };
            let unseen = Observation::NotObserved(*cause);
            facts.report_whole(&subject, &ITEM_MATERIALS, unseen, capture, 0);
        }
    }
}

/// The materials a page lists.
fn rows(view: &PageView) -> Vec<Row> {
    let from_tables = material_table::rows(view);
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
        let listed = lines(&labelled.value);
        if listed.len() < 2 {
            enumerated(view, &labelled.value)
        } else {
            listed
        }
    };
    let links = forms(view, &pair.labelled.links);
    all(view, &listed, &links)
}

/// Of links the first to each kind of form: more than one of a kind says nothing more.
fn forms(view: &PageView, links: &[usize]) -> Vec<usize> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    for &index in links {
        let Some(link) = view.page.links.get(index).filter(|link| link.visible) else {
            continue;
        };
        let kind = form_kind(view, link);
        if let Some(kind) = kind.filter(|kind| found.iter().all(|(_, known)| known != kind)) {
            found.push((index, kind));
        }
    }
    found.into_iter().map(|(index, _)| index).collect()
}

/// The kind of form that a link's own words name.
fn form_kind<'v>(view: &PageView<'v>, link: &Link) -> Option<&'v str> {
    [link.text.words.as_str(), link.label.as_str()]
        .into_iter()
        .filter_map(|words| view.context.lexicon.label_in(&["form"], words))
        .map(|label| label.concept)
        .find(|concept| matches!(*concept, "form.blank" | "form.sample"))
        .or_else(|| {
            let says = |cue: &str| {
                view.context
                    .lexicon
                    .find_cue(cue, &link.text.words)
                    .is_some()
            };
            let is_short = link.text.words.chars().count() <= FORM_LINK;
            let kinds = [
                ("form.sample", "form.sample_word"),
                ("form.blank", "form.blank_word"),
            ];
            let mut kinds = kinds.into_iter().filter(|_| is_short);
            kinds.find(|(_, cue)| says(cue)).map(|(kind, _)| kind)
        })
}

/// Characters of a link's words that say which kind of form it is.
const FORM_LINK: usize = 14;

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

/// Sorts the links of a cell into blank form and filled sample: by their own words, else by the column they stand in.
pub(super) fn take_links(view: &PageView, row: &mut Row, links: &[usize], column: Option<&str>) {
    for link in links
        .iter()
        .filter_map(|index| view.page.links.get(*index))
        .filter(|link| link.visible)
    {
        let own = form_kind(view, link);
        let target = (
            link.text.clone(),
            link.address.as_ref().map(ToString::to_string),
        );
        // a column of forms and samples together says nothing of which is which
        let column = column.filter(|name| matches!(*name, "form.blank" | "form.sample"));
        match column.or(own) {
            Some("form.sample") => row.sample = row.sample.take().or(Some(target)),
            Some("form.blank") if own == Some("form.sample") => {
                row.sample = row.sample.take().or(Some(target));
            }
            Some("form.blank") => row.blank = row.blank.take().or(Some(target)),
            _ => {}
        }
    }
}

/// A material by the words of a cell: its name, and what stands beside that in elements of its own.
pub(super) fn row_of(view: &PageView, text: &Text) -> Row {
    row_at(view, &Place::of(view, &text.span), text)
}

/// The same, of a place that was looked at.
fn row_at(view: &PageView, place: &Place, text: &Text) -> Row {
    let printed = text.words.clone();
    match beside::named(view, place, text) {
        Some(named) => Row {
            name: named.name,
            printed,
            cells: named.cells,
            ..Row::default()
        },
        None => Row {
            name: unnumbered(text),
            printed,
            ..Row::default()
        },
    }
}

/// The materials that texts name, of which many may stand in one place.
pub(super) fn all(view: &PageView, texts: &[Text], links: &[usize]) -> Vec<Row> {
    let of_places = texts.chunk_by(|one, next| one.span == next.span);
    let of_places = of_places.flat_map(|texts| {
        let place = Place::of(view, &texts[0].span);
        let rows = texts.iter();
        rows.filter_map(move |text| plain(view, &place, text, links))
    });
    of_places.collect()
}

/// A material that is a line of text, with the links that stand in it.
fn plain(view: &PageView, place: &Place, text: &Text, links: &[usize]) -> Option<Row> {
    let mut row = row_at(view, place, text);
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
        let mut own = words.as_str();
        while let Some(rest) = links
            .iter()
            .find_map(|link| own.strip_suffix(link.as_str()).filter(|_| !link.is_empty()))
        {
            own = rest.trim_end_matches(['（', '(', '[', '【', '［', ' ', '　', '：', ':']);
        }
        words.truncate(own.len());
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

/// Characters of a material that stands in one line with others.
const ENUMERATED: usize = 24;

/// The materials of a list's only line, between commas: where every part of it ends as the name of a paper does. Else the
/// line as it is.
pub(super) fn enumerated(view: &PageView, text: &Text) -> Vec<Text> {
    let words = text.words.trim_end_matches(['。', '.', '；', ';']);
    let is_paper = |part: &&str| {
        let bare = part.trim_end_matches(['）', ')']);
        let remark = bare.rfind(['（', '(']).filter(|_| bare.len() < part.len());
        let name = &part[..remark.unwrap_or(part.len())];
        let papers = view.context.lexicon.words("material.paper");
        part.chars().count() <= ENUMERATED && papers.iter().any(|end| name.ends_with(end.as_str()))
    };
    for (stops, least) in [(&['，', ','][..], 2), (&['、'], 3), (&['、', '，', ','], 3)] {
        let parts = outside_brackets(words, stops);
        if parts.len() >= least && parts.iter().all(is_paper) {
            let texts = parts.into_iter().map(|part| Text {
                words: part.to_owned(),
                span: text.span.clone(),
            });
            return texts.collect();
        }
    }
    vec![text.clone()]
}

/// The parts of words between stops that stand in no brackets.
fn outside_brackets<'w>(words: &'w str, stops: &[char]) -> Vec<&'w str> {
    let mut depth = 0_usize;
    let parts = words.split(|c: char| {
        match c {
            '（' | '(' | '《' => depth += 1,
            '）' | ')' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && stops.contains(&c)
    });
    parts
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// The same words without the number before them.
pub(super) fn unnumbered(text: &Text) -> Text {
    Text {
        words: listing::without_number(&text.words)
            .trim_end_matches(['；', ';', '。'])
            .to_owned(),
        span: text.span.clone(),
    }
}
