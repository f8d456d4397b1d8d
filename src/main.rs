//! The `govgauge` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    govgauge::cli::main()
}
