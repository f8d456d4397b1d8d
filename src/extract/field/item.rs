//! Fields of service items: the elements of a guide (国办函〔2016〕108号), and the checks of what it claims.

use super::{
    Field,
    ValueKind::{Address, Date, Flag, Limit, Number, Text},
};
use crate::extract::fact::SubjectKind::Item;

/// 事项名称: name of the service item.
pub static ITEM_NAME: Field = Field::new(
    Item,
    Text,
    "item.name",
    "事项名称",
    "name of the service item",
);
/// 实施编码: implementation code of the item.
pub static ITEM_CODE: Field = Field::new(
    Item,
    Text,
    "item.code",
    "实施编码",
    "implementation code of the item",
);
/// 实施编码形式（核验）: check: whether the printed code has the form of a national implementation code.
pub static ITEM_CODE_FORM: Field = Field::new(
    Item,
    Flag,
    "item.code.form",
    "实施编码形式（核验）",
    "check: whether the printed code has the form of a national implementation code",
);
/// 基本编码: national catalogue code of the item.
pub static ITEM_CATALOG_CODE: Field = Field::new(
    Item,
    Text,
    "item.catalog-code",
    "基本编码",
    "national catalogue code of the item",
);
/// 基本编码形式（核验）: check: whether the printed code has the form of a national catalogue code.
pub static ITEM_CATALOG_CODE_FORM: Field = Field::new(
    Item,
    Flag,
    "item.catalog-code.form",
    "基本编码形式（核验）",
    "check: whether the printed code has the form of a national catalogue code",
);
/// 业务办理项编码: code of the handling variant of the item.
pub static ITEM_HANDLING_CODE: Field = Field::new(
    Item,
    Text,
    "item.handling-code",
    "业务办理项编码",
    "code of the handling variant of the item",
);
/// 地方编码: code of the item in a local catalogue.
pub static ITEM_LOCAL_CODE: Field = Field::new(
    Item,
    Text,
    "item.local-code",
    "地方编码",
    "code of the item in a local catalogue",
);
/// 事项状态: whether the item is in force, as printed.
pub static ITEM_STATUS: Field = Field::new(
    Item,
    Text,
    "item.status",
    "事项状态",
    "whether the item is in force, as printed",
);
/// 事项版本: version of the item in its catalogue, as printed.
pub static ITEM_VERSION: Field = Field::new(
    Item,
    Text,
    "item.version",
    "事项版本",
    "version of the item in its catalogue, as printed",
);
/// 计划生效日期: day from which the item is in force.
pub static ITEM_EFFECTIVE: Field = Field::new(
    Item,
    Date,
    "item.effective",
    "计划生效日期",
    "day from which the item is in force",
);
/// 计划取消日期: day on which the item ends.
pub static ITEM_EXPIRES: Field = Field::new(
    Item,
    Date,
    "item.expires",
    "计划取消日期",
    "day on which the item ends",
);
/// 事项类型: kind of power or service, as printed.
pub static ITEM_TYPE: Field = Field::new(
    Item,
    Text,
    "item.type",
    "事项类型",
    "kind of power or service, as printed",
);
/// 权力来源: where the power to decide comes from, as printed.
pub static ITEM_POWER_SOURCE: Field = Field::new(
    Item,
    Text,
    "item.power-source",
    "权力来源",
    "where the power to decide comes from, as printed",
);
/// 行使层级: level of government that decides, as printed.
pub static ITEM_LEVEL: Field = Field::new(
    Item,
    Text,
    "item.level",
    "行使层级",
    "level of government that decides, as printed",
);
/// 实施主体: body that decides the item.
pub static ITEM_AGENCY: Field = Field::new(
    Item,
    Text,
    "item.agency",
    "实施主体",
    "body that decides the item",
);
/// 实施主体编码: code of the deciding body.
pub static ITEM_AGENCY_CODE: Field = Field::new(
    Item,
    Text,
    "item.agency-code",
    "实施主体编码",
    "code of the deciding body",
);
/// 实施主体性质: legal nature of the deciding body, as printed.
pub static ITEM_AGENCY_KIND: Field = Field::new(
    Item,
    Text,
    "item.agency-kind",
    "实施主体性质",
    "legal nature of the deciding body, as printed",
);
/// 委托部门: body that entrusted the deciding body.
pub static ITEM_ENTRUSTED: Field = Field::new(
    Item,
    Text,
    "item.entrusted",
    "委托部门",
    "body that entrusted the deciding body",
);
/// 联办机构: bodies that handle the item together.
pub static ITEM_JOINT_AGENCIES: Field = Field::new(
    Item,
    Text,
    "item.joint-agencies",
    "联办机构",
    "bodies that handle the item together",
);
/// 设定依据: legal basis.
pub static ITEM_BASIS: Field = Field::new(Item, Text, "item.basis", "设定依据", "legal basis");
/// 服务对象: whom the item serves, as printed.
pub static ITEM_AUDIENCE: Field = Field::new(
    Item,
    Text,
    "item.audience",
    "服务对象",
    "whom the item serves, as printed",
);
/// 主题分类: theme of the item, as printed.
pub static ITEM_THEME: Field = Field::new(
    Item,
    Text,
    "item.theme",
    "主题分类",
    "theme of the item, as printed",
);
/// 受理条件: who may apply and under what conditions.
pub static ITEM_CONDITIONS: Field = Field::new(
    Item,
    Text,
    "item.conditions",
    "受理条件",
    "who may apply and under what conditions",
);
/// 数量限制: limit on the number of grants, as printed.
pub static ITEM_QUOTA: Field = Field::new(
    Item,
    Text,
    "item.quota",
    "数量限制",
    "limit on the number of grants, as printed",
);
/// 通办范围: area in which any counter takes the application, as printed.
pub static ITEM_AREA: Field = Field::new(
    Item,
    Text,
    "item.area",
    "通办范围",
    "area in which any counter takes the application, as printed",
);
/// 申请材料: number of materials listed.
pub static ITEM_MATERIALS: Field = Field::new(
    Item,
    Number,
    "item.materials",
    "申请材料",
    "number of materials listed",
)
.counted_in("rows");
/// 办理情形: cases that the guide tells apart.
pub static ITEM_SCENES: Field = Field::new(
    Item,
    Number,
    "item.scenes",
    "办理情形",
    "cases that the guide tells apart",
)
.counted_in("scenes");
/// 法定时限: time the law gives the office.
pub static ITEM_TIME_LIMIT_STATUTORY: Field = Field::new(
    Item,
    Limit,
    "item.time-limit.statutory",
    "法定时限",
    "time the law gives the office",
);
/// 承诺时限: time the office promises.
pub static ITEM_TIME_LIMIT_PROMISED: Field = Field::new(
    Item,
    Limit,
    "item.time-limit.promised",
    "承诺时限",
    "time the office promises",
);
/// 办理时限（未说明法定或承诺）: time stated without saying whether by law or by promise.
pub static ITEM_TIME_LIMIT_STATED: Field = Field::new(
    Item,
    Limit,
    "item.time-limit.stated",
    "办理时限（未说明法定或承诺）",
    "time stated without saying whether by law or by promise",
);
/// 法定时限说明: what the page explains about the statutory limit.
pub static ITEM_TIME_LIMIT_STATUTORY_NOTE: Field = Field::new(
    Item,
    Text,
    "item.time-limit.statutory-note",
    "法定时限说明",
    "what the page explains about the statutory limit",
);
/// 承诺时限说明: what the page explains about the promised limit.
pub static ITEM_TIME_LIMIT_PROMISED_NOTE: Field = Field::new(
    Item,
    Text,
    "item.time-limit.promised-note",
    "承诺时限说明",
    "what the page explains about the promised limit",
);
/// 办件类型: decided at once or within a promise, as printed.
pub static ITEM_HANDLING_KIND: Field = Field::new(
    Item,
    Text,
    "item.handling-kind",
    "办件类型",
    "decided at once or within a promise, as printed",
);
/// 审查类型: reviewed at once or in stages, as printed.
pub static ITEM_REVIEW_KIND: Field = Field::new(
    Item,
    Text,
    "item.review-kind",
    "审查类型",
    "reviewed at once or in stages, as printed",
);
/// 特别程序: steps whose time does not count, as printed.
pub static ITEM_SPECIAL_STEPS: Field = Field::new(
    Item,
    Text,
    "item.special-steps",
    "特别程序",
    "steps whose time does not count, as printed",
);
/// 办理流程: steps of handling.
pub static ITEM_PROCESS: Field =
    Field::new(Item, Text, "item.process", "办理流程", "steps of handling");
/// 办理环节数: steps of handling that are listed.
pub static ITEM_STEPS: Field = Field::new(
    Item,
    Number,
    "item.steps",
    "办理环节数",
    "steps of handling that are listed",
)
.counted_in("steps");
/// 各环节时限合计: sum of the time limits of the listed steps.
pub static ITEM_STEPS_TIME: Field = Field::new(
    Item,
    Limit,
    "item.steps.time",
    "各环节时限合计",
    "sum of the time limits of the listed steps",
);
/// 办理形式: ways to apply: counter, online, post, as printed.
pub static ITEM_HANDLING_FORMS: Field = Field::new(
    Item,
    Text,
    "item.handling-forms",
    "办理形式",
    "ways to apply: counter, online, post, as printed",
);
/// 是否可在线申办（所称）: whether the page claims that one can apply online.
pub static ITEM_ONLINE_CLAIMED: Field = Field::new(
    Item,
    Flag,
    "item.online.claimed",
    "是否可在线申办（所称）",
    "whether the page claims that one can apply online",
);
/// 在线申办地址: address behind the apply button.
pub static ITEM_ONLINE_ADDRESS: Field = Field::new(
    Item,
    Address,
    "item.online.address",
    "在线申办地址",
    "address behind the apply button",
);
/// 在线申办地址可达（核验）: check: whether that address answered.
pub static ITEM_ONLINE_REACHABLE: Field = Field::new(
    Item,
    Flag,
    "item.online.reachable",
    "在线申办地址可达（核验）",
    "check: whether that address answered",
);
/// 在线申办最终主机（核验）: check: host on which that address ends, redirects followed.
pub static ITEM_ONLINE_HOST: Field = Field::new(
    Item,
    Text,
    "item.online.host",
    "在线申办最终主机（核验）",
    "check: host on which that address ends, redirects followed",
);
/// 网办深度: claimed depth of online handling, as printed.
pub static ITEM_ONLINE_DEPTH: Field = Field::new(
    Item,
    Text,
    "item.online.depth",
    "网办深度",
    "claimed depth of online handling, as printed",
);
/// 移动端办理地址: address for applying on a telephone.
pub static ITEM_MOBILE_ADDRESS: Field = Field::new(
    Item,
    Address,
    "item.mobile.address",
    "移动端办理地址",
    "address for applying on a telephone",
);
/// 移动端办理地址可达（核验）: check: whether that address answered.
pub static ITEM_MOBILE_REACHABLE: Field = Field::new(
    Item,
    Flag,
    "item.mobile.reachable",
    "移动端办理地址可达（核验）",
    "check: whether that address answered",
);
/// 单点登录: whether applying uses the unified login, as printed.
pub static ITEM_SIGN_ON: Field = Field::new(
    Item,
    Text,
    "item.sign-on",
    "单点登录",
    "whether applying uses the unified login, as printed",
);
/// 到现场次数: visits in person that the page says are needed.
pub static ITEM_VISITS: Field = Field::new(
    Item,
    Number,
    "item.visits",
    "到现场次数",
    "visits in person that the page says are needed",
)
.counted_in("visits");
/// 必须现场办理原因: why a visit in person is needed.
pub static ITEM_VISITS_REASON: Field = Field::new(
    Item,
    Text,
    "item.visits.reason",
    "必须现场办理原因",
    "why a visit in person is needed",
);
/// 代办: whether somebody else may apply, as printed.
pub static ITEM_AGENT: Field = Field::new(
    Item,
    Text,
    "item.agent",
    "代办",
    "whether somebody else may apply, as printed",
);
/// 是否支持预约（所称）: whether the page claims that one can book.
pub static ITEM_BOOKING_CLAIMED: Field = Field::new(
    Item,
    Flag,
    "item.booking.claimed",
    "是否支持预约（所称）",
    "whether the page claims that one can book",
);
/// 预约地址: address behind the booking entry.
pub static ITEM_BOOKING_ADDRESS: Field = Field::new(
    Item,
    Address,
    "item.booking.address",
    "预约地址",
    "address behind the booking entry",
);
/// 预约地址可达（核验）: check: whether that address answered.
pub static ITEM_BOOKING_REACHABLE: Field = Field::new(
    Item,
    Flag,
    "item.booking.reachable",
    "预约地址可达（核验）",
    "check: whether that address answered",
);
/// 预约电话: telephone for booking a visit.
pub static ITEM_BOOKING_PHONE: Field = Field::new(
    Item,
    Text,
    "item.booking.phone",
    "预约电话",
    "telephone for booking a visit, as printed",
);
/// 是否支持网上支付（所称）: whether the page claims that one can pay online.
pub static ITEM_PAYMENT_CLAIMED: Field = Field::new(
    Item,
    Flag,
    "item.payment.claimed",
    "是否支持网上支付（所称）",
    "whether the page claims that one can pay online",
);
/// 网上支付地址: address behind the payment entry.
pub static ITEM_PAYMENT_ADDRESS: Field = Field::new(
    Item,
    Address,
    "item.payment.address",
    "网上支付地址",
    "address behind the payment entry",
);
/// 网上支付地址可达（核验）: check: whether that address answered.
pub static ITEM_PAYMENT_REACHABLE: Field = Field::new(
    Item,
    Flag,
    "item.payment.reachable",
    "网上支付地址可达（核验）",
    "check: whether that address answered",
);
/// 是否支持物流快递（所称）: whether the page claims that documents can be sent.
pub static ITEM_DELIVERY_CLAIMED: Field = Field::new(
    Item,
    Flag,
    "item.delivery.claimed",
    "是否支持物流快递（所称）",
    "whether the page claims that documents can be sent",
);
/// 送达方式: how the result is handed over, as printed.
pub static ITEM_DELIVERY_WAY: Field = Field::new(
    Item,
    Text,
    "item.delivery.way",
    "送达方式",
    "how the result is handed over, as printed",
);
/// 是否支持自助终端（所称）: whether the page claims that a terminal can be used.
pub static ITEM_TERMINAL_CLAIMED: Field = Field::new(
    Item,
    Flag,
    "item.terminal.claimed",
    "是否支持自助终端（所称）",
    "whether the page claims that a terminal can be used",
);
/// 是否进驻政务大厅（所称）: whether the page claims that the hall handles it.
pub static ITEM_HALL_CLAIMED: Field = Field::new(
    Item,
    Flag,
    "item.hall.claimed",
    "是否进驻政务大厅（所称）",
    "whether the page claims that the hall handles it",
);
/// 电子证照（所称）: whether the page claims an electronic certificate.
pub static ITEM_CERTIFICATE_CLAIMED: Field = Field::new(
    Item,
    Flag,
    "item.certificate.claimed",
    "电子证照（所称）",
    "whether the page claims an electronic certificate",
);
/// 收费: what the item costs.
pub static ITEM_FEE: Field = Field::new(Item, Text, "item.fee", "收费", "what the item costs");
/// 是否收费: whether the page says that a fee is charged.
pub static ITEM_FEE_CHARGED: Field = Field::new(
    Item,
    Flag,
    "item.fee.charged",
    "是否收费",
    "whether the page says that a fee is charged",
);
/// 收费项目: what the fee is for, as printed.
pub static ITEM_FEE_NAME: Field = Field::new(
    Item,
    Text,
    "item.fee.name",
    "收费项目",
    "what the fee is for, as printed",
);
/// 收费依据: legal basis of the fee.
pub static ITEM_FEE_BASIS: Field = Field::new(
    Item,
    Text,
    "item.fee.basis",
    "收费依据",
    "legal basis of the fee",
);
/// 收费减免: who pays less or nothing.
pub static ITEM_FEE_WAIVER: Field = Field::new(
    Item,
    Text,
    "item.fee.waiver",
    "收费减免",
    "who pays less or nothing",
);
/// 审批结果名称: name of the document that is issued.
pub static ITEM_RESULT_NAME: Field = Field::new(
    Item,
    Text,
    "item.result.name",
    "审批结果名称",
    "name of the document that is issued",
);
/// 审批结果类型: kind of the document that is issued, as printed.
pub static ITEM_RESULT_KIND: Field = Field::new(
    Item,
    Text,
    "item.result.kind",
    "审批结果类型",
    "kind of the document that is issued, as printed",
);
/// 审批结果样本: address of a sample of the result.
pub static ITEM_RESULT_SAMPLE: Field = Field::new(
    Item,
    Address,
    "item.result.sample",
    "审批结果样本",
    "address of a sample of the result",
);
/// 办理地点: where to go.
pub static ITEM_ADDRESS: Field = Field::new(Item, Text, "item.address", "办理地点", "where to go");
/// 电子地图: address of a map of the place, or its co-ordinates.
pub static ITEM_MAP: Field = Field::new(
    Item,
    Address,
    "item.map",
    "电子地图",
    "address of a map of the place, or its co-ordinates",
);
/// 交通指引: how to get there, in words.
pub static ITEM_TRAFFIC: Field = Field::new(
    Item,
    Text,
    "item.traffic",
    "交通指引",
    "how to get there, in words",
);
/// 办理时间: office hours.
pub static ITEM_HOURS: Field = Field::new(Item, Text, "item.hours", "办理时间", "office hours");
/// 咨询电话: telephone for questions.
pub static ITEM_PHONE_CONSULT: Field = Field::new(
    Item,
    Text,
    "item.phone.consult",
    "咨询电话",
    "telephone for questions",
);
/// 监督投诉电话: telephone for complaints.
pub static ITEM_PHONE_COMPLAINT: Field = Field::new(
    Item,
    Text,
    "item.phone.complaint",
    "监督投诉电话",
    "telephone for complaints",
);
/// 投诉与咨询电话不同（核验）: check: whether the telephone for complaints is another than that for questions.
pub static ITEM_PHONE_DISTINCT: Field = Field::new(
    Item,
    Flag,
    "item.phone.distinct",
    "投诉与咨询电话不同（核验）",
    "check: whether the telephone for complaints is another than that for questions",
);
/// 常见问题: questions with answers on the guide.
pub static ITEM_QUESTIONS: Field = Field::new(
    Item,
    Number,
    "item.questions",
    "常见问题",
    "questions with answers on the guide",
)
.counted_in("questions");
/// 中介服务: services of third parties that the item needs.
pub static ITEM_INTERMEDIARY: Field = Field::new(
    Item,
    Text,
    "item.intermediary",
    "中介服务",
    "services of third parties that the item needs",
);
/// 多渠道比对字段数（核验）: check: key fields that two or more channels of the site print of the item.
pub static ITEM_AGREEMENT_COMPARED: Field = Field::new(
    Item,
    Number,
    "item.agreement.compared",
    "多渠道比对字段数（核验）",
    "check: key fields that two or more channels of the site print of the item",
)
.counted_in("fields");
/// 多渠道一致字段数（核验）: check: those of them that say the same on every channel.
pub static ITEM_AGREEMENT_EQUAL: Field = Field::new(
    Item,
    Number,
    "item.agreement.equal",
    "多渠道一致字段数（核验）",
    "check: those of them that say the same on every channel",
)
.counted_in("fields");
/// 页面标题含事项名称: whether the page's title has the item's name.
pub static ITEM_INDEX_TITLE: Field = Field::new(
    Item,
    Flag,
    "item.index.title",
    "页面标题含事项名称",
    "whether the page's title has the item's name",
);
/// 页面有描述: whether the page has a meta description.
pub static ITEM_INDEX_DESCRIPTION: Field = Field::new(
    Item,
    Flag,
    "item.index.description",
    "页面有描述",
    "whether the page has a meta description",
);

/// All of them, in the order of the dictionary.
pub(super) static FIELDS: &[&Field] = &[
    &ITEM_NAME,
    &ITEM_CODE,
    &ITEM_CODE_FORM,
    &ITEM_CATALOG_CODE,
    &ITEM_CATALOG_CODE_FORM,
    &ITEM_HANDLING_CODE,
    &ITEM_LOCAL_CODE,
    &ITEM_STATUS,
    &ITEM_VERSION,
    &ITEM_EFFECTIVE,
    &ITEM_EXPIRES,
    &ITEM_TYPE,
    &ITEM_POWER_SOURCE,
    &ITEM_LEVEL,
    &ITEM_AGENCY,
    &ITEM_AGENCY_CODE,
    &ITEM_AGENCY_KIND,
    &ITEM_ENTRUSTED,
    &ITEM_JOINT_AGENCIES,
    &ITEM_BASIS,
    &ITEM_AUDIENCE,
    &ITEM_THEME,
    &ITEM_CONDITIONS,
    &ITEM_QUOTA,
    &ITEM_AREA,
    &ITEM_MATERIALS,
    &ITEM_SCENES,
    &ITEM_TIME_LIMIT_STATUTORY,
    &ITEM_TIME_LIMIT_PROMISED,
    &ITEM_TIME_LIMIT_STATED,
    &ITEM_TIME_LIMIT_STATUTORY_NOTE,
    &ITEM_TIME_LIMIT_PROMISED_NOTE,
    &ITEM_HANDLING_KIND,
    &ITEM_REVIEW_KIND,
    &ITEM_SPECIAL_STEPS,
    &ITEM_PROCESS,
    &ITEM_STEPS,
    &ITEM_STEPS_TIME,
    &ITEM_HANDLING_FORMS,
    &ITEM_ONLINE_CLAIMED,
    &ITEM_ONLINE_ADDRESS,
    &ITEM_ONLINE_REACHABLE,
    &ITEM_ONLINE_HOST,
    &ITEM_ONLINE_DEPTH,
    &ITEM_MOBILE_ADDRESS,
    &ITEM_MOBILE_REACHABLE,
    &ITEM_SIGN_ON,
    &ITEM_VISITS,
    &ITEM_VISITS_REASON,
    &ITEM_AGENT,
    &ITEM_BOOKING_CLAIMED,
    &ITEM_BOOKING_ADDRESS,
    &ITEM_BOOKING_REACHABLE,
    &ITEM_BOOKING_PHONE,
    &ITEM_PAYMENT_CLAIMED,
    &ITEM_PAYMENT_ADDRESS,
    &ITEM_PAYMENT_REACHABLE,
    &ITEM_DELIVERY_CLAIMED,
    &ITEM_DELIVERY_WAY,
    &ITEM_TERMINAL_CLAIMED,
    &ITEM_HALL_CLAIMED,
    &ITEM_CERTIFICATE_CLAIMED,
    &ITEM_FEE,
    &ITEM_FEE_CHARGED,
    &ITEM_FEE_NAME,
    &ITEM_FEE_BASIS,
    &ITEM_FEE_WAIVER,
    &ITEM_RESULT_NAME,
    &ITEM_RESULT_KIND,
    &ITEM_RESULT_SAMPLE,
    &ITEM_ADDRESS,
    &ITEM_MAP,
    &ITEM_TRAFFIC,
    &ITEM_HOURS,
    &ITEM_PHONE_CONSULT,
    &ITEM_PHONE_COMPLAINT,
    &ITEM_PHONE_DISTINCT,
    &ITEM_QUESTIONS,
    &ITEM_INTERMEDIARY,
    &ITEM_AGREEMENT_COMPARED,
    &ITEM_AGREEMENT_EQUAL,
    &ITEM_INDEX_TITLE,
    &ITEM_INDEX_DESCRIPTION,
];
