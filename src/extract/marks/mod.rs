//! The **marks** by which a site says whose it is: the meta elements of 国办发〔2017〕47号, its identification code, its records.
//!
//! What a site claims of itself and whether that is so are two facts. What stands in comments is kept apart: templates are copied from
//! site to site with the comments of their makers, and no reader sees them.

pub mod domain;
mod page;
mod table;
#[cfg(test)]
mod tests;

use crate::extract::field::{
    MARKS_ARTICLE_DATED, MARKS_ARTICLE_TAGS, MARKS_COLUMN_TAGS, MARKS_ICP, MARKS_ID_CODE,
    MARKS_ID_CODE_COMMENTED, MARKS_ID_CODE_MATCHES, MARKS_ID_CODE_PRINTED, MARKS_ID_CODE_VALID,
    MARKS_OF_ANOTHER, MARKS_POLICE, MARKS_SITE_DOMAIN, MARKS_SITE_DOMAIN_MATCHES, MARKS_SITE_NAME,
    MARKS_SITE_TAGS,
};
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, PageSummary, SiteView, Subject, SubjectKind,
    Value,
};
use crate::page::Text;
use crate::site::{Cause, Door};

pub use page::PageMarks;
use table::{Level, Means, TABLE};

/// The marks of a site.
pub struct Marks;

impl Extractor for Marks {
    fn id(&self) -> &'static str {
        "site.marks"
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
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
            ]
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        let Some(entry) = entry(site) else { return };
        let mut said = Said {
            site,
            entry,
            subject: Subject {
                kind: SubjectKind::Site,
                key: site.context.site.id.0.clone(),
            },
            facts,
        };
        said.claims();
        said.checks();
        said.of_another();
        said.shares();
    }
}

/// The page that people come in by, as far as one was read; else the first home page, else the first page.
fn entry<'a>(site: &SiteView<'a>) -> Option<&'a PageSummary> {
    // a page that only sends on says nothing of whose it is
    let seen = || site.pages.iter().filter(|page| page.kind != PageKind::Stub);
    let door = |door: Door| {
        let asked = site.answer(site.context.site.addresses.get(&door)?)?;
        seen().find(|page| page.capture == asked.capture)
    };
    [Door::Platform, Door::Portal]
        .into_iter()
        .find_map(door)
        .or_else(|| seen().find(|page| page.kind == PageKind::Home))
        .or_else(|| seen().next())
}

/// What is being said of one site.
struct Said<'a, 'f> {
    site: &'a SiteView<'a>,
    entry: &'a PageSummary,
    subject: Subject,
    facts: &'f mut Facts,
}

impl<'a> Said<'a, '_> {
    /// The page that people come in by, then all the others.
    fn pages(&self) -> impl Iterator<Item = &'a PageSummary> + use<'a> {
        let entry = self.entry;
        let others = self.site.pages.iter();
        std::iter::once(entry).chain(others.filter(move |page| page.capture != entry.capture))
    }

    /// The first page that has a mark, with it.
    fn first(
        &self,
        mark: impl Fn(&'a PageSummary) -> Option<&'a Text>,
    ) -> Option<(&'a PageSummary, &'a Text)> {
        self.pages().find_map(|page| Some((page, mark(page)?)))
    }

    /// Reports the first mark there is; filled ones come before empty ones.
    fn claim(&mut self, field: &'static Field, mark: impl Fn(&'a PageSummary) -> Option<&'a Text>) {
        let filled = self.first(|page| mark(page).filter(|text| !text.is_empty()));
        match filled.or_else(|| self.first(&mark)) {
            Some((page, text)) => {
                let observation = if text.is_empty() {
                    Observation::Placeholder
                } else {
                    Observation::Value(Value::Text(text.words.clone()))
                };
                self.facts
                    .report(&self.subject, field, observation, &page.capture, text);
            }
            None => self.whole(field, Observation::Absent, self.entry),
        }
    }

    /// Reports what a whole page shows.
    fn whole(&mut self, field: &'static Field, observation: Observation, page: &PageSummary) {
        self.facts.report_whole(
            &self.subject,
            field,
            observation,
            &page.capture,
            page.length,
        );
    }

    /// What the site claims of itself.
    fn claims(&mut self) {
        self.claim(&MARKS_SITE_NAME, |page| page.marks.tag(Means::SiteName));
        self.claim(&MARKS_SITE_DOMAIN, |page| page.marks.tag(Means::SiteDomain));
        self.claim(&MARKS_ID_CODE, |page| page.marks.tag(Means::IdCode));
        self.claim(&MARKS_ID_CODE_PRINTED, |page| page.marks.id_code.as_ref());
        self.claim(&MARKS_ID_CODE_COMMENTED, |page| {
            page.marks.commented.as_ref()
        });
        self.claim(&MARKS_ICP, |page| page.marks.icp.as_ref());
        self.claim(&MARKS_POLICE, |page| page.marks.police.as_ref());
    }

    /// The first filled element that means something, with its page.
    fn filled(&self, means: Means) -> Option<(&'a PageSummary, &'a Text)> {
        self.first(|page| page.marks.tag(means).filter(|text| !text.is_empty()))
    }

    /// Whether the claims hold. What is not claimed cannot be checked.
    fn checks(&mut self) {
        let flag = |yes: bool| Observation::Value(Value::Flag(yes));
        let code = self.filled(Means::IdCode);
        self.check(&MARKS_ID_CODE_VALID, code, |_, text| {
            flag(TABLE.id_code.is_match(text.words.trim()))
        });
        let printed = self.first(|page| page.marks.id_code.as_ref());
        let both = code.and(printed);
        self.check(&MARKS_ID_CODE_MATCHES, both, |_, text| {
            let is_same =
                |(_, code): (_, &Text)| code.words.trim().eq_ignore_ascii_case(text.words.trim());
            flag(code.is_some_and(is_same))
        });
        let domain = self.filled(Means::SiteDomain);
        self.check(&MARKS_SITE_DOMAIN_MATCHES, domain, |page, text| {
            let host = domain::of_page(page).unwrap_or_default();
            match domain::is_that_of(&host, &domain::named(&text.words)) {
                Some(is_own) => flag(is_own),
                None => Observation::NotObserved(Cause::CrawlNotReached),
            }
        });
    }

    /// Reports a check of a claim.
    fn check(
        &mut self,
        field: &'static Field,
        claim: Option<(&'a PageSummary, &'a Text)>,
        is: impl Fn(&'a PageSummary, &Text) -> Observation,
    ) {
        match claim {
            Some((page, text)) => {
                let observation = is(page, text);
                self.facts
                    .report(&self.subject, field, observation, &page.capture, text);
            }
            None => self.whole(field, Observation::NotApplicable, self.entry),
        }
    }

    /// Pages whose elements are another site's: of a template that was copied and not filled in.
    fn of_another(&mut self) {
        let own_domain = self
            .filled(Means::SiteDomain)
            .map(|(_, text)| domain::named(&text.words));
        let own_code = self
            .filled(Means::IdCode)
            .map(|(_, text)| text.words.trim().to_owned());
        let own_host = domain::of_page(self.entry);
        let stranger = |page: &'a PageSummary| {
            let host = domain::of_page(page);
            let foreign_domain = page.marks.tag(Means::SiteDomain).filter(|text| {
                let named = domain::named(&text.words);
                !named.is_empty()
                    && Some(&named) != own_domain.as_ref()
                    && Some(&named) != host.as_ref()
            });
            // another host below the same body may well have a code of its own
            let foreign_code = page.marks.tag(Means::IdCode).filter(|text| {
                let code = text.words.trim();
                host == own_host
                    && !code.is_empty()
                    && own_code
                        .as_ref()
                        .is_some_and(|own| !own.eq_ignore_ascii_case(code))
            });
            foreign_domain.or(foreign_code)
        };
        let strangers = self.pages().filter(|page| stranger(page).is_some()).count();
        let observation = Observation::Value(Value::Number(strangers as f64));
        match self.first(stranger) {
            Some((page, text)) => self.facts.report(
                &self.subject,
                &MARKS_OF_ANOTHER,
                observation,
                &page.capture,
                text,
            ),
            None => self.whole(&MARKS_OF_ANOTHER, observation, self.entry),
        }
    }

    /// How many of the pages have what they must. Where no such page was read, nothing is said.
    fn shares(&mut self) {
        let entry = &self.entry.capture;
        let is_list = |page: &PageSummary| {
            let of_letters = matches!(page.kind, PageKind::LetterList | PageKind::Interaction);
            page.kind.is_index() || of_letters
        };
        let is_of_site = |page: &PageSummary| {
            let is_one = matches!(
                page.kind,
                PageKind::Guide | PageKind::Letter | PageKind::Article
            );
            is_one || is_list(page)
        };
        let is_column = |page: &PageSummary| is_list(page) && page.capture != *entry;
        let is_article = |page: &PageSummary| page.kind == PageKind::Article;
        let has = |level: Level| {
            move |page: &PageSummary| TABLE.mandatory(level).all(|at| page.marks.has(at))
        };
        self.share(&MARKS_SITE_TAGS, is_of_site, has(Level::Site));
        self.share(&MARKS_COLUMN_TAGS, is_column, has(Level::Column));
        self.share(&MARKS_ARTICLE_TAGS, is_article, has(Level::Article));
        self.share(&MARKS_ARTICLE_DATED, is_article, |page| {
            page.marks.is_dated()
        });
    }

    /// Reports a share of pages; the first page that falls short stands for it.
    fn share(
        &mut self,
        field: &'static Field,
        asked: impl Fn(&PageSummary) -> bool,
        holds: impl Fn(&PageSummary) -> bool,
    ) {
        let pages: Vec<&PageSummary> = self.pages().filter(|page| asked(page)).collect();
        let Some(first) = pages.first() else { return };
        let short = pages.iter().find(|page| !holds(page));
        let held = pages.iter().filter(|page| holds(page)).count();
        let share = held as f64 / pages.len() as f64;
        let shown = short.unwrap_or(first);
        self.whole(field, Observation::Value(Value::Number(share)), shown);
    }
}
