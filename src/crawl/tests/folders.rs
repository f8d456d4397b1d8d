//! Folder sites, served by the crawl itself.

use std::fs;

use super::*;

/// A folder site with a few pages.
fn folder(root: &Path) -> Site {
    let write = |name: &str, body: &[u8]| {
        let file = root.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, body).unwrap();
    };
    write(
        "index.html",
        "<a href='guide/1.html'>一</a><a href='http://one.invalid/guide/2.html?x=1'>二</a><a href='/old'>旧</a>
        <a href='/apply/1'>办</a><a href='/drop'>x</a><a href='/cut.html'>x</a><a href='/files/a.docx'>表</a>
        <a href='/guide'>x</a><a href='/search/a.html'>x</a><a href='/truth.toml'>x</a><a href='http://two.invalid/'>x</a>
        <a href='http://one.invalid:22/'>x</a><a href='https://one.invalid/'>x</a><img src='/a.png'>"
            .as_bytes(),
    );
    write("guide/index.html", b"<p>guides");
    write("guide/1.html", b"<p>1");
    write("guide/2.html", b"<p>2");
    write("cut.html", &[b'x'; 5000]);
    write("files/a.docx", b"PK");
    write("wall.html", b"<p>wall");
    write("search/a.html", b"<p>results");
    write(
        "search/queries.toml",
        "[[query]]\nengine = 'bing'\ndevice = 'desktop'\nkind = 'navigational'\ntext = '一'\n\
        captured = '2026-06-12T09:30:00+08:00'\nfile = 'a.html'\n"
            .as_bytes(),
    );
    write("truth.toml", b"");
    write(
        "site.toml",
        br#"
        charset = "gbk"
        [start]
        platform = "/"
        [[serve]]
        path = "/apply/*"
        status = 412
        file = "wall.html"
        headers = { X-Wall = "1" }
        [[serve]]
        path = "/old"
        redirect = "/guide/1.html"
        [[serve]]
        path = "/drop"
        close = true
        [[serve]]
        path = "/cut.html"
        cut = 3000
        "#,
    );
    Site {
        folder: Some(root.to_owned()),
        results: Some(root.join("search")),
        ..site("one", &["http://one.invalid/"])
    }
}

#[test]
fn a_folder_is_crawled_like_a_site() {
    let (root, round) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let site = folder(root.path());
    let options = CrawlOptions::default();
    let report = crawl_into(round.path(), &site, &options);
    let all = captures(round.path(), &site);
    let found: BTreeMap<&str, &Capture> = all
        .iter()
        .map(|capture| {
            (
                capture.address.trim_start_matches("http://one.invalid"),
                capture,
            )
        })
        .collect();
    let causes: BTreeMap<&str, Option<Cause>> = found
        .iter()
        .map(|(path, capture)| (*path, capture.cause))
        .collect();
    let expected = [
        ("/", None),
        ("/apply/1", Some(Cause::HttpStatusUnknown)),
        ("/cut.html", Some(Cause::NetTruncated)),
        ("/drop", Some(Cause::NetClosed)),
        ("/files/a.docx", None),
        ("/guide", None),
        ("/guide/", None),
        ("/guide/1.html", None),
        ("/guide/2.html?x=1", None),
        ("/old", None),
        ("/robots.txt", Some(Cause::RobotsUnavailable)),
        ("/search/a.html", Some(Cause::HttpNotFound)),
        ("/sitemap.xml", Some(Cause::HttpNotFound)),
        ("/truth.toml", Some(Cause::HttpNotFound)),
        ("urn:results:bing:desktop:%E4%B8%80", None),
    ];
    assert_eq!(causes, BTreeMap::from(expected));
    assert_eq!(
        found["/"].header("content-type"),
        Some("text/html; charset=gbk")
    );
    assert_eq!(found["/apply/1"].body, b"<p>wall");
    assert_eq!(found["/apply/1"].header("x-wall"), Some("1"));
    assert_eq!(found["/cut.html"].body, [b'x'; 3000]);
    assert_eq!(
        found["/old"].redirect.as_deref(),
        Some("http://one.invalid/guide/1.html")
    );
    let report = &report.sites[&site.id];
    assert_eq!((report.pages, report.files, report.captures), (4, 1, 15));
    assert_eq!(report.failures[&Cause::HttpNotFound], 2);

    // Nothing in the archive tells on which port the folder was served.
    let again = tempfile::tempdir().unwrap();
    crawl_into(again.path(), &site, &options);
    assert_eq!(timeless(&captures(again.path(), &site)), timeless(&all));
}

#[test]
fn a_site_with_faulty_results_is_not_crawled() {
    let (root, round) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let site = folder(root.path());
    fs::write(root.path().join("search/queries.toml"), "[[query]]\n").unwrap();
    let result = crawl(
        &list(vec![site]),
        round.path(),
        &CrawlOptions::default(),
        &(),
        &Stop::new(),
    );
    assert!(matches!(result, Err(crate::crawl::CrawlError::Archive(_))));
}

#[test]
fn a_site_whose_folder_is_gone_is_not_crawled_as_one_without_pages() {
    let (root, round) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let site = folder(root.path());
    for gone in ["site", "search"] {
        let mut site = site.clone();
        match gone {
            "site" => site.folder = Some(root.path().join("moved")),
            _ => site.results = Some(root.path().join("moved")),
        }
        let options = CrawlOptions::default();
        let error =
            crawl(&list(vec![site]), round.path(), &options, &(), &Stop::new()).unwrap_err();
        assert!(
            error.to_string().contains("moved` of the site `one`"),
            "{error}"
        );
        assert!(Archive::open(round.path()).unwrap().sites().is_empty());
    }
}

#[test]
fn excluded_sites_are_passed_over_and_many_are_crawled_at_once() {
    let (root, round) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let one = folder(root.path());
    let sites: Vec<Site> = (0..6)
        .map(|n| {
            let id = format!("s{n}");
            let address = format!("http://{id}.invalid/");
            Site {
                folder: one.folder.clone(),
                excluded: (n == 3).then(|| "merged".to_owned()),
                ..site(&id, &[&address])
            }
        })
        .collect();
    let list = list(sites);
    let report = crawl(
        &list,
        round.path(),
        &CrawlOptions::default(),
        &(),
        &Stop::new(),
    )
    .unwrap();
    assert_eq!(report.finished, Finished::Complete);
    assert_eq!(report.sites.len(), 5);
    assert!(
        report.sites.values().all(|site| site.pages == 3),
        "{report:?}"
    );
    assert_eq!(Archive::open(round.path()).unwrap().sites().len(), 5);
}
