//! Sites with the marks that real ones have: copied templates, comments that disagree, empty elements.

use std::collections::BTreeMap;

use crate::archive::{Capture, CaptureId, CaptureKind};
use crate::extract::{Context, Fact, Observation, read_site};
use crate::lexicon::Lexicon;
use crate::search::HostTable;
use crate::site::{Door, Site};

/// What is said of a site of these pages, each a path and its head and body; the first is the platform's own.
fn facts(host: &str, pages: &[(&str, &str, &str)]) -> Vec<Fact> {
    let mut site = Site::imported("qingshan", "青山");
    let address = |path: &str| format!("http://{host}{path}");
    if !host.is_empty() {
        site.addresses.insert(Door::Platform, address(pages[0].0));
    }
    let host = if host.is_empty() {
        "qingshan.invalid"
    } else {
        host
    };
    let captures = pages.iter().enumerate().map(|(order, (path, head, body))| {
        let address = format!("http://{host}{path}");
        Capture {
            id: CaptureId::new(&site.id, "GET", &address, b""),
            site: site.id.clone(),
            order: u32::try_from(order).expect("few pages"),
            depth: 0,
            kind: CaptureKind::Page,
            address,
            captured: "2026-01-01T00:00:00Z".to_owned(),
            status: Some(200),
            headers: vec![(
                "content-type".to_owned(),
                "text/html; charset=utf-8".to_owned(),
            )],
            body: format!(
                "<html><head><title>青山区政府</title>{head}</head><body>{body}</body></html>"
            )
            .into_bytes(),
            redirect: None,
            cause: None,
            findings: Vec::new(),
            notes: BTreeMap::new(),
        }
    });
    let captures: Vec<Capture> = captures.collect();
    let (lexicon, hosts) = (
        Lexicon::of_the_binary(),
        HostTable::from_files([]).expect("no file"),
    );
    let context = Context {
        site: &site,
        lexicon: &lexicon,
        hosts: &hosts,
    };
    read_site(context, captures).facts
}

/// What a field says: its value, else its state; nothing where nothing is said.
fn says(facts: &[Fact], field: &str) -> Option<String> {
    let mut of = facts.iter().filter(|fact| fact.field.id == field);
    let said = of.next().map(|fact| match &fact.observation {
        Observation::Value(value) => value.to_string(),
        other => other.state().to_owned(),
    });
    assert!(of.next().is_none(), "{field} is said once");
    said
}

const OWN: &str = r#"<meta name="SiteName" content="青山区人民政府"><meta name="SiteDomain" content="http://www.qingshan.example/">
<meta name="SiteIDCode" content="9901000001">"#;
const FOOT: &str = "<p>欢迎来到青山</p><div>主办：青山区人民政府</div><div>网站标识码：9901000001 青ICP备00000001号-2 青公网安备 97000002000001号</div>";

#[test]
fn claims_and_their_checks_are_two_facts() {
    let facts = facts("www.qingshan.example", &[("/", OWN, FOOT)]);
    for (field, said) in [
        ("marks.site-name", "青山区人民政府"),
        ("marks.site-domain", "http://www.qingshan.example/"),
        ("marks.site-domain.matches", "yes"),
        ("marks.id-code", "9901000001"),
        ("marks.id-code.valid", "yes"),
        ("marks.id-code.footer", "9901000001"),
        ("marks.id-code.matches", "yes"),
        ("marks.id-code.commented", "absent"),
        ("marks.icp", "青ICP备00000001号-2"),
        ("marks.police", "青公网安备 97000002000001号"),
        ("marks.of-another", "0"),
    ] {
        assert_eq!(says(&facts, field).as_deref(), Some(said), "{field}");
    }
}

#[test]
fn a_copied_template_names_another_site_than_the_one_that_answers() {
    let copied = r#"<meta name="SiteDomain" content="gxq.cq.example"><meta name="SiteIDCode" content="N000011975">"#;
    let facts = facts("www.qingshan.example", &[("/", copied, FOOT)]);
    assert_eq!(
        says(&facts, "marks.site-domain.matches").as_deref(),
        Some("no")
    );
    assert_eq!(says(&facts, "marks.id-code.valid").as_deref(), Some("no"));
    assert_eq!(says(&facts, "marks.id-code.matches").as_deref(), Some("no"));
}

#[test]
fn pages_within_a_site_that_name_another_are_counted_and_the_first_is_quoted() {
    let copied = OWN.replace("9901000001", "5101000004");
    let pages = [
        ("/", OWN, FOOT),
        ("/a.html", OWN, ""),
        ("/b.html", copied.as_str(), ""),
    ];
    let facts = facts("www.qingshan.example", &pages);
    assert_eq!(says(&facts, "marks.of-another").as_deref(), Some("1"));
    let fact = facts
        .iter()
        .find(|fact| fact.field.id == "marks.of-another")
        .expect("said");
    assert_eq!(fact.text, "5101000004");
    assert_eq!(says(&facts, "marks.id-code").as_deref(), Some("9901000001"));
}

#[test]
fn a_foot_in_a_comment_is_no_foot() {
    let body = "<p>欢迎来到青山</p><!-- <span>政府网站标识码：53292300</span> -->";
    let facts = facts("www.qingshan.example", &[("/", OWN, body)]);
    assert_eq!(
        says(&facts, "marks.id-code.footer").as_deref(),
        Some("absent")
    );
    assert_eq!(
        says(&facts, "marks.id-code.commented").as_deref(),
        Some("53292300")
    );
    assert_eq!(
        says(&facts, "marks.id-code.matches").as_deref(),
        Some("not-applicable")
    );
}

#[test]
fn an_empty_element_is_a_placeholder_and_a_missing_one_absent() {
    let facts = facts(
        "www.qingshan.example",
        &[("/", r#"<meta name="SiteDomain" content="">"#, "<p>欢迎</p>")],
    );
    assert_eq!(
        says(&facts, "marks.site-domain").as_deref(),
        Some("placeholder")
    );
    assert_eq!(
        says(&facts, "marks.site-domain.matches").as_deref(),
        Some("not-applicable")
    );
    assert_eq!(says(&facts, "marks.site-name").as_deref(), Some("absent"));
}

#[test]
fn a_saved_page_has_no_host_to_compare_with() {
    let facts = facts("", &[("/", OWN, FOOT)]);
    assert_eq!(
        says(&facts, "marks.site-domain.matches").as_deref(),
        Some("not-observed")
    );
    assert_eq!(says(&facts, "marks.of-another").as_deref(), Some("0"));
}

#[test]
fn shares_count_the_pages_that_must_have_the_elements_and_no_others() {
    let article = format!(
        "{OWN}{}",
        r#"<meta name="ArticleTitle" content="渔港扩建"><meta name="PubDate" content="2026-01-04 09:10"><meta name="ContentSource" content="青山日报">"#
    );
    let undated = article.replace("2026-01-04 09:10", "");
    let text = format!(
        "<h1>渔港扩建</h1><p>{}</p>",
        "渔港扩建工程今天开工，市民代表参加了仪式。".repeat(30)
    );
    let pages = [
        ("/", OWN, FOOT),
        ("/n/1.html", article.as_str(), text.as_str()),
        ("/n/2.html", undated.as_str(), text.as_str()),
    ];
    let facts = facts("www.qingshan.example", &pages);
    assert_eq!(says(&facts, "marks.article-tags").as_deref(), Some("0.5"));
    assert_eq!(
        says(&facts, "marks.article-tags.dated").as_deref(),
        Some("0.5")
    );
    assert_eq!(
        says(&facts, "marks.column-tags"),
        None,
        "no column was read"
    );
}
