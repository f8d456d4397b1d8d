//! What the whole site shows of a system: whether it is nowhere, and whether its address answers as such a thing.

use crate::archive::CaptureId;
use crate::extract::field::{SYSTEM_ADDRESS, SYSTEM_DETAIL, SYSTEM_MENTION, SYSTEM_REACHABLE};
use crate::extract::{
    Came, Evidence, Facts, Observation, SiteView, Subject, Value, site_view::PageSummary,
};
use crate::lexicon::{Detail, Fit, Proved, System};
use crate::page::Text;
use crate::site::Cause;

/// Reports what only the whole site shows of a system.
pub(super) fn report(site: &SiteView, system: &System, subject: &Subject, facts: &mut Facts) {
    by_page(site, system, subject, facts);
    if !facts.says(subject, &SYSTEM_MENTION) {
        nowhere(site, system, subject, facts);
        return;
    }
    let entry = entry(subject, facts);
    let place = mentioned(subject, facts);
    if let Some((address, evidence)) = &entry {
        let (observation, capture, length) = answered(site, system, address, evidence);
        facts.report_whole(subject, &SYSTEM_REACHABLE, observation, &capture, length);
    } else {
        // An entry that a script takes, or a form that posts, was not tried.
        let untried = if facts.says(subject, &SYSTEM_ADDRESS) {
            Observation::NotObserved(Cause::CrawlNotReached)
        } else {
            let none = Observation::Absent;
            facts.push(subject, &SYSTEM_ADDRESS, none, String::new(), place.clone());
            Observation::NotApplicable
        };
        facts.push(
            subject,
            &SYSTEM_REACHABLE,
            untried,
            String::new(),
            place.clone(),
        );
    }
    if system.detail == Some(Detail::Host)
        && let Some((address, _)) = &entry
        && let Some((host, asked)) = site.ends_on(address)
    {
        let text = Text {
            words: host.clone(),
            span: 0..asked.length,
        };
        let host = Observation::Value(Value::Text(host));
        facts.report(subject, &SYSTEM_DETAIL, host, &asked.capture, &text);
    }
    if !facts.says(subject, &SYSTEM_DETAIL) {
        let none = if system.detail.is_some() {
            Observation::Absent
        } else {
            Observation::NotApplicable
        };
        facts.push(subject, &SYSTEM_DETAIL, none, String::new(), place);
    }
}

/// A page that is such a system shows it, whether anything names it or not.
fn by_page(site: &SiteView, system: &System, subject: &Subject, facts: &mut Facts) {
    let is_one = |page: &&PageSummary| Some(page.kind.id()) == system.page;
    let Some(page) = site.pages.iter().find(is_one) else {
        return;
    };
    if !facts.says(subject, &SYSTEM_MENTION) {
        let text = Text {
            words: page.headings.first().cloned().unwrap_or_default(),
            span: 0..page.length,
        };
        let words = Observation::Value(Value::Text(text.words.clone()));
        facts.report(subject, &SYSTEM_MENTION, words, &page.capture, &text);
    }
    if !facts.has_value(subject, &SYSTEM_ADDRESS) {
        let address = Observation::Value(Value::Address(page.address.clone()));
        facts.report_whole(
            subject,
            &SYSTEM_ADDRESS,
            address,
            &page.capture,
            page.length,
        );
    }
}

/// A system that no page shows: absent where the page that people come in by was read whole and leads to nothing that was kept
/// from us; a system that scripts show may be there all the same.
fn nowhere(site: &SiteView, system: &System, subject: &Subject, facts: &mut Facts) {
    let (observation, capture, length) = match (site.front(), site.pages.first()) {
        (Ok(page), _) => {
            let kept = site.sight.leading_nowhere.get(&page.capture);
            let kept = kept.or_else(|| site.sight.framed.get(&page.capture));
            let script = || (system.scripted && page.scripted).then_some(Cause::ContentScriptShell);
            let observation = match kept.copied().or(page.cut).or_else(script) {
                Some(cause) => Observation::NotObserved(cause),
                None => Observation::Absent,
            };
            (observation, &page.capture, page.length)
        }
        (Err(cause), Some(page)) => (Observation::NotObserved(cause), &page.capture, 0),
        (Err(_), None) => return,
    };
    for field in [&SYSTEM_MENTION, &SYSTEM_ADDRESS] {
        facts.report_whole(subject, field, observation.clone(), capture, length);
    }
    let rest = match observation {
        Observation::NotObserved(cause) => Observation::NotObserved(cause),
        _ => Observation::NotApplicable,
    };
    for field in [&SYSTEM_REACHABLE, &SYSTEM_DETAIL] {
        facts.report_whole(subject, field, rest.clone(), capture, length);
    }
}

/// The first address that was reported of a system, and where it is printed.
fn entry(subject: &Subject, facts: &Facts) -> Option<(String, Evidence)> {
    let mut own = facts
        .all()
        .iter()
        .filter(|fact| fact.field == &SYSTEM_ADDRESS && fact.subject == *subject);
    own.find_map(|fact| match &fact.observation {
        Observation::Value(Value::Address(address)) => {
            Some((address.clone(), fact.evidence.clone()?))
        }
        _ => None,
    })
}

/// Where the words stand that name a system.
fn mentioned(subject: &Subject, facts: &Facts) -> Option<Evidence> {
    let mut own = facts
        .all()
        .iter()
        .filter(|fact| fact.field == &SYSTEM_MENTION && fact.subject == *subject);
    own.next().and_then(|fact| fact.evidence.clone())
}

/// Whether an address answered as the system that it is the entry of; with what shows it.
fn answered(
    site: &SiteView,
    system: &System,
    address: &str,
    printed: &Evidence,
) -> (Observation, CaptureId, u64) {
    let flag = |yes: bool| Observation::Value(Value::Flag(yes));
    let Some(asked) = site.answer(address) else {
        let open = Observation::NotObserved(Cause::CrawlNotReached);
        return (open, printed.capture.clone(), 0);
    };
    let observation = match asked.came() {
        Came::Gone => flag(false),
        Came::Unseen(cause) => Observation::NotObserved(cause),
        Came::Elsewhere => match asked.why() {
            Some(Cause::WallLogin) if system.proved == Some(Proved::Login) => flag(true),
            cause => Observation::NotObserved(cause.unwrap_or(Cause::CrawlNotReached)),
        },
        Came::Good => {
            let page = site.pages.iter().find(|page| page.capture == asked.capture);
            match page {
                Some(page) if is_such(site, system, page) => flag(true),
                Some(page) if leads_back(site, page, printed) => flag(false),
                None if asked.file.is_some() && system.proved == Some(Proved::File) => flag(true),
                // It answers, and whether as such a thing was not made out.
                Some(_) | None => Observation::Unparsed,
            }
        }
    };
    (observation, asked.capture.clone(), asked.length)
}

/// Whether a page shows that it is such a system: its kind, its heading, what it asks for.
fn is_such(site: &SiteView, system: &System, page: &PageSummary) -> bool {
    let systems = site.context.lexicon.systems();
    let names = |heading: &String| {
        let named = systems.named(heading, Fit::Phrase);
        named.iter().any(|n| systems.list()[*n].id == system.id)
    };
    let is_front = site
        .front()
        .is_ok_and(|front| front.capture == page.capture);
    let asks = match system.proved {
        Some(Proved::Login) => page.asks_password,
        Some(Proved::Form) => page.asks_line && !is_front,
        Some(Proved::File) | None => false,
    };
    let headed = || {
        let mut headings = page.headings.iter();
        headings.any(|heading| names(heading) || system.is_proved_by(heading))
    };
    Some(page.kind.id()) == system.page || asks || (!is_front && headed())
}

/// Whether an entry only leads to the page it stands on, or to the one that people come in by.
fn leads_back(site: &SiteView, page: &PageSummary, printed: &Evidence) -> bool {
    page.capture == printed.capture
        || site
            .front()
            .is_ok_and(|front| front.capture == page.capture)
}
