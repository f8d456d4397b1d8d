//! What the fuzz targets share: a capture of any bytes, and the planted bugs.

use std::alloc::{GlobalAlloc, Layout, System};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use govgauge::archive::{Capture, CaptureId, CaptureKind};
use govgauge::site::SiteId;

/// A page as a site would have sent it.
pub fn capture(content_type: &str, body: &[u8]) -> Capture {
    let site = SiteId("fuzz".to_owned());
    let address = "http://fuzz.invalid/guide/1.html".to_owned();
    Capture {
        id: CaptureId::new(&site, "GET", &address, &[]),
        site,
        order: 0,
        depth: 0,
        kind: CaptureKind::Page,
        address,
        captured: String::new(),
        status: Some(200),
        headers: vec![("content-type".to_owned(), content_type.to_owned())],
        body: body.to_owned(),
        redirect: None,
        cause: None,
        findings: Vec::new(),
        notes: BTreeMap::new(),
    }
}

/// Whether the input begins with these bytes, compared one by one as a parser does, so that each right one is a step of its own.
#[inline(never)]
pub fn begins(input: &[u8], with: &[u8]) -> bool {
    for (at, byte) in with.iter().enumerate() {
        if input.get(at) != Some(byte) {
            return false;
        }
        std::hint::black_box(at);
    }
    true
}

/// A bug to be found: `shallow` where few bytes must be right, `deep` where the input must have been understood as well.
pub fn planted(shallow: bool, deep: bool) {
    assert!(!(cfg!(feature = "planted-early") && shallow), "the planted early bug");
    assert!(!(cfg!(feature = "planted-deep") && deep), "the planted deep bug");
}

/// What one execution may hold at a time, in bytes; a limit of ours. What the data of the program take counts as well.
const LIMIT: usize = 200 << 20;

/// Counts what is held and ends the process, as a finding, where it is more than [`LIMIT`].
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is handed to the allocator of the system as it is; only sizes are counted.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size() > LIMIT {
            // A panic would ask for memory itself.
            std::process::abort();
        }
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;
