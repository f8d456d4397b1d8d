//! Who answers a letter, and when, where no label says so: what stands in the mark of the answer, in its first line, or
//! below it as a signature.

use crate::extract::Pair;
use crate::extract::responsiveness::{record, thread};
use crate::lexicon::Lexicon;
use crate::page::{Page, Text};
use crate::value::{date, numeral};

/// Characters of a line that is a signature or a head at most.
const LINE: usize = 90;

/// Labels of a letter of which two are enough beside its reply.
const OF_LETTERS: [&str; 5] = [
    "consult.received_at",
    "consult.id",
    "consult.title",
    "consult.status",
    "consult.sender",
];

/// Who answers and when, as far as words say.
#[derive(Debug, Default, PartialEq)]
struct Signed {
    office: Option<Text>,
    day: Option<Text>,
}

impl Signed {
    fn or(self, other: Self) -> Self {
        Self {
            office: self.office.or(other.office),
            day: self.day.or(other.day),
        }
    }
}

/// Adds who answered and when to the pairs of a letter whose labels do not say it.
pub(super) fn add(lexicon: &Lexicon, page: &Page, pairs: &mut Vec<Pair>) {
    let filled = |concept: &str| {
        pairs
            .iter()
            .any(|pair| pair.names(concept) && !pair.labelled.value.is_empty())
    };
    let labels = OF_LETTERS.iter().filter(|concept| filled(concept));
    let is_letter = filled("consult.content") || labels.count() >= 2;
    let (has_day, has_office) = (filled("consult.replied_at"), filled("consult.department"));
    if !is_letter || (has_day && has_office) {
        return;
    }
    let mut replies = pairs
        .iter()
        .filter(|pair| pair.names("consult.reply") && !pair.labelled.value.is_empty());
    let Some(reply) = replies.next() else {
        return;
    };
    let value = &reply.labelled.value;
    let within =
        |line: &&Text| value.span.start <= line.span.start && line.span.end <= value.span.end;
    let lines: Vec<&Text> = page.lines.iter().filter(within).collect();
    let first = beside_label(page, value);
    let first = first
        .as_ref()
        .unwrap_or(lines.first().copied().unwrap_or(value));
    let signed = of_label(lexicon, &reply.labelled.label)
        .or(head(lexicon, first))
        .or(foot(lexicon, &lines, value))
        .or(above(page, &reply.labelled.label));
    let parts = [
        ("consult.replied_at", signed.day.filter(|_| !has_day)),
        ("consult.department", signed.office.filter(|_| !has_office)),
    ];
    for (concept, text) in parts {
        pairs.extend(text.map(|text| thread::pair(concept, text)));
    }
}

/// The words of a value that stand in the line of its label.
fn beside_label(page: &Page, value: &Text) -> Option<Text> {
    let at = page
        .lines
        .partition_point(|line| line.span.end <= value.span.start);
    let line = page.lines.get(at)?;
    let is_short = line.words.chars().nth(LINE).is_none();
    if line.span.start >= value.span.start || !is_short {
        return None;
    }
    let mut ends = line.words.char_indices().map(|(at, _)| &line.words[at..]);
    let own = ends.find(|end| value.words.starts_with(*end))?;
    Some(part(value, own))
}

/// Adds the day that stands below what was asked, where no label says when it was written.
pub(super) fn add_asked(page: &Page, pairs: &mut Vec<Pair>) {
    let filled = |concept: &str| {
        let mut those = pairs.iter().filter(|pair| pair.names(concept));
        those.find(|pair| !pair.labelled.value.is_empty())
    };
    let (Some(question), Some(_)) = (filled("consult.content"), filled("consult.reply")) else {
        return;
    };
    if filled("consult.received_at").is_some() {
        return;
    }
    let value = &question.labelled.value;
    let within =
        |line: &&Text| value.span.start <= line.span.start && line.span.end <= value.span.end;
    let lines: Vec<&Text> = page.lines.iter().filter(within).collect();
    let last = lines.last().copied().unwrap_or(value);
    let end = last.words.rfind(['。', '！', '!', '；', '？', '?']);
    let rest = end.map_or(last.words.as_str(), |at| &last.words[at..]);
    let day = by_anyone(rest).map(|day| part(last, day));
    pairs.extend(day.map(|day| thread::pair("consult.received_at", day)));
}

/// Characters of the name of who writes at most.
const NAME: usize = 12;

/// The day behind a name, or alone.
fn by_anyone(words: &str) -> Option<&str> {
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    let start = words.find(|c: char| c.is_ascii_digit())?;
    let (who, when) = words.split_at(start);
    let is_name = who.chars().count() <= NAME && (who.is_empty() || !who.contains(['，', ',']));
    (is_name && date::only(when).is_some()).then_some(when)
}

/// Words of a text as a text of their own.
fn part(of: &Text, words: &str) -> Text {
    Text {
        words: words.trim().to_owned(),
        span: of.span.clone(),
    }
}

/// What the mark of the answer says: `某局回复`, `最终答复（某局 2020年8月19日）`.
fn of_label(lexicon: &Lexicon, label: &Text) -> Signed {
    let (mark, remark) = match label.words.find(['（', '(']) {
        Some(at) => (&label.words[..at], Some(&label.words[at..])),
        None => (label.words.as_str(), None),
    };
    let named = Signed {
        office: record::answering(lexicon, mark).map(|office| part(label, office)),
        day: None,
    };
    named.or(remark.map_or_else(Signed::default, |remark| in_line(lexicon, label, remark)))
}

/// What the first line of an answer says before it begins: `（2009-3-16）`, `某局 2020-01-02`, `某局 | 2020-01-02`.
fn head(lexicon: &Lexicon, line: &Text) -> Signed {
    let words = line.words.as_str();
    if let Some(rest) = words.strip_prefix(['（', '(']) {
        let end = rest.find(['）', ')']).unwrap_or(0);
        return in_line(lexicon, line, &rest[..end]);
    }
    let signed = in_line(lexicon, line, words);
    if signed.day.is_some() && signed.office.is_some() {
        signed
    } else {
        Signed::default()
    }
}

/// The day in the line before the mark of an answer, as in the steps of how a letter was dealt with.
fn above(page: &Page, mark: &Text) -> Signed {
    let at = page
        .lines
        .partition_point(|line| line.span.end <= mark.span.start);
    let line = at.checked_sub(1).and_then(|at| page.lines.get(at));
    let line = line.filter(|_| !mark.is_empty());
    Signed {
        office: None,
        day: line
            .filter(|line| date::only(&line.words).is_some())
            .cloned(),
    }
}

/// What stands below an answer: an office and a day, each in a line of its own or behind the last sentence.
fn foot(lexicon: &Lexicon, lines: &[&Text], value: &Text) -> Signed {
    let Some((last, before)) = lines.split_last() else {
        return behind_sentence(lexicon, value);
    };
    let found = in_line(lexicon, last, &last.words);
    match (before.last(), &found) {
        (
            Some(above),
            Signed {
                office: None,
                day: Some(_),
            },
        ) => {
            let above = in_line(lexicon, above, &above.words);
            Signed {
                office: above.office.filter(|_| above.day.is_none()),
                ..found
            }
        }
        (
            Some(above),
            Signed {
                office: Some(_),
                day: None,
            },
        ) => {
            let above = in_line(lexicon, above, &above.words);
            Signed {
                day: above.day.filter(|_| above.office.is_none()),
                ..found
            }
        }
        (
            _,
            Signed {
                office: None,
                day: None,
            },
        ) => behind_sentence(lexicon, last),
        _ => found,
    }
}

/// An office, a day or both behind the last sentence of a text.
fn behind_sentence(lexicon: &Lexicon, text: &Text) -> Signed {
    let end = text.words.rfind(['。', '！', '!', '；', '？', '?']);
    end.map_or_else(Signed::default, |at| {
        let rest = &text.words[at..];
        let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        in_line(lexicon, text, rest)
    })
}

/// What words say that are an office, a day or both, and nothing else.
fn in_line(lexicon: &Lexicon, text: &Text, words: &str) -> Signed {
    let trimmed = words.trim_matches(|c: char| !c.is_alphanumeric());
    if trimmed.is_empty() || trimmed.chars().count() > LINE {
        return Signed::default();
    }
    if record::is_office(lexicon, trimmed) {
        return Signed {
            office: Some(part(text, trimmed)),
            day: None,
        };
    }
    if date::read(trimmed).is_none() {
        return Signed::default();
    }
    let starts = trimmed
        .char_indices()
        .filter(|(_, c)| c.is_ascii_alphanumeric() || numeral::digit(*c).is_some());
    let mut splits = starts.map(|(at, _)| trimmed.split_at(at));
    let Some((who, when)) = splits.find(|(who, when)| {
        let who = who.trim_matches(|c: char| !c.is_alphanumeric());
        date::only(when).is_some() && (who.is_empty() || record::is_office(lexicon, who))
    }) else {
        return Signed::default();
    };
    let who = who.trim_matches(|c: char| !c.is_alphanumeric());
    Signed {
        office: (!who.is_empty()).then(|| part(text, who)),
        day: Some(part(text, when)),
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    fn read(mark: &str, reply: &str) -> Read {
        Read::html(&format!(
            "<h1>码头路灯不亮</h1><p>来信时间：2023-03-02</p><p>信件编号：77</p><p>来信内容：码头的路灯不亮，请派人来修。</p>\
             <div><h4>{mark}</h4><div>{reply}</div></div>"
        ))
    }

    #[test]
    fn a_letter_without_labels_for_it_is_signed_by_who_answers() {
        const ANSWER: &str = "<p>您好，路灯已于3月6日修复。</p>";
        for (mark, reply) in [
            (
                "回复内容",
                format!("{ANSWER}<p>青岚市城管局</p><p>2023年3月8日</p>"),
            ),
            (
                "回复内容",
                format!("{ANSWER}<p>青岚市城管局<br>2023年3月8日</p>"),
            ),
            (
                "回复内容",
                format!("{ANSWER}<p>青岚市城管局 2023年3月8日</p>"),
            ),
            (
                "回复内容",
                "您好，路灯已于3月6日修复。青岚市城管局 2023年3月8日".to_owned(),
            ),
            (
                "回复内容",
                format!("<p>青岚市城管局 | 2023-03-08</p>{ANSWER}"),
            ),
            (
                "青岚市城管局回复",
                format!("<p>（2023-03-08 9:20）</p>{ANSWER}"),
            ),
        ] {
            let read = read(mark, &reply);
            assert_eq!(
                read.says("message.replied"),
                ["2023-03-08"],
                "{mark} {reply}"
            );
            assert_eq!(
                read.says("message.department"),
                ["青岚市城管局"],
                "{mark} {reply}"
            );
        }
    }

    #[test]
    fn who_answers_may_stand_in_the_line_of_the_label() {
        let read = Read::html(
            "<title>手机问政</title><p>[主题]摩托车上牌要带什么<br>[提问]网友小孙(2012-08-03 17:20)<br>外地买的二手摩托车，上牌要带什么材料？<br>\
             [回复]县交警大队(2012-08-06 09:14)<br>您好，请携带身份证、购车发票到车管窗口办理。<br>[状态]已回复</p>",
        );
        assert_eq!(read.says("message.title"), ["摩托车上牌要带什么"]);
        assert_eq!(read.says("message.replied"), ["2012-08-06"]);
        assert_eq!(read.says("message.department"), ["县交警大队"]);
        assert_eq!(read.says("message.status"), ["已回复"]);
    }

    #[test]
    fn what_was_asked_is_signed_with_its_day() {
        let letter = |end: &str| {
            Read::html(&format!(
                "<title>来信选登</title><h3>码头夜间照明问题</h3><div><p>来信：领导您好，码头台阶上的三盏路灯坏了一个多月，请派人修理。{end}</p>\
                 <p>回复：您好！三盏路灯因线路老化损坏，我局已于9月8日全部更换。</p><p>青山县城市管理局</p><p>2011年9月9日</p></div>"
            ))
        };
        assert_eq!(
            letter("一船工　2011年9月2日").says("message.asked"),
            ["2011-09-02"]
        );
        assert_eq!(letter("").says("message.asked"), ["absent"]);
    }

    #[test]
    fn a_day_within_a_sentence_is_no_signature() {
        let read = read(
            "回复内容",
            "<p>您好，路灯已于2023年3月6日修复，请市城管局核对。</p>",
        );
        assert_eq!(read.says("message.replied"), ["absent"]);
        assert_eq!(read.says("message.department"), ["absent"]);
    }
}
