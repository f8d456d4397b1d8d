//! The picture of a drawn page with a box around the words of each fact. Personal data is painted over; what shows letters
//! is white but for words that are known to hold none.

use std::ops::Range;

use minijinja::{Value, context};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::archive::shown::Shown;
use crate::archive::{Capture, CaptureKind};
use crate::extract::{Fact, FactId};

use super::super::mask::{Scope, mask};
use super::super::quote::{SiteFacts, field_name};
use super::Pages;

/// Pixels kept above and below the boxes.
const AROUND: usize = 120;

/// Height of what is shown at most, in pixels.
const HEIGHT: usize = 2_400;

/// Sides of a picture at most, in pixels: a window's width, and what a crawl takes of a page's height.
const SIDES: (usize, usize) = (4_096, 16_384);

/// Pixels that a cover reaches beyond the words: what is left of their edges in the picture goes with them.
const EDGE: u32 = 3;

/// What stands where personal data stood.
const COVER: [u8; 3] = [0xaa, 0xaa, 0xaa];

/// A picture of a drawn page, row by row.
struct Sheet {
    width: usize,
    height: usize,
    /// Red, green, blue.
    pixels: Vec<u8>,
}

/// The picture for the page of some facts; nothing where there is none, or none of their words stands on it.
pub(super) fn of(
    pages: &Pages<'_>,
    scope: Scope,
    drawn: &Capture,
    quoted: &[(&FactId, &Fact)],
) -> Option<Value> {
    if drawn.kind != CaptureKind::Rendered {
        return None;
    }
    let picture = (pages.input.captures)(&Shown::picture_of(drawn))?;
    let shown = Shown::noted(&picture.notes)?;
    let text = std::str::from_utf8(&drawn.body).ok()?;
    let length = drawn.body.len() as u64;
    let found: Vec<(usize, &Fact, Shown)> = quoted
        .iter()
        .enumerate()
        .filter(|(_, (_, fact))| !SiteFacts::is_of_whole_page(fact, length))
        .filter_map(|(at, (_, fact))| Some((at + 1, *fact, place(fact, &shown)?)))
        .collect();
    let mut sheet = Sheet::read(&picture.body)?;
    let (first, last) = (
        found.iter().map(|(.., at)| at.y as usize).min()?,
        found
            .iter()
            .map(|(.., at)| (at.y + at.height) as usize)
            .max()?,
    );
    let top = first.saturating_sub(AROUND);
    let bottom = (last + AROUND).min(top + HEIGHT).min(sheet.height);
    if first >= bottom {
        return None;
    }
    sheet.cover(scope, text, &shown);
    let data = sheet.png(top..bottom)?;
    let boxes: Vec<Value> = found
        .iter()
        .filter(|(.., at)| ((at.y + at.height) as usize) <= bottom)
        .map(|(number, fact, at)| {
            context! {
                number => number,
                field => field_name(pages.words, fact),
                x => at.x, y => at.y, width => at.width, height => at.height,
            }
        })
        .collect();
    Some(context! {
        top => top,
        width => sheet.width,
        height => bottom - top,
        boxes => boxes,
        data => Value::from_safe_string(data_encoding::BASE64.encode(&data)),
    })
}

/// The box around the words of a fact.
fn place(fact: &Fact, shown: &[Shown]) -> Option<Shown> {
    let evidence = fact.evidence.as_ref()?;
    let stands = |at: &&Shown| {
        let words = at.words.as_ref();
        words.is_some_and(|words| words.start < evidence.end && evidence.start < words.end)
    };
    shown
        .iter()
        .filter(stands)
        .cloned()
        .reduce(|one, other| Shown {
            words: None,
            x: one.x.min(other.x),
            y: one.y.min(other.y),
            width: (one.x + one.width).max(other.x + other.width) - one.x.min(other.x),
            height: (one.y + one.height).max(other.y + other.height) - one.y.min(other.y),
        })
}

/// The bytes of a text of which a mask leaves nothing.
fn masked(scope: Scope, text: &str) -> Vec<Range<u64>> {
    let masked = mask(scope, text);
    let pairs = text.char_indices().zip(masked.chars());
    pairs
        .filter(|((_, before), after)| before != after)
        .map(|((at, c), _)| at as u64..(at + c.len_utf8()) as u64)
        .collect()
}

impl Sheet {
    /// Decodes a picture; nothing where it is not one of a page.
    fn read(jpeg: &[u8]) -> Option<Self> {
        let options = DecoderOptions::default()
            .jpeg_set_out_colorspace(ColorSpace::RGB)
            .set_max_width(SIDES.0)
            .set_max_height(SIDES.1);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
        let pixels = decoder.decode().ok()?;
        let (width, height) = decoder.dimensions()?;
        (pixels.len() == width * height * 3).then_some(Self {
            width,
            height,
            pixels,
        })
    }

    /// Paints over what must not be seen: boxes with personal data, and those whose words are not in the mark-up. Where
    /// letters are shown, what is in no box goes too.
    fn cover(&mut self, scope: Scope, text: &str, shown: &[Shown]) {
        let masked = masked(scope, text);
        let is_bare = |at: &Shown| {
            let Some(words) = &at.words else { return false };
            let next = masked.partition_point(|hit| hit.end <= words.start);
            masked.get(next).is_none_or(|hit| hit.start >= words.end)
        };
        let (bare, others): (Vec<&Shown>, Vec<&Shown>) = shown.iter().partition(|at| is_bare(at));
        if scope == Scope::Letter {
            let mut white = vec![0xff; self.pixels.len()];
            for at in bare {
                self.rows(at, 0, |row| {
                    white[row.clone()].copy_from_slice(&self.pixels[row]);
                });
            }
            self.pixels = white;
        }
        for at in others {
            let mut rows = Vec::new();
            self.rows(at, EDGE, |row| rows.push(row));
            for row in rows {
                for pixel in self.pixels[row].chunks_exact_mut(3) {
                    pixel.copy_from_slice(&COVER);
                }
            }
        }
    }

    /// The bytes of each row of a box, so many pixels wider on every side.
    fn rows(&self, at: &Shown, edge: u32, mut each: impl FnMut(Range<usize>)) {
        let side = |from: u32, length: u32, limit: usize| {
            let end = from.saturating_add(length).saturating_add(edge) as usize;
            (from.saturating_sub(edge) as usize).min(limit)..end.min(limit)
        };
        let across = side(at.x, at.width, self.width);
        for row in side(at.y, at.height, self.height) {
            let start = row * self.width;
            each((start + across.start) * 3..(start + across.end) * 3);
        }
    }

    /// Some of its rows as a PNG. Sixteen steps of each colour show words as well as all do, in a third of the bytes.
    fn png(&self, rows: Range<usize>) -> Option<Vec<u8>> {
        let line = self.width * 3;
        let shown = &self.pixels[rows.start * line..rows.end * line];
        let steps: Vec<u8> = shown.iter().map(|of| of & 0xf0 | of >> 4).collect();
        let (width, height) = (self.width.try_into().ok()?, rows.len().try_into().ok()?);
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, width, height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&steps).ok()?;
        writer.finish().ok()?;
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<td>办理条件</td><td>年满十八周岁</td><td>身份证号110101199003077758</td>";

    fn sheet() -> Sheet {
        Sheet {
            width: 40,
            height: 30,
            pixels: vec![0x10; 40 * 30 * 3],
        }
    }

    fn shown(words: Option<&str>, y: u32) -> Shown {
        let words = words.map(|words| {
            let at = TEXT.find(words).expect("words of the text");
            at as u64..(at + words.len()) as u64
        });
        Shown {
            words,
            x: 4,
            y,
            width: 10,
            height: 4,
        }
    }

    fn pixel(sheet: &Sheet, x: usize, y: usize) -> u8 {
        sheet.pixels[(y * sheet.width + x) * 3]
    }

    #[test]
    fn what_is_masked_or_unknown_is_covered_and_letters_show_nothing_else() {
        let all = [
            shown(Some("年满十八周岁"), 2),
            shown(Some("身份证号110101199003077758"), 12),
            shown(None, 22),
        ];
        for (scope, beside) in [(Scope::Other, 0x10), (Scope::Letter, 0xff)] {
            let mut sheet = sheet();
            sheet.cover(scope, TEXT, &all);
            assert_eq!(pixel(&sheet, 8, 3), 0x10, "{scope:?}");
            assert_eq!(pixel(&sheet, 8, 14), COVER[0], "{scope:?}");
            assert_eq!(pixel(&sheet, 8, 24), COVER[0], "{scope:?}");
            assert_eq!(pixel(&sheet, 30, 3), beside, "{scope:?}");
        }
    }

    #[test]
    fn boxes_beyond_the_edges_and_what_is_no_picture_do_no_harm() {
        let mut sheet = sheet();
        let far = Shown {
            words: None,
            x: 39,
            y: 29,
            width: u32::MAX,
            height: u32::MAX,
        };
        sheet.cover(Scope::Other, TEXT, &[far]);
        assert_eq!(pixel(&sheet, 39, 29), COVER[0]);
        assert_eq!(pixel(&sheet, 30, 20), 0x10);
        let png = sheet.png(5..25).expect("a picture");
        assert!(png.starts_with(b"\x89PNG"));
        for spoilt in [
            &b""[..],
            b"\xff\xd8",
            b"\x89PNG",
            b"\xff\xd8\xff\xe0\0\x10JFIF\0",
        ] {
            assert!(Sheet::read(spoilt).is_none());
        }
    }
}
