//! Lists the files under `indicators/` so that the binary carries them, and the concepts of the lexicon that the code
//! asks for.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the package's folder"))
            .join("indicators");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, "toml", &mut files);
    files.sort();
    let mut source = String::from("static EMBEDDED: &[(&str, &str)] = &[\n");
    for file in files {
        let name = file
            .strip_prefix(&root)
            .expect("a file of the folder")
            .to_string_lossy()
            .replace('\\', "/");
        writeln!(
            source,
            "    ({name:?}, include_str!({:?})),",
            file.display().to_string()
        )
        .expect("a string takes any text");
    }
    source.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names an output folder"))
        .join("indicators.rs");
    fs::write(out, source).expect("the output folder can be written");
    asked();
}

/// Writes the names in the code that can be concepts of the lexicon, tests left out: `family.name`, and `family.` alone.
fn asked() {
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the package's folder"))
            .join("src");
    let mut files = Vec::new();
    collect(&root, "rs", &mut files);
    let mut names = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source file can be read");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
        // of `family.{class}` the part before the brace is asked for, whatever the class
        let quoted = code.split('"').map(|part| match part.split_once(".{") {
            Some((family, _)) => &part[..=family.len()],
            None => part,
        });
        let quoted = quoted.filter(|part| {
            let begins = part.starts_with(|c: char| c.is_ascii_lowercase());
            begins && part.contains('.') && part.chars().all(is_name)
        });
        names.extend(quoted.map(str::to_owned));
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names an output folder"))
        .join("asked.rs");
    let source = format!("static ASKED: &[&str] = &{names:#?};\n")
        .replace("&{", "&[")
        .replace("};", "];");
    fs::write(out, source).expect("the output folder can be written");
}

/// Every file below a folder whose name ends so.
fn collect(folder: &Path, end: &str, files: &mut Vec<PathBuf>) {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).expect("indicators/ can be listed") {
        let path = entry.expect("indicators/ can be listed").path();
        if path.is_dir() {
            collect(&path, end, files);
        } else if path.extension().is_some_and(|extension| extension == end) {
            files.push(path);
        }
    }
}
