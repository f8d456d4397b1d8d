//! `docs/causes.md`: the public list of causes and findings, a section each.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use govgauge::site::Cause;

use crate::support::written::{is_fresh, text};

/// What meeting a cause does to a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    Unseen,
    Gone,
    Chosen,
    Noticed,
    Reserved,
}

impl Effect {
    const ALL: [Self; 5] = [
        Self::Unseen,
        Self::Gone,
        Self::Chosen,
        Self::Noticed,
        Self::Reserved,
    ];

    const fn id(self) -> &'static str {
        match self {
            Self::Unseen => "unseen",
            Self::Gone => "gone",
            Self::Chosen => "chosen",
            Self::Noticed => "noticed",
            Self::Reserved => "reserved",
        }
    }

    const fn says(self) -> &'static str {
        match self {
            Self::Unseen => {
                "Something a citizen may see was kept from us. What stands there is *not observed* with this cause: it leaves the \
                 rate, lowers its coverage and opens its bounds, and is never counted as missing. A site whose start page, a \
                 linked guide, or more than one page in twenty is unseen is assessed *in part*; one of which no page was seen is \
                 *not assessable* and has no rank."
            }
            Self::Gone => {
                "The site itself leads nowhere: that is a fact about the site. The page counts neither as seen nor as unseen; a \
                 form that should stand there is *no file*, an entry that should open there is *not reachable*."
            }
            Self::Chosen => {
                "The address was not asked because the list's budget, the site's own hosts or a fixed limit say so. The site does not become partial \
                 by it; what only that address could show is *not observed*."
            }
            Self::Noticed => {
                "A finding beside a page that was read as far as it goes. It changes no rate."
            }
            Self::Reserved => "Part of the public list; this version does not raise it yet.",
        }
    }
}

/// What each cause does. Kept beside the list: a new cause does not compile without its effect.
fn effect(cause: Cause) -> Effect {
    use Cause as C;
    match cause {
        C::NetDns
        | C::NetRefused
        | C::NetReset
        | C::NetClosed
        | C::NetEmpty
        | C::NetTruncated
        | C::NetConnectTimeout
        | C::NetTimeout
        | C::TlsHandshake
        | C::TlsChain
        | C::TlsExpired
        | C::TlsName
        | C::TlsUntrusted
        | C::TlsVersion
        | C::HttpForbidden
        | C::HttpRateLimited
        | C::HttpServerError
        | C::HttpUnavailable
        | C::HttpStatusUnknown
        | C::HttpMalformed
        | C::HttpEncoding
        | C::LimitBodyBytes
        | C::LimitDecompressedBytes
        | C::LimitBodyTime
        | C::LimitHeaders
        | C::LimitRedirects
        | C::LimitPages
        | C::LimitBytes
        | C::LimitTime
        | C::RedirectLoop
        | C::RedirectScheme
        | C::RedirectInvalid
        | C::RedirectCookieWall
        | C::RobotsDisallowed
        | C::RobotsUnreachable
        | C::ContentScriptShell
        | C::ContentParked
        | C::WallWaf
        | C::WallCaptcha
        | C::TrapCrawler
        | C::SsrfBlocked
        | C::CrawlNotReached => Effect::Unseen,
        C::HttpNotFound | C::ContentSoft404 => Effect::Gone,
        C::LimitDepth | C::LimitUrlLength | C::RedirectOffScope => Effect::Chosen,
        C::LimitLinks
        | C::RobotsForbidden
        | C::RobotsUnavailable
        | C::RobotsInvalid
        | C::RobotsTruncated
        | C::SitemapInvalid
        | C::SitemapLimit
        | C::SitemapLoop
        | C::CharsetInvalid
        | C::CharsetMismatch
        | C::ParseDepth
        | C::ParseLimit
        | C::AttachmentLimit => Effect::Noticed,
        C::ContentNotHtml
        | C::ContentForeign
        | C::ContentPromptInjection
        | C::AttachmentSkipped
        | C::WallLogin
        | C::WallGeo
        | C::BrowserCrash
        | C::BrowserTimeout
        | C::BrowserLimit
        | C::SampleNotSampled
        | C::SampleWithheld => Effect::Reserved,
    }
}

/// What else a cause does, where it does more than its effect says.
fn besides(cause: Cause) -> &'static str {
    match cause {
        Cause::HttpForbidden => {
            " A form that answers so is no file, an entry that answers so is not reachable."
        }
        Cause::HttpServerError => " An entry that answers so is not reachable.",
        Cause::RedirectOffScope => " An entry that leads to another host counts as reachable.",
        Cause::RobotsDisallowed => {
            " An address that is closed so is not taken for a guide that is known and unseen."
        }
        _ => "",
    }
}

/// The causes' words in the reports' Chinese.
fn chinese() -> BTreeMap<String, String> {
    let words: toml::Table =
        toml::from_str(&text("indicators/words/zh.toml")).expect("the words are TOML");
    let causes = words["causes"]
        .as_table()
        .expect("the words have a table of causes");
    let word = |(code, word): (&String, &toml::Value)| {
        (
            code.clone(),
            word.as_str().expect("a word is text").to_owned(),
        )
    };
    causes.iter().map(word).collect()
}

fn made() -> String {
    let chinese = chinese();
    let mut text = String::from(
        "# Causes and findings\n\n\
         <!-- Made from src/site/cause.rs by the test `generated`; SNAPSHOTS=overwrite writes it. -->\n\n\
         Why something could not be seen, or what was noticed while looking. The codes are stable: they stand in facts, records,\n\
         measurements, reports and `govgauge crawl ROUND --json`. Every raw answer is archived, so a cause can be judged anew\n\
         without a new crawl.\n\n\
         ## What a cause does to a rate\n\n",
    );
    for effect in Effect::ALL {
        writeln!(
            text,
            "- <a id=\"effect-{0}\"></a>**{0}**: {1}",
            effect.id(),
            effect.says()
        )
        .expect("a string takes any text");
    }
    let mut group = "";
    for cause in Cause::ALL {
        let (head, _) = cause.code().split_once('.').expect("a code has a group");
        if head != group {
            group = head;
            write!(text, "\n## {group}\n").expect("a string takes any text");
        }
        let effect = effect(*cause).id();
        write!(
            text,
            "\n### <a id=\"{code}\"></a>`{code}`\n\n{}. {}。 Effect: [{effect}](#effect-{effect}).{}\n",
            sentence(cause.says()),
            chinese[cause.code()],
            besides(*cause),
            code = cause.code(),
        )
        .expect("a string takes any text");
    }
    text
}

/// A phrase with a capital first letter.
fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

#[test]
fn the_list_of_causes_is_fresh() {
    is_fresh("docs/causes.md", &made());
}
