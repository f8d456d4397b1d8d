//! The archived pages behind the numbers, as inert copies: source text with the quoted words marked, personal data masked.

use std::collections::BTreeSet;
use std::path::Path;

use minijinja::{Value, context};

use crate::archive::{Capture, CaptureId};
use crate::extract::{Fact, FactId};
use crate::score::SiteScore;

use super::super::mask::mask;
use super::super::quote::{SiteFacts, field_name};
use super::super::{ReportError, escape, number};
use super::Pages;
use super::copy::{AROUND, Copy};
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
    let is_link = address == capture.address
        && (address.starts_with("http://") || address.starts_with("https://"));
    let copy = Copy::of(capture, quoted, |text| mask(scope, text));
    let length = capture.body.len() as u64;
    let rows: Vec<Value> = quoted
        .iter()
        .map(|(id, fact)| {
            context! {
                anchor => anchor(id),
                whole => SiteFacts::is_of_whole_page(fact, length) || copy.is_none(),
                subject => escape::cut(&facts.subject(words, fact), 60),
                field => field_name(words, fact),
                state => fact.observation.state(),
                state_says => words.named("state", fact.observation.state()),
                printed => escape::cut(&SiteFacts::printed(fact), 400),
                read_as => SiteFacts::read_as(words, fact).map(|text| escape::cut(&text, 200)),
                extractor => format!("{} v{}", fact.extractor, fact.version),
                confidence => number::percent(fact.confidence),
            }
        })
        .collect();
    context! {
        site_name => escape::line(&site.name),
        site_file => escape::file_name(&site.site.0),
        address => address,
        is_link => is_link,
        captured => number::instant(words, &capture.captured),
        status => capture.status.map(|status| status.to_string()),
        cause => capture.cause.map(|cause| words.cause(cause).to_owned()),
        id => capture.id.0.as_str(),
        facts => rows,
        around => AROUND,
        is_text => copy.is_some(),
        is_empty => capture.body.is_empty(),
        is_whole => copy.as_ref().is_some_and(|copy| copy.whole),
        source => Value::from_safe_string(copy.map(|copy| copy.html(words)).unwrap_or_default()),
    }
}
