//! What a pack says, as one number: two packs with the same fingerprint score every round alike.

use sha2::{Digest, Sha256};

/// SHA-256 over the content of the files in order of their names, with sorted keys; comments, layout and the folder
/// that the files stand in make no difference.
pub(super) fn fingerprint(files: &[(&str, &str)]) -> String {
    let mut contents: Vec<(&str, String)> = files
        .iter()
        .map(|(path, text)| {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            let content = text.parse::<toml::Table>().map_or_else(
                |_| (*text).to_owned(),
                |table| serde_json::to_string(&table).expect("a TOML table is a JSON object"),
            );
            (name, content)
        })
        .collect();
    contents.sort();
    let mut hash = Sha256::new();
    for (name, content) in contents {
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(content.as_bytes());
        hash.update([0]);
    }
    data_encoding::HEXLOWER.encode(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn comments_layout_and_order_of_keys_make_no_difference() {
        assert_eq!(
            fingerprint(&[("a/pack.toml", "x = 1\ny = 2 # two")]),
            fingerprint(&[("b/pack.toml", "y=2\n\nx=1")])
        );
    }

    #[test]
    fn another_value_is_another_pack() {
        assert_ne!(
            fingerprint(&[("pack.toml", "weight = 1.0")]),
            fingerprint(&[("pack.toml", "weight = 2.0")])
        );
    }

    #[test]
    fn order_of_files_makes_no_difference() {
        assert_eq!(
            fingerprint(&[("a.toml", "x = 1"), ("b.toml", "y = 1")]),
            fingerprint(&[("b.toml", "y = 1"), ("a.toml", "x = 1")])
        );
    }
}
