//! Channels: how deep each required channel is wired in: mention, link, service.

use crate::extract::SubjectKind;
use crate::pack::Indicator;

use super::grade::graded as graded_record;
use super::{Grade, Graded, View};

/// The depth that counts as 1.
const SERVICE: f64 = 3.0;

/// Every required class in the pack's order; one that nobody looked for is unknown.
pub(super) fn graded<'a>(
    required: &'a [String],
    indicator: &'a Indicator,
    view: &View<'a>,
) -> Vec<Graded> {
    if view.of(SubjectKind::Channel).is_empty() {
        return Vec::new();
    }
    required
        .iter()
        .filter_map(|class| match view.record(SubjectKind::Channel, class) {
            Some(record) => graded_record(indicator, record, view),
            None => Some(Graded {
                kind: SubjectKind::Channel,
                key: class.clone(),
                parent: None,
                grade: Grade::Unknown(None),
                why: None,
                facts: Vec::new(),
            }),
        })
        .collect()
}

/// Depth ÷ 3 over the depths left open.
pub(super) fn grade(open: &[f64]) -> Grade {
    Grade::agreed(open.iter().map(|depth| depth / SERVICE))
}

#[cfg(test)]
mod tests {
    use super::{Grade, grade};

    #[test]
    fn a_link_is_two_thirds_of_the_way() {
        assert_eq!(grade(&[2.0]), Grade::Known(2.0 / 3.0));
        assert_eq!(grade(&[3.0]), Grade::Known(1.0));
    }
}
