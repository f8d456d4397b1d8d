//! Labels that no list has, because they are put together: 申请人应当提交 and 的材料, 材料.
//!
//! A label of this kind ends with a head and has nothing before it but modifiers that may stand before that head. A text with a
//! single other word in it is none, so a sentence or a name never becomes a label.

use std::collections::BTreeMap;

/// Bytes of a composed label at most.
const LONGEST: usize = 54;

/// Heads of one concept, and what may stand before them.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) concept: String,
    pub(super) heads: Vec<String>,
    /// Words that may stand before a head, in any order.
    pub(super) modifiers: Vec<String>,
    /// Of these one has to stand there; none of them has to where the list is empty.
    pub(super) needs: Vec<String>,
}

/// A head with the rule it is of.
#[derive(Debug)]
struct Head {
    text: String,
    rule: usize,
}

/// Every rule, by the last character of its heads.
#[derive(Debug, Default)]
pub(super) struct Composed {
    rules: Vec<Rule>,
    heads: BTreeMap<char, Vec<Head>>,
}

impl Composed {
    /// Adds a rule; of two rules that have a head, the earlier one is asked first.
    pub(super) fn add(&mut self, rule: Rule) {
        for text in &rule.heads {
            let Some(last) = text.chars().next_back() else {
                continue;
            };
            let heads = self.heads.entry(last).or_default();
            let at = heads.partition_point(|head| head.text.len() >= text.len());
            let head = Head {
                text: text.clone(),
                rule: self.rules.len(),
            };
            heads.insert(at, head);
        }
        self.rules.push(rule);
    }

    /// The wanted concept of a text that is modifiers and a head, the longest head first.
    pub(super) fn find(&self, text: &str, is_wanted: &dyn Fn(&str) -> bool) -> Option<&str> {
        if text.len() > LONGEST {
            return None;
        }
        let heads = self.heads.get(&text.chars().next_back()?)?;
        heads.iter().find_map(|head| {
            let front = text.strip_suffix(head.text.as_str())?;
            let rule = &self.rules[head.rule];
            (is_wanted(&rule.concept) && rule.allows(front)).then_some(rule.concept.as_str())
        })
    }
}

impl Rule {
    /// Whether words are modifiers and nothing else, one of those that are needed among them.
    fn allows(&self, front: &str) -> bool {
        let end = front.len();
        // places that modifiers lead to: without, and with, one that is needed
        let mut reached = vec![[false; 2]; end + 1];
        reached[0] = [true, self.needs.is_empty()];
        for at in 0..end {
            let [open, met] = reached[at];
            if !open {
                continue;
            }
            let rest = &front[at..];
            let mut reach = |length: usize, needed: bool| {
                let [_, with] = reached[at + length];
                reached[at + length] = [true, with || met || needed];
            };
            if rest.starts_with(' ') {
                reach(1, false);
            }
            for (words, needed) in [(&self.modifiers, false), (&self.needs, true)] {
                for word in words.iter().filter(|word| rest.starts_with(word.as_str())) {
                    reach(word.len(), needed);
                }
            }
        }
        end > 0 && reached[end] == [true, true]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn composed() -> Composed {
        let texts = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        let mut composed = Composed::default();
        composed.add(Rule {
            concept: "guide.materials".to_owned(),
            heads: texts(&["材料"]),
            modifiers: texts(&["申请", "所需", "需", "提交", "的"]),
            needs: Vec::new(),
        });
        composed.add(Rule {
            concept: "guide.promise_limit".to_owned(),
            heads: texts(&["时限", "办理时限"]),
            modifiers: texts(&["窗口", "审批"]),
            needs: texts(&["承诺"]),
        });
        composed
    }

    #[test]
    fn modifiers_before_a_head_make_a_label() {
        for (text, concept) in [
            ("申请所需材料", Some("guide.materials")),
            ("申请需提交的材料", Some("guide.materials")),
            ("窗口承诺审批时限", Some("guide.promise_limit")),
            ("承诺办理时限", Some("guide.promise_limit")),
            ("窗口审批时限", None),
            ("材料", None),
            ("申请建筑材料", None),
            ("申请材料学院", None),
            ("", None),
        ] {
            assert_eq!(composed().find(text, &|_| true), concept, "{text}");
        }
    }

    #[test]
    fn a_long_text_is_no_label() {
        let text = format!("{}材料", "申请".repeat(20_000));
        assert_eq!(composed().find(&text, &|_| true), None);
    }
}
