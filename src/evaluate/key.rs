//! The **keys** of a gold file that are compared: which field each stands for, and how the two are compared.

/// What keys are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Meta elements of the page.
    MetaTags,
    /// What a guide says of its item.
    GuideFields,
    /// Letters and replies.
    Letters,
    /// Channels of social platforms.
    Channels,
    /// Result pages of search engines.
    Results,
}

impl Group {
    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::MetaTags => "meta_tags",
            Self::GuideFields => "guide_fields",
            Self::Letters => "letters",
            Self::Channels => "channels",
            Self::Results => "results",
        }
    }
}

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
    /// The thing's own code.
    Serial,
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

/// The key of that name, at the top of a line.
pub fn known(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
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
];

/// Every key that is compared.
///
/// To add one: its entry here, its line in `docs/evaluate.md`.
pub static KEYS: &[Key] = {
    use Group::{Channels, GuideFields as Guide, Letters, MetaTags, Results};
    &[
        key("meta_tags", MetaTags, "page.meta", How::Tags),
        key("item_name", Guide, "item.name", How::Words),
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
        key("serial", Letters, "page.message-code", How::Serial),
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
        key("rows", Letters, "page.rows", How::Rows),
        key("first_row", Letters, "page.rows", How::FirstRow),
        key("last_row", Letters, "page.rows", How::LastRow),
        key("rows_detail", Letters, "page.rows", How::EachRow),
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
    ]
};

/// Every key that is compared within a row of a list of letters.
pub static ROW_KEYS: &[Key] = &[
    key("title", Group::Letters, "message.title", How::Words),
    key("kind", Group::Letters, "message.kind", How::Words),
    key("date", Group::Letters, "message.asked", How::Day),
    key("question_date", Group::Letters, "message.asked", How::Day),
    key("reply_date", Group::Letters, "message.replied", How::Day),
    key("state", Group::Letters, "message.status", How::Words),
    key(
        "department",
        Group::Letters,
        "message.department",
        How::Words,
    ),
    key("reply_kind", Group::Letters, "message.grade", How::Reply),
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
            .map(|key| key.name)
            .chain(REMARKS.iter().copied())
        {
            assert!(
                docs.contains(&format!("`{name}`")),
                "add `{name}` to docs/evaluate.md"
            );
        }
    }
}
