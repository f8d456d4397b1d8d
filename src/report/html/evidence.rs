//! The archived pages behind the numbers, as inert copies: source text with the quoted words marked, personal data masked.

use std::collections::BTreeSet;
use std::path::Path;

use minijinja::{Value, context};

use crate::archive::import::UNKNOWN_TIME;
use crate::archive::{Capture, CaptureId, CaptureKind};
use crate::extract::{Fact, FactId, Observation};
use crate::score::SiteScore;

use super::super::mask::mask;
use super::super::quote::{SiteFacts, field_name};
use super::super::{ReportError, escape, number};
use super::Pages;
use super::copy::{AROUND, Copy};
use super::picture;
use super::site::ByCapture;

/// Anchor of a fact on its evidence page.
pub(super) fn anchor(fact: &FactId) -> String {
    format!("f-{}", escape::file_name(&fact.0))
}

/// Writes a page for each capture that quoted facts stand on; gives the captures that the archive has.
pub(super) fn write(
    pages: &Pages<'_>,
    site: &SiteScore,
    facts: &SiteFacts,
    quoted: &ByCapture<'_>,
    folder: &Path,
) -> Result<BTreeSet<CaptureId>, ReportError> {
    let mut archived = BTreeSet::new();
    let name = escape::file_name(&site.site.0);
    for (id, quoted) in quoted {
        let Some(capture) = (pages.input.captures)(id) else {
            continue;
        };
        let mut quoted: Vec<(&FactId, &Fact)> =
            quoted.iter().map(|(id, fact)| (*id, *fact)).collect();
        quoted.sort_by_key(|(_, fact)| {
            (
                fact.evidence.as_ref().map_or(0, |evidence| evidence.start),
                fact.field.id,
            )
        });
        let page = page(pages, site, facts, &capture, &quoted);
        let file = format!("{}.html", escape::file_name(&id.0));
        pages.write(
            "evidence.html",
            page,
            &folder.join("evidence").join(&name).join(file),
        )?;
        archived.insert((*id).clone());
    }
    Ok(archived)
}

/// Whether an address can be opened. Sites that are folders have made-up hosts, which end in `.invalid`.
fn leads_somewhere(address: &str) -> bool {
    let Ok(url) = url::Url::parse(address) else {
        return false;
    };
    let is_made_up = url
        .host_str()
        .is_none_or(|host| host == "invalid" || host.ends_with(".invalid"));
    matches!(url.scheme(), "http" | "https") && !is_made_up
}

fn page(
    pages: &Pages<'_>,
    site: &SiteScore,
    facts: &SiteFacts,
    capture: &Capture,
    quoted: &[(&FactId, &Fact)],
) -> Value {
    let words = pages.words;
    let scope = facts.scope(&capture.id);
    let address = escape::line(&mask(scope, &capture.address));
    let is_link = address == capture.address && leads_somewhere(&address);
    let copy = Copy::of(capture, quoted, |text| mask(scope, text));
    let length = capture.body.len() as u64;
    let rows: Vec<Value> = quoted
        .iter()
        .map(|(id, fact)| {
            context! {
                anchor => anchor(id),
                whole => SiteFacts::is_of_whole_page(fact, length) || copy.is_none(),
                subject => escape::cut(&facts.subject(words, fact.subject.kind, &fact.subject.key), 60),
                field => field_name(words, fact),
                state => fact.observation.state(),
                state_says => SiteFacts::state(words, fact),
                printed => escape::cut(&SiteFacts::printed(fact), 400),
                read_as => SiteFacts::read_as(words, fact).map(|text| escape::cut(&text, 200)),
                extractor => format!("{} v{}", fact.extractor, fact.version),
                blank => (fact.observation == Observation::Placeholder).then(|| SiteFacts::unprinted(words, fact)),
                // That an extractor is sure is nothing to read.
                confidence => (fact.confidence < 1.0).then(|| number::percent(fact.confidence)),
            }
        })
        .collect();
    context! {
        site_name => escape::line(&site.name),
        site_file => escape::file_name(&site.site.0),
        address => address,
        is_link => is_link,
        captured => if capture.captured == UNKNOWN_TIME {
            words.get("evidence.time-unknown").to_owned()
        } else {
            number::instant(words, &capture.captured)
        },
        // What somebody saved has no answer of a server, and no cause why.
        is_drawn => capture.kind == CaptureKind::Rendered,
        is_saved => capture.cause.is_none() && !capture.body.is_empty(),
        status => capture.status.map(|status| status.to_string()),
        cause => capture.cause.map(|cause| words.cause(cause).to_owned()),
        id => capture.id.0.as_str(),
        facts => rows,
        around => AROUND,
        picture => picture::of(pages, scope, capture, quoted),
        is_text => copy.is_some(),
        is_empty => capture.body.is_empty(),
        is_whole => copy.as_ref().is_some_and(|copy| copy.whole),
        source => Value::from_safe_string(copy.map(|copy| copy.html(words)).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::leads_somewhere;

    #[test]
    fn an_address_that_was_made_up_is_no_link() {
        assert!(leads_somewhere("https://zwfw.example.cn/guide?id=7"));
        for address in [
            "http://qinglan.invalid/guide/1.html",
            "urn:results:baidu:desktop:x",
            "javascript:alert(1)",
        ] {
            assert!(!leads_somewhere(address), "{address}");
        }
    }
}
