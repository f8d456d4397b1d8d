//! The sample round, crawled once and taken through every stage, so that each can be timed alone.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use govgauge::archive::{Archive, Capture, CaptureId, CaptureKind};
use govgauge::crawl::{CrawlOptions, Finished, Stop, crawl};
use govgauge::diagnostic::Diagnostics;
use govgauge::extract::{Context, Fact, SiteFacts, read_site};
use govgauge::indicators::Indicators;
use govgauge::lexicon::Lexicon;
use govgauge::measure::{Measurement, Setting, WordLists, measure};
use govgauge::pack::{self, IndicatorHead, Pack};
use govgauge::record::{self, SiteRecords};
use govgauge::report::{Lang, ReportInput};
use govgauge::score::{self, Scoreboard, Seen};
use govgauge::search::HostTable;
use govgauge::site::{Site, SiteId, SiteList, read_list};
use govgauge::value::calendar::Calendar;

/// The sample round with everything that was made of it.
pub(crate) struct Sample {
    pub(crate) list: SiteList,
    pub(crate) lexicon: Lexicon,
    pub(crate) pack: Pack,
    pub(crate) records: Vec<SiteRecords>,
    hosts: HostTable,
    calendar: Calendar,
    archive: Archive,
    captures: BTreeMap<SiteId, Vec<Capture>>,
    facts: BTreeMap<SiteId, SiteFacts>,
    measurements: Vec<Measurement>,
    scoreboard: Option<Scoreboard>,
    heads: Vec<IndicatorHead>,
}

impl Sample {
    /// The one sample of this process.
    pub(crate) fn get() -> &'static Self {
        static SAMPLE: OnceLock<Sample> = OnceLock::new();
        SAMPLE.get_or_init(Self::make)
    }

    fn make() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_sites/sites.toml");
        let list = sound(read_list(&path, None));
        let folder = tempfile::tempdir().expect("a temporary folder");
        let crawled = crawl(
            &list,
            folder.path(),
            &CrawlOptions::default(),
            &(),
            &Stop::new(),
        );
        assert_eq!(
            crawled.expect("the sample can be crawled").finished,
            Finished::Complete
        );
        let archive = Archive::open(folder.path()).expect("the archive opens");
        // Its files are read again by the report; the system removes them with the other temporary ones.
        let _ = folder.keep();
        let data = Indicators::built_in();
        let mut sample = Self {
            lexicon: sound(
                Lexicon::from_files(data.below("lexicon"))
                    .and_then(|lexicon| lexicon.with_platforms(data.below("platforms"))),
            ),
            hosts: sound(HostTable::from_files(data.below("hosts"))),
            calendar: sound(Calendar::from_files(data.below("calendars"))),
            pack: sound(pack::load(&data.below("seed-2018").collect::<Vec<_>>())),
            captures: BTreeMap::new(),
            facts: BTreeMap::new(),
            records: Vec::new(),
            measurements: Vec::new(),
            scoreboard: None,
            heads: Vec::new(),
            archive,
            list,
        };
        sample.read();
        sample
    }

    /// Takes the archive through every stage.
    fn read(&mut self) {
        for site in &self.list.sites {
            let captures = self
                .archive
                .captures(&site.id)
                .expect("the archive can be read");
            let read = read_site(self.context(&site.id.0), captures.clone());
            self.records
                .push(record::build(&site.id, &read.sight, &read.facts));
            self.facts.insert(site.id.clone(), read);
            self.captures.insert(site.id.clone(), captures);
        }
        self.heads = self
            .pack
            .indicators
            .iter()
            .map(|indicator| indicator.head.clone())
            .collect();
        let setting = self.setting();
        let measured = self
            .records
            .iter()
            .flat_map(|site| measure(&self.pack, site, &setting))
            .collect();
        self.measurements = measured;
        self.scoreboard = Some(score::score(
            &self.list,
            &self.pack,
            &self.measurements,
            &self.seen(),
        ));
    }

    /// A site of the list.
    pub(crate) fn site(&self, id: &str) -> &Site {
        self.list
            .sites
            .iter()
            .find(|site| site.id.0 == id)
            .expect("it is in the list")
    }

    /// What extractors need for a site.
    pub(crate) fn context(&self, id: &str) -> Context<'_> {
        Context {
            site: self.site(id),
            lexicon: &self.lexicon,
            hosts: &self.hosts,
        }
    }

    /// The captures of a site.
    pub(crate) fn captures(&self, id: &str) -> &[Capture] {
        &self.captures[&self.site(id).id]
    }

    /// The facts of a site.
    pub(crate) fn facts(&self, id: &str) -> &SiteFacts {
        &self.facts[&self.site(id).id]
    }

    /// The largest page of a site.
    pub(crate) fn largest_page(&self, id: &str) -> &Capture {
        let pages = self
            .captures(id)
            .iter()
            .filter(|capture| capture.kind == CaptureKind::Page && capture.cause.is_none());
        pages
            .max_by_key(|page| page.body.len())
            .expect("the site has pages")
    }

    /// What measures need beside the records.
    pub(crate) fn setting(&self) -> Setting<'_> {
        let as_of = self
            .list
            .as_of
            .parse()
            .expect("the sample's as-of date is a day");
        Setting {
            as_of,
            calendar: &self.calendar,
            words: self,
        }
    }

    /// How far each site could be looked at.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        let seen = |site: &SiteRecords| Seen {
            site: site.site.clone(),
            outcome: site.outcome,
            causes: site.causes.clone(),
        };
        self.records.iter().map(seen).collect()
    }

    /// Gives what a report is made from; quoted pages come from the archive, as they do in a round.
    pub(crate) fn with_input<T>(&self, work: impl FnOnce(&ReportInput<'_>) -> T) -> T {
        let facts = |site: &SiteId| -> Vec<Fact> { self.facts[site].facts.clone() };
        let captures = |id: &CaptureId| self.archive.capture(id).ok();
        work(&ReportInput {
            scoreboard: self.scoreboard.as_ref().expect("the sample was scored"),
            elements: &self.pack.elements,
            indicators: &self.heads,
            measurements: &self.measurements,
            facts: &facts,
            captures: &captures,
            error_rates: None,
            lang: Lang::Zh,
            is_modified: false,
            rests_on: &std::collections::BTreeMap::new(),
            over: &std::collections::BTreeMap::new(),
            captured: &std::collections::BTreeMap::new(),
            checks: &govgauge::report::Checks::default(),
        })
    }
}

impl WordLists for Sample {
    fn contains(&self, list: &str, text: &str) -> bool {
        self.lexicon.is_of(list, text)
    }
}

/// What was loaded from files that hold no faults.
fn sound<T>(loaded: Result<T, Diagnostics>) -> T {
    loaded.unwrap_or_else(|faults| panic!("{faults}"))
}
