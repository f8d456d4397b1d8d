//! What stands beside a material's name in its line, in elements of its own: a number before it, copies, kind and links behind it.

use std::ops::Range;

use crate::extract::PageView;
use crate::extract::practicality::material::Row;
use crate::extract::practicality::materials::take_links;
use crate::page::Text;
use crate::value::{listing, numeral};

/// Lists of closed words that say how a material is handed in, with the column that such words stand in elsewhere.
const SAID: [(&str, &str); 3] = [
    ("value.material_form", "material.form"),
    ("value.material_necessity", "material.necessity"),
    ("value.material_source", "material.source"),
];

/// The column of words that count copies.
const COPIES: &str = "material.copies";

/// The column of names.
const NAME: &str = "material.name";

/// Characters of a line that heads columns.
const HEAD: usize = 60;

/// Characters of a piece that stands beside a name.
const PIECE: usize = 24;

/// Signs between things that a line says of one material.
const BARS: [char; 4] = ['｜', '|', '·', '•'];

/// A name and what stood beside it.
pub(super) struct Named {
    /// The name alone.
    pub(super) name: Text,
    /// The words beside it, by column.
    pub(super) cells: Vec<(String, Text)>,
}

/// A place of the page with what mark-up sets apart in it: one may name many materials, and is looked at once for them all.
pub(super) struct Place {
    /// The texts that begin in it.
    pieces: Vec<Text>,
    /// The words of them all, without blanks; nothing where they are fewer than two.
    bare: String,
}

impl Place {
    /// What stands in a place.
    pub(super) fn of(view: &PageView, span: &Range<u64>) -> Self {
        let pieces = view.page.pieces(span);
        let bare = if pieces.len() < 2 {
            String::new()
        } else {
            bare(&pieces)
        };
        Self { pieces, bare }
    }

    /// Whether its pieces, of which there are several, say the same as a line.
    fn says(&self, line: &Text) -> bool {
        let words = line.words.chars().filter(|c| !c.is_whitespace());
        self.pieces.len() >= 2 && self.bare.chars().eq(words)
    }
}

/// The name in a line of several pieces, by its place; nothing where the line is one piece, or all of it could be a name.
pub(super) fn named(view: &PageView, place: &Place, line: &Text) -> Option<Named> {
    if !place.says(line) {
        return None;
    }
    let mut pieces = place.pieces.clone();
    let mut cells = Vec::new();
    let numbered = pieces.first().is_some_and(|piece| is_number(&piece.words));
    if numbered {
        pieces.remove(0);
    }
    let lead = pieces
        .iter()
        .take_while(|piece| columns(view, &piece.words).is_some())
        .count();
    if lead < pieces.len() {
        let before: Vec<Text> = pieces.drain(..lead).collect();
        take(view, &mut cells, before);
    }
    let is_aside = |piece: &Text| {
        columns(view, &piece.words).is_some()
            || is_link(view, piece)
            || is_sign(&piece.words)
            || is_number(&piece.words)
    };
    let name = 1 + pieces
        .iter()
        .skip(1)
        .take_while(|piece| !is_aside(piece))
        .count();
    if name > pieces.len() || !pieces[name..].iter().all(is_aside) {
        return None;
    }
    let behind = pieces.split_off(name);
    if behind.is_empty() && cells.is_empty() && !numbered {
        return None;
    }
    take(view, &mut cells, behind);
    let (first, last) = (pieces.first()?, pieces.last()?);
    let span = first.span.start..last.span.end;
    let words = within(&line.words, &bare(&pieces))?;
    let words = listing::without_number(words)
        .trim_start_matches(|c: char| "．.、)）:：".contains(c) || c.is_whitespace())
        .trim_end_matches(|c: char| "；;。，,：:（([【-—".contains(c) || c.is_whitespace());
    let words = words.to_owned();
    Some(Named {
        name: Text { words, span },
        cells,
    })
}

/// The columns that a line of several labels heads: a table made of other elements than cells. Labels with their values between
/// them head nothing.
pub(super) fn head(view: &PageView, line: &Text) -> Option<Vec<Option<String>>> {
    if line.words.chars().count() > HEAD {
        return None;
    }
    let pieces = cells(view, line);
    let column = |piece: &Text| {
        let label = view
            .context
            .lexicon
            .label_in(&["material", "form"], &piece.words)?;
        Some(label.concept.to_owned())
    };
    let columns: Vec<Option<String>> = pieces.iter().map(column).collect();
    let named = columns.iter().flatten().count();
    let name = columns
        .iter()
        .position(|column| column.as_deref() == Some(NAME))?;
    let heads = columns.get(name + 1).is_none_or(Option::is_some);
    (heads && named >= 2 && named * 3 >= columns.len() * 2).then_some(columns)
}

/// A line of as many pieces as the head above it has columns, as a row.
pub(super) fn of_columns(view: &PageView, line: &Text, head: &[Option<String>]) -> Option<Row> {
    if head.is_empty() {
        return None;
    }
    let pieces = cells(view, line);
    if pieces.len() != head.len() {
        return None;
    }
    let mut row = Row {
        printed: line.words.clone(),
        ..Row::default()
    };
    for (piece, column) in pieces.into_iter().zip(head) {
        match column.as_deref() {
            Some(NAME) => row.name = piece,
            Some(other) => row.cells.push((other.to_owned(), piece)),
            None => {}
        }
    }
    let links: Vec<usize> = links_in(view, &line.span).collect();
    let mut columns = head.iter().flatten();
    let of_forms = columns.find(|name| name.starts_with("form."));
    take_links(view, &mut row, &links, of_forms.map(String::as_str));
    (row.name.words.chars().count() >= 2).then_some(row)
}

/// The cells of a line: its pieces, or the words between blanks where it is a line of text.
fn cells(view: &PageView, line: &Text) -> Vec<Text> {
    let pieces = view.page.pieces(&line.span);
    if pieces.len() > 1 {
        return pieces;
    }
    let words = line.words.split_whitespace().map(|words| Text {
        words: words.to_owned(),
        span: line.span.clone(),
    });
    words.collect()
}

/// What a line says of the material above it, where it says nothing else: how it is handed in, and links to its forms.
pub(super) fn said(view: &PageView, line: &Text) -> Option<Vec<(String, Text)>> {
    let mut cells = Vec::new();
    if columns(view, &line.words).is_some() {
        take(view, &mut cells, vec![line.clone()]);
        return Some(cells);
    }
    // what leads says how it is handed in, and so does what stands beside it
    let mut parts = line.words.split(BARS).map(str::trim);
    let leads = parts
        .next()
        .is_some_and(|first| columns(view, first).is_some());
    if leads && parts.next().is_some() {
        let texts = line.words.split(BARS).map(|words| Text {
            words: words.trim().to_owned(),
            span: line.span.clone(),
        });
        take(view, &mut cells, texts.collect());
        return Some(cells);
    }
    let pieces = view.page.pieces(&line.span);
    let says = |piece: &&Text| columns(view, &piece.words).is_some();
    let is_aside = |piece: &Text| {
        says(&piece) || is_link(view, piece) || is_sign(&piece.words) || is_number(&piece.words)
    };
    let all =
        pieces.len() > 1 && pieces.iter().all(is_aside) && pieces.iter().any(|piece| says(&piece));
    take(view, &mut cells, pieces);
    all.then_some(cells)
}

/// Whether a line says nothing but how a material is handed in, and which columns that would be.
pub(super) fn columns<'w>(view: &PageView, words: &'w str) -> Option<Vec<(&'static str, &'w str)>> {
    if words.is_empty() || words.chars().count() > PIECE {
        return None;
    }
    let lexicon = view.context.lexicon;
    let mut found: Vec<(&str, &str)> = Vec::new();
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let known = SAID.iter().find_map(|(list, column)| {
            let fits = lexicon.words(list).iter().filter(|word| begins(rest, word));
            Some((*column, fits.map(String::len).max()?))
        });
        let counter = || {
            let fits = lexicon.words("value.material_count").iter();
            let fits = fits.filter(|word| begins(rest, word));
            Some((COPIES, fits.map(String::len).max()?))
        };
        if let Some((column, length)) = known.or_else(counter) {
            let already = found.iter().any(|(have, _)| *have == column);
            if !already {
                found.push((
                    column,
                    if column == COPIES {
                        words
                    } else {
                        &rest[..length]
                    },
                ));
            }
            rest = &rest[length..];
        } else if let Some(behind) = remark(rest).filter(|_| !found.is_empty()) {
            rest = behind;
        } else if let Some(behind) = lead(view, rest) {
            rest = behind;
        } else if c.is_alphabetic() && !is_digit(c) {
            return None;
        } else {
            rest = &rest[c.len_utf8()..];
        }
    }
    (!found.is_empty()).then_some(found)
}

/// What stands behind the bracket with which words begin.
fn remark(words: &str) -> Option<&str> {
    let inner = words.strip_prefix(['（', '('])?;
    inner.split_once(['）', ')']).map(|(_, behind)| behind)
}

/// What stands behind the label of a material's column with which words begin: 来源：申请人自备.
fn lead<'w>(view: &PageView, words: &'w str) -> Option<&'w str> {
    let (label, behind) = words.split_once(['：', ':'])?;
    let named = view.context.lexicon.label_in(&["material"], label)?;
    (named.concept != NAME).then_some(behind)
}

/// Whether words begin with others, whatever the case of Latin letters.
fn begins(words: &str, with: &str) -> bool {
    words
        .get(..with.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(with))
}

/// Whether words are a number that counts entries.
pub(super) fn is_number(words: &str) -> bool {
    let mut shown = words.chars().filter(|c| c.is_alphanumeric());
    words.chars().count() <= 5 && shown.clone().next().is_some() && shown.all(is_digit)
}

fn is_digit(c: char) -> bool {
    c.is_numeric() || numeral::is_numeral(c)
}

fn is_sign(words: &str) -> bool {
    !words.chars().any(char::is_alphanumeric)
}

/// Whether a piece is the words of a link to a file or a form.
fn is_link(view: &PageView, piece: &Text) -> bool {
    let lexicon = view.context.lexicon;
    let words = piece.words.trim_matches(|c: char| !c.is_alphanumeric());
    let says =
        || lexicon.label_in(&["form"], words).is_some() || lexicon.is_word("form.any", words);
    let led = || {
        let from = piece.span.start..piece.span.end.max(piece.span.start + 1);
        links_in(view, &from).any(|at| view.page.links[at].visible)
    };
    says() && led()
}

/// The links that begin in a place, as indexes; links stand in the order of the page.
fn links_in(view: &PageView, place: &Range<u64>) -> Range<usize> {
    let links = &view.page.links;
    let first = links.partition_point(|link| link.text.span.start < place.start);
    let end = links.partition_point(|link| link.text.span.start < place.end);
    first..end.max(first)
}

fn take(view: &PageView, cells: &mut Vec<(String, Text)>, pieces: Vec<Text>) {
    for piece in pieces {
        for (column, words) in columns(view, &piece.words).unwrap_or_default() {
            if cells.iter().all(|(known, _)| known != column) {
                let span = piece.span.clone();
                let words = words.to_owned();
                cells.push((column.to_owned(), Text { words, span }));
            }
        }
    }
}

fn bare(pieces: &[Text]) -> String {
    let words = pieces.iter().map(|piece| &piece.words);
    words.flat_map(|words| words.split_whitespace()).collect()
}

/// The part of a line that has these characters, blanks aside.
fn within<'l>(line: &'l str, bare: &str) -> Option<&'l str> {
    let starts = line.char_indices().map(|(at, _)| &line[at..]);
    starts
        .filter(|rest| !rest.starts_with(char::is_whitespace))
        .find_map(|rest| {
            let mut wanted = bare.chars();
            let mut end = 0;
            for (at, c) in rest.char_indices() {
                if c.is_whitespace() {
                    continue;
                }
                match wanted.next() {
                    None => break,
                    Some(next) if next == c => end = at + c.len_utf8(),
                    Some(_) => return None,
                }
            }
            wanted.next().is_none().then(|| &rest[..end])
        })
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    fn read(field: &str, list: &str) -> Vec<String> {
        let guide = "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>办理时限：5日</p>";
        Read::html(&format!(
            "{guide}<h3>申请材料</h3>{list}<p>收费标准：不收费</p>"
        ))
        .says(field)
    }

    #[test]
    fn number_copies_and_links_beside_a_name_are_not_part_of_it() {
        for list in [
            "<ul><li><span>1</span><b>摊位登记申请表</b><em>原件1份</em><a href=a.doc>空白表格</a></li><li><span>2</span><b>身份证</b><em>复印件2份</em></li></ul>",
            "<ul><li><i>必要</i><span>摊位登记申请表</span><i>（原件1份）</i> <a href=a.doc>下载</a></li><li><i>必要</i><span>身份证</span><i>（复印件2份）</i></li></ul>",
            "<div><p>1</p><p>摊位登记申请表</p><p>原件1份</p></div><div><p>2</p><p>身份证</p><p>复印件2份</p></div>",
        ] {
            assert_eq!(
                read("material.name", list),
                ["摊位登记申请表", "身份证"],
                "{list}"
            );
            assert_eq!(read("material.copies", list), ["1", "2"], "{list}");
        }
    }

    #[test]
    fn a_head_of_words_between_blanks_heads_the_lines_below_it() {
        let list = "<pre>材料名称 来源 必要性\n居民身份证 公安机关核发 必要\n摊位照片 申请人自备 必要</pre>";
        assert_eq!(read("material.name", list), ["居民身份证", "摊位照片"]);
    }

    #[test]
    fn a_name_in_several_pieces_stays_whole() {
        let list = "<ul><li><b>本人</b>身份证原件</li><li>两寸<b>照片</b></li></ul>";
        assert_eq!(read("material.name", list), ["本人身份证原件", "两寸照片"]);
    }
}
