//! The part of a platform's page that says what contradicts itself on it, and how many of its labels are known.

use std::collections::BTreeSet;

use minijinja::{Value, context};

use crate::archive::CaptureId;
use crate::consistency::{Finding, Quote};
use crate::score::SiteScore;

use super::super::findings::{self, Broken};
use super::super::quote::SiteFacts;
use super::super::{ReportInput, escape, id, number};
use super::{Pages, site};

/// A broken rule with the words of both fields.
pub(super) fn broken(
    pages: &Pages<'_>,
    of: &SiteScore,
    facts: &SiteFacts,
    broken: &Broken<'_>,
    archived: &BTreeSet<CaptureId>,
) -> Value {
    let (input, words, head) = (pages.input, pages.words, broken.head);
    let row = |quote: &Quote| {
        let printed = findings::printed(quote);
        let first = findings::first_fact(facts, quote);
        let link = first.and_then(|(id, fact)| site::link(of, id, fact, archived));
        context! {
            field => findings::field_title(input.lang, quote),
            state => quote.state.as_str(),
            state_says => words.named("state", &quote.state),
            unprinted => first.map(|(_, fact)| SiteFacts::unprinted(words, fact)),
            read_as => first.and_then(|(_, fact)| SiteFacts::read_as(words, fact)).map(|text| escape::cut(&text, 60)),
            printed => escape::cut(&printed, 120),
            link => link,
        }
    };
    let finding = |finding: &&Finding| {
        context! {
            subject => escape::cut(&findings::subject(facts, words, finding), 60),
            detail => escape::cut(&findings::detail(finding), 60),
            rows => finding.quotes.iter().map(row).collect::<Vec<_>>(),
        }
    };
    let shown = broken.findings.iter().take(findings::SHOWN);
    let authority = id::authority(head.authority);
    context! {
        id => head.id.as_str(),
        anchor => format!("r-{}", escape::file_name(&head.id.to_lowercase())),
        title => escape::line(input.lang.pick(&head.title)),
        says => escape::line(input.lang.pick(&head.message)),
        source => escape::line(&head.source),
        authority => words.named("authority", authority),
        severity => head.severity.id(),
        severity_says => findings::severity(words, head.severity),
        of_site => head.of_site,
        often => broken.often(words),
        shown => broken.findings.len().min(findings::SHOWN),
        of => broken.findings.len(),
        findings => shown.map(finding).collect::<Vec<_>>(),
    }
}

/// How many of a platform's label cells the lexicon knows, and the labels that it does not; nothing where none were counted.
pub(super) fn labels(input: &ReportInput<'_>, of: &SiteScore) -> Option<Value> {
    let labels = findings::labels(input, of).filter(|labels| labels.cells > 0)?;
    let unknown = labels.unknown.iter().map(|(label, cells, _)| {
        context! { label => escape::cut(label, 24), cells => cells }
    });
    Some(context! {
        known => labels.known,
        cells => labels.cells,
        share => labels.coverage.map(number::percent),
        unknown => unknown.collect::<Vec<_>>(),
    })
}
