//! From a printed label to the concept it names.

use std::collections::{BTreeMap, BTreeSet};

use super::compose::{Composed, Rule};
use crate::value::time_limit::{self, TimeLimit, Unit};
use crate::value::{date, fold};

/// Families of concepts whose words are labels; where several have a label, the earlier one is meant.
pub const FAMILIES: [&str; 6] = ["guide", "material", "form", "consult", "article", "site"];

/// Characters above which a text is no label.
pub(super) const LONGEST: usize = 40;

/// Characters of a label's first word, which its later parts may leave out.
const FRONT: usize = 2;

/// What a printed label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label<'a> {
    /// The concept: `guide.promise_limit`.
    pub concept: &'a str,
    /// The unit of its values, where the label says one: `承诺期限（工作日）`.
    pub unit: Option<Unit>,
}

/// What a value beside an ambiguous label reads as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads {
    /// A time limit, or that there is none.
    TimeLimit,
    /// A day.
    Date,
    /// Times of the clock.
    Hours,
}

/// A label that names something else when its value reads in a certain way.
#[derive(Debug)]
pub(super) struct Turn {
    pub(super) label: String,
    pub(super) concept: String,
    pub(super) reads: Reads,
    pub(super) instead: String,
}

/// A printed text that may be a label, folded once for every family that is asked.
#[derive(Debug)]
pub(super) struct Printed {
    /// What is looked up, the nearest to the print first, each once.
    spellings: Vec<String>,
    /// Without the remark in brackets.
    body: String,
    /// The unit that the remark says.
    unit: Option<Unit>,
}

/// Whether a text is short enough for a label, however widely its letters are set.
pub(super) fn may_be_one(printed: &str) -> bool {
    // a character takes four bytes at most
    let most = 4 * LONGEST;
    printed.len() <= most || (printed.len() <= 4 * most && printed.chars().nth(most).is_none())
}

impl Printed {
    /// Folds a text; nothing for one that is too long to be a label, or has no words.
    pub(super) fn new(printed: &str) -> Option<Self> {
        if !may_be_one(printed) {
            return None;
        }
        let folded = fold::label(printed);
        if folded.is_empty() || folded.chars().count() > LONGEST {
            return None;
        }
        let (body, remark) = fold::split_remark(&folded);
        let unit = remark.and_then(time_limit::unit);
        let body = body.to_owned();
        let open = body.chars().filter(|c| !matches!(c, '(' | ')')).collect();
        let key = folded.chars().filter(|c| *c != '_').collect();
        let mut spellings: Vec<String> = Vec::with_capacity(4);
        for text in [folded, body.clone(), open, key] {
            if !spellings.contains(&text) {
                spellings.push(text);
            }
        }
        Some(Self {
            spellings,
            body,
            unit,
        })
    }
}

/// Every label of the lexicon, folded.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// Concepts by label, one a family.
    names: BTreeMap<String, Vec<String>>,
    before: Vec<String>,
    behind: Vec<String>,
    between: Vec<String>,
    turns: Vec<Turn>,
    composed: Composed,
    /// Letters of other spellings, with those that the lexicon has.
    letters: BTreeMap<char, char>,
}

impl Labels {
    /// Adds a label; the concept of the same family that it names already stands in the way.
    pub(super) fn insert(&mut self, folded: String, concept: &str) -> Result<(), String> {
        let concepts = self.names.entry(folded).or_default();
        match concepts
            .iter()
            .find(|other| family(other) == family(concept))
        {
            Some(other) if other == concept => Ok(()),
            Some(other) => Err(other.clone()),
            None => {
                concepts.push(concept.to_owned());
                Ok(())
            }
        }
    }

    /// Every concept that has labels.
    pub(super) fn concepts(&self) -> BTreeSet<String> {
        self.names.values().flatten().cloned().collect()
    }

    /// Adds words that may stand before or behind a label without changing it, or between two labels printed as one.
    pub(super) fn affix(&mut self, place: &str, text: &str) {
        let text = text.to_lowercase();
        match place {
            "behind" => self.behind.push(fold::label(&text)),
            "between" => self.between.push(text),
            _ => self.before.push(text),
        }
    }

    /// Adds a label whose value decides what it names.
    pub(super) fn turn(&mut self, turn: Turn) {
        self.turns.push(turn);
    }

    /// Adds labels that are put together.
    pub(super) fn compose(&mut self, rule: Rule) {
        self.composed.add(rule);
    }

    /// Adds letters that stand for others, one for one; says whether they are as many.
    pub(super) fn letters(&mut self, printed: &str, known: &str) -> bool {
        let pairs = printed.chars().zip(known.chars());
        self.letters
            .extend(pairs.filter(|(one, other)| one != other));
        printed.chars().count() == known.chars().count()
    }

    /// Folds a text, also in the letters for which those it has stand.
    pub(super) fn fold(&self, printed: &str) -> Option<Printed> {
        let own = Printed::new(printed)?;
        let spelt = |c: char| self.letters.get(&c).copied();
        if !printed.chars().any(|c| spelt(c).is_some()) {
            return Some(own);
        }
        let known: String = printed.chars().map(|c| spelt(c).unwrap_or(c)).collect();
        let known = Printed::new(&known)?;
        let mut spellings = own.spellings;
        spellings.extend(known.spellings);
        spellings.dedup();
        Some(Printed { spellings, ..known })
    }

    /// What a label that is put together names in the families; a text that a list has in some family is none.
    fn composition(&self, families: &[&str], printed: &Printed) -> Option<&str> {
        let is_listed = |text: &String| self.names.contains_key(text);
        if printed.spellings.iter().any(is_listed) {
            return None;
        }
        self.composed_of(families, &printed.body)
    }

    fn composed_of(&self, families: &[&str], text: &str) -> Option<&str> {
        let is_wanted = |concept: &str| families.contains(&family(concept));
        let behind = self.behind.iter();
        let bare = behind.filter_map(|word| text.strip_suffix(word.as_str()));
        std::iter::once(text)
            .chain(bare)
            .find_map(|body| self.composed.find(body, &is_wanted))
    }

    /// What a printed label names in each of [`FAMILIES`].
    pub(super) fn find_each(&self, printed: &Printed) -> [Option<Label<'_>>; FAMILIES.len()] {
        // the spellings that are labels of any family, in the order in which one family looks for its own
        let spelt: Vec<&[String]> = printed
            .spellings
            .iter()
            .flat_map(|text| {
                let exact = self.names.get(text.as_str());
                exact.into_iter().chain(self.bodies(text))
            })
            .map(Vec::as_slice)
            .collect();
        let is_joined = self.is_joined(&printed.body);
        FAMILIES.map(|wanted| {
            let own = spelt.iter().find_map(|concepts| {
                let mut concepts = concepts.iter();
                concepts.find(|concept| family(concept) == wanted)
            });
            let concept = own.map(String::as_str).or_else(|| {
                let joined = is_joined.then(|| self.joined(&[wanted], &printed.body));
                joined
                    .flatten()
                    .map(|(_, concept)| concept)
                    .or_else(|| self.composition(&[wanted], printed))
            });
            let unit = printed.unit;
            concept.map(|concept| Label { concept, unit })
        })
    }

    /// Whether a text is several joined by what may stand between two labels.
    fn is_joined(&self, text: &str) -> bool {
        let mut between = self.between.iter();
        between.any(|between| text.contains(between.as_str()))
    }

    /// The concepts of what is left of a text without the words before and behind it, the least taken away, where that is a label.
    fn bodies<'s>(&'s self, text: &str) -> Vec<&'s Vec<String>> {
        let bodies = self.bare_bodies(text).into_iter();
        bodies.filter_map(|body| self.names.get(body)).collect()
    }

    /// What a printed label with a value beside it names in some families.
    pub(super) fn find_pair(
        &self,
        families: &[&str],
        printed: &Printed,
        value: &str,
    ) -> Option<Label<'_>> {
        let (folded, label) = self.named(families, printed)?;
        let turn = self.turns.iter().find(|turn| {
            turn.label == folded
                && turn.concept == label.concept
                && reads_as(turn.reads, value, label.unit)
        });
        Some(Label {
            concept: turn.map_or(label.concept, |turn| turn.instead.as_str()),
            ..label
        })
    }

    /// The label of the lexicon that a printed one is, with what it names.
    fn named(&self, families: &[&str], printed: &Printed) -> Option<(&str, Label<'_>)> {
        let unit = printed.unit;
        printed
            .spellings
            .iter()
            .find_map(|text| {
                self.exact(families, text)
                    .or_else(|| self.bared(families, text))
            })
            .or_else(|| self.joined(families, &printed.body))
            .or_else(|| {
                let concept = self.composition(families, printed)?;
                Some((concept, concept))
            })
            .map(|(name, concept)| (name, Label { concept, unit }))
    }

    fn exact(&self, families: &[&str], text: &str) -> Option<(&str, &str)> {
        let (name, concepts) = self.names.get_key_value(text)?;
        families
            .iter()
            .find_map(|wanted| concepts.iter().find(|concept| family(concept) == *wanted))
            .map(|concept| (name.as_str(), concept.as_str()))
    }

    /// The label without the words before and behind it, the least taken away.
    fn bared(&self, families: &[&str], text: &str) -> Option<(&str, &str)> {
        self.bare_bodies(text)
            .into_iter()
            .find_map(|body| self.exact(families, body))
    }

    /// A text without the words that may stand before and behind a label, the least taken away first.
    fn bare_bodies<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let fronts = self
            .before
            .iter()
            .filter_map(|word| text.strip_prefix(word.as_str()));
        let fronts: Vec<&str> = std::iter::once(text).chain(fronts).collect();
        let mut bodies: Vec<&str> = fronts
            .iter()
            .flat_map(|front| {
                self.behind
                    .iter()
                    .filter_map(|word| front.strip_suffix(word.as_str()))
                    .chain(std::iter::once(*front))
            })
            .map(|body| body.trim_matches([' ', ':', '(', ')']))
            .collect();
        bodies.sort_by_key(|body| std::cmp::Reverse(body.len()));
        bodies
    }

    /// A label of several: 咨询电话/联系电话, 申报材料及办理条件.
    fn joined(&self, families: &[&str], text: &str) -> Option<(&str, &str)> {
        self.parts(families, text).into_iter().next()
    }

    /// What each part of a label of several names; nothing unless all are labels. Only a guide's may name different
    /// things. A later part may leave out the first word: 办理地点及时间.
    fn parts(&self, families: &[&str], text: &str) -> Vec<(&str, &str)> {
        let mut parts: Vec<&str> = vec![text];
        for between in &self.between {
            parts = parts
                .into_iter()
                .flat_map(|part| part.split(between.as_str()))
                .map(str::trim)
                .collect();
        }
        let Some((first, _)) = parts.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            return Vec::new();
        };
        let front: String = first.chars().take(FRONT).collect();
        let named: Option<Vec<(&str, &str)>> = parts
            .iter()
            .map(|part| {
                let whole = format!("{front}{part}");
                self.exact(families, part)
                    .filter(|_| part == first)
                    .or_else(|| self.exact(families, &whole))
                    .or_else(|| self.exact(families, part))
                    .or_else(|| self.bared(families, part))
                    .or_else(|| {
                        let concept = self.composed_of(families, part)?;
                        Some((concept, concept))
                    })
            })
            .collect();
        let named = named.unwrap_or_default();
        let same = named.iter().all(|(_, concept)| *concept == named[0].1);
        if same || families == ["guide"] {
            named
        } else {
            Vec::new()
        }
    }

    /// The concepts of a guide that a label of several names.
    pub(super) fn of_parts(&self, printed: &Printed) -> Vec<&str> {
        self.parts(&["guide"], &printed.body)
            .into_iter()
            .map(|(_, concept)| concept)
            .collect()
    }
}

/// The family of a concept.
fn family(concept: &str) -> &str {
    concept.split('.').next().unwrap_or(concept)
}

fn reads_as(reads: Reads, value: &str, unit: Option<Unit>) -> bool {
    use time_limit::Says;
    match reads {
        Reads::TimeLimit => match time_limit::read(value, unit).says {
            // 24小时 under the label of a window's hours is a day round the clock
            Says::Limit(TimeLimit::Duration {
                amount,
                unit: Unit::Hour,
            }) => amount.total_cmp(&24.0).is_ne(),
            Says::Limit(_) | Says::StatedNone => true,
            Says::Unreadable(_) => false,
        },
        Reads::Date => date::read(value).is_some(),
        Reads::Hours => has_clock_time(&fold::half_width(value)),
    }
}

/// Whether a time of the clock stands in a text: `9:00`.
pub(super) fn has_clock_time(text: &str) -> bool {
    text.match_indices(':').any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + 1..]
            .chars()
            .take(2)
            .filter(char::is_ascii_digit)
            .count();
        before.is_some_and(|c| c.is_ascii_digit()) && behind == 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn lexicon() -> &'static Lexicon {
        static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
        LEXICON.get_or_init(Lexicon::of_the_binary)
    }

    #[test]
    fn a_label_is_known_in_every_dress() {
        for (printed, concept) in [
            ("申请材料目录", "guide.materials"),
            ("四、申请材料（共3份）", "guide.materials"),
            ("本事项申请条件", "guide.condition"),
            ("法定（办结）时限", "guide.legal_limit"),
            ("【咨询电话】", "guide.consult"),
            ("咨询电话/联系电话", "guide.consult"),
            ("* 承 诺 时 限 :", "guide.promise_limit"),
            ("accept_condition", "guide.condition"),
            ("taskCode", "guide.task_code"),
            ("Your documents", "guide.materials"),
        ] {
            let found = lexicon().label(printed).map(|label| label.concept);
            assert_eq!(found, Some(concept), "{printed}");
        }
    }

    #[test]
    fn a_unit_in_the_label_is_a_hint_for_its_value() {
        for (printed, unit) in [
            ("承诺办结时限（工作日）", Some(Unit::WorkingDay)),
            ("承诺期限(单位：天)", Some(Unit::Day)),
            ("承诺办结时限", None),
            ("法定时限（说明）", None),
        ] {
            let label = lexicon().label(printed).expect("a label");
            assert_eq!(label.unit, unit, "{printed}");
        }
    }

    #[test]
    fn sentences_and_unknown_words_are_no_labels() {
        for printed in [
            "",
            "：",
            "请按照申请条件准备申请材料",
            "天气",
            "咨询电话/天气",
            &"申请条件".repeat(2000),
        ] {
            assert_eq!(lexicon().label(printed), None, "{printed}");
        }
    }

    #[test]
    fn the_family_decides_what_a_shared_label_names() {
        let of = |family: &str, printed: &str| {
            lexicon()
                .label_in(&[family], printed)
                .map(|label| label.concept)
        };
        assert_eq!(of("guide", "办理时间"), Some("guide.office_hours"));
        assert_eq!(of("consult", "办理时间"), Some("consult.replied_at"));
        assert_eq!(of("guide", "受理标准"), Some("guide.condition"));
        assert_eq!(of("material", "受理标准"), Some("material.standard"));
        assert_eq!(of("consult", "公开时间"), Some("consult.published_at"));
        assert_eq!(of("material", "办理时间"), None);
    }

    #[test]
    fn the_value_decides_what_an_ambiguous_label_names() {
        let of = |value: &str| {
            lexicon()
                .pair(&["guide"], "办理时间：", value)
                .map(|label| label.concept)
        };
        assert_eq!(of("周一至周五 9:00-12:00"), Some("guide.office_hours"));
        assert_eq!(of("20个工作日"), Some("guide.time_limit_any"));
        assert_eq!(of(""), Some("guide.office_hours"));
    }

    #[test]
    fn a_label_is_known_by_the_words_it_is_put_together_from() {
        for (printed, concept) in [
            ("申请人应当提交的材料", "guide.materials"),
            ("所需申报材料清单", "guide.materials"),
            ("申请人须符合的条件", "guide.condition"),
            ("窗口承诺审批时限", "guide.promise_limit"),
            ("法定审核时限（工作日）", "guide.legal_limit"),
            ("审批周期", "guide.time_limit_any"),
            ("具体承办机构", "guide.authority"),
            ("大厅工作时间", "guide.office_hours"),
            ("受理窗口地址及受理窗口电话", "guide.place"),
            ("效能投诉电话", "guide.supervise"),
            ("申請資格", "guide.condition"),
            ("來信編號", "consult.id"),
            ("辦理地點", "guide.place"),
            ("Supporting documents required", "guide.materials"),
        ] {
            let found = lexicon().label(printed).map(|label| label.concept);
            assert_eq!(found, Some(concept), "{printed}");
        }
        for printed in [
            "审批文件",
            "申请期限",
            "有效期限",
            "主办单位",
            "申请单位",
            "登记证件",
            "服务大厅",
            "审批结果公示",
            "办理结果材料",
            "材料学院",
        ] {
            let found = lexicon().label_in(&["guide"], printed);
            let found = found
                .map(|label| label.concept)
                .filter(|concept| *concept != "guide.place");
            assert_eq!(found, None, "{printed}");
        }
    }
}
