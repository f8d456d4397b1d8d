//! The program as a person runs it: arguments in; exit code, stdout and stderr out.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

/// What one run of the program came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    asked: String,
}

/// Runs the program with these arguments.
pub(crate) fn govgauge<S: AsRef<OsStr>>(args: &[S]) -> Ran {
    ran(Command::new(env!("CARGO_BIN_EXE_govgauge")), args)
}

/// Runs the program where there is no network at all, if this machine lets us make such a place.
pub(crate) fn sealed<S: AsRef<OsStr>>(args: &[S]) -> Ran {
    let Some(seal) = seal() else {
        return govgauge(args);
    };
    let mut command = Command::new("unshare");
    command.args([seal, env!("CARGO_BIN_EXE_govgauge")]);
    ran(command, args)
}

/// The option of `unshare` that makes a place without a network here; nothing where it may not.
pub(crate) fn seal() -> Option<&'static str> {
    static SEAL: OnceLock<Option<&str>> = OnceLock::new();
    *SEAL.get_or_init(|| {
        ["-n", "-rn"].into_iter().find(|option| {
            let tried = Command::new("unshare").args([option, "true"]).output();
            tried.is_ok_and(|tried| tried.status.success())
        })
    })
}

/// Runs a command to its end.
pub(crate) fn ran<S: AsRef<OsStr>>(mut command: Command, args: &[S]) -> Ran {
    let args: Vec<OsString> = args.iter().map(|arg| arg.as_ref().to_owned()).collect();
    let words: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
    let asked = format!("govgauge {}", words.join(" "));
    // The language is the tests' choice and not the machine's.
    let output = command
        .args(&args)
        .env("LC_ALL", "C")
        .output()
        .expect("the program can be started");
    Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("results are UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        asked,
    }
}

impl Ran {
    /// Requires the exit code.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "`{}`\n{}\n{}",
            self.asked,
            self.stderr,
            self.stdout
        );
        self
    }

    /// Requires that the run failed with one line on stderr, nothing on stdout, and gives the line.
    #[track_caller]
    pub(crate) fn one_line(&self) -> &str {
        assert_eq!(self.stdout, "", "`{}` printed a result", self.asked);
        let lines: Vec<&str> = self.stderr.lines().collect();
        let [line] = lines.as_slice() else {
            panic!(
                "`{}` said {} lines:\n{}",
                self.asked,
                lines.len(),
                self.stderr
            )
        };
        assert!(line.starts_with("error: "), "`{}`: {line}", self.asked);
        assert!(!line.ends_with('.'), "`{}`: {line}", self.asked);
        line
    }

    /// Requires that the run failed with faults of a file, each with its place, nothing on stdout, and counts them.
    #[track_caller]
    pub(crate) fn faults(&self) -> usize {
        assert_eq!(self.stdout, "", "`{}` printed a result", self.asked);
        let faults = self
            .stderr
            .lines()
            .filter(|line| line.starts_with("error: "))
            .count();
        let places = self
            .stderr
            .lines()
            .filter(|line| line.trim_start().starts_with("--> "))
            .count();
        assert_eq!(faults, places, "a fault without a place:\n{}", self.stderr);
        faults
    }

    /// What stands on stdout, as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| {
            panic!("`{}` printed no JSON: {error}\n{}", self.asked, self.stdout)
        })
    }
}

/// A path as an argument.
pub(crate) fn arg(path: &Path) -> &str {
    path.to_str()
        .expect("temporary folders have names in UTF-8")
}

/// Says why a test shows nothing on this machine.
#[expect(
    clippy::print_stdout,
    reason = "a test that shows nothing must say so, and a test has no other place to say it"
)]
pub(crate) fn skipped(reason: &str) {
    println!("skipped: {reason}");
}
