//! What loads and still does nothing, or says two things: `govgauge pack check --lexicon`.
//!
//! A fault here is a word that can never be met, that stands twice in two spellings, or that says two things where
//! nothing decides between them. None of them keeps a page from being read; all of them mislead whoever edits the files.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;
use toml::de::DeTable;

use crate::diagnostic::Diagnostics;
use crate::value::fold;

use super::cue::spelling;
use super::filler::SHORT;
use super::label::LONGEST;
use super::load::load;
use super::syntax::{LEXICON, Reader, Written};

include!(concat!(env!("OUT_DIR"), "/asked.rs"));

/// What is known of a sound lexicon.
#[derive(Debug, Serialize)]
pub struct Checked {
    /// Its concepts.
    pub concepts: usize,
    /// Concepts that no extractor, pack or rule asks for. Their labels are known and end a value; their words do nothing.
    pub unasked: Vec<String>,
}

/// Concepts that exclude each other: a word of two of them says two things. 无 is filler in one cell and *no* in another,
/// and which is decided by the concept of the cell, so fillers are not among them.
const EXCLUSIVE: [&[&str]; 1] = [&["value.yes", "value.no"]];

/// Where a word stands.
struct Place {
    file: String,
    span: Range<usize>,
    concept: String,
    text: String,
}

/// Everything of the files that the checks look at.
#[derive(Default)]
struct Seen {
    concepts: Vec<String>,
    words: Vec<Place>,
    labels: BTreeMap<(String, String), String>,
}

/// Checks a lexicon's files; `texts` are the packs and rules that may ask for its lists. Errors: every fault of every file.
pub fn check<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
    texts: &[&str],
) -> Result<Checked, Diagnostics> {
    let files: Vec<(&str, &str)> = files.into_iter().collect();
    load(files.iter().copied())?;
    let mut faults = Diagnostics::new();
    let mut seen = Seen::default();
    for (file, text) in &files {
        let mut reader = Reader::new(&LEXICON, file, text, &mut faults);
        if let Some(document) = reader.document(text) {
            for table in reader.tables(&document, "concept") {
                concept(file, &table, &mut reader, &mut seen);
            }
        }
    }
    for (file, text) in &files {
        let mut reader = Reader::new(&LEXICON, file, text, &mut faults);
        if let Some(document) = reader.document(text) {
            fillers(&document, &mut reader);
            turns(&document, &mut reader, &seen);
        }
    }
    contradictions(&seen, &mut faults);
    let unasked = unasked(&seen, texts);
    faults.into_result(Checked {
        concepts: seen.concepts.len(),
        unasked,
    })
}

fn concept(file: &str, table: &Written<&DeTable<'_>>, reader: &mut Reader<'_>, seen: &mut Seen) {
    let is_label = reader.word(table.value, "role", super::shape::ROLES) == Some("label");
    let Some(id) = reader.text(table.value, "id") else {
        return;
    };
    let mut spellings: BTreeMap<String, String> = BTreeMap::new();
    for group in reader.tables(table.value, "words") {
        for text in reader.texts(group.value, "texts") {
            // Words are looked for as they stand in running text too, where a full-width sign is another sign.
            let folded = if is_label {
                fold::label(&text.value)
            } else {
                text.value.to_ascii_lowercase()
            };
            if let Some(reason) = never_met(&text.value, &folded, is_label) {
                let message = format!("`{}` can never be met", text.value);
                reader.fault(text.span.clone(), message, Some(reason));
            }
            if let Some(other) = spellings.insert(folded.clone(), text.value.clone()) {
                let message = format!(
                    "`{}` is another spelling of `{other}` in `{}`",
                    text.value, id.value
                );
                let help = "pages and files are folded alike; one of them is enough".to_owned();
                reader.fault(text.span.clone(), message, Some(help));
            }
            if is_label {
                seen.labels
                    .insert((id.value.clone(), folded), text.value.clone());
            }
            seen.words.push(Place {
                file: file.to_owned(),
                span: text.span,
                concept: id.value.clone(),
                text: text.value,
            });
        }
    }
    seen.concepts.push(id.value);
}

/// Why no page can print a word as it is looked for.
fn never_met(text: &str, folded: &str, is_label: bool) -> Option<String> {
    if is_label && folded.chars().count() > LONGEST {
        return Some(format!("a label has {LONGEST} characters at most"));
    }
    if !is_label && fold::words(text) != text {
        return Some("the words of a page have single spaces, and none at their ends".to_owned());
    }
    None
}

/// Fillers that an earlier rule has already judged, or whose phrase no short cell without a digit can hold.
fn fillers(document: &DeTable<'_>, reader: &mut Reader<'_>) {
    let mut said: BTreeMap<(String, String), Option<&'static str>> = BTreeMap::new();
    for table in reader.tables(document, "filler") {
        let says = reader.word(table.value, "says", super::shape::SAYS);
        let concepts = reader.texts(table.value, "concepts");
        for text in reader.texts(table.value, "texts") {
            let spelled = spelling(&text.value);
            if !spelled.chars().any(char::is_alphanumeric) && !spelled.contains('#') {
                let message = format!("`{}` can never be met here", text.value);
                let help = "a cell of signs alone is a placeholder whatever its label".to_owned();
                reader.fault(text.span.clone(), message, Some(help));
            }
            for concept in &concepts {
                let key = (concept.value.clone(), spelled.clone());
                let before = *said.entry(key).or_insert(says);
                if before != says {
                    let message = format!(
                        "`{}` already says {} under `{}`",
                        text.value,
                        before.unwrap_or_default(),
                        concept.value
                    );
                    let help = "the first table that has a text decides".to_owned();
                    reader.fault(text.span.clone(), message, Some(help));
                }
            }
        }
        for phrase in reader.texts(table.value, "phrases") {
            let spelled = spelling(&phrase.value);
            let reason = if phrase.value.chars().any(char::is_numeric) {
                "a cell with a digit is never a phrase".to_owned()
            } else if phrase.value.chars().count() > SHORT {
                format!("a phrase stands in cells of {SHORT} characters at most")
            } else if spelled != phrase.value.to_lowercase() {
                format!("cells are folded before phrases are looked for: write `{spelled}`")
            } else {
                continue;
            };
            let message = format!("the phrase `{}` can never be met", phrase.value);
            reader.fault(phrase.span, message, Some(reason));
        }
    }
}

/// Turns of labels that their concept does not have.
fn turns(document: &DeTable<'_>, reader: &mut Reader<'_>, seen: &Seen) {
    for table in reader.tables(document, "turn") {
        let (Some(label), Some(concept)) = (
            reader.text(table.value, "label"),
            reader.text(table.value, "concept"),
        ) else {
            continue;
        };
        let key = (concept.value.clone(), fold::label(&label.value));
        if !seen.labels.contains_key(&key) {
            let message = format!("`{}` is no label of `{}`", label.value, concept.value);
            let help = "a turn is for a label that its concept has".to_owned();
            reader.fault(label.span, message, Some(help));
        }
    }
}

/// Words of two concepts of which only one can be meant.
fn contradictions(seen: &Seen, faults: &mut Diagnostics) {
    for group in EXCLUSIVE {
        let mut first: BTreeMap<String, &Place> = BTreeMap::new();
        for place in seen
            .words
            .iter()
            .filter(|place| group.contains(&place.concept.as_str()))
        {
            let before = first.entry(spelling(&place.text)).or_insert(place);
            if before.concept != place.concept {
                faults.at(
                    "lexicon.contradiction",
                    &place.file,
                    place.span.clone(),
                    format!(
                        "`{}` is a word of `{}` and of `{}`",
                        place.text, before.concept, place.concept
                    ),
                    Some("nothing on a page decides between them".to_owned()),
                );
            }
        }
    }
}

/// Concepts that nothing asks for. Their labels are known and end a value; of their words nothing is made.
fn unasked(seen: &Seen, texts: &[&str]) -> Vec<String> {
    let is_asked = |id: &str| {
        let quoted = format!("\"{id}\"");
        let by_family = |name: &&str| name.ends_with('.') && id.starts_with(*name);
        ASKED.contains(&id)
            || ASKED
                .iter()
                .any(|name| by_family(name) && !seen.labels_of(id))
            || texts.iter().any(|text| text.contains(&quoted))
    };
    let ids = seen.concepts.iter().filter(|id| !is_asked(id));
    ids.cloned().collect()
}

impl Seen {
    /// Whether a concept's words are labels: of those the code often asks for a whole family at once.
    fn labels_of(&self, id: &str) -> bool {
        self.labels.keys().any(|(concept, _)| concept == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let faults = check([("x.toml", text)], &[]).expect_err("it is faulty");
        let faults = faults.faults().iter();
        faults.map(|fault| fault.message.clone()).collect()
    }

    #[test]
    fn what_can_never_be_met_or_stands_twice_is_told() {
        let text = r#"
[[concept]]
id = "guide.condition"
role = "label"
[[concept.words]]
source = "known"
texts = ["申请条件", "申 请 条 件：", "在本行政区域内提出申请的自然人法人和其他组织应当同时具备的各项申请条件以及其他有关的要求"]
[[concept]]
id = "value.yes"
role = "words"
[[concept.words]]
source = "known"
texts = ["是", "可", " 能"]
[[concept]]
id = "value.no"
role = "words"
[[concept.words]]
source = "known"
texts = ["否", "可"]
[[concept]]
id = "value.nobody"
role = "words"
[[concept.words]]
source = "known"
texts = ["无人"]
[[filler]]
says = "placeholder"
concepts = ["guide.condition"]
texts = ["无", "--"]
phrases = ["没有３项", "在本行政区域内提出申请的自然人法人和其他组织"]
[[filler]]
says = "stated-none"
concepts = ["guide.condition"]
texts = ["无"]
[[turn]]
label = "办理条件"
concept = "guide.condition"
reads = "hours"
instead = "guide.condition"
"#;
        assert_eq!(
            said(text),
            [
                "`申 请 条 件：` is another spelling of `申请条件` in `guide.condition`",
                "`在本行政区域内提出申请的自然人法人和其他组织应当同时具备的各项申请条件以及其他有关的要求` can never be met",
                "` 能` can never be met",
                "`--` can never be met here",
                "the phrase `没有３项` can never be met",
                "the phrase `在本行政区域内提出申请的自然人法人和其他组织` can never be met",
                "`无` already says placeholder under `guide.condition`",
                "`办理条件` is no label of `guide.condition`",
                "`可` is a word of `value.yes` and of `value.no`",
            ]
        );
    }

    #[test]
    fn what_nothing_asks_for_is_listed() {
        let text = r#"
[[concept]]
id = "value.nobody"
role = "words"
[[concept.words]]
source = "known"
texts = ["无人"]
[[concept]]
id = "value.listed"
role = "words"
[[concept.words]]
source = "known"
texts = ["有人"]
[[concept]]
id = "guide.condition"
role = "label"
[[concept.words]]
source = "known"
texts = ["申请条件"]
"#;
        let checked = check([("x.toml", text)], &["list = \"value.listed\""]).expect("sound");
        assert_eq!(checked.unasked, ["value.nobody"]);
        assert_eq!(checked.concepts, 3);
    }

    #[test]
    fn our_own_lexicon_has_no_word_in_vain() {
        let data = crate::indicators::Indicators::built_in();
        let packs = data.packs();
        let texts: Vec<&str> = packs
            .into_iter()
            .chain(["rules"])
            .flat_map(|folder| data.below(folder))
            .map(|(_, text)| text)
            .collect();
        if let Err(faults) = check(data.below("lexicon"), &texts) {
            panic!("{faults}");
        }
    }
}
