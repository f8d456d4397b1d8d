//! The labels of a site's pages, known and unknown, counted so that the lexicon grows by data.
//!
//! Of known labels every place counts that has a value. Of unknown ones only what the layout shows to be a label does:
//! the first cell of a row of labels and values, a `dt`, what stands before a colon in a line of its own, and a head cell
//! of a table of materials. Only pages about items and letters are counted: elsewhere short cells are
//! mostly titles and names.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::lexicon::Lexicon;
use crate::page::{Labelled, Layout, Table, Text};
use crate::value::{date, fold, phone};

use super::kind::PageKind;
use super::view::PageView;

/// Characters of a label at most, folded. Ours.
const LONGEST: usize = 16;

/// Different labels that are kept of a site at most. Ours: a site has some hundreds.
const KEPT: usize = 5_000;

/// Label cells in a row that the lexicon may not know before they are a list of names. Ours.
const LIST: usize = 10;

/// Head cells of a table of materials that the lexicon must know, so that the others are labels too. Ours.
const HEADS_KNOWN: usize = 2;

/// One label of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelCount {
    /// The label, folded.
    pub label: String,
    /// The concept that it names; nothing where the lexicon does not know it.
    pub concept: Option<String>,
    /// Label cells that print it.
    pub cells: u32,
    /// As first printed.
    pub printed: String,
    /// The capture that first prints it.
    pub capture: String,
    /// First byte in the capture's body.
    pub start: u64,
    /// Byte after the last.
    pub end: u64,
}

/// The labels of one site while its pages are read.
#[derive(Debug, Default)]
pub(super) struct Labels {
    counts: BTreeMap<String, LabelCount>,
}

impl Labels {
    /// Counts the label cells of a page, which has a view for each guide on it.
    pub(super) fn page(&mut self, views: &[PageView]) {
        let Some(view) = views.first() else {
            return;
        };
        let is_read = matches!(
            view.kind,
            PageKind::Guide | PageKind::Materials | PageKind::Letter
        );
        if !is_read {
            return;
        }
        let lexicon = view.context.lexicon;
        let pairs = views.iter().flat_map(|view| &view.pairs);
        let known = pairs.map(|pair| &pair.labelled);
        let known: BTreeMap<u64, &Text> = known
            .filter(|labelled| labelled.layout != Layout::Json)
            .map(|labelled| (labelled.label.span.start, &labelled.label))
            .collect();
        let overlaps = |span: &Range<u64>| {
            let before = known.range(..span.end).next_back();
            before.is_some_and(|(_, label)| label.span.end > span.start)
        };
        for label in known.values() {
            self.cell(view, label);
        }
        // A long run of cells of which the lexicon knows none is a list of names: departments with their numbers.
        let cells = view.page.pairs();
        let cells: Vec<&Labelled> = cells
            .iter()
            .filter(|cell| !cell.aside)
            // in letters a colon mostly stands in a sentence
            .filter(|cell| view.kind != PageKind::Letter || cell.layout != Layout::Colon)
            .collect();
        let is_known =
            |cell: &Labelled| overlaps(&cell.label.span) || lexicon.is_label(&cell.label.words);
        let runs = cells.chunk_by(|a, b| is_known(a) == is_known(b));
        let unknown =
            runs.filter(|run| run.len() <= LIST && !run.iter().any(|cell| is_known(cell)));
        for cell in unknown.flatten() {
            self.cell(view, &cell.label);
        }
        for table in view.page.tables.iter().filter(|table| !table.aside) {
            for head in heads(lexicon, table) {
                self.cell(view, head);
            }
        }
    }

    fn cell(&mut self, view: &PageView, label: &Text) {
        let folded = fold::label(&label.words);
        if !is_label(&folded) {
            return;
        }
        if let Some(count) = self.counts.get_mut(&folded) {
            count.cells += 1;
            return;
        }
        if self.counts.len() >= KEPT {
            return;
        }
        let known = view.context.lexicon.label(&label.words);
        self.counts.insert(
            folded.clone(),
            LabelCount {
                label: folded,
                concept: known.map(|known| known.concept.to_owned()),
                cells: 1,
                printed: label.words.clone(),
                capture: view.capture.id.0.clone(),
                start: label.span.start,
                end: label.span.end,
            },
        );
    }

    /// The most frequent first, then by name.
    pub(super) fn into_sorted(self) -> Vec<LabelCount> {
        let mut counts: Vec<LabelCount> = self.counts.into_values().collect();
        counts.sort_by(|a, b| b.cells.cmp(&a.cells).then(a.label.cmp(&b.label)));
        counts
    }
}

/// The head cells of a table of materials; none of any other table.
fn heads<'t>(lexicon: &Lexicon, table: &'t Table) -> impl Iterator<Item = &'t Text> {
    let first = table.rows.first().filter(|_| table.rows.len() > 1);
    let cells = first.map_or(&[][..], Vec::as_slice);
    let of_materials = |cell: &&crate::page::Cell| {
        lexicon
            .label_in(&["material", "form"], &cell.text.words)
            .is_some()
    };
    let are_heads = cells.iter().filter(of_materials).count() >= HEADS_KNOWN;
    let cells = if are_heads { cells } else { &[] };
    cells.iter().map(|cell| &cell.text)
}

/// Whether a folded text can be a label: words, not a sentence, a number, a day, a telephone or a time.
fn is_label(folded: &str) -> bool {
    let count = folded.chars().take(LONGEST + 1).count();
    (2..=LONGEST).contains(&count)
        && folded.chars().any(char::is_alphabetic)
        // 上午9 before the colon of 上午9:00
        && !folded.ends_with(|c: char| c.is_ascii_digit())
        && folded.chars().filter(char::is_ascii_digit).count() < 3
        && !folded.contains(['。', ',', ';', '!', '?', '《', '@', '=', ':', '"', '*'])
        && date::read(folded).is_none()
        && phone::find(folded).is_empty()
}

/// Share of the label cells of a site that the lexicon knows; nothing where no label cell was seen.
pub fn coverage(labels: &[LabelCount]) -> Option<f64> {
    let all: u32 = labels.iter().map(|label| label.cells).sum();
    let known = labels.iter().filter(|label| label.concept.is_some());
    let known: u32 = known.map(|label| label.cells).sum();
    (all > 0).then(|| f64::from(known) / f64::from(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_days_telephones_and_sentences_are_no_labels() {
        for text in ["办理须知", "温馨提示", "how to apply", "q1说明"] {
            assert!(is_label(&fold::label(text)), "{text}");
        }
        for text in [
            "",
            "无",
            "2026年6月30日",
            "0860-5557011",
            "12345",
            "本事项,由市局办理",
            "9:00",
        ] {
            assert!(!is_label(&fold::label(text)), "{text}");
        }
    }

    #[test]
    fn coverage_counts_cells_and_not_labels() {
        let label = |concept: Option<&str>, cells| LabelCount {
            label: "甲".to_owned(),
            concept: concept.map(str::to_owned),
            cells,
            printed: String::new(),
            capture: String::new(),
            start: 0,
            end: 0,
        };
        let labels = [label(Some("guide.fee"), 9), label(None, 1)];
        assert_eq!(coverage(&labels), Some(0.9));
        assert_eq!(coverage(&[]), None);
    }
}
