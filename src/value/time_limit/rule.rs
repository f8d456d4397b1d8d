//! The rules of the grammar: by which forms a text became a limit.

/// Declares the rules once, with what each means, so that the list, the names and the page of documentation agree.
macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $rule:ident = $id:literal,)+) => {
        /// A form that the grammar knows. A reading names every rule it used.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[doc = $doc])+ $rule,)+
        }

        impl Rule {
            /// Every rule, in the order of the grammar.
            pub const ALL: &[Self] = &[$(Self::$rule,)+];

            /// The name in tables.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$rule => $id,)+
                }
            }

            /// What the rule is for, as its documentation says.
            pub const fn says(self) -> &'static str {
                match self {
                    $(Self::$rule => concat!($($doc, "\n",)+),)+
                }
            }
        }
    };
}

rules! {
    /// A number and a unit: `20个工作日`.
    Duration = "duration",
    /// The unit stands in brackets behind its number: `5（工作日）`.
    UnitInBrackets = "unit-in-brackets",
    /// The unit stands before its number: `工作日：15`.
    UnitFirst = "unit-first",
    /// A number alone, whose unit stands in the label or in the cell beside it.
    UnitOutside = "unit-outside",
    /// A day whose kind is said behind it: `20日（工作日）`.
    UnitExplained = "unit-explained",
    /// A number in Chinese or English words: `三十日`, `ten days`.
    Numeral = "numeral",
    /// One number in words and in digits: `二十（20）日`.
    NumeralTwice = "numeral-twice",
    /// A half: `半天`, `1个半月`.
    Half = "half",
    /// Years and months are one duration in months: `1年6个月`.
    Compound = "compound",
    /// A unit counted in another: minutes in hours, fortnights in weeks, quarters in months.
    Converted = "converted",
    /// Two ends, of which the upper one is the limit: `15-20个工作日`. Ends in different units have to stand in order.
    Range = "range",
    /// An upper end is called one: `不超过`, `≤`, `以内`.
    AtMost = "at-most",
    /// A number said with a shrug counts as said: `约10个工作日`.
    About = "about",
    /// Words that only say when the time starts: `自受理之日起20日内`.
    Start = "start",
    /// A label in the text says whose limit it is: `法定时限：20日`.
    Named = "named",
    /// The same limit twice: `20日内（20个工作日）`.
    SaidTwice = "said-twice",
    /// It can be extended; the extension is not the limit: `（可延长10个工作日）`.
    Extendable = "extendable",
    /// Something is not counted in it: `（不含听证、检验时间）`.
    Excludes = "excludes",
    /// A part of it, or something beside it, is timed on its own: `其中公示7日`, `邮寄另需3天`.
    Beside = "beside",
    /// Its steps are timed on their own: `20个工作日（受理5个，审核15个工作日）`.
    Steps = "steps",
    /// An amount of nothing: `0个工作日`.
    Zero = "zero",
    /// Decided while one waits: `即办`.
    Instant = "instant",
    /// The text says that no law sets a limit: `法律法规未规定`.
    NoStatutory = "no-statutory",
    /// A law, an article or the number of a document is passed over: `依据第四十二条`.
    Citation = "citation",
    /// A date, a day of the week or a time of the clock is passed over.
    Calendar = "calendar",
    /// A telephone number or another long number is passed over.
    LongNumber = "long-number",
    /// Mark-up left in the text is taken off: `<p>20日</p>`.
    Markup = "markup",
    /// Traditional characters are read as the simple ones: `3個月`.
    Traditional = "traditional",
    /// The words are English.
    English = "english",
}
