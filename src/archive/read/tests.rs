use super::super::warc::write_packed;
use super::super::write::whole_len;
use super::super::{ArchiveWriter, CaptureKind, Content, NewCapture};
use super::*;

pub(in super::super) fn page(site: &SiteId, order: u32, body: &[u8]) -> NewCapture {
    let address = format!("http://{site}.invalid/{order}.html");
    NewCapture {
        id: CaptureId::new(site, "GET", &address, b""),
        order,
        depth: 1,
        kind: CaptureKind::Page,
        address,
        captured: "2026-06-12T01:30:00Z".to_owned(),
        content: Content::Exchange {
            request: b"GET / HTTP/1.1\r\nHost: a.invalid\r\n\r\n".to_vec(),
            head: b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_vec(),
            body: body.to_vec(),
            truncated: None,
            peer: None,
        },
        redirect: None,
        cause: None,
        findings: vec![Cause::LimitDepth],
        notes: BTreeMap::new(),
    }
}

#[test]
fn a_capture_comes_back_as_it_was_written() {
    let round = tempfile::tempdir().unwrap();
    let site = SiteId("a".to_owned());
    let mut writer = ArchiveWriter::open(round.path(), &site, 0).unwrap();
    writer.append(&page(&site, 0, b"<p>one</p>")).unwrap();
    let mut gone = page(&site, 1, b"");
    gone.content = Content::Nothing;
    gone.cause = Some(Cause::NetClosed);
    writer.append(&gone).unwrap();
    let mut saved = page(&site, 2, b"");
    saved.content = Content::Resource {
        media: "text/html".to_owned(),
        body: b"saved".to_vec(),
    };
    writer.append(&saved).unwrap();
    writer.close().unwrap();

    let archive = Archive::open(round.path()).unwrap();
    assert_eq!(archive.sites(), std::slice::from_ref(&site));
    let captures = archive.captures(&site).unwrap();
    assert_eq!(captures.len(), 3);
    assert_eq!(captures[0].status, Some(200));
    assert_eq!(captures[0].header("content-type"), Some("text/html"));
    assert_eq!(captures[0].body, b"<p>one</p>");
    assert_eq!(captures[0].findings, [Cause::LimitDepth]);
    assert_eq!(captures[0].captured, "2026-06-12T01:30:00Z");
    assert_eq!(captures[1].cause, Some(Cause::NetClosed));
    assert_eq!(captures[1].status, None);
    assert_eq!(captures[1].address, "http://a.invalid/1.html");
    assert_eq!(captures[2].body, b"saved");
    for capture in &captures {
        assert_eq!(archive.capture(&capture.id).unwrap(), *capture);
    }
    let unknown = CaptureId("0".to_owned());
    assert!(archive.capture(&unknown).unwrap_err().is_damage());
}

#[test]
fn a_torn_record_is_cut_away_on_reopening() {
    let round = tempfile::tempdir().unwrap();
    let site = SiteId("a".to_owned());
    let mut writer = ArchiveWriter::open(round.path(), &site, 0).unwrap();
    let whole = writer.append(&page(&site, 0, b"one")).unwrap();
    writer.append(&page(&site, 1, b"two")).unwrap();
    drop(writer);
    let path = site_file(&folder(round.path()), &site);
    let bytes = fs::read(&path).unwrap();
    for cut in whole + 1..bytes.len() as u64 {
        fs::write(&path, &bytes[..usize::try_from(cut).unwrap()]).unwrap();
        assert_eq!(whole_len(&path).unwrap(), whole);
        let archive = Archive::open(round.path()).unwrap();
        assert!(archive.captures(&site).unwrap_err().is_damage());
        let archive = archive.with_committed([(site.clone(), whole)].into());
        assert_eq!(archive.captures(&site).unwrap().len(), 1);
    }
    let mut writer = ArchiveWriter::open(round.path(), &site, whole).unwrap();
    writer.append(&page(&site, 1, b"two")).unwrap();
    writer.close().unwrap();
    assert_eq!(fs::read(&path).unwrap(), bytes);
    assert!(ArchiveWriter::open(round.path(), &site, 1 << 30).is_err());
}

#[test]
fn what_was_crawled_and_saved_is_given_as_crawled() {
    let round = tempfile::tempdir().unwrap();
    let site = SiteId("a".to_owned());
    let mut writer = ArchiveWriter::open(round.path(), &site, 0).unwrap();
    let whole = writer.append(&page(&site, 0, b"crawled")).unwrap();
    writer.close().unwrap();
    let mut saved = ArchiveWriter::open_saved(round.path(), &site).unwrap();
    saved.append(&page(&site, 0, b"saved")).unwrap();
    saved.append(&page(&site, 7, b"saved")).unwrap();
    saved.close().unwrap();
    // A crawl that goes on cuts its own file only.
    ArchiveWriter::open(round.path(), &site, whole).unwrap();
    let archive = Archive::open(round.path()).unwrap();
    let bodies: Vec<Vec<u8>> = archive
        .captures(&site)
        .unwrap()
        .into_iter()
        .map(|capture| {
            assert_eq!(archive.capture(&capture.id).unwrap(), capture);
            capture.body
        })
        .collect();
    assert_eq!(bodies, [&b"crawled"[..], b"saved"]);
    assert_eq!(archive.verify().unwrap(), []);
}

#[test]
fn a_page_that_failed_is_given_as_saved_by_every_way() {
    let round = tempfile::tempdir().unwrap();
    let site = SiteId("a".to_owned());
    let failed = |order| NewCapture {
        content: Content::Nothing,
        cause: Some(Cause::NetTimeout),
        ..page(&site, order, b"")
    };
    let mut writer = ArchiveWriter::open(round.path(), &site, 0).unwrap();
    for order in 0..3 {
        writer.append(&failed(order)).unwrap();
    }
    writer.close().unwrap();
    let mut saved = ArchiveWriter::open_saved(round.path(), &site).unwrap();
    saved.append(&failed(1)).unwrap();
    saved.append(&page(&site, 1, b"saved")).unwrap();
    saved.append(&page(&site, 2, b"saved")).unwrap();
    saved.close().unwrap();
    let archive = Archive::open(round.path()).unwrap();
    let captures = archive.captures(&site).unwrap();
    let bodies: Vec<&[u8]> = captures.iter().map(|capture| &*capture.body).collect();
    assert_eq!(bodies, [&b""[..], b"saved", b"saved"]);
    for capture in &captures {
        assert_eq!(archive.capture(&capture.id).unwrap(), *capture);
    }
    let index = saved_folder(round.path()).join("a.cdxj");
    assert_eq!(fs::read_to_string(index).unwrap().lines().count(), 2);
}

/// Replaces the body of the second of two pages, its record written anew as an editor of archives would.
fn forge(path: &Path, forged: &[u8]) {
    let file = File::open(path).unwrap();
    let mut members = Members::new(BufReader::new(file), 0);
    let mut bytes = Vec::new();
    while let Some(placed) = members.read().unwrap() {
        let Record { fields, mut block } = placed.record;
        if let Some(at) = block.windows(3).position(|three| three == b"two") {
            block.splice(at..at + 3, forged.iter().copied());
        }
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .filter(|(name, _)| name != "content-length")
            .map(|(name, value)| (&**name, &**value))
            .collect();
        write_packed(&mut bytes, &fields, &[&block]);
    }
    fs::write(path, bytes).unwrap();
    index::write(path).unwrap();
}

#[test]
fn a_body_that_somebody_changed_is_damage_wherever_it_is_read() {
    let round = tempfile::tempdir().unwrap();
    let site = SiteId("a".to_owned());
    let mut writer = ArchiveWriter::open(round.path(), &site, 0).unwrap();
    writer.append(&page(&site, 0, b"one")).unwrap();
    writer.append(&page(&site, 1, b"two")).unwrap();
    writer.close().unwrap();
    let ids: Vec<CaptureId> = [0, 1].map(|n| page(&site, n, b"").id).into();
    let path = site_file(&folder(round.path()), &site);
    forge(&path, b"two");
    let read = || Archive::open(round.path()).unwrap();
    assert_eq!(read().captures(&site).unwrap().len(), 2);
    forge(&path, b"six");
    let archive = read();
    assert!(archive.captures(&site).unwrap_err().is_damage());
    assert_eq!(archive.capture(&ids[0]).unwrap().body, b"one");
    assert!(archive.capture(&ids[1]).unwrap_err().is_damage());
}

#[test]
fn a_file_without_what_was_written_is_damage_and_never_less_seen() {
    let round = tempfile::tempdir().unwrap();
    let site = SiteId("a".to_owned());
    let mut writer = ArchiveWriter::open(round.path(), &site, 0).unwrap();
    let one = writer.append(&page(&site, 0, b"one")).unwrap();
    let two = writer.append(&page(&site, 1, b"two")).unwrap();
    writer.close().unwrap();
    let path = site_file(&folder(round.path()), &site);
    let index = index::index_file(&path);
    let whole = fs::read(&path).unwrap();
    let written = BTreeMap::from([(site.clone(), two)]);
    let read = || Archive::open(round.path()).unwrap();
    for has_index in [true, false] {
        if !has_index {
            fs::remove_file(&index).unwrap();
        }
        for cut in [Some(usize::try_from(one).unwrap()), Some(0), None] {
            match cut {
                Some(cut) => fs::write(&path, &whole[..cut]).unwrap(),
                None => fs::remove_file(&path).unwrap(),
            }
            let archive = read().with_committed(written.clone());
            assert_eq!(archive.sites(), std::slice::from_ref(&site));
            assert!(archive.captures(&site).unwrap_err().is_damage(), "{cut:?}");
            if has_index {
                assert!(read().captures(&site).unwrap_err().is_damage(), "{cut:?}");
            }
            assert!(ArchiveWriter::open(round.path(), &site, two).is_err());
            assert_eq!(path.is_file(), cut.is_some());
        }
    }
    fs::write(&path, &whole).unwrap();
    let archive = read().with_committed(written);
    assert_eq!(archive.captures(&site).unwrap().len(), 2);
}

#[test]
fn a_crawl_begun_anew_is_not_measured_by_the_index_of_the_old() {
    let round = tempfile::tempdir().unwrap();
    let site = SiteId("a".to_owned());
    let mut writer = ArchiveWriter::open(round.path(), &site, 0).unwrap();
    writer.append(&page(&site, 0, b"one")).unwrap();
    writer.close().unwrap();
    let mut writer = ArchiveWriter::open(round.path(), &site, 0).unwrap();
    writer.append(&page(&site, 1, b"two")).unwrap();
    drop(writer);
    let archive = Archive::open(round.path()).unwrap();
    assert_eq!(archive.captures(&site).unwrap().len(), 1);
}

#[test]
fn a_round_without_captures_has_an_empty_archive() {
    let round = tempfile::tempdir().unwrap();
    assert!(Archive::open(round.path()).unwrap().sites().is_empty());
}
