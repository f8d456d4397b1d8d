//! Nothing in `src/` names a host, a body or the classes of one platform: those are data.

use std::fs;
use std::path::Path;

use super::source::literals;
use super::{Source, sources};

/// Hosts in the code, each with the file it may stand in and why.
const HOSTS: &[(&str, &str, &str)] = &[
    (
        "w3.org",
        "report/",
        "the name of the language that charts are written in",
    ),
    (
        "iipc.github.io",
        "archive/write.rs",
        "the name of the format that archives are written in",
    ),
    (
        "json-schema.org",
        "",
        "the name of the language that schemas are written in",
    ),
    (
        "baidu.com",
        "search/baidu.rs",
        "a search engine is a file of the program",
    ),
    (
        "bing.com",
        "search/bing.rs",
        "a search engine is a file of the program",
    ),
    (
        "sogou.com",
        "search/sogou.rs",
        "a search engine is a file of the program",
    ),
    (
        "so.com",
        "search/so360.rs",
        "a search engine is a file of the program",
    ),
    (
        "duckduckgo.com",
        "search/duckduckgo.rs",
        "a search engine is a file of the program",
    ),
    (
        "google.com",
        "search/google.rs",
        "a search engine is a file of the program",
    ),
    (
        "example.cn",
        "site/list/address.rs",
        "an example in a message, of nobody",
    ),
];

/// Ends of host names. Those that are reserved for examples (`.invalid`, `.example`, `.test`) name nobody.
const ENDS: [&str; 14] = [
    "cn", "com", "net", "org", "gov", "edu", "info", "top", "vip", "io", "hk", "mo", "tw", "uk",
];

/// The hosts that a text names.
fn hosts(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    text.split(|c| !is_part(c))
        .map(|word| word.trim_matches('.').to_ascii_lowercase())
        .filter(|word| {
            let (name, end) = word.rsplit_once('.').unwrap_or(("", word));
            !name.is_empty() && ENDS.contains(&end)
        })
        .collect()
}

#[test]
fn a_host_is_found_wherever_it_stands() {
    assert_eq!(
        hosts("https://zwfw.a-b.gov.cn/x?y=c.com"),
        ["zwfw.a-b.gov.cn", "c.com"]
    );
    assert_eq!(hosts("guide.condition, cn.html, a.invalid, .com"), [""; 0]);
}

#[test]
fn no_host_stands_in_the_code() {
    let mut faults = Vec::new();
    let mut used = vec![false; HOSTS.len()];
    for Source { name, code } in sources() {
        for literal in literals(&code) {
            for host in hosts(&literal.text) {
                let is_known = |(known, file, _): &(&str, &str, &str)| {
                    let same = host == *known || host.ends_with(&format!(".{known}"));
                    same && name.starts_with(file)
                };
                match HOSTS.iter().position(is_known) {
                    Some(at) => used[at] = true,
                    None => faults.push(format!(
                        "src/{name}:{}: `{host}`: hosts are data: indicators/hosts, indicators/lexicon or the round's list",
                        literal.line
                    )),
                }
            }
        }
    }
    for ((host, file, _), _) in HOSTS.iter().zip(&used).filter(|(_, used)| !**used) {
        faults.push(format!(
            "`{host}` stands no longer in src/{file}: take it off HOSTS"
        ));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Words of classes and ids that the code may know: plain English words that many unrelated pages use for the same purpose.
/// What one maker of pages calls things is data: `indicators/page/`.
const CLASS_WORDS: &str = "active aside block box breadcrumb bottom breadcrumbs cap caption common con content copy copyright count crumbs cur curr current \
    day days desc dis fade figure first foot footer global header headline hidden hide home hot icon in index label last main menu nav navigate none \
    num number off on page pane public recommend related right selected share show side sidebar site subject tab table title top topic align center width px undis val value web";

/// Attributes, their values and events of HTML, which every page has.
const HTML_WORDS: &str = "alt aria-controls aria-current false class collapse content content-type data- description display hidden href html http \
    http-equiv https id itemprop json lang name onclick property refresh rel src style text title type url value visibility xml:lang \
    location location.href location.assign location.replace window.open = ( , tabindex placeholder submit button reset image \
    action method post password search javascript";

/// Files that tell parts of a page by their classes.
fn looks_at_classes(code: &str) -> bool {
    [".names()", "attribute(\"class\")", "attribute(\"id\")"]
        .iter()
        .any(|call| code.contains(call))
}

#[test]
fn no_class_of_one_platform_stands_in_the_code() {
    let allowed = |word: &str| {
        let mut known = CLASS_WORDS
            .split_ascii_whitespace()
            .chain(HTML_WORDS.split_ascii_whitespace());
        known.any(|known| known == word)
    };
    let mut faults = Vec::new();
    let mut seen = 0;
    for Source { name, code } in sources() {
        // a reader of one search engine's pages knows that engine's classes
        let of_engine = name.starts_with("search/");
        if of_engine || !(name.starts_with("page/") || name.starts_with("extract/")) {
            continue;
        }
        let looks = looks_at_classes(&code);
        seen += usize::from(looks);
        for literal in literals(&code) {
            let text = literal.text.as_str();
            // the top-level domain of sites that are served from folders
            let is_domain = name == "extract/marks/domain.rs" && text == ".invalid";
            let is_selector = !is_domain
                && text.len() > 2
                && text.starts_with(['.', '#'])
                && text[1..]
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
            let is_word = text.chars().any(|c| c.is_ascii_lowercase())
                && text
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '_' | '.'));
            if is_selector || (looks && is_word && !allowed(text)) {
                faults.push(format!(
                    "src/{name}:{}: `{text}`: a class belongs to indicators/page/, or is a plain word that CLASS_WORDS names",
                    literal.line
                ));
            }
        }
    }
    assert!(
        seen >= 3,
        "no file looks at classes any more: this test looks at nothing"
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn data_on_the_layout_of_pages_names_no_host() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("indicators/page");
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        let text = fs::read_to_string(&path).expect("a data file is text");
        let told: String = text
            .lines()
            .map(|line| line.split('#').next().unwrap_or(""))
            .collect();
        assert_eq!(hosts(&told), [""; 0], "{}", path.display());
    }
}
