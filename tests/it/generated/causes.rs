//! `docs/causes.md`: the public list of causes and findings, a section each.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use govgauge::site::{Cause, Effect};

use crate::support::written::{is_fresh, text};

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

/// What else a cause does, where it does more than its effect says.
fn besides(cause: Cause) -> &'static str {
    match cause {
        Cause::ParseDepth | Cause::ParseLimit => {
            " What is not found on a page that was cut so is *not observed*."
        }
        _ => "",
    }
}

/// The causes' words in the reports' Chinese.
fn chinese() -> BTreeMap<String, String> {
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

fn made() -> String {
    let chinese = chinese();
    let mut text = String::from(
        "# Causes and findings\n\n\
         <!-- Made from src/site/cause.rs by the test `generated`; SNAPSHOTS=overwrite writes it. -->\n\n\
         Why something could not be seen, or what was noticed while looking. The codes are stable: they stand in facts, records,\n\
         measurements, reports and `govgauge crawl ROUND --json`. Every raw answer is archived, so a cause can be judged anew\n\
         without a new crawl.\n\n\
         ## What a cause does to a rate\n\n",
    );
    for effect in Effect::ALL {
        writeln!(
            text,
            "- <a id=\"effect-{0}\"></a>**{0}**: {1}",
            effect.id(),
            says(effect)
        )
        .expect("a string takes any text");
    }
    let mut group = "";
    for cause in Cause::ALL {
        let (head, _) = cause.code().split_once('.').expect("a code has a group");
        if head != group {
            group = head;
            write!(text, "\n## {group}\n").expect("a string takes any text");
        }
        let effect = cause.effect().id();
        write!(
            text,
            "\n### <a id=\"{code}\"></a>`{code}`\n\n{}. {}。 Effect: [{effect}](#effect-{effect}).{}\n",
            sentence(cause.says()),
            chinese[cause.code()],
            besides(*cause),
            code = cause.code(),
        )
        .expect("a string takes any text");
    }
    text
}

/// A phrase with a capital first letter.
fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

#[test]
fn the_list_of_causes_is_fresh() {
    is_fresh("docs/causes.md", &made());
}
