//! The only place that prints: results to stdout, everything else to stderr.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is where the program prints"
)]

use std::io::{IsTerminal, Write};

/// Writes a result to stdout. A reader that has gone away (`| head`) ends the program quietly.
#[expect(
    clippy::disallowed_methods,
    reason = "nobody is left to read how the command ended"
)]
pub(super) fn out(text: &str) {
    let mut stdout = std::io::stdout().lock();
    let end = if text.ends_with('\n') || text.is_empty() {
        ""
    } else {
        "\n"
    };
    if write!(stdout, "{text}{end}")
        .and_then(|()| stdout.flush())
        .is_err()
    {
        std::process::exit(0);
    }
}

/// Writes a line for people to stderr.
pub(super) fn say(line: &str) {
    eprintln!("{line}");
}

/// Whether a person watches stderr.
pub(super) fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}

/// Prints what clap has to say: help to stdout, complaints to stderr.
pub(super) fn clap(error: &clap::Error) {
    if error.use_stderr() {
        eprint!("{}", error.render());
    } else {
        print!("{}", error.render());
    }
}
