//! Any robots.txt: reading it and asking it.

#![no_main]

use govgauge::page::robots::{Robots, TOKEN};
use govgauge_fuzz::{begins, planted};
use libfuzzer_sys::fuzz_target;
use url::Url;

fuzz_target!(|body: &[u8]| {
    let (robots, _) = Robots::read(body, None, TOKEN);
    let (again, _) = Robots::read(body, None, TOKEN);
    assert_eq!(robots, again);
    let mut refused = 0;
    for address in ["http://a.invalid/", "http://a.invalid/x/y?z=1", "http://a.invalid/robots.txt", "http://a.invalid/%E4%B8%AD"] {
        let url = Url::parse(address).expect("an address");
        refused += u32::from(robots.refuses(&url).is_some());
    }
    planted(begins(body, b"Disa!"), refused == 2);
});
