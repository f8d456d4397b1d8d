//! Limits on cards: a number and its unit side by side, and what may stand behind them.

use crate::extract::held::Held;
use crate::extract::{PageView, Pair};
use crate::page::{Layout, Text};

/// Characters of a card's block at most. Ours: in a longer one what stands behind a number is not said of it.
const CARD: usize = 400;

/// The blocks of a page, in which cards stand.
pub(super) struct Cards<'v> {
    blocks: &'v [Text],
    held: Held,
}

impl<'v> Cards<'v> {
    /// Of a page.
    pub(super) fn of(view: &'v PageView) -> Self {
        let blocks = &view.page.blocks;
        Self {
            blocks,
            held: Held::by(blocks.iter().map(|block| &block.span)),
        }
    }

    /// The words of a limit; of a number and a unit that stand side by side on a card, both.
    pub(super) fn printed(&self, pair: &Pair) -> Text {
        let value = &pair.labelled.value;
        match &pair.labelled.unit {
            Some(unit) if pair.labelled.layout == Layout::Siblings => Text {
                words: self.whole(pair, &format!("{}{}", value.words, unit.words)),
                span: value.span.start.min(unit.span.start)..value.span.end.max(unit.span.end),
            },
            _ => value.clone(),
        }
    }

    /// The words of a card from its number on, where its block goes on behind number and unit; else number and unit.
    fn whole(&self, pair: &Pair, joined: &str) -> String {
        let block = self.held.at(pair.labelled.value.span.start);
        let block = block.map(|at| &self.blocks[at].words);
        let bare: String = block
            .filter(|words| words.chars().nth(CARD).is_none())
            .map(|words| words.split_whitespace().collect())
            .unwrap_or_default();
        let label: String = pair.labelled.label.words.split_whitespace().collect();
        match bare.find(joined) {
            Some(at) if !bare[at..].contains(&label) => bare[at..].to_owned(),
            _ => joined.to_owned(),
        }
    }
}
