//! Pages that go on with a guide: one that stands in a frame of it, and one behind a link whose words are a label of guides.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::{CaptureId, normalise};

use super::field::ITEM_MATERIALS;
use super::items::Part;
use super::site_view::PageSummary;
use super::view::PageView;
use super::{Fact, Facts, Observation, PageKind, SubjectKind, item};

/// What some guides keep on a page of its own.
const KEPT_APART: [&str; 7] = [
    "guide.materials",
    "guide.process",
    "guide.fee_standard",
    "guide.condition",
    "guide.legal_basis",
    "guide.place",
    "guide.faq",
];

/// A link of a guide to a page that goes on with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follow {
    /// Where it leads.
    pub address: String,
    /// Whether its words say that materials stand there.
    pub materials: bool,
}

/// The pages that go on with a guide.
pub(super) fn of(view: &PageView) -> Vec<Follow> {
    if view.kind != PageKind::Guide {
        return Vec::new();
    }
    let lexicon = view.context.lexicon;
    let named = view.page.links.iter().filter_map(|link| {
        let address = link.address.as_ref().filter(|_| link.is_of_body())?;
        let label = lexicon.label_in(&["guide"], &link.text.words)?;
        KEPT_APART.contains(&label.concept).then(|| Follow {
            address: address.to_string(),
            materials: label.concept == "guide.materials",
        })
    });
    let framed = view.page.frames.iter().map(|address| Follow {
        address: address.to_string(),
        materials: false,
    });
    named.chain(framed).collect()
}

/// The addresses at which guides read so far go on.
#[derive(Debug, Default)]
pub(super) struct Expected {
    linked: BTreeSet<String>,
    framed: BTreeSet<String>,
}

impl Expected {
    /// Keeps where a guide goes on.
    pub(super) fn add(&mut self, page: &PageSummary) {
        let linked = page.follows.iter().map(|follow| normalise(&follow.address));
        self.linked.extend(linked.flatten());
        if !page.follows.is_empty() {
            let framed = page.frames.iter().map(|address| normalise(address));
            self.framed.extend(framed.flatten());
        }
    }

    /// Whether a page goes on with a guide: it stands in a frame of one, or is nothing of its own.
    pub(super) fn has(&self, view: &PageView) -> bool {
        let address = &view.capture.address;
        match view.kind {
            PageKind::Article | PageKind::Other | PageKind::Unclear => {
                self.linked.contains(address)
            }
            PageKind::Guide => self.framed.contains(address),
            _ => false,
        }
    }
}

/// Makes a page that goes on with a guide readable as one, under a key of its own until all guides are known. Its heading names no
/// item.
pub(super) fn take_in(view: &mut PageView) {
    view.kind = PageKind::Guide;
    view.item = Some(item::path_key(&view.page.address));
    view.part = Some(Part {
        span: 0..view.page.length.max(1),
        name: None,
    });
}

/// Gives what pages say that go on with a guide to its item, where they are of one guide only and print no code of their own.
/// What such a page says under a label is believed less than the guide; what several guides share is nobody's.
pub(super) fn join(facts: &mut Facts, pages: &mut [PageSummary]) {
    let goes_on = |page: &PageSummary| page.goes_on || page.kind == PageKind::Materials;
    if !pages.iter().any(goes_on) {
        return;
    }
    let (linked, followed) = leading(pages);
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    let mut lost: BTreeSet<String> = BTreeSet::new();
    let mut further: BTreeSet<CaptureId> = BTreeSet::new();
    for page in pages.iter() {
        let from = match page.kind {
            PageKind::Materials => &linked,
            _ if page.goes_on => &followed,
            _ => continue,
        };
        let own = url::Url::parse(&page.address).map(|address| item::path_key(&address));
        let Some(key) = page.item.as_ref().filter(|key| own.as_ref() == Ok(*key)) else {
            continue;
        };
        let guides = from.get(&page.address).into_iter().flatten();
        match guides.collect::<Vec<_>>().as_slice() {
            [guide] => {
                renamed.insert(key.clone(), (*guide).clone());
                further.extend(page.goes_on.then(|| page.capture.clone()));
            }
            _ if page.goes_on => {
                lost.insert(key.clone());
            }
            _ => {}
        }
    }
    facts.rename_items(&renamed);
    if !lost.is_empty() || !further.is_empty() {
        believe_guides(facts, &lost, &further);
    }
    for page in pages.iter_mut() {
        let renamed = page.item.as_ref().and_then(|key| renamed.get(key));
        if let Some(key) = renamed {
            page.item = Some(key.clone());
        } else if page.goes_on {
            page.item = None;
        }
    }
}

type Items = BTreeMap<String, BTreeSet<String>>;

/// The items whose guides link to each address, and those that go on there.
fn leading(pages: &[PageSummary]) -> (Items, Items) {
    let (mut linked, mut followed) = (Items::new(), Items::new());
    let is_guide = |page: &&PageSummary| page.kind == PageKind::Guide && !page.goes_on;
    for guide in pages.iter().filter(is_guide) {
        for (address, _) in &guide.links {
            let items = linked.entry(address.clone()).or_default();
            items.extend(guide.item.clone());
        }
        for address in guide
            .follows
            .iter()
            .filter_map(|follow| normalise(&follow.address))
        {
            followed
                .entry(address)
                .or_default()
                .extend(guide.item.clone());
        }
    }
    (linked, followed)
}

/// The item that a fact is of, or whose material it is of.
fn item_of(fact: &Fact) -> Option<&str> {
    let key = fact.subject.key.as_str();
    match fact.subject.kind {
        SubjectKind::Item => Some(key),
        SubjectKind::Material => key.rsplit_once('/').map(|(item, _)| item),
        _ => None,
    }
}

/// Takes back what is nobody's, and what pages that go on with a guide say again.
fn believe_guides(facts: &mut Facts, lost: &BTreeSet<String>, further: &BTreeSet<CaptureId>) {
    let is_further = |fact: &Fact| {
        let place = fact.evidence.as_ref();
        place.is_some_and(|place| further.contains(&place.capture))
    };
    let says =
        |fact: &&Fact| matches!(fact.observation, Observation::Value(_)) && !is_further(fact);
    let stated: BTreeSet<(String, &str)> = facts
        .all()
        .iter()
        .filter(says)
        .filter(|fact| fact.subject.kind == SubjectKind::Item)
        .map(|fact| (fact.subject.key.clone(), fact.field.id))
        .collect();
    facts.retain(|fact| {
        let Some(item) = item_of(fact) else {
            return true;
        };
        let field = match fact.subject.kind {
            SubjectKind::Material => ITEM_MATERIALS.id,
            _ => fact.field.id,
        };
        let repeated = is_further(fact) && stated.contains(&(item.to_owned(), field));
        !repeated && !lost.contains(item)
    });
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    const GUIDE: &str =
        "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>办理时限：5日</p><p>收费标准：10元</p>";

    fn says(field: &str, pages: &[(&str, &str)]) -> Vec<String> {
        Read::pages(pages)
            .says(field)
            .into_iter()
            .filter(|said| said != "absent")
            .collect()
    }

    #[test]
    fn what_stands_in_a_frame_is_said_of_the_item() {
        let guide = format!("{GUIDE}<iframe src=cl.html></iframe>");
        let frame =
            "<p>办理流程：申请、受理、决定</p><p>收费标准：99元</p><p>咨询电话：0100-5550101</p>";
        let pages = [("/a.html", guide.as_str()), ("/cl.html", frame)];
        assert_eq!(says("item.process", &pages), ["申请、受理、决定"]);
        assert_eq!(says("item.phone.consult", &pages), ["0100-5550101"]);
        assert_eq!(says("item.fee", &pages), ["10元"]);
        assert_eq!(says("item.name", &pages), ["摊位登记"]);
    }

    #[test]
    fn a_label_may_lead_to_a_page_of_its_own() {
        let guide = format!("{GUIDE}<a href=lc.html>办理流程</a>");
        let own = format!(
            "<h1>办理流程</h1><p>申请、受理、决定。{}</p>",
            "到窗口。".repeat(30)
        );
        let pages = [("/a.html", guide.as_str()), ("/lc.html", own.as_str())];
        assert_eq!(says("item.process", &pages).len(), 1);
        let other = guide.replace("摊位登记", "广告牌登记");
        let shared = [
            ("/a.html", guide.as_str()),
            ("/b.html", &other),
            ("/lc.html", &own),
        ];
        assert_eq!(says("item.process", &shared), [""; 0]);
    }
}
