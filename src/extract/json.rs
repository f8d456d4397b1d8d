//! Label/value pairs in JSON data of a page: the same lexicon, by key and by printed label.
//!
//! Two shapes are read: a key that the lexicon knows (national schema names and their translations), and an object with a
//! label beside its value (`{"label": "承诺办结时限", "value": "5", "unit": "工作日"}`). A string that holds mark-up with blocks
//! is read as the piece of a page that it is.

use crate::lexicon::Lexicon;
use crate::page::{Content, Datum, Labelled, Layout, Page, Text};
use crate::value::{markup, time_limit};

use super::view::{self, Pair};

/// Keys of an object that hold a printed label, its value and its unit.
const LABEL_KEYS: [&str; 4] = ["label", "name", "title", "key"];
const VALUE_KEYS: [&str; 4] = ["value", "content", "text", "val"];
const UNIT_KEYS: [&str; 2] = ["unit", "suffix"];

/// A scalar with the key it stands under.
#[derive(Clone, Copy)]
struct Leaf<'a> {
    key: &'a str,
    datum: &'a Datum,
}

/// The pairs that JSON data holds.
pub(super) fn pairs(lexicon: &Lexicon, page: &Page) -> Vec<Pair> {
    let mut reader = Reader {
        lexicon,
        page,
        fragments: FRAGMENTS,
        units: Vec::new(),
        pairs: Vec::new(),
    };
    for document in &page.json {
        reader.units = unit_codes(document);
        reader.read(document, false);
    }
    reader.pairs
}

/// The words of a scalar, mark-up inside taken off, once or twice escaped; nothing for lists and objects.
pub(super) fn text(datum: &Datum) -> Text {
    let words = match &datum.content {
        Content::Words(words) => markup::off(words),
        Content::List(_) | Content::Object(_) => String::new(),
    };
    Text {
        words,
        span: datum.span.clone(),
    }
}

/// Strings with mark-up that are read as pieces of a page at most, and the bytes of one.
const FRAGMENTS: usize = 64;
const FRAGMENT: usize = 64 << 10;

struct Reader<'a> {
    lexicon: &'a Lexicon,
    page: &'a Page,
    /// How many more strings with mark-up are read.
    fragments: usize,
    /// The document's own table of unit codes.
    units: Vec<(&'a str, &'a str)>,
    pairs: Vec<Pair>,
}

impl<'a> Reader<'a> {
    /// Collects the pairs of one value. Objects that are many of a kind are lists of other things: there only labelled
    /// objects count.
    fn read(&mut self, datum: &'a Datum, listed: bool) {
        match &datum.content {
            Content::Object(entries) => {
                for (_, inner) in entries {
                    self.read(inner, listed);
                }
                let leaves: Vec<Leaf> = entries
                    .iter()
                    .filter(|(_, datum)| matches!(datum.content, Content::Words(_)))
                    .map(|(key, datum)| Leaf { key, datum })
                    .collect();
                if !self.labelled(&leaves) && !listed {
                    self.keyed(&leaves);
                }
            }
            Content::List(list) => {
                let is_object = |inner: &&Datum| matches!(inner.content, Content::Object(_));
                let many = list.iter().filter(is_object).count() > 1;
                for inner in list {
                    self.read(inner, listed || many);
                }
            }
            Content::Words(_) => {}
        }
    }

    /// Reads an object that is a label with its value; whether it is one.
    fn labelled(&mut self, leaves: &[Leaf]) -> bool {
        let under = |keys: &[&str]| {
            keys.iter()
                .find_map(|key| leaves.iter().find(|leaf| leaf.key == *key))
        };
        let label = under(&LABEL_KEYS).map(|leaf| text(leaf.datum));
        let known = label.filter(|label| !self.lexicon.named(&label.words, "").is_empty());
        let (Some(label), Some(value)) = (known, under(&VALUE_KEYS)) else {
            return false;
        };
        let unit = under(&UNIT_KEYS).map(|leaf| text(leaf.datum));
        self.push(label, value.datum, unit);
        true
    }

    /// Reads the scalars of an object whose keys the lexicon knows.
    fn keyed(&mut self, leaves: &[Leaf]) {
        for leaf in leaves {
            if leaves.iter().any(|other| is_in_words(leaf.key, other.key)) {
                continue;
            }
            if let Some(concept) = self.concept(leaf.key) {
                let unit = self.unit_beside(concept, leaves);
                let label = Text {
                    words: leaf.key.to_owned(),
                    span: leaf.datum.span.clone(),
                };
                self.push(label, leaf.datum, unit);
            } else {
                self.inner(leaf.datum);
            }
        }
    }

    /// What a key names.
    fn concept(&self, key: &str) -> Option<&'a str> {
        self.lexicon
            .label_in(&["guide", "consult"], key)
            .map(|label| label.concept)
    }

    /// The unit of a limit that stands under a key of its own beside it, as a word or as a code.
    fn unit_beside(&self, concept: &str, leaves: &[Leaf]) -> Option<Text> {
        let leaf = leaves.iter().find(|leaf| {
            self.concept(leaf.key)
                .is_some_and(|other| other.strip_suffix("_unit") == Some(concept))
        })?;
        let printed = text(leaf.datum);
        if time_limit::unit(&printed.words).is_some() {
            return Some(printed);
        }
        let known = self
            .units
            .iter()
            .find(|(code, _)| *code == printed.words)
            .map(|(_, word)| *word);
        // The national item schema counts working days under code 1; the other codes differ from portal to portal.
        let national = || {
            self.lexicon
                .is_word("limit.code.working-day", &printed.words)
                .then(|| self.lexicon.words("limit.unit.working-day").first())?
                .map(String::as_str)
        };
        Some(Text {
            words: known.or_else(national)?.to_owned(),
            span: printed.span,
        })
    }

    /// Keeps a label (printed, or a known key) with its value.
    fn push(&mut self, label: Text, value: &Datum, unit: Option<Text>) {
        let items = self.fragment(value).map_or_else(Vec::new, |fragment| {
            let mut lines = fragment.lines;
            for line in &mut lines {
                line.span = value.span.clone();
            }
            lines
        });
        let labelled = of_data(label, text(value), unit, items);
        self.pairs.push(Pair::of(self.lexicon, labelled));
    }

    /// A string as the piece of a page that it is, if it has blocks in it.
    fn fragment(&mut self, datum: &Datum) -> Option<Page> {
        let Content::Words(words) = &datum.content else {
            return None;
        };
        if self.fragments == 0 || words.len() > FRAGMENT {
            return None;
        }
        let markup = markup::blocks(words)?;
        self.fragments -= 1;
        Some(self.page.fragment(&markup))
    }

    /// Reads the labels that stand in a string with mark-up; one label may be a word of a text.
    fn inner(&mut self, datum: &Datum) {
        let Some(fragment) = self.fragment(datum) else {
            return;
        };
        let found = view::labelled(self.lexicon, &fragment);
        if found.len() < 2 {
            return;
        }
        for inner in found {
            let at = |text: Text| Text {
                span: datum.span.clone(),
                ..text
            };
            let items = inner.items.into_iter().map(at).collect();
            let labelled = of_data(at(inner.label), at(inner.value), inner.unit.map(at), items);
            self.pairs.push(Pair::of(self.lexicon, labelled));
        }
    }
}

/// A label of data with its value.
fn of_data(label: Text, value: Text, unit: Option<Text>, items: Vec<Text>) -> Labelled {
    Labelled {
        label,
        value,
        unit,
        layout: Layout::Json,
        section: None,
        links: Vec::new(),
        images: Vec::new(),
        tables: Vec::new(),
        items,
        aside: false,
        filled_by_script: false,
    }
}

/// Whether a key holds in words what another holds as a code: `sfbl` and `sfblText`.
fn is_in_words(code: &str, words: &str) -> bool {
    words.len() > code.len()
        && words.is_ascii()
        && words.starts_with(code)
        && words.to_ascii_lowercase().ends_with("text")
}

/// The page's own table of unit codes: an object whose values are all time units.
fn unit_codes(datum: &Datum) -> Vec<(&str, &str)> {
    match &datum.content {
        Content::Object(entries) => {
            let units: Vec<(&str, &str)> = entries
                .iter()
                .filter_map(|(code, word)| match &word.content {
                    Content::Words(word) if time_limit::unit(word).is_some() => {
                        Some((code.as_str(), word.as_str()))
                    }
                    _ => None,
                })
                .collect();
            if units.len() >= 2 && units.len() == entries.len() {
                return units;
            }
            first(entries.iter().map(|(_, inner)| unit_codes(inner)))
        }
        Content::List(list) => first(list.iter().map(unit_codes)),
        Content::Words(_) => Vec::new(),
    }
}

/// The first table that is one.
fn first<'a>(mut tables: impl Iterator<Item = Vec<(&'a str, &'a str)>>) -> Vec<(&'a str, &'a str)> {
    tables.find(|table| !table.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    fn read(data: &str) -> Read {
        let guide =
            "<h1>摊位登记</h1><p>办理条件：有摊位</p><p>办理时限：5日</p><p>收费标准：不收费</p>";
        Read::html(&format!(
            "{guide}<script>var data = {data};</script><p>{}</p>",
            "说明。".repeat(50)
        ))
    }

    #[test]
    fn a_string_with_blocks_is_a_piece_of_a_page() {
        let listed = read(r#"{"name":"x","materials":"<p>申请表</p><p>身份证</p>"}"#);
        assert_eq!(listed.says("material.name"), ["申请表", "身份证"]);
        let labelled = read(r#"{"body":"<p>咨询电话：0100-555</p><p>办理地点：桥头一号</p>"}"#);
        assert_eq!(labelled.says("item.phone.consult"), ["0100-555"]);
        assert_eq!(labelled.says("item.address"), ["桥头一号"]);
    }
}
