//! Running text behind a label: a letter or its reply goes on over lines, and most labels that stand in it are its own words.

use std::ops::Range;

use super::colon::Found;
use super::{IsLabel, Known, label_in, looks_like_label};
use crate::page::flow::printed;
use crate::page::label::{self, Numbering, is_colon};
use crate::page::read::Inside;
use crate::page::sections::Line;
use crate::page::tag::Tag;
use crate::page::tree::Id;

/// Lines through which a text is followed at most.
pub(super) const LINES: usize = 200;

/// Lines behind the last sentence that still belong to a text: who signs it, and when.
const SIGNED: usize = 3;

/// Characters of a line that signs a text.
const SIGNATURE: usize = 20;

/// Characters of a line that is a sentence even without a stop at its end.
const SENTENCE: usize = 30;

/// Characters of the value of an unknown label in a line of its own.
const NAMED: usize = 30;

/// Labels of one line that are asked whether they end a text. Ours: a line has a handful.
const ENDERS: usize = 200;

/// Characters behind a label that are looked at, where it may end a text. Ours: a day or a state stands right behind its label.
const BEHIND: usize = 200;

/// Characters before a colon that can be an unknown label.
const UNKNOWN: usize = 12;

/// The texts of a page: its lines, and the labels found in each.
pub(super) struct Running<'a> {
    pub(super) inside: &'a Inside,
    pub(super) known: Known<'a>,
    pub(super) is_label: IsLabel<'a>,
    pub(super) found: &'a [Vec<Found>],
}

/// A label behind which running text stands.
pub(super) struct Opener {
    /// Its words.
    label: String,
    /// The number before it.
    style: Option<Numbering>,
}

impl Running<'_> {
    /// The label as the beginning of a running text, if its value is one. It begins, decoration included, at `start`.
    pub(super) fn opener(&self, start: usize, label: Range<usize>) -> Option<Opener> {
        let flow = &self.inside.tree.flow.words;
        let words = printed(&flow[label.clone()]);
        (self.known.opens_text)(&words).then(|| Opener {
            label: words,
            style: label::numbering(&flow[start.min(label.start)..label.end]).map(|(kind, _)| kind),
        })
    }

    /// Where the text ends that an opener's value in a line begins, from its first word on.
    pub(super) fn end(&self, opener: &Opener, at: usize, from: usize, limit: usize) -> usize {
        let lines = &self.inside.outline.lines;
        let flow = &self.inside.tree.flow;
        if let Some(end) = self.closed(opener, at, from) {
            return end;
        }
        let mut end = lines[at].words.end.max(from);
        // Behind the last sentence: lines that may sign it.
        let (mut signed, mut unsure) = (end, 0);
        for (below, next) in lines.iter().enumerate().skip(at + 1).take(LINES) {
            if next.words.start >= limit || self.stops(&lines[at], next) {
                break;
            }
            if let Some(close) = self.closed(opener, below, next.words.start) {
                let before = flow.trim(next.words.start..close);
                if is_sentence(&flow.words[before.clone()]) {
                    signed = before.end;
                }
                break;
            }
            let words = &flow.words[next.words.clone()];
            // What a reply says of itself, its telephone, may be its last line.
            let same_block = next.block == lines[below - 1].block;
            let of_text = same_block && !self.found[below].is_empty();
            if is_sentence(words) || of_text || (end <= from && !self.is_named(next)) {
                end = next.words.end;
                (signed, unsure) = (end, 0);
            } else {
                unsure += if self.is_named(next) { SIGNED + 1 } else { 1 };
                if unsure <= SIGNED && words.chars().count() <= SIGNATURE {
                    signed = next.words.end;
                }
            }
        }
        signed
    }

    /// Where in a line, from a place on, a label ends the text.
    fn closed(&self, opener: &Opener, at: usize, from: usize) -> Option<usize> {
        let flow = &self.inside.tree.flow.words;
        let line = &self.inside.outline.lines[at];
        let ends = |start: usize, label: Range<usize>, behind: &str| {
            // A numbered line is a part of the text, unless the text's own label is numbered like it.
            let style = label::numbering(&flow[start..]).map(|(kind, _)| kind);
            let words = printed(&flow[label]);
            // The same label again is that of another text.
            (style.is_none() || style == opener.style)
                && (words == opener.label || (self.known.ends_text)(&opener.label, &words, behind))
        };
        let found = &self.found[at];
        let first = found.partition_point(|found| found.start < from);
        let in_line = found[first..].iter().take(ENDERS).find(|found| {
            let behind = &flow[found.value..line.words.end.max(found.value)];
            let near = behind.char_indices().nth(BEHIND);
            let behind = near.map_or(behind, |(at, _)| &behind[..at]);
            ends(found.start, found.label.clone(), behind)
        });
        if let Some(found) = in_line {
            return Some(found.start);
        }
        let alone = line.words.start >= from;
        let label = label_in(self.inside, line.words.clone(), self.is_label)?;
        (alone && ends(line.words.start, label, "")).then_some(line.words.start)
    }

    /// Whether a line says who wrote the text, when, or the like: it begins with a label that would end it.
    pub(super) fn leads(&self, opener: &Opener, at: usize) -> bool {
        let start = self.inside.outline.lines[at].words.start;
        self.closed(opener, at, start) == Some(start)
    }

    /// Whether another running text begins in one of these lines before a place.
    pub(super) fn opens(&self, lines: Range<usize>, before: usize) -> bool {
        let all = &self.inside.outline.lines;
        lines
            .take_while(|&at| all[at].words.start < before)
            .any(|at| {
                let line = &all[at];
                self.found[at]
                    .first()
                    .filter(|found| found.start == line.words.start)
                    .and_then(|found| self.opener(found.start, found.label.clone()))
                    .is_some_and(|other| other.style.is_none())
            })
    }

    /// Whether nothing of a text that began in one line can stand in another: a heading, a link, another part of the page.
    pub(super) fn stops(&self, first: &Line, next: &Line) -> bool {
        let (tree, regions) = (&self.inside.tree, &self.inside.regions);
        let link = || {
            tree.ancestors(next.node)
                .take(3)
                .find(|&id| tree.nodes[id].tag == Tag::A)
        };
        (1..=6).contains(&next.rank)
            || regions.region(next.node) != regions.region(first.node)
            || link().is_some_and(|id| {
                let words = tree.trimmed(id);
                words.start <= next.words.start && next.words.end <= words.end
            })
    }

    /// Whether a line is a short word with a colon and a short value: a label that nobody knows.
    pub(super) fn is_named(&self, line: &Line) -> bool {
        is_named(&self.inside.tree.flow.words[line.words.clone()])
    }

    /// Where the box ends in which the text behind a line's label can stand: its cell, its block of several lines, or what
    /// holds its paragraph.
    pub(super) fn limit(&self, at: usize) -> usize {
        let tree = &self.inside.tree;
        let lines = &self.inside.outline.lines;
        let line = &lines[at];
        let block = tree
            .ancestors(line.node)
            .find(|&id| !tree.nodes[id].tag.is_inline());
        let end = |id: Id| tree.nodes[id].words.end;
        let Some(block) = block else {
            return tree.flow.len();
        };
        let tag = tree.nodes[block].tag;
        let own = tag.is_cell() || matches!(tag, Tag::Dd | Tag::Dt | Tag::Li);
        let holds_more = tag != Tag::P
            && lines
                .get(at + 1)
                .is_some_and(|next| next.words.start < end(block));
        match tree.nodes[block].parent {
            Some(parent) if !own && !holds_more => end(parent),
            _ => end(block),
        }
    }
}

/// Whether a line is a short word with a colon and a short value, and no point of a list.
pub(super) fn is_named(words: &str) -> bool {
    let Some((at, colon)) = words
        .char_indices()
        .take(UNKNOWN)
        .find(|(_, c)| is_colon(*c))
    else {
        return false;
    };
    let behind = words[at + colon.len_utf8()..].trim();
    label::numbering(words).is_none()
        && !behind.is_empty()
        && behind.chars().count() <= NAMED
        && looks_like_label(&words[..at])
}

/// Whether a line is part of a text beyond doubt: it ends as a sentence does, is long, or is a point of a list.
fn is_sentence(words: &str) -> bool {
    words.ends_with([
        '。', '！', '!', '？', '?', '；', ';', '：', ':', '，', ',', '…', '”', '.',
    ]) || words.chars().count() >= SENTENCE
        || label::numbering(words).is_some()
}

#[cfg(test)]
mod tests {
    use crate::page::Known;
    use crate::page::testing::page;

    /// Texts and replies of a page of letters.
    fn told(markup: &str) -> Vec<String> {
        const LABELS: &[&str] = &[
            "来信内容",
            "答复内容",
            "答复单位",
            "答复时间",
            "办理情况",
            "处理意见",
            "联系电话",
        ];
        let known = Known {
            is_label: &|words| LABELS.contains(&words),
            opens_text: &|words| words.ends_with("内容"),
            ends_text: &|_, label, _| label.starts_with("答复"),
            takes_lines: &|_| false,
        };
        page(markup)
            .labelled_as(&known)
            .into_iter()
            .filter(|pair| pair.label.words.ends_with("内容"))
            .map(|pair| format!("{}={}", pair.label.words, pair.value.words))
            .collect()
    }

    #[test]
    fn a_reply_goes_on_behind_its_salutation() {
        let lines = "网友您好：</p><p>桥已修好。</p><p>联系电话：0100-555</p><p>谢谢您。</p><p>某桥梁所</p>";
        let want = ["答复内容=网友您好： 桥已修好。 联系电话：0100-555 谢谢您。 某桥梁所"];
        assert_eq!(told(&format!("<div><p>答复内容：{lines}</div>")), want);
        assert_eq!(
            told(&format!("<div><p>答复内容：</p><p>{lines}</div>")),
            want
        );
        let broken = lines.replace("</p><p>", "<br>");
        assert_eq!(told(&format!("<div><p>答复内容：{broken}</div>")), want);
        assert_eq!(told(&format!("<div>答复内容：{broken}</div>")), want);
    }

    #[test]
    fn points_of_a_reply_do_not_end_it() {
        let markup = "<div>答复内容：您好。<br>一、办理情况：已立项。<br>二、处理意见：六月完工。<br>答复时间：2022-03-05</div>";
        assert_eq!(
            told(markup),
            ["答复内容=您好。 一、办理情况：已立项。 二、处理意见：六月完工。"]
        );
    }

    #[test]
    fn the_same_label_again_begins_another_reply() {
        let markup = "<div><p>答复内容：您好。</p><p>桥已修好。</p><p>答复内容：再见。</p></div>";
        assert_eq!(
            told(markup),
            ["答复内容=您好。 桥已修好。", "答复内容=再见。"]
        );
    }

    #[test]
    fn a_letter_ends_where_the_reply_begins() {
        let markup = "<div><p>来信内容：尊敬的所长：</p><p>桥坏了。</p><p>答复单位：桥梁所</p><p>答复内容：您好，现答复如下：</p>\
            <p>六月修好。</p><p>上一篇：路灯</p><p><a href=2>打印本页内容，请点击这里。</a></p></div><div><p>其他文字。</p></div>";
        assert_eq!(
            told(markup),
            [
                "来信内容=尊敬的所长： 桥坏了。",
                "答复内容=您好，现答复如下： 六月修好。"
            ]
        );
    }

    #[test]
    fn of_a_line_only_what_stands_right_behind_a_label_is_asked_whether_it_ends_a_text() {
        let asked = std::cell::Cell::new(0);
        let known = Known {
            is_label: &|words| words == "来信内容" || words == "答复内容" || words == "联系电话",
            opens_text: &|words| words.ends_with("内容"),
            ends_text: &|_, _, behind| {
                asked.set(asked.get() + behind.len());
                false
            },
            takes_lines: &|_| false,
        };
        let of_letters = |times: usize| {
            let letters = "【来信内容】甲【联系电话】0100【答复内容】乙".repeat(times);
            asked.set(0);
            let found = page(&format!("<p>{letters}</p>")).labelled_as(&known);
            assert_eq!(found.len(), 3 * times);
            asked.get()
        };
        let (some, many) = (of_letters(100), of_letters(400));
        assert!(many < 5 * some, "{some}, then {many} bytes asked");
    }

    #[test]
    fn a_heading_of_a_reply_may_stand_above_who_replied() {
        let markup = "<div><h3>答复内容</h3><p>答复单位：桥梁所</p><p>您好：</p><p>六月修好。</p><p>答复时间：2022-03-05</p></div>";
        assert_eq!(told(markup), ["答复内容=您好： 六月修好。"]);
    }

    #[test]
    fn an_empty_field_has_not_the_words_of_the_foot() {
        let markup = "<div class=con><p>来信内容：<textarea></textarea></p></div><div class=foot><p>某所主办，电话见上。</p></div>";
        assert_eq!(told(markup), ["来信内容="]);
    }

    #[test]
    fn a_reply_stays_in_its_cell() {
        let markup = "<table><tr><td colspan=2>答复内容：您好：<td>别处的话。</tr></table>";
        assert_eq!(told(markup), ["答复内容=您好："]);
    }
}
