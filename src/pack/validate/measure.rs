//! Measures and scales: predicates that hold together, points and levels in their ranges.

use std::collections::BTreeMap;

use crate::extract::{SubjectKind, ValueKind};
use crate::pack::written::{
    At, LadderText, MeasureText, PointsText, ScaleText, StatisticText, WindowText,
};
use crate::pack::{Cap, Case, Cases, Measure, Predicate, Question, Scale, Statistic};

use super::Check;

impl Check<'_> {
    pub(super) fn measure(&mut self, text: &MeasureText, over: SubjectKind) -> Option<Measure> {
        Some(match text {
            MeasureText::Share(text) => Measure::Share {
                holds: self.predicate(&text.holds, over)?,
            },
            MeasureText::Points(text) => Measure::Points(self.points(text, over)?),
            MeasureText::Checklist(text) => {
                let questions: Vec<_> = text
                    .questions
                    .iter()
                    .map(|text| {
                        let asked_when = self.predicate_or_always(text.asked_when.as_ref(), over);
                        let holds = self.predicate(&text.holds, over);
                        Some(Question {
                            holds: holds?,
                            asked_when: asked_when?,
                        })
                    })
                    .collect();
                Measure::Checklist(questions.into_iter().collect::<Option<_>>()?)
            }
            MeasureText::Ladder(text) => self.ladder(text, over)?,
            MeasureText::Window(text) => self.window(text, over)?,
            MeasureText::Grades(text) => {
                let field = self.field_with(&text.field, over, &[ValueKind::Code]);
                let points: BTreeMap<String, f64> = text
                    .points
                    .iter()
                    .map(|(code, points)| (code.clone(), self.share(points)))
                    .collect();
                Measure::Grades {
                    field: field?,
                    points,
                }
            }
            MeasureText::Reduction(text) => {
                let promised = self.field_with(&text.promised, over, &[ValueKind::Limit]);
                let statutory = self.field_with(&text.statutory, over, &[ValueKind::Limit]);
                Measure::Reduction {
                    promised: promised?,
                    statutory: statutory?,
                }
            }
            MeasureText::Visibility(text) => Measure::Visibility {
                classes: text.classes.clone(),
                statistic: match &text.statistic {
                    StatisticText::SuccessAt(places) => {
                        Statistic::SuccessAt(self.at_least_one(places))
                    }
                    StatisticText::ReciprocalRankWithin(places) => {
                        Statistic::ReciprocalRankWithin(self.at_least_one(places))
                    }
                },
            },
            MeasureText::Channels(text) => {
                let service = text.service.as_ref().map(|text| self.predicate(text, over));
                let link = self.predicate(&text.link, over);
                let mention = self.predicate(&text.mention, over);
                let mut cases = Vec::new();
                if let Some(service) = service {
                    cases.push(case(service?, 3.0));
                }
                cases.push(case(link?, 2.0));
                cases.push(case(mention?, 1.0));
                Measure::Channels {
                    required: text.required.clone(),
                    depths: Cases {
                        cases,
                        otherwise: 0.0,
                    },
                }
            }
        })
    }

    fn points(&mut self, text: &PointsText, over: SubjectKind) -> Option<Cases<f64>> {
        let cases: Vec<_> = text
            .cases
            .iter()
            .map(|text| {
                let points = self.share(&text.points);
                Some(case(self.predicate(&text.when, over)?, points))
            })
            .collect();
        let otherwise = self.share(&text.otherwise);
        Some(Cases {
            cases: cases.into_iter().collect::<Option<_>>()?,
            otherwise,
        })
    }

    fn ladder(&mut self, text: &LadderText, over: SubjectKind) -> Option<Measure> {
        let top = &text.top;
        if !(top.is_finite() && **top > 0.0) {
            self.fault(
                "pack.range",
                top.span(),
                format!("the top level `{}` is not above 0", **top),
                None,
            );
        }
        let levels: Vec<_> = text
            .levels
            .iter()
            .map(|text| {
                self.level(&text.level);
                Some(case(self.predicate(&text.when, over)?, *text.level))
            })
            .collect();
        self.level(&text.otherwise);
        let cap = text.cap.as_ref().map(|cap| {
            self.level(&cap.level);
            Some(Cap {
                level: *cap.level,
                unless: self.predicate(&cap.unless, over)?,
            })
        });
        Some(Measure::Ladder {
            levels: Cases {
                cases: levels.into_iter().collect::<Option<_>>()?,
                otherwise: *text.otherwise,
            },
            top: **top,
            cap: match cap {
                Some(cap) => Some(cap?),
                None => None,
            },
        })
    }

    fn level(&mut self, level: &At<f64>) {
        if !level.is_finite() || **level < 0.0 {
            self.fault(
                "pack.range",
                level.span(),
                format!("the level `{}` is below 0", **level),
                None,
            );
        }
    }

    fn window(&mut self, text: &WindowText, over: SubjectKind) -> Option<Measure> {
        let asked = self.field_with(&text.asked, over, &[ValueKind::Date]);
        let replied = self.field_with(&text.replied, over, &[ValueKind::Date]);
        let answer = self.field(&text.answer, over);
        let limits: Vec<_> = text
            .limits
            .iter()
            .map(|text| Some(case(self.predicate(&text.when, over)?, text.working_days)))
            .collect();
        Some(Measure::Window {
            asked: asked?,
            replied: replied?,
            answer: answer?,
            limits: Cases {
                cases: limits.into_iter().collect::<Option<_>>()?,
                otherwise: text.otherwise,
            },
        })
    }

    fn at_least_one(&mut self, places: &At<u32>) -> u32 {
        if **places == 0 {
            self.fault(
                "pack.range",
                places.span(),
                "there is no place `0`",
                Some("places are counted from 1".to_owned()),
            );
        }
        **places
    }

    pub(super) fn scale(&mut self, text: &ScaleText) -> Scale {
        match text {
            ScaleText::Identity => Scale::Identity,
            ScaleText::Goalposts(text) => {
                let (worst, best) = (*text.worst, text.best);
                if !worst.is_finite() || !best.is_finite() || worst.total_cmp(&best).is_eq() {
                    self.fault(
                        "pack.range",
                        text.worst.span(),
                        "the goalposts stand at one place",
                        None,
                    );
                }
                Scale::Goalposts { worst, best }
            }
        }
    }
}

fn case<T>(when: Predicate, then: T) -> Case<T> {
    Case { when, then }
}
