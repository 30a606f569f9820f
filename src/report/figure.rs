//! What was read from a claim, in a few signs: `about 62%`, `11 → 2.5 hours a week`.

use crate::claim::{Approx, Change, Claim, Dimension, Exact, Quantity};

/// The figure of a claim; empty for a claim in words.
pub(super) fn of(claim: &Claim) -> String {
    let arrow = match claim.change {
        Change::Down | Change::Less => "↓ ",
        Change::Up => "↑ ",
        _ => "",
    };
    match (&claim.before, &claim.figure) {
        (Some(before), Some(after)) if same_unit(before, after) => {
            format!("{}{} → {}", hedge(before), number(before), quantity(after))
        }
        (Some(before), Some(after)) => format!("{} → {}", quantity(before), quantity(after)),
        (None, Some(figure)) => format!("{arrow}{}", quantity(figure)),
        (Some(before), None) => format!("{} → ?", quantity(before)),
        (None, None) => String::new(),
    }
}

/// Where both ends carry the same sign it is written once, unless it stands in front.
fn same_unit(a: &Quantity, b: &Quantity) -> bool {
    let same = a.unit.noun == b.unit.noun || a.unit.noun.is_empty();
    same && a.unit.dimension == b.unit.dimension && !matches!(a.unit.dimension, Dimension::Money(_))
}

fn quantity(quantity: &Quantity) -> String {
    let number = number(quantity);
    let hedge = hedge(quantity);
    let whole = quantity.of.map_or(String::new(), |of| format!(" of {of}"));
    let counted = match quantity.unit.dimension {
        Dimension::Percent => format!("{number}%"),
        Dimension::Points => format!("{number} points"),
        Dimension::Factor => format!("{number}x"),
        Dimension::Money(code) => format!("{code} {number}"),
        _ if quantity.unit.noun.is_empty() => number,
        _ => format!("{number}{whole} {}", quantity.unit.noun),
    };
    let whole = if quantity.unit.noun.is_empty() { whole } else { String::new() };
    let per = quantity.unit.per.as_ref().map_or(String::new(), |per| format!(" per {per}"));
    format!("{hedge}{counted}{whole}{per}")
}

fn number(quantity: &Quantity) -> String {
    // "minutes" names no number; the words beside it say so.
    if quantity.low.vague {
        return "?".to_owned();
    }
    let show = |value: Exact| value.to_string();
    match quantity.is_range() {
        true => format!("{}–{}", show(quantity.low.value), show(quantity.high.value)),
        false => show(quantity.low.value),
    }
}

fn hedge(quantity: &Quantity) -> &'static str {
    match quantity.approx {
        Approx::Plain | Approx::Exactly => "",
        Approx::About => "about ",
        Approx::Nearly => "nearly ",
        Approx::JustOver => "just over ",
        Approx::Over => "over ",
        Approx::AtLeast => "at least ",
        Approx::Under => "under ",
        Approx::AtMost => "at most ",
        Approx::UpTo => "up to ",
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::claim::read_claim;

    #[test]
    fn figures_are_shown_in_few_signs() {
        for (words, shown) in [
            ("cut retyping by about 62%", "↓ about 62%"),
            ("retyping fell from 11 hours a week to 2.5 hours a week", "11 → 2.5 hours per week"),
            ("saved over $1.2 million", "over USD 1,200,000"),
            ("3 times faster", "3x"),
        ] {
            assert_eq!(read_claim(words).map(|c| of(&c)).as_deref(), Some(shown), "{words}");
        }
    }
}
