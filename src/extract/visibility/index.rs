//! Index-readiness: whether a search engine could find the items at all.

use crate::archive::{Capture, CaptureKind};
use crate::extract::field::{
    INDEX_ROBOTS, INDEX_SITEMAP, ITEM_INDEX_DESCRIPTION, ITEM_INDEX_TITLE, ITEM_NAME,
};
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, PageView, SiteView, Subject, SubjectKind,
    Value, item,
};
use crate::page::robots::Robots;
use crate::page::sitemap::read_sitemap;
use crate::value::fold;

/// Bytes of a sitemap that are read, as its protocol limits it.
const SITEMAP_BYTES: usize = 50 << 20;

/// What a search engine's crawler would meet.
pub struct Index;

impl Extractor for Index {
    fn id(&self) -> &'static str {
        "visibility.index"
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &ITEM_INDEX_TITLE,
                &ITEM_INDEX_DESCRIPTION,
                &INDEX_ROBOTS,
                &INDEX_SITEMAP,
            ]
        }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide, Some(subject)) = (view.kind, item::subject(view)) else {
            return;
        };
        // data have no title that an engine could show
        if view.page.is_data() {
            return;
        }
        let flag = |yes: bool| Observation::Value(Value::Flag(yes));
        let capture = &view.capture.id;
        let name = facts
            .all()
            .iter()
            .rev()
            .find(|fact| fact.subject == subject && fact.field == &ITEM_NAME)
            .map(|fact| fold::label(&fact.text))
            .unwrap_or_default();
        match &view.page.title {
            Some(title) => {
                let has = !name.is_empty() && fold::label(&title.words).contains(&name);
                facts.report(&subject, &ITEM_INDEX_TITLE, flag(has), capture, title);
            }
            None => facts.report_whole(
                &subject,
                &ITEM_INDEX_TITLE,
                flag(false),
                capture,
                view.page.length,
            ),
        }
        let description =
            view.page.metas.iter().find(|meta| {
                meta.name.eq_ignore_ascii_case("description") && !meta.content.is_empty()
            });
        match description {
            Some(meta) => facts.report(
                &subject,
                &ITEM_INDEX_DESCRIPTION,
                flag(true),
                capture,
                &meta.content,
            ),
            None => facts.report_whole(
                &subject,
                &ITEM_INDEX_DESCRIPTION,
                flag(false),
                capture,
                view.page.length,
            ),
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        let subject = Subject {
            kind: SubjectKind::Site,
            key: site.context.site.id.0.clone(),
        };
        robots(site, &subject, facts);
        sitemaps(site, &subject, facts);
    }
}

/// Open unless robots.txt keeps one of the main engines' crawlers from an item's page (or, without items, from a start).
fn robots(site: &SiteView, subject: &Subject, facts: &mut Facts) {
    let Some(capture) = site
        .kept
        .iter()
        .find(|capture| capture.kind == CaptureKind::Robots)
    else {
        return;
    };
    let observation = match (capture.status, capture.cause) {
        (Some(200), None) => {
            let guides = site
                .pages
                .iter()
                .filter(|page| page.kind == PageKind::Guide)
                .map(|page| page.address.as_str());
            let starts = site.context.site.addresses.values().map(String::as_str);
            let pages: Vec<&str> = guides.chain(starts).collect();
            let closed = site
                .context
                .lexicon
                .words("index.crawler")
                .iter()
                .any(|crawler| {
                    let (rules, _) =
                        Robots::read(&capture.body, capture.header("content-type"), crawler);
                    pages
                        .iter()
                        .filter_map(|address| url::Url::parse(address).ok())
                        .any(|address| rules.refuses(&address).is_some())
                });
            Observation::Value(Value::Code(
                if closed { "closed" } else { "open" }.to_owned(),
            ))
        }
        (Some(400..=499), _) => Observation::Value(Value::Code("open".to_owned())),
        (_, Some(cause)) => Observation::NotObserved(cause),
        (_, None) => Observation::Unparsed,
    };
    facts.report_whole(
        subject,
        &INDEX_ROBOTS,
        observation,
        &capture.id,
        capture.body.len() as u64,
    );
}

/// Addresses in all sitemaps of the site.
fn sitemaps(site: &SiteView, subject: &Subject, facts: &mut Facts) {
    let asked: Vec<&Capture> = site
        .kept
        .iter()
        .filter(|capture| capture.kind == CaptureKind::Sitemap)
        .collect();
    let Some(first) = asked.first() else { return };
    let readable = asked
        .iter()
        .filter(|capture| capture.cause.is_none() && capture.status == Some(200));
    let addresses: usize = readable
        .map(|capture| read_sitemap(&capture.body, SITEMAP_BYTES).pages.len())
        .sum();
    // A sitemap that could not be seen, or one of those that an index names, may hold addresses.
    let unseen = asked
        .iter()
        .find_map(|capture| Some((capture, capture.cause.filter(|c| c.effect().hides())?)));
    let (capture, observation) = match unseen {
        _ if addresses > 0 => (first, Observation::Value(Value::Number(addresses as f64))),
        Some((capture, cause)) => (capture, Observation::NotObserved(cause)),
        None => (first, Observation::Absent),
    };
    facts.report_whole(
        subject,
        &INDEX_SITEMAP,
        observation,
        &capture.id,
        capture.body.len() as u64,
    );
}
