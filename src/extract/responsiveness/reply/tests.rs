//! Invented replies, each with the reason for its grade.

use super::Reason::{
    Acknowledged, Answered, AskedBack, BrokenOff, ContactOnly, CourtesyOnly, General, NoReply,
    Redirected, Resolved, TurnedAway,
};
use super::*;

/// Question, reply, why it has its grade.
type Case = (&'static str, &'static str, Reason);

const LAMP: &str = "梧桐巷路灯坏了半个月，晚上出行不便，请尽快维修。";
const PERMIT: &str = "请问办理食品小作坊登记证需要哪些材料，多久能办好？";
const SCHOOL: &str = "孩子户口随爷爷奶奶，明年能在附近的青桥小学入学吗？";

/// Nothing said.
static EMPTY: &[Case] = &[
    (LAMP, "", NoReply),
    (LAMP, "  ——  ", NoReply),
    (LAMP, "暂无", NoReply),
    (LAMP, "暂无回复", NoReply),
    (LAMP, "尚未答复。", NoReply),
    (LAMP, "Not yet answered", NoReply),
    (LAMP, "2021年3月8日", CourtesyOnly),
    (LAMP, "网友：您好！2021年3月8日", CourtesyOnly),
    (
        LAMP,
        "尊敬的市民：您好！感谢您对我们工作的理解与支持！",
        CourtesyOnly,
    ),
    (
        LAMP,
        "“WL20931” 您好！感谢您的关注，祝您生活愉快！",
        CourtesyOnly,
    ),
    (LAMP, "您好，您的来信收悉。现回复如下：", BrokenOff),
    (
        LAMP,
        "网友您好！现将有关情况回复如下： 青桥街道办事处 2021年3月8日",
        BrokenOff,
    ),
    (
        LAMP,
        "接到来件后，我局高度重视，经核实，现答复如下：",
        BrokenOff,
    ),
];

/// On its way, turned away, or asked to say more.
static ON_ITS_WAY: &[Case] = &[
    (LAMP, "您好，您的来信已收悉，感谢您的留言。", Acknowledged),
    (
        LAMP,
        "网友：您好！您反映的问题已转交区城管局处理，请等待。",
        Acknowledged,
    ),
    (LAMP, "已转青桥街道办事处处理，请耐心等待。", Acknowledged),
    (
        LAMP,
        "您好！来信已收悉，现已转交青桥街道办事处调查核实，办理结果将及时向您反馈。",
        Acknowledged,
    ),
    (
        LAMP,
        "您反映的情况我区已知晓，已责成青桥街道办事处尽快核实处理，请您关注后续进展。",
        Acknowledged,
    ),
    (
        LAMP,
        "您的来信我们已收到，正在办理中，有关情况将及时反馈。",
        Acknowledged,
    ),
    (
        LAMP,
        "来信收悉，已交由责任单位研究，谢谢您的支持。2021年3月8日",
        Acknowledged,
    ),
    (
        LAMP,
        "您好！您提出的宝贵意见我们会认真研究，感谢您对城市建设的关心！",
        Acknowledged,
    ),
    (
        LAMP,
        "您反映的问题已转至市政管理处核实、办理。青桥区网信办",
        Acknowledged,
    ),
    (
        LAMP,
        "你好，该问题已经回复，见：http://example.cn/letters/show?id=7",
        Acknowledged,
    ),
    (
        "The lamp is out.",
        "Thank you for your message. It has been passed to the lighting team.",
        Acknowledged,
    ),
    (
        "More benches, please.",
        "We have received your suggestion and forwarded it to the parks section.",
        Acknowledged,
    ),
    (
        LAMP,
        "网友您好，来件信息不清，要素不全，请您将有关情况详细整理后再进一步反映。",
        AskedBack,
    ),
    (LAMP, "您好，请您提供具体的路段名称，以便核实。", AskedBack),
    (
        LAMP,
        "您好，您反映的事项不属于我局职责范围，感谢您的来信。",
        TurnedAway,
    ),
    (LAMP, "该事项不在本信箱受理范围。", TurnedAway),
    (
        "My water bill has doubled.",
        "Water supply is not our responsibility. Kind regards.",
        TurnedAway,
    ),
];

/// Only whom to call or where to ask.
static CONTACT: &[Case] = &[
    (PERMIT, "请致电0839-5550101咨询。", ContactOnly),
    (
        PERMIT,
        "您好，详情请咨询市场监管局，电话：0839-5550101，谢谢！",
        ContactOnly,
    ),
    (PERMIT, "0839-5550101", ContactOnly),
    (
        PERMIT,
        "请到窗口咨询，地址：青桥市政务中心二楼，办公时间：工作日8:30至17:00。",
        ContactOnly,
    ),
    (
        PERMIT,
        "您好！您的留言已收悉，请与青桥区行政审批局联系，联系电话0839-5550102。感谢您的来信。2021年5月6日",
        ContactOnly,
    ),
    (PERMIT, "建议您直接向所在街道咨询。", ContactOnly),
    (
        PERMIT,
        "网友您好，由于您提供的信息有限，建议您拨打12345咨询。",
        ContactOnly,
    ),
    (PERMIT, "具体请联系居住地市场监管所。", ContactOnly),
    (PERMIT, "您好，该问题建议通过司法途径解决。", ContactOnly),
    (
        PERMIT,
        "您可向当地民政部门咨询，也可到社区咨询。",
        ContactOnly,
    ),
    (
        PERMIT,
        "您好，请密切关注市场监管局网站，如有通知将及时发布。",
        ContactOnly,
    ),
    (
        PERMIT,
        "您的来信收悉。如有疑问，请拨打0839-5550101。",
        ContactOnly,
    ),
    (
        PERMIT,
        "您的问题已转市场监管局，您也可直接咨询市场监管局，联系电话：0839-5550101。",
        ContactOnly,
    ),
    (
        PERMIT,
        "不属于我局职责范围，建议您通过法律途径解决。",
        ContactOnly,
    ),
    (
        PERMIT,
        "需要准备材料，请拨打0839-5550101咨询。",
        ContactOnly,
    ),
    (
        "What do I need for a permit?",
        "Please call 01632 960200.",
        ContactOnly,
    ),
    (
        "What do I need for a permit?",
        "Dear Ms Vane, please contact the Licensing Office, 3 Mill Street, 01632 960200. Kind regards",
        ContactOnly,
    ),
];

/// Why the letter cannot be dealt with as it stands, and where to look it up.
static LACKING: &[Case] = &[
    (
        LAMP,
        "您好，经初核，您反映的信息不清、要素不全，尚无法办理。请您将情况详细整理后再进一步反映，以利于推动问题的解决。",
        AskedBack,
    ),
    (
        LAMP,
        "您好，因未注明具体路段，我局无法核查，也不能安排人员到场。请补充后重新提交。",
        AskedBack,
    ),
    (
        PERMIT,
        "您好，您的信件已经回复，请根据信件编号查询。",
        Acknowledged,
    ),
    (
        LAMP,
        "您好，信息不清，尚无法办理。请整理后再进一步咨询。欢迎您继续关注市政府网站。",
        AskedBack,
    ),
    (
        PERMIT,
        "来信收悉，您的问题已转市场监管局，表格请通过网站下载：http://form.example/a 。",
        Answered,
    ),
    (
        PERMIT,
        "您好，申请表下载地址：http://form.example/a.doc 。",
        Answered,
    ),
    (
        LAMP,
        "该路段属青桥高速公司管辖，建议您向青桥高速公司反映。",
        Redirected,
    ),
    (
        PERMIT,
        "小作坊登记可到市政务服务中心办理，地址：梧桐路8号，咨询请拨打0839-5550101。",
        Answered,
    ),
    (
        SCHOOL,
        "按照有关规定，孩子持身份证和户口簿到学区学校报名即可。",
        Answered,
    ),
];

/// Sent to a named body.
static ELSEWHERE: &[Case] = &[
    (
        LAMP,
        "您反映的问题不属于我局职责范围，建议您向青桥供电公司反映，电话0839-5550177。",
        Redirected,
    ),
    (
        LAMP,
        "网友您好，该路段不归我区管辖，请向临江区住房和城乡建设局反映。",
        Redirected,
    ),
    (
        LAMP,
        "公积金业务不属我局职权范围，请您咨询市住房公积金管理中心。",
        Redirected,
    ),
    (
        LAMP,
        "高速公路照明不在我市管理范围，请向梧江高速公路有限公司反映，地址梧江路8号，电话0839-5550178。",
        Redirected,
    ),
    (
        "My water bill has doubled.",
        "The council does not run the water supply. Please take this up with Millbrook Water Company, telephone 01632 960210.",
        Redirected,
    ),
    (
        LAMP,
        "虽不属于我局职责范围，经核实该灯已更换。如有疑问请向青桥供电公司反映。",
        Answered,
    ),
];

/// Policy and no answer.
static POLICY: &[Case] = &[
    (
        PERMIT,
        "食品安全事关人民群众身体健康，我市将依照有关法律法规的规定，切实做好各项监管工作。",
        General,
    ),
    (
        SCHOOL,
        "义务教育是国家统一实施的教育，各地应当遵循免试就近的原则，依法保障适龄儿童接受教育。",
        General,
    ),
    (
        SCHOOL,
        "您好，根据国家有关规定，教育行政部门将按照政策文件做好各项招生工作，不断提高服务水平。",
        General,
    ),
    (
        PERMIT,
        "根据食品安全法的有关规定，食品生产经营者对其生产经营食品的安全承担主体责任，具体以国家公布的文件为准。",
        General,
    ),
    (
        LAMP,
        "城市照明设施是重要的市政公用设施，任何单位和个人不得损坏，主管部门将依法履行管理职责。",
        General,
    ),
    (
        "Do students pay council tax?",
        "Council tax is a local tax which helps pay for services. The rules about discounts are laid down in legislation.",
        General,
    ),
];

/// An answer.
static ANSWERS: &[Case] = &[
    (
        PERMIT,
        "需携带身份证、场地证明和从业人员健康证到政务中心3号窗口办理，7个工作日内发证。",
        Answered,
    ),
    (
        PERMIT,
        "办理登记证不收费，材料齐全的5个工作日内办结。",
        Answered,
    ),
    (
        PERMIT,
        "您好，请登录市政务服务网，在“小作坊登记”栏目填写申请表并上传平面图，审核通过后邮寄。",
        Answered,
    ),
    (
        SCHOOL,
        "不可以。孩子户口须与父母一方在同一户籍，随祖辈的由教育局统筹安排。",
        Answered,
    ),
    (
        SCHOOL,
        "经核查，您家属于青桥小学学区，明年7月可凭户口簿报名。",
        Answered,
    ),
    (
        SCHOOL,
        "根据招生办法第八条，户口随祖父母且父母无房的，可以按第二顺位入学。",
        Answered,
    ),
    (
        LAMP,
        "经查，梧桐巷路灯因电缆被盗不亮，我局已安排采购，预计4月底修好。",
        Answered,
    ),
    (
        LAMP,
        "该路灯产权属于小区物业，我局已督促物业尽快更换。",
        Answered,
    ),
    (LAMP, "网友您好！经现场核实，路灯已修复。", Answered),
    (
        LAMP,
        "您的来信已转城管局。2021年3月8日 网友您好，现回复如下：经核实，该处线路老化，已列入今年改造计划。",
        Answered,
    ),
    (
        LAMP,
        "计划明年3月动工，工期60天，完工后路灯全部更换为LED灯。",
        Answered,
    ),
    (LAMP, "您好！情况不属实，现场路灯均正常亮灯。", Answered),
    (LAMP, "不需要登报。如有疑问，请拨打0839-5550101。", Answered),
    (
        LAMP,
        "我局已约谈施工单位，要求其恢复照明。联系电话：0839-5550101。",
        Answered,
    ),
    (
        "Do I need a permit for a shed?",
        "No. A shed under 15 square metres does not need a permit.",
        Answered,
    ),
    (
        "When do I get the deposit?",
        "The inspection found no damage, so it will be paid within 5 working days.",
        Answered,
    ),
];

/// Done, by when or by whom, and how it goes on.
static RESOLVED: &[Case] = &[
    (
        LAMP,
        "3月9日我局已更换梧桐巷路灯12盏，后续由照明所负责每周巡查。",
        Resolved,
    ),
    (
        LAMP,
        "接件当晚维修人员到场，当日完成线路抢修，路灯恢复正常。照明所已对您电话回访。",
        Resolved,
    ),
    (
        LAMP,
        "已责令施工单位停工，并处罚款5000元。执法中队将每晚复查至月底。",
        Resolved,
    ),
    (
        LAMP,
        "路灯已于3月10日修复，管护责任人李某，如再熄灭请拨打0839-5550155。",
        Resolved,
    ),
    (
        LAMP,
        "我局已于3月10日修复路灯，由照明所负责管护。如有疑问，请致电0839-5550155。",
        Resolved,
    ),
    (
        "The lamp at number 8 is out.",
        "We inspected the lamp on 4 September and it was replaced on 8 September. Our patrol will check it every week.",
        Resolved,
    ),
    // a number for questions alone is no way on
    (LAMP, "路灯已修复。如有疑问，请致电0839-5550155。", Answered),
    // still to come
    (
        LAMP,
        "我局将于4月底完成路灯更换，后续由照明所负责巡查。",
        Answered,
    ),
];

fn check(cases: &[Case]) {
    let lexicon = Lexicon::of_the_binary();
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(question, reply, expected)| {
            let found = reason(&lexicon, question, reply);
            (found != *expected).then(|| {
                format!(
                    "{reply}\n  {found:?}, not {expected:?}: {:?}",
                    role::roles(&lexicon, reply)
                )
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_reply_that_says_nothing_is_no_reply() {
    check(EMPTY);
}

#[test]
fn what_is_lacking_is_asked_back_and_what_is_linked_is_told() {
    check(LACKING);
}

#[test]
fn a_letter_on_its_way_is_not_answered() {
    check(ON_ITS_WAY);
}

#[test]
fn contact_alone_never_solves_a_problem() {
    check(CONTACT);
    let lexicon = Lexicon::of_the_binary();
    for (question, reply, _) in CONTACT {
        assert_eq!(grade(&lexicon, question, reply), "R2", "{reply}");
    }
}

#[test]
fn a_matter_of_others_is_redirected_to_a_named_body() {
    check(ELSEWHERE);
}

#[test]
fn policy_in_general_is_no_answer() {
    check(POLICY);
}

#[test]
fn procedure_condition_amount_place_and_decision_answer() {
    check(ANSWERS);
}

#[test]
fn what_is_done_by_a_day_or_an_owner_and_goes_on_is_resolved() {
    check(RESOLVED);
}

#[test]
fn every_reason_has_a_grade_of_the_scale() {
    let cases = [
        EMPTY, ON_ITS_WAY, CONTACT, ELSEWHERE, POLICY, ANSWERS, RESOLVED,
    ]
    .concat();
    assert!(cases.len() >= 60);
    let grades: std::collections::BTreeSet<_> =
        cases.iter().map(|(_, _, reason)| reason.grade()).collect();
    assert_eq!(
        grades.into_iter().collect::<Vec<_>>(),
        ["R0", "R1", "R2", "R3", "R4", "R5", "RX"]
    );
}

#[test]
fn no_reply_makes_the_grader_panic() {
    let lexicon = Lexicon::of_the_binary();
    for reply in [
        "：",
        "。。。",
        "http://",
        "www.",
        "电话：",
        "\u{3000}\u{feff}",
        "a.",
        "年月日",
        "£",
        "%5",
        "é是",
        "请…咨询",
    ] {
        reason(&lexicon, reply, reply);
    }
}

#[test]
fn a_reply_is_graded_by_its_beginning_and_costs_no_more_than_that() {
    let lexicon = Lexicon::of_the_binary();
    let lamp = "您好！经核实，梧桐巷路灯已于3月5日更换，请您查看。";
    let long = |times: usize| format!("{lamp}{}", "路灯坏了。".repeat(times));
    let seconds =
        |times: usize| crate::extract::testing::taken(|| drop(signs(&lexicon, LAMP, &long(times))));
    assert_eq!(
        grade(&lexicon, LAMP, &long(4_000)),
        grade(&lexicon, LAMP, &long(40_000))
    );
    let (some, many) = (seconds(4_000), seconds(40_000));
    assert!(many < 3.0 * some, "{some} s, then {many} s");
}
