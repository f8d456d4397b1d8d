//! What a crawl may be told: limits, patience, how many sites at once.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

/// Settings of a crawl that hold for every site; budgets and politeness stand with each site.
#[derive(Debug, Clone)]
pub struct CrawlOptions {
    /// Sites crawled at the same time.
    pub sites_at_once: usize,
    /// Limits of one request.
    pub limits: Limits,
    /// How long a host that asks to wait is waited for.
    pub patience: Patience,
    /// Words that mark a link as a download, in lower case; a `download` attribute or path needs none.
    pub download_words: Vec<String>,
    /// Exact addresses and ports that the address guard lets pass although they are not public. For servers of one's own.
    pub allowed: Vec<SocketAddr>,
    /// Host names that are answered from here and not by DNS. For servers of one's own.
    pub names: BTreeMap<String, SocketAddr>,
}

impl Default for CrawlOptions {
    fn default() -> Self {
        Self {
            sites_at_once: 32,
            limits: Limits::default(),
            patience: Patience::default(),
            download_words: vec!["download".to_owned()],
            allowed: Vec::new(),
            names: BTreeMap::new(),
        }
    }
}

/// Limits of one request.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of a page's body as sent.
    pub page_bytes: usize,
    /// Bytes of a file's body as sent; enough to see what it is.
    pub file_bytes: usize,
    /// Bytes of a body with its codings undone.
    pub decoded_bytes: usize,
    /// Links taken from one page.
    pub links: usize,
    /// Bytes of an address.
    pub address_bytes: usize,
    /// Redirects in a row.
    pub redirects: u8,
    /// Until there is a connection.
    pub connect: Duration,
    /// From the request to the head of the answer.
    pub first_byte: Duration,
    /// Between two pieces of a body.
    pub idle: Duration,
    /// From the request to the end of the body.
    pub total: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            page_bytes: 8 << 20,
            file_bytes: 1 << 20,
            decoded_bytes: crate::archive::coding::DECODED_LIMIT,
            links: 5_000,
            address_bytes: 2_048,
            redirects: 10,
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(20),
            idle: Duration::from_secs(10),
            total: Duration::from_mins(1),
        }
    }
}

/// How refusals are met.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Further tries after an answer that asks to come back later.
    pub retries: u32,
    /// Wait before a further try when the answer does not say how long; doubled each time.
    pub wait: Duration,
    /// The longest wait that is obeyed; who asks for more is not asked again.
    pub longest_wait: Duration,
    /// The longest Crawl-delay that is obeyed in full.
    pub longest_delay: Duration,
    /// Refusals in a row after which a site is left alone.
    pub refusals: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            retries: 2,
            wait: Duration::from_secs(2),
            longest_wait: Duration::from_secs(30),
            longest_delay: Duration::from_secs(10),
            refusals: 3,
        }
    }
}
