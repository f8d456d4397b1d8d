//! What was meant by a site or an indicator that a person names.

use crate::pack::IndicatorHead;
use crate::score::SiteScore;

use super::super::ReportInput;

/// What cannot be explained because the round has no such thing.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ExplainError {
    /// No site of that id or name.
    #[error("the round has no site `{0}`: {1}")]
    UnknownSite(String, String),
    /// No indicator or element of that id or title.
    #[error("the pack has no indicator `{0}`: {1}")]
    UnknownIndicator(String, String),
    /// Several sites or indicators whose name begins so.
    #[error("`{0}` is the beginning of several: {1}")]
    Several(String, String),
}

/// The site of that id or name, or the only one whose name begins so.
pub(super) fn site<'a>(
    input: &ReportInput<'a>,
    named: &str,
) -> Result<&'a SiteScore, ExplainError> {
    let named = named.trim();
    let sites = &input.scoreboard.sites;
    let is_it = |site: &&SiteScore| site.site.0 == named || site.name == named;
    if let Some(found) = sites.iter().find(is_it) {
        return Ok(found);
    }
    let begins = |site: &&SiteScore| !named.is_empty() && site.name.starts_with(named);
    let found: Vec<&SiteScore> = sites.iter().filter(begins).collect();
    match found.as_slice() {
        [only] => Ok(only),
        [] => {
            let ids = sites.iter().map(|site| site.site.0.as_str());
            let others = sites.iter().map(|site| site.name.as_str());
            let help = nearest(named, ids, others);
            Err(ExplainError::UnknownSite(named.to_owned(), help))
        }
        several => Err(ExplainError::Several(
            named.to_owned(),
            listed(several.iter().map(|site| site.name.as_str())),
        )),
    }
}

/// The indicators of that id or title, those of the element of that id or title, or the only one whose id begins so.
pub(super) fn indicators<'a>(
    input: &ReportInput<'a>,
    named: Option<&str>,
) -> Result<Vec<&'a IndicatorHead>, ExplainError> {
    let Some(named) = named.map(str::trim) else {
        return Ok(input.indicators.iter().collect());
    };
    let of = |is_it: &dyn Fn(&IndicatorHead) -> bool| -> Vec<&'a IndicatorHead> {
        input.indicators.iter().filter(|head| is_it(head)).collect()
    };
    let is_titled = |titles: &crate::pack::Words| titles.values().any(|title| title == named);
    let element = input
        .elements
        .iter()
        .find(|element| element.id == named || is_titled(&element.title));
    let exact = of(&|head| head.id == named || is_titled(&head.title));
    if !exact.is_empty() {
        return Ok(exact);
    }
    if let Some(element) = element {
        return Ok(of(&|head| head.element == element.id));
    }
    let begun = of(&|head| !named.is_empty() && head.id.starts_with(named));
    match begun.as_slice() {
        [_] => Ok(begun),
        [] => {
            let ids = input.indicators.iter().map(|head| head.id.as_str());
            let elements = input.elements.iter().map(|element| element.id.as_str());
            let titles = input.indicators.iter();
            let titles = titles.map(|head| input.lang.pick(&head.title));
            let help = nearest(named, ids, elements.chain(titles));
            Err(ExplainError::UnknownIndicator(named.to_owned(), help))
        }
        several => Err(ExplainError::Several(
            named.to_owned(),
            listed(several.iter().map(|head| head.id.as_str())),
        )),
    }
}

/// The nearest of some ids and other names; where none is near, the ids.
fn nearest<'a>(
    named: &str,
    ids: impl Iterator<Item = &'a str> + Clone,
    others: impl Iterator<Item = &'a str>,
) -> String {
    crate::diagnostic::nearest(named, ids.clone().chain(others)).map_or_else(
        || crate::diagnostic::did_you_mean(named, ids),
        |near| format!("the nearest is `{near}`"),
    )
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Lang, sample::Round};

    #[test]
    fn a_site_is_known_by_id_name_and_the_beginning_of_its_name() {
        let round = Round::new();
        let input = round.input(Lang::Zh);
        for named in ["yunqi", "云栖市政务服务网", "云栖"] {
            assert_eq!(site(&input, named).expect("a site").site.0, "yunqi");
        }
        assert_eq!(
            site(&input, "yunq").expect_err("no such site").to_string(),
            "the round has no site `yunq`: the nearest is `yunqi`"
        );
    }

    #[test]
    fn indicators_are_known_by_id_title_element_and_the_beginning_of_an_id() {
        let round = Round::new();
        let input = round.input(Lang::Zh);
        let ids = |named: &str| -> Vec<&str> {
            let found = indicators(&input, Some(named)).expect("indicators");
            found.iter().map(|head| head.id.as_str()).collect()
        };
        assert_eq!(ids("时限压缩"), ["time-limit.shortened"]);
        assert_eq!(ids("time"), ["time-limit.shortened"]);
        assert_eq!(
            ids("convenience"),
            ["time-limit.shortened", "online.reachable"]
        );
        assert_eq!(ids("便捷性"), ids("convenience"));
        assert_eq!(indicators(&input, None).expect("all").len(), 8);
        let says = |named: &str| {
            let error = indicators(&input, Some(named));
            error.expect_err("no such indicator").to_string()
        };
        assert_eq!(
            says("reply"),
            "`reply` is the beginning of several: `reply.timely`, `reply.substantive`"
        );
        assert!(says("convenienc").contains("`convenience`"));
        assert!(says("").contains("known are"));
    }
}
