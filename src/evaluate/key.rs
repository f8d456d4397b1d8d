//! The **keys** of a gold file that are compared: which field each stands for, and how the two are compared.

use std::sync::LazyLock;

use crate::extract::{EXTRACTORS, FIELDS, SubjectKind, ValueKind};

use super::group::Group;

/// How a label is compared with what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The words are the same, white space, width, case and punctuation aside.
    Words,
    /// The words as read hold the label's words, or are held by them.
    Within,
    /// As [`How::Within`]; a label that says there is no charge agrees with a page that says there is none.
    Fee,
    /// Whether anything but filler is printed.
    Printed,
    /// Whether there is an address that can be followed.
    Linked,
    /// Whether the page says yes.
    Said,
    /// Whether the label is printed over an empty cell.
    Filler,
    /// The same number.
    Number,
    /// The same day.
    Day,
    /// The same amount of the same unit.
    Limit,
    /// The same kind of reply.
    Reply,
    /// A telephone number that is printed there.
    Phone,
    /// The names of the materials, one by one.
    Materials,
    /// The number of materials with an address of a form; 0 is none.
    Forms,
    /// Meta elements, one by one.
    Tags,
    /// Channel classes, one by one.
    Channels,
    /// Channel classes that must not be read.
    NotChannels,
    /// The number of rows of a list of letters.
    Rows,
    /// The number of rows of a list of letters whose state says that they are dealt with; 0 is none.
    ClosedRows,
    /// What the first entry of a list of items says under a label.
    FirstListed,
    /// What the last one says.
    LastListed,
    /// Statistics of mailboxes, one by one, each count for itself.
    Series,
    /// The day on which a page says it was published.
    Published,
    /// The first row of a list of letters.
    FirstRow,
    /// The last row of a list of letters.
    LastRow,
    /// The rows of a list of letters from the first, one by one.
    EachRow,
    /// The number of results that are not advertisements; 0 is none.
    Results,
    /// The title of the first of them.
    FirstTitle,
    /// The address of the first of them.
    FirstAddress,
    /// The number of them on hosts of public bodies; 0 is none.
    Government,
    /// Whether any time limit of the item is said to be none at all: done at once.
    Instant,
    /// The page of a list that one is on.
    Page,
    /// The number of pages of a list.
    PageCount,
    /// Whether one can talk with a machine, here or through an entry of the page.
    Robot,
    /// Heads of the columns of a list, one by one.
    Columns,
    /// The charset that the page was read in.
    Charset,
    /// Whether the page does nothing but send its reader to another address.
    Sent,
    /// What a field says, by the kind of its values: a value, whether anything is printed, or the state.
    Field(ValueKind),
}

/// A key of a gold file that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The key as people write it.
    pub name: &'static str,
    /// What it is counted with.
    pub group: Group,
    /// Id of the field it stands for; `page.…` for what is no field of a fact.
    pub field: &'static str,
    /// How it is compared.
    pub how: How,
}

const fn key(name: &'static str, group: Group, field: &'static str, how: How) -> Key {
    Key {
        name,
        group,
        field,
        how,
    }
}

/// The key of that name, at the top of a line: one of the catalogue, else the id of a field.
pub fn known(name: &str) -> Option<&'static Key> {
    let of_catalogue = KEYS.iter().find(|key| key.name == name);
    of_catalogue.or_else(|| FIELD_KEYS.iter().find(|key| key.name == name))
}

/// Every field of a site, an item or a letter as a key of its own, so that each field can be measured that an indicator asks.
static FIELD_KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| {
    let keys = FIELDS.iter().filter_map(|field| {
        let group = match field.of {
            SubjectKind::Item => Group::GuideFields,
            SubjectKind::Message => Group::Letters,
            SubjectKind::Site => Group::Pages,
            SubjectKind::Material
            | SubjectKind::Channel
            | SubjectKind::System
            | SubjectKind::Query
            | SubjectKind::Result => return None,
        };
        Some(key(field.id, group, field.id, How::Field(field.kind)))
    });
    keys.collect()
});

impl Key {
    /// Whether anything of the program reads what the key is about: a field may be declared before an extractor reports it.
    pub fn is_read(&self) -> bool {
        let mut reported = EXTRACTORS.iter().flat_map(|extractor| extractor.fields());
        crate::extract::field(self.field).is_none() || reported.any(|field| field.id == self.field)
    }
}

/// The key of that name, within a row of a list.
pub fn known_in_row(name: &str) -> Option<&'static Key> {
    ROW_KEYS.iter().find(|key| key.name == name)
}

/// Keys that say which thing a line is about, or are remarks for people; they are not labels.
pub const REMARKS: &[&str] = &[
    "path",
    "row_key",
    "page_type",
    "engine",
    "query",
    "vertical",
    "note",
    "ambiguous",
    "arguable",
    "host",
];

/// Keys that people write and that nothing is compared with, each with the reason.
pub const NOT_READ: &[(&str, &str)] = &[
    (
        "modules",
        "names no field: boxes of a column's page are layout, and no indicator asks for them",
    ),
    (
        "sections",
        "names no field: parts of a service hall's page are layout, and no indicator asks for them",
    ),
    (
        "fallback_results",
        "results of other words than were asked are no results of the query",
    ),
];

/// Why a key is not compared: the reason of a key that is known to stand for nothing that is read, else that nobody knows it.
pub fn why_not(name: &str) -> &'static str {
    let known = NOT_READ.iter().find(|(key, _)| *key == name);
    known.map_or("unknown key", |(_, why)| *why)
}

/// Every key that is compared.
///
/// To add one: its entry here, its line in `docs/evaluate.md`.
pub static KEYS: &[Key] = {
    use Group::{Channels, GuideFields as Guide, Letters, Lists, MetaTags, Pages, Results};
    &[
        key("meta_tags", MetaTags, "page.meta", How::Tags),
        key("item_name", Guide, "item.name", How::Words),
        key("immediate", Guide, "item.time-limit.stated", How::Instant),
        key("item_code", Guide, "item.code", How::Words),
        key("agency", Guide, "item.agency", How::Words),
        key(
            "legal_limit",
            Guide,
            "item.time-limit.statutory",
            How::Limit,
        ),
        key(
            "promised_limit",
            Guide,
            "item.time-limit.promised",
            How::Limit,
        ),
        key("time_limit", Guide, "item.time-limit.stated", How::Limit),
        key(
            "legal_limit_label_present_but_empty",
            Guide,
            "item.time-limit.statutory",
            How::Filler,
        ),
        key(
            "promised_limit_label_present_but_empty",
            Guide,
            "item.time-limit.promised",
            How::Filler,
        ),
        key("conditions_present", Guide, "item.conditions", How::Printed),
        key("basis_present", Guide, "item.basis", How::Printed),
        key("process_present", Guide, "item.process", How::Printed),
        key(
            "window_address_present",
            Guide,
            "item.address",
            How::Printed,
        ),
        key("phone_present", Guide, "item.phone.consult", How::Printed),
        key(
            "complaint_phone_present",
            Guide,
            "item.phone.complaint",
            How::Printed,
        ),
        key("office_hours_text", Guide, "item.hours", How::Within),
        key("fee_text", Guide, "item.fee", How::Fee),
        key("handling_type", Guide, "item.handling-kind", How::Words),
        key(
            "express_delivery",
            Guide,
            "item.delivery.claimed",
            How::Said,
        ),
        key(
            "appointment_link",
            Guide,
            "item.booking.address",
            How::Linked,
        ),
        key("appointment_phone", Guide, "item.booking.phone", How::Phone),
        key("visits_required", Guide, "item.visits", How::Number),
        key(
            "online_apply_link",
            Guide,
            "item.online.address",
            How::Linked,
        ),
        key(
            "online_apply_mentioned",
            Guide,
            "item.online.claimed",
            How::Said,
        ),
        key("materials", Guide, "material.name", How::Materials),
        key(
            "forms_downloadable",
            Guide,
            "material.blank-form",
            How::Forms,
        ),
        key("sample_forms", Guide, "material.sample-form", How::Forms),
        key("title", Letters, "message.title", How::Words),
        key("serial", Letters, "message.code", How::Words),
        key("question_date", Letters, "message.asked", How::Day),
        key("reply_date", Letters, "message.replied", How::Day),
        key("status", Letters, "message.status", How::Words),
        key(
            "reply_department",
            Letters,
            "message.department",
            How::Words,
        ),
        key("reply_kind", Letters, "message.grade", How::Reply),
        key(
            "final_reply_date_in_text",
            Letters,
            "message.signed",
            How::Day,
        ),
        key("login_required", Letters, "site.letters.login", How::Said),
        key(
            "reply_time_promised",
            Letters,
            "site.letters.promise",
            How::Field(ValueKind::Limit),
        ),
        key("rows", Lists, "page.rows", How::Rows),
        key("first_row", Lists, "page.rows", How::FirstRow),
        key("last_row", Lists, "page.rows", How::LastRow),
        key("rows_detail", Lists, "page.rows", How::EachRow),
        key("page", Lists, "page.paging", How::Page),
        key("pages", Lists, "page.paging", How::PageCount),
        key("total_public", Lists, "site.letters.stated", How::Number),
        key("columns", Lists, "page.columns", How::Columns),
        key("rows_closed", Lists, "message.status", How::ClosedRows),
        key(
            "accepted_total",
            Lists,
            "site.letters.accepted",
            How::Number,
        ),
        key("closed_total", Lists, "site.letters.closed", How::Number),
        key("period", Lists, "site.letters.period", How::Words),
        key("series", Lists, "page.statistics", How::Series),
        key("item_name_first", Lists, "page.items", How::FirstListed),
        key("item_name_last", Lists, "page.items", How::LastListed),
        key("item_code_first", Lists, "page.items", How::FirstListed),
        key("item_code_last", Lists, "page.items", How::LastListed),
        key("channels", Channels, "channel.mention", How::Channels),
        key(
            "channels_only_in_html_comments",
            Channels,
            "channel.mention",
            How::NotChannels,
        ),
        key("organic_results", Results, "query.outcome", How::Results),
        key("first_title", Results, "result.title", How::FirstTitle),
        key("first_url", Results, "result.address", How::FirstAddress),
        key("gov_cn_results", Results, "result.class", How::Government),
        key("site_id_code", Pages, "marks.id-code.footer", How::Words),
        key("encoding", Pages, "page.charset", How::Charset),
        key("pub_date", Pages, "page.published", How::Published),
        key("script_redirect", Pages, "page.refresh", How::Sent),
        key("smart_qa", Pages, "system.mention", How::Robot),
    ]
};

/// Every count of a statistic that is compared.
pub static COUNT_KEYS: &[Key] = &[
    key("received", Group::Lists, "page.statistics", How::Number),
    key("valid", Group::Lists, "page.statistics", How::Number),
    key("accepted", Group::Lists, "page.statistics", How::Number),
    key("forwarded", Group::Lists, "page.statistics", How::Number),
    key("closed", Group::Lists, "page.statistics", How::Number),
];

/// Every key that is compared within a row of a list of letters.
pub static ROW_KEYS: &[Key] = &[
    key("title", Group::Lists, "message.title", How::Words),
    key("serial", Group::Lists, "message.code", How::Words),
    key("kind", Group::Lists, "message.kind", How::Words),
    key("date", Group::Lists, "message.asked", How::Day),
    key("question_date", Group::Lists, "message.asked", How::Day),
    key("reply_date", Group::Lists, "message.replied", How::Day),
    key("state", Group::Lists, "message.status", How::Words),
    key("department", Group::Lists, "message.department", How::Words),
    key("reply_kind", Group::Lists, "message.grade", How::Reply),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_names_a_field_of_facts_or_says_that_it_is_none() {
        for key in KEYS.iter().chain(ROW_KEYS) {
            assert!(
                key.field.starts_with("page.") || crate::extract::field(key.field).is_some(),
                "{}",
                key.name
            );
        }
    }

    #[test]
    fn every_key_is_documented() {
        let docs = include_str!("../../docs/evaluate.md");
        for name in KEYS
            .iter()
            .chain(ROW_KEYS)
            .chain(COUNT_KEYS)
            .map(|key| key.name)
            .chain(REMARKS.iter().copied())
            .chain(NOT_READ.iter().map(|(name, _)| *name))
        {
            assert!(
                docs.contains(&format!("`{name}`")),
                "add `{name}` to docs/evaluate.md"
            );
        }
    }

    #[test]
    fn a_field_that_no_extractor_reports_is_not_read() {
        assert!(known("item_name").expect("a key").is_read());
        assert!(
            known("encoding").expect("a key").is_read(),
            "no field of facts"
        );
        let key = known("item.type").expect("an id of a field is a key");
        assert_eq!(key.group, Group::GuideFields);
        assert!(known("material.form").is_none(), "which of the materials?");
    }
}
