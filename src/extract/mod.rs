//! Extractors report **facts**: what a page prints about a thing, with the state of the cell and the place of the words.
//!
//! An extractor reports what is printed and never judges; indicator packs judge. Label lexicon × layout × value grammar:
//! no extractor knows the path to a cell of one platform.

pub mod convenience;
pub mod field;
pub mod item;
pub mod kind;
pub mod outcome;
pub mod practicality;
pub mod responsiveness;
pub mod visibility;

mod fact;
mod facts;
mod json;
mod observation;
mod read;
mod running;
mod sections;
mod site_view;
#[cfg(test)]
mod testing;
mod unseen;
mod view;

pub use fact::{Evidence, Fact, FactId, Subject, SubjectKind};
pub use facts::Facts;
pub use field::{FIELDS, Field, ValueKind, field};
pub use kind::PageKind;
pub use observation::{Observation, Value};
pub use outcome::Sight;
pub use read::{SiteFacts, read_site};
pub use site_view::{Answers, Asked, Came, PageSummary, SiteView};
pub use unseen::Unseen;
pub use view::{Context, PageView, Pair};

/// Reads one kind of thing off pages.
pub trait Extractor: Sync {
    /// Id in facts: element group and file, `convenience.time-limits`.
    fn id(&self) -> &'static str;

    /// Raised whenever a page may be read differently.
    fn version(&self) -> u32 {
        1
    }

    /// The fields this extractor can report; indicators may ask for these and no others.
    fn fields(&self) -> &'static [&'static Field];

    /// Reads one page.
    fn page(&self, _view: &PageView, _facts: &mut Facts) {}

    /// Reads what only the whole site shows, after all its pages.
    fn site(&self, _site: &SiteView, _facts: &mut Facts) {}
}

/// Every extractor, in the order of the catalogue. Later ones may use what earlier ones found.
///
/// To add one: its file beside these, its `mod` line in its element's `mod.rs`, its entry here.
pub static EXTRACTORS: &[&dyn Extractor] = &[
    &item::Identity,
    &practicality::conditions::Conditions,
    &practicality::materials::Materials,
    &practicality::guide_texts::GuideTexts,
    &practicality::forms::Forms,
    &convenience::time_limits::TimeLimits,
    &convenience::online::Online,
    &convenience::visits::Visits,
    &responsiveness::messages::Messages,
    &responsiveness::grade::Grade,
    &responsiveness::letters::Letters,
    &visibility::index::Index,
    &visibility::channels::Channels,
    &visibility::results::Results,
];
