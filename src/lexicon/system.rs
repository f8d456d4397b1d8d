//! The **systems** that sites offer to citizens: the words that name them, and the signs of their pages and scripts.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};
use toml::de::DeTable;

use crate::value::fold;

use super::cue::{GAP, stands_alone};
use super::label::has_clock_time;
use super::shape;
use super::syntax::Reader;

/// What else proves that an address is a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proved {
    /// A login stands before it, or is it.
    Login,
    /// It is a form with a field for what is looked for.
    Form,
    /// It is a file.
    File,
}

/// What pages say of a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// When it is manned.
    Hours,
    /// Under which number it is reached.
    Number,
    /// On which host it stands.
    Host,
}

/// A system that a site may offer.
#[derive(Debug)]
pub struct System {
    /// The key of its records.
    pub id: String,
    /// Kind of page that is such a system.
    pub page: Option<&'static str>,
    /// What else proves that an address is one.
    pub proved: Option<Proved>,
    /// What pages say of it.
    pub detail: Option<Detail>,
    /// Whether a script may show it where no mark-up has it.
    pub scripted: bool,
    hosts: Vec<String>,
    proof: Vec<String>,
    concepts: Vec<String>,
    words: Vec<String>,
    not: Vec<String>,
    signs: Vec<String>,
}

impl System {
    /// Whether a host is one of its own, or below one.
    pub fn has_host(&self, host: &str) -> bool {
        let below = |own: &String| {
            host.strip_suffix(own.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        self.hosts.iter().any(below)
    }

    /// Whether the heading of a page has words that show that it is one.
    pub fn is_proved_by(&self, heading: &str) -> bool {
        self.proof
            .iter()
            .any(|word| heading.contains(word.as_str()))
    }

    /// Whether a text gives the detail that is asked of it.
    pub fn tells_hours(text: &str) -> bool {
        has_clock_time(&fold::half_width(text))
    }
}

/// Reads a system as written.
pub(super) fn read(
    id: String,
    concepts: Vec<String>,
    table: &DeTable<'_>,
    reader: &mut Reader<'_>,
) -> System {
    for told in ["indicator", "source"] {
        reader.text(table, told);
    }
    let mut texts = |key| {
        let written = reader.texts(table, key);
        written.into_iter().map(|text| text.value).collect()
    };
    let (words, not, signs) = (texts("words"), texts("not"), texts("signs"));
    let (hosts, proof) = (texts("hosts"), texts("proof"));
    System {
        id,
        page: reader.word(table, "page", shape::PAGES),
        proved: reader
            .word(table, "proved", shape::PROVED)
            .map(|word| match word {
                "login" => Proved::Login,
                "form" => Proved::Form,
                _ => Proved::File,
            }),
        detail: reader
            .word(table, "detail", shape::DETAILS)
            .map(|word| match word {
                "hours" => Detail::Hours,
                "number" => Detail::Number,
                _ => Detail::Host,
            }),
        scripted: reader.word(table, "shown", shape::SHOWN).is_some(),
        hosts,
        proof,
        concepts,
        words,
        not,
        signs,
    }
}

/// How much of a text has to be the name of a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// All of it, but for words such as 平台 and 我要: a link among news.
    Whole,
    /// A part of a short phrase: a link of the head or foot, where no news stand.
    Phrase,
}

/// What a word that is found means.
#[derive(Debug)]
enum Means {
    /// The systems, by place in the list.
    Systems(Vec<usize>),
    /// A word that changes no name.
    Around,
    /// Another thing.
    Other,
}

/// Half-width columns of a text that can be the name of a system, or a phrase with one. Ours.
const NAME: usize = 40;

/// Every system, ready to be found.
#[derive(Debug)]
pub struct Systems {
    list: Vec<System>,
    finder: AhoCorasick,
    means: Vec<Means>,
    signs: BTreeMap<String, Vec<usize>>,
}

impl Default for Systems {
    fn default() -> Self {
        Self::new(Vec::new(), &[], &BTreeMap::new())
    }
}

impl Systems {
    pub(super) fn new(
        list: Vec<System>,
        around: &[String],
        concepts: &BTreeMap<String, Vec<String>>,
    ) -> Self {
        let mut names: BTreeMap<String, Means> = BTreeMap::new();
        for word in around {
            names.insert(folded(word), Means::Around);
        }
        for (n, system) in list.iter().enumerate() {
            for word in &system.not {
                names.insert(folded(word), Means::Other);
            }
            let of_concepts = system.concepts.iter().filter_map(|id| concepts.get(id));
            let words = system.words.iter().chain(of_concepts.flatten());
            for word in words.filter(|word| !word.contains(GAP)) {
                match names.entry(folded(word)).or_insert(Means::Around) {
                    Means::Systems(known) if known.contains(&n) => {}
                    Means::Systems(known) => known.push(n),
                    Means::Other => {}
                    around @ Means::Around => *around = Means::Systems(vec![n]),
                }
            }
        }
        let mut signs: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, system) in list.iter().enumerate() {
            for sign in &system.signs {
                signs.entry(sign.to_ascii_lowercase()).or_default().push(n);
            }
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(names.keys())
            .expect("a list of words makes a finder");
        Self {
            list,
            finder,
            means: names.into_values().collect(),
            signs,
        }
    }

    /// The systems, in the order of the file.
    pub fn list(&self) -> &[System] {
        &self.list
    }

    /// The systems that a short text names, by place in the list.
    pub fn named(&self, text: &str, fit: Fit) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        if text.is_empty() || text.len() > 3 * NAME || columns(text) > NAME {
            return found;
        }
        let text = folded(text);
        let mut at = 0;
        let mut whole = true;
        for place in self.finder.find_iter(&text) {
            if !stands_alone(&text, &place.range()) {
                continue;
            }
            match &self.means[place.pattern().as_usize()] {
                Means::Systems(systems) => found.extend(systems),
                Means::Around => {}
                Means::Other => return BTreeSet::new(),
            }
            whole &= !text[at..place.start()].contains(char::is_alphanumeric);
            at = place.end();
        }
        whole &= !text[at..].contains(char::is_alphanumeric);
        if fit == Fit::Whole && !whole {
            found.clear();
        }
        found
    }

    /// The systems of which a part of a name (of a script, picture, page or field) is a sign, by place in the list.
    pub fn signed<'n>(&self, name: &'n str) -> BTreeSet<usize> {
        const PARTS: usize = 32;
        let part = |part: &'n str| {
            let part = part.to_ascii_lowercase();
            let bare = part.trim_end_matches(|c: char| c.is_ascii_digit());
            self.signs.get(&part).or_else(|| self.signs.get(bare))
        };
        name.split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|part| !part.is_empty())
            .take(PARTS)
            .filter_map(part)
            .flatten()
            .copied()
            .collect()
    }

    /// The systems that stand on a host, by place in the list.
    pub fn hosted(&self, host: &str) -> impl Iterator<Item = usize> {
        let own = self.list.iter().enumerate();
        own.filter(move |(_, system)| system.has_host(host))
            .map(|(n, _)| n)
    }
}

fn folded(text: &str) -> String {
    let mut folded = fold::half_width(text);
    folded.make_ascii_lowercase();
    folded
}

/// Latin letters take half the room of Chinese characters.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn named(text: &str, fit: Fit) -> Vec<String> {
        let lexicon = Lexicon::of_the_binary();
        let systems = lexicon.systems();
        let found = systems.named(text, fit).into_iter();
        found.map(|n| systems.list()[n].id.clone()).collect()
    }

    #[test]
    fn a_name_may_have_words_around_it_that_say_nothing() {
        for text in [
            "智能问答",
            "智能问答机器人",
            "【智能问答】",
            "我要预约",
            "网上预约系统",
            "预约服务平台 >>",
        ] {
            assert_eq!(named(text, Fit::Whole).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_title_with_a_name_in_it_is_no_name() {
        for text in [
            "我县智能问答机器人正式上线",
            "网上预约系统今日升级",
            "在线访谈",
            "网站地图",
        ] {
            assert_eq!(named(text, Fit::Whole), [""; 0], "{text}");
        }
        assert_eq!(named("青山县网上预约", Fit::Phrase), ["booking"]);
        assert_eq!(named("在线访谈", Fit::Phrase), [""; 0]);
        assert_eq!(named("网站地图", Fit::Phrase), [""; 0]);
        assert_eq!(named(&"网上预约".repeat(99), Fit::Phrase), [""; 0]);
    }

    #[test]
    fn every_system_can_be_found_and_has_a_key_of_its_own() {
        let lexicon = Lexicon::of_the_binary();
        for system in lexicon.systems().list() {
            let words = system.words.len() + system.concepts.len();
            assert!(words > 0, "{}", system.id);
        }
        assert!(lexicon.systems().list().len() >= 18);
    }
}
