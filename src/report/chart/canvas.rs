//! A sheet to draw on: pixels as decimals, a closed set of inks, labels that become outlines.

#![expect(
    clippy::disallowed_types,
    reason = "pictures are drawn here and nowhere else"
)]

use std::cell::RefCell;

use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Rectangle, Text};
use plotters::prelude::{DrawingArea, IntoDrawingArea, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, IntoTextStyle, RGBColor};
use resvg::usvg;

use super::super::{ReportError, escape};
use super::{Chart, font};

/// Drawn units a pixel: plotters' SVG knows whole numbers only.
const UNITS: f64 = 10.0;

/// The inks of all charts. The pages name their colours alike, so a chart follows the page's theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Words.
    Text,
    /// Lesser words.
    Muted,
    /// Grid lines.
    Rule,
    /// Bars of scores.
    Bar,
    /// Bounds.
    Bounds,
    /// Bars of platforms without a rank.
    Pale,
    /// Tracks behind bars.
    Track,
}

impl Ink {
    pub(super) const ALL: [Self; 7] = [
        Self::Text,
        Self::Muted,
        Self::Rule,
        Self::Bar,
        Self::Bounds,
        Self::Pale,
        Self::Track,
    ];

    /// Its colour on paper.
    pub(super) const fn hex(self) -> &'static str {
        match self {
            Self::Text => "#1c2733",
            Self::Muted => "#5a6675",
            Self::Rule => "#dcd8cf",
            Self::Bar => "#4f7fa8",
            Self::Bounds => "#16324c",
            Self::Pale => "#b3b0a9",
            Self::Track => "#efece5",
        }
    }

    /// Its name in the pages' style sheet.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Text => "ink",
            Self::Muted => "muted",
            Self::Rule => "rule",
            Self::Bar => "bar",
            Self::Bounds => "bounds",
            Self::Pale => "pale",
            Self::Track => "track",
        }
    }

    fn colour(self) -> RGBColor {
        let channel = |at| {
            u8::from_str_radix(&self.hex()[at..at + 2], 16)
                .expect("an ink is written in hexadecimal")
        };
        RGBColor(channel(1), channel(3), channel(5))
    }
}

/// Where a label stands from its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// It begins there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// A sheet to draw on.
pub(super) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    failed: RefCell<Option<String>>,
}

/// Height in whole pixels of a chart with this many rows.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a chart has sixty rows at most"
)]
pub(super) fn height(top: f64, row: f64, rows: usize, bottom: f64) -> u32 {
    (top + row * rows as f64 + bottom).ceil() as u32
}

/// Draws a chart of `width` × `height` pixels. `title` and `desc` say in words what it shows.
pub(super) fn draw(
    (width, height): (u32, u32),
    title: &str,
    desc: &str,
    paint: impl FnOnce(&Canvas<'_>),
) -> Result<Chart, ReportError> {
    font::register();
    let mut svg = String::new();
    {
        let backend = SVGBackend::with_string(
            &mut svg,
            (amount(f64::from(width)), amount(f64::from(height))),
        );
        let canvas = Canvas {
            area: backend.into_drawing_area(),
            failed: RefCell::new(None),
        };
        paint(&canvas);
        canvas.note(canvas.area.present());
        if let Some(failed) = canvas.failed.into_inner() {
            return Err(ReportError::Draw(failed));
        }
    }
    let outlined = outline(&svg)?;
    let body = outlined.find('>').map_or("", |open| &outlined[open + 1..]);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {} {}\" width=\"{width}\" height=\"{height}\">\n<title>{}</title>\n<desc>{}</desc>{body}",
        f64::from(width) * UNITS,
        f64::from(height) * UNITS,
        escape::xml(title),
        escape::xml(desc),
    );
    Ok(Chart { svg, width, height })
}

/// The SVG with its labels as outlines.
fn outline(svg: &str) -> Result<String, ReportError> {
    let tree = usvg::Tree::from_str(svg, &font::options())
        .map_err(|error| ReportError::Draw(error.to_string()))?;
    Ok(tree.to_string(&usvg::WriteOptions {
        coordinates_precision: 1,
        transforms_precision: 4,
        indent: usvg::Indent::None,
        ..usvg::WriteOptions::default()
    }))
}

impl Canvas<'_> {
    /// A filled rectangle.
    pub(super) fn rect(&self, (x, y): (f64, f64), (width, height): (f64, f64), ink: Ink) {
        if width <= 0.0 || height <= 0.0 {
            return;
        }
        let corners = [at(x, y), at(x + width, y + height)];
        self.note(
            self.area
                .draw(&Rectangle::new(corners, ink.colour().filled())),
        );
    }

    /// A straight line of a thickness in pixels.
    pub(super) fn line(&self, from: (f64, f64), to: (f64, f64), thick: f64, ink: Ink) {
        let style = ink.colour().stroke_width(amount(thick));
        let ends = [at(from.0, from.1), at(to.0, to.1)];
        self.note(self.area.draw(&PathElement::new(ends, style)));
    }

    /// A filled dot.
    pub(super) fn dot(&self, (x, y): (f64, f64), radius: f64, ink: Ink) {
        let radius = amount(radius);
        self.note(
            self.area
                .draw(&Circle::new(at(x, y), radius, ink.colour().filled())),
        );
    }

    /// A label of `size` pixels whose middle height is at `y`.
    pub(super) fn text(&self, text: &str, (x, y): (f64, f64), size: f64, align: Align, ink: Ink) {
        let across = match align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        };
        // plotters divides by 1.24 what it is given.
        let font = FontDesc::new(
            FontFamily::Name(font::FAMILY),
            size * UNITS * 1.24,
            FontStyle::Normal,
        );
        let colour = ink.colour();
        let style = font
            .into_text_style(&self.area)
            .color(&colour)
            .pos(Pos::new(across, VPos::Center));
        // The backend centres by half an x-height, which is low for Chinese: 0.1 em higher is the middle of both.
        let text = escape::line(text).replace(['\u{fffe}', '\u{ffff}'], "");
        if !text.trim().is_empty() {
            self.note(
                self.area
                    .draw(&Text::new(text, at(x, y + size * 0.09), style)),
            );
        }
    }

    fn note<E: std::fmt::Display>(&self, drawn: Result<(), E>) {
        if let Err(error) = drawn {
            self.failed.borrow_mut().get_or_insert(error.to_string());
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a sheet is a few thousand pixels"
)]
fn at(x: f64, y: f64) -> (i32, i32) {
    ((x * UNITS).round() as i32, (y * UNITS).round() as i32)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "lengths are positive and a few thousand pixels"
)]
fn amount(pixels: f64) -> u32 {
    (pixels * UNITS).round() as u32
}

/// Width of a label in pixels, near enough to leave room for it: a Chinese character is as wide as high, others about half.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars()
        .map(|c| match unicode_width::UnicodeWidthChar::width(c) {
            Some(2) => size,
            Some(1) => size * 0.57,
            _ => 0.0,
        })
        .sum()
}

/// The label cut so that it takes no more than `room` pixels.
pub(super) fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut fitted = String::new();
    for c in text.chars() {
        if width(&fitted, size) + width(&c.to_string(), size) + size > room {
            break;
        }
        fitted.push(c);
    }
    fitted.push('…');
    fitted
}
