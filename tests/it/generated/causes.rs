//! `docs/causes.md`: the public list of causes and findings, each with a link to its page.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use govgauge::site::{Cause, Effect};

use crate::support::written::{is_fresh, text};

/// The beginning of the list.
const HEAD: &str = "\
# 原因代码 Causes and findings

<!-- Made from src/site/cause.rs by the test `generated`; SNAPSHOTS=overwrite writes it. -->

为什么有些内容没能看到，或者看的时候另外发现了什么。代码是稳定的：事实、记录、测量、报告和 `govgauge crawl ROUND --json` 都用它。
每个代码有一页，写明看到了什么、常见原因、评估者和网站主管单位各能做什么、证据在哪里。应答一律原样存档，因此不必重新抓取就能重新判断。
总的说明见[什么会使结果出错或缺失](what-makes-a-result-wrong.md)。

Why something could not be seen, or what was noticed while looking. The codes are stable: they stand in facts, records,
measurements, reports and `govgauge crawl ROUND --json`. Each has a page that says what was seen, why that is common, what an
evaluator and the agency can do, and where the evidence stands. Every raw answer is archived, so a cause can be judged anew
without a new crawl. The whole picture is in [what makes a result wrong or missing](what-makes-a-result-wrong.md#english).
";

/// An effect's name in Chinese.
pub(super) const fn chinese_name(effect: Effect) -> &'static str {
    match effect {
        Effect::Unseen => "没看到",
        Effect::Gone => "不存在",
        Effect::Cut => "没去看",
        Effect::Elsewhere => "在别处",
        Effect::Noticed => "附带发现",
        Effect::Reserved => "预留",
    }
}

/// What an effect does to a rate, in Chinese words.
const fn says_in_chinese(effect: Effect) -> &'static str {
    match effect {
        Effect::Unseen => {
            "公民可能看得到的内容，没能让我们看到。那里的内容一律记为*未能看到*并附上代码：不进比率，覆盖率下降，上下界变宽，绝不当作缺项。平台的入口、\
             事项列表页、有链接的指南或来信没看到，或者二十页里不止一页没看到，该平台记为*部分可评*；一页都没看到的*不可评*，不参加排名。"
        }
        Effect::Gone => {
            "网站自己把人领到了空处：这是网站的事实。这样的页既不算看到，也不算没看到；应在那里的表格记为*不是文件*，应在那里打开的入口记为*打不开*。"
        }
        Effect::Cut => {
            "名单给的预算或固定的上限到了，地址没有去问。只有那里才有的内容记为*未能看到*，平台记为*部分可评*；预算放宽就能看到。"
        }
        Effect::Elsewhere => {
            "地址通向另一个网站，不在这里评。通向那里的入口算能打开；平台自己的入口地址若通向那里，就算没看到，平台记为*部分可评*。"
        }
        Effect::Noticed => "页面能读的都读了，另外发现的情况。不影响任何比率。",
        Effect::Reserved => "在公开清单里，本版本还不会报出。",
    }
}

/// What an effect does to a rate, in words.
const fn says(effect: Effect) -> &'static str {
    match effect {
        Effect::Unseen => {
            "Something a citizen may see was kept from us. What stands there is *not observed* with this cause: it leaves the \
             rate, lowers its coverage and opens its bounds, and is never counted as missing. A site of which a door, a page that \
             lists items, a linked guide or letter, or more than one page in twenty is unseen is assessed *in part*; one of which \
             no page was seen is *not assessable* and has no rank."
        }
        Effect::Gone => {
            "The site itself leads nowhere: that is a fact about the site. The page counts neither as seen nor as unseen; a \
             form that should stand there is *no file*, an entry that should open there is *not reachable*."
        }
        Effect::Cut => {
            "Addresses were not asked because the list's budget or a fixed limit says so. What only they could show is *not \
             observed*, and the site is assessed *in part*: a larger budget opens it."
        }
        Effect::Elsewhere => {
            "The address leads to another site, which is not judged here. An entry that leads there counts as reachable; a door of \
             the site that leads there was not seen, and the site is assessed *in part*."
        }
        Effect::Noticed => {
            "A finding beside a page that was read as far as it goes. It changes no rate."
        }
        Effect::Reserved => "Part of the public list; this version does not raise it yet.",
    }
}

/// What else a cause does, where it does more than its effect says: in Chinese, in English.
pub(super) const fn besides(cause: Cause) -> [&'static str; 2] {
    match cause {
        Cause::ParseDepth | Cause::ParseLimit => [
            "在这样截断的页上没找到的内容，记为*未能看到*。",
            " What is not found on a page that was cut so is *not observed*.",
        ],
        _ => ["", ""],
    }
}

/// The causes' words in the reports' Chinese.
pub(super) fn chinese() -> BTreeMap<String, String> {
    let words: toml::Table =
        toml::from_str(&text("indicators/words/zh.toml")).expect("the words are TOML");
    let causes = words["causes"]
        .as_table()
        .expect("the words have a table of causes");
    let word = |(code, word): (&String, &toml::Value)| {
        (
            code.clone(),
            word.as_str().expect("a word is text").to_owned(),
        )
    };
    causes.iter().map(word).collect()
}

/// A phrase with a capital first letter, unless it begins with the name of a file.
pub(super) fn sentence(phrase: &str) -> String {
    if phrase.starts_with("robots.txt") {
        return phrase.to_owned();
    }
    let mut letters = phrase.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes any text");
}

fn made() -> String {
    let chinese = chinese();
    let mut text = HEAD.to_owned();
    line(&mut text, "\n## 对比率的影响 What a cause does to a rate\n");
    for effect in Effect::ALL {
        let (id, name) = (effect.id(), chinese_name(effect));
        line(
            &mut text,
            &format!(
                "- <a id=\"effect-{id}\"></a>**{name}（{id}）**：{}",
                says_in_chinese(effect)
            ),
        );
        line(&mut text, &format!("  <br>**{id}**: {}", says(effect)));
    }
    let mut group = "";
    for cause in Cause::ALL {
        let code = cause.code();
        let (head, _) = code.split_once('.').expect("a code has a group");
        if head != group {
            group = head;
            line(
                &mut text,
                &format!(
                    "\n## {group}\n\n| 代码 Code | 含义 | Meaning | 影响 Effect |\n|---|---|---|---|"
                ),
            );
        }
        let effect = cause.effect();
        let [besides, besides_in_english] = besides(*cause);
        line(
            &mut text,
            &format!(
                "| <a id=\"{code}\"></a>[`{code}`](causes/{code}.md) | {}。{besides} | {}.{besides_in_english} | [{name}<br>{id}](#effect-{id}) |",
                chinese[code],
                sentence(cause.says()),
                name = chinese_name(effect),
                id = effect.id(),
            ),
        );
    }
    text
}

#[test]
fn the_list_of_causes_is_fresh() {
    is_fresh("docs/causes.md", &made());
}
