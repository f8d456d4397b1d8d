//! An explanation as text for the terminal.

use std::fmt::Write;

use super::super::words::Words;
use super::super::{ReportInput, escape, number};
use super::{BrokenRule, Element, Explanation, Indicator, Measured, Node, Quoted, Record};

impl Explanation {
    /// The explanation as indented lines, in the language of the report.
    pub fn text(&self, input: &ReportInput<'_>) -> String {
        let words = input.words();
        let mut text = String::new();
        self.head(words, &mut text);
        for element in &self.elements {
            element_lines(words, element, &mut text);
        }
        if !self.findings.is_empty() {
            line(&mut text, 0, "");
            line(&mut text, 0, words.get("findings.title"));
        }
        for broken in &self.findings {
            broken_lines(words, broken, &mut text);
        }
        text
    }

    fn head(&self, words: &Words, text: &mut String) {
        let score = score(words, self.total.as_ref());
        line(
            text,
            0,
            &words.fill("explain.header", &[("site", &self.name), ("score", &score)]),
        );
        if let Some(reason) = &self.excluded {
            line(
                text,
                2,
                &format!("{} · {reason}", words.get("ranking.excluded")),
            );
            return;
        }
        match (self.rank, self.rank_interval) {
            (Some(rank), interval) => {
                let (low, high) = interval.unwrap_or((rank, rank));
                let values = [
                    ("rank", rank.to_string()),
                    ("low", low.to_string()),
                    ("high", high.to_string()),
                ];
                let values: Vec<(&str, &str)> =
                    values.iter().map(|(k, v)| (*k, v.as_str())).collect();
                line(text, 2, &words.fill("explain.ranked", &values));
            }
            (None, _) => line(text, 2, words.get("explain.unranked")),
        }
        for why in &self.why {
            line(text, 2, &format!("{}  {}", why.code, why.says));
        }
        sum(words, self.sum.as_deref(), text);
    }
}

fn line(text: &mut String, indent: usize, words: &str) {
    let line = format!("{}{}", " ".repeat(indent), escape::line(words));
    writeln!(text, "{}", line.trim_end()).expect("a string takes any text");
}

fn sum(words: &Words, sum: Option<&str>, text: &mut String) {
    if let Some(sum) = sum {
        line(text, 2, &words.fill("explain.sum", &[("sum", sum)]));
    }
}

/// A score with everything that must stand beside it: `88.4 [80.1–91.0] 覆盖 92%`.
fn score(words: &Words, node: Option<&Node>) -> String {
    node.map_or_else(
        || "–".to_owned(),
        |node| {
            let coverage = number::percent(node.coverage);
            format!(
                "{} {} {}",
                number::score(node.score),
                number::bounds(node.low, node.high),
                words.fill("ranking.covered", &[("share", &coverage)]),
            )
        },
    )
}

fn element_lines(words: &Words, element: &Element, text: &mut String) {
    line(text, 0, "");
    let mut title = format!("{}  {}", element.title, score(words, element.node.as_ref()));
    let weight = weight(words, "explain.element", element.weight, element.share);
    write!(title, " · {weight}").expect("a string takes any text");
    line(text, 0, &title);
    sum(words, element.sum.as_deref(), text);
    for indicator in &element.indicators {
        indicator_lines(words, indicator, text);
    }
}

/// One broken rule: what it says, how often it is broken, and the words of both fields.
fn broken_lines(words: &Words, broken: &BrokenRule, text: &mut String) {
    let severity = words.named("severity", broken.severity);
    let title = format!("{} ({})  {severity}", broken.title, broken.rule);
    line(text, 2, &title);
    line(text, 4, &broken.says);
    line(text, 4, &broken.often);
    for one in &broken.shown {
        line(text, 6, &format!("{}  {}", one.subject, one.detail));
        for quoted in &one.quoted {
            quoted_lines(words, quoted, text);
        }
    }
}

/// One indicator: its score, weight, question, source, value and words.
fn indicator_lines(words: &Words, indicator: &Indicator, text: &mut String) {
    let shown = score(words, indicator.node.as_ref());
    line(
        text,
        2,
        &format!("{} ({})  {shown}", indicator.title, indicator.id),
    );
    line(text, 4, &indicator.asks);
    let authority = words.named("authority", indicator.authority);
    let source = words.fill("explain.source", &[("source", &indicator.source)]);
    line(text, 4, &format!("{authority} · {source}"));
    let accuracy = words.get("accuracy.title");
    for said in &indicator.accuracy {
        line(text, 4, &format!("{accuracy} · {said}"));
    }
    let weight = weight(words, "explain.weight", indicator.weight, indicator.share);
    line(text, 4, &weight);
    if let Some(measured) = &indicator.measured {
        line(text, 4, &measured_line(words, measured));
    }
    for record in &indicator.records {
        record_lines(words, record, text);
    }
    let (shown, of) = indicator.quoted;
    if of > shown {
        let left = (of - shown).to_string();
        line(text, 6, &words.fill("explain.more", &[("n", &left)]));
    }
}

/// What an element or indicator weighs, in the words of a key.
fn weight(words: &Words, key: &str, weight: f64, share: Option<f64>) -> String {
    if weight <= 0.0 {
        return words.get("report.unscored").to_owned();
    }
    let values = [
        ("weight", number::value(Some(weight))),
        ("share", share.map_or_else(|| "–".to_owned(), number::share)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    words.fill(key, &values)
}

fn measured_line(words: &Words, measured: &Measured) -> String {
    let count = words.fill(
        "explain.of",
        &[
            ("n", &measured.n.to_string()),
            ("of", &measured.of.to_string()),
        ],
    );
    let mut parts = vec![
        words.named("measure", measured.state).to_owned(),
        format!(
            "{} {}",
            words.get("indicators.value"),
            number::value(measured.value)
        ),
        format!("{} {count}", words.get("indicators.n")),
    ];
    parts.extend(measured.says.as_ref().map(|says| match measured.cause {
        Some(cause) => format!("{cause} {says}"),
        None => says.clone(),
    }));
    parts.join(" · ")
}

fn record_lines(words: &Words, record: &Record, text: &mut String) {
    line(text, 6, &format!("{} · {}", record.subject, record.says));
    for quoted in &record.quoted {
        quoted_lines(words, quoted, text);
    }
}

/// One fact: its field, state and words, and where they stand.
fn quoted_lines(words: &Words, quoted: &Quoted, text: &mut String) {
    let printed = match &quoted.unprinted {
        Some(instead) => instead.clone(),
        None => format!("“{}”", escape::cut(&quoted.text, 120)),
    };
    let read = quoted
        .read_as
        .as_ref()
        .map_or_else(String::new, |read| format!(" = {}", escape::cut(read, 60)));
    let state = &quoted.state_says;
    line(
        text,
        8,
        &format!("{} · {state} · {printed}{read}", quoted.title),
    );
    let Some(place) = &quoted.place else {
        return;
    };
    let key = if place.whole {
        "explain.whole"
    } else {
        "explain.at"
    };
    let values = [
        ("address", place.address.clone()),
        ("start", place.start.to_string()),
        ("end", place.end.to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    line(text, 10, &words.fill(key, &values));
}
