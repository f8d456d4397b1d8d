//! A **page** is a capture as a reader sees it: decoded, its visible words with the place of each, its links, tables and
//! pairs of label and value.
//!
//! Reading never fails: whatever the bytes are, a page comes out, with findings for what was cut or odd. Places are bytes
//! of the capture's body, so that any quoted words can be shown in the archived response.

mod counted;
mod decode;
mod dom;
mod drawn;
mod drawn_table;
mod entity;
mod flow;
mod folds;
mod forms;
mod grow;
mod grown;
mod guard;
mod headline;
mod json;
mod label;
mod layout;
pub(crate) mod leads;
mod links;
mod menus;
mod pager;
mod panels;
mod pieces;
mod places;
mod plain;
mod prescan;
mod prose;
mod read;
mod records;
mod regions;
mod repeats;
mod revealed;
pub mod robots;
mod scan;
mod scripted;
mod sections;
pub mod select;
pub mod shell;
pub mod sitemap;
#[cfg(test)]
mod spans;
mod stored;
mod table;
mod tag;
#[cfg(test)]
mod testing;
mod titles;
mod tree;
pub mod wall;

use std::ops::Range;
use std::sync::Arc;

use url::Url;

use crate::archive::{Capture, CaptureId};
use crate::site::Cause;

pub use counted::Counted;
pub use label::is_question;
pub use layout::{Known, Test};
pub use pager::{Number, Row};
pub use prose::Prose;
pub use records::{Records, Wanted};
pub use repeats::{Brief, Entry};

/// Words on a page, with their place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The words, white space folded to single spaces and trimmed.
    pub words: String,
    /// Bytes of the capture's body from the first word to the last, mark-up between them included.
    pub span: Range<u64>,
}

impl Text {
    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// Where a link stands, as far as mark-up and position tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// In the body of the page.
    Body,
    /// In a navigation, header or footer block.
    Chrome,
    /// In a block of share buttons (class or id says share, bdshare, jiathis, social-share …, or the text 分享 leads it).
    Share,
}

/// A link, button or other thing that leads somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its words: text, else the alt or title of what it holds.
    pub text: Text,
    /// The title attribute, and the alt texts of images in it.
    pub label: String,
    /// The address as written: href, or the address inside an onclick such as `location.href='…'` or `window.open('…')`.
    pub written: String,
    /// The absolute address (http or https), without fragment; nothing for `javascript:`, `#`, empty and unreadable ones.
    pub address: Option<Url>,
    /// Where it stands.
    pub region: Region,
    /// Words just before it in the same block, at most 40 characters, e.g. the cell or list label it belongs to.
    pub before: String,
    /// Whether it can be seen (not `display:none`, not `hidden`; panels of tabs count as visible).
    pub visible: bool,
    /// The src attribute of the first picture in it, as written; empty where it holds none.
    pub icon: String,
    /// Class and id of a link without words and picture, and of what it holds: an icon that mark-up draws.
    pub drawn: String,
}

impl Link {
    /// Whether a reader finds it in the body of the page.
    pub fn is_of_body(&self) -> bool {
        self.visible && self.region == Region::Body
    }
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The src attribute as written.
    pub written: String,
    /// The alt and title attributes, joined.
    pub alt: String,
    /// Words of the smallest block around it (caption), at most 40 characters.
    pub around: String,
    /// Where it stands.
    pub region: Region,
    /// Whether it can be seen.
    pub visible: bool,
    /// Its tag in the body.
    pub span: Range<u64>,
}

/// The layout in which a label stands with its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layout {
    /// A table row: th/td, td/td, four-column tables; also head row over value row.
    Row,
    /// dt/dd.
    Definition,
    /// Two sibling elements, label first (or, on a metric card, value first).
    Siblings,
    /// `label：value` in one run of text.
    Colon,
    /// A heading, list number or tab head and the content below or behind it.
    Heading,
    /// A key, or a label beside a value, in [`Page::json`]; never among the pairs of [`Page::labelled`].
    Json,
}

/// A label and the value that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    /// The label as printed.
    pub label: Text,
    /// The value as printed; empty words where the cell is empty.
    pub value: Text,
    /// The unit when it stands in a cell or element of its own beside the value.
    pub unit: Option<Text>,
    /// How they stand.
    pub layout: Layout,
    /// The nearest heading or tab head above, if any.
    pub section: Option<String>,
    /// Links inside the value.
    pub links: Vec<usize>,
    /// Images inside the value, as indexes into [`Page::images`].
    pub images: Vec<usize>,
    /// Tables inside the value, as indexes into [`Page::tables`].
    pub tables: Vec<usize>,
    /// List items (li or paragraphs) inside the value, when it is a list.
    pub items: Vec<Text>,
    /// Whether it stands in a side column, a related-items box or navigation rather than in the page's main content.
    pub aside: bool,
    /// Whether nothing stands in it because a script of the page fills it.
    pub filled_by_script: bool,
}

impl Labelled {
    /// A label with its value in the page's main content, and nothing in or around them.
    pub fn plain(label: Text, value: Text, layout: Layout) -> Self {
        Self {
            label,
            value,
            unit: None,
            layout,
            section: None,
            links: Vec::new(),
            images: Vec::new(),
            tables: Vec::new(),
            items: Vec::new(),
            aside: false,
            filled_by_script: false,
        }
    }
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// Its words.
    pub text: Text,
    /// Whether it is a `th`.
    pub head: bool,
    /// Links in it, as indexes into [`Page::links`].
    pub links: Vec<usize>,
    /// Pictures in it, as indexes into [`Page::images`].
    pub images: Vec<usize>,
}

/// A table as a grid: spans are spread, so `rows[r][c]` is what a reader sees at row r, column c.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The rows, each a row of cells. Hidden rows are left out.
    pub rows: Vec<Vec<Cell>>,
    /// The nearest heading, tab head or caption above.
    pub section: Option<String>,
    /// Nested in another table that only lays out the page.
    pub nested: bool,
    /// Whether it stands in a side column rather than in the main content.
    pub aside: bool,
}

/// A heading (h1–h6, a numbered or emphasised line, a tab head) with the content up to the next of its rank.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The heading's words.
    pub heading: Text,
    /// 1 for h1 … 6 for h6, 7 for lines that only look like headings.
    pub rank: u8,
    /// Everything below it.
    pub content: Text,
}

/// A form that a reader can fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Where it leads, absolute and without fragment; nothing where a script takes it.
    pub action: Option<Url>,
    /// Whether it asks by a plain address (GET).
    pub is_get: bool,
    /// Names of its fields for a line of text.
    pub lines: Vec<String>,
    /// Whether it has a field for longer text.
    pub has_text: bool,
    /// Whether it has a field for a password.
    pub has_password: bool,
    /// Words in and on its fields and buttons.
    pub words: Vec<String>,
    /// Its tag in the body.
    pub span: Range<u64>,
}

impl Form {
    /// Whether it only asks for lines of text, as a search does: no letter, no password.
    pub fn asks_lines_only(&self) -> bool {
        !self.lines.is_empty() && !self.has_text && !self.has_password
    }
}

/// A value in JSON data of the page, with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Datum {
    /// What it holds.
    pub content: Content,
    /// Its source in the body; a string's without the quotes.
    pub span: Range<u64>,
}

/// What a JSON value holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A string's words, a number or a truth value as printed; nothing for `null`.
    Words(String),
    /// A list.
    List(Vec<Datum>),
    /// An object's entries in printed order; of two under one key the later.
    Object(Vec<(String, Datum)>),
}

/// A meta element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meta {
    /// Its name, property or http-equiv, as written.
    pub name: String,
    /// Its content.
    pub content: Text,
}

/// A capture as a reader sees it.
#[derive(Debug, Clone)]
pub struct Page {
    /// The capture it was read from.
    pub capture: CaptureId,
    /// Its address.
    pub address: Url,
    /// Length of the body in bytes.
    pub length: u64,
    /// The charset used, as the WHATWG names it.
    pub charset: &'static str,
    /// The charset that was declared (header or meta), as written.
    pub declared: Option<String>,
    /// The lang attribute of the root.
    pub lang: Option<String>,
    /// The title element.
    pub title: Option<Text>,
    /// The first h1, else the heading that stands out as the page's own.
    pub headline: Option<Text>,
    /// Meta elements, in order.
    pub metas: Vec<Meta>,
    /// Links in order.
    pub links: Vec<Link>,
    /// Images in order.
    pub images: Vec<Image>,
    /// Tables in order, layout tables included.
    pub tables: Vec<Table>,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// All visible words, block by block, one entry a block (paragraph, cell, list item, heading).
    pub blocks: Vec<Text>,
    /// The same words line by line: a block, or a part of one between `<br>`s.
    pub lines: Vec<Text>,
    /// Words inside HTML comments, one entry a comment.
    pub commented: Vec<Text>,
    /// Words that are in the page but hidden (not tab panels).
    pub hidden: Vec<Text>,
    /// Addresses of the frames whose pages stand in this one, absolute, without fragment.
    pub frames: Vec<Url>,
    /// JSON documents in scripts, in order.
    pub json: Vec<Datum>,
    /// Number of script elements.
    pub scripts: u32,
    /// What its scripts and attributes count of the list on it.
    pub counted: Option<Counted>,
    /// Whether the body holds an empty element in which a script shows everything: `<div id="app"></div>`.
    pub mount: bool,
    /// Address a script or meta refresh sends the reader to, if the page does nothing else.
    pub refresh: Option<Url>,
    /// Whether a script sends the reader of an empty page away, to an address that stands in no script.
    pub leaves: bool,
    /// Labels of input fields and buttons in forms (a letter form, a search form).
    pub controls: Vec<Text>,
    /// The forms that can be seen, in order.
    pub forms: Vec<Form>,
    /// Whether a field for a password can be seen, in a form or outside of one.
    pub has_password: bool,
    /// Addresses of the scripts it loads, as written, in order.
    pub loads: Vec<Text>,
    /// What was cut or odd.
    pub findings: Vec<Cause>,
    /// The tree and the flow of words, for labels that are asked for later.
    inside: Arc<read::Inside>,
}

impl Page {
    /// Reads a capture, whatever its bytes are.
    pub fn read(capture: &Capture) -> Self {
        read::read(capture)
    }

    /// Reads mark-up that stands as a string in this page's data. Places in it are bytes of that string, not of the body.
    #[must_use]
    pub fn fragment(&self, markup: &str) -> Self {
        read::fragment(self, markup)
    }

    /// Whether it is data, for a program to read, and shows nothing to people.
    pub fn is_data(&self) -> bool {
        !self.json.is_empty() && self.blocks.is_empty() && self.scripts == 0
    }

    /// One value of this page's data as a page of its own; places in it are still bytes of this page's body.
    #[must_use]
    pub fn part(&self, datum: Datum) -> Self {
        read::part(self, datum)
    }

    /// How much of the body is its own words, links and running text.
    pub fn prose(&self) -> Prose {
        *self.inside.prose.get_or_init(|| prose::prose(&self.inside))
    }

    /// Lists of like elements side by side in the body, in order; each text of the page is tested once.
    pub fn repeats<const N: usize>(&self, tests: [&dyn Fn(&str) -> bool; N]) -> Vec<Vec<Brief<N>>> {
        repeats::repeats(&self.inside, tests)
    }

    /// Records that repeat on the page: its lists, each with the row of heads before it, and neighbours that take turns.
    pub fn records(&self, wanted: Wanted<'_>) -> Vec<Records> {
        records::records(&self.inside, wanted)
    }

    /// Tables of the body that are drawn with other elements than cells, below heads of which `is_head` knows one.
    pub fn drawn_tables(&self, is_head: &dyn Fn(&str) -> bool) -> Vec<Table> {
        drawn_table::drawn_tables(&self.inside, is_head)
    }

    /// Elements of the body that hold several others, each as one entry, in order.
    pub fn containers(&self) -> Vec<Entry> {
        records::containers(&self.inside)
    }

    /// The rows of rising numbers by which one may turn pages, in order.
    pub fn pagers(&self) -> Vec<Row> {
        pager::rows(&self.inside)
    }

    /// The lines of the body that stand out as titles do, in order.
    pub fn titles(&self) -> Vec<Text> {
        titles::titles(&self.inside)
    }

    /// The lines of the page's own body, in order: not of its frame, side columns and foot.
    pub fn own_lines(&self) -> Vec<Text> {
        titles::lines(&self.inside)
    }

    /// The texts of a line that mark-up sets apart, in order.
    pub fn pieces(&self, line: &Range<u64>) -> Vec<Text> {
        pieces::pieces(&self.inside, line)
    }

    /// Every label of the page that satisfies `is_label`, with its value, in document order.
    ///
    /// `is_label` is asked about the label's words without numbering, bullets and colon; a unit in brackets stays in
    /// them. A label that stands in more than one layout is reported once, in the strongest.
    pub fn labelled(&self, is_label: &dyn Fn(&str) -> bool) -> Vec<Labelled> {
        self.labelled_as(&Known {
            is_label,
            opens_text: &|_| false,
            ends_text: &|_, _, _| false,
            takes_lines: &|_| false,
        })
    }

    /// As [`Page::labelled`], where some labels are known to stand before running text.
    pub fn labelled_as(&self, known: &Known<'_>) -> Vec<Labelled> {
        layout::labelled(&self.inside, known)
    }

    /// Pairs of the strong layouts (cells, dt and dd, `label：value`), whatever the label, so that unknown labels can be
    /// counted.
    pub fn pairs(&self) -> Vec<Labelled> {
        layout::strong(&self.inside)
    }
}
