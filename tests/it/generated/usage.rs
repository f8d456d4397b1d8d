//! The parts of README.md that the program itself knows: its commands and its report formats.

use std::fmt::Write as _;
use std::process::Command;

use govgauge::report::{FORMATS, Lang};

use crate::support::written::part_is_fresh;

/// The commands, as the program lists them.
fn usage() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_govgauge"))
        .arg("-h")
        .env_remove("COLUMNS")
        .output();
    let output = output.expect("the program starts");
    let help = String::from_utf8(output.stdout)
        .expect("help is text")
        .replace("\r\n", "\n")
        .replace("govgauge.exe", "govgauge");
    let lines = help.lines().map(str::trim_end);
    let commands: Vec<&str> = lines
        .skip_while(|line| !line.starts_with("Usage:"))
        .take_while(|line| !line.starts_with("Options:"))
        .collect();
    format!("```text\n{}\n```\n", commands.join("\n").trim_end())
}

/// The forms in which a round is handed over.
fn formats() -> String {
    let mut table = String::from("| Format | What it is | 说明 | Files |\n|---|---|---|---|\n");
    for format in FORMATS {
        let files: Vec<String> = format
            .files()
            .iter()
            .map(|file| format!("`{file}`"))
            .collect();
        writeln!(
            table,
            "| `{}` | {} | {} | {} |",
            format.id(),
            format.says(Lang::En),
            format.says(Lang::Zh),
            files.join(", ")
        )
        .expect("a string takes any text");
    }
    table
}

#[test]
fn what_the_readme_takes_from_the_program_is_fresh() {
    part_is_fresh("README.md", "usage", &usage());
    part_is_fresh("README.md", "formats", &formats());
}
