//! Which site saved pages belong to, by the name of what they were saved in.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::site::Site;

/// The site of that name: one that is known by this id or name, else a new one.
///
/// An id is made of ASCII letters and digits. Where that leaves something of the name out, or another site has the id
/// already, a hash of the name stands behind it: two names are never one site, and one name is the same site every time.
pub(super) fn site_of(name: &str, known: &[Site]) -> Site {
    let name = name.trim();
    let lower = name.to_ascii_lowercase();
    let by_id = known.iter().find(|site| site.id.0 == lower);
    if let Some(site) = by_id.or_else(|| known.iter().find(|site| site.name == name)) {
        return site.clone();
    }
    let plain = slug(&lower);
    let is_taken = known.iter().any(|site| site.id.0 == plain);
    if plain.is_empty() || !name.is_ascii() || is_taken {
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(name.as_bytes())[..4]);
        let stem = if plain.is_empty() { "site" } else { &plain };
        return Site::imported(&format!("{stem}-{hash}"), name);
    }
    Site::imported(&plain, name)
}

/// ASCII letters and digits, and one `-` for whatever stands between them.
fn slug(name: &str) -> String {
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// The name of a folder, also of one that is written `.` or `..`.
pub(super) fn of_folder(folder: &Path) -> String {
    let whole = folder
        .canonicalize()
        .or_else(|_| std::path::absolute(folder))
        .unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name();
    name.map_or_else(
        || "site".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_chinese_are_different_sites_and_the_same_every_time() {
        let mut known = Vec::new();
        for name in ["青岚市", "云泽市", "青岚市政务服务网（2026）"] {
            let site = site_of(name, &known);
            assert_eq!(site.name, name);
            assert_eq!(site.id, site_of(name, &[]).id);
            assert!(
                site.id
                    .0
                    .chars()
                    .all(|c| c == '-' || c.is_ascii_alphanumeric()),
                "{}",
                site.id
            );
            known.push(site);
        }
        let ids: std::collections::BTreeSet<_> = known.iter().map(|site| &site.id).collect();
        assert_eq!(ids.len(), 3);
        assert_eq!(site_of("云泽市", &known), known[1]);
    }

    #[test]
    fn a_known_site_is_found_by_its_id_and_by_its_name() {
        let known = [Site::imported("qinglan", "青岚省")];
        assert_eq!(site_of("Qinglan", &known), known[0]);
        assert_eq!(site_of("青岚省", &known), known[0]);
    }

    #[test]
    fn an_id_that_another_site_has_is_not_given_twice() {
        let first = site_of("a.gov.example", &[]);
        assert_eq!(first.id.0, "a-gov-example");
        let known = [first];
        let second = site_of("a-gov.example", &known);
        assert!(
            second.id.0.starts_with("a-gov-example-") && second.id != known[0].id,
            "{}",
            second.id
        );
        assert_eq!(site_of("a.gov.example", &known), known[0]);
    }

    #[test]
    fn a_folder_has_a_name_however_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("青岚市");
        std::fs::create_dir_all(inner.join("x")).unwrap();
        assert_eq!(of_folder(&inner), "青岚市");
        assert_eq!(of_folder(&inner.join("x/..")), "青岚市");
    }
}
