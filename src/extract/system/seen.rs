//! What one page shows of each system, in one pass over its links, pictures, forms, words and scripts.
//!
//! What stands in comments, share bars, titles of news, articles and letters shows nothing: comments are no words of the page,
//! and only a text that is the name of a system, whole, counts outside head and foot.

use std::collections::BTreeSet;

use crate::extract::{PageKind, PageView};
use crate::lexicon::{Detail, Fit, Proved, System, Systems};
use crate::page::{Form, Image, Link, Region, Text};
use crate::value::phone;

/// By what a page shows a system, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    /// A link that leads somewhere.
    Link,
    /// A form.
    Form,
    /// A link or button that leads nowhere that mark-up says.
    Button,
    /// A picture.
    Picture,
    /// Words.
    Words,
    /// A script or frame whose name or host is one of its signs.
    Sign,
}

impl By {
    /// How sure it is that the site offers the system.
    pub(super) const fn confidence(self) -> f64 {
        match self {
            Self::Link | Self::Form | Self::Button | Self::Picture | Self::Words => 1.0,
            Self::Sign => 0.7,
        }
    }
}

/// The words by which a page shows a system.
#[derive(Debug)]
pub(super) struct Mention {
    pub(super) by: By,
    pub(super) text: Text,
}

/// Where a page lets a reader in.
#[derive(Debug)]
pub(super) struct Entry {
    /// Nothing where mark-up says no address.
    pub(super) address: Option<String>,
    pub(super) text: Text,
}

/// What a page shows of one system.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) mention: Option<Mention>,
    pub(super) entry: Option<Entry>,
    pub(super) detail: Option<Text>,
}

impl Seen {
    fn mention(&mut self, by: By, text: Text) {
        if self.mention.as_ref().is_none_or(|known| by < known.by) {
            self.mention = Some(Mention { by, text });
        }
    }

    fn entry(&mut self, address: Option<String>, text: Text) {
        let better = match &self.entry {
            None => true,
            Some(known) => known.address.is_none() && address.is_some(),
        };
        if better {
            self.entry = Some(Entry { address, text });
        }
    }
}

/// Characters of a text that tells hours or a number. Ours.
const DETAIL: usize = 80;

/// What a page shows of each system, in the order of the list.
pub(super) fn on(view: &PageView) -> Vec<Seen> {
    let systems = view.context.lexicon.systems();
    let mut page = PageOf {
        view,
        systems,
        seen: systems.list().iter().map(|_| Seen::default()).collect(),
    };
    page.links();
    page.images();
    page.forms();
    page.words();
    page.scripts();
    page.seen
}

/// A page while it is looked through.
struct PageOf<'v, 'a> {
    view: &'v PageView<'a>,
    systems: &'v Systems,
    seen: Vec<Seen>,
}

impl PageOf<'_, '_> {
    /// Whether what stands in a region is the site's: what an article or a letter names is its matter.
    fn is_site(&self, region: Region) -> bool {
        let told = matches!(self.view.kind, PageKind::Article | PageKind::Letter);
        match region {
            Region::Share => false,
            Region::Chrome => true,
            Region::Body => !told,
        }
    }

    /// The systems that a text names, the site's own name before it aside.
    fn named(&self, words: &str, fit: Fit) -> BTreeSet<usize> {
        let site = self.view.context.site.name.as_str();
        let bare = words.strip_prefix(site).filter(|_| !site.is_empty());
        self.systems.named(bare.unwrap_or(words).trim(), fit)
    }

    fn links(&mut self) {
        for link in &self.view.page.links {
            if !link.visible || !self.is_site(link.region) {
                continue;
            }
            let fit = match link.region {
                Region::Chrome => Fit::Phrase,
                Region::Body | Region::Share => Fit::Whole,
            };
            let mut named = self.named(&link.text.words, fit);
            named.extend(self.named(&link.label, Fit::Whole));
            if link.text.is_empty() && link.label.is_empty() {
                named.extend(self.systems.signed(stem(&link.icon)));
                named.extend(self.systems.signed(stem(&link.written)));
            }
            let host = link.address.as_ref().and_then(|address| address.host_str());
            let hosted: Vec<usize> = host
                .map(|host| self.systems.hosted(host).collect())
                .unwrap_or_default();
            named.extend(hosted);
            for n in named {
                self.link(n, link);
            }
        }
    }

    fn link(&mut self, n: usize, link: &Link) {
        let words = [&link.text.words, &link.label, &link.written];
        let words = words.into_iter().find(|words| !words.trim().is_empty());
        let text = Text {
            words: words.cloned().unwrap_or_default(),
            span: link.text.span.clone(),
        };
        let by = if link.address.is_some() {
            By::Link
        } else {
            By::Button
        };
        let seen = &mut self.seen[n];
        seen.mention(by, text.clone());
        seen.entry(link.address.as_ref().map(ToString::to_string), text);
    }

    fn images(&mut self) {
        for image in &self.view.page.images {
            if image.visible && self.is_site(image.region) {
                for n in self.named(&image.alt, Fit::Whole) {
                    self.seen[n].mention(By::Picture, alt(image));
                }
            }
        }
    }

    fn forms(&mut self) {
        let asks = |system: &System| system.proved == Some(Proved::Form);
        let forms = self.systems.list().iter().enumerate();
        let systems: Vec<usize> = forms
            .filter(|(_, system)| asks(system))
            .map(|(n, _)| n)
            .collect();
        for form in &self.view.page.forms {
            for n in &systems {
                if self.is_form_of(form, *n) {
                    self.form(*n, form);
                }
            }
        }
        for control in &self.view.page.controls {
            for n in self.named(&control.words, Fit::Whole) {
                self.seen[n].mention(By::Button, control.clone());
            }
        }
    }

    /// Whether a form asks for one line, and its words or the names of its field or address are the system's.
    fn is_form_of(&self, form: &Form, n: usize) -> bool {
        let by_words = || {
            let mut words = form.words.iter();
            words.any(|words| self.named(words, Fit::Phrase).contains(&n))
        };
        let by_name = || {
            let action = form.action.as_ref().map(|action| stem(action.path()));
            let mut names = form.lines.iter().map(String::as_str).chain(action);
            names.any(|name| self.systems.signed(name).contains(&n))
        };
        form.asks_lines_only() && (by_words() || by_name())
    }

    fn form(&mut self, n: usize, form: &Form) {
        let text = Text {
            words: form.words.first().cloned().unwrap_or_default(),
            span: form.span.clone(),
        };
        let seen = &mut self.seen[n];
        seen.mention(By::Form, text.clone());
        // What a form posts to cannot be asked for.
        let action = form.action.as_ref().filter(|_| form.is_get);
        seen.entry(action.map(ToString::to_string), text);
        if seen.detail.is_none() {
            let way = if form.is_get { "GET" } else { "POST" };
            let field = form.lines.first().map_or("", String::as_str);
            seen.detail = Some(Text {
                words: format!("{way} {field}").trim_end().to_owned(),
                span: form.span.clone(),
            });
        }
    }

    /// Words that stand alone, or before a colon. On a guide they are the labels of its item.
    fn words(&mut self) {
        let is_own = !matches!(
            self.view.kind,
            PageKind::Guide
                | PageKind::Materials
                | PageKind::Article
                | PageKind::Letter
                | PageKind::ApplyForm
        );
        let foot = self.view.foot().first().map(|block| block.span.start);
        let mut linked: Vec<(u64, &str)> = self
            .view
            .page
            .links
            .iter()
            .map(|link| (link.text.span.start, link.text.words.as_str()))
            .collect();
        linked.sort_unstable();
        // A name that is a link counts as one, or as none: not once more as words.
        let is_linked = |block: &Text, name: &str| {
            let first = linked.partition_point(|(start, _)| *start < block.span.start);
            let inside = linked[first..]
                .iter()
                .take_while(|(start, _)| *start < block.span.end);
            inside.take(4).any(|(_, words)| words.contains(name))
        };
        for block in &self.view.page.blocks {
            if block.words.chars().count() > DETAIL {
                continue;
            }
            let (name, behind) = match block.words.split_once(['：', ':']) {
                Some((name, behind)) => (name, behind.trim()),
                None => (block.words.as_str(), ""),
            };
            let (name, remark) = bracket(name);
            let in_foot = foot.is_some_and(|foot| block.span.start >= foot);
            for n in self.named(name, Fit::Whole) {
                let told = detail(&self.systems.list()[n], [behind, remark, &block.words]);
                // In the foot only a number or hours say that there is more than a word.
                if is_own && (!in_foot || told.is_some()) && !is_linked(block, name) {
                    self.seen[n].mention(By::Words, block.clone());
                }
                self.detail(n, told, block);
            }
            if self.view.kind == PageKind::Article || self.view.kind == PageKind::Letter {
                continue;
            }
            // The hours or the number of a system that is an entry may stand in a phrase beside it.
            if self
                .seen
                .iter()
                .any(|seen| seen.mention.is_some() && seen.detail.is_none())
                && block.words.contains(|c: char| c.is_ascii_digit())
            {
                for n in self.named(name, Fit::Phrase) {
                    let told = detail(&self.systems.list()[n], [behind, remark, &block.words]);
                    if self.seen[n].mention.is_some() {
                        self.detail(n, told, block);
                    }
                }
            }
        }
    }

    fn detail(&mut self, n: usize, told: Option<&str>, block: &Text) {
        if let Some(words) = told.filter(|_| self.seen[n].detail.is_none()) {
            self.seen[n].detail = Some(Text {
                words: words.to_owned(),
                span: block.span.clone(),
            });
        }
    }

    /// Scripts and frames of systems that scripts show.
    fn scripts(&mut self) {
        for script in &self.view.page.loads {
            let address = self.view.page.address.join(&script.words).ok();
            let host = address.as_ref().and_then(|address| address.host_str());
            let mut shown = self.systems.signed(path(&script.words));
            shown.extend(
                host.map(|host| self.systems.hosted(host).collect::<Vec<_>>())
                    .unwrap_or_default(),
            );
            for n in shown {
                if self.systems.list()[n].scripted {
                    self.seen[n].mention(By::Sign, script.clone());
                }
            }
        }
    }
}

/// What a text says of a system: its hours, its number.
fn detail<'t>(system: &System, texts: [&'t str; 3]) -> Option<&'t str> {
    let tells = |text: &&&str| match system.detail {
        Some(Detail::Hours) => System::tells_hours(text),
        Some(Detail::Number) => !phone::find(text).is_empty(),
        Some(Detail::Host) | None => false,
    };
    let found: Option<&&'t str> = texts.iter().find(tells);
    found.copied()
}

/// A name and the remark in brackets behind it.
fn bracket(words: &str) -> (&str, &str) {
    let is_close = words.ends_with(['）', ')']);
    match words.find(['（', '(']).filter(|at| is_close && *at > 0) {
        Some(at) => (&words[..at], &words[at..]),
        None => (words, ""),
    }
}

fn alt(image: &Image) -> Text {
    Text {
        words: image.alt.clone(),
        span: image.span.clone(),
    }
}

/// An address without its host, query and fragment.
fn path(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let bare = path.split_once("//").map_or(path, |(_, rest)| rest);
    if bare.len() < path.len() {
        bare.split_once('/').map_or("", |(_, path)| path)
    } else {
        bare
    }
}

/// The name of a file in an address: the last part of its path, up to the first point.
fn stem(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let file = path.trim_end_matches('/').rsplit('/').next();
    file.and_then(|file| file.split('.').next())
        .unwrap_or_default()
}
