//! The **lexicon**: which concept a printed label names, and the lists of words that fill a cell without saying anything.
//!
//! Everything here is data under `indicators/lexicon/`; this module only loads it and answers questions.

#[expect(
    clippy::disallowed_types,
    reason = "it is asked for one label at a time, and never walked through"
)]
use std::collections::HashMap;
use std::ops::Range;
use std::sync::RwLock;

use crate::diagnostic::Diagnostics;
use crate::value::time_limit::Unit;

mod check;
mod code;
mod compose;
mod concepts;
mod cue;
mod filler;
mod label;
mod load;
mod pairs;
mod platform;
mod schema;
mod shape;
mod syntax;
mod system;

pub use check::{Checked, check};
pub use filler::Filler;
pub use label::{FAMILIES, Label};
pub use platform::{Families, Meaning, key_of};
pub use schema::{platform_schema, schema};
pub use system::{Detail, Fit, Proved, System, Systems};

/// A concept that a label can name, as the lexicon's files call it: `guide.promise_limit`.
///
/// The part before the dot is its family: `guide`, `material`, `form`, `consult` …
pub type Concept<'a> = &'a str;

/// The loaded lexicon.
#[derive(Debug, Default)]
pub struct Lexicon {
    concepts: concepts::Concepts,
    labels: label::Labels,
    fillers: Vec<filler::Rule>,
    codes: Vec<code::Form>,
    systems: Systems,
    memory: RwLock<Memory>,
    platforms: platform::Platforms,
}

/// What a printed label names in each of [`FAMILIES`]: the place of a concept, and the unit it gives its values.
type Named = [Option<(usize, Option<Unit>)>; FAMILIES.len()];

/// Labels that were asked for, with what they name.
#[expect(
    clippy::disallowed_types,
    reason = "it is asked for one label at a time, and never walked through"
)]
type Memory = HashMap<String, Named, rustc_hash::FxBuildHasher>;

/// Bytes of a text that can be a word of a list.
const LONGEST: usize = 240;

/// Labels that are kept in mind at most.
const MEMORY: usize = 100_000;

/// One concept with its words.
#[derive(Debug)]
struct Entry {
    words: Vec<String>,
    cues: cue::Cues,
    /// Whether its words are labels.
    is_label: bool,
}

pub use cue::Beginning;
pub use pairs::Passage;

/// The words of one concept.
#[derive(Debug, Clone, Copy)]
pub struct List<'l>(&'l Entry);

impl<'l> List<'l> {
    /// As [`Lexicon::words`].
    pub fn words(self) -> &'l [String] {
        &self.0.words
    }

    /// As [`Lexicon::is_word`].
    pub fn is_word(self, text: &str) -> bool {
        text.len() <= LONGEST && self.0.cues.are(text)
    }

    /// Whether a word may begin so: most texts begin as none does.
    pub fn may_begin(self, beginning: Beginning) -> bool {
        self.0.cues.may_begin(beginning)
    }

    /// As [`Lexicon::find_cues`], in a text that many lists are looked for in.
    pub fn find_in(self, passage: &Passage) -> Vec<Range<usize>> {
        self.0.cues.find_in(passage)
    }

    /// As [`Lexicon::find_cues`].
    pub fn find_all(self, text: &str) -> Vec<Range<usize>> {
        self.0.cues.find(text)
    }

    /// As [`Lexicon::find_cue`].
    pub fn find(self, text: &str) -> Option<Range<usize>> {
        self.0.cues.find(text).into_iter().next()
    }
}

/// Some concepts that are asked after together.
#[derive(Debug)]
pub struct OneOf<'l> {
    lexicon: &'l Lexicon,
    lists: Vec<List<'l>>,
    places: Vec<usize>,
}

impl OneOf<'_> {
    /// Whether a text is a label or a word of one of them.
    pub fn names(&self, text: &str) -> bool {
        let is_label = || {
            let mut named = self.lexicon.recall(text).into_iter().flatten();
            named.any(|(place, _)| self.places.contains(&place))
        };
        self.lists.iter().any(|list| list.is_word(text)) || is_label()
    }
}

impl Lexicon {
    /// Loads the lexicon from its files, each a name and a text. Errors: every fault of every file.
    ///
    /// Files of the folder that hold lists of words and no tables belong to other readers and are left alone.
    pub fn from_files<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Diagnostics> {
        load::load(files)
    }

    /// Adds the families of platforms from their files, each a name and a text. Errors: every fault of every file.
    pub fn with_platforms<'a>(
        mut self,
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Diagnostics> {
        self.platforms = platform::load(files, &|concept| self.concepts.get(concept).is_some())?;
        Ok(self)
    }

    /// The families of platforms that data with these keys are of; see [`key_of`] for how keys are written.
    pub fn families(&self, has: &dyn Fn(&str) -> bool) -> Families<'_> {
        self.platforms.of(has)
    }

    /// Every concept, in order of name.
    pub fn concepts(&self) -> impl Iterator<Item = Concept<'_>> {
        self.concepts.names()
    }

    /// The words of a concept as the files print them; none for a concept that no file has.
    pub fn words(&self, concept: Concept<'_>) -> &[String] {
        self.concepts.get(concept).map_or(&[], |entry| &entry.words)
    }

    /// Whether a whole text is one of a concept's words, after folding.
    pub fn is_word(&self, concept: Concept<'_>, text: &str) -> bool {
        self.list(concept).is_some_and(|list| list.is_word(text))
    }

    /// The words of a concept, for asking after them in many texts.
    pub fn list(&self, concept: Concept<'_>) -> Option<List<'_>> {
        self.concepts.get(concept).map(List)
    }

    /// The concept that a printed label names, and the unit it gives its value, if any.
    ///
    /// Where families share a label, the first of [`FAMILIES`] has it; [`Lexicon::label_in`] asks some of them only.
    pub fn label(&self, printed: &str) -> Option<Label<'_>> {
        self.label_in(&FAMILIES, printed)
    }

    /// The concept that a printed label names among those of some families, the first family first.
    pub fn label_in(&self, families: &[&str], printed: &str) -> Option<Label<'_>> {
        let of_all = self.recall(printed);
        let at = families.iter().find_map(|family| {
            FAMILIES
                .iter()
                .position(|known| known == family)
                .filter(|at| of_all[*at].is_some())
        });
        let (place, unit) = of_all[at?]?;
        let concept = self.concepts.name(place);
        Some(Label { concept, unit })
    }

    /// Whether a printed text is a label of any family.
    pub fn is_label(&self, printed: &str) -> bool {
        self.recall(printed).iter().any(Option::is_some)
    }

    /// What a printed label names in each of [`FAMILIES`]. Pages repeat their labels: what was found once is kept.
    fn recall(&self, printed: &str) -> Named {
        if !label::may_be_one(printed) {
            return Named::default();
        }
        let memory = self.memory.read();
        let memory = memory.expect("nothing panics while it holds this lock");
        if let Some(found) = memory.get(printed) {
            return *found;
        }
        drop(memory);
        let found = self
            .labels
            .fold(printed)
            .map_or_else(Named::default, |folded| {
                self.labels.find_each(&folded).map(|label| {
                    let label = label?;
                    let place = self.concepts.place(label.concept);
                    let place = place.expect("a label names a concept of the lexicon");
                    Some((place, label.unit))
                })
            });
        let memory = self.memory.write();
        let mut memory = memory.expect("nothing panics while it holds this lock");
        if memory.len() < MEMORY {
            memory.insert(printed.to_owned(), found);
        }
        found
    }

    /// As [`Lexicon::label_in`], where the value beside the label decides what an ambiguous label names: 办理时间 names
    /// office hours, unless a time limit stands there.
    pub fn pair(&self, families: &[&str], printed: &str, value: &str) -> Option<Label<'_>> {
        self.labels
            .find_pair(families, &self.labels.fold(printed)?, value)
    }

    /// Whether a text is one of a concept's words, or a phrase of at most 20 characters that has one in it.
    pub fn is_of(&self, concept: Concept<'_>, text: &str) -> bool {
        self.is_word(concept, text)
            || (text.chars().count() <= 20 && self.find_cue(concept, text).is_some())
    }

    /// Everything that a printed label can name, one concept a family, the value beside it considered. Which is meant
    /// depends on the page: 联系电话 is a guide's on a guide and the site's in a footer.
    pub fn named(&self, printed: &str, value: &str) -> Vec<Label<'_>> {
        let known = self.recall(printed);
        if known.iter().all(Option::is_none) {
            return Vec::new();
        }
        let Some(folded) = self.labels.fold(printed) else {
            return Vec::new();
        };
        let families = FAMILIES.iter().zip(known.iter());
        let mut named: Vec<Label<'_>> = families
            .filter(|(_, known)| known.is_some())
            .filter_map(|(family, _)| {
                if value.is_empty() {
                    self.label_in(&[family], printed)
                } else {
                    self.labels.find_pair(&[family], &folded, value)
                }
            })
            .collect();
        let of_guide = named
            .iter()
            .any(|label| label.concept.starts_with("guide."));
        if of_guide {
            for concept in self.labels.of_parts(&folded) {
                if named.iter().all(|label| label.concept != concept) {
                    let unit = None;
                    named.push(Label { concept, unit });
                }
            }
        }
        named
    }

    /// Whether a text is a label or a word of the concept.
    pub fn names(&self, concept: Concept<'_>, text: &str) -> bool {
        let Some(entry) = self.concepts.get(concept) else {
            return false;
        };
        // Folding a text costs more than comparing it, and most texts of a page are asked for concepts of words.
        let is_label = || {
            let (family, _) = concept.split_once('.')?;
            Some(self.label_in(&[family], text)?.concept == concept)
        };
        self.is_word(concept, text) || (entry.is_label && is_label() == Some(true))
    }

    /// Whether a text is a label or a word of one of some concepts.
    pub fn names_one_of(&self, concepts: &[Concept<'_>], text: &str) -> bool {
        self.one_of(concepts).names(text)
    }

    /// Some concepts, for asking after their labels and words in many texts.
    pub fn one_of(&self, concepts: &[Concept<'_>]) -> OneOf<'_> {
        let places: Vec<usize> = concepts
            .iter()
            .filter_map(|concept| self.concepts.place(concept))
            .collect();
        let lists = concepts.iter().filter_map(|concept| self.list(concept));
        OneOf {
            lists: lists.collect(),
            lexicon: self,
            places,
        }
    }

    /// The first place in a text where a word of the concept stands, the longest there. `…` in a word stands for up to
    /// 20 characters of the same clause; English words have to stand alone.
    pub fn find_cue(&self, concept: Concept<'_>, text: &str) -> Option<Range<usize>> {
        self.list(concept)?.find(text)
    }

    /// Every place in a text where a word of the concept stands, without overlaps.
    pub fn find_cues(&self, concept: Concept<'_>, text: &str) -> Vec<Range<usize>> {
        self.concepts
            .get(concept)
            .map_or_else(Vec::new, |entry| entry.cues.find(text))
    }

    /// Whether the text of a cell says nothing, or says that there is none, for a label of this concept; `None` for a
    /// text that says something.
    pub fn filler(&self, concept: Concept<'_>, text: &str) -> Option<Filler> {
        filler::judge(self, concept, text)
    }

    /// Whether a text has the form of the codes behind a label of this concept; nothing where no form is known.
    pub fn is_code(&self, concept: Concept<'_>, text: &str) -> Option<bool> {
        let form = self.codes.iter().find(|form| form.concept == concept)?;
        Some(form.fits(text))
    }

    /// The systems that sites may offer.
    pub const fn systems(&self) -> &Systems {
        &self.systems
    }

    /// Whether the text of a cell is filler for a label of this concept.
    pub fn placeholder(&self, concept: Concept<'_>, text: &str) -> bool {
        self.filler(concept, text) == Some(Filler::Placeholder)
    }
}

#[cfg(test)]
impl Lexicon {
    /// The lexicon that comes with the program.
    pub(crate) fn of_the_binary() -> Self {
        let indicators = crate::indicators::Indicators::built_in();
        Self::from_files(indicators.below("lexicon"))
            .and_then(|lexicon| lexicon.with_platforms(indicators.below("platforms")))
            .unwrap_or_else(|faults| panic!("{faults}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> &'static Lexicon {
        static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
        LEXICON.get_or_init(Lexicon::of_the_binary)
    }

    #[test]
    fn labels_that_are_put_together_are_of_their_own_family_only() {
        let of = |family: &str, printed: &str| {
            let label = lexicon().label_in(&[family], printed);
            label.map(|label| label.concept.to_owned())
        };
        for (printed, concept) in [
            ("局长回复", "consult.reply"),
            ("网友投诉内容", "consult.content"),
            ("留言反映问题标题", "consult.title"),
            ("首次答复时间", "consult.replied_at"),
            ("诉求提出日期", "consult.received_at"),
            ("投诉工单号码", "consult.id"),
            ("转办答复单位", "consult.department"),
        ] {
            assert_eq!(
                of("consult", printed).as_deref(),
                Some(concept),
                "{printed}"
            );
            assert_eq!(of("guide", printed), None, "{printed}");
        }
        assert_eq!(of("consult", "申请人应当提交的材料"), None);
        assert_eq!(of("consult", "最新回复"), None);
    }

    #[test]
    fn every_field_that_a_page_can_print_has_labels() {
        for (field, concept, label) in [
            ("item.name", "guide.item_name", "事项名称"),
            ("item.code", "guide.task_code", "实施编码："),
            ("item.catalog-code", "guide.catalog_code", "基本编码"),
            ("item.type", "guide.item_type", "事项类型"),
            ("item.agency", "guide.authority", "实施主体"),
            ("item.conditions", "guide.condition", "一、受理条件"),
            ("item.materials", "guide.materials", "申请材料"),
            (
                "item.time-limit.statutory",
                "guide.legal_limit",
                "法定办结时限",
            ),
            (
                "item.time-limit.promised",
                "guide.promise_limit",
                "承诺办结时限",
            ),
            ("item.time-limit.stated", "guide.time_limit_any", "办理时限"),
            ("item.online.claimed", "guide.online_flag", "是否网办"),
            ("item.online.claimed", "guide.online_button", "在线办理"),
            ("item.online.address", "guide.online_url", "网办地址"),
            ("item.online.depth", "guide.online_depth", "网办深度"),
            ("item.visits", "guide.visit_count", "到办事现场次数"),
            ("item.fee", "guide.fee_standard", "收费标准"),
            ("item.fee", "guide.fee_flag", "是否收费"),
            ("item.basis", "guide.legal_basis", "设定依据"),
            ("item.process", "guide.process", "办理流程"),
            ("item.address", "guide.place", "办理地点"),
            ("item.hours", "guide.office_hours", "办理时间"),
            ("item.phone.consult", "guide.consult", "咨询电话"),
            ("item.phone.complaint", "guide.supervise", "监督投诉电话"),
            ("material.name", "material.name", "材料名称"),
            ("material.kind", "material.type", "材料类型"),
            ("material.form", "material.form", "材料形式"),
            ("material.copies", "material.copies", "份数"),
            ("material.source", "material.source", "来源渠道"),
            ("material.necessity", "material.necessity", "材料必要性"),
            ("material.blank-form", "form.blank", "空白表格"),
            ("material.sample-form", "form.sample", "示例样表"),
            ("message.title", "consult.title", "来信标题"),
            ("message.kind", "consult.type", "信件类型"),
            ("message.asked", "consult.received_at", "来信时间"),
            ("message.replied", "consult.replied_at", "回复时间"),
            ("message.status", "consult.status", "处理状态"),
            ("message.department", "consult.department", "答复单位"),
            ("message.question", "consult.content", "来信内容"),
            ("message.reply", "consult.reply", "回复内容"),
        ] {
            let family = concept.split('.').next().expect("a family");
            let found = lexicon().label_in(&[family], label);
            assert_eq!(found.map(|label| label.concept), Some(concept), "{field}");
        }
    }

    #[test]
    fn a_label_of_several_names_them_all() {
        for (label, concepts) in [
            (
                "申报资料及办理条件",
                &["guide.materials", "guide.condition"][..],
            ),
            ("申报条件和材料", &["guide.condition", "guide.materials"]),
            ("办理地点及时间", &["guide.place", "guide.office_hours"]),
        ] {
            let named = lexicon().named(label, "若干");
            let of_guide: Vec<&str> = named
                .iter()
                .map(|label| label.concept)
                .filter(|concept| concept.starts_with("guide."))
                .collect();
            assert_eq!(of_guide, concepts, "{label}");
        }
        assert!(lexicon().named("申报条件和天气", "若干").is_empty());
    }

    #[test]
    fn every_channel_has_words() {
        for concept in [
            "channel.wechat",
            "channel.mini_program",
            "channel.weibo",
            "channel.alipay",
            "channel.short_video",
            "channel.app",
            "channel.hotline",
            "channel.national_platform",
            "channel.share",
        ] {
            assert!(!lexicon().words(concept).is_empty(), "{concept}");
        }
    }

    #[test]
    fn english_labels_name_the_same_concepts() {
        for (concept, label) in [
            ("guide.condition", "Who can apply"),
            ("guide.condition", "Eligibility:"),
            ("guide.materials", "What you need"),
            ("guide.materials", "Documents required"),
            ("guide.materials", "What to bring"),
            ("guide.time_limit_any", "How long it takes"),
            ("guide.time_limit_any", "Processing time"),
            ("guide.legal_limit", "Statutory time limit"),
            ("guide.fee_standard", "How much it costs"),
            ("guide.online_button", "Apply online"),
            ("guide.consult", "Contact us"),
            ("guide.supervise", "Complaints"),
        ] {
            let found = lexicon().label(label).map(|label| label.concept);
            assert_eq!(found, Some(concept), "{label}");
        }
        let asked = lexicon()
            .label_in(&["consult"], "Asked")
            .map(|label| label.concept);
        assert_eq!(asked, Some("consult.received_at"));
    }
}
