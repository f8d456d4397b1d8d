//! The published expectations of google/robotstxt (`robots_test.cc`, Apache-2.0) restated as tables: those that follow from
//! RFC 9309, which hold without exception, and those that are habits of that one crawler, listed with what we do instead.

use govgauge::page::robots::{Robots, Rules};
use url::Url;

/// Robots file, agent, addresses that may be asked, addresses that may not.
type Case = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const GROUPS: &str = "allow: /foo/bar/\n\nuser-agent: FooBot\ndisallow: /\nallow: /x/\nuser-agent: BarBot\ndisallow: /\nallow: /y/\n\n\n\
allow: /w/\nuser-agent: BazBot\n\nuser-agent: FooBot\nallow: /z/\ndisallow: /\n";

const GLOBAL: &str = "user-agent: *\nallow: /\nuser-agent: FooBot\ndisallow: /\n";

const SPECIFIC: &str = "user-agent: FooBot\nallow: /\nuser-agent: BarBot\ndisallow: /\nuser-agent: BazBot\ndisallow: /\n";

/// What follows from RFC 9309, by section.
const RFC: &[Case] = &[
    // 2.2 Lines and groups (ID_LineSyntax_Line, ID_LineSyntax_Groups).
    (
        "user-agent: FooBot\ndisallow: /\n",
        "FooBot",
        &[],
        &["/x/y"],
    ),
    ("foo: FooBot\nbar: /\n", "FooBot", &["/x/y"], &[]),
    (GROUPS, "FooBot", &["/x/b", "/z/d"], &["/y/c", "/foo/bar/"]),
    (GROUPS, "BarBot", &["/y/c", "/w/a"], &["/z/d", "/foo/bar/"]),
    (GROUPS, "BazBot", &["/z/d"], &["/foo/bar/"]),
    // Names of lines in any case (ID_REPLineNamesCaseInsensitive).
    (
        "USER-AGENT: FooBot\nALLOW: /x/\nDISALLOW: /\n",
        "FooBot",
        &["/x/y"],
        &["/a/b"],
    ),
    (
        "user-agent: FooBot\nallow: /x/\ndisallow: /\n",
        "FooBot",
        &["/x/y"],
        &["/a/b"],
    ),
    (
        "uSeR-aGeNt: FooBot\nAlLoW: /x/\ndIsAlLoW: /\n",
        "FooBot",
        &["/x/y"],
        &["/a/b"],
    ),
    // 2.2.1 Agents in any case (ID_UserAgentValueCaseInsensitive).
    (
        "User-Agent: FOO BAR\nAllow: /x/\nDisallow: /\n",
        "Foo",
        &["/x/y"],
        &["/a/b"],
    ),
    (
        "User-Agent: foo bar\nAllow: /x/\nDisallow: /\n",
        "Foo",
        &["/x/y"],
        &["/a/b"],
    ),
    (
        "User-Agent: FoO bAr\nAllow: /x/\nDisallow: /\n",
        "Foo",
        &["/x/y"],
        &["/a/b"],
    ),
    (
        "User-Agent: FOO BAR\nAllow: /x/\nDisallow: /\n",
        "foo",
        &["/x/y"],
        &["/a/b"],
    ),
    (
        "User-Agent: foo bar\nAllow: /x/\nDisallow: /\n",
        "foo",
        &["/x/y"],
        &["/a/b"],
    ),
    (
        "User-Agent: FoO bAr\nAllow: /x/\nDisallow: /\n",
        "foo",
        &["/x/y"],
        &["/a/b"],
    ),
    // The group for all (ID_GlobalGroups_Secondary).
    ("", "FooBot", &["/x/y"], &[]),
    (GLOBAL, "FooBot", &[], &["/x/y"]),
    (GLOBAL, "BarBot", &["/x/y"], &[]),
    (SPECIFIC, "QuxBot", &["/x/y"], &[]),
    // 2.2.2 Paths in their own case (ID_AllowDisallow_Value_CaseSensitive).
    (
        "user-agent: FooBot\ndisallow: /x/\n",
        "FooBot",
        &[],
        &["/x/y"],
    ),
    (
        "user-agent: FooBot\ndisallow: /X/\n",
        "FooBot",
        &["/x/y"],
        &[],
    ),
    // The longest match, the friendlier of two as long (ID_LongestMatch).
    (
        "user-agent: FooBot\ndisallow: /x/page.html\nallow: /x/\n",
        "FooBot",
        &[],
        &["/x/page.html"],
    ),
    (
        "user-agent: FooBot\nallow: /x/page.html\ndisallow: /x/\n",
        "FooBot",
        &["/x/page.html"],
        &["/x/"],
    ),
    (
        "user-agent: FooBot\ndisallow: \nallow: \n",
        "FooBot",
        &["/x/page.html"],
        &[],
    ),
    (
        "user-agent: FooBot\ndisallow: /\nallow: /\n",
        "FooBot",
        &["/x/page.html"],
        &[],
    ),
    (
        "user-agent: FooBot\ndisallow: /x\nallow: /x/\n",
        "FooBot",
        &["/x/"],
        &["/x"],
    ),
    (
        "user-agent: FooBot\ndisallow: /x/page.html\nallow: /x/page.html\n",
        "FooBot",
        &["/x/page.html"],
        &[],
    ),
    (
        "user-agent: FooBot\nallow: /page\ndisallow: /*.html\n",
        "FooBot",
        &["/page"],
        &["/page.html"],
    ),
    (
        "user-agent: FooBot\nallow: /x/page.\ndisallow: /*.html\n",
        "FooBot",
        &["/x/page.html"],
        &["/x/y.html"],
    ),
    (
        "User-agent: *\nDisallow: /x/\nUser-agent: FooBot\nDisallow: /y/\n",
        "FooBot",
        &["/x/page"],
        &["/y/page"],
    ),
    // Octets beyond ASCII (ID_Encoding).
    (
        "User-agent: FooBot\nDisallow: /\nAllow: /foo/bar?qux=taz&baz=http://foo.bar?tar&par\n",
        "FooBot",
        &["/foo/bar?qux=taz&baz=http://foo.bar?tar&par"],
        &[],
    ),
    (
        "User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/ツ\n",
        "FooBot",
        &["/foo/bar/%E3%83%84"],
        &[],
    ),
    (
        "User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/%E3%83%84\n",
        "FooBot",
        &["/foo/bar/%E3%83%84"],
        &[],
    ),
    (
        "User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/%62%61%7A\n",
        "FooBot",
        &["/foo/bar/%62%61%7A"],
        &[],
    ),
    (
        "User-agent: FooBot\nDisallow: /\nAllow: /%aa\n",
        "FooBot",
        &["/%AA"],
        &[],
    ),
    (
        "User-agent: FooBot\nDisallow: /\nAllow: /á\n",
        "FooBot",
        &["/%C3%A1"],
        &[],
    ),
    // 2.2.3 Special characters (ID_SpecialCharacters).
    (
        "User-agent: FooBot\nDisallow: /foo/bar/quz\nAllow: /foo/*/qux\n",
        "FooBot",
        &["/foo/quz", "/foo//quz", "/foo/bax/quz"],
        &["/foo/bar/quz"],
    ),
    (
        "User-agent: FooBot\nDisallow: /foo/bar$\nAllow: /foo/bar/qux\n",
        "FooBot",
        &["/foo/bar/qux", "/foo/bar/", "/foo/bar/baz"],
        &["/foo/bar"],
    ),
    (
        "User-agent: FooBot\n# Disallow: /\nDisallow: /foo/quz#qux\nAllow: /\n",
        "FooBot",
        &["/foo/bar"],
        &["/foo/quz"],
    ),
    // The examples of the documentation (GoogleOnly_DocumentationChecks), all of which the RFC gives as well.
    (
        "user-agent: FooBot\ndisallow: /\nallow: /fish\n",
        "FooBot",
        &[
            "/fish",
            "/fish.html",
            "/fish/salmon.html",
            "/fishheads",
            "/fishheads/yummy.html",
            "/fish.html?id=anything",
        ],
        &["/bar", "/Fish.asp", "/catfish", "/?id=fish"],
    ),
    (
        "user-agent: FooBot\ndisallow: /\nallow: /fish*\n",
        "FooBot",
        &[
            "/fish",
            "/fish.html",
            "/fish/salmon.html",
            "/fishheads",
            "/fishheads/yummy.html",
            "/fish.html?id=anything",
        ],
        &["/bar", "/Fish.bar", "/catfish", "/?id=fish"],
    ),
    (
        "user-agent: FooBot\ndisallow: /\nallow: /fish/\n",
        "FooBot",
        &[
            "/fish/",
            "/fish/salmon",
            "/fish/?salmon",
            "/fish/salmon.html",
            "/fish/?id=anything",
        ],
        &["/bar", "/fish", "/fish.html", "/Fish/Salmon.html"],
    ),
    (
        "user-agent: FooBot\ndisallow: /\nallow: /*.php\n",
        "FooBot",
        &[
            "/filename.php",
            "/folder/filename.php",
            "/folder/filename.php?parameters",
            "//folder/any.php.file.html",
            "/filename.php/",
            "/index?f=filename.php/",
        ],
        &["/bar", "/php/", "/index?php", "/windows.PHP"],
    ),
    (
        "user-agent: FooBot\ndisallow: /\nallow: /*.php$\n",
        "FooBot",
        &["/filename.php", "/folder/filename.php"],
        &[
            "/bar",
            "/filename.php?parameters",
            "/filename.php/",
            "/filename.php5",
            "/php/",
            "/filename?php",
            "/aaaphpaaa",
            "//windows.PHP",
        ],
    ),
    (
        "user-agent: FooBot\ndisallow: /\nallow: /fish*.php\n",
        "FooBot",
        &["/fish.php", "/fishheads/catfish.php?parameters"],
        &["/bar", "/Fish.PHP"],
    ),
    (
        "user-agent: FooBot\nallow: /p\ndisallow: /\n",
        "FooBot",
        &["/page"],
        &[],
    ),
    (
        "user-agent: FooBot\nallow: /folder\ndisallow: /folder\n",
        "FooBot",
        &["/folder/page"],
        &[],
    ),
    (
        "user-agent: FooBot\nallow: /page\ndisallow: /*.htm\n",
        "FooBot",
        &[],
        &["/page.htm"],
    ),
    (
        "user-agent: FooBot\nallow: /$\ndisallow: /\n",
        "FooBot",
        &["/"],
        &["/page.html"],
    ),
];

/// Habits of that crawler alone; what stands here is what we do instead, as the RFC has it.
const HABITS: &[Case] = &[
    // A line without its colon is read there (ID_LineSyntax_Line calls it Google specific); 2.2 wants the colon.
    ("user-agent FooBot\ndisallow /\n", "FooBot", &["/x/y"], &[]),
    // An agent with a blank in it is nobody's product token there (GoogleOnly_AcceptUserAgentUpToFirstSpace). The token
    // before the blank counts for us as well; of an engine with a blank in its name the whole is compared.
    (
        "User-Agent: *\nDisallow: /\nUser-Agent: Foo Bar\nAllow: /x/\nDisallow: /\n",
        "Foo",
        &["/x/y"],
        &[],
    ),
    (
        "User-Agent: *\nDisallow: /\nUser-Agent: Foo Bar\nAllow: /x/\nDisallow: /\n",
        "Foo Bar",
        &["/x/y"],
        &[],
    ),
    // `index.html` at the end of a pattern stands for the folder there (GoogleOnly_IndexHTMLisDirectory).
    (
        "User-Agent: *\nAllow: /allowed-slash/index.html\nDisallow: /\n",
        "foobot",
        &["/allowed-slash/index.html"],
        &[
            "/allowed-slash/",
            "/allowed-slash/index.htm",
            "/anyother-url",
        ],
    ),
    // Needlessly encoded octets are compared as written there (in ID_Encoding, with the remark that it should not be relied
    // on); 2.2.2 has the very example, and there it fits.
    (
        "User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/%62%61%7A\n",
        "FooBot",
        &["/foo/bar/baz"],
        &[],
    ),
    // An address is encoded by whoever asks there; here there is no address that is not.
    (
        "User-agent: FooBot\nDisallow: /\nAllow: /foo/bar/ツ\n",
        "FooBot",
        &["/foo/bar/ツ"],
        &[],
    ),
];

#[track_caller]
fn hold(cases: &[Case]) {
    for (robots, agent, allowed, refused) in cases {
        let rules = Rules::read(robots, agent);
        let may = |path: &&&str| {
            let url = Url::parse(&format!("http://foo.bar{path}")).expect("an address");
            rules.allows(&url)
        };
        let wrong: Vec<_> = allowed
            .iter()
            .filter(|path| !may(path))
            .chain(refused.iter().filter(may))
            .collect();
        assert!(wrong.is_empty(), "{robots:?} for {agent}: {wrong:?}");
    }
}

#[test]
fn what_follows_from_the_rfc_holds() {
    hold(RFC);
}

#[test]
fn habits_of_one_crawler_are_not_ours() {
    hold(HABITS);
    // Lines of any length count whole, up to the 500 KiB of a file; there they are cut at 16,664 octets
    // (GoogleOnly_LineTooLong).
    let long = "a".repeat(20_000);
    let rules = Rules::read(
        &format!("user-agent: FooBot\ndisallow: /x/{long}/qux\n"),
        "FooBot",
    );
    let may = |path: &str| {
        rules.allows(&Url::parse(&format!("http://foo.bar{path}")).expect("an address"))
    };
    assert!(may("/fux") && may(&format!("/x/{long}/fux")) && !may(&format!("/x/{long}/qux/fux")));
}

/// Every kind of line ending, mixed ones and a missing last one (`ID_LinesNumbersAreCountedCorrectly`).
#[test]
fn lines_end_in_every_way() {
    let unix = "User-Agent: foo\nAllow: /some/path\nUser-Agent: bar\n\n\nDisallow: /\n";
    for text in [
        unix.to_owned(),
        unix.replace('\n', "\r\n"),
        unix.replace('\n', "\r"),
        unix.trim_end().to_owned(),
        unix.replacen('\n', "\r\n", 2),
    ] {
        let may = |agent: &str| {
            Rules::read(&text, agent).allows(&Url::parse("http://foo.bar/x").expect("an address"))
        };
        assert_eq!(
            (may("foo"), may("bar"), may("baz")),
            (true, false, true),
            "{text:?}"
        );
    }
}

/// Byte order marks, whole, in part, broken and in the middle (`ID_UTF8ByteOrderMarkIsSkipped`).
#[test]
fn a_byte_order_mark_is_passed_over() {
    let rules = b"User-Agent: foo\nDisallow: /\n";
    for (mark, is_read) in [
        (&b"\xEF\xBB\xBF"[..], true),
        (b"\xEF\xBB", true),
        (b"\xEF", true),
        (b"\xEF\x11\xBF", false),
    ] {
        let (robots, _) = Robots::read(&[mark, rules].concat(), None, "foo");
        let refuses = robots.refuses(&Url::parse("http://foo.bar/x").expect("an address"));
        assert_eq!(refuses.is_some(), is_read, "{mark:x?}");
    }
    let middle = b"User-Agent: foo\n\xEF\xBB\xBFDisallow: /\n";
    let (robots, _) = Robots::read(middle, None, "foo");
    assert_eq!(
        robots.refuses(&Url::parse("http://foo.bar/x").expect("an address")),
        None
    );
}

/// Sitemap lines stand anywhere (`ID_NonStandardLineExample_Sitemap`).
#[test]
fn a_sitemap_may_stand_anywhere() {
    let groups = "User-Agent: foo\nAllow: /some/path\nUser-Agent: bar\n\n\n";
    let sitemap = "Sitemap: http://foo.bar/sitemap.xml\n";
    for text in [format!("{groups}{sitemap}"), format!("{sitemap}{groups}")] {
        assert_eq!(
            Rules::read(&text, "foo").sitemaps,
            ["http://foo.bar/sitemap.xml"]
        );
    }
}
