//! How a score adds up, in one line that can be checked by hand.

use crate::measure::MeasureState;
use crate::score::{NodeScore, SiteScore};

use super::ReportInput;
use super::input::ROOT;
use super::number;

/// One child of a node, as the node's mean takes it.
struct Part<'a> {
    title: &'a str,
    weight: f64,
    node: &'a NodeScore,
    /// Whether anything in it applies.
    applies: bool,
}

/// How the whole or an element adds up from what is below it: `(1 × 84.00 + 2 × 72.75) ÷ 3 = 76.50`, and what is left out
/// of it, and why. Nothing for a node without a score.
///
/// The weighted mean is over the parts that have weight and a score; what does not apply, what was not seen and what counts
/// nothing leaves it, and the others fill its place.
pub(super) fn line(input: &ReportInput<'_>, site: &SiteScore, node: &str) -> Option<String> {
    let words = input.words();
    let score = site.nodes.get(node)?.score?;
    let parts = parts(input, site, node);
    let counted: Vec<&Part> = parts
        .iter()
        .filter(|part| part.weight > 0.0 && part.node.score.is_some())
        .collect();
    let sum: Vec<String> = counted
        .iter()
        .filter_map(|part| {
            let weight = number::value(Some(part.weight));
            Some(format!("{weight} × {}", number::summand(part.node.score?)))
        })
        .collect();
    let weight: f64 = counted.iter().map(|part| part.weight).sum();
    let mut line = format!(
        "({}) ÷ {} = {}",
        sum.join(" + "),
        number::value(Some(weight)),
        number::summand(score)
    );
    for (key, of) in [
        ("sum.not-applicable", Left::NotApplicable),
        ("sum.not-seen", Left::NotSeen),
        ("sum.unscored", Left::Unscored),
    ] {
        let names: Vec<&str> = parts
            .iter()
            .filter(|part| left(part) == Some(of))
            .map(|part| part.title)
            .collect();
        if !names.is_empty() {
            let names = names.join(words.get("sum.and"));
            line.push_str(&words.fill(key, &[("names", &names)]));
        }
    }
    Some(line)
}

/// Why a part is not in the sum.
#[derive(Clone, Copy, PartialEq)]
enum Left {
    NotApplicable,
    NotSeen,
    Unscored,
}

fn left(part: &Part<'_>) -> Option<Left> {
    if part.weight <= 0.0 {
        Some(Left::Unscored)
    } else if !part.applies {
        Some(Left::NotApplicable)
    } else if part.node.score.is_none() {
        Some(Left::NotSeen)
    } else {
        None
    }
}

/// The children of a node, in the pack's order.
fn parts<'a>(input: &'a ReportInput<'_>, site: &'a SiteScore, node: &str) -> Vec<Part<'a>> {
    let applies = |id: &str| {
        let node = site.nodes.get(id);
        node.is_some_and(|node| node.state != Some(MeasureState::NotApplicable))
    };
    let any_applies = |element: &str| {
        let own = input.indicators.iter();
        own.filter(|head| head.element == element && head.weight > 0.0)
            .any(|head| applies(&head.id))
    };
    let with_node = |id: &str, title: &'a str, weight, applies| {
        Some(Part {
            title,
            weight,
            node: site.nodes.get(id)?,
            applies,
        })
    };
    if node == ROOT {
        let elements = input.elements.iter();
        return elements
            .filter_map(|element| {
                let title = input.lang.pick(&element.title);
                with_node(&element.id, title, element.weight, any_applies(&element.id))
            })
            .collect();
    }
    let own = input.indicators.iter().filter(|head| head.element == node);
    own.filter_map(|head| {
        let title = input.lang.pick(&head.title);
        with_node(&head.id, title, head.weight, applies(&head.id))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Lang, sample::Round};
    use crate::score::arithmetic_mean;

    /// A site whose practicality is one indicator not seen, one not counted and one of weight 2, and what its score is.
    fn site(round: &mut Round) -> f64 {
        let site = &mut round.scoreboard.sites[0];
        let mut parts = Vec::new();
        for (at, head) in round.indicators.iter_mut().enumerate() {
            if head.element != "practicality" {
                continue;
            }
            head.weight = [2.0, 1.0, 0.0][at];
            let node = site.nodes.get_mut(&head.id).expect("a node");
            node.score = [Some(84.0), None, Some(10.0)][at];
            parts.push(crate::score::Part {
                weight: head.weight,
                score: node.score,
                low: 0.0,
                high: 100.0,
                coverage: 1.0,
            });
        }
        let score = arithmetic_mean(&parts).expect("parts").score;
        site.nodes.get_mut("practicality").expect("a node").score = score;
        score.expect("a part is scored")
    }

    #[test]
    fn a_sum_says_what_is_in_it_and_what_is_not() {
        let mut round = Round::new();
        assert!((site(&mut round) - 84.0).abs() < 1e-9);
        let input = round.input(Lang::Zh);
        assert_eq!(
            line(&input, &round.scoreboard.sites[0], "practicality").as_deref(),
            Some("(2 × 84.00) ÷ 2 = 84.00；未能看到，不在其中：申请材料清晰；不计分：表格可下载")
        );
    }

    #[test]
    fn an_element_in_which_nothing_applies_is_said_not_to_apply() {
        let mut round = Round::new();
        let nodes = &mut round.scoreboard.sites[0].nodes;
        for id in ["reply.timely", "reply.substantive"] {
            let node = nodes.get_mut(id).expect("a node");
            (node.state, node.score) = (Some(MeasureState::NotApplicable), None);
        }
        nodes.get_mut("responsiveness").expect("a node").score = None;
        let input = round.input(Lang::Zh);
        let line = line(&input, &round.scoreboard.sites[0], ROOT).expect("a sum");
        assert!(line.ends_with("；不适用，不在其中：回应性"), "{line}");
    }

    #[test]
    fn nothing_adds_up_to_no_score() {
        let mut round = Round::new();
        let site = &mut round.scoreboard.sites[0];
        site.nodes.get_mut(ROOT).expect("a node").score = None;
        let input = round.input(Lang::Zh);
        assert_eq!(line(&input, &round.scoreboard.sites[0], ROOT), None);
    }
}
