//! What a number counts: the unit or noun behind it, and what it is counted per.

use super::exact::Exact;
use super::number::{self, Number};
use super::quantity::{Quantity, dollars};
use super::token::{Kind, Tokens};
use super::unit::{self, Dimension, Unit};

/// Reads the unit or counted noun at `next` into `quantity`; gives the index after it.
pub(super) fn measure(tokens: &Tokens, next: usize, quantity: &mut Quantity) -> usize {
    let after = measure_word(tokens, next, quantity);
    if after > next {
        let after = compound(tokens, after, quantity);
        return per(tokens, after, &mut quantity.unit);
    }
    if matches!(quantity.unit.dimension, Dimension::Money(_)) {
        return per(tokens, next, &mut quantity.unit);
    }
    // "hundreds of hours", "millions of dollars"
    if quantity.low.vague && tokens.at(next) == "of" {
        let after = measure_word(tokens, next + 1, quantity);
        if after > next + 1 {
            return per(tokens, after, &mut quantity.unit);
        }
    }
    // "3200/year", "30-60 per day": a rate of whatever was named before.
    if matches!(tokens.at(next), "/" | "per" | "a" | "an" | "each" | "every") {
        return per(tokens, next, &mut quantity.unit);
    }
    let after = counted(tokens, next, quantity.low.vague, &mut quantity.unit);
    if after > next { per(tokens, after, &mut quantity.unit) } else { next }
}

/// Reads a unit word, glued, hyphenated or after a blank.
pub(super) fn measure_word(tokens: &Tokens, next: usize, quantity: &mut Quantity) -> usize {
    if quantity.has_unit() {
        return next;
    }
    let hyphen = usize::from(tokens.at(next) == "-" && tokens.glued(next) && tokens.glued(next + 1));
    // "30 fewer hours"
    let compared = usize::from(
        differs(tokens.at(next)) && unit::of_word(tokens.at(next + 1)).is_some_and(|u| u.is_time() || u.is_data()),
    );
    let at = next + hyphen + compared;
    let word = tokens.at(at);
    let (found, end) = if let Some(unit) = pair(tokens, at, 1, ' ') {
        (unit, at + 2)
    } else if let Some(unit) = pair(tokens, at, 2, '-').filter(|_| tokens.at(at + 1) == "-") {
        (unit, at + 3)
    } else if let Some(code) = dollars(tokens, at) {
        (Unit::plain(Dimension::Money(code)), at + 2)
    } else if tokens.phrase(at, "orders of magnitude") {
        return magnitude(quantity, at + 3).unwrap_or(next);
    } else {
        let unit = unit::of_word(word).filter(|u| word_fits(tokens, at, u));
        match unit {
            Some(unit) => (unit, at + 1),
            None => return next,
        }
    };
    let noun = (at..end).map(|i| tokens.at(i)).collect::<Vec<_>>().join(" ");
    quantity.unit = Unit { noun, ..found };
    end
}

/// Words between a number and what it counts that make it a difference.
pub(super) fn differs(word: &str) -> bool {
    one_of!(word, "more" "fewer" "less" "additional" "extra")
}

/// Two-word units, before the single words that begin them: token `at`, `mark` and the token `ahead` places behind.
fn pair(tokens: &Tokens, at: usize, ahead: usize, mark: char) -> Option<Unit> {
    let first = tokens.at(at);
    if !one_of!(first, "percentage" "percent" "per" "working" "business" "person" "man") {
        return None;
    }
    let name = format!("{first}{mark}{}", tokens.at(at + ahead));
    unit::of_name(&name).filter(|u| u.dimension != Dimension::Percent || name == "per cent")
}

/// "three orders of magnitude" is a factor of a thousand.
fn magnitude(quantity: &mut Quantity, end: usize) -> Option<usize> {
    let power = i32::try_from(quantity.low.value.floor()).ok().filter(|p| (1..=12).contains(p))?;
    let value = Exact::pow10(power)?;
    quantity.low = Number { value, step: value, strict: value, ..quantity.low };
    quantity.high = quantity.low;
    quantity.unit = Unit { noun: "orders of magnitude".to_owned(), ..Unit::plain(Dimension::Factor) };
    Some(end)
}

/// Words that are units only in the right place: "times" is a factor unless "a week" follows; one letter must be glued.
fn word_fits(tokens: &Tokens, at: usize, found: &Unit) -> bool {
    let word = tokens.at(at);
    match word {
        "times" => !one_of!(tokens.at(at + 1), "a" "an" "per" "each" "every" "in" "during" "daily" "weekly"),
        // "2 x 16 GB" multiplies, "4 x Xeon" counts; "3 x faster" is a factor.
        "x" if !tokens.glued(at) => tokens.kind(at + 1) != Some(Kind::Digits) && !tokens.capital(at + 1),
        // "3 h"
        "s" | "h" => tokens.glued(at) || at > 0 && tokens.kind(at - 1) == Some(Kind::Digits),
        "bucks" | "pound" | "rm" | "rs" | "rand" | "franc" => {
            found.dimension == Dimension::Money("GBP") || word.len() > 2
        }
        _ => true,
    }
}

/// "1 hour 30 minutes", "2 hours and 15 minutes": the sum in the smaller unit.
fn compound(tokens: &Tokens, next: usize, quantity: &mut Quantity) -> usize {
    if quantity.unit.dimension != Dimension::Time || quantity.is_range() {
        return next;
    }
    let at = next + usize::from(tokens.at(next) == "and");
    // "an hour and a half", "an hour and a quarter"
    let part =
        number::read(tokens, at, false).filter(|(n, _)| n.fraction && at > next && one_of!(tokens.at(at), "a" "three"));
    if let Some((value, end)) = part.and_then(|(n, end)| Some((quantity.low.value.plus(n.value)?, end))) {
        quantity.low.value = value;
        quantity.low.step = Exact::pow10(-1).unwrap_or(Exact::ONE);
        quantity.high = quantity.low;
        return end;
    }
    let Some((rest, end)) = number::read(tokens, at, false).filter(|(n, _)| !n.vague && !n.fraction) else {
        return next;
    };
    let Some(small) = unit::of_word(tokens.at(end)) else {
        return next;
    };
    if small.dimension != Dimension::Time || small.size >= quantity.unit.size {
        return next;
    }
    let sum = quantity.unit.ratio(&small).and_then(|r| quantity.low.value.times(r)).and_then(|v| v.plus(rest.value));
    let Some(value) = sum else { return next };
    quantity.low = Number { value, ..rest };
    quantity.high = quantity.low;
    quantity.unit = Unit { noun: tokens.at(end).to_owned(), ..small };
    end + 1
}

/// "a week", "per request", "/s" after a unit.
fn per(tokens: &Tokens, next: usize, unit: &mut Unit) -> usize {
    let word = tokens.at(next + 1);
    let time = unit::of_word(word).is_some_and(|u| u.is_time());
    let joins = match tokens.at(next) {
        "per" => tokens.is_word(next + 1),
        "/" => tokens.glued(next) && tokens.is_word(next + 1),
        "a" | "an" | "each" | "every" => time,
        _ => false,
    };
    if joins {
        unit.per = Some(unit::singular(word));
        return next + 2;
    }
    let adverb = match tokens.at(next) {
        "daily" => "day",
        "weekly" => "week",
        "monthly" => "month",
        "annually" | "yearly" => "year",
        "hourly" => "hour",
        _ => return next,
    };
    unit.per = Some(adverb.to_owned());
    next + 1
}

/// The noun that is counted: up to four words to the first plural, none of them a function word.
fn counted(tokens: &Tokens, next: usize, quantity_is_vague: bool, unit: &mut Unit) -> usize {
    let mut at = next;
    if tokens.at(at) == "-" && tokens.glued(at) && tokens.glued(at + 1) {
        at += 1;
    }
    // "thousands of users"; but "20 of the airlines" is a part of them.
    // "1 billion of events a day"
    let scaled = one_of!(tokens.before(at, 1), "million" "billion" "thousand")
        && tokens.is_word(at + 1)
        && tokens.at(at + 1).ends_with('s');
    if tokens.at(at) == "of" && (quantity_is_vague || scaled)
        || matches!(tokens.at(at), "more" | "fewer" | "less" | "additional" | "other")
    {
        at += 1; // "30 more shops"
    }
    // "70 of our tools" counts tools; "20 of the airlines" is a part of them.
    if tokens.at(at) == "of" && one_of!(tokens.at(at + 1), "our" "their" "its") {
        at += 1;
    }
    if one_of!(tokens.at(at), "the" "our" "their" "its") {
        at += 1;
    }
    let first = at;
    while at < first + 4 && noun_like(tokens, at) {
        let word = tokens.at(at);
        let plural = one_of!(word, "people" "staff" "women" "men" "children")
            || word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("ous");
        at += 1;
        if plural {
            // "1,000 jobs" is whole; "10 business units" goes on to the last plural.
            let more = noun_like(tokens, at)
                && tokens.at(at).ends_with('s')
                && !tokens.at(at).ends_with("ss")
                && tokens.at(at).len() > 3;
            if !more {
                break;
            }
        }
        if tokens.at(at) == "-" && tokens.glued(at) && tokens.glued(at + 1) {
            at += 1;
        }
    }
    if at == first {
        return next;
    }
    let noun = (first..at).filter(|&i| tokens.at(i) != "-").map(|i| tokens.at(i)).collect::<Vec<_>>().join(" ");
    *unit = Unit { dimension: Dimension::Count, size: Exact::ONE, noun, per: None };
    at
}

/// A word that can belong to a noun phrase: not one of the small words that end it.
fn noun_like(tokens: &Tokens, at: usize) -> bool {
    // "what five used to do"
    let past = tokens.at(at) == "used" && tokens.at(at + 1) == "to";
    (tokens.is_word(at) || tokens.kind(at) == Some(Kind::Name)) && !past && !ends_noun(tokens.at(at))
}

/// Function words that end a noun phrase. Longer than other lists because the class is closed and every member counts.
fn ends_noun(word: &str) -> bool {
    one_of!(word, "a" "an" "the" "and" "or" "but" "of" "in" "to" "on" "at" "by" "for" "with" "from" "as" "than"
        "that" "which" "who" "is" "are" "was" "were" "be" "been" "has" "have" "had" "it" "its" "we" "they" "he"
        "does" "do" "did" "previously" "formerly" "originally" "earlier" "instead" "rather" "versus" "vs" "today" "currently" "once" "because" "where" "compared" "against"
        "she" "i" "you" "our" "their" "per" "into" "after" "before" "when" "while" "if" "so" "since" "up" "down"
        "out" "over" "under" "will" "can" "now" "then" "ago" "this" "more" "less" "during" "within" "without"
        "through" "across" "between" "via" "every" "each" "using" "would" "could" "not" "no" "all")
}
