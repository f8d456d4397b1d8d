//! A CSV or XLSX list as written: a row of headings, and a row for each site.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};

use super::vocabulary::WORDS;
use super::written::{Faults, Key, Written, WrittenList, WrittenSite};
use crate::diagnostic::{Place, did_you_mean};

/// Sheets are read up to here; a cell far outside is a slip, and a sheet that is all cells is not a list.
const MOST_ROWS: usize = 100_000;
const MOST_COLUMNS: usize = 256;
/// A title may stand above the headings.
const HEADINGS_WITHIN: usize = 5;

/// A row with its number as a spreadsheet shows it; empty rows are left out.
pub(super) type Row = (usize, Vec<String>);

/// The rows of a CSV, whatever it separates its columns with.
pub(super) fn csv_rows(text: &str) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut number = 0;
    let mut before = 0;
    let mut record = csv::StringRecord::new();
    // Reading text from memory has no fault left: rows may differ in length, and the text is valid UTF-8.
    while reader.read_record(&mut record).unwrap_or(false) && rows.len() < MOST_ROWS {
        let here = record.position().map_or(0, csv::Position::byte);
        number += 1 + empty_lines(text, before, usize::try_from(here).unwrap_or(before));
        before = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push((number, cells));
        }
    }
    rows
}

/// Empty lines between the end of a record and the next: the reader passes over them, a spreadsheet counts them.
fn empty_lines(text: &str, end: usize, next: usize) -> usize {
    // The reader ends a record at the `\r` of `\r\n`.
    let is_inside = text.get(..end).is_some_and(|text| text.ends_with('\r'))
        && text.get(end..).is_some_and(|text| text.starts_with('\n'));
    let end = end + usize::from(is_inside);
    let between = text.get(end..).unwrap_or_default();
    let blank = between.len() - between.trim_start_matches(['\r', '\n']).len();
    let until = (next.max(end) - end).max(blank);
    let between = between.get(..until).unwrap_or_default();
    between.matches('\n').count()
}

/// The character that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty());
    let line = line.unwrap_or_default();
    [b',', b'\t', b';']
        .into_iter()
        .rev()
        .max_by_key(|mark| line.bytes().filter(|byte| byte == mark).count())
        .unwrap_or(b',')
}

/// The rows of the first sheet that has headings of a list, else of the first sheet.
pub(super) fn xlsx_rows(bytes: Vec<u8>, faults: &mut Faults) -> Option<Vec<Row>> {
    let sheets = match sheets(bytes) {
        Ok(sheets) => sheets,
        Err(error) => {
            faults.add(
                "list.unreadable",
                &Place::File,
                format!("the workbook cannot be read: {error}"),
                "save it anew as `.xlsx`, or as `.csv`",
            );
            return None;
        }
    };
    let listed = sheets
        .iter()
        .position(|rows| known_in_headings(rows).is_some());
    sheets
        .into_iter()
        .nth(listed.unwrap_or(0))
        .or_else(|| Some(Vec::new()))
}

fn sheets(bytes: Vec<u8>) -> Result<Vec<Vec<Row>>, calamine::XlsxError> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes))?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        // A chart sheet has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut rows: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        while let Some(cell) = cells.next_cell()? {
            let (row, column) = cell.get_position();
            let (row, column) = (row as usize, column as usize);
            let text = shown(cell.get_value());
            if row >= MOST_ROWS || column >= MOST_COLUMNS || text.is_empty() {
                continue;
            }
            let cells = rows.entry(row + 1).or_default();
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
        sheets.push(rows.into_iter().collect());
    }
    Ok(sheets)
}

/// What a cell shows.
fn shown(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.trim().to_owned()
        }
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(mark) => mark.to_string(),
        DataRef::DateTime(date) => date.as_f64().to_string(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// How many of a row's cells are known headings.
fn known(cells: &[String]) -> usize {
    cells
        .iter()
        .filter(|cell| WORDS.key(cell).is_some())
        .count()
}

/// The row of headings, if one of the first rows names at least two columns of a list.
fn known_in_headings(rows: &[Row]) -> Option<usize> {
    rows.iter()
        .take(HEADINGS_WITHIN)
        .position(|(_, cells)| known(cells) >= 2)
}

/// The list that the rows hold.
pub(super) fn read(rows: &[Row], faults: &mut Faults) -> Option<WrittenList> {
    let Some((row, headings)) = rows.get(known_in_headings(rows).unwrap_or(0)) else {
        faults.add(
            "list.empty",
            &Place::File,
            "the table has no rows",
            "the first row has the headings `id`, `name`, `level`, `platform`, `portal` and so on",
        );
        return None;
    };
    let columns = columns(*row, headings, faults);
    let mut list = WrittenList {
        is_table: true,
        headings: columns
            .iter()
            .filter_map(|(key, heading)| Some(((*key)?, heading.clone())))
            .collect(),
        ..WrittenList::default()
    };
    for (number, cells) in rows.iter().filter(|(number, _)| number > row) {
        list.sites.push(site(*number, cells, &columns, faults));
    }
    Some(list)
}

/// Each column's key and heading. Columns with an unknown heading are a fault each.
fn columns(row: usize, headings: &[String], faults: &mut Faults) -> Vec<(Option<Key>, String)> {
    let mut seen: BTreeMap<Key, &str> = BTreeMap::new();
    let mut columns = Vec::new();
    for heading in headings {
        let place = Place::Cell {
            row,
            column: heading.clone(),
        };
        let key = WORDS.key(heading);
        match key {
            Some(key) => {
                if let Some(first) = seen.insert(key, heading) {
                    faults.add(
                        "list.duplicate-column",
                        &place,
                        format!("two columns hold `{}`", key.id()),
                        format!("the other is `{first}`; keep one of them"),
                    );
                }
            }
            None if heading.is_empty() => {}
            None => faults.add(
                "list.unknown-key",
                &place,
                format!("a list has no column `{heading}`"),
                did_you_mean(heading, WORDS.headings()),
            ),
        }
        columns.push((key, heading.clone()));
    }
    columns
}

/// The site in a row.
fn site(
    row: usize,
    cells: &[String],
    columns: &[(Option<Key>, String)],
    faults: &mut Faults,
) -> WrittenSite {
    let mut values = BTreeMap::new();
    for (n, cell) in cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty())
    {
        let (key, heading) = columns.get(n).cloned().unwrap_or_default();
        let place = Place::Cell {
            row,
            column: heading.clone(),
        };
        if let Some(key) = key {
            values.insert(
                key,
                Written {
                    text: Some(cell.clone()),
                    place,
                },
            );
        } else if heading.is_empty() {
            let place = Place::Cell {
                row,
                column: column_letters(n),
            };
            faults.add(
                "list.no-heading",
                &place,
                format!("`{cell}` stands in a column without a heading"),
                "give the column a heading, or quote a text that holds the separator",
            );
        }
    }
    WrittenSite {
        values,
        place: Place::Cell {
            row,
            column: String::new(),
        },
    }
}

/// The name a spreadsheet gives a column: A, B, … Z, AA.
fn column_letters(mut n: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(n % 26).expect("below 26")));
        if n < 26 {
            break;
        }
        n = n / 26 - 1;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let rows = csv_rows("\nid,name\r\n\r\n\r\na,\"two\nlines\"\nb,x\n\n\nc,y");
        let numbers: Vec<_> = rows.iter().map(|(row, cells)| (*row, &*cells[0])).collect();
        assert_eq!(numbers, [(2, "id"), (5, "a"), (6, "b"), (9, "c")]);
    }

    #[test]
    fn columns_may_be_separated_by_tabs_or_semicolons() {
        assert_eq!(csv_rows("id\tname\na\tb, c\n")[1].1, ["a", "b, c"]);
        assert_eq!(csv_rows("id;name\na;b\n")[1].1, ["a", "b"]);
    }

    #[test]
    fn columns_are_named_by_letters() {
        assert_eq!(column_letters(0), "A");
        assert_eq!(column_letters(27), "AB");
    }
}
