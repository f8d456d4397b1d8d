//! Pictures of a scoreboard: SVG whose labels are outlines, so that they look the same on every machine.
//!
//! plotters draws, usvg turns the labels into outlines with the font that comes with the program, resvg makes pictures of
//! points. Nothing of the machine is asked: the same scoreboard gives the same bytes.

mod canvas;
mod font;
mod profile;
mod ranking;

use resvg::{tiny_skia, usvg};

use super::{ReportError, escape};
use crate::score::SiteScore;

pub use font::missing_glyphs;
pub(super) use profile::profile;
pub(super) use ranking::{MAX_ROWS, ranking};

/// A drawn chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The SVG document, `<title>` and `<desc>` included.
    pub svg: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl Chart {
    /// The SVG for a page: its colours are the page's, so that they follow a dark theme.
    pub(super) fn themed(&self) -> String {
        canvas::Ink::ALL.iter().fold(self.svg.clone(), |svg, ink| {
            let hex = ink.hex();
            svg.replace(
                &format!("\"{hex}\""),
                &format!("\"var(--{}, {hex})\"", ink.name()),
            )
        })
    }
}

/// The name of a platform as charts write it.
fn name(site: &SiteScore) -> String {
    escape::cut(&site.name, 24)
}

/// The platforms that a chart has room for.
fn shown<'s, 'a>(sites: &'s [&'a SiteScore]) -> &'s [&'a SiteScore] {
    &sites[..sites.len().min(MAX_ROWS)]
}

/// Width of the column of names in pixels, at most `most`.
fn names_width(sites: &[&SiteScore], size: f64, most: f64) -> f64 {
    let longest = sites.iter().map(|site| canvas::width(&name(site), size));
    longest.fold(60.0, f64::max).min(most)
}

/// An SVG drawn as PNG, `scale` points a pixel. Errors: an SVG that cannot be read, or a size without area.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, ReportError> {
    let draw = |error: &dyn std::fmt::Display| ReportError::Draw(error.to_string());
    let tree = usvg::Tree::from_str(svg, &font::options()).map_err(|error| draw(&error))?;
    let size = tree
        .size()
        .to_int_size()
        .scale_by(scale)
        .ok_or_else(|| draw(&"the picture has no area"))?;
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height())
        .ok_or_else(|| draw(&"the picture is too large"))?;
    let transform = tiny_skia::Transform::from_scale(scale, scale);
    resvg::render(&tree, transform, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| draw(&error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Lang, sample::Round};

    #[test]
    fn a_chart_has_no_text_elements_and_says_what_it_shows() {
        let round = Round::new();
        let input = round.input(Lang::Zh);
        let (_, sites) = &input.groups()[0];
        let chart = ranking(&input, sites).expect("a chart");
        assert!(!chart.svg.contains("<text"));
        assert!(chart.svg.contains("<title>") && chart.svg.contains("<desc>"));
        assert_eq!(chart, ranking(&input, sites).expect("a chart"));
    }

    #[test]
    fn a_chart_can_be_a_png() {
        let round = Round::new();
        let input = round.input(Lang::Zh);
        let (_, sites) = &input.groups()[0];
        for (name, chart) in [
            ("ranking", ranking(&input, sites)),
            ("profile", profile(&input, sites)),
        ] {
            let picture = png(&chart.expect("a chart").svg, 2.0).expect("a picture");
            assert!(picture.starts_with(b"\x89PNG"));
            if let Some(folder) = std::env::var_os("GOVGAUGE_LOOK") {
                std::fs::write(
                    std::path::Path::new(&folder).join(format!("{name}.png")),
                    picture,
                )
                .expect("a picture to look at");
            }
        }
    }

    #[test]
    fn names_from_outside_cannot_break_a_chart() {
        let mut round = Round::new();
        for (site, name) in round.scoreboard.sites.iter_mut().zip([
            "</text><script>alert(1)</script>",
            "a\u{0}\u{1b}[31m\u{fffe}",
            "&amp;\"'",
            "𠮷野家\u{202e}",
            "",
        ]) {
            name.clone_into(&mut site.name);
        }
        let input = round.input(Lang::Zh);
        let (_, sites) = &input.groups()[0];
        let svg = ranking(&input, sites).expect("a chart").svg;
        assert!(!svg.contains("<script"));
    }
}
