//! A CSV or XLSX list as written: a row of headings, and a row for each site.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};

use super::validate::NEEDED;
use super::vocabulary::WORDS;
use super::written::{Faults, Key, Written, WrittenList, WrittenSite};
use crate::diagnostic::{Place, did_you_mean};

/// Tables are read up to here: what has more rows is not a list. A cell in a column far outside is a slip.
const MOST_ROWS: usize = 100_000;
const MOST_COLUMNS: usize = 256;
/// A title may stand above the headings.
const HEADINGS_WITHIN: usize = 5;

/// A row with its number as a spreadsheet shows it; empty rows are left out.
pub(super) type Row = (usize, Vec<String>);

/// The rows of a CSV, whatever it separates its columns with.
pub(super) fn csv_rows(text: &str, faults: &mut Faults) -> Vec<Row> {
    let delimiter = delimiter(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut number = 0;
    let mut before = 0;
    let mut record = csv::StringRecord::new();
    // Reading text from memory has no fault left: rows may differ in length, and the text is valid UTF-8.
    while reader.read_record(&mut record).unwrap_or(false) {
        let here = record.position().map_or(0, csv::Position::byte);
        let here = usize::try_from(here).unwrap_or(before);
        number += 1 + empty_lines(text, before, here);
        before = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        if rows.len() >= MOST_ROWS {
            too_long(number, faults);
            break;
        }
        let written = text.get(here..before).unwrap_or_default();
        if let Some(column) = swallowing_quote(written, delimiter) {
            faults.add(
                "list.unclosed-quote",
                &Place::Cell {
                    row: number,
                    column: column_letters(column),
                },
                "a quote is opened here and not closed, so that it takes in what stands behind it",
                "close the quote, or write it twice where it belongs to the text",
            );
        }
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push((number, cells));
        }
    }
    rows
}

/// A table with more rows than a list has.
fn too_long(row: usize, faults: &mut Faults) {
    faults.add(
        "list.too-long",
        &Place::Cell {
            row,
            column: column_letters(0),
        },
        "the table is too long for a site list",
        format!("a site list has at most {MOST_ROWS} rows; remove what stands below them"),
    );
}

/// The column of a record, as written, whose quote takes in what is not meant: up to the end of the text, or over line breaks
/// up to a quote that does not end a cell.
fn swallowing_quote(record: &str, delimiter: u8) -> Option<usize> {
    let bytes = record.trim_start_matches(['\r', '\n']).as_bytes();
    let (mut column, mut at) = (0, 0);
    while at < bytes.len() {
        if bytes[at] == b'"' {
            let opened = at;
            at += 1;
            loop {
                match (bytes.get(at), bytes.get(at + 1)) {
                    (None, _) => return Some(column),
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), behind) => {
                        let ends_cell =
                            behind.is_none_or(|byte| *byte == delimiter || b"\r\n".contains(byte));
                        if !ends_cell && bytes[opened..at].contains(&b'\n') {
                            return Some(column);
                        }
                        break;
                    }
                    _ => at += 1,
                }
            }
        }
        // Quotes within a cell that does not begin with one are text.
        while bytes.get(at).is_some_and(|byte| *byte != delimiter) {
            at += 1;
        }
        at += 1;
        column += 1;
    }
    None
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

/// A sheet of a workbook.
#[derive(Debug, Default)]
struct Sheet {
    name: String,
    rows: Vec<Row>,
    /// The first row that is not read any more.
    cut: Option<usize>,
}

/// The rows of the sheet that holds the list: the only one with headings of a list and rows below them, else the only one of
/// these that has every column a list needs; where none has headings, of the first sheet.
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
    let that = |is: fn(&[Row]) -> bool| -> Vec<usize> {
        let of = sheets
            .iter()
            .enumerate()
            .filter(|(_, sheet)| is(&sheet.rows));
        of.map(|(n, _)| n).collect()
    };
    let lists = that(|rows| known_in_headings(rows).is_some_and(|n| n + 1 < rows.len()));
    let headed = that(|rows| known_in_headings(rows).is_some());
    let whole = that(has_every_needed_column);
    let n = match (&lists[..], &whole[..]) {
        ([], _) => headed.first().copied().unwrap_or(0),
        ([only], _) | (_, [only]) => *only,
        _ => {
            let names: Vec<String> = lists
                .iter()
                .map(|n| format!("`{}`", sheets[*n].name))
                .collect();
            faults.add(
                "list.several-sheets",
                &Place::File,
                format!("each of the sheets {} could be the list", names.join(", ")),
                "keep one of them in the workbook, or save it as `.csv`",
            );
            return None;
        }
    };
    let sheet = sheets.into_iter().nth(n).unwrap_or_default();
    if let Some(row) = sheet.cut {
        too_long(row, faults);
    }
    Some(sheet.rows)
}

/// Whether rows stand below headings of every column that a list needs.
fn has_every_needed_column(rows: &[Row]) -> bool {
    known_in_headings(rows).is_some_and(|n| {
        let keys: Vec<Option<Key>> = rows[n].1.iter().map(|cell| WORDS.key(cell)).collect();
        n + 1 < rows.len() && NEEDED.iter().all(|key| keys.contains(&Some(*key)))
    })
}

fn sheets(bytes: Vec<u8>) -> Result<Vec<Sheet>, calamine::XlsxError> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes))?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        // A chart sheet has no cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            continue;
        };
        let mut rows: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        let mut cut: Option<usize> = None;
        while let Some(cell) = cells.next_cell()? {
            let (row, column) = cell.get_position();
            let (row, column) = (row as usize, column as usize);
            let text = shown(cell.get_value());
            if column >= MOST_COLUMNS || text.is_empty() {
                continue;
            }
            if row >= MOST_ROWS {
                cut = Some(cut.map_or(row + 1, |cut| cut.min(row + 1)));
                continue;
            }
            let cells = rows.entry(row + 1).or_default();
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
        sheets.push(Sheet {
            name,
            rows: rows.into_iter().collect(),
            cut,
        });
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
            None if heading.is_empty() || WORDS.is_passed_over(heading) => {}
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

    /// The rows of a CSV without faults.
    fn sound(text: &str) -> Vec<Row> {
        let mut faults = Faults::new("a.csv");
        let rows = csv_rows(text, &mut faults);
        faults.into_result(Some(rows)).unwrap()
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_counts_them() {
        let rows = sound("\nid,name\r\n\r\n\r\na,\"two\nlines\"\nb,x\n\n\nc,y");
        let numbers: Vec<_> = rows.iter().map(|(row, cells)| (*row, &*cells[0])).collect();
        assert_eq!(numbers, [(2, "id"), (5, "a"), (6, "b"), (9, "c")]);
    }

    #[test]
    fn columns_may_be_separated_by_tabs_or_semicolons() {
        assert_eq!(sound("id\tname\na\tb, c\n")[1].1, ["a", "b, c"]);
        assert_eq!(sound("id;name\na;b\n")[1].1, ["a", "b"]);
    }

    #[test]
    fn a_quote_that_swallows_rows_is_found_where_it_begins() {
        for (record, column) in [
            ("a,\"b\nc,d\n", Some(1)),
            ("\na,\"b\n\",\"c\"d\nx,\"", Some(3)),
            ("a,\"b\nc,\"d\"\n", Some(1)),
            ("\"", Some(0)),
            ("a,\"b\"\"\n,c\",\"d\"\r\n", None),
            ("a,5\" pipe,\"b\"x", None),
            ("a,\"\",b", None),
            ("", None),
        ] {
            assert_eq!(swallowing_quote(record, b','), column, "{record:?}");
        }
    }

    #[test]
    fn columns_are_named_by_letters() {
        assert_eq!(column_letters(0), "A");
        assert_eq!(column_letters(27), "AB");
    }
}
