//! Fields of the marks by which a government site names itself (国办发〔2017〕47号): what it claims, and the checks of it.

use super::Field;
use super::ValueKind::{Flag, Number, Text};
use crate::extract::fact::SubjectKind::Site;

/// 网站名称标签: what the site calls itself in its `SiteName` element.
pub static MARKS_SITE_NAME: Field = Field::new(
    Site,
    Text,
    "marks.site-name",
    "网站名称标签",
    "what the site calls itself in its SiteName element",
);
/// 网站域名标签: the domain that the site says it has, in its `SiteDomain` element.
pub static MARKS_SITE_DOMAIN: Field = Field::new(
    Site,
    Text,
    "marks.site-domain",
    "网站域名标签",
    "the domain that the site says it has, in its SiteDomain element",
);
/// 域名标签与实际一致（核验）: check: whether that domain is the host that answered.
pub static MARKS_SITE_DOMAIN_MATCHES: Field = Field::new(
    Site,
    Flag,
    "marks.site-domain.matches",
    "域名标签与实际一致（核验）",
    "check: whether that domain is the host that answered, `www.` aside",
);
/// 标识码标签: the identification code in its `SiteIDCode` element.
pub static MARKS_ID_CODE: Field = Field::new(
    Site,
    Text,
    "marks.id-code",
    "标识码标签",
    "the identification code in its SiteIDCode element",
);
/// 标识码格式合规（核验）: check: whether that code has the form of an issued one.
pub static MARKS_ID_CODE_VALID: Field = Field::new(
    Site,
    Flag,
    "marks.id-code.valid",
    "标识码格式合规（核验）",
    "check: whether that code has the form of an issued one",
);
/// 页脚标识码: the identification code that readers see.
pub static MARKS_ID_CODE_PRINTED: Field = Field::new(
    Site,
    Text,
    "marks.id-code.footer",
    "页脚标识码",
    "the identification code that readers see, mostly in the foot",
);
/// 页脚与标签标识码一致（核验）: check: whether the code that readers see is that of the element.
pub static MARKS_ID_CODE_MATCHES: Field = Field::new(
    Site,
    Flag,
    "marks.id-code.matches",
    "页脚与标签标识码一致（核验）",
    "check: whether the code that readers see is that of the element",
);
/// 注释中的标识码: an identification code inside a comment of the source, which no reader sees.
pub static MARKS_ID_CODE_COMMENTED: Field = Field::new(
    Site,
    Text,
    "marks.id-code.commented",
    "注释中的标识码",
    "an identification code inside a comment of the source, which no reader sees",
);
/// ICP 备案号: number of the ICP record, as printed.
pub static MARKS_ICP: Field = Field::new(
    Site,
    Text,
    "marks.icp",
    "ICP 备案号",
    "number of the ICP record, as printed",
);
/// 公安备案号: number of the police record, as printed.
pub static MARKS_POLICE: Field = Field::new(
    Site,
    Text,
    "marks.police",
    "公安备案号",
    "number of the police record, as printed",
);
/// 标签属于其他网站的页面（核验）: check: pages whose `SiteDomain` or `SiteIDCode` is that of another site.
pub static MARKS_OF_ANOTHER: Field = Field::new(
    Site,
    Number,
    "marks.of-another",
    "标签属于其他网站的页面（核验）",
    "check: pages whose SiteDomain or SiteIDCode is that of another site: a copied template",
)
.counted_in("pages");
/// 网站标签齐全的页面: share of the pages that have every mandatory element of the site.
pub static MARKS_SITE_TAGS: Field = Field::new(
    Site,
    Number,
    "marks.site-tags",
    "网站标签齐全的页面",
    "share of the pages that have every mandatory element of the site",
)
.counted_in("share of pages");
/// 栏目标签齐全的栏目页: share of the pages of columns that have every mandatory element of a column.
pub static MARKS_COLUMN_TAGS: Field = Field::new(
    Site,
    Number,
    "marks.column-tags",
    "栏目标签齐全的栏目页",
    "share of the pages of columns that have every mandatory element of a column",
)
.counted_in("share of pages");
/// 内容标签齐全的内容页: share of the articles that have every mandatory element of an article.
pub static MARKS_ARTICLE_TAGS: Field = Field::new(
    Site,
    Number,
    "marks.article-tags",
    "内容标签齐全的内容页",
    "share of the articles that have every mandatory element of an article",
)
.counted_in("share of pages");
/// 发布日期标签可读的内容页（核验）: check: share of the articles whose `PubDate` is a day.
pub static MARKS_ARTICLE_DATED: Field = Field::new(
    Site,
    Number,
    "marks.article-tags.dated",
    "发布日期标签可读的内容页（核验）",
    "check: share of the articles whose PubDate is a day",
)
.counted_in("share of pages");

/// All of them, in the order of the dictionary.
pub(super) static FIELDS: &[&Field] = &[
    &MARKS_SITE_NAME,
    &MARKS_SITE_DOMAIN,
    &MARKS_SITE_DOMAIN_MATCHES,
    &MARKS_ID_CODE,
    &MARKS_ID_CODE_VALID,
    &MARKS_ID_CODE_PRINTED,
    &MARKS_ID_CODE_MATCHES,
    &MARKS_ID_CODE_COMMENTED,
    &MARKS_ICP,
    &MARKS_POLICE,
    &MARKS_OF_ANOTHER,
    &MARKS_SITE_TAGS,
    &MARKS_COLUMN_TAGS,
    &MARKS_ARTICLE_TAGS,
    &MARKS_ARTICLE_DATED,
];
