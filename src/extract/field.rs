//! The **fields**: everything that facts can say, declared once.
//!
//! The data dictionary that `govgauge fields` prints, the columns of the records and the names that packs may use all come from here.

use super::fact::SubjectKind;

/// What kind of value a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Words.
    Text,
    /// A count or amount.
    Number,
    /// Yes or no.
    Flag,
    /// A day.
    Date,
    /// A time limit.
    Limit,
    /// An absolute address.
    Address,
    /// A word of a closed list.
    Code,
}

impl ValueKind {
    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Flag => "flag",
            Self::Date => "date",
            Self::Limit => "limit",
            Self::Address => "address",
            Self::Code => "code",
        }
    }
}

/// One thing that a fact can say.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Name in files: `item.time-limit.promised`.
    pub id: &'static str,
    /// What it is said of.
    pub of: SubjectKind,
    /// What kind of value it has.
    pub kind: ValueKind,
    /// Unit of its numbers; empty where there is none.
    pub unit: &'static str,
    /// Its name in Chinese.
    pub zh: &'static str,
    /// What it is, in English.
    pub en: &'static str,
}

/// The field of that name.
pub fn field(id: &str) -> Option<&'static Field> {
    FIELDS.iter().copied().find(|field| field.id == id)
}

/// 事项名称: name of the service item.
pub static ITEM_NAME: Field = Field {
    id: "item.name",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "事项名称",
    en: "name of the service item",
};
/// 实施编码: implementation code of the item.
pub static ITEM_CODE: Field = Field {
    id: "item.code",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "实施编码",
    en: "implementation code of the item",
};
/// 基本编码: national catalogue code of the item.
pub static ITEM_CATALOG_CODE: Field = Field {
    id: "item.catalog-code",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "基本编码",
    en: "national catalogue code of the item",
};
/// 事项类型: kind of power or service, as printed.
pub static ITEM_TYPE: Field = Field {
    id: "item.type",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "事项类型",
    en: "kind of power or service, as printed",
};
/// 实施主体: body that decides the item.
pub static ITEM_AGENCY: Field = Field {
    id: "item.agency",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "实施主体",
    en: "body that decides the item",
};
/// 受理条件: who may apply and under what conditions.
pub static ITEM_CONDITIONS: Field = Field {
    id: "item.conditions",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "受理条件",
    en: "who may apply and under what conditions",
};
/// 申请材料: number of materials listed.
pub static ITEM_MATERIALS: Field = Field {
    id: "item.materials",
    of: SubjectKind::Item,
    kind: ValueKind::Number,
    unit: "rows",
    zh: "申请材料",
    en: "number of materials listed",
};
/// 法定时限: time the law gives the office.
pub static ITEM_TIME_LIMIT_STATUTORY: Field = Field {
    id: "item.time-limit.statutory",
    of: SubjectKind::Item,
    kind: ValueKind::Limit,
    unit: "",
    zh: "法定时限",
    en: "time the law gives the office",
};
/// 承诺时限: time the office promises.
pub static ITEM_TIME_LIMIT_PROMISED: Field = Field {
    id: "item.time-limit.promised",
    of: SubjectKind::Item,
    kind: ValueKind::Limit,
    unit: "",
    zh: "承诺时限",
    en: "time the office promises",
};
/// 办理时限（未说明法定或承诺）: time stated without saying whether by law or by promise.
pub static ITEM_TIME_LIMIT_STATED: Field = Field {
    id: "item.time-limit.stated",
    of: SubjectKind::Item,
    kind: ValueKind::Limit,
    unit: "",
    zh: "办理时限（未说明法定或承诺）",
    en: "time stated without saying whether by law or by promise",
};
/// 是否可在线申办（所称）: whether the page claims that one can apply online.
pub static ITEM_ONLINE_CLAIMED: Field = Field {
    id: "item.online.claimed",
    of: SubjectKind::Item,
    kind: ValueKind::Flag,
    unit: "",
    zh: "是否可在线申办（所称）",
    en: "whether the page claims that one can apply online",
};
/// 在线申办地址: address behind the apply button.
pub static ITEM_ONLINE_ADDRESS: Field = Field {
    id: "item.online.address",
    of: SubjectKind::Item,
    kind: ValueKind::Address,
    unit: "",
    zh: "在线申办地址",
    en: "address behind the apply button",
};
/// 在线申办地址可达（核验）: check: whether that address answered.
pub static ITEM_ONLINE_REACHABLE: Field = Field {
    id: "item.online.reachable",
    of: SubjectKind::Item,
    kind: ValueKind::Flag,
    unit: "",
    zh: "在线申办地址可达（核验）",
    en: "check: whether that address answered",
};
/// 网办深度: claimed depth of online handling, as printed.
pub static ITEM_ONLINE_DEPTH: Field = Field {
    id: "item.online.depth",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "网办深度",
    en: "claimed depth of online handling, as printed",
};
/// 到现场次数: visits in person that the page says are needed.
pub static ITEM_VISITS: Field = Field {
    id: "item.visits",
    of: SubjectKind::Item,
    kind: ValueKind::Number,
    unit: "visits",
    zh: "到现场次数",
    en: "visits in person that the page says are needed",
};
/// 收费: what the item costs.
pub static ITEM_FEE: Field = Field {
    id: "item.fee",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "收费",
    en: "what the item costs",
};
/// 设定依据: legal basis.
pub static ITEM_BASIS: Field = Field {
    id: "item.basis",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "设定依据",
    en: "legal basis",
};
/// 办理流程: steps of handling.
pub static ITEM_PROCESS: Field = Field {
    id: "item.process",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "办理流程",
    en: "steps of handling",
};
/// 办理地点: where to go.
pub static ITEM_ADDRESS: Field = Field {
    id: "item.address",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "办理地点",
    en: "where to go",
};
/// 办理时间: office hours.
pub static ITEM_HOURS: Field = Field {
    id: "item.hours",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "办理时间",
    en: "office hours",
};
/// 咨询电话: telephone for questions.
pub static ITEM_PHONE_CONSULT: Field = Field {
    id: "item.phone.consult",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "咨询电话",
    en: "telephone for questions",
};
/// 监督投诉电话: telephone for complaints.
pub static ITEM_PHONE_COMPLAINT: Field = Field {
    id: "item.phone.complaint",
    of: SubjectKind::Item,
    kind: ValueKind::Text,
    unit: "",
    zh: "监督投诉电话",
    en: "telephone for complaints",
};
/// 页面标题含事项名称: whether the page's title has the item's name.
pub static ITEM_INDEX_TITLE: Field = Field {
    id: "item.index.title",
    of: SubjectKind::Item,
    kind: ValueKind::Flag,
    unit: "",
    zh: "页面标题含事项名称",
    en: "whether the page's title has the item's name",
};
/// 页面有描述: whether the page has a meta description.
pub static ITEM_INDEX_DESCRIPTION: Field = Field {
    id: "item.index.description",
    of: SubjectKind::Item,
    kind: ValueKind::Flag,
    unit: "",
    zh: "页面有描述",
    en: "whether the page has a meta description",
};
/// 材料名称: name of the material.
pub static MATERIAL_NAME: Field = Field {
    id: "material.name",
    of: SubjectKind::Material,
    kind: ValueKind::Text,
    unit: "",
    zh: "材料名称",
    en: "name of the material",
};
/// 材料类型: kind of material, as printed.
pub static MATERIAL_KIND: Field = Field {
    id: "material.kind",
    of: SubjectKind::Material,
    kind: ValueKind::Text,
    unit: "",
    zh: "材料类型",
    en: "kind of material, as printed",
};
/// 材料形式: original, copy or electronic, as printed.
pub static MATERIAL_FORM: Field = Field {
    id: "material.form",
    of: SubjectKind::Material,
    kind: ValueKind::Text,
    unit: "",
    zh: "材料形式",
    en: "original, copy or electronic, as printed",
};
/// 份数: copies asked for.
pub static MATERIAL_COPIES: Field = Field {
    id: "material.copies",
    of: SubjectKind::Material,
    kind: ValueKind::Number,
    unit: "copies",
    zh: "份数",
    en: "copies asked for",
};
/// 来源渠道: who issues the material, as printed.
pub static MATERIAL_SOURCE: Field = Field {
    id: "material.source",
    of: SubjectKind::Material,
    kind: ValueKind::Text,
    unit: "",
    zh: "来源渠道",
    en: "who issues the material, as printed",
};
/// 材料必要性: whether it is required, as printed.
pub static MATERIAL_NECESSITY: Field = Field {
    id: "material.necessity",
    of: SubjectKind::Material,
    kind: ValueKind::Text,
    unit: "",
    zh: "材料必要性",
    en: "whether it is required, as printed",
};
/// 空白表格: address of the blank form.
pub static MATERIAL_BLANK_FORM: Field = Field {
    id: "material.blank-form",
    of: SubjectKind::Material,
    kind: ValueKind::Address,
    unit: "",
    zh: "空白表格",
    en: "address of the blank form",
};
/// 空白表格文件（核验）: check: kind of file that came back, or `none`.
pub static MATERIAL_BLANK_FORM_FILE: Field = Field {
    id: "material.blank-form.file",
    of: SubjectKind::Material,
    kind: ValueKind::Code,
    unit: "",
    zh: "空白表格文件（核验）",
    en: "check: kind of file that came back, or `none`",
};
/// 示例样表: address of the filled sample.
pub static MATERIAL_SAMPLE_FORM: Field = Field {
    id: "material.sample-form",
    of: SubjectKind::Material,
    kind: ValueKind::Address,
    unit: "",
    zh: "示例样表",
    en: "address of the filled sample",
};
/// 示例样表文件（核验）: check: kind of file that came back, or `none`.
pub static MATERIAL_SAMPLE_FORM_FILE: Field = Field {
    id: "material.sample-form.file",
    of: SubjectKind::Material,
    kind: ValueKind::Code,
    unit: "",
    zh: "示例样表文件（核验）",
    en: "check: kind of file that came back, or `none`",
};
/// 来信标题: title of the letter.
pub static MESSAGE_TITLE: Field = Field {
    id: "message.title",
    of: SubjectKind::Message,
    kind: ValueKind::Text,
    unit: "",
    zh: "来信标题",
    en: "title of the letter",
};
/// 来信类型: kind of letter, as printed.
pub static MESSAGE_KIND: Field = Field {
    id: "message.kind",
    of: SubjectKind::Message,
    kind: ValueKind::Text,
    unit: "",
    zh: "来信类型",
    en: "kind of letter, as printed",
};
/// 来信日期: day the letter was sent.
pub static MESSAGE_ASKED: Field = Field {
    id: "message.asked",
    of: SubjectKind::Message,
    kind: ValueKind::Date,
    unit: "",
    zh: "来信日期",
    en: "day the letter was sent",
};
/// 答复日期: day of the reply.
pub static MESSAGE_REPLIED: Field = Field {
    id: "message.replied",
    of: SubjectKind::Message,
    kind: ValueKind::Date,
    unit: "",
    zh: "答复日期",
    en: "day of the reply",
};
/// 办理状态: state of handling, as printed.
pub static MESSAGE_STATUS: Field = Field {
    id: "message.status",
    of: SubjectKind::Message,
    kind: ValueKind::Text,
    unit: "",
    zh: "办理状态",
    en: "state of handling, as printed",
};
/// 答复单位: body that replied.
pub static MESSAGE_DEPARTMENT: Field = Field {
    id: "message.department",
    of: SubjectKind::Message,
    kind: ValueKind::Text,
    unit: "",
    zh: "答复单位",
    en: "body that replied",
};
/// 来信内容: text of the letter.
pub static MESSAGE_QUESTION: Field = Field {
    id: "message.question",
    of: SubjectKind::Message,
    kind: ValueKind::Text,
    unit: "",
    zh: "来信内容",
    en: "text of the letter",
};
/// 答复内容: text of the reply.
pub static MESSAGE_REPLY: Field = Field {
    id: "message.reply",
    of: SubjectKind::Message,
    kind: ValueKind::Text,
    unit: "",
    zh: "答复内容",
    en: "text of the reply",
};
/// 答复等级: resolution grade R0 to R5 or RX, proposed by deterministic signals.
pub static MESSAGE_GRADE: Field = Field {
    id: "message.grade",
    of: SubjectKind::Message,
    kind: ValueKind::Code,
    unit: "",
    zh: "答复等级",
    en: "resolution grade R0 to R5 or RX, proposed by deterministic signals",
};
/// 公开来信: public letters seen.
pub static SITE_LETTERS: Field = Field {
    id: "site.letters",
    of: SubjectKind::Site,
    kind: ValueKind::Number,
    unit: "letters",
    zh: "公开来信",
    en: "public letters seen",
};
/// robots 对搜索引擎: `open` or `closed`: whether the main engines' crawlers may read item pages.
pub static INDEX_ROBOTS: Field = Field {
    id: "index.robots",
    of: SubjectKind::Site,
    kind: ValueKind::Code,
    unit: "",
    zh: "robots 对搜索引擎",
    en: "`open` or `closed`: whether the main engines' crawlers may read item pages",
};
/// 网站地图: addresses in the sitemap.
pub static INDEX_SITEMAP: Field = Field {
    id: "index.sitemap",
    of: SubjectKind::Site,
    kind: ValueKind::Number,
    unit: "addresses",
    zh: "网站地图",
    en: "addresses in the sitemap",
};
/// 渠道提及: words that name the channel.
pub static CHANNEL_MENTION: Field = Field {
    id: "channel.mention",
    of: SubjectKind::Channel,
    kind: ValueKind::Text,
    unit: "",
    zh: "渠道提及",
    en: "words that name the channel",
};
/// 渠道入口: address of the channel, or `qr` for a QR picture.
pub static CHANNEL_LINK: Field = Field {
    id: "channel.link",
    of: SubjectKind::Channel,
    kind: ValueKind::Address,
    unit: "",
    zh: "渠道入口",
    en: "address of the channel, or `qr` for a QR picture",
};
/// 查询结果: `results`, `none` or `blocked`.
pub static QUERY_OUTCOME: Field = Field {
    id: "query.outcome",
    of: SubjectKind::Query,
    kind: ValueKind::Code,
    unit: "",
    zh: "查询结果",
    en: "`results`, `none` or `blocked`",
};
/// 查询类型: `navigational`, `transactional` or `informational`.
pub static QUERY_KIND: Field = Field {
    id: "query.kind",
    of: SubjectKind::Query,
    kind: ValueKind::Code,
    unit: "",
    zh: "查询类型",
    en: "`navigational`, `transactional` or `informational`",
};
/// 结果标题: title of the result.
pub static RESULT_TITLE: Field = Field {
    id: "result.title",
    of: SubjectKind::Result,
    kind: ValueKind::Text,
    unit: "",
    zh: "结果标题",
    en: "title of the result",
};
/// 结果主机: host as shown.
pub static RESULT_HOST: Field = Field {
    id: "result.host",
    of: SubjectKind::Result,
    kind: ValueKind::Text,
    unit: "",
    zh: "结果主机",
    en: "host as shown",
};
/// 结果地址: target address, where the page gives it.
pub static RESULT_ADDRESS: Field = Field {
    id: "result.address",
    of: SubjectKind::Result,
    kind: ValueKind::Address,
    unit: "",
    zh: "结果地址",
    en: "target address, where the page gives it",
};
/// 广告: whether the result is an advertisement.
pub static RESULT_AD: Field = Field {
    id: "result.ad",
    of: SubjectKind::Result,
    kind: ValueKind::Flag,
    unit: "",
    zh: "广告",
    en: "whether the result is an advertisement",
};
/// 官网标识: official badge shown beside it.
pub static RESULT_BADGE: Field = Field {
    id: "result.badge",
    of: SubjectKind::Result,
    kind: ValueKind::Text,
    unit: "",
    zh: "官网标识",
    en: "official badge shown beside it",
};
/// 主机类别: class of its host, from the host tables.
pub static RESULT_CLASS: Field = Field {
    id: "result.class",
    of: SubjectKind::Result,
    kind: ValueKind::Code,
    unit: "",
    zh: "主机类别",
    en: "class of its host, from the host tables",
};

/// Every field, in the order of the dictionary.
pub static FIELDS: &[&Field] = &[
    &ITEM_NAME,
    &ITEM_CODE,
    &ITEM_CATALOG_CODE,
    &ITEM_TYPE,
    &ITEM_AGENCY,
    &ITEM_CONDITIONS,
    &ITEM_MATERIALS,
    &ITEM_TIME_LIMIT_STATUTORY,
    &ITEM_TIME_LIMIT_PROMISED,
    &ITEM_TIME_LIMIT_STATED,
    &ITEM_ONLINE_CLAIMED,
    &ITEM_ONLINE_ADDRESS,
    &ITEM_ONLINE_REACHABLE,
    &ITEM_ONLINE_DEPTH,
    &ITEM_VISITS,
    &ITEM_FEE,
    &ITEM_BASIS,
    &ITEM_PROCESS,
    &ITEM_ADDRESS,
    &ITEM_HOURS,
    &ITEM_PHONE_CONSULT,
    &ITEM_PHONE_COMPLAINT,
    &ITEM_INDEX_TITLE,
    &ITEM_INDEX_DESCRIPTION,
    &MATERIAL_NAME,
    &MATERIAL_KIND,
    &MATERIAL_FORM,
    &MATERIAL_COPIES,
    &MATERIAL_SOURCE,
    &MATERIAL_NECESSITY,
    &MATERIAL_BLANK_FORM,
    &MATERIAL_BLANK_FORM_FILE,
    &MATERIAL_SAMPLE_FORM,
    &MATERIAL_SAMPLE_FORM_FILE,
    &MESSAGE_TITLE,
    &MESSAGE_KIND,
    &MESSAGE_ASKED,
    &MESSAGE_REPLIED,
    &MESSAGE_STATUS,
    &MESSAGE_DEPARTMENT,
    &MESSAGE_QUESTION,
    &MESSAGE_REPLY,
    &MESSAGE_GRADE,
    &SITE_LETTERS,
    &INDEX_ROBOTS,
    &INDEX_SITEMAP,
    &CHANNEL_MENTION,
    &CHANNEL_LINK,
    &QUERY_OUTCOME,
    &QUERY_KIND,
    &RESULT_TITLE,
    &RESULT_HOST,
    &RESULT_ADDRESS,
    &RESULT_AD,
    &RESULT_BADGE,
    &RESULT_CLASS,
];
