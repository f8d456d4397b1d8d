//! (crawl)
