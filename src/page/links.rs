//! Links, buttons that lead somewhere, and pictures.

use std::collections::BTreeSet;

use url::Url;

use super::flow::{BLOCK, printed};
use super::grow::is_fixed;
use super::regions::Regions;
use super::tag::Tag;
use super::tree::{Id, Node, Tree};
use super::{Image, Link, Text, drawn};

/// Characters kept of the words around a link or picture.
const NEAR: usize = 40;

/// The address that relative ones are read against.
pub(super) fn base(tree: &Tree, address: &Url) -> Url {
    tree.nodes
        .iter()
        .filter(|node| node.tag == Tag::Base)
        .find_map(|node| address.join(node.attribute("href")?.trim()).ok())
        .filter(|base| matches!(base.scheme(), "http" | "https"))
        .unwrap_or_else(|| address.clone())
}

/// Every link in order, with its node.
pub(super) fn links(tree: &Tree, regions: &Regions, base: &Url) -> (Vec<Link>, Vec<Id>) {
    let mut links = Vec::new();
    let mut ids = Vec::new();
    for (id, node) in tree.nodes.iter().enumerate() {
        let written = match node.tag {
            Tag::Text => continue,
            Tag::Frame | Tag::Iframe => node.attribute("src").map(str::to_owned),
            Tag::A | Tag::Area | Tag::Button => Some(written(tree, id).unwrap_or_default()),
            Tag::Input => handled(node.attribute("onclick")).or_else(|| of_form(tree, id)),
            _ => handled(node.attribute("onclick")),
        };
        let Some(written) = written else {
            continue;
        };
        let label = label(tree, id);
        let mut text = tree.text_of(id);
        if text.is_empty() {
            text.words = folded(node.attribute("value").unwrap_or(&label));
        }
        links.push(Link {
            address: absolute(base, &written),
            text,
            label,
            written,
            region: regions.region(id),
            before: before(tree, id),
            visible: !node.hidden,
            icon: icon(tree, id),
            drawn: drawn::names(tree, id),
        });
        ids.push(id);
    }
    (links, ids)
}

/// Where a link leads as written: its href, unless that only calls its handler.
fn written(tree: &Tree, id: Id) -> Option<String> {
    let node = &tree.nodes[id];
    let href = node.attribute("href").map(str::trim);
    let leads =
        href.is_some_and(|href| !href.is_empty() && !href.starts_with('#') && !is_script(href));
    if leads {
        return href.map(str::to_owned);
    }
    let in_script = href
        .filter(|href| is_script(href))
        .and_then(|href| handled(Some(href)));
    handled(node.attribute("onclick"))
        .or(in_script)
        .or_else(|| of_data(node))
        .or_else(|| of_form(tree, id))
        .or(href.map(str::to_owned))
}

/// Attributes in which an element keeps for its script where it leads.
const KEPT: [&str; 5] = ["data-url", "data-href", "data-link", "data-path", "url"];

/// The address that an element keeps for its script.
fn of_data(node: &Node) -> Option<String> {
    let kept = KEPT.iter().filter_map(|name| node.attribute(name));
    kept.map(str::trim)
        .find(|kept| kept.starts_with('/') && kept.len() > 1 || kept.starts_with("http"))
        .map(str::to_owned)
}

/// Elements of a form that are looked at.
const FIELDS: usize = 64;

/// Where a button sends a form that asks its reader nothing: such a form is a link.
fn of_form(tree: &Tree, id: Id) -> Option<String> {
    let kind = |node: &Node| node.attribute("type").unwrap_or("").to_ascii_lowercase();
    let own = kind(&tree.nodes[id]);
    let sends = match tree.nodes[id].tag {
        Tag::Button => matches!(own.as_str(), "" | "submit"),
        Tag::Input => matches!(own.as_str(), "submit" | "image"),
        _ => false,
    };
    let form = tree
        .ancestors(id)
        .find(|&id| sends && tree.nodes[id].tag == Tag::Form)?;
    let method = tree.nodes[form].attribute("method").unwrap_or("get");
    let action = tree.nodes[form].attribute("action")?.trim();
    if !method.trim().eq_ignore_ascii_case("get") || action.is_empty() || is_script(action) {
        return None;
    }
    let mut query = Vec::new();
    for id in tree.inside(form).take(FIELDS) {
        let node = &tree.nodes[id];
        match (node.tag, kind(node).as_str()) {
            (Tag::Input, "hidden") => query.push((
                node.attribute("name").unwrap_or_default(),
                node.attribute("value").unwrap_or_default(),
            )),
            (Tag::Input, "submit" | "button" | "image") => {}
            (Tag::Input | Tag::Select | Tag::Textarea, _) => return None,
            _ => {}
        }
    }
    let path = action.split(['?', '#']).next().unwrap_or(action);
    if query.is_empty() {
        return Some(path.to_owned());
    }
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(query)
        .finish();
    Some(format!("{path}?{query}"))
}

fn is_script(href: &str) -> bool {
    href.get(..11)
        .is_some_and(|start| start.eq_ignore_ascii_case("javascript:"))
}

/// The address inside a handler: behind `location` or `open(`, else a quoted word that can only be an address.
pub(super) fn handled(script: Option<&str>) -> Option<String> {
    let script = script?;
    let called = ["location", "open("].iter().find_map(|call| {
        let rest = &script[script.find(call)? + call.len()..];
        let quote = rest.find(['\'', '"'])?;
        // between the call and its address stand only these
        let between = rest[..quote].trim_end();
        let direct = between
            .chars()
            .all(|c| c.is_ascii_alphabetic() || " .=(".contains(c));
        direct.then(|| quoted(&rest[quote..])).flatten()
    });
    called.or_else(|| {
        script
            .match_indices(['\'', '"'])
            .take(16)
            .filter_map(|(at, _)| quoted(&script[at..]))
            .find(|word| {
                let path = word.starts_with('/') && word.len() > 1 && !word.contains(' ');
                path || word.starts_with("http://") || word.starts_with("https://")
            })
    })
}

/// The address a script sends the reader to.
pub(super) fn sent(script: &str) -> Option<String> {
    let calls = [
        "location.href",
        "location.replace",
        "location.assign",
        "window.open",
        "location",
    ];
    calls.iter().find_map(|call| {
        let rest = script[script.find(call)? + call.len()..].trim_start();
        let rest = rest.strip_prefix(['=', '('])?.trim_start();
        quoted(rest)
    })
}

/// Whether a script sends the reader away, whether or not the address stands in it.
pub(super) fn sends(script: &str) -> bool {
    let follows = |call: &str, is: &dyn Fn(&str) -> bool| {
        script
            .match_indices(call)
            .any(|(at, call)| is(script[at + call.len()..].trim_start()))
    };
    let assigned = |rest: &str| rest.starts_with('=') && !rest.starts_with("==");
    let called = |rest: &str| rest.starts_with('(');
    let here = |rest: &str| {
        let call = rest.split_once(')').map_or("", |(call, _)| call);
        ["_self", "_top", "_parent"]
            .iter()
            .any(|target| call.contains(target))
    };
    follows("location.href", &assigned)
        || follows("location", &assigned)
        || follows("location.replace", &called)
        || follows("location.assign", &called)
        || follows("window.open", &here)
}

fn quoted(rest: &str) -> Option<String> {
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (word, _) = rest[1..].split_once(quote)?;
    Some(word.to_owned())
}

/// The absolute address of what is written, without fragment.
pub(super) fn absolute(base: &Url, written: &str) -> Option<Url> {
    let written = written.trim();
    if written.is_empty() || written.starts_with('#') || is_script(written) {
        return None;
    }
    let mut address = base.join(written).ok()?;
    address.set_fragment(None);
    (matches!(address.scheme(), "http" | "https") && address.has_host()).then_some(address)
}

/// The picture in a link.
fn icon(tree: &Tree, id: Id) -> String {
    let pictures = tree
        .inside(id)
        .take(32)
        .filter(|&id| tree.nodes[id].tag == Tag::Img);
    pictures
        .filter_map(|id| tree.nodes[id].attribute("src"))
        .map(|src| src.trim().to_owned())
        .find(|src| !src.is_empty())
        .unwrap_or_default()
}

fn label(tree: &Tree, id: Id) -> String {
    let node = &tree.nodes[id];
    let alts = tree
        .inside(id)
        .take(32)
        .filter(|&id| tree.nodes[id].tag == Tag::Img)
        .filter_map(|id| tree.nodes[id].attribute("alt"));
    let words: Vec<&str> = node
        .attribute("title")
        .into_iter()
        .chain(node.attribute("alt").filter(|_| node.tag == Tag::Area))
        .chain(alts)
        .map(str::trim)
        .filter(|words| !words.is_empty())
        .collect();
    folded(&words.join(" "))
}

/// Words of an attribute with white space folded.
pub(super) fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The last words before a link in its block; where there are none, those before it in its row or list.
fn before(tree: &Tree, id: Id) -> String {
    let at = tree.nodes[id].words.start;
    let block = tree
        .ancestors(id)
        .find(|&id| !tree.nodes[id].tag.is_inline());
    let start = block.map_or(0, |block| tree.trimmed(block).start).min(at);
    let own = last(&tree.flow.words[start..at]);
    let near = own.rsplit(BLOCK).next().unwrap_or_default().trim();
    // a link that opens its block has the edge still before it
    let node = &tree.nodes[id];
    let opens = !node.words.is_empty() && tree.flow.words[at..].starts_with(BLOCK);
    if !near.is_empty() && !opens && node.tag.is_inline() {
        return printed(near);
    }
    let row = tree
        .ancestors(id)
        .take(8)
        .find(|&id| matches!(tree.nodes[id].tag, Tag::Tr | Tag::Li | Tag::Dl));
    row.map(|row| printed(last(&tree.flow.words[tree.nodes[row].words.start.min(at)..at]).trim()))
        .unwrap_or_default()
}

fn last(words: &str) -> &str {
    words
        .char_indices()
        .rev()
        .nth(NEAR - 1)
        .map_or(words, |(at, _)| &words[at..])
}

/// The first characters of words, where only a glimpse is kept.
pub(super) fn first(words: &str) -> &str {
    words
        .char_indices()
        .nth(NEAR)
        .map_or(words, |(at, _)| &words[..at])
}

/// The frames that are shown.
pub(super) fn frames(tree: &Tree, base: &Url) -> Vec<Url> {
    tree.nodes
        .iter()
        .filter(|node| matches!(node.tag, Tag::Iframe | Tag::Frame) && !node.hidden)
        .filter_map(|node| absolute(base, node.attribute("src")?.trim()))
        .collect()
}

/// Every picture in order, with its node.
pub(super) fn images(tree: &Tree, regions: &Regions) -> (Vec<Image>, Vec<Id>) {
    let mut images = Vec::new();
    let mut ids = Vec::new();
    for (id, node) in tree.nodes.iter().enumerate() {
        if node.tag != Tag::Img {
            continue;
        }
        let written = node
            .attribute("src")
            .filter(|src| !src.is_empty())
            .or_else(|| node.attribute("data-src"))
            .or_else(|| node.attribute("data-original"));
        let words: Vec<&str> = [node.attribute("alt"), node.attribute("title")]
            .into_iter()
            .flatten()
            .map(str::trim)
            .filter(|words| !words.is_empty())
            .collect();
        let around = tree
            .ancestors(id)
            .take(5)
            .find(|&id| !tree.nodes[id].tag.is_inline() && !tree.nodes[id].words.is_empty());
        images.push(Image {
            written: written.unwrap_or_default().trim().to_owned(),
            alt: words.join(" "),
            around: around
                .map(|id| printed(first(tree.words(id))))
                .unwrap_or_default(),
            region: regions.region(id),
            visible: !node.hidden,
            span: tree.span(node.source.clone()),
        });
        ids.push(id);
    }
    (images, ids)
}

/// Labels of fields and buttons in forms; those of fields that no reader can change are none.
pub(super) fn controls(tree: &Tree) -> Vec<Text> {
    let mut controls = Vec::new();
    let shown = shown_forms(tree);
    for (id, node) in tree
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| !node.hidden)
    {
        let form = || {
            tree.ancestors(id)
                .find(|&above| tree.nodes[above].tag == Tag::Form)
        };
        let words = match node.tag {
            _ if is_fixed(node) => continue,
            Tag::Label if !shown.is_empty() && form().is_some_and(|form| shown.contains(&form)) => {
                continue;
            }
            Tag::Label | Tag::Button | Tag::Legend => tree.text_of(id),
            Tag::Input | Tag::Textarea | Tag::Select => {
                let kind = node.attribute("type").unwrap_or("text");
                let button = ["button", "submit", "reset"].contains(&kind);
                let said = if button { "value" } else { "placeholder" };
                let words = node.attribute(said).or_else(|| node.attribute("title"));
                Text {
                    words: folded(words.unwrap_or_default()),
                    span: tree.span(node.source.clone()),
                }
            }
            _ => continue,
        };
        if !words.is_empty() {
            controls.push(words);
        }
    }
    controls
}

/// The forms that only show: they have fields, and none that a reader can fill.
fn shown_forms(tree: &Tree) -> BTreeSet<Id> {
    let forms = (0..tree.nodes.len()).filter(|&id| tree.nodes[id].tag == Tag::Form);
    let only_shows = |&form: &Id| {
        let mut fields = tree
            .inside(form)
            .map(|id| &tree.nodes[id])
            .filter(|node| matches!(node.tag, Tag::Input | Tag::Textarea | Tag::Select))
            .filter(|node| {
                let kind = node.attribute("type").unwrap_or("text");
                !node.hidden && !["button", "submit", "reset"].contains(&kind)
            })
            .peekable();
        fields.peek().is_some() && fields.all(is_fixed)
    };
    forms.filter(only_shows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Region;
    use crate::page::testing::page;

    #[test]
    fn a_handler_names_its_address() {
        let address = |script| handled(Some(script)).unwrap_or_default();
        assert_eq!(address("location.href='write.html'"), "write.html");
        assert_eq!(address("window.open(\"/a.html\", '_blank')"), "/a.html");
        assert_eq!(
            address("goto('https://a.invalid/x')"),
            "https://a.invalid/x"
        );
        assert_eq!(address("change('yj','yj1')"), "");
        assert_eq!(address("location.href=''"), "");
        assert_eq!(address("var a = location; b('x')"), "");
        assert_eq!(address("top.location = 政务公开"), "");
        assert_eq!(address("location.href = abca"), "");
        page("<script>top.location = 政务公开</script>");
    }

    #[test]
    fn only_web_addresses_are_absolute() {
        let base = Url::parse("http://a.invalid/x/y.html").expect("an address");
        let address = |written| absolute(&base, written).map(String::from);
        assert_eq!(
            address(" ../z.html#top ").as_deref(),
            Some("http://a.invalid/z.html")
        );
        for nothing in [
            "",
            "#",
            "#a",
            "javascript:;",
            "JavaScript:void(0)",
            "mailto:a@b",
            "http://",
        ] {
            assert_eq!(address(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn links_say_where_they_lead_and_stand() {
        let page = page(
            "<base href=/b/><div class=nav><a href=/>首页</a></div><div class=main>\
             <p>空白表格： <a href=t.doc title=下载><img src=i.png alt=表></a></p>\
             <div onclick=\"location.href='write.html'\">写信</div><a href='javascript:;'>在线办理</a>\
             <!-- <a href=old.html>旧</a> --><p style='display:none'><a href=h.html>藏</a></p></div>\
             <div class='bdsharebuttonbox'><a href=#>微博</a></div><p>正文正文正文正文</p>",
        );
        let told: Vec<_> = page
            .links
            .iter()
            .map(|link| {
                let address = link.address.as_ref().map(Url::path).unwrap_or_default();
                (
                    link.text.words.as_str(),
                    address,
                    link.region,
                    link.before.as_str(),
                    link.visible,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("首页", "/", Region::Chrome, "", true),
                ("下载 表", "/b/t.doc", Region::Body, "空白表格：", true),
                ("写信", "/b/write.html", Region::Body, "", true),
                ("在线办理", "", Region::Body, "", true),
                ("", "/b/h.html", Region::Body, "", false),
                ("微博", "", Region::Share, "", true),
            ]
        );
        assert_eq!(page.commented[0].words, "旧");
        assert_eq!(page.hidden[0].words, "藏");
    }
}
