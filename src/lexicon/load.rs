//! From the files as written to a lexicon in which every name leads somewhere.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostics, nearest};
use crate::value::fold;

use super::compose::Rule as Composed;
use super::concepts::Concepts;
use super::cue::Cues;
use super::filler::{Rule, Says};
use super::label::{Labels, Reads, Turn};
use super::platform::Platforms;
use super::shape;
use super::syntax::{LEXICON, Reader, Written};
use super::system::{self, System, Systems};
use super::{Entry, Lexicon, code};

/// A concept's name used in a file, to be looked up when all files are read.
struct Mention {
    file: String,
    name: Written<String>,
}

/// What has been read so far.
#[derive(Default)]
struct Draft {
    words: BTreeMap<String, Vec<String>>,
    labels: Labels,
    fillers: Vec<Rule>,
    codes: Vec<code::Form>,
    systems: Vec<System>,
    /// Words that may stand around the name of a system.
    around: Vec<String>,
    mentions: Vec<Mention>,
    /// Words of which labels are put together, by their name.
    modifiers: BTreeMap<String, Vec<String>>,
}

/// Loads the files of a lexicon.
pub(super) fn load<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Lexicon, Diagnostics> {
    let mut draft = Draft::default();
    let mut faults = Diagnostics::new();
    for (file, text) in files {
        let mut reader = Reader::new(&LEXICON, file, text, &mut faults);
        if let Some(document) = reader.document(text).filter(has_tables) {
            draft.read(file, &document, &mut reader);
        }
    }
    for Mention { file, name } in draft.mentions {
        if !draft.words.contains_key(&name.value) {
            let near = nearest(&name.value, draft.words.keys().map(String::as_str));
            let help = near.map(|near| format!("the nearest is `{near}`"));
            let message = format!("no concept is called `{}`", name.value);
            faults.at("lexicon.invalid", &file, name.span, message, help);
        }
    }
    let named = draft.labels.concepts();
    let systems = Systems::new(draft.systems, &draft.around, &draft.words);
    let entry = |(id, words): (String, Vec<String>)| {
        let cues = Cues::new(&words);
        let is_label = named.contains(&id);
        let entry = Entry {
            words,
            cues,
            is_label,
        };
        (id, entry)
    };
    let concepts = Concepts::new(draft.words.into_iter().map(entry).collect());
    faults.into_result(Lexicon {
        concepts,
        labels: draft.labels,
        fillers: draft.fillers,
        codes: draft.codes,
        systems,
        memory: std::sync::RwLock::default(),
        platforms: Platforms::default(),
    })
}

/// Whether a document holds tables at all; lists of words alone are another reader's file.
fn has_tables(document: &DeTable<'_>) -> bool {
    document.values().any(|value| match value.get_ref() {
        DeValue::Table(_) => true,
        DeValue::Array(array) => array.iter().any(|entry| entry.get_ref().is_table()),
        _ => false,
    })
}

impl Draft {
    fn read(&mut self, file: &str, document: &DeTable<'_>, reader: &mut Reader<'_>) {
        reader.keys(document, 0..0, &shape::FILE);
        for table in reader.tables(document, "concept") {
            self.concept(&table, reader);
        }
        for table in reader.tables(document, "filler") {
            self.filler(file, &table, reader);
        }
        for table in reader.tables(document, "turn") {
            self.turn(file, &table, reader);
        }
        for table in reader.tables(document, "affix") {
            reader.keys(table.value, table.span.clone(), &shape::AFFIX);
            let place = reader.word(table.value, "place", shape::PLACES);
            reader.word(table.value, "lang", shape::LANGS);
            for text in reader.texts(table.value, "texts") {
                match place {
                    Some("around") => self.around.push(text.value),
                    place => self.labels.affix(place.unwrap_or_default(), &text.value),
                }
            }
        }
        for table in reader.tables(document, "modifier") {
            reader.keys(table.value, table.span.clone(), &shape::MODIFIER);
            let texts = reader.texts(table.value, "texts");
            if let Some(id) = reader.text(table.value, "id") {
                let words = texts.into_iter().map(|text| text.value).collect();
                self.modifiers.insert(id.value, words);
            }
        }
        for table in reader.tables(document, "compose") {
            self.compose(file, &table, reader);
        }
        for table in reader.tables(document, "letters") {
            reader.keys(table.value, table.span.clone(), &shape::LETTERS);
            let printed = reader.text(table.value, "printed");
            let known = reader.text(table.value, "known");
            if let (Some(printed), Some(known)) = (printed, known)
                && !self.labels.letters(&printed.value, &known.value)
            {
                let message = "`known` has not as many letters as `printed`".to_owned();
                reader.fault(known.span, message, None);
            }
        }
        for table in reader.tables(document, "code") {
            self.code(file, &table, reader);
        }
        for table in reader.tables(document, "system") {
            self.system(file, &table, reader);
        }
    }

    fn compose(&mut self, file: &str, table: &Written<&DeTable<'_>>, reader: &mut Reader<'_>) {
        reader.keys(table.value, table.span.clone(), &shape::COMPOSE);
        let folded = |texts: Vec<Written<String>>| -> Vec<String> {
            let texts = texts.into_iter();
            texts.map(|text| fold::label(&text.value)).collect()
        };
        let heads = folded(reader.texts(table.value, "heads"));
        let needs = folded(reader.texts(table.value, "needs"));
        let mut modifiers = Vec::new();
        for id in reader.texts(table.value, "modifiers") {
            if let Some(words) = self.modifiers.get(&id.value) {
                modifiers.extend(words.iter().cloned());
            } else {
                let near = nearest(&id.value, self.modifiers.keys().map(String::as_str));
                let help = near.map(|near| format!("the nearest is `{near}`"));
                let message = format!("no modifiers are called `{}`", id.value);
                reader.fault(id.span, message, help);
            }
        }
        if let Some(concept) = reader.text(table.value, "concept") {
            let concept = self.mentions(file, vec![concept]).remove(0);
            self.labels.compose(Composed {
                concept,
                heads,
                modifiers,
                needs,
            });
        }
    }

    fn code(&mut self, file: &str, table: &Written<&DeTable<'_>>, reader: &mut Reader<'_>) {
        reader.keys(table.value, table.span.clone(), &shape::CODE);
        reader.text(table.value, "source");
        let concept = reader.text(table.value, "concept");
        let pattern = reader.text(table.value, "pattern");
        let (Some(concept), Some(pattern)) = (concept, pattern) else {
            return;
        };
        let concept = self.mentions(file, vec![concept]).remove(0);
        match code::Form::new(concept, &pattern.value) {
            Some(form) => self.codes.push(form),
            None => reader.fault(
                pattern.span,
                format!("`{}` is no regular expression", pattern.value),
                None,
            ),
        }
    }

    fn system(&mut self, file: &str, table: &Written<&DeTable<'_>>, reader: &mut Reader<'_>) {
        reader.keys(table.value, table.span.clone(), &shape::SYSTEM);
        let Some(id) = reader.text(table.value, "id") else {
            return;
        };
        if self.systems.iter().any(|known| known.id == id.value) {
            let message = format!("system `{}` stands here twice", id.value);
            reader.fault(id.span, message, None);
            return;
        }
        let concepts = self.mentions(file, reader.texts(table.value, "concepts"));
        self.systems
            .push(system::read(id.value, concepts, table.value, reader));
    }

    fn concept(&mut self, table: &Written<&DeTable<'_>>, reader: &mut Reader<'_>) {
        reader.keys(table.value, table.span.clone(), &shape::CONCEPT);
        let is_label = reader.word(table.value, "role", shape::ROLES) == Some("label");
        let Some(id) = reader.text(table.value, "id") else {
            return;
        };
        if !is_id(&id.value) {
            let help = "a concept is called `family.name`, in a-z, 0-9, `-` and `_`".to_owned();
            reader.fault(
                id.span,
                format!("`{}` is no name of a concept", id.value),
                Some(help),
            );
            return;
        }
        if self.words.contains_key(&id.value) {
            reader.fault(
                id.span,
                format!("concept `{}` stands here twice", id.value),
                None,
            );
            return;
        }
        let mut words = Vec::new();
        for group in reader.tables(table.value, "words") {
            reader.keys(group.value, group.span.clone(), &shape::WORDS);
            reader.word(group.value, "source", shape::SOURCES);
            reader.word(group.value, "lang", shape::LANGS);
            for text in reader.texts(group.value, "texts") {
                if words.contains(&text.value) {
                    reader.fault(
                        text.span,
                        format!("`{}` stands in `{}` twice", text.value, id.value),
                        None,
                    );
                    continue;
                }
                if is_label {
                    self.label(&id.value, &text, reader);
                }
                words.push(text.value);
            }
        }
        self.words.insert(id.value, words);
    }

    fn label(&mut self, concept: &str, text: &Written<String>, reader: &mut Reader<'_>) {
        let folded = fold::label(&text.value);
        if folded.is_empty() {
            reader.fault(
                text.span.clone(),
                format!("`{}` has no words for a label", text.value),
                None,
            );
        } else if let Err(other) = self.labels.insert(folded, concept) {
            let message = format!("label `{}` names `{other}` already", text.value);
            let help = "within a family a label names one concept".to_owned();
            reader.fault(text.span.clone(), message, Some(help));
        }
    }

    fn filler(&mut self, file: &str, table: &Written<&DeTable<'_>>, reader: &mut Reader<'_>) {
        reader.keys(table.value, table.span.clone(), &shape::FILLER);
        let says = match reader.word(table.value, "says", shape::SAYS) {
            Some("placeholder") => Says::Placeholder,
            Some("stated-none") => Says::StatedNone,
            _ => Says::Value,
        };
        let concepts = self.mentions(file, reader.texts(table.value, "concepts"));
        let plain =
            |texts: Vec<Written<String>>| texts.into_iter().map(|text| text.value).collect();
        let texts: Vec<String> = plain(reader.texts(table.value, "texts"));
        let phrases: Vec<String> = plain(reader.texts(table.value, "phrases"));
        self.fillers
            .push(Rule::new(says, concepts, &texts, &phrases));
    }

    fn turn(&mut self, file: &str, table: &Written<&DeTable<'_>>, reader: &mut Reader<'_>) {
        reader.keys(table.value, table.span.clone(), &shape::TURN);
        let reads = match reader.word(table.value, "reads", shape::READS) {
            Some("time-limit") => Reads::TimeLimit,
            Some("date") => Reads::Date,
            Some("hours") => Reads::Hours,
            _ => return,
        };
        let named = |reader: &mut Reader<'_>, key| reader.text(table.value, key);
        let (Some(label), Some(concept), Some(instead)) = (
            named(reader, "label"),
            named(reader, "concept"),
            named(reader, "instead"),
        ) else {
            return;
        };
        let mut concepts = self.mentions(file, vec![concept, instead]);
        let instead = concepts.pop().expect("two names were mentioned");
        let concept = concepts.pop().expect("two names were mentioned");
        self.labels.turn(Turn {
            label: fold::label(&label.value),
            concept,
            reads,
            instead,
        });
    }

    /// Notes names that have to be concepts, and returns them.
    fn mentions(&mut self, file: &str, names: Vec<Written<String>>) -> Vec<String> {
        let values = names.iter().map(|name| name.value.clone()).collect();
        self.mentions.extend(names.into_iter().map(|name| Mention {
            file: file.to_owned(),
            name,
        }));
        values
    }
}

/// Whether a text can name a concept.
fn is_id(text: &str) -> bool {
    let part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_'))
    };
    text.contains('.') && text.split('.').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let faults = load([("x.toml", text)]).expect_err("it is faulty");
        faults
            .faults()
            .iter()
            .map(|fault| fault.message.clone())
            .collect()
    }

    #[test]
    fn every_fault_of_the_files_is_told_at_once() {
        let text = r#"
[[concepts]]
[[concept]]
id = "guide.fee"
role = "labels"
[[concept.words]]
source = "found"
texts = ["收费", "收费", "", 3]
[[concept]]
id = "Guide"
role = "label"
words = []
[[concept]]
id = "guide.cost"
role = "label"
[[concept.words]]
source = "seen"
language = "en"
texts = ["：", "费用"]
[[concept]]
id = "guide.price"
role = "label"
[[concept.words]]
source = "known"
texts = ["费用："]
[[filler]]
says = "none"
concepts = ["guide.fees"]
texts = []
[[turn]]
label = "x"
"#;
        assert_eq!(
            said(text),
            [
                "unknown key `concepts`",
                "`labels` is no role",
                "empty text in `texts`",
                "`texts` holds texts",
                "`收费` stands in `guide.fee` twice",
                "`Guide` is no name of a concept",
                "unknown key `language`",
                "`seen` is no source",
                "`：` has no words for a label",
                "label `费用：` names `guide.cost` already",
                "`none` is no says",
                "`texts` is empty",
                "key `concept` is missing",
                "key `reads` is missing",
                "key `instead` is missing",
                "no concept is called `guide.fees`",
            ]
        );
    }

    #[test]
    fn what_is_no_toml_is_told_with_its_place() {
        let faults = load([("x.toml", "[[concept]\n")]).expect_err("it is faulty");
        assert!(faults.to_string().contains("x.toml"));
    }
}
