//! Numbers in words: "forty-two", "a dozen", "half a million", "tens of thousands", "two thirds".

use super::exact::Exact;
use super::number::{Number, scale};
use super::token::Tokens;
use super::unit;

/// The values of the small number words.
pub(super) fn small(word: &str) -> Option<i64> {
    Some(match word {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// Denominators in words, singular or plural.
fn denominator(word: &str) -> Option<i128> {
    Some(match word {
        "half" | "halves" => 2,
        "third" | "thirds" => 3,
        "quarter" | "quarters" | "fourth" | "fourths" => 4,
        "fifth" | "fifths" => 5,
        "sixth" | "sixths" => 6,
        "eighth" | "eighths" => 8,
        "tenth" | "tenths" => 10,
        _ => return None,
    })
}

/// Plurals that count without saying how many.
fn vague(word: &str) -> Option<i64> {
    Some(match word {
        "dozens" => 12,
        "tens" => 10,
        "hundreds" => 100,
        "thousands" => 1_000,
        "millions" => 1_000_000,
        "billions" => 1_000_000_000,
        _ => return None,
    })
}

/// Whether a number in words may begin with `word`.
pub(super) fn opens(word: &str) -> bool {
    small(word).is_some() || vague(word).is_some() || one_of!(word, "half" "dozen" "several" "multiple" "many" "a" "an")
}

/// The number in words that begins at token `i`, with the index of the token after it.
pub(super) fn words(tokens: &Tokens, i: usize) -> Option<(Number, usize)> {
    let word = tokens.at(i);
    if let Some(size) = vague(word) {
        return plurals(tokens, i, size);
    }
    match word {
        "half" => return half(tokens, i),
        "dozen" => return Some((Number::whole(12, true), i + 1)),
        "several" | "multiple" | "many" if tokens.phrase(i + 1, "times a") || tokens.phrase(i + 1, "times per") => {
            return Some((Number { vague: true, ..Number::whole(3, true) }, i + 1));
        }
        "a" | "an" => return article(tokens, i),
        _ => {}
    }
    let (value, mut next) = tens(tokens, i)?;
    // "two thirds", "three-quarters"
    let hyphen = usize::from(tokens.at(next) == "-" && tokens.glued(next));
    if let Some(den) = denominator(tokens.at(next + hyphen)).filter(|den| value < 10 && i128::from(value) < *den) {
        return Some((Number::part(value.into(), den)?, next + hyphen + 1));
    }
    if tokens.at(next) == "dozen" {
        return Some((Number::whole(value * 12, true), next + 1));
    }
    let mut number = Number::whole(value, true);
    if tokens.at(next) == "hundred" {
        number = number.scaled(Exact::HUNDRED)?;
        next += 1;
        let and = usize::from(tokens.at(next) == "and");
        if let Some((rest, after)) = tens(tokens, next + and) {
            number = Number { value: number.value.plus(Exact::int(rest))?, ..Number::whole(rest, true) };
            next = after;
        }
    } else if tokens.phrase(next, "and a half") {
        number.value = number.value.plus(Exact::ratio(1, 2)?)?;
        number.step = Exact::pow10(-1)?;
        next += 3;
    }
    Some((number, next))
}

/// A number below a hundred: "seven", "forty-two".
fn tens(tokens: &Tokens, i: usize) -> Option<(i64, usize)> {
    let value = small(tokens.at(i))?;
    if value < 20 {
        return Some((value, i + 1));
    }
    let hyphen = usize::from(tokens.at(i + 1) == "-" && tokens.glued(i + 1));
    let unit = small(tokens.at(i + 1 + hyphen)).filter(|unit| (1..10).contains(unit));
    Some(unit.map_or((value, i + 1), |unit| (value + unit, i + 2 + hyphen)))
}

/// "dozens of", "tens of thousands of", "hundreds of millions of".
fn plurals(tokens: &Tokens, i: usize, size: i64) -> Option<(Number, usize)> {
    let mut number = Number { vague: true, ..Number::whole(size, true) };
    let mut next = i + 1;
    while tokens.at(next) == "of" {
        let Some(more) = vague(tokens.at(next + 1)) else {
            break;
        };
        number = number.scaled(Exact::int(more))?;
        next += 2;
    }
    Some((number, next))
}

/// "half", "half a million", "half a day", "half of".
fn half(tokens: &Tokens, i: usize) -> Option<(Number, usize)> {
    let number = Number::part(1, 2)?;
    let article = usize::from(matches!(tokens.at(i + 1), "a" | "an"));
    if article == 1 && (scale(tokens, i + 2, false).is_some() || tokens.at(i + 2) == "dozen") {
        if tokens.at(i + 2) == "dozen" {
            return Some((Number::whole(6, true), i + 3));
        }
        return Some((Number { fraction: false, step: Exact::pow10(-1)?, ..number }, i + 2));
    }
    if article == 1 && unit::of_word(tokens.at(i + 2)).is_some_and(|u| u.is_time()) {
        return Some((Number { fraction: false, step: Exact::pow10(-1)?, ..number }, i + 2));
    }
    Some((number, i + 1))
}

/// "a hundred", "a dozen", "a third", "a quarter", "a million", "a couple of".
fn article(tokens: &Tokens, i: usize) -> Option<(Number, usize)> {
    let word = tokens.at(i + 1);
    if let Some(den) = denominator(word).filter(|_| word != "tenth" || one_of!(tokens.at(i + 2), "of" "the")) {
        // A quarter before a comma may be three months, but "a third", "a half" are fractions.
        return Some((Number::part(1, den)?, i + 2));
    }
    match word {
        "hundred" => Some((Number { step: Exact::HUNDRED, ..Number::whole(100, true) }, i + 2)),
        "dozen" => Some((Number::whole(12, true), i + 2)),
        "couple" => {
            let of = usize::from(tokens.at(i + 2) == "of");
            Some((Number { vague: true, ..Number::whole(2, true) }, i + 2 + of))
        }
        "few" => Some((Number { vague: true, ..Number::whole(3, true) }, i + 2)),
        "handful" => {
            let of = usize::from(tokens.at(i + 2) == "of");
            Some((Number { vague: true, ..Number::whole(5, true) }, i + 2 + of))
        }
        "thousand" | "million" | "billion" | "trillion" => Some((Number::whole(1, true), i + 1)),
        // "gained a full day", "took a whole week": as long as one, said to be long.
        "full" | "whole" if unit::of_word(tokens.at(i + 2)).is_some_and(|u| u.is_time()) => {
            Some((Number::whole(1, true), i + 2))
        }
        // "under a minute", "from a week to an hour"; elsewhere "a day" counts nothing.
        _ if unit::of_word(word).is_some_and(|u| u.is_time()) => {
            let least = tokens.before(i, 1) == "as" && tokens.before(i, 2) == "little"
                || tokens.before(i, 1) == "least" && tokens.before(i, 2) == "at";
            // "better by a day and a half"
            let least = least || tokens.before(i, 1) == "by" && tokens.at(i + 2) == "and";
            // "saves us an hour a day"
            let least = least
                || one_of!(tokens.before(i, 1), "us" "me" "them" "you" "everyone")
                    && one_of!(tokens.before(i, 2), "save" "saves" "saved" "saving" "took" "takes");
            let bound = least
                || matches!(
                    tokens.before(i, 1),
                    "under"
                        | "than"
                        | "formerly"
                        | "previously"
                        | "once"
                        | "needed"
                        | "lasted"
                        | "within"
                        | "below"
                        | "about"
                        | "nearly"
                        | "almost"
                        | "around"
                        | "from"
                        | "to"
                        | "took"
                        | "takes"
                        | "take"
                        | "back"
                        | "spend"
                        | "spends"
                        | "save"
                        | "saves"
                        | "saved"
                        | "saving"
                        | "just"
                        | "only"
                        | "approximately"
                        | "roughly"
                        | "gain"
                        | "gained"
                        | "reclaimed"
                        | "shaved"
                );
            bound.then(|| (Number::whole(1, true), i + 1))
        }
        _ => None,
    }
}
