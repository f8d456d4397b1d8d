//! The ranking as a table for the terminal, within 80 columns, aligned for Chinese.

use std::path::Path;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::score::SiteScore;

use super::input::ROOT;
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
            ranking_table(input, Style::Plain).as_bytes(),
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

const WIDTH: usize = 80;
const RANK: usize = 4;
const SCORE: usize = 5;

/// The ranking as text that fits 80 columns: place, interval, platform, total with bounds, coverage, element scores.
pub fn ranking_table(input: &ReportInput<'_>, style: Style) -> String {
    let words = input.words();
    let board = input.scoreboard;
    let mut text = format!("{}\n", escape::line(&board.title));
    let meta = [
        words.fill(
            "report.as-of",
            &[("date", &number::day(words, &board.as_of))],
        ),
        words.fill(
            "report.pack",
            &[("id", &board.pack.0), ("version", &board.pack.1)],
        ),
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
        if !ranked.is_empty() {
            rows(input, &ranked, style, &mut text);
        }
    }
    reasons(input, style, &mut text);
    text
}

const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";

fn paint(style: Style, code: &str, text: &str) -> String {
    match style {
        Style::Plain => text.to_owned(),
        Style::Colour => format!("{code}{text}\u{1b}[0m"),
    }
}

fn rows(input: &ReportInput<'_>, sites: &[&&SiteScore], style: Style, text: &mut String) {
    let words = input.words();
    // Elements take what is left beside a name of at least 16 columns; those that find no room are on the pages.
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
    let titles: Vec<&str> = input
        .elements
        .iter()
        .map(|element| input.lang.pick(&element.title))
        .collect();
    let column = titles
        .iter()
        .map(|title| title.width())
        .max()
        .unwrap_or(0)
        .clamp(5, 6)
        + 1;
    let shown = titles.len().min((WIDTH - fixed - 16) / column);
    let shown = if shown < titles.len() { 0 } else { shown };
    let longest = sites
        .iter()
        .map(|site| escape::line(&site.name).width())
        .max()
        .unwrap_or(0);
    let name = (WIDTH - fixed - shown * column).min(longest.max(8));
    let mut header = format!(
        "{} {} {} {} {} {}",
        right(words.get("ranking.rank"), RANK),
        left(words.get("ranking.places"), places),
        left(words.get("ranking.site"), name),
        right(words.get("ranking.total"), SCORE),
        left(words.get("ranking.bounds"), bounds),
        right(words.get("ranking.coverage"), coverage),
    );
    for title in &titles[..shown] {
        header.push_str(&right(title, column));
    }
    text.push_str(&paint(style, DIM, header.trim_end()));
    text.push('\n');
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
        text.push_str(&left(&escape::line(&site.name), name));
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
        for element in &input.elements[..shown] {
            let score = site.nodes.get(&element.id).and_then(|node| node.score);
            text.push_str(&right(&number::score(score), column));
        }
        text.push('\n');
    }
}

/// The platforms without a rank, each with its reasons.
fn reasons(input: &ReportInput<'_>, style: Style, text: &mut String) {
    let words = input.words();
    let mut block = |title: &str, rows: Vec<(String, Vec<String>)>| {
        if rows.is_empty() {
            return;
        }
        text.push_str(&["\n", &paint(style, BOLD, title), "\n"].concat());
        for (name, why) in rows {
            text.push_str(&["  ", &clip(&name, WIDTH - 2), "\n"].concat());
            for why in why {
                text.push_str(&["    ", &clip(&why, WIDTH - 4), "\n"].concat());
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
    fn no_line_is_wider_than_eighty_columns() {
        let mut round = Round::new();
        "\u{1b}]0;x\u{7}一个非常非常非常非常非常非常非常非常非常非常非常长的名字"
            .clone_into(&mut round.scoreboard.sites[3].name);
        for lang in Lang::ALL {
            let text = ranking_table(&round.input(lang), Style::Plain);
            for line in text.lines() {
                assert!(line.width() <= 80, "{}: {line}", line.width());
                assert!(!line.contains('\u{1b}'));
            }
        }
    }

    #[test]
    fn columns_stand_under_their_heads() {
        let round = Round::new();
        let text = ranking_table(&round.input(Lang::Zh), Style::Plain);
        let ends: Vec<usize> = text
            .lines()
            .skip_while(|line| !line.trim_start().starts_with("名次"))
            .take_while(|line| !line.is_empty())
            .map(UnicodeWidthStr::width)
            .collect();
        assert_eq!(ends.len(), 10);
        assert!(ends.iter().all(|end| *end == ends[0]), "{text}");
    }

    #[test]
    fn colour_is_only_there_when_asked_for() {
        let round = Round::new();
        let input = round.input(Lang::Zh);
        assert!(!ranking_table(&input, Style::Plain).contains('\u{1b}'));
        assert!(ranking_table(&input, Style::Colour).contains("\u{1b}[1m"));
    }

    #[test]
    fn every_platform_without_a_rank_has_its_reason() {
        let round = Round::new();
        let text = ranking_table(&round.input(Lang::Zh), Style::Plain);
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
