//! Quantities: a number with its unit, what is said about its precision, ranges, ratios and "per" parts.

use std::ops::Range;

use super::approx::{self, Approx};
use super::exact::Exact;
use super::number::{self, Number};
use super::token::{Kind, Tokens};
use super::unit::{self, Dimension, Unit};

/// A number with a unit, as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The bytes it takes, words like "about" and "or more" included.
    pub range: Range<usize>,
    /// The number, or the lower end of a range.
    pub low: Number,
    /// The upper end of a range; else the same as `low`.
    pub high: Number,
    /// What is counted. A percentage has [`Dimension::Percent`], "3x" has [`Dimension::Factor`].
    pub unit: Unit,
    /// How the number is hedged or bounded.
    pub approx: Approx,
    /// "on average", "median": the statistic the words name.
    pub statistic: Option<&'static str>,
    /// The whole of a ratio: 5 in "4 of 5".
    pub of: Option<Exact>,
    /// Tokens of number and unit, without approximators.
    pub(super) core: Range<usize>,
    /// Tokens with approximators.
    pub(super) span: Range<usize>,
}

impl Quantity {
    /// Whether it is a range: "10 to 20 %".
    pub fn is_range(&self) -> bool {
        self.low.value != self.high.value
    }

    /// Whether it has a unit of its own or a noun: anything but a bare number.
    pub fn has_unit(&self) -> bool {
        self.unit.dimension != Dimension::Bare
    }
}

/// Every quantity of `text`, in order: what a quote and a record are compared by.
pub fn read_quantities(text: &str) -> Vec<Quantity> {
    read_all(&Tokens::new(text))
}

/// Every quantity of a tokenised text.
pub(super) fn read_all(tokens: &Tokens) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match read(tokens, i) {
            Some(quantity) => {
                i = quantity.core.end.max(i + 1);
                found.push(quantity);
            }
            None => i += 1,
        }
    }
    found
}

/// Reads the quantity whose number (or currency sign) is token `i`, with the approximators around it.
pub(super) fn read(tokens: &Tokens, i: usize) -> Option<Quantity> {
    let mut quantity = bare(tokens, i)?;
    let (mut approx, mut start, mut statistic) = approx::before(tokens, i);
    let mut end = quantity.core.end;
    if let Some((trail, after)) = approx::after(tokens, end) {
        if approx == Approx::Plain || trail == Approx::AtLeast {
            approx = if approx == Approx::Over { Approx::Over } else { trail };
        }
        end = after;
        // "50+ services": the noun follows the sign.
        if !quantity.has_unit() && quantity.of.is_none() {
            end = measure(tokens, end, &mut quantity);
            quantity.core.end = end;
        }
    }
    if statistic.is_none() && tokens.phrase(end, "on average") {
        statistic = Some("average");
        end += 2;
    }
    start = start.min(i);
    if quantity.is_range() && tokens.before(start, 1) == "between" {
        start -= 1;
    }
    quantity.approx = approx;
    quantity.statistic = statistic;
    quantity.span = start..end;
    quantity.range = tokens.range(start..end);
    Some(quantity)
}

/// Number and unit without approximators.
fn bare(tokens: &Tokens, i: usize) -> Option<Quantity> {
    if named(tokens, i) {
        return None;
    }
    let (money, first) = currency_before(tokens, i);
    let (low, mut next) = number::read(tokens, first, money.is_some())?;
    let mut quantity = Quantity {
        range: 0..0,
        low,
        high: low,
        unit: Unit::plain(money.map_or(Dimension::Bare, Dimension::Money)),
        approx: Approx::Plain,
        statistic: None,
        of: None,
        core: i..next,
        span: i..next,
    };
    if let Some((of, after)) = ratio(tokens, &low, next) {
        quantity.of = Some(of);
        next = after;
    }
    if let Some((high, after)) = range_end(tokens, next, &quantity) {
        quantity.high = high.number;
        quantity.unit = high.unit;
        next = after;
        // "33-35 billion": the scale belongs to both ends.
        let scaled = high.scale.filter(|_| quantity.low.value < quantity.high.value && quantity.low.step <= Exact::ONE);
        if let Some(low) =
            scaled.and_then(|factor| quantity.low.scaled(factor)).filter(|low| low.value < quantity.high.value)
        {
            quantity.low = low;
        }
    } else {
        next = measure(tokens, next, &mut quantity);
    }
    if quantity.low.value > quantity.high.value {
        std::mem::swap(&mut quantity.low, &mut quantity.high);
    }
    quantity.core = i..next;
    Some(quantity)
}

/// A currency sign or code at `i`, with the index of the number after it.
fn currency_before(tokens: &Tokens, i: usize) -> (Option<&'static str>, usize) {
    let sign = |at: usize| {
        let mark = tokens.kind(at) == Some(Kind::Mark);
        // Words such as "pounds" stand after the number; before it only codes and signs do.
        let code = tokens.is_word(at) && tokens.at(at).len() <= 3;
        (mark || code).then(|| unit::currency(tokens.at(at))).flatten()
    };
    if let Some(code) = sign(i) {
        let country = matches!(tokens.at(i), "us") && tokens.at(i + 1) == "$";
        return (Some(code), i + 1 + usize::from(country));
    }
    if tokens.at(i) == "us" && tokens.at(i + 1) == "$" && tokens.glued(i + 1) {
        return (Some("USD"), i + 2);
    }
    (None, i)
}

struct High {
    number: Number,
    unit: Unit,
    scale: Option<Exact>,
}

/// The upper end of a range after "-", "–", "to" or, after "between", "and".
fn range_end(tokens: &Tokens, next: usize, low: &Quantity) -> Option<(High, usize)> {
    let start = low.core.start;
    // "40%-50%" and "$10-$20": a unit may stand at the lower end too.
    let mut probe = low.clone();
    let after_low = if low.has_unit() { next } else { measure_word(tokens, next, &mut probe) };
    let joins = match tokens.at(after_low) {
        "-" | "–" => true,
        // "from 3 to 5 days" has two ends of its own.
        "to" => tokens.before(start, 1) != "from" && !tokens.before(start, 2).is_empty() | (start < 2),
        "and" | "or" if tokens.at(after_low) == "or" || tokens.before(start, 1) == "between" => true,
        _ => false,
    };
    let begin = after_low + 1;
    if !joins || low.of.is_some() || named(tokens, begin) || follows_from(tokens, start) {
        return None;
    }
    let (money, first) = currency_before(tokens, begin);
    let money = money.or(match low.unit.dimension {
        Dimension::Money(code) => Some(code),
        _ => None,
    });
    let (number, end) = number::read(tokens, first, money.is_some())?;
    if number.vague || number.fraction {
        return None;
    }
    let mut high = low.clone();
    high.low = number;
    high.unit = Unit::plain(money.map_or(Dimension::Bare, Dimension::Money));
    let after = measure(tokens, end, &mut high);
    if probe.has_unit() && probe.unit.dimension != high.unit.dimension {
        return None;
    }
    if tokens.at(after_low) == "or" && (number.value.minus(low.low.value)? != Exact::ONE || !high.has_unit()) {
        return None; // "two or three days", not "3 or 70 people"
    }
    if !high.has_unit() && tokens.at(after_low) != "–" && tokens.at(after_low) != "-" {
        return None;
    }
    if low.low.value >= number.value {
        return None;
    }
    let scale = (first..after).find_map(|i| number::scale(tokens, i, money.is_some())).map(|(factor, _)| factor);
    Some((High { number, unit: high.unit, scale }, after))
}

/// Whether "from" stands before the number at `start`, an approximator between them allowed.
fn follows_from(tokens: &Tokens, start: usize) -> bool {
    let (_, begin, _) = approx::before(tokens, start);
    tokens.before(begin.min(start), 1) == "from" && tokens.at(start + 1) != "-"
}

/// "4 of 5", "four out of five", "1 in 3", "4 of the 6".
fn ratio(tokens: &Tokens, low: &Number, next: usize) -> Option<(Exact, usize)> {
    let mut at = match tokens.at(next) {
        "of" => next + 1,
        "out" if tokens.at(next + 1) == "of" => next + 2,
        "in" if low.value < Exact::int(10) => next + 1,
        _ => return None,
    };
    if matches!(tokens.at(at), "the" | "our" | "their" | "its" | "all" | "every") && tokens.at(next) != "in" {
        at += 1;
    }
    let (whole, end) = number::read(tokens, at, false)?;
    let small = tokens.at(next) != "in" || whole.value <= Exact::HUNDRED;
    let fits = !low.fraction && !low.vague && !whole.vague && !whole.fraction && low.value <= whole.value;
    let bare = tokens.at(end) != "%" && unit::of_word(tokens.at(end)).is_none();
    (fits && small && bare && low.value.is_whole() && whole.value.is_whole()).then_some((whole.value, end))
}

/// Reads the unit or counted noun at `next` into `quantity`; gives the index after it.
fn measure(tokens: &Tokens, next: usize, quantity: &mut Quantity) -> usize {
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
    let after = counted(tokens, next, quantity.low.vague, &mut quantity.unit);
    if after > next { per(tokens, after, &mut quantity.unit) } else { next }
}

/// Reads a unit word, glued, hyphenated or after a blank.
fn measure_word(tokens: &Tokens, next: usize, quantity: &mut Quantity) -> usize {
    if quantity.has_unit() {
        return next;
    }
    let hyphen = usize::from(tokens.at(next) == "-" && tokens.glued(next) && tokens.glued(next + 1));
    let at = next + hyphen;
    let word = tokens.at(at);
    let pair = format!("{word} {}", tokens.at(at + 1));
    let dashed = format!("{word}-{}", tokens.at(at + 2));
    let (found, end) = if let Some(unit) = two_words(&pair) {
        (unit, at + 2)
    } else if let Some(unit) = two_words(&dashed).filter(|_| tokens.at(at + 1) == "-") {
        (unit, at + 3)
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

/// Two-word units, before the single words that begin them.
fn two_words(pair: &str) -> Option<Unit> {
    let known = matches!(
        pair.split([' ', '-']).next(),
        Some("percentage" | "percent" | "per" | "working" | "business" | "person" | "man")
    );
    known.then(|| unit::of_name(pair)).flatten().filter(|u| u.dimension != Dimension::Percent || pair == "per cent")
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
        "times" => {
            !matches!(tokens.at(at + 1), "a" | "an" | "per" | "each" | "every" | "in" | "during" | "daily" | "weekly")
        }
        "x" | "s" | "h" => tokens.glued(at) || word == "x" && !tokens.is_word(at + 1),
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
    if tokens.at(at) == "of" && quantity_is_vague
        || matches!(tokens.at(at), "more" | "fewer" | "less" | "additional" | "other")
    {
        at += 1; // "30 more shops"
    }
    if tokens.at(at) == "the" || tokens.at(at) == "our" || tokens.at(at) == "their" {
        at += 1;
    }
    let first = at;
    while at < first + 4 && noun_like(tokens, at) {
        let word = tokens.at(at);
        let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("ous");
        at += 1;
        if plural {
            // "1,000 jobs" is whole; "10 business units" goes on to the last plural.
            let more = noun_like(tokens, at) && tokens.at(at).ends_with('s') && tokens.at(at).len() > 3;
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
    (tokens.is_word(at) || tokens.kind(at) == Some(Kind::Name)) && !ends_noun(tokens.at(at))
}

/// Function words that end a noun phrase. Longer than other lists because the class is closed and every member counts.
fn ends_noun(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "and"
            | "or"
            | "but"
            | "of"
            | "in"
            | "to"
            | "on"
            | "at"
            | "by"
            | "for"
            | "with"
            | "from"
            | "as"
            | "than"
            | "that"
            | "which"
            | "who"
            | "is"
            | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "has"
            | "have"
            | "had"
            | "it"
            | "its"
            | "we"
            | "they"
            | "he"
            | "she"
            | "i"
            | "you"
            | "our"
            | "their"
            | "per"
            | "into"
            | "after"
            | "before"
            | "when"
            | "while"
            | "if"
            | "so"
            | "since"
            | "up"
            | "down"
            | "out"
            | "over"
            | "under"
            | "will"
            | "can"
            | "now"
            | "then"
            | "ago"
            | "this"
            | "more"
            | "less"
            | "during"
            | "within"
            | "without"
            | "through"
            | "across"
            | "between"
            | "via"
            | "every"
            | "each"
            | "using"
            | "would"
            | "could"
            | "not"
            | "no"
            | "all"
    )
}

/// Whether the number at `i` is part of a name, a date, a clock time or a label, and so says nothing about an amount.
pub(super) fn named(tokens: &Tokens, i: usize) -> bool {
    super::guard::label(tokens, i)
}
