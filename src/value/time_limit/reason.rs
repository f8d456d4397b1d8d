//! Why a text about time is no limit that can be decided.

/// Declares the reasons once, with what each means, so that the list, the names and the page of documentation agree.
macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $reason:ident = $id:literal,)+) => {
        /// Why a text about time is no limit that can be decided.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Reason {
            $($(#[doc = $doc])+ $reason,)+
        }

        impl Reason {
            /// Every reason.
            pub const ALL: &[Self] = &[$(Self::$reason,)+];

            /// The name in tables.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$reason => $id,)+
                }
            }

            /// The reason of that name.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|reason| reason.id() == id)
            }

            /// What the reason means, as its documentation says.
            pub const fn says(self) -> &'static str {
                match self {
                    $(Self::$reason => concat!($($doc, "\n",)+),)+
                }
            }
        }
    };
}

reasons! {
    /// Nothing but signs: `-`, `/`.
    Empty = "empty",
    /// A word that fills the cell and says nothing; what it means depends on the field: `无`, `暂无`, `null`.
    Filler = "filler",
    /// A number without a unit, here or in the label.
    NoUnit = "no-unit",
    /// Two units to choose from: `20个工作日/自然日`.
    UnitChoice = "unit-choice",
    /// A unit without a number, or a form nobody filled in: `*个工作日`.
    NoNumber = "no-number",
    /// A number nobody counted: `几个工作日`, `20余日`.
    Uncounted = "uncounted",
    /// A number that is none: `20-15日`, `3/5日`, `1,000日`.
    MalformedNumber = "malformed-number",
    /// An amount that no limit has: a year, a telephone number.
    Implausible = "implausible",
    /// Two units that do not add up exactly: `1个月零15天`.
    MixedUnits = "mixed-units",
    /// A range whose ends are in units that cannot be put in order: `5个工作日或7个自然日`.
    RangeUnclear = "range-unclear",
    /// Only a lower end: `不少于20日`.
    LowerBound = "lower-bound",
    /// Only the times of steps: `受理1日，审核3日`.
    StepsOnly = "steps-only",
    /// Only an extension, an exception, or something beside the limit: `可延长10日`.
    BesideOnly = "beside-only",
    /// The statutory and the promised limit in one text.
    BothLimits = "both-limits",
    /// A limit for each level of government.
    PerLevel = "per-level",
    /// A limit for each case or way of applying: `5日（网上）；10日（窗口）`.
    PerScene = "per-scene",
    /// Several limits, and nothing says which.
    SeveralLimits = "several-limits",
    /// A limit, and a statement that there is none.
    LimitAndNone = "limit-and-none",
    /// At once, and a duration: `当场办结；需核实的5日`.
    InstantAndLimit = "instant-and-limit",
    /// Only says that it is not at once: `不能当场办结`.
    NotInstant = "not-instant",
    /// A timetable or opening hours: `每月1日至15日`, `9:00-12:00`.
    Timetable = "timetable",
    /// A point in time: `12月31日前`, `年底`.
    PointInTime = "point-in-time",
    /// Counts days on without saying from when to when: `第5个工作日`, `次日`.
    Ordinal = "ordinal",
    /// Leads elsewhere: `详见附件`, `按规定`.
    Elsewhere = "elsewhere",
    /// Does not commit itself: `尽快`.
    Vague = "vague",
    /// Goes on for ever: `长期`, `常年`.
    Standing = "standing",
    /// An answer to another question: `承诺件`, `2次`.
    OtherField = "other-field",
    /// None of the words that the grammar knows.
    NoDuration = "no-duration",
}
