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
    let signed = of_label(lexicon, &reply.labelled.label)
        .or(head(lexicon, lines.first().copied().unwrap_or(value)))
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
    fn a_day_within_a_sentence_is_no_signature() {
        let read = read(
            "回复内容",
            "<p>您好，路灯已于2023年3月6日修复，请市城管局核对。</p>",
        );
        assert_eq!(read.says("message.replied"), ["absent"]);
        assert_eq!(read.says("message.department"), ["absent"]);
    }
}
