//! Whether the channels of a site say the same of an item: the platform, the page for telephones, the department's own guide.
//!
//! Conflicts stay conflicts in the records; here is only counted how many of the fields that matter to a citizen agree.

use std::collections::{BTreeMap, BTreeSet};

use super::field::{
    ITEM_ADDRESS, ITEM_AGREEMENT_COMPARED, ITEM_AGREEMENT_EQUAL, ITEM_CONDITIONS, ITEM_FEE,
    ITEM_HOURS, ITEM_MATERIALS, ITEM_PHONE_COMPLAINT, ITEM_PHONE_CONSULT, ITEM_TIME_LIMIT_PROMISED,
    ITEM_TIME_LIMIT_STATUTORY, ITEM_VISITS,
};
use super::site_view::PageSummary;
use super::unseen::shape;
use super::{Extractor, Fact, Facts, Field, Observation, PageKind, SiteView, Subject, SubjectKind};
use crate::archive::CaptureId;
use crate::site::Door;
use crate::value::fold;

/// Agreement between the channels on which an item is told.
pub struct Agreement;

/// The fields that are compared.
static KEY: &[&Field] = &[
    &ITEM_CONDITIONS,
    &ITEM_MATERIALS,
    &ITEM_TIME_LIMIT_STATUTORY,
    &ITEM_TIME_LIMIT_PROMISED,
    &ITEM_VISITS,
    &ITEM_FEE,
    &ITEM_ADDRESS,
    &ITEM_HOURS,
    &ITEM_PHONE_CONSULT,
    &ITEM_PHONE_COMPLAINT,
];

/// What a channel says of each field.
type Said<'f> = BTreeMap<&'static str, BTreeMap<&'f str, BTreeSet<String>>>;

impl Extractor for Agreement {
    fn id(&self) -> &'static str {
        "agreement"
    }

    fn fields(&self) -> &'static [&'static Field] {
        const { &[&ITEM_AGREEMENT_COMPARED, &ITEM_AGREEMENT_EQUAL] }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        let guides = site
            .pages
            .iter()
            .filter(|page| page.kind == PageKind::Guide);
        let channels: BTreeMap<&CaptureId, (&PageSummary, String)> = guides
            .map(|page| (&page.capture, (page, channel(&page.address))))
            .collect();
        let mut items: BTreeMap<&str, BTreeMap<&str, &PageSummary>> = BTreeMap::new();
        for (page, channel) in channels.values() {
            if let Some(item) = &page.item {
                items
                    .entry(item)
                    .or_default()
                    .entry(channel)
                    .or_insert(page);
            }
        }
        let several = |item: &str| items.get(item).is_some_and(|own| own.len() > 1);
        let mut said: BTreeMap<&str, Said> = BTreeMap::new();
        for fact in facts.all().iter().filter(|fact| KEY.contains(&fact.field)) {
            let place = fact.evidence.as_ref();
            if let Some((_, channel)) = place.and_then(|place| channels.get(&place.capture))
                && let Some(words) = words(fact)
                && several(&fact.subject.key)
            {
                let item = said.entry(&fact.subject.key).or_default();
                let field = item.entry(fact.field.id).or_default();
                field.entry(channel).or_default().insert(words);
            }
        }
        let mut counted: Vec<(Subject, Observation, Observation, CaptureId, u64)> = Vec::new();
        // A channel for telephones that could not be seen may say something else.
        let hidden = site.sight.closed.get(&Door::Mobile);
        for (item, pages) in &items {
            let Some(page) = pages.values().next_back() else {
                continue;
            };
            let (compared, equal) = if pages.len() > 1 {
                let fields = said.get(item).into_iter().flat_map(BTreeMap::values);
                let both: Vec<_> = fields.filter(|channels| channels.len() > 1).collect();
                let same = |channels: &&&BTreeMap<&str, BTreeSet<String>>| {
                    let mut words = channels.values();
                    let first = words.next();
                    words.all(|words| Some(words) == first)
                };
                let equal = both.iter().filter(same).count();
                (number(both.len()), number(equal))
            } else {
                let open = hidden.map_or(Observation::NotApplicable, |cause| {
                    Observation::NotObserved(*cause)
                });
                (open.clone(), open)
            };
            let subject = Subject {
                kind: SubjectKind::Item,
                key: (*item).to_owned(),
            };
            counted.push((subject, compared, equal, page.capture.clone(), page.length));
        }
        for (subject, compared, equal, capture, length) in counted {
            facts.report_whole(
                &subject,
                &ITEM_AGREEMENT_COMPARED,
                compared,
                &capture,
                length,
            );
            facts.report_whole(&subject, &ITEM_AGREEMENT_EQUAL, equal, &capture, length);
        }
    }
}

fn number(count: usize) -> Observation {
    Observation::Value(super::Value::Number(count as f64))
}

/// On which channel a page stands: its host, and the folder of its address, whatever numbers are in it.
fn channel(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    shape(path.rsplit_once('/').map_or(path, |(folder, _)| folder))
}

/// What a fact says, in one spelling; nothing where it says nothing that can be compared.
fn words(fact: &Fact) -> Option<String> {
    match &fact.observation {
        Observation::Value(value) => {
            let printed = fold::half_width(&value.to_string());
            Some(printed.chars().filter(|c| c.is_alphanumeric()).collect())
        }
        Observation::StatedNone => Some(String::new()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    fn guide(limit: &str, phone: &str) -> String {
        format!(
            "<h1>摊位登记</h1><p>实施编码：11330300002505923330123004001</p><p>办理条件：有摊位</p><p>申请材料：身份证</p>\
             <p>承诺办结时限：{limit}</p><p>咨询电话：{phone}</p>"
        )
    }

    #[test]
    fn what_two_channels_say_of_an_item_is_compared_field_by_field() {
        let read = Read::pages(&[
            ("/guide/1.html", &guide("5个工作日", "0577-8800000")),
            ("/m/guide/1.html", &guide("５个工作日", "0577-8811111")),
        ]);
        assert_eq!(read.says("item.agreement.compared"), ["4"]);
        assert_eq!(read.says("item.agreement.equal"), ["3"]);
    }

    #[test]
    fn one_channel_has_nothing_to_agree_with() {
        let read = Read::pages(&[
            ("/guide/1.html", &guide("5个工作日", "0577-8800000")),
            ("/guide/2.html", &guide("6个工作日", "0577-8800000")),
        ]);
        assert_eq!(read.says("item.agreement.equal"), ["not-applicable"]);
    }
}
