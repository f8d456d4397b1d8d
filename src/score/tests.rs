use std::path::PathBuf;
use std::sync::OnceLock;

use proptest::prelude::*;

use super::{ROOT, Scoreboard, Seen, SiteScore, check_examples, score};
use crate::measure::{MeasureState, Measurement};
use crate::pack::testing::carried;
use crate::pack::{Pack, load};
use crate::site::{Budget, Level, Outcome, Politeness, Site, SiteId, SiteList};
use crate::value::calendar::Calendar;

/// The pack of the worked example: two elements, indicators a and b in the first, c in the second.
fn pack(weights: [f64; 5]) -> Pack {
    let [first, second, a, b, c] = weights;
    let head = format!(
        "id = 'small'\nversion = '1'\ntitle = {{ zh = '小', en = 'small' }}\nsource = 'none'\n\
         coverage-floor = 0.6\nmissing = 'leave-out-and-bound'\n\
         weights = {{ authority = 'own', origin = {{ zh = '无', en = 'none' }} }}\n\
         [[element]]\nid = 'first'\ntitle = {{ zh = '一', en = 'one' }}\nweight = {first}\n\
         [[element]]\nid = 'second'\ntitle = {{ zh = '二', en = 'two' }}\nweight = {second}\n"
    );
    let indicator = |id: &str, weight: f64| {
        format!(
            "[[indicator]]\nid = '{id}'\ntitle = {{ zh = '甲', en = '{id}' }}\n\
             asks = {{ zh = '？', en = '?' }}\nover = 'item'\nwhen-none = 'absent'\nscore = 'identity'\n\
             weight = {weight}\nauthority = 'own'\nsource = 'none'\nclass = ['P']\n\
             measure = {{ share = {{ holds = {{ has = 'item.fee' }} }} }}\n\
             pitfalls = {{ zh = '无', en = 'none' }}\nadvice = {{ zh = '无', en = 'none' }}\n\
             [[indicator.example]]\ntitle = 'none'\nrecords = []\nstate = 'absent'\nvalue = 0\nscore = 0\n"
        )
    };
    let one = format!(
        "element = 'first'\n{}{}",
        indicator("a", a),
        indicator("b", b)
    );
    let two = format!("element = 'second'\n{}", indicator("c", c));
    load(&[("pack.toml", &head), ("one.toml", &one), ("two.toml", &two)])
        .unwrap_or_else(|faults| panic!("{faults}"))
}

fn even() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| pack([1.0; 5]))
}

fn site(id: &str, group: &str) -> Site {
    Site {
        id: SiteId(id.to_owned()),
        name: id.to_owned(),
        level: Level::Province,
        parent: None,
        group: group.to_owned(),
        addresses: [].into(),
        folder: Some(PathBuf::from(id)),
        results: None,
        hosts: None,
        excluded: None,
        budget: Budget {
            pages: 1,
            depth: 1,
            bytes: 1,
            seconds: 1,
        },
        politeness: Politeness {
            delay_ms: 0,
            concurrency: 1,
        },
    }
}

fn list(sites: Vec<Site>) -> SiteList {
    SiteList {
        render: crate::site::Render::Never,
        name: "test".to_owned(),
        title: "test".to_owned(),
        as_of: "2026-06-30".to_owned(),
        sites,
    }
}

fn seen(id: &str) -> Seen {
    Seen {
        site: SiteId(id.to_owned()),
        outcome: Outcome::Assessed,
        causes: Vec::new(),
    }
}

fn measured(site: &str, indicator: &str, value: f64) -> Measurement {
    Measurement {
        site: SiteId(site.to_owned()),
        indicator: indicator.to_owned(),
        state: MeasureState::Measured,
        value: Some(value),
        n: 10,
        of: 10,
        coverage: 1.0,
        low: value,
        high: value,
        cause: None,
        grades: Vec::new(),
    }
}

fn without_value(site: &str, indicator: &str, state: MeasureState) -> Measurement {
    Measurement {
        state,
        value: None,
        n: 0,
        of: 0,
        coverage: 0.0,
        low: 0.0,
        high: 1.0,
        ..measured(site, indicator, 0.0)
    }
}

fn of<'a>(board: &'a Scoreboard, id: &str) -> &'a SiteScore {
    board
        .sites
        .iter()
        .find(|site| site.site.0 == id)
        .expect("every listed site is on the board")
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[track_caller]
fn assert_node(site: &SiteScore, node: &str, score: f64, bounds: (f64, f64), coverage: f64) {
    let found = &site.nodes[node];
    assert!(
        near(found.score.expect("it has a score"), score),
        "{found:?}"
    );
    assert!(
        near(found.low, bounds.0) && near(found.high, bounds.1),
        "{found:?}"
    );
    assert!(near(found.coverage, coverage), "{found:?}");
}

fn worked_example() -> Vec<Measurement> {
    vec![
        measured("x", "a", 0.8),
        measured("x", "b", 0.4),
        measured("x", "c", 0.5),
        measured("y", "a", 1.0),
        without_value("y", "b", MeasureState::NotObserved),
        measured("y", "c", 0.6),
        measured("z", "a", 0.2),
        without_value("z", "b", MeasureState::NotApplicable),
        measured("z", "c", 0.4),
    ]
}

fn xyz() -> SiteList {
    list(vec![site("x", "g"), site("y", "g"), site("z", "g")])
}

#[test]
fn the_worked_example_comes_out_as_computed_by_hand() {
    let board = score(
        &xyz(),
        even(),
        &worked_example(),
        &[seen("x"), seen("y"), seen("z")],
    );
    let [x, y, z] = ["x", "y", "z"].map(|id| of(&board, id));
    assert_node(x, "first", 60.0, (60.0, 60.0), 1.0);
    assert_node(x, ROOT, 55.0, (55.0, 55.0), 1.0);
    assert_node(y, "first", 100.0, (50.0, 100.0), 0.5);
    assert_node(y, ROOT, 80.0, (55.0, 80.0), 0.75);
    assert_node(z, "first", 20.0, (20.0, 20.0), 1.0);
    assert_node(z, ROOT, 30.0, (30.0, 30.0), 1.0);
    let places = [x, y, z].map(|site| (site.rank, site.rank_interval));
    assert_eq!(
        places,
        [
            (Some(2), Some((1, 2))),
            (Some(1), Some((1, 1))),
            (Some(3), Some((3, 3)))
        ]
    );
    let order: Vec<&str> = board
        .sites
        .iter()
        .map(|site| site.site.0.as_str())
        .collect();
    assert_eq!(order, ["y", "x", "z"]);
}

#[test]
fn a_site_below_the_coverage_floor_is_shown_and_not_ranked() {
    let mut measurements = worked_example();
    measurements.retain(|m| !(m.site.0 == "y" && m.indicator == "c"));
    let board = score(
        &xyz(),
        even(),
        &measurements,
        &[seen("x"), seen("y"), seen("z")],
    );
    let y = of(&board, "y");
    assert_node(y, ROOT, 100.0, (25.0, 100.0), 0.25);
    assert_eq!((y.rank, y.rank_interval), (None, None));
    assert_eq!(of(&board, "x").rank, Some(1));
    assert_eq!(board.sites[2].site.0, "y");
}

#[test]
fn a_site_that_was_not_looked_at_has_no_score_and_is_never_zero() {
    let mut sites = xyz();
    sites.sites[2].excluded = Some("under reconstruction".to_owned());
    let not_assessable = Seen {
        outcome: Outcome::NotAssessable,
        ..seen("y")
    };
    let board = score(
        &sites,
        even(),
        &worked_example(),
        &[seen("x"), not_assessable],
    );
    for (id, outcome) in [("y", Outcome::NotAssessable), ("z", Outcome::Excluded)] {
        let site = of(&board, id);
        let total = &site.nodes[ROOT];
        assert_eq!((site.outcome, site.rank), (outcome, None));
        assert_eq!((total.score, total.low, total.high), (None, 0.0, 100.0));
    }
    assert_eq!(
        of(&board, "z").excluded.as_deref(),
        Some("under reconstruction")
    );
}

#[test]
fn sites_are_ranked_within_their_groups() {
    let mut sites = xyz();
    sites.sites[1].group = "h".to_owned();
    let board = score(
        &sites,
        even(),
        &worked_example(),
        &[seen("x"), seen("y"), seen("z")],
    );
    let ranks: Vec<_> = board
        .sites
        .iter()
        .map(|s| (s.site.0.as_str(), s.rank))
        .collect();
    assert_eq!(ranks, [("x", Some(1)), ("z", Some(2)), ("y", Some(1))]);
}

#[test]
fn an_indicator_of_weight_zero_is_reported_and_not_scored() {
    let board = score(
        &xyz(),
        &pack([1.0, 1.0, 1.0, 0.0, 1.0]),
        &worked_example(),
        &[seen("x"), seen("y"), seen("z")],
    );
    assert_node(of(&board, "x"), "first", 80.0, (80.0, 80.0), 1.0);
    assert_node(of(&board, "x"), "b", 40.0, (40.0, 40.0), 1.0);
    assert_node(of(&board, "y"), ROOT, 80.0, (80.0, 80.0), 1.0);
}

#[test]
fn the_tree_says_what_share_of_the_whole_each_node_has() {
    let board = score(&xyz(), &pack([1.0, 3.0, 1.0, 1.0, 1.0]), &[], &[]);
    let shares: Vec<(&str, f64)> = board
        .nodes
        .iter()
        .map(|n| (n.id.as_str(), n.share))
        .collect();
    assert_eq!(
        shares,
        [
            (ROOT, 1.0),
            ("first", 0.25),
            ("a", 0.125),
            ("b", 0.125),
            ("second", 0.75),
            ("c", 0.75)
        ]
    );
}

#[test]
fn every_worked_example_of_every_carried_pack_comes_out() {
    let vague = |list: &str, text: &str| match list {
        "vague.condition" => ["符合条件", "视情况而定", "参照办理"].contains(&text),
        "vague.material" => ["其他材料", "有关材料", "相关材料"].contains(&text),
        _ => false,
    };
    let calendar = Calendar {
        years: [2026].into(),
        ..Calendar::default()
    };
    for pack in carried() {
        let faults = check_examples(&pack, &vague, &calendar);
        assert!(faults.is_empty(), "{faults}");
        for indicator in &pack.indicators {
            assert!(indicator.examples.len() >= 3, "{}", indicator.head.id);
        }
    }
}

#[test]
fn an_example_that_comes_out_otherwise_is_told_at_its_place() {
    let mut pack = even().clone();
    pack.indicators[0].examples[0].value = Some(0.5);
    let faults = check_examples(&pack, &|_: &str, _: &str| false, &Calendar::default());
    assert_eq!(faults.faults().len(), 1);
    let text = faults.to_string();
    assert!(
        text.contains("`a`: the example says value 0.5, and it is 0"),
        "{text}"
    );
    assert!(text.contains("--> one.toml:"), "{text}");
}

/// What was measured of one indicator, as chance has it.
fn cell() -> impl Strategy<Value = Option<(f64, f64)>> {
    prop::option::weighted(0.8, (0.0..=1.0, 0.0..=1.0))
}

type Cells = Vec<[Option<(f64, f64)>; 3]>;

fn cells() -> impl Strategy<Value = Cells> {
    prop::collection::vec([cell(), cell(), cell()], 1..8)
}

/// Value and coverage of each cell as measurements; nothing where it was not observed.
fn measurements(cells: &Cells) -> Vec<Measurement> {
    let mut all = Vec::new();
    for (n, row) in cells.iter().enumerate() {
        for (cell, id) in row.iter().zip(["a", "b", "c"]) {
            let site = format!("s{n}");
            all.push(match cell {
                Some((value, coverage)) => Measurement {
                    coverage: *coverage,
                    low: value * coverage,
                    high: value * coverage + (1.0 - coverage),
                    ..measured(&site, id, *value)
                },
                None => without_value(&site, id, MeasureState::NotObserved),
            });
        }
    }
    all
}

fn board(cells: &Cells, pack: &Pack) -> Scoreboard {
    let ids: Vec<String> = (0..cells.len()).map(|n| format!("s{n}")).collect();
    let sites = ids.iter().map(|id| site(id, "g")).collect();
    let seen: Vec<Seen> = ids.iter().map(|id| seen(id)).collect();
    score(&list(sites), pack, &measurements(cells), &seen)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn scores_lie_in_their_bounds_and_ranks_in_their_intervals(cells in cells()) {
        for site in board(&cells, even()).sites {
            for node in site.nodes.values() {
                prop_assert!(0.0 <= node.low && node.low <= node.high + 1e-9 && node.high <= 100.0 + 1e-9);
                if let Some(score) = node.score {
                    prop_assert!(node.low <= score + 1e-9 && score <= node.high + 1e-9);
                }
            }
            if let (Some(rank), Some((best, worst))) = (site.rank, site.rank_interval) {
                prop_assert!(best <= rank && rank <= worst);
            }
        }
    }

    #[test]
    fn scaling_all_weights_changes_nothing(cells in cells(), factor in 0.01..100.0) {
        let weights = [1.0, 2.0, 3.0, 1.0, 5.0];
        let one = board(&cells, &pack(weights));
        let other = board(&cells, &pack(weights.map(|weight| weight * factor)));
        for site in &one.sites {
            for (id, node) in &site.nodes {
                let scaled = &of(&other, &site.site.0).nodes[id];
                prop_assert!(near(node.score.unwrap_or(-1.0), scaled.score.unwrap_or(-1.0)));
                prop_assert!(near(node.low, scaled.low) && near(node.high, scaled.high));
                prop_assert!(near(node.coverage, scaled.coverage));
            }
        }
    }

    #[test]
    fn raising_a_value_never_lowers_its_site(cells in cells(), by in 0.0..1.0) {
        let before = board(&cells, even());
        for indicator in 0..3 {
            let mut raised = cells.clone();
            let Some((value, _)) = &mut raised[0][indicator] else { continue };
            *value = f64::min(*value + by, 1.0);
            let after = board(&raised, even());
            let (was, is) = (of(&before, "s0"), of(&after, "s0"));
            let total = |site: &SiteScore| site.nodes[ROOT].score.expect("something was seen");
            prop_assert!(total(is) >= total(was) - 1e-9);
            prop_assert!(is.rank <= was.rank);
        }
    }

    #[test]
    fn what_is_not_seen_moves_only_the_bounds_and_the_coverage(cells in cells(), seen in 0.0..1.0) {
        let before = board(&cells, even());
        let mut less = cells.clone();
        for (_, coverage) in less.iter_mut().flatten().flatten() {
            *coverage *= seen;
        }
        let after = board(&less, even());
        for site in &before.sites {
            for (id, node) in &site.nodes {
                let other = &of(&after, &site.site.0).nodes[id];
                prop_assert_eq!(node.score, other.score);
                prop_assert!(other.low <= node.low + 1e-9 && node.high <= other.high + 1e-9);
                prop_assert!(other.coverage <= node.coverage + 1e-9);
            }
        }
    }

    #[test]
    fn the_order_of_sites_and_measurements_is_irrelevant(cells in cells()) {
        let ids: Vec<String> = (0..cells.len()).map(|n| format!("s{n}")).collect();
        let (mut sites, mut seen, mut all): (Vec<_>, Vec<_>, _) = (
            ids.iter().map(|id| site(id, "g")).collect(),
            ids.iter().map(|id| self::seen(id)).collect(),
            measurements(&cells),
        );
        let one = score(&list(sites.clone()), even(), &all, &seen);
        sites.reverse();
        seen.reverse();
        all.reverse();
        prop_assert_eq!(one, score(&list(sites), even(), &all, &seen));
    }
}
