//! Names and numbers looked up: ids, kinds, fields, weights.

use std::collections::BTreeSet;

use crate::diagnostic::{did_you_mean, nearest};
use crate::extract::{FIELDS, Field, SubjectKind, field};
use crate::pack::Element;
use crate::pack::written::At;

use super::Check;

/// The largest weight. Ours: weights are proportions, and products of larger ones leave the range of numbers.
const LARGEST_WEIGHT: f64 = 1e6;

impl Check<'_> {
    pub(super) fn new_id(&mut self, id: &At<String>, ids: &mut BTreeSet<String>) {
        if !id.is_written() {
            return;
        }
        self.id(id);
        if !ids.insert((**id).clone()) {
            self.fault(
                "pack.duplicate-id",
                id.span(),
                format!("the id `{}` is taken", **id),
                Some("elements and indicators of a pack share one set of ids".to_owned()),
            );
        }
    }

    /// The grammar of ids: of elements, of indicators, of the pack itself.
    pub(super) fn id(&mut self, id: &At<String>) {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
        if id.is_written() && (id.is_empty() || !id.chars().all(fits)) {
            self.fault(
                "pack.id",
                id.span(),
                format!("`{}` is not an id", **id),
                Some("an id has lower-case letters, digits, `-` and `.`".to_owned()),
            );
        }
    }

    pub(super) fn known_element(&mut self, id: &At<String>, elements: &[Element]) {
        if id.is_written() && !elements.iter().any(|element| element.id == **id) {
            let known = elements.iter().map(|element| element.id.as_str());
            self.fault(
                "pack.unknown-element",
                id.span(),
                format!("`pack.toml` has no element `{}`", **id),
                Some(did_you_mean(id, known)),
            );
        }
    }

    pub(super) fn weight(&mut self, weight: &At<f64>) {
        if !(0.0..=LARGEST_WEIGHT).contains(&**weight) {
            self.fault(
                "pack.weight",
                weight.span(),
                format!("`{}` is not a weight", **weight),
                Some(
                    "a weight is from 0 to 1000000; with 0 an indicator is reported and not scored"
                        .to_owned(),
                ),
            );
        }
    }

    /// Of parts that are averaged at least one has weight: else there is nothing to average.
    pub(super) fn some_weight(
        &mut self,
        of: &At<String>,
        what: &str,
        weights: impl IntoIterator<Item = f64>,
    ) {
        let mut weights = weights.into_iter().peekable();
        if of.is_written() && weights.peek().is_some() && weights.all(|weight| weight == 0.0) {
            self.fault(
                "pack.no-weight",
                of.span(),
                format!("every {what} of `{}` has the weight 0", **of),
                Some("give at least one of them a weight above 0".to_owned()),
            );
        }
    }

    /// A number from 0 to 1.
    pub(super) fn share(&mut self, share: &At<f64>) -> f64 {
        if !(0.0..=1.0).contains(&**share) {
            self.fault(
                "pack.range",
                share.span(),
                format!("`{}` is not between 0 and 1", **share),
                None,
            );
        }
        **share
    }

    pub(super) fn kind(&mut self, word: &At<String>) -> Option<SubjectKind> {
        if !word.is_written() {
            return None;
        }
        let kind = SubjectKind::from_id(word);
        if kind.is_none() {
            self.fault(
                "pack.unknown-kind",
                word.span(),
                format!("there are no records of kind `{}`", **word),
                Some(did_you_mean(word, SubjectKind::ALL.map(SubjectKind::id))),
            );
        }
        kind
    }

    /// A field of any kind of record.
    pub(super) fn any_field(&mut self, word: &At<String>) -> Option<&'static Field> {
        let found = field(word);
        if found.is_none() {
            let near = nearest(word, FIELDS.iter().map(|field| field.id));
            let all = "`govgauge fields` lists all";
            self.fault(
                "pack.unknown-field",
                word.span(),
                format!("no extractor reports `{}`", **word),
                Some(near.map_or_else(
                    || all.to_owned(),
                    |near| format!("the nearest is `{near}`; {all}"),
                )),
            );
        }
        found
    }

    /// A field that a record of this kind can be asked for: its own, its parent's or the site's.
    pub(super) fn field(&mut self, word: &At<String>, over: SubjectKind) -> Option<&'static Field> {
        let found = self.any_field(word)?;
        let within_reach = [Some(over), parent(over), Some(SubjectKind::Site)];
        if within_reach.contains(&Some(found.of)) {
            return Some(found);
        }
        self.fault(
            "pack.field-of-other-kind",
            word.span(),
            format!(
                "`{}` is a field of `{}`, not of `{}`",
                found.id,
                found.of.id(),
                over.id()
            ),
            parent(over).map(|parent| {
                format!(
                    "fields of `{}`, `{}` and `site` can be asked for",
                    over.id(),
                    parent.id()
                )
            }),
        );
        None
    }
}

/// The kind of record that records of a kind belong to.
pub(super) fn parent(kind: SubjectKind) -> Option<SubjectKind> {
    match kind {
        SubjectKind::Material => Some(SubjectKind::Item),
        SubjectKind::Result => Some(SubjectKind::Query),
        SubjectKind::Site
        | SubjectKind::Item
        | SubjectKind::Message
        | SubjectKind::Channel
        | SubjectKind::System
        | SubjectKind::Query => None,
    }
}
