//! One material: what its row says, and the facts it makes.

use crate::extract::field::{
    MATERIAL_BASIS, MATERIAL_BLANK_FORM, MATERIAL_COPIES, MATERIAL_FILL_NOTICE, MATERIAL_FORM,
    MATERIAL_KIND, MATERIAL_NAME, MATERIAL_NECESSITY, MATERIAL_REMARK, MATERIAL_SAMPLE_FORM,
    MATERIAL_SEAL, MATERIAL_SOURCE, MATERIAL_SPEC, MATERIAL_STANDARD,
};
use crate::extract::{Facts, Field, Observation, PageView, Subject, Value};
use crate::page::Text;
use crate::value::numeral;

/// Fields whose value is the words of their column, with the concept of its head. Codes (10, 3) stand as printed: what they
/// mean differs from portal to portal, and packs say.
pub(super) static COLUMNS: &[(&Field, &str)] = &[
    (&MATERIAL_KIND, "material.type"),
    (&MATERIAL_FORM, "material.form"),
    (&MATERIAL_SOURCE, "material.source"),
    (&MATERIAL_NECESSITY, "material.necessity"),
    (&MATERIAL_SPEC, "material.spec"),
    (&MATERIAL_FILL_NOTICE, "material.fill_notice"),
    (&MATERIAL_STANDARD, "material.standard"),
    (&MATERIAL_BASIS, "material.basis"),
    (&MATERIAL_SEAL, "material.seal"),
    (&MATERIAL_REMARK, "material.remark"),
];

/// What one row says of a material.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Its name, without leading numbering.
    pub(super) name: Text,
    /// The name as printed.
    pub(super) printed: String,
    /// The columns that say something of it, by concept; the cell's words may be empty.
    pub(super) cells: Vec<(String, Text)>,
    /// The link to the blank form: its words, and its address where it has one.
    pub(super) blank: Option<(Text, Option<String>)>,
    /// The link to the filled sample.
    pub(super) sample: Option<(Text, Option<String>)>,
}

impl Row {
    fn cells(&self, concept: &str) -> impl Iterator<Item = &Text> {
        let own = self.cells.iter().filter(move |(known, _)| known == concept);
        own.map(|(_, text)| text)
    }

    fn cell(&self, concept: &str) -> Option<&Text> {
        self.cells(concept).next()
    }

    /// The cell of a column; where data say a thing as a code and in words, the words.
    fn said(&self, concept: &str) -> Option<&Text> {
        let is_code = |text: &&Text| text.words.chars().all(|c| c.is_ascii_digit());
        self.cells(concept)
            .find(|text| !is_code(text))
            .or_else(|| self.cell(concept))
    }
}

/// Reports a material's fields.
pub(super) fn report(view: &PageView, material: &Subject, row: &Row, facts: &mut Facts) {
    let capture = &view.capture.id;
    let lexicon = view.context.lexicon;
    let printed = Text {
        words: if row.printed.is_empty() {
            row.name.words.clone()
        } else {
            row.printed.clone()
        },
        span: row.name.span.clone(),
    };
    facts.report(
        material,
        &MATERIAL_NAME,
        Observation::Value(Value::Text(row.name.words.clone())),
        capture,
        &printed,
    );
    for (field, concept) in COLUMNS {
        match row.said(concept) {
            Some(text) => facts.report(
                material,
                field,
                view.text_state(concept, text),
                capture,
                text,
            ),
            None => facts.report_whole(
                material,
                field,
                Observation::Absent,
                capture,
                view.page.length,
            ),
        }
    }
    match row.cell("material.copies") {
        Some(text) => {
            let observation = match numeral::first(&text.words) {
                Some(number) => Observation::Value(Value::Number(number)),
                None if lexicon.filler("material.copies", &text.words).is_some() => {
                    Observation::Placeholder
                }
                None => Observation::Unparsed,
            };
            facts.report(material, &MATERIAL_COPIES, observation, capture, text);
        }
        None => facts.report_whole(
            material,
            &MATERIAL_COPIES,
            Observation::Absent,
            capture,
            view.page.length,
        ),
    }
    let form = is_form(view, row) || row.blank.is_some();
    for (field, concept, link) in [
        (&MATERIAL_BLANK_FORM, "form.blank", &row.blank),
        (&MATERIAL_SAMPLE_FORM, "form.sample", &row.sample),
    ] {
        match (link, row.cell(concept)) {
            (Some((text, Some(address))), _) => {
                facts.report(
                    material,
                    field,
                    Observation::Value(Value::Address(address.clone())),
                    capture,
                    text,
                );
            }
            (Some((text, None)), _) => {
                facts.report(material, field, Observation::Placeholder, capture, text);
            }
            (None, _) if !form => facts.report_whole(
                material,
                field,
                Observation::NotApplicable,
                capture,
                view.page.length,
            ),
            (None, Some(text))
                if lexicon.filler(concept, &text.words).is_some() && !text.is_empty() =>
            {
                facts.report(material, field, Observation::Placeholder, capture, text);
            }
            (None, _) => facts.report_whole(
                material,
                field,
                Observation::Absent,
                capture,
                view.page.length,
            ),
        }
    }
}

/// Whether a material is a form to be filled in: its kind says so, or its name does and its kind does not say otherwise.
pub(super) fn is_form(view: &PageView, row: &Row) -> bool {
    let lexicon = view.context.lexicon;
    match row
        .cell("material.type")
        .filter(|text| lexicon.filler("material.type", &text.words).is_none())
    {
        Some(kind) => lexicon
            .find_cue("material.kind_form", &kind.words)
            .is_some(),
        None => lexicon.find_cue("form.name", &row.name.words).is_some(),
    }
}
