//! What a crawl may be told: limits, patience, how many sites at once.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use super::authority::Authorities;
use super::cidr::Cidr;

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
    /// Networks that the address guard lets pass although they are not public. For whoever measures inside their own network.
    pub private: Vec<Cidr>,
    /// Authorities whose certificates are trusted beside those that this machine trusts.
    pub authorities: Authorities,
    /// How pages are drawn that are empty until a script fills them.
    pub drawing: Drawing,
    /// Host names that are answered from here and not by DNS. For servers of one's own.
    pub names: BTreeMap<String, SocketAddr>,
    /// The folder of an earlier round: what its sites say has not changed since is taken over from it.
    pub refresh: Option<PathBuf>,
}

impl Default for CrawlOptions {
    fn default() -> Self {
        Self {
            sites_at_once: 32,
            limits: Limits::default(),
            patience: Patience::default(),
            download_words: vec!["download".to_owned()],
            allowed: Vec::new(),
            private: Vec::new(),
            authorities: Authorities::default(),
            drawing: Drawing::default(),
            names: BTreeMap::new(),
            refresh: None,
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
            connect: Duration::from_secs(8),
            first_byte: Duration::from_secs(12),
            idle: Duration::from_secs(8),
            total: Duration::from_secs(25),
        }
    }
}

/// How pages are drawn.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// The browser's program; without one, no page is drawn.
    pub program: Option<PathBuf>,
    /// Pages drawn at the same time.
    pub tabs: usize,
    /// Pages after which the browser is started anew.
    pub pages: u32,
    /// Bytes of memory that the browser may have; over that it is ended, and with it the page that was seen to need them.
    pub memory: u64,
    /// Time a page may take, waiting for its host's turn aside.
    pub time: Duration,
    /// How long nothing must happen before a page counts as filled.
    pub quiet: Duration,
    /// Requests of one page.
    pub requests: u32,
    /// Decoded bytes of what one page asks for.
    pub bytes: u64,
}

impl Default for Drawing {
    fn default() -> Self {
        Self {
            program: None,
            tabs: 2,
            pages: 200,
            memory: 1_536 << 20,
            time: Duration::from_secs(30),
            quiet: Duration::from_millis(500),
            requests: 100,
            bytes: 32 << 20,
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
    /// The most that a host which fails is given between two requests, beside the delay.
    pub slowest: Duration,
    /// Refusals in a row after which a host is left alone.
    pub refusals: u32,
    /// Requests in a row without any answer after which a host is left alone.
    pub silences: u32,
    /// Server errors in a row after which a host is left alone.
    pub errors: u32,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            retries: 2,
            wait: Duration::from_secs(2),
            longest_wait: Duration::from_secs(30),
            longest_delay: Duration::from_secs(10),
            slowest: Duration::from_secs(5),
            refusals: 3,
            silences: 5,
            errors: 8,
        }
    }
}
