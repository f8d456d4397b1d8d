//! Which channels of social platforms the site docks with, without being fooled by share buttons, news titles and comments.

use std::ops::Range;

use crate::extract::field::{CHANNEL_LINK, CHANNEL_MENTION};
use crate::extract::{
    Extractor, Facts, Field, Observation, PageKind, PageView, SiteView, Subject, SubjectKind, Value,
};
use crate::lexicon::{Beginning, Lexicon, List};
use crate::page::{Image, Link, Region, Text};

/// Channel classes with the concepts that name them and the class's own lists: `channel-host.` and `channel-icon.` before
/// its id are the hosts of its links and the names of its pictures.
static CLASSES: &[(&str, &[&str])] = &[
    ("wechat", &["channel.wechat"]),
    (
        "mini-program",
        &["channel.mini_program", "channel.wechat_city"],
    ),
    ("weibo", &["channel.weibo"]),
    ("alipay", &["channel.alipay"]),
    ("short-video", &["channel.short_video"]),
    ("app", &["channel.app", "portal.brand"]),
    ("hotline-12345", &["channel.hotline"]),
    ("national-platform", &["channel.national_platform"]),
    ("mobile-site", &["channel.mobile"]),
    ("barrier-free", &["channel.accessible"]),
];

/// Words longer than this are a sentence or a title, not the name of a channel. Ours.
const NAME_CHARACTERS: usize = 16;

/// Characters of the caption of a channel's code at most. Ours.
const CAPTION: usize = 10;

/// The channels of a site.
pub struct Channels;

impl Extractor for Channels {
    fn id(&self) -> &'static str {
        "visibility.channels"
    }

    fn version(&self) -> u32 {
        3
    }

    fn fields(&self) -> &'static [&'static Field] {
        const { &[&CHANNEL_MENTION, &CHANNEL_LINK] }
    }

    fn page(&self, view: &PageView, facts: &mut Facts) {
        if matches!(view.kind, PageKind::Barred(_)) {
            return;
        }
        // What an article or a letter names is its matter; the head and foot around it are the site's.
        let told = matches!(view.kind, PageKind::Article | PageKind::Letter);
        let start = if told { text_start(view) } else { None };
        let is_site = |region: Region, place: &Range<u64>| {
            !told || region == Region::Chrome || start.is_some_and(|start| place.end <= start)
        };
        let lexicon = view.context.lexicon;
        let foot = foot(view);
        let links = links(view, |link| is_site(link.region, &link.text.span));
        let blocks = if told { Vec::new() } else { blocks(view) };
        for (class, concepts) in CLASSES {
            let subject = Subject {
                kind: SubjectKind::Channel,
                key: (*class).to_owned(),
            };
            let mentioned = facts.says(&subject, &CHANNEL_MENTION);
            let linked = facts.says(&subject, &CHANNEL_LINK);
            if mentioned && linked {
                continue;
            }
            let channel = Channel::of(lexicon, concepts, class);
            let link = links
                .iter()
                .find(|link| channel.is_link(link))
                .map(|said| said.of);
            let image = view
                .page
                .images
                .iter()
                .filter(|image| is_site(image.region, &image.span))
                .find(|image| channel.is_image(image));
            let words = blocks
                .iter()
                .find(|block| channel.is_named(block))
                .map(|said| said.of);
            let cue = concepts.iter().find_map(|concept| {
                let block = foot
                    .iter()
                    .find(|block| lexicon.find_cue(concept, &block.words).is_some())?;
                let found = lexicon.find_cue(concept, &block.words)?;
                Some(Text {
                    words: block.words[found].to_owned(),
                    span: block.span.clone(),
                })
            });
            let capture = &view.capture.id;
            if !mentioned {
                let text = match (link, image, words) {
                    (None, None, None) if cue.is_some() => cue,
                    (Some(link), _, _) => Some(Text {
                        words: first_filled(&[&link.text.words, &link.label, &link.written]),
                        span: link.text.span.clone(),
                    }),
                    (_, Some(image), _) => Some(Text {
                        words: first_filled(&[&image.alt, &image.around]),
                        span: image.span.clone(),
                    }),
                    (_, _, Some(block)) => Some(block.clone()),
                    (None, None, None) => None,
                };
                if let Some(text) = text {
                    facts.report(
                        &subject,
                        &CHANNEL_MENTION,
                        Observation::Value(Value::Text(text.words.clone())),
                        capture,
                        &text,
                    );
                }
            }
            if !linked {
                if let Some((address, text)) =
                    link.and_then(|link| Some((link.address.as_ref()?, &link.text)))
                {
                    facts.report(
                        &subject,
                        &CHANNEL_LINK,
                        Observation::Value(Value::Address(address.to_string())),
                        capture,
                        text,
                    );
                } else if let Some(image) = image {
                    let text = Text {
                        words: image.alt.clone(),
                        span: image.span.clone(),
                    };
                    facts.report(
                        &subject,
                        &CHANNEL_LINK,
                        Observation::Value(Value::Address("qr".to_owned())),
                        capture,
                        &text,
                    );
                }
            }
        }
    }

    fn site(&self, site: &SiteView, facts: &mut Facts) {
        // Channels stand on the pages that people come in by: only where one was read is what is not on any page absent.
        for (class, _) in CLASSES {
            let subject = Subject {
                kind: SubjectKind::Channel,
                key: (*class).to_owned(),
            };
            for field in [&CHANNEL_MENTION, &CHANNEL_LINK] {
                if facts.says(&subject, field) {
                    continue;
                }
                match (site.front(), site.pages.first()) {
                    (Ok(page), _) => facts.report_whole(
                        &subject,
                        field,
                        Observation::Absent,
                        &page.capture,
                        page.length,
                    ),
                    (Err(cause), Some(page)) => {
                        facts.report_whole(
                            &subject,
                            field,
                            Observation::NotObserved(cause),
                            &page.capture,
                            0,
                        );
                    }
                    (Err(_), None) => {}
                }
            }
        }
    }
}

/// Where the text of an article or a letter begins: what stands before its headline, or before its first label, is the site's.
fn text_start(view: &PageView) -> Option<u64> {
    let headline = view.page.headline.as_ref().map(|text| text.span.start);
    let is_of_letter = |name: &String| name.starts_with("consult.");
    let pairs = view
        .pairs
        .iter()
        .filter(|pair| pair.concepts.iter().any(is_of_letter));
    let labels = pairs
        .map(|pair| pair.labelled.label.span.start)
        .filter(|start| *start > 0);
    match view.kind {
        PageKind::Letter => labels.min(),
        _ => headline,
    }
}

/// The blocks of the page's foot that hold no link.
fn foot<'v>(view: &'v PageView) -> Vec<&'v Text> {
    let linked = |block: &Text| {
        view.page
            .links
            .iter()
            .any(|link| block.span.contains(&link.text.span.start))
    };
    view.foot().iter().filter(|block| !linked(block)).collect()
}

/// The links of a page that may lead to a channel: those that can be seen, outside share blocks, and are the site's.
fn links<'v>(view: &'v PageView, is_site: impl Fn(&Link) -> bool) -> Vec<Said<'v, Link>> {
    let links = view.page.links.iter();
    links
        .filter(|link| link.visible && link.region != Region::Share && is_site(link))
        .map(|link| Said::of(link, [&link.text.words, &link.label]))
        .collect()
}

/// The blocks of a page.
fn blocks<'v>(view: &'v PageView) -> Vec<Said<'v, Text>> {
    let blocks = view.page.blocks.iter();
    blocks
        .map(|block| Said::of(block, [&block.words]))
        .collect()
}

/// Something of the page that may name a channel by its words.
struct Said<'v, T> {
    of: &'v T,
    /// Those short enough for a name, each with the beginning by which words are looked up.
    words: Vec<(&'v str, Beginning)>,
}

impl<'v, T> Said<'v, T> {
    fn of<const N: usize>(of: &'v T, words: [&'v String; N]) -> Self {
        let short = words
            .into_iter()
            .filter(|words| words.len() <= 3 * NAME_CHARACTERS);
        Self {
            of,
            words: short
                .filter_map(|words| Some((words.as_str(), Beginning::of(words)?)))
                .collect(),
        }
    }
}

/// The words of one class of channels.
struct Channel<'l> {
    names: Vec<List<'l>>,
    hosts: Option<List<'l>>,
    icons: Option<List<'l>>,
    code_pictures: Option<List<'l>>,
}

impl<'l> Channel<'l> {
    fn of(lexicon: &'l Lexicon, concepts: &[&str], class: &str) -> Self {
        Self {
            names: concepts
                .iter()
                .filter_map(|concept| lexicon.list(concept))
                .collect(),
            hosts: lexicon.list(&format!("channel-host.{class}")),
            icons: lexicon.list(&format!("channel-icon.{class}")),
            code_pictures: lexicon.list("channel.code_picture"),
        }
    }

    /// Whether words are the name of a channel.
    fn is_named<T>(&self, said: &Said<'_, T>) -> bool {
        let is_name = |(words, beginning): &(&str, Beginning)| {
            let mut names = self.names.iter();
            names.any(|list| list.may_begin(*beginning) && list.is_word(words))
        };
        said.words.iter().any(is_name)
    }

    /// Whether a short phrase has the name of a channel in it.
    fn is_named_in(&self, words: &str) -> bool {
        // Latin letters say half as much as Chinese characters.
        let length: usize = words
            .chars()
            .map(|c| if c.is_ascii() { 1 } else { 2 })
            .take(2 * NAME_CHARACTERS + 1)
            .sum();
        length <= 2 * NAME_CHARACTERS && self.names.iter().any(|list| list.find(words).is_some())
    }

    /// A visible link outside share blocks whose host is the channel's, or whose words are its name; in the head or foot of
    /// the page, where no news stand, a phrase that has the name in it is enough.
    fn is_link(&self, said: &Said<'_, Link>) -> bool {
        let link = said.of;
        let host = link
            .address
            .as_ref()
            .and_then(|address| address.host_str())
            .unwrap_or_default();
        let is_of = |known: &String| {
            host.strip_suffix(known.as_str())
                .is_some_and(|front| front.is_empty() || front.ends_with('.'))
        };
        self.hosts
            .is_some_and(|hosts| hosts.words().iter().any(is_of))
            || (link.region == Region::Chrome && self.is_named_in(&link.text.words))
            || self.is_named(said)
            || self.is_icon(link)
    }

    /// Whether a link without words says by the name of its picture, or of what it leads to, which channel it is.
    fn is_icon(&self, link: &Link) -> bool {
        if !link.text.words.trim().is_empty() || !link.label.trim().is_empty() {
            return false;
        }
        let Some(icons) = self.icons else {
            return false;
        };
        let is_name =
            |part: &str| icons.is_word(part) || icons.is_word(part.trim_end_matches(numeric));
        let mut parts = stem(&link.icon).split(|c: char| !c.is_ascii_alphanumeric());
        let mut drawn = link.drawn.split(|c: char| !c.is_ascii_alphanumeric());
        parts.any(is_name) || drawn.any(is_name) || is_name(stem(&link.written))
    }

    /// A visible picture outside share blocks that is labelled with the channel's name: its code.
    fn is_image(&self, image: &Image) -> bool {
        if !image.visible || image.region == Region::Share {
            return false;
        }
        let is_code = || {
            self.code_pictures.is_some_and(|codes| {
                codes.find(&image.written.to_ascii_lowercase()).is_some()
                    || codes.find(&image.alt).is_some()
            })
        };
        // in the body, a picture that only speaks of the channel is one of the news
        let alt = || match image.region {
            Region::Chrome => self.is_named_in(&image.alt),
            _ => self.is_named_in(&image.alt) && self.ends_in_name(&image.alt),
        };
        let captioned =
            || image.around.chars().count() <= CAPTION && self.ends_in_name(&image.around);
        alt() || captioned() || (self.is_named_in(&image.around) && is_code())
    }

    /// Whether a phrase ends in the name of the channel; the words for its code may stand behind it.
    fn ends_in_name(&self, words: &str) -> bool {
        self.names.iter().any(|list| {
            let Some(place) = list.find(words) else {
                return false;
            };
            let rest = words[place.end..].trim_matches(|c: char| !c.is_alphanumeric());
            let is_code = || {
                self.code_pictures
                    .is_some_and(|codes| codes.find(rest).is_some())
            };
            rest.is_empty() || is_code()
        })
    }
}

fn numeric(c: char) -> bool {
    c.is_ascii_digit()
}

/// The name of a file in an address: the last part of its path, up to the first point.
fn stem(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let file = path.trim_end_matches('/').rsplit('/').next();
    file.and_then(|file| file.split('.').next())
        .unwrap_or_default()
}

/// The first of the words that is not empty.
fn first_filled(words: &[&str]) -> String {
    words
        .iter()
        .find(|text| !text.trim().is_empty())
        .map_or_else(String::new, |text| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::Read;

    /// Classes of the channels that a page mentions.
    fn mentioned(markup: &str) -> Vec<String> {
        Read::html(markup).keys("channel.mention")
    }

    #[test]
    fn an_icon_without_words_says_by_its_name_which_channel_it_is() {
        let link = |href: &str, src: &str| {
            format!("<p>某所首页</p><div><a href='{href}'><img src='{src}'></a></div>")
        };
        assert_eq!(
            mentioned(&link("/a.html", "/i/icon_weixin2.png")),
            ["wechat"]
        );
        assert_eq!(mentioned(&link("/wb.html", "/i/01.png")), ["weibo"]);
        assert_eq!(mentioned(&link("/a.html", "/i/happy.png")), [""; 0]);
        let worded = "<a href=/wb.html><img src=/i/wb.png>公告</a>";
        assert_eq!(mentioned(worded), [""; 0]);
    }

    #[test]
    fn an_icon_that_mark_up_draws_says_by_its_class_which_channel_it_is() {
        let link = |markup: &str| format!("<p>某所首页</p><div>{markup}</div>");
        let found = |markup: &str| mentioned(&link(markup));
        assert_eq!(
            found("<a href=/a.html class='ico ico-weibo'></a>"),
            ["weibo"]
        );
        assert_eq!(
            found("<a href=/a.html><i class='iconfont icon-weixin'></i></a>"),
            ["wechat"]
        );
        assert_eq!(found("<a href=/a.html class=weibo>公告</a>"), [""; 0]);
        let shared = "<div class=share><a href=/a.html class=weibo></a></div>";
        assert_eq!(found(shared), [""; 0]);
    }

    #[test]
    fn a_picture_that_speaks_of_a_channel_is_one_of_the_news() {
        let slide = |alt: &str| {
            format!("<p>某所首页</p><div><a href=/n.html><img src=1.jpg alt='{alt}'></a></div>")
        };
        assert_eq!(mentioned(&slide("“青山通”APP上线运行满一周年")), [""; 0]);
        assert_eq!(mentioned(&slide("“青山通”APP二维码")), ["app"]);
        assert_eq!(mentioned(&slide("青山发布微信")), ["wechat"]);
        let caption =
            |words: &str| format!("<p>某所首页</p><div><img src=m.png><p>{words}</p></div>");
        assert_eq!(mentioned(&caption("青山政务小程序")), ["mini-program"]);
        assert_eq!(
            mentioned(&caption("我县召开政务小程序推广应用工作会议")),
            [""; 0]
        );
    }

    #[test]
    fn what_stands_before_a_letter_is_the_sites() {
        let letter = "<h2>路灯不亮</h2><p>来信时间：2023-03-02</p><p>来信内容：路灯不亮，请在微博上回复。</p>\
            <p>回复内容：路灯已修好。</p><a href=/wx>微信</a>";
        let read = mentioned(&format!("<div><a href=/wap>手机版</a></div>{letter}"));
        assert_eq!(read, ["mobile-site"]);
    }

    #[test]
    fn an_article_shows_channels_only_around_it() {
        let story = format!(
            "<p>{}</p>",
            "某所的微博今天报道了桥梁维修的进展。".repeat(8)
        );
        let markup = format!(
            "<div class=nav><a href=/wx.html><img src=a/wx.png></a></div><div>{story}<a href=/wb.html><img src=b/wb.png></a></div>"
        );
        assert_eq!(mentioned(&markup), ["wechat"]);
    }
}
