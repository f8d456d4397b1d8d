//! Lists the files under `indicators/` so that the binary carries them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the package's folder"))
            .join("indicators");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(&root, &mut files);
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
}

/// Every TOML file below a folder.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).expect("indicators/ can be listed") {
        let path = entry.expect("indicators/ can be listed").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            files.push(path);
        }
    }
}
