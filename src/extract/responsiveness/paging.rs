//! What a list of letters says of its own length, wherever on the page it says so.

use crate::page::{Page, Text};
use crate::value::paging::{self, Paging};

/// What a page says of the length of the list on it, with the words: the block that says most, of equals the last.
pub fn of(page: &Page) -> Option<(Paging, Text)> {
    let said = page
        .blocks
        .iter()
        .filter_map(|block| Some((paging::read(&block.words)?, block)));
    let most = said.max_by_key(|(paging, _)| paging.says())?;
    Some((most.0, most.1.clone()))
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    const ROWS: &str = "<h1>局长信箱</h1><table><tr><th>标题</th><th>提交时间</th><th>处理状态</th></tr>\
        <tr><td>码头路灯不亮</td><td>2024-03-04</td><td>已办结</td></tr>\
        <tr><td>停泊登记怎么办</td><td>2024-03-05</td><td>已办结</td></tr></table>";

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
