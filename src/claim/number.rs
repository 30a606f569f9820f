//! Numbers as people write them: digits, words, fractions, scale words, and how precisely each was printed.

use super::exact::Exact;
use super::numeral;
use super::token::{Kind, Tokens};

/// A number in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// What it says.
    pub value: Exact,
    /// One unit in the last printed place: 1 for `62`, 1/10 for `61.9`, 1,000 for `2,000` (trailing zeros of numbers from
    /// 100 on are not significant), 1,000,000 for `2 million`. Zero for a fraction in words.
    pub step: Exact,
    /// The place of the last printed digit when every digit counts, as after "exactly".
    pub strict: Exact,
    /// Written in words ("twenty", "half").
    pub words: bool,
    /// Without a definite value: "dozens", "thousands", "a few".
    pub vague: bool,
    /// A part of one: "half", "two thirds", "a quarter".
    pub fraction: bool,
}

impl Number {
    pub(super) fn whole(value: i64, words: bool) -> Number {
        Number { value: Exact::int(value), step: Exact::ONE, strict: Exact::ONE, words, vague: false, fraction: false }
    }

    pub(super) fn part(num: i128, den: i128) -> Option<Number> {
        let value = Exact::ratio(num, den)?;
        Some(Number { value, step: Exact::ZERO, strict: Exact::ZERO, words: true, vague: false, fraction: true })
    }

    /// Reads a plain decimal, such as a record's field: its digits say how precisely it was printed.
    pub fn printed(text: &str) -> Option<Number> {
        let text = text.trim();
        let value = Exact::parse(text)?;
        let decimals = text.split_once('.').map_or(0, |(_, rest)| rest.len());
        let strict = Exact::pow10(-i32::try_from(decimals).ok()?)?;
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let step = if decimals == 0 { trailing(&digits)? } else { strict };
        Some(Number { value, step, strict, words: false, vague: false, fraction: false })
    }

    /// The number times `factor`, its precision with it.
    pub(super) fn scaled(self, factor: Exact) -> Option<Number> {
        let (value, step) = (self.value.times(factor)?, self.step.times(factor)?);
        // "two and a half million" is a printed figure, no share of one.
        let fraction = self.fraction && factor == Exact::ONE;
        Some(Number { value, step, strict: self.strict.times(factor)?, fraction, ..self })
    }
}

/// Whether a number may begin with the word or mark `text`.
pub(super) fn opens(text: &str) -> bool {
    numeral::opens(text) || vulgar(text).is_some()
}

/// Reads the number that begins at token `i`; gives it with the index of the token after it. `money` allows the short
/// scales `m` and `b`, which elsewhere are metres, minutes or bytes.
pub(super) fn read(tokens: &Tokens, i: usize, money: bool) -> Option<(Number, usize)> {
    let (number, next) = match tokens.kind(i)? {
        Kind::Digits => digits(tokens, i)?,
        Kind::Word => numeral::words(tokens, i)?,
        Kind::Mark => (vulgar(tokens.at(i))?, i + 1),
        Kind::Name => return None,
    };
    match scale(tokens, next, money) {
        Some((factor, after)) if !number.vague => Some((number.scaled(factor)?, after)),
        _ => Some((number, next)),
    }
}

fn digits(tokens: &Tokens, i: usize) -> Option<(Number, usize)> {
    let text = without_dust(tokens.at(i));
    let mut next = i + 1;
    let Some(value) = Exact::parse(text) else {
        // More digits than anybody can mean: an amount all the same, of which nothing can be computed.
        let most = Exact::pow10(30)?;
        return Some((
            Number { value: most, step: most, strict: most, words: false, vague: true, fraction: false },
            next,
        ));
    };
    let decimals = text.split_once('.').map_or(0, |(_, rest)| rest.len());
    let strict = Exact::pow10(-i32::try_from(decimals).ok()?)?;
    let step = if decimals == 0 { trailing(text)? } else { strict };
    let mut number = Number { value, step, strict, words: false, vague: false, fraction: false };
    if decimals == 0 && tokens.glued(next) {
        if let Some(part) = vulgar(tokens.at(next)) {
            number.value = number.value.plus(part.value)?;
            number.step = Exact::pow10(-1)?;
            next += 1;
        } else if tokens.at(next) == "/" && tokens.glued(next + 1) && tokens.kind(next + 1) == Some(Kind::Digits) {
            // 1/2 to 9/10 are fractions; larger parts are dates, streets, scores.
            let below = tokens.at(next + 1).parse::<i128>().ok()?;
            let above = text.parse::<i128>().ok()?;
            if above < below && below <= 10 && tokens.at(next + 2) != "/" {
                return Some((Number { words: false, ..Number::part(above, below)? }, next + 2));
            }
        }
    }
    Some((number, next))
}

/// A decimal without the places nobody measures: those from the twentieth on.
fn without_dust(text: &str) -> &str {
    let point = text.find('.').unwrap_or(text.len());
    &text[..text.len().min(point + 20)]
}

/// The unit in the last significant place of a whole number: 1,500 is printed to the hundred; below 100 every digit counts.
fn trailing(digits: &str) -> Option<Exact> {
    let digits = digits.trim_start_matches('0');
    if digits.len() < 3 {
        return Some(Exact::ONE);
    }
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    Exact::pow10(i32::try_from(zeros).ok()?)
}

fn vulgar(mark: &str) -> Option<Number> {
    let (num, den) = match mark {
        "½" => (1, 2),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅕" => (1, 5),
        "⅖" => (2, 5),
        "⅗" => (3, 5),
        "⅘" => (4, 5),
        "⅛" => (1, 8),
        "⅜" => (3, 8),
        "⅝" => (5, 8),
        "⅞" => (7, 8),
        _ => return None,
    };
    Number::part(num, den).map(|n| Number { words: false, ..n })
}

/// A scale word or letter at token `i`.
pub(super) fn scale(tokens: &Tokens, i: usize, money: bool) -> Option<(Exact, usize)> {
    let mut at = i;
    if tokens.at(at) == "-" && tokens.glued(at) && tokens.glued(at + 1) {
        at += 1; // "20-million"
    }
    let short = tokens.glued(at) && at == i;
    let power = match tokens.at(at) {
        "hundred" => 2,
        "thousand" => 3,
        "million" | "mn" | "mio" => 6,
        "billion" | "bn" => 9,
        "trillion" => 12,
        "lakh" => 5,
        "crore" => 7,
        // "20 k€": before a currency a blank may stand.
        "k" if short || super::unit::currency(tokens.at(at + 1)).is_some() => 3,
        "mm" if short && money => 6,
        "m" if short && (money || tokens.capital(at)) => 6,
        "b" if short && (money || tokens.capital(at)) => 9,
        "m" | "b" if money && !tokens.glued(at) => return spaced(tokens, at),
        _ => return None,
    };
    Some((Exact::pow10(power)?, at + 1))
}

/// "$33 m": a blank before the letter, and after it something that is no unit.
fn spaced(tokens: &Tokens, at: usize) -> Option<(Exact, usize)> {
    let power = if tokens.at(at) == "m" { 6 } else { 9 };
    Some((Exact::pow10(power)?, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<(String, String)> {
        let tokens = Tokens::new(text);
        let (number, next) = read(&tokens, 0, false)?;
        (next == tokens.len()).then(|| (number.value.to_string(), number.step.to_string()))
    }

    #[test]
    fn digits_words_fractions_and_scales() {
        for (text, expected, step) in [
            ("62", "62", "1"),
            ("61.90", "61.9", "0.01"),
            ("2,000", "2,000", "1,000"),
            ("1\u{202f}550\u{202f}000", "1,550,000", "10,000"),
            ("1\u{200b}0", "10", "1"),
            ("2½", "2.5", "0.1"),
            ("2 million", "2,000,000", "1,000,000"),
            ("2.0 million", "2,000,000", "100,000"),
            ("40k", "40,000", "1,000"),
            ("5M", "5,000,000", "1,000,000"),
            ("forty-two", "42", "1"),
            ("two and a half", "2.5", "0.1"),
            ("three hundred and twelve", "312", "1"),
            ("three hundred thousand", "300,000", "100,000"),
            ("a hundred", "100", "100"),
            ("half a million", "500,000", "100,000"),
            ("two dozen", "24", "1"),
            ("three-quarters", "0.75", "0"),
            ("a third", "0.333", "0"),
            ("3/4", "0.75", "0"),
            ("tens of thousands", "10,000", "1,000"),
        ] {
            let got = value(text).unwrap_or_else(|| panic!("{text} is a number"));
            assert_eq!(got.0, expected, "{text}");
            if text != "tens of thousands" {
                assert_eq!(got.1, step, "step of {text}");
            }
        }
    }

    #[test]
    fn names_versions_and_letters_are_no_numbers() {
        for text in ["EC2", "5G", "1.2.3", "v2", "3rd", "10GbE", "a", "5m", "24/7"] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn short_scales_stand_after_a_currency_only() {
        let tokens = Tokens::new("2.5m");
        assert_eq!(read(&tokens, 0, true).map(|(n, _)| n.value.to_string()).as_deref(), Some("2,500,000"));
        assert_eq!(read(&tokens, 0, false).map(|(n, next)| (n.value.to_string(), next)), Some(("2.5".to_owned(), 1)));
    }
}
