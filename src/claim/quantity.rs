//! Quantities: a number with its unit, what is said about its precision, ranges, ratios and "per" parts.

use std::ops::Range;

use super::approx::{self, Approx};
use super::exact::Exact;
use super::lexicon::Opens;
use super::measure::measure;
use super::number::{self, Number};
use super::range::range_end;
use super::ratio::{ratio, to_one, worded_to_one};
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
        if !tokens.opens(i, Opens::QUANTITY) {
            debug_assert!(read(tokens, i).is_none(), "`opens` does not know {:?}", tokens.at(i));
            i += 1;
            continue;
        }
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

/// Whether a quantity may begin with `word`: a number word, a fraction, a currency. Digits always do.
pub(super) fn opens(word: &str) -> bool {
    number::opens(word) || unit::currency(word).is_some() || unit::dollars_of(word).is_some()
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
    if below_zero(tokens, i) {
        quantity.low.value = quantity.low.value.negated();
        quantity.high = quantity.low;
        start = i - 1;
    }
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
    // "by a factor of four"; a replication factor is a setting.
    if tokens.before(i, 1) == "of" && tokens.before(i, 2) == "factor" && one_of!(tokens.before(i, 3), "a" "the") {
        quantity.unit = Unit::plain(Dimension::Factor);
        return Some(quantity);
    }
    // "a 5:1 return", "compression is 14 to 1"
    if to_one(tokens, next) || worded_to_one(tokens, next) {
        quantity.unit = Unit::plain(Dimension::Factor);
        quantity.core = i..next + 2;
        return Some(quantity);
    }
    if let Some((of, after)) = ratio(tokens, &low, next) {
        quantity.of = Some(of);
        next = after;
    }
    if let Some((high, after)) = range_end(tokens, next, &quantity) {
        quantity.high = high.number;
        quantity.low = quantity.low.scaled(high.ratio)?;
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

/// Whether the minus before token `i` makes a value of it that is below zero: "from −4,000 to 12,000". Elsewhere it says by how
/// much something fell: "−40%".
pub(super) fn below_zero(tokens: &Tokens, i: usize) -> bool {
    i > 1
        && matches!(tokens.before(i, 1), "-" | "–")
        && tokens.glued(i)
        && !tokens.glued(i - 1)
        && matches!(tokens.before(i, 2), "from" | "to")
}

/// A currency sign or code at `i`, with the index of the number after it.
pub(super) fn currency_before(tokens: &Tokens, i: usize) -> (Option<&'static str>, usize) {
    let sign = |at: usize| {
        let mark = tokens.kind(at) == Some(Kind::Mark);
        // Words such as "pounds" stand after the number; before it only codes and signs do.
        let code = tokens.is_word(at) && tokens.at(at).len() <= 3;
        (mark || code).then(|| unit::currency(tokens.at(at))).flatten()
    };
    if let Some(code) = sign(i) {
        // "$US" has two signs.
        let country = usize::from(tokens.at(i) == "$" && tokens.at(i + 1) == "us" && tokens.glued(i + 1));
        return (Some(code), i + 1 + country);
    }
    match dollars(tokens, i) {
        Some(code) => (Some(code), i + 2),
        None => (None, i),
    }
}

/// "US$", "A$", "R$": letters glued to the sign say whose dollars, or reais, they are.
pub(super) fn dollars(tokens: &Tokens, i: usize) -> Option<&'static str> {
    let sign = tokens.at(i + 1) == "$" && tokens.glued(i + 1) && tokens.capital(i);
    sign.then(|| unit::dollars_of(tokens.at(i))).flatten()
}

/// Whether the number at `i` is part of a name, a date, a clock time or a label, and so says nothing about an amount.
pub(super) fn named(tokens: &Tokens, i: usize) -> bool {
    super::guard::label(tokens, i)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read from a text: range, values, unit and hedge of each quantity.
    fn read_text(text: &str) -> Vec<String> {
        let show = |q: &Quantity| {
            let value =
                if q.is_range() { format!("{}..{}", q.low.value, q.high.value) } else { q.low.value.to_string() };
            let of = q.of.map_or(String::new(), |of| format!(" of {of}"));
            let unit = match q.unit.dimension {
                Dimension::Bare => String::new(),
                Dimension::Percent => " %".to_owned(),
                Dimension::Points => " points".to_owned(),
                Dimension::Factor => " x".to_owned(),
                Dimension::Money(code) => format!(" {code}"),
                _ => format!(" {}", q.unit.noun),
            };
            let per = q.unit.per.as_ref().map_or(String::new(), |per| format!("/{per}"));
            let approx = if q.approx == Approx::Plain { String::new() } else { format!("{:?} ", q.approx) };
            format!("{approx}{value}{of}{unit}{per}{}", if q.low.vague { " or so" } else { "" })
        };
        read_quantities(text).iter().map(show).collect()
    }

    #[test]
    fn money_in_its_many_shapes() {
        for (text, expected) in [
            ("USD10m", "10,000,000 USD"),
            ("RM120,000", "120,000 MYR"),
            ("$US55,931,000", "55,931,000 USD"),
            ("US$5.5k", "5,500 USD"),
            ("A$40,000 a year", "40,000 AUD/year"),
            ("NZ$3 million", "3,000,000 NZD"),
            ("HK$2m to HK$3m", "2,000,000..3,000,000 HKD"),
            ("R$12,000", "12,000 BRL"),
            ("40,000 C$ a year", "40,000 CAD/year"),
            ("a $40 fee", "40 USD"),
            ("about €1.2 million", "About 1,200,000 EUR"),
            ("33-35 billion dollars", "33,000,000,000..35,000,000,000 USD"),
            ("$33-35 billion", "33,000,000,000..35,000,000,000 USD"),
            ("20 k€", "20,000 EUR"),
            ("£40 a month", "40 GBP/month"),
            ("1,500 euros", "1,500 EUR"),
        ] {
            let got = read_text(text);
            assert_eq!(got, [expected], "{text}");
        }
    }

    #[test]
    fn units_ranges_rates_and_ratios() {
        for (text, expected) in [
            ("62%", "62 %"),
            ("four percentage points", "4 points"),
            ("10×", "10 x"),
            ("three times as many", "3 x"),
            ("a factor of four", "4 x"),
            ("25-minute", "25 minute"),
            ("11 hours a week", "11 hours/week"),
            ("2 hours and 15 minutes", "135 minutes"),
            ("500GB/day", "500 gb/day"),
            ("between 3 and 5 days", "3..5 days"),
            ("two or three days", "2..3 days"),
            ("3–5 working days", "3..5 working days"),
            ("4 of 5 clinics", "4 of 5 clinics"),
            ("nine out of ten", "9 of 10"),
            ("dozens of clinics", "12 clinics or so"),
            ("at least 50 new services", "AtLeast 50 new services"),
            ("50+ services", "AtLeast 50 services"),
            ("up to 12 %", "UpTo 12 %"),
            ("well over 2,000 requests per second", "Over 2,000 requests/second"),
            ("5 or more sites", "AtLeast 5 sites"),
            ("under an hour", "Under 1 hour"),
            ("two orders of magnitude", "100 x"),
        ] {
            assert_eq!(read_text(text), [expected], "{text}");
        }
    }

    #[test]
    fn labels_are_no_quantities() {
        for text in [
            "EC2",
            "in 2019",
            "the Boeing 737",
            "the Stoxx 600",
            "24/7",
            "3 May",
            "v1.2",
            "issue #12",
            "10:30",
            "2024-05-01",
            "Tier-1",
        ] {
            assert_eq!(read_text(text), [] as [&str; 0], "{text}");
        }
    }
}
