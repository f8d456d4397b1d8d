//! The browser that is kept: started when the first page needs it, started anew when it has crashed or grown old.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::sync::{Mutex, Semaphore};

use crate::site::Cause;

use super::super::fetch::Asking;
use super::super::options::Drawing;
use super::super::site::Run;
use super::ask::{Came, Shared};
use super::pipe::Client;
use super::process::Process;
use super::request::Part;
use super::sink::Sink;
use super::tab::{self, Undrawn};
use super::{Drawn, Wanted};

/// Tries of a page under which the browser crashes: it may have been killed, or crash over another page.
const TRIES: u32 = 8;

/// A running browser and our side of its pipe.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) client: Client,
    pub(super) process: Process,
    pages: AtomicU32,
}

/// The browser of a run, if there is one.
#[derive(Debug)]
pub(in crate::crawl) struct Browsers {
    drawing: Drawing,
    tabs: Semaphore,
    /// The browser for the next page, with the place where its connections end.
    kept: Mutex<Option<Arc<Kept>>>,
    sink: Mutex<Option<Sink>>,
    shared: Shared,
}

impl Browsers {
    /// No browser yet.
    pub(in crate::crawl) fn new(drawing: Drawing) -> Self {
        Self {
            tabs: Semaphore::new(drawing.tabs.max(1)),
            kept: Mutex::default(),
            sink: Mutex::default(),
            shared: Shared::default(),
            drawing,
        }
    }

    /// Draws a page. Errors: why it was not drawn.
    pub(in crate::crawl) async fn draw(
        &self,
        run: &Arc<Run>,
        wanted: Wanted,
    ) -> Result<Drawn, Cause> {
        let _tab = self.tabs.acquire().await.expect("tabs are never closed");
        let wanted = Arc::new(wanted);
        for _ in 0..TRIES {
            let Some(kept) = self.browser().await else {
                continue;
            };
            let drawn = tab::draw(run, &kept, &wanted).await;
            match drawn {
                Ok(drawn) => return Ok(drawn),
                Err(Undrawn::For(cause)) => return Err(cause),
                Err(Undrawn::Crashed) => {}
            }
        }
        Err(Cause::BrowserCrash)
    }

    /// Asks for a part of a page.
    pub(super) async fn part(
        &self,
        run: &Run,
        wanted: &Wanted,
        part: Part,
        asking: Asking,
    ) -> Came {
        self.shared.part(run, wanted, part, asking).await
    }

    /// A browser that lives and is not old; nothing where none can be started.
    async fn browser(&self) -> Option<Arc<Kept>> {
        let mut kept = self.kept.lock().await;
        if let Some(kept) = &*kept
            && !kept.client.is_dead()
            && kept.pages.fetch_add(1, Ordering::Relaxed) < self.drawing.pages
        {
            return Some(Arc::clone(kept));
        }
        // The old one ends when its last page is drawn.
        *kept = None;
        let program = self.drawing.program.as_deref()?;
        let mut sink = self.sink.lock().await;
        if sink.is_none() {
            *sink = Some(Sink::open().await.ok()?);
        }
        let (process, ends) = Process::start(program, sink.as_ref()?.address).ok()?;
        let client = Client::new(ends).ok()?;
        let new = Arc::new(Kept {
            client,
            process,
            pages: AtomicU32::new(1),
        });
        *kept = Some(Arc::clone(&new));
        Some(new)
    }
}
