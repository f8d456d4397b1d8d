//! A letter that is printed as a talk: who asks and when, what, who answers and when, and what. No label names these parts;
//! marks (`问`, `答`, `某局 回复于`), names and days do.

use crate::extract::Pair;
use crate::extract::responsiveness::day;
use crate::extract::responsiveness::letter_list;
use crate::extract::responsiveness::record::{self, Letter, Side};
use crate::extract::responsiveness::{signature, steps};
use crate::lexicon::Lexicon;
use crate::page::{Labelled, Layout, Page, Text};
use crate::value::date;

/// Adds the parts of a letter that no labels name to the pairs of its page.
pub(in crate::extract) fn add(lexicon: &Lexicon, page: &Page, pairs: &mut Vec<Pair>) {
    empty_over_foot(lexicon, pairs);
    days_behind(page, pairs);
    states(lexicon, pairs);
    under_answer(lexicon, page, pairs);
    add_talk(lexicon, page, pairs);
    steps::add(lexicon, page, pairs);
    steps::add_answer(lexicon, page, pairs);
    signature::add(lexicon, page, pairs);
    signature::add_asked(page, pairs);
}

/// Words for who runs a site that the foot of a page has at least.
const FOOT: usize = 2;

/// Characters of such a foot at most.
const LONGEST: usize = 200;

/// Labelled titles and texts of letters on a page at most, behind which days are looked for.
const TEXTS: usize = 200;

/// Characters of a day at most.
const DAY: usize = 20;

/// A day that mark-up sets apart behind a title, question or reply is when that was written: `标题：路灯不亮 2022-03-01`.
fn days_behind(page: &Page, pairs: &mut Vec<Pair>) {
    let told = [
        ("consult.title", "consult.received_at"),
        ("consult.content", "consult.received_at"),
        ("consult.reply", "consult.replied_at"),
    ];
    let has = |day: &str| {
        let mut those = pairs.iter().filter(|pair| pair.names(day));
        those.any(|pair| !pair.labelled.value.is_empty())
    };
    let told = told.map(|(text, day)| (text, day, has(day)));
    let mut found: Vec<(usize, usize, &str, Text)> = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        let Some((_, day, false)) = told.iter().find(|(text, ..)| pair.names(text)) else {
            continue;
        };
        let value = &pair.labelled.value;
        let mut end = value.words.chars().rev().take(DAY);
        if found.len() >= TEXTS || !end.any(|c| c.is_ascii_digit()) {
            continue;
        }
        let pieces = page.pieces(&value.span);
        let last = pieces
            .last()
            .filter(|last| last.words.chars().count() <= DAY && date::only(&last.words).is_some());
        let before = last.and_then(|last| value.words.strip_suffix(last.words.as_str()));
        if let Some((last, before)) = last.zip(before.map(str::trim_end))
            && !before.is_empty()
        {
            found.push((at, before.len(), day, last.clone()));
        }
    }
    for (at, length, concept, day) in found.into_iter().rev() {
        let value = &mut pairs[at].labelled.value;
        value.words.truncate(length);
        value.span.end = day.span.start;
        pairs.insert(at + 1, pair(concept, day));
    }
}

/// Where nothing stands behind the last label of a letter, what follows is the foot of the page and no value.
fn empty_over_foot(lexicon: &Lexicon, pairs: &mut [Pair]) {
    for pair in pairs.iter_mut() {
        let value = &mut pair.labelled.value;
        let is_text = pair
            .concepts
            .iter()
            .any(|concept| matches!(concept.as_str(), "consult.reply" | "consult.content"));
        if is_text && is_foot(lexicon, &value.words) {
            value.words.clear();
        }
    }
}

/// Whether a label is the mark of an answer in which an office names itself.
pub(in crate::extract) fn is_answer(lexicon: &Lexicon, label: &str) -> bool {
    record::answering(lexicon, label).is_some()
}

/// Adds the parts of a letter that is a talk, where labels do not name both of its texts.
fn add_talk(lexicon: &Lexicon, page: &Page, pairs: &mut Vec<Pair>) {
    let filled = |concept: &str| {
        pairs
            .iter()
            .any(|pair| pair.names(concept) && !pair.labelled.value.is_empty())
    };
    if filled("consult.content") && filled("consult.reply")
        || pairs.iter().any(|pair| pair.names("guide.materials"))
    {
        return;
    }
    let Some(letter) = talk(lexicon, page) else {
        return;
    };
    if !has_one_code(pairs) && !letter_list::letters(lexicon, page).is_empty() {
        return;
    }
    let days = [
        ("consult.received_at", &letter.asked),
        ("consult.replied_at", &letter.replied),
    ];
    let days = days.map(|(concept, day)| (concept, day.as_ref().map(|(_, text)| text)));
    let parts = [
        ("consult.content", letter.question.as_ref()),
        ("consult.reply", letter.reply.as_ref()),
        ("consult.department", letter.department.as_ref()),
        ("consult.status", letter.status.as_ref()),
        (
            "consult.title",
            letter.title.as_ref().filter(|_| letter.by_place),
        ),
    ];
    let missing: Vec<(&str, Text)> = parts
        .into_iter()
        .chain(days)
        .filter(|(concept, _)| {
            // the word that marks the answer is no label with the name of who answers behind it
            *concept == "consult.reply" || !filled(concept)
        })
        .filter_map(|(concept, text)| Some((concept, text?.clone())))
        .collect();
    pairs.retain(|pair| !pair.names("consult.reply"));
    pairs.extend(
        missing
            .into_iter()
            .map(|(concept, value)| pair(concept, value)),
    );
}

/// Whether a page names the code of one letter: further turns of a talk on it look like further letters, and are none.
pub(in crate::extract) fn has_one_code(pairs: &[Pair]) -> bool {
    let mut codes = pairs.iter().filter(|pair| pair.names("consult.id"));
    let one = codes.next().filter(|_| codes.next().is_none());
    // the head of a column has no code beside it
    one.is_some_and(|pair| {
        pair.labelled
            .value
            .words
            .contains(|c: char| c.is_ascii_digit())
    })
}

/// Under the mark of the answer, a label that says no more than a time is that of the answer.
fn under_answer(lexicon: &Lexicon, page: &Page, pairs: &mut [Pair]) {
    let is_filled = |pair: &Pair| !pair.labelled.value.is_empty();
    if pairs
        .iter()
        .any(|pair| pair.names("consult.replied_at") && is_filled(pair))
    {
        return;
    }
    let mut asked = pairs
        .iter()
        .filter(|pair| pair.names("consult.received_at"));
    let Some(first) = asked.find(|pair| is_filled(pair)) else {
        return;
    };
    let from = first.labelled.value.span.end;
    let mut lines = page.lines.iter().filter(|line| line.span.start >= from);
    let mark = lines.find(|line| record::mark(lexicon, &line.words) == Some(Side::Answers));
    let Some(mark) = mark.map(|line| line.span.end) else {
        return;
    };
    for pair in pairs.iter_mut() {
        let label = &pair.labelled.label;
        let is_weak = lexicon.is_word("consult.weak_day", &label.words);
        if is_weak && label.span.start >= mark && pair.names("consult.received_at") {
            pair.concepts = vec!["consult.replied_at".to_owned()];
        }
    }
}

/// Of two cells of how a letter was dealt with, the one that says only how far it is is its state: `处理情况：已处理`.
fn states(lexicon: &Lexicon, pairs: &mut [Pair]) {
    // `管理员回复：（2009-3-16）` says when, and the answer follows
    for pair in pairs.iter_mut() {
        let is_day = date::only(&pair.labelled.value.words).is_some();
        let when = [
            ("consult.reply", "consult.replied_at"),
            ("consult.content", "consult.received_at"),
        ];
        let said = when.into_iter().find(|(text, _)| pair.names(text));
        if let Some((_, day)) = said.filter(|_| is_day) {
            pair.concepts = vec![day.to_owned()];
        }
    }
    let is_state = |pair: &Pair| record::is_state(lexicon, &pair.labelled.value.words);
    let of_reply = |pair: &Pair| pair.names("consult.reply");
    // one left empty is still the cell of the answer
    if pairs.iter().any(|pair| of_reply(pair) && !is_state(pair)) {
        for pair in pairs.iter_mut().filter(|pair| of_reply(pair)) {
            if is_state(pair) {
                pair.concepts = vec!["consult.status".to_owned()];
            }
        }
    }
}

/// The talk of one question and its answer: the smallest part of the page that has both with their days.
fn talk(lexicon: &Lexicon, page: &Page) -> Option<Letter> {
    let is_talk = |letter: &Letter| {
        let (Some((asked, _)), Some((replied, _))) = (&letter.asked, &letter.replied) else {
            return false;
        };
        let said = |text: &Option<Text>| text.as_ref().is_some_and(|text| !text.is_empty());
        letter.in_turns && asked <= replied && said(&letter.question) && said(&letter.reply)
    };
    let mut parts = page.containers();
    if let Some(end) = end_of_letter(lexicon, page) {
        for entry in &mut parts {
            entry.pieces.retain(|piece| piece.span.end <= end);
            let within = |link: &usize| page.links[*link].text.span.end <= end;
            entry.links.retain(within);
        }
    }
    parts.retain(|entry| day::may_stand_in(entry, 2));
    parts.sort_by_key(|entry| entry.span.end - entry.span.start);
    let mut letters = parts
        .iter()
        .filter_map(|entry| record::letter(lexicon, page, entry, None));
    letters.find(is_talk)
}

/// Lines at the end of a page among which its foot begins.
const LAST: usize = 12;

/// Where letters begin that are like the one on the page, or its foot does.
fn end_of_letter(lexicon: &Lexicon, page: &Page) -> Option<u64> {
    let mut lines = page.lines.iter();
    let alike = lines.find(|line| lexicon.is_word("consult.alike", &line.words));
    let last = page.lines.iter().rev().take(LAST);
    let foot = last.filter(|line| is_foot(lexicon, &line.words)).last();
    let ends = [alike, foot].into_iter().flatten();
    ends.map(|line| line.span.start).min()
}

/// Whether words say who runs the site.
fn is_foot(lexicon: &Lexicon, words: &str) -> bool {
    words.chars().nth(LONGEST).is_none() && lexicon.find_cues("kind.foot", words).len() >= FOOT
}

/// A part of a letter as a pair whose label is not printed.
pub(super) fn pair(concept: &str, value: Text) -> Pair {
    let label = Text {
        words: String::new(),
        span: value.span.start..value.span.start,
    };
    Pair {
        concepts: vec![concept.to_owned()],
        unit: None,
        labelled: Labelled::plain(label, value, Layout::Siblings),
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::PageKind;
    use crate::extract::testing::{Read, taken};

    #[test]
    fn a_talk_is_a_letter() {
        let read = Read::html(
            "<h1>路灯不亮</h1><div class=me><b>王**</b><i>2023-06-01</i><p>梧桐巷的路灯不亮，谁来修？</p></div>\
             <div class=gov><b>青山县住建局</b><i>2023-06-05</i><p>您好，路灯已于6月3日更换。</p></div>",
        );
        assert_eq!(read.kind, PageKind::Letter);
        assert_eq!(read.says("message.asked"), ["2023-06-01"]);
        assert_eq!(read.says("message.replied"), ["2023-06-05"]);
        assert_eq!(read.says("message.department"), ["青山县住建局"]);
        assert_eq!(read.says("message.reply"), ["您好，路灯已于6月3日更换。"]);
    }

    #[test]
    fn a_day_set_apart_behind_a_labelled_text_is_when_it_was_written() {
        let letter = |what: &str, asked: &str, replied: &str| {
            format!(
                "<div><p><b>留言标题：</b>{what}<span>{asked}</span></p><p><b>回复内容：</b>您好，{what}已于2020年4月1日办好。<span>{replied}</span></p></div>"
            )
        };
        let read = Read::html(&format!(
            "<title>留言选登</title>{}{}",
            letter("路灯更换", "2020-04-13", "2020-04-16"),
            letter("桥梁养护", "2020-04-09", "2020-04-10")
        ));
        assert_eq!(read.kind, PageKind::LetterList);
        assert_eq!(read.says("message.title"), ["路灯更换", "桥梁养护"]);
        assert_eq!(read.says("message.asked"), ["2020-04-13", "2020-04-09"]);
        assert_eq!(read.says("message.replied"), ["2020-04-16", "2020-04-10"]);
        let reply = &read.says("message.reply")[0];
        assert!(reply.ends_with("办好。"), "{reply}");
    }

    #[test]
    fn four_times_the_colons_take_about_four_times_as_long() {
        let seconds = |colons: usize| {
            let words = "甲乙:".repeat(colons);
            let talk = format!("<div><p>{words}</p><p>2023-06-01</p><p>2023-06-05</p></div>");
            let page = format!("<h1>路灯不亮</h1>{}", talk.repeat(8));
            taken(|| assert_eq!(Read::html(&page).says("message.reply").len(), 0))
        };
        seconds(10);
        let (some, many) = (seconds(350), seconds(1400));
        assert!(many < 9.0 * some, "{some} s, then {many} s");
    }

    #[test]
    fn a_talk_of_several_turns_is_one_letter() {
        let turn = |who: &str, day: &str, says: &str| {
            format!("<div class='turn'><p>{who}<time>{day}</time></p><p>{says}</p></div>")
        };
        let talk = [
            turn("王**", "2023-06-01 10:20", "梧桐巷的路灯不亮，谁来修一下？"),
            turn(
                "青山县住建局",
                "2023-06-05 09:00",
                "您好，路灯灯杆已于6月3日更换。",
            ),
            turn("王**", "2023-06-09 08:10", "昨天晚上又不亮了，怎么回事？"),
            turn(
                "青山县住建局",
                "2023-06-12 16:40",
                "您好，线路已于6月11日修复。",
            ),
        ]
        .concat();
        let read = Read::html(&format!(
            "<title>诉求详情</title><h1>路灯不亮</h1><p>诉求编号：QS2023060188</p><div>{talk}</div>"
        ));
        assert_eq!(read.kind, PageKind::Letter);
        assert_eq!(read.says("message.title"), ["路灯不亮"]);
        assert_eq!(read.says("message.asked"), ["2023-06-01"]);
        assert_eq!(read.says("message.replied"), ["2023-06-05"]);
        assert_eq!(read.says("message.department"), ["青山县住建局"]);
    }

    #[test]
    fn a_time_under_the_mark_of_the_answer_is_that_of_the_answer() {
        let read = Read::html(
            "<title>信件详情</title><h2>高龄补贴停发咨询</h2><h3>群众来信</h3><table><tr><td>时间</td><td>2023年2月14日</td></tr><tr><td>内容</td><td>父亲今年83岁，补贴从去年起就没有了，是不是取消了？</td></tr></table>\
             <h3>部门答复</h3><table><tr><td>时间</td><td>2023年2月20日</td></tr><tr><td>回复内容</td><td>您好，补贴并未取消，已于2月18日补发到位。</td></tr></table>",
        );
        assert_eq!(read.kind, PageKind::Letter);
        assert_eq!(read.says("message.asked"), ["2023-02-14"]);
        assert_eq!(read.says("message.replied"), ["2023-02-20"]);
    }

    #[test]
    fn the_foot_of_a_page_is_no_answer() {
        let read = Read::html(
            "<title>查看信件</title><table><tr><td>信件主题：码头路灯不亮<br>写信日期：2014年12月3日<br>信件内容：<br>码头的路灯坏了三天，请派人来修。<br>\
             <hr>办理状态：待办理<br>回复内容：<br></td></tr></table><table><tr><td>主办：青山县人民政府　承办：县政府办　电话：1234567<br>ICP备05000000号</td></tr></table>",
        );
        assert_eq!(read.kind, PageKind::Letter);
        assert_eq!(read.says("message.reply"), ["placeholder"]);
        assert_eq!(read.says("message.grade"), ["R0"]);
    }

    #[test]
    fn a_letter_without_labels_for_its_text_ends_at_the_foot() {
        let read = Read::html(
            "<title>县长信箱</title><table><tr><td><b>来信主题：</b>学校门口没有减速带</td></tr><tr><td>来信日期：2011-09-06　来信人：家长　受理编号：[2011]0317</td></tr>\
             <tr><td>第三小学门口车速很快，孩子上学太危险，请交警大队设减速带。</td></tr><tr><td><b>办理情况：</b>办结　<b>办结日期：</b>2011-09-20　<b>承办单位：</b>县公安局</td></tr>\
             <tr><td><b>回复：</b>&nbsp;</td></tr></table><p>青山县人民政府办公室主办 县长热线：1234567 ICP备05003311号</p>",
        );
        assert_eq!(read.kind, PageKind::Letter);
        assert_eq!(read.says("message.status"), ["办结"]);
        assert_eq!(read.says("message.reply"), ["placeholder"]);
        assert_eq!(read.says("message.grade"), ["R0"]);
    }

    #[test]
    fn an_answer_may_stand_under_its_office_and_its_day() {
        let read = Read::html(
            "<title>查看留言</title><table><tr><td><b>码头路灯不亮</b></td></tr><tr><td>留言人：船工&nbsp;&nbsp;发表于：2009-3-8 15:02:33</td></tr>\
             <tr><td>码头的路灯坏了三天，晚上看不见台阶，什么时候能修好？</td></tr>\
             <tr><td><b>管理员回复：</b><font>（2009-3-16 8:40:10）</font><br>您好，路灯已于3月12日更换，请您放心。<div>县城建局</div></td></tr></table>",
        );
        assert_eq!(read.kind, PageKind::Letter);
        assert_eq!(read.says("message.title"), ["码头路灯不亮"]);
        assert_eq!(read.says("message.asked"), ["2009-03-08"]);
        assert_eq!(read.says("message.replied"), ["2009-03-16"]);
        assert_eq!(read.says("message.department"), ["县城建局"]);
        assert_eq!(read.says("message.grade"), ["R4"]);
    }

    #[test]
    fn turns_are_told_by_offices_days_and_the_words_behind_them() {
        let asks = "码头的路灯坏了三天，晚上看不见台阶，什么时候能修好？";
        let says = "您好，路灯已于3月12日更换，请您放心。";
        for page in [
            // the office answers under its own name, its day stands below
            format!(
                "<div><b>郭**</b> <i>03-08 提问</i><p>{asks}</p><p>2021-03-08 09:12</p><div>2021-03-09 14:30 已转交 县城管局</div>\
                <b>县城管局</b><p>{says}</p><p>2021-03-16 17:02</p></div>"
            ),
            // the word for saying stands behind the day
            format!(
                "<dl><dt>网友 <b>山**雨</b> 于 2021-03-08 20:06 留言</dt><dd>{asks}</dd></dl>\
                <dl><dt>县城管局 于 2021-03-16 11:20 答复</dt><dd><p>{says}</p><p>【最终答复】灯杆已全部更换。</p></dd></dl>"
            ),
            // one label has the day of the letter behind its name
            format!(
                "<p>留言对象：县委书记 某某 匿名网友 2021-03-08 13:25</p><p>{asks}</p><b>县城管局</b><i>2021-03-16 10:07</i><p>{says}</p>"
            ),
            // the word is the same for both, and a mark says who writes for the office
            format!(
                "<div><p>1楼 <b>夜归人</b></p><p>发表于 2021-03-08 22:14:05</p><p>{asks}</p></div><div><p>2楼 <b>县城管局</b> <i>官方</i></p><p>发表于 2021-03-16 09:20:11</p><p>{says}</p></div>"
            ),
            // nothing but the mark of the office
            format!(
                "<p>by 码头村村民 @ 2021/3/8 15:20</p><pre>{asks}</pre><h4>县城管局回答</h4><pre>{says}</pre><p>@ 2021/3/16 17:02</p>"
            ),
        ] {
            let read = Read::html(&format!("<h1>码头路灯不亮</h1><div>{page}</div>"));
            assert_eq!(read.kind, PageKind::Letter, "{page}");
            assert_eq!(read.says("message.asked"), ["2021-03-08"], "{page}");
            assert_eq!(read.says("message.replied"), ["2021-03-16"], "{page}");
            assert_eq!(read.says("message.department"), ["县城管局"], "{page}");
        }
    }

    #[test]
    fn the_head_of_one_letters_row_is_no_list() {
        let read = Read::html(
            "<title>信件回复</title><div>码头路灯不亮</div><table><tr><td>提问时间</td><td>回复时间</td><td>回复单位</td><td>状态</td></tr>\
             <tr><td>2021-04-30</td><td>2021-05-06</td><td>县城管局</td><td>已回复</td></tr></table>",
        );
        assert_eq!(read.kind, PageKind::Letter);
        assert_eq!(read.says("message.title"), ["码头路灯不亮"]);
        assert_eq!(read.says("message.replied"), ["2021-05-06"]);
        assert_eq!(read.says("message.department"), ["县城管局"]);
    }

    #[test]
    fn a_numbered_line_of_a_notice_with_its_day_is_no_answer_of_an_office() {
        let read = Read::html(
            "<title>青山县医保局</title><div><span>关于系统停机的通知</span></div>\
             <div><span>索引号：000014/2022-0073</span><span>发文单位：县医保中心</span><span>发布日期：2022-06-20</span></div>\
             <div><p>各参保单位：</p><p>一、停办时间：2022年6月28日17:30至7月3日8:30。</p>\
             <p>二、停办业务：全部窗口及网上业务。</p><p>三、急办的，请拨打咨询电话登记，恢复后5个工作日内办理完毕。</p>\
             <p>青山县医保中心<br>2022年6月20日</p></div>",
        );
        assert_ne!(read.kind, PageKind::Letter);
    }

    #[test]
    fn an_article_with_an_office_and_days_is_no_talk() {
        let read = Read::html(
            "<h1>县住建局召开会议</h1><div><span>县住建局</span><span>2023-06-01</span></div>\
             <div><p>县住建局召开路灯维修工作会议，部署下一步工作。</p><p>县住建局</p><p>2023-06-05</p></div>",
        );
        assert_ne!(read.kind, PageKind::Letter);
    }
}
