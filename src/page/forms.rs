//! Forms that a reader can fill in, and the scripts that a page loads.

use url::Url;

use super::grow::is_fixed;
use super::links::absolute;
use super::tag::Tag;
use super::tree::{Id, Tree};
use super::{Form, Text};

/// Forms of a page that are looked at, and fields of one.
const FORMS: usize = 64;
const FIELDS: usize = 64;

/// Scripts that are kept.
const SCRIPTS: usize = 256;

/// The forms that can be seen, in order.
pub(super) fn forms(tree: &Tree, base: &Url) -> Vec<Form> {
    let shown = |id: &Id| tree.nodes[*id].tag == Tag::Form && !tree.nodes[*id].hidden;
    let ids = (0..tree.nodes.len()).filter(shown);
    ids.take(FORMS).map(|id| form(tree, id, base)).collect()
}

/// Whether a field for a password can be seen.
pub(super) fn has_password(tree: &Tree) -> bool {
    tree.nodes.iter().any(|node| {
        let kind = || node.attribute("type").unwrap_or_default().trim();
        node.tag == Tag::Input && !node.hidden && kind().eq_ignore_ascii_case("password")
    })
}

fn form(tree: &Tree, id: Id, base: &Url) -> Form {
    let node = &tree.nodes[id];
    let action = match node.attribute("action").map(str::trim) {
        // without an address of its own a form leads back to its page
        None | Some("") => absolute(base, base.as_str()),
        Some(written) => absolute(base, written),
    };
    let mut form = Form {
        action,
        is_get: node
            .attribute("method")
            .is_none_or(|method| !method.trim().eq_ignore_ascii_case("post")),
        lines: Vec::new(),
        has_text: false,
        has_password: false,
        words: Vec::new(),
        span: tree.span(node.source.clone()),
    };
    let fields = tree.inside(id).filter(|&id| {
        let node = &tree.nodes[id];
        !node.hidden
            && matches!(node.tag, Tag::Input | Tag::Textarea | Tag::Button)
            && !is_fixed(node)
    });
    for field in fields.take(FIELDS) {
        form.take(tree, field);
    }
    form
}

impl Form {
    fn take(&mut self, tree: &Tree, id: Id) {
        let node = &tree.nodes[id];
        let kind = node.attribute("type").unwrap_or("text").trim();
        let is = |known: &str| kind.eq_ignore_ascii_case(known);
        match node.tag {
            Tag::Textarea => self.has_text = true,
            Tag::Input if is("password") => self.has_password = true,
            Tag::Input if is("text") || is("search") => {
                let name = node.attribute("name").or_else(|| node.attribute("id"));
                self.lines.push(name.unwrap_or_default().to_owned());
            }
            _ => {}
        }
        let own = tree.words(id);
        let said = ["placeholder", "value", "title"].map(|name| node.attribute(name));
        let words = said.into_iter().flatten().chain([own]);
        self.words.extend(
            words
                .map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|words| !words.is_empty()),
        );
    }
}

/// The addresses of the scripts that a page loads, as written, in order.
pub(super) fn loads(tree: &Tree) -> Vec<Text> {
    let scripts = tree.nodes.iter().filter(|node| node.tag == Tag::Script);
    scripts
        .filter_map(|node| {
            let words = node.attribute("src")?.trim().to_owned();
            let span = tree.span(node.source.clone());
            (!words.is_empty()).then_some(Text { words, span })
        })
        .take(SCRIPTS)
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::page::testing::page;

    #[test]
    fn a_form_says_how_and_where_it_asks() {
        let page = page(
            "<form action=/s method=POST><input name=kw placeholder='请输入  关键字'><input type=submit value=搜索></form>\
             <form><input type=text id=u><input type=password name=p></form><form style='display:none'><input></form>\
             <form action='javascript:go()'><textarea></textarea></form>",
        );
        let told: Vec<_> = page
            .forms
            .iter()
            .map(|form| {
                (
                    form.action.is_some(),
                    form.is_get,
                    form.lines.join(","),
                    form.has_text,
                    form.has_password,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (true, false, "kw".to_owned(), false, false),
                (true, true, "u".to_owned(), false, true),
                (false, true, String::new(), true, false),
            ]
        );
        assert_eq!(page.forms[0].words, ["请输入 关键字", "搜索"]);
    }

    #[test]
    fn a_password_is_asked_in_a_form_or_outside_of_one() {
        assert!(page("<form><input type=Password></form>").has_password);
        assert!(page("<table><tr><td><input type=' password'></table>").has_password);
        assert!(!page("<div style='display:none'><input type=password></div><input>").has_password);
    }

    #[test]
    fn what_no_reader_can_change_is_not_asked() {
        let page = page(
            "<form><label>标题</label><input readonly value=路灯><label>内容</label><textarea readonly>不亮</textarea></form>",
        );
        assert!(page.forms[0].lines.is_empty() && !page.forms[0].has_text);
        assert!(page.controls.is_empty());
    }

    #[test]
    fn scripts_are_kept_with_the_place_of_their_tag() {
        let page = page("<script src=a/map.js></script><script>x</script><p>词</p>");
        let loads: Vec<&str> = page.loads.iter().map(|text| text.words.as_str()).collect();
        assert_eq!(loads, ["a/map.js"]);
        assert!(page.loads[0].span.end > page.loads[0].span.start);
    }
}
