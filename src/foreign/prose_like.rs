//! Whether a value is prose: words that somebody reads, and not a setting.

use crate::claim::Unit;

/// Whether at least `least` words stand there, one of them of letters alone, and nothing that looks like code.
pub(super) fn several_words(value: &str, least: usize) -> bool {
    let value = value.trim();
    let words = value.split_whitespace().count();
    let reads = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !word.contains(['/', '=', '{', '<', ';'])
    };
    let code = ["{", "/", "[{", "[[", "[\""].iter().any(|lead| value.starts_with(lead));
    // A name with its address is no sentence.
    let address = value.contains("://") && words <= 4;
    words >= least && !code && !address && value.split_whitespace().any(reads)
}

/// The figure of a result tile: a number with a sign that makes it one, and no words of its own.
pub(super) fn is_tile_figure(value: &str) -> bool {
    let value = value.trim();
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    let marked = value.contains(['%', '×', '$', '€', '£', '+']) || scaled(&value.to_lowercase());
    value.len() <= 16 && letters <= 3 && value.contains(|c: char| c.is_ascii_digit()) && marked
}

/// "$4.8M saved", "40% faster": the figure of a tile and one word.
pub(super) fn figure_and_word(value: &str) -> bool {
    let word = |word: &str| word.len() > 3 && word.chars().all(char::is_alphabetic);
    value.trim().split_once(' ').is_some_and(|(figure, rest)| is_tile_figure(figure) && word(rest))
}

/// A number of its own, with little that says what it is: "12", "12,800", "10 days", "5.7 million"; no number of a step, and
/// no year.
pub(super) fn is_bare_figure(value: &str) -> bool {
    let value = value.trim();
    if let Some((number, unit)) = value.split_once(' ') {
        let number = number.trim_start_matches(['~', '<', '>']);
        let digits = number.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'));
        let known = Unit::parse(unit).is_time() || matches!(unit, "million" | "billion" | "thousand");
        return digits && number.starts_with(|c: char| c.is_ascii_digit()) && known;
    }
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let plain = digits == value.len();
    digits >= 2
        && value.len() <= 12
        && value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
        && !value.starts_with('0')
        && !value.ends_with(['.', ','])
        && !(plain && digits == 4)
}

/// Whether the letters behind the digits make it an amount: "3x", "10pp", "4M".
fn scaled(value: &str) -> bool {
    let value = value.trim_end_matches(|c: char| !c.is_alphanumeric());
    let digits = value.trim_end_matches(char::is_alphabetic);
    let letters = &value[digits.len()..];
    digits.trim_end().ends_with(|c: char| c.is_ascii_digit())
        && matches!(
            letters,
            "x" | "pp"
                | "pts"
                | "k"
                | "m"
                | "b"
                | "bn"
                | "mn"
                | "ms"
                | "s"
                | "sec"
                | "secs"
                | "mb"
                | "gb"
                | "tb"
                | "pb"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_told_from_settings() {
        for yes in [
            "Cut time by 62%",
            "builds 8 times faster",
            "Read https://a.example and save 4 hours",
            "[cut it](evidence:x) by half",
        ] {
            assert!(several_words(yes, 3), "{yes}");
        }
        for no in
            ["width=device-width, initial-scale=1, x=1", "62%", "a b", "{\"a\": 1, \"b\": 2}", "/a b c", "0 0 24 24"]
        {
            assert!(!several_words(no, 3), "{no}");
        }
    }

    #[test]
    fn tiles_hold_a_figure_alone() {
        for yes in ["62%", "3x", "$1.2M", "10×", "500+", "-40 %", "10pp*", "4M", "12 k", "11 PB"] {
            assert!(is_tile_figure(yes), "{yes}");
        }
        for no in ["2023", "1.", "62% less time", "Step 3", "x", "m", "5 min", "two years, – \u{a0}"] {
            assert!(!is_tile_figure(no), "{no}");
        }
    }
}
