//! Where the words of a drawn page stand on its picture: the browser's own boxes of its texts, each brought to its place in the
//! mark-up that was taken.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::Value;

use crate::archive::shown::Shown;

/// Type of a text among the nodes of a document.
const TEXT: i64 = 3;

/// Texts of the mark-up that the browser may not give, in a row, before a text is looked for behind them.
const AHEAD: usize = 50;

/// Bytes of a text that is looked for further on; a shorter one stands anywhere.
const TELLING: usize = 12;

/// Elements whose texts are written without escaping.
const RAW: [&str; 7] = [
    "script", "style", "xmp", "iframe", "noembed", "noframes", "noscript",
];

/// Every box with words on the picture of a page; nothing where the snapshot is not what we know.
pub(super) fn shown(dom: &str, snapshot: &Value) -> Option<Vec<Shown>> {
    let document = &snapshot["documents"][0];
    let (nodes, layout) = (&document["nodes"], &document["layout"]);
    let strings = snapshot["strings"].as_array()?;
    let string = |at: &Value| {
        let at = usize::try_from(at.as_i64()?).ok()?;
        strings.get(at)?.as_str()
    };
    let (kinds, values) = (
        nodes["nodeType"].as_array()?,
        nodes["nodeValue"].as_array()?,
    );
    let texts: Vec<(usize, &str)> = kinds
        .iter()
        .zip(values)
        .enumerate()
        .filter(|(_, (kind, _))| kind.as_i64() == Some(TEXT))
        .filter_map(|(node, (_, value))| Some((node, string(value)?)))
        .collect();
    let places = places(dom, &texts);
    // Frames and fields show words of their own.
    let of = |what: &str| {
        let index = nodes[what]["index"].as_array().into_iter().flatten();
        index.filter_map(Value::as_u64)
    };
    let others: BTreeSet<u64> = ["contentDocumentIndex", "inputValue", "textValue"]
        .into_iter()
        .flat_map(of)
        .collect();
    let mut shown = Vec::new();
    let of_layout = layout["nodeIndex"].as_array()?.iter();
    let boxes = layout["bounds"].as_array()?.iter();
    let printed = layout["text"].as_array()?.iter();
    for ((node, bounds), printed) in of_layout.zip(boxes).zip(printed) {
        let node = node.as_u64()?;
        let has_words = string(printed).is_some_and(|text| !text.trim().is_empty());
        if !has_words && !others.contains(&node) {
            continue;
        }
        let place = places
            .binary_search_by_key(&node, |(of, _)| *of as u64)
            .ok()
            .map(|at| places[at].1.start as u64..places[at].1.end as u64);
        shown.extend(boxed(place, bounds));
    }
    Some(shown)
}

/// A box on the picture; nothing where no part of it is there.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what a picture may have"
)]
fn boxed(words: Option<Range<u64>>, bounds: &Value) -> Option<Shown> {
    let side = |at: usize| bounds[at].as_f64();
    let (x, y, width, height) = (side(0)?, side(1)?, side(2)?, side(3)?);
    let clamp = |of: f64| of.clamp(0.0, 1e6) as u32;
    let (left, top) = (clamp(x.floor()), clamp(y.floor()));
    let (right, bottom) = (clamp((x + width).ceil()), clamp((y + height).ceil()));
    (right > left && bottom > top).then(|| Shown {
        words,
        x: left,
        y: top,
        width: right - left,
        height: bottom - top,
    })
}

/// The place in the mark-up of each text that has one, by its node; texts are given in the order of the document.
fn places(dom: &str, texts: &[(usize, &str)]) -> Vec<(usize, Range<usize>)> {
    let runs: Vec<(Range<usize>, bool)> = Runs { dom, at: 0 }.collect();
    let mut found = Vec::new();
    let mut at = 0;
    let mut from = runs.first().map_or(0, |run| run.0.start);
    for (node, text) in texts {
        let plain = trim(text);
        if plain.is_empty() {
            continue;
        }
        let escaped = escaped(plain);
        let stands = |run: &(Range<usize>, bool), from: usize| {
            let rest = &dom[from..run.0.end];
            let start = from + (rest.len() - rest.trim_ascii_start().len());
            let wanted = if run.1 { plain } else { &escaped };
            dom[start..run.0.end]
                .starts_with(wanted)
                .then(|| start..start + wanted.len())
        };
        let here = runs.get(at).and_then(|run| stands(run, from));
        let ahead = || {
            let far = if plain.len() < TELLING { 1 } else { AHEAD };
            let mut ahead = runs.iter().enumerate().skip(at + 1).take(far);
            ahead.find_map(|(at, run)| Some((at, stands(run, run.0.start)?)))
        };
        let Some((run, place)) = here.map(|place| (at, place)).or_else(ahead) else {
            continue;
        };
        (at, from) = (run, place.end);
        if trim(&dom[from..runs[at].0.end]).is_empty() {
            at += 1;
            from = runs.get(at).map_or(dom.len(), |run| run.0.start);
        }
        found.push((*node, place));
    }
    found
}

fn trim(text: &str) -> &str {
    text.trim_ascii()
}

/// A text as mark-up writes it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            c => out.push(c),
        }
    }
    out
}

/// The texts between the tags of mark-up that a browser has written, and whether each is written without escaping.
struct Runs<'d> {
    dom: &'d str,
    at: usize,
}

impl Runs<'_> {
    /// From here to what ends it.
    fn until(&mut self, end: &str) -> Range<usize> {
        let from = self.at;
        self.at = self.dom[from..]
            .find(end)
            .map_or(self.dom.len(), |at| from + at);
        from..self.at
    }

    /// Goes behind a tag and gives its name; attributes stand in double quotes, and nothing else does.
    fn tag(&mut self) -> &str {
        let from = self.at + 1;
        let mut is_quoted = false;
        let rest = self.dom[from..].bytes();
        let len = rest
            .into_iter()
            .position(|byte| {
                is_quoted ^= byte == b'"';
                byte == b'>' && !is_quoted
            })
            .unwrap_or(self.dom.len() - from);
        self.at = (from + len + 1).min(self.dom.len());
        let tag = &self.dom[from..from + len];
        tag.split([' ', '\n', '\t', '/']).next().unwrap_or_default()
    }
}

impl Iterator for Runs<'_> {
    type Item = (Range<usize>, bool);

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.dom.len() {
            let rest = &self.dom[self.at..];
            let (run, is_raw) = if rest.starts_with("<!--") {
                self.until("-->");
                self.at = (self.at + 3).min(self.dom.len());
                continue;
            } else if rest.starts_with('<') {
                let name = self.tag().to_owned();
                if !RAW.contains(&name.as_str()) {
                    continue;
                }
                (self.until(&format!("</{name}")), true)
            } else {
                (self.until("<"), false)
            };
            if !trim(&self.dom[run.clone()]).is_empty() {
                return Some((run, is_raw));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const DOM: &str = "<html><head><title>甲&amp;乙</title><script>if (a < b) c('</p>')</script></head><body>\
        <!-- <p>off</p> --><p title=\"a > b\">承诺 <b>5</b>个&nbsp;工作日</p><template><i>no</i></template><p>末尾的一句话</p></body></html>";

    #[test]
    fn texts_have_the_places_of_their_words() {
        let texts = [
            "甲&乙",
            "if (a < b) c('</p>')",
            "\n ",
            "承诺 ",
            "from a shadow tree",
            "5",
            "个",
            "\u{a0}工作日",
            "末尾的一句话",
        ];
        let texts: Vec<(usize, &str)> = texts.into_iter().enumerate().collect();
        let found = places(DOM, &texts);
        let said: Vec<(usize, &str)> = found
            .iter()
            .map(|(node, place)| (*node, &DOM[place.clone()]))
            .collect();
        assert_eq!(
            said,
            [
                (0, "甲&amp;乙"),
                (1, "if (a < b) c('</p>')"),
                (3, "承诺"),
                (5, "5"),
                (6, "个"),
                (7, "&nbsp;工作日"),
                (8, "末尾的一句话"),
            ]
        );
    }

    #[test]
    fn what_has_no_place_in_the_mark_up_is_a_box_all_the_same() {
        let snapshot = json!({
            "strings": ["#text", "5", "shadow", " "],
            "documents": [{
                "nodes": {
                    "nodeType": [9, 3, 1, 3, 1],
                    "nodeValue": [-1, 1, -1, 2, -1],
                    "contentDocumentIndex": { "index": [4], "value": [1] },
                },
                "layout": {
                    "nodeIndex": [0, 1, 2, 3, 4],
                    "bounds": [[0, 0, 1280, 900], [-2.5, 10.2, 30, 16], [0, 0, 9, 9], [5, 5, 10, 10], [0, 100, 300, 150]],
                    "text": [-1, 1, 3, 2, -1],
                },
            }],
        });
        let found = shown("<p>5</p>", &snapshot).unwrap();
        let lines: Vec<String> = found.iter().map(Shown::to_string).collect();
        assert_eq!(
            lines,
            ["3 4 0 10 28 17", "- - 5 5 10 10", "- - 0 100 300 150"]
        );
        assert_eq!(shown("", &json!({})), None);
    }

    #[test]
    fn spoilt_mark_up_ends() {
        for dom in [
            "<",
            "<a",
            "<a b=\"",
            "<!--",
            "<script>",
            "a<",
            "</",
            "<script>a</scrip",
        ] {
            let count = Runs { dom, at: 0 }.count();
            assert!(count <= 1, "{dom}: {count}");
            places(dom, &[(0, "a"), (1, "<")]);
        }
    }
}
