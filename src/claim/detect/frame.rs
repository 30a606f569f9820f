//! The words of change around a figure: a verb before it, a comparative or a passive after it, a sign.

use std::ops::Range;

use super::words;
use crate::claim::Change;
use crate::claim::measure::differs;
use crate::claim::quantity::Quantity;
use crate::claim::token::Tokens;

/// The words of change around a figure.
pub(super) struct Frame {
    /// The way they point; `None` when there are none.
    pub change: Option<Change>,
    /// Figure and words together.
    pub span: Range<usize>,
}

/// Reads the words of change around a figure.
pub(super) fn frame(tokens: &Tokens, quantity: &Quantity) -> Frame {
    let mut span = quantity.span.clone();
    let mut change = inside(tokens, quantity);
    if change.is_some() {
        // "30 fewer hours": the figure says it itself.
    } else if let Some(end) = sooner(tokens, quantity) {
        change = Some(Change::Less);
        span.end = end;
    } else if let Some((found, end)) = comparative(tokens, quantity.span.end) {
        change = Some(found);
        span.end = end;
    }
    if let Some(sign) = signed(tokens, quantity.span.start) {
        change = change.or(Some(sign));
        span.start -= 1;
    }
    if tokens.before(span.start, 1) == "back" && tokens.at(quantity.span.end) != "later" {
        // "get back three hours"
        change = change.or(Some(Change::Saved));
        span.start -= 1;
    } else if let Some((found, start)) = verb(tokens, span.start) {
        span.start = start;
        let level = tokens.before(quantity.span.start, 1) == "to" && found != Change::Saved;
        change = change.or(Some(if level { Change::To } else { found }));
    } else if let Some((found, end)) = verb_after(tokens, span.end).filter(|_| change.is_none()) {
        change = Some(found);
        span.end = end;
    }
    Frame { change, span }
}

/// "30 fewer hours a week"; "2 extra days" are gained where somebody gets them.
fn inside(tokens: &Tokens, quantity: &Quantity) -> Option<Change> {
    let word = quantity.core.clone().skip(1).map(|i| tokens.at(i)).find(|word| differs(word))?;
    let start = quantity.span.start;
    let got =
        |i: usize| one_of!(tokens.at(i), "get" "gets" "got" "gain" "gained" "gave" "gives" "have" "has" "won" "freed");
    match word {
        "fewer" | "less" => Some(Change::Less),
        _ if quantity.unit.is_time() && (start.saturating_sub(3)..start).any(got) => Some(Change::Saved),
        _ => None,
    }
}

/// "results arrive 13 days earlier": behind a verb by which something comes to be there. "two years earlier, the mill had
/// burnt" tells when.
pub(super) fn sooner(tokens: &Tokens, quantity: &Quantity) -> Option<usize> {
    let (start, end) = (quantity.span.start, quantity.span.end);
    if !quantity.unit.is_time() || !one_of!(tokens.at(end), "earlier" "sooner") || tokens.at(end + 1) == "," {
        return None;
    }
    let sentence = tokens.sentence(start);
    let arrives = |i: usize| words::arrives(tokens.at(i));
    let told = |i: usize| tokens.sentence(i) == sentence && arrives(i);
    let past = (start.saturating_sub(8)..start).any(|i| tokens.sentence(i) == sentence && tokens.at(i) == "had");
    ((start.saturating_sub(8)..start).any(told) && !past).then_some(end + 1)
}

/// "+12 points", "-40%": a sign that nothing stands glued before.
fn signed(tokens: &Tokens, start: usize) -> Option<Change> {
    let at = start.checked_sub(1)?;
    if !tokens.glued(start) || tokens.glued(at) && !matches!(tokens.before(at, 1), "(" | ":" | "\"") {
        return None;
    }
    match tokens.at(at) {
        "+" => Some(Change::Up),
        "-" => Some(Change::Down),
        _ => None,
    }
}

/// "30% fewer", "30% cost reduction", "8 times faster": at most two words between.
fn comparative(tokens: &Tokens, end: usize) -> Option<(Change, usize)> {
    for i in end..end + 4 {
        let word = tokens.at(i);
        if let Some(change) = words::compared(word) {
            return Some((change, i + 1));
        }
        // "millions in savings"
        let of =
            word == "in" && (i + 1..i + 3).any(|j| matches!(tokens.at(j), "savings" | "reductions" | "improvements"));
        if of {
            continue;
        }
        let inside = tokens.is_word(i) || word == "-" || word == "/";
        if !inside
            || one_of!(word, "of" "and" "in" "on" "for" "to" "with" "by" "from" "at" "were" "was" "is"
            "that")
        {
            break;
        }
    }
    None
}

/// The nearest verb or noun of change before the figure, in its sentence.
fn verb(tokens: &Tokens, start: usize) -> Option<(Change, usize)> {
    let sentence = tokens.sentence(start);
    for i in (start.saturating_sub(10)..start).rev() {
        let word = tokens.at(i);
        if tokens.sentence(i) != sentence || matches!(word, ";" | ":" | "while") {
            break;
        }
        // "we took out 2 hours"
        if word == "out" && one_of!(tokens.before(i, 1), "take" "took" "taken" "taking") && i + 3 >= start {
            return Some((Change::Saved, i - 1));
        }
        // "up to 60%" and "cut over", "set up", "on top of": up and down alone say little.
        let led = matches!(tokens.at(i + 1), "by") || word == "down" && tokens.at(i + 1) == "to" || i + 1 == start;
        // "the optimized page": what changed it is told elsewhere.
        let described = word.ends_with("ed")
            && one_of!(tokens.before(i, 1), "the" "a" "an" "our" "their" "its" "this")
            && tokens.is_word(i + 1)
            && !one_of!(tokens.at(i + 1), "by" "to" "from" "in");
        // "kilometres per drop": what is counted by.
        let unit = one_of!(tokens.before(i, 1), "per" "each" "every");
        let idle = matches!(word, "up" | "down") && !led || word == "free" || described || unit;
        if let Some(change) = words::change(word).filter(|_| !idle) {
            return Some((change, i));
        }
    }
    None
}

/// "50% of tickets were eliminated", "$2 million was saved": a passive verb within a few words.
fn verb_after(tokens: &Tokens, end: usize) -> Option<(Change, usize)> {
    let sentence = tokens.sentence(end.checked_sub(1)?);
    for i in end..end + 6 {
        let word = tokens.at(i);
        if tokens.sentence(i) != sentence || matches!(word, "," | "." | ";" | "and") {
            break;
        }
        let passive = matches!(tokens.before(i, 1), "was" | "were" | "been" | "is" | "are" | "in");
        if let Some(change) = words::change(word).filter(|_| passive) {
            return Some((change, i + 1));
        }
    }
    None
}
