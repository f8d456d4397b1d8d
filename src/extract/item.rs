//! Which item a page is about, and what identifies it: name, codes, kind, deciding body.

use crate::page::{Layout, Text};
use crate::site::Cause;

use super::field::{ITEM_AGENCY, ITEM_CATALOG_CODE, ITEM_CODE, ITEM_NAME, ITEM_TYPE};
use super::{
    Extractor, Facts, Field, Observation, PageKind, PageView, SiteView, Subject, SubjectKind, Value,
};

mod agency;
mod heading;

/// Characters of a printed code that can be a key. Ours: the longest forms of codes have some forty, and a key stands in every
/// fact of its item.
const KEY: usize = 200;

/// The key of the item that a guide or materials page is about: its printed implementation code, else its page's path.
pub fn key(view: &PageView) -> Option<String> {
    match view.kind {
        PageKind::Guide | PageKind::Materials => {
            let code = view
                .best(&["guide.task_code"])
                .and_then(|(pair, observation)| {
                    matches!(observation, Observation::Value(_)).then(|| {
                        let words = &pair.labelled.value.words;
                        compact(unaccompanied(words).unwrap_or(words))
                    })
                })
                .filter(|code| code.chars().nth(KEY).is_none());
            Some(code.unwrap_or_else(|| own_path(view)))
        }
        _ => None,
    }
}

/// The key of one of several items of a page: its printed implementation code, else its number there.
pub fn part_key(view: &PageView, number: usize) -> Option<String> {
    let own = key(view)?;
    let page = path_key(&view.page.address);
    Some(if own == page {
        format!("{page}#{number}")
    } else {
        own
    })
}

/// The item a page is about, as a subject.
pub fn subject(view: &PageView) -> Option<Subject> {
    view.item.as_ref().map(|key| Subject {
        kind: SubjectKind::Item,
        key: key.clone(),
    })
}

/// Reports that the item a page is about is known and was not seen.
pub(super) fn unseen(view: &PageView, cause: Cause, facts: &mut Facts) {
    if let Some(subject) = subject(view) {
        facts.by(&Identity);
        facts.report_whole(
            &subject,
            &ITEM_NAME,
            Observation::NotObserved(cause),
            &view.capture.id,
            view.page.length,
        );
    }
}

/// A code without the blanks that mark-up puts into it.
fn compact(code: &str) -> String {
    code.split_whitespace().collect()
}

/// A key for a thing that prints no code: the path and query of its page.
pub fn path_key(address: &url::Url) -> String {
    match address.query() {
        Some(query) => format!("{}?{query}", address.path()),
        None => address.path().to_owned(),
    }
}

/// A key for the thing a page is about where no code can be: the path of its page, and its number where several stand there.
pub(super) fn own_path(view: &PageView) -> String {
    let path = path_key(&view.page.address);
    match view.number {
        Some(number) => format!("{path}#{number}"),
        None => path,
    }
}

/// The item's name: its labelled name, else the page's headline, else the part of the title before the site's name; without
/// the words that say that this is its guide.
pub(super) fn name(view: &PageView) -> Option<Text> {
    // of a heading's content and of a labelled cell, the cell is believed
    let is_value = |pair: &&super::Pair| {
        let state = view.state("guide.item_name", pair);
        pair.labelled.layout != Layout::Heading && matches!(state, Observation::Value(_))
    };
    let cell = view.named(&["guide.item_name"]).find(is_value);
    let best = view.best(&["guide.item_name"]);
    let best = best.filter(|(_, state)| matches!(state, Observation::Value(_)));
    if let Some(pair) = cell.or(best.map(|(pair, _)| pair)) {
        let value = &heading::first_line(view, &pair.labelled.value);
        // under a key of data stands the name, and no headline
        let whole = pair.labelled.layout == Layout::Json;
        let bare = (!whole).then(|| bare(view, value)).flatten();
        return Some(bare.unwrap_or_else(|| value.clone()));
    }
    if let Some(part) = &view.part {
        let name = part.name.as_ref()?;
        return bare(view, name).or_else(|| Some(name.clone()));
    }
    // a heading that is a label heads a part of the guide
    let is_label = |text: &&Text| view.context.lexicon.is_label(&text.words);
    let headline = view.page.headline.as_ref();
    let headline = headline.filter(|text| !is_label(text) && !heading::is_path(&text.words));
    let of_headline = headline.and_then(|text| bare(view, &untagged(view, text)));
    let of_title = || titled(view).find_map(|part| bare(view, &part));
    of_headline
        .clone()
        .filter(|name| heading::may_name(view, &name.words))
        .or_else(|| bare(view, heading::of_article(view)?))
        .or_else(|| bare(view, &heading::below_path(view)?))
        .or_else(|| {
            let above = heading::above(view)?;
            let name = bare(view, &untagged(view, &above))?;
            // the title of the page may say more of the name than what stands before 须知 in the heading
            let whole = titled(view).filter_map(|part| bare(view, &part));
            let mut longer = whole.filter(|part| {
                above.words.starts_with(&part.words) && part.words.len() > name.words.len()
            });
            Some(longer.next().unwrap_or(name))
        })
        .or_else(|| {
            let mut parts = titled(view).filter_map(|part| bare(view, &part));
            parts.find(|part| heading::may_name(view, &part.words))
        })
        .or(of_headline)
        .or_else(of_title)
        .or_else(|| headline.cloned())
}

/// The parts of the page's title between its signs.
fn titled(view: &PageView) -> impl Iterator<Item = Text> {
    let title = view.page.title.iter();
    title.flat_map(|title| {
        let homes = heading::homes(view);
        let parts = title.words.split(['-', '_', '|', '—', '–']);
        let own = parts.filter(move |part| !homes.contains(part.trim()));
        own.map(|part| Text {
            words: part.trim().to_owned(),
            span: title.span.clone(),
        })
    })
}

/// Words that stand beside an item's name in its heading, in elements of their own: its kind, how it is handled.
const TAGS: [&str; 5] = [
    "guide.name_tag",
    "value.item_type",
    "value.project_type",
    "value.handle_mode",
    "value.online_depth",
];

/// Characters of a tag at most.
const TAG: usize = 6;

fn is_short(words: &str) -> bool {
    words.chars().count() <= TAG && !words.starts_with(['（', '(', '[', '【', '〔'])
}

/// A headline without the tags and buttons that stand in it beside the name.
fn untagged(view: &PageView, headline: &Text) -> Text {
    let lexicon = view.context.lexicon;
    let mut pieces = view.page.pieces(&headline.span);
    let is_tag = |piece: &Text| {
        let words = piece.words.trim_matches(|c: char| !c.is_alphanumeric());
        let of_link = |words: &str| lexicon.label_in(&["guide", "form"], words).is_some();
        let is_button = || {
            let mut links = view.page.links.iter();
            links.any(|link| link.text.span.start == piece.span.start && of_link(&link.text.words))
        };
        words.is_empty()
            || heading::is_short_office(view, words)
            || TAGS.iter().any(|list| lexicon.is_word(list, words))
            || is_button()
    };
    let mut words = headline.words.as_str();
    // behind a name that ends as names of items do, short words in elements of their own are tags, unless they go on in brackets
    let are_tags = |rest: &[Text]| {
        let mut rest = rest.iter();
        rest.all(|piece| is_short(&piece.words) && !heading::ends_a_name(view, &piece.words))
    };
    let named = pieces
        .split_first()
        .filter(|(first, rest)| heading::ends_a_name(view, &first.words) && are_tags(rest));
    let name =
        named.and_then(|(first, _)| words.starts_with(&first.words).then_some(first.words.len()));
    if let Some(length) = name {
        words = &words[..length];
        pieces.truncate(1);
    }
    while pieces.len() > 1 {
        let (first, last) = (&pieces[0], &pieces[pieces.len() - 1]);
        if let Some(rest) = words
            .strip_suffix(last.words.as_str())
            .filter(|_| is_tag(last))
        {
            words = rest.trim();
            pieces.pop();
        } else if let Some(rest) = words
            .strip_prefix(first.words.as_str())
            .filter(|_| is_tag(first))
        {
            words = rest.trim();
            pieces.remove(0);
        } else {
            break;
        }
    }
    Text {
        words: words.to_owned(),
        span: match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) if words.len() < headline.words.len() => {
                first.span.start..last.span.end
            }
            _ => headline.span.clone(),
        },
    }
}

/// A name without the words for its guide behind it; nothing where too little is left to name an item.
fn bare(view: &PageView, text: &Text) -> Option<Text> {
    const NAME: usize = 4;
    let lexicon = view.context.lexicon;
    let mut leads = lexicon.words("guide.name_lead").iter();
    let whole = heading::bare(view, &text.words);
    let words = leads
        .find_map(|lead| whole.strip_prefix(lead.as_str()))
        .unwrap_or(whole)
        .trim_start();
    let suffixes = lexicon.words("guide.name_suffix").iter();
    let name = suffixes
        .chain(lexicon.words("guide.name_question"))
        .filter_map(|suffix| words.strip_suffix(suffix.as_str()))
        .min_by_key(|name| name.len())
        .unwrap_or(words)
        .trim_end_matches([' ', '-', '—', '_', '·', '（', '(']);
    (name.chars().count() >= NAME).then(|| Text {
        words: name.to_owned(),
        span: text.span.clone(),
    })
}

/// Name, codes, kind and deciding body of an item.
pub struct Identity;

impl Extractor for Identity {
    fn id(&self) -> &'static str {
        "item"
    }

    fn version(&self) -> u32 {
        2
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &ITEM_NAME,
                &ITEM_CODE,
                &ITEM_CATALOG_CODE,
                &ITEM_TYPE,
                &ITEM_AGENCY,
            ]
        }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide, Some(subject)) = (view.kind, subject(view)) else {
            return;
        };
        match name(view) {
            Some(text) => facts.report(
                &subject,
                &ITEM_NAME,
                Observation::Value(Value::Text(text.words.clone())),
                &view.capture.id,
                &text,
            ),
            None => facts.report_whole(
                &subject,
                &ITEM_NAME,
                Observation::Absent,
                &view.capture.id,
                view.page.length,
            ),
        }
        for (field, concepts) in [
            (&ITEM_CODE, &["guide.task_code"][..]),
            (&ITEM_CATALOG_CODE, &["guide.catalog_code"]),
        ] {
            code_field(view, &subject, field, concepts, facts);
        }
        text_field(view, &subject, &ITEM_TYPE, &["guide.item_type"], facts);
        match agency::told(view) {
            Some((text, state, is_loose)) => {
                facts.report(&subject, &ITEM_AGENCY, state, &view.capture.id, &text);
                if is_loose {
                    facts.doubt(0.9);
                }
            }
            None => facts.report_whole(
                &subject,
                &ITEM_AGENCY,
                Observation::Absent,
                &view.capture.id,
                view.page.length,
            ),
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        for unseen in &site.sight.items {
            for key in unseen.keys() {
                let subject = Subject {
                    kind: SubjectKind::Item,
                    key,
                };
                facts.report_whole(
                    &subject,
                    &ITEM_NAME,
                    Observation::NotObserved(unseen.cause),
                    &unseen.capture,
                    0,
                );
            }
        }
    }
}

/// Reports a code without what stands behind it in its cell: stars, buttons.
fn code_field(
    view: &PageView,
    subject: &Subject,
    field: &'static Field,
    concepts: &[&str],
    facts: &mut Facts,
) {
    let told = view.best(concepts).and_then(|(pair, observation)| {
        let value = &pair.labelled.value;
        let alone = unaccompanied(&value.words).filter(|code| code.len() < value.words.len());
        alone
            .filter(|_| matches!(observation, Observation::Value(_)))
            .map(|code| Text {
                words: code.to_owned(),
                span: value.span.clone(),
            })
    });
    match told {
        Some(text) => {
            let code = Observation::Value(Value::Text(text.words.clone()));
            facts.report(subject, field, code, &view.capture.id, &text);
        }
        None => text_field(view, subject, field, concepts, facts),
    }
}

/// The code at the front of words, where what stands behind it is none of its letters.
fn unaccompanied(words: &str) -> Option<&str> {
    const CODE: usize = 4;
    let (front, behind) = words.split_once(char::is_whitespace)?;
    let is_code = front.len() >= CODE
        && front.contains(|c: char| c.is_ascii_digit())
        && front
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let is_other = !behind.contains(|c: char| c.is_ascii_alphanumeric());
    (is_code && is_other).then_some(front)
}

/// Reports a field whose value is the words of its cell. Of a heading's content and of a labelled cell, the cell is believed.
pub fn text_field(
    view: &PageView,
    subject: &Subject,
    field: &'static Field,
    concepts: &[&str],
    facts: &mut Facts,
) {
    match view.best(concepts) {
        Some((pair, observation)) => {
            facts.report(
                subject,
                field,
                observation,
                &view.capture.id,
                &pair.labelled.value,
            );
            if pair.labelled.layout == Layout::Heading {
                facts.doubt(0.9);
            }
        }
        None => facts.report_whole(
            subject,
            field,
            Observation::Absent,
            &view.capture.id,
            view.page.length,
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    #[test]
    fn a_code_is_told_without_what_stands_beside_it() {
        let guide = "<h1>夜市摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p><p>办理时限：5日</p>";
        let code = |words: &str| {
            let page = Read::html(&format!("{guide}<p>事项编码：{words}</p>"));
            page.says("item.code")
        };
        assert_eq!(code("5226XK10012 ★★★ 在线申报"), ["5226XK10012"]);
        assert_eq!(code("5226 XK10 012"), ["5226 XK10 012"]);
    }

    #[test]
    fn the_name_of_a_link_to_the_first_page_names_no_item() {
        let guide = "<a href='/index.html'>青山便民服务在线</a><p>办理条件：有摊位</p><p>申请材料：身份证</p><p>办理时限：5日</p>";
        let title = "<title>青山便民服务在线 - 夜市摊位登记</title>";
        let page = Read::html(&format!("{title}{guide}"));
        assert_eq!(page.says("item.name"), ["夜市摊位登记"]);
    }

    #[test]
    fn what_is_longer_than_any_code_is_no_key() {
        let guide = |code: &str| {
            let head = "<h1>夜市摊位登记</h1><p>办理条件：有摊位</p><p>申请材料：身份证</p>";
            Read::html(&format!("{head}<p>实施编码：{code}</p>")).keys("item.name")
        };
        assert_eq!(guide("11350100MB0001"), ["11350100MB0001"]);
        assert_eq!(guide(&"11350100".repeat(100)), ["/a.html"]);
    }

    #[test]
    fn tags_and_buttons_beside_a_heading_are_no_part_of_the_name() {
        let guide = "<p>办理条件：有摊位</p><p>申请材料：身份证</p><p>办理时限：5日</p>";
        for heading in [
            "<h2>夜市摊位登记<span class=t>行政许可</span></h2>",
            "<h1>夜市摊位登记<i>即办</i><i>零跑动</i></h1>",
            "<h1><i>承诺件</i>夜市摊位登记 <span>在用</span><a href=/apply>在线办理</a></h1>",
            "<h1>夜市摊位登记办事程序</h1>",
            "<h3>设定依据</h3><p>某办法</p>",
            "<h1>夜市摊位登记 <small>市集局</small></h1>",
            "<h1>首页 > 个人服务 > 市集</h1><p>夜市摊位登记</p>",
            "<h1>● 设定依据</h1><p>某办法</p>",
            "<h4>要交哪些材料</h4>",
        ] {
            let page = Read::html(&format!("<title>夜市摊位登记-青山</title>{heading}{guide}"));
            assert_eq!(page.says("item.name"), ["夜市摊位登记"], "{heading}");
        }
    }
}
