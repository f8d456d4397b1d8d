//! **Evaluation**: what is read of saved pages against what people read off them, key by key.
//!
//! Counting is honest: an abstention is neither right nor left out, a wrong value counts against precision and recall, and
//! a label that cannot be compared is listed.

pub mod key;
pub mod reply;

mod gold;
mod json;
mod judge;
mod reading;
mod report;
mod saved;
mod tables;
mod tally;
mod text;
mod words;

pub use gold::{Entry, Gold, Label, Row, load};
pub use json::json;
pub use judge::{Judged, Verdict};
pub use key::Group;
pub use reading::Reader;
pub use report::{Counted, Miss, PageTypes, Report, evaluate, rates};
pub use tables::Tables;
pub use tally::Tally;
pub use text::{text, uncompared};

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::indicators::Indicators;
    use crate::lexicon::Lexicon;
    use crate::search::HostTable;

    /// The report on the invented gold file.
    fn report() -> Report {
        let files = Indicators::built_in();
        let lexicon = files
            .below("lexicon")
            .filter(|(name, _)| !name.ends_with("personal.toml"));
        let lexicon = Lexicon::from_files(lexicon).expect("the lexicon is well formed");
        let hosts = HostTable::from_files(files.below("hosts")).expect("the hosts are well formed");
        let tables =
            Tables::from_files(files.below("evaluate")).expect("the tables are well formed");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/evaluate");
        let gold = load(&root.join("gold.jsonl"), &root).expect("the gold file is well formed");
        evaluate(
            &Reader {
                lexicon: &lexicon,
                hosts: &hosts,
                tables: &tables,
            },
            &gold,
        )
    }

    fn of(report: &Report, key: &str) -> Tally {
        report
            .keys
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, counted)| counted.tally)
            .unwrap_or_default()
    }

    #[test]
    fn what_stands_on_the_page_is_counted_as_right_and_what_does_not_is_not() {
        let report = report();
        assert_eq!(
            of(&report, "meta_tags"),
            Tally {
                right: 3,
                missed: 1,
                ..Tally::default()
            }
        );
        assert_eq!(
            of(&report, "promised_limit"),
            Tally {
                right: 1,
                ..Tally::default()
            }
        );
        assert_eq!(
            of(&report, "basis_present"),
            Tally {
                right_none: 1,
                ..Tally::default()
            }
        );
        assert_eq!(
            of(&report, "complaint_phone_present"),
            Tally {
                right_none: 1,
                ..Tally::default()
            }
        );
        assert_eq!(
            of(&report, "visits_required"),
            Tally {
                wrong: 1,
                ..Tally::default()
            }
        );
        assert_eq!(
            of(&report, "materials"),
            Tally {
                right: 2,
                missed: 1,
                extra: 1,
                ..Tally::default()
            }
        );
        assert_eq!(
            of(&report, "channels_only_in_html_comments"),
            Tally {
                right_none: 1,
                ..Tally::default()
            }
        );
    }

    #[test]
    fn a_day_that_cannot_be_read_abstains_and_an_empty_one_is_missed() {
        let report = report();
        assert_eq!(
            of(&report, "question_date"),
            Tally {
                right: 2,
                abstained: 1,
                ..Tally::default()
            }
        );
        assert_eq!(
            of(&report, "reply_date"),
            Tally {
                right: 2,
                missed: 1,
                ..Tally::default()
            }
        );
        assert_eq!(
            of(&report, "reply_kind"),
            Tally {
                right: 3,
                ..Tally::default()
            }
        );
        assert!((report.agreement.expect("three kinds").kappa - 1.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_is_dropped_in_silence() {
        let report = report();
        let names: Vec<&str> = report
            .uncompared
            .keys()
            .map(|(name, _)| name.as_str())
            .collect();
        let wanted = [
            "channels_only_in_html_comments: barrier_free",
            "colour",
            "page_type: guide_sheet",
            "title",
            "visits_required",
        ];
        assert_eq!(names, wanted);
    }

    #[test]
    fn the_json_has_exactly_the_documented_keys() {
        let json = json(&report());
        let keys = |value: &serde_json::Value| {
            let object = value.as_object().expect("an object");
            object.keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(
            keys(&json),
            [
                "micro_f1",
                "groups",
                "fields",
                "page_types",
                "reply_kappa",
                "worst"
            ]
        );
        let field = [
            "precision",
            "recall",
            "f1",
            "n",
            "abstained",
            "false_positive",
        ];
        assert_eq!(keys(&json["fields"]["materials"]), field);
        assert_eq!(keys(&json["groups"]["letters"]), ["f1", "n"]);
        assert_eq!(keys(&json["page_types"]), ["accuracy", "confusion"]);
        assert_eq!(keys(&json["reply_kappa"]), ["kappa", "low", "high", "n"]);
        assert_eq!(json["page_types"]["confusion"]["guide_detail"]["guide"], 1);
    }

    #[test]
    fn rates_are_those_of_fields_that_facts_have() {
        let rates = rates(&report());
        assert_eq!(rates.get("item.time-limit.promised"), Some(&(1.0, 1)));
        assert_eq!(rates.get("item.basis"), None);
        assert!(!rates.contains_key("page.meta"));
    }

    #[test]
    fn the_text_names_every_key_and_quotes_the_misses() {
        let report = report();
        let text = text(&report);
        for (name, _) in &report.keys {
            assert!(text.contains(name.as_str()), "{name}");
        }
        assert!(
            text.contains("guide.html, line 1") && text.contains("渔船所有权证书"),
            "{text}"
        );
    }
}
