//! Asking a crawl to end early.

use std::sync::Arc;

use tokio::sync::watch;

/// A handle that ends a crawl at the next safe place: what is in flight is finished and kept.
///
/// Clones ask the same crawl. Running the crawl again goes on where it ended.
#[derive(Debug, Clone)]
pub struct Stop(Arc<watch::Sender<bool>>);

impl Default for Stop {
    fn default() -> Self {
        Self::new()
    }
}

impl Stop {
    /// A handle that has not been used.
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// A handle that Ctrl-C uses. A second Ctrl-C ends the process at once.
    pub fn on_interrupt() -> Self {
        let stop = Self::new();
        let handle = stop.clone();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_io()
                .build();
            // Without signals there is nothing to wait for: the crawl then ends only by itself.
            let Ok(runtime) = runtime else { return };
            if runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
                handle.stop();
            }
            if runtime.block_on(tokio::signal::ctrl_c()).is_ok() {
                std::process::abort();
            }
        });
        stop
    }

    /// Asks to end.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }

    /// Whether somebody asked to end.
    pub fn is_stopped(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until somebody asks to end.
    pub(super) async fn stopped(&self) {
        let mut receiver = self.0.subscribe();
        // The sender lives in `self`: the wait cannot fail.
        let _ = receiver.wait_for(|stopped| *stopped).await;
    }
}
