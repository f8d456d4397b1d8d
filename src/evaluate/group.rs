//! What keys are counted **together**, and which of these sums make up the figure over all groups.

/// Keys that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Meta elements of the page.
    MetaTags,
    /// What a guide says of its item.
    GuideFields,
    /// Letters and replies.
    Letters,
    /// Lists of letters and of items, and their rows.
    Lists,
    /// Channels of social platforms.
    Channels,
    /// Result pages of search engines.
    Results,
    /// The page as a document: its charset, where it sends its readers, the codes in its foot.
    Pages,
    /// Cells of tables that merely stand there: nobody had to find them on a page.
    TableCells,
    /// Labels that a careful person might write otherwise, whatever they are of.
    Arguable,
}

impl Group {
    /// Every group, in the order of tables.
    pub const ALL: [Self; 9] = [
        Self::MetaTags,
        Self::GuideFields,
        Self::Letters,
        Self::Lists,
        Self::Channels,
        Self::Results,
        Self::Pages,
        Self::TableCells,
        Self::Arguable,
    ];

    /// The name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::MetaTags => "meta_tags",
            Self::GuideFields => "guide_fields",
            Self::Letters => "letters",
            Self::Lists => "lists",
            Self::Channels => "channels",
            Self::Results => "results",
            Self::Pages => "pages",
            Self::TableCells => "table_cells",
            Self::Arguable => "arguable",
        }
    }

    /// Whether it is counted at all: a day in a column of its own needs no finding, so it would only flatter; and where people
    /// may differ, nobody is right or wrong.
    pub const fn is_counted(self) -> bool {
        !matches!(self, Self::TableCells | Self::Arguable)
    }

    /// Why it is not counted with the others.
    pub const fn apart(self) -> &'static str {
        match self {
            Self::TableCells => "cells that merely stand in a table's column",
            Self::Arguable => "labels that a careful person might write otherwise",
            _ => "",
        }
    }

    /// Whether it is one of the groups that are averaged with equal weight: what is read off pages of public bodies.
    pub const fn is_averaged(self) -> bool {
        match self {
            Self::MetaTags | Self::GuideFields | Self::Letters | Self::Lists | Self::Channels => {
                true
            }
            Self::Results | Self::Pages | Self::TableCells | Self::Arguable => false,
        }
    }
}
