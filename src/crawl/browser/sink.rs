//! Where everything goes that the browser would send by itself: nowhere.
//!
//! What a page asks for is asked by the crawl and handed to the browser, so the browser needs no way out. It is told that
//! this listener is its proxy for every address, those of this machine too, and every connection to it is closed at once.

use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::task::AbortHandle;

/// A listener that closes every connection.
#[derive(Debug)]
pub(super) struct Sink {
    /// Where it listens.
    pub(super) address: SocketAddr,
    task: AbortHandle,
}

impl Sink {
    /// Begins to listen. Errors: no port is free.
    pub(super) async fn open() -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let task = tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                drop(connection);
            }
        });
        Ok(Self {
            address,
            task: task.abort_handle(),
        })
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.task.abort();
    }
}
