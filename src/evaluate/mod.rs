//! **Evaluation**: what is read of saved pages against what people read off them, key by key.
//!
//! Counting is honest: an abstention is neither right nor left out, a wrong value counts against precision and recall, and
//! a label that cannot be compared is listed.

pub mod key;
pub mod rates;
pub mod reply;

mod by_host;
mod chance;
mod gold;
mod group;
mod json;
mod judge;
mod listed;
mod place;
mod reading;
mod replies;
mod report;
mod saved;
mod tables;
mod tally;
mod text;
mod words;

pub use by_host::{ByHost, Counts, Spread};
pub use gold::{Entry, Gold, Label, Row, Series, load};
pub use group::Group;
pub use json::json;
pub use judge::{Judged, Verdict};
pub use place::Place;
pub use rates::{FieldRate, Rates, Share};
pub use reading::Reader;
pub use replies::{Agreed, Replies};
pub use report::{Counted, Miss, PageTypes, Report, evaluate};
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
        evaluated().0
    }

    fn evaluated() -> (Report, Gold) {
        evaluated_with("gold.jsonl")
    }

    fn evaluated_with(file: &str) -> (Report, Gold) {
        let files = Indicators::built_in();
        let lexicon = files
            .below("lexicon")
            .filter(|(name, _)| !name.ends_with("personal.toml"));
        let lexicon = Lexicon::from_files(lexicon)
            .and_then(|lexicon| lexicon.with_platforms(files.below("platforms")))
            .expect("the lexicon is well formed");
        let hosts = HostTable::from_files(files.below("hosts")).expect("the hosts are well formed");
        let tables =
            Tables::from_files(files.below("evaluate")).expect("the tables are well formed");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/evaluate");
        let gold = load(&root.join(file), &root).expect("the gold file is well formed");
        let reader = Reader {
            lexicon: &lexicon,
            hosts: &hosts,
            tables: &tables,
        };
        (evaluate(&reader, &gold), gold)
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
    fn what_a_place_for_letters_says_of_itself_is_compared() {
        let (report, _) = evaluated_with("more.jsonl");
        let right = Tally {
            right: 1,
            ..Tally::default()
        };
        for key in [
            "rows_closed",
            "accepted_total",
            "closed_total",
            "first_row.serial",
            "last_row.serial",
            "pub_date",
            "period",
            "item_name_first",
            "item_name_last",
            "item_code_first",
            "item_code_last",
            "appointment_phone",
            "series.valid",
            "series.forwarded",
        ] {
            assert_eq!(of(&report, key), right, "{key}: {:?}", report.misses);
        }
        let and_none = Tally {
            right_none: 1,
            ..right
        };
        assert_eq!(of(&report, "login_required"), and_none);
        assert_eq!(of(&report, "reply_time_promised"), and_none);
        let one_wrong = Tally { wrong: 1, ..right };
        assert_eq!(of(&report, "series.closed"), one_wrong);
        let missed = Tally {
            missed: 1,
            ..Tally::default()
        };
        assert_eq!(of(&report, "final_reply_date_in_text"), missed);
        let why: Vec<&str> = report
            .uncompared
            .keys()
            .map(|(_, why)| why.as_str())
            .collect();
        assert_eq!(why, [key::why_not("modules")]);
    }

    #[test]
    fn names_and_codes_of_items_stand_under_the_heads_of_their_columns() {
        let (report, _) = evaluated_with("table.jsonl");
        let right = Tally {
            right: 1,
            ..Tally::default()
        };
        for key in [
            "item_name_first",
            "item_code_first",
            "item_name_last",
            "item_code_last",
        ] {
            assert_eq!(of(&report, key), right, "{key}: {:?}", report.misses);
        }
    }

    #[test]
    fn a_label_that_people_may_write_otherwise_is_in_no_main_figure() {
        let (report, gold) = evaluated_with("arguable.jsonl");
        let all = Tally {
            right: 1,
            ..Tally::default()
        };
        assert_eq!(report.total(), all, "the name of the item alone");
        assert_eq!(of(&report, "arguable.visits_required").n(), 1);
        assert_eq!(of(&report, "visits_required").n(), 0);
        assert_eq!(of(&report, "arguable.reply_kind").wrong, 1);
        assert_eq!((report.replies.all().n, report.replies.ambiguous), (0, 1));
        assert_eq!((report.pages.n, report.pages.arguable), (0, (1, 0)));
        assert!(!Rates::of(&report, &gold).fields.contains_key("item.visits"));
        let untold: Vec<&str> = report
            .uncompared
            .keys()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(untold, ["arguable: \"colour\""]);
        let json = json(&report);
        assert_eq!(json["not_counted"]["arguable"]["n"], 2);
        assert_eq!(json["page_types"]["arguable"]["n"], 1);
    }

    #[test]
    fn a_day_that_cannot_be_read_abstains_and_an_empty_one_is_missed() {
        let report = report();
        assert_eq!(
            of(&report, "table.question_date"),
            Tally {
                right: 2,
                abstained: 1,
                ..Tally::default()
            }
        );
        assert_eq!(
            of(&report, "table.reply_date"),
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
        assert!((report.replies.all().found.expect("three kinds").kappa - 1.0).abs() < 1e-12);
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
            "channels_only_in_html_comments: carrier_pigeon",
            "colour",
            "page_type: guide_sheet",
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
        for key in [
            "micro_f1",
            "groups",
            "fields",
            "page_types",
            "reply_kappa",
            "worst",
        ] {
            assert!(keys(&json).contains(&key.to_owned()), "{key}");
        }
        let docs = include_str!("../../docs/evaluate.md");
        for key in keys(&json) {
            assert!(
                docs.contains(&format!("{key}:")),
                "add `{key}` to the JSON in docs/evaluate.md"
            );
        }
        let field = [
            "precision",
            "recall",
            "f1",
            "n",
            "abstained",
            "false_positive",
        ];
        assert_eq!(keys(&json["fields"]["materials"]), field);
        assert_eq!(json["groups"]["guide_fields"]["n"], 13);
        assert!(json["groups"].get("table_cells").is_none());
        assert!(json["not_counted"]["table_cells"]["n"].as_u64() > Some(0));
        assert!(json["reply_kappa"]["by_host"]["letters.csv"]["kappa"].is_number());
        assert_eq!(json["page_types"]["confusion"]["guide_detail"]["guide"], 1);
    }

    #[test]
    fn rates_are_those_of_fields_that_facts_have_and_not_of_cells_of_tables() {
        let (report, gold) = evaluated();
        let rates = Rates::of(&report, &gold);
        let limit = rates.fields["item.time-limit.promised"];
        assert_eq!((limit.n, limit.f1), (1, Some(1.0)));
        let basis = rates.fields["item.basis"];
        assert_eq!((basis.n, basis.precision), (1, None));
        assert!(!rates.fields.contains_key("page.meta"));
        assert!(!rates.fields.contains_key("message.asked"));
        assert_eq!(
            (rates.gold.lines, rates.gold.pages, rates.gold.hosts),
            (5, 2, 2)
        );
        let again = Rates::from_text(&rates.to_text()).expect("what was written can be read");
        assert_eq!(again.gold, rates.gold);
        assert!(again.fields.keys().eq(rates.fields.keys()));
    }

    #[test]
    fn the_text_names_every_key_and_quotes_the_misses() {
        let report = report();
        let text = text(&report);
        for (name, _) in &report.keys {
            assert!(text.contains(name.as_str()), "{name}");
        }
        assert!(
            text.contains("guide.html, label on line 1") && text.contains("渔船所有权证书"),
            "{text}"
        );
    }
}
