//! The ranking as a table for the terminal, as wide as it is and never below 80 columns, aligned for Chinese.

mod heads;

use std::path::Path;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::score::SiteScore;
use crate::site::Outcome;

use super::accuracy::{Calibrated, Share};
use super::input::ROOT;
use heads::Heads;

use super::{Format, ReportError, ReportInput, escape, number, write_file};

/// `ranking.txt`: the table as the terminal shows it, without colour.
pub(super) struct Table;

impl Format for Table {
    fn id(&self) -> &'static str {
        "table"
    }

    fn files(&self) -> &'static [&'static str] {
        &["ranking.txt"]
    }

    fn write(&self, input: &ReportInput<'_>, folder: &Path) -> Result<(), ReportError> {
        write_file(
            &folder.join("ranking.txt"),
            ranking_table(input, Style::Plain, WIDTH).as_bytes(),
        )
    }
}

/// Whether a table may use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text only.
    Plain,
    /// With terminal colours.
    Colour,
}

/// Columns of a file, and of a terminal that does not say.
const WIDTH: usize = 80;
const RANK: usize = 4;
/// Columns between two scores.
const GAP: usize = 2;
const SCORE: usize = 5;
/// Stands behind the name of a platform that was seen in part.
const PARTIAL: &str = "*";

/// The ranking as text that fits a number of columns: place, interval, platform, total with bounds, coverage, element scores.
pub fn ranking_table(input: &ReportInput<'_>, style: Style, width: usize) -> String {
    let words = input.words();
    let board = input.scoreboard;
    let mut text = format!("{}\n", escape::line(&board.title));
    let as_of = number::day(words, &board.as_of);
    let meta = [
        words.fill("report.as-of", &[("date", &as_of)]),
        input.pack(),
    ];
    text.push_str(&paint(style, DIM, &escape::line(&meta.join(" · "))));
    text.push('\n');
    let groups = input.groups();
    for (group, sites) in &groups {
        text.push('\n');
        if groups.len() > 1 {
            text.push_str(&words.fill("ranking.group", &[("group", &escape::line(group))]));
            text.push('\n');
        }
        let ranked: Vec<&&SiteScore> = sites.iter().filter(|site| site.rank.is_some()).collect();
        if ranked.is_empty() {
            text.push_str(words.get("ranking.nobody"));
            text.push('\n');
        } else {
            rows(input, &ranked, style, width, &mut text);
        }
    }
    reasons(input, style, width, &mut text);
    accuracy(input, style, width, &mut text);
    text
}

/// What is known of the accuracy of reading: the lowest rates of the fields that each indicator rests on.
fn accuracy(input: &ReportInput<'_>, style: Style, width: usize, text: &mut String) {
    let words = input.words();
    text.push('\n');
    let (notes, known) = (input.calibration(), input.error_rates.is_some());
    for note in notes {
        for line in wrapped(&note, width) {
            text.push_str(&paint(style, DIM, &line));
            text.push('\n');
        }
    }
    for head in input.indicators.iter().filter(|_| known) {
        let title = escape::line(input.lang.pick(&head.title));
        let (precision, recall) = input.lowest(&head.id);
        let share = |share: Option<Share>| {
            share.map_or_else(|| "–".to_owned(), |share| number::percent(share.value))
        };
        let (precision, recall) = (share(precision), share(recall));
        let values = [
            ("precision", precision.as_str()),
            ("recall", recall.as_str()),
        ];
        let says = match input.calibrated(&head.id) {
            Calibrated::Not => words.get("accuracy.none").to_owned(),
            Calibrated::Part => words.fill("accuracy.lowest-part", &values),
            Calibrated::Whole => words.fill("accuracy.lowest", &values),
        };
        text.push_str(&clip(&format!("  {title}  {says}"), width));
        text.push('\n');
    }
}

/// A text in lines that fit a number of columns.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide > width {
            // between words where the line has any, so that none is cut in two
            let last = lines.last_mut().expect("there is a line");
            let rest = match last.rfind(' ') {
                Some(at) if last.len() - at < width / 2 && c.is_ascii() => last.split_off(at + 1),
                _ => String::new(),
            };
            used = rest.width();
            lines.push(rest);
        }
        lines.last_mut().expect("there is a line").push(c);
        used += wide;
    }
    lines
        .iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";

fn paint(style: Style, code: &str, text: &str) -> String {
    match style {
        Style::Plain => text.to_owned(),
        Style::Colour => format!("{code}{text}\u{1b}[0m"),
    }
}

fn is_partial(site: &SiteScore) -> bool {
    site.outcome == Outcome::Partial
}

/// A platform's name, with a mark where it was seen in part.
fn name_of(site: &SiteScore, width: usize) -> String {
    let name = escape::line(&site.name);
    if !is_partial(site) {
        return left(&name, width);
    }
    let marked = clip(&name, width - PARTIAL.len()) + PARTIAL;
    left(&marked, width)
}

fn rows(
    input: &ReportInput<'_>,
    sites: &[&&SiteScore],
    style: Style,
    width: usize,
    text: &mut String,
) {
    let words = input.words();
    let widest = |title: &str, of: &dyn Fn(&SiteScore) -> String| {
        sites
            .iter()
            .map(|site| of(site).width())
            .max()
            .unwrap_or(0)
            .max(title.width())
    };
    let total_bounds = |site: &SiteScore| {
        site.nodes
            .get(ROOT)
            .map_or_else(String::new, |total| number::bounds(total.low, total.high))
    };
    let places = widest(words.get("ranking.places"), &|site| {
        number::interval(site.rank_interval)
    });
    let bounds = widest(words.get("ranking.bounds"), &total_bounds);
    let coverage = words.get("ranking.coverage").width().max(4);
    let fixed = RANK + 1 + places + 1 + 1 + SCORE + 1 + bounds + 1 + coverage;
    let longest = widest(words.get("ranking.site"), &|site| {
        let mark = if is_partial(site) { PARTIAL } else { "" };
        escape::line(&site.name) + mark
    });
    let titles: Vec<String> = input
        .elements
        .iter()
        .map(|element| escape::line(input.lang.pick(&element.title)))
        .collect();
    let heads = Heads::that_fit(&titles, width - fixed, longest);
    let name = (width - fixed - heads.width()).min(longest);
    let last = heads.lines.len() - 1;
    for (at, line) in heads.lines.iter().enumerate() {
        let own = |key: &'static str| if at == last { words.get(key) } else { "" };
        let mut header = format!(
            "{} {} {} {} {} {}",
            right(own("ranking.rank"), RANK),
            left(own("ranking.places"), places),
            left(own("ranking.site"), name),
            right(own("ranking.total"), SCORE),
            left(own("ranking.bounds"), bounds),
            right(own("ranking.coverage"), coverage),
        );
        for (title, column) in line.iter().zip(&heads.columns) {
            header.push_str(&right(title, column + GAP));
        }
        text.push_str(&paint(style, DIM, header.trim_end()));
        text.push('\n');
    }
    for site in sites {
        let Some(total) = site.nodes.get(ROOT) else {
            continue;
        };
        let place = site.rank.map_or_else(String::new, |rank| rank.to_string());
        text.push_str(&right(&place, RANK));
        text.push(' ');
        text.push_str(&paint(
            style,
            DIM,
            &left(&number::interval(site.rank_interval), places),
        ));
        text.push(' ');
        text.push_str(&name_of(site, name));
        text.push(' ');
        text.push_str(&paint(
            style,
            BOLD,
            &right(&number::score(total.score), SCORE),
        ));
        text.push(' ');
        text.push_str(&paint(
            style,
            DIM,
            &left(&number::bounds(total.low, total.high), bounds),
        ));
        text.push(' ');
        text.push_str(&right(&number::percent(total.coverage), coverage));
        for (element, column) in input.elements.iter().zip(&heads.columns) {
            let score = site.nodes.get(&element.id).and_then(|node| node.score);
            text.push_str(&right(&number::score(score), column + GAP));
        }
        text.push('\n');
    }
    let mut notes = heads.legend;
    if sites.iter().any(|site| is_partial(site)) {
        notes.push(format!("{PARTIAL} {}", words.get("ranking.partial")));
    }
    for note in notes {
        text.push_str(&paint(style, DIM, &clip(&note, width)));
        text.push('\n');
    }
}

/// The platforms without a rank, each with its reasons.
fn reasons(input: &ReportInput<'_>, style: Style, width: usize, text: &mut String) {
    let words = input.words();
    let mut block = |title: &str, rows: Vec<(String, Vec<String>)>| {
        if rows.is_empty() {
            return;
        }
        text.push_str(&["\n", &paint(style, BOLD, title), "\n"].concat());
        for (name, why) in rows {
            text.push_str(&["  ", &clip(&name, width - 2), "\n"].concat());
            for why in why {
                text.push_str(&["    ", &clip(&why, width - 4), "\n"].concat());
            }
        }
    };
    let unranked = input.unranked().map(|site| {
        let why = input.why_unranked(site);
        let why = why
            .into_iter()
            .map(|(code, says)| format!("{code}  {says}"));
        (escape::line(&site.name), why.collect())
    });
    block(words.get("unranked.title"), unranked.collect());
    let excluded = input.excluded().map(|site| {
        let reason = site.excluded.as_deref().map(escape::line);
        (escape::line(&site.name), reason.into_iter().collect())
    });
    block(words.get("excluded.title"), excluded.collect());
}

/// The text cut to a width in columns.
fn clip(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut clipped = String::new();
    let mut used = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide + 1 > width {
            break;
        }
        used += wide;
        clipped.push(c);
    }
    clipped.push('…');
    clipped
}

fn left(text: &str, width: usize) -> String {
    let text = clip(text, width);
    let room = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(room))
}

fn right(text: &str, width: usize) -> String {
    let text = clip(text, width);
    let room = width.saturating_sub(text.width());
    format!("{}{text}", " ".repeat(room))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Lang, sample::Round};

    #[test]
    fn no_line_is_wider_than_it_may_be() {
        let mut round = Round::new();
        "\u{1b}]0;x\u{7}一个非常非常非常非常非常非常非常非常非常非常非常长的名字"
            .clone_into(&mut round.scoreboard.sites[3].name);
        for lang in Lang::ALL {
            for width in [80, 100, 120] {
                let text = ranking_table(&round.input(lang), Style::Plain, width);
                for line in text.lines() {
                    assert!(line.width() <= width, "{}: {line}", line.width());
                    assert!(!line.contains('\u{1b}'));
                }
            }
        }
    }

    #[test]
    fn columns_stand_under_their_heads_with_room_between() {
        let mut round = Round::new();
        let titles = ["内容实用性", "便捷性", "咨询有效性", "可见性"];
        for (element, title) in round.elements.iter_mut().zip(titles) {
            element.title = [("zh".to_owned(), title.to_owned())].into();
        }
        let text = ranking_table(&round.input(Lang::Zh), Style::Plain, 80);
        let table: Vec<&str> = text
            .lines()
            .skip_while(|line| !line.trim_start().starts_with("内容"))
            .take_while(|line| !line.starts_with(PARTIAL))
            .collect();
        assert_eq!(table.len(), 11, "{text}");
        assert!(table[0].ends_with("内容            咨询"), "{text}");
        assert!(
            table[1].ends_with("实用性  便捷性  有效性  可见性"),
            "{text}"
        );
        let end = table[1].width();
        assert!(table[2..].iter().all(|line| line.width() == end), "{text}");
    }

    #[test]
    fn a_platform_seen_in_part_is_marked_and_the_mark_explained() {
        let mut round = Round::new();
        let text = ranking_table(&round.input(Lang::Zh), Style::Plain, 80);
        assert!(
            text.contains("南浦区*  ") && text.contains("云栖市政务服…*"),
            "{text}"
        );
        assert!(text.contains("\n* 只看到平台的一部分"), "{text}");
        for site in &mut round.scoreboard.sites {
            site.outcome = Outcome::Assessed;
        }
        let text = ranking_table(&round.input(Lang::Zh), Style::Plain, 80);
        assert!(!text.contains('*'), "{text}");
    }

    #[test]
    fn where_nobody_is_ranked_the_table_says_so() {
        let mut round = Round::new();
        for site in &mut round.scoreboard.sites {
            site.rank = None;
        }
        let text = ranking_table(&round.input(Lang::En), Style::Plain, 80);
        assert!(text.contains("\nNo platform is ranked.\n"), "{text}");
    }

    #[test]
    fn a_pack_that_only_calls_itself_a_built_in_one_is_named_as_modified() {
        let round = Round::new();
        let mut input = round.input(Lang::Zh);
        input.is_modified = true;
        let text = ranking_table(&input, Style::Plain, 80);
        assert!(
            text.contains("seed-2018 1.2.0（已修改 · 9f2c51d0）"),
            "{text}"
        );
    }

    #[test]
    fn colour_is_only_there_when_asked_for() {
        let round = Round::new();
        let input = round.input(Lang::Zh);
        assert!(!ranking_table(&input, Style::Plain, 80).contains('\u{1b}'));
        assert!(ranking_table(&input, Style::Colour, 80).contains("\u{1b}[1m"));
    }

    #[test]
    fn every_platform_without_a_rank_has_its_reason() {
        let round = Round::new();
        let text = ranking_table(&round.input(Lang::Zh), Style::Plain, 80);
        assert!(
            text.contains("wall.captcha  需先通过验证码 · 12 处"),
            "{text}"
        );
        assert!(
            text.contains("九洲区旧平台\n    平台已于 2026 年 3 月并入"),
            "{text}"
        );
    }
}
