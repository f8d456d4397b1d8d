//! The element names that mean something to a reader of pages, and what each of them does to the text around it.

macro_rules! tags {
    ($($name:ident = $written:literal,)*) => {
        /// An element's name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Tag {
            $($name,)*
            /// An element whose name says nothing here.
            Other,
            /// No element: a run of text.
            Text,
        }

        impl Tag {
            /// The name, given in lower case.
            pub(super) fn named(name: &str) -> Self {
                match name {
                    $($written => Self::$name,)*
                    _ => Self::Other,
                }
            }

            /// The elements that have a name here, with their names.
            pub(super) fn all() -> impl Iterator<Item = (Self, &'static str)> {
                [$((Self::$name, $written),)*].into_iter()
            }
        }
    };
}

tags! {
    A = "a", Address = "address", Applet = "applet", Area = "area", Article = "article", Aside = "aside", B = "b",
    Base = "base", Big = "big", Blockquote = "blockquote", Body = "body", Br = "br", Button = "button",
    Caption = "caption", Center = "center", Code = "code", Col = "col", Colgroup = "colgroup", Dd = "dd",
    Details = "details", Dialog = "dialog", Dir = "dir", Div = "div", Dl = "dl", Dt = "dt", Em = "em", Embed = "embed",
    Fieldset = "fieldset", Figcaption = "figcaption", Figure = "figure", Font = "font", Footer = "footer",
    Form = "form", Frame = "frame", Frameset = "frameset", H1 = "h1", H2 = "h2", H3 = "h3", H4 = "h4", H5 = "h5",
    H6 = "h6", Head = "head", Header = "header", Hgroup = "hgroup", Hr = "hr", Html = "html", I = "i",
    Iframe = "iframe", Img = "img", Input = "input", Label = "label", Legend = "legend", Li = "li", Link = "link",
    Listing = "listing", Main = "main", Marquee = "marquee", Menu = "menu", Meta = "meta", Nav = "nav", Nobr = "nobr",
    Noembed = "noembed", Noframes = "noframes", Noscript = "noscript", Object = "object", Ol = "ol",
    Optgroup = "optgroup", Option = "option", P = "p", Param = "param", Plaintext = "plaintext", Pre = "pre", S = "s",
    Script = "script", Section = "section", Select = "select", Small = "small", Source = "source", Span = "span",
    Strike = "strike", Strong = "strong", Style = "style", Sub = "sub", Summary = "summary", Sup = "sup", Svg = "svg",
    Table = "table", Tbody = "tbody", Td = "td", Template = "template", Textarea = "textarea", Tfoot = "tfoot",
    Th = "th", Thead = "thead", Title = "title", Tr = "tr", Track = "track", Tt = "tt", U = "u", Ul = "ul",
    Wbr = "wbr", Xmp = "xmp",
}

impl Tag {
    /// Never has content or an end tag.
    pub(super) fn is_void(self) -> bool {
        use Tag::{
            Area, Base, Br, Col, Embed, Frame, Hr, Img, Input, Link, Meta, Param, Source, Track,
            Wbr,
        };
        matches!(
            self,
            Area | Base
                | Br
                | Col
                | Embed
                | Frame
                | Hr
                | Img
                | Input
                | Link
                | Meta
                | Param
                | Source
                | Track
                | Wbr
        )
    }

    /// One of the elements that browsers open again after a block broke them off.
    pub(super) fn is_formatting(self) -> bool {
        use Tag::{A, B, Big, Code, Em, Font, I, Nobr, S, Small, Strike, Strong, Tt, U};
        matches!(
            self,
            A | B | Big | Code | Em | Font | I | Nobr | S | Small | Strike | Strong | Tt | U
        )
    }

    /// Runs inside a line of text and does not end it.
    pub(super) fn is_inline(self) -> bool {
        use Tag::{Embed, Img, Label, Object, Other, Span, Sub, Sup, Svg, Text, Wbr};
        self.is_formatting()
            || matches!(
                self,
                Embed | Img | Label | Object | Other | Span | Sub | Sup | Svg | Text | Wbr
            )
    }

    /// Stops the search for an element that a tag would close (the "special" elements of HTML).
    pub(super) fn is_special(self) -> bool {
        use Tag::{Label, Object, Other, Span, Sub, Sup, Svg, Text, Wbr};
        !self.is_formatting()
            && (self == Object
                || !matches!(self, Label | Other | Span | Sub | Sup | Svg | Text | Wbr))
    }

    /// Its content is not mark-up.
    pub(super) fn is_raw(self) -> bool {
        use Tag::{Iframe, Noembed, Noframes, Noscript, Script, Style, Textarea, Title, Xmp};
        matches!(
            self,
            Iframe | Noembed | Noframes | Noscript | Script | Style | Textarea | Title | Xmp
        )
    }

    /// 1 for h1 … 6 for h6.
    pub(super) fn rank(self) -> Option<u8> {
        match self {
            Self::H1 => Some(1),
            Self::H2 => Some(2),
            Self::H3 => Some(3),
            Self::H4 => Some(4),
            Self::H5 => Some(5),
            Self::H6 => Some(6),
            _ => None,
        }
    }

    /// A cell of a table.
    pub(super) fn is_cell(self) -> bool {
        matches!(self, Self::Td | Self::Th)
    }
}
