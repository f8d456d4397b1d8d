//! What was seen of some platforms of a group and not of others: their totals do not rest on the same.

use crate::measure::MeasureState;
use crate::score::SiteScore;

use super::ReportInput;

/// Elements and indicators named at most.
const NAMED: usize = 6;

/// Says which elements or indicators were observed of some of these platforms only, each with how many; nothing where all
/// were seen alike. An indicator is not named beside its element.
pub(super) fn line(input: &ReportInput<'_>, sites: &[&SiteScore]) -> Option<String> {
    let ranked: Vec<&&SiteScore> = sites.iter().filter(|site| site.rank.is_some()).collect();
    let mut uneven = Vec::new();
    for element in input.elements {
        if let Some(seen) = seen_of_some(&ranked, &element.id) {
            uneven.push((input.lang.pick(&element.title), seen));
            continue;
        }
        let own = input.indicators.iter();
        for head in own.filter(|head| head.element == element.id && head.weight > 0.0) {
            uneven.extend(
                seen_of_some(&ranked, &head.id).map(|seen| (input.lang.pick(&head.title), seen)),
            );
        }
    }
    if uneven.is_empty() {
        return None;
    }
    let words = input.words();
    let of = ranked.len().to_string();
    let mut names: Vec<String> = uneven
        .iter()
        .take(NAMED)
        .map(|(title, seen)| {
            let values = [("title", *title), ("n", &seen.to_string()), ("of", &of)];
            words.fill("uneven.one", &values)
        })
        .collect();
    if uneven.len() > NAMED {
        let left = (uneven.len() - NAMED).to_string();
        names.push(words.fill("explain.more", &[("n", &left)]));
    }
    let what = names.join(words.get("uneven.and"));
    Some(words.fill("uneven.lead", &[("what", &what)]))
}

/// Of how many sites a node was observed, where that is neither all nor none. What does not apply was looked at.
fn seen_of_some(sites: &[&&SiteScore], node: &str) -> Option<usize> {
    let seen = sites
        .iter()
        .filter(|site| {
            site.nodes.get(node).is_some_and(|node| {
                node.score.is_some() || node.state == Some(MeasureState::NotApplicable)
            })
        })
        .count();
    (seen > 0 && seen < sites.len()).then_some(seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Lang, sample::Round};

    fn said(round: &Round) -> Option<String> {
        let sites: Vec<&SiteScore> = round.scoreboard.sites.iter().collect();
        line(&round.input(Lang::Zh), &sites)
    }

    #[test]
    fn what_some_have_and_others_do_not_is_said_once() {
        let mut round = Round::new();
        assert_eq!(said(&round), None);
        let mut unseen = |site: usize, node: &str| {
            let site = &mut round.scoreboard.sites[site];
            site.nodes.get_mut(node).expect("a node").score = None;
        };
        unseen(0, "visibility");
        unseen(0, "search.own-first");
        unseen(1, "reply.timely");
        let said = said(&round).expect("a note");
        assert!(said.contains("可见性 8/9"), "{said}");
        assert!(said.contains("答复及时 8/9"), "{said}");
        assert!(!said.contains("搜索可见"), "{said}");
    }
}
