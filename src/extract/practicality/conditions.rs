//! Who may apply, and under what conditions.

use crate::extract::field::ITEM_CONDITIONS;
use crate::extract::{Extractor, Facts, Field, PageKind, PageView, item};

/// The conditions of an item, as one text.
pub struct Conditions;

impl Extractor for Conditions {
    fn id(&self) -> &'static str {
        "practicality.conditions"
    }

    fn version(&self) -> u32 {
        2
    }

    fn fields(&self) -> &'static [&'static Field] {
        const { &[&ITEM_CONDITIONS] }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        let (PageKind::Guide, Some(subject)) = (view.kind, item::subject(view)) else {
            return;
        };
        item::text_field(
            view,
            &subject,
            &ITEM_CONDITIONS,
            &["guide.condition"],
            facts,
        );
    }
}
