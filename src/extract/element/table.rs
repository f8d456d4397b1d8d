//! Which labels name which element, and how its cell reads.

use std::sync::LazyLock;

use crate::extract::{Field, field};

/// How a cell reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads {
    /// As its words.
    Text,
    /// As yes or no.
    Flag,
    /// As a day.
    Date,
    /// As the address it leads to.
    Address,
}

/// An element of a guide.
pub(super) struct Element {
    pub(super) field: &'static Field,
    /// The concepts of its labels, best first.
    pub(super) concepts: &'static [&'static str],
    pub(super) reads: Reads,
}

const fn element(
    reads: Reads,
    field: &'static Field,
    concepts: &'static [&'static str],
) -> Element {
    Element {
        field,
        concepts,
        reads,
    }
}

use Reads::{Address, Date, Flag, Text};

/// Every element that is one label with its cell.
///
/// What `无` says in each of them stands in `indicators/lexicon/filler.toml`.
pub(super) static ELEMENTS: &[Element] = &[
    element(
        Text,
        &field::ITEM_HANDLING_CODE,
        &["guide.handle_item_code"],
    ),
    element(Text, &field::ITEM_LOCAL_CODE, &["guide.local_code"]),
    element(Text, &field::ITEM_STATUS, &["guide.item_status"]),
    element(Text, &field::ITEM_VERSION, &["guide.item_version"]),
    element(Date, &field::ITEM_EFFECTIVE, &["guide.item_effective"]),
    element(Date, &field::ITEM_EXPIRES, &["guide.item_expires"]),
    element(Text, &field::ITEM_POWER_SOURCE, &["guide.power_source"]),
    element(Text, &field::ITEM_LEVEL, &["guide.use_level"]),
    element(Text, &field::ITEM_AGENCY_CODE, &["guide.authority_code"]),
    element(Text, &field::ITEM_AGENCY_KIND, &["guide.authority_kind"]),
    element(Text, &field::ITEM_ENTRUSTED, &["guide.delegated_dept"]),
    element(Text, &field::ITEM_JOINT_AGENCIES, &["guide.joint_agency"]),
    element(Text, &field::ITEM_AUDIENCE, &["guide.service_object"]),
    element(Text, &field::ITEM_THEME, &["guide.theme"]),
    element(Text, &field::ITEM_QUOTA, &["guide.quantity_limit"]),
    element(Text, &field::ITEM_AREA, &["guide.handle_area"]),
    element(
        Text,
        &field::ITEM_TIME_LIMIT_STATUTORY_NOTE,
        &["guide.legal_limit_note"],
    ),
    element(
        Text,
        &field::ITEM_TIME_LIMIT_PROMISED_NOTE,
        &["guide.promise_limit_note"],
    ),
    element(Text, &field::ITEM_REVIEW_KIND, &["guide.review_type"]),
    element(Text, &field::ITEM_SPECIAL_STEPS, &["guide.special_step"]),
    element(Text, &field::ITEM_HANDLING_FORMS, &["guide.handle_form"]),
    element(Text, &field::ITEM_SIGN_ON, &["guide.sso_flag"]),
    element(Text, &field::ITEM_VISITS_REASON, &["guide.visit_reason"]),
    element(Text, &field::ITEM_AGENT, &["guide.agent"]),
    element(Text, &field::ITEM_DELIVERY_WAY, &["guide.delivery"]),
    element(Flag, &field::ITEM_TERMINAL_CLAIMED, &["guide.terminal"]),
    element(Flag, &field::ITEM_HALL_CLAIMED, &["guide.in_hall"]),
    element(Text, &field::ITEM_FEE_NAME, &["guide.fee_item"]),
    element(Text, &field::ITEM_FEE_BASIS, &["guide.fee_basis"]),
    element(Text, &field::ITEM_FEE_WAIVER, &["guide.fee_reduction"]),
    element(Text, &field::ITEM_RESULT_NAME, &["guide.result"]),
    element(Text, &field::ITEM_RESULT_KIND, &["guide.result_kind"]),
    element(
        Address,
        &field::ITEM_RESULT_SAMPLE,
        &["guide.result_sample"],
    ),
    element(Address, &field::ITEM_MAP, &["guide.map"]),
    element(Text, &field::ITEM_TRAFFIC, &["guide.traffic"]),
    element(Text, &field::ITEM_INTERMEDIARY, &["guide.intermediary"]),
];

/// Everything that is reported here.
pub(super) static FIELDS: LazyLock<Vec<&'static Field>> = LazyLock::new(|| {
    let read = ELEMENTS.iter().map(|element| element.field);
    let own: [&Field; 8] = [
        &field::ITEM_HANDLING_KIND,
        &field::ITEM_CODE_FORM,
        &field::ITEM_CATALOG_CODE_FORM,
        &field::ITEM_FEE_CHARGED,
        &field::ITEM_QUESTIONS,
        &field::ITEM_STEPS,
        &field::ITEM_STEPS_TIME,
        &field::ITEM_PHONE_DISTINCT,
    ];
    read.chain(own).collect()
});
