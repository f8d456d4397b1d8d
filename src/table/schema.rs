//! The schemas of the tables, each column with its meaning, unit and whether it can be empty.

use serde::Serialize;

use crate::extract::{FIELDS, Field, SubjectKind, ValueKind};

/// What kind of values a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Words.
    Text,
    /// A floating-point number.
    Number,
    /// A count, 32 bits.
    Count,
    /// A place in a file, 64 bits.
    Place,
}

impl Kind {
    /// The name in the dictionary.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Count => "count",
            Self::Place => "place",
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.id())
    }
}

/// One column of a table, as the data dictionary prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Column {
    /// The table: `facts`, `items`, `measurements` …
    pub table: &'static str,
    /// The column's name in the file.
    pub name: String,
    /// What kind of values it has.
    pub kind: Kind,
    /// Unit of its numbers; empty where there is none.
    pub unit: &'static str,
    /// What it is, in Chinese.
    pub zh: String,
    /// What it is, in English.
    pub en: String,
    /// Whether a row can have nothing there.
    pub nullable: bool,
}

/// Every column of every table of a round, in the order of the files.
pub fn dictionary() -> Vec<Column> {
    let records = SubjectKind::ALL.into_iter().flat_map(records);
    facts()
        .into_iter()
        .chain(records)
        .chain(labels())
        .chain(findings())
        .chain(tallies())
        .chain(measurements())
        .chain(grades())
        .collect()
}

/// Columns as they are declared here: name, kind, whether every row has something there, unit, what it is.
macro_rules! columns {
    ($table:expr; $($name:literal $kind:ident $filled:ident [$unit:literal] $zh:literal $en:expr;)*) => {
        vec![$(Column {
            table: $table,
            name: $name.to_owned(),
            kind: Kind::$kind,
            unit: $unit,
            zh: $zh.to_owned(),
            en: $en.to_owned(),
            nullable: columns!(@$filled),
        },)*]
    };
    (@always) => { false };
    (@maybe) => { true };
}

/// The columns of `facts/site=<id>.parquet`, one row a fact.
pub(super) fn facts() -> Vec<Column> {
    columns! {
        "facts";
        "site" Text always [""] "网站代号" "id of the site";
        "kind" Text always [""] "对象类别" "kind of thing the fact is about";
        "subject" Text always [""] "对象标识" "the thing's name within the site";
        "field" Text always [""] "字段" "the field: one of those that records have columns for";
        "state" Text always [""] "观测状态" STATES;
        "cause" Text maybe [""] "未观测原因" "why it was not observed; empty in every other state";
        "value" Text maybe [""] "规范值" "the value in canonical form; empty in every state but `value`";
        "unit" Text maybe [""] "单位" "unit of a limit or of a number; empty where there is none";
        "text" Text always [""] "原文" "the words as printed, white space folded; no words where nothing is printed";
        "capture" Text maybe [""] "页面存档号" "capture that prints it; empty where no capture does";
        "start" Place maybe ["bytes"] "起始字节" "first byte of the words in the capture's body";
        "end" Place maybe ["bytes"] "结束字节" "byte after the last of the words";
        "extractor" Text always [""] "提取器" "id of the extractor";
        "version" Count always [""] "提取器版本" "version of the extractor";
        "confidence" Number always ["0 to 1"] "置信度" "how sure the extractor is";
        "reason" Text maybe [""] "未解读原因" "why the words of a limit could not be read: one of the reasons in docs/time-limits.md; empty in every state but `unparsed`";
    }
}

/// The columns of `labels.parquet`, one row a label of a site.
pub(super) fn labels() -> Vec<Column> {
    columns! {
        "labels";
        "site" Text always [""] "网站代号" "id of the site";
        "label" Text always [""] "标签" "the label, folded: without numbering, colon and spaces";
        "concept" Text maybe [""] "词库概念" "the concept of the lexicon that it names; empty where the lexicon does not know it";
        "cells" Count always ["cells"] "出现次数" "label cells of guides, materials and letters that print it";
        "printed" Text always [""] "原文" "the label as first printed";
        "capture" Text always [""] "页面存档号" "capture that first prints it";
        "start" Place always ["bytes"] "起始字节" "first byte of the label in the capture's body";
        "end" Place always ["bytes"] "结束字节" "byte after the last of the label";
    }
}

/// The columns of `findings.parquet`, one row a broken or undecided rule of a record.
pub(super) fn findings() -> Vec<Column> {
    columns! {
        "findings";
        "site" Text always [""] "网站代号" "id of the site";
        "rule" Text always [""] "规则" "id of the rule or guard";
        "severity" Text always [""] "严重程度" "critical, major, minor or review";
        "outcome" Text always [""] "判定" "fired, or undecided: something that decides was not seen, not read or cannot be compared";
        "kind" Text always [""] "对象类别" "kind of the record; site for a guard";
        "key" Text always [""] "对象标识" "the record's name within the site; for a guard the first that shows it";
        "field_a" Text always [""] "字段甲" "the field that is quoted first";
        "state_a" Text always [""] "字段甲状态" "the state of its cell";
        "words_a" Text maybe [""] "字段甲原文" "its words as printed";
        "facts_a" Text maybe [""] "字段甲依据" "ids of the facts with capture and span, joined by blanks";
        "field_b" Text always [""] "字段乙" "the field that is quoted second";
        "state_b" Text always [""] "字段乙状态" "the state of its cell";
        "words_b" Text maybe [""] "字段乙原文" "its words as printed";
        "facts_b" Text maybe [""] "字段乙依据" "ids of the facts with capture and span, joined by blanks";
        "detail" Text maybe [""] "细节" "names that are missing; how many records a guard speaks of";
    }
}

/// The columns of `tallies.parquet`, one row a rule of a site that was looked at.
pub(super) fn tallies() -> Vec<Column> {
    columns! {
        "tallies";
        "site" Text always [""] "网站代号" "id of the site";
        "rule" Text always [""] "规则" "id of the rule or guard";
        "applicable" Count always ["records"] "适用数" "records of which the rule could say something; 1 site for a guard";
        "fired" Count always ["records"] "问题数" "records that break it";
        "undecided" Count always ["records"] "无法判定数" "records of which it could not be decided";
        "share" Number maybe ["0 to 1"] "问题比例" "fired ÷ applicable; empty where it applies to nothing";
        "low" Number always ["0 to 1"] "下界" "the least the share could be, were everything undecided known";
        "high" Number always ["0 to 1"] "上界" "the most the share could be, were everything undecided known";
    }
}

/// The columns of `measurements.parquet`, one row an indicator of a site.
pub(super) fn measurements() -> Vec<Column> {
    columns! {
        "measurements";
        "site" Text always [""] "网站代号" "id of the site";
        "indicator" Text always [""] "指标" "id of the indicator";
        "state" Text always [""] "测量状态" "measured, absent, not-applicable or not-observed";
        "value" Number maybe ["the indicator's"] "指标值" "the value over what was seen; empty where nothing was";
        "n" Count always ["records"] "样本数" "records that the value rests on";
        "of" Count always ["records"] "应测数" "records to which the indicator applies or may apply, seen or not";
        "coverage" Number always ["0 to 1"] "覆盖率" "n ÷ of, averaged over parents where the value is";
        "low" Number always ["the indicator's"] "下界" "the least the value could be, were all unseen at its worst";
        "high" Number always ["the indicator's"] "上界" "the most the value could be, were all unseen at its best";
        "cause" Text maybe [""] "未观测原因" "why something could not be seen, if so";
    }
}

/// The columns of `grades.parquet`, one row a record that an indicator was asked of.
pub(super) fn grades() -> Vec<Column> {
    columns! {
        "grades";
        "site" Text always [""] "网站代号" "id of the site";
        "indicator" Text always [""] "指标" "id of the indicator";
        "kind" Text always [""] "对象类别" "kind of the record";
        "key" Text always [""] "对象标识" "the record's name within the site";
        "parent" Text maybe [""] "所属对象" "the record it belongs to, if any";
        "state" Text always [""] "判定" "known, unknown or left-out (the question does not arise, or the record is in error)";
        "grade" Number maybe ["0 to 1"] "得值" "what the record is worth; empty where that is unknown or it is left out";
        "cause" Text maybe [""] "未观测原因" "why what decides could not be seen, if so";
        "reason" Text maybe [""] "不可比原因" "why two limits that decide could not be compared, if so: one of those in docs/time-limits.md";
        "facts" Text maybe [""] "依据" "ids of the facts that it rests on or that leave it open, joined by blanks";
    }
}

/// The name of the file and table that holds the records of a kind.
pub(super) const fn table_of(kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Site => "sites",
        SubjectKind::Item => "items",
        SubjectKind::Material => "materials",
        SubjectKind::Message => "messages",
        SubjectKind::Channel => "channels",
        SubjectKind::System => "systems",
        SubjectKind::Query => "queries",
        SubjectKind::Result => "results",
    }
}

/// The columns of a file of records: its head, then four for every field of the kind.
pub(super) fn records(kind: SubjectKind) -> Vec<Column> {
    let table = table_of(kind);
    let head = if kind == SubjectKind::Site {
        columns! {
            table;
            "site" Text always [""] "网站代号" "id of the site";
            "outcome" Text always [""] "评估结果" "assessed, partial, not-assessable or excluded";
            "causes" Text maybe [""] "障碍" "what stood in the way, most frequent first: `net.closed:7`, joined by blanks";
            "pages" Count always ["pages"] "已见页面数" "pages seen";
            "unseen" Count always ["pages"] "未见页面数" "pages asked for and not seen";
            "key" Text maybe [""] "标识" "the site's name as a thing; empty where nothing is recorded of it";
            "parent" Text maybe [""] "上级标识" "always empty";
        }
    } else {
        columns! {
            table;
            "site" Text always [""] "网站代号" "id of the site";
            "key" Text always [""] "标识" "the thing's name within the site";
            "parent" Text maybe [""] "上级标识" "the record it belongs to: the item of a material, the query of a result";
        }
    };
    let fields = fields_of(kind).flat_map(|field| field_columns(table, field));
    head.into_iter().chain(fields).collect()
}

/// The fields of a kind of thing, in the order of the columns.
pub(super) fn fields_of(kind: SubjectKind) -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().copied().filter(move |field| field.of == kind)
}

/// The states of a cell, for the dictionary.
const STATES: &str =
    "value, stated-none, placeholder, absent, not-applicable, unparsed, not-observed or conflict";

/// The four columns of a field: value, state, evidence, text.
fn field_columns(table: &'static str, field: &'static Field) -> [Column; 4] {
    let column = |suffix: &str, kind, unit, zh: String, en: String| Column {
        table,
        name: format!("{}{suffix}", field.id),
        kind,
        unit,
        zh,
        en,
        nullable: true,
    };
    let (kind, form) = match field.kind {
        ValueKind::Number => (Kind::Number, ""),
        ValueKind::Flag => (Kind::Text, " (yes or no)"),
        ValueKind::Date => (Kind::Text, " (YYYY-MM-DD)"),
        ValueKind::Limit => (Kind::Text, " (`20 working-day`, `instant`)"),
        ValueKind::Text | ValueKind::Address | ValueKind::Code => (Kind::Text, ""),
    };
    let zh = field.zh;
    [
        column(
            "",
            kind,
            field.unit,
            zh.to_owned(),
            format!("{}{form}; empty in every state but `value`", field.en),
        ),
        column(
            ".state",
            Kind::Text,
            "",
            format!("{zh}：观测状态"),
            format!("{STATES}:cause; empty where the record has no such cell"),
        ),
        column(
            ".evidence",
            Kind::Text,
            "",
            format!("{zh}：依据"),
            "ids of the facts it rests on, best first, joined by blanks".to_owned(),
        ),
        column(
            ".text",
            Kind::Text,
            "",
            format!("{zh}：原文"),
            "the words as printed, where they are not the value itself".to_owned(),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_column_is_named_once_and_explained() {
        let mut names = BTreeSet::new();
        for column in dictionary() {
            assert!(
                !column.zh.is_empty() && !column.en.is_empty(),
                "{}",
                column.name
            );
            assert!(
                names.insert((column.table, column.name.clone())),
                "{}",
                column.name
            );
        }
    }

    #[test]
    fn every_field_has_its_columns() {
        let columns = dictionary();
        for field in FIELDS.iter() {
            for suffix in ["", ".state", ".evidence", ".text"] {
                let name = format!("{}{suffix}", field.id);
                assert!(columns.iter().any(|column| column.name == name), "{name}");
            }
        }
    }
}
