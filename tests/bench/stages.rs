//! How fast each stage is, on the sample sites: `cargo bench`. What the figures mean: `docs/performance.md`.

mod sample;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use govgauge::extract::read_site;
use govgauge::measure::{Measurement, measure};
use govgauge::page::Page;
use govgauge::report::FORMATS;
use govgauge::{record, score, table};

use sample::Sample;

/// Sites of different families: label tables, definition lists, tabs, an old GBK site, an English city.
const FAMILIES: [&str; 5] = ["qinglan", "yunze", "jinhe", "beiyan", "ellerby"];

fn main() {
    // Crawled before anything is timed.
    Sample::get();
    divan::main();
}

/// Bytes to a page: charset, guard, tree, words with places, tables, links. The largest page of each family.
#[divan::bench(args = FAMILIES)]
fn page(bencher: Bencher, site: &str) {
    let capture = Sample::get().largest_page(site);
    bencher
        .counter(BytesCount::new(capture.body.len()))
        .bench(|| Page::read(divan::black_box(capture)));
}

/// All label/value pairs of a page that has been read, and of these the ones that the lexicon knows.
#[divan::bench(args = FAMILIES)]
fn labelled(bencher: Bencher, site: &str) {
    let sample = Sample::get();
    let page = Page::read(sample.largest_page(site));
    bencher.bench_local(|| page.labelled(&|text| sample.lexicon.label(text).is_some()));
}

/// One whole site from captures to facts, on one thread.
#[divan::bench(args = ["qinglan", "beiyan"], sample_count = 10)]
fn extract(bencher: Bencher, site: &str) {
    let sample = Sample::get();
    let captures = sample.captures(site);
    bencher
        .counter(ItemsCount::new(captures.len()))
        .with_inputs(|| captures.to_vec())
        .bench_local_values(|captures| read_site(sample.context(site), captures));
}

/// The facts of one site to a Parquet file.
#[divan::bench]
fn write_facts(bencher: Bencher) {
    let facts = &Sample::get().facts("qinglan").facts;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("facts.parquet");
    bencher
        .counter(ItemsCount::new(facts.len()))
        .bench_local(|| table::write_facts(&file, facts).expect("the disk takes it"));
}

/// The facts of one site to its records.
#[divan::bench]
fn build_records(bencher: Bencher) {
    let sample = Sample::get();
    let (site, read) = (sample.site("qinglan"), sample.facts("qinglan"));
    bencher
        .counter(ItemsCount::new(read.facts.len()))
        .bench(|| record::build(&site.id, &read.sight, &read.facts));
}

/// The records of all sites to Parquet files.
#[divan::bench]
fn write_records(bencher: Bencher) {
    let sample = Sample::get();
    let folder = tempfile::tempdir().expect("a temporary folder");
    bencher.bench_local(|| {
        table::write_records(folder.path(), &sample.records).expect("the disk takes it");
    });
}

/// The records of all sites to measurements and the scoreboard.
#[divan::bench]
fn measure_and_score(bencher: Bencher) {
    let sample = Sample::get();
    bencher.bench(|| {
        let setting = sample.setting();
        let measured: Vec<Measurement> = sample
            .records
            .iter()
            .flat_map(|site| measure(&sample.pack, site, &setting))
            .collect();
        score::score(&sample.list, &sample.pack, &measured, &sample.seen())
    });
}

/// One format of the report, evidence pages and charts included.
#[divan::bench(args = FORMATS.iter().map(|format| format.id()), sample_count = 5)]
fn report(bencher: Bencher, id: &str) {
    let sample = Sample::get();
    let format = govgauge::report::format(id).expect("it is one of the formats");
    let folder = tempfile::tempdir().expect("a temporary folder");
    bencher.bench_local(|| {
        sample.with_input(|input| {
            format
                .write(input, folder.path())
                .expect("the report can be written");
        });
    });
}
