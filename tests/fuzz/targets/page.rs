//! From any bytes of a page to facts and records.

#![no_main]

use std::sync::LazyLock;

use govgauge::extract::{Context, read_site};
use govgauge::indicators::Indicators;
use govgauge::lexicon::Lexicon;
use govgauge::record;
use govgauge::search::HostTable;
use govgauge::site::Site;
use govgauge_fuzz::{begins, capture, planted};
use libfuzzer_sys::fuzz_target;

static DATA: LazyLock<(Site, Lexicon, HostTable)> = LazyLock::new(|| {
    let data = Indicators::built_in();
    (
        Site::imported("fuzz", "fuzz"),
        Lexicon::from_files(data.below("lexicon")).unwrap_or_else(|faults| panic!("{faults}")),
        HostTable::from_files(data.below("hosts")).unwrap_or_else(|faults| panic!("{faults}")),
    )
});

fuzz_target!(|body: &[u8]| {
    let (site, lexicon, hosts) = &*DATA;
    let is_json = body.trim_ascii_start().starts_with(b"{");
    let media = if is_json { "application/json" } else { "text/html" };
    let read = read_site(Context { site, lexicon, hosts }, [capture(media, body)]);
    let records = record::build(&site.id, &read.sight, &read.facts);
    planted(begins(body, b"<t!"), records.records.len() > 3 && body.last().is_some_and(|b| !b.is_ascii()));
});
