//! Cases of an item (新办, 换证), each with materials of its own: which words name one, and which materials belong to it.

use crate::extract::field::{ITEM_SCENES, MATERIAL_SCENE};
use crate::extract::practicality::material::Row;
use crate::extract::{Facts, Observation, PageView, Subject, Value, scene};
use crate::page::Text;

/// The column of a material under which its case stands.
pub(super) const SCENE: &str = "material.scene";

/// The case that a heading, tab head or row across a table names.
pub(super) fn named(view: &PageView, words: &str) -> Option<String> {
    scene::named(view.context.lexicon, words)
}

/// Says of a row that it belongs to a case, unless its own column says so.
pub(super) fn give(row: &mut Row, scene: Option<&Text>) {
    let known = row.cells.iter().any(|(column, _)| column == SCENE);
    if let Some(scene) = scene.filter(|_| !known) {
        row.cells.push((SCENE.to_owned(), scene.clone()));
    }
}

fn of(row: &Row) -> Option<&Text> {
    let scenes = row.cells.iter().filter(|(column, _)| column == SCENE);
    scenes.map(|(_, text)| text).find(|text| !text.is_empty())
}

/// Reports the case of a material.
pub(super) fn report(view: &PageView, material: &Subject, row: &Row, facts: &mut Facts) {
    let capture = &view.capture.id;
    match of(row) {
        Some(text) => {
            let state = view.text_state(SCENE, text);
            facts.report(material, &MATERIAL_SCENE, state, capture, text);
        }
        None => facts.report_whole(
            material,
            &MATERIAL_SCENE,
            Observation::Absent,
            capture,
            view.page.length,
        ),
    }
}

/// Reports how many cases the materials of an item tell apart.
pub(super) fn count(view: &PageView, item: &Subject, rows: &[Row], facts: &mut Facts) {
    let capture = &view.capture.id;
    let mut known: Vec<&Text> = Vec::new();
    for scene in rows.iter().filter_map(of) {
        if known.iter().all(|other| other.words != scene.words) {
            known.push(scene);
        }
    }
    let Some(first) = known.first() else {
        let length = view.page.length;
        return facts.report_whole(item, &ITEM_SCENES, Observation::Absent, capture, length);
    };
    let names: Vec<&str> = known.iter().map(|text| text.words.as_str()).collect();
    let text = Text {
        words: names.join("；"),
        span: first.span.clone(),
    };
    let number = Observation::Value(Value::Number(known.len() as f64));
    facts.report(item, &ITEM_SCENES, number, capture, &text);
}
