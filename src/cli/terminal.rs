//! The only place that prints: results to stdout, everything else to stderr.

use std::io::{IsTerminal, Write};

use super::exit::machine;

/// Writes a result to stdout. A reader that has gone away (`| head`) ends the program quietly; a result that cannot be kept,
/// as on a full disk, is the machine's fault.
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
    let written = write!(stdout, "{text}{end}").and_then(|()| stdout.flush());
    if let Err(error) = written {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            std::process::exit(0);
        }
        say(&machine("cannot write the result", &error).to_string());
        std::process::exit(1);
    }
}

/// Writes what a program may read to stdout.
pub(super) fn json(value: &impl serde::Serialize) {
    out(&serde_json::to_string_pretty(value).expect("plain values become JSON"));
}

/// Writes a line for people to stderr. Where nobody takes it, it is lost, and the work goes on.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// A number of things: `1 site`, `2 sites`.
pub(super) fn count(n: usize, thing: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {thing}{plural}")
}

/// Columns of the terminal that results go to; 80 where they go into a file or another program.
pub(super) fn width() -> usize {
    /// A table that is wider is hard to read across.
    const WIDEST: usize = 120;
    const PLAIN: usize = 80;
    let size = terminal_size::terminal_size_of(std::io::stdout());
    size.map_or(PLAIN, |(width, _)| {
        usize::from(width.0).clamp(PLAIN, WIDEST)
    })
}

/// Whether a person watches stderr.
pub(super) fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}

/// Prints what clap has to say: help to stdout, complaints to stderr.
pub(super) fn clap(error: &clap::Error) {
    if error.use_stderr() {
        say(error.render().to_string().trim_end());
    } else {
        out(&error.render().to_string());
    }
}
