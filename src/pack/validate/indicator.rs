//! One indicator: its names, its rules, its examples.

use crate::extract::SubjectKind;
use crate::pack::written::{At, DaysText, IndicatorText, StateText, WithinText};
use crate::pack::{AbsentWhen, Indicator, IndicatorHead, Measure, Within, WorkingDays};

use super::Check;
use super::names::parent;

impl Check<'_> {
    pub(super) fn indicator(
        &mut self,
        element: &At<String>,
        text: IndicatorText,
    ) -> Option<Indicator> {
        self.weight(&text.weight);
        let scale = self.scale(&text.score);
        if text.example.is_empty() {
            self.fault(
                "pack.no-example",
                text.id.span(),
                format!("`{}` has no worked example", *text.id),
                Some("an example is an `[[indicator.example]]` table below it".to_owned()),
            );
        }
        let over = self.kind(&text.over)?;
        let applies = self.predicate_or_always(text.applies.as_ref(), over);
        let within = text.within.as_ref().map(|text| self.within(text, over));
        let absent_when = text.absent_when.as_ref().map(|text| self.absent_when(text));
        let days: Vec<_> = text.days.iter().map(|text| self.days(text, over)).collect();
        let measure = self.measure(&text.measure, over);
        if let Some(measure) = &measure {
            self.fits(measure, &text, over);
        }
        let uses_today = applies
            .as_ref()
            .is_some_and(crate::pack::Predicate::uses_today)
            || measure.as_ref().is_some_and(Measure::uses_today);
        let examples: Vec<_> = text
            .example
            .iter()
            .map(|example| self.example(example, over, uses_today))
            .collect();
        Some(Indicator {
            head: IndicatorHead {
                id: (*text.id).clone(),
                element: (**element).clone(),
                title: text.title.into(),
                asks: text.asks.into(),
                weight: *text.weight,
                authority: text.authority,
                source: text.source,
            },
            classes: text.class,
            pitfalls: text.pitfalls.into(),
            advice: text.advice.into(),
            over,
            applies: applies?,
            within: match within {
                Some(within) => Some(within?),
                None => None,
            },
            absent_when: match absent_when {
                Some(absent_when) => Some(absent_when?),
                None => None,
            },
            days: days.into_iter().collect::<Option<_>>()?,
            when_none: text.when_none,
            measure: measure?,
            scale,
            examples: examples.into_iter().collect::<Option<_>>()?,
        })
    }

    fn within(&mut self, text: &WithinText, over: SubjectKind) -> Option<Within> {
        let kind = self.kind(&text.kind)?;
        if parent(over) != Some(kind) {
            self.fault(
                "pack.not-a-parent",
                text.kind.span(),
                format!(
                    "`{}` records do not belong to `{}` records",
                    over.id(),
                    kind.id()
                ),
                parent(over).map(|parent| format!("they belong to `{}` records", parent.id())),
            );
            return None;
        }
        Some(Within {
            kind,
            list: self.field(&text.list, kind)?,
            when_absent: text.when_absent,
        })
    }

    fn days(&mut self, text: &DaysText, over: SubjectKind) -> Option<WorkingDays> {
        if text.source.trim().is_empty() {
            self.fault(
                "pack.no-source",
                text.source.span(),
                "no source".to_owned(),
                Some("`source` names the law and the clause that counts working days".to_owned()),
            );
        }
        Some(WorkingDays {
            when: self.predicate(&text.working_where, over)?,
            source: (*text.source).clone(),
        })
    }

    fn absent_when(&mut self, text: &StateText) -> Option<AbsentWhen> {
        let field = self.field(&text.field, SubjectKind::Site);
        let state = self.state(&text.state);
        Some(AbsentWhen {
            field: field?,
            state: state?,
        })
    }

    /// Two measures read records in a way that only one kind has.
    fn fits(&mut self, measure: &Measure, text: &IndicatorText, over: SubjectKind) {
        let wanted = match measure {
            Measure::Visibility { .. } => SubjectKind::Query,
            Measure::Channels { .. } => SubjectKind::Channel,
            Measure::Share { .. }
            | Measure::Points(_)
            | Measure::Checklist(_)
            | Measure::Ladder { .. }
            | Measure::Window { .. }
            | Measure::Grades { .. }
            | Measure::Reduction { .. } => return,
        };
        if over != wanted {
            self.fault(
                "pack.measure-of-other-kind",
                text.over.span(),
                format!(
                    "this measure is over `{}` records, not over `{}`",
                    wanted.id(),
                    over.id()
                ),
                None,
            );
        }
    }
}
