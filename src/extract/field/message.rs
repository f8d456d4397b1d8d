//! Fields of letters and their replies.

use super::{
    Field,
    ValueKind::{Code, Date, Text},
};
use crate::extract::fact::SubjectKind::Message;

/// 来信标题: title of the letter.
pub static MESSAGE_TITLE: Field = Field::new(
    Message,
    Text,
    "message.title",
    "来信标题",
    "title of the letter",
);
/// 来信编号: the letter's own code, as printed.
pub static MESSAGE_CODE: Field = Field::new(
    Message,
    Text,
    "message.code",
    "来信编号",
    "the letter's own code, as printed",
);
/// 来信类型: kind of letter, as printed.
pub static MESSAGE_KIND: Field = Field::new(
    Message,
    Text,
    "message.kind",
    "来信类型",
    "kind of letter, as printed",
);
/// 来信日期: day the letter was sent.
pub static MESSAGE_ASKED: Field = Field::new(
    Message,
    Date,
    "message.asked",
    "来信日期",
    "day the letter was sent",
);
/// 答复日期: day of the reply.
pub static MESSAGE_REPLIED: Field = Field::new(
    Message,
    Date,
    "message.replied",
    "答复日期",
    "day of the reply",
);
/// 办理状态: state of handling, as printed.
pub static MESSAGE_STATUS: Field = Field::new(
    Message,
    Text,
    "message.status",
    "办理状态",
    "state of handling, as printed",
);
/// 答复单位: body that replied.
pub static MESSAGE_DEPARTMENT: Field = Field::new(
    Message,
    Text,
    "message.department",
    "答复单位",
    "body that replied",
);
/// 来信内容: text of the letter.
pub static MESSAGE_QUESTION: Field = Field::new(
    Message,
    Text,
    "message.question",
    "来信内容",
    "text of the letter",
);
/// 答复内容: text of the reply.
pub static MESSAGE_REPLY: Field = Field::new(
    Message,
    Text,
    "message.reply",
    "答复内容",
    "text of the reply",
);
/// 答复等级: resolution grade R0 to R5 or RX, proposed by deterministic signals.
pub static MESSAGE_GRADE: Field = Field::new(
    Message,
    Code,
    "message.grade",
    "答复等级",
    "resolution grade R0 to R5 or RX, proposed by deterministic signals",
);

/// 答复等级的依据: the signs in the reply that led to its grade, with the place of each in its words.
pub static MESSAGE_SIGNS: Field = Field::new(
    Message,
    Text,
    "message.grade-signs",
    "答复等级的依据",
    "signs in the reply that led to its grade: reason, then words with their place (characters from its beginning)",
);
/// 答复署名日期: the last day under the reply's own text.
pub static MESSAGE_SIGNED: Field = Field::new(
    Message,
    Date,
    "message.signed",
    "答复署名日期",
    "day that the reply's own text ends with; the day of reply beside it may be that of its forwarding",
);

/// All of them, in the order of the dictionary.
pub(super) static FIELDS: &[&Field] = &[
    &MESSAGE_TITLE,
    &MESSAGE_CODE,
    &MESSAGE_KIND,
    &MESSAGE_ASKED,
    &MESSAGE_REPLIED,
    &MESSAGE_STATUS,
    &MESSAGE_DEPARTMENT,
    &MESSAGE_QUESTION,
    &MESSAGE_REPLY,
    &MESSAGE_GRADE,
    &MESSAGE_SIGNS,
    &MESSAGE_SIGNED,
];
