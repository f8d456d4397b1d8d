//! Ways into the inner network: not one request may reach the canary.

use std::net::SocketAddr;

use super::scenario::{
    Scenario, missing, ordinary, page, redirect, robots, row, start, text, usual,
};

pub(super) fn scenarios(canary: SocketAddr) -> Vec<Scenario> {
    let port = canary.port();
    let none = "not-assessable";
    let [a, b, c, d] = match canary.ip() {
        std::net::IpAddr::V4(ip) => ip.octets(),
        std::net::IpAddr::V6(_) => unreachable!("the canary is on IPv4"),
    };
    let number = u32::from_be_bytes([a, b, c, d]);
    let forms = [
        ("plain", format!("http://{canary}/")),
        ("decimal", format!("http://{number}:{port}/")),
        ("hex", format!("http://0x{number:x}:{port}/")),
        (
            "octal",
            format!("http://0{a:o}.0{b:o}.0{c:o}.0{d:o}:{port}/"),
        ),
        (
            "short",
            format!(
                "http://{a}.{b}.{}:{port}/",
                u32::from(c) << 8 | u32::from(d)
            ),
        ),
        ("dot", format!("http://{a}.{b}.{c}.{d}.:{port}/")),
        ("mapped", format!("http://[::ffff:{a}.{b}.{c}.{d}]:{port}/")),
        (
            "nat64",
            format!("http://[64:ff9b::{a}.{b}.{c}.{d}]:{port}/"),
        ),
        (
            "6to4",
            format!("http://[2002:{a:02x}{b:02x}:{c:02x}{d:02x}::1]:{port}/"),
        ),
        ("userinfo", format!("http://user:pass@{canary}/")),
        ("wide", format!("http://１２７.{b}.{c}.{d}:{port}/")),
    ];
    let mut scenarios: Vec<Scenario> = Vec::new();
    for (name, address) in &forms {
        scenarios.push(start(
            &format!("s-redirect-{name}"),
            none,
            "ssrf.blocked",
            redirect(address),
        ));
        if *name != "userinfo" {
            scenarios.push(
                row(&format!("s-start-{name}"), none, "ssrf.blocked", |_| {
                    missing()
                })
                .at(address.clone()),
            );
        }
    }
    let links: Vec<&str> = forms.iter().map(|(_, address)| address.as_str()).collect();
    let others = [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1/",
        "data:text/html,x",
        "javascript:location='http://127.0.0.1/'",
        "http://[fe80::1%25lo]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://localhost/",
        "http://0/",
    ];
    let all: Vec<&str> = links.iter().chain(&others).copied().collect();
    let plain = format!("http://{canary}/");
    let frames: String = [
        format!("<iframe src='{plain}'></iframe><img src='{plain}i.png'><script src='{plain}s.js'></script>"),
        format!("<link rel=stylesheet href='{plain}c.css'><form action='{plain}f'></form><object data='{plain}o'></object>"),
        format!("<meta http-equiv=refresh content='9;url={plain}'><a href='{plain}file.docx' download>x</a>"),
        format!("<script>location.href='{plain}';fetch('{plain}x')</script>"),
    ].concat();
    let based = format!("<base href='{plain}'>{}", ordinary(&["x.html"]));
    scenarios.extend([
        start("s-links", "assessed|partial", "", page(&ordinary(&all))),
        start(
            "s-subresources",
            "assessed|partial",
            "",
            page(&format!("{}{frames}", ordinary(&[]))),
        ),
        start("s-base", "assessed|partial", "", page(&based)),
        robots(
            "s-robots-redirect",
            "assessed|not-assessable",
            "ssrf.blocked",
            redirect(&plain),
        ),
        robots(
            "s-robots-sitemap",
            "assessed|partial",
            "",
            text(&format!("Sitemap: {plain}sitemap.xml\n")),
        ),
        start("s-localhost", none, "ssrf.blocked|net.dns", page("x"))
            .at(format!("http://localhost:{port}/")),
        start("s-sub-localhost", none, "ssrf.blocked|net.dns", page("x"))
            .at(format!("http://x.localhost:{port}/")),
        start("s-metadata", none, "ssrf.blocked", page("x"))
            .at("http://169.254.169.254/".to_owned()),
        start("s-v6", none, "ssrf.blocked", page("x")).at(format!("http://[::1]:{port}/")),
        start("s-zero", none, "ssrf.blocked", page("x")).at(format!("http://0.0.0.0:{port}/")),
        start("n-unknown", none, "net.dns", page("x")).at("http://no-such-host.test/".to_owned()),
        row(
            "s-link-after-redirect",
            "assessed|partial",
            "ssrf.blocked",
            {
                let plain = plain.clone();
                move |asked| match asked.path.as_str() {
                    "/a.html" => redirect("/hop"),
                    "/hop" => redirect(&plain),
                    _ => usual(asked),
                }
            },
        ),
        start("n-refused", none, "net.refused", page("x"))
            .at("http://127.10.200.200:9/".to_owned()),
    ]);
    scenarios
}
