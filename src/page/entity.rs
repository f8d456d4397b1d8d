//! Character references: `&nbsp;`, `&#20013;`, `&#x4e2d;` and the bare `&nbsp` of old pages.

/// Reads the reference at the beginning of `rest` (which begins with `&`); the character, and the bytes it took.
///
/// Named are those of HTML 4 and a few more: pages use no others. An unknown name stays as it is printed.
pub(super) fn reference(rest: &str) -> Option<(char, usize)> {
    let name = rest.strip_prefix('&')?;
    if let Some(number) = name.strip_prefix('#') {
        return numbered(number);
    }
    let length = name
        .bytes()
        .take(9)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let word = &name[..length];
    if name.as_bytes().get(length) == Some(&b';') {
        let known = look(NAMED, word).or_else(|| look(BARE, word));
        if let Some(known) = known {
            return Some((known, length + 2));
        }
    }
    (2..=length.min(6))
        .rev()
        .find_map(|end| look(BARE, &word[..end]).map(|known| (known, end + 1)))
}

/// Adds words with every reference undone.
pub(super) fn undo(words: &str, out: &mut String) {
    let mut rest = words;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (c, length) = reference(rest).unwrap_or(('&', 1));
        out.push(c);
        rest = &rest[length..];
    }
    out.push_str(rest);
}

fn look(table: &[(&str, char)], name: &str) -> Option<char> {
    let found = table.binary_search_by(|(known, _)| known.cmp(&name)).ok()?;
    Some(table[found].1)
}

fn numbered(number: &str) -> Option<(char, usize)> {
    let (digits, radix, before) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16, 3),
        None => (number, 10, 2),
    };
    let mut code = 0_u32;
    let mut length = 0;
    for digit in digits.chars().map_while(|c| c.to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        length += 1;
    }
    if length == 0 {
        return None;
    }
    let semicolon = usize::from(digits.as_bytes().get(length) == Some(&b';'));
    // numbers of the C1 block mean windows-1252, as everywhere on the web
    let c = match code {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9f => {
            let byte = [u8::try_from(code).expect("below 256")];
            encoding_rs::WINDOWS_1252.decode(&byte).0.chars().next()?
        }
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Some((c, before + length + semicolon))
}

/// Names that count without their semicolon too.
#[rustfmt::skip]
const BARE: &[(&str, char)] = &[
    ("AElig", '\u{c6}'), ("AMP", '\u{26}'), ("Aacute", '\u{c1}'), ("Acirc", '\u{c2}'), ("Agrave", '\u{c0}'),
    ("Aring", '\u{c5}'), ("Atilde", '\u{c3}'), ("Auml", '\u{c4}'), ("COPY", '\u{a9}'), ("Ccedil", '\u{c7}'),
    ("ETH", '\u{d0}'), ("Eacute", '\u{c9}'), ("Ecirc", '\u{ca}'), ("Egrave", '\u{c8}'), ("Euml", '\u{cb}'),
    ("GT", '\u{3e}'), ("Iacute", '\u{cd}'), ("Icirc", '\u{ce}'), ("Igrave", '\u{cc}'), ("Iuml", '\u{cf}'),
    ("LT", '\u{3c}'), ("Ntilde", '\u{d1}'), ("Oacute", '\u{d3}'), ("Ocirc", '\u{d4}'), ("Ograve", '\u{d2}'),
    ("Oslash", '\u{d8}'), ("Otilde", '\u{d5}'), ("Ouml", '\u{d6}'), ("QUOT", '\u{22}'), ("REG", '\u{ae}'),
    ("THORN", '\u{de}'), ("Uacute", '\u{da}'), ("Ucirc", '\u{db}'), ("Ugrave", '\u{d9}'), ("Uuml", '\u{dc}'),
    ("Yacute", '\u{dd}'), ("aacute", '\u{e1}'), ("acirc", '\u{e2}'), ("acute", '\u{b4}'), ("aelig", '\u{e6}'),
    ("agrave", '\u{e0}'), ("amp", '\u{26}'), ("aring", '\u{e5}'), ("atilde", '\u{e3}'), ("auml", '\u{e4}'),
    ("brvbar", '\u{a6}'), ("ccedil", '\u{e7}'), ("cedil", '\u{b8}'), ("cent", '\u{a2}'), ("copy", '\u{a9}'),
    ("curren", '\u{a4}'), ("deg", '\u{b0}'), ("divide", '\u{f7}'), ("eacute", '\u{e9}'), ("ecirc", '\u{ea}'),
    ("egrave", '\u{e8}'), ("eth", '\u{f0}'), ("euml", '\u{eb}'), ("frac12", '\u{bd}'), ("frac14", '\u{bc}'),
    ("frac34", '\u{be}'), ("gt", '\u{3e}'), ("iacute", '\u{ed}'), ("icirc", '\u{ee}'), ("iexcl", '\u{a1}'),
    ("igrave", '\u{ec}'), ("iquest", '\u{bf}'), ("iuml", '\u{ef}'), ("laquo", '\u{ab}'), ("lt", '\u{3c}'),
    ("macr", '\u{af}'), ("micro", '\u{b5}'), ("middot", '\u{b7}'), ("nbsp", '\u{a0}'), ("not", '\u{ac}'),
    ("ntilde", '\u{f1}'), ("oacute", '\u{f3}'), ("ocirc", '\u{f4}'), ("ograve", '\u{f2}'), ("ordf", '\u{aa}'),
    ("ordm", '\u{ba}'), ("oslash", '\u{f8}'), ("otilde", '\u{f5}'), ("ouml", '\u{f6}'), ("para", '\u{b6}'),
    ("plusmn", '\u{b1}'), ("pound", '\u{a3}'), ("quot", '\u{22}'), ("raquo", '\u{bb}'), ("reg", '\u{ae}'),
    ("sect", '\u{a7}'), ("shy", '\u{ad}'), ("sup1", '\u{b9}'), ("sup2", '\u{b2}'), ("sup3", '\u{b3}'),
    ("szlig", '\u{df}'), ("thorn", '\u{fe}'), ("times", '\u{d7}'), ("uacute", '\u{fa}'), ("ucirc", '\u{fb}'),
    ("ugrave", '\u{f9}'), ("uml", '\u{a8}'), ("uuml", '\u{fc}'), ("yacute", '\u{fd}'), ("yen", '\u{a5}'),
    ("yuml", '\u{ff}'),
];

/// Names that end in a semicolon.
#[rustfmt::skip]
const NAMED: &[(&str, char)] = &[
    ("Alpha", '\u{391}'), ("Beta", '\u{392}'), ("Chi", '\u{3a7}'), ("Dagger", '\u{2021}'), ("Delta", '\u{394}'),
    ("Epsilon", '\u{395}'), ("Eta", '\u{397}'), ("Gamma", '\u{393}'), ("Iota", '\u{399}'), ("Kappa", '\u{39a}'),
    ("Lambda", '\u{39b}'), ("Mu", '\u{39c}'), ("NewLine", '\u{a}'), ("Nu", '\u{39d}'), ("OElig", '\u{152}'),
    ("Omega", '\u{3a9}'), ("Omicron", '\u{39f}'), ("Phi", '\u{3a6}'), ("Pi", '\u{3a0}'), ("Prime", '\u{2033}'),
    ("Psi", '\u{3a8}'), ("Rho", '\u{3a1}'), ("Scaron", '\u{160}'), ("Sigma", '\u{3a3}'), ("Tab", '\u{9}'),
    ("Tau", '\u{3a4}'), ("Theta", '\u{398}'), ("Upsilon", '\u{3a5}'), ("Xi", '\u{39e}'), ("Yuml", '\u{178}'),
    ("Zeta", '\u{396}'), ("alefsym", '\u{2135}'), ("alpha", '\u{3b1}'), ("and", '\u{2227}'), ("ang", '\u{2220}'),
    ("apos", '\u{27}'), ("asymp", '\u{2248}'), ("bdquo", '\u{201e}'), ("beta", '\u{3b2}'), ("bull", '\u{2022}'),
    ("cap", '\u{2229}'), ("check", '\u{2713}'), ("chi", '\u{3c7}'), ("circ", '\u{2c6}'), ("clubs", '\u{2663}'),
    ("colon", '\u{3a}'), ("comma", '\u{2c}'), ("cong", '\u{2245}'), ("crarr", '\u{21b5}'), ("cup", '\u{222a}'),
    ("dArr", '\u{21d3}'), ("dagger", '\u{2020}'), ("darr", '\u{2193}'), ("dash", '\u{2010}'), ("delta", '\u{3b4}'),
    ("diams", '\u{2666}'), ("empty", '\u{2205}'), ("emsp", '\u{2003}'), ("ensp", '\u{2002}'), ("epsilon", '\u{3b5}'),
    ("equals", '\u{3d}'), ("equiv", '\u{2261}'), ("eta", '\u{3b7}'), ("euro", '\u{20ac}'), ("excl", '\u{21}'),
    ("exist", '\u{2203}'), ("fnof", '\u{192}'), ("forall", '\u{2200}'), ("frasl", '\u{2044}'), ("gamma", '\u{3b3}'),
    ("ge", '\u{2265}'), ("hArr", '\u{21d4}'), ("harr", '\u{2194}'), ("hearts", '\u{2665}'), ("hellip", '\u{2026}'),
    ("hyphen", '\u{2010}'), ("image", '\u{2111}'), ("infin", '\u{221e}'), ("int", '\u{222b}'), ("iota", '\u{3b9}'),
    ("isin", '\u{2208}'), ("kappa", '\u{3ba}'), ("lArr", '\u{21d0}'), ("lambda", '\u{3bb}'), ("lang", '\u{2329}'),
    ("larr", '\u{2190}'), ("lceil", '\u{2308}'), ("ldquo", '\u{201c}'), ("le", '\u{2264}'), ("lfloor", '\u{230a}'),
    ("lowast", '\u{2217}'), ("lowbar", '\u{5f}'), ("loz", '\u{25ca}'), ("lpar", '\u{28}'), ("lrm", '\u{200e}'),
    ("lsaquo", '\u{2039}'), ("lsqb", '\u{5b}'), ("lsquo", '\u{2018}'), ("mdash", '\u{2014}'), ("minus", '\u{2212}'),
    ("mu", '\u{3bc}'), ("nabla", '\u{2207}'), ("ndash", '\u{2013}'), ("ne", '\u{2260}'), ("ni", '\u{220b}'),
    ("notin", '\u{2209}'), ("nsub", '\u{2284}'), ("nu", '\u{3bd}'), ("num", '\u{23}'), ("oelig", '\u{153}'),
    ("oline", '\u{203e}'), ("omega", '\u{3c9}'), ("omicron", '\u{3bf}'), ("oplus", '\u{2295}'), ("or", '\u{2228}'),
    ("otimes", '\u{2297}'), ("part", '\u{2202}'), ("percnt", '\u{25}'), ("period", '\u{2e}'), ("permil", '\u{2030}'),
    ("perp", '\u{22a5}'), ("phi", '\u{3c6}'), ("pi", '\u{3c0}'), ("piv", '\u{3d6}'), ("plus", '\u{2b}'),
    ("prime", '\u{2032}'), ("prod", '\u{220f}'), ("prop", '\u{221d}'), ("psi", '\u{3c8}'), ("quest", '\u{3f}'),
    ("rArr", '\u{21d2}'), ("radic", '\u{221a}'), ("rang", '\u{232a}'), ("rarr", '\u{2192}'), ("rceil", '\u{2309}'),
    ("rdquo", '\u{201d}'), ("real", '\u{211c}'), ("rfloor", '\u{230b}'), ("rho", '\u{3c1}'), ("rlm", '\u{200f}'),
    ("rpar", '\u{29}'), ("rsaquo", '\u{203a}'), ("rsqb", '\u{5d}'), ("rsquo", '\u{2019}'), ("sbquo", '\u{201a}'),
    ("scaron", '\u{161}'), ("sdot", '\u{22c5}'), ("semi", '\u{3b}'), ("sigma", '\u{3c3}'), ("sigmaf", '\u{3c2}'),
    ("sim", '\u{223c}'), ("sol", '\u{2f}'), ("spades", '\u{2660}'), ("star", '\u{2606}'), ("starf", '\u{2605}'),
    ("sub", '\u{2282}'), ("sube", '\u{2286}'), ("sum", '\u{2211}'), ("sup", '\u{2283}'), ("supe", '\u{2287}'),
    ("tau", '\u{3c4}'), ("there4", '\u{2234}'), ("theta", '\u{3b8}'), ("thetasym", '\u{3d1}'),
    ("thinsp", '\u{2009}'), ("tilde", '\u{2dc}'), ("trade", '\u{2122}'), ("uArr", '\u{21d1}'), ("uarr", '\u{2191}'),
    ("upsih", '\u{3d2}'), ("upsilon", '\u{3c5}'), ("weierp", '\u{2118}'), ("xi", '\u{3be}'), ("zeta", '\u{3b6}'),
    ("zwj", '\u{200d}'), ("zwnj", '\u{200c}'),
];

#[cfg(test)]
pub(super) fn undone(words: &str) -> String {
    let mut out = String::new();
    undo(words, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_undone_with_and_without_semicolon() {
        assert_eq!(
            undone("a&nbsp;b&nbspc &lt;5&gt; &#20013;&#x4E2D"),
            "a\u{a0}b\u{a0}c <5> 中中"
        );
        assert_eq!(undone("&ldquo;&hellip;&rdquo;&ensp;"), "“…”\u{2002}");
    }

    #[test]
    fn what_is_no_reference_stays() {
        assert_eq!(undone("R&D &; &nosuch; &#; &"), "R&D &; &nosuch; &#; &");
    }

    #[test]
    fn numbers_beyond_unicode_are_replaced() {
        assert_eq!(
            undone("&#99999999999;&#xd800;&#0;"),
            "\u{fffd}\u{fffd}\u{fffd}"
        );
        assert_eq!(undone("&#150;"), "–");
    }

    #[test]
    fn both_tables_are_sorted() {
        assert!(BARE.is_sorted() && NAMED.is_sorted());
    }
}
