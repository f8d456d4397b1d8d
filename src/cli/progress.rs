//! Progress of a crawl: a bar where a person watches, plain lines elsewhere.

use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::crawl::{Counts, Progress};

use super::terminal;

/// Pages between two plain lines.
const PLAIN_EVERY: u64 = 100;

/// Shows how far a crawl is.
pub(super) struct Lines {
    bar: Option<ProgressBar>,
    said: Mutex<u64>,
}

impl Lines {
    pub(super) fn new() -> Self {
        let bar = terminal::is_watched().then(|| {
            let bar = ProgressBar::no_length();
            let style = ProgressStyle::with_template("{spinner} {msg}")
                .unwrap_or_else(|_| ProgressStyle::default_spinner());
            bar.set_style(style);
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self {
            bar,
            said: Mutex::new(0),
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Lines {
    fn update(&self, counts: &Counts) {
        let line = line(counts);
        if let Some(bar) = &self.bar {
            bar.set_message(line);
            return;
        }
        let mut said = self
            .said
            .lock()
            .expect("nothing panics while it holds this lock");
        let is_last = counts.sites > 0 && counts.sites_done == counts.sites && counts.waiting == 0;
        if counts.captures >= *said + PLAIN_EVERY || (is_last && counts.captures > *said) {
            *said = counts.captures;
            terminal::say(&line);
        }
    }
}

/// How far a crawl is, in one line.
fn line(counts: &Counts) -> String {
    let left = counts
        .left
        .map_or_else(|| "?".to_owned(), |left| format!("{} s", left.as_secs()));
    format!(
        "{} pages and files ({} failed), {} of {} sites done, {} in line, {:.1} a second, about {left} left",
        counts.captures,
        counts.failures,
        counts.sites_done,
        counts.sites,
        counts.waiting,
        counts.rate
    )
}
