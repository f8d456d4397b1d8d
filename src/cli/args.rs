//! What the command line understands: every command with its help and an example.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::crawl::Cidr;

/// Measures how good a government's online services are, and ranks governments with the evidence beside every number.
#[derive(Debug, Parser)]
#[command(
    name = "govgauge",
    version,
    max_term_width = 100,
    after_help = "Example:\n  govgauge run sample_sites/sites.toml\n\nExit codes: 0 done · 1 machine or bug · 2 command line · 3 faulty data file · 4 some site is not ranked (--strict) · 5 archive does not verify · 6 below what was asked · 130 stopped by Ctrl-C"
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// Print JSON for programs to read.
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Language of reports and tables; default from the locale.
    #[arg(long, global = true, value_enum)]
    pub(super) lang: Option<Lang>,
    /// Threads to use; default: the cores.
    #[arg(long, global = true, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
    /// Read packs, lexicon, calendars and host tables from this folder instead of the built-in ones.
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) indicators: Option<PathBuf>,
}

/// Languages of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Crawl, extract, score and report; goes on where it stopped.
    #[command(after_help = "Example:\n  govgauge run sample_sites/sites.toml --out reports/trial")]
    Run(RunArgs),
    /// Write a commented site list from a spreadsheet.
    #[command(after_help = "Example:\n  govgauge init provinces.xlsx > provinces.toml")]
    Init(InitArgs),
    /// Read one page: what was read, the quoted words, what is missing.
    #[command(after_help = "Example:\n  govgauge check saved/guide.html")]
    Check(CheckArgs),
    /// Crawl the sites of a list, or go on with a round.
    #[command(
        after_help = "Example:\n  govgauge crawl provinces.toml --out rounds/2026\n  govgauge crawl rounds/2026 --json"
    )]
    Crawl(RunArgs),
    /// Read facts and records from a round's archive.
    #[command(
        after_help = "Example:\n  govgauge extract reports/trial\n  govgauge extract reports/trial --labels"
    )]
    Extract(ExtractArgs),
    /// Measure and score a round's records.
    #[command(after_help = "Example:\n  govgauge score reports/trial --pack seed-2018")]
    Score(ScoreArgs),
    /// Write the report of a round.
    #[command(after_help = "Example:\n  govgauge report reports/trial --lang en")]
    Report(ReportArgs),
    /// Bring saved pages, WARC files or result pages into a round.
    #[command(
        after_help = "Example:\n  govgauge import rounds/saved saved-pages/ --as-of 2026-06-30\n  govgauge import reports/provinces guide.html --site qinglan"
    )]
    Import(ImportArgs),
    /// Indicator packs: list, show, check, schema.
    #[command(after_help = "Example:\n  govgauge pack check seed-2018", subcommand)]
    Pack(PackCommand),
    /// Print the data dictionary: every table, column, state and unit.
    #[command(after_help = "Example:\n  govgauge fields --json")]
    Fields,
    /// Compare what is read with labels made by hand.
    #[command(
        after_help = "Example:\n  govgauge evaluate --gold gold.jsonl --root pages/\n  govgauge evaluate --gold gold.jsonl --root pages/ --round reports/trial"
    )]
    Evaluate(EvaluateArgs),
    /// From a score down to the words on the archived page.
    #[command(
        after_help = "Example:\n  govgauge explain reports/trial qinglan time-limit.shortened"
    )]
    Explain(ExplainArgs),
    /// What this machine has, and what each thing is needed for.
    #[command(after_help = "Example:\n  govgauge doctor")]
    Doctor,
    /// Print completions for a shell.
    #[command(
        after_help = "Example:\n  govgauge completions bash > /etc/bash_completion.d/govgauge"
    )]
    Completions(CompletionsArgs),
    /// Print the man page.
    #[command(after_help = "Example:\n  govgauge man | man -l -")]
    Man,
}

impl Command {
    /// Whether the command prints JSON for programs when it is asked to.
    pub(super) const fn has_json(&self) -> bool {
        match self {
            Self::Run(_)
            | Self::Check(_)
            | Self::Crawl(_)
            | Self::Extract(_)
            | Self::Score(_)
            | Self::Report(_)
            | Self::Import(_)
            | Self::Fields
            | Self::Evaluate(_)
            | Self::Explain(_)
            | Self::Doctor
            | Self::Pack(PackCommand::List | PackCommand::Check(_) | PackCommand::Schema) => true,
            Self::Init(_) | Self::Pack(PackCommand::Show(_)) | Self::Completions(_) | Self::Man => {
                false
            }
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct RunArgs {
    /// A site list (TOML, CSV or XLSX), or the folder of a round to go on with.
    pub(super) list: PathBuf,
    /// Folder of the round; default: `reports/<list name>/`.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Pack id, or the folder of a pack; default: the round's own, `seed-2018` for a new one.
    #[arg(long, value_name = "ID|DIR")]
    pub(super) pack: Option<String>,
    /// The only "today" of the round, `YYYY-MM-DD`; needed for CSV and XLSX lists.
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// Let the crawl into this private network, as 10.20.0.0/16; may be given again. All others stay closed.
    #[arg(long, value_name = "CIDR")]
    pub(super) allow_private: Vec<Cidr>,
    /// Trust the authorities in this PEM file beside those of this machine, for an intranet that signs its own certificates.
    #[arg(long, value_name = "PEM")]
    pub(super) ca_file: Option<PathBuf>,
    /// Take over from this earlier round what its sites say has not changed since (`ETag`, `Last-Modified`).
    #[arg(long, value_name = "ROUND")]
    pub(super) refresh: Option<PathBuf>,
    /// Sites crawled at the same time.
    #[arg(long, default_value_t = 8, value_name = "N")]
    pub(super) sites: usize,
    /// Draw no page, whatever the list says: pages that a script fills are not observed.
    #[arg(long)]
    pub(super) no_browser: bool,
    /// End with 4 when some site is not ranked.
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The spreadsheet: CSV or XLSX.
    pub(super) table: PathBuf,
    /// As-of date to write into the list.
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Saved pages.
    #[arg(required = true)]
    pub(super) pages: Vec<PathBuf>,
    /// Address the page was saved from, where it matters for links.
    #[arg(long, value_name = "URL")]
    pub(super) address: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ExtractArgs {
    /// Folder of the round.
    pub(super) round: PathBuf,
    /// List the labels that the lexicon does not know, as the last reading counted them; reads nothing anew.
    #[arg(long)]
    pub(super) labels: bool,
}

#[derive(Debug, Args)]
pub(super) struct ScoreArgs {
    /// Folder of the round.
    pub(super) round: PathBuf,
    /// Pack id, or the folder of a pack; default: the round's.
    #[arg(long, value_name = "ID|DIR")]
    pub(super) pack: Option<String>,
    /// End with 4 when some site is not ranked.
    #[arg(long)]
    pub(super) strict: bool,
}

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// Folder of the round.
    pub(super) round: PathBuf,
    /// Formats to write, by comma (`html,csv`); default: all.
    #[arg(long, value_delimiter = ',', value_name = "FORMAT")]
    pub(super) format: Vec<String>,
    /// Folder to write into; default: `<round>/report`.
    #[arg(long, value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    /// Folder of the round; made if it is not there.
    pub(super) round: PathBuf,
    /// Saved pages, folders of them (one folder a site, or a folder of such folders), folders of result pages with their
    /// `queries.toml`, WARC and HAR files.
    #[arg(required = true)]
    pub(super) from: Vec<PathBuf>,
    /// The site that all of it belongs to, by id or name; default: the one that each folder is named after.
    #[arg(long, value_name = "SITE")]
    pub(super) site: Option<String>,
    /// As-of date of a new round.
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<String>,
    /// Pack of a new round; default: `seed-2018`.
    #[arg(long, value_name = "ID|DIR")]
    pub(super) pack: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(super) enum PackCommand {
    /// The packs there are.
    #[command(after_help = "Example:\n  govgauge pack list")]
    List,
    /// What a pack asks, over what, how it scores, and on whose authority.
    #[command(after_help = "Example:\n  govgauge pack show seed-2018 --lang en")]
    Show(PackArgs),
    /// Load a pack and run its worked examples; the same for the consistency rules and the lexicon.
    #[command(
        after_help = "Example:\n  govgauge pack check indicators/seed-2018\n  govgauge pack check --rules --lexicon"
    )]
    Check(PackCheckArgs),
    /// JSON schema of pack files, for editors.
    #[command(after_help = "Example:\n  govgauge pack schema > pack.schema.json")]
    Schema,
}

#[derive(Debug, Args)]
pub(super) struct PackArgs {
    /// Pack id, or the folder of a pack.
    #[arg(default_value = "seed-2018")]
    pub(super) pack: String,
}

#[derive(Debug, Args)]
pub(super) struct PackCheckArgs {
    /// Pack id, or the folder of a pack; default: `seed-2018`, unless only rules or lexicon are checked.
    pub(super) pack: Option<String>,
    /// Load the consistency rules and run their worked examples.
    #[arg(long)]
    pub(super) rules: bool,
    /// Check the lexicon: words that say the same twice, contradict each other, or can never be met.
    #[arg(long)]
    pub(super) lexicon: bool,
}

#[derive(Debug, Args)]
pub(super) struct EvaluateArgs {
    /// Labels, one JSON object a line, each with the `path` of its page.
    #[arg(long, value_name = "FILE")]
    pub(super) gold: PathBuf,
    /// Folder that the paths are relative to.
    #[arg(long, value_name = "DIR")]
    pub(super) root: PathBuf,
    /// Keep the rates in this round: its report prints them beside every indicator.
    #[arg(long, value_name = "ROUND")]
    pub(super) round: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// Folder of the round.
    pub(super) round: PathBuf,
    /// The site, by id or name.
    pub(super) site: String,
    /// One indicator or the indicators of an element, by id, title or the beginning of an id; default: all.
    pub(super) indicator: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell.
    pub(super) shell: clap_complete::Shell,
}
