//! Refreshing: pages of an earlier round that the site says have not changed are taken over instead of sent again.
//!
//! The new round stands on its own: what was taken over is in its archive with the bytes of the earlier capture, and says
//! when those came and what the server answered now.

use std::path::Path;
use std::sync::Arc;

use crate::archive::{Archive, ArchiveError, Capture, CaptureId, Content};

use super::fetch::Answer;

/// The note of a capture that was taken over: when its body came.
pub(super) const UNCHANGED: &str = "unchanged-since";

/// The note of a capture that was taken over: the head of the answer that said so.
const SAID: &str = "unchanged-said";

/// Fields that say how a body was sent, and nothing of the body as it is kept.
const SENDING: [&str; 4] = [
    "content-encoding",
    "content-length",
    "transfer-encoding",
    "connection",
];

/// An earlier round.
#[derive(Debug, Clone)]
pub(super) struct Earlier(Arc<Archive>);

/// What an address answered in the earlier round, where the server gave it a mark of its state.
#[derive(Debug)]
pub(super) struct Before {
    capture: Capture,
    /// The fields that ask whether that is still so (RFC 9110 13.1).
    pub(super) conditions: Vec<(String, String)>,
}

impl Earlier {
    /// Opens a round. Errors: the disk, or an archive that is none.
    pub(super) fn open(round: &Path) -> Result<Self, ArchiveError> {
        Archive::open(round).map(|archive| Self(Arc::new(archive)))
    }

    /// What an address answered before; nothing where it was not read, or bears no mark of its state.
    pub(super) fn before(&self, id: &CaptureId) -> Option<Before> {
        // What cannot be read in the earlier round is asked for anew.
        let capture = self.0.capture(id).ok()?;
        if capture.status != Some(200) || capture.cause.is_some() {
            return None;
        }
        let conditions: Vec<(String, String)> = [
            ("if-none-match", "etag"),
            ("if-modified-since", "last-modified"),
        ]
        .into_iter()
        .filter_map(|(condition, mark)| {
            let mark = capture.header(mark)?;
            (!mark.is_empty() && mark.bytes().all(|byte| (0x20..0x7f).contains(&byte)))
                .then(|| (condition.to_owned(), mark.to_owned()))
        })
        .collect();
        (!conditions.is_empty()).then_some(Before {
            capture,
            conditions,
        })
    }
}

impl Before {
    /// The answer for the new round, of one that says nothing has changed.
    pub(super) fn taken_over(self, now: Answer) -> Answer {
        let Content::Exchange {
            request,
            head,
            peer,
            ..
        } = now.content
        else {
            return now;
        };
        let headers: Vec<(String, String)> = self
            .capture
            .headers
            .into_iter()
            .filter(|(name, _)| !SENDING.contains(&name.as_str()))
            .collect();
        let mut kept = b"HTTP/1.1 200 OK\r\n".to_vec();
        for (name, value) in &headers {
            kept.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        kept.extend_from_slice(b"\r\n");
        let since = match self.capture.notes.get(UNCHANGED) {
            // Taken over by that round already.
            Some(since) => since.clone(),
            None => self.capture.captured,
        };
        let mut notes = now.notes;
        notes.insert(UNCHANGED.to_owned(), since);
        notes.insert(SAID.to_owned(), String::from_utf8_lossy(&head).into_owned());
        Answer {
            content: Content::Exchange {
                request,
                head: kept,
                body: self.capture.body,
                truncated: None,
                peer,
            },
            status: Some(200),
            headers,
            cause: None,
            redirect: None,
            notes,
            ..now
        }
    }
}
