//! Fields of a site, of its channels on social platforms and of the systems that it offers.

use super::{
    Field,
    ValueKind::{Address, Code, Flag, Limit, Number, Text},
};
use crate::extract::fact::SubjectKind::{Channel, Site, System};

/// 公开来信: public letters seen.
pub static SITE_LETTERS: Field = Field::new(
    Site,
    Number,
    "site.letters",
    "公开来信",
    "public letters seen",
)
.counted_in("letters");
/// 列表所称来信总数: letters that a list says it has on all its pages.
pub static SITE_LETTERS_STATED: Field = Field::new(
    Site,
    Number,
    "site.letters.stated",
    "列表所称来信总数",
    "letters that a list says it has on all its pages; of several lists the longest",
)
.counted_in("letters");
/// 来信公开方式: whether a list shows all letters, those that were answered, or a choice of them.
pub static SITE_LETTERS_SHOWN: Field = Field::new(
    Site,
    Code,
    "site.letters.shown",
    "来信公开方式",
    "which letters a list shows: all, answered, selected",
);
/// 写信须登录（所称）: whether the page for writing a letter says that one must log in first.
pub static SITE_LETTERS_LOGIN: Field = Field::new(
    Site,
    Flag,
    "site.letters.login",
    "写信须登录（所称）",
    "whether the place for letters says that one must log in before writing",
);
/// 承诺答复时限（所称）: the time within which the place for letters promises a reply.
pub static SITE_LETTERS_PROMISE: Field = Field::new(
    Site,
    Limit,
    "site.letters.promise",
    "承诺答复时限（所称）",
    "time within which the place for letters promises a reply",
);
/// 所称收到来信数: letters that a statistic of the mailbox says came in.
pub static SITE_LETTERS_RECEIVED: Field = Field::new(
    Site,
    Number,
    "site.letters.received",
    "所称收到来信数",
    "letters that a statistic of the mailbox says came in; of several statistics the largest",
)
.counted_in("letters");
/// 所称受理来信数: letters that the same statistic says were accepted.
pub static SITE_LETTERS_ACCEPTED: Field = Field::new(
    Site,
    Number,
    "site.letters.accepted",
    "所称受理来信数",
    "letters that the same statistic says were accepted",
)
.counted_in("letters");
/// 所称办结来信数: letters that the same statistic says are closed.
pub static SITE_LETTERS_CLOSED: Field = Field::new(
    Site,
    Number,
    "site.letters.closed",
    "所称办结来信数",
    "letters that the same statistic says are closed",
)
.counted_in("letters");
/// 来信统计期间: the month or year of that statistic.
pub static SITE_LETTERS_PERIOD: Field = Field::new(
    Site,
    Code,
    "site.letters.period",
    "来信统计期间",
    "month or year of that statistic, as `2024-05` or `2024`; absent where it counts from the beginning or does not say",
);
/// robots 对搜索引擎: `open` or `closed`: whether the main engines' crawlers may read item pages.
pub static INDEX_ROBOTS: Field = Field::new(
    Site,
    Code,
    "index.robots",
    "robots 对搜索引擎",
    "`open` or `closed`: whether the main engines' crawlers may read item pages",
);
/// 网站地图: addresses in the sitemap.
pub static INDEX_SITEMAP: Field = Field::new(
    Site,
    Number,
    "index.sitemap",
    "网站地图",
    "addresses in the sitemap",
)
.counted_in("addresses");
/// 渠道提及: words that name the channel.
pub static CHANNEL_MENTION: Field = Field::new(
    Channel,
    Text,
    "channel.mention",
    "渠道提及",
    "words that name the channel",
);
/// 渠道入口: address of the channel, or `qr` for a QR picture.
pub static CHANNEL_LINK: Field = Field::new(
    Channel,
    Address,
    "channel.link",
    "渠道入口",
    "address of the channel, or `qr` for a QR picture",
);
/// 系统提及（所称）: words that name or promise the system.
pub static SYSTEM_MENTION: Field = Field::new(
    System,
    Text,
    "system.mention",
    "系统提及（所称）",
    "words that name or promise the system",
);
/// 系统入口: address behind its entry.
pub static SYSTEM_ADDRESS: Field = Field::new(
    System,
    Address,
    "system.address",
    "系统入口",
    "address behind its entry",
);
/// 系统入口可达（核验）: check: whether that address answered as such a system.
pub static SYSTEM_REACHABLE: Field = Field::new(
    System,
    Flag,
    "system.reachable",
    "系统入口可达（核验）",
    "check: whether that address answered as such a system",
);
/// 系统说明: what the page says of it: hours, numbers, scope.
pub static SYSTEM_DETAIL: Field = Field::new(
    System,
    Text,
    "system.detail",
    "系统说明",
    "what the page says of it: hours, numbers, scope",
);

/// All of them, in the order of the dictionary.
pub(super) static FIELDS: &[&Field] = &[
    &SITE_LETTERS,
    &SITE_LETTERS_STATED,
    &SITE_LETTERS_SHOWN,
    &SITE_LETTERS_LOGIN,
    &SITE_LETTERS_PROMISE,
    &SITE_LETTERS_RECEIVED,
    &SITE_LETTERS_ACCEPTED,
    &SITE_LETTERS_CLOSED,
    &SITE_LETTERS_PERIOD,
    &INDEX_ROBOTS,
    &INDEX_SITEMAP,
    &CHANNEL_MENTION,
    &CHANNEL_LINK,
    &SYSTEM_MENTION,
    &SYSTEM_ADDRESS,
    &SYSTEM_REACHABLE,
    &SYSTEM_DETAIL,
];
