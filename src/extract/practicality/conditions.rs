//! Who may apply, and under what conditions.

use crate::extract::field::ITEM_CONDITIONS;
use crate::extract::{Extractor, Facts, Field, Observation, PageKind, PageView, Value, item};
use crate::page::Text;

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
        let own = ["guide.condition"];
        let told = view
            .named(&own)
            .next()
            .is_none()
            .then(|| of_applicants(view));
        match told.flatten() {
            Some(text) => {
                let words = Observation::Value(Value::Text(text.words.clone()));
                facts.report(&subject, &ITEM_CONDITIONS, words, &view.capture.id, text);
                facts.doubt(0.8);
            }
            None => item::text_field(view, &subject, &ITEM_CONDITIONS, &own, facts),
        }
    }
}

/// Who may apply, where the guide says what they must be and not only what they are: 年满60周岁的老年人, but not 自然人.
fn of_applicants<'v>(view: &'v PageView) -> Option<&'v Text> {
    let lexicon = view.context.lexicon;
    let mut values = view
        .named(&["guide.service_object"])
        .map(|pair| &pair.labelled.value);
    values.find(|value| lexicon.find_cue("value.condition", &value.words).is_some())
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    #[test]
    fn who_may_apply_may_be_a_condition() {
        let conditions = |object: &str| {
            let guide =
                "<h1>摊位登记</h1><p>申请材料：身份证</p><p>收费标准：10元</p><p>办理时限：5日</p>";
            let object = format!("<p>服务对象：{object}</p>");
            Read::html(&format!("{guide}{object}")).says("item.conditions")
        };
        let old = "年满60周岁、具有本市户籍的老年人";
        assert_eq!(conditions(old), [old]);
        assert_eq!(conditions("自然人、企业法人"), ["absent"]);
    }
}
