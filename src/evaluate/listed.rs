//! The entries of a list of items, as far as a label can be compared with them.

use crate::extract::{PageKind, PageView};
use crate::page::{Cell, Layout, Text};

/// What the entries of a list of items say under labels, beside them or at the head of their column, in printed order.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    /// Their names.
    pub(super) names: Vec<Text>,
    /// Their codes.
    pub(super) codes: Vec<Text>,
}

impl Listed {
    /// Reads the entries of a list of items.
    pub(super) fn of(view: &PageView) -> Self {
        let of = |concepts: &[&str]| -> Vec<Text> {
            let cells = view.named(concepts).map(|pair| &pair.labelled);
            // what stands below a heading is the whole list
            let cells = cells.filter(|pair| pair.layout != Layout::Heading);
            let cells = cells.map(|pair| &pair.value);
            let mut cells: Vec<Text> = cells.filter(|cell| !cell.is_empty()).cloned().collect();
            cells.sort_by_key(|cell| cell.span.start);
            cells
        };
        if view.kind != PageKind::GuideList {
            return Self::default();
        }
        let under = |concepts: &[&str]| {
            let labelled = of(concepts);
            if labelled.is_empty() {
                column(view, concepts)
            } else {
                labelled
            }
        };
        Self {
            names: under(&["guide.item_name"]),
            codes: under(&["guide.task_code", "guide.local_code", "guide.catalog_code"]),
        }
    }
}

/// Rows of a table among which the heads of its columns are.
const HEADS: usize = 3;

/// The cells of the first column of a table whose head names one of the concepts.
fn column(view: &PageView, concepts: &[&str]) -> Vec<Text> {
    let label = |cell: &Cell| {
        let label = view.context.lexicon.label_in(&["guide"], &cell.text.words);
        label.map(|label| label.concept)
    };
    let place = |row: &Vec<Cell>| {
        let labels = row.iter().filter(|cell| label(cell).is_some()).count();
        let mut columns = row.iter().take_while(|_| labels >= 2);
        columns.position(|cell| label(cell).is_some_and(|concept| concepts.contains(&concept)))
    };
    let mut columns = view.page.tables.iter().filter_map(|table| {
        let mut heads = table.rows.iter().enumerate().take(HEADS);
        let (head, place) = heads.find_map(|(at, row)| Some((at, place(row)?)))?;
        let cells = table.rows[head + 1..].iter();
        let cells = cells.filter_map(|row| Some(row.get(place)?.text.clone()));
        Some(cells.filter(|text| !text.is_empty()).collect())
    });
    columns.next().unwrap_or_default()
}
