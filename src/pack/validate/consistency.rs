//! Consistency rules: every name looked up, every example with its records.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostics;
use crate::extract::{Field, SubjectKind};
use crate::pack::consistency::{
    Clause, Guard, GuardTest, Rule, RuleExample, RuleHead, Rules, Verdict,
};
use crate::pack::read;
use crate::pack::written::{
    At, ClauseText, GuardTestText, GuardText, RuleExampleText, RuleFile, RuleText,
};
use crate::record::Record;

use super::{Check, in_order_of_place};

/// Reads and validates all files of consistency rules.
pub(in crate::pack) fn rules(files: &[(&str, &str)]) -> Result<Rules, Diagnostics> {
    let mut faults = Diagnostics::new();
    for (name, text) in files {
        faults.source(name, text);
    }
    let mut ids = BTreeSet::new();
    let mut rules = Rules::default();
    for (name, text) in files {
        rules.files.push(((*name).to_owned(), (*text).to_owned()));
        let Some(file) = read_file(name, text, &mut faults) else {
            continue;
        };
        let mut check = Check {
            file: name,
            faults: &mut faults,
        };
        for rule in file.rule {
            check.new_rule_id(&rule.id, &mut ids);
            rules.rules.extend(check.rule(rule));
        }
        for guard in file.guard {
            check.new_rule_id(&guard.id, &mut ids);
            rules.guards.extend(check.guard(guard));
        }
    }
    in_order_of_place(&faults, files).into_result(rules)
}

fn read_file(name: &str, text: &str, faults: &mut Diagnostics) -> Option<RuleFile> {
    let mut table = read::file(name, text, faults)?;
    let rules = table.take_array("rule", name, faults);
    let guards = table.take_array("guard", name, faults);
    let mut file: RuleFile = table.read(name, faults);
    let examples = |table: &mut read::Table<'_>, faults: &mut Diagnostics| {
        let examples = table.take_array("example", name, faults);
        let read = |example: read::Table<'_>| example.read(name, faults);
        examples.into_iter().map(read).collect::<Vec<_>>()
    };
    for mut rule in rules {
        let examples = examples(&mut rule, faults);
        let mut rule: RuleText = rule.read(name, faults);
        rule.example = examples;
        file.rule.push(rule);
    }
    for mut guard in guards {
        let examples = examples(&mut guard, faults);
        let mut guard: GuardText = guard.read(name, faults);
        guard.example = examples;
        file.guard.push(guard);
    }
    Some(file)
}

impl Check<'_> {
    fn new_rule_id(&mut self, id: &At<String>, ids: &mut BTreeSet<String>) {
        if !id.is_written() {
            return;
        }
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if id.is_empty() || !id.chars().all(fits) {
            self.fault(
                "rules.id",
                id.span(),
                format!("`{}` is not an id", **id),
                Some("a rule's id has letters, digits and `-`: `R07`".to_owned()),
            );
        }
        if !ids.insert((**id).clone()) {
            self.fault(
                "rules.duplicate-id",
                id.span(),
                format!("the id `{}` is taken", **id),
                None,
            );
        }
    }

    fn rule(&mut self, text: RuleText) -> Option<Rule> {
        use Verdict::{Clean, Fired, Undecided};
        self.has_examples(&text.id, &text.example, &[Fired, Clean, Undecided]);
        if text.then.is_empty() && text.id.is_written() {
            self.fault(
                "rules.no-clause",
                text.id.span(),
                format!("`{}` asks nothing", *text.id),
                Some("`then` lists what has to hold".to_owned()),
            );
        }
        let over = self.kind(&text.over)?;
        let when = self.predicate_or_always(text.when.as_ref(), over);
        let quote = self.field(&text.quote, over);
        let then: Vec<_> = text
            .then
            .iter()
            .map(|clause| self.clause(clause, over))
            .collect();
        let examples = self.rule_examples(&text.example, over);
        Some(Rule {
            head: RuleHead {
                id: (*text.id).clone(),
                title: text.title.into(),
                message: text.message.into(),
                severity: text.severity,
                authority: text.authority,
                source: text.source,
                of_site: false,
            },
            over,
            when: when?,
            quote: quote?,
            then: then.into_iter().collect::<Option<_>>()?,
            examples: examples?,
        })
    }

    fn clause(&mut self, text: &ClauseText, over: SubjectKind) -> Option<Clause> {
        let asked_when = self.predicate_or_always(text.asked_when.as_ref(), over);
        let holds = self.predicate(&text.holds, over);
        let quote = self.field(&text.quote, over);
        Some(Clause {
            asked_when: asked_when?,
            holds: holds?,
            quote: quote?,
        })
    }

    fn guard(&mut self, text: GuardText) -> Option<Guard> {
        self.has_examples(&text.id, &text.example, &[Verdict::Fired, Verdict::Clean]);
        let over = self.kind(&text.over)?;
        let looked_for = self.guard_test(&text.test, over);
        let examples = self.rule_examples(&text.example, over);
        Some(Guard {
            head: RuleHead {
                id: (*text.id).clone(),
                title: text.title.into(),
                message: text.message.into(),
                severity: text.severity,
                authority: text.authority,
                source: text.source,
                of_site: true,
            },
            over,
            least: text.least,
            test: looked_for?,
            examples: examples?,
        })
    }

    fn guard_test(&mut self, text: &GuardTestText, over: SubjectKind) -> Option<GuardTest> {
        Some(match text {
            GuardTestText::Mostly(text) => {
                let applies = self.predicate_or_always(text.applies.as_ref(), over);
                let holds = self.predicate(&text.holds, over);
                let [a, b] = text.quotes.each_ref().map(|word| self.field(word, over));
                GuardTest::Mostly {
                    share: self.share(&text.share),
                    applies: applies?,
                    holds: holds?,
                    quotes: [a?, b?],
                }
            }
            GuardTestText::Differing(text) => {
                let key = self.field(&text.key, over);
                let field = self.field(&text.field, over);
                GuardTest::Differing {
                    key: key?,
                    field: field?,
                }
            }
            GuardTestText::Shared(text) => {
                let fields = self.fields(&text.fields, over);
                let across = self.field(&text.across, over);
                GuardTest::Shared {
                    fields: fields?,
                    across: across?,
                    more_than: text.more_than,
                }
            }
            GuardTestText::OneValue(text) => GuardTest::OneValue {
                fields: self.fields(&text.fields, over)?,
            },
        })
    }

    fn fields(&mut self, words: &[At<String>], over: SubjectKind) -> Option<Vec<&'static Field>> {
        // All words are looked at before the first fault ends it.
        let fields: Vec<_> = words.iter().map(|word| self.field(word, over)).collect();
        fields.into_iter().collect()
    }

    /// A rule shows by examples what it finds, what it lets pass, and what it cannot decide.
    fn has_examples(&mut self, id: &At<String>, examples: &[RuleExampleText], wanted: &[Verdict]) {
        if !id.is_written() {
            return;
        }
        let missing = wanted
            .iter()
            .filter(|verdict| examples.iter().all(|one| one.verdict != **verdict));
        for verdict in missing {
            self.fault(
                "rules.no-example",
                id.span(),
                format!("`{}` has no example that is {}", **id, verdict.id()),
                Some(format!(
                    "add one with its records and `verdict = \"{}\"`",
                    verdict.id()
                )),
            );
        }
    }

    fn rule_examples(
        &mut self,
        texts: &[RuleExampleText],
        over: SubjectKind,
    ) -> Option<Vec<RuleExample>> {
        let examples: Vec<_> = texts
            .iter()
            .map(|text| self.rule_example(text, over))
            .collect();
        examples.into_iter().collect()
    }

    fn rule_example(&mut self, text: &RuleExampleText, over: SubjectKind) -> Option<RuleExample> {
        let mut counts = BTreeMap::new();
        let records: Vec<_> = text
            .records
            .iter()
            .map(|record| self.record(record, over, &mut counts))
            .collect();
        let mut records: Vec<Record> = records.into_iter().collect::<Option<_>>()?;
        records.sort_by(|a, b| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
        Some(RuleExample {
            title: (*text.title).clone(),
            file: self.file.to_owned(),
            span: text.title.span(),
            records,
            verdict: text.verdict,
        })
    }
}
