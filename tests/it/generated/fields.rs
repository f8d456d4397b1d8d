//! `docs/fields.md`: the data dictionary.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use govgauge::table::{Column, dictionary};

use crate::support::written::is_fresh;

/// The columns that stand beside each field of a record, by the end of their names.
const BESIDE: [&str; 3] = [".state", ".evidence", ".text"];

const HEAD: &str = "\
# Data dictionary

<!-- Made from src/table/schema.rs by the test `generated`; SNAPSHOTS=overwrite writes it. -->

The Parquet files of a round, column by column; [round.md](round.md) says where they stand and how to read them.
`govgauge fields` prints the same, `govgauge fields --json` for programs.

A field marked ◆ has three more columns beside it: `<field>.state`, `<field>.evidence` and `<field>.text`.

- `.state`: `value`, `stated-none`, `placeholder`, `absent`, `not-applicable`, `unparsed`, `conflict`, or
  `not-observed:<cause>` with a cause of [causes.md](causes.md); empty where the record has no such cell.
- `.evidence`: ids of the facts it rests on, best first, joined by blanks.
- `.text`: the words as printed, where they are not the value itself.
- The field itself is empty in every state but `value`: an empty cell alone never says that something is missing.
";

fn made() -> String {
    let columns = dictionary();
    let names: BTreeSet<(&str, &str)> = columns
        .iter()
        .map(|column| (column.table, column.name.as_str()))
        .collect();
    let is_field =
        |column: &Column| names.contains(&(column.table, &*format!("{}.state", column.name)));
    let beside = |column: &Column| {
        let of = |end: &str| {
            column
                .name
                .strip_suffix(end)
                .is_some_and(|field| names.contains(&(column.table, field)))
        };
        BESIDE.into_iter().any(of)
    };
    let mut text = HEAD.to_owned();
    let mut table = "";
    for column in columns.iter().filter(|column| !beside(column)) {
        if column.table != table {
            table = column.table;
            let head =
                "| Column | Kind | Unit | Empty? | Meaning | 含义 |\n|---|---|---|---|---|---|";
            write!(text, "\n## `{table}`\n\n{head}\n").expect("a string takes any text");
        }
        let mark = if is_field(column) { " ◆" } else { "" };
        let empty = if column.nullable { "may be" } else { "never" };
        let says = column
            .en
            .strip_suffix("; empty in every state but `value`")
            .filter(|_| is_field(column));
        let says = says.unwrap_or(&column.en).replace('|', "\\|");
        writeln!(
            text,
            "| `{}`{mark} | {} | {} | {empty} | {says} | {} |",
            column.name, column.kind, column.unit, column.zh
        )
        .expect("a string takes any text");
    }
    text
}

#[test]
fn the_data_dictionary_is_fresh() {
    is_fresh("docs/fields.md", &made());
}
