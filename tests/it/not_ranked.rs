//! What could not be looked at is not ranked and has no score; what is hidden scores nothing.

use govgauge::measure::{MeasureState, Measurement};
use govgauge::score::{NodeScore, ROOT, Scoreboard, SiteScore};
use govgauge::site::{Cause, Outcome};
use govgauge::table::read_measurements;

use crate::support::made;

fn scoreboard() -> Scoreboard {
    let text = std::fs::read_to_string(made::by_eight_threads().join("scoreboard.json"))
        .expect("the round is scored");
    serde_json::from_str(&text).expect("a scoreboard")
}

fn site(board: &Scoreboard, id: &str) -> SiteScore {
    board
        .sites
        .iter()
        .find(|site| site.site.0 == id)
        .unwrap_or_else(|| panic!("{id} is not on the scoreboard"))
        .clone()
}

fn measurements(id: &str) -> Vec<Measurement> {
    let all = read_measurements(made::by_eight_threads()).expect("the round is measured");
    all.into_iter()
        .filter(|measured| measured.site.0 == id)
        .collect()
}

/// Requires that a site is not ranked for a cause, and that nothing of it is a number.
#[track_caller]
fn is_not_ranked(id: &str, cause: Cause) {
    let site = site(&scoreboard(), id);
    assert_eq!(site.outcome, Outcome::NotAssessable);
    assert_eq!((site.rank, site.rank_interval), (None, None));
    assert_eq!(
        site.causes.first().map(|(first, _)| *first),
        Some(cause),
        "{:?}",
        site.causes
    );
    for (
        node,
        NodeScore {
            score,
            value,
            coverage,
            low,
            high,
            ..
        },
    ) in &site.nodes
    {
        assert_eq!((*score, *value), (None, None), "{node} is a number");
        assert_eq!((*coverage, *low, *high), (0.0, 0.0, 100.0), "{node}");
    }
    let measured = measurements(id);
    assert!(!measured.is_empty());
    for measured in measured {
        assert_eq!(
            (measured.state, measured.value),
            (MeasureState::NotObserved, None),
            "{}",
            measured.indicator
        );
    }
}

#[test]
fn a_site_behind_a_firewall_page_is_not_ranked() {
    is_not_ranked("hanting", Cause::WallWaf);
}

#[test]
fn a_site_whose_robots_refuse_is_not_ranked() {
    is_not_ranked("minglai", Cause::RobotsDisallowed);
}

#[test]
fn a_site_of_script_shells_is_not_ranked() {
    is_not_ranked("chipan", Cause::ContentScriptShell);
}

#[test]
fn a_site_that_dies_half_way_is_partial_and_its_unseen_half_moves_the_bounds() {
    let site = site(&scoreboard(), "lanting");
    assert_eq!(site.outcome, Outcome::Partial);
    assert!(
        site.causes
            .iter()
            .any(|(cause, _)| *cause == Cause::NetClosed),
        "{:?}",
        site.causes
    );
    let total = &site.nodes[ROOT];
    let score = total.score.expect("half of the site was seen");
    assert!(
        total.coverage < 1.0 && total.low < score && score < total.high,
        "{total:?}"
    );
}

#[test]
fn the_report_names_each_unranked_site_with_its_cause() {
    let page = std::fs::read_to_string(made::by_eight_threads().join("report/index.html"))
        .expect("a report");
    let table = std::fs::read_to_string(made::by_eight_threads().join("report/ranking.txt"))
        .expect("a report");
    for (name, cause) in [
        ("寒汀省", "wall.waf"),
        ("鸣籁省", "robots.disallowed"),
        ("赤磐省", "content.script-shell"),
    ] {
        for text in [&page, &table] {
            assert!(text.contains(name) && text.contains(cause), "{name}");
        }
    }
}

#[test]
fn a_platform_without_public_letters_scores_nothing_on_responsiveness() {
    let board = scoreboard();
    let site = site(&board, "pingwu");
    let element = &site.nodes["responsiveness"];
    assert_eq!(
        (element.score, element.low, element.high, element.coverage),
        (Some(0.0), 0.0, 0.0, 1.0)
    );
    let of_element: Vec<&str> = board
        .nodes
        .iter()
        .filter(|node| node.parent.as_deref() == Some("responsiveness") && node.weight > 0.0)
        .map(|node| node.id.as_str())
        .collect();
    assert_eq!(of_element.len(), 2);
    for indicator in of_element {
        let measured = measurements("pingwu")
            .into_iter()
            .find(|measured| measured.indicator == indicator)
            .expect("measured");
        assert_eq!(
            (measured.state, measured.value, measured.coverage),
            (MeasureState::Absent, Some(0.0), 1.0),
            "{indicator}"
        );
    }
}
