//! What a page calls itself: its column, its headline, its title, where it says it stands.

use crate::lexicon::Lexicon;
use crate::page::{Page, Text};

use super::named::{ends, named};
use super::way::way;

/// Characters of a title that says what happened, and not where one is.
const SENTENCE: usize = 11;

/// Characters of a line that may be a headline at least.
const LEAST: usize = 4;

/// Characters of a line that may be a headline at most.
const HEADLINE: usize = 40;

/// Lines among which a headline without mark-up stands.
const HEAD: usize = 6;

/// What a heading of a lower rank is worth that neither the title nor the way repeats.
const HEADING: f64 = 0.7;

/// What the step above the last of the way is worth of it.
const ABOVE: f64 = 0.5;

/// Headings of one rank that each head a box.
const BOXES: usize = 3;

/// Lines among which a page says where it stands.
const FIRST_LINES: usize = 400;

/// What a page calls itself, each with how much the place is worth.
pub(super) struct Names {
    /// The column that the page's meta elements name, or name as its type.
    pub(super) column: Vec<String>,
    /// The headline.
    pub(super) headline: Option<String>,
    /// What the headline is worth: that of a box beside the page's own content is none.
    worth: f64,
    /// Parts of the title that are not the site's name.
    pub(super) title: Vec<String>,
    /// The last two steps of the way to the page; none where it does not say where it stands.
    pub(super) crumbs: Vec<String>,
    /// Whether the headline is not the name of the column: the page is one thing in it.
    pub(super) is_thing: bool,
    /// Whether the title is nothing but the site's name.
    pub(super) is_site: bool,
    /// Whether the title repeats a headline as long as a sentence.
    pub(super) own_title: bool,
}

impl Names {
    /// Reads the names of a page, of which the lines of its own content are given.
    pub(super) fn of(lexicon: &Lexicon, page: &Page, lines: &[Text]) -> Self {
        let meta = |name: &str| {
            let metas = page.metas.iter();
            metas
                .filter(|meta| meta.name.eq_ignore_ascii_case(name))
                .map(|meta| meta.content.words.clone())
                .find(|words| !words.is_empty())
        };
        let site = meta("SiteName");
        let parts: Vec<&str> = page
            .title
            .as_ref()
            .map(|title| parts(&title.words))
            .unwrap_or_default();
        let of_site = |part: &&str| {
            site.as_deref() == Some(*part)
                || ends(lexicon, "kind.site", part)
                || lexicon.is_word("kind.home", part)
        };
        let mut title: Vec<String> = parts
            .iter()
            .filter(|part| !of_site(part))
            .map(|part| (*part).to_owned())
            .collect();
        let is_site = !parts.is_empty() && title.is_empty();
        let headline = page
            .headline
            .as_ref()
            .filter(|text| !heads_a_box(page, text))
            .map(|text| joined(&text.words));
        if parts.is_empty() && headline.is_none() {
            // a text without mark-up begins with its title
            title.extend(page.lines.first().map(|line| joined(&line.words)));
        }
        let way = page
            .lines
            .iter()
            .take(FIRST_LINES)
            .find_map(|line| way(lexicon, &line.words));
        // the name of the column above heads a menu beside the page
        let above = |name: &String| {
            way.as_ref()
                .is_some_and(|steps| steps.first() != Some(name) && steps.contains(name))
        };
        let headline = headline
            .filter(|name| !above(name) && !of_site(&name.as_str()))
            .or_else(|| first_line(lexicon, page, lines, &of_site));
        let own_title = headline.as_ref().is_some_and(|headline| {
            page.title.is_some()
                && headline.chars().count() >= SENTENCE
                && title.iter().any(|part| {
                    part.starts_with(headline.as_str())
                        || headline.starts_with(part.as_str()) && part.chars().count() >= SENTENCE
                })
        });
        let column = [meta("ColumnName"), meta("ColumnType")];
        let column: Vec<String> = column.into_iter().flatten().collect();
        let crumbs = way.clone().unwrap_or_default();
        let is_thing = headline
            .as_ref()
            .is_some_and(|name| !crumbs.contains(name) && !column.contains(name));
        let is_repeated = || {
            headline.as_ref().is_none_or(|name| {
                let mut names = title.iter().chain(&crumbs);
                names.any(|other| other.contains(name.as_str()))
            })
        };
        let worth = if is_first(page) || title.is_empty() || is_repeated() {
            1.0
        } else {
            HEADING
        };
        Self {
            column,
            headline,
            worth,
            title,
            crumbs,
            is_thing,
            is_site,
            own_title,
        }
    }

    /// How surely the column in which a thing stands is called by a word of the concept, from 0 to 1.
    pub(super) fn stands_in(&self, lexicon: &Lexicon, concept: &str) -> f64 {
        if !self.is_thing {
            return 0.0;
        }
        let others = |name: &&String| self.headline.as_ref() != Some(*name);
        let title = self.title.iter().filter(others);
        let names = title.chain(&self.crumbs).chain(&self.column);
        names
            .map(|name| named(lexicon, concept, name))
            .fold(0.0, f64::max)
    }

    /// How surely the page calls itself by a word of the concept, from 0 to 1.
    pub(super) fn called(&self, lexicon: &Lexicon, concept: &str) -> f64 {
        // the column is not what a thing in it is called
        let (way, column) = if self.is_thing {
            (0.5, 0.4)
        } else {
            (0.9, 0.7)
        };
        // the step above is what the page stands in
        let (last, above) = self.crumbs.split_at(self.crumbs.len().min(1));
        let places = [
            (self.worth, self.headline.as_slice()),
            (1.0, self.title.as_slice()),
            (way, last),
            (ABOVE * way, above),
            (column, self.column.as_slice()),
        ];
        let mut surest: f64 = 0.0;
        for (worth, names) in places {
            for name in names {
                surest = surest.max(worth * named(lexicon, concept, name));
            }
        }
        surest
    }
}

/// Whether the headline is one of the first rank.
fn is_first(page: &Page) -> bool {
    let headline = page.headline.as_ref();
    headline.is_some_and(|text| {
        let mut sections = page.sections.iter();
        sections.any(|section| section.rank == 1 && section.heading.words == text.words)
    })
}

/// The first line of the page's own content, the way to it and the site's name aside, where it may be a headline: words
/// that are no link and no label.
fn first_line(
    lexicon: &Lexicon,
    page: &Page,
    lines: &[Text],
    of_site: &dyn Fn(&&str) -> bool,
) -> Option<String> {
    let mut first = lines.iter().take(HEAD);
    let line = first.find(|line| {
        let words = line.words.as_str();
        way(lexicon, words).is_none() && !of_site(&words)
    })?;
    let length = line.words.chars().count();
    let is_link = || {
        let start = line.span.start;
        page.links.iter().any(|link| link.text.span.start == start)
    };
    let is_name = (LEAST..=HEADLINE).contains(&length)
        && !line.words.contains([':', '：', '，', '。'])
        && !lexicon.is_label(&line.words)
        && !is_link();
    is_name.then(|| joined(&line.words))
}

/// Whether a heading is one of several of its rank, and the title does not repeat it: it heads a box of the page.
fn heads_a_box(page: &Page, heading: &Text) -> bool {
    let rank = page
        .sections
        .iter()
        .find(|section| section.heading.words == heading.words)
        .map(|section| section.rank);
    let alike = page
        .sections
        .iter()
        .filter(|section| Some(section.rank) == rank);
    let in_title = page
        .title
        .as_ref()
        .is_some_and(|title| title.words.contains(&heading.words));
    rank.is_some_and(|rank| rank > 1) && !in_title && alike.count() >= BOXES
}

/// Words without the spaces that spread a Chinese name: `领 导 信 箱`.
fn joined(words: &str) -> String {
    let spread = words
        .split(' ')
        .all(|part| part.chars().count() <= 1 && !part.is_ascii());
    if spread {
        words.replace(' ', "")
    } else {
        words.to_owned()
    }
}

/// The parts of a title: between signs, and between spaces that part Chinese words.
fn parts(title: &str) -> Vec<&str> {
    let signs = ['-', '_', '|', '—', '–', '·', '>', '»', '：', ':'];
    let is_wide = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c >= '\u{2e80}');
    let mut found = Vec::new();
    for part in title.split(signs).map(str::trim) {
        let mut from = 0;
        for (at, space) in part.match_indices(' ') {
            let (before, behind) = (&part[from..at], &part[at + space.len()..]);
            // one character between spaces is a name that is spread
            let spread = before.chars().count() <= 1;
            if !spread && is_wide(before.chars().next_back()) && is_wide(behind.chars().next()) {
                found.push(before.trim());
                from = at + space.len();
            }
        }
        found.push(part[from..].trim());
    }
    found.retain(|part| !part.is_empty());
    found
}

/// Whether the page's own heading names an interaction column, or its controls are those of a letter.
pub(in crate::extract) fn interaction(lexicon: &Lexicon, page: &Page) -> bool {
    let names = |words: &str| {
        [
            "consult.section",
            "consult.entry",
            "consult.mailbox",
            "consult.list",
            "kind.letter-list",
        ]
        .iter()
        .any(|concept| lexicon.names(concept, words))
    };
    let title_part = |title: &str| parts(title).into_iter().any(&names);
    page.headline
        .as_ref()
        .is_some_and(|text| names(&text.words))
        || page
            .title
            .as_ref()
            .is_some_and(|text| title_part(&text.words))
        || page
            .metas
            .iter()
            .any(|meta| meta.name.eq_ignore_ascii_case("ColumnName") && names(&meta.content.words))
        || page
            .controls
            .iter()
            .filter(|text| lexicon.label_in(&["consult"], &text.words).is_some())
            .count()
            >= 2
}
