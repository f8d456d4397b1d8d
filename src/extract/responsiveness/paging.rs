//! What a list says of its own length, wherever on the page it says so: in words, by the numbers of its pages, or in a
//! script that turns them.

use url::Url;

use crate::lexicon::Lexicon;
use crate::page::{Page, Row, Text};
use crate::value::date;
use crate::value::paging::{self, Paging};

/// Numbers of pages after which many rows are cut, and go on behind a link.
const CUT: u32 = 5;

/// The number of the first page of a row that begins anew.
const FIRST: u32 = 1;

/// A higher number is a year.
const LAST: u32 = 1800;

/// Lines that may stand below the place of a page at most: the foot of the site.
const BELOW: usize = 12;

/// Rising numbers that are more than this are the days of a month.
const LONGEST: usize = 20;

/// What a page says of the length of the list on it, with the words. Words come before the numbers of pages, and these
/// before what scripts count.
pub fn of(lexicon: &Lexicon, page: &Page) -> Option<(Paging, Text)> {
    let said = said(lexicon, page);
    let counted = page.counted.as_ref().map(|counted| {
        let of_script = Paging {
            total: counted.total,
            page: counted.page,
            pages: counted.pages,
            size: counted.size,
        };
        let text = Text {
            words: String::new(),
            span: counted.span.clone(),
        };
        (of_script, text)
    });
    let rows = page.pagers();
    let size = said.as_ref().and_then(|(said, _)| said.reckoned());
    let turned = rows.iter().filter_map(|row| {
        let turned = turned(lexicon, page, row, size)?;
        Some((turned, row.text.clone()))
    });
    // of several rows that above the list and that below say the same
    let turned = turned.max_by_key(|(paging, _)| paging.says());
    let between = between(lexicon, page);
    let mut all = said.into_iter().chain(turned).chain(counted).chain(between);
    let (mut paging, text) = all.next()?;
    for (more, _) in all {
        paging.total = paging.total.or(more.total);
        paging.size = paging.size.or(more.size);
        // a page and the number of pages that do not fit are of two lists
        let fits = |page: Option<u32>, pages: Option<u32>| {
            page.zip(pages).is_none_or(|(page, pages)| page <= pages)
        };
        if fits(paging.page, more.pages) {
            paging.pages = paging.pages.or(more.pages);
        }
        if fits(more.page, paging.pages) {
            paging.page = paging.page.or(more.page);
        }
    }
    paging.pages = paging.pages.or(paging.reckoned());
    (paging.says() > 0).then_some((paging, text))
}

/// What the words of a page say: the block that says most, of equals the last.
fn said(lexicon: &Lexicon, page: &Page) -> Option<(Paging, Text)> {
    let said = page.blocks.iter().filter_map(|block| {
        let turns = lexicon.find_cue("kind.pager", &block.words).is_some();
        Some((paging::read_as(&block.words, turns)?, block))
    });
    let said: Vec<(Paging, &Text)> = said.collect();
    let most = said.iter().max_by_key(|(paging, _)| paging.says()).copied();
    let (mut most, text) = most.or_else(|| alone(page))?;
    // how many entries there are may stand above the list, and its pages below; two lists say so twice
    let mut totals = said.iter().filter_map(|(paging, _)| paging.total);
    if most.total.is_none()
        && let Some(total) = totals.next()
        && totals.all(|other| other == total)
    {
        most.total = Some(total);
        most.size = most
            .size
            .or(said.iter().find_map(|(paging, _)| paging.size));
    }
    Some((most, text.clone()))
}

/// Two numbers with a stroke in a block of their own, where no day stands behind it: `1/3` below a list.
fn alone(page: &Page) -> Option<(Paging, &Text)> {
    let is_place = |words: &str| {
        words
            .chars()
            .all(|c| c.is_ascii_digit() || "/<>«»‹›".contains(c) || c.is_whitespace())
            && words.contains('/')
    };
    let block = page.blocks.iter().rfind(|block| is_place(&block.words))?;
    let behind = page
        .lines
        .iter()
        .rev()
        .take_while(|line| line.span.start > block.span.start);
    let found = paging::read_as(&block.words, true)?;
    let is_end = behind.clone().count() <= BELOW
        && behind.clone().all(|line| date::read(&line.words).is_none());
    is_end.then_some((found, block))
}

/// What a row of the numbers of pages says; nothing where the numbers are something else. `pages` is how many pages there
/// are by what the list says of its entries.
fn turned(lexicon: &Lexicon, page: &Page, row: &Row, pages: Option<u32>) -> Option<Paging> {
    let numbers = &row.numbers;
    let last = numbers.last()?.number;
    let begins = numbers[0].number == FIRST
        || numbers
            .windows(2)
            .all(|two| two[0].number + 1 == two[1].number);
    if !begins
        || last > LAST
        || numbers.len() > LONGEST
        || numbers.iter().all(|of| of.number < FIRST)
    {
        return None;
    }
    let turns = |words: &str| {
        lexicon.find_cue("kind.pager", words).is_some()
            || lexicon.find_cue("paging.beside", words).is_some()
            || paging::read(words).is_some()
    };
    let unlinked = || {
        let mut without = numbers.iter().filter(|of| !of.linked);
        let one = without.next().filter(|_| without.next().is_none());
        one.filter(|_| numbers.len() > 1)
    };
    let only = |is: fn(&crate::page::Number) -> bool| {
        let mut those = numbers.iter().filter(|of| is(of));
        those.next().filter(|_| those.next().is_none())
    };
    // nothing but signs stands beside the numbers, and mark-up says on which of them one is
    let signed = || {
        let on = |words: &str| lexicon.find_cue("paging.on", words).is_some();
        numbers.len() > 2 && only(|of| of.current).is_some() && (on(&row.before) || on(&row.behind))
    };
    if unlinked().is_none() && !turns(&row.before) && !turns(&row.behind) && !signed() {
        return None;
    }
    let current = only(|of| of.current).or_else(unlinked);
    let current =
        current.or_else(|| only(|of| of.alone).filter(|_| numbers.iter().all(|of| !of.linked)));
    let gap = numbers
        .windows(2)
        .last()
        .is_some_and(|two| two[0].number + 1 < two[1].number);
    let goes_on = lexicon.find_cue("paging.next", &row.behind).is_some();
    let ends = lexicon.find_cue("paging.last", &row.behind).is_some();
    let cut = ends || (last % CUT == 0 && pages.is_none_or(|pages| pages != last));
    let pages = if gap || !goes_on || !cut {
        Some(last)
    } else {
        by_last_link(lexicon, page, row)
    };
    let found = Paging {
        page: current.map(|of| of.number),
        pages,
        ..Paging::default()
    };
    (found.says() > 0).then_some(found)
}

/// The page that lies between those to which the links back and on lead: `javascript:go(2)`, `javascript:go(4)`.
fn between(lexicon: &Lexicon, page: &Page) -> Option<(Paging, Text)> {
    let leading = |concept: &str| {
        let mut links = page
            .links
            .iter()
            .filter(|link| lexicon.is_word(concept, &link.text.words));
        links.find_map(|link| Some((numbered(&link.written)?, link)))
    };
    let ((front, back), _) = leading("paging.previous")?;
    let ((path, on), link) = leading("paging.next")?;
    let fits = front == path && back >= FIRST && back + 2 == on;
    let found = Paging {
        page: Some(back + 1),
        ..Paging::default()
    };
    fits.then(|| (found, link.text.clone()))
}

/// The number of the last page by the address of the link to it: those of the other pages tell how addresses count.
fn by_last_link(lexicon: &Lexicon, page: &Page, row: &Row) -> Option<u32> {
    let is_in_row = |link: &crate::page::Link| {
        row.text.span.start <= link.text.span.start && link.text.span.end <= row.text.span.end
    };
    let mut told = page
        .links
        .iter()
        .filter(|link| is_in_row(link))
        .filter_map(|link| {
            let words = link.text.words.trim_matches(|c: char| !c.is_ascii_digit());
            let (path, counted) = counted(link.address.as_ref()?)?;
            let number: u32 = words.parse().ok()?;
            (number > FIRST).then_some((path, counted, number))
        });
    let (path, at, number) = told.next()?;
    let alike = |(other, at_other, other_number): (String, u32, u32)| {
        other == path
            && i64::from(at_other) - i64::from(other_number) == i64::from(at) - i64::from(number)
    };
    if !told.all(alike) {
        return None;
    }
    let behind = page
        .links
        .iter()
        .filter(|link| link.text.span.start >= row.text.span.end);
    let last = behind
        .filter(|link| lexicon.is_word("paging.last", &link.text.words))
        .find_map(|link| counted(link.address.as_ref()?))?;
    let reckoned = (last.1 + number).checked_sub(at)?;
    (last.0 == path && reckoned >= number).then_some(reckoned)
}

/// An address with a mark in the place of its last number, and the number.
fn counted(address: &Url) -> Option<(String, u32)> {
    numbered(address.as_str())
}

/// The same of an address as written.
fn numbered(address: &str) -> Option<(String, u32)> {
    let end = address.rfind(|c: char| c.is_ascii_digit())? + 1;
    let start = address[..end].rfind(|c: char| !c.is_ascii_digit())? + 1;
    let number = address[start..end].parse().ok()?;
    Some((format!("{}#{}", &address[..start], &address[end..]), number))
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;
    use crate::lexicon::Lexicon;

    const ROWS: &str = "<h1>局长信箱</h1><table><tr><th>标题</th><th>提交时间</th><th>处理状态</th></tr>\
        <tr><td>码头路灯不亮</td><td>2024-03-04</td><td>已办结</td></tr>\
        <tr><td>停泊登记怎么办</td><td>2024-03-05</td><td>已办结</td></tr></table>";

    /// Total, page and pages.
    fn says(markup: &str) -> [Option<u32>; 3] {
        let lexicon = Lexicon::of_the_binary();
        let found = super::of(&lexicon, &Read::html_page(markup));
        found.map_or([None; 3], |(of, _)| [of.total, of.page, of.pages])
    }

    #[test]
    fn numbers_of_pages_say_how_many_there_are_and_on_which_one_is() {
        for (markup, expected) in [
            (
                "<p><span>共 1208 条</span><a class=cur>1</a><a href=?p=2>2</a>…<a href=?p=121>121</a></p>",
                [Some(1208), Some(1), Some(121)],
            ),
            (
                "<center>[1] <a href=?2>[2]</a> <a href=?3>[3]</a></center>",
                [None, Some(1), Some(3)],
            ),
            (
                "<p>上一页 <b>1</b> 2 3 4 下一页</p>",
                [None, Some(1), Some(4)],
            ),
            // a row of ten that goes on behind it says only where one is
            (
                "<p><b>1</b><a href=?p=2>2</a><a href=?p=3>3</a><a href=?p=4>4</a><a href=?p=5>5</a><a href=?p=6>下一页</a></p>",
                [None, Some(1), None],
            ),
            (
                "<p><b>1</b><a href=i_1.html>2</a><a href=i_2.html>3</a><a href=i_1.html>下一页</a><a href=i_41.html>尾页</a></p>",
                [None, Some(1), Some(42)],
            ),
            (
                "<p>首页 上一页 <a>1</a> <a>2</a> 下一页 尾页 1/51</p>",
                [None, Some(1), Some(51)],
            ),
            ("<p>共33条 每页5条</p>", [Some(33), None, Some(7)]),
            (
                "<p>首页 上页 下页 尾页 转到<select><option value=1>1</option><option value=2 selected>2</option><option value=3>3</option></select></p>",
                [None, Some(2), Some(3)],
            ),
            (
                "<div><span>Total 412</span><button>‹</button><ul><li class=is-active>1</li><li>2</li><li>3</li><li></li><li>42</li></ul><button>›</button></div>",
                [Some(412), Some(1), Some(42)],
            ),
            (
                "<p>Showing 1 to 4 of 318 enquiries</p>",
                [Some(318), None, None],
            ),
            (
                "<p>共有留言 409 条　每页4条</p><p>首页 上一页 [1] <a href=?2>[2]</a> 下一页 尾页 共103页</p>",
                [Some(409), Some(1), Some(103)],
            ),
            (
                "<script>createPageHTML(26, 0, \"index\", \"html\");</script>",
                [None, Some(1), Some(26)],
            ),
        ] {
            assert_eq!(says(markup), expected, "{markup}");
        }
    }

    #[test]
    fn numbers_that_are_no_pages_say_nothing() {
        for markup in [
            "<p>年度 2019 2020 2021</p>",
            "<div>2/3</div><p>2024-03-04</p>",
            "<table><tr><td>12</td><td>34</td><td>56</td></tr></table>",
            "<ul><li><a href=a>1</a></li><li><a href=b>2</a></li><li><a href=c>3</a></li></ul>",
            // a month is no page
            "<p>月份<select><option value=1>1</option><option value=2>2</option><option value=3>3</option></select></p>",
        ] {
            assert_eq!(says(markup), [None; 3], "{markup}");
        }
    }

    #[test]
    fn the_length_that_a_list_claims_stands_beside_the_letters_that_were_seen() {
        let read = Read::html(&format!("{ROWS}<div>共36条 1/18 首页 下页 尾页</div>"));
        assert_eq!(read.says("site.letters.stated"), ["36"]);
        assert_eq!(read.says("site.letters"), ["2"]);
        assert_eq!(Read::html(ROWS).says("site.letters.stated"), ["absent"]);
    }

    #[test]
    fn where_there_is_no_list_nothing_is_said_of_its_length() {
        let read = Read::html("<h1>关于我们</h1><p>共36条</p>");
        assert!(read.says("site.letters.stated").is_empty());
    }
}
