//! The method's data, loaded for a command: lexicon, host tables, calendar, pack.

use std::collections::BTreeMap;
use std::path::Path;

use crate::diagnostic::Diagnostics;
use crate::evaluate::Tables;
use crate::extract::Context;
use crate::indicators::{Indicators, IndicatorsError};
use crate::lexicon::{self, Lexicon};
use crate::measure::WordLists;
use crate::pack::{self, Pack, Rules};
use crate::search::HostTable;
use crate::site::{Site, SiteId, SiteList};
use crate::value::calendar::Calendar;

use super::args::Common;
use super::exit::{Failure, machine};

/// The pack of a round for which none is named.
pub(super) const DEFAULT_PACK: &str = "seed-2018";

/// The method's data.
pub(super) struct Method {
    indicators: Indicators,
    pub(super) lexicon: Lexicon,
    pub(super) hosts: HostTable,
    of_sites: BTreeMap<SiteId, HostTable>,
    pub(super) calendar: Calendar,
}

impl Method {
    /// Loads everything but a pack; all faults of all files at once.
    pub(super) fn load(common: &Common, list: Option<&SiteList>) -> Result<Self, Failure> {
        let indicators = indicators(common)?;
        let mut faults = Diagnostics::new();
        let lexicon = keep(
            Lexicon::from_files(indicators.below("lexicon"))
                .and_then(|lexicon| lexicon.with_platforms(indicators.below("platforms"))),
            &mut faults,
        );
        let hosts = keep(
            HostTable::from_files(indicators.below("hosts")),
            &mut faults,
        );
        let calendar = keep(
            Calendar::from_files(indicators.below("calendars")),
            &mut faults,
        );
        let mut method = faults.into_result(()).map(|()| Self {
            indicators,
            lexicon,
            hosts,
            calendar,
            of_sites: BTreeMap::new(),
        })?;
        let mut faults = Diagnostics::new();
        for site in list.iter().flat_map(|list| &list.sites) {
            if let Some(text) = &site.hosts {
                let name = format!("hosts.toml of {}", site.id);
                let table = keep(method.hosts.clone().with_round(&name, text), &mut faults);
                method.of_sites.insert(site.id.clone(), table);
            }
        }
        Ok(faults.into_result(method)?)
    }

    /// What extractors need for a site.
    pub(super) fn context<'a>(&'a self, site: &'a Site) -> Context<'a> {
        Context {
            site,
            lexicon: &self.lexicon,
            hosts: self.of_sites.get(&site.id).unwrap_or(&self.hosts),
        }
    }

    /// The words of people who label pages.
    pub(super) fn evaluation(&self) -> Result<Tables, Failure> {
        Ok(Tables::from_files(self.indicators.below("evaluate"))?)
    }

    /// Ids of the built-in packs.
    pub(super) fn packs(&self) -> Vec<&str> {
        self.indicators.packs()
    }

    /// A pack's name as a round keeps it: its id, or its folder's whole path, which means the same from everywhere.
    pub(super) fn pack_name(common: &Common, name: &str) -> Result<String, Failure> {
        let indicators = indicators(common)?;
        let packs = indicators.packs();
        if packs.contains(&name) {
            return Ok(name.to_owned());
        }
        if !Path::new(name).join("pack.toml").is_file() {
            return Err(unknown_pack(name, &packs));
        }
        let whole = Path::new(name)
            .canonicalize()
            .map_err(|error| machine(&format!("cannot read `{name}`"), &error))?;
        Ok(whole.to_string_lossy().into_owned())
    }

    /// Loads a pack by id, or from a folder. Of the folder alone is read.
    pub(super) fn pack(&self, name: &str) -> Result<Pack, Failure> {
        if self.packs().contains(&name) {
            return load(&self.indicators, name);
        }
        let folder = Path::new(name);
        if !folder.join("pack.toml").is_file() {
            return Err(unknown_pack(name, &self.packs()));
        }
        let files = Indicators::of_pack(PACK, folder).map_err(unloaded)?;
        load(&files, PACK)
    }

    /// The consistency rules.
    pub(super) fn rules(&self) -> Result<Rules, Failure> {
        let files: Vec<(&str, &str)> = self.indicators.below("rules").collect();
        Ok(pack::load_rules(&files)?)
    }

    /// Looks for words of the lexicon that contradict each other or do nothing.
    pub(super) fn check_lexicon(&self) -> Result<lexicon::Checked, Failure> {
        let methods = self.packs().into_iter().chain(["rules"]);
        let texts: Vec<&str> = methods
            .flat_map(|folder| self.indicators.below(folder))
            .map(|(_, text)| text)
            .collect();
        Ok(lexicon::check(self.indicators.below("lexicon"), &texts)?)
    }

    /// Whether a pack has a built-in one's id and version and says something else.
    pub(super) fn is_modified(id: &str, version: &str, fingerprint: &str) -> bool {
        let built_in = Indicators::built_in();
        built_in.packs().contains(&id)
            && load(&built_in, id)
                .is_ok_and(|known| known.version == version && known.fingerprint != fingerprint)
    }
}

/// The place of a pack that is read from a folder, whatever the folder's name.
const PACK: &str = "pack";

fn unknown_pack(name: &str, known: &[&str]) -> Failure {
    let help = crate::diagnostic::did_you_mean(name, known.iter().copied());
    Failure::Usage(format!(
        "there is no pack `{name}`; {help}; a folder with a `pack.toml` works too"
    ))
}

/// The data files: those of the folder that was named, else the built-in ones.
fn indicators(common: &Common) -> Result<Indicators, Failure> {
    match &common.indicators {
        Some(folder) => Indicators::from_folder(folder).map_err(unloaded),
        None => Ok(Indicators::built_in()),
    }
}

fn unloaded(error: IndicatorsError) -> Failure {
    match error {
        IndicatorsError::Faulty(faults) => Failure::Data(faults),
        error @ IndicatorsError::Unreadable { .. } => machine("cannot load the data files", &error),
    }
}

impl WordLists for Method {
    fn contains(&self, list: &str, text: &str) -> bool {
        self.lexicon.is_of(list, text)
    }
}

/// The value, or its default with the faults kept.
fn keep<T: Default>(loaded: Result<T, Diagnostics>, faults: &mut Diagnostics) -> T {
    loaded.unwrap_or_else(|more| {
        faults.extend(more);
        T::default()
    })
}

/// Loads the pack that stands under a folder of the data files.
fn load(files: &Indicators, id: &str) -> Result<Pack, Failure> {
    let files: Vec<(&str, &str)> = files.below(id).collect();
    Ok(pack::load(&files)?)
}
