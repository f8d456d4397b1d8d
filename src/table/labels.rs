//! The labels of each site's pages, known and unknown, as a table.

use std::path::Path;

use crate::extract::LabelCount;
use crate::site::SiteId;

use super::TableError;
use super::frame::{Rows, Table};
use super::schema;

/// Writes `labels.parquet` of a round: the labels of each site, in the order given.
pub fn write_labels(round: &Path, sites: &[(SiteId, Vec<LabelCount>)]) -> Result<(), TableError> {
    let count = sites.iter().map(|(_, labels)| labels.len()).sum();
    let mut rows = Rows::new(&schema::labels(), count);
    for (site, labels) in sites {
        for label in labels {
            rows.text(Some(&site.0))
                .text(Some(&label.label))
                .text(label.concept.as_deref())
                .count(Some(label.cells))
                .text(Some(&label.printed))
                .text(Some(&label.capture))
                .place(Some(label.start))
                .place(Some(label.end));
        }
    }
    rows.write(&round.join("labels.parquet"))
}

/// Reads them back, site by site, in their order.
pub fn read_labels(round: &Path) -> Result<Vec<(SiteId, Vec<LabelCount>)>, TableError> {
    let path = round.join("labels.parquet");
    let table = Table::read(&path)?;
    let (sites, labels) = (table.texts("site")?, table.texts("label")?);
    let (concepts, printed) = (table.texts("concept")?, table.texts("printed")?);
    let (cells, captures) = (table.counts("cells")?, table.texts("capture")?);
    let (starts, ends) = (table.places("start")?, table.places("end")?);
    let mut read: Vec<(SiteId, Vec<LabelCount>)> = Vec::new();
    for row in 0..table.height() {
        let owned = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let site = SiteId(owned(sites.get(row)));
        let label = LabelCount {
            label: owned(labels.get(row)),
            concept: concepts.get(row).map(str::to_owned),
            cells: cells.get(row).unwrap_or_default(),
            printed: owned(printed.get(row)),
            capture: owned(captures.get(row)),
            start: starts.get(row).unwrap_or_default(),
            end: ends.get(row).unwrap_or_default(),
        };
        match read.last_mut() {
            Some((last, labels)) if *last == site => labels.push(label),
            _ => read.push((site, vec![label])),
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_back_as_they_went() {
        let label = |label: &str, concept: Option<&str>| LabelCount {
            label: label.to_owned(),
            concept: concept.map(str::to_owned),
            cells: 3,
            printed: format!("{label}："),
            capture: "abc".to_owned(),
            start: 10,
            end: 22,
        };
        let sites = [
            (
                SiteId("a".to_owned()),
                vec![
                    label("办理须知", None),
                    label("咨询电话", Some("guide.consult")),
                ],
            ),
            (SiteId("b".to_owned()), vec![label("办理须知", None)]),
        ];
        let folder = tempfile::tempdir().expect("a folder");
        write_labels(folder.path(), &sites).expect("written");
        assert_eq!(read_labels(folder.path()).expect("read"), sites);
    }
}
