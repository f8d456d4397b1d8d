//! What kind of page a page is: every sign of it is measured, the signs are weighed, and the heaviest kind is taken.
//!
//! Which sign speaks for which kind, and how strongly, is data: `indicators/page/kinds.toml`. Where no kind has weight
//! enough the page is *other*; where two kinds have nearly the same it is *unclear*, and nothing is read off it.

mod barred;
mod items;
mod letters;
mod look;
mod named;
mod names;
mod signs;
#[cfg(test)]
mod tests;
mod way;
mod weigh;

use crate::lexicon::Lexicon;
use crate::page::Page;
use crate::site::Cause;

use super::json;
use super::view::Pair;
use look::Look;

pub(super) use items::{are_guide, elements_of};
pub(super) use names::interaction;
pub use weigh::Told;

/// The kinds of pages that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKind {
    /// One item's guide.
    Guide,
    /// One item's materials, on a page of their own.
    Materials,
    /// A list of items or of their guides.
    GuideList,
    /// A list of letters.
    LetterList,
    /// One letter, with or without its reply.
    Letter,
    /// A form for writing a letter, or the login before it.
    LetterForm,
    /// A form for applying.
    ApplyForm,
    /// The door to letters, interviews, polls.
    Interaction,
    /// How letters are dealt with, or how many there were.
    Rules,
    /// The home page of a portal or an office, a service hall.
    Home,
    /// A column's own page: a list of articles, or boxes of them.
    Section,
    /// One article.
    Article,
    /// Who runs the site, what an office does, how it is reached.
    About,
    /// A page for talking with a machine.
    Robot,
    /// What the site's own search found.
    Search,
    /// A page that sends its reader elsewhere and says nothing itself.
    Stub,
    /// Not the site's page but what stands before it; the cause says what.
    Barred(Cause),
    /// None of these, or too little to tell.
    Other,
    /// Signs of two kinds, and none is the stronger.
    Unclear,
}

impl PageKind {
    /// Every kind that signs speak for.
    pub(crate) const WEIGHED: [Self; 20] = [
        Self::Guide,
        Self::Materials,
        Self::GuideList,
        Self::LetterList,
        Self::Letter,
        Self::LetterForm,
        Self::ApplyForm,
        Self::Interaction,
        Self::Rules,
        Self::Home,
        Self::Section,
        Self::Article,
        Self::About,
        Self::Robot,
        Self::Search,
        Self::Stub,
        Self::Barred(Cause::WallWaf),
        Self::Barred(Cause::WallCaptcha),
        Self::Barred(Cause::ContentSoft404),
        Self::Barred(Cause::ContentScriptShell),
    ];

    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Guide => "guide",
            Self::Materials => "materials",
            Self::GuideList => "guide-list",
            Self::LetterList => "letter-list",
            Self::Letter => "letter",
            Self::LetterForm => "letter-form",
            Self::ApplyForm => "apply-form",
            Self::Interaction => "interaction",
            Self::Rules => "rules",
            Self::Home => "home",
            Self::Section => "section",
            Self::Article => "article",
            Self::About => "about",
            Self::Robot => "robot",
            Self::Search => "search",
            Self::Stub => "stub",
            Self::Barred(Cause::ContentScriptShell) => "shell",
            Self::Barred(Cause::ContentSoft404) => "error",
            Self::Barred(_) => "wall",
            Self::Other => "other",
            Self::Unclear => "unclear",
        }
    }

    /// Whether the page belongs to the place for letters: the door to them, a form, the rules.
    pub const fn is_of_letters(self) -> bool {
        matches!(self, Self::Interaction | Self::LetterForm | Self::Rules)
    }

    /// Whether nobody draws a sharp line between the two: a home page with few boxes and a column with many.
    const fn is_near(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Home, Self::Section) | (Self::Section, Self::Home)
        )
    }

    /// Whether such a page is about one item, one letter or the letters of a site, or cannot be read.
    pub(super) const fn is_of_one_thing(self) -> bool {
        matches!(
            self,
            Self::Guide
                | Self::Materials
                | Self::Letter
                | Self::LetterList
                | Self::LetterForm
                | Self::ApplyForm
                | Self::Barred(_)
        )
    }

    /// Whether people come in by such a page: a home page, a column, a list of items.
    pub const fn is_index(self) -> bool {
        matches!(self, Self::Home | Self::Section | Self::GuideList)
    }
}

/// Tells what kind of page a page is.
pub fn classify(lexicon: &Lexicon, page: &Page, pairs: &[Pair]) -> PageKind {
    if let Some(cause) = json::failure(lexicon, page, pairs) {
        return PageKind::Barred(cause);
    }
    let look = Look::new(lexicon, page, pairs);
    if let Some(cause) = barred::by_few_words(&look) {
        return PageKind::Barred(cause);
    }
    match weigh::weigh(&signs::measure(&look)).kind {
        // Their signs weigh as those of a wall.
        PageKind::Barred(Cause::WallWaf) => {
            PageKind::Barred(barred::by_words(&look).unwrap_or(Cause::WallWaf))
        }
        kind => kind,
    }
}

/// What a page is where the site should begin, if it is not the site's: a login and nothing else, or somebody else's trade.
pub(super) fn of_start(lexicon: &Lexicon, page: &Page, pairs: &[Pair]) -> Option<Cause> {
    barred::of_start(&Look::new(lexicon, page, pairs))
}

/// Tells what kind of page a page is, and by which signs.
pub fn tell(lexicon: &Lexicon, page: &Page, pairs: &[Pair]) -> Told {
    let look = Look::new(lexicon, page, pairs);
    weigh::weigh(&signs::measure(&look))
}
