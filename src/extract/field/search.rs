//! Fields of queries put to search engines and of their results.

use super::{
    Field,
    ValueKind::{Address, Code, Flag, Text},
};
use crate::extract::fact::SubjectKind::{Query, Result};

/// 查询结果: `results`, `none` or `blocked`.
pub static QUERY_OUTCOME: Field = Field::new(
    Query,
    Code,
    "query.outcome",
    "查询结果",
    "`results`, `none` or `blocked`",
);
/// 查询类型: `navigational`, `transactional` or `informational`.
pub static QUERY_KIND: Field = Field::new(
    Query,
    Code,
    "query.kind",
    "查询类型",
    "`navigational`, `transactional` or `informational`",
);
/// 结果标题: title of the result.
pub static RESULT_TITLE: Field = Field::new(
    Result,
    Text,
    "result.title",
    "结果标题",
    "title of the result",
);
/// 结果主机: host as shown.
pub static RESULT_HOST: Field =
    Field::new(Result, Text, "result.host", "结果主机", "host as shown");
/// 结果地址: target address, where the page gives it.
pub static RESULT_ADDRESS: Field = Field::new(
    Result,
    Address,
    "result.address",
    "结果地址",
    "target address, where the page gives it",
);
/// 广告: whether the result is an advertisement.
pub static RESULT_AD: Field = Field::new(
    Result,
    Flag,
    "result.ad",
    "广告",
    "whether the result is an advertisement",
);
/// 官网标识: official badge shown beside it.
pub static RESULT_BADGE: Field = Field::new(
    Result,
    Text,
    "result.badge",
    "官网标识",
    "official badge shown beside it",
);
/// 主机类别: class of its host, from the host tables.
pub static RESULT_CLASS: Field = Field::new(
    Result,
    Code,
    "result.class",
    "主机类别",
    "class of its host, from the host tables",
);

/// All of them, in the order of the dictionary.
pub(super) static FIELDS: &[&Field] = &[
    &QUERY_OUTCOME,
    &QUERY_KIND,
    &RESULT_TITLE,
    &RESULT_HOST,
    &RESULT_ADDRESS,
    &RESULT_AD,
    &RESULT_BADGE,
    &RESULT_CLASS,
];
