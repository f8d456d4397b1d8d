//! Where in the site a page says it stands.

use crate::lexicon::Lexicon;

/// Characters of a line that is nothing but the way to the page.
const WAY: usize = 60;

/// Steps of such a way at most; a line with more is a menu.
const STEPS: usize = 6;

/// The last two steps of the way that a line says the page stands at: behind the words for it, or from the home page on.
pub(super) fn way(lexicon: &Lexicon, line: &str) -> Option<Vec<String>> {
    let said = lexicon
        .find_cue("kind.way", line)
        .filter(|at| at.start < 16);
    let rest = match &said {
        Some(place) => line[place.end..].trim_start_matches([':', '：', ' ']),
        None if line.chars().take(WAY + 1).count() <= WAY => line,
        None => return None,
    };
    let steps: Vec<&str> = rest
        .split(['>', '»', '›', '→', '＞', '/', '-', '|', '》'])
        .map(|step| step.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|step| !step.is_empty())
        .collect();
    let from_home = || {
        let arrows = rest.contains(['>', '»', '›', '→', '＞', '/']);
        let known = ["kind.home", "kind.letter-list", "kind.interaction"];
        let is_known = known.iter().any(|list| lexicon.is_word(list, steps[0]));
        arrows && steps.len() <= STEPS && is_known
    };
    let last = steps.iter().rev().take(2);
    let is_way = steps.len() >= 2 && (said.is_some() || from_home());
    is_way.then(|| last.map(|step| (*step).to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::way;
    use crate::lexicon::Lexicon;

    #[test]
    fn the_way_is_told_by_its_words_or_begins_at_home() {
        let lexicon = Lexicon::of_the_binary();
        let steps = |line: &str| way(&lexicon, line).unwrap_or_default();
        assert_eq!(
            steps("当前位置：首页 > 办事服务 > 个人办事"),
            ["个人办事", "办事服务"]
        );
        assert_eq!(
            steps("首页 / 公众参与 / 市长信箱"),
            ["市长信箱", "公众参与"]
        );
        assert_eq!(steps("**区长信箱 > 来信公开**"), ["来信公开", "区长信箱"]);
        assert!(steps("申请 → 受理 → 审核 → 发证").is_empty());
        assert!(steps("首页/新闻/公开/办事/互动/专题/数据").is_empty());
    }
}
