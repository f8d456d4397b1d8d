//! The font that labels are drawn with: a subset of Noto Sans SC (OFL) with the characters of GB 2312.

use std::sync::{Arc, LazyLock, Mutex, Once};

use plotters::style::{FontStyle, register_font};
use resvg::usvg::{self, fontdb};

/// The family's name in the font file.
pub(super) const FAMILY: &str = "Noto Sans SC";

static BYTES: &[u8] = include_bytes!("font/NotoSansSC-Subset.ttf");

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(BYTES.to_vec());
    fonts.set_sans_serif_family(FAMILY);
    Arc::new(fonts)
});

/// Makes the font known to plotters, which measures and refuses to draw without it.
pub(super) fn register() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // The error type says nothing and is no `Debug`.
        assert!(
            register_font(FAMILY, FontStyle::Normal, BYTES).is_ok(),
            "the font that comes with the program is a font"
        );
    });
}

/// How SVG is read: with our font and no other.
pub(super) fn options() -> usvg::Options<'static> {
    usvg::Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        ..usvg::Options::default()
    }
}

/// The characters of a text that the charts' font cannot draw, each once, in order of appearance.
///
/// They show as empty boxes; whoever makes a report is told.
pub fn missing_glyphs(text: &str) -> Vec<char> {
    let mut missing = Vec::new();
    for c in super::super::escape::line(text).chars() {
        if !missing.contains(&c) && !has_glyph(c) {
            missing.push(c);
        }
    }
    missing
}

/// Whether the font has a glyph: shaping asks for another font only where ours has none.
fn has_glyph(c: char) -> bool {
    let asked = Arc::new(Mutex::new(false));
    let note = Arc::clone(&asked);
    let mut options = options();
    options.font_resolver.select_fallback = Box::new(move |_, _, _| {
        *note.lock().expect("nobody panics while noting") = true;
        None
    });
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>{}</text></svg>",
        super::super::escape::xml(&c.to_string())
    );
    let read = usvg::Tree::from_str(&svg, &options).is_ok();
    read && !*asked.lock().expect("nobody panics while noting")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_reports_has_its_glyphs() {
        for words in [
            include_str!("../../../indicators/words/zh.toml"),
            include_str!("../../../indicators/words/en.toml"),
        ] {
            assert_eq!(missing_glyphs(words), Vec::<char>::new());
        }
    }

    #[test]
    fn a_glyph_that_is_not_there_is_reported_once() {
        assert_eq!(missing_glyphs("𠮷野𠮷家😀"), vec!['𠮷', '😀']);
        assert_eq!(missing_glyphs("（2026）埇桥区—“答”"), Vec::<char>::new());
    }
}
