//! 三十, 一百二十, 两, 半, ２０, 20: numerals as offices print them.

use super::fold;

/// The number that a whole text is, in digits of any width or in Chinese numerals; `半` is a half.
///
/// `None` for anything else and for numerals that are not well formed: `三十五十`, `廿`.
pub fn read(text: &str) -> Option<f64> {
    let text = fold::words(&fold::half_width(text));
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.')
            .then(|| text.parse().ok())
            .flatten();
    }
    if text == "半" {
        return Some(0.5);
    }
    chinese(&text).map(f64::from)
}

/// The first number printed in a text: `原件1份` → 1, `两份` → 2.
pub fn first(text: &str) -> Option<f64> {
    let text = fold::half_width(text);
    let is_part =
        |c: char| c.is_ascii_digit() || c == '.' || digit(c).is_some() || place(c).is_some();
    text.split(|c: char| !is_part(c))
        .filter(|part| !part.is_empty())
        .find_map(read)
}

/// A Chinese numeral below ten thousand: `二十`, `一百零五`, `两`.
fn chinese(text: &str) -> Option<u32> {
    let (mut total, mut pending, mut ceiling) = (0, None, 10_000);
    let mut zero = false;
    for c in text.chars() {
        if let Some(value) = digit(c) {
            if value == 0 {
                // a zero stands alone or fills one gap between places
                if zero || pending.is_some() || (total == 0 && text.chars().count() > 1) {
                    return None;
                }
                zero = true;
                continue;
            }
            if pending.replace(value).is_some() {
                return None;
            }
            zero = false;
            continue;
        }
        let place = place(c)?;
        if place >= ceiling || (place > 10 && pending.is_none()) {
            return None;
        }
        // 十五 is fifteen, 一百十五 is heard too
        total += pending.take().unwrap_or(1) * place;
        ceiling = place;
    }
    match pending {
        Some(value) => Some(total + value),
        None if total > 0 && !zero => Some(total),
        None if zero && total == 0 => Some(0),
        None => None,
    }
}

/// Chinese numerals that count entries, steps and attachments.
pub(crate) const COUNTING: &str = "一二三四五六七八九十";

/// The value of one Chinese digit.
pub(crate) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The place that a Chinese character multiplies by.
fn place(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// Whether a character can be part of a Chinese numeral.
pub(crate) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || place(c).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_every_kind_are_numbers() {
        for (text, value) in [
            ("20", 20.0),
            ("２０", 20.0),
            ("0.5", 0.5),
            (" 7 ", 7.0),
            ("十", 10.0),
            ("十五", 15.0),
            ("三十", 30.0),
            ("四十五", 45.0),
            ("一百二十", 120.0),
            ("一百零五", 105.0),
            ("一千", 1000.0),
            ("两", 2.0),
            ("两百", 200.0),
            ("半", 0.5),
            ("零", 0.0),
            ("九千九百九十九", 9999.0),
        ] {
            assert_eq!(read(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_not_well_formed_is_no_number() {
        for text in [
            "",
            "廿",
            "三十五十",
            "十百",
            "一二",
            "百",
            "零零",
            "一零",
            "5个",
            "-1",
            "1.2.3",
            "1e5",
            "inf",
            "NaN",
            "一百零零五",
            "零五",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
