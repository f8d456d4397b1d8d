//! `docs/causes/`: a page for each cause. Its head is made here; what people can do about the cause is written by hand.

use std::collections::BTreeSet;

use govgauge::site::{Cause, Effect};

use super::causes::{besides, chinese, chinese_name, sentence};
use crate::support::written::{is_fresh, part_is_fresh, path, text};

/// The folder of the pages.
const FOLDER: &str = "docs/causes";

/// What a page tells in one language: the heading, and how each thing that it tells begins.
struct Told {
    heading: &'static str,
    begins: [&'static str; 5],
    /// Letters of the language that each of them has at least.
    letters: usize,
    /// Whether a letter is one of the language's.
    is_letter: fn(char) -> bool,
}

const LANGUAGES: [Told; 2] = [
    Told {
        heading: "## 中文",
        begins: [
            "- **看到什么**：",
            "- **常见原因**：",
            "- **评估者可以**：",
            "- **单位可以**：",
            "- **证据**：",
        ],
        letters: 10,
        is_letter: |c| matches!(c, '\u{4e00}'..='\u{9fff}'),
    },
    Told {
        heading: "## English",
        begins: [
            "- **What was seen**: ",
            "- **Common reasons**: ",
            "- **An evaluator can**: ",
            "- **The agency can**: ",
            "- **Evidence**: ",
        ],
        letters: 25,
        is_letter: |c| c.is_ascii_alphabetic(),
    },
];

/// The file of a cause's page.
fn page(cause: Cause) -> String {
    format!("{FOLDER}/{cause}.md")
}

/// What an effect does to a rate in few words: in Chinese, in English.
const fn in_short(effect: Effect) -> [&'static str; 2] {
    match effect {
        Effect::Unseen => [
            "没看到的不算缺项：不进比率，覆盖率下降，上下界变宽",
            "what stands there is not observed and never missing; coverage falls, bounds widen",
        ],
        Effect::Gone => [
            "这是网站的事实：那里没有页面，也没有文件",
            "a fact about the site: there is no page and no file",
        ],
        Effect::Cut => [
            "没去问的地址不算缺项，平台记为部分可评；预算放宽就能看到",
            "what was not asked is not missing, and the site is assessed in part; a larger budget opens it",
        ],
        Effect::Elsewhere => [
            "那里是另一个网站，不在这里评",
            "another site stands there, which is not judged here",
        ],
        Effect::Noticed => [
            "附在读过的页旁边，不影响比率",
            "noted beside what was read; no rate moves",
        ],
        Effect::Reserved => [
            "在公开清单里，本版本还不会报出",
            "in the public list; this version does not raise it yet",
        ],
    }
}

/// The head of a cause's page.
fn head(cause: Cause, chinese: &str) -> String {
    let effect = cause.effect();
    let (id, name) = (effect.id(), chinese_name(effect));
    let [short, short_in_english] = in_short(effect);
    let [more, more_in_english] = besides(cause);
    format!(
        "# `{cause}`\n\n\
         **{chinese}。** 影响：[{name}](../causes.md#effect-{id})（{short}）。{more}\n\n\
         **{}.** Effect: [{id}](../causes.md#effect-{id}) ({short_in_english}).{more_in_english}\n\n\
         [全部代码 All codes](../causes.md) · \
         [什么会使结果出错或缺失 What makes a result wrong or missing](../what-makes-a-result-wrong.md)\n",
        sentence(cause.says()),
    )
}

/// A page that nobody has written yet.
fn empty_page() -> String {
    let begun = "<!-- generated -->\n<!-- /generated -->\n".to_owned();
    LANGUAGES.iter().fold(begun, |page, told| {
        page + "\n" + told.heading + "\n\n" + &told.begins.join("\n") + "\n"
    })
}

/// What a page lacks in a language.
fn lacks(page: &str, told: &Told) -> Vec<String> {
    let Some((_, own)) = page.split_once(&format!("\n{}\n", told.heading)) else {
        return vec![format!("no heading `{}`", told.heading)];
    };
    let own = own.split("\n## ").next().unwrap_or(own);
    let mut places: Vec<Option<usize>> = told.begins.map(|begin| own.find(begin)).to_vec();
    let mut lacks: Vec<String> = told
        .begins
        .iter()
        .zip(&places)
        .filter(|(_, place)| place.is_none())
        .map(|(begin, _)| format!("no line `{}`", begin.trim_end()))
        .collect();
    if lacks.is_empty() && !places.is_sorted() {
        lacks.push(format!(
            "the lines below `{}` in another order",
            told.heading
        ));
    }
    places.retain(Option::is_some);
    if !lacks.is_empty() {
        return lacks;
    }
    let starts: Vec<usize> = places.into_iter().flatten().collect();
    let ends = starts.iter().skip(1).copied().chain([own.len()]);
    for ((begin, start), end) in told.begins.iter().zip(&starts).zip(ends) {
        let said = &own[start + begin.len()..end];
        let letters = said.chars().filter(|c| (told.is_letter)(*c)).count();
        if letters < told.letters {
            lacks.push(format!("next to nothing behind `{}`", begin.trim_end()));
        }
    }
    lacks
}

#[test]
fn the_head_of_each_page_is_fresh() {
    let chinese = chinese();
    let writes = std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite");
    for cause in Cause::ALL {
        let name = page(*cause);
        if !path(&name).is_file() {
            assert!(
                writes,
                "{name} is not there\nhelp: SNAPSHOTS=overwrite cargo test --test it generated begins it; then write what people can do"
            );
            is_fresh(&name, &empty_page());
        }
        part_is_fresh(&name, "generated", &head(*cause, &chinese[cause.code()]));
    }
}

#[test]
fn each_page_is_of_a_cause() {
    let known: BTreeSet<String> = Cause::ALL.iter().map(|cause| page(*cause)).collect();
    let entries = std::fs::read_dir(path(FOLDER)).expect("the folder can be listed");
    let others: Vec<String> = entries
        .map(|entry| {
            let entry = entry.expect("the folder can be listed");
            format!("{FOLDER}/{}", entry.file_name().to_string_lossy())
        })
        .filter(|name| !known.contains(name))
        .collect();
    assert!(others.is_empty(), "no cause has {}", others.join(", "));
}

#[test]
fn each_page_says_in_both_languages_what_people_can_do() {
    let mut lacking = Vec::new();
    for cause in Cause::ALL {
        let name = page(*cause);
        let page = text(&name);
        let (_, by_hand) = page.split_once("<!-- /generated -->").unwrap_or_default();
        for told in &LANGUAGES {
            let lacks = lacks(by_hand, told);
            lacking.extend(lacks.into_iter().map(|lack| format!("{name}: {lack}")));
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn a_page_without_a_word_lacks_everything() {
    let empty = empty_page();
    for told in &LANGUAGES {
        assert_eq!(lacks(&empty, told).len(), told.begins.len());
        let without = empty.replace(told.begins[2], "");
        assert_eq!(
            lacks(&without, told),
            [format!("no line `{}`", told.begins[2].trim_end())]
        );
    }
    assert_eq!(lacks("", &LANGUAGES[0]), ["no heading `## 中文`"]);
}
