//! The systems of a site as its facts tell them: claimed, with or without an entry, verified or not.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::extract::{Fact, FactId, Observation, SubjectKind};

use super::quote::SiteFacts;
use super::words::Words;

/// One system: the fact that says most of each of its fields, by field id.
pub(super) struct SystemFacts<'a> {
    /// The key of its record.
    pub(super) key: &'a str,
    said: BTreeMap<&'static str, (&'a FactId, &'a Fact)>,
}

impl<'a> SystemFacts<'a> {
    /// Every system of a site, in order of key.
    pub(super) fn of(facts: &'a SiteFacts) -> Vec<Self> {
        let mut systems: BTreeMap<&str, Self> = BTreeMap::new();
        for (id, fact) in facts.of_kind(SubjectKind::System) {
            let key = fact.subject.key.as_str();
            let system = systems.entry(key).or_insert_with(|| Self {
                key,
                said: BTreeMap::new(),
            });
            let known = system.said.get(fact.field.id);
            let says_more = known.is_none_or(|(_, known)| {
                known.observation.value().is_none() && fact.observation.value().is_some()
            });
            if says_more {
                system.said.insert(fact.field.id, (id, fact));
            }
        }
        systems.into_values().collect()
    }

    fn fact(&self, field: &str) -> Option<&'a Fact> {
        self.said.get(field).map(|(_, fact)| *fact)
    }

    /// The state of a field, in the words of states.
    pub(super) fn state(&self, field: &str) -> &'static str {
        self.fact(field)
            .map_or("not-observed", |fact| fact.observation.state())
    }

    /// The words of a field as printed, masked; nothing where it has none.
    pub(super) fn printed(&self, field: &str) -> String {
        self.fact(field)
            .filter(|fact| fact.observation.value().is_some())
            .map_or_else(String::new, SiteFacts::printed)
    }

    /// The value of a field in canonical form, masked, where it says more than its words.
    pub(super) fn canonical(&self, field: &str) -> Option<String> {
        self.fact(field)
            .filter(|fact| fact.observation.value().is_some())
            .and_then(SiteFacts::canonical)
    }

    /// Whether its entry answered as such a system, in words.
    pub(super) fn verified(&self, words: &Words) -> String {
        let Some(fact) = self.fact("system.reachable") else {
            return words.named("state", "not-observed").to_owned();
        };
        match &fact.observation {
            Observation::NotApplicable => words.get("systems.nothing").to_owned(),
            Observation::Value(_) => SiteFacts::read_as(words, fact).unwrap_or_default(),
            other => words.named("state", other.state()).to_owned(),
        }
    }

    /// For programs: each field with its state, words, value and place.
    pub(super) fn as_json(&self) -> Value {
        let said: serde_json::Map<String, Value> = self
            .said
            .iter()
            .map(|(field, (id, fact))| {
                let name = field.rsplit('.').next().unwrap_or(field);
                let place = fact.evidence.as_ref();
                let said = json!({
                    "fact": id,
                    "state": fact.observation.state(),
                    "text": SiteFacts::printed(fact),
                    "value": SiteFacts::canonical(fact),
                    "capture": place.map(|place| &place.capture),
                    "start": place.map(|place| place.start),
                    "end": place.map(|place| place.end),
                });
                (name.to_owned(), said)
            })
            .collect();
        json!({"system": self.key, "said": said})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::CaptureId;
    use crate::extract::{Evidence, Subject, Value as Says, field};
    use crate::lexicon::Lexicon;
    use crate::report::sample::Round;
    use crate::report::words::Lang;
    use crate::report::{ReportInput, format};
    use crate::site::{Cause, SiteId};

    fn fact(site: &SiteId, key: &str, id: &str, observation: Observation, text: &str) -> Fact {
        Fact {
            site: site.clone(),
            subject: Subject {
                kind: SubjectKind::System,
                key: key.to_owned(),
            },
            field: field(id).unwrap(),
            observation,
            text: text.to_owned(),
            evidence: Some(Evidence {
                capture: CaptureId("c".to_owned()),
                start: 0,
                end: 9,
            }),
            extractor: "systems".to_owned(),
            version: 1,
            confidence: 1.0,
            reason: None,
        }
    }

    #[test]
    fn the_page_of_a_site_and_the_file_for_programs_show_its_systems() {
        let round = Round::new();
        let told = |site: &SiteId| {
            let words = |text: &str| Observation::Value(Says::Text(text.to_owned()));
            let address = Observation::Value(Says::Address("http://a.invalid/yy".to_owned()));
            let unseen = Observation::NotObserved(Cause::CrawlNotReached);
            vec![
                fact(
                    site,
                    "booking",
                    "system.mention",
                    words("网上<预约>"),
                    "网上<预约>",
                ),
                fact(
                    site,
                    "booking",
                    "system.address",
                    Observation::Placeholder,
                    "",
                ),
                fact(site, "booking", "system.address", address, "网上<预约>"),
                fact(
                    site,
                    "booking",
                    "system.reachable",
                    Observation::Value(Says::Flag(true)),
                    "",
                ),
                fact(site, "robot", "system.mention", unseen, ""),
            ]
        };
        let input = ReportInput {
            facts: &told,
            ..round.input(Lang::Zh)
        };
        let folder = tempfile::tempdir().unwrap();
        for id in ["json", "html"] {
            format(id).unwrap().write(&input, folder.path()).unwrap();
        }
        let site = &round.scoreboard.sites[0].site.0;
        let page =
            std::fs::read_to_string(folder.path().join(format!("sites/{site}.html"))).unwrap();
        for shown in [
            "在线预约",
            "网上&lt;预约&gt;",
            "http://a.invalid/yy",
            "智能问答",
        ] {
            assert!(
                page.contains(shown) || page.contains(&shown.replace('/', "&#x2f;")),
                "{shown}"
            );
        }
        let text = std::fs::read_to_string(folder.path().join("report.json")).unwrap();
        let report: Value = serde_json::from_str(&text).unwrap();
        let systems = &report["sites"][0]["systems"];
        assert_eq!(systems[0]["system"], "booking");
        assert_eq!(
            systems[0]["said"]["address"]["value"],
            "http://a.invalid/yy"
        );
        assert_eq!(systems[0]["said"]["reachable"]["value"], "yes");
        assert_eq!(systems[1]["said"]["mention"]["state"], "not-observed");
    }

    #[test]
    fn every_system_has_a_name_in_every_language() {
        let lexicon = Lexicon::of_the_binary();
        for system in lexicon.systems().list() {
            for lang in Lang::ALL {
                let name = Words::of(lang).named("system", &system.id);
                assert_ne!(name, system.id, "{lang:?}");
            }
        }
    }
}
