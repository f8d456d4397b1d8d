//! Saved result pages of search engines: what a citizen was shown for a query.

use crate::archive::{Capture, CaptureKind};
use crate::extract::field::{
    QUERY_KIND, QUERY_OUTCOME, RESULT_AD, RESULT_ADDRESS, RESULT_BADGE, RESULT_CLASS, RESULT_HOST,
    RESULT_TITLE,
};
use crate::extract::{Extractor, Facts, Field, Observation, SiteView, Subject, SubjectKind, Value};
use crate::page::select::Document;
use crate::search::{self, OwnHosts, SerpOutcome, SerpResult};

/// Results of the queries that were saved for the site.
pub struct Results;

impl Extractor for Results {
    fn id(&self) -> &'static str {
        "visibility.results"
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &QUERY_OUTCOME,
                &QUERY_KIND,
                &RESULT_TITLE,
                &RESULT_HOST,
                &RESULT_ADDRESS,
                &RESULT_AD,
                &RESULT_BADGE,
                &RESULT_CLASS,
            ]
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        for capture in site
            .kept
            .iter()
            .filter(|capture| capture.kind == CaptureKind::Results)
        {
            page(site, capture, facts);
        }
    }
}

/// Reports one saved result page.
fn page(site: &SiteView, capture: &Capture, facts: &mut Facts) {
    let note = |key: &str| capture.notes.get(key).map_or("", String::as_str);
    let length = capture.body.len() as u64;
    let query = Subject {
        kind: SubjectKind::Query,
        key: format!("{}/{}/{}", note("engine"), note("device"), note("text")),
    };
    let code = |word: &str| Observation::Value(Value::Code(word.to_owned()));
    facts.report_whole(&query, &QUERY_KIND, code(note("kind")), &capture.id, length);
    let Some(engine) = search::engine(note("engine")) else {
        facts.report_whole(
            &query,
            &QUERY_OUTCOME,
            Observation::Unparsed,
            &capture.id,
            length,
        );
        return;
    };
    let serp = engine.read(&Document::read(capture));
    let outcome = match serp.outcome {
        SerpOutcome::Results => code("results"),
        SerpOutcome::None => code("none"),
        SerpOutcome::Blocked => code("blocked"),
        SerpOutcome::Unparsed => Observation::Unparsed,
    };
    facts.report_whole(&query, &QUERY_OUTCOME, outcome, &capture.id, length);
    for result in &serp.results {
        report(site, capture, &query, result, facts);
    }
}

/// Reports one result.
fn report(
    site: &SiteView,
    capture: &Capture,
    query: &Subject,
    result: &SerpResult,
    facts: &mut Facts,
) {
    let subject = Subject {
        kind: SubjectKind::Result,
        key: format!("{}/{:02}", query.key, result.rank),
    };
    let length = capture.body.len() as u64;
    let value = Observation::Value;
    facts.report(
        &subject,
        &RESULT_TITLE,
        value(Value::Text(result.title.words.clone())),
        &capture.id,
        &result.title,
    );
    let host = result.host().map(str::to_owned);
    let say = |field: &'static Field, observation: Option<Value>, facts: &mut Facts| {
        facts.report_whole(
            &subject,
            field,
            observation.map_or(Observation::Absent, Observation::Value),
            &capture.id,
            length,
        );
    };
    let own = OwnHosts::of(site.context.site);
    let class = host
        .as_deref()
        .map(|host| site.context.hosts.classify(host, &own).id().to_owned());
    say(&RESULT_HOST, host.map(Value::Text), facts);
    say(
        &RESULT_ADDRESS,
        result
            .address
            .as_ref()
            .map(|address| Value::Address(address.to_string())),
        facts,
    );
    say(&RESULT_AD, Some(Value::Flag(result.ad)), facts);
    say(
        &RESULT_BADGE,
        result
            .badge
            .as_ref()
            .map(|badge| Value::Text(badge.words.clone())),
        facts,
    );
    say(&RESULT_CLASS, class.map(Value::Code), facts);
}
