//! The only place where a table is a data frame: columns in, Parquet out, and back.

#![expect(
    clippy::disallowed_types,
    reason = "tables are data frames here, and nowhere outside this file"
)]

use std::fs::File;
use std::path::Path;

use polars::prelude::*;

use super::TableError;
use super::file::write_whole;
use super::schema::{Column as Described, Kind};

/// Rows of one row group. Part of what makes equal input equal bytes.
const ROW_GROUP: usize = 1 << 18;

/// A table while its rows are put in, cell by cell in the order of the schema.
pub(super) struct Rows {
    columns: Vec<Builder>,
    /// The column of the next cell.
    next: usize,
}

/// One column while it grows.
enum Builder {
    Text(StringChunkedBuilder),
    Number(PrimitiveChunkedBuilder<Float64Type>),
    Count(PrimitiveChunkedBuilder<UInt32Type>),
    Place(PrimitiveChunkedBuilder<UInt64Type>),
}

impl Rows {
    /// An empty table with room for some rows.
    pub(super) fn new(schema: &[Described], rows: usize) -> Self {
        let columns = schema
            .iter()
            .map(|column| {
                let name = PlSmallStr::from_str(&column.name);
                match column.kind {
                    Kind::Text => Builder::Text(StringChunkedBuilder::new(name, rows)),
                    Kind::Number => Builder::Number(PrimitiveChunkedBuilder::new(name, rows)),
                    Kind::Count => Builder::Count(PrimitiveChunkedBuilder::new(name, rows)),
                    Kind::Place => Builder::Place(PrimitiveChunkedBuilder::new(name, rows)),
                }
            })
            .collect();
        Self { columns, next: 0 }
    }

    /// The next cell, words.
    pub(super) fn text(&mut self, value: Option<&str>) -> &mut Self {
        match self.cell() {
            Builder::Text(column) => column.append_option(value),
            _ => unreachable!("a row follows its schema: no words here"),
        }
        self
    }

    /// The next cell, a number.
    pub(super) fn number(&mut self, value: Option<f64>) -> &mut Self {
        match self.cell() {
            Builder::Number(column) => column.append_option(value),
            _ => unreachable!("a row follows its schema: no number here"),
        }
        self
    }

    /// The next cell, a count.
    pub(super) fn count(&mut self, value: Option<u32>) -> &mut Self {
        match self.cell() {
            Builder::Count(column) => column.append_option(value),
            _ => unreachable!("a row follows its schema: no count here"),
        }
        self
    }

    /// The next cell, a place.
    pub(super) fn place(&mut self, value: Option<u64>) -> &mut Self {
        match self.cell() {
            Builder::Place(column) => column.append_option(value),
            _ => unreachable!("a row follows its schema: no place here"),
        }
        self
    }

    /// Nothing in the next cells.
    pub(super) fn nothing(&mut self, cells: usize) -> &mut Self {
        for _ in 0..cells {
            match self.cell() {
                Builder::Text(column) => column.append_null(),
                Builder::Number(column) => column.append_null(),
                Builder::Count(column) => column.append_null(),
                Builder::Place(column) => column.append_null(),
            }
        }
        self
    }

    fn cell(&mut self) -> &mut Builder {
        let at = self.next;
        self.next = (at + 1) % self.columns.len();
        &mut self.columns[at]
    }

    /// Writes the table; the file is there whole or not at all.
    pub(super) fn write(self, path: &Path) -> Result<(), TableError> {
        assert_eq!(self.next, 0, "a table ends with a whole row");
        let columns: Vec<Column> = self
            .columns
            .into_iter()
            .map(|column| match column {
                Builder::Text(column) => column.finish().into_series().into(),
                Builder::Number(column) => column.finish().into_series().into(),
                Builder::Count(column) => column.finish().into_series().into(),
                Builder::Place(column) => column.finish().into_series().into(),
            })
            .collect();
        write_whole(path, |file| {
            let mut frame =
                DataFrame::new_infer_height(columns).map_err(|error| fault(path, &error))?;
            ParquetWriter::new(file)
                .with_compression(ParquetCompression::Zstd(None))
                .with_statistics(StatisticsOptions::default())
                .with_row_group_size(Some(ROW_GROUP))
                .set_parallel(false)
                .finish(&mut frame)
                .map_err(|error| fault(path, &error))?;
            Ok(())
        })
    }
}

/// A table that was read.
pub(super) struct Table<'p> {
    path: &'p Path,
    frame: DataFrame,
}

impl<'p> Table<'p> {
    /// Reads a table.
    pub(super) fn read(path: &'p Path) -> Result<Self, TableError> {
        let file = File::open(path).map_err(|source| TableError::File {
            path: path.to_owned(),
            source,
        })?;
        let mut frame = ParquetReader::new(file)
            .finish()
            .map_err(|error| fault(path, &error))?;
        frame.rechunk_mut();
        Ok(Self { path, frame })
    }

    /// How many rows it has.
    pub(super) fn height(&self) -> usize {
        self.frame.height()
    }

    /// A column of words.
    pub(super) fn texts(&self, name: &str) -> Result<Texts, TableError> {
        let column = self
            .column(name)
            .and_then(|column| column.str().ok().cloned());
        column
            .map(Texts)
            .ok_or_else(|| self.missing(name, Kind::Text))
    }

    /// A column of numbers.
    pub(super) fn numbers(&self, name: &str) -> Result<Numbers, TableError> {
        let column = self
            .column(name)
            .and_then(|column| column.f64().ok().cloned());
        column
            .map(Numbers)
            .ok_or_else(|| self.missing(name, Kind::Number))
    }

    /// A column of counts.
    pub(super) fn counts(&self, name: &str) -> Result<Numbers<UInt32Type>, TableError> {
        let column = self
            .column(name)
            .and_then(|column| column.u32().ok().cloned());
        column
            .map(Numbers)
            .ok_or_else(|| self.missing(name, Kind::Count))
    }

    /// A column of places.
    pub(super) fn places(&self, name: &str) -> Result<Numbers<UInt64Type>, TableError> {
        let column = self
            .column(name)
            .and_then(|column| column.u64().ok().cloned());
        column
            .map(Numbers)
            .ok_or_else(|| self.missing(name, Kind::Place))
    }

    /// The fault that a cell does not say what its schema allows; `row` is counted from 0.
    pub(super) fn fault(&self, row: usize, says: Option<&str>, what: &str) -> TableError {
        TableError::Cell {
            path: self.path.to_owned(),
            row: row + 1,
            says: says.unwrap_or_default().to_owned(),
            what: what.to_owned(),
        }
    }

    fn column(&self, name: &str) -> Option<&Column> {
        self.frame.column(name).ok()
    }

    fn missing(&self, name: &str, kind: Kind) -> TableError {
        TableError::Column {
            path: self.path.to_owned(),
            column: name.to_owned(),
            kind: kind.id(),
        }
    }
}

/// A column of words that was read.
pub(super) struct Texts(StringChunked);

impl Texts {
    /// The words of a row.
    pub(super) fn get(&self, row: usize) -> Option<&str> {
        self.0.get(row)
    }
}

/// A column of numbers that was read.
pub(super) struct Numbers<T: PolarsNumericType = Float64Type>(ChunkedArray<T>);

impl<T: PolarsNumericType> Numbers<T> {
    /// The number of a row.
    pub(super) fn get(&self, row: usize) -> Option<T::Native> {
        self.0.get(row)
    }
}

fn fault(path: &Path, error: &PolarsError) -> TableError {
    let reason = error.to_string();
    TableError::Parquet {
        path: path.to_owned(),
        reason: reason.lines().next().unwrap_or_default().to_owned(),
    }
}
