//! The command line: what is asked for, and what is printed. Everything is done through the library's doors.

mod args;
mod crawl;
mod evaluate;
mod exit;
mod explain;
mod extract;
mod fields;
mod import;
mod init;
mod inspect;
mod machine;
mod method;
mod pack;
mod progress;
mod rates;
mod report;
mod rounds;
mod run;
mod score;
mod terminal;

pub use exit::{Exit, Failure};

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let help = !error.use_stderr();
            terminal::clap(&error);
            return if help { Exit::Done } else { Exit::Usage }.into();
        }
    };
    match command(&cli) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            terminal::say(&failure.to_string());
            failure.exit().into()
        }
    }
}

/// Does what was asked.
fn command(cli: &Cli) -> Result<Exit, Failure> {
    let common = &cli.common;
    if common.json && !cli.command.has_json() {
        return Err(Failure::Usage(
            "this command has nothing to print as JSON; leave `--json` out".to_owned(),
        ));
    }
    if let Some(threads) = common.threads {
        // The pool is global and set once; a second setting in one process is a bug of ours.
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads.get())
            .build_global()
            .expect("the thread pool is set once");
    }
    match &cli.command {
        Command::Run(args) => run::run(common, args),
        Command::Init(args) => init::run(args),
        Command::Check(args) => inspect::run(common, args),
        Command::Crawl(args) => crawl::run(common, args),
        Command::Extract(args) => extract::run(common, args),
        Command::Score(args) => score::run(common, args),
        Command::Report(args) => report::run(common, args),
        Command::Import(args) => import::run(common, args),
        Command::Pack(args) => pack::run(common, args),
        Command::Fields => fields::run(common),
        Command::Evaluate(args) => evaluate::run(common, args),
        Command::Explain(args) => explain::run(common, args),
        Command::Doctor => machine::run(common),
        Command::Completions(args) => {
            let mut out = Vec::new();
            clap_complete::generate(args.shell, &mut Cli::command(), "govgauge", &mut out);
            terminal::out(&String::from_utf8_lossy(&out));
            Ok(Exit::Done)
        }
        Command::Man => {
            let mut out = Vec::new();
            clap_mangen::Man::new(Cli::command())
                .render(&mut out)
                .map_err(|error| exit::machine("cannot write the man page", &error))?;
            terminal::out(&String::from_utf8_lossy(&out));
            Ok(Exit::Done)
        }
    }
}
