//! Choices printed with a box each, of which some are ticked: `□是 ☑否`.

/// Signs before or behind a choice that is taken.
const TICKED: [char; 8] = ['√', '✓', '✔', '☑', '☒', '■', '●', '◉'];

/// Signs before or behind a choice that is not.
const OPEN: [char; 5] = ['□', '☐', '○', '◯', '▢'];

/// Those of them that are round.
const CIRCLES: [char; 2] = ['○', '◯'];

/// Characters of a choice; what is longer is an entry of a list behind its bullet.
const CHOICE: usize = 12;

/// The choices that are ticked, where a text is choices with a box each; none where every box is empty.
pub fn ticked(text: &str) -> Option<Vec<&str>> {
    let is_box = |c: char| TICKED.contains(&c) || OPEN.contains(&c);
    let text = text.trim();
    let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| is_box(*c)).collect();
    let leads = text.starts_with(is_box);
    let opens = marks.iter().any(|(_, c)| OPEN.contains(c));
    if marks.len() < 2 || !opens || !(leads || text.ends_with(is_box)) {
        return None;
    }
    let mut found = Vec::new();
    for (n, (at, mark)) in marks.iter().enumerate() {
        let part = if leads {
            let next = marks.get(n + 1).map_or(text.len(), |(next, _)| *next);
            &text[at + mark.len_utf8()..next]
        } else {
            let last = n.checked_sub(1).map(|n| marks[n]);
            &text[last.map_or(0, |(last, mark)| last + mark.len_utf8())..*at]
        };
        // behind the last choice its line may go on
        let mut words = part.split_whitespace();
        let words = if leads { words.next() } else { words.last() };
        let choice = words?.trim_end_matches(['，', ',', '；', ';', '、', '。']);
        if choice.is_empty() || choice.chars().count() > CHOICE {
            return None;
        }
        if TICKED.contains(mark) {
            found.push(choice);
        }
    }
    // a circle may be a bullet, too; an empty box beside others waits for somebody's tick
    let are_circles = marks.iter().any(|(_, c)| CIRCLES.contains(c));
    (!found.is_empty() || !are_circles).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::ticked;

    #[test]
    fn what_is_ticked_is_chosen() {
        assert_eq!(ticked("□即办件 √承诺件 □联办件"), Some(vec!["承诺件"]));
        assert_eq!(ticked("是□ 否☑"), Some(vec!["否"]));
        assert_eq!(ticked("☑窗口☑网上□信函"), Some(vec!["窗口", "网上"]));
        assert_eq!(ticked("□是 √否 标准：/"), Some(vec!["否"]));
        assert_eq!(ticked("□窗口自取 □邮寄送达"), Some(vec![]));
    }

    #[test]
    fn bullets_and_lone_signs_are_no_choices() {
        for text in [
            "■申请表 ■身份证",
            "√",
            "□",
            "□有与经营规模相适应的固定场所和设施 □有熟悉专业知识的人员若干名",
            "是",
            "",
            "○",
            "○自然人 ○法人",
        ] {
            assert_eq!(ticked(text), None, "{text}");
        }
    }
}
