//! What meeting a cause does to a rate.

use super::Cause;

/// What a cause takes from a rate, if anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Something a citizen may see was kept from us.
    Unseen,
    /// The site itself leads nowhere: that is a fact about the site.
    Gone,
    /// Addresses were not asked because a budget or a fixed limit says so.
    Cut,
    /// The address leads to another site.
    Elsewhere,
    /// Noticed beside a page that was read as far as it goes.
    Noticed,
    /// Part of the public list; not raised yet.
    Reserved,
}

impl Effect {
    /// Every effect.
    pub const ALL: [Self; 6] = [
        Self::Unseen,
        Self::Gone,
        Self::Cut,
        Self::Elsewhere,
        Self::Noticed,
        Self::Reserved,
    ];

    /// The public name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Unseen => "unseen",
            Self::Gone => "gone",
            Self::Cut => "cut",
            Self::Elsewhere => "elsewhere",
            Self::Noticed => "noticed",
            Self::Reserved => "reserved",
        }
    }

    /// Whether something that may be there was not looked at.
    pub const fn hides(self) -> bool {
        matches!(self, Self::Unseen | Self::Cut)
    }
}

impl Cause {
    /// What meeting the cause does to a rate.
    pub const fn effect(self) -> Effect {
        match self {
            Self::NetDns
            | Self::NetRefused
            | Self::NetReset
            | Self::NetClosed
            | Self::NetEmpty
            | Self::NetTruncated
            | Self::NetConnectTimeout
            | Self::NetTimeout
            | Self::TlsHandshake
            | Self::TlsChain
            | Self::TlsExpired
            | Self::TlsName
            | Self::TlsUntrusted
            | Self::TlsVersion
            | Self::HttpForbidden
            | Self::HttpRateLimited
            | Self::HttpServerError
            | Self::HttpUnavailable
            | Self::HttpStatusUnknown
            | Self::HttpMalformed
            | Self::HttpEncoding
            | Self::LimitBodyBytes
            | Self::LimitDecompressedBytes
            | Self::LimitBodyTime
            | Self::LimitHeaders
            | Self::LimitRedirects
            | Self::RedirectLoop
            | Self::RedirectScheme
            | Self::RedirectInvalid
            | Self::RedirectCookieWall
            | Self::RobotsDisallowed
            | Self::RobotsUnreachable
            | Self::ContentScriptShell
            | Self::ContentParked
            | Self::WallWaf
            | Self::WallCaptcha
            | Self::WallLogin
            | Self::WallGeo
            | Self::ContentNotHtml
            | Self::ContentForeign
            | Self::SsrfBlocked
            | Self::BrowserCrash
            | Self::BrowserTimeout
            | Self::BrowserLimit
            | Self::CrawlNotReached => Effect::Unseen,
            Self::HttpNotFound | Self::ContentSoft404 => Effect::Gone,
            Self::LimitPages
            | Self::LimitBytes
            | Self::LimitTime
            | Self::LimitLinks
            | Self::LimitDepth
            | Self::LimitUrlLength => Effect::Cut,
            Self::RedirectOffScope => Effect::Elsewhere,
            Self::TrapCrawler
            | Self::RobotsForbidden
            | Self::RobotsUnavailable
            | Self::RobotsInvalid
            | Self::RobotsTruncated
            | Self::SitemapInvalid
            | Self::SitemapLimit
            | Self::SitemapLoop
            | Self::CharsetInvalid
            | Self::CharsetMismatch
            | Self::ParseDepth
            | Self::ParseLimit
            | Self::ContentPromptInjection
            | Self::AttachmentLimit => Effect::Noticed,
            Self::AttachmentSkipped | Self::SampleNotSampled | Self::SampleWithheld => {
                Effect::Reserved
            }
        }
    }
}
