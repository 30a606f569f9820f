//! The ends of a from–to: a figure, or a length of time or a frequency in words.

use super::super::Reader;
use crate::claim::quantity::Quantity;
use crate::claim::token::Tokens;
use crate::claim::unit::{self, Dimension};

/// One end of a from–to: a figure, or a unit of time without one.
pub(super) struct End<'a> {
    pub quantity: Option<&'a Quantity>,
    pub next: usize,
}

/// Reads an end at `i`, small words before it allowed.
pub(super) fn end<'a>(reader: &'a Reader<'_>, i: usize) -> Option<End<'a>> {
    let tokens = reader.tokens;
    for at in i..i + 5 {
        if let Some(quantity) = reader.quantity_at(at).filter(|q| !q.low.vague || q.has_unit()) {
            let vague = quantity.low.vague;
            return Some(End { quantity: Some(quantity).filter(|_| !vague), next: quantity.span.end });
        }
        if unit::of_word(tokens.at(at)).is_some_and(|u| u.is_time()) && tokens.at(at).len() > 2 {
            return Some(End { quantity: None, next: at + 1 });
        }
        let worded = tokens.phrase(at, "same - day") || tokens.phrase(at, "real - time");
        if worded
            || frequency(tokens.at(at))
            || matches!(tokens.at(at), "instant" | "instantly" | "immediately" | "overnight" | "zero" | "nothing")
        {
            return Some(End { quantity: None, next: at + if worded { 3 } else { 1 } });
        }
        if !filler(tokens.at(at)) {
            return None;
        }
    }
    None
}

/// How often, in one word: "from quarterly to weekly".
pub(super) fn frequency(word: &str) -> bool {
    one_of!(word, "hourly" "daily" "weekly" "biweekly" "fortnightly" "monthly" "quarterly" "yearly" "annual" "annually")
}

/// Words between "from" or "to" and the figure: what is done so often is a gerund ("from deploying once a month").
fn filler(word: &str) -> bool {
    word.len() > 5 && word.ends_with("ing")
        || matches!(
            word,
            "every"
                | "just"
                | "only"
                | "a"
                | "an"
                | "the"
                | "mere"
                | "matter"
                | "of"
                | "as"
                | "little"
                | "less"
                | "than"
                | "under"
                | "about"
                | "around"
                | "over"
                | "more"
                | "few"
                | "next"
                | "full"
                | "whole"
                | "several"
                | "multiple"
                | "many"
                | "up"
                | "roughly"
                | "nearly"
                | "almost"
                | "once"
                | "some"
                | "couple"
                | "approximately"
                | "within"
                | "low"
                | "single"
                | "an average"
                | "average"
                | "well"
                | "below"
                | "~"
                | "+"
                | "being"
        )
}

/// A plural unit of time at token `i`, without a number.
pub(super) fn is_long(tokens: &Tokens, i: usize) -> bool {
    tokens.at(i).len() > 3 && tokens.at(i).ends_with('s') && unit::of_word(tokens.at(i)).is_some_and(|u| u.is_time())
}

/// Whether two ends measure the same kind of thing.
pub(super) fn comparable(one: &Quantity, other: &Quantity) -> bool {
    let (a, b) = (one.unit.dimension, other.unit.dimension);
    let time = one.unit.is_time() && other.unit.is_time();
    a == b || time || a == Dimension::Bare || b == Dimension::Bare
}
