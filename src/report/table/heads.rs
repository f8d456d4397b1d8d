//! The heads of the element columns: as readable as the room allows.

use unicode_width::UnicodeWidthStr;

use super::{GAP, SCORE};

/// The heads of the element columns.
#[derive(Debug, PartialEq)]
pub(super) struct Heads {
    /// Width of each column without the gap before it; none where the elements find no room.
    pub(super) columns: Vec<usize>,
    /// The heads by line, each a column.
    pub(super) lines: Vec<Vec<String>>,
    /// What the heads stand for, where they are letters.
    pub(super) legend: Vec<String>,
}

impl Heads {
    /// The most readable heads that fit beside the names: titles in one line, in two, letters with a legend, or none.
    pub(super) fn that_fit(titles: &[String], room: usize, longest_name: usize) -> Self {
        /// A name is cut to no less.
        const NAME: usize = 12;
        let wanted = longest_name.min(24);
        let one = || {
            Self::of(
                &titles
                    .iter()
                    .map(|title| vec![title.clone()])
                    .collect::<Vec<_>>(),
            )
        };
        let two = || Self::of(&titles.iter().map(|title| halves(title)).collect::<Vec<_>>());
        let letters = || Self::letters(titles);
        let tries: [(&dyn Fn() -> Self, usize); 5] = [
            (&one, wanted),
            (&two, wanted),
            (&two, NAME),
            (&letters, wanted),
            (&letters, NAME),
        ];
        for (heads, name) in tries {
            let heads = heads();
            if heads.width() + name <= room {
                return heads;
            }
        }
        Self::of(&[])
    }

    /// Heads of one or two lines each, the last line at the bottom.
    fn of(titles: &[Vec<String>]) -> Self {
        let height = titles.iter().map(Vec::len).max().unwrap_or(1);
        let columns = titles
            .iter()
            .map(|lines| lines.iter().map(|line| line.width()).max().unwrap_or(0))
            .map(|widest| widest.max(SCORE))
            .collect();
        let lines = (0..height)
            .map(|at| {
                titles
                    .iter()
                    .map(|lines| {
                        let above = height - lines.len();
                        at.checked_sub(above)
                            .map_or_else(String::new, |at| lines[at].clone())
                    })
                    .collect()
            })
            .collect();
        Self {
            columns,
            lines,
            legend: Vec::new(),
        }
    }

    fn letters(titles: &[String]) -> Self {
        let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
        let letters: Vec<Vec<String>> = (0..titles.len())
            .map(|at| vec![letter(at).to_string()])
            .collect();
        let legend: Vec<String> = titles
            .iter()
            .enumerate()
            .map(|(at, title)| format!("{} {title}", letter(at)))
            .collect();
        Self {
            legend: vec![legend.join(" · ")],
            ..Self::of(&letters)
        }
    }

    /// Columns that all of them take, with their gaps.
    pub(super) fn width(&self) -> usize {
        self.columns.iter().map(|column| column + GAP).sum()
    }
}

/// A title in two lines of nearly the same width: between two words, or between two characters where it is one word.
fn halves(title: &str) -> Vec<String> {
    let places: Vec<(usize, usize)> = if title.contains(' ') {
        let spaces = title.match_indices(' ');
        spaces.map(|(at, _)| (at, at + 1)).collect()
    } else if title.width() > 6 && !title.is_ascii() {
        let places = title.char_indices().skip(1);
        places.map(|(at, _)| (at, at)).collect()
    } else {
        Vec::new()
    };
    let widest = |(end, start): &(usize, usize)| title[..*end].width().max(title[*start..].width());
    let best = places.into_iter().min_by_key(widest);
    best.map_or_else(
        || vec![title.to_owned()],
        |(end, start)| vec![title[..end].to_owned(), title[start..].to_owned()],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_that_find_no_room_are_letters_with_a_legend() {
        let titles =
            ["Practical content", "Convenience", "Effective consultation"].map(str::to_owned);
        let heads = Heads::that_fit(&titles, 36, 20);
        assert_eq!(heads.lines, [["A", "B", "C"].map(str::to_owned)]);
        assert_eq!(
            heads.legend,
            ["A Practical content · B Convenience · C Effective consultation"]
        );
        let heads = Heads::that_fit(&titles, 60, 20);
        assert_eq!(
            heads.lines,
            [
                ["Practical", "", "Effective"].map(str::to_owned),
                ["content", "Convenience", "consultation"].map(str::to_owned)
            ]
        );
        assert_eq!(Heads::that_fit(&titles, 20, 20).width(), 0);
    }
}
