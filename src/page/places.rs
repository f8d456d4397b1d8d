//! Where each part of a text came from, when the two differ in length: a decoded page and its bytes, words and their source.

/// A piecewise map from offsets of a text to offsets of its source.
///
/// A stretch is a run of characters that all take `width` bytes here and `source` bytes there, so that a page of one
/// encoding needs few of them; where both are equal the stretch is linear.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    stretches: Vec<Stretch>,
    length: u32,
}

#[derive(Debug, Clone, Copy)]
struct Stretch {
    at: u32,
    from: u32,
    width: u32,
    source: u32,
}

impl Places {
    /// The map of a text that is its source, `shift` bytes later.
    pub(super) fn shifted(length: usize, shift: usize) -> Self {
        let mut places = Self::default();
        places.push(length, shift, length);
        places
    }

    /// Appends `width` bytes of text that came from `source` bytes at `from`.
    pub(super) fn push(&mut self, width: usize, from: usize, source: usize) {
        let (width, from, source) = (narrow(width), narrow(from), narrow(source));
        if width == 0 {
            return;
        }
        let at = self.length;
        self.length += width;
        let (width, source) = if width == source {
            (1, 1)
        } else {
            (width, source)
        };
        if let Some(last) = self.stretches.last() {
            let same = last.width == width && last.source == source;
            if same && from == last.from + (at - last.at) / width * source {
                return;
            }
        }
        self.stretches.push(Stretch {
            at,
            from,
            width,
            source,
        });
    }

    /// Where the character at `offset` begins in the source.
    pub(super) fn start(&self, offset: usize) -> usize {
        let offset = narrow(offset);
        let next = self
            .stretches
            .partition_point(|stretch| stretch.at <= offset);
        match next.checked_sub(1).map(|index| self.stretches[index]) {
            Some(found) => wide(found.from + (offset - found.at) / found.width * found.source),
            None => 0,
        }
    }

    /// Where the character that ends before `offset` ends in the source.
    pub(super) fn end(&self, offset: usize) -> usize {
        let offset = narrow(offset);
        let next = self
            .stretches
            .partition_point(|stretch| stretch.at < offset);
        match next.checked_sub(1).map(|index| self.stretches[index]) {
            Some(found) => {
                wide(found.from + (offset - found.at).div_ceil(found.width) * found.source)
            }
            None => 0,
        }
    }
}

/// Offsets are kept in 32 bits: a body is cut long before.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).expect("a body is shorter than 4 GiB")
}

/// Back to the offsets of the language.
pub(super) fn wide(offset: u32) -> usize {
    usize::try_from(offset).expect("an offset fits the machine")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_one_width_share_a_stretch() {
        let mut places = Places::default();
        for n in 0..3 {
            places.push(3, n * 2, 2);
        }
        assert_eq!(places.stretches.len(), 1);
        assert_eq!((places.start(6), places.end(6), places.end(9)), (4, 4, 6));
    }

    #[test]
    fn an_end_belongs_to_the_character_before_it() {
        let mut places = Places::default();
        places.push(4, 0, 4);
        places.push(1, 20, 6);
        assert_eq!((places.start(4), places.end(4), places.end(5)), (20, 4, 26));
    }
}
