//! Materials printed as a table: with a head whose columns may stand in any order, or without one below the label of materials.

use crate::extract::practicality::material::Row;
use crate::extract::practicality::materials::{row_of, take_links};
use crate::extract::practicality::scenes;
use crate::extract::{Observation, PageView};
use crate::page::{Cell, Table, Text};
use crate::value::listing;

/// The concept of the column that names a material.
const NAME: &str = "material.name";

/// The rows of every table of materials on a page.
pub(super) fn rows(view: &PageView) -> Vec<Row> {
    let below: Vec<usize> = match view.best(&["guide.materials"]) {
        Some((pair, Observation::Value(_))) => pair.labelled.tables.clone(),
        _ => Vec::new(),
    };
    let tables = view.page.tables.iter().enumerate();
    let mut headed = Vec::new();
    let mut bare = Vec::new();
    let mut above: Option<&Table> = None;
    for (at, table) in tables.filter(|(_, table)| !table.aside && view.covers_table(table)) {
        let listed = below.contains(&at);
        let whole = above
            .replace(table)
            .and_then(|head| joined(view, head, table));
        let table = whole.as_ref().unwrap_or(table);
        match head(view, table, listed) {
            Some((first, columns)) => headed.extend(of_columns(view, table, first, &columns)),
            None if headed.is_empty() && title(view, table).is_some() => {
                bare.extend(below_title(view, table));
            }
            None if listed => bare.extend(without_head(view, table)),
            None => {}
        }
    }
    if headed.is_empty() {
        headed = drawn(view);
    }
    if headed.is_empty() { bare } else { headed }
}

/// The rows of tables that are drawn with other elements than cells.
fn drawn(view: &PageView) -> Vec<Row> {
    let is_name = |words: &str| {
        let label = view.context.lexicon.label_in(&["material"], words);
        label.is_some_and(|label| label.concept == NAME)
    };
    let tables = view.page.drawn_tables(&is_name);
    let own = tables
        .iter()
        .filter(|table| !table.aside && view.covers_table(table));
    own.filter_map(|table| {
        let (first, columns) = head(view, table, false).filter(|(first, _)| *first == 1)?;
        Some(of_columns(view, table, first, &columns))
    })
    .flatten()
    .collect()
}

/// A table below one that is only its head, as platforms draw them whose heads stay in sight: both as one.
fn joined(view: &PageView, head: &Table, body: &Table) -> Option<Table> {
    let [heads] = head.rows.as_slice() else {
        return None;
    };
    let names = |row: &[Cell]| {
        row.iter()
            .any(|cell| column(view, cell).as_deref() == Some(NAME))
    };
    let first = body.rows.first()?;
    let fits = heads.len() == first.len() || heads.len() == first.len() + 1;
    (heads.len() >= 2 && fits && names(heads) && !names(first)).then(|| Table {
        rows: std::iter::once(heads[..first.len()].to_vec())
            .chain(body.rows.iter().cloned())
            .collect(),
        ..body.clone()
    })
}

/// What a cell names as the head of a column.
fn column(view: &PageView, cell: &Cell) -> Option<String> {
    let named = view
        .context
        .lexicon
        .label_in(&["material", "form"], &cell.text.words)?;
    Some(named.concept.to_owned())
}

/// The first row of data behind a table's head, and what the columns are. Below the label of materials, a head that does not
/// say which column is the name has it in the first that counts nothing.
fn head(view: &PageView, table: &Table, listed: bool) -> Option<(usize, Vec<Option<String>>)> {
    let names = |row: &[Cell]| {
        row.iter()
            .map(|cell| column(view, cell))
            .collect::<Vec<_>>()
    };
    let has_name =
        |columns: &[Option<String>]| columns.iter().any(|name| name.as_deref() == Some(NAME));
    for (at, row) in table.rows.iter().enumerate() {
        let mut columns = names(row);
        if listed || is_of_materials(view, table, row) {
            name_bare(view, row, &mut columns);
        }
        let known = columns.iter().flatten().count();
        if has_name(&columns)
            && !is_spread(row)
            && (known >= 2 || (row.len() <= 3 && !is_pair(row)))
        {
            let below = table.rows.get(at + 1);
            let name_at = columns
                .iter()
                .position(|name| name.as_deref() == Some(NAME));
            let second = below.filter(|below| is_second_head(row, below, name_at));
            if let Some(second) = second {
                for (column, other) in columns.iter_mut().zip(names(second)) {
                    *column = other.or(column.take());
                }
            }
            return Some((at + 1 + usize::from(second.is_some()), columns));
        }
        if listed && known >= 1 && known * 3 >= row.len() && !is_spread(row) {
            let counts = |at: usize| {
                let below = table.rows[at_or_end(table, at + 1)..].iter();
                below
                    .filter_map(|row| row.get(at))
                    .all(|cell| is_number(&cell.text.words))
            };
            let free = (0..columns.len()).find(|&n| columns[n].is_none() && !counts(n))?;
            columns[free] = Some(NAME.to_owned());
            return Some((at + 1, columns));
        }
    }
    None
}

/// Whether a table stands under the label of materials, or a row of it begins with that label.
fn is_of_materials(view: &PageView, table: &Table, row: &[Cell]) -> bool {
    let names = |words: &str| {
        let label = view.context.lexicon.label_in(&["guide"], bare_title(words));
        label.is_some_and(|label| label.concept == "guide.materials")
    };
    row.first().is_some_and(|cell| names(&cell.text.words))
        || table.section.as_deref().is_some_and(names)
}

/// Where no head says which column is the name, one that says only that it is a name is meant.
fn name_bare(view: &PageView, row: &[Cell], columns: &mut [Option<String>]) {
    let is_name = |name: &Option<String>| name.as_deref() == Some(NAME);
    if columns.iter().any(is_name) || columns.iter().flatten().count() == 0 {
        return;
    }
    let lexicon = view.context.lexicon;
    let bare = row
        .iter()
        .position(|cell| lexicon.is_word("material.name_bare", &cell.text.words));
    if let Some(at) = bare {
        columns[at] = Some(NAME.to_owned());
    }
}

fn at_or_end(table: &Table, at: usize) -> usize {
    at.min(table.rows.len())
}

/// Whether a row goes on with the head above it: the cell that heads the names reaches down into it.
fn is_second_head(head: &[Cell], below: &[Cell], name_at: Option<usize>) -> bool {
    let same = |at: usize| match (head.get(at), below.get(at)) {
        (Some(a), Some(b)) => !a.text.is_empty() && a.text.span == b.text.span,
        _ => false,
    };
    head.len() == below.len() && name_at.is_some_and(same) && !(0..head.len()).all(same)
}

/// Whether a row is no more of a list: the label beside the list ended above it, or it begins with a label of the guide.
fn is_behind(view: &PageView, head: &[Cell], after: Option<&Vec<Cell>>, row: &[Cell]) -> bool {
    let (Some(label), Some(first)) = (head.first(), row.first()) else {
        return false;
    };
    let reaches = after
        .and_then(|row| row.first())
        .is_some_and(|cell| !cell.text.is_empty() && cell.text.span == label.text.span);
    let words = &first.text.words;
    let lexicon = view.context.lexicon;
    if first.text.span == label.text.span {
        return false;
    }
    reaches
        || lexicon
            .label_in(&["guide"], words)
            .is_some_and(|label| lexicon.is_word(label.concept, words))
}

/// Whether one cell fills a whole row.
fn is_spread(cells: &[Cell]) -> bool {
    cells.len() > 1 && cells.iter().all(|cell| cell.text == cells[0].text)
}

/// Whether a row is a label with its value beside it, and no head: the words behind its first cell are too many for one.
fn is_pair(row: &[Cell]) -> bool {
    const HEAD: usize = 10;
    row.get(1)
        .is_some_and(|cell| cell.text.words.chars().count() > HEAD)
}

fn is_number(words: &str) -> bool {
    words
        .chars()
        .all(|c| c.is_numeric() || "（）().、".contains(c))
}

/// The rows below a head. A row across the table names the case of those below it.
fn of_columns(
    view: &PageView,
    table: &Table,
    first: usize,
    columns: &[Option<String>],
) -> Vec<Row> {
    let lexicon = view.context.lexicon;
    let Some(name_at) = columns
        .iter()
        .position(|name| name.as_deref() == Some(NAME))
    else {
        return Vec::new();
    };
    let mut scene = scene_above(view, table);
    let mut rows = Vec::new();
    let head = &table.rows[first - 1];
    let below = &table.rows[at_or_end(table, first)..];
    for cells in below {
        let Some(name) = cells.get(name_at) else {
            continue;
        };
        if is_spread(cells) {
            scene = scene_of(view, &cells[0].text).or(scene);
            continue;
        }
        if is_behind(view, head, below.first(), cells) {
            break;
        }
        let repeats_head = column(view, name).as_deref() == Some(NAME);
        if name.text.is_empty() || repeats_head || lexicon.filler(NAME, &name.text.words).is_some()
        {
            continue;
        }
        let mut row = row_of(view, &name.text);
        for (cell, concept) in cells.iter().zip(columns) {
            let Some(concept) = concept else {
                take_links(view, &mut row, &cell.links, None);
                continue;
            };
            take_links(view, &mut row, &cell.links, Some(concept));
            let taken = row.cells.iter().any(|(known, _)| known == concept);
            if concept != NAME && !taken {
                row.cells.push((concept.clone(), cell.text.clone()));
            }
        }
        scenes::give(&mut row, scene.as_ref());
        rows.push(row);
    }
    rows
}

/// The case that the heading above a table names.
fn scene_above(view: &PageView, table: &Table) -> Option<Text> {
    let first = table.rows.first()?.first()?;
    let words = scenes::named(view, table.section.as_deref()?)?;
    let span = first.text.span.clone();
    Some(Text { words, span })
}

fn scene_of(view: &PageView, text: &Text) -> Option<Text> {
    let words = scenes::named(view, &text.words)?;
    let span = text.span.clone();
    Some(Text { words, span })
}

/// The row across a table of several things that says that materials stand below it.
fn title(view: &PageView, table: &Table) -> Option<usize> {
    let lexicon = view.context.lexicon;
    let is_title = |row: &Vec<Cell>| {
        is_spread(row) && lexicon.names("guide.materials", bare_title(&row[0].text.words))
    };
    let at = table.rows.iter().position(is_title)?;
    let below = table.rows.get(at + 1)?;
    (!is_spread(below)).then_some(at)
}

fn bare_title(words: &str) -> &str {
    listing::without_number(words).trim_end_matches([':', '：', ' '])
}

/// The rows below such a row, up to the next row across or the next label: a number and a name each, or only a name.
fn below_title(view: &PageView, table: &Table) -> Vec<Row> {
    let Some(title) = title(view, table) else {
        return Vec::new();
    };
    let head = &table.rows[title];
    let rows = table.rows[title + 1..].iter();
    let rows = rows.take_while(|row| !is_spread(row) && !is_behind(view, head, None, row));
    let rows = rows.filter_map(|cells| {
        let name = cells.iter().find(|cell| !is_number(&cell.text.words))?;
        let mut row = row_of(view, &name.text);
        for cell in cells {
            take_links(view, &mut row, &cell.links, None);
        }
        (row.name.words.chars().count() >= 2).then_some(row)
    });
    rows.collect()
}

/// The rows of a table below the label of materials that has no head: a number, then the name.
fn without_head(view: &PageView, table: &Table) -> Vec<Row> {
    let numbered = |row: &&Vec<Cell>| {
        row.len() > 1 && !row[0].text.is_empty() && is_number(&row[0].text.words)
    };
    if table.rows.len() < 2 || !table.rows.iter().all(|row| numbered(&row)) {
        return Vec::new();
    }
    let rows = table.rows.iter().map(|cells| {
        let mut row = row_of(view, &cells[1].text);
        for cell in &cells[1..] {
            take_links(view, &mut row, &cell.links, None);
        }
        row
    });
    rows.filter(|row| row.name.words.chars().count() >= 2)
        .collect()
}
