//! How fast a host is asked beside what the list says: slower when it fails or asks for patience, quicker again when it
//! answers, and every change written into the round's `crawl.log`.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use super::fetch::Answer;

/// The first step down. Ours.
const STEP: Duration = Duration::from_millis(250);

/// Good answers in a row after which a host is asked at twice the pace again. Ours.
const GOOD: u32 = 3;

/// What a host gets on top of the delay that the list and its robots.txt ask for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Pace {
    /// Time between two requests beside the delay.
    pub(super) extra: Duration,
    good: u32,
}

impl Pace {
    /// Counts an answer; the change, from and to, if it makes one.
    pub(super) fn count(
        &mut self,
        is_good: bool,
        slowest: Duration,
    ) -> Option<(Duration, Duration)> {
        let before = self.extra;
        if is_good {
            self.good += 1;
            if self.good >= GOOD {
                self.good = 0;
                self.extra /= 2;
                if self.extra < STEP {
                    self.extra = Duration::ZERO;
                }
            }
        } else {
            self.good = 0;
            self.extra = (self.extra * 2).max(STEP).min(slowest);
        }
        (self.extra != before).then_some((before, self.extra))
    }
}

/// Whether an answer says that its host can go on at this pace.
pub(super) fn is_good(answer: &Answer) -> bool {
    answer
        .status
        .is_some_and(|status| status != 429 && status < 500)
}

/// The log of a crawl: one line a change, for people.
#[derive(Debug)]
pub(super) struct Log(Mutex<Option<File>>);

impl Log {
    /// The log of a round, appended to. It is no part of the results: where it cannot be written, nothing is missing, and
    /// what is wrong with the disk is said by the archive.
    pub(super) fn open(round: &Path) -> Self {
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(round.join("crawl.log"));
        Self(Mutex::new(file.ok()))
    }

    /// Writes one line with the time before it. What stands in it is from us and the names of hosts.
    pub(super) fn line(&self, text: &str) {
        let now = chrono::DateTime::<chrono::Utc>::from(SystemTime::now());
        let line = format!("{} {text}\n", now.format("%Y-%m-%dT%H:%M:%SZ"));
        let mut file = self.0.lock().expect("nobody panics while writing the log");
        if let Some(file) = file.as_mut() {
            // See `open`.
            let _ = file.write_all(line.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_fails_is_asked_slower_and_quicker_again_when_it_answers() {
        let mut pace = Pace::default();
        let slowest = Duration::from_millis(900);
        let mut after = |is_good: bool| pace.count(is_good, slowest).map(|(_, to)| to.as_millis());
        assert_eq!(after(true), None);
        assert_eq!(after(false), Some(250));
        assert_eq!(after(false), Some(500));
        assert_eq!(after(false), Some(900));
        assert_eq!(after(false), None);
        assert_eq!(
            [after(true), after(true), after(true)],
            [None, None, Some(450)]
        );
        assert_eq!([after(true), after(false)], [None, Some(900)]);
        assert_eq!(
            [after(true), after(true), after(true)],
            [None, None, Some(450)]
        );
        assert_eq!(
            [after(true), after(true), after(true)],
            [None, None, Some(0)]
        );
    }
}
