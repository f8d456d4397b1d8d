//! From a capture to a page: every part is read once, in the order in which the parts need each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use url::Url;

use super::counted::counted;
use super::decode::{Decoded, decode};
use super::flow::{BLOCK, LINE};
use super::guard::{Skeleton, skeleton};
use super::headline::headline;
use super::json::Documents;
use super::panels::tabs;
use super::regions::Regions;
use super::scripted::{filled, has_mount};
use super::sections::Outline;
use super::table::{Grid, grids, tables};
use super::tag::Tag;
use super::tree::{Id, Tree};
use super::{Datum, Meta, Page, Prose, Text, dom, forms, grow, json, links, plain, stored};
use crate::archive::{Capture, CaptureId, CaptureKind};
use crate::site::{Cause, SiteId};

/// What a page keeps for questions that come later.
#[derive(Debug, Default)]
pub(super) struct Inside {
    pub(super) tree: Tree,
    pub(super) regions: Regions,
    pub(super) outline: Outline,
    pub(super) grids: Vec<Grid>,
    /// The node of each link, image and table.
    pub(super) links: Vec<Id>,
    pub(super) images: Vec<Id>,
    pub(super) tables: Vec<Id>,
    /// Empty elements that a script fills.
    pub(super) filled: BTreeSet<Id>,
    /// The lines of the page's own body, once they are asked for.
    pub(super) own_lines: OnceLock<Vec<usize>>,
    /// How many of its words are its own, once that is asked for.
    pub(super) prose: OnceLock<Prose>,
}

/// Reads a capture as a page.
pub(super) fn read(capture: &Capture) -> Page {
    let kind = capture.header("content-type");
    let decoded = decode(&capture.body, kind);
    let address = Url::parse(&capture.address)
        .unwrap_or_else(|_| Url::parse("http://unknown.invalid/").expect("a fixed address is one"));
    let source = decoded.text.as_str();
    let says_data = kind.is_some_and(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.contains("json") || kind.contains("javascript")
    });
    let is_data = says_data || source.trim_start().starts_with(['{', '[']);
    let documents = is_data
        .then(|| json::whole(source, &decoded.places, says_data))
        .flatten();
    match documents {
        Some(documents) => of_json(capture, address, decoded, documents),
        None => of_markup(capture, address, &decoded),
    }
}

/// Reads mark-up that stands as a string in the data of a page. Places are bytes of that string.
pub(super) fn fragment(page: &Page, markup: &str) -> Page {
    read(&Capture {
        id: page.capture.clone(),
        site: SiteId(String::new()),
        order: 0,
        depth: 0,
        kind: CaptureKind::Page,
        address: page.address.to_string(),
        captured: String::new(),
        status: None,
        headers: vec![(
            "content-type".to_owned(),
            "text/html; charset=utf-8".to_owned(),
        )],
        body: markup.as_bytes().to_vec(),
        redirect: None,
        cause: None,
        findings: Vec::new(),
        notes: BTreeMap::new(),
    })
}

/// A page of one value of a page's data, as if the response had held nothing else.
pub(super) fn part(page: &Page, datum: Datum) -> Page {
    Page {
        length: page.length,
        charset: page.charset,
        declared: page.declared.clone(),
        findings: page.findings.clone(),
        json: vec![datum],
        ..empty(page.capture.clone(), page.address.clone())
    }
}

fn of_json(capture: &Capture, address: Url, decoded: Decoded, documents: Documents) -> Page {
    let mut page = blank(capture, address, &decoded);
    page.findings = decoded.findings;
    page.take_data(documents);
    page
}

impl Page {
    /// Keeps the documents that stand in it.
    fn take_data(&mut self, documents: Documents) {
        self.json = documents.list;
        if documents.is_cut && !self.findings.contains(&Cause::ParseLimit) {
            self.findings.push(Cause::ParseLimit);
        }
    }
}

fn blank(capture: &Capture, address: Url, decoded: &Decoded) -> Page {
    Page {
        length: u64::try_from(capture.body.len()).expect("a length fits 64 bits"),
        charset: decoded.charset,
        declared: decoded.declared.clone(),
        ..empty(capture.id.clone(), address)
    }
}

/// A page with nothing on it.
fn empty(capture: CaptureId, address: Url) -> Page {
    Page {
        capture,
        address,
        length: 0,
        charset: encoding_rs::UTF_8.name(),
        declared: None,
        lang: None,
        title: None,
        headline: None,
        metas: Vec::new(),
        links: Vec::new(),
        images: Vec::new(),
        frames: Vec::new(),
        tables: Vec::new(),
        sections: Vec::new(),
        blocks: Vec::new(),
        lines: Vec::new(),
        commented: Vec::new(),
        hidden: Vec::new(),
        json: Vec::new(),
        scripts: 0,
        counted: None,
        mount: false,
        refresh: None,
        leaves: false,
        controls: Vec::new(),
        forms: Vec::new(),
        has_password: false,
        loads: Vec::new(),
        findings: Vec::new(),
        inside: Arc::default(),
    }
}

fn of_markup(capture: &Capture, address: Url, decoded: &Decoded) -> Page {
    let stored = stored::opened(&decoded.text);
    let source = stored.as_deref().unwrap_or(&decoded.text);
    let (built, skeleton) = if is_plain(capture) {
        plain::build(source)
    } else {
        let skeleton = skeleton(source);
        (dom::build(&skeleton), skeleton)
    };
    let grown = grow::grow(built, &skeleton, source, decoded.places.clone());
    let tree = grown.tree;
    let regions = Regions::of(&tree);
    let base = links::base(&tree, &address);
    let (links, link_ids) = links::links(&tree, &regions, &base);
    let (images, image_ids) = links::images(&tree, &regions);
    let outline = Outline::of(&tree, &regions, &image_ids, tabs(&tree));
    let grids = grids(&tree);

    let mut page = blank(capture, address, decoded);
    page.lang = tree
        .nodes
        .iter()
        .find(|node| node.tag == Tag::Html)
        .and_then(|node| {
            node.attribute("lang")
                .or_else(|| node.attribute("xml:lang"))
        })
        .map(str::to_owned);
    page.title = grown.title;
    page.hidden = grown.hidden;
    page.metas = metas(&tree);
    page.tables = tables(&tree, &regions, &grids, [&link_ids, &image_ids], |id| {
        outline.section(&tree, id, tree.nodes[id].words.start)
    });
    page.sections = outline.sections(&tree);
    page.headline = headline(&page, &tree, &regions, &links, &link_ids);
    (page.blocks, page.lines) = blocks_and_lines(&tree);
    page.commented = skeleton
        .comments
        .iter()
        .map(|span| grow::loose(source, span.clone(), &decoded.places))
        .filter(|text| !text.is_empty())
        .collect();
    let scripts = tree.nodes.iter().filter(|node| node.tag == Tag::Script);
    page.scripts = u32::try_from(scripts.count()).expect("nodes are few");
    page.counted = counted(&tree, &skeleton, source);
    page.mount = has_mount(&tree, &regions);
    page.refresh = refresh(&tree, &skeleton, source, &base);
    page.leaves = page.refresh.is_none() && !page.mount && leaves(&tree, &skeleton, source);
    page.controls = links::controls(&tree);
    page.forms = forms::forms(&tree, &base);
    page.has_password = forms::has_password(&tree);
    page.loads = forms::loads(&tree);
    page.findings.clone_from(&decoded.findings);
    for finding in &skeleton.findings {
        if !page.findings.contains(finding) {
            page.findings.push(*finding);
        }
    }
    page.take_data(json::documents(&skeleton, source, &decoded.places));
    page.links = links;
    page.images = images;
    page.frames = links::frames(&tree, &base);
    page.inside = Arc::new(Inside {
        tables: grids.iter().map(|grid| grid.id).collect(),
        filled: filled(&tree, &skeleton, source),
        tree,
        regions,
        outline,
        grids,
        links: link_ids,
        images: image_ids,
        own_lines: OnceLock::new(),
        prose: OnceLock::new(),
    });
    page
}

/// Whether a capture is plain text and no mark-up.
fn is_plain(capture: &Capture) -> bool {
    capture
        .header("content-type")
        .is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("text/plain"))
}

fn metas(tree: &Tree) -> Vec<Meta> {
    let metas = tree.nodes.iter().filter(|node| node.tag == Tag::Meta);
    metas
        .filter_map(|node| {
            let name = ["name", "property", "http-equiv", "itemprop"]
                .iter()
                .find_map(|key| node.attribute(key))?;
            let content = node.attribute("content").unwrap_or_default();
            let words: Vec<&str> = content.split_whitespace().collect();
            Some(Meta {
                name: name.trim().to_owned(),
                content: Text {
                    words: words.join(" "),
                    span: tree.span(node.source.clone()),
                },
            })
        })
        .collect()
}

/// The words of each block, and of each line of one.
fn blocks_and_lines(tree: &Tree) -> (Vec<Text>, Vec<Text>) {
    let (mut blocks, mut lines) = (Vec::new(), Vec::new());
    let flow = tree.flow.words.as_bytes();
    let is_edge = |byte: u8| matches!(char::from(byte), BLOCK | LINE);
    let edges = (0..flow.len()).filter(|at| is_edge(flow[*at]));
    let (mut block, mut line) = (0, 0);
    for at in edges.chain([flow.len()]) {
        let text = tree.text(line..at);
        let ends = flow.get(at).is_none_or(|byte| char::from(*byte) == BLOCK);
        if ends {
            // most blocks are one line
            let whole = if block == line {
                text.clone()
            } else {
                tree.text(block..at)
            };
            blocks.extend(Some(whole).filter(|text| !text.is_empty()));
            block = at + 1;
        }
        lines.extend(Some(text).filter(|text| !text.is_empty()));
        line = at + 1;
    }
    (blocks, lines)
}

/// Whether there is next to nothing to read.
fn almost_empty(tree: &Tree) -> bool {
    tree.flow.words.chars().take(61).count() <= 60
}

/// Whether a script of an empty page sends the reader away, wherever to.
fn leaves(tree: &Tree, skeleton: &Skeleton, source: &str) -> bool {
    almost_empty(tree)
        && skeleton
            .raws
            .iter()
            .filter(|(tag, ..)| *tag == Tag::Script)
            .any(|(_, _, span)| links::sends(&source[span.clone()]))
}

/// Where the page sends its reader: a meta refresh, or a script, when there is next to nothing to read.
fn refresh(tree: &Tree, skeleton: &Skeleton, source: &str, base: &Url) -> Option<Url> {
    let said = tree
        .nodes
        .iter()
        .filter(|node| node.tag == Tag::Meta)
        .filter(|node| {
            node.attribute("http-equiv")
                .is_some_and(|name| name.trim().eq_ignore_ascii_case("refresh"))
        })
        .find_map(|node| {
            let (delay, rest) = node.attribute("content")?.split_once([';', ','])?;
            let soon = delay
                .trim()
                .parse::<f32>()
                .is_ok_and(|seconds| seconds < 30.0);
            let rest = rest.trim();
            let at = rest
                .get(..3)
                .filter(|start| start.eq_ignore_ascii_case("url"));
            let rest = at.map_or(rest, |_| rest[3..].trim_start().trim_start_matches('='));
            soon.then(|| rest.trim().trim_matches(['\'', '"']).to_owned())
        });
    let scripted = || {
        if !almost_empty(tree) {
            return None;
        }
        skeleton
            .raws
            .iter()
            .filter(|(tag, ..)| *tag == Tag::Script)
            .find_map(|(_, _, span)| links::sent(&source[span.clone()]))
    };
    links::absolute(base, &said.or_else(scripted)?)
}

#[cfg(test)]
mod tests {
    use crate::page::testing::{page, page_at};

    #[test]
    fn a_page_says_what_it_is() {
        let page = page(
            "<html lang=zh-CN><head><title> 企业登记 - 青岚 </title><meta name=SiteName content='青岚省'>\
             <meta http-equiv=refresh content=\"0; url='/new/'\"></head><body><h1>企业登记</h1>\
             <form><label>标题</label><input placeholder=内容><button>提交</button></form><script>x()</script>",
        );
        assert_eq!(page.lang.as_deref(), Some("zh-CN"));
        assert_eq!(
            page.title.as_ref().map(|title| title.words.as_str()),
            Some("企业登记 - 青岚")
        );
        assert_eq!(
            page.headline.as_ref().map(|text| text.words.as_str()),
            Some("企业登记")
        );
        assert_eq!(
            (
                page.metas[0].name.as_str(),
                page.metas[0].content.words.as_str()
            ),
            ("SiteName", "青岚省")
        );
        assert_eq!(page.refresh.as_ref().map(url::Url::path), Some("/new/"));
        assert_eq!(
            page.controls
                .iter()
                .map(|text| text.words.as_str())
                .collect::<Vec<_>>(),
            ["标题", "内容", "提交"]
        );
        assert_eq!(page.scripts, 1);
    }

    #[test]
    fn a_script_that_sends_on_counts_only_on_an_empty_page() {
        let sends = "<script>window.location.href = '/home.html';</script>";
        assert!(page(sends).refresh.is_some());
        assert!(
            page(&format!("{sends}<p>{}</p>", "正文".repeat(40)))
                .refresh
                .is_none()
        );
    }

    #[test]
    fn a_json_answer_is_one_document() {
        let page = page_at(br#"{"a": [1]}"#, "application/json", "http://a.invalid/");
        assert_eq!((page.json.len(), page.json[0].span.clone()), (1, 0..10));
    }
}
