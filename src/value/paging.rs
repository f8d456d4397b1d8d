//! What a list says of its own length: how many entries it has, and on which of how many pages one is.

use std::sync::LazyLock;

use regex::Regex;

/// What a list says of its length, as far as it says anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Paging {
    /// Entries on all its pages.
    pub total: Option<u32>,
    /// The page that one is on.
    pub page: Option<u32>,
    /// Its pages.
    pub pages: Option<u32>,
    /// Entries of one page.
    pub size: Option<u32>,
}

impl Paging {
    /// How many of total, page and pages it says.
    pub fn says(self) -> usize {
        [self.total, self.page, self.pages].iter().flatten().count()
    }

    /// Its pages as far as its total and the entries of one page say how many there are.
    pub fn reckoned(self) -> Option<u32> {
        let size = self.size.filter(|size| *size > 0)?;
        Some(self.total?.div_ceil(size).max(1))
    }
}

/// Characters of a text that says how long a list is; a longer one is something else that has such words in it.
const LONGEST: usize = 120;

static TOTAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:共有?(?:留言|来信|信件|咨询|诉求|提问|信息|数据|记录)?|共计|总计|合计|总共|共找到|共检索到)\s*[:：]?\s*(\d{1,7})\s*(?:条|封|件|篇|个|项|笔|则)|(?:总记录数?|记录总数|总条数|总数|记录数)\s*[:：]?\s*(\d{1,7})|共\s*\d{1,5}\s*页\s*[,，、/|]?\s*(\d{1,7})\s*(?:条|封|件|篇)|(?i:\bof (\d{1,7}) (?:results|entries|items|letters|questions|records)\b)|(?i:\btotal\s*:?\s*(\d{1,7}) (?:results|entries|items|letters|questions|records)\b)|(?i:^\s*total\s*:?\s*(\d{1,7})\b)|\b\d{1,7}\s*(?:-|–|to)\s*\d{1,7} of (\d{1,7})\b",
    )
});

static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"第?\s*(\d{1,5})\s*[/／]\s*(\d{1,5})\s*页|第\s*(\d{1,5})\s*页\s*[/／,，、|（(]?\s*共\s*(\d{1,5})\s*页|(?:页次|页码|当前页)\s*[:：]?\s*第?\s*(\d{1,5})\s*页?\s*[/／]\s*共?\s*(\d{1,5})|当前第?\s*(\d{1,5})\s*页\s*[/／,，]?\s*共\s*(\d{1,5})\s*页|(?i:\bpage (\d{1,5}) of (\d{1,5})\b)",
    )
});

static PLACE_BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(\d{1,5})\s*[/／]\s*(\d{1,5})\b"));

static PAGES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:共|共有|总|总共|总页数|页数)\s*[:：]?\s*(\d{1,5})\s*页|总页数\s*[:：]?\s*(\d{1,5})|(?:条|封|件|篇)(?:记录|数据|信息|信件|留言)?\s*[,，/|]?\s*(\d{1,5})\s*页|(\d{1,5})\s*页\s*[,，/|]?\s*当前",
    )
});

static SIZE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"每页(?:显示)?\s*[:：]?\s*(\d{1,3})\s*(?:条|封|件|篇)|(\d{1,3})\s*(?:条|封|件|篇)\s*[/／]\s*页",
    )
});

static PAGE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"第\s*(\d{1,5})\s*页|当前(?:第|页)?\s*[:：]?\s*(\d{1,5})\s*页?"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a regular expression")
}

/// Reads what a text says of a list's length. A page beyond the last one is none: such numbers mean something else.
pub fn read(text: &str) -> Option<Paging> {
    read_as(text, false)
}

/// As [`read`]; where the text `turns` pages by other words, two numbers with a stroke alone are a place: `尾页 1/51`.
pub fn read_as(text: &str, turns: bool) -> Option<Paging> {
    if text.chars().nth(LONGEST).is_some() || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let total = first(&TOTAL, text);
    let place = both(&PLACE, text);
    // `1/3` alone may be a day or a share: behind a total it is a place
    let place = place.or_else(|| both(&PLACE_BEFORE, text).filter(|_| total.is_some() || turns));
    let (page, pages) = match place {
        Some((page, pages)) if page <= pages => (Some(page), Some(pages)),
        Some(_) => (None, None),
        None => (first(&PAGE, text), first(&PAGES, text)),
    };
    // a page alone is a button
    let found = Paging {
        total,
        page: page.filter(|_| pages.is_some() || total.is_some()),
        pages,
        size: first(&SIZE, text),
    };
    (found.says() > 0).then_some(found)
}

/// The first number that a pattern finds.
fn first(pattern: &Regex, text: &str) -> Option<u32> {
    let found = pattern.captures(text)?;
    let mut groups = found.iter().skip(1).flatten();
    groups.next()?.as_str().parse().ok()
}

/// The two numbers that a pattern finds.
fn both(pattern: &Regex, text: &str) -> Option<(u32, u32)> {
    let found = pattern.captures(text)?;
    let mut groups = found.iter().skip(1).flatten();
    let mut number = || groups.next()?.as_str().parse().ok();
    Some((number()?, number()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str) -> Option<(Option<u32>, Option<u32>, Option<u32>)> {
        read(text).map(|paging| (paging.total, paging.page, paging.pages))
    }

    #[test]
    fn lists_say_their_length_in_many_ways() {
        for (text, total, page, pages) in [
            ("共36条 1/3 首页 上页 下页 尾页", Some(36), Some(1), Some(3)),
            (
                "共 120 条记录 第 2 页 / 共 12 页",
                Some(120),
                Some(2),
                Some(12),
            ),
            ("第1/8页", None, Some(1), Some(8)),
            ("总记录数：57 每页10条", Some(57), None, None),
            ("页次：3／9", None, Some(3), Some(9)),
            ("共有18封来信", Some(18), None, None),
            ("共5页", None, None, Some(5)),
            ("当前第2页，共5页", None, Some(2), Some(5)),
            (
                "共 642 条记录 43 页 当前第 1 页 首页 下一页",
                Some(642),
                Some(1),
                Some(43),
            ),
            ("共3页 36条记录", Some(36), None, Some(3)),
            ("总页数：12 每页15条", None, None, Some(12)),
            ("Page 2 of 7", None, Some(2), Some(7)),
            ("1–10 of 57 results", Some(57), None, None),
            ("Letters 11-15 of 38", Some(38), None, None),
            ("Total 230 10/page", Some(230), None, None),
            ("共有留言 409 条　每页4条", Some(409), None, None),
        ] {
            assert_eq!(says(text), Some((total, page, pages)), "{text}");
        }
    }

    #[test]
    fn days_shares_buttons_and_sentences_say_nothing_of_a_list() {
        for text in [
            "1/3",
            "2024/3/4",
            "第2页",
            "下一页",
            "共同页脚",
            "共和国条例第3条",
            "",
        ] {
            assert_eq!(says(text), None, "{text}");
        }
        assert_eq!(
            read_as("上一页 下一页 1/51", true).and_then(|of| of.pages),
            Some(51)
        );
        let fifteen = read("共36条 每页15条").and_then(Paging::reckoned);
        assert_eq!(fifteen, Some(3));
        let long = format!("{}共36条", "昨日我们在路上看见了".repeat(13));
        assert_eq!(says(&long), None);
        assert_eq!(says("共9条 7/3"), Some((Some(9), None, None)));
    }
}
