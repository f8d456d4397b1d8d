//! `indicators/README.md`: what the method's data files hold.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use govgauge::indicators::Indicators;
use govgauge::pack::{self, Authority, Indicator, Pack, Predicate};
use toml::{Table, Value};

use super::rule;
use crate::support::written::is_fresh;

const HEAD: &str = "\
# Indicators and other data of the method

<!-- Made from the files beside it by the test `generated`; SNAPSHOTS=overwrite writes it. -->

Everything here is data: `govgauge` carries these files, and `--indicators DIR` reads others instead. The schemas in
[schema/](schema/) tell editors the keys; a file names its schema in its first line (`#:schema …`).
`govgauge pack check ID` loads a pack and runs its worked examples.
";

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes any text");
}

fn authority(authority: Authority) -> &'static str {
    match authority {
        Authority::Official => "official: written so in the source",
        Authority::Adapted => "adapted: the question is the source's, thresholds or steps are ours",
        Authority::Own => "own: ours",
    }
}

fn packs(files: &Indicators, text: &mut String) {
    line(text, "\n## Packs");
    for id in files.packs() {
        let written: Vec<(&str, &str)> = files.below(id).collect();
        let pack = pack::load(&written).unwrap_or_else(|faults| panic!("{faults}"));
        one_pack(&pack, text);
    }
}

fn one_pack(pack: &Pack, text: &mut String) {
    line(
        text,
        &format!(
            "\n### Pack `{}` {}: {} · {}\n",
            pack.id, pack.version, pack.title["zh"], pack.title["en"]
        ),
    );
    line(text, &format!("- Source: {}", pack.source));
    line(
        text,
        &format!(
            "- Coverage needed for a rank: {}; {}",
            pack.coverage_floor,
            rule::missing(pack)
        ),
    );
    line(
        text,
        &format!(
            "- Weights: {}. {} {}",
            authority(pack.weights_authority),
            pack.weights_origin["en"],
            pack.weights_origin["zh"]
        ),
    );
    for element in &pack.elements {
        line(
            text,
            &format!(
                "\n#### {} · {} (`{}`, weight {})",
                element.title["zh"], element.title["en"], element.id, element.weight
            ),
        );
        for indicator in pack.of_element(&element.id) {
            one_indicator(indicator, text);
        }
    }
}

fn one_indicator(indicator: &Indicator, text: &mut String) {
    let head = &indicator.head;
    let weight = if head.weight > 0.0 {
        format!("weight {}", head.weight)
    } else {
        "reported, not scored".to_owned()
    };
    line(
        text,
        &format!(
            "\n##### `{}`: {} · {}\n",
            head.id, head.title["zh"], head.title["en"]
        ),
    );
    line(
        text,
        &format!("- Asks: {} {}", head.asks["zh"], head.asks["en"]),
    );
    let over = indicator
        .within
        .as_ref()
        .map_or(String::new(), |within| format!(" {}", rule::within(within)));
    line(
        text,
        &format!(
            "- Over: records of kind {}{over}; if there are none: {}",
            indicator.over.id(),
            rule::when_none(indicator.when_none)
        ),
    );
    if indicator.applies != Predicate::ALWAYS {
        line(
            text,
            &format!("- Applies where {}", rule::predicate(&indicator.applies)),
        );
    }
    if let Some(absent) = &indicator.absent_when {
        line(
            text,
            &format!(
                "- Absent, and 0, where `{}` is in state *{}*",
                absent.field.id, absent.state
            ),
        );
    }
    for days in &indicator.days {
        line(
            text,
            &format!(
                "- Days that do not say which are working days where {}: {}",
                rule::predicate(&days.when),
                days.source
            ),
        );
    }
    let (sentence, cases) = rule::measure(&indicator.measure);
    line(text, &format!("- Value: {sentence}"));
    for case in cases {
        line(text, &format!("  - {case}"));
    }
    line(
        text,
        &format!(
            "- Score: {}; {weight}; {} worked examples",
            rule::scale(indicator.scale),
            indicator.examples.len()
        ),
    );
    line(
        text,
        &format!(
            "- Authority: {}. {}",
            authority(head.authority),
            head.source
        ),
    );
}

/// The first line of a file's comment, as what it is.
fn first_words(text: &str) -> String {
    let comment = text
        .lines()
        .map(str::trim)
        .find(|line| line.starts_with('#') && !line.starts_with("#:"));
    comment
        .unwrap_or("")
        .trim_start_matches('#')
        .trim()
        .replace('|', "\\|")
}

fn array<'a>(table: &'a Table, key: &str) -> &'a [Value] {
    table
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Names in messages are paths from the repository's root; here they are relative to this folder.
fn shown(name: &str) -> &str {
    name.strip_prefix("indicators/").unwrap_or(name)
}

fn rules(files: &Indicators, text: &mut String) {
    line(text, "\n## Consistency rules\n");
    line(
        text,
        "What two fields of one guide may not say beside each other, and what no site says on all its pages (of the whole site: \
         warnings before scores). `govgauge pack check --rules` runs the worked examples. Nothing here moves a score.\n",
    );
    line(
        text,
        "| Rule | What it asks | Severity | Of | Authority and source | Examples |\n|---|---|---|---|---|---|",
    );
    let written: Vec<(&str, &str)> = files.below("rules").collect();
    let rules = pack::load_rules(&written).unwrap_or_else(|faults| panic!("{faults}"));
    let of_rules = rules
        .rules
        .iter()
        .map(|rule| (&rule.head, rule.over.id().to_owned(), rule.examples.len()));
    let of_guards = rules.guards.iter().map(|guard| {
        (
            &guard.head,
            format!("whole site, at least {} `{}`", guard.least, guard.over.id()),
            guard.examples.len(),
        )
    });
    for (head, of, examples) in of_rules.chain(of_guards) {
        line(
            text,
            &format!(
                "| {} | {} · {} | {} | {of} | {}; {} | {examples} |",
                head.id,
                head.title["zh"],
                head.title["en"],
                head.severity.id(),
                authority(head.authority)
                    .split(':')
                    .next()
                    .unwrap_or_default(),
                head.source.replace('|', "\\|"),
            ),
        );
    }
}

fn lexicon(files: &Indicators, text: &mut String) {
    line(text, "\n## Lexicon\n");
    line(
        text,
        "Words by which pages are read: 来源 `found` 出自真实页面，`known` 为另行补充。\n",
    );
    line(
        text,
        "| File | What it holds | Concepts | Words | of these found on pages | Other rules |\n|---|---|---|---|---|---|",
    );
    let mut sum = [0; 4];
    for (name, written) in files.below("lexicon") {
        let table: Table = toml::from_str(written).expect("the lexicon is TOML");
        let concepts = array(&table, "concept");
        let groups: Vec<&Table> = concepts
            .iter()
            .filter_map(Value::as_table)
            .flat_map(|concept| array(concept, "words"))
            .filter_map(Value::as_table)
            .collect();
        let words: usize = groups.iter().map(|group| array(group, "texts").len()).sum();
        let found: usize = groups
            .iter()
            .filter(|group| group["source"].as_str() == Some("found"))
            .map(|group| array(group, "texts").len())
            .sum();
        let rules: usize = ["filler", "turn", "affix"]
            .iter()
            .map(|key| array(&table, key).len())
            .sum();
        for (sum, n) in sum.iter_mut().zip([concepts.len(), words, found, rules]) {
            *sum += n;
        }
        line(
            text,
            &format!(
                "| [{0}]({0}) | {1} | {2} | {words} | {found} | {rules} |",
                shown(name),
                first_words(written),
                concepts.len()
            ),
        );
    }
    line(
        text,
        &format!(
            "| all | | {} | {} | {} | {} |",
            sum[0], sum[1], sum[2], sum[3]
        ),
    );
}

fn platforms(files: &Indicators, text: &mut String) {
    line(text, "\n## Platforms\n");
    line(
        text,
        "What keys and codes of data mean, by family of platforms. A family is known by keys that stand together, never by a host; \
         a code that no table has is `unparsed`.\n",
    );
    line(
        text,
        "| File | What it holds | Overrides | Sets of keys that tell it | Keys | Code tables | Codes |\n|---|---|---|---|---|---|---|",
    );
    for (name, written) in files.below("platforms") {
        let table: Table = toml::from_str(written).expect("a family is TOML");
        let overrides: Vec<&str> = array(&table, "overrides")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let keys: usize = array(&table, "key")
            .iter()
            .filter_map(Value::as_table)
            .map(|key| array(key, "keys").len())
            .sum();
        let codes = array(&table, "codes");
        let words: usize = codes
            .iter()
            .filter_map(|codes| codes.get("words")?.as_table())
            .map(Table::len)
            .sum();
        line(
            text,
            &format!(
                "| [{0}]({0}) | {1} | {2} | {3} | {keys} | {4} | {words} |",
                shown(name),
                table["title"].as_str().unwrap_or_default(),
                overrides.join(", "),
                array(&table, "recognised").len(),
                codes.len(),
            ),
        );
    }
}

fn hosts(files: &Indicators, text: &mut String) {
    line(text, "\n## Hosts\n");
    line(
        text,
        "Whose host a search result leads to. A host in no table is `unknown`; nothing is guessed from a name.\n",
    );
    line(
        text,
        "| File | What it holds | Patterns by class |\n|---|---|---|",
    );
    for (name, written) in files.below("hosts") {
        let table: Table = toml::from_str(written).expect("a host table is TOML");
        let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
        for host in array(&table, "host") {
            *classes
                .entry(host["class"].as_str().expect("a class is text"))
                .or_default() += 1;
        }
        let classes: Vec<String> = classes
            .iter()
            .map(|(class, n)| format!("{class} {n}"))
            .collect();
        line(
            text,
            &format!(
                "| [{0}]({0}) | {1} | {2} |",
                shown(name),
                first_words(written),
                classes.join(", ")
            ),
        );
    }
}

fn calendars(files: &Indicators, text: &mut String) {
    line(text, "\n## Calendars\n");
    line(
        text,
        "Days off and days made up, from the notices of the State Council ([calendars/README.md](calendars/README.md)).",
    );
    line(
        text,
        "A count of working days that needs a year without a file is refused.\n",
    );
    line(
        text,
        "| Year | Days off | Weekend days worked |\n|---|---|---|",
    );
    for (_, written) in files.below("calendars") {
        let table: Table = toml::from_str(written).expect("a calendar is TOML");
        let (off, worked) = (
            array(&table, "holidays").len(),
            array(&table, "make-up").len(),
        );
        line(text, &format!("| {} | {off} | {worked} |", table["year"]));
    }
}

/// Folders with files that have no section of their own.
const OTHERS: &[&str] = &["evaluate", "marks", "page", "report", "search", "words"];

fn others(files: &Indicators, text: &mut String) {
    line(
        text,
        "\n## Other files\n\n| File | What it holds |\n|---|---|",
    );
    for (name, written) in OTHERS.iter().flat_map(|folder| files.below(folder)) {
        line(
            text,
            &format!("| [{0}]({0}) | {1} |", shown(name), first_words(written)),
        );
    }
    line(
        text,
        "| [site-list.toml](site-list.toml) | Words of site lists: columns, levels, defaults |",
    );
}

#[test]
fn the_catalogue_of_the_data_files_is_fresh() {
    let files = Indicators::built_in();
    let mut text = HEAD.to_owned();
    packs(&files, &mut text);
    rules(&files, &mut text);
    lexicon(&files, &mut text);
    platforms(&files, &mut text);
    hosts(&files, &mut text);
    calendars(&files, &mut text);
    others(&files, &mut text);
    is_fresh("indicators/README.md", &text);
}
