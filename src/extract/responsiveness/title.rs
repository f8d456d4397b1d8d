//! What a letter's page calls the letter, where no label says so: a heading that is not the site's or the mailbox's, else the
//! line that stands just before the letter.

use crate::extract::PageView;
use crate::extract::responsiveness::record;
use crate::lexicon::Lexicon;
use crate::page::Text;
use crate::value::date;

/// Characters of a title at least.
const SAYS: usize = 4;

/// Characters of a title at most; a longer line is the letter itself.
const LONGEST: usize = 60;

/// Lines before a letter among which its title is looked for.
const LINES: usize = 4;

/// Signs that no title has: those of ways to a page, and colons.
const SIGNS: [char; 6] = ['>', '»', '›', '：', ':', '→'];

/// Concepts of the parts of a letter before which its title stands.
const PARTS: [&str; 10] = [
    "consult.id",
    "consult.sender",
    "consult.received_at",
    "consult.replied_at",
    "consult.status",
    "consult.type",
    "consult.department",
    "consult.addressee",
    "consult.content",
    "consult.reply",
];

/// Concepts of the names of columns, of pages of letters and of places for them.
const COLUMNS: [&str; 9] = [
    "consult.section",
    "consult.mailbox",
    "consult.entry",
    "kind.letter",
    "kind.letter-list",
    "kind.section",
    "kind.interaction",
    "kind.home",
    "page.tools",
];

/// The title of a letter's page, where no label names it.
pub(super) fn of(view: &PageView) -> Option<Text> {
    let start = start(view);
    let text = parts(view, &["consult.content", "consult.reply"])
        .min()
        .or(start);
    let before = |heading: &Text| text.is_none_or(|text| heading.span.start <= text);
    let headline = view.page.headline.as_ref();
    headline
        .filter(|text| before(text) && is_own(view, &text.words))
        .cloned()
        .or_else(|| by_title_element(view))
        .or_else(|| line_before(view, start?))
        .or_else(|| heading_behind(view, start?))
        .or_else(|| question(view))
}

/// The state that stands as a tag beside the title of a letter.
pub(super) fn tag(view: &PageView) -> Option<Text> {
    let lexicon = view.context.lexicon;
    let text = parts(view, &["consult.content", "consult.reply"]).min();
    let mut tags = around(view, BEHIND)
        .iter()
        .filter(|line| text.is_none_or(|text| line.span.start < text))
        .flat_map(|line| fields(view, line))
        .flat_map(|field| {
            let parts: Vec<Text> = field
                .words
                .split_whitespace()
                .map(|part| Text {
                    words: part.trim_matches(|c: char| !c.is_alphanumeric()).to_owned(),
                    span: field.span.clone(),
                })
                .collect();
            parts
        });
    tags.find(|tag| lexicon.is_word("value.consult_status", &tag.words))
}

/// Where the first part of the letter begins.
fn start(view: &PageView) -> Option<u64> {
    parts(view, &PARTS).min()
}

/// Where parts of the letter begin.
fn parts<'v>(view: &'v PageView, concepts: &'v [&str]) -> impl Iterator<Item = u64> + use<'v> {
    let called = view
        .page
        .title
        .as_ref()
        .map_or("", |title| title.words.as_str());
    view.named(concepts).filter_map(move |pair| {
        let labelled = &pair.labelled;
        let text = if labelled.label.is_empty() {
            &labelled.value
        } else {
            &labelled.label
        };
        // the name of the page is no label
        (text.words != called).then_some(text.span.start)
    })
}

/// Lines behind the first part of a letter among which its tags stand, as far as its text does not begin there.
const BEHIND: usize = 6;

/// The lines around the beginning of a letter: those before its first part, that of it and so many behind.
fn around<'v>(view: &'v PageView, behind: usize) -> &'v [Text] {
    let lines = &view.page.lines;
    let first = start(view).and_then(|start| lines.iter().position(|line| line.span.end > start));
    first.map_or(&[], |first| {
        &lines[first.saturating_sub(LINES)..(first + 1 + behind).min(lines.len())]
    })
}

/// The lines around the beginning of a letter: those before its first part, that of it and one behind.
fn near<'v>(view: &'v PageView) -> &'v [Text] {
    around(view, 1)
}

/// The day beside the title of a letter that no label names: the only one that its lines say.
pub(super) fn day(view: &PageView) -> Option<Text> {
    let dated = near(view).iter().filter(|line| {
        line.words.chars().count() <= LONGEST
            && date::read(&line.words).is_some()
            && !leads(view, line)
    });
    let mut days = dated
        .flat_map(|line| fields(view, line))
        .filter(|text| text.words.chars().count() <= LONGEST && date::read(&text.words).is_some());
    days.next().filter(|_| days.next().is_none())
}

/// The code beside the title of a letter: a number as offices give it, or behind a label without a colon: `Ref. No. 12-7`.
pub(super) fn code(view: &PageView) -> Option<Text> {
    let lexicon = view.context.lexicon;
    let mut fields = near(view).iter().flat_map(|line| fields(view, line));
    fields.find_map(|field| {
        if let Some(code) = numbered(lexicon, &field.words) {
            return Some(Text {
                words: code.to_owned(),
                span: field.span.clone(),
            });
        }
        let (label, code) = field.words.rsplit_once(char::is_whitespace)?;
        let named = lexicon.label_in(&["consult"], label.trim())?;
        let is_code = code.contains(|c: char| c.is_ascii_digit()) && date::read(code).is_none();
        (named.concept == "consult.id" && is_code).then(|| Text {
            words: code.to_owned(),
            span: field.span.clone(),
        })
    })
}

/// The number that words give as offices number letters, and nothing else.
fn numbered<'t>(lexicon: &Lexicon, words: &'t str) -> Option<&'t str> {
    let place = lexicon.find_cue("consult.numbered", words)?;
    let code = words.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let is_code = code.len() >= SAYS && code.is_ascii() && !code.contains(char::is_whitespace);
    (place == (0..words.len()) && is_code).then_some(code)
}

/// The parts of a line that mark-up or strokes set apart.
fn fields(view: &PageView, line: &Text) -> Vec<Text> {
    let pieces = view.page.pieces(&line.span);
    let parts = pieces.iter().flat_map(|piece| {
        let parts = piece.words.split(['|', '｜']);
        parts.map(|part| Text {
            words: part.trim().to_owned(),
            span: piece.span.clone(),
        })
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// Whether a text stands in a link that leads somewhere.
fn leads(view: &PageView, text: &Text) -> bool {
    let mut links = view.page.links.iter().filter(|link| link.address.is_some());
    links.any(|link| link.text.span.start <= text.span.start && text.span.end <= link.text.span.end)
}

/// Whether words are not the name of the site, of a column or of a sort of page.
fn is_own(view: &PageView, words: &str) -> bool {
    let lexicon = view.context.lexicon;
    let is_column = COLUMNS.iter().any(|concept| lexicon.names(concept, words));
    let is_site = || {
        let metas = &view.page.metas;
        let mut sites = metas
            .iter()
            .filter(|meta| meta.name.eq_ignore_ascii_case("SiteName"));
        let is_end = view.page.title.as_ref().is_some_and(|title| {
            let front = title.words.strip_suffix(words).unwrap_or_default();
            front.ends_with(|c: char| !c.is_alphanumeric())
        });
        let ends = lexicon.find_cues("kind.site", words);
        let is_of_site = ends.last().is_some_and(|place| place.end == words.len());
        (is_end && is_of_site) || sites.any(|meta| meta.content.words == words)
    };
    // the head of a part is its label
    let is_label = || lexicon.label_in(&["consult"], words).is_some();
    words.chars().count() >= SAYS && !is_column && !is_label() && !is_site()
}

/// Whether a line can be the title of a letter.
fn is_title(view: &PageView, words: &str) -> bool {
    let lexicon = view.context.lexicon;
    words.chars().count() <= LONGEST
        && words.chars().filter(|c| c.is_alphabetic()).count() >= SAYS
        && !words.contains(SIGNS)
        && lexicon
            .find_cue("kind.way", words)
            .is_none_or(|place| place.start > 0)
        && !record::is_state(lexicon, words)
        && !record::is_office(lexicon, words)
        && is_own(view, words)
}

/// The line that the title element begins with.
fn by_title_element(view: &PageView) -> Option<Text> {
    let title = &view.page.title.as_ref()?.words;
    let line = view.page.lines.iter().find(|line| {
        title
            .strip_prefix(line.words.as_str())
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            && is_own(view, &line.words)
    });
    line.cloned()
}

/// The line before a letter, or the first piece of it; tags and tools between the two are passed over.
fn line_before(view: &PageView, start: u64) -> Option<Text> {
    let lexicon = view.context.lexicon;
    let lines = &view.page.lines;
    let first = lines.iter().position(|line| line.span.end > start)?;
    // the first part may be a tag in the line of the title
    let own = view.page.pieces(&lines[first].span);
    if let Some(title) = own.first().filter(|title| title.span.end <= start)
        && is_title(view, &title.words)
        && !leads(view, title)
    {
        return Some(title.clone());
    }
    for line in lines[first.saturating_sub(LINES)..first].iter().rev() {
        if record::is_state(lexicon, &line.words) || !is_own(view, &line.words) {
            continue;
        }
        let pieces = view.page.pieces(&line.span);
        // tags may stand behind the title in its line; more is a menu
        let text = match pieces.as_slice() {
            [one] => one,
            [title, others @ ..] if others.len() <= 2 && is_title(view, &title.words) => title,
            [_, _] => line,
            _ => continue,
        };
        return (is_title(view, &text.words) && !leads(view, text)).then(|| text.clone());
    }
    None
}

/// The heading under that of the first part, before the next one: `写信内容`, the title, who wrote it and when.
fn heading_behind(view: &PageView, start: u64) -> Option<Text> {
    let next = parts(view, &PARTS).filter(|part| *part > start).min();
    let mut headings = view.page.sections.iter().map(|section| &section.heading);
    let heading = headings.find(|heading| {
        let before = next.is_none_or(|next| heading.span.start < next);
        heading.span.start > start && before && is_title(view, &heading.words)
    });
    heading.cloned()
}

/// What is asked, where it is one short line.
fn question(view: &PageView) -> Option<Text> {
    let (pair, _) = view.best(&["consult.content"])?;
    let value = &pair.labelled.value;
    (!value.is_empty() && value.words.chars().count() <= LONGEST / 2).then(|| value.clone())
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    const LETTER: &str = "<p>来信时间：2023-03-02</p><p>来信内容：码头的路灯坏了三天，一到晚上就看不见台阶，请尽快派人来修理一下。</p>\
        <p>回复时间：2023-03-06</p><p>回复内容：路灯已于3月6日修复。</p>";

    fn title(head: &str, before: &str) -> Vec<String> {
        let read = Read::html(&format!(
            "<html><head>{head}</head><body>{before}{LETTER}</body></html>"
        ));
        read.says("message.title")
    }

    #[test]
    fn a_letter_is_called_by_what_stands_before_it() {
        for (head, before) in [
            (
                "<title>信件详情</title>",
                "<div class=tt>码头路灯不亮</div>",
            ),
            (
                "<title>局长信箱</title>",
                "<h1>局长信箱</h1><h2>码头路灯不亮</h2>",
            ),
            (
                "<title>码头路灯不亮-青山县人民政府</title>",
                "<h1 class=logo><a href=/>青山县人民政府</a></h1><h1>码头路灯不亮</h1>",
            ),
            (
                "<title>信件查看</title>",
                "<h3>写信内容</h3><h4>码头路灯不亮</h4>",
            ),
            (
                "<title>信件详情</title>",
                "<p>返回</p><p>信件详情</p><div><span>码头路灯不亮</span><em>已办结</em></div>",
            ),
            (
                "<title>查看留言-青山县人民政府</title>",
                "<h1><a href=/>青山县人民政府</a></h1><p>当前位置：首页 &gt; 留言</p><li>码头路灯不亮</li>",
            ),
        ] {
            assert_eq!(title(head, before), ["码头路灯不亮"], "{head} {before}");
        }
    }

    #[test]
    fn a_code_has_no_tags_and_may_stand_behind_its_label_without_a_colon() {
        for line in [
            "<p><span>工单编号：<b>DX2023-0377</b></span><span>已办结</span><span>网站受理</span></p>",
            "<p><span>Ref. No. DX2023-0377</span> | Mayor</p>",
            "<p>第DX2023-0377号</p>",
        ] {
            let read = Read::html(&format!(
                "<title>信件详情</title><h2>码头路灯不亮</h2>{line}{LETTER}"
            ));
            assert_eq!(read.says("message.code"), ["DX2023-0377"], "{line}");
        }
    }

    #[test]
    fn a_tag_may_stand_behind_the_first_parts_and_a_code_behind_the_title_in_its_line() {
        let read = Read::html(&format!(
            "<title>信件详情</title><h2>码头路灯不亮</h2><ul><li>昵称：船工</li><li>留言时间：2023-03-01</li><li>阅读：52</li><li><b>已答复</b></li></ul>{LETTER}"
        ));
        assert_eq!(read.says("message.status"), ["已答复"]);
        let read = Read::html(&format!(
            "<title>信件详情</title><div>码头路灯什么时候亮？<small>查询号：DX2023-0377</small></div>{LETTER}"
        ));
        assert_eq!(read.says("message.title"), ["码头路灯什么时候亮？"]);
    }

    #[test]
    fn the_heading_of_a_box_behind_a_letter_is_not_its_title() {
        let behind = format!("{LETTER}<h3>最新来信更多</h3><p>某某</p>");
        let read = Read::html(&format!("<title>信件内容</title><body>{behind}"));
        assert_eq!(read.says("message.title"), ["absent"]);
    }
}
