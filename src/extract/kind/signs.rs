//! The signs by which kinds of pages are told apart, each measured from 0 (not there) to 1 (as plain as it gets).
//!
//! What each is for, and for which kinds it speaks how strongly, stands beside its name in `indicators/page/kinds.toml`.

use crate::extract::responsiveness::letter_list;
use crate::extract::responsiveness::record::Letter;
use crate::site::Cause;

use super::barred;
use super::items;
use super::letters;
use super::look::Look;

/// Visible characters below which a page says hardly anything. Ours.
const FEW: usize = 120;

/// Characters that the name of an act has at least.
const ACT: usize = 8;

/// Entries of lists that have names of items at least.
const NAMED: usize = 6;

/// Labels of one article's day, source, author and views at most.
const PUBLISHED: usize = 8;

/// Ranks of headings that are marked up as such.
const HEADINGS: usize = 6;

/// Characters of a box's heading at most.
const BOX: usize = 10;

/// A sign with how it is measured.
pub(super) struct Sign {
    /// Its name in the data.
    pub(super) id: &'static str,
    measure: fn(&Look) -> f64,
}

/// Every sign, in the order of the data.
///
/// To add one: its entry here, its table in `indicators/page/kinds.toml`.
pub(super) static SIGNS: &[Sign] = &[
    // labels
    sign("guide-labels", |look| yes(items::is_guide(look))),
    sign("guide-elements", |look| part(items::elements(look), 8)),
    sign("guide-whole", |look| yes(items::is_whole(look))),
    sign("items-labelled", |look| yes(items::lists_items(look.pairs))),
    sign("items-with-doors", |look| look.items),
    sign("steps", |look| part(look.steps(), 3)),
    sign("service-words", items::service_words),
    sign("among-guides", items::among),
    sign("item-table", items::item_table),
    sign("materials", |look| {
        let beside_elements = items::is_materials(look) && items::elements(look) >= 1;
        yes(beside_elements || items::labels_materials(look.pairs))
    }),
    sign("letter-labels", letters::labels),
    sign("letters-labelled", |look| {
        let labelled = !letter_list::labelled(look.pairs).is_empty();
        let records = || !look.letters.is_empty() && look.letters.iter().all(Letter::is_whole);
        yes(labelled || (letters::labels(look) > 0.0 && records()))
    }),
    sign("letter-courtesy", letters::courtesy),
    sign("among-letters", letters::among),
    sign("letter-table", letters::table),
    sign("letter-entries", letters::entries),
    sign("letters-by-channel", letters::by_channel),
    // names
    sign("called-guide", |look| called(look, "kind.guide")),
    sign("called-guide-list", |look| called(look, "kind.guide-list")),
    sign("called-letters", letters::called),
    sign("called-letter", |look| called(look, "kind.letter")),
    sign("called-letter-form", |look| {
        called(look, "kind.letter-form").max(called(look, "consult.entry"))
    }),
    sign("called-apply-form", |look| called(look, "kind.apply-form")),
    sign("called-interaction", |look| {
        called(look, "kind.interaction")
    }),
    sign("called-rules", |look| called(look, "kind.rules")),
    sign("called-home", |look| {
        yes(look.names.is_site || called(look, "kind.home") >= 1.0)
    }),
    sign("called-hall", |look| called(look, "kind.hall")),
    sign("called-section", |look| called(look, "kind.section")),
    sign("called-about", |look| called(look, "kind.about")),
    sign("called-robot", |look| called(look, "kind.robot")),
    sign("called-search", |look| called(look, "kind.search")),
    sign("called-act", called_act),
    // what there is to read
    sign("running-text", |look| part(look.prose.running, 160)),
    sign("mostly-text", |look| {
        ratio(look.prose.running, look.prose.running + look.prose.linked)
    }),
    sign("sentences", |look| {
        let (words, linked) = (look.prose.sentences, look.prose.linked);
        part(words, 60).min(1.0) * ratio(words, words + linked)
    }),
    sign("few-words", |look| yes(look.characters < FEW)),
    sign("own-words", |look| {
        ratio(look.prose.own, look.prose.own + look.prose.linked)
    }),
    sign("mostly-links", |look| {
        ratio(look.prose.linked, look.prose.own + look.prose.linked)
    }),
    sign("dated-list", |look| {
        share(look, |list| list.dated && !list.of_items)
    }),
    sign("titled-list", |look| {
        share(look, |list| !list.dated && !list.of_items && list.of_titles)
    }),
    sign("item-names", |look| {
        let (items, titles) = look.items_named;
        if items < NAMED {
            0.0
        } else {
            2.0 * ratio(items, titles) - 0.8
        }
    }),
    sign("item-list", |look| {
        let is_mailbox = letters::is_mailbox(look);
        share(look, |list| list.of_items && !(list.dated && is_mailbox))
    }),
    sign("boxes", |look| {
        let lists = look.lists.iter().filter(|list| list.share < 0.8);
        part(lists.count().max(look.boxes), 4)
    }),
    sign("headed-boxes", headed_boxes),
    sign("many-links", |look| part(look.page.links.len(), 90)),
    sign("pager", |look| {
        yes(look.cues_in("kind.pager", &look.whole) >= 2)
    }),
    sign("thing", |look| yes(look.names.is_thing)),
    sign("way", |look| yes(!look.names.crumbs.is_empty())),
    sign("way-ends-in-text", |look| {
        let last = look.names.crumbs.first();
        yes(last.is_some_and(|step| look.lexicon.is_word("kind.text", step)))
    }),
    // what stands around an article
    sign("article-metas", |look| {
        let says = |name: &str| {
            let mut metas = look.page.metas.iter();
            metas.any(|meta| meta.name.eq_ignore_ascii_case(name) && !meta.content.is_empty())
        };
        yes(says("ArticleTitle") || says("PubDate"))
    }),
    sign("publication-line", |look| {
        let fields = look.pairs.iter().filter(|pair| pair.names("article.field"));
        // entries of a list may each have them
        let count = fields.count();
        if count > PUBLISHED {
            0.0
        } else {
            part(count, 2)
        }
    }),
    sign("clauses", |look| part(look.clauses().saturating_sub(2), 2)),
    sign("title-of-its-own", |look| yes(look.names.own_title)),
    sign("neighbours", |look| {
        yes(look.cues_in("kind.neighbour", &look.whole) > 0)
    }),
    // what people do on the page
    sign("letter-controls", |look| {
        let consult = |words: &str| look.lexicon.label_in(&["consult"], words).is_some();
        // a place to write in, on a page that is called by it
        let called = called(look, "kind.letter-form").max(called(look, "consult.entry"));
        let place = if look.writes() { 0.7 * called } else { 0.0 };
        part(fields(look, consult), 3).max(place)
    }),
    sign("personal-controls", |look| {
        part(
            fields(look, |words| {
                look.lexicon.find_cue("kind.field", words).is_some()
            }),
            3,
        )
    }),
    sign("apply-controls", |look| {
        let steps = |words: &str| look.lexicon.is_word("kind.apply_button", words);
        yes(look.page.controls.iter().any(|text| steps(&text.words)))
    }),
    sign("chat", |look| part(look.cues("kind.chat"), 2)),
    sign("hits", |look| yes(look.cues("kind.hits") > 0)),
    sign("letter-doors", |look| {
        let lines = look.lines_of(&letters::PLACES);
        let doors = lines.max(letters::heads(look).len());
        part(doors.saturating_sub(1), 4)
    }),
    sign("rules-of-letters", letters::rules),
    sign("figures-of-letters", |look| {
        part(look.cues("consult.stats") + look.figures("kind.figure"), 3)
    }),
    sign("contacts", |look| part(look.cues("kind.contact"), 4)),
    // nothing of the site's own
    sign("sends-away", |look| yes(barred::is_stub(look))),
    sign("wall-words", |look| {
        yes(matches!(
            barred::by_words(look),
            Some(Cause::WallWaf | Cause::ContentParked)
        ))
    }),
    sign("captcha-words", |look| {
        yes(barred::by_words(look) == Some(Cause::WallCaptcha))
    }),
    sign("error-words", |look| {
        yes(barred::by_words(look) == Some(Cause::ContentSoft404))
    }),
    sign("filled-by-script", |look| yes(barred::is_shell(look))),
];

const fn sign(id: &'static str, measure: fn(&Look) -> f64) -> Sign {
    Sign { id, measure }
}

/// Measures every sign of a page, in the order of [`SIGNS`].
pub(super) fn measure(look: &Look) -> Vec<f64> {
    SIGNS
        .iter()
        .map(|sign| (sign.measure)(look).clamp(0.0, 1.0))
        .collect()
}

pub(super) fn yes(is: bool) -> f64 {
    if is { 1.0 } else { 0.0 }
}

/// A count as a part of what is plenty.
pub(super) fn part(count: usize, plenty: usize) -> f64 {
    count as f64 / plenty as f64
}

pub(super) fn ratio(of: usize, all: usize) -> f64 {
    of as f64 / all.max(1) as f64
}

pub(super) fn called(look: &Look, concept: &str) -> f64 {
    look.names.called(look.lexicon, concept)
}

/// Share of the body that the longest list of a sort has.
pub(super) fn share(look: &Look, is: impl Fn(&super::look::List) -> bool) -> f64 {
    let lists = look.lists.iter().filter(|list| is(list));
    lists.map(|list| list.share).fold(0.0, f64::max)
}

/// Short headings of one rank that are no labels; each heads a box of the page.
fn headed_boxes(look: &Look) -> f64 {
    let mut ranks = [0_usize; HEADINGS + 1];
    for section in &look.page.sections {
        let words = section.heading.words.as_str();
        let rank = usize::from(section.rank);
        if (2..=HEADINGS).contains(&rank)
            && words.chars().count() <= BOX
            && !look.lexicon.is_label(words)
        {
            ranks[rank] += 1;
        }
    }
    let most = ranks.into_iter().max().unwrap_or(0);
    part(most.saturating_sub(1), 3)
}

/// Controls whose words are of a sort, login and search aside.
fn fields(look: &Look, is: impl Fn(&str) -> bool) -> usize {
    let bare = |words: &'_ str| -> usize {
        let lead = look.lexicon.find_cue("kind.field_lead", words);
        lead.filter(|place| place.start == 0)
            .map_or(0, |place| place.end)
    };
    let controls = look.page.controls.iter();
    let mut found: Vec<&str> = controls
        .map(|text| &text.words[bare(&text.words)..])
        .filter(|words| is(words))
        .collect();
    found.sort_unstable();
    found.dedup();
    found.len()
}

/// Whether the headline, or the title where there is none, ends as an act or a notice of an office does.
fn called_act(look: &Look) -> f64 {
    let names = look.names.headline.iter().chain(&look.names.title);
    let mut names = names.filter(|name| name.chars().count() >= ACT);
    yes(names.any(|name| {
        let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
        let ends = look.lexicon.words("kind.act").iter();
        ends.into_iter().any(|end| name.ends_with(end.as_str()))
    }))
}
