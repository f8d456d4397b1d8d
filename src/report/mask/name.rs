//! Personal names, found by the words beside them.

use std::collections::BTreeSet;
use std::ops::Range;

use regex::Regex;

use super::{BETWEEN, Lexicon, Scope, any, pattern};

/// Finds names.
pub(super) struct Names {
    /// What stands behind a label of a name.
    labelled: Regex,
    /// Patterns whose first group is a name, wherever they match.
    anywhere: Vec<Regex>,
    /// Patterns that are sure enough in letters only.
    letters: Vec<Regex>,
    /// Words that stand where a name could, and are none.
    stand_ins: BTreeSet<String>,
    /// Words that stand in the names of places and not in those of people.
    places: Vec<String>,
    surnames: Regex,
}

impl Names {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let labels = any(&lexicon.name_labels);
        let keys = any(&lexicon.name_keys);
        let salutations = any(&lexicon.salutations);
        let titles = any(&lexicon.titles);
        let strong = any(&lexicon.strong_titles);
        let english = any(&lexicon.english_titles);
        let introductions = any(&lexicon.introductions);
        let closings = any(&lexicon.closings);
        let surnames = any(&lexicon.surnames);
        let (behind, regions) = (any(&lexicon.behind_names), any(&lexicon.regions));
        let presentations = any(&lexicon.presentations);
        let (inner, last) = (&lexicon.not_in_names, &lexicon.not_at_end_of_names);
        let han = r"[\p{Han}·]";
        // A label names what follows only after a colon or across mark-up: 姓名应当 is no label and its value.
        let joint = format!(r"(?:\s*[:：]{BETWEEN}|\s*</?[a-zA-Z]{BETWEEN_TAG})");
        Self {
            labelled: pattern(&format!(r"(?:{labels}){joint}({han}{{2,4}})")),
            anywhere: vec![
                pattern(&format!(r"(?:{salutations})\s*({han}{{1,4}}?)(?:{titles})")),
                pattern(&format!(
                    r"\bDear (?:{english})\.? ((?:[A-Z]\.? ){{0,3}}[A-Z][\p{{Latin}}'’-]+(?: [A-Z][\p{{Latin}}'’-]+){{0,2}})"
                )),
            ],
            letters: vec![
                pattern(&format!(
                    r"(?:{labels}){joint}([A-Z][\p{{Latin}}'’.-]+(?: [A-Z][\p{{Latin}}'’.-]+){{0,2}})"
                )),
                pattern(&format!(
                    r#"(?i)["'](?:{keys})["']\s*:\s*["']([^"'<>\\]{{2,24}})["']"#
                )),
                pattern(&format!(r"(?:{labels})\s+({han}{{2,4}})(?:\s|$)")),
                pattern(&format!(
                    r"\b(?:{english})\.? ((?:[A-Z]\.? ){{0,3}}[A-Z][\p{{Latin}}'’-]+)"
                )),
                pattern(&format!(r"((?:{surnames})\p{{Han}}{{0,2}}?)(?:{strong})")),
                pattern(&format!(
                    r"(?:{introductions})\s*[:：]?\s*((?:{surnames})\p{{Han}}{{1,2}})"
                )),
                pattern(&format!(
                    r"(?:{closings})[\s!！。.,，]*(?:<[^<>]{{0,200}}>|\s|&nbsp;)*({han}{{2,4}})\s*(?:<|$|\n|[,，。0-9])"
                )),
                pattern(&format!(
                    r"(?:{presentations})\s*((?:{surnames})[\p{{Han}}&&[^{inner}]]{{0,1}}[\p{{Han}}&&[^{inner}{last}]])(?:[，,。、；;（(：:]|{behind}|\p{{Han}}{{2,3}}(?:{regions})|$)"
                )),
                pattern(&format!(
                    r"(?m)(?:——|--)\s*((?:{surnames})\p{{Han}}{{1,2}})\s*$"
                )),
            ],
            places: lexicon.not_inside_names.clone(),
            stand_ins: lexicon.not_names.iter().cloned().collect(),
            surnames: pattern(&format!(r"^(?:{surnames})\p{{Han}}{{1,3}}$")),
        }
    }

    /// Adds the place of every name. In a letter, a name that was found once is found everywhere.
    pub(super) fn find(&self, scope: Scope, text: &str, found: &mut Vec<Range<usize>>) {
        let letters = match scope {
            Scope::Letter => self.letters.as_slice(),
            Scope::Other => &[],
        };
        let mut known = BTreeSet::new();
        let patterns = std::iter::once(&self.labelled).chain(&self.anywhere);
        for (at, pattern) in patterns.chain(letters).enumerate() {
            for hit in pattern.captures_iter(text).filter_map(|hit| hit.get(1)) {
                // Outside letters a label may head a form or a column: only what begins with a surname is a name there.
                let doubtful = at == 0 && scope == Scope::Other;
                if self.is_no_name(hit.as_str())
                    || doubtful && !self.surnames.is_match(hit.as_str())
                {
                    continue;
                }
                found.push(hit.range());
                if self.surnames.is_match(hit.as_str()) {
                    known.insert(hit.as_str());
                }
            }
        }
        if scope == Scope::Letter {
            for name in known {
                found.extend(
                    text.match_indices(name)
                        .map(|(at, name)| at..at + name.len()),
                );
            }
        }
    }

    fn is_no_name(&self, word: &str) -> bool {
        self.stand_ins.contains(word)
            || self
                .places
                .iter()
                .any(|place| word.contains(place.as_str()))
            || self
                .stand_ins
                .iter()
                .any(|other| word.starts_with(other.as_str()) && other.chars().count() >= 2)
    }
}

/// The rest of a tag and what may stand before the value behind it.
const BETWEEN_TAG: &str = r"[^<>]{0,200}>(?:\s|&nbsp;|[:：]|<[^<>]{0,200}>)*";

#[cfg(test)]
mod tests {
    use super::super::{Scope, mask};

    fn letter(text: &str) -> String {
        mask(Scope::Letter, text)
    }

    #[test]
    fn names_in_salutations_are_masked_and_general_ones_stay() {
        assert_eq!(letter("尊敬的王小明先生：您好"), "尊敬的***先生：您好");
        assert_eq!(letter("尊敬的李女士，您好"), "尊敬的*女士，您好");
        assert_eq!(letter("尊敬的网友：您好"), "尊敬的网友：您好");
        assert_eq!(letter("尊敬的市民您好"), "尊敬的市民您好");
        assert_eq!(letter("张先生，您的来信收悉"), "*先生，您的来信收悉");
        assert_eq!(
            letter("Dear Mr. Smith, thank you"),
            "Dear Mr. *****, thank you"
        );
    }

    #[test]
    fn names_behind_labels_are_masked_across_cells() {
        assert_eq!(letter("来信人：张三"), "来信人：**");
        assert_eq!(
            letter("<th>写信人</th>\n<td class=\"v\">欧阳小明</td>"),
            "<th>写信人</th>\n<td class=\"v\">****</td>"
        );
        assert_eq!(letter("来信人：匿名"), "来信人：匿名");
        assert_eq!(
            letter("<th>姓名</th><th>性别</th>"),
            "<th>姓名</th><th>性别</th>"
        );
        assert_eq!(
            letter("Name: John Smith, London"),
            "Name: **** *****, London"
        );
    }

    #[test]
    fn a_label_inside_a_sentence_announces_nothing() {
        for text in [
            "联系人应当如实填写，姓名与身份证一致",
            "<th>姓名</th><th>单位</th><th>职务</th>",
            "<td>姓名</td><td>必须与户口簿相同</td>",
            "<th>Name</th><td>Renewal of a Residence Permit</td>",
        ] {
            assert_eq!(mask(Scope::Other, text), text);
        }
        assert_eq!(mask(Scope::Other, "联系人：张三"), "联系人：**");
    }

    #[test]
    fn introductions_signatures_and_json_keys_are_seen_in_letters() {
        assert_eq!(letter("我叫王小明。"), "我叫***。");
        assert_eq!(letter("此致敬礼！ 陈大文"), "此致敬礼！ ***");
        assert_eq!(
            letter(r#"{"writer":"赵六","dept":"市局"}"#),
            r#"{"writer":"**","dept":"市局"}"#
        );
    }

    #[test]
    fn people_present_themselves_and_their_kin() {
        assert_eq!(letter("本人陈青海，家住临河"), "本人***，家住临河");
        assert_eq!(letter("我是村民郭建华。"), "我是村民***。");
        assert_eq!(letter("妻子李华，无业"), "妻子**，无业");
        for text in [
            "本人于今年，在县城买房",
            "本人高中毕业，现在家",
            "我是石桥人，想咨询",
            "我是高中生，想咨询",
            "业主方面，意见很大",
            "本人是老师，姓王",
            "我是居民，",
            "业主房产证，一直未办",
            "尊敬的领导你好",
            "写信人：临河市市民",
        ] {
            assert_eq!(letter(text), text);
        }
    }

    #[test]
    fn a_name_found_once_is_found_everywhere_in_a_letter() {
        assert_eq!(
            letter("来信人：王小明。王小明同学反映"),
            "来信人：***。***同学反映"
        );
    }
}
