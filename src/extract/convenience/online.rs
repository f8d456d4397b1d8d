//! Applying online: what the page claims, where its button leads, whether that address answers, and on which host it ends.

use super::entry::{Entry, Told, claims};
use crate::extract::field::{
    ITEM_ONLINE_ADDRESS, ITEM_ONLINE_CLAIMED, ITEM_ONLINE_DEPTH, ITEM_ONLINE_HOST,
    ITEM_ONLINE_REACHABLE,
};
use crate::extract::{
    Asked, Extractor, Facts, Field, Observation, PageKind, PageView, SiteView, Value, item,
};
use crate::site::Cause;

/// Online application, claimed and reachable.
pub struct Online;

static APPLYING: Entry = Entry {
    claimed: Some(&ITEM_ONLINE_CLAIMED),
    address: Some(&ITEM_ONLINE_ADDRESS),
    reachable: Some(&ITEM_ONLINE_REACHABLE),
    flags: &["guide.online_flag"],
    told: Told::With("value.online_said"),
    buttons: &["guide.online_button"],
    urls: &["guide.online_url", "guide.mobile_url"],
    aside: &[(&["guide.handle_form", "guide.process"], "value.online_said")],
    denied: "value.online_denied",
};

impl Extractor for Online {
    fn id(&self) -> &'static str {
        "convenience.online"
    }

    fn version(&self) -> u32 {
        3
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &ITEM_ONLINE_CLAIMED,
                &ITEM_ONLINE_ADDRESS,
                &ITEM_ONLINE_REACHABLE,
                &ITEM_ONLINE_HOST,
                &ITEM_ONLINE_DEPTH,
            ]
        }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide, Some(subject)) = (view.kind, item::subject(view)) else {
            return;
        };
        item::text_field(
            view,
            &subject,
            &ITEM_ONLINE_DEPTH,
            &["guide.online_depth"],
            facts,
        );
        APPLYING.page(view, &subject, facts);
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        APPLYING.site(site, facts);
        hosts(site, facts);
    }
}

/// The host on which each address ends, as far as redirects are archived: many items under one host of logins show a unified
/// sign-on.
fn hosts(site: &SiteView, facts: &mut Facts) {
    for (subject, observation, evidence) in claims(facts, &ITEM_ONLINE_ADDRESS) {
        let Observation::Value(Value::Address(address)) = &observation else {
            let open = match observation {
                Observation::NotObserved(cause) => Observation::NotObserved(cause),
                _ => Observation::NotApplicable,
            };
            facts.push(&subject, &ITEM_ONLINE_HOST, open, String::new(), evidence);
            continue;
        };
        if let Some((host, asked)) = site.ends_on(address) {
            let host = Observation::Value(Value::Text(host));
            facts.report_whole(
                &subject,
                &ITEM_ONLINE_HOST,
                host,
                &asked.capture,
                asked.length,
            );
        } else {
            let cause = site.answer(address).and_then(Asked::why);
            let open = Observation::NotObserved(cause.unwrap_or(Cause::CrawlNotReached));
            facts.push(&subject, &ITEM_ONLINE_HOST, open, String::new(), evidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    #[test]
    fn a_guide_may_say_in_its_process_that_one_applies_online() {
        let claimed = |value: &str| {
            let guide = "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p><p>办理时限：5日</p>";
            Read::html(&format!("{guide}{value}")).says("item.online.claimed")
        };
        assert_eq!(claimed("<p>办理形式：窗口办理、网上办理</p>"), ["yes"]);
        assert_eq!(claimed("<p>办理流程：网上申请、审查</p>"), ["yes"]);
        assert_eq!(
            claimed("<p>办理形式：窗口办理，不支持网上办理</p>"),
            ["absent"]
        );
        assert_eq!(claimed("<p>网上办理</p>"), ["absent"]);
    }
}
