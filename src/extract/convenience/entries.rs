//! Booking, paying, applying on a telephone, having the result sent: what a guide claims of each, where its entry leads, and
//! whether that address answers.
//!
//! Whether paying applies to an item that is free is for packs to say: what is printed is reported either way.

use super::entry::{Entry, Told};
use crate::extract::field::{
    ITEM_BOOKING_ADDRESS, ITEM_BOOKING_CLAIMED, ITEM_BOOKING_PHONE, ITEM_BOOKING_REACHABLE,
    ITEM_CERTIFICATE_CLAIMED, ITEM_DELIVERY_CLAIMED, ITEM_MOBILE_ADDRESS, ITEM_MOBILE_REACHABLE,
    ITEM_PAYMENT_ADDRESS, ITEM_PAYMENT_CLAIMED, ITEM_PAYMENT_REACHABLE,
};
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, PageView, SiteView, Subject, Value, item,
};
use crate::value::phone;

/// What can be done from afar beside applying.
pub struct Entries;

/// Each of them.
static ENTRIES: &[Entry] = &[
    Entry {
        claimed: Some(&ITEM_BOOKING_CLAIMED),
        address: Some(&ITEM_BOOKING_ADDRESS),
        reachable: Some(&ITEM_BOOKING_REACHABLE),
        flags: &["guide.booking"],
        told: Told::How,
        buttons: &["guide.booking"],
        urls: &[],
        aside: &[],
        denied: "value.denied",
    },
    Entry {
        claimed: Some(&ITEM_PAYMENT_CLAIMED),
        address: Some(&ITEM_PAYMENT_ADDRESS),
        reachable: Some(&ITEM_PAYMENT_REACHABLE),
        flags: &["guide.pay_online"],
        told: Told::With("value.paid_online"),
        buttons: &["guide.pay_online"],
        urls: &[],
        aside: &[(
            &["guide.fee_standard", "guide.fee_flag"],
            "value.paid_online",
        )],
        denied: "value.denied",
    },
    Entry {
        claimed: None,
        address: Some(&ITEM_MOBILE_ADDRESS),
        reachable: Some(&ITEM_MOBILE_REACHABLE),
        flags: &[],
        told: Told::Nothing,
        buttons: &[],
        urls: &["guide.mobile_url"],
        aside: &[],
        denied: "value.denied",
    },
    Entry {
        claimed: Some(&ITEM_DELIVERY_CLAIMED),
        address: None,
        reachable: None,
        flags: &["guide.express"],
        told: Told::How,
        buttons: &[],
        urls: &[],
        aside: &[
            (&["guide.delivery"], "value.sent"),
            (
                &[
                    "guide.handle_form",
                    "guide.online_flag",
                    "guide.online_url",
                    "guide.process",
                    "guide.place",
                    "guide.consult",
                    "guide.notice",
                    "guide.result",
                    "guide.time_limit_any",
                ],
                "value.sent_result",
            ),
        ],
        denied: "value.denied",
    },
    Entry {
        claimed: Some(&ITEM_CERTIFICATE_CLAIMED),
        address: None,
        reachable: None,
        flags: &["guide.certificate"],
        told: Told::Nothing,
        buttons: &[],
        urls: &[],
        aside: &[(
            &["guide.result", "guide.result_kind", "guide.delivery"],
            "value.certificate",
        )],
        denied: "value.denied",
    },
];

impl Extractor for Entries {
    fn id(&self) -> &'static str {
        "convenience.entries"
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &ITEM_BOOKING_CLAIMED,
                &ITEM_BOOKING_ADDRESS,
                &ITEM_BOOKING_REACHABLE,
                &ITEM_BOOKING_PHONE,
                &ITEM_PAYMENT_CLAIMED,
                &ITEM_PAYMENT_ADDRESS,
                &ITEM_PAYMENT_REACHABLE,
                &ITEM_MOBILE_ADDRESS,
                &ITEM_MOBILE_REACHABLE,
                &ITEM_DELIVERY_CLAIMED,
                &ITEM_CERTIFICATE_CLAIMED,
            ]
        }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide, Some(subject)) = (view.kind, item::subject(view)) else {
            return;
        };
        for entry in ENTRIES {
            entry.page(view, &subject, facts);
        }
        booking_phone(view, &subject, facts);
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        for entry in ENTRIES {
            entry.site(site, facts);
        }
    }
}

/// Reports the telephone by which a visit is booked: the words that hold one under the label of booking.
fn booking_phone(view: &PageView, subject: &Subject, facts: &mut Facts) {
    let capture = &view.capture.id;
    let mut cells = view
        .named(&["guide.booking"])
        .map(|pair| &pair.labelled.value);
    let Some(text) = cells.find(|text| !phone::find(&text.words).is_empty()) else {
        let length = view.page.length;
        let absent = Observation::Absent;
        facts.report_whole(subject, &ITEM_BOOKING_PHONE, absent, capture, length);
        return;
    };
    let printed = Observation::Value(Value::Text(text.words.clone()));
    facts.report(subject, &ITEM_BOOKING_PHONE, printed, capture, text);
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    const GUIDE: &str =
        "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p><p>办理时限：5日</p>";

    fn says(field: &str, markup: &str) -> Vec<String> {
        Read::html(&format!("{GUIDE}{markup}")).says(field)
    }

    fn booking(markup: &str) -> [Vec<String>; 3] {
        ["claimed", "address", "reachable"]
            .map(|part| says(&format!("item.booking.{part}"), markup))
    }

    fn told(claimed: &str, address: &str, reachable: &str) -> [Vec<String>; 3] {
        [claimed, address, reachable].map(|word| vec![word.to_owned()])
    }

    #[test]
    fn a_visit_can_be_booked_by_a_telephone_of_its_own() {
        let phone = |cell: &str| {
            let row = format!("{GUIDE}<table><tr><th>预约办理</th><td>{cell}</td></tr></table>");
            Read::html(&row).says("item.booking.phone")
        };
        assert_eq!(phone("0577-8800123"), ["0577-8800123"]);
        assert_eq!(phone("是"), ["absent"]);
    }

    #[test]
    fn a_flag_that_says_yes_is_a_claim_and_no_entry() {
        let row = |value: &str| {
            format!("<table><tr><th>是否支持预约办理</th><td>{value}</td></tr></table>")
        };
        assert_eq!(booking(&row("是")), told("yes", "absent", "not-applicable"));
        assert_eq!(booking(&row("否")), told("no", "absent", "not-applicable"));
        assert_eq!(
            booking(&row("是 <a href=/yy/1>去预约</a>")),
            told("yes", "http://qingshan.invalid/yy/1", "not-observed")
        );
        assert_eq!(
            booking(&row("-")),
            told("placeholder", "absent", "not-applicable")
        );
        assert_eq!(
            booking(&row("电话预约：0577-8800123")),
            told("yes", "absent", "not-applicable")
        );
        assert_eq!(booking(""), told("absent", "absent", "not-applicable"));
    }

    #[test]
    fn a_button_that_leads_nowhere_claims_and_has_no_address() {
        assert_eq!(
            booking("<p><a href='javascript:;'>在线预约</a></p>"),
            told("yes", "placeholder", "not-applicable")
        );
    }

    #[test]
    fn an_entry_is_checked_where_it_was_asked() {
        let guide = format!("{GUIDE}<p><a href=/yy/1>在线预约</a></p>");
        let page = "<h1>预约登记</h1><p>请选择时间</p>";
        let read = Read::pages(&[("/g.html", &guide), ("/yy/1", page)]);
        assert_eq!(read.says("item.booking.reachable"), ["yes"]);
        assert_eq!(read.says("item.online.host"), ["not-applicable"]);
        let online = format!("{GUIDE}<p><a href=/yy/1>在线办理</a></p>");
        let read = Read::pages(&[("/g.html", &online), ("/yy/1", page)]);
        assert_eq!(read.says("item.online.host"), ["qingshan.invalid"]);
    }

    #[test]
    fn what_is_printed_of_paying_is_reported_though_nothing_costs() {
        let free = "<p>是否收费：否</p><p>是否支持网上支付：是</p>";
        assert_eq!(says("item.payment.claimed", free), ["yes"]);
        assert_eq!(says("item.fee.charged", free), ["no"]);
        assert_eq!(
            says("item.payment.claimed", "<p>支付方式：现金、支付宝</p>"),
            ["yes"]
        );
        assert_eq!(
            says("item.payment.claimed", "<p>支付方式：现金</p>"),
            ["unparsed"]
        );
    }

    #[test]
    fn a_result_may_be_said_to_be_sent_where_it_says_how_it_is_handed_over() {
        assert_eq!(
            says("item.delivery.claimed", "<p>送达方式：窗口领取、邮寄</p>"),
            ["yes"]
        );
        assert_eq!(
            says("item.delivery.claimed", "<p>送达方式：窗口领取</p>"),
            ["absent"]
        );
        assert_eq!(
            says("item.delivery.claimed", "<p>是否支持物流快递：不支持</p>"),
            ["no"]
        );
        assert_eq!(
            says(
                "item.certificate.claimed",
                "<p>审批结果名称：登记证（电子证照）</p>"
            ),
            ["yes"]
        );
        assert_eq!(
            says(
                "item.mobile.address",
                "<p>移动端办理地址：http://m.invalid/a</p>"
            ),
            ["http://m.invalid/a"]
        );
    }

    #[test]
    fn a_link_among_those_to_the_parts_of_a_site_is_no_entry_of_an_item() {
        let menu = "<ul><li><a href=/a>办事指南</a></li><li><a href=/b>在线申报</a></li><li><a href=/c>结果公示</a></li></ul>";
        assert_eq!(says("item.online.address", menu), ["absent"]);
        let button = "<p><a href=/b>在线申报</a><a href=/c>我要咨询</a></p>";
        assert_eq!(
            says("item.online.address", button),
            ["http://qingshan.invalid/b"]
        );
    }
}
