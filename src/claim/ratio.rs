//! So many of so many, and so many to one.

use super::exact::Exact;
use super::number::{self, Number};
use super::token::Tokens;
use super::unit;

/// "4 of 5", "four out of five", "1 in 3", "4 of the 6".
pub(super) fn ratio(tokens: &Tokens, low: &Number, next: usize) -> Option<(Exact, usize)> {
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
    // "one in 10,000"; "40 in 2,019 shops" is none.
    let small =
        tokens.at(next) != "in" || whole.value <= Exact::HUNDRED || low.value == Exact::ONE || tokens.at(at) == "a";
    let fits = !low.fraction && !low.vague && !whole.vague && !whole.fraction && low.value <= whole.value;
    let bare = tokens.at(end) != "%" && unit::of_word(tokens.at(end)).is_none();
    (fits && small && bare && whole.value.is_whole()).then_some((whole.value, end))
}

/// ":1" before what is gained; "a 1:1 meeting" and the time 5:10 are others.
pub(super) fn to_one(tokens: &Tokens, at: usize) -> bool {
    tokens.at(at) == ":"
        && tokens.glued(at)
        && tokens.at(at + 1) == "1"
        && tokens.glued(at + 1)
        && (at.saturating_sub(9)..at).any(|i| tokens.at(i) == "ratio")
        || tokens.at(at) == ":"
            && tokens.glued(at)
            && tokens.at(at + 1) == "1"
            && tokens.glued(at + 1)
            && one_of!(tokens.at(at + 2), "return" "returns" "roi" "compression" "reduction" "improvement" "payback")
}

/// "14 to 1" beside what is compressed or returned; elsewhere it is a score.
pub(super) fn worded_to_one(tokens: &Tokens, at: usize) -> bool {
    let rate = |i: usize| one_of!(tokens.at(i), "compression" "ratio" "return" "roi" "deduplication");
    tokens.at(at) == "to"
        && one_of!(tokens.at(at + 1), "1" "one")
        && unit::of_word(tokens.at(at + 2)).is_none()
        && (at.saturating_sub(9)..at + 5).any(rate)
}
