//! What it costs to read a document: the whole way from bytes to records, measured on its own thread.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use cpu_time::ThreadTime;
use govgauge::archive::{Capture, CaptureId, CaptureKind};
use govgauge::extract::{Context, read_site};
use govgauge::indicators::Indicators;
use govgauge::lexicon::Lexicon;
use govgauge::page::select;
use govgauge::record;
use govgauge::search::{HostTable, engine};
use govgauge::site::Site;

/// What reading cost.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cost {
    /// CPU time of the thread.
    pub(crate) cpu: Duration,
    /// Bytes on the heap at once, those of the document apart.
    pub(crate) peak: u64,
}

/// A document to be spoilt and read.
pub(crate) struct Document {
    /// Where it came from.
    pub(crate) name: String,
    pub(crate) body: Vec<u8>,
    content_type: &'static str,
    kind: CaptureKind,
    /// The search engine whose result page it is.
    engine: Option<&'static str>,
}

impl Document {
    /// A file as a site would have sent it; nothing for kinds of files that are not read as pages.
    pub(crate) fn of_file(path: &Path, body: Vec<u8>) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        let file = path.file_name()?.to_str()?;
        let content_type = match extension.as_str() {
            "html" | "htm" | "shtml" => "text/html",
            "json" => "application/json",
            "txt" => "text/plain",
            "xml" => "text/xml",
            _ => return None,
        };
        let engines = ["baidu", "bing", "sogou", "so360", "duckduckgo", "google"];
        let folders: Vec<&str> = path.iter().filter_map(|part| part.to_str()).collect();
        Some(Self {
            name: path.display().to_string(),
            body,
            content_type,
            kind: match file {
                "robots.txt" => CaptureKind::Robots,
                "sitemap.xml" => CaptureKind::Sitemap,
                _ => CaptureKind::Page,
            },
            engine: engines
                .into_iter()
                .find(|engine| folders.contains(engine) || file.starts_with(engine)),
        })
    }
}

/// Reads documents as a round would.
pub(crate) struct Reader {
    site: Site,
    lexicon: Lexicon,
    hosts: HostTable,
}

impl Reader {
    /// With the data files that are built in.
    pub(crate) fn new() -> Self {
        let data = Indicators::built_in();
        Self {
            site: Site::imported("spoilt", "spoilt"),
            lexicon: Lexicon::from_files(data.below("lexicon"))
                .unwrap_or_else(|faults| panic!("{faults}")),
            hosts: HostTable::from_files(data.below("hosts"))
                .unwrap_or_else(|faults| panic!("{faults}")),
        }
    }

    /// Reads a document with another body; what it cost, or how it failed.
    pub(crate) fn read(&self, document: &Document, body: Vec<u8>) -> Result<Cost, String> {
        let capture = self.capture(document, body);
        let mut cpu = Duration::ZERO;
        let mut failed = None;
        let heap = allocation_counter::measure(|| {
            let start = ThreadTime::now();
            let read = catch_unwind(AssertUnwindSafe(|| self.take(document, capture)));
            cpu = start.elapsed();
            failed = read.err();
        });
        match failed {
            None => Ok(Cost {
                cpu,
                peak: heap.bytes_max,
            }),
            Some(panic) => Err(panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|said| (*said).to_owned()))
                .unwrap_or_default()),
        }
    }

    fn take(&self, document: &Document, capture: Capture) {
        if let Some(engine) = document.engine.and_then(engine) {
            let page = select::Document::read(&capture);
            std::hint::black_box(engine.read(&page));
        }
        let context = Context {
            site: &self.site,
            lexicon: &self.lexicon,
            hosts: &self.hosts,
        };
        let read = read_site(context, [capture]);
        std::hint::black_box(record::build(&self.site.id, &read.sight, &read.facts));
    }

    fn capture(&self, document: &Document, body: Vec<u8>) -> Capture {
        let address = "http://spoilt.invalid/guide/1.html".to_owned();
        Capture {
            id: CaptureId::new(&self.site.id, "GET", &address, &[]),
            site: self.site.id.clone(),
            order: 0,
            depth: 0,
            kind: document.kind,
            address,
            captured: String::new(),
            status: Some(200),
            headers: vec![("content-type".to_owned(), document.content_type.to_owned())],
            body,
            redirect: None,
            cause: None,
            findings: Vec::new(),
            notes: BTreeMap::new(),
        }
    }
}
