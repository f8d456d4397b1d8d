//! Extractors report **facts**: what a page prints about a thing, with the state of the cell and the place of the words.
//!
//! An extractor reports what is printed and never judges; indicator packs judge. Label lexicon × layout × value grammar:
//! no extractor knows the path to a cell of one platform.

pub mod agreement;
pub mod convenience;
pub mod element;
pub mod field;
pub mod item;
pub mod kind;
pub mod marks;
pub mod outcome;
pub mod practicality;
pub mod responsiveness;
pub mod system;
pub mod visibility;

mod combined;
#[cfg(test)]
mod corpus;
mod fact;
mod facts;
mod follow;
mod held;
mod items;
mod json;
mod labels;
mod missing;
mod neighbours;
mod observation;
mod questions;
mod read;
mod reform;
mod running;
mod scene;
mod sections;
mod site_view;
mod steps;
mod tags;
#[cfg(test)]
mod testing;
mod unseen;
mod view;

pub use fact::{Evidence, Fact, FactId, Subject, SubjectKind};
pub use facts::Facts;
pub use field::{FIELDS, Field, ValueKind, field};
pub use follow::Follow;
pub use items::Part;
pub use kind::PageKind;
pub use labels::{LabelCount, coverage};
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
    &element::Elements,
    &practicality::conditions::Conditions,
    &practicality::materials::Materials,
    &practicality::guide_texts::GuideTexts,
    &practicality::forms::Forms,
    &convenience::time_limits::TimeLimits,
    &convenience::online::Online,
    &convenience::entries::Entries,
    &convenience::visits::Visits,
    &agreement::Agreement,
    &responsiveness::messages::Messages,
    &responsiveness::grade::Grade,
    &responsiveness::letters::Letters,
    &responsiveness::mailbox::Mailboxes,
    &visibility::index::Index,
    &visibility::channels::Channels,
    &system::Systems,
    &visibility::results::Results,
    &marks::Marks,
];
