//! The addresses of the URL standard's own tests (`urltestdata.json` of the `url` crate): one spelling, never another host.

use std::path::PathBuf;
use std::process::Command;

use govgauge::archive::normalise;
use serde_json::Value;
use url::Url;

/// The test data in the sources of the `url` crate that this build uses.
fn test_data() -> Vec<Value> {
    // Only what this machine builds is there to be looked at.
    let rustc = Command::new("rustc").arg("-vV").output();
    let rustc = String::from_utf8(rustc.expect("rustc can be asked").stdout).expect("UTF-8");
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: "));
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", host.expect("rustc names its host")])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo can be asked");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo answers in JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let manifest = packages
        .iter()
        .find(|package| package["name"] == "url")
        .and_then(|package| package["manifest_path"].as_str())
        .map(PathBuf::from)
        .expect("the build uses the url crate");
    let file = manifest.with_file_name("tests").join("urltestdata.json");
    let text = std::fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let all: Vec<Value> = serde_json::from_str(&text).expect("the test data is JSON");
    // Texts between the cases are headings.
    all.into_iter().filter(Value::is_object).collect()
}

#[test]
fn normalising_is_idempotent_and_never_changes_the_host() {
    let cases = test_data();
    assert!(cases.len() > 700, "{} cases", cases.len());
    let mut normalised = 0;
    for case in &cases {
        let input = case["input"].as_str().expect("an input");
        let base = case["base"].as_str().and_then(|base| Url::parse(base).ok());
        let Ok(url) = Url::options().base_url(base.as_ref()).parse(input) else {
            continue;
        };
        let Some(once) = normalise(url.as_str()) else {
            let is_asked = matches!(url.scheme(), "http" | "https");
            assert!(
                !is_asked
                    || url
                        .host_str()
                        .is_none_or(|host| host.is_empty() || host == "." || host.ends_with("..")),
                "{url}"
            );
            continue;
        };
        normalised += 1;
        assert_eq!(normalise(&once).as_ref(), Some(&once), "{input:?}");
        let again = Url::parse(&once).expect("a normal address is an address");
        // The root's dot at the end of a name is the same host.
        let host = |url: &Url| {
            url.host_str()
                .map(|host| host.trim_end_matches('.').to_owned())
        };
        assert_eq!(host(&again), host(&url), "{input:?}");
        assert_eq!(
            (again.scheme(), again.port()),
            (url.scheme(), url.port()),
            "{input:?}"
        );
        assert!(
            again.username().is_empty() && again.password().is_none() && again.fragment().is_none()
        );
    }
    assert!(normalised > 200, "{normalised} addresses are asked");
}
