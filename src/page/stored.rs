//! Rows of a list that stand on its page as mark-up in CDATA, for a script of the page to print:
//! `<record><![CDATA[<li>…</li>]]></record>`. A reader sees them as rows, so they are read as rows, where they stand.

use std::ops::Range;

/// Before and behind mark-up that is kept as text.
const OPEN: &str = "<![CDATA[";
const CLOSE: &str = "]]>";

/// Rows that make a store.
const ROWS: usize = 2;

/// Stores of a page that are opened.
const STORES: usize = 8;

/// Bytes of an element's name at most.
const NAME: usize = 24;

/// Bytes of a script's start tag at most.
const TAG: usize = 400;

/// Mark-up in CDATA that an element of its own holds.
struct Row<'s> {
    name: &'s str,
    /// From the element's start tag to its end tag.
    whole: Range<usize>,
    content: Range<usize>,
}

/// The source with the rows of its stores as mark-up, every byte at its place; nothing where it has none.
pub(super) fn opened(source: &str) -> Option<String> {
    let rows = rows(source);
    let mut out: Option<Vec<u8>> = None;
    let mut from = 0;
    for _ in 0..STORES {
        let is_row = |row: &Row| source[row.content.clone()].trim_start().starts_with(is_tag);
        let Some(first) = (from..rows.len()).find(|&at| {
            let next = rows.get(at + 1);
            is_row(&rows[at]) && next.is_some_and(|next| next.name == rows[at].name)
        }) else {
            break;
        };
        let alike = rows[first..]
            .iter()
            .take_while(|row| row.name == rows[first].name);
        let last = first + alike.count() - 1;
        from = last + 1;
        if last + 1 - first < ROWS {
            continue;
        }
        let store = &rows[first..=last];
        let Some(place) = place(source, store) else {
            continue;
        };
        let out = out.get_or_insert_with(|| source.as_bytes().to_vec());
        open(source, store, place, out);
    }
    // only whole characters outside the rows are blanked
    out.and_then(|bytes| String::from_utf8(bytes).ok())
}

fn is_tag(c: char) -> bool {
    c == '<'
}

/// The elements of a source that hold nothing but CDATA, in order.
fn rows(source: &str) -> Vec<Row<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = source[from..].find(OPEN).map(|at| from + at) {
        let start = at + OPEN.len();
        let Some(end) = source[start..].find(CLOSE).map(|end| start + end) else {
            break;
        };
        let row = row(source, from, at, start..end);
        from = end + CLOSE.len();
        if let Some(row) = row {
            from = row.whole.end;
            found.push(row);
        }
    }
    found
}

/// The element around CDATA, where its tags stand right before and behind it.
fn row(source: &str, from: usize, at: usize, content: Range<usize>) -> Option<Row<'_>> {
    let before = source[from..at].trim_end().strip_suffix('>')?;
    let open = before.rfind('<')?;
    let name = &before[open + 1..];
    let is_name = !name.is_empty()
        && name.len() <= NAME
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let rest = &source[content.end + CLOSE.len()..];
    let behind = rest.trim_start().strip_prefix("</")?.strip_prefix(name)?;
    let end = behind.strip_prefix('>')?;
    is_name.then(|| Row {
        name,
        whole: from + open..source.len() - end.len(),
        content,
    })
}

/// The part of the source that a store takes: the script around it, where one is; nothing where the script is a program.
fn place(source: &str, store: &[Row]) -> Option<Range<usize>> {
    let own = store[0].whole.start..store[store.len() - 1].whole.end;
    let bytes = source.as_bytes();
    let is = |at: usize, word: &str| {
        let end = at + word.len();
        bytes
            .get(at..end)
            .is_some_and(|of| of.eq_ignore_ascii_case(word.as_bytes()))
    };
    let opens = (0..own.start)
        .rev()
        .find(|&at| bytes[at] == b'<' && (is(at, "<script") || is(at, "</script")));
    let Some(opens) = opens.filter(|&at| is(at, "<script")) else {
        return Some(own);
    };
    let tag = source[opens..own.start]
        .find('>')
        .filter(|end| *end <= TAG)?;
    let tag = source[opens..opens + tag].to_ascii_lowercase();
    let holds_data = ["xml", "html", "template"];
    let is_data = tag
        .split_once("type")
        .is_some_and(|(_, kind)| holds_data.iter().any(|of| kind.contains(of)));
    let closes = (own.end..bytes.len()).find(|&at| bytes[at] == b'<' && is(at, "</script"))?;
    let end = source[closes..].find('>')?;
    is_data.then(|| opens..closes + end + 1)
}

/// Blanks what stands around the rows of a store, and puts the element around them in which such rows stand.
fn open(source: &str, store: &[Row], place: Range<usize>, out: &mut [u8]) {
    let mut from = place.start;
    for row in store {
        out[from..row.content.start].fill(b' ');
        from = row.content.end;
    }
    out[from..place.end].fill(b' ');
    let first = source[store[0].content.clone()].trim_start();
    let is = |tag: &str| {
        let start = first.get(..tag.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    let (start, end): (&[u8], &[u8]) = if is("<tr") {
        (b"<table>", b"</table>")
    } else if is("<li") {
        (b"<ul>", b"</ul>")
    } else {
        (b"<div>", b"</div>")
    };
    // the tags that were there are longer
    out[place.start..place.start + start.len()].copy_from_slice(start);
    out[place.end - end.len()..place.end].copy_from_slice(end);
}

#[cfg(test)]
mod tests {
    use super::opened;
    use crate::page::Wanted;
    use crate::page::testing::page;

    const ROWS: &str = "<recordset><record><![CDATA[<li><a href=1>甲事</a><i>1日</i></li>]]></record>\n\
        <record><![CDATA[<li><a href=2>乙事</a><i>2日</i></li>]]></record></recordset>";

    #[test]
    fn stored_rows_are_rows_where_they_stand() {
        for markup in [
            format!(
                "<p>信件</p><script type=\"text/xml\"><datastore><next><![CDATA[<a href=3>三</a>]]></next>{ROWS}</datastore></script><p>尾</p>"
            ),
            format!("<p>信件</p><div id=a><datastore>{ROWS}</datastore></div><p>尾</p>"),
        ] {
            let source = opened(&markup).expect("a store");
            assert_eq!(source.len(), markup.len());
            assert_eq!(source.find("甲事"), markup.find("甲事"));
            let page = page(&markup);
            let links: Vec<&str> = page
                .links
                .iter()
                .map(|link| link.text.words.as_str())
                .collect();
            assert_eq!(links, ["甲事", "乙事"], "{markup}");
            let lists = page.records(Wanted::ALL);
            assert_eq!(lists[0].entries.len(), 2, "{markup}");
        }
        let cells = "<record><![CDATA[<tr><td>甲</td><td>1日</td></tr>]]></record><record><![CDATA[<tr><td>乙</td><td>2日</td></tr>]]></record>";
        let page = page(&format!("<script type='text/xml'>{cells}</script>"));
        assert_eq!(page.tables[0].rows.len(), 2);
    }

    #[test]
    fn programs_feeds_and_single_cdata_are_left_alone() {
        for markup in [
            format!("<script>var rows = '{ROWS}'</script>"),
            "<script>//<![CDATA[\nvar a = 1;\n//]]></script>".to_owned(),
            "<item><![CDATA[<p>甲</p>]]></item><p>乙</p>".to_owned(),
            "<a><![CDATA[甲]]></a><a><![CDATA[乙]]></a>".to_owned(),
            "<a><![CDATA[<b>".to_owned(),
        ] {
            assert_eq!(opened(&markup), None, "{markup}");
        }
    }
}
