//! Rows of tables: a line of a gold file may be about one letter of a CSV file.

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line of the table on which it begins, counted from 1.
    pub line: u64,
    /// The heads of the columns with its cells.
    pub cells: Vec<(String, String)>,
}

/// A CSV file, read whole.
#[derive(Debug, Default)]
pub(super) struct Table {
    heads: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

impl Table {
    /// Reads a CSV file with a head. Errors: what is wrong with it, in words.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let cells =
            |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let heads = cells(reader.headers().map_err(|error| error.to_string())?);
        let numbered = |record: Result<csv::StringRecord, csv::Error>| {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line);
            Ok((line, cells(&record)))
        };
        let rows: Result<Vec<_>, _> = reader.records().map(numbered).collect();
        let rows = rows.map_err(|error: csv::Error| error.to_string())?;
        Ok(Self { heads, rows })
    }

    /// The first row with a cell that is the key, else with an address that holds it as a word of its own.
    pub(super) fn row(&self, key: &str) -> Option<Row> {
        let with = |is: &dyn Fn(&str) -> bool| {
            self.rows
                .iter()
                .find(|(_, cells)| cells.iter().any(|cell| is(cell)))
        };
        let (line, found) = with(&|cell| cell.trim() == key)
            .or_else(|| with(&|cell| has_word(cell.trim(), key)))?;
        let heads = self.heads.iter().cloned();
        Some(Row {
            line: *line,
            cells: heads.zip(found.iter().cloned()).collect(),
        })
    }
}

/// Whether an address holds a word that no letter or digit touches. Texts with white space are no addresses.
pub(super) fn has_word(cell: &str, word: &str) -> bool {
    if word.is_empty() || cell.contains(char::is_whitespace) {
        return false;
    }
    cell.match_indices(word).any(|(at, _)| {
        let before = cell[..at].chars().next_back();
        let after = cell[at + word.len()..].chars().next();
        ![before, after]
            .into_iter()
            .flatten()
            .any(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_by_its_id_or_by_a_part_of_its_address() {
        let text = "\u{feff}id,title,url\n8,甲,http://a.invalid/?mail=128\n12,乙,http://a.invalid/?mail=12\n";
        let table = Table::read(text.as_bytes()).expect("a table");
        let title = |key: &str| table.row(key).map(|row| (row.line, row.cells[1].1.clone()));
        assert_eq!(title("8"), Some((2, "甲".to_owned())));
        assert_eq!(title("mail=12"), Some((3, "乙".to_owned())));
        assert_eq!(title("mail=2"), None);
    }

    #[test]
    fn bytes_that_are_no_text_are_told() {
        assert!(Table::read(b"id\n\xff\xfe\n").is_err());
    }
}
