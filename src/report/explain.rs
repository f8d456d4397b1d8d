//! From a score down to the words on the archived page, as text.

use std::fmt::Write;

use crate::score::SiteScore;
use crate::site::SiteId;

use super::input::{ROOT, score_line};
use super::mask::mask;
use super::quote::{SiteFacts, field_name};
use super::{ReportInput, escape, id, number};

/// Facts quoted for an indicator, when all are explained and when one is.
const QUOTED: (usize, usize) = (3, 40);

/// What cannot be explained because the round has no such thing.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ExplainError {
    /// No site of that id.
    #[error("the round has no site `{0}`: {1}")]
    UnknownSite(SiteId, String),
    /// No indicator of that id.
    #[error("the pack has no indicator `{0}`: {1}")]
    UnknownIndicator(String, String),
}

/// Explains a site's total, or one of its indicators, down to the masked words and where they stand.
pub fn explain(
    input: &ReportInput<'_>,
    site: &SiteId,
    indicator: Option<&str>,
) -> Result<String, ExplainError> {
    let sites = &input.scoreboard.sites;
    let Some(found) = sites.iter().find(|score| score.site == *site) else {
        let known = sites.iter().map(|score| score.site.0.as_str());
        let help = crate::diagnostic::did_you_mean(&site.0, known);
        return Err(ExplainError::UnknownSite(site.clone(), help));
    };
    if let Some(id) = indicator
        && !input.indicators.iter().any(|head| head.id == id)
    {
        let known = input.indicators.iter().map(|head| head.id.as_str());
        let help = crate::diagnostic::did_you_mean(id, known);
        return Err(ExplainError::UnknownIndicator(id.to_owned(), help));
    }
    let mut text = String::new();
    head(input, found, &mut text);
    let facts = SiteFacts::load(input, found);
    let room = if indicator.is_some() {
        QUOTED.1
    } else {
        QUOTED.0
    };
    for element in input.elements {
        let own: Vec<_> = input
            .indicators
            .iter()
            .filter(|head| head.element == element.id && indicator.is_none_or(|id| head.id == id))
            .collect();
        if own.is_empty() {
            continue;
        }
        let score = score_line(input.words(), found.nodes.get(&element.id));
        line(&mut text, 0, "");
        line(
            &mut text,
            0,
            &format!("{}  {score}", input.lang.pick(&element.title)),
        );
        for head in own {
            one(input, found, head, &facts, room, &mut text);
        }
    }
    Ok(text)
}

fn line(text: &mut String, indent: usize, words: &str) {
    let line = format!("{}{}", " ".repeat(indent), escape::line(words));
    writeln!(text, "{}", line.trim_end()).expect("a string takes any text");
}

fn head(input: &ReportInput<'_>, site: &SiteScore, text: &mut String) {
    let words = input.words();
    let score = score_line(words, site.nodes.get(ROOT));
    line(
        text,
        0,
        &words.fill("explain.header", &[("site", &site.name), ("score", &score)]),
    );
    if let Some(reason) = &site.excluded {
        line(
            text,
            2,
            &format!("{} · {reason}", words.get("ranking.excluded")),
        );
        return;
    }
    match (site.rank, site.rank_interval) {
        (Some(rank), interval) => {
            let (low, high) = interval.unwrap_or((rank, rank));
            let values = [
                ("rank", rank.to_string()),
                ("low", low.to_string()),
                ("high", high.to_string()),
            ];
            let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
            line(text, 2, &words.fill("explain.ranked", &values));
        }
        (None, _) => line(text, 2, words.get("explain.unranked")),
    }
    for (code, says) in input.why_unranked(site) {
        line(text, 2, &format!("{code}  {says}"));
    }
}

/// One indicator: its score, question, source, value and words.
fn one(
    input: &ReportInput<'_>,
    site: &SiteScore,
    head: &crate::pack::IndicatorHead,
    facts: &SiteFacts,
    room: usize,
    text: &mut String,
) {
    let words = input.words();
    let score = score_line(words, site.nodes.get(&head.id));
    line(
        text,
        2,
        &format!("{} ({})  {score}", input.lang.pick(&head.title), head.id),
    );
    line(text, 4, input.lang.pick(&head.asks));
    let authority = words.named("authority", id::authority(head.authority));
    let source = words.fill("explain.source", &[("source", &head.source)]);
    line(text, 4, &format!("{authority} · {source}"));
    let Some(measured) = input
        .measurements
        .iter()
        .find(|m| m.site == site.site && m.indicator == head.id)
    else {
        return;
    };
    let count = words.fill(
        "explain.of",
        &[
            ("n", &measured.n.to_string()),
            ("of", &measured.of.to_string()),
        ],
    );
    let state = words.named("measure", id::state(measured.state));
    let mut sums = vec![
        state.to_owned(),
        format!(
            "{} {}",
            words.get("indicators.value"),
            number::value(measured.value)
        ),
    ];
    sums.push(format!("{} {count}", words.get("indicators.n")));
    sums.extend(
        measured
            .cause
            .map(|cause| format!("{} {}", cause.code(), words.cause(cause))),
    );
    line(text, 4, &sums.join(" · "));
    let cited = facts.cited(measured, room);
    for (_, fact) in &cited.shown {
        let printed = SiteFacts::printed(fact);
        let quoted = if printed.is_empty() {
            SiteFacts::unprinted(words, fact)
        } else {
            format!("“{}”", escape::cut(&printed, 120))
        };
        let read = SiteFacts::read_as(words, fact)
            .map_or_else(String::new, |read| format!(" = {}", escape::cut(&read, 60)));
        let state = words.named("state", fact.observation.state());
        let subject = facts.subject(words, fact);
        line(
            text,
            6,
            &format!(
                "{subject} · {} · {state} · {quoted}{read}",
                field_name(words, fact)
            ),
        );
        if let Some(evidence) = &fact.evidence {
            let capture = (input.captures)(&evidence.capture);
            let length = capture
                .as_ref()
                .map_or(u64::MAX, |capture| capture.body.len() as u64);
            let address = capture.map_or_else(
                || evidence.capture.0.clone(),
                |capture| mask(facts.scope(&capture.id), &capture.address),
            );
            let place = if SiteFacts::is_of_whole_page(fact, length) {
                "explain.whole"
            } else {
                "explain.at"
            };
            let values = [
                ("address", address),
                ("start", evidence.start.to_string()),
                ("end", evidence.end.to_string()),
            ];
            let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
            line(text, 8, &words.fill(place, &values));
        }
    }
    let left = cited.of.saturating_sub(cited.shown.len());
    if left > 0 {
        line(
            text,
            6,
            &words.fill("explain.more", &[("n", &left.to_string())]),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Lang, sample::Round};

    fn site(id: &str) -> SiteId {
        SiteId(id.to_owned())
    }

    #[test]
    fn a_score_leads_to_the_masked_words_and_their_place() {
        let round = Round::new();
        let text = explain(
            &round.input(Lang::Zh),
            &site("yunqi"),
            Some("reply.substantive"),
        )
        .expect("an explanation");
        assert!(
            text.contains("云栖市政务服务网  88.4 [81.3–89.3] 覆盖 92%"),
            "{text}"
        );
        assert!(text.contains("“尊敬的***先生"), "{text}");
        assert!(
            text.contains("见 http://yunqi.invalid/hdjl/17.html 第"),
            "{text}"
        );
        assert!(!text.contains("王小明"), "{text}");
    }

    #[test]
    fn a_printed_explanation_can_be_looked_at() {
        let round = Round::new();
        let input = round.input(Lang::Zh);
        let text = explain(&input, &site("yunqi"), None).expect("an explanation");
        assert!(text.lines().count() > 40);
        if let Some(folder) = std::env::var_os("GOVGAUGE_LOOK") {
            let table = crate::report::ranking_table(&input, crate::report::Style::Plain);
            std::fs::write(
                std::path::Path::new(&folder).join("explain.txt"),
                text + &table,
            )
            .expect("a text to look at");
        }
    }

    #[test]
    fn a_site_without_a_rank_says_why() {
        let round = Round::new();
        let text = explain(&round.input(Lang::En), &site("heishui"), None).expect("an explanation");
        assert!(
            text.contains("not ranked") && text.contains("wall.captcha"),
            "{text}"
        );
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest() {
        let round = Round::new();
        let error = explain(&round.input(Lang::Zh), &site("yunq"), None).expect_err("no such site");
        assert_eq!(
            error.to_string(),
            "the round has no site `yunq`: the nearest is `yunqi`"
        );
    }
}
