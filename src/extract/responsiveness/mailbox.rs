//! What the **place for letters** says of itself: whether one must log in to write, how soon it promises to reply, and how many
//! letters it says came in and were dealt with.
//!
//! All of this is claimed. How soon letters are answered is read off the letters themselves.

use crate::extract::field::{
    SITE_LETTERS_ACCEPTED, SITE_LETTERS_CLOSED, SITE_LETTERS_LOGIN, SITE_LETTERS_PERIOD,
    SITE_LETTERS_PROMISE, SITE_LETTERS_RECEIVED,
};
use crate::extract::responsiveness::statistics::{self, Count, Statistic};
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, PageSummary, PageView, SiteView, Subject,
    SubjectKind, Value,
};
use crate::page::Text;
use crate::value::time_limit::{self, Reason, Says, TimeLimit};

/// Between clauses.
const CLAUSE: [char; 6] = ['，', ',', '；', ';', '。', '！'];

/// Characters of a block that says that one must log in: a longer one has such words in passing. Ours.
const LOGIN: usize = 400;

/// A time, or why it could not be read.
type Promise = Result<TimeLimit, Option<Reason>>;

/// What a page of the place for letters says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mailbox {
    /// Whether one must log in to write, with the words.
    login: Option<(bool, Text)>,
    /// Times within which a reply is promised, or why the words give none that can be read.
    promises: Vec<(Promise, Text)>,
    /// How many letters there were.
    statistics: Vec<Statistic>,
}

impl Mailbox {
    /// Reads a page of the place for letters; of another kind of page nothing is kept.
    pub(crate) fn of(view: &PageView) -> Option<Self> {
        let is_list = view.kind == PageKind::LetterList;
        if !view.kind.is_of_letters() && !is_list {
            return None;
        }
        Some(Self {
            login: login(view),
            promises: promises(view),
            statistics: statistics::read(view.context.lexicon, view.page),
        })
    }
}

/// Whether one must log in to write: what is said of it first, and that one need not where that is said.
fn login(view: &PageView) -> Option<(bool, Text)> {
    let lexicon = view.context.lexicon;
    let short = |text: &&Text| text.words.chars().nth(LOGIN).is_none();
    let blocks = view.page.blocks.iter().filter(short);
    let says = |concept: &str, text: &Text| lexicon.find_cue(concept, &text.words).is_some();
    let mut said = blocks.filter_map(|text| {
        if says("consult.login_free", text) {
            Some((false, text.clone()))
        } else {
            says("consult.login_needed", text).then(|| (true, text.clone()))
        }
    });
    said.next()
}

/// The times within which a reply is promised. Words of links are not the page's own: a letter may ask for an answer.
fn promises(view: &PageView) -> Vec<(Promise, Text)> {
    let lexicon = view.context.lexicon;
    let mut linked: Vec<u64> = view
        .page
        .links
        .iter()
        .map(|link| link.text.span.start)
        .collect();
    linked.sort_unstable();
    let has_link = |text: &Text| {
        let next = linked.partition_point(|start| *start < text.span.start);
        linked.get(next).is_some_and(|start| *start < text.span.end)
    };
    let mut promised = Vec::new();
    for block in view.page.blocks.iter().filter(|block| !has_link(block)) {
        for clause in block.words.split(CLAUSE) {
            if lexicon.find_cue("consult.reply_within", clause).is_none() {
                continue;
            }
            let limit = match time_limit::read(clause, None).says {
                Says::Limit(limit) => Ok(limit),
                Says::StatedNone => Err(None),
                Says::Unreadable(reason) => Err(Some(reason)),
            };
            let text = Text {
                words: clause.trim().to_owned(),
                span: block.span.clone(),
            };
            promised.push((limit, text));
        }
    }
    promised
}

/// What the place for letters says.
pub struct Mailboxes;

impl Extractor for Mailboxes {
    fn id(&self) -> &'static str {
        "responsiveness.mailbox"
    }

    fn fields(&self) -> &'static [&'static Field] {
        const {
            &[
                &SITE_LETTERS_LOGIN,
                &SITE_LETTERS_PROMISE,
                &SITE_LETTERS_RECEIVED,
                &SITE_LETTERS_ACCEPTED,
                &SITE_LETTERS_CLOSED,
                &SITE_LETTERS_PERIOD,
            ]
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        let of = |page| Some(Seen(page, page.mailbox.as_deref()?));
        let pages: Vec<Seen> = site.pages.iter().filter_map(of).collect();
        let Some(first) = pages.first() else {
            return;
        };
        let mut say = Say {
            subject: Subject {
                kind: SubjectKind::Site,
                key: site.context.site.id.0.clone(),
            },
            facts,
        };
        let form = pages
            .iter()
            .find(|seen| seen.0.kind == PageKind::LetterForm);
        say.login(&pages, form);
        say.promise(&pages, first);
        say.statistic(&pages, first);
    }
}

/// A page of the place for letters, with what it says.
struct Seen<'p>(&'p PageSummary, &'p Mailbox);

/// Reports what is said of the site.
struct Say<'f> {
    subject: Subject,
    facts: &'f mut Facts,
}

impl Say<'_> {
    fn words(&mut self, field: &'static Field, observation: Observation, seen: &Seen, text: &Text) {
        let capture = &seen.0.capture;
        self.facts
            .report(&self.subject, field, observation, capture, text);
    }

    fn absent(&mut self, field: &'static Field, seen: &Seen) {
        let (capture, length) = (&seen.0.capture, seen.0.length);
        self.facts
            .report_whole(&self.subject, field, Observation::Absent, capture, length);
    }

    /// Whether one must log in: by the form for writing first. Where no form was seen and no page says so, nothing is known.
    fn login(&mut self, pages: &[Seen], form: Option<&Seen>) {
        let mut said = form.into_iter().chain(pages);
        let said =
            said.find_map(|seen| seen.1.login.as_ref().map(|(yes, text)| (seen, *yes, text)));
        match (said, form) {
            (Some((seen, yes, text)), _) => {
                let told = Observation::Value(Value::Flag(yes));
                self.words(&SITE_LETTERS_LOGIN, told, seen, text);
            }
            (None, Some(form)) => self.absent(&SITE_LETTERS_LOGIN, form),
            (None, None) => {}
        }
    }

    /// How soon a reply is promised: of the first page that says so. One that says several times, for several kinds of letters,
    /// promises no single one.
    fn promise(&mut self, pages: &[Seen], first: &Seen) {
        let Some(seen) = pages.iter().find(|seen| !seen.1.promises.is_empty()) else {
            self.absent(&SITE_LETTERS_PROMISE, first);
            return;
        };
        let promises = &seen.1.promises;
        let mut read = promises
            .iter()
            .filter_map(|(limit, text)| Some((limit.ok()?, text)));
        let (told, reason, text) = match read.next() {
            Some((limit, text)) if read.all(|(other, _)| other == limit) => {
                (Observation::Value(Value::Limit(limit)), None, text)
            }
            Some((_, text)) => (Observation::Unparsed, Some(Reason::SeveralLimits), text),
            None => {
                let (why, text) = &promises[0];
                (Observation::Unparsed, why.err().flatten(), text)
            }
        };
        self.words(&SITE_LETTERS_PROMISE, told, seen, text);
        self.facts.because(reason);
    }

    /// How many letters there were: the statistic that counts most of them, of equals the first. What it leaves out no other
    /// one stands for.
    fn statistic(&mut self, pages: &[Seen], first: &Seen) {
        let all = pages
            .iter()
            .flat_map(|seen| seen.1.statistics.iter().map(move |found| (seen, found)));
        let size = |found: &Statistic| found.counts.values().map(|(n, _)| *n).max();
        let largest = all.min_by_key(|(_, found)| std::cmp::Reverse(size(found)));
        for (field, count) in [
            (&SITE_LETTERS_RECEIVED, Count::Received),
            (&SITE_LETTERS_ACCEPTED, Count::Accepted),
            (&SITE_LETTERS_CLOSED, Count::Closed),
        ] {
            let told = largest.and_then(|(seen, found)| Some((seen, found.counts.get(&count)?)));
            match told {
                Some((seen, (number, text))) => {
                    let number = Observation::Value(Value::Number(f64::from(*number)));
                    self.words(field, number, seen, text);
                }
                None => self.absent(field, largest.map_or(first, |(seen, _)| seen)),
            }
        }
        match largest.and_then(|(seen, found)| Some((seen, found.period.as_ref()?))) {
            Some((seen, (period, text))) => {
                let period = Observation::Value(Value::Code(period.clone()));
                self.words(&SITE_LETTERS_PERIOD, period, seen, text);
            }
            None => self.absent(
                &SITE_LETTERS_PERIOD,
                largest.map_or(first, |(seen, _)| seen),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::PageKind;
    use crate::extract::testing::Read;

    const FORM: &str = "<title>我要写信</title><h1>我要写信</h1><form><p>姓名<input name=a></p><p>来信标题<input name=b></p>\
        <p>来信内容<textarea name=c></textarea></p><button>提交</button></form>";

    #[test]
    fn a_form_says_whether_one_must_log_in() {
        let login = |words: &str| {
            let read = Read::html(&format!("{FORM}<p>{words}</p>"));
            assert_eq!(read.kind, PageKind::LetterForm, "{words}");
            read.says("site.letters.login")
        };
        assert_eq!(login("写信前请先登录。"), ["yes"]);
        assert_eq!(login("写信无需登录，请留下电话。"), ["no"]);
        assert_eq!(login("请如实填写。"), ["absent"]);
        let door = "<title>通知公告</title><h1>通知</h1><p>请先登录。</p>";
        assert!(Read::html(door).says("site.letters.login").is_empty());
    }

    #[test]
    fn a_reply_may_be_promised_within_a_time() {
        let promise = |words: &str| {
            let read = Read::html(&format!("{FORM}<p>{words}</p>"));
            read.says("site.letters.promise")
        };
        assert_eq!(
            promise("来信收到后，我们将在5个工作日内予以答复。"),
            ["5 working-day"]
        );
        assert_eq!(promise("需要一段时间才会有回复。"), ["absent"]);
        assert_eq!(
            promise("咨询类3个工作日内答复，投诉类15个工作日内答复。"),
            ["unparsed"]
        );
        let asked = "<a href=/1.html>请在三日内答复我的来信</a>";
        assert_eq!(promise(asked), ["absent"]);
    }

    #[test]
    fn the_statistic_that_counts_most_letters_stands_for_the_site() {
        let read = Read::plain(
            "2023年4月来信办理情况通报\n2023年4月，“区长信箱”共收到群众来信20件，已办结19件。\n\
             2023年4月，“在线提问”共收到来信42件，已办结40件。",
        );
        assert_eq!(read.kind, PageKind::Rules);
        let says = |of: &str| read.says(&format!("site.letters.{of}"));
        assert_eq!(says("received"), ["42"]);
        assert_eq!(says("closed"), ["40"]);
        assert_eq!(says("accepted"), ["absent"]);
        assert_eq!(says("period"), ["2023-04"]);
    }
}
