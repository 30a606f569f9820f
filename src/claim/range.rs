//! Ranges: "10 to 20 %", "between 3 and 5 days", "$33-35 billion".

use super::approx;
use super::exact::Exact;
use super::measure::{measure, measure_word};
use super::number::{self, Number};
use super::quantity::{Quantity, below_zero, currency_before, named};
use super::token::Tokens;
use super::unit::{Dimension, Unit};

/// The upper end of a range.
pub(super) struct High {
    pub number: Number,
    pub unit: Unit,
    /// What the lower end is multiplied by to stand in that unit: 1/60 in "45 minutes to 2 hours".
    pub ratio: Exact,
    /// A scale word behind it, which may belong to both ends.
    pub scale: Option<Exact>,
}

/// The upper end of a range after "-", "–", "to" or, after "between", "and".
pub(super) fn range_end(tokens: &Tokens, next: usize, low: &Quantity) -> Option<(High, usize)> {
    let start = low.core.start;
    // "40%-50%" and "$10-$20": a unit may stand at the lower end too.
    let mut probe = low.clone();
    let after_low = if low.has_unit() { next } else { measure_word(tokens, next, &mut probe) };
    let joins = match tokens.at(after_low) {
        "-" | "–" => true,
        "to" | "or" => true,
        "and" => tokens.before(start, 1) == "between",
        _ => false,
    };
    let begin = after_low + 1;
    if !joins || low.of.is_some() || named(tokens, begin) {
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
    // "from 3 to 5 days" has two ends of its own; "from one to two weeks to four hours" begins with a range.
    let ends = follows_from(tokens, start) && tokens.at(after_low) == "to" && tokens.at(after) != "to";
    // "3 hours to 5 minutes" is no range, "45 minutes to 2 hours" is one.
    let step = if probe.has_unit() { probe.unit.ratio(&high.unit) } else { None };
    let ratio = step.unwrap_or(Exact::ONE);
    if low.low.value.times(ratio)? >= number.value || ends {
        return None;
    }
    let scale = (first..after).find_map(|i| number::scale(tokens, i, money.is_some())).map(|(factor, _)| factor);
    Some((High { number, unit: high.unit, ratio, scale }, after))
}

/// Whether "from" stands before the number at `start`, an approximator between them allowed.
fn follows_from(tokens: &Tokens, start: usize) -> bool {
    let (_, begin, _) = approx::before(tokens, start);
    let begin = if below_zero(tokens, start) { start - 1 } else { begin };
    tokens.before(begin.min(start), 1) == "from" && tokens.at(start + 1) != "-"
}
