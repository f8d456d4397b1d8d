//! Letters in lists that are no tables with a head: entries side by side, each with a day and a state, a question and its
//! answer, or two days; and several labelled letters on one page.

use chrono::NaiveDate;

use crate::extract::responsiveness::day::{self, Around};
use crate::extract::{Pair, kind};
use crate::lexicon::Lexicon;
use crate::page::{Entry, Page, Text};

/// Characters of a piece that says no more than a day.
const DAY: usize = 40;

/// Characters of a title, question or reply at least.
const SAYS: usize = 4;

/// Characters of a question at least, where a name could stand.
const SAYS_MORE: usize = 5;

/// Letters that make a list.
const LETTERS: usize = 2;

/// Of so many parts of a page's words, one at least is a list of letters; a box of them on a home page is less.
const PARTS: usize = 3;

/// A letter as an entry of a list shows it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::extract) struct Letter {
    pub(super) title: Option<Text>,
    pub(super) question: Option<Text>,
    pub(super) reply: Option<Text>,
    pub(super) status: Option<Text>,
    pub(super) asked: Option<(NaiveDate, Text)>,
    pub(super) replied: Option<(NaiveDate, Text)>,
    /// The link to its page, as an index.
    pub(super) link: Option<usize>,
}

/// The letters of the longest list of them on a page.
pub(super) fn letters(lexicon: &Lexicon, page: &Page) -> Vec<Letter> {
    among(lexicon, page, &page.repeats())
}

/// The letters of the longest list of them among the lists of a page.
pub(in crate::extract) fn among(
    lexicon: &Lexicon,
    page: &Page,
    lists: &[Vec<Entry>],
) -> Vec<Letter> {
    let mut longest = Vec::new();
    let prose = page.prose();
    let most_of_page = |list: &[Entry]| {
        let pieces = list.iter().flat_map(|entry| &entry.pieces);
        let words: usize = pieces.map(|piece| piece.words.chars().count()).sum();
        words * PARTS >= prose.own + prose.linked
    };
    let of_letters = kind::interaction(lexicon, page);
    for list in lists {
        if !most_of_page(list) {
            continue;
        }
        let headed = of_letters || list.iter().any(|entry| is_head(lexicon, entry));
        let found: Vec<Letter> = list
            .iter()
            .filter_map(|entry| letter(lexicon, page, entry))
            .filter(|letter| headed || letter.reply.is_some() || is_state_of_reply(lexicon, letter))
            .collect();
        // A head and a foot may stand among the entries, not much more.
        let most = found.len() >= LETTERS && found.len() + 2 >= list.len();
        if most && found.len() > longest.len() {
            longest = found;
        }
    }
    longest
}

/// Whether an entry names the columns of letters, their title or text among them.
fn is_head(lexicon: &Lexicon, entry: &Entry) -> bool {
    let columns: Vec<&str> = entry
        .pieces
        .iter()
        .filter_map(|piece| lexicon.label_in(&["consult"], &piece.words))
        .map(|label| label.concept)
        .collect();
    columns.len() >= 2
        && ["consult.title", "consult.content"]
            .iter()
            .any(|concept| columns.contains(concept))
}

/// Whether the state of an entry is that of a reply. Other states are those of applications, too.
fn is_state_of_reply(lexicon: &Lexicon, letter: &Letter) -> bool {
    letter.status.as_ref().is_some_and(|text| {
        lexicon
            .find_cue("consult.state_of_reply", &text.words)
            .is_some()
    })
}

/// The letter that an entry shows, if it does.
fn letter(lexicon: &Lexicon, page: &Page, entry: &Entry) -> Option<Letter> {
    let mut letter = Letter::default();
    let mut days: Vec<(usize, NaiveDate, Text)> = Vec::new();
    let mut texts: Vec<(usize, &Text)> = Vec::new();
    let mut turn: Option<bool> = None;
    // a day without a year has that of the address it stands beside
    let mut links = entry
        .links
        .iter()
        .filter_map(|index| page.links.get(*index));
    let around = Around {
        address: links.find_map(|link| link.address.as_ref()),
        ..Around::default()
    };
    for (at, piece) in entry.pieces.iter().enumerate() {
        let words = piece.words.as_str();
        if let Some((asks, rest)) = speaker(lexicon, words) {
            turn = Some(asks);
            if rest.is_empty() {
                continue;
            }
            let text = Text {
                words: rest.to_owned(),
                span: piece.span.clone(),
            };
            take(&mut letter, asks, text);
            turn = None;
        } else if let Some(day) = day::read(words, around).filter(|_| words.chars().count() <= DAY)
        {
            days.push((at, day, piece.clone()));
        } else if lexicon.is_word("value.consult_status", unbracketed(words)) {
            letter.status = letter.status.or_else(|| Some(piece.clone()));
        } else if let Some(asks) = turn.take() {
            take(&mut letter, asks, piece.clone());
        } else if words.chars().count() >= SAYS {
            texts.push((at, piece));
        }
    }
    // An entry with more days is a column of other entries.
    if days.len() > 2 {
        return None;
    }
    let (first, day, text) = days.first()?.clone();
    let second = days.get(1).cloned();
    letter.link = entry.links.iter().copied().find(|index| {
        let link = &page.links[*index];
        link.visible && link.address.is_some() && link.text.words.chars().count() >= SAYS
    });
    letter.title = letter.link.map(|index| page.links[index].text.clone());
    let both = letter.question.is_some() && letter.reply.is_some();
    if !both && letter.status.is_none() {
        // Nothing but two days tells a question with its answer from an entry of the news.
        let longest = |before: bool| {
            texts
                .iter()
                .filter(|(at, _)| (*at < first) == before)
                .map(|(_, text)| *text)
                .max_by_key(|text| text.words.chars().count())
        };
        second.as_ref()?;
        let (question, reply) = (longest(true)?, longest(false)?);
        let is_sentence = |text: &Text| text.words.contains(['。', '？', '?', '！', '，', ',']);
        if !is_sentence(question) && !is_sentence(reply) {
            return None;
        }
        letter.question = Some(question.clone());
        letter.reply = Some(reply.clone());
    }
    letter.asked = Some((day, text));
    letter.replied = second.map(|(_, day, text)| (day, text));
    Some(letter)
}

fn take(letter: &mut Letter, asks: bool, text: Text) {
    let part = if asks {
        &mut letter.question
    } else {
        &mut letter.reply
    };
    *part = part.take().or(Some(text));
}

/// Whether a piece begins with the word for who asks or who answers, with what stands behind its colon.
fn speaker<'t>(lexicon: &Lexicon, words: &'t str) -> Option<(bool, &'t str)> {
    let (label, rest) = words.split_once(['：', ':']).unwrap_or((words, ""));
    let label = unbracketed(label);
    let asks = lexicon.is_word("consult.asks", label);
    let rest = rest.trim();
    // what is as short as a name behind `网友：` is who asked, not what
    let is_name = asks && !rest.is_empty() && rest.chars().count() < SAYS_MORE;
    ((asks && !is_name) || lexicon.is_word("consult.answers", label)).then_some((asks, rest))
}

/// Words without the brackets around them.
fn unbracketed(words: &str) -> &str {
    words.trim_matches(|c: char| c.is_whitespace() || "[]【】（）()［］〔〕".contains(c))
}

/// The letters that a page prints one behind the other with the labels of each, as runs of their pairs.
pub(in crate::extract) fn labelled<'p>(pairs: &'p [Pair]) -> Vec<Vec<&'p Pair>> {
    let of_letters: Vec<&Pair> = pairs
        .iter()
        .filter(|pair| {
            pair.concepts
                .iter()
                .any(|concept| concept.starts_with("consult."))
        })
        .collect();
    let first = ["consult.title", "consult.content"]
        .into_iter()
        .find(|concept| of_letters.iter().filter(|pair| pair.names(concept)).count() >= LETTERS);
    let Some(first) = first else {
        return Vec::new();
    };
    let mut letters: Vec<Vec<&Pair>> = Vec::new();
    for pair in of_letters {
        if pair.names(first) {
            letters.push(vec![pair]);
        } else if let Some(letter) = letters.last_mut() {
            letter.push(pair);
        }
    }
    let says = |letter: &[&'p Pair], concept: &str| {
        letter
            .iter()
            .find(|pair| pair.names(concept) && !pair.labelled.value.is_empty())
            .map(|pair| pair.labelled.value.words.as_str())
    };
    let whole = letters.iter().all(|letter| {
        says(letter, "consult.content").is_some() && says(letter, "consult.reply").is_some()
    });
    let differ = letters
        .windows(2)
        .all(|two| says(&two[0], first) != says(&two[1], first));
    if whole && differ { letters } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use crate::extract::PageKind;
    use crate::extract::testing::Read;

    #[test]
    fn entries_with_a_day_and_a_state_are_letters() {
        let entry = |title: &str, state: &str, day: &str| {
            format!(
                "<li><span><a href='{day}.html'>{title}</a></span><span>{day}</span><span>{state}</span></li>"
            )
        };
        let list = [
            "<li><span>标题</span><span>来信日期</span><span>状态</span></li>".to_owned(),
            entry("桥坏了怎么办", "[已回复]", "2022-03-02"),
            entry("路灯不亮", "办理中", "2022-03-04"),
        ]
        .concat();
        let read = Read::html(&format!("<h2>来信</h2><ul>{list}</ul>"));
        assert_eq!(read.kind, PageKind::LetterList);
        assert_eq!(read.says("message.title"), ["桥坏了怎么办", "路灯不亮"]);
        assert_eq!(read.says("message.asked"), ["2022-03-02", "2022-03-04"]);
        assert_eq!(read.says("message.status"), ["[已回复]", "办理中"]);
    }

    #[test]
    fn questions_with_answers_are_letters() {
        let entry = "<li><div><span>问：</span>桥坏了怎么办？</div><div>2022-03-02</div><div><span>答：</span>已派人维修。</div></li>";
        let bare = "<div><p><i></i><span>路灯不亮怎么办？</span></p><p><span>某人</span><span>2022-03-02</span></p>\
            <p><span>您好，已派人维修。</span><span>2022-03-05</span></p></div>";
        for (markup, replied) in [
            (format!("<ul>{}</ul>", entry.repeat(3)), 0),
            (bare.repeat(3), 3),
        ] {
            let read = Read::html(&markup);
            assert_eq!(read.kind, PageKind::LetterList, "{markup}");
            assert_eq!(read.says("message.question").len(), 3);
            assert!(read.says("message.reply")[0].ends_with("已派人维修。"));
            assert_eq!(read.says("message.replied").len(), replied);
        }
    }

    #[test]
    fn entries_with_a_title_and_a_day_are_news() {
        let list = "<li><a href=a.html>某县召开桥梁会议</a><span>2022-03-02</span></li>".repeat(5);
        assert_eq!(
            Read::html(&format!("<ul>{list}</ul>")).kind,
            PageKind::Section
        );
    }

    #[test]
    fn applications_with_a_day_and_a_state_are_no_letters() {
        let list =
            "<li><a href=a.html>某人的摊位登记</a><span>2022-03-02</span><span>已办结</span></li>"
                .repeat(5);
        assert_ne!(
            Read::html(&format!("<ul>{list}</ul>")).kind,
            PageKind::LetterList
        );
    }

    #[test]
    fn several_labelled_letters_stand_on_one_page() {
        let letter = |what: &str, day: &str| {
            format!(
                "<div><p>留言主题：{what}</p><p>留言时间：{day}</p><p>留言内容：{what}怎么办？</p><p>回复内容：{what}已办好。</p></div>"
            )
        };
        let page = letter("路灯", "2022-01-01") + &letter("桥梁", "2022-01-05");
        let read = Read::html(&page);
        assert_eq!(read.kind, PageKind::LetterList);
        assert_eq!(read.says("message.title"), ["路灯", "桥梁"]);
        assert_eq!(read.says("message.reply"), ["路灯已办好。", "桥梁已办好。"]);
        assert_eq!(
            Read::html(&letter("路灯", "2022-01-01")).kind,
            PageKind::Letter
        );
    }
}
