//! The same questions to every engine.

use super::*;
use crate::archive::{Capture, CaptureId, CaptureKind};
use crate::site::SiteId;

/// A saved page as a document.
pub(super) fn document(body: &[u8]) -> Document {
    let site = SiteId("a".to_owned());
    Document::read(&Capture {
        id: CaptureId::new(&site, "GET", "http://a.invalid/", b""),
        site,
        order: 0,
        depth: 0,
        kind: CaptureKind::Results,
        address: "http://a.invalid/".to_owned(),
        captured: "2026-06-12T00:00:00Z".to_owned(),
        status: None,
        headers: Vec::new(),
        body: body.to_vec(),
        redirect: None,
        cause: None,
        findings: Vec::new(),
        notes: std::collections::BTreeMap::new(),
    })
}

/// The fixtures that every engine has.
const CASES: [&str; 4] = ["results", "none", "blocked", "ads-first"];

fn fixture(engine: &str, file: &str) -> Vec<u8> {
    let path = format!("tests/fixtures/search/{engine}/{file}");
    std::fs::read(&path).unwrap_or_else(|error| {
        panic!("`{engine}` has no fixture: write an invented page as {path} ({error})")
    })
}

/// A result page as its expected file says it.
fn shown(serp: &Serp) -> serde_json::Value {
    let results: Vec<_> = serp
        .results
        .iter()
        .map(|result| {
            serde_json::json!({
                "rank": result.rank,
                "title": result.title.words,
                "shown-host": result.shown_host,
                "address": result.address.as_ref().map(Url::as_str),
                "ad": result.ad,
                "badge": result.badge.as_ref().map(|badge| &badge.words),
                "block": result.block,
            })
        })
        .collect();
    serde_json::json!({
        "outcome": serp.outcome,
        "form": serp.form,
        "version": serp.version,
        "results": results,
    })
}

#[test]
fn every_engine_reads_its_fixtures_as_expected() {
    for engine in ENGINES {
        for case in CASES {
            let id = engine.id();
            let page = document(&fixture(id, &format!("{case}.html")));
            let expected: serde_json::Value =
                serde_json::from_slice(&fixture(id, &format!("{case}.json"))).unwrap_or_else(
                    |error| panic!("tests/fixtures/search/{id}/{case}.json is not JSON: {error}"),
                );
            let read = shown(&engine.read(&page));
            assert_eq!(
                read, expected,
                "`{id}` reads {case}.html otherwise than {case}.json says:\n{read:#}"
            );
        }
    }
}

#[test]
fn every_engine_has_a_name_of_its_own_and_words_and_is_found_by_its_name() {
    let mut seen = std::collections::BTreeSet::new();
    for engine in ENGINES {
        let id = engine.id();
        assert!(
            seen.insert(id),
            "two engines are called `{id}`: give the new one another id"
        );
        assert!(
            words::Words::find(id).is_some(),
            "indicators/search/engines.toml has no [[engine]] with id = \"{id}\": add its words"
        );
        assert_eq!(super::engine(id).map(SearchEngine::id), Some(id));
    }
}

#[test]
fn every_folder_of_fixtures_belongs_to_an_engine() {
    for entry in std::fs::read_dir("tests/fixtures/search").unwrap() {
        let id = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(
            super::engine(&id).is_some(),
            "tests/fixtures/search/{id} has no engine: add it to ENGINES in src/search/mod.rs"
        );
    }
}

#[test]
fn every_engine_puts_the_words_into_its_address() {
    for engine in ENGINES {
        let id = engine.id();
        let address = Url::parse(&engine.query_url("青岚 & 办理=+"))
            .unwrap_or_else(|error| panic!("`{id}`: query_url gives no address: {error}"));
        assert_eq!(address.scheme(), "https", "`{id}`: query_url is not https");
        assert!(
            address
                .query_pairs()
                .any(|(_, value)| value == "青岚 & 办理=+"),
            "`{id}`: query_url does not encode the words: {address}"
        );
    }
}

#[test]
fn a_captcha_is_blocked_and_nothing_found_is_none_for_every_engine() {
    for engine in ENGINES {
        let id = engine.id();
        for (case, outcome) in [
            ("results", SerpOutcome::Results),
            ("none", SerpOutcome::None),
            ("blocked", SerpOutcome::Blocked),
            ("ads-first", SerpOutcome::Results),
        ] {
            let serp = engine.read(&document(&fixture(id, &format!("{case}.html"))));
            assert_eq!(serp.outcome, outcome, "`{id}`: {case}.html");
            let has_ads = serp.results.first().is_some_and(|result| result.ad);
            assert_eq!(has_ads, case == "ads-first", "`{id}`: {case}.html, ads");
        }
    }
}

#[test]
fn a_page_of_an_unknown_form_is_unparsed_and_a_shell_is_blocked() {
    let other = "<body><h1>一个完全不同的网页</h1><p>这里说的是别的事情，与搜索没有关系，也没有任何结果列表，\
                 只是一段足够长的文字，使它不像一个空壳。</p><a href='https://a.example/'>链接</a></body>";
    let deep = format!("<body>{}{other}", "<div>".repeat(2000));
    for engine in ENGINES {
        let id = engine.id();
        let outcome = |page: &str| engine.read(&document(page.as_bytes())).outcome;
        assert_eq!(outcome(other), SerpOutcome::Unparsed, "`{id}`");
        assert_eq!(outcome(&deep), SerpOutcome::Unparsed, "`{id}`");
        for shell in [
            "",
            "<body><div id=app></div><script>x()</script></body>",
            "\u{0}\u{ffff}<",
        ] {
            assert_eq!(outcome(shell), SerpOutcome::Blocked, "`{id}`: {shell:?}");
        }
    }
}

#[test]
fn every_result_stands_where_its_title_is_printed() {
    for engine in ENGINES {
        let id = engine.id();
        let body = fixture(id, "results.html");
        let serp = engine.read(&document(&body));
        let mut last = 0;
        for (rank, result) in (1..).zip(&serp.results) {
            assert_eq!(result.rank, rank, "`{id}`: ranks count up from 1");
            let span = &result.title.span;
            assert!(
                span.start >= last && span.end > span.start,
                "`{id}`: {result:?}"
            );
            last = span.end;
            let printed =
                &body[usize::try_from(span.start).unwrap()..usize::try_from(span.end).unwrap()];
            let printed = String::from_utf8_lossy(printed);
            let last_char = result.title.words.chars().next_back().unwrap();
            assert!(
                printed.ends_with(last_char),
                "`{id}`: {printed} for {}",
                result.title.words
            );
        }
    }
}

#[test]
fn cut_pages_never_make_a_reader_panic() {
    for engine in ENGINES {
        let body = fixture(engine.id(), "results.html");
        for end in (0..body.len()).step_by(37) {
            let _ = engine.read(&document(&body[..end]));
        }
    }
}
