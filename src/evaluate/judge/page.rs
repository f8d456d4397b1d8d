//! Labels of a page as a document: the charset it is in, and whether it only sends its readers on.

use chrono::NaiveDate;
use encoding_rs::{Encoding, GB18030, GBK};

use crate::evaluate::key::Key;
use crate::evaluate::reading::Reading;
use crate::extract::PageKind;
use crate::value::date;

use super::{Bench, Verdict, value};

/// Judges the charset that a page was read in. GB2312, GBK and GB18030 are one: a page of any of them is read as the widest.
pub(super) fn charset(reading: &Reading, key: &Key, gold: &str, bench: &mut Bench) {
    let Some(page) = &reading.page else {
        bench.say(key, Verdict::Missed, gold, "nothing");
        return;
    };
    let of = |name: &str| {
        let encoding = Encoding::for_label(name.trim().as_bytes())?;
        Some(if encoding == GBK { GB18030 } else { encoding })
    };
    let is_same = of(gold).is_some() && of(gold) == of(page.charset);
    let verdict = if is_same {
        Verdict::Right
    } else {
        Verdict::Wrong
    };
    bench.say(key, verdict, gold, page.charset);
}

/// Judges the day on which a page says it was published.
pub(super) fn published(reading: &Reading, key: &Key, gold: NaiveDate, bench: &mut Bench) {
    let Some(text) = &reading.published else {
        bench.say(key, Verdict::Missed, gold.to_string(), "nothing");
        return;
    };
    let verdict = if date::read(&text.words) == Some(gold) {
        Verdict::Right
    } else {
        Verdict::Wrong
    };
    bench.say_of(key, verdict, gold.to_string(), text);
}

/// Judges whether a page does nothing but send its reader to another address, told or not.
pub(super) fn sent(reading: &Reading, key: &Key, gold: bool, bench: &mut Bench) {
    let to = reading.page.as_ref().and_then(|page| page.refresh.as_ref());
    let is_stub = reading.kind == Some(PageKind::Stub);
    let read = match to {
        Some(address) => address.to_string(),
        None if is_stub => PageKind::Stub.id().to_owned(),
        None => "nothing".to_owned(),
    };
    let verdict = value::by_presence(gold, Some(to.is_some() || is_stub));
    bench.say(key, verdict, gold.to_string(), read);
}

/// Judges whether one can talk with a machine: on the page itself, or through an entry of it.
pub(super) fn robot(reading: &Reading, key: &Key, gold: bool, bench: &mut Bench) {
    let is_robot = reading.kind == Some(PageKind::Robot);
    let entry = reading.systems.get(ROBOT);
    let verdict = value::by_presence(gold, Some(is_robot || entry.is_some()));
    match entry {
        Some(words) => bench.say_of(key, verdict, gold.to_string(), words),
        None if is_robot => bench.say(key, verdict, gold.to_string(), PageKind::Robot.id()),
        None => bench.say(key, verdict, gold.to_string(), "nothing"),
    }
}

/// Class of the systems that answer questions by machine.
const ROBOT: &str = "robot";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::CaptureKind;
    use crate::evaluate::key::known;
    use crate::evaluate::saved;
    use crate::page::Page;

    fn reading(body: &[u8]) -> Reading {
        let capture = saved::capture(&saved::site(), "x.html", body, CaptureKind::Page);
        Reading {
            page: Some(Page::read(&capture)),
            ..Reading::default()
        }
    }

    #[test]
    fn the_narrow_name_of_a_charset_is_no_other_charset() {
        let reading = reading(b"<meta charset=gb2312>\xd6\xd0\xce\xc4");
        let mut bench = Bench::default();
        let key = known("encoding").expect("a key");
        for gold in ["gb2312", "GBK", "utf-8", "no such"] {
            charset(&reading, key, gold, &mut bench);
        }
        let verdicts: Vec<Verdict> = bench.judged.iter().map(|judged| judged.verdict).collect();
        let wanted = [
            Verdict::Right,
            Verdict::Right,
            Verdict::Wrong,
            Verdict::Wrong,
        ];
        assert_eq!(verdicts, wanted);
    }

    #[test]
    fn a_page_that_sends_its_reader_on_is_told_from_one_that_does_not() {
        let mut bench = Bench::default();
        let key = known("script_redirect").expect("a key");
        sent(
            &reading(b"<script>location.href='http://b.invalid/'</script>"),
            key,
            true,
            &mut bench,
        );
        sent(&reading(b"<p>words</p>"), key, true, &mut bench);
        sent(&reading(b"<p>words</p>"), key, false, &mut bench);
        let verdicts: Vec<Verdict> = bench.judged.iter().map(|judged| judged.verdict).collect();
        assert_eq!(
            verdicts,
            [Verdict::Right, Verdict::Missed, Verdict::RightNone]
        );
    }
}
