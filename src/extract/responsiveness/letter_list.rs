//! Letters in lists that are no tables with a head: entries side by side, each with a day and a state, a question and its
//! answer, or two days; and several labelled letters on one page.

use crate::extract::responsiveness::day;
use crate::extract::responsiveness::record::{self, Letter, Side};
use crate::extract::{Pair, kind};
use crate::lexicon::Lexicon;
use crate::page::{Entry, Page, Records, Text, Wanted};
use crate::value::date;

/// Letters that make a list.
const LETTERS: usize = 2;

/// Of so many parts of a page's words, one at least is a list of letters; a box of them on a home page is less.
const PARTS: usize = 3;

/// The letters of the longest list of them on a page.
pub(in crate::extract) fn letters(lexicon: &Lexicon, page: &Page) -> Vec<Letter> {
    let mut longest: Vec<Letter> = Vec::new();
    let of_letters = kind::interaction(lexicon, page);
    let records = page.records(dated(page));
    let merged: Vec<Records> = records
        .iter()
        .filter_map(|list| in_turns(lexicon, list))
        .collect();
    for list in records.into_iter().chain(merged) {
        if is_beside(lexicon, page, &list) {
            continue;
        }
        let found = of_list(lexicon, page, &list, of_letters);
        if worth(&found) > worth(&longest) {
            longest = found;
        }
    }
    longest
}

/// Records that may be letters: no letter is without the day on which it was written.
fn dated(page: &Page) -> Wanted<'static> {
    Wanted {
        characters: least(page),
        has: &|words| date::places(words) > 0,
    }
}

/// Characters that a list of letters has at least on a page.
fn least(page: &Page) -> usize {
    let prose = page.prose();
    (prose.own + prose.linked).div_ceil(PARTS)
}

/// Whether a list stands under the words for letters that are like the one on the page.
fn is_beside(lexicon: &Lexicon, page: &Page, list: &Records) -> bool {
    let Some(start) = list.entries.first().map(|entry| entry.span.start) else {
        return false;
    };
    let at = page.lines.partition_point(|line| line.span.end <= start);
    let above = at.checked_sub(1).and_then(|at| page.lines.get(at));
    above.is_some_and(|line| lexicon.is_word("consult.alike", &line.words))
}

/// Entries of which one asks and the next begins with the mark of its answer, as one record each; a mark of who asks may stand
/// before the one.
fn in_turns(lexicon: &Lexicon, list: &Records) -> Option<Records> {
    let side = |entry: &Entry| {
        let first = entry.pieces.first()?.words.as_str();
        let marked = record::marked(lexicon, first).map(|of| of.0);
        marked.or_else(|| record::mark(lexicon, first))
    };
    let sides: Vec<Side> = list
        .entries
        .iter()
        .map(|entry| side(entry).unwrap_or(Side::Asks))
        .collect();
    let answers = sides.iter().filter(|side| **side == Side::Answers).count();
    if answers < LETTERS || 3 * answers < sides.len() {
        return None;
    }
    let mut entries: Vec<Entry> = Vec::new();
    let mut before = None;
    for (entry, side) in list.entries.iter().zip(sides) {
        match entries.last_mut() {
            Some(record) if side == Side::Answers && before == Some(Side::Asks) => {
                record.pieces.extend(entry.pieces.iter().cloned());
                record.links.extend(&entry.links);
                record.images.extend(&entry.images);
                record.span.end = entry.span.end;
            }
            _ => entries.push(entry.clone()),
        }
        before = Some(side);
    }
    Some(Records {
        head: None,
        entries,
    })
}

/// How much a list of letters says: their number, then how many show question and reply.
fn worth(letters: &[Letter]) -> (usize, usize) {
    let whole = letters
        .iter()
        .filter(|letter| letter.question.is_some() && letter.reply.is_some());
    (letters.len(), whole.count())
}

/// The letters of one list, where most of its entries are letters.
fn of_list(lexicon: &Lexicon, page: &Page, list: &Records, of_letters: bool) -> Vec<Letter> {
    let (head, entries) = under_head(lexicon, list);
    let headed = of_letters || head.is_some();
    // no letter is without the day on which it was written; figures, doors and pages stand above and below them
    let is_dated = |entry: &Entry| day::may_stand_in(entry, 1);
    let first = entries.iter().position(is_dated).unwrap_or(0);
    let behind = entries
        .iter()
        .rposition(is_dated)
        .map_or(0, |last| last + 1);
    let among = behind - first.min(behind);
    let dated = entries.iter().filter(|entry| is_dated(entry));
    let dated = dated.count();
    if dated < LETTERS || dated + 2 < among {
        return Vec::new();
    }
    let read: Vec<Letter> = entries
        .iter()
        .filter(|entry| !is_head(lexicon, entry))
        .filter_map(|entry| record::letter(lexicon, page, entry, head))
        .collect();
    let sure = read
        .iter()
        .filter(|letter| is_letter(lexicon, letter, headed));
    // among letters with their answers stand those that have none yet
    let most_whole = sure.clone().filter(|letter| letter.is_whole()).count() * 2 > read.len();
    // and among letters with their states those whose day is told in another way: `昨天`
    let most_sure = sure.clone().count() * 2 > read.len();
    let has_state = |letter: &Letter| letter.status.is_some() && letter.title.is_some();
    let found: Vec<Letter> = read
        .iter()
        .filter(|letter| {
            is_letter(lexicon, letter, headed)
                || (most_whole && is_asked(letter))
                || (most_sure && has_state(letter))
        })
        .cloned()
        .collect();
    // A foot may stand among the entries, not much more.
    let most = found.len() >= LETTERS && found.len() + 2 >= among;
    // Neighbours that say the same are rows of one letter.
    let first = |letter: &Letter| {
        let text = letter.title.as_ref().or(letter.question.as_ref());
        text.map(|text| text.span.clone())
    };
    let differ = found.windows(2).all(|two| first(&two[0]) != first(&two[1]));
    if most && differ { found } else { Vec::new() }
}

/// Entries before which the heads of columns may stand, in a list of other things.
const BEFORE_HEAD: usize = 4;

/// The heads of a list's columns, and the entries under them: figures and doors may stand above.
fn under_head<'r>(lexicon: &Lexicon, list: &'r Records) -> (Option<&'r Entry>, &'r [Entry]) {
    let mut first = list.entries.iter().take(BEFORE_HEAD);
    if let Some(at) = first.position(|entry| is_head(lexicon, entry)) {
        (list.entries.get(at), &list.entries[at + 1..])
    } else {
        let outside = list.head.as_ref().filter(|entry| is_head(lexicon, entry));
        (outside, &list.entries)
    }
}

/// The heads of the columns of the first list on a page that has them, whatever mark-up it is made of.
pub(crate) fn columns(lexicon: &Lexicon, page: &Page) -> Vec<Text> {
    let lists = page.records(Wanted {
        characters: least(page),
        ..Wanted::ALL
    });
    let heads = lists.iter().find_map(|list| under_head(lexicon, list).0);
    heads.map_or_else(Vec::new, |head| head.pieces.clone())
}

/// Whether what an entry shows makes it a letter: more where nothing around it speaks of letters.
fn is_letter(lexicon: &Lexicon, letter: &Letter, headed: bool) -> bool {
    let both = letter.question.is_some() && letter.reply.is_some();
    let asked = letter.asked.is_some();
    if headed {
        // other lists under such a name have states of their own, and days on which they begin and end
        let state = letter.status.as_ref().is_some_and(|text| {
            let words = text.words.trim_matches(|c: char| !c.is_alphanumeric());
            lexicon.is_word("value.consult_status", words)
        });
        let told = state || letter.kind.is_some() || letter.labelled;
        asked && (told || both)
    } else {
        let by_labels = letter.labelled && letter.replied.is_some() && asked;
        let by_state = letter.dated && letter.title.is_some() && is_state_of_reply(lexicon, letter);
        let by_count = (asked || letter.dated) && letter.link.is_some() && letter.counts_replies;
        (both && asked)
            || by_labels
            || (asked && is_state_of_reply(lexicon, letter))
            || by_state
            || by_count
    }
}

/// Whether an entry says what is asked, and when.
fn is_asked(letter: &Letter) -> bool {
    letter.asked.is_some() && letter.title.is_some()
}

/// Titles with their days, of which a list of letters has so many at least where nothing else tells that they are letters.
const TITLES: usize = 4;

/// The entries of the longest list of titles with their days, for a page that is a list of letters by its name.
pub(crate) fn titled(lexicon: &Lexicon, page: &Page) -> Vec<Letter> {
    let mut longest: Vec<Letter> = Vec::new();
    for list in page.records(dated(page)) {
        let read = list.entries.iter().filter_map(|entry| {
            let mut pieces = entry.pieces.iter();
            if !pieces.any(|piece| day::is_one(&piece.words)) {
                return None;
            }
            let letter = record::letter(lexicon, page, entry, None)?;
            (letter.link.is_some() && letter.title.is_some()).then_some(letter)
        });
        let found: Vec<Letter> = read.collect();
        let most = found.len() >= TITLES && found.len() + 2 >= list.entries.len();
        if most && found.len() > longest.len() {
            longest = found;
        }
    }
    longest
}

/// Characters of the head of a column at most.
const HEAD: usize = 10;

/// Whether an entry names the columns of letters, their title or text among them, and says nothing else.
fn is_head(lexicon: &Lexicon, entry: &Entry) -> bool {
    let is_name = |words: &str| {
        words.chars().count() <= HEAD
            && !words.ends_with(['：', ':'])
            && !words.contains(|c: char| c.is_ascii_digit())
    };
    if !entry.pieces.iter().all(|piece| is_name(&piece.words)) {
        return false;
    }
    let columns: Vec<&str> = entry
        .pieces
        .iter()
        .filter_map(|piece| lexicon.label_in(&["consult"], &piece.words))
        .map(|label| label.concept)
        .collect();
    columns.len() >= 2
        && columns.len() * 2 >= entry.pieces.len()
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
    // among letters with their answers stand those that have none yet
    let whole = letters
        .iter()
        .filter(|letter| says(letter, first).is_some() && says(letter, "consult.reply").is_some());
    let whole = whole.count();
    let whole = whole >= LETTERS && 2 * whole > letters.len();
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
    fn answers_in_brackets_and_letters_without_one_stand_in_a_board() {
        let entry = |title: &str, day: &str, reply: &str| {
            format!(
                "<table><tr><td>过路人</td><td>主题：<b>{title}</b> <i>{day} 20:31</i></td></tr><tr><td colspan=2>{title}，请领导过问一下？{reply}</td></tr></table>"
            )
        };
        let board = [
            entry(
                "码头路灯不亮",
                "2008-11-19",
                "<br>回复：已派人更换灯杆。（2008-11-21）",
            ),
            entry("老师乱收费", "2008-11-07", ""),
            entry(
                "种粮补贴",
                "2008-10-22",
                "<br>回复：您的留言已转县农业局。（2008-10-27）",
            ),
        ]
        .concat();
        let read = Read::html(&format!("<title>公众留言板</title><div>{board}</div>"));
        assert_eq!(read.kind, PageKind::LetterList);
        assert_eq!(
            read.says("message.asked"),
            ["2008-11-19", "2008-11-07", "2008-10-22"]
        );
        assert_eq!(read.says("message.replied"), ["2008-11-21", "2008-10-27"]);
        assert_eq!(read.says("message.title").len(), 3);
    }

    #[test]
    fn a_question_is_the_title_of_a_letter_that_has_no_other() {
        let entry = "<dl><dt>问：路灯不亮怎么办 <i>[提问时间：2022-03-02]</i></dt><dd>答：已派人维修。 <i>[回复时间：2022-03-04]</i></dd></dl>";
        let read = Read::html(&format!("<title>在线问答</title>{}", entry.repeat(3)));
        assert_eq!(read.says("message.title"), ["路灯不亮怎么办"; 3]);
    }

    #[test]
    fn a_state_may_be_drawn() {
        let entry = |n: usize, alt: &str| {
            format!(
                "<div><p><img src=s.png alt='{alt}'> <a href=l{n}.html>码头路灯{n}号不亮</a></p><p><span>来信时间：2022-03-0{n}</span></p></div>"
            )
        };
        let list = [entry(1, "办理中"), entry(2, "已办结"), entry(3, "已办结")].concat();
        let read = Read::html(&format!("<title>局长信箱</title><div>{list}</div>"));
        assert_eq!(read.kind, PageKind::LetterList);
        assert_eq!(read.says("message.status"), ["办理中", "已办结", "已办结"]);
    }

    #[test]
    fn titles_with_days_under_a_mailboxs_name_are_letters() {
        let entry = |n: usize| {
            format!("<li><a href=l{n}.html>码头路灯{n}号不亮好几天</a><span>03-0{n}</span></li>")
        };
        let list: String = (1..=8).map(entry).collect();
        let read = Read::html(&format!(
            "<title>书记县长信箱-青山县人民政府</title><ul>{list}</ul>"
        ));
        assert_eq!(read.kind, PageKind::LetterList);
        assert_eq!(read.says("message.title").len(), 8);
        assert!(read.says("message.asked").is_empty());
    }

    #[test]
    fn letters_like_the_one_on_the_page_are_no_list() {
        let entry = |n: usize| {
            format!(
                "<li><a href=l{n}.html>码头路灯{n}号不亮好几天</a><span>2022-03-0{n}</span><b>已回复</b></li>"
            )
        };
        let list: String = (1..=6).map(entry).collect();
        let talk = "<div><b>王**</b><i>2023-06-01</i><p>梧桐巷的路灯不亮，谁来修？</p></div>\
            <div><b>青山县住建局</b><i>2023-06-05</i><p>您好，路灯已于6月3日更换。</p></div>";
        let page = |name: &str| {
            Read::html(&format!(
                "<h1>路灯不亮</h1>{talk}<h4>{name}</h4><ul>{list}</ul>"
            ))
        };
        let read = page("相关信件");
        assert_eq!(read.kind, PageKind::Letter);
        assert_eq!(read.says("message.asked"), ["2023-06-01"]);
        assert_eq!(read.says("message.replied"), ["2023-06-05"]);
        assert_eq!(page("信件列表").kind, PageKind::LetterList);
    }

    #[test]
    fn a_table_whose_rows_are_parts_of_one_letter_is_no_list() {
        let read = Read::html(
            "<title>信件详情</title><table><tr><td>信件标题</td><td>来信时间</td><td>办理状态</td></tr>\
             <tr><td>码头路灯不亮</td><td>2022-03-01</td><td>已回复</td></tr><tr><td>来信内容</td><td colspan=2>码头的路灯坏了三天，请派人来修。</td></tr>\
             <tr><td>回复单位</td><td colspan=2>县城管局</td></tr><tr><td>回复内容</td><td colspan=2>您好，路灯已于3月3日更换。</td></tr></table>",
        );
        assert_eq!(read.kind, PageKind::Letter);
        assert_eq!(read.says("message.department"), ["县城管局"]);
        assert_eq!(read.says("message.reply"), ["您好，路灯已于3月3日更换。"]);
    }

    #[test]
    fn figures_and_doors_may_stand_around_letters() {
        let entry = |n: usize| {
            format!(
                "<div><div><i>[城建]</i><a href=l{n}.html>码头路灯{n}号不亮</a><p>2023-08-2{n}　市城管局</p></div><div>已办结</div></div>"
            )
        };
        let list: String = (1..=5).map(entry).collect();
        let read = Read::html(&format!(
            "<title>留言列表</title><div><div><b>31</b><i>累计收到</i></div><div><a>全部</a><a>城建</a></div><div>热门</div>{list}<div><a href=#>更多</a></div></div>"
        ));
        assert_eq!(read.kind, PageKind::LetterList);
        assert_eq!(read.says("message.title").len(), 5);
    }

    #[test]
    fn letters_in_a_mailbox_may_ask_how_things_are_done() {
        let entry = |n: usize| {
            format!(
                "<li><a href=l{n}.html>第{n}类证件遗失如何补办</a><span>2021-03-0{n}</span></li>"
            )
        };
        let list: String = (1..=8).map(entry).collect();
        let page = |name: &str| {
            Read::html(&format!(
                "<title>{name}-青山县人民政府</title><h2>{name}</h2><ul>{list}</ul>"
            ))
            .kind
        };
        assert_eq!(page("县长信箱"), PageKind::LetterList);
        assert_eq!(page("办事指南"), PageKind::GuideList);
    }

    #[test]
    fn days_without_a_year_and_counts_of_replies_tell_letters() {
        let cell = |n: usize, day: &str, state: &str| {
            format!(
                "<a href=d{n}.html><div><p>码头路灯{n}号不亮</p><p>{day}</p></div><div>{state}</div></a>"
            )
        };
        let cells = [
            cell(1, "昨天", "办理中"),
            cell(2, "3月5日", "已答复"),
            cell(3, "3月4日", "已答复"),
            cell(4, "3月1日", "已答复"),
        ];
        let read = Read::html(&format!("<h1>民生</h1><div>{}</div>", cells.concat()));
        assert_eq!(read.kind, PageKind::LetterList);
        assert_eq!(read.says("message.title").len(), 4);
        let card = |n: usize| {
            format!(
                "<div><h5><a href=/a/{n}>码头路灯{n}号不亮</a></h5><p><span>19-03-0{n}</span><span>回复 {n}</span><span>{n}01</span></p></div>"
            )
        };
        let cards: String = (1..=4).map(card).collect();
        let read = Read::html(&format!("<title>广场</title><div>{cards}</div>"));
        assert_eq!(read.kind, PageKind::LetterList);
        assert_eq!(read.says("message.asked")[0], "2019-03-01");
    }

    #[test]
    fn an_answer_may_stand_in_the_row_behind_its_question() {
        let rows = |n: usize| {
            format!(
                "<tr><td>过路人</td><td>码头路灯{n}号不亮，谁来修一下？<br>2006-5-{n} 9:12</td></tr>\
                 <tr><td>管理员回复</td><td>您好，路灯{n}号已于昨日更换。<br>2006-5-1{n} 10:01</td></tr>"
            )
        };
        let rows: String = (1..=4).map(rows).collect();
        let read = Read::html(&format!("<title>公众留言板</title><table>{rows}</table>"));
        assert_eq!(read.kind, PageKind::LetterList);
        assert_eq!(read.says("message.asked")[0], "2006-05-01");
        assert_eq!(read.says("message.replied")[3], "2006-05-14");
        assert_eq!(read.says("message.question").len(), 4);
    }

    #[test]
    fn heads_of_columns_stand_in_any_mark_up_and_under_figures() {
        let row = |n: usize| {
            format!(
                "<div><span>[咨询]</span><span><a href=l{n}.html>码头路灯{n}号不亮</a></span><span>2022-03-0{n}</span><span>已回复</span></div>"
            )
        };
        let rows: String = (1..=4).map(row).collect();
        let read = Read::html_page(&format!(
            "<h1>咨询投诉</h1><div><div>咨询总数 <b>5231</b></div><div><span>类型</span><span>标题</span><span>咨询时间</span><span>状态</span></div>{rows}</div>"
        ));
        let columns = super::columns(&crate::lexicon::Lexicon::of_the_binary(), &read);
        let columns: Vec<&str> = columns.iter().map(|text| text.words.as_str()).collect();
        assert_eq!(columns, ["类型", "标题", "咨询时间", "状态"]);
    }

    #[test]
    fn letters_may_fold_open() {
        let entry = |n: usize| {
            format!(
                "<details><summary>码头路灯{n}号</summary><p><time>2024-05-1{n}</time> 问：路灯{n}号不亮怎么办？</p><p><time>2024-05-2{n}</time> 答：路灯{n}号已更换。</p></details>"
            )
        };
        let list: String = (1..=4).map(entry).collect();
        let read = Read::html(&format!("<h1>咨询回应</h1><main>{list}</main>"));
        assert_eq!(read.kind, PageKind::LetterList);
        assert_eq!(read.says("message.asked")[0], "2024-05-11");
        assert_eq!(read.says("message.replied")[0], "2024-05-21");
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
